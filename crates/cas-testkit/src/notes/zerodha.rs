//! Zerodha. Generation A: a line per fill with sub totals; the second form has segment lines such as `NSE-EQ - Z` instead
//! of an exchange column. Generation C: summaries, charges, annexure; the second form has clearing columns, levies in
//! brackets, footnote digits glued to labels and no gross rate in the annexure.

use chrono::Datelike as _;

use super::charges::Levies;
use super::figures::{Figures, Sign};
use super::generate::STATES;
use super::model::{Contract, Exchange, Fill, Security};
use super::outline::Fee;
use super::press::{BODY, BOLD, Footer, Lie, Press};
use super::sheet::{Basis, Block, Brokerage, Carry, Division, Sheet};
use super::table::{Column, Row, Ruling, Table, column};
use super::tables::{self, Charge, Columns, Deal, Field, Sum};
use super::traits::{Empty, FillOrder, Form, Generation, Identity, Label, Settlement, Shown, Traits};
use crate::depository::flow::{Align, Stand};
use crate::draw::Canvas;

static IDENTITY: Identity = Identity {
    kind: "zerodha",
    name: Some("Zerodha Broking Limited"),
    registration: Some("INZ000031633"),
    number: "CNT-yy/zz-########",
    ucc: "@@####",
    home: STATES[0],
    fee: Fee::PerUnit,
    signature: None,
};

/// Generation C in its second form: the traded price is the net rate.
#[must_use]
pub fn notes() -> Traits {
    Traits {
        form: Form::Late,
        figures: Figures { signed_levies: true, blank_zeros: true, ..Figures::PLAIN },
        basis: Basis { fills: Brokerage::Apart, summary: Brokerage::Apart, obligation: Brokerage::Apart },
        contract: |contract| format!("{} - {}", symbol(contract), contract.exchange.name()),
        empty: Empty::Zeros,
        ..early_notes()
    }
}

/// Generation C in its first form: brokerage is in the net rate.
#[must_use]
pub fn early_notes() -> Traits {
    Traits {
        variant: "zerodha-c",
        identity: &IDENTITY,
        pages,
        generation: Generation::C,
        form: Form::Early,
        figures: Figures::PLAIN,
        basis: Basis { fills: Brokerage::Within, summary: Brokerage::Within, obligation: Brokerage::Apart },
        carry: Carry::Marked,
        division: Division::Kind,
        ipft: false,
        clearing: true,
        security: listed,
        contract: symbol,
        shown: Shown {
            label: Label::Symbol,
            wap: true,
            fill_brokerage: true,
            fill_closing: true,
            contract_brokerage: true,
            place: true,
            address: true,
            every_tax: true,
            settlement: Settlement::OfCash,
            order: FillOrder::Segment,
        },
        empty: Empty::Blank,
        stand: Stand::Top,
        ruling: Ruling::Boxes,
        footer: Footer::OfTotal,
        lie: Lie::Portrait,
        split: None,
        extra: false,
    }
}

/// Generation A.
#[must_use]
pub fn lines() -> Traits {
    Traits {
        variant: "zerodha-a",
        generation: Generation::A,
        carry: Carry::Full,
        basis: Basis { fills: Brokerage::Within, summary: Brokerage::Within, obligation: Brokerage::Apart },
        ..early_notes()
    }
}

/// Generation A of the years with segment lines.
#[must_use]
pub fn segment_lines() -> Traits {
    let mut traits = lines();
    traits.form = Form::Late;
    traits.security = |security, _| format!("{} - Cash - {}", security.name, security.isin);
    traits.shown.label = Label::Neither;
    traits.shown.order = FillOrder::ExchangeThenSegment;
    traits
}

fn listed(security: &Security, fill: &Fill) -> String {
    let series = if fill.exchange == Exchange::Nse { "EQ" } else { "A" };
    format!("{}-{series}/{}", security.symbol, security.isin)
}

/// `NIFTY26APR24200CE`, `SAMPSTEEL26APRFUT`.
fn symbol(contract: &Contract) -> String {
    let month = contract.expiry.format("%y%b%d").to_string().to_uppercase();
    let (month, day) = month.split_at_checked(5).unwrap_or((&month, ""));
    // Weekly options bear the day, monthly ones do not.
    let day = if contract.expiry.day() > 21 || contract.option.is_none() { "" } else { day };
    match contract.option {
        Some((strike, kind)) => format!("{}{month}{day}{strike}{kind}", contract.underlying),
        None => format!("{}{month}FUT", contract.underlying),
    }
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No.", 64.0, L)),
    (Field::OrderTime, column("Order Time", 31.0, C)),
    (Field::Trade, column("Trade No.", 35.0, C)),
    (Field::TradeTime, column("Trade Time", 31.0, C)),
    (Field::Text, column("Security / Contract Description", 92.0, L)),
    (Field::Kind, column("Buy(B) / Sell(S)", 25.0, C)),
    (Field::Quantity, column("Quantity", 34.0, R)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Gross, column("Gross Rate / Trade Price Per Unit (Rs)", 35.0, R)),
    (Field::Unit, column("Brokerage per Unit (Rs)", 35.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs)", 40.0, R)),
    (Field::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 40.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 50.0, R)),
    (Field::Remark, column("Remarks", 32.0, L)),
];

const LATE_FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No.", 70.0, L)),
    (Field::OrderTime, column("Order Time", 33.0, C)),
    (Field::Trade, column("Trade No.", 38.0, C)),
    (Field::TradeTime, column("Trade Time", 33.0, C)),
    (Field::Text, column("Security / Contract Description", 116.0, L)),
    (Field::Kind, column("Buy(B) / Sell(S)", 26.0, C)),
    (Field::Exchange, column("Exchange", 36.0, C)),
    (Field::Quantity, column("Quantity", 36.0, R)),
    (Field::Unit, column("Brokerage per Unit (Rs)", 38.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs)", 44.0, R)),
    (Field::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 44.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 54.0, R)),
    (Field::Remark, column("Remarks", 36.0, L)),
];

const SUMMARY: &Columns<Sum> = &tables::summary(
    ("Security Name / Symbol", 58.0),
    "WAP (across exchanges) (Rs)",
    "WAP after brokerage (Rs)",
);

/// Titles over the titles of the summary.
const SIDES: &[(&str, usize)] =
    &[("Security Description", 2), ("Buy", 5), ("Sell", 5), ("Net Obligation for ISIN (before levies)", 2)];

const DEALS: &Columns<Deal> = &[
    (Deal::Text, column("Contract Description", 66.0, L)),
    (Deal::Kind, column("Buy(B) / Sell(S) / BF / CF", 48.0, C)),
    (Deal::Quantity, column("Quantity", 52.0, R)),
    (Deal::Wap, column("WAP (Weighted Average Price) Per Unit", 60.0, R)),
    (Deal::Unit, column("Brokerage Per Unit (Rs)", 60.0, R)),
    (Deal::After, column("WAP Per Unit after brokerage (Rs)", 60.0, R)),
    (Deal::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 60.0, R)),
    (Deal::Total, column("Net Total (Before Levies) (Rs)", 62.0, R)),
    (Deal::Remark, column("Remarks", 46.0, L)),
];

const CHARGES: [Column; 4] = [
    column("", 210.0, L),
    column("Equity", 78.0, R),
    column("Futures and Options", 74.0, R),
    column("NET TOTAL", 78.0, R),
];
const LATE_CHARGES: [Column; 4] = [
    column("", 230.0, L),
    column("NCL-Cash", 80.0, R),
    column("NCL-F&O", 80.0, R),
    column("NET TOTAL", 80.0, R),
];

/// Labels of the charges, of the first and of the second form.
const LINES: [(&str, &str, Charge); 11] = [
    (
        "Pay in/Pay out obligation",
        "Pay in/Pay out obligation (Rs)1",
        Charge::Felt(|levies| levies.obligation),
    ),
    (
        "Taxable value of supply (Brokerage)",
        "Taxable value of supply (Brokerage)3",
        Charge::Levy(|levies| levies.brokerage),
    ),
    ("Exchange transaction charges", "Exchange transaction charges2", Charge::Levy(|levies| levies.exchange)),
    ("Clearing charges", "Clearing charges", Charge::Levy(|levies| levies.clearing)),
    (
        "CGST (@9% of Brok, SEBI, Trans & Clearing Charges)",
        "CGST (@9% of Brok, SEBI, Trans & Clearing Charges)",
        Charge::Levy(|levies| levies.cgst),
    ),
    (
        "SGST (@9% of Brok, SEBI, Trans & Clearing Charges)",
        "SGST (@9% of Brok, SEBI, Trans & Clearing Charges)",
        Charge::Levy(|levies| levies.sgst),
    ),
    (
        "IGST (@18% of Brok, SEBI, Trans & Clearing Charges)",
        "IGST (@18% of Brok, SEBI, Trans & Clearing Charges)",
        Charge::Levy(|levies| levies.igst),
    ),
    ("Securities transaction tax", "Securities transaction tax4", Charge::Levy(|levies| levies.stt)),
    ("SEBI turnover fees", "SEBI turnover fees", Charge::Levy(|levies| levies.sebi)),
    ("Stamp duty", "Stamp duty", Charge::Levy(|levies| levies.stamp)),
    (
        "Net amount receivable/(payable by client)",
        "Net amount receivable/(payable by client) (Rs)",
        Charge::Felt(|levies| levies.net),
    ),
];

const NOTES: [&str; 4] = [
    "1 Amounts in brackets are payable by the client.",
    "2 Including the contribution to the investor protection fund trust.",
    "3 Description of service: brokerage and related securities services, accounting code 997152.",
    "4 Rounded to the nearest rupee. GST summary: taxable value of supply as above.",
];

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 32.0);
    head(&mut press, sheet, traits);
    match traits.generation {
        Generation::A => {
            all_fills(&mut press, sheet, traits);
            press.gap(6.0);
            charges(&mut press, sheet, traits);
        }
        Generation::C => {
            summaries(&mut press, sheet, traits);
            charges(&mut press, sheet, traits);
            annexure(&mut press, sheet, traits);
        }
    }
    press.finish(traits.footer)
}

fn head(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let book = &sheet.book;
    press.right_text(BOLD, 9.5, "CONTRACT NOTE CUM TAX INVOICE");
    press.left_line(BOLD, 10.0, "Zerodha Broking Limited");
    press.right_text(BODY, 7.0, "(Tax Invoice under Section 31 of GST Act)");
    press.left_line(BODY, 7.0, "SEBI Registration No: INZ000031633");
    press.left_line(BODY, 7.0, "Dealing office: 7 Namuna Cross, Sample Layout, Bengaluru 560000");
    let left = press.left;
    let number = format!("CONTRACT NOTE NO.: {}", book.number);
    let date = format!("Trade Date : {}", book.date.format("%d/%m/%Y"));
    press.line(BODY, 7.2, &[(left, &number), (left + 330.0, &date)]);
    press.gap(3.0);
    settlements(press, sheet, traits);
    press.gap(6.0);
    let client = &book.client;
    let name = format!("Name : {}", client.name);
    let (ucc, pan) = (format!("UCC : {}", client.ucc), format!("PAN : {}", client.pan));
    press.line(BODY, 7.0, &[(left, &name), (left + 230.0, &ucc), (left + 315.0, &pan)]);
    let place = format!("Place of supply : {}", client.state.name);
    let code = format!("State code : {}", client.state.code);
    press.line(BODY, 7.0, &[(left, &place), (left + 230.0, &code)]);
    for (index, line) in client.address.iter().enumerate() {
        let label = if index == 0 { "Address :" } else { "" };
        press.line(BODY, 7.0, &[(left, label), (left + 36.0, line)]);
    }
    if traits.form == Form::Late {
        press.left_line(BODY, 7.0, "Client GSTIN :");
    }
    let text =
        "Sir/Madam, I / We have this day done by your order and on your account the following transactions:";
    press.left_line(BODY, 7.0, text);
    press.gap(4.0);
}

fn settlements(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let book = &sheet.book;
    let titles = if traits.form == Form::Late && traits.generation == Generation::C {
        ["NCL-Cash", "NCL-F&O"]
    } else {
        ["Equity", "F&O"]
    };
    let columns = [column("", 106.0, L), column(titles[0], 90.0, C), column(titles[1], 72.0, C)];
    let cash = |text: String| if book.securities.is_empty() { "-".to_owned() } else { text };
    let rows = [
        ("Settlement No", cash(book.settlement.clone())),
        ("Settlement Date", cash(book.settled.format("%d/%m/%Y").to_string())),
    ];
    let rows = rows.map(|(label, text)| Row::Cells(vec![label.to_owned(), text, "-".to_owned()]));
    let right = press.left + 268.0;
    Table { right, ..tables::table(traits, press, &columns, 6.6) }.draw(press, &rows);
}

fn summaries(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    if !sheet.securities.is_empty() {
        press.left_line(BOLD, 7.2, "Equity");
        let columns = tables::columns(SUMMARY);
        let rows: Vec<Row> =
            sheet.securities.iter().map(|row| tables::security(row, SUMMARY, traits)).collect();
        Table { spans: SIDES, ..tables::table(traits, press, &columns, 5.6) }.draw(press, &rows);
        press.gap(8.0);
    }
    if !sheet.contracts.is_empty() {
        press.need(60.0);
        press.left_line(BOLD, 7.2, "Futures and Options");
        let late = traits.form == Form::Late;
        // The second form prints other minuses and more decimals here than anywhere else.
        let mut own = traits.clone();
        own.figures.sign = if late { Sign::TrueMinus } else { traits.figures.sign };
        let columns = tables::columns(DEALS);
        let places = if late { 4 } else { 2 };
        let rows: Vec<Row> =
            sheet.contracts.iter().map(|row| tables::contract(row, DEALS, &own, places)).collect();
        tables::table(traits, press, &columns, 6.0).draw(press, &rows);
        press.gap(6.0);
    }
    press.left_line(BODY, 5.6, "* Exchange-wise details of orders and trades provided in separate annexure.");
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let late = traits.form == Form::Late && traits.generation == Generation::C;
    let columns = if late { &LATE_CHARGES } else { &CHARGES };
    let total = &sheet.charges.total;
    let levies: Vec<Option<&Levies>> =
        sheet.charges.columns.iter().map(|(_, levies)| Some(levies)).chain([Some(total)]).collect();
    let mut rows: Vec<Row> = LINES
        .iter()
        .map(|(early, own, charge)| {
            tables::charge(if late { own } else { early }, *charge, &levies, traits.figures)
        })
        .collect();
    if let Some(Row::Cells(cells)) = rows.pop() {
        rows.push(Row::Bold(cells));
    }
    let right = press.left + (press.right - press.left) * 0.84;
    Table { right, ..tables::table(traits, press, columns, 6.6) }
        .draw(press, &tables::split(rows, traits.split));
    if late {
        for note in NOTES {
            press.left_line(BODY, 5.2, note);
        }
    }
}

fn annexure(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    press.gap(10.0);
    press.need(90.0);
    press.left_line(BOLD, 9.0, "Annexure A");
    let spec = if traits.form == Form::Late { LATE_FILLS } else { FILLS };
    let columns = tables::columns(spec);
    for (title, blocks) in [("Equity", &sheet.cash), ("Derivatives", &sheet.derivatives)] {
        let trades = blocks.iter().flat_map(|block| &block.rows).filter(|row| row.is_trade());
        let rows: Vec<Row> = trades.map(|row| tables::fill(row, spec, traits)).collect();
        if !rows.is_empty() {
            press.gap(4.0);
            press.need(80.0);
            press.left_line(BOLD, 7.2, title);
            tables::table(traits, press, &columns, 5.6).draw(press, &rows);
        }
    }
}

/// The table of generation A: segment lines, fills, sub totals.
fn all_fills(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let old = traits.form == Form::Late;
    let spec: Vec<(Field, Column)> =
        FILLS.iter().filter(|(field, _)| !old || *field != Field::Exchange).copied().collect();
    let mut rows = Vec::new();
    let mut put = |title: &str, blocks: &[Block], exchange: Option<Exchange>| {
        let here = |block: &&Block| {
            exchange.is_none_or(|exchange| block.rows.first().is_some_and(|row| row.exchange == exchange))
        };
        for (index, block) in blocks.iter().filter(here).enumerate() {
            if index == 0 {
                rows.push(Row::Band(title.to_owned()));
            }
            rows.extend(block.rows.iter().map(|row| tables::fill(row, &spec, traits)));
            rows.push(tables::sub_total(block, "Sub Total", &spec, traits));
        }
    };
    if old {
        for exchange in [Exchange::Nse, Exchange::Bse] {
            put(&format!("{}-EQ - Z", exchange.name()), &sheet.cash, Some(exchange));
            put(&format!("{}-F&O", exchange.name()), &sheet.derivatives, Some(exchange));
        }
    } else {
        put("Equity", &sheet.cash, None);
        put("F&O", &sheet.derivatives, None);
    }
    let columns = tables::columns(&spec);
    tables::table(traits, press, &columns, 5.6).draw(press, &rows);
}
