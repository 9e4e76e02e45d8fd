//! A depository statement as data, before anything is drawn: accounts, holdings, movements, folios, pensions.
//!
//! Everything ties: holdings add up to accounts, accounts and folios to groups, groups (and pensions) to the portfolio,
//! movements lead from the opening to the closing balance. The writers of `nsdl` and `cdsl` print it; [`super::truth()`]
//! tells what a reader must find. Invented people only.

use cas_model::{Depository, SecurityClass, TransactionKind};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::extras::{Contribution, Policy};

/// One statement.
#[derive(Clone, Debug)]
pub struct Book {
    /// Who issues it.
    pub issuer: Depository,
    /// `NSDL ID` (9 digits) or `CAS ID` (2 letters, 8 digits).
    pub cas_id: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The addressee, first holder of the first group.
    pub investor: Person,
    /// Address lines without the postal code.
    pub address: Vec<String>,
    /// Six digits.
    pub pincode: String,
    /// Printed e-mail address (CDSL details page).
    pub email: String,
    /// Printed mobile number (CDSL details page).
    pub mobile: String,
    /// Holder groups in printed order.
    pub groups: Vec<Group>,
    /// Pension accounts.
    pub pensions: Vec<Pension>,
    /// Insurance policies.
    pub policies: Vec<Policy>,
    /// Month-end values of the trend table, oldest first, the last being the statement's own total.
    pub trend: Vec<(i32, u32, Decimal)>,
    /// Facts of NSDL accounts are printed on the pages about the accounts.
    pub labels: bool,
    /// The figure that is printed wrong.
    pub fault: Option<Figure>,
}

/// A figure that a faulty statement prints wrong: money and units too high by a thousand, counts by one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Figure {
    /// Value of a security; sums go along.
    SecurityValue,
    /// Value of an account on the roster.
    RosterValue,
    /// Number of ISINs of an account on the roster.
    RosterCount,
    /// Total under the tables of an account.
    AccountTotal,
    /// Sub-total of a class of an account.
    ClassTotal,
    /// A class in the composition of the portfolio.
    Composition,
    /// Closing balance of a row that another row follows.
    LedgerBalance,
    /// Units of the holding: the last row of its ledger is missing.
    LedgerEnd,
    /// Value of a folio balance; sums go along.
    FolioValue,
    /// Printed profit of a folio balance.
    FolioGain,
    /// Printed cost of one unit.
    FolioAverage,
    /// ISIN of a folio balance: its last digit.
    FolioIsin,
    /// A row of a folio ledger is missing.
    FolioRow,
    /// Amount of a purchase.
    FolioAmount,
    /// Stamp duty of a purchase.
    FolioDuty,
    /// Day of a row: before the period.
    FolioDay,
    /// Value of all folios of a group on the roster.
    FolioTotal,
    /// Number of folios of a group on the roster.
    FolioCount,
    /// Total of a group on the roster.
    GroupTotal,
    /// Grand total of the roster.
    GrandTotal,
    /// Value of the last month of the trend.
    TrendValue,
    /// Change of a month of the trend.
    TrendChange,
    /// Value of a pension fund; sums go along.
    PensionFund,
    /// Total of a pension account.
    PensionTotal,
    /// Total of a tier.
    PensionTier,
}

/// A holder.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// Capitals.
    pub name: String,
    /// As printed, full or masked.
    pub pan: String,
}

/// Accounts and folios of one sequence of holders.
#[derive(Clone, Debug)]
pub struct Group {
    /// First holder first.
    pub holders: Vec<Person>,
    /// Demat accounts in printed order.
    pub accounts: Vec<Account>,
    /// Folio balances in printed order; several may share a folio number.
    pub folios: Vec<FolioHolding>,
}

/// A demat account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Holding depository.
    pub depository: Depository,
    /// `IN` + 6 digits or 8 digits.
    pub dp_id: String,
    /// 8 digits.
    pub client_id: String,
    /// Depository participant.
    pub dp_name: String,
    /// Holdings in printed order: classes together.
    pub holdings: Vec<Security>,
    /// Facts of the details page.
    pub details: Details,
}

/// Details page of an account.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// `ACTIVE`
    pub bo_status: String,
    /// `INDIVIDUAL`
    pub bo_type: String,
    /// `Individual- Resident Negative Nomination`
    pub bo_sub_status: String,
    /// `Active`, `Dormant`
    pub status: String,
    /// `YES`, `NO`
    pub bsda: String,
    /// `Not Registered`, `Registered`
    pub nominee: String,
}

/// A security held.
#[derive(Clone, Debug)]
pub struct Security {
    /// Class, which decides the section.
    pub class: SecurityClass,
    /// Valid ISIN.
    pub isin: String,
    /// Name.
    pub name: String,
    /// `SYM.NSE`, `NOT LISTED`, for equity of NSDL accounts.
    pub symbol: String,
    /// Current balance.
    pub units: Decimal,
    /// Market price (or face value where the layout says so).
    pub price: Decimal,
    /// `units x price`, two decimals.
    pub value: Decimal,
    /// Face value of one unit.
    pub face: Decimal,
    /// Coupon per cent, for debt.
    pub coupon: Option<Decimal>,
    /// `Once a year`, for debt.
    pub frequency: &'static str,
    /// Maturity, for debt.
    pub maturity: Option<NaiveDate>,
    /// Pledged part of `units`.
    pub pledged: Decimal,
    /// Movements in the period, oldest first; empty when quiet.
    pub moves: Vec<Move>,
    /// Rows of the pledged balance, after those of the free one (NSDL ledgers).
    pub pledges: Vec<Move>,
    /// Footnote marker printed after the ISIN (CDSL).
    pub marker: &'static str,
}

/// A movement.
#[derive(Clone, Debug)]
pub struct Move {
    /// Day.
    pub date: NaiveDate,
    /// Full particulars, blanks single.
    pub wording: String,
    /// Instruction details column of NSDL ledgers; empty elsewhere.
    pub instruction: String,
    /// What it means.
    pub kind: TransactionKind,
    /// Order or reference number, when the layout has one.
    pub order_no: Option<String>,
    /// Printed credit.
    pub credit: Option<Decimal>,
    /// Printed debit.
    pub debit: Option<Decimal>,
    /// Balance before.
    pub opening: Decimal,
    /// Balance after.
    pub closing: Decimal,
    /// Stamp duty (CDSL statements).
    pub stamp_duty: Decimal,
}

/// A folio balance with its ledger.
#[derive(Clone, Debug)]
pub struct FolioHolding {
    /// Fund house.
    pub amc: String,
    /// `CAMS`, `KFINTECH`.
    pub registrar: String,
    /// As printed, without wraps.
    pub folio: String,
    /// Valid ISIN; `None` prints `NOT AVAILABLE`.
    pub isin: Option<String>,
    /// Unique client code.
    pub ucc: String,
    /// Registrar's code.
    pub code: String,
    /// Scheme name with plan and option.
    pub name: String,
    /// Units.
    pub units: Decimal,
    /// NAV.
    pub nav: Decimal,
    /// `units x nav`, two decimals.
    pub value: Decimal,
    /// Total cost.
    pub cost: Decimal,
    /// False where the layout prints no cost, or this row leaves it blank.
    pub shows_cost: bool,
    /// `DIRECT` or an ARN.
    pub advisor: String,
    /// Units before the first row; equals `units` when `rows` is empty.
    pub open_units: Decimal,
    /// Ledger rows.
    pub rows: Vec<FolioRow>,
}

/// A ledger row of a folio.
#[derive(Clone, Debug)]
pub struct FolioRow {
    /// Day.
    pub date: NaiveDate,
    /// Wording.
    pub wording: String,
    /// What it means.
    pub kind: TransactionKind,
    /// Rupees, negative when paid out.
    pub amount: Option<Decimal>,
    /// NAV (and price).
    pub nav: Option<Decimal>,
    /// Units, negative when they leave.
    pub units: Option<Decimal>,
    /// Stamp duty.
    pub stamp_duty: Decimal,
    /// Income distribution.
    pub income: Decimal,
    /// Rupees of income per unit, for the wording and the truth.
    pub rate: Option<Decimal>,
    /// True for rows without a date of their own (`STT`, `Total Tax` of CDSL ledgers).
    pub undated: bool,
}

/// A pension account.
#[derive(Clone, Debug)]
pub struct Pension {
    /// Twelve digits.
    pub pran: String,
    /// Recordkeeping agency code (CDSL).
    pub cra: String,
    /// Subscriber.
    pub holder: Person,
    /// Schemes.
    pub funds: Vec<PensionFund>,
    /// Contributions in the period, scheme by scheme.
    pub rows: Vec<Contribution>,
}

/// A pension scheme.
#[derive(Clone, Debug)]
pub struct PensionFund {
    /// Name as printed in full.
    pub name: String,
    /// 1 or 2.
    pub tier: u8,
    /// Manager column (CDSL).
    pub manager: String,
    /// Units, four decimals.
    pub units: Decimal,
    /// NAV, four decimals.
    pub nav: Decimal,
    /// `units x nav`, two decimals.
    pub value: Decimal,
}

impl Security {
    /// Units before the first movement; the current balance when there is none.
    #[must_use]
    pub fn open_units(&self) -> Decimal {
        self.moves.first().map_or(self.units, |first| first.opening)
    }
}

impl Account {
    /// Sum of the holdings.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.holdings.iter().map(|holding| holding.value).sum()
    }

    /// The 16 digits of a CDSL account.
    #[must_use]
    pub fn bo_id(&self) -> String {
        format!("{}{}", self.dp_id, self.client_id)
    }
}

impl Group {
    /// Sum of the folio balances.
    #[must_use]
    pub fn folio_value(&self) -> Decimal {
        self.folios.iter().map(|folio| folio.value).sum()
    }

    /// Number of distinct folios: one (fund house, number) counts once.
    #[must_use]
    pub fn folio_count(&self) -> usize {
        let distinct: std::collections::BTreeSet<_> =
            self.folios.iter().map(|folio| (&folio.amc, &folio.folio)).collect();
        distinct.len()
    }

    /// Accounts and folios.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.accounts.iter().map(Account::value).sum::<Decimal>() + self.folio_value()
    }

    /// Sum of one class over the accounts.
    #[must_use]
    pub fn class_value(&self, class: SecurityClass) -> Decimal {
        self.accounts
            .iter()
            .flat_map(|account| &account.holdings)
            .filter(|holding| holding.class == class)
            .map(|holding| holding.value)
            .sum()
    }
}

impl Pension {
    /// Sum of the schemes.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.funds.iter().map(|fund| fund.value).sum()
    }
}

impl Book {
    /// A figure as it is printed: the one at fault is too high.
    #[must_use]
    pub fn shown(&self, figure: Figure, value: Decimal) -> Decimal {
        if self.fault == Some(figure) { value + Decimal::new(100_000, 2) } else { value }
    }

    /// A count as it is printed.
    #[must_use]
    pub fn counted(&self, figure: Figure, count: usize) -> usize {
        count + usize::from(self.fault == Some(figure))
    }

    /// Groups without pensions.
    #[must_use]
    pub fn groups_value(&self) -> Decimal {
        self.groups.iter().map(Group::value).sum()
    }

    /// Pensions.
    #[must_use]
    pub fn pension_value(&self) -> Decimal {
        self.pensions.iter().map(Pension::value).sum()
    }
}
