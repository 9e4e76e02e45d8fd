//! Folio ledgers and balances, pensions (reference 2.7 to 2.9).

use rust_decimal::Decimal;

use crate::depository::flow::{Align, Column, Flow, column, grouped, without_zero};
use crate::depository::generate::rescaled;
use crate::depository::model::{Book, Figure, FolioHolding, FolioRow, Group, Pension};
use crate::draw::Text;

use super::{BODY, BOLD, Generation, Traits, broken, heading, joint_holders, look, named, numeric};

const LEDGER: &[Column] = &[
    column(27.0, 74.0, Align::Left, &["Date"]),
    column(77.0, 240.0, Align::Left, &["Transaction Description"]),
    column(260.0, 310.0, Align::Left, &["Amount (`)"]),
    column(320.0, 360.0, Align::Left, &["NAV (`)"]),
    column(370.0, 412.0, Align::Left, &["Price (`)"]),
    column(420.0, 462.0, Align::Left, &["Units"]),
    column(466.0, 500.0, Align::Left, &["Stamp", "Duty (`)"]),
    column(504.0, 540.0, Align::Left, &["Income", "Distribution", "(`)"]),
    column(544.0, 580.0, Align::Left, &["Capital", "Withdrawal", "(`)"]),
];
const SEVEN: &[Column] = &[
    column(22.0, 150.0, Align::Left, &["Scheme Name"]),
    column(158.0, 214.0, Align::Left, &["ISIN"]),
    column(222.0, 290.0, Align::Left, &["Folio No."]),
    column(300.0, 360.0, Align::Left, &["Closing", "Bal", "(Units)"]),
    column(366.0, 410.0, Align::Left, &["NAV (`)"]),
    column(420.0, 490.0, Align::Left, &["Cumulative", "Amount", "Invested (in", "INR)"]),
    column(500.0, 570.0, Align::Left, &["Valuation", "(`)"]),
];
const NINE: &[Column] = &[
    column(22.0, 106.0, Align::Left, &["Scheme Name"]),
    column(112.0, 170.0, Align::Left, &["ISIN"]),
    column(190.0, 252.0, Align::Left, &["Folio No."]),
    column(270.0, 318.0, Align::Left, &["Closing", "Bal", "(Units)"]),
    column(325.0, 372.0, Align::Left, &["NAV (`)"]),
    column(385.0, 446.0, Align::Left, &["Cumulative", "Amount", "Invested (in", "INR)"]),
    column(455.0, 508.0, Align::Left, &["Valuation", "(`)"]),
    column(512.0, 546.0, Align::Left, &["Unrealised", "Profit/Loss", "(`)"]),
    column(553.0, 582.0, Align::Left, &["Unrealised", "Profit/", "Loss(%)"]),
];
const TWELVE: &[Column] = &[
    column(21.5, 104.0, Align::Left, &["Scheme Name"]),
    column(110.0, 162.0, Align::Left, &["ISIN"]),
    column(167.0, 214.0, Align::Left, &["Folio No."]),
    column(219.0, 258.0, Align::Left, &["ARN", "Code"]),
    column(263.0, 300.0, Align::Left, &["Closing", "Bal", "(Units)"]),
    column(304.0, 340.0, Align::Left, &["NAV (`)"]),
    column(345.0, 392.0, Align::Left, &["Cumulative", "Amount", "Invested (in", "INR)"]),
    column(398.0, 446.0, Align::Left, &["Valuation", "(`)"]),
    column(452.0, 484.0, Align::Left, &["Average", "Total", "Expense", "Ratio", "Regular"]),
    column(488.0, 516.0, Align::Left, &["", "", "", "", "Direct"]),
    column(520.0, 580.0, Align::Left, &["Gross", "Commission", "paid to", "Distributors"]),
];
const THIRTEEN: &[Column] = &[
    column(18.0, 84.0, Align::Left, &["Scheme Name"]),
    column(87.0, 134.0, Align::Left, &["ISIN"]),
    column(138.0, 178.0, Align::Left, &["Folio No."]),
    column(182.0, 214.0, Align::Left, &["ARN", "Code"]),
    column(218.0, 254.0, Align::Left, &["Closing", "Bal", "(Units)"]),
    column(257.0, 290.0, Align::Left, &["NAV (`)"]),
    column(293.0, 336.0, Align::Left, &["Cumulative", "Amount", "Invested (in", "INR)"]),
    column(340.0, 384.0, Align::Left, &["Valuation", "(`)"]),
    column(388.0, 416.0, Align::Left, &["Average", "Total", "Expense", "Ratio", "Regular"]),
    column(420.0, 442.0, Align::Left, &["", "", "", "", "Direct"]),
    column(446.0, 496.0, Align::Left, &["Gross", "Commission", "paid to", "Distributors"]),
    column(500.0, 540.0, Align::Left, &["Unrealised", "Profit/Loss", "(`)"]),
    column(544.0, 580.0, Align::Left, &["Unrealised", "Profit/", "Loss(%)"]),
];

fn columns(generation: Generation) -> &'static [Column] {
    match generation {
        Generation::A => SEVEN,
        Generation::B => TWELVE,
        Generation::C => THIRTEEN,
        Generation::D => NINE,
    }
}

pub(super) fn draw(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    if group.folios.is_empty() {
        return;
    }
    flow.running = joint_holders(group);
    flow.page();
    heading(flow, 211.0, "MUTUAL FUND UNITS HELD WITH MF/RTA", traits);
    let period = format!(
        "STATEMENT OF TRANSACTIONS FOR THE PERIOD FROM {} TO {}",
        numeric(book.from),
        numeric(book.to)
    );
    heading(flow, 150.0, &period, traits);
    for folio in &group.folios {
        ledger(flow, folio, traits);
    }
    balances(flow, book, group, traits);
}

fn ledger(flow: &mut Flow<'_>, folio: &FolioHolding, traits: &Traits) {
    flow.need(120.0);
    flow.line(BOLD, 8.0, 27.0, &folio.amc, 13.0);
    flow.line(BODY, 7.5, 27.0, &format!("{} - {}", folio.code, folio.name), 11.0);
    let y = flow.y;
    for (x, label) in [
        (26.0, format!("Folio No : {}", folio.folio)),
        (150.0, "Mode of Holding : Single".to_owned()),
        (290.0, "KYC of Investor/s : KYC OK".to_owned()),
        (440.0, "Nominee : Registered".to_owned()),
    ] {
        flow.put(Text::new(BODY, 7.0, x, y, label));
    }
    let isin = folio.isin.as_deref().unwrap_or("NOT AVAILABLE");
    flow.put(Text::new(BODY, 7.0, 26.0, y + 11.0, format!("ISIN : {isin}")));
    flow.put(Text::new(BODY, 7.0, 150.0, y + 11.0, format!("UCC : {}", folio.ucc)));
    flow.put(Text::new(BODY, 7.0, 290.0, y + 11.0, "Mobile No : XXXXXX0000"));
    flow.put(Text::new(BODY, 7.0, 440.0, y + 11.0, "Email : x***@example.org"));
    flow.y = y + 28.0;
    if folio.rows.is_empty() {
        flow.line(BODY, 7.0, 235.0, "No Transaction during the period", 22.0);
        return;
    }
    let look = look(traits);
    flow.head(LEDGER, &look);
    flow.row(LEDGER, &look, &edge("Opening Balance", folio.open_units));
    for row in &folio.rows {
        flow.row(LEDGER, &look, &cells(row));
    }
    flow.row(LEDGER, &look, &edge("Closing Balance", folio.units));
    flow.y += 10.0;
}

/// No digit groups in this table.
fn edge(words: &str, units: Decimal) -> Vec<String> {
    let nil = || "--".to_owned();
    vec![String::new(), words.to_owned(), nil(), nil(), nil(), units.to_string(), nil(), nil(), nil()]
}

fn cells(row: &FolioRow) -> Vec<String> {
    let plain = |value: Option<Decimal>| value.map_or_else(|| "--".to_owned(), |value| value.to_string());
    if row.undated {
        let nil = || "--".to_owned();
        return vec![
            String::new(),
            row.wording.clone(),
            plain(row.amount),
            nil(),
            nil(),
            nil(),
            nil(),
            nil(),
            nil(),
        ];
    }
    let small = |value: Decimal| {
        if value.is_zero() { "0".to_owned() } else { without_zero(&rescaled(value, 2).to_string()) }
    };
    vec![
        numeric(row.date),
        row.wording.clone(),
        plain(row.amount),
        plain(row.nav),
        plain(row.nav),
        plain(row.units),
        small(row.stamp_duty),
        small(row.income),
        "0".to_owned(),
    ]
}

fn balances(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    flow.y += 8.0;
    flow.need(140.0);
    heading(flow, 188.0, &format!("MUTUAL FUND UNITS HELD AS ON {}", numeric(book.to)), traits);
    let columns = columns(traits.generation);
    let look = look(traits);
    flow.head(columns, &look);
    for folio in &group.folios {
        let cells = balance(book, folio, columns.len(), traits);
        flow.row(columns, &look, &cells);
    }
    let cost: Decimal = group.folios.iter().map(|folio| folio.cost).sum();
    flow.need(20.0);
    let y = flow.y;
    flow.put(Text::new(BODY, 6.2, 22.0, y, "Grand Total"));
    let at = if columns.len() > 9 { 6 } else { 5 };
    for (offset, value) in [cost, group.folio_value()].into_iter().enumerate() {
        if let Some(column) = columns.get(at + offset) {
            flow.put(Text::new(BODY, 6.2, column.x0, y, grouped(value)));
        }
    }
    flow.y += 20.0;
}

fn balance(book: &Book, folio: &FolioHolding, count: usize, traits: &Traits) -> Vec<String> {
    let units = folio.units.to_string();
    let units = if traits.leading_dot { without_zero(&units) } else { units };
    let number = match folio.folio.split_at_checked(8) {
        // The hyphen is for display only.
        Some((head, tail)) if traits.wrapped_folio && !tail.is_empty() => format!("{head}-\n{tail}"),
        _ => folio.folio.clone(),
    };
    let isin = folio.isin.as_deref().map_or_else(|| "NOT AVAILABLE".to_owned(), |isin| broken(isin, traits));
    let mut cells = vec![format!("{} - {}", folio.code, folio.name), isin, number];
    if count > 9 {
        cells.push(folio.advisor.clone());
    }
    let reduced = !folio.shows_cost;
    cells.extend([units, folio.nav.to_string()]);
    cells.push(if reduced { String::new() } else { grouped(folio.cost) });
    cells.push(grouped(folio.value));
    if count > 9 {
        cells.extend(["0".to_owned(), ".31".to_owned(), "0".to_owned()]);
    }
    if count == 9 || count == 13 {
        let profit = book.shown(Figure::FolioGain, folio.value - folio.cost);
        cells.push(if reduced { String::new() } else { grouped(profit) });
        let percent =
            if folio.cost.is_zero() { Decimal::ZERO } else { profit * Decimal::ONE_HUNDRED / folio.cost };
        cells.push(if reduced { String::new() } else { percent.round_dp(2).to_string() });
    }
    cells
}

pub(super) fn pension(flow: &mut Flow<'_>, book: &Book, pension: &Pension, traits: &Traits) {
    const COLUMNS: &[Column] = &[
        column(22.0, 210.0, Align::Left, &["Scheme Name"]),
        column(223.0, 410.0, Align::Left, &["Fund Manager"]),
        column(430.0, 490.0, Align::Left, &["Units"]),
        column(520.0, 575.0, Align::Left, &["NAV"]),
    ];
    const ROWS: &[Column] = &[
        column(22.0, 76.0, Align::Left, &["Date"]),
        column(83.0, 345.0, Align::Left, &["Scheme Name"]),
        column(355.0, 400.0, Align::Left, &["CR/DR"]),
        column(417.0, 480.0, Align::Left, &["Amount"]),
    ];
    flow.running.clear();
    flow.page();
    heading(flow, 220.0, "NPS PRAN HELD WITH CRA", traits);
    let y = flow.y;
    flow.put(Text::new(BODY, 7.5, 25.0, y, format!("NPS-SP : {}", pension.cra)));
    flow.put(Text::new(BODY, 7.5, 180.0, y, format!("PRAN ID : {}", pension.pran)));
    flow.y += 12.0;
    let mut tiers: Vec<u8> = pension.funds.iter().map(|fund| fund.tier).collect();
    tiers.dedup();
    let look = look(traits);
    for tier in tiers {
        let funds: Vec<_> = pension.funds.iter().filter(|fund| fund.tier == tier).collect();
        flow.line(BODY, 7.5, 25.0, &format!("Tier Status : {tier}"), 14.0);
        let period = format!(
            "STATEMENT OF TRANSACTIONS FOR THE PERIOD FROM {} TO {}",
            numeric(book.from),
            numeric(book.to)
        );
        heading(flow, 150.0, &period, traits);
        flow.head(ROWS, &look);
        for fund in funds.iter().take(1) {
            let cells = [named(book.from), fund.name.clone(), "CR".to_owned(), "5,000.00".to_owned()];
            flow.row(ROWS, &look, &cells);
        }
        heading(flow, 200.0, &format!("HOLDING STATEMENT AS ON {}", numeric(book.to)), traits);
        flow.head(COLUMNS, &look);
        for fund in &funds {
            let cells =
                [fund.name.clone(), fund.manager.clone(), fund.units.to_string(), fund.nav.to_string()];
            flow.row(COLUMNS, &look, &cells);
        }
    }
    let total = book.shown(Figure::PensionTotal, pension.value());
    let line = format!("Portfolio Value {} {} as on {}", traits.rupee, grouped(total), numeric(book.to));
    flow.line(BOLD, 7.5, 23.0, &line, 18.0);
    flow.line(BOLD, 7.5, 23.0, "NPS Investment Summary", 18.0);
}
