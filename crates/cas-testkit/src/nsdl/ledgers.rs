//! Transactions: ledgers of demat accounts and of folios (reference 2.8).

use cas_model::Depository;
use rust_decimal::Decimal;

use crate::depository::flow::{Align, Column, Flow, column, grouped, wrap};
use crate::depository::generate::rescaled;
use crate::depository::model::{Account, Book, FolioHolding, Group, Move, Security};
use crate::draw::Text;

use super::{BODY, BOLD, Traits, account_title, ids, look};

const NSDL: &[Column] = &[
    column(22.0, 72.0, Align::Left, &["Date"]),
    column(75.0, 142.0, Align::Left, &["Order No"]),
    column(145.0, 270.0, Align::Left, &["Description"]),
    column(275.0, 372.0, Align::Left, &["Instruction Details"]),
    column(376.0, 424.0, Align::Right, &["Opening", "Balance"]),
    column(430.0, 470.0, Align::Right, &["Debit"]),
    column(476.0, 520.0, Align::Right, &["Credit"]),
    column(526.0, 574.0, Align::Right, &["Closing", "Balance"]),
];
const CDSL: &[Column] = &[
    column(22.0, 80.0, Align::Left, &["Date"]),
    column(90.0, 330.0, Align::Left, &["Transaction Particulars"]),
    column(400.0, 450.0, Align::Right, &["Credit"]),
    column(460.0, 510.0, Align::Right, &["Debit"]),
    column(520.0, 574.0, Align::Right, &["Current", "Balance"]),
];
const FUND: &[Column] = &[
    column(22.0, 84.0, Align::Left, &["Date"]),
    column(90.0, 270.0, Align::Left, &["Transaction Details"]),
    column(280.0, 338.0, Align::Right, &["Amount"]),
    column(346.0, 396.0, Align::Right, &["Stamp Duty"]),
    column(404.0, 450.0, Align::Right, &["NAV"]),
    column(458.0, 508.0, Align::Right, &["Price"]),
    column(516.0, 574.0, Align::Right, &["Units"]),
];

pub(super) fn draw(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    flow.line(BOLD, 9.0, 22.0, "Transactions", 12.0);
    flow.line(BODY, 8.0, 22.0, &period(book, "for the period from"), 16.0);
    for group in &book.groups {
        for account in &group.accounts {
            ledger(flow, book, group, account, traits);
        }
    }
    if book.groups.iter().flat_map(|group| &group.folios).any(|folio| !folio.rows.is_empty()) {
        flow.need(60.0);
        flow.line(BOLD, 9.0, 22.0, "MUTUAL FUND FOLIOS (F)", 13.0);
        let line = period(book, "Mutual Funds Transaction Statement for the Period from");
        flow.line(BODY, 8.0, 22.0, &line, 15.0);
        for folio in book.groups.iter().flat_map(|group| &group.folios).filter(|folio| !folio.rows.is_empty())
        {
            fund_ledger(flow, folio, traits);
        }
    }
}

fn period(book: &Book, words: &str) -> String {
    format!("{words} {} to {}", book.from.format("%d-%b-%Y"), book.to.format("%d-%b-%Y"))
}

fn ledger(flow: &mut Flow<'_>, book: &Book, group: &Group, account: &Account, traits: &Traits) {
    flow.need(90.0);
    let y = flow.y;
    flow.put(Text::new(BOLD, 8.0, 22.0, y, account_title(account.depository)));
    flow.put(Text::new(BODY, 8.0, 22.0, y + 11.0, account.dp_name.clone()));
    flow.put(Text::new(BODY, 8.0, 22.0, y + 22.0, ids(&account.dp_id, &account.client_id)));
    flow.put(Text::new(BODY, 8.0, 320.0, y, "Summary of Transactions of"));
    if let Some(holder) = group.holders.first() {
        flow.put(Text::new(BODY, 8.0, 320.0, y + 11.0, holder.name.clone()));
    }
    flow.y = y + 38.0;
    let moved: Vec<&Security> =
        account.holdings.iter().filter(|security| !security.moves.is_empty()).collect();
    if moved.is_empty() {
        flow.line(BODY, 8.0, 160.0, "NO TRANSACTION RECORDED FOR THE GIVEN PERIOD", 20.0);
        return;
    }
    let columns = if account.depository == Depository::Nsdl { NSDL } else { CDSL };
    flow.head(columns, &look(traits));
    for security in moved {
        flow.need(40.0);
        let name = format!("ISIN : {} - {}", security.isin, security.name);
        flow.line(BOLD, 6.5, 22.0, &name, 10.0);
        if account.depository == Depository::Nsdl {
            flow.line(BODY, 6.5, 22.0, "Beneficiary", 10.0);
            nsdl_rows(flow, &security.moves, traits);
            if !security.pledges.is_empty() {
                flow.line(BODY, 6.5, 22.0, "Pledge", 10.0);
                nsdl_rows(flow, &security.pledges, traits);
            }
        } else {
            cdsl_rows(flow, book, security, traits);
        }
    }
    flow.y += 10.0;
}

fn nsdl_rows(flow: &mut Flow<'_>, rows: &[Move], traits: &Traits) {
    let quantity = |units: Option<Decimal>| units.map_or_else(|| "0".to_owned(), grouped);
    for row in rows {
        let cells = [
            row.date.format("%d-%b-%Y").to_string(),
            row.order_no.clone().unwrap_or_default(),
            row.wording.clone(),
            row.instruction.clone(),
            grouped(row.opening),
            quantity(row.debit),
            quantity(row.credit),
            grouped(row.closing),
        ];
        flow.row(NSDL, &look(traits), &cells);
    }
}

fn cdsl_rows(flow: &mut Flow<'_>, book: &Book, security: &Security, traits: &Traits) {
    let look = look(traits);
    let edge = |date: chrono::NaiveDate, words: &str, units: Decimal| {
        [date.format("%d-%b-%Y").to_string(), words.to_owned(), String::new(), String::new(), grouped(units)]
    };
    flow.row(CDSL, &look, &edge(book.from, "Opening Balance", security.open_units()));
    for row in &security.moves {
        let cells = [
            row.date.format("%d-%b-%Y").to_string(),
            row.wording.clone(),
            row.credit.map(grouped).unwrap_or_default(),
            row.debit.map(grouped).unwrap_or_default(),
            grouped(row.closing),
        ];
        flow.row(CDSL, &look, &cells);
    }
    flow.row(CDSL, &look, &edge(book.to, "Closing Balance", security.units));
}

fn fund_ledger(flow: &mut Flow<'_>, folio: &FolioHolding, traits: &Traits) {
    flow.need(80.0);
    let isin = folio.isin.as_deref().unwrap_or("NOT AVAILABLE");
    let anchor = format!(
        "ISIN: {isin} - {} - Scheme Name: {} - {} Folio No - {}",
        folio.amc, folio.code, folio.name, folio.folio
    );
    for line in wrap(BOLD, 6.5, 548.0, &anchor) {
        flow.line(BOLD, 6.5, 22.0, &line, 9.0);
    }
    flow.y += 3.0;
    let look = look(traits);
    flow.head(FUND, &look);
    let edge = |words: &str, units: Decimal| {
        let mut cells = vec![String::new(), words.to_owned()];
        cells.extend(std::iter::repeat_n(String::new(), 4));
        cells.push(units.to_string());
        cells
    };
    flow.row(FUND, &look, &edge("Opening Balance", folio.open_units));
    for row in &folio.rows {
        // Quantities stand without a sign; the wording tells the direction.
        let plain = |value: Option<Decimal>| value.map(|value| grouped(value.abs())).unwrap_or_default();
        let duty = if row.units.is_some() { rescaled(row.stamp_duty, 2).to_string() } else { String::new() };
        let cells = [
            row.date.format("%d-%b-%Y").to_string().to_uppercase(),
            row.wording.clone(),
            plain(row.amount),
            duty,
            plain(row.nav),
            plain(row.nav),
            plain(row.units),
        ];
        flow.row(FUND, &look, &cells);
    }
    flow.row(FUND, &look, &edge("Closing Balance", folio.units));
    flow.y += 6.0;
}
