//! Every self-check is shown failing: a check that no faulty statement trips may as well not exist.

use std::collections::BTreeSet;

use cas_normalize::reconcile::CHECKS;

/// Checks on what registrars alone print.
const REGISTRARS: [&str; 6] =
    ["running-balance", "cost", "summary-total", "summary-cost", "amc-total", "amc-cost"];

#[test]
fn every_check_of_a_depository_statement_or_contract_note_fails_somewhere() {
    let cases = cas_testkit::cases().unwrap();
    let judged =
        cases.iter().filter(|case| ["nsdl", "cdsl", "contract_note"].contains(&case.family.as_str()));
    let shown: BTreeSet<&str> = judged.flat_map(|case| &case.fails).map(String::as_str).collect();
    let missing: Vec<&str> = CHECKS
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !REGISTRARS.contains(id) && !shown.contains(id))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let unknown: Vec<&&str> = shown.iter().filter(|id| CHECKS.iter().all(|rule| rule.id != **id)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
