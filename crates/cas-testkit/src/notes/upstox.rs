//! Upstox: a plus is what the client pays, brokerage columns are empty, brokerage stands as lines of its own among the
//! fills, the exchange in the remarks; the foot of a page cuts the charges in two.

use rust_decimal::Decimal;

use super::charges::{Levies, Segment};
use super::figures::{Figures, Sign, rounded};
use super::generate::STATES;
use super::model::{Contract, Exchange};
use super::outline::Fee;
use super::press::{BODY, BOLD, Press};
use super::sheet::{Basis, Block, Brokerage, Carry, Division, FillRow, Sheet};
use super::table::{Column, Row, Ruling, Table, column};
use super::tables::{self, Charge, Columns, Deal, Field, Sum};
use super::traits::{FillOrder, Form, Identity, Label, Settlement, Shown, Traits};
use super::zerodha;
use crate::depository::flow::Align;
use crate::draw::Canvas;

static IDENTITY: Identity = Identity {
    kind: "upstox",
    name: Some("UPSTOX SECURITIES PRIVATE LIMITED"),
    registration: Some("INZ000315837"),
    number: "########",
    ucc: "@@####",
    home: STATES[1],
    fee: Fee::PerOrder,
    signature: None,
};

/// Generation C; the second form says `[STT-RND]` where the first says `[STT-Round off]`.
#[must_use]
pub fn notes() -> Traits {
    Traits {
        variant: "upstox-c",
        identity: &IDENTITY,
        pages,
        form: Form::Early,
        figures: Figures {
            sign: Sign::Minus,
            plus_pays: true,
            gross: 4,
            signed_quantity: true,
            ..Figures::PLAIN
        },
        basis: Basis { fills: Brokerage::Apart, summary: Brokerage::Apart, obligation: Brokerage::Apart },
        carry: Carry::Marked,
        division: Division::Exchange,
        clearing: false,
        security: |security, _| format!("{} [{}]", security.name, security.isin),
        contract: typed,
        shown: Shown {
            label: Label::Name,
            wap: true,
            fill_brokerage: false,
            fill_closing: false,
            contract_brokerage: false,
            place: false,
            address: true,
            every_tax: false,
            settlement: Settlement::OfAll,
            order: FillOrder::Segment,
        },
        ..zerodha::early_notes()
    }
}

/// `OPTIDX NIFTY 21Apr2026 24200 CE`; index options of the other exchange are `OPTSTK BSX`.
pub(super) fn typed(contract: &Contract) -> String {
    let kind = if contract.option.is_some() { "OPT" } else { "FUT" };
    let foreign = contract.index && contract.exchange == Exchange::Bse;
    let (class, name) = match (contract.index, foreign) {
        (_, true) => ("STK", "BSX"),
        (true, _) => ("IDX", contract.underlying.as_str()),
        _ => ("STK", contract.underlying.as_str()),
    };
    let end = contract.option.map_or_else(String::new, |(strike, kind)| format!(" {strike} {kind}"));
    format!("{kind}{class} {name} {}{end}", contract.expiry.format("%d%b%Y"))
}

const L: Align = Align::Left;
const R: Align = Align::Right;
const C: Align = Align::Centre;

const SUMMARY: &Columns<Sum> = &tables::summary(
    ("Security Name / Symbol", 84.0),
    "WAP (across exchanges) (Rs.)",
    "WAP after brokerage (Rs.)",
);

const SIDES: &[(&str, usize)] = &[
    ("Security Description", 2),
    ("BUY", 5),
    ("SELL", 5),
    ("Net Obligation for ISIN (Before Levies) (Rs.) *", 2),
];

const DEALS: &Columns<Deal> = &[
    (Deal::Text, column("Contract Description", 96.0, L)),
    (Deal::Kind, column("Buy(B) / Sell(S) / BF / CF", 50.0, C)),
    (Deal::Quantity, column("Quantity", 54.0, R)),
    (Deal::Wap, column("WAP (Weighted Average Price) Per Unit", 60.0, R)),
    (Deal::Unit, column("Brokerage Per Unit (Rs.)", 60.0, R)),
    (Deal::After, column("WAP Per Unit after brokerage (Rs.)", 62.0, R)),
    (Deal::Closing, column("Closing Rate per Unit (only for Derivatives) (Rs.)", 66.0, R)),
    (Deal::Total, column("Net Total (Before Levies) (Rs.)", 58.0, R)),
    (Deal::Remark, column("Remarks", 54.0, L)),
];

const ANNEXURE: &Columns<Field> = &[
    (Field::Order, column("Order No.", 76.0, L)),
    (Field::OrderTime, column("Order Time", 34.0, C)),
    (Field::Trade, column("Trade No.", 40.0, C)),
    (Field::TradeTime, column("Trade Time", 34.0, C)),
    (Field::Text, column("Security / Contract Description", 172.0, L)),
    (Field::Kind, column("Buy Sell (B/S)", 24.0, C)),
    (Field::Quantity, column("Quantity", 36.0, R)),
    (Field::Gross, column("Gross Rate /Trade Price per Unit (Rs.)", 44.0, R)),
    (Field::Net, column("Net Rate per Unit (Rs.)", 44.0, R)),
    (Field::Total, column("Net Total (Before Levies) (Rs.)", 52.0, R)),
    (Field::Remark, column("Remarks", 40.0, L)),
];

fn pages(sheet: &Sheet, traits: &Traits) -> Vec<Canvas> {
    let mut press = Press::new(traits.lie, 26.0);
    head(&mut press, sheet, traits);
    summaries(&mut press, sheet, traits);
    press.left_line(BODY, 6.0, "* Exchange-wise details of orders and trades provided in separate annexure.");
    press.gap(4.0);
    charges(&mut press, sheet, traits);
    press.fresh_page();
    annexure(&mut press, sheet, traits);
    press.finish(traits.footer)
}

fn head(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    let book = &sheet.book;
    let (left, middle) = (press.left, press.left + 306.0);
    let cash = !sheet.cash.is_empty();
    let code = format!("{} * Trading Back-office Code (if different from UCC)", book.client.ucc);
    press.line(BODY, 6.0, &[(middle, &code)]);
    let rolling = if cash { format!("Rolling (T1)/{}", book.settlement) } else { book.settlement.clone() };
    let delivery = if cash { rolling.as_str() } else { "" };
    let settled = book.settled.format("%d/%m/%Y").to_string();
    let date = book.date.format("%d/%m/%Y").to_string();
    let invoice = format!("NSE/{}", book.number);
    let lines = [
        ("DIRECTORS / AUTHORISED SIGNATORY :", "", if cash { "NSE-EQ" } else { "FO" }),
        ("P NAMUNA / Q SAMPLE", "SETTLEMENT NO.", &rolling),
        ("Compliance Officer : Ms. R Niyamak", "SETTLEMENT DATE", &settled),
        ("Email Id: nobody@example.com", "CLEARING HOUSE", "NCL"),
        ("Tel No.: 022-00000000", "DELIVERY SETTLEMENT NO", delivery),
        ("", "GST TAX INVOICE NO", &invoice),
        ("", "GST TAX INVOICE DATE", &date),
    ];
    for (index, (own, label, value)) in lines.into_iter().enumerate() {
        let face = if index == 0 { BOLD } else { BODY };
        press.line(face, 6.4, &[(left, own), (middle, label), (middle + 132.0, value)]);
    }
    press.gap(4.0);
    press.centred(BOLD, 9.0, "CONTRACT NOTE CUM TAX INVOICE");
    press.centred(BOLD, 9.0, "UPSTOX SECURITIES PRIVATE LIMITED");
    press.centred(BODY, 6.2, "Dealing Office: 9th Floor, Namuna Tower, Sample Marg, Mumbai 400000");
    press.centred(
        BODY,
        6.2,
        "Tax Invoice Under Section 31 of GST Act (Original for recipient/ Duplicate for supplier)",
    );
    press.centred(BODY, 6.2, "SEBI REG:INZ000315837 CIN:U00000MH2021PTC000000");
    if traits.extra {
        registrations(press, traits);
    }
    press.gap(3.0);
    let number = format!("Contract Note No. : {}", book.number);
    let code = format!("Trading Code: {}", book.client.ucc);
    let date = format!("Trade Date : {date}");
    press.line(BODY, 7.0, &[(left, &number), (left + 220.0, &code), (left + 412.0, &date)]);
    press.left_line(BODY, 7.0, &book.client.name);
    for line in &book.client.address {
        press.left_line(BODY, 7.0, line);
    }
    for text in [
        format!("PAN OF CLIENT : {}", book.client.pan),
        "GST Identification No :".to_owned(),
        format!("UCC OF CLIENT : {}", book.client.ucc),
        "Resident".to_owned(),
        "Sir/ Madam,".to_owned(),
        "I / We have this day done by your order and on your account the following transactions:".to_owned(),
    ] {
        press.left_line(BODY, 7.0, &text);
    }
    press.gap(3.0);
}

/// The registration, once for each of eight segments.
fn registrations(press: &mut Press, traits: &Traits) {
    const SEGMENTS: [&str; 8] =
        ["BSE-EQ", "BSE-F&O", "BSE-CUR", "NSE-EQ", "NSE-F&O", "NSE-CUR", "NSE-COM", "MCX-COM"];
    let columns = SEGMENTS.map(|title| column(title, 60.0, C));
    let rows = ["SEBI REGN. NO.: INZ000315837", "CLG. NO.: 0000"]
        .map(|text| Row::Cells(vec![text.to_owned(); SEGMENTS.len()]));
    tables::table(traits, press, &columns, 4.0).draw(press, &rows);
}

/// `NSE-FO` and the like.
fn section(derivatives: bool, exchange: Exchange) -> String {
    if derivatives { format!("{}-FO", exchange.name()) } else { "EQ-CASH".to_owned() }
}

fn summaries(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    if !sheet.securities.is_empty() {
        let columns = tables::columns(SUMMARY);
        let rows: Vec<Row> =
            sheet.securities.iter().map(|row| tables::security(row, SUMMARY, traits)).collect();
        Table { spans: SIDES, ..tables::table(traits, press, &columns, 5.6) }.draw(press, &rows);
        press.gap(4.0);
    }
    let columns = tables::columns(DEALS);
    for exchange in [Exchange::Nse, Exchange::Bse] {
        let rows: Vec<Row> = sheet
            .contracts
            .iter()
            .filter(|row| row.exchange == exchange)
            .map(|row| tables::contract(row, DEALS, traits, 2))
            .collect();
        if !rows.is_empty() {
            press.need(70.0);
            press.left_line(BOLD, 7.0, &section(true, exchange));
            tables::table(traits, press, &columns, 6.0).draw(press, &rows);
            press.gap(8.0);
        }
    }
}

fn title(segment: Segment) -> &'static str {
    match (segment.derivatives, segment.exchange) {
        (false, Some(Exchange::Bse)) => "BSE-CASH (Rs.)",
        (false, _) => "EQ-CASH (Rs.)",
        (true, Some(Exchange::Bse)) => "BSE-FO (Rs.)",
        (true, _) => "NSE-FO (Rs.)",
    }
}

/// Taxes on brokerage, the rest of them on charges: the two lines add up to the tax.
fn on_brokerage(tax: Decimal, levies: &Levies) -> Decimal {
    if levies.taxable().is_zero() {
        return tax;
    }
    rounded(tax * levies.brokerage / levies.taxable(), 2)
}

fn charges(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    press.need(60.0);
    press.left_line(BOLD, 7.2, "Obligation Details");
    let charges = &sheet.charges;
    let mut columns: Vec<Column> = vec![column("", 270.0, L)];
    columns.extend(charges.columns.iter().map(|(segment, _)| column(title(*segment), 94.0, R)));
    columns.push(column("TOTAL (Net) (Rs.)", 94.0, R));
    let rows = charge_rows(sheet, traits);
    let look = Table { ruling: Ruling::Rows, ..tables::table(traits, press, &columns, 6.8) };
    let (first, second) = rows.split_at(traits.split.unwrap_or(2).min(rows.len()));
    look.draw(press, first);
    press.page();
    for text in [
        "DIRECTOR/AUTHORISED SIGNATORY",
        "PAN: AAZCN0000A",
        "GSTIN of Trading Member : 27AAZCN0000A1ZP",
        "Description of Service : STOCK BROKER",
        "Accounting code of services : 997152",
        "Yours faithfully,",
        "For UPSTOX SECURITIES PRIVATE LIMITED",
    ] {
        press.left_line(BODY, 6.0, text);
    }
    look.draw(press, second);
    press.gap(6.0);
    let total = &charges.total;
    let base = traits.figures.digits(total.brokerage + total.exchange, 2);
    let text = format!(
        "GST Taxable Value of Supply:- Brokerage: Rs. {} = Total: Rs. ,[TURNOVER CHG*] :Rs. {} {base}",
        total.brokerage, total.exchange
    );
    press.left_line(BODY, 5.4, &text);
    let text = "Turnover Chg: Exchange Transaction Charges, with the contribution to the Investor Protection Fund \
                Trust (IPFT); SEBI Fees: SEBI Turnover Fees.";
    press.left_line(BODY, 5.4, text);
    press.left_line(BODY, 6.4, &format!("Date : {}", sheet.book.date.format("%d/%m/%Y")));
    press.left_line(BODY, 6.4, "Place : Mumbai");
}

/// Name with its rate, and amount.
type Tax = (&'static str, fn(&Levies) -> Decimal);

fn charge_rows(sheet: &Sheet, traits: &Traits) -> Vec<Row> {
    let charges = &sheet.charges;
    let levies: Vec<&Levies> =
        charges.columns.iter().map(|(_, levies)| levies).chain([&charges.total]).collect();
    let some: Vec<Option<&Levies>> = levies.iter().copied().map(Some).collect();
    let figures = traits.figures;
    let line = |label: &str, charge| tables::charge(label, charge, &some, figures);
    let mut rows = vec![
        line("PAY IN / ( PAY OUT ) OBLIGATION", Charge::Felt(|levies| levies.obligation)),
        line("Brokerage Charges", Charge::Levy(|levies| levies.brokerage)),
    ];
    let taxes: [Tax; 3] = [
        ("CGST 9%", |levies| levies.cgst),
        ("SGST 9%", |levies| levies.sgst),
        ("IGST 18%", |levies| levies.igst),
    ];
    for (name, tax) in taxes {
        if tax(&charges.total).is_zero() {
            continue;
        }
        // The total column is the sum of the others, not reckoned anew.
        let columns: Vec<_> =
            charges.columns.iter().map(|(_, levies)| on_brokerage(tax(levies), levies)).collect();
        let brokerage: Vec<_> = columns.iter().copied().chain([columns.iter().sum()]).collect();
        let cells = |label: String, values: &[Decimal]| {
            Row::Cells([label].into_iter().chain(values.iter().map(|value| figures.levy(*value))).collect())
        };
        let rest: Vec<_> = levies.iter().zip(&brokerage).map(|(levies, part)| tax(levies) - part).collect();
        rows.push(cells(format!("[{name} On Brokerage]"), &brokerage));
        rows.push(cells(format!("[{name} On Charges]"), &rest));
    }
    let round = if traits.form == Form::Early { "[STT-Round off]" } else { "[STT-RND]" };
    let stt = if sheet.cash.is_empty() { "[STT]" } else { "[STT-SQUP]" };
    rows.extend([
        line(round, Charge::Levy(|levies| levies.stt - levies.stt_exact)),
        line(stt, Charge::Levy(|levies| levies.stt_exact)),
        line("[SEBI FEES]", Charge::Levy(|levies| levies.sebi)),
        line("[STAMP DUTY]", Charge::Levy(|levies| levies.stamp)),
        line("[TURNOVER CHG]", Charge::Levy(|levies| levies.exchange)),
        line(
            "Net amount (-) receivable by Client / (+) payable by Client (Rs.)",
            Charge::Felt(|levies| levies.net),
        ),
    ]);
    rows
}

fn annexure(press: &mut Press, sheet: &Sheet, traits: &Traits) {
    press.left_line(BOLD, 8.0, "Annexure A");
    let mut rows = Vec::new();
    let mut put = |heading: String, fills: Vec<&FillRow>| {
        if fills.is_empty() {
            return;
        }
        rows.push(Row::Band(heading));
        for fill in &fills {
            let shown = FillRow { remark: fill.exchange.name(), ..(*fill).clone() };
            rows.push(tables::fill(&shown, ANNEXURE, traits));
        }
        rows.extend(brokerage_lines(&fills, traits));
    };
    let of = |blocks: &'_ [Block]| {
        blocks.iter().flat_map(|block| block.rows.clone()).filter(FillRow::is_trade).collect::<Vec<_>>()
    };
    let (cash, derivatives) = (of(&sheet.cash), of(&sheet.derivatives));
    put(section(false, Exchange::Nse), cash.iter().collect());
    for exchange in [Exchange::Nse, Exchange::Bse] {
        let here = derivatives.iter().filter(|row| row.exchange == exchange).collect();
        put(section(true, exchange), here);
    }
    let columns = tables::columns(ANNEXURE);
    Table { ruling: Ruling::Rows, ..tables::table(traits, press, &columns, 5.8) }.draw(press, &rows);
}

/// The brokerage of each order as a line among the fills.
fn brokerage_lines(fills: &[&FillRow], traits: &Traits) -> Vec<Row> {
    let mut orders: Vec<(&str, Decimal)> = Vec::new();
    for fill in fills {
        match orders.iter_mut().find(|(order, _)| *order == fill.order) {
            Some((_, fee)) => *fee += fill.fee,
            None => orders.push((&fill.order, fill.fee)),
        }
    }
    orders.sort_unstable();
    let cells = |order: &str, fee: Decimal| {
        ANNEXURE
            .iter()
            .map(|(field, _)| match field {
                Field::Order => order.to_owned(),
                Field::Text => "Brokerage Charges".to_owned(),
                Field::Kind => "B".to_owned(),
                Field::Quantity => "1".to_owned(),
                Field::Gross => "0.0000".to_owned(),
                Field::Net => traits.figures.rate(fee),
                Field::Total => traits.figures.digits(fee, 2),
                _ => String::new(),
            })
            .collect()
    };
    orders.into_iter().map(|(order, fee)| Row::Cells(cells(order, fee))).collect()
}
