//! Records of contract notes: what a line of a note says, typed, with the signs as printed.
//!
//! A suffix tells who pays and is part of the number here: `DR` makes it negative, `CR` positive.

use chrono::NaiveDate;
use smol_str::SmolStr;

use crate::{Amount, Isin, Pan, Price, Units};

/// Facts of the head of a note; later records fill what earlier ones left open.
#[derive(Clone, Default, PartialEq)]
pub struct NoteRecord {
    /// Number of the note.
    pub number: Option<String>,
    /// Day of the trades.
    pub trade_date: Option<NaiveDate>,
    /// As printed, words around it included.
    pub settlement: Option<String>,
    /// Day of settlement.
    pub settlement_date: Option<NaiveDate>,
    /// Legal name of the broker.
    pub broker: Option<String>,
    /// `INZ` and nine digits.
    pub sebi_registration: Option<String>,
    /// Name of the client.
    pub client: Option<String>,
    /// PAN of the client.
    pub pan: Option<Pan>,
    /// Unique client code.
    pub ucc: Option<String>,
    /// Place or state of supply.
    pub place_of_supply: Option<String>,
    /// GST state code.
    pub state_code: Option<String>,
    /// Address lines.
    pub address: Vec<String>,
    /// Further labels of the head.
    pub labels: Vec<(String, String)>,
}

impl std::fmt::Debug for NoteRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoteRecord(***)")
    }
}

/// One side of a security in the summary.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SideRecord {
    /// Units.
    pub quantity: Option<Units>,
    /// Weighted average price before brokerage.
    pub wap: Option<Price>,
    /// Brokerage of one unit.
    pub brokerage: Option<Price>,
    /// Weighted average price after brokerage.
    pub wap_after: Option<Price>,
    /// Value after brokerage, sign as printed.
    pub total: Option<Amount>,
    /// Value after levies, where printed.
    pub after_levies: Option<Amount>,
}

/// A security of the summary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SecurityRecord {
    /// `None` when its check digit is wrong.
    pub isin: Option<Isin>,
    /// Name or symbol.
    pub name: Option<String>,
    /// What was bought.
    pub buy: SideRecord,
    /// What was sold.
    pub sell: SideRecord,
    /// Net quantity.
    pub net_quantity: Option<Units>,
    /// Net obligation before levies, sign as printed.
    pub net: Option<Amount>,
    /// Net after levies, sign as printed.
    pub net_after_levies: Option<Amount>,
}

/// A line of the derivatives summary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContractRecord {
    /// Contract.
    pub description: Option<SmolStr>,
    /// `B`, `S`, `BF`, `CF`.
    pub side: Option<SmolStr>,
    /// Units, sign as printed.
    pub quantity: Option<Units>,
    /// Weighted average price.
    pub wap: Option<Price>,
    /// Brokerage of one unit.
    pub brokerage: Option<Price>,
    /// Weighted average price after brokerage.
    pub wap_after: Option<Price>,
    /// Closing rate.
    pub closing: Option<Price>,
    /// Sign as printed.
    pub net_total: Option<Amount>,
    /// Remarks.
    pub remarks: Option<SmolStr>,
}

/// A fill, or a brought or carried forward line of a fill table, or a line of brokerage posted like one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FillRecord {
    /// Order number.
    pub order_number: Option<SmolStr>,
    /// Order time.
    pub order_time: Option<SmolStr>,
    /// Trade number.
    pub trade_number: Option<SmolStr>,
    /// Trade time.
    pub trade_time: Option<SmolStr>,
    /// Security or contract.
    pub description: Option<SmolStr>,
    /// `B`, `S`, `BF`, `CF`.
    pub side: Option<SmolStr>,
    /// Exchange column.
    pub exchange: Option<SmolStr>,
    /// Units, sign as printed.
    pub quantity: Option<Units>,
    /// Gross rate.
    pub gross_rate: Option<Price>,
    /// Brokerage.
    pub brokerage: Option<Price>,
    /// Net rate.
    pub net_rate: Option<Price>,
    /// Closing rate.
    pub closing: Option<Price>,
    /// Sign as printed.
    pub net_total: Option<Amount>,
    /// Remarks.
    pub remarks: Option<SmolStr>,
    /// The segment line above (`Equity`, `NSE-EQ - Z`, `F&O`).
    pub segment: Option<SmolStr>,
    /// ISIN column, or an ISIN within the description.
    pub isin: Option<Isin>,
}

/// A row that closes the fills above it: a sub total, a total of an ISIN, an ISIN line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubTotalRecord {
    /// Words of the row without its numbers.
    pub label: String,
    /// The security whose fills it closes.
    pub isin: Option<Isin>,
    /// Net quantity, sign as printed.
    pub quantity: Option<Units>,
    /// Net value, sign as printed.
    pub net_total: Option<Amount>,
    /// What it adds up.
    pub scope: SubTotalScope,
}

/// What a sub total adds up.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum SubTotalScope {
    /// The fills since the row before.
    #[default]
    Group,
    /// All fills of one side since the last row of its kind (`Sub Total BUY`).
    Buys,
    /// As `Buys`.
    Sells,
    /// All fills of the table.
    Table,
    /// Nothing: it names the security of the fills above.
    Name,
}

/// What a line of the obligation block is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ChargeKind {
    /// Pay-in or pay-out obligation.
    Obligation,
    /// Brokerage.
    Brokerage,
    /// Transaction charges of the exchange.
    Exchange,
    /// Clearing charges.
    Clearing,
    /// Investor protection fund.
    Ipft,
    /// Central GST.
    Cgst,
    /// State GST.
    Sgst,
    /// Union territory tax.
    Utt,
    /// Integrated GST.
    Igst,
    /// Securities transaction tax, its rounding included.
    Stt,
    /// Turnover fees of the regulator.
    Sebi,
    /// Stamp duty.
    StampDuty,
    /// Another levy that is part of the net amount.
    Other,
    /// Net amount.
    Net,
    /// A sum or remark that is no levy (`Total Taxable value of supply`, `Net Amount to be Credited in Bank`).
    Memo,
}

/// Who pays, where the label itself says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// The client pays (`Pay in Obligation`, `Net amount payable by Client`).
    Pays,
    /// The client receives.
    Receives,
    /// A printed plus means that the client pays (`(-) receivable by Client / (+) payable by Client`).
    PlusPays,
    /// A printed minus or bracket means that the client pays (`receivable/(payable by client)`).
    MinusPays,
}

/// A line of the obligation block.
#[derive(Clone, Debug, PartialEq)]
pub struct ChargeRecord {
    /// What it is.
    pub kind: ChargeKind,
    /// Printed label.
    pub label: String,
    /// Who pays, where the label says.
    pub direction: Option<Direction>,
    /// Figures of the segment columns, left to right, sign as printed; `None` for a blank cell.
    pub segments: Vec<Option<Amount>>,
    /// The total column, or the only figure.
    pub total: Option<Amount>,
}

/// A row of the securities transaction tax annexure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaxRecord {
    /// ISIN.
    pub isin: Option<Isin>,
    /// Name.
    pub name: Option<String>,
    /// `Buy` or `Sell`; `None` for the total.
    pub side: Option<String>,
    /// Units.
    pub quantity: Option<Units>,
    /// Value that was taxed.
    pub value: Option<Amount>,
    /// Tax.
    pub tax: Option<Amount>,
}

/// A row of the charges of the depository participant, which the broker collects outside the obligation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DematChargeRecord {
    /// Security that was debited.
    pub isin: Option<Isin>,
    /// Wording.
    pub label: Option<String>,
    /// Before GST.
    pub amount: Option<Amount>,
    /// GST.
    pub gst: Option<Amount>,
    /// With GST.
    pub total: Option<Amount>,
    /// True for the row that adds the others up.
    pub is_sum: bool,
}
