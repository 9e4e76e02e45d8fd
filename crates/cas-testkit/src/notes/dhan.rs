//! Dhan: amounts of the charges end in `DR` or `CR`, the client stands in a line on every page, section lines name the
//! exchange of the fills, values of fills have no sign.

use super::charges::Levies;
use super::figures::{Figures, Sign};
use super::generate::STATES;
use super::model::{Contract, Exchange};
use super::outline::Fee;
use super::press::{BODY, BOLD, Footer, Press};
use super::sheet::{Basis, Block, Brokerage, Sheet};
use super::table::{Column, Row, Table, column};
use super::tables::{self, Charge, Columns, Deal, Field, Sum};
use super::traits::{Empty, FillOrder, Identity, Label, Settlement, Shown, Traits};
use super::{upstox, zerodha};
use crate::depository::flow::Align;
use crate::draw::{Canvas, Text};

static IDENTITY: Identity = Identity {
    kind: "unknown",
    name: Some("Moneylicious Securities Private Limited"),
    registration: None,
    number: "########",
    ucc: "##########",
    home: STATES[1],
    fee: Fee::FreeCash,
    signature: Some("DS MONEYLICIOUS SECURITIES PRIVATE LIMITED"),
};

/// Generation C.
#[must_use]
pub fn notes() -> Traits {
    Traits {
        variant: "dhan-c",
        identity: &IDENTITY,
        pages,
        figures: Figures { sign: Sign::Minus, rates: 2, ..Figures::PLAIN },
        basis: Basis { fills: Brokerage::Apart, summary: Brokerage::Apart, obligation: Brokerage::Apart },
        ipft: true,
        clearing: false,
        security: |security, _| format!("{}-{}", security.symbol, security.name),
        contract: dashed,
        shown: Shown {
            label: Label::Symbol,
            wap: true,
            fill_brokerage: false,
            fill_closing: false,
            contract_brokerage: true,
            place: false,
            address: true,
            every_tax: false,
            settlement: Settlement::OfAll,
            order: FillOrder::SegmentThenExchange,
        },
        empty: Empty::Zeros,
        footer: Footer::None,
        ..zerodha::early_notes()
    }
}

/// `OPTIDX NIFTY 21Apr2026 24200 CE - NSE`
pub(super) fn dashed(contract: &Contract) -> String {
    format!("{} - {}", upstox::typed(contract), contract.exchange.name())
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No", 74.0, L)),
    (Field::OrderTime, column("Order Time", 36.0, C)),
    (Field::Trade, column("Trade No", 44.0, C)),
    (Field::TradeTime, column("Trade Time", 36.0, C)),
    (Field::Text, column("Security / Contract Description", 160.0, L)),
    (Field::Kind, column("Buy / Sell", 24.0, C)),
    (Field::Quantity, column("Quantity", 38.0, R)),
    (Field::Gross, column("Gross Rate / Trade Price Per Unit (Rs.)", 46.0, R)),
    (Field::Net, column("Net Rate Per Unit (Rs.)", 46.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs.)", 54.0, R)),
    (Field::Remark, column("Remarks", 40.0, L)),
];

const SUMMARY: &Columns<Sum> =
    &tables::summary(("Security Name", 62.0), "WAP (Rs.)", "WAP after Brokerage (Rs.)");

const SIDES: &[(&str, usize)] =
    &[("Security", 2), ("Buy", 5), ("Sell", 5), ("Net Obligation for ISIN (before levies)", 2)];

const DEALS: &Columns<Deal> = &[
    (Deal::Text, column("Contract Description", 110.0, L)),
    (Deal::Kind, column("Buy(B)/ Sell(S)/ BF/ CF", 40.0, C)),
    (Deal::Quantity, column("Quantity", 46.0, R)),
    (Deal::Wap, column("WAP Per Unit (Rs.)", 56.0, R)),
    (Deal::Unit, column("Brokerage Per Unit (Rs.)", 54.0, R)),
    (Deal::After, column("WAP Per Unit after Brokerage (Rs.)", 62.0, R)),
    (Deal::Closing, column("Closing Rate Per Unit (only for Derivatives) (Rs.)", 62.0, R)),
    (Deal::Total, column("Net Total (before Levies) (Rs.)", 64.0, R)),
    (Deal::Remark, column("Remarks", 40.0, L)),
];

const CHARGES: [Column; 4] = [
    column("Description", 230.0, L),
    column("NCLCM", 90.0, R),
    column("NCLFO", 90.0, R),
    column("Total", 90.0, R),
];

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 30.0);
    press.gap(16.0);
    head(&mut press, sheet);
    summaries(&mut press, sheet, traits);
    charges(&mut press, sheet, traits);
    press.page();
    let annexure = press.pages.len();
    fills(&mut press, sheet, traits);
    let pages = press.finish(traits.footer);
    running(pages, sheet, annexure)
}

/// The line of every page; the annexure has a second one.
fn running(mut pages: Vec<Canvas>, sheet: &Sheet, annexure: usize) -> Vec<Canvas> {
    let book = &sheet.book;
    let count = pages.len();
    let date = book.date.format("%d-%m-%Y");
    for (number, page) in (1..).zip(&mut pages) {
        let client = format!("Client code: {}", book.client.ucc);
        page.text(Text::new(BODY, 6.6, 30.0, 26.0, client));
        page.text(Text::new(BODY, 6.6, 240.0, 26.0, format!("Contract Date : {date}")));
        page.text(Text::new(BODY, 6.6, 500.0, 26.0, format!("Page {number} of {count}")));
        if number >= annexure {
            page.text(Text::new(BOLD, 6.6, 30.0, 36.0, "Trade Annexure"));
            page.text(Text::new(BODY, 6.6, 240.0, 36.0, format!("Contract no: {}", book.number)));
        }
    }
    pages
}

fn head(press: &mut Press, sheet: &Sheet) {
    let book = &sheet.book;
    let client = &book.client;
    press.centred(BOLD, 9.4, "Moneylicious Securities Private Limited");
    press.centred(BODY, 6.6, "Registered Office: 3, Namuna Chambers, Sample Road, Mumbai 400000");
    press.centred(BOLD, 8.6, "CONTRACT NOTE CUM TAX INVOICE");
    press.centred(BODY, 6.6, "(Tax Invoice under Section 31 of GST Act)");
    press.gap(4.0);
    let (left, middle) = (press.left, press.left + 300.0);
    let settlement = if book.securities.is_empty() { "" } else { &book.settlement };
    let settled = book.settled.format("%d-%m-%Y");
    for (own, other) in [
        (format!("Contract no: {}", book.number), format!("PAN No : {}", client.pan)),
        (format!("Trading Client Name : {}", client.name), format!("Unique Client Code : {}", client.ucc)),
        (format!("SETTLEMENT NO. : {settlement}"), format!("SETTLEMENT DATE : {settled}")),
    ] {
        press.line(BODY, 6.8, &[(left, &own), (middle, &other)]);
    }
    for (index, line) in client.address.iter().enumerate() {
        press.line(BODY, 6.8, &[(left, if index == 0 { "Address :" } else { "" }), (left + 40.0, line)]);
    }
    press.gap(4.0);
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
        let columns = tables::columns(DEALS);
        let rows: Vec<Row> =
            sheet.contracts.iter().map(|row| tables::contract(row, DEALS, traits, 2)).collect();
        tables::table(traits, press, &columns, 6.0).draw(press, &rows);
        press.gap(6.0);
    }
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let figures = Figures { sign: Sign::Suffix, signed_levies: true, ..traits.figures };
    let levies: Vec<Option<&Levies>> = sheet
        .charges
        .columns
        .iter()
        .map(|(_, levies)| Some(levies))
        .chain([Some(&sheet.charges.total)])
        .collect();
    let lines: [(&str, Charge); 12] = [
        ("Pay In/Pay Out Obligation (Rs.)", Charge::Felt(|levies| levies.obligation)),
        ("Taxable Value Of Supply (Brokerage)", Charge::Levy(|levies| levies.brokerage)),
        ("Taxable Value Of Supply (NSE Transaction Charges)", Charge::Levy(|levies| levies.exchange)),
        ("Taxable Value Of Supply (SEBI Fees)", Charge::Levy(|levies| levies.sebi)),
        ("Taxable Value Of Supply (IPFT Contribution)", Charge::Levy(|levies| levies.ipft)),
        ("CGST* RATE:9% on Taxable Value of Supply", Charge::Levy(|levies| levies.cgst)),
        ("SGST* RATE:9% on Taxable Value of Supply", Charge::Levy(|levies| levies.sgst)),
        ("UTT* RATE:9% on Taxable Value of Supply", Charge::Levy(|levies| levies.utt)),
        ("IGST* RATE:18% on Taxable Value of Supply", Charge::Levy(|levies| levies.igst)),
        ("Stamp Duty (Rs.)", Charge::Levy(|levies| levies.stamp)),
        ("Securities Transactions Tax (Rs.)", Charge::Levy(|levies| levies.stt)),
        ("Net Amount Receivable/Payable By Client (Rs.)", Charge::Felt(|levies| levies.net)),
    ];
    let due = |charge: &Charge| match charge {
        Charge::Felt(_) => true,
        Charge::Levy(value) => !value(&sheet.charges.total).is_zero(),
    };
    let shown = lines.iter().filter(|(label, charge)| due(charge) || !label.contains("RATE"));
    let rows = shown.map(|(label, charge)| tables::charge(label, *charge, &levies, figures)).collect();
    let look = tables::table(traits, press, &CHARGES, 6.6);
    look.draw(press, &tables::split(rows, traits.split));
}

fn fills(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    press.gap(14.0);
    let mut own = traits.clone();
    own.figures.sign = Sign::Unsigned;
    let mut rows = Vec::new();
    let mut put = |title: String, blocks: &[Block], exchange: Exchange| {
        let here: Vec<Row> = blocks
            .iter()
            .flat_map(|block| &block.rows)
            .filter(|row| row.is_trade() && row.exchange == exchange)
            .map(|row| tables::fill(row, FILLS, &own))
            .collect();
        if !here.is_empty() {
            rows.push(Row::Band(title));
            rows.extend(here);
        }
    };
    for exchange in [Exchange::Nse, Exchange::Bse] {
        put(format!("NCL-{}-Equity-M", exchange.name()), &sheet.cash, exchange);
    }
    for exchange in [Exchange::Nse, Exchange::Bse] {
        put(format!("{}FO", exchange.name()), &sheet.derivatives, exchange);
    }
    let columns = tables::columns(FILLS);
    tables::table(traits, press, &columns, 5.8).draw(press, &rows);
}
