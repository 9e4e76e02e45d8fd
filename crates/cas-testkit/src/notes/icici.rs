//! ICICI Securities. Generation C has three rows per ISIN with all levies; the block of charges prints amounts in front of
//! their labels, and in its second form only the first four of them. The last page is an annexure of the securities
//! transaction tax, which alone names the client.

use rust_decimal::Decimal;

use super::charges::Levies;
use super::figures::{Figures, Sign, rounded};
use super::generate::STATES;
use super::model::Side;
use super::outline::Fee;
use super::press::{BODY, BOLD, Press};
use super::sheet::{Basis, Brokerage, Figure, Half, SecurityRow, Sheet};
use super::table::{Column, Row, Table, column};
use super::tables::{self, Columns, Field};
use super::traits::{Empty, FillOrder, Form, Generation, Identity, Label, Settlement, Shown, Traits};
use super::zerodha;
use crate::depository::flow::Align;
use crate::draw::{Canvas, Text};

static IDENTITY: Identity = Identity {
    kind: "icici",
    name: Some("ICICI Securities Limited"),
    registration: Some("INZ000183631"),
    number: "NEyyM/#######",
    ucc: "##########",
    home: STATES[1],
    fee: Fee::PerUnit,
    signature: None,
};

/// Generation C, every amount in front of its label.
#[must_use]
pub fn early_notes() -> Traits {
    Traits {
        variant: "icici-c",
        identity: &IDENTITY,
        pages,
        figures: Figures { sign: Sign::Minus, plus_pays: true, rates: 2, ..Figures::PLAIN },
        basis: Basis { fills: Brokerage::Within, summary: Brokerage::Within, obligation: Brokerage::Within },
        clearing: false,
        security: |security, _| security.name.clone(),
        shown: Shown {
            label: Label::Name,
            wap: true,
            fill_brokerage: true,
            fill_closing: true,
            contract_brokerage: true,
            place: true,
            address: false,
            every_tax: false,
            settlement: Settlement::OfCash,
            order: FillOrder::Segment,
        },
        empty: Empty::Blank,
        ..zerodha::early_notes()
    }
}

/// Generation C in its second form: net rates are traded prices.
#[must_use]
pub fn notes() -> Traits {
    let mut traits = early_notes();
    traits.form = Form::Late;
    traits.basis.fills = Brokerage::Apart;
    traits.shown.fill_closing = false;
    traits
}

/// Generation A.
#[must_use]
pub fn lines() -> Traits {
    let mut traits = early_notes();
    traits.variant = "icici-a";
    traits.generation = Generation::A;
    traits.shown.label = Label::Neither;
    traits
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No.", 62.0, L)),
    (Field::OrderTime, column("Order Time", 31.0, C)),
    (Field::Trade, column("Trade No.", 36.0, C)),
    (Field::TradeTime, column("Trade Time", 31.0, C)),
    (Field::Text, column("Security / Contract Description", 106.0, L)),
    (Field::Kind, column("Buy(B) / Sell(S)", 25.0, C)),
    (Field::Quantity, column("Quantity", 33.0, R)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Gross, column("Gross Rate / Trade Price Per Unit (Rs)", 34.0, R)),
    (Field::Unit, column("Brokerage per Unit (Rs)", 36.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs)", 38.0, R)),
    (Field::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs)", 40.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 46.0, R)),
];

const LATE_FILLS: &Columns<Field> = &[
    (Field::Order, column("Order No.", 72.0, L)),
    (Field::OrderTime, column("Order Time", 32.0, C)),
    (Field::Trade, column("Trade No.", 38.0, C)),
    (Field::TradeTime, column("Trade Time", 32.0, C)),
    (Field::Text, column("Security / Contract Description", 110.0, L)),
    (Field::Bought, column("Bought Qty", 34.0, R)),
    (Field::Sold, column("Sold Qty", 34.0, R)),
    (Field::Exchange, column("Exchange", 34.0, C)),
    (Field::Gross, column("Gross Rate / Trade Price Per Unit (Rs)", 40.0, R)),
    (Field::Unit, column("Brokerage per Unit (Rs)", 38.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs)", 42.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs)", 50.0, R)),
];

const SUMMARY: [Column; 12] = [
    column("", 72.0, L),
    column("Quantity", 34.0, R),
    column("Weighted Average Price", 38.0, R),
    column("Brokerage Per Share", 38.0, R),
    column("WAP After Brokerage", 40.0, R),
    column("Total Trade Value After Brokerage", 44.0, R),
    column("Exchange Transaction Charges", 42.0, R),
    column("SEBI Turnover Charges", 36.0, R),
    column("Total GST", 26.0, R),
    column("Stamp Duty", 28.0, R),
    column("Securities Transaction Tax", 44.0, R),
    column("Net Payable/ Receivable", 46.0, R),
];

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 29.0);
    head(&mut press, sheet, traits);
    match traits.generation {
        Generation::A => {
            all_fills(&mut press, sheet, traits);
            press.gap(6.0);
        }
        Generation::C => {
            summary(&mut press, sheet, traits);
            press.gap(8.0);
            press.need(90.0);
            press.left_line(BOLD, 7.2, "Annexure A");
            fills(&mut press, sheet, traits);
            press.page();
        }
    }
    match traits.form {
        Form::Early => charges_in_front(&mut press, sheet, traits),
        Form::Late => charges(&mut press, sheet, traits),
    }
    press.page();
    tax_annexure(&mut press, sheet, traits);
    press.finish(traits.footer)
}

fn head(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let book = &sheet.book;
    if traits.generation == Generation::A {
        let y = press.y;
        press.logo(70.0, 16.0);
        press.y = y;
    }
    press.right_text(BOLD, 9.5, "ICICI Securities Limited");
    press.gap(14.0);
    press.right_text(BODY, 7.0, "SEBI Registration : INZ000183631");
    press.gap(10.0);
    press.centred(BOLD, 9.2, "CONTRACT NOTE CUM TAX INVOICE");
    press.centred(BODY, 7.0, "(Tax Invoice under Section 31 of GST Act)");
    press.gap(3.0);
    let (left, middle) = (press.left, press.left + 324.0);
    let date = |date: chrono::NaiveDate| date.format("%d-%b-%Y").to_string();
    let pairs = [
        (format!("Contract Note No. {}", book.number), format!("TRADE DATE : {}", date(book.date))),
        (
            format!("SETTLEMENT NO. : {}", book.settlement),
            format!("SETTLEMENT DATE : {}", date(book.settled)),
        ),
        (
            format!("Unique Client Code of Client : {}", book.client.ucc),
            format!("PAN No : {}", book.client.pan),
        ),
        (
            format!("Place of Supply : {}", book.client.state.name),
            format!("State Code : {}", book.client.state.code),
        ),
    ];
    for (own, other) in &pairs {
        press.line(BODY, 7.0, &[(left, own), (middle, other)]);
    }
    press.gap(4.0);
    let text =
        "Sir/Madam, I/We have this day done by your order and on your account the following transactions:";
    press.left_line(BODY, 7.0, text);
    press.gap(4.0);
}

/// A side of a security with its share of every levy.
#[derive(Clone)]
struct Leg {
    levies: [Decimal; 5],
    net: Decimal,
}

/// Shares of every side in the levies: exchange, SEBI, taxes, stamp duty, transaction tax. They add up to the charges.
fn legs(sheet: &Sheet) -> Vec<(Leg, Leg)> {
    let total = &sheet.charges.total;
    let sides: Vec<(Side, &Half)> =
        sheet.securities.iter().flat_map(|row| [(Side::Buy, &row.buy), (Side::Sell, &row.sell)]).collect();
    let share = |whole: Decimal, weighs: &dyn Fn(Side) -> bool| -> Vec<Decimal> {
        let value = |(side, half): &(Side, &Half)| if weighs(*side) { half.value } else { Decimal::ZERO };
        let all: Decimal = sides.iter().map(value).sum();
        let last = sides.iter().rposition(|side| !value(side).is_zero());
        let mut left = whole;
        let parts = sides.iter().enumerate().map(|(index, side)| {
            let part = match last {
                Some(last) if last == index => left,
                Some(_) => rounded(whole * value(side) / all, 2),
                None => Decimal::ZERO,
            };
            left -= part;
            part
        });
        parts.collect()
    };
    let any = |_| true;
    let bought = |side| side == Side::Buy;
    let shares = [
        share(total.exchange, &any),
        share(total.sebi, &any),
        share(total.taxes(), &any),
        share(total.stamp, &bought),
        share(total.stt, &any),
    ];
    let legs = sides.iter().enumerate().map(|(index, (side, half))| {
        let levies = shares.each_ref().map(|share| share.get(index).copied().unwrap_or_default());
        Leg { levies, net: side.felt(half.total) - levies.iter().sum::<Decimal>() }
    });
    let mut legs = legs.collect::<Vec<Leg>>().into_iter();
    std::iter::from_fn(|| Some((legs.next()?, legs.next()?))).collect()
}

fn summary(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    press.left_line(BOLD, 7.2, "Summary including statutory levies");
    let figures = traits.figures;
    let mut rows = Vec::new();
    for (row, (buy, sell)) in sheet.securities.iter().zip(legs(sheet)) {
        let name = [&row.isin, row.name.as_str(), row.mark].join(" ");
        rows.push(Row::Band(name.trim().to_owned()));
        rows.push(leg_row("Buy", &row.buy, &buy, figures));
        rows.push(leg_row("Sell", &row.sell, &sell, figures));
        let mut cells = vec![String::new(); SUMMARY.len()];
        "Total Payable/Receivable".clone_into(&mut cells[0]);
        cells[SUMMARY.len() - 1] = figures.amount(buy.net + sell.net);
        rows.push(Row::Cells(cells));
    }
    tables::table(traits, press, &SUMMARY, 5.6).draw(press, &rows);
}

fn leg_row(label: &str, half: &Half, leg: &Leg, figures: Figures) -> Row {
    let mut cells = vec![label.to_owned(), figures.quantity(half.quantity)];
    if half.quantity != 0 {
        cells.extend([
            figures.rate(half.wap),
            tables::unit(figures, half.unit),
            figures.rate(half.after),
            figures.digits(half.total, 2),
        ]);
        cells.extend(leg.levies.iter().map(|levy| figures.digits(*levy, 2)));
        cells.push(figures.amount(leg.net));
    }
    cells.resize(SUMMARY.len(), String::new());
    Row::Cells(cells)
}

/// Fills print rates with four decimals and values without a sign.
fn unsigned(traits: &Traits) -> Traits {
    let mut own = traits.clone();
    own.figures = Figures { sign: Sign::Unsigned, rates: 4, ..traits.figures };
    own
}

fn fills(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let own = unsigned(traits);
    let spec = if traits.form == Form::Early { FILLS } else { LATE_FILLS };
    let columns = tables::columns(spec);
    let rows = sheet.cash.iter().flat_map(|block| &block.rows).map(|row| tables::fill(row, spec, &own));
    let rows: Vec<Row> = rows.collect();
    tables::table(traits, press, &columns, 5.5).draw(press, &rows);
}

fn all_fills(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let own = unsigned(traits);
    let columns = tables::columns(FILLS);
    let mut rows = Vec::new();
    for block in &sheet.cash {
        rows.extend(block.rows.iter().map(|row| tables::fill(row, FILLS, &own)));
        let isin = format!("ISIN : {}", block.isin.as_deref().unwrap_or_default());
        let quantity = own.figures.quantity(block.quantity);
        rows.push(tables::sparse(FILLS, &[(Field::Text, isin), (Field::Quantity, quantity)]));
    }
    tables::table(traits, press, &columns, 5.5).draw(press, &rows);
}

/// Tax lines that are due: label and amount.
fn taxes(levies: &Levies) -> Vec<(&'static str, Decimal)> {
    [
        ("CGST* Rate(9%)", levies.cgst),
        ("SGST* Rate(9%)", levies.sgst),
        ("UTGST* Rate(9%)", levies.utt),
        ("IGST* Rate(18%)", levies.igst),
    ]
    .into_iter()
    .filter(|(_, tax)| !tax.is_zero())
    .collect()
}

/// `Pay in` or `Pay out`, and who owes the net amount.
fn directions(levies: &Levies) -> (&'static str, &'static str, &'static str) {
    let side = if levies.obligation.is_sign_negative() { "Pay in Obligation" } else { "Pay out Obligation" };
    if levies.net.is_sign_negative() {
        (side, "Net amount payable by Client", "Net Amount to be Debited in Bank")
    } else {
        (side, "Net amount receivable by Client", "Net Amount to be Credited in Bank")
    }
}

/// A line of the block: `None` starts the next page.
type Charge = Option<(String, String, String)>;

/// The lines with the break of the page where the note wants it.
fn broken(lines: Vec<(String, String, String)>, traits: &Traits) -> Vec<Charge> {
    let mut lines: Vec<Charge> = lines.into_iter().map(Some).collect();
    if let Some(after) = traits.split {
        lines.insert(after.min(lines.len()), None);
    }
    lines
}

/// Amounts in front of, or behind, their labels, at the right of the page.
fn put(press: &mut Press, lines: Vec<Charge>) {
    for line in lines {
        let Some((front, label, behind)) = line else {
            press.page();
            continue;
        };
        press.need(11.0);
        let (y, x) = (press.y + 7.0, press.left + 366.0);
        press.put(Text::new(BODY, 6.6, 0.0, y, front).ending(x));
        press.put(Text::new(BODY, 6.6, x + 12.0, y, label));
        press.put(Text::new(BODY, 6.6, 0.0, y, behind).ending(press.right));
        press.y += 10.4;
    }
}

fn charges_in_front(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let levies = &sheet.charges.total;
    let digits = |value: Decimal| traits.figures.digits(value.abs(), 2);
    let (side, net, _) = directions(levies);
    let line = |amount: Decimal, label: &str| (digits(amount), label.to_owned(), String::new());
    let mut lines = vec![
        line(levies.obligation, side),
        line(levies.brokerage, "a) Total brokerage"),
        line(levies.exchange, "b) Exchange Transaction Charges"),
        line(levies.sebi, "c) SEBI Turnover Fees"),
        line(levies.taxable(), "Total Taxable value of supply (a+b+c)"),
    ];
    lines.extend(taxes(levies).into_iter().map(|(label, tax)| line(tax, label)));
    lines.extend([
        line(levies.stt, "e) Securities Transaction Tax**"),
        line(levies.stamp, "f) Stamp Duty**"),
        line(levies.net, net),
    ]);
    put(press, broken(lines, traits));
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let levies = &sheet.charges.total;
    let digits = |value: Decimal| traits.figures.digits(value.abs(), 2);
    let (side, net, bank) = directions(levies);
    let front = |amount: Decimal, label: &str| (digits(amount), label.to_owned(), String::new());
    let behind = |label: &str, amount: String| (String::new(), label.to_owned(), amount);
    let rupees = |amount: Decimal| format!("` {}", digits(amount));
    let mut lines = vec![
        front(levies.obligation, side),
        front(levies.brokerage, "a) Total brokerage"),
        front(levies.exchange, "b) Exchange Transaction Charges"),
        front(levies.sebi, "c) SEBI Turnover Fees"),
        behind("Total Taxable value of supply (a+b+c)", digits(levies.taxable())),
    ];
    for (label, tax) in taxes(levies) {
        let brokerage = rounded(tax * levies.brokerage / levies.taxable().max(Decimal::ONE), 2);
        let parts = format!("{}    {}    {} `", digits(brokerage), digits(tax - brokerage), digits(tax));
        lines.push(behind(label, String::new()));
        lines.push(behind("", parts));
    }
    lines.extend([
        behind("e) Securities Transaction Tax**", rupees(levies.stt)),
        behind("f) Stamp Duty**", rupees(levies.stamp)),
        behind(net, rupees(levies.net)),
        behind(bank, rupees(levies.net)),
    ]);
    put(press, broken(lines, traits));
}

/// The last page: what the transaction tax was taken on.
fn tax_annexure(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let book = &sheet.book;
    press.left_line(BOLD, 8.0, "Annexure Statement of Securities Transaction Tax");
    press.gap(3.0);
    press.left_line(BODY, 7.0, &format!("Trading Client Code : {}", book.client.ucc));
    press.left_line(BODY, 7.0, &format!("Trading Client Name : {}", book.client.name));
    press.left_line(BODY, 7.0, &format!("Contract Note No. : {}", book.number));
    press.gap(4.0);
    let columns = [
        column("ISIN", 70.0, L),
        column("Security", 150.0, L),
        column("Transaction", 50.0, C),
        column("Quantity", 50.0, R),
        column("Taxable value", 80.0, R),
        column("STT", 60.0, R),
    ];
    let figures = traits.figures;
    let mut rows = Vec::new();
    let row = |row: &SecurityRow, label: &str, half: &Half, leg: &Leg| {
        Row::Cells(vec![
            row.isin.clone(),
            row.name.clone(),
            label.to_owned(),
            figures.quantity(half.quantity),
            figures.digits(half.value, 2),
            figures.digits(leg.levies[4], 2),
        ])
    };
    for (security, (buy, sell)) in sheet.securities.iter().zip(legs(sheet)) {
        let sides = [("Buy", &security.buy, buy), ("Sell", &security.sell, sell)];
        for (label, half, leg) in sides.iter().filter(|(_, half, _)| half.quantity != 0) {
            let mut leg = leg.clone();
            if rows.is_empty() && sheet.wrong == Some(Figure::TaxRow) {
                leg.levies[4] += Decimal::ONE;
            }
            rows.push(row(security, label, half, &leg));
        }
    }
    let mut total = vec![String::new(); columns.len()];
    "Total STT".clone_into(&mut total[1]);
    total[5] = figures.digits(sheet.charges.total.stt, 2);
    rows.push(Row::Bold(total));
    let look = tables::table(traits, press, &columns, 6.2);
    Table { right: look.left + 460.0, ..look }.draw(press, &rows);
}
