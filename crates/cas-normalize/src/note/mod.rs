//! Records to a contract note: which fills are trades, who pays, what a note without summaries adds up to.
//!
//! `signs.rs` settles who pays, `sums.rs` builds the summaries that generation A does not print, `charges.rs` folds the
//! obligation block. Nothing here judges the figures: that is `reconcile`.

pub(crate) mod charges;
mod signs;
pub(crate) mod sums;
#[cfg(test)]
mod tests;

use cas_model::contract_note::{
    BrokerInfo, ClientInfo, ContractTrade, NoteInfo, SecurityTrade, SubTotal, Trade,
};
use cas_model::facts::Printed;
use cas_model::note_record::{
    ContractRecord, FillRecord, NoteRecord, SecurityRecord, SideRecord, SubTotalScope,
};
use cas_model::record::Record;
use cas_model::{
    Amount, BrokerType, ContractNote, Diagnostic, DiagnosticCode, Isin, NoteFacts, Noted, SmolStr, Sourced,
    Units,
};
use cas_page::Location;
use rust_decimal::Decimal;

use crate::unreadable;
use signs::RowSigns;

/// What the records cannot say.
#[derive(Clone, Debug, Default)]
pub struct NoteContext {
    /// The broker, from detection or from the caller.
    pub broker: BrokerType,
    /// Who signed the file, for brokers that print their name as a picture.
    pub signer: Option<String>,
}

/// A note and what its published form has no home for.
#[derive(Clone, Debug, Default)]
pub struct AssembledNote {
    /// The published note.
    pub note: ContractNote,
    /// Everything as printed.
    pub facts: NoteFacts,
}

/// Records by what they are.
#[derive(Default)]
struct Sorted {
    head: NoteRecord,
    fills: Vec<Printed<Box<FillRecord>>>,
    isins: Vec<Option<Isin>>,
    forwards: Vec<Printed<Box<FillRecord>>>,
    sub_totals: Vec<SubTotal>,
    securities: Vec<Printed<SecurityRecord>>,
    contracts: Vec<Printed<ContractRecord>>,
    facts: NoteFacts,
}

/// Folds records in document order into a note. Nothing fails: what does not fit becomes a remark.
#[must_use]
pub fn assemble_note(records: Vec<Sourced>, context: &NoteContext) -> Noted<AssembledNote> {
    let mut notes = unreadable::notes(&records);
    let mut sorted = sort(records, &mut notes);
    let (signs, of_contracts) = RowSigns::of(&sorted.fills, &sorted.contracts, context.broker);
    let mut note = ContractNote {
        contract_note_info: NoteInfo {
            contract_note_number: sorted.head.number.take(),
            trade_date: sorted.head.trade_date,
            settlement_number: sorted.head.settlement.as_deref().map(settlement_number),
            settlement_date: sorted.head.settlement_date,
        },
        broker_info: BrokerInfo {
            broker_type: context.broker,
            name: sorted.head.broker.take().or_else(|| context.signer.as_deref().map(signer_name)),
            sebi_registration: sorted.head.sebi_registration.take(),
        },
        client_info: client(&mut sorted.head),
        ..ContractNote::default()
    };
    let mut facts = std::mem::take(&mut sorted.facts);
    facts.labels = std::mem::take(&mut sorted.head.labels);
    facts.rows_flipped = signs.flips();
    note.detailed_trades = sorted.fills.iter().map(|fill| trade(&fill.fact, &signs)).collect();
    // A printed table names its fills: they add up to nothing else.
    if !sorted.securities.is_empty() {
        let flipped = signs::securities_flipped(&sorted.securities).unwrap_or_else(|| signs.flips());
        note.equity_transactions =
            sorted.securities.iter().map(|record| security(&record.fact, flipped)).collect();
        sums::name_fills(&note.equity_transactions, &note.detailed_trades, &mut sorted.isins);
    }
    let fills = sums::Fills {
        records: &sorted.fills,
        isins: &sorted.isins,
        trades: &note.detailed_trades,
        contracts: &sorted.contracts,
    };
    if sorted.contracts.is_empty() {
        let (contracts, printed) = sums::contracts(&fills, &sorted.forwards, &signs);
        note.derivatives_transactions = contracts;
        facts.contracts = printed;
    } else {
        note.derivatives_transactions =
            sorted.contracts.iter().map(|record| contract(&record.fact, &of_contracts)).collect();
    }
    if sorted.securities.is_empty() {
        note.equity_transactions = sums::securities(&fills);
        facts.securities = vec![None; note.equity_transactions.len()];
        sums::name_fills(&note.equity_transactions, &note.detailed_trades, &mut sorted.isins);
    } else {
        facts.securities = sorted.securities.into_iter().map(Some).collect();
    }
    if !sorted.contracts.is_empty() {
        facts.contracts = sorted.contracts.into_iter().map(Some).collect();
    }
    facts.forwards = sorted.forwards;
    facts.trades = sorted.fills;
    facts.trade_isins = sorted.isins;
    facts.sub_totals = sorted.sub_totals;
    let (charges, inferred) = charges::fold(&facts.charges, context.broker);
    note.charges_summary = charges;
    if inferred {
        let at = facts.charges.first().map(|charge| charge.at).unwrap_or_default();
        notes.push(Diagnostic { code: DiagnosticCode::SignInferred, at });
    }
    missing(&note, &mut notes);
    Noted { value: AssembledNote { note, facts }, notes }
}

/// Facts that every note prints: their absence is remarked.
fn missing(note: &ContractNote, notes: &mut Vec<Diagnostic>) {
    let info = &note.contract_note_info;
    let parts = [
        (info.contract_note_number.is_none(), "the number of the note"),
        (info.trade_date.is_none(), "the trade date"),
        (note.client_info.pan.is_none(), "the client's PAN"),
        (note.client_info.ucc.is_none(), "the client code"),
        (note.charges_summary.pay_in_pay_out_obligation.is_none(), "the obligation"),
        (note.charges_summary.net_amount_receivable_payable.is_none(), "the net amount"),
    ];
    for (_, part) in parts.into_iter().filter(|(absent, _)| *absent) {
        notes.push(Diagnostic { code: DiagnosticCode::Missing { part }, at: Location::default() });
    }
}

fn sort(records: Vec<Sourced>, notes: &mut Vec<Diagnostic>) -> Sorted {
    let mut sorted = Sorted::default();
    // First fill that no closing row has named yet.
    let mut open = 0;
    for Sourced { at, record } in records {
        match record {
            Record::Note(head) => sorted.head = *head,
            Record::Fill(fill) if is_posting(&fill) => {
                sorted.facts.postings.push(Printed { at, fact: fill });
            }
            Record::Fill(fill) if is_forward(&fill) => sorted.forwards.push(Printed { at, fact: fill }),
            Record::Fill(fill) => {
                sorted.isins.push(fill.isin);
                sorted.fills.push(Printed { at, fact: fill });
            }
            Record::SubTotal(total) if total.scope == SubTotalScope::Name => {
                name_last(&mut sorted, open, total.isin);
                open = sorted.fills.len();
            }
            Record::SubTotal(total) => {
                if let Some(isin) = total.isin {
                    for slot in sorted.isins.iter_mut().skip(open).filter(|slot| slot.is_none()) {
                        *slot = Some(isin);
                    }
                }
                open = sorted.fills.len();
                let forwards = sorted.forwards.len();
                sorted.sub_totals.push(SubTotal {
                    trades: open,
                    forwards,
                    row: Printed { at, fact: *total },
                });
            }
            Record::Security(security) => sorted.securities.push(Printed { at, fact: *security }),
            Record::Contract(contract) => sorted.contracts.push(Printed { at, fact: *contract }),
            Record::Charge(charge) => sorted.facts.charges.push(Printed { at, fact: *charge }),
            Record::Tax(tax) => sorted.facts.taxes.push(Printed { at, fact: *tax }),
            Record::DematCharge(charge) => sorted.facts.demat_charges.push(Printed { at, fact: *charge }),
            _ => notes
                .push(Diagnostic { code: DiagnosticCode::Orphan { record: "record of a statement" }, at }),
        }
    }
    sorted
}

/// Names the security of the last fills from `open` on that share their description.
fn name_last(sorted: &mut Sorted, open: usize, isin: Option<Isin>) {
    let Some(last) = sorted.fills.last().map(|fill| &fill.fact.description) else { return };
    let named = sorted.fills.iter().zip(&mut sorted.isins).skip(open).rev();
    for (_, slot) in named.take_while(|(fill, _)| fill.fact.description == *last) {
        *slot = slot.or(isin);
    }
}

/// Brokerage posted like a fill (Upstox): no trade, no times.
fn is_posting(fill: &FillRecord) -> bool {
    let text = fill.description.as_deref().unwrap_or("");
    fill.trade_number.is_none()
        && fill.trade_time.is_none()
        && text.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("brokerage"))
}

/// A position brought or carried forward: marked so, or with order and trade number `0` and no times.
fn is_forward(fill: &FillRecord) -> bool {
    let zero = |number: &Option<SmolStr>| number.as_deref().is_none_or(|text| text == "0");
    matches!(fill.side.as_deref(), Some("BF" | "CF"))
        || zero(&fill.order_number) && zero(&fill.trade_number) && fill.trade_time.is_none()
}

fn client(head: &mut NoteRecord) -> ClientInfo {
    ClientInfo {
        name: head.client.take(),
        pan: head.pan.take(),
        ucc: head.ucc.take(),
        place_of_supply: head.place_of_supply.take(),
        gst_state_code: head.state_code.take(),
        address: Some(head.address.join(" ")).filter(|address| !address.is_empty()),
    }
}

/// `Rolling (T1)/2026067`, `2026064 Normal T1`: the number alone, which is the first run of five digits and more, in a word
/// that has no other: half of a number with a wrong character would be another number.
fn settlement_number(printed: &str) -> String {
    let mut words = printed.split([' ', '/', '(', ')', '-', ':', ',']);
    let number = words.find_map(|word| {
        let mut runs = word.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        runs.next().filter(|run| run.len() >= 5 && runs.next().is_none())
    });
    number.unwrap_or(printed).to_owned()
}

/// `DS GROWW INVEST TECH PRIVATE LIMITED 1`: signing certificates are issued with the prefix and a number.
fn signer_name(signer: &str) -> String {
    let name = signer.strip_prefix("DS ").unwrap_or(signer);
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').trim().to_owned()
}

fn size(units: Option<Units>) -> Option<Units> {
    units.map(|units| Units(units.0.abs()))
}

fn value(amount: Option<Amount>) -> Option<Amount> {
    amount.map(|amount| Amount(amount.0.abs()))
}

fn trade(fill: &FillRecord, signs: &RowSigns) -> Trade {
    let printed = fill.exchange.clone();
    let (by_remark, remarks) = match fill.remarks.as_deref() {
        Some(text) if printed.is_none() => exchange_in(text),
        text => (None, text.map(SmolStr::new)),
    };
    Trade {
        order_number: fill.order_number.clone(),
        order_time: fill.order_time.clone(),
        trade_number: fill.trade_number.clone(),
        trade_time: fill.trade_time.clone(),
        security_description: fill.description.clone(),
        buy_sell: fill.side.clone(),
        exchange: printed.or(by_remark).or_else(|| sums::exchange(fill)),
        quantity: size(fill.quantity),
        brokerage: fill.brokerage,
        net_rate_per_unit: fill.net_rate,
        closing_rate_per_unit: fill.closing,
        net_total: signs.apply(fill.net_total, fill.side.as_deref()),
        remarks,
    }
}

/// A remark that is an exchange or begins with one (`NSE AUC`): the exchange, and what else is remarked.
fn exchange_in(remark: &str) -> (Option<SmolStr>, Option<SmolStr>) {
    let (first, rest) = remark.split_once(' ').unwrap_or((remark, ""));
    if !sums::is_exchange(first) {
        return (None, Some(SmolStr::new(remark)));
    }
    (Some(SmolStr::new(first)), Some(SmolStr::new(rest.trim())).filter(|rest| !rest.is_empty()))
}

fn contract(record: &ContractRecord, signs: &RowSigns) -> ContractTrade {
    ContractTrade {
        contract_description: record.description.clone(),
        buy_sell_bf_cf: record.side.clone(),
        quantity: size(record.quantity),
        wap_per_unit: record.wap,
        brokerage_per_unit: record.brokerage,
        closing_rate_per_unit: record.closing,
        net_total: signs.apply(record.net_total, record.side.as_deref()),
    }
}

/// Units of a side: zero where the side is blank as a whole, never where only they are unreadable.
fn side_units(side: &SideRecord) -> Option<Units> {
    let untraded = side.wap.is_none() && side.total.is_none();
    size(side.quantity).or(untraded.then_some(Units::ZERO))
}

fn security(record: &SecurityRecord, flipped: bool) -> SecurityTrade {
    let net = match record.net {
        Some(net) if flipped => Some(-net),
        Some(net) => Some(net),
        // Only the net after levies is printed (ICICI): before levies it is what the sides leave.
        None => match (value(record.buy.total), value(record.sell.total)) {
            (None, None) => None,
            (buy, sell) => Some(sell.unwrap_or_default() - buy.unwrap_or_default()),
        },
    };
    SecurityTrade {
        isin: record.isin,
        security_name: record.name.clone(),
        security_symbol: record.name.clone(),
        buy_quantity: side_units(&record.buy),
        buy_wap: record.buy.wap,
        buy_total_value: value(record.buy.total),
        sell_quantity: side_units(&record.sell),
        sell_wap: record.sell.wap,
        sell_total_value: value(record.sell.total),
        net_obligation: net,
    }
}

/// True when two figures agree within `tolerance`; overflow is no agreement.
fn agree(one: Decimal, other: Decimal, tolerance: Decimal) -> bool {
    one.checked_sub(other).is_some_and(|gap| gap.abs() <= tolerance)
}
