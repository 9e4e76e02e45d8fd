//! Axis Securities: brackets are what the client pays, sub totals per side, taxes spread over three lines, columns for
//! every clearing segment; a file may hold several notes.

use rust_decimal::Decimal;

use super::charges::{Levies, Segment};
use super::figures::Figures;
use super::generate::STATES;
use super::model::{Exchange, Side};
use super::outline::Fee;
use super::press::{BODY, BOLD, Press};
use super::sheet::{Basis, Block, Brokerage, Division, Sheet};
use super::table::{Column, Row, column};
use super::tables::{self, Charge, Columns, Field, Sum};
use super::traits::{Form, Identity, Label, Traits};
use super::{dhan, zerodha};
use crate::depository::flow::{Align, Stand};
use crate::draw::Canvas;

static IDENTITY: Identity = Identity {
    kind: "unknown",
    name: Some("Axis Securities Limited"),
    registration: Some("INZ000000404"),
    number: "########",
    ucc: "########",
    home: STATES[1],
    fee: Fee::PerUnit,
    signature: None,
};

/// Generation C with a summary of nine numbers; the second form has the usual summary.
#[must_use]
pub fn notes() -> Traits {
    let mut traits = Traits {
        variant: "axis-c",
        identity: &IDENTITY,
        pages,
        form: Form::Early,
        figures: Figures::PLAIN,
        basis: Basis { fills: Brokerage::Within, summary: Brokerage::Within, obligation: Brokerage::Within },
        division: Division::Clearing,
        clearing: false,
        security: |security, _| format!("{}-Cash- {}", security.name, security.isin),
        contract: dhan::dashed,
        stand: Stand::Middle,
        ..zerodha::early_notes()
    };
    traits.shown.label = Label::Name;
    traits.shown.wap = false;
    traits.shown.fill_closing = false;
    traits
}

/// Generation C with the usual summary.
#[must_use]
pub fn full_notes() -> Traits {
    let mut traits = notes();
    traits.form = Form::Late;
    traits.shown.wap = true;
    traits
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No.", 72.0, L)),
    (Field::OrderTime, column("Order Time", 34.0, C)),
    (Field::Trade, column("Trade No.", 40.0, C)),
    (Field::TradeTime, column("Trade Time", 34.0, C)),
    (Field::Text, column("Security / Contract Description", 120.0, L)),
    (Field::Kind, column("Buy / Sell", 24.0, C)),
    (Field::Quantity, column("Quantity", 38.0, R)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Gross, column("Gross Rate Per Unit (Rs)", 40.0, R)),
    (Field::Unit, column("Brokerage Per Unit (Rs)", 38.0, R)),
    (Field::Net, column("Net Rate Per Unit (Rs)", 44.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 54.0, R)),
    (Field::Remark, column("Remarks", 34.0, L)),
];

const NINE: &Columns<Sum> = &[
    (Sum::Isin, column("ISIN", 62.0, L)),
    (Sum::Label, column("Scrip Name", 110.0, L)),
    (Sum::Quantity(Side::Buy), column("Buy Quantity", 40.0, R)),
    (Sum::After(Side::Buy), column("Buy Average Net Rate", 46.0, R)),
    (Sum::Total(Side::Buy), column("Total Buy Value", 56.0, R)),
    (Sum::Quantity(Side::Sell), column("Sell Quantity", 40.0, R)),
    (Sum::After(Side::Sell), column("Sell Average Net Rate", 46.0, R)),
    (Sum::Total(Side::Sell), column("Total Sell Value", 56.0, R)),
    (Sum::NetQuantity, column("Net Quantity", 40.0, R)),
    (Sum::NetRate, column("Net Average Rate", 46.0, R)),
    (Sum::Net, column("Net Obligation", 56.0, R)),
];

const SUMMARY: &Columns<Sum> =
    &tables::summary(("Scrip Name", 80.0), "Weighted Average Price", "WAP after Brokerage");

const CHARGES: [Column; 6] = [
    column("Particulars", 150.0, L),
    column("NCL-EQUITY", 74.0, R),
    column("NCL NSE F&O", 74.0, R),
    column("NCL BSE F&O", 74.0, R),
    column("NCL CDX", 60.0, R),
    column("Total (Net)", 80.0, R),
];

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 28.0);
    head(&mut press, sheet);
    fills(&mut press, sheet, traits);
    press.gap(8.0);
    press.need(80.0);
    press.left_line(BOLD, 7.4, "Scrip Wise Summary");
    let spec = if traits.form == Form::Early { NINE } else { SUMMARY };
    let columns = tables::columns(spec);
    let rows: Vec<Row> = sheet.securities.iter().map(|row| tables::security(row, spec, traits)).collect();
    tables::table(traits, &press, &columns, 5.6).draw(&mut press, &rows);
    press.gap(8.0);
    if !sheet.contracts.is_empty() {
        press.need(80.0);
        press.left_line(BOLD, 7.4, "Contract Wise Summary");
        let columns = tables::columns(tables::DEALS);
        let rows = sheet.contracts.iter().map(|row| tables::contract(row, tables::DEALS, traits, 2));
        let rows: Vec<Row> = rows.collect();
        tables::table(traits, &press, &columns, 5.6).draw(&mut press, &rows);
        press.gap(8.0);
    }
    charges(&mut press, sheet, traits);
    press.finish(traits.footer)
}

fn head(press: &mut Press, sheet: &Sheet) {
    let book = &sheet.book;
    let client = &book.client;
    press.left_line(BOLD, 10.0, "Axis Securities Limited");
    press.left_line(
        BODY,
        6.8,
        "SEBI Reg No: INZ000000404, Unit 2, Namuna Kanjur, Sample Nagar, Mumbai 400000",
    );
    press.centred(BOLD, 8.8, "CONTRACT NOTE CUM TAX INVOICE");
    press.centred(BODY, 6.8, "(Tax Invoice under Section 31 of GST Act)");
    let (left, middle) = (press.left, press.left + 290.0);
    let date = |date: chrono::NaiveDate| date.format("%d-%b-%y").to_string().to_uppercase();
    for (own, other) in [
        (format!("Contract Note No : {}", book.number), format!("Trade Date : {}", date(book.date))),
        (format!("Settlement No : {}", book.settlement), format!("Settlement Date : {}", date(book.settled))),
        (format!("Trading Client Name : {}", client.name), format!("UCC / MAPIN ID : {}", client.ucc)),
        (format!("PAN OF CLIENT : {}", client.pan), format!("Place of supply : {}", client.state.name)),
        (format!("Address : {}", client.address.join(" ")), String::new()),
        (format!("State Code : {}", client.state.code), String::new()),
    ] {
        press.line(BODY, 6.8, &[(left, &own), (middle, &other)]);
    }
    press.gap(5.0);
}

fn fills(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let mut rows = Vec::new();
    for block in sheet.cash.iter().chain(&sheet.derivatives) {
        for (kind, label) in [("B", "Sub Total BUY"), ("S", "Sub Total SELL")] {
            let here: Vec<_> = block.rows.iter().filter(|row| row.kind == kind).cloned().collect();
            if here.is_empty() {
                continue;
            }
            rows.extend(here.iter().map(|row| tables::fill(row, FILLS, traits)));
            let quantity = here.iter().map(|row| row.quantity).sum();
            let total = here.iter().map(|row| row.total).sum();
            let side = Block { quantity, total, rows: here, ..block.clone() };
            rows.push(tables::sub_total(&side, label, FILLS, traits));
        }
    }
    let columns = tables::columns(FILLS);
    tables::table(traits, press, &columns, 5.6).draw(press, &rows);
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let text = "(+) Receivable by the client, figures in brackets are payable by the client.";
    press.left_line(BODY, 6.0, text);
    let charges = &sheet.charges;
    let of = |derivatives, exchange| {
        let segment = Segment { derivatives, exchange };
        charges
            .columns
            .iter()
            .find(|(known, _)| *known == segment)
            .map_or_else(Levies::default, |(_, it)| *it)
    };
    let columns = [
        of(false, None),
        of(true, Some(Exchange::Nse)),
        of(true, Some(Exchange::Bse)),
        Levies::default(),
        charges.total,
    ];
    let levies: Vec<Option<&Levies>> = columns.iter().map(Some).collect();
    let tax = |value: fn(&Levies) -> Decimal, label: &'static str| (label, Charge::Levy(value));
    let lines = [
        ("Pay in / Pay out obligation", Charge::Felt(|levies| levies.obligation)),
        ("Taxable value of supply (Brokerage)", Charge::Levy(|levies| levies.brokerage)),
        ("Exchange transaction charges", Charge::Levy(|levies| levies.exchange)),
        tax(|levies| levies.cgst, "Rate 9%\nCentral GST (CGST)\nAmount"),
        tax(|levies| levies.sgst + levies.utt, "Rate 9%\nState GST (SGST)\nAmount"),
        tax(|levies| levies.igst, "Rate 18%\nIntegrated GST (IGST)\nAmount"),
        ("Securities transaction tax", Charge::Levy(|levies| levies.stt)),
        ("SEBI turnover fees", Charge::Levy(|levies| levies.sebi)),
        ("Stamp duty", Charge::Levy(|levies| levies.stamp)),
        ("Net amount receivable by client / (payable by client)", Charge::Felt(|levies| levies.net)),
    ];
    let rows =
        lines.iter().map(|(label, charge)| tables::charge(label, *charge, &levies, traits.figures)).collect();
    let look = tables::table(traits, press, &CHARGES, 6.4);
    look.draw(press, &tables::split(rows, traits.split));
}
