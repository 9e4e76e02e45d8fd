//! `MUTUAL FUND UNITS HELD AS ON`: balances of all schemes of a holder group.
//!
//! The columns differ by year (see `tables.rs`); rows without the invested amount exist and are told by their
//! arithmetic. A folio number wraps at a hyphen that may be its own or the wrap's: [`settle_folios`] decides.

use cas_model::record::{Record, SchemeRecord, TotalRecord, TotalScope};
use cas_model::{Amount, DiagnosticCode, Price, Units};

use super::ledger::{isin_of, split_code};
use super::middle::{self, MiddleRow};
use super::tables::{FUND_BALANCES, balance};
use super::walk::{Chapter, State};
use crate::depository::cell;

/// Printed columns without a field of their own.
const EXTRA: [(usize, &str); 3] = [
    (balance::TER_REGULAR, "Average Total Expense Ratio Regular"),
    (balance::TER_DIRECT, "Average Total Expense Ratio Direct"),
    (balance::COMMISSION, "Gross Commission paid to Distributors"),
];

/// Reads the rows of the balance table.
pub(crate) fn read(chapter: &Chapter<'_, '_>, state: &mut State) {
    let rows = middle::read(chapter.body, &FUND_BALANCES, &mut state.memories.balances);
    for row in &rows {
        let (isin, printed_isin) = isin_of(row.text(balance::ISIN));
        if isin.is_none() {
            state.note(row.at, DiagnosticCode::InvalidIsin);
        }
        let (rta_code, name) = split_code(row.text(balance::NAME));
        let folio = row.text(balance::FOLIO);
        let wrapped = folio.contains("- ");
        let folio: String = folio.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect();
        let figures = figures(row);
        if figures.value.is_some() && (figures.units.is_none() || figures.nav.is_none()) {
            state.note(row.at, DiagnosticCode::UnreadableValue { field: "units or NAV" });
        }
        let record = SchemeRecord {
            folio_number: (!folio.is_empty()).then_some(folio),
            group: Some(chapter.group),
            isin,
            printed_isin,
            printed_name: name.to_owned(),
            rta_code: rta_code.map(str::to_owned),
            advisor: advisor(row.text(balance::ADVISOR)),
            units: figures.units,
            nav: figures.nav,
            value: figures.value,
            cost: figures.cost,
            gain: row.number(balance::GAIN).and_then(cell::amount),
            gain_percent: row.number(balance::GAIN_PERCENT).and_then(cell::percent),
            labels: extra(row),
            ..SchemeRecord::default()
        };
        let index = state.emit(row.at, Record::Scheme(Box::new(record)));
        state.fund_part.push(index);
        if wrapped {
            state.wrapped_folios.push(index);
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    units: Option<Units>,
    nav: Option<Price>,
    cost: Option<Amount>,
    value: Option<Amount>,
}

/// Units, NAV, cost and value of a row. Where the value column does not hold units x NAV, the first number after the
/// NAV that does is the value, and the number between them the cost.
fn figures(row: &MiddleRow<'_>) -> Figures {
    let mut figures = Figures {
        units: row.number(balance::UNITS).and_then(cell::units),
        nav: row.number(balance::NAV).and_then(cell::price),
        cost: row.number(balance::INVESTED).and_then(cell::amount),
        value: row.number(balance::VALUATION).and_then(cell::amount),
    };
    let closes = |figures: &Figures, value: Option<Amount>| match (figures.units, figures.nav, value) {
        (Some(units), Some(nav), Some(value)) => cell::closes(units, nav, value),
        _ => false,
    };
    if closes(&figures, figures.value) {
        return figures;
    }
    let numbers: Vec<&str> = row.numbers.iter().map(|(_, cell)| cell.text).collect();
    let ordered = Figures {
        units: numbers.first().and_then(|text| cell::units(text)),
        nav: numbers.get(1).and_then(|text| cell::price(text)),
        ..figures
    };
    let value = |at: usize| numbers.get(at).and_then(|text| cell::amount(text));
    let hit = (2..numbers.len().min(4)).find(|&at| closes(&ordered, value(at)));
    if let Some(at) = hit {
        figures = Figures { value: value(at), cost: if at == 3 { value(2) } else { None }, ..ordered };
    }
    figures
}

fn extra(row: &MiddleRow<'_>) -> Vec<(String, String)> {
    EXTRA
        .iter()
        .filter_map(|(column, label)| row.number(*column).map(|text| ((*label).to_owned(), text.to_owned())))
        .collect()
}

/// `ARN-1234`, `DIRECT` or `DIR`; a hidden `ARN` beside it is no part of the code.
fn advisor(cell: &str) -> Option<String> {
    let mut code = String::new();
    for word in cell.split_whitespace() {
        let word = word.trim_matches(|character: char| character.is_control() || character == '\u{ad}');
        if word != "ARN" || code.is_empty() && cell.trim() != "ARN" && !cell.contains("DIR") {
            code.push_str(word);
        }
    }
    (!cell::is_placeholder(&code)).then_some(code)
}

/// `Grand Total` prints the invested amount and the valuation only.
pub(crate) fn total(chapter: &Chapter<'_, '_>, state: &mut State) {
    let (sheet, line) = (chapter.sheet, chapter.line);
    sheet.claims.data(line.range());
    let mut amounts = sheet.words_of(line).iter().filter_map(|word| cell::amount(sheet.text(word)));
    let (first, second) = (amounts.next(), amounts.next());
    let (cost, value) = if second.is_some() { (first, second) } else { (None, first) };
    let group = group_of(value, chapter.group, state);
    if group != chapter.group {
        move_part(group, state);
    }
    state.fund_part.clear();
    let total = TotalRecord {
        scope: TotalScope::Folios(group),
        label: "Grand Total".to_owned(),
        count: None,
        value,
        cost,
        change: None,
        percent: None,
    };
    state.emit(chapter.at(), Record::Total(Box::new(total)));
}

/// The group whose folios have this value on the roster: the one that the page names, or the only other one.
fn group_of(value: Option<Amount>, named: u32, state: &State) -> u32 {
    let mut fitting =
        state.folio_values.iter().filter(|(_, known)| Some(*known) == value).map(|(group, _)| *group);
    let Some(first) = fitting.next() else { return named };
    let only = fitting.next().is_none();
    if only { first } else { named }
}

/// Gives the folios and schemes of the part to another group.
fn move_part(group: u32, state: &mut State) {
    for index in std::mem::take(&mut state.fund_part) {
        match state.amend(index) {
            Some(Record::Folio(folio)) => folio.group = Some(group),
            Some(Record::Scheme(scheme)) => scheme.group = Some(group),
            _ => {}
        }
    }
}

/// Decides for every folio wrapped at a hyphen whether the hyphen belongs to it: details and ledger print the number on
/// one line. Without them the hyphen is that of the wrap.
pub(crate) fn settle_folios(state: &mut State) {
    for index in std::mem::take(&mut state.wrapped_folios) {
        let State { out, folios, .. } = &mut *state;
        let Some(Record::Scheme(scheme)) = out.amend(index) else { continue };
        let Some(printed) = &scheme.folio_number else { continue };
        if folios.contains(printed) {
            continue;
        }
        let bare: String = printed.chars().filter(|character| *character != '-').collect();
        scheme.folio_number = Some(bare);
    }
}
