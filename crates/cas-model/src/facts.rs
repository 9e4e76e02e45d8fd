//! What the published schema has no home for: printed totals, places, balance splits, labels.
//!
//! The lists are parallel to those of the statement, so that a check or an `x_` member can name its subject by JSON
//! pointer. Only `cas-output` writes them, and only when asked to.

use cas_page::Location;
use chrono::NaiveDate;

use crate::record::{NpsRowRecord, RemarkRecord, TotalRecord};
use crate::statement::{Holding, Holdings, LinkedHolder};
use crate::{Amount, Percent, Price, SecurityClass, Units};

/// A printed fact and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed<T> {
    /// Where.
    pub at: Location,
    /// What.
    pub fact: T,
}

/// Everything beside the statement.
#[derive(Clone, Default)]
pub struct Facts {
    /// Totals that the statement prints, in document order.
    pub totals: Vec<Printed<TotalRecord>>,
    /// Notes, legends and load texts, in document order.
    pub remarks: Vec<Printed<RemarkRecord>>,
    /// Telephone numbers with their labels; personal data.
    pub phones: Vec<String>,
    /// Holder groups of a depository statement by number, from 0.
    pub groups: Vec<Vec<LinkedHolder>>,
    /// Parallel to `demat_accounts`.
    pub accounts: Vec<AccountFacts>,
    /// Parallel to `mutual_funds`.
    pub folios: Vec<FolioFacts>,
    /// Parallel to `nps`.
    pub nps: Vec<NpsFacts>,
}

/// Personal data never reaches a log through `{:?}`.
impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Facts(***)")
    }
}

/// Printed labels and values without a home, in printed order.
pub type Labels = Vec<(String, String)>;

/// Beside one demat account.
#[derive(Clone, Default)]
pub struct AccountFacts {
    /// First place the account is named.
    pub at: Location,
    /// Holder group.
    pub group: Option<u32>,
    /// Number of ISINs that the roster prints.
    pub isin_count: Option<u32>,
    /// Labels of the details page.
    pub labels: Labels,
    /// Parallel to the holding lists, in the order of [`HoldingList::ALL`].
    pub holdings: [Vec<HoldingFacts>; 5],
}

/// The five lists of `demat_accounts[].holdings`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum HoldingList {
    /// `equities`.
    Equities,
    /// `corporate_bonds`.
    CorporateBonds,
    /// `government_securities`.
    GovernmentSecurities,
    /// `aifs`.
    Aifs,
    /// `demat_mutual_funds`.
    DematMutualFunds,
}

impl HoldingList {
    /// Every list in key order.
    pub const ALL: [Self; 5] = [
        Self::Equities,
        Self::CorporateBonds,
        Self::GovernmentSecurities,
        Self::Aifs,
        Self::DematMutualFunds,
    ];

    /// The key in the JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Equities => "equities",
            Self::CorporateBonds => "corporate_bonds",
            Self::GovernmentSecurities => "government_securities",
            Self::Aifs => "aifs",
            Self::DematMutualFunds => "demat_mutual_funds",
        }
    }

    /// Its place in [`AccountFacts::holdings`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The list itself.
    #[must_use]
    pub fn of(self, holdings: &Holdings) -> &Vec<Holding> {
        match self {
            Self::Equities => &holdings.equities,
            Self::CorporateBonds => &holdings.corporate_bonds,
            Self::GovernmentSecurities => &holdings.government_securities,
            Self::Aifs => &holdings.aifs,
            Self::DematMutualFunds => &holdings.demat_mutual_funds,
        }
    }

    /// The list itself, to change.
    #[must_use]
    pub fn of_mut(self, holdings: &mut Holdings) -> &mut Vec<Holding> {
        match self {
            Self::Equities => &mut holdings.equities,
            Self::CorporateBonds => &mut holdings.corporate_bonds,
            Self::GovernmentSecurities => &mut holdings.government_securities,
            Self::Aifs => &mut holdings.aifs,
            Self::DematMutualFunds => &mut holdings.demat_mutual_funds,
        }
    }
}

/// Beside one holding.
#[derive(Clone, Debug, Default)]
pub struct HoldingFacts {
    /// Where the holding row (or, without one, the first movement) is printed.
    pub at: Location,
    /// Class of the printed section; `None` where the table mixes classes or only the ledger names the security.
    pub section: Option<SecurityClass>,
    /// The exact class: the section, refined by ISIN and name.
    pub class: Option<SecurityClass>,
    /// True when a holding table lists it; false when only the ledger does.
    pub listed: bool,
    /// Market price, or the price column whatever its title.
    pub price: Option<Price>,
    /// Face value.
    pub face_value: Option<Price>,
    /// Coupon as printed.
    pub coupon_rate: Option<String>,
    /// Coupon frequency as printed.
    pub coupon_frequency: Option<String>,
    /// Day of maturity.
    pub maturity_date: Option<NaiveDate>,
    /// Exchange symbol or status line.
    pub symbol: Option<String>,
    /// The split of the balance by printed label.
    pub balances: Vec<(String, Units)>,
    /// Footnote markers.
    pub markers: Vec<String>,
    /// Parallel to `transactions`.
    pub rows: Vec<RowFacts>,
}

/// Beside one folio.
#[derive(Clone, Default)]
pub struct FolioFacts {
    /// First place the folio is named.
    pub at: Location,
    /// Holder group of a depository statement.
    pub group: Option<u32>,
    /// Labels without a home.
    pub labels: Labels,
    /// Parallel to `schemes`.
    pub schemes: Vec<SchemeFacts>,
}

/// Beside one scheme.
#[derive(Clone, Debug, Default)]
pub struct SchemeFacts {
    /// Where the block or row starts.
    pub at: Location,
    /// Name before cleaning.
    pub printed_name: String,
    /// ISIN text that is no valid ISIN.
    pub printed_isin: Option<String>,
    /// Day of the NAV.
    pub nav_date: Option<NaiveDate>,
    /// Average cost of one unit.
    pub average_cost: Option<Price>,
    /// Unique client code.
    pub ucc: Option<String>,
    /// Printed annualised return.
    pub annualised_return: Option<Percent>,
    /// Printed profit or loss, where it differs from value less cost or cost is not printed.
    pub printed_gain: Option<Amount>,
    /// Columns without a home.
    pub labels: Labels,
    /// Parallel to `transactions`.
    pub rows: Vec<RowFacts>,
}

/// Beside one transaction.
#[derive(Clone, Debug, Default)]
pub struct RowFacts {
    /// Where.
    pub at: Location,
    /// Balance before the row, where a column prints it.
    pub opening: Option<Units>,
    /// True when the units are told but the balance is not moved by them (pledges).
    pub neutral: bool,
    /// Kind of balance, where several are printed.
    pub balance_type: Option<String>,
}

/// Beside one pension account.
#[derive(Clone, Default)]
pub struct NpsFacts {
    /// Where.
    pub at: Location,
    /// Labels without a home.
    pub labels: Labels,
    /// Contributions and charges in printed order.
    pub rows: Vec<Printed<NpsRowRecord>>,
    /// True where the statement prints a value per fund, parallel to `funds`.
    pub value_printed: Vec<bool>,
}
