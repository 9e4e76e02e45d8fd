//! Every value of an answer is found again on its page, and the drawing of the pages is one file by itself.

use std::collections::BTreeMap;

use cas::{Options, Origin, With};
use cas_table::Sheet;
use cas_tests::run::on_each;
use rust_decimal::Decimal;
use serde_json::Value;

/// Members that are reckoned from others in most statements: no page prints them.
const RECKONED: [&str; 12] = [
    "count",
    "total_value",
    "absolute",
    "percentage",
    "tier",
    "dividend_rate",
    "open_units",
    "value",
    "exchange_transaction_charges",
    "igst",
    "sgst",
    "securities_transaction_tax",
];

struct Found {
    name: String,
    printed: usize,
    missing: BTreeMap<String, usize>,
    wrong: Vec<String>,
    pages: usize,
    drawn: String,
}

fn member(pointer: &str) -> &str {
    pointer.rsplit('/').find(|part| part.parse::<u32>().is_err()).unwrap_or("")
}

fn look(case: &cas_testkit::StoredCase) -> Option<Found> {
    let pdf = case.read().ok()?;
    let mut options = Options::with_password(case.password.as_str());
    options.with = With { provenance: true, ..With::default() };
    let parsed = cas::parse(&pdf, &options).ok()?;
    let body: Value = serde_json::from_slice(&parsed.to_json(cas::JsonOptions::default())).ok()?;
    assert_paged_is_whole(case, &pdf, &options);
    let file = cas_pdf::open(&pdf, &options.passwords, &options.limits).ok()?;
    let sheets: Vec<Sheet> =
        (0..file.page_count()).filter_map(|index| file.page(index).ok()).map(Sheet::from_page).collect();
    let mut found = Found {
        name: case.name.clone(),
        printed: 0,
        missing: BTreeMap::new(),
        wrong: Vec::new(),
        pages: sheets.len(),
        drawn: cas::draw(&pdf, &options).ok()?,
    };
    for value in &parsed.provenance {
        match &value.origin {
            // Contract notes of generation A print no summary: it is summed from the fills.
            Origin::Derived if case.variant.contains("-a") && value.pointer.contains("_transactions/") => {}
            Origin::Derived => {
                *found.missing.entry(member(&value.pointer).to_owned()).or_default() += 1;
            }
            Origin::Printed { page, words, .. } => {
                found.printed += 1;
                let sheet = sheets.iter().find(|sheet| sheet.number == *page)?;
                let texts = words.iter().filter_map(|word| sheet.words.get(*word as usize));
                let text = texts.map(|word| sheet.text(word)).collect::<Vec<_>>().join(" ");
                if !says(&text, body.pointer(&value.pointer).unwrap_or(&Value::Null)) {
                    found.wrong.push(value.pointer.clone());
                }
            }
        }
    }
    Some(found)
}

/// Contract notes are read page by page when nobody needs the pages again: the answer, all its remarks and counts, is that
/// of a reading that keeps them.
fn assert_paged_is_whole(case: &cas_testkit::StoredCase, pdf: &[u8], options: &Options) {
    if case.family != "contract_note" {
        return;
    }
    let all = With { checks: true, notes: true, full: true, provenance: false };
    let answer = |with: With| {
        cas::parse(pdf, &Options { with, ..options.clone() }).map(|mut parsed| {
            (parsed.with, parsed.provenance) = (all, Vec::new());
            String::from_utf8_lossy(&parsed.to_json(cas::JsonOptions::default())).into_owned()
        })
    };
    assert_eq!(answer(all), answer(With { provenance: true, ..all }), "{}", case.name);
}

/// True when the words at a place say a number; texts and dates may be printed in other forms.
fn says(text: &str, value: &Value) -> bool {
    let Value::Number(number) = value else { return !text.is_empty() };
    let Ok(number) = number.to_string().parse::<Decimal>() else { return false };
    let bare: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    // `.14` and a full stop at the end of a sentence.
    format!("0{}", bare.trim_end_matches('.')).parse::<Decimal>().is_ok_and(|printed| printed == number.abs())
}

#[test]
fn values_stand_where_the_answer_says() {
    let cases = cas_testkit::cases().unwrap();
    let cases: Vec<_> = cases.into_iter().filter(cas_testkit::StoredCase::is_readable).step_by(3).collect();
    let found: Vec<Found> = on_each(&cases, look).into_iter().flatten().collect();
    assert_eq!(found.len(), cases.len());
    let wrong: Vec<String> =
        found.iter().flat_map(|found| found.wrong.iter().map(|at| format!("{}: {at}", found.name))).collect();
    assert!(
        wrong.is_empty(),
        "{} values\n{}",
        wrong.len(),
        wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n")
    );
    let printed: usize = found.iter().map(|found| found.printed).sum();
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for (member, count) in found.iter().flat_map(|found| &found.missing) {
        *missing.entry(member).or_default() += count;
    }
    let lost: usize =
        missing.iter().filter(|(member, _)| !RECKONED.contains(member)).map(|(_, count)| count).sum();
    assert!(printed > 30_000, "{printed}");
    assert!(lost * 200 < printed, "{lost} of {printed} values are not found: {missing:?}");
    for found in &found {
        let pages = found.drawn.matches("<div class=p ").count();
        assert_eq!(pages, found.pages, "{}", found.name);
        let alone = ["http:", "https:", "<script", "src=", "url(", "@import"];
        assert!(alone.iter().all(|outside| !found.drawn.contains(outside)), "{}", found.name);
    }
}
