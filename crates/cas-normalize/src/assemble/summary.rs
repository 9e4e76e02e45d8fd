//! `summary`: printed totals where there are any, else sums of the parts.

use std::collections::BTreeMap;

use cas_model::record::{TotalRecord, TotalScope};
use cas_model::statement::{CountAndValue, MutualFundFolio, SummaryAccounts};
use cas_model::{Amount, CasType, Facts};

use super::draft::Draft;

/// Sum of the values that are printed; `None` when none is.
pub(super) fn sum(values: impl Iterator<Item = Option<Amount>>) -> Option<Amount> {
    values.flatten().reduce(|sum, value| sum + value)
}

/// Fills the summary from what has been folded. A registrar's printed total is the total of its folios too.
pub(super) fn complete(draft: &mut Draft) {
    let printed = draft
        .facts
        .totals
        .iter()
        .filter(|total| total.fact.scope == TotalScope::Portfolio)
        .find_map(|total| total.fact.value);
    let statement = &mut draft.statement;
    let mut accounts = SummaryAccounts {
        demat: tally(statement.demat_accounts.iter().map(|account| account.value)),
        mutual_funds: tally(statement.mutual_funds.iter().map(|folio| folio.value)),
        insurance: tally(statement.insurance.life_insurance_policies.iter().map(|_| Some(Amount::ZERO))),
        nps: tally(statement.nps.iter().map(|account| account.value)),
    };
    if statement.meta.cas_type == CasType::CamsKfintech && accounts.mutual_funds.count > 0 {
        accounts.mutual_funds.total_value = printed.or(accounts.mutual_funds.total_value);
    }
    if let Some(listed) = listed_folios(&draft.facts, &statement.mutual_funds) {
        let CountAndValue { count, total_value } = &mut accounts.mutual_funds;
        (*count, *total_value) = (listed.count, listed.total_value.or(*total_value));
    }
    let parts = [&accounts.demat, &accounts.mutual_funds, &accounts.insurance, &accounts.nps];
    let held = parts.into_iter().filter(|part| part.count > 0);
    let nothing = held.clone().next().is_none().then_some(Amount::ZERO);
    statement.summary.total_value = printed.or_else(|| sum(held.map(|part| part.total_value))).or(nothing);
    statement.summary.accounts = accounts;
}

/// The folios that the roster of a depository statement lists: `<n> Folios` and their value, one row a group. A folio that
/// was sold out has a ledger and no place in it. `None` where a row is missing or has no count.
fn listed_folios(facts: &Facts, folios: &[MutualFundFolio]) -> Option<CountAndValue> {
    let mut rows: BTreeMap<u32, &TotalRecord> = BTreeMap::new();
    for total in &facts.totals {
        if let TotalScope::Folios(group) = total.fact.scope {
            rows.entry(group).or_insert(&total.fact);
        }
    }
    let is_held = |folio: &MutualFundFolio| folio.value.is_some_and(|value| !value.is_zero());
    let is_listed = |group: &u32| rows.contains_key(group);
    let mut held = facts.folios.iter().zip(folios).filter(|(_, folio)| is_held(folio));
    if rows.is_empty() || !held.all(|(facts, _)| facts.group.as_ref().is_none_or(is_listed)) {
        return None;
    }
    let count = rows.values().try_fold(0u32, |sum, row| sum.checked_add(row.count?))?;
    let values: Option<Vec<Amount>> = rows.values().map(|row| row.value).collect();
    Some(CountAndValue { count, total_value: values.and_then(|values| sum(values.into_iter().map(Some))) })
}

/// Nothing held is worth zero; something held whose value is not printed is worth nothing that we know.
fn tally(values: impl Iterator<Item = Option<Amount>> + Clone) -> CountAndValue {
    let count = u32::try_from(values.clone().count()).unwrap_or(u32::MAX);
    let total_value = if count == 0 { Some(Amount::ZERO) } else { sum(values) };
    CountAndValue { count, total_value }
}

#[cfg(test)]
mod tests {
    use cas_model::record::{Record, SchemeRecord};
    use cas_model::{Isin, Sourced, Verdict};
    use cas_page::Location;

    use super::super::{AssembleContext, Assembled, assemble};
    use super::*;
    use crate::reconcile;

    const FUND: &str = "INF000X01013";

    fn fold(records: Vec<Record>) -> Assembled {
        let records = records.into_iter().map(|record| Sourced { at: Location::default(), record }).collect();
        assemble(records, &AssembleContext { cas_type: CasType::Nsdl, generated_at: None }).value
    }

    #[test]
    fn the_roster_says_how_many_folios_are_held() {
        let roster = |group: u32, count: Option<u32>, value: &str| {
            Record::Total(Box::new(TotalRecord {
                scope: TotalScope::Folios(group),
                label: "Mutual Fund Folios".into(),
                count,
                value: value.parse().ok(),
                cost: None,
                change: None,
                percent: None,
            }))
        };
        let held = Record::Scheme(Box::new(SchemeRecord {
            folio_number: Some("123/45".into()),
            group: Some(0),
            isin: Isin::parse(FUND),
            printed_name: "Alpha Fund".into(),
            units: "10.000".parse().ok(),
            value: "100.00".parse().ok(),
            ..SchemeRecord::default()
        }));
        let sold = Record::Scheme(Box::new(SchemeRecord {
            folio_number: Some("678/90".into()),
            isin: Isin::parse(FUND),
            open_units: "5.000".parse().ok(),
            close_units: "0.000".parse().ok(),
            ..SchemeRecord::default()
        }));
        for (rows, count, value) in [
            (vec![roster(0, Some(1), "100.00")], 1, "100.00"),
            (vec![roster(0, Some(1), "100.00"), roster(1, Some(3), "50.00")], 4, "150.00"),
            // A row without a count, or of another group only, says nothing.
            (vec![roster(0, None, "100.00")], 2, "100.00"),
            (vec![roster(1, Some(3), "50.00")], 2, "100.00"),
            (vec![], 2, "100.00"),
        ] {
            let records = rows.into_iter().chain([held.clone(), sold.clone()]).collect();
            let Assembled { statement, facts } = fold(records);
            let funds = &statement.summary.accounts.mutual_funds;
            assert_eq!((funds.count, funds.total_value), (count, value.parse().ok()));
            let checks = reconcile(&statement, &facts);
            let mut counted = checks.iter().filter(|check| check.id == "folio-count" && count == 1);
            assert!(counted.all(|check| check.verdict == Verdict::Pass));
        }
    }
}
