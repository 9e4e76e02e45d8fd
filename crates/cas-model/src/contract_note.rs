//! The contract note of a stock broker: exactly the `data` of the published JSON, in its key order.
//!
//! Signs: negative means that the client pays, for [`SecurityTrade::net_obligation`], every `net_total`, the obligation
//! and the net amount, whatever the broker prints. Quantities, rates, totals of a side and levies are positive. A blank
//! cell is `None`.

use chrono::NaiveDate;
use serde::Serialize;
use smol_str::SmolStr;

use crate::facts::{Labels, Printed};
use crate::note_record::{
    ChargeRecord, ContractRecord, DematChargeRecord, FillRecord, SecurityRecord, SubTotalRecord, TaxRecord,
};
use crate::{Amount, Isin, Pan, Price, Units};

/// One note: one client, one trade day, one or more segments.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractNote {
    /// Identity of the note.
    pub contract_note_info: NoteInfo,
    /// Who made it.
    pub broker_info: BrokerInfo,
    /// Whom it is for.
    pub client_info: ClientInfo,
    /// The cash segment per security: the printed summary, or the sums of the fills where the note has none.
    pub equity_transactions: Vec<SecurityTrade>,
    /// The derivatives per contract and side: the printed table, or the sums of the fills where the note has none.
    pub derivatives_transactions: Vec<ContractTrade>,
    /// Every fill, in printed order.
    pub detailed_trades: Vec<Trade>,
    /// Obligation and levies: the total column.
    pub charges_summary: Charges,
}

/// `contract_note_info`.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoteInfo {
    /// As printed, with its slashes and dashes.
    pub contract_note_number: Option<String>,
    /// Day of the trades.
    pub trade_date: Option<NaiveDate>,
    /// The number alone, without the words around it; of several the first, which is the cash segment's.
    pub settlement_number: Option<String>,
    /// Day of settlement of the same segment.
    pub settlement_date: Option<NaiveDate>,
}

/// The brokers that the published schema names.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
#[serde(rename_all = "lowercase")]
pub enum BrokerType {
    /// Zerodha Broking Limited.
    Zerodha,
    /// Groww Invest Tech Private Limited.
    Groww,
    /// Upstox Securities Private Limited, formerly RKSV.
    Upstox,
    /// ICICI Securities Limited.
    Icici,
    /// Any other; [`BrokerInfo::name`] tells which.
    #[default]
    Unknown,
}

impl BrokerType {
    /// The four that have a name of their own, with their wire names.
    pub const NAMED: [(&'static str, Self); 4] = [
        ("zerodha", Self::Zerodha),
        ("groww", Self::Groww),
        ("upstox", Self::Upstox),
        ("icici", Self::Icici),
    ];

    /// The name in the published schema.
    #[must_use]
    pub fn wire(self) -> &'static str {
        Self::NAMED.iter().find(|(_, kind)| *kind == self).map_or("unknown", |(wire, _)| wire)
    }
}

/// `broker_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BrokerInfo {
    /// Which of the closed set.
    pub broker_type: BrokerType,
    /// Legal name: as printed, or of the signature where the page shows a picture only.
    pub name: Option<String>,
    /// `INZ` and nine digits.
    pub sebi_registration: Option<String>,
}

/// `client_info`.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClientInfo {
    /// As printed.
    pub name: Option<String>,
    /// PAN of the client, never that of the broker.
    pub pan: Option<Pan>,
    /// Unique client code.
    pub ucc: Option<String>,
    /// As printed.
    pub place_of_supply: Option<String>,
    /// As printed, leading zero kept.
    pub gst_state_code: Option<String>,
    /// Lines joined by one blank.
    pub address: Option<String>,
}

/// Personal data never reaches a log through `{:?}`.
impl std::fmt::Debug for ClientInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientInfo(***)")
    }
}

/// An element of `equity_transactions`: one security, both sides.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecurityTrade {
    /// `None` when unreadable or not printed.
    pub isin: Option<Isin>,
    /// As printed; the symbol where only that is printed.
    pub security_name: Option<String>,
    /// As printed; the name where only that is printed.
    pub security_symbol: Option<String>,
    /// Units bought; zero when none.
    pub buy_quantity: Option<Units>,
    /// Weighted average price before brokerage, four decimals where reckoned from fills.
    pub buy_wap: Option<Price>,
    /// Value after brokerage.
    pub buy_total_value: Option<Amount>,
    /// Units sold, positive; zero when none.
    pub sell_quantity: Option<Units>,
    /// As `buy_wap`.
    pub sell_wap: Option<Price>,
    /// As `buy_total_value`.
    pub sell_total_value: Option<Amount>,
    /// Before levies; negative when the client pays.
    pub net_obligation: Option<Amount>,
}

/// An element of `derivatives_transactions`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractTrade {
    /// As printed, wraps joined by one blank.
    pub contract_description: Option<SmolStr>,
    /// `B`, `S`, `BF` or `CF`.
    pub buy_sell_bf_cf: Option<SmolStr>,
    /// Units, positive.
    pub quantity: Option<Units>,
    /// Weighted average price.
    pub wap_per_unit: Option<Price>,
    /// Brokerage of one unit.
    pub brokerage_per_unit: Option<Price>,
    /// Closing rate, of futures.
    pub closing_rate_per_unit: Option<Price>,
    /// Before levies; negative when the client pays.
    pub net_total: Option<Amount>,
}

/// An element of `detailed_trades`: one fill.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trade {
    /// Up to 19 digits, as text.
    pub order_number: Option<SmolStr>,
    /// As printed.
    pub order_time: Option<SmolStr>,
    /// As text.
    pub trade_number: Option<SmolStr>,
    /// As printed.
    pub trade_time: Option<SmolStr>,
    /// As printed, wraps joined by one blank.
    pub security_description: Option<SmolStr>,
    /// `B` or `S`.
    pub buy_sell: Option<SmolStr>,
    /// Of the exchange column, or of the segment line where no column prints it.
    pub exchange: Option<SmolStr>,
    /// Units, positive.
    pub quantity: Option<Units>,
    /// As the column prints it: per unit nearly everywhere.
    pub brokerage: Option<Price>,
    /// Net rate of one unit.
    pub net_rate_per_unit: Option<Price>,
    /// Closing rate, of derivatives.
    pub closing_rate_per_unit: Option<Price>,
    /// Before levies; negative when the client pays.
    pub net_total: Option<Amount>,
    /// Remarks column, unless it holds the exchange.
    pub remarks: Option<SmolStr>,
}

/// `charges_summary`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Charges {
    /// Negative when the client pays.
    pub pay_in_pay_out_obligation: Option<Amount>,
    /// Brokerage.
    pub taxable_value_brokerage: Option<Amount>,
    /// With clearing and investor-protection charges where they have lines of their own.
    pub exchange_transaction_charges: Option<Amount>,
    /// Central GST.
    pub cgst: Option<Amount>,
    /// State or union territory GST.
    pub sgst: Option<Amount>,
    /// Integrated GST.
    pub igst: Option<Amount>,
    /// Securities transaction tax.
    pub securities_transaction_tax: Option<Amount>,
    /// Turnover fees of the regulator.
    pub sebi_turnover_fees: Option<Amount>,
    /// Stamp duty.
    pub stamp_duty: Option<Amount>,
    /// Negative when the client pays.
    pub net_amount_receivable_payable: Option<Amount>,
}

/// What a note prints beside its published form: every row as printed, with its own signs.
#[derive(Clone, Default)]
pub struct NoteFacts {
    /// Parallel to `equity_transactions`; `None` for a security that was summed up from fills.
    pub securities: Vec<Option<Printed<SecurityRecord>>>,
    /// Parallel to `derivatives_transactions`; `None` for a contract that was summed up from fills.
    pub contracts: Vec<Option<Printed<ContractRecord>>>,
    /// Parallel to `detailed_trades`.
    pub trades: Vec<Printed<Box<FillRecord>>>,
    /// Parallel to `detailed_trades`: the security that a fill belongs to, where the note says.
    pub trade_isins: Vec<Option<Isin>>,
    /// Positions brought and carried forward that the table of fills prints.
    pub forwards: Vec<Printed<Box<FillRecord>>>,
    /// Printed sub totals.
    pub sub_totals: Vec<SubTotal>,
    /// Every line of the obligation block, in printed order.
    pub charges: Vec<Printed<ChargeRecord>>,
    /// Rows of the securities transaction tax annexure.
    pub taxes: Vec<Printed<TaxRecord>>,
    /// Charges of the depository participant, which are no part of the obligation.
    pub demat_charges: Vec<Printed<DematChargeRecord>>,
    /// Brokerage that is posted like fills.
    pub postings: Vec<Printed<Box<FillRecord>>>,
    /// Printed labels without a home.
    pub labels: Labels,
    /// True when a printed plus in the tables means that the client pays.
    pub rows_flipped: bool,
}

/// A printed sub total and how much of the note stands above it.
#[derive(Clone, Debug)]
pub struct SubTotal {
    /// Trades above.
    pub trades: usize,
    /// Forward lines above.
    pub forwards: usize,
    /// As printed.
    pub row: Printed<SubTotalRecord>,
}

/// Personal data never reaches a log through `{:?}`.
impl std::fmt::Debug for NoteFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoteFacts(***)")
    }
}
