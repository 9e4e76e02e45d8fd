//! `summary`: printed totals where there are any, else sums of the parts.

use cas_model::record::TotalScope;
use cas_model::statement::{CountAndValue, SummaryAccounts};
use cas_model::{Amount, CasType};

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
    let parts = [&accounts.demat, &accounts.mutual_funds, &accounts.insurance, &accounts.nps];
    let held = parts.into_iter().filter(|part| part.count > 0);
    let nothing = held.clone().next().is_none().then_some(Amount::ZERO);
    statement.summary.total_value = printed.or_else(|| sum(held.map(|part| part.total_value))).or(nothing);
    statement.summary.accounts = accounts;
}

/// Nothing held is worth zero; something held whose value is not printed is worth nothing that we know.
fn tally(values: impl Iterator<Item = Option<Amount>> + Clone) -> CountAndValue {
    let count = u32::try_from(values.clone().count()).unwrap_or(u32::MAX);
    let total_value = if count == 0 { Some(Amount::ZERO) } else { sum(values) };
    CountAndValue { count, total_value }
}
