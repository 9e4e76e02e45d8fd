//! Groww: labels and values in cells, the name of the broker in a picture and in the signature only. Generation A closes
//! each security with its ISIN in the column of the description; generation C with `Total <ISIN> <quantity> <net>` and
//! the annexure with `Net Total`.

use rust_decimal::Decimal;

use super::charges::Levies;
use super::figures::{Figures, Sign};
use super::generate::STATES;
use super::model::{Contract, Fill, Security};
use super::outline::Fee;
use super::press::{BODY, BOLD, Press};
use super::sheet::{Basis, Block, Brokerage, Carry, Figure, Sheet};
use super::table::{Column, Row, Table, column};
use super::tables::{self, Charge, Columns, Deal, Field, Sum};
use super::traits::{Empty, FillOrder, Generation, Identity, Label, Settlement, Shown, Traits};
use super::zerodha;
use crate::depository::flow::{Align, Stand};
use crate::draw::Canvas;

static IDENTITY: Identity = Identity {
    kind: "groww",
    name: Some("GROWW INVEST TECH PRIVATE LIMITED"),
    registration: None,
    number: "CN/yy/##########",
    ucc: "##########",
    home: STATES[0],
    fee: Fee::PerOrder,
    signature: Some("DS GROWW INVEST TECH PRIVATE LIMITED"),
};

/// Generation C.
#[must_use]
pub fn notes() -> Traits {
    Traits {
        variant: "groww-c",
        identity: &IDENTITY,
        pages,
        figures: Figures {
            sign: Sign::Minus,
            rates: 2,
            signed_levies: true,
            signed_quantity: true,
            ..Figures::PLAIN
        },
        basis: Basis { fills: Brokerage::Apart, summary: Brokerage::Within, obligation: Brokerage::Apart },
        carry: Carry::Full,
        ipft: true,
        clearing: false,
        security: title_case,
        contract: spelled,
        shown: Shown {
            label: Label::Name,
            wap: true,
            fill_brokerage: false,
            fill_closing: true,
            contract_brokerage: true,
            place: true,
            address: true,
            every_tax: true,
            settlement: Settlement::OfCash,
            order: FillOrder::Segment,
        },
        empty: Empty::Zeros,
        ..zerodha::early_notes()
    }
}

/// Generation A.
#[must_use]
pub fn lines() -> Traits {
    let mut traits = notes();
    traits.variant = "groww-a";
    traits.generation = Generation::A;
    traits.ipft = false;
    traits.shown.label = Label::Neither;
    traits.shown.fill_brokerage = true;
    traits
}

/// The annexure has names in title case.
fn title_case(security: &Security, _: &Fill) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        format!("{first}{}", rest.to_lowercase())
    };
    let name: Vec<String> = security.name.split(' ').map(word).collect();
    [&name.join(" "), security.mark].join(" ").trim().to_owned()
}

/// `NSE NIFTY 24200 PE 28 Apr 2026`
fn spelled(contract: &Contract) -> String {
    let exchange = contract.exchange.name();
    let day = contract.expiry.format("%d %b %Y");
    match contract.option {
        Some((strike, kind)) => format!("{exchange} {} {strike} {kind} {day}", contract.underlying),
        None => format!("{exchange} {} FUT {day}", contract.underlying),
    }
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const ANNEXURE: &Columns<Field> = &[
    (Field::Order, column("Order no.", 61.0, L)),
    (Field::OrderTime, column("Order time", 32.0, C)),
    (Field::Trade, column("Trade no.", 38.0, C)),
    (Field::TradeTime, column("Trade time", 32.0, C)),
    (Field::Text, column("Security/Contract description", 104.0, L)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Kind, column("Buy(B)/ Sell(S)", 28.0, C)),
    (Field::Quantity, column("Quantity", 34.0, R)),
    (Field::Gross, column("Gross Rate/ Trade Price Per unit (Rs)", 38.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs)", 38.0, R)),
    (Field::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 46.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 52.0, R)),
    (Field::Remark, column("Remarks", 32.0, L)),
];

const LINES_A: &Columns<Field> = &[
    (Field::Order, column("Order no.", 64.0, L)),
    (Field::OrderTime, column("Order time", 31.0, C)),
    (Field::Trade, column("Trade no.", 35.0, C)),
    (Field::TradeTime, column("Trade time", 31.0, C)),
    (Field::Text, column("Security/Contract description", 88.0, L)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Kind, column("Buy(B)/ Sell(S)", 28.0, C)),
    (Field::Quantity, column("Quantity", 34.0, R)),
    (Field::Gross, column("Gross Rate/ Trade Price Per unit (Rs)", 34.0, R)),
    (Field::Unit, column("Brokerage per Unit (Rs)", 36.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs)", 34.0, R)),
    (Field::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 42.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 50.0, R)),
    (Field::Remark, column("Remarks", 32.0, L)),
];

const SUMMARY: &Columns<Sum> = &tables::summary(
    ("Security Name/ Symbol", 96.0),
    "WAP per Share (Rs)",
    "WAP per Share after brokerage (Rs)",
);

const SIDES: &[(&str, usize)] =
    &[("Security Description", 2), ("Buy", 5), ("Sell", 5), ("Net Obligation per ISIN (before levies)", 2)];

const DEALS: &Columns<Deal> = &[
    (Deal::Text, column("Contract Description", 104.0, L)),
    (Deal::Kind, column("Buy(B) / Sell(S) / BF / CF", 46.0, C)),
    (Deal::Quantity, column("Quantity", 48.0, R)),
    (Deal::Wap, column("WAP (Weighted Average Price) Per Unit", 60.0, R)),
    (Deal::Unit, column("Brokerage Per Unit (Rs)", 58.0, R)),
    (Deal::After, column("WAP Per Unit after brokerage (Rs)", 62.0, R)),
    (Deal::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 62.0, R)),
    (Deal::Total, column("Net Total (Before Levies) (Rs)", 66.0, R)),
    (Deal::Remark, column("Remarks", 44.0, L)),
];

const CHARGES: [Column; 4] = [
    column("Description", 208.0, L),
    column("Equity", 110.0, R),
    column("Future & Options", 102.0, R),
    column("Net Total", 110.0, R),
];

/// The base of the taxes, as the labels say it.
const BASE: &str = "Brokerage, Exchange transaction charges, SEBI turnover fees";

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 28.0);
    head(&mut press, sheet, traits);
    match traits.generation {
        Generation::A => {
            all_fills(&mut press, sheet, traits);
            press.gap(6.0);
            charges(&mut press, sheet, traits);
        }
        Generation::C => {
            summaries(&mut press, sheet, traits);
            press.gap(8.0);
            charges(&mut press, sheet, traits);
            press.fresh_page();
            annexure(&mut press, sheet, traits);
        }
    }
    if traits.extra {
        depository_charges(&mut press, sheet, traits);
    }
    press.finish(traits.footer)
}

fn cells(texts: &[&str]) -> Row {
    Row::Cells(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn head(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let book = &sheet.book;
    let client = &book.client;
    press.logo(92.0, 24.0);
    press.centred(BOLD, 9.5, "CONTRACT NOTE CUM TAX INVOICE");
    press.centred(BODY, 7.0, "(Tax Invoice under Section 31 of GST Act)");
    let columns = [column("", 66.0, L), column("", 60.0, L), column("", 66.0, L), column("", 150.0, L)];
    let address = client.address.join(" ");
    let rows = [
        cells(&["Unique Client Code", &client.ucc, "Name", &client.name]),
        cells(&["Client GSTIN", "NA", "Mobile Number", "9000000000"]),
        cells(&["PAN", &client.pan, "Trading/Backoffice Code", &client.ucc]),
        cells(&["State of Supply", client.state.name, "Address", &address]),
        cells(&["State Code", client.state.code, "", ""]),
    ];
    let look = tables::table(traits, press, &columns, 7.0);
    Table { titled: false, right: look.left + 342.0, stand: Stand::Middle, ..look }.draw(press, &rows);
    press.gap(7.0);
    let columns = [column("", 140.0, L), column("", 140.0, L)];
    let date = book.date.format("%d-%m-%Y").to_string();
    let rows = [cells(&["Contract Note no.", &book.number]), cells(&["Trade Date", &date])];
    let look = tables::table(traits, press, &columns, 7.0);
    Table { titled: false, right: look.left + 280.0, ..look }.draw(press, &rows);
    press.gap(7.0);
    let columns = ["", "NSE-EQ", "BSE-EQ", "NSE-FNO", "BSE-FNO"].map(|title| column(title, 90.0, C));
    let settled = book.settled.format("%d-%m-%Y").to_string();
    let number = if book.securities.is_empty() { "" } else { &book.settlement };
    let rows = [
        cells(&["Settlement Date", &settled, &settled, &settled, &settled]),
        cells(&["Settlement no.", number, number, "", ""]),
    ];
    let look = tables::table(traits, press, &columns, 7.0);
    Table { right: look.left + 440.0, ..look }.draw(press, &rows);
    press.gap(6.0);
    press.left_line(BODY, 7.0, &format!("Dear {},", client.name));
    let text =
        "On this day, we have executed the following transactions on your account as per your instructions:";
    press.left_line(BODY, 7.0, text);
    press.gap(4.0);
}

fn summaries(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    if !sheet.securities.is_empty() {
        press.left_line(BOLD, 7.2, "EQUITY");
        let columns = tables::columns(SUMMARY);
        let rows: Vec<Row> =
            sheet.securities.iter().map(|row| tables::security(row, SUMMARY, traits)).collect();
        Table { spans: SIDES, ..tables::table(traits, press, &columns, 5.6) }.draw(press, &rows);
        press.gap(6.0);
    }
    if !sheet.contracts.is_empty() {
        press.need(70.0);
        press.left_line(BOLD, 7.2, "FUTURES & OPTIONS");
        let columns = tables::columns(DEALS);
        let rows: Vec<Row> =
            sheet.contracts.iter().map(|row| tables::contract(row, DEALS, traits, 2)).collect();
        tables::table(traits, press, &columns, 6.0).draw(press, &rows);
    }
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let dealt = |derivatives: bool, levies| {
        let any = if derivatives { !sheet.derivatives.is_empty() } else { !sheet.cash.is_empty() };
        any.then_some(levies)
    };
    let levies: Vec<Option<&Levies>> = sheet
        .charges
        .columns
        .iter()
        .map(|(segment, levies)| dealt(segment.derivatives, levies))
        .chain([Some(&sheet.charges.total)])
        .collect();
    let base = if traits.ipft { format!("{BASE} and IPFT charges") } else { BASE.to_owned() };
    let number = if sheet.cash.is_empty() { "" } else { &sheet.book.settlement };
    let obligation = match traits.generation {
        Generation::A => "Pay In / Pay Out Obligation",
        Generation::C => "Pay In / Pay Out Obligation (before Brokerage)",
    };
    let line = |label: &str, charge| tables::charge(label, charge, &levies, traits.figures);
    let mut rows = vec![
        cells(&["Settlement Number", number, "", ""]),
        line(obligation, Charge::Felt(|levies| levies.obligation)),
        line("Taxable Value of Supply (Brokerage)", Charge::Levy(|levies| levies.brokerage)),
        line("Exchange Transaction Charges", Charge::Levy(|levies| levies.exchange)),
        line(&format!("CGST (9% on {base})"), Charge::Levy(|levies| levies.cgst)),
        line(&format!("SGST (9% on {base})"), Charge::Levy(|levies| levies.sgst)),
        line(&format!("IGST (18% on {base})"), Charge::Levy(|levies| levies.igst)),
        line("UTT", Charge::Levy(|levies| levies.utt)),
        line("Securities Transaction Tax", Charge::Levy(|levies| levies.stt)),
        line("SEBI Turnover Fees", Charge::Levy(|levies| levies.sebi)),
        line("Stamp Duty", Charge::Levy(|levies| levies.stamp)),
    ];
    if traits.ipft {
        rows.push(line("IPFT Charges", Charge::Levy(|levies| levies.ipft)));
    }
    rows.push(line("Net Amount Receivable / Payable By Client", Charge::Felt(|levies| levies.net)));
    tables::table(traits, press, &CHARGES, 6.6).draw(press, &tables::split(rows, traits.split));
    press.gap(5.0);
    press.left_line(BODY, 7.0, &sheet.book.date.format("%d-%m-%Y").to_string());
    press.left_line(BODY, 7.0, "BENGALURU");
}

/// Fills of the annexure with the closing line of each security and the total of the segment.
fn annexure(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    press.left_line(BOLD, 9.0, "Annexure A");
    let columns = tables::columns(ANNEXURE);
    for (title, blocks) in [("EQUITY", &sheet.cash), ("FUTURES & OPTIONS", &sheet.derivatives)] {
        let trades = |block: &Block| block.rows.iter().any(super::sheet::FillRow::is_trade);
        if !blocks.iter().any(trades) {
            continue;
        }
        press.need(80.0);
        press.left_line(BOLD, 7.2, title);
        let mut rows = Vec::new();
        let mut sum = Decimal::ZERO;
        for block in blocks.iter().filter(|block| trades(block)) {
            let fills: Vec<_> = block.rows.iter().filter(|row| row.is_trade()).collect();
            rows.extend(fills.iter().map(|row| tables::fill(row, ANNEXURE, traits)));
            let quantity = fills.iter().map(|row| row.quantity).sum();
            let total = fills.iter().map(|row| row.total).sum::<Decimal>() + block.total
                - block.rows.iter().map(|row| row.total).sum::<Decimal>();
            sum += total;
            let closed = Block { quantity, total, ..block.clone() };
            let label = format!("Total {}", block.isin.as_deref().unwrap_or(&block.name));
            rows.push(tables::sub_total(&closed, &label, ANNEXURE, traits));
        }
        let sum = traits.figures.amount(sum);
        rows.push(tables::sparse(ANNEXURE, &[(Field::Text, "Net Total".to_owned()), (Field::Total, sum)]));
        tables::table(traits, press, &columns, 5.6).draw(press, &rows);
        press.gap(6.0);
    }
}

/// The table of generation A.
fn all_fills(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let columns = tables::columns(LINES_A);
    for (title, blocks) in [("EQUITY", &sheet.cash), ("FUTURES & OPTIONS", &sheet.derivatives)] {
        if blocks.is_empty() {
            continue;
        }
        press.left_line(BOLD, 7.2, title);
        let mut rows = Vec::new();
        for block in blocks {
            rows.extend(block.rows.iter().map(|row| tables::fill(row, LINES_A, traits)));
            let label = block.isin.as_deref().unwrap_or("Total");
            rows.push(tables::sub_total(block, label, LINES_A, traits));
        }
        let sum = blocks.iter().map(|block| block.total).sum();
        let total = [(Field::Order, "Total".to_owned()), (Field::Total, traits.figures.amount(sum))];
        rows.push(tables::sparse(LINES_A, &total));
        tables::table(traits, press, &columns, 5.6).draw(press, &rows);
    }
}

/// Charges of the depository for securities that left the account: not part of the note's sum.
fn depository_charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let columns = [
        column("Sl no.", 30.0, C),
        column("ISIN", 80.0, L),
        column("Transaction description", 120.0, L),
        column("Amount", 60.0, R),
        column("GST", 50.0, R),
        column("Total amount", 70.0, R),
    ];
    let sold = sheet.securities.iter().filter(|row| row.net_quantity < 0);
    let mut rows: Vec<Row> = (1..)
        .zip(sold)
        .map(|(index, row)| {
            let index: i32 = index;
            let wrong = index == 1 && sheet.wrong == Some(Figure::DepositoryCharge);
            let amount = if wrong { "14.50" } else { "13.50" };
            cells(&[&index.to_string(), &row.isin, "DP Charges", amount, "2.43", "15.93"])
        })
        .collect();
    let count = Decimal::from(rows.len());
    let times = |paise: i64| (Decimal::new(paise, 2) * count).to_string();
    let total = [String::new(), "Total".into(), String::new(), times(1350), times(243), times(1593)];
    rows.push(Row::Bold(total.into_iter().collect()));
    press.fresh_page();
    let look = tables::table(traits, press, &columns, 6.6);
    Table { right: look.left + 410.0, ..look }.draw(press, &rows);
}
