//! Pension accounts: funds and contributions follow their account; the same account may be printed in two parts.

use cas_model::facts::{NpsFacts, Printed};
use cas_model::record::{NpsFundRecord, NpsRecord, NpsRowRecord, TotalScope};
use cas_model::statement::{LinkedHolder, NpsAccount, NpsFund, NpsFundInfo};
use cas_model::{Amount, Price, Units};
use cas_page::Location;
use rust_decimal::RoundingStrategy;

use super::draft::{Draft, fill};
use super::summary;

/// Decimals of a value that is computed because no column prints it.
const PAISA: u32 = 2;

/// Pension accounts while they are gathered.
#[derive(Default)]
pub(super) struct Pensions {
    accounts: Vec<(NpsAccount, NpsFacts, Option<u32>)>,
    open: usize,
}

impl Pensions {
    /// Opens an account, or the one with this PRAN again.
    pub(super) fn account(&mut self, at: Location, record: NpsRecord) {
        let known = self.accounts.iter().position(|(known, _, _)| known.pran == record.pran);
        self.open = known.unwrap_or_else(|| self.push(at));
        let Some((account, facts, group)) = self.accounts.get_mut(self.open) else { return };
        fill(&mut account.pran, record.pran);
        fill(&mut account.cra, record.cra);
        fill(&mut account.value, record.value);
        fill(group, record.group);
        if account.linked_holders.is_empty() {
            account.linked_holders.extend(record.holder);
        }
        for (label, value) in &record.labels {
            account.additional_info.entry(label.clone()).or_insert_with(|| value.clone());
        }
        facts.labels.extend(record.labels);
    }

    fn push(&mut self, at: Location) -> usize {
        let account = NpsAccount {
            pran: None,
            cra: None,
            value: None,
            funds: Vec::new(),
            linked_holders: Vec::new(),
            additional_info: Default::default(),
        };
        self.accounts.push((account, NpsFacts { at, ..NpsFacts::default() }, None));
        self.accounts.len() - 1
    }

    fn open(&mut self, at: Location) -> Option<&mut (NpsAccount, NpsFacts, Option<u32>)> {
        if self.accounts.is_empty() {
            self.open = self.push(at);
        }
        self.accounts.get_mut(self.open)
    }

    /// A fund of the open account.
    pub(super) fn fund(&mut self, at: Location, record: NpsFundRecord) {
        let Some((account, facts, _)) = self.open(at) else { return };
        facts.value_printed.push(record.value.is_some());
        account.funds.push(NpsFund {
            name: record.name,
            units: record.units,
            nav: record.nav,
            value: record.value.or_else(|| worth(record.units?, record.nav?)),
            cost: None,
            additional_info: NpsFundInfo { tier: record.tier, manager: record.manager },
        });
    }

    /// A contribution or charge of the open account.
    pub(super) fn row(&mut self, row: Printed<NpsRowRecord>) {
        if let Some((_, facts, _)) = self.open(row.at) {
            facts.rows.push(row);
        }
    }

    /// Hands the accounts to the draft: value as printed with the account, else as a printed total, else the sum.
    pub(super) fn build(self, draft: &mut Draft) {
        for (mut account, facts, group) in self.accounts {
            if account.value.is_none() {
                account.value = printed_total(draft, account.pran.as_deref())
                    .or_else(|| summary::sum(account.funds.iter().map(|fund| fund.value)));
            }
            if account.linked_holders.is_empty() {
                account.linked_holders.extend(first_holder(draft, group));
            }
            draft.statement.nps.push(account);
            draft.facts.nps.push(facts);
        }
    }
}

fn printed_total(draft: &Draft, pran: Option<&str>) -> Option<Amount> {
    let totals = draft.facts.totals.iter().map(|total| &total.fact);
    totals
        .filter(|total| matches!(&total.scope, TotalScope::Nps(of) if Some(of.as_str()) == pran))
        .find_map(|total| total.value)
}

/// A pension account has one subscriber.
fn first_holder(draft: &Draft, group: Option<u32>) -> Option<LinkedHolder> {
    draft.facts.groups.get(group? as usize)?.first().cloned()
}

/// Units at NAV, to the paisa, halves away from zero.
fn worth(units: Units, nav: Price) -> Option<Amount> {
    let exact = units.value().checked_mul(nav.value())?;
    let mut paisa = exact.round_dp_with_strategy(PAISA, RoundingStrategy::MidpointAwayFromZero);
    paisa.rescale(PAISA);
    Some(Amount(paisa))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worth_is_rounded_to_the_paisa() {
        for (units, nav, expected) in
            [("3551.0", "51.32", "182237.32"), ("1.5", "0.01", "0.02"), ("0", "10", "0.00")]
        {
            let found = worth(units.parse().unwrap(), nav.parse().unwrap());
            assert_eq!(found.map(|amount| amount.to_string()).as_deref(), Some(expected));
        }
    }
}
