//! Depository statements: every record names what it speaks of, and facts about one account, folio or security come
//! from several tables. Records are gathered by key first, then built in the order in which they were first named.

use cas_model::facts::Printed;
use cas_model::record::Record;
use cas_model::statement::LinkedHolder;
use cas_model::{CasType, DiagnosticCode, Pan, Sourced};

use super::accounts::Accounts;
use super::draft::{Draft, fill};
use super::folios::Folios;
use super::pension::Pensions;
use super::summary;

/// Folds the records of a depository statement.
pub(super) fn fold(records: Vec<Sourced>, draft: &mut Draft) {
    let mut accounts = Accounts::default();
    let mut folios = Folios::default();
    let mut pensions = Pensions::default();
    for Sourced { at, record } in records {
        let Some(record) = draft.take_common(at, record) else { continue };
        match record {
            Record::Holders { group, holders } => take_group(group, holders, &mut draft.facts.groups),
            Record::Account(account) => accounts.account(at, *account),
            Record::Holding(holding) => accounts.holding(at, *holding, &mut draft.notes),
            Record::Movement(movement) => accounts.movement(at, *movement),
            Record::Folio(folio) => folios.folio(at, *folio),
            Record::Scheme(scheme) => folios.scheme(at, *scheme),
            Record::Row(row) => {
                if !folios.row(at, *row) {
                    draft.note(at, DiagnosticCode::Orphan { record: "transaction" });
                }
            }
            Record::Closing(closing) => {
                if !folios.closing(&closing) {
                    draft.note(at, DiagnosticCode::Orphan { record: "closing balance" });
                }
            }
            Record::Nps(account) => pensions.account(at, *account),
            Record::NpsFund(fund) => pensions.fund(at, *fund),
            Record::NpsRow(fact) => pensions.row(Printed { at, fact: *fact }),
            _ => draft.note(at, DiagnosticCode::Orphan { record: "record of another kind" }),
        }
    }
    accounts.build(draft);
    folios.build(draft);
    pensions.build(draft);
    complete_investor(draft);
    summary::complete(draft);
}

/// A group may be printed again (portfolio page, account page): the fuller list of holders stays.
fn take_group(group: u32, holders: Vec<LinkedHolder>, groups: &mut Vec<Vec<LinkedHolder>>) {
    /// More groups than a statement can hold: a number above is a misreading.
    const MOST_GROUPS: u32 = 1000;
    if group >= MOST_GROUPS {
        return;
    }
    let index = group as usize;
    if groups.len() <= index {
        groups.resize(index + 1, Vec::new());
    }
    if let Some(slot) = groups.get_mut(index)
        && holders.len() > slot.len()
    {
        *slot = holders;
    }
}

/// The addressee is the first holder of the first group.
fn complete_investor(draft: &mut Draft) {
    let first = draft.facts.groups.iter().find_map(|holders| holders.first()).cloned();
    let cdsl = draft.statement.meta.cas_type == CasType::Cdsl;
    let contact =
        draft.statement.demat_accounts.iter().find_map(|account| account.additional_info.email.clone());
    let investor = &mut draft.statement.investor;
    if let Some(first) = first {
        if !investor.pan.as_ref().is_some_and(Pan::is_full) {
            let full = first.pan.clone().filter(Pan::is_full);
            investor.pan = full.or_else(|| investor.pan.take()).or(first.pan);
        }
        fill(&mut investor.name, first.name);
    }
    if cdsl {
        fill(&mut investor.email, contact);
    }
}
