//! Angel One: the charges are transposed, a row for each exchange and one for all; a `TOTAL` row closes the summary.

use rust_decimal::Decimal;

use super::charges::{Levies, Segment};
use super::figures::{Figures, Sign};
use super::generate::STATES;
use super::model::{Exchange, Side};
use super::outline::Fee;
use super::press::{BODY, BOLD, Press};
use super::sheet::{Division, Sheet};
use super::table::{Column, Row, Table, column};
use super::tables::{self, Columns, Field, Sum};
use super::traits::{Empty, Identity, Traits};
use super::zerodha;
use crate::depository::flow::Align;
use crate::draw::Canvas;

static IDENTITY: Identity = Identity {
    kind: "unknown",
    name: Some("ANGEL ONE LIMITED"),
    registration: Some("INZ000000161"),
    number: "##########",
    ucc: "@######",
    home: STATES[1],
    fee: Fee::PerUnit,
    signature: None,
};

/// Generation C.
#[must_use]
pub fn notes() -> Traits {
    Traits {
        variant: "angel-c",
        identity: &IDENTITY,
        pages,
        figures: Figures { sign: Sign::Minus, ..Figures::PLAIN },
        division: Division::Exchange,
        clearing: false,
        empty: Empty::Zeros,
        ..zerodha::early_notes()
    }
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const SUMMARY: &Columns<Sum> = &tables::summary(
    ("Security Name/Symbol", 62.0),
    "WAP (Across Exchanges)",
    "WAP (Across Exchanges) After Brokerage (Rs)",
);

const FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No", 74.0, L)),
    (Field::OrderTime, column("Order Time", 34.0, C)),
    (Field::Trade, column("Trade No", 40.0, C)),
    (Field::TradeTime, column("Trade Time", 34.0, C)),
    (Field::Text, column("Security/Contract Description", 116.0, L)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Kind, column("Buy/ Sell", 24.0, C)),
    (Field::Quantity, column("Quantity", 36.0, R)),
    (Field::Gross, column("Gross Rate (Rs)", 40.0, R)),
    (Field::Unit, column("Brokerage Per Unit (Rs)", 40.0, R)),
    (Field::Net, column("Net Rate (Rs)", 44.0, R)),
    (Field::Closing, column("Closing Rate (Rs)", 36.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 54.0, R)),
    (Field::Remark, column("Remarks", 44.0, L)),
];

const CHARGES: [Column; 11] = [
    column("Exchange", 56.0, L),
    column("Pay In/Pay Out Obligation", 60.0, R),
    column("Taxable Value (Brokerage)", 46.0, R),
    column("Exch.Txn Charges", 40.0, R),
    column("CGST", 34.0, R),
    column("SGST", 34.0, R),
    column("IGST", 34.0, R),
    column("Securities Transaction Tax", 48.0, R),
    column("SEBI Fees", 34.0, R),
    column("Stamp Duty", 36.0, R),
    column("Net Amount Receivable/ Payable By Client", 66.0, R),
];

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 26.0);
    head(&mut press, sheet);
    summary(&mut press, sheet, traits);
    charges(&mut press, sheet, traits);
    press.gap(8.0);
    press.need(90.0);
    press.left_line(BOLD, 8.0, "Annexure A - Trade Details");
    let columns = tables::columns(FILLS);
    let rows = sheet.cash.iter().flat_map(|block| &block.rows).map(|row| tables::fill(row, FILLS, traits));
    let rows: Vec<Row> = rows.collect();
    tables::table(traits, &press, &columns, 5.6).draw(&mut press, &rows);
    press.finish(traits.footer)
}

fn head(press: &mut Press, sheet: &Sheet) {
    let book = &sheet.book;
    let client = &book.client;
    press.centred(BOLD, 10.0, "ANGEL ONE LIMITED");
    press.centred(
        BODY,
        6.6,
        "SEBI REGN. NO.: INZ000000161   6th Floor, Namuna Star, Sample Cross Road, Mumbai 400000",
    );
    press.centred(BOLD, 8.6, "CONTRACT NOTE CUM TAX INVOICE");
    press.centred(BODY, 6.6, "(Tax Invoice under Section 31 of GST Act)");
    press.gap(4.0);
    let (left, middle) = (press.left, press.left + 300.0);
    let date = |date: chrono::NaiveDate| date.format("%d/%m/%Y").to_string();
    let mut rows = vec![
        (format!("Contract Note No : {}", book.number), format!("Trade Date : {}", date(book.date))),
        (format!("Trading Client Code : {}", client.ucc), format!("Settlement No. : {}", book.settlement)),
        (format!("Name : {}", client.name), format!("Settlement Date : {}", date(book.settled))),
        (format!("PAN : {}", client.pan), format!("State of Supply : {}", client.state.name)),
    ];
    for (index, line) in client.address.iter().enumerate() {
        let label = if index == 0 { format!("Address : {line}") } else { line.clone() };
        let code = if index == 0 { format!("State Code : {}", client.state.code) } else { String::new() };
        rows.push((label, code));
    }
    for (own, other) in &rows {
        press.line(BODY, 6.8, &[(left, own), (middle, other)]);
    }
    press.gap(6.0);
}

fn summary(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    press.left_line(BOLD, 7.2, "Equity Segment - Trade Summary");
    let columns = tables::columns(SUMMARY);
    let mut rows: Vec<Row> =
        sheet.securities.iter().map(|row| tables::security(row, SUMMARY, traits)).collect();
    let of = |amount: &dyn Fn(&super::sheet::SecurityRow) -> Decimal| {
        traits.figures.amount(sheet.securities.iter().map(amount).sum())
    };
    let totals = [
        (Sum::Isin, "TOTAL".to_owned()),
        (Sum::Total(Side::Buy), of(&|row| -row.buy.total)),
        (Sum::Total(Side::Sell), of(&|row| row.sell.total)),
        (Sum::Net, of(&|row| row.net)),
    ];
    rows.push(tables::sparse(SUMMARY, &totals));
    tables::table(traits, press, &columns, 5.4).draw(press, &rows);
    press.gap(8.0);
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let figures = Figures { sign: Sign::Suffix, ..traits.figures };
    let row = |label: &str, levies: &Levies| {
        let mut cells = vec![label.to_owned(), figures.amount(levies.obligation)];
        let plain = [
            levies.brokerage,
            levies.exchange,
            levies.cgst,
            levies.sgst + levies.utt,
            levies.igst,
            levies.stt,
            levies.sebi,
            levies.stamp,
        ];
        cells.extend(plain.map(|levy| figures.digits(levy, 2)));
        cells.push(figures.amount(levies.net));
        Row::Cells(cells)
    };
    let name = |segment: &Segment| match segment.exchange {
        Some(Exchange::Bse) => "BSE CASH",
        _ => "NSE CASH",
    };
    let mut rows: Vec<Row> =
        sheet.charges.columns.iter().map(|(segment, levies)| row(name(segment), levies)).collect();
    rows.push(row("TOTAL(NET)", &sheet.charges.total));
    let look = Table { size: 5.8, ..tables::table(traits, press, &CHARGES, 5.8) };
    look.draw(press, &tables::split(rows, traits.split));
}
