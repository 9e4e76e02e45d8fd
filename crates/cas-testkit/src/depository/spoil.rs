//! Faults that lie in the data of a statement: a wrong figure that other figures go along with, a missing row.

use chrono::Days;
use rust_decimal::Decimal;

use super::model::{Book, Figure, FolioHolding, FolioRow, Security};

/// Makes the fault of a book, where it lies in the data. Faults of totals are made when they are printed.
pub(super) fn spoil(book: &mut Book) {
    let Some(figure) = book.fault else { return };
    let long_ago = book.from - Days::new(40);
    match figure {
        Figure::SecurityValue => {
            let value = book.shown(figure, Decimal::ZERO);
            if let Some(security) = securities(book).next() {
                security.value += value;
            }
        }
        Figure::LedgerBalance => {
            if let Some(row) = securities(book).find_map(|security| chained(security)?.first_mut()) {
                row.closing += Decimal::ONE;
            }
        }
        Figure::LedgerEnd => {
            if let Some(rows) = securities(book).find_map(chained) {
                rows.pop();
            }
        }
        Figure::FolioValue => {
            let value = book.shown(figure, Decimal::ZERO);
            if let Some(folio) = folios(book).next() {
                folio.value += value;
            }
        }
        Figure::FolioIsin => {
            if let Some(isin) = folios(book).find_map(|folio| folio.isin.as_mut()) {
                let wrong = if isin.ends_with('5') { '6' } else { '5' };
                isin.pop();
                isin.push(wrong);
            }
        }
        Figure::FolioRow => {
            let rows = folios(book).map(|folio| &mut folio.rows);
            for rows in rows.filter(|rows| rows.iter().filter(|row| row.units.is_some()).count() > 1).take(1)
            {
                if let Some(at) = rows.iter().position(|row| row.units.is_some()) {
                    rows.remove(at);
                }
            }
        }
        Figure::FolioAmount => {
            let value = book.shown(figure, Decimal::ZERO);
            if let Some(amount) = purchase(book).and_then(|row| row.amount.as_mut()) {
                *amount += value;
            }
        }
        Figure::FolioDuty => {
            if let Some(row) = purchase(book) {
                row.stamp_duty += Decimal::ONE;
            }
        }
        Figure::FolioDay => {
            if let Some(row) = folios(book).flat_map(|folio| &mut folio.rows).next() {
                row.date = long_ago;
            }
        }
        Figure::PensionFund => {
            let value = book.shown(figure, Decimal::ZERO);
            if let Some(fund) = book.pensions.iter_mut().flat_map(|pension| &mut pension.funds).next() {
                fund.value += value;
            }
        }
        _ => {}
    }
}

fn securities(book: &mut Book) -> impl Iterator<Item = &mut Security> {
    book.groups.iter_mut().flat_map(|group| &mut group.accounts).flat_map(|account| &mut account.holdings)
}

/// The rows of a ledger that has more than one.
fn chained(security: &mut Security) -> Option<&mut Vec<super::model::Move>> {
    Some(&mut security.moves)
        .filter(|rows| rows.len() > 1 && rows.iter().all(|row| row.opening != row.closing))
}

fn folios(book: &mut Book) -> impl Iterator<Item = &mut FolioHolding> {
    book.groups.iter_mut().flat_map(|group| &mut group.folios)
}

fn purchase(book: &mut Book) -> Option<&mut FolioRow> {
    folios(book)
        .flat_map(|folio| &mut folio.rows)
        .find(|row| row.units.is_some_and(|units| units.is_sign_positive()))
}
