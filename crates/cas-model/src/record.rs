//! Flat records in document order: what extractors emit and `cas-normalize` folds into a statement.
//!
//! A record holds what is printed, typed but not interpreted: wordings stay wordings, signs stay as printed. Facts
//! about one account or folio may arrive in several records (roster, block header, details page): the assembler merges
//! them by key. In a registrar statement a [`Record::Folio`] owns the [`Record::Scheme`]s that follow and a scheme owns
//! the [`Record::Row`]s that follow; nothing is merged there, since the same folio and scheme may stand twice.
//! In a depository statement schemes of one (folio, ISIN) are merged: the ledger and the balance table each print one.

use cas_page::Location;
use chrono::NaiveDate;

use crate::note_record::{
    ChargeRecord, ContractRecord, DematChargeRecord, FillRecord, NoteRecord, SecurityRecord, SubTotalRecord,
    TaxRecord,
};
use crate::statement::{DematInfo, LifeInsurancePolicy, LinkedHolder};
use crate::{Amount, Depository, Isin, Pan, Percent, Price, SecurityClass, Units};

/// A record and the place it was printed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced {
    /// Where (the first line of the record).
    pub at: Location,
    /// What.
    pub record: Record,
}

/// What a line or row says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Record {
    /// Statement period, both days inclusive; equal for an as-on day.
    Period {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// Facts about the addressee; later records fill what earlier ones left open.
    Investor(Box<InvestorRecord>),
    /// Holders of a holder group of a depository statement, first holder first.
    Holders {
        /// Number of the group, from 0.
        group: u32,
        /// The holders.
        holders: Vec<LinkedHolder>,
    },
    /// Facts about a demat account.
    Account(Box<AccountRecord>),
    /// A holding of a demat account.
    Holding(Box<HoldingRecord>),
    /// A movement in the ledger of a demat account.
    Movement(Box<MovementRecord>),
    /// A mutual-fund folio, or further facts about one.
    Folio(Box<FolioRecord>),
    /// A scheme of a folio.
    Scheme(Box<SchemeRecord>),
    /// A row of the scheme before it.
    Row(Box<RowRecord>),
    /// Closing figures of the scheme before it (registrar statements).
    Closing(Box<ClosingRecord>),
    /// A pension account.
    Nps(Box<NpsRecord>),
    /// A scheme of the pension account before it.
    NpsFund(Box<NpsFundRecord>),
    /// A contribution row of the pension account before it.
    NpsRow(Box<NpsRowRecord>),
    /// A life insurance policy.
    Policy(Box<LifeInsurancePolicy>),
    /// A total that the statement prints.
    Total(Box<TotalRecord>),
    /// Free text worth keeping with what it belongs to: load texts, notes, legends.
    Remark(RemarkRecord),
    /// Facts of the head of a contract note.
    Note(Box<NoteRecord>),
    /// A security of the summary of a contract note.
    Security(Box<SecurityRecord>),
    /// A line of the derivatives summary of a contract note.
    Contract(Box<ContractRecord>),
    /// A fill of a contract note.
    Fill(Box<FillRecord>),
    /// A row that closes the fills before it.
    SubTotal(Box<SubTotalRecord>),
    /// A line of the obligation block of a contract note.
    Charge(Box<ChargeRecord>),
    /// A row of the securities transaction tax annexure of a contract note.
    Tax(Box<TaxRecord>),
    /// A charge of the depository participant on a contract note.
    DematCharge(Box<DematChargeRecord>),
}

/// Facts about the addressee; `None` is "not in this record".
#[derive(Clone, Default, PartialEq)]
pub struct InvestorRecord {
    /// Name as printed.
    pub name: Option<String>,
    /// PAN.
    pub pan: Option<Pan>,
    /// E-mail address as printed.
    pub email: Option<String>,
    /// Address lines in order, without telephone lines.
    pub address: Vec<String>,
    /// Postal code.
    pub pincode: Option<String>,
    /// Mobile number as printed.
    pub mobile: Option<String>,
    /// Other telephone numbers as printed, with their label.
    pub phones: Vec<String>,
    /// Number of a depository statement.
    pub cas_id: Option<String>,
}

impl std::fmt::Debug for InvestorRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InvestorRecord(***)")
    }
}

/// Which demat account: depository and printed ids.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct AccountKey {
    /// The holding depository.
    pub depository: Depository,
    /// `IN` + 6 digits or 8 digits.
    pub dp_id: String,
    /// The 8-digit client id, for CDSL too (the last 8 digits of the BO id).
    pub client_id: String,
}

/// Facts about a demat account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountRecord {
    /// Which.
    pub key: AccountKey,
    /// Depository participant.
    pub dp_name: Option<String>,
    /// Holder group it is listed under.
    pub group: Option<u32>,
    /// Value the roster prints.
    pub value: Option<Amount>,
    /// Number of ISINs the roster prints.
    pub isin_count: Option<u32>,
    /// Holders printed with this account, first holder first.
    pub holders: Vec<LinkedHolder>,
    /// Details page.
    pub info: DematInfo,
    /// Further printed labels of the details page that the schema has no home for (`Frozen Status`, `RGESS`, ...).
    pub labels: Vec<(String, String)>,
}

/// A row of a holding table.
#[derive(Clone, Debug, PartialEq)]
pub struct HoldingRecord {
    /// The account.
    pub account: AccountKey,
    /// Class of the printed section; `None` where the table mixes classes.
    pub section: Option<SecurityClass>,
    /// ISIN; `None` when unreadable.
    pub isin: Option<Isin>,
    /// Name, wraps joined by one blank.
    pub name: Option<String>,
    /// Current balance.
    pub units: Option<Units>,
    /// Market price, or the face value where the column says so.
    pub price: Option<Price>,
    /// Value.
    pub value: Option<Amount>,
    /// Face value of one unit.
    pub face_value: Option<Price>,
    /// Coupon as printed.
    pub coupon_rate: Option<String>,
    /// Coupon frequency as printed.
    pub coupon_frequency: Option<String>,
    /// Day of maturity.
    pub maturity_date: Option<NaiveDate>,
    /// Exchange symbol or status line under the ISIN (`ABC.NSE`, `NOT LISTED`).
    pub symbol: Option<String>,
    /// The split of the balance, by printed label (`Free Bal.`, `of which Pledged`), in printed order.
    pub balances: Vec<(String, Units)>,
    /// Footnote markers (`!!`, `@`), without the legend.
    pub markers: Vec<String>,
}

/// A row of a demat ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct MovementRecord {
    /// The account.
    pub account: AccountKey,
    /// ISIN; `None` when unreadable.
    pub isin: Option<Isin>,
    /// Name of the security as the ledger prints it.
    pub name: Option<String>,
    /// Which row it is.
    pub row: LedgerRow,
    /// Day; `None` when not printed.
    pub date: Option<NaiveDate>,
    /// Order or reference number.
    pub order_no: Option<String>,
    /// Particulars, wraps joined by one blank.
    pub description: Option<String>,
    /// Balance before.
    pub opening: Option<Units>,
    /// Units in.
    pub credit: Option<Units>,
    /// Units out.
    pub debit: Option<Units>,
    /// Balance after (for an opening or closing row: that balance).
    pub closing: Option<Units>,
    /// Stamp duty.
    pub stamp_duty: Option<Amount>,
    /// Kind of balance, where several are printed (`Beneficiary`, `Pledge`).
    pub balance_type: Option<String>,
}

/// Kind of ledger row.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum LedgerRow {
    /// Opening balance.
    Opening,
    /// A movement.
    #[default]
    Movement,
    /// Closing balance.
    Closing,
}

/// A folio.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolioRecord {
    /// As printed.
    pub folio_number: Option<String>,
    /// Fund house.
    pub amc: Option<String>,
    /// Registrar.
    pub registrar: Option<String>,
    /// Holder group of a depository statement.
    pub group: Option<u32>,
    /// PAN of the folio line.
    pub pan: Option<Pan>,
    /// KYC status.
    pub kyc: Option<String>,
    /// PAN status.
    pub pankyc: Option<String>,
    /// Holders printed with the folio.
    pub holders: Vec<LinkedHolder>,
    /// Printed labels without a home in the schema (`Mode of Holding`, `Nominee`, masked contact data).
    pub labels: Vec<(String, String)>,
}

/// A scheme: head of a registrar block, head of a depository ledger, or row of a depository balance table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemeRecord {
    /// Folio, where the record names it itself (depository statements); `None` for the folio before it.
    pub folio_number: Option<String>,
    /// Fund house, where printed with the scheme.
    pub amc: Option<String>,
    /// Holder group of a depository statement.
    pub group: Option<u32>,
    /// ISIN; `None` when absent or invalid.
    pub isin: Option<Isin>,
    /// The ISIN text when it is no valid ISIN (`UNCLAIMDISIN`).
    pub printed_isin: Option<String>,
    /// Whole head or name cell, wraps joined, nothing removed.
    pub printed_name: String,
    /// Registrar's code.
    pub rta_code: Option<String>,
    /// Registrar.
    pub registrar: Option<String>,
    /// Advisor.
    pub advisor: Option<String>,
    /// Demat suffix.
    pub is_demat: Option<bool>,
    /// Names of nominees.
    pub nominees: Vec<String>,
    /// Units at the start of the period.
    pub open_units: Option<Units>,
    /// Units at the end of the period, of a ledger.
    pub close_units: Option<Units>,
    /// Units of a balance row.
    pub units: Option<Units>,
    /// NAV.
    pub nav: Option<Price>,
    /// Day of the NAV.
    pub nav_date: Option<NaiveDate>,
    /// Market value.
    pub value: Option<Amount>,
    /// Cost value.
    pub cost: Option<Amount>,
    /// Printed profit or loss.
    pub gain: Option<Amount>,
    /// Printed simple return in per cent.
    pub gain_percent: Option<Percent>,
    /// Printed annualised return in per cent.
    pub annualised_return: Option<Percent>,
    /// Average cost of one unit.
    pub average_cost: Option<Price>,
    /// Unique client code.
    pub ucc: Option<String>,
    /// Printed columns without a home (`Average Total Expense Ratio`, `Gross Commission`), by label.
    pub labels: Vec<(String, String)>,
}

/// A row of a fund ledger, as printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowRecord {
    /// Day; `None` for undated rows that belong to the row above.
    pub date: Option<NaiveDate>,
    /// Wording, wraps joined by one blank.
    pub description: String,
    /// Amount.
    pub amount: Option<Amount>,
    /// Units.
    pub units: Option<Units>,
    /// NAV (or the price column of registrar statements).
    pub nav: Option<Price>,
    /// Price column beside a NAV column.
    pub price: Option<Price>,
    /// Balance.
    pub balance: Option<Units>,
    /// Stamp duty column.
    pub stamp_duty: Option<Amount>,
    /// Income distribution column.
    pub income_distribution: Option<Amount>,
    /// Capital withdrawal column.
    pub capital_withdrawal: Option<Amount>,
}

/// Footer of a registrar scheme block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClosingRecord {
    /// Closing unit balance.
    pub units: Option<Units>,
    /// NAV.
    pub nav: Option<Price>,
    /// Day of the NAV.
    pub nav_date: Option<NaiveDate>,
    /// Valuation or market value.
    pub value: Option<Amount>,
    /// Total cost value.
    pub cost: Option<Amount>,
}

/// A pension account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NpsRecord {
    /// PRAN.
    pub pran: Option<String>,
    /// Recordkeeping agency.
    pub cra: Option<String>,
    /// Printed value of the account.
    pub value: Option<Amount>,
    /// Holder group.
    pub group: Option<u32>,
    /// Subscriber.
    pub holder: Option<LinkedHolder>,
    /// Further labels.
    pub labels: Vec<(String, String)>,
}

/// A pension scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NpsFundRecord {
    /// Name.
    pub name: Option<String>,
    /// 1 or 2.
    pub tier: Option<u8>,
    /// Manager, printed or taken from the name as the layout says.
    pub manager: Option<String>,
    /// Units.
    pub units: Option<Units>,
    /// NAV.
    pub nav: Option<Price>,
    /// Value; `None` where no such column is printed.
    pub value: Option<Amount>,
}

/// A contribution or charge of a pension account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NpsRowRecord {
    /// Day.
    pub date: Option<NaiveDate>,
    /// Scheme or wording.
    pub description: String,
    /// `CR` or `DR` as printed.
    pub direction: Option<String>,
    /// Rupees.
    pub amount: Option<Amount>,
    /// NAV.
    pub nav: Option<Price>,
    /// Units.
    pub units: Option<Units>,
}

/// What a printed total sums up.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TotalScope {
    /// The whole portfolio (`Grand Total`, `YOUR CONSOLIDATED PORTFOLIO VALUE`, the total row of a fund summary).
    Portfolio,
    /// A holder group.
    Group(u32),
    /// A demat account.
    Account(AccountKey),
    /// One class within an account (`Sub Total`).
    AccountClass(AccountKey, SecurityClass),
    /// The bonds table of an account (`Portfolio Value for Bond`).
    AccountBonds(AccountKey),
    /// Folios of a holder group; the count is `<n> Folios`.
    Folios(u32),
    /// A row of the asset-class table of a group (`None`: of the whole statement), by printed label.
    AssetClass(Option<u32>, String),
    /// A fund house's row of the portfolio summary.
    Amc(String),
    /// A month of the trend table.
    Month {
        /// Year.
        year: i32,
        /// Month, 1 to 12.
        month: u32,
    },
    /// A pension account, by PRAN.
    Nps(String),
    /// A tier of a pension account.
    NpsTier(String, u8),
}

/// A printed total.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalRecord {
    /// What it sums up.
    pub scope: TotalScope,
    /// Printed label.
    pub label: String,
    /// Number of accounts, folios, ISINs or schemes.
    pub count: Option<u32>,
    /// Value.
    pub value: Option<Amount>,
    /// Cost or invested amount.
    pub cost: Option<Amount>,
    /// Change against the month before (trend rows).
    pub change: Option<Amount>,
    /// Share of the whole or change, in per cent.
    pub percent: Option<Percent>,
}

/// Text kept for `--with full`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RemarkRecord {
    /// What it is: `load`, `legend`, `note`, `expense-ratio`.
    pub kind: &'static str,
    /// The text, wraps joined by one blank.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A large statement has hundreds of thousands of records, nearly all of them rows: what is larger stands in a box.
    #[test]
    fn records_are_small() {
        assert!(size_of::<Record>() <= 40, "{}", size_of::<Record>());
        assert!(size_of::<Sourced>() <= 64, "{}", size_of::<Sourced>());
    }
}
