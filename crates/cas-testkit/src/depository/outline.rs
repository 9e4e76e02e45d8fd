//! What a statement is to hold, before it is drawn: groups, accounts, classes, and what is odd about them.

use cas_model::{Depository, SecurityClass};
use chrono::NaiveDate;

use super::model::Figure;

/// What to draw.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Seed.
    pub seed: u64,
    /// Issuer.
    pub issuer: Depository,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Holder groups.
    pub groups: Vec<GroupOutline>,
    /// Number of pension accounts.
    pub pensions: usize,
    /// Number of insurance policies.
    pub policies: usize,
    /// Contributions to the schemes of pension accounts.
    pub contributions: bool,
    /// Moved securities of NSDL accounts have a ledger of their pledged balance too.
    pub pledge_ledgers: bool,
    /// Facts of NSDL accounts on the pages about the accounts.
    pub account_labels: bool,
    /// True prints masked PANs.
    pub masked: bool,
    /// True for layouts without a market price of debt: value is units x face.
    pub debt_at_face: bool,
    /// Part of every third security is pledged.
    pub pledged: bool,
    /// Footnote markers on some equities.
    pub markers: bool,
    /// `STT` and `Total Tax` rows without a date after redemptions.
    pub undated_taxes: bool,
    /// Folio units below one.
    pub small_units: bool,
    /// The first folio has no ISIN.
    pub missing_isin: bool,
    /// Which folio balances print what was invested.
    pub costs: Costs,
    /// The figure that is printed wrong.
    pub fault: Option<Figure>,
}

/// Which folio balances print what was invested.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Costs {
    /// All.
    All,
    /// All but the first of a group.
    NotFirst,
    /// None: the layout has no such column.
    None,
}

impl Outline {
    /// A statement without any of the extras.
    #[must_use]
    pub fn new(
        seed: u64,
        issuer: Depository,
        from: NaiveDate,
        to: NaiveDate,
        groups: Vec<GroupOutline>,
    ) -> Self {
        Self {
            seed,
            issuer,
            from,
            to,
            groups,
            pensions: 0,
            policies: 0,
            contributions: false,
            pledge_ledgers: false,
            account_labels: false,
            masked: false,
            debt_at_face: false,
            pledged: false,
            markers: false,
            undated_taxes: false,
            small_units: false,
            missing_isin: false,
            costs: Costs::All,
            fault: None,
        }
    }
}

impl Outline {
    /// Makes the first group a joint one and adds a single one like it.
    pub fn second_group(&mut self) {
        let mut single = self.groups.clone();
        if let Some(group) = self.groups.first_mut() {
            group.holders = 2;
        }
        self.groups.append(&mut single);
    }

    /// Replaces the accounts of the first group.
    pub fn accounts(&mut self, list: &[(Depository, &[(SecurityClass, usize)])]) {
        if let Some(group) = self.groups.first_mut() {
            group.accounts = list
                .iter()
                .map(|(depository, classes)| AccountOutline {
                    depository: *depository,
                    classes: classes.to_vec(),
                    moving: 40,
                })
                .collect();
        }
    }

    /// Sets the number of folio balances of the first group and every how many a ledger stands.
    pub fn folios(&mut self, count: usize, ledgers: usize) {
        if let Some(group) = self.groups.first_mut() {
            (group.folios, group.ledgers) = (count, ledgers);
        }
    }

    /// Sets how many per cent of all securities move.
    pub fn moving(&mut self, percent: i64) {
        for account in self.groups.iter_mut().flat_map(|group| &mut group.accounts) {
            account.moving = percent;
        }
    }
}

/// A holder group.
#[derive(Clone, Debug)]
pub struct GroupOutline {
    /// Number of holders.
    pub holders: usize,
    /// Accounts: depository, classes with the number of securities each, and whether they moved.
    pub accounts: Vec<AccountOutline>,
    /// Number of folio balances.
    pub folios: usize,
    /// Every how many folio balances a ledger with rows stands; 0 for none.
    pub ledgers: usize,
}

/// An account.
#[derive(Clone, Debug)]
pub struct AccountOutline {
    /// Depository.
    pub depository: Depository,
    /// Classes in printed order with the number of securities; empty for a dormant account.
    pub classes: Vec<(SecurityClass, usize)>,
    /// Per cent of the securities that moved in the period.
    pub moving: i64,
}
