//! A broker that does not exist: the form as the regulator describes it, in generation C and, with an ISIN column, in
//! generation A. Every label is another variant than those of the known brokers.

use super::charges::Levies;
use super::figures::{Figures, Sign};
use super::generate::STATES;
use super::outline::Fee;
use super::press::{BODY, BOLD, Press};
use super::sheet::{Basis, Brokerage, Sheet};
use super::table::{Column, Row, Table, column};
use super::tables::{self, Charge, Columns, Field, Sum};
use super::traits::{Empty, Generation, Identity, Label, Traits};
use super::{dhan, zerodha};
use crate::depository::flow::Align;
use crate::draw::Canvas;

static IDENTITY: Identity = Identity {
    kind: "unknown",
    name: Some("Sample Broking Limited"),
    registration: Some("INZ000000000"),
    number: "N########",
    ucc: "@@@#####",
    home: STATES[5],
    fee: Fee::PerOrder,
    signature: None,
};

/// Generation C.
#[must_use]
pub fn notes() -> Traits {
    Traits {
        variant: "common-c",
        identity: &IDENTITY,
        pages,
        figures: Figures { sign: Sign::Minus, ..Figures::PLAIN },
        basis: Basis { fills: Brokerage::Apart, summary: Brokerage::Within, obligation: Brokerage::Apart },
        clearing: false,
        security: |security, _| security.name.clone(),
        contract: dhan::dashed,
        empty: Empty::Dashes,
        ..zerodha::early_notes()
    }
}

/// Generation A.
#[must_use]
pub fn lines() -> Traits {
    let mut traits = notes();
    traits.variant = "common-a";
    traits.generation = Generation::A;
    traits.shown.label = Label::Neither;
    traits
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No.", 68.0, L)),
    (Field::OrderTime, column("Order Time", 32.0, C)),
    (Field::Trade, column("Trade No.", 38.0, C)),
    (Field::TradeTime, column("Trade Time", 32.0, C)),
    (Field::Text, column("Security / Contract Description", 94.0, L)),
    (Field::Isin, column("ISIN", 54.0, C)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Kind, column("Buy(B) / Sell(S)", 26.0, C)),
    (Field::Quantity, column("Quantity", 34.0, R)),
    (Field::Gross, column("Gross Rate / Trade Price per Unit (Rs)", 38.0, R)),
    (Field::Unit, column("Brokerage per Unit (Rs)", 38.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs)", 42.0, R)),
    (Field::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 42.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 52.0, R)),
    (Field::Remark, column("Remarks", 34.0, L)),
];

const SUMMARY: &Columns<Sum> =
    &tables::summary(("Name/Symbol", 60.0), "WAP (across exchanges) (Rs)", "WAP after brokerage (Rs)");

const SIDES: &[(&str, usize)] =
    &[("Security Description", 2), ("Buy", 5), ("Sell", 5), ("Net Obligation for ISIN (before levies)", 2)];

const CHARGES: [Column; 4] = [
    column("Particulars", 220.0, L),
    column("NCL CM", 86.0, R),
    column("NCL FO", 86.0, R),
    column("Total", 86.0, R),
];

const LINES: [(&str, Charge); 10] = [
    ("PAY IN / PAY OUT OBLIGATION", Charge::Felt(|levies| levies.obligation)),
    ("Taxable value of supply (Brokerage)", Charge::Levy(|levies| levies.brokerage)),
    ("Exchange transaction charges", Charge::Levy(|levies| levies.exchange)),
    ("CGST @ 9%", Charge::Levy(|levies| levies.cgst)),
    ("SGST @ 9% / UTT", Charge::Levy(|levies| levies.sgst + levies.utt)),
    ("IGST @ 18%", Charge::Levy(|levies| levies.igst)),
    ("Securities Transaction Tax", Charge::Levy(|levies| levies.stt)),
    ("SEBI turnover fees", Charge::Levy(|levies| levies.sebi)),
    ("Stamp duty", Charge::Levy(|levies| levies.stamp)),
    ("Net amount receivable/(payable by client)", Charge::Felt(|levies| levies.net)),
];

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 28.0);
    head(&mut press, sheet);
    if traits.generation == Generation::C {
        summaries(&mut press, sheet, traits);
        charges(&mut press, sheet, traits);
        press.gap(8.0);
        press.need(100.0);
        press.left_line(BOLD, 8.0, "ANNEXURE A");
        fills(&mut press, sheet, traits);
    } else {
        fills(&mut press, sheet, traits);
        press.gap(8.0);
        charges(&mut press, sheet, traits);
    }
    press.finish(traits.footer)
}

fn head(press: &mut Press, sheet: &Sheet) {
    let book = &sheet.book;
    let client = &book.client;
    press.centred(BOLD, 11.0, "Sample Broking Limited");
    press.centred(BODY, 6.8, "SEBI Reg No: INZ000000000");
    press.centred(BOLD, 8.8, "CONTRACT NOTE CUM TAX INVOICE");
    press.centred(BODY, 6.8, "(Tax Invoice under Section 31 of GST Act)");
    press.gap(4.0);
    let cash = |text: String| if book.securities.is_empty() { String::new() } else { text };
    let rows = [
        ("Contract Note No :", book.number.clone(), "TRADE DATE", book.date.format("%b %d %Y").to_string()),
        (
            "SETTLEMENT NO.",
            cash(format!("{} Normal T1", book.settlement)),
            "SETTLEMENT DATE",
            cash(book.settled.format("%b %d %Y").to_string()),
        ),
        ("Trading Client Name", client.name.clone(), "Unique Client Code", client.ucc.clone()),
        ("PAN No", client.pan.clone(), "Place of supply", client.state.name.to_owned()),
        ("Address", client.address.join(" "), "", String::new()),
        ("State Code", client.state.code.to_owned(), "", String::new()),
    ];
    let (left, middle) = (press.left, press.left + 310.0);
    for (label, value, other, second) in &rows {
        press.line(
            BODY,
            6.8,
            &[(left, label), (left + 76.0, value), (middle, other), (middle + 76.0, second)],
        );
    }
    press.gap(6.0);
}

fn summaries(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    if !sheet.securities.is_empty() {
        let columns = tables::columns(SUMMARY);
        let rows: Vec<Row> =
            sheet.securities.iter().map(|row| tables::security(row, SUMMARY, traits)).collect();
        Table { spans: SIDES, ..tables::table(traits, press, &columns, 5.6) }.draw(press, &rows);
        press.gap(6.0);
    }
    if !sheet.contracts.is_empty() {
        let columns = tables::columns(tables::DEALS);
        let rows: Vec<Row> =
            sheet.contracts.iter().map(|row| tables::contract(row, tables::DEALS, traits, 2)).collect();
        tables::table(traits, press, &columns, 6.0).draw(press, &rows);
        press.gap(6.0);
    }
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let all = &sheet.charges;
    let levies: Vec<Option<&Levies>> =
        all.columns.iter().map(|(_, levies)| levies).chain([&all.total]).map(Some).collect();
    let rows: Vec<Row> =
        LINES.iter().map(|(label, charge)| tables::charge(label, *charge, &levies, traits.figures)).collect();
    let look = tables::table(traits, press, &CHARGES, 6.6);
    Table { right: look.left + 440.0, ..look }.draw(press, &tables::split(rows, traits.split));
}

/// The fills; only generation A needs the ISIN in a column.
fn fills(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let kept = |field: &Field| traits.generation == Generation::A || *field != Field::Isin;
    let spec: Vec<(Field, Column)> = FILLS.iter().filter(|(field, _)| kept(field)).copied().collect();
    let mut rows = Vec::new();
    for block in sheet.cash.iter().chain(&sheet.derivatives) {
        rows.extend(
            block
                .rows
                .iter()
                .filter(|row| row.is_trade() || traits.generation == Generation::A)
                .map(|row| tables::fill(row, &spec, traits)),
        );
    }
    let columns = tables::columns(&spec);
    tables::table(traits, press, &columns, 5.6).draw(press, &rows);
}
