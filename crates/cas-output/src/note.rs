//! `x_full` of a contract note: every row as printed, with its own signs. `schema/README.md` documents every member.

use cas_model::contract_note::{self, NoteFacts};
use cas_model::facts::Printed;
use cas_model::note_record::{
    ChargeKind, ChargeRecord, ContractRecord, DematChargeRecord, FillRecord, SecurityRecord, SideRecord,
    TaxRecord,
};
use cas_model::{Amount, Isin, Price, Units};
use serde::Serialize;

use crate::extras::{Place, place};
use crate::full::{Label, Members, labels};

/// `x_full`.
#[derive(Serialize)]
pub(crate) struct NoteFull<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    securities: Members<Security<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    contracts: Members<Contract<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    trades: Members<Fill<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sub_totals: Vec<SubTotal<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    postings: Vec<Fill<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    charges: Vec<Charge<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    taxes: Vec<Tax<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    demat_charges: Vec<DematCharge<'a>>,
}

impl<'a> NoteFull<'a> {
    pub(crate) fn of(facts: &'a NoteFacts) -> Self {
        Self {
            labels: labels(&facts.labels),
            securities: printed("equity_transactions", &facts.securities, Security::of),
            contracts: printed("derivatives_transactions", &facts.contracts, Contract::of),
            trades: Members::numbered("/data/detailed_trades", facts.trades.iter().map(Fill::of)),
            sub_totals: facts.sub_totals.iter().map(SubTotal::of).collect(),
            postings: facts.postings.iter().map(Fill::of).collect(),
            charges: facts.charges.iter().map(Charge::of).collect(),
            taxes: facts.taxes.iter().map(Tax::of).collect(),
            demat_charges: facts.demat_charges.iter().map(DematCharge::of).collect(),
        }
    }
}

fn printed<'a, R, T>(
    list: &str,
    rows: &'a [Option<Printed<R>>],
    line: fn(&'a Printed<R>) -> T,
) -> Members<T> {
    let rows = rows.iter().enumerate().filter_map(|(index, row)| Some((index, row.as_ref()?)));
    Members::new(rows.map(|(index, row)| (format!("/data/{list}/{index}"), line(row))).collect())
}

#[derive(Serialize)]
struct Side {
    quantity: Option<Units>,
    wap: Option<Price>,
    brokerage: Option<Price>,
    wap_after_brokerage: Option<Price>,
    total: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after_levies: Option<Amount>,
}

impl Side {
    fn of(side: &SideRecord) -> Self {
        Self {
            quantity: side.quantity,
            wap: side.wap,
            brokerage: side.brokerage,
            wap_after_brokerage: side.wap_after,
            total: side.total,
            after_levies: side.after_levies,
        }
    }
}

#[derive(Serialize)]
struct Security<'a> {
    name: Option<&'a str>,
    buy: Side,
    sell: Side,
    net_quantity: Option<Units>,
    net: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    net_after_levies: Option<Amount>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> Security<'a> {
    fn of(row: &'a Printed<SecurityRecord>) -> Self {
        let fact = &row.fact;
        Self {
            name: fact.name.as_deref(),
            buy: Side::of(&fact.buy),
            sell: Side::of(&fact.sell),
            net_quantity: fact.net_quantity,
            net: fact.net,
            net_after_levies: fact.net_after_levies,
            at: place(row.at),
        }
    }
}

#[derive(Serialize)]
struct Contract<'a> {
    quantity: Option<Units>,
    wap_after_brokerage: Option<Price>,
    net_total: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<&'a str>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> Contract<'a> {
    fn of(row: &'a Printed<ContractRecord>) -> Self {
        let fact = &row.fact;
        Self {
            quantity: fact.quantity,
            wap_after_brokerage: fact.wap_after,
            net_total: fact.net_total,
            remarks: fact.remarks.as_deref(),
            at: place(row.at),
        }
    }
}

#[derive(Serialize)]
struct Fill<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isin: Option<Isin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    quantity: Option<Units>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gross_rate: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    net_rate: Option<Price>,
    net_total: Option<Amount>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> Fill<'a> {
    fn of(row: &'a Printed<Box<FillRecord>>) -> Self {
        let fact = &row.fact;
        Self {
            segment: fact.segment.as_deref(),
            isin: fact.isin,
            order_number: fact.order_number.as_deref(),
            description: fact.description.as_deref(),
            quantity: fact.quantity,
            gross_rate: fact.gross_rate,
            net_rate: fact.net_rate,
            net_total: fact.net_total,
            at: place(row.at),
        }
    }
}

#[derive(Serialize)]
struct SubTotal<'a> {
    trades_above: usize,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    isin: Option<Isin>,
    quantity: Option<Units>,
    net_total: Option<Amount>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> SubTotal<'a> {
    fn of(total: &'a contract_note::SubTotal) -> Self {
        let (row, fact) = (&total.row, &total.row.fact);
        Self {
            trades_above: total.trades,
            label: &fact.label,
            isin: fact.isin,
            quantity: fact.quantity,
            net_total: fact.net_total,
            at: place(row.at),
        }
    }
}

#[derive(Serialize)]
struct Charge<'a> {
    kind: &'static str,
    label: &'a str,
    #[serde(skip_serializing_if = "<[Option<Amount>]>::is_empty")]
    segments: &'a [Option<Amount>],
    total: Option<Amount>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> Charge<'a> {
    fn of(row: &'a Printed<ChargeRecord>) -> Self {
        let fact = &row.fact;
        Self {
            kind: kind(fact.kind),
            label: &fact.label,
            segments: &fact.segments,
            total: fact.total,
            at: place(row.at),
        }
    }
}

fn kind(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Obligation => "obligation",
        ChargeKind::Brokerage => "brokerage",
        ChargeKind::Exchange => "exchange",
        ChargeKind::Clearing => "clearing",
        ChargeKind::Ipft => "ipft",
        ChargeKind::Cgst => "cgst",
        ChargeKind::Sgst => "sgst",
        ChargeKind::Utt => "utt",
        ChargeKind::Igst => "igst",
        ChargeKind::Stt => "stt",
        ChargeKind::Sebi => "sebi",
        ChargeKind::StampDuty => "stamp_duty",
        ChargeKind::Net => "net",
        ChargeKind::Memo => "memo",
        _ => "other",
    }
}

#[derive(Serialize)]
struct Tax<'a> {
    isin: Option<Isin>,
    name: Option<&'a str>,
    side: Option<&'a str>,
    quantity: Option<Units>,
    value: Option<Amount>,
    tax: Option<Amount>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> Tax<'a> {
    fn of(row: &'a Printed<TaxRecord>) -> Self {
        let fact = &row.fact;
        Self {
            isin: fact.isin,
            name: fact.name.as_deref(),
            side: fact.side.as_deref(),
            quantity: fact.quantity,
            value: fact.value,
            tax: fact.tax,
            at: place(row.at),
        }
    }
}

#[derive(Serialize)]
struct DematCharge<'a> {
    isin: Option<Isin>,
    label: Option<&'a str>,
    amount: Option<Amount>,
    gst: Option<Amount>,
    total: Option<Amount>,
    is_sum: bool,
    #[serde(flatten)]
    at: Place,
}

impl<'a> DematCharge<'a> {
    fn of(row: &'a Printed<DematChargeRecord>) -> Self {
        let fact = &row.fact;
        Self {
            isin: fact.isin,
            label: fact.label.as_deref(),
            amount: fact.amount,
            gst: fact.gst,
            total: fact.total,
            is_sum: fact.is_sum,
            at: place(row.at),
        }
    }
}
