//! `MUTUAL FUND UNITS HELD WITH MF/RTA`: one block per scheme of a folio with its head and its rows.
//!
//! ```text
//! Sample One Mutual Fund
//! S1IX - Sample One Index Fund - Direct Plan - Growth
//! Folio No : 70000001/33  Mode of Holding : Single  KYC of Investor/s : KYC OK  Nominee : Registered
//! ISIN : INF0Z01K01A5   UCC : MFSONE0001   Mobile No : ...  Email : ...
//! Date | Transaction Description | Amount | NAV | Price | Units | Stamp Duty | Income Distribution | Capital Withdrawal
//! ```

use cas_model::record::{FolioRecord, Record, RowRecord, SchemeRecord};
use cas_model::{DiagnosticCode, Isin, Units};
use cas_page::Location;
use cas_table::{Furniture, Line, Sheet, read_labels};

use super::accounts::single;
use super::middle::{self, MiddleRow, Segment};
use super::numbers::is_date;
use super::tables::{FUND_LEDGER, ledger};
use super::walk::{Chapter, State};
use crate::depository::cell;
use crate::depository::draft::push_wrapped;

/// Labels of the head of a block.
const LABELS: [&str; 14] = [
    "Folio No",
    "Folio No.",
    "Folio Number",
    "Mode of Holding",
    "KYC of Investor/s",
    "Nominee",
    "ISIN",
    "UCC",
    "Mobile No",
    "Email",
    "Email Id",
    "Mobile No.",
    "RTA",
    "PAN",
];

/// Wordings of the rows that frame a ledger.
const OPENING: [&str; 2] = ["Opening Balance", "Opening Unit Balance"];
const CLOSING: [&str; 2] = ["Closing Balance", "Closing Unit Balance"];

/// Lines of one block that belong together start within this of each other.
const SAME_EDGE: f32 = 3.0;

/// The block being read.
#[derive(Debug, Default)]
struct Block<'s> {
    at: Location,
    amc: Option<String>,
    scheme: String,
    labels: String,
    rows: Vec<Segment<'s>>,
    closed: bool,
}

/// A line before the labels of a block: fund house or scheme.
struct Pending<'s> {
    sheet: &'s Sheet,
    line: &'s Line,
}

/// Reads all blocks.
pub(crate) fn read(chapter: &Chapter<'_, '_>, state: &mut State) {
    let mut pending: Vec<Pending<'_>> = Vec::new();
    let mut block: Option<Block<'_>> = None;
    let mut amc: Option<String> = None;
    for segment in chapter.body {
        let sheet = segment.sheet;
        for index in segment.lines.clone() {
            let Some(line) = sheet.lines.get(index) else { continue };
            if is_label_line(sheet, line) {
                if let Some(open) = block.take_if(|open| open.closed || !open.rows.is_empty()) {
                    let open = give_back(open, sheet, line, &mut pending);
                    finish(&open, chapter, state);
                }
                let open = block.get_or_insert_with(|| begin(&mut pending, &mut amc, sheet.location(line)));
                push_wrapped(&mut open.labels, &sheet.line_text(line));
                sheet.claims.data(line.range());
            } else if sheet.starts_with(line, "No Transaction") {
                sheet.claims.furniture(line.range(), Furniture::Notice);
                if let Some(open) = &mut block {
                    open.closed = true;
                }
            } else if let Some(open) = block.as_mut().filter(|open| !open.closed) {
                push_line(&mut open.rows, sheet, index);
                open.closed = CLOSING.iter().any(|label| sheet.prefix(line.range(), label).is_some());
            } else {
                pending.push(Pending { sheet, line });
            }
        }
    }
    if let Some(open) = block {
        finish(&open, chapter, state);
    }
}

fn is_label_line(sheet: &Sheet, line: &Line) -> bool {
    LABELS.iter().any(|label| {
        sheet.prefix(line.range(), label).is_some_and(|(used, rest)| {
            let next = line.range().start + used;
            let following =
                sheet.words.get(next).filter(|_| next < line.range().end).map(|word| sheet.text(word));
            sheet.span(rest).starts_with(':')
                || (sheet.span(rest).is_empty() && following.is_some_and(|text| text.starts_with(':')))
        })
    })
}

fn push_line<'s>(rows: &mut Vec<Segment<'s>>, sheet: &'s Sheet, line: usize) {
    match rows.last_mut().filter(|open| std::ptr::eq(open.sheet, sheet) && open.lines.end == line) {
        Some(open) => open.lines.end = line + 1,
        None => rows.push(Segment { sheet, lines: line..line + 1 }),
    }
}

/// A block without a closing row swallowed the fund house and scheme lines of the next: they start where the labels
/// start and hold no date.
fn give_back<'s>(
    mut open: Block<'s>,
    sheet: &'s Sheet,
    label: &Line,
    pending: &mut Vec<Pending<'s>>,
) -> Block<'s> {
    if !pending.is_empty() || open.closed {
        return open;
    }
    let Some(last) = open.rows.last_mut().filter(|last| std::ptr::eq(last.sheet, sheet)) else { return open };
    let mut from = last.lines.end;
    while from > last.lines.start {
        let head = sheet.lines.get(from - 1).and_then(|line| sheet.words_of(line).first());
        let is_head = head.is_some_and(|word| {
            (word.area.x0 - label.area.x0).abs() <= SAME_EDGE && !is_date(sheet.text(word))
        });
        if !is_head {
            break;
        }
        from -= 1;
    }
    for line in sheet.lines.get(from..last.lines.end).unwrap_or(&[]) {
        pending.push(Pending { sheet, line });
    }
    last.lines.end = from;
    open
}

/// Opens a block with the lines before its labels: the fund house (it may be printed once for several schemes), then
/// the scheme on one or more lines.
fn begin<'s>(pending: &mut Vec<Pending<'s>>, amc: &mut Option<String>, at: Location) -> Block<'s> {
    let mut scheme = String::new();
    let mut place = at;
    for (index, Pending { sheet, line }) in pending.drain(..).enumerate() {
        let text = sheet.line_text(line);
        sheet.claims.data(line.range());
        if index == 0 {
            place = sheet.location(line);
            if split_code(&text).0.is_none() {
                *amc = Some(text);
                continue;
            }
        }
        push_wrapped(&mut scheme, &text);
    }
    Block { at: place, amc: amc.clone(), scheme, ..Block::default() }
}

fn finish(block: &Block<'_>, chapter: &Chapter<'_, '_>, state: &mut State) {
    let (mut folio, mut scheme) = head(block, chapter.group);
    state.know_folio(folio.folio_number.as_deref());
    if scheme.isin.is_none() {
        state.note(block.at, DiagnosticCode::InvalidIsin);
    }
    folio.group = Some(chapter.group);
    let rows = middle::read(&block.rows, &FUND_LEDGER, &mut state.memories.ledger);
    let balance = |labels: &[&str]| {
        rows.iter().find(|row| starts_with(row.text(ledger::DESCRIPTION), labels)).and_then(balance_of)
    };
    scheme.open_units = balance(&OPENING);
    scheme.close_units = balance(&CLOSING);
    let folio = state.emit(block.at, Record::Folio(Box::new(folio)));
    let scheme = state.emit(block.at, Record::Scheme(Box::new(scheme)));
    state.fund_part.extend([folio, scheme]);
    for row in &rows {
        let text = row.text(ledger::DESCRIPTION);
        if starts_with(text, &OPENING) || starts_with(text, &CLOSING) {
            // What cannot be read as its figure ends in its words.
            if balance_of(row).is_none() && text.bytes().any(|byte| byte.is_ascii_digit()) {
                state.note(row.at, DiagnosticCode::UnreadableValue { field: "balance" });
            }
            continue;
        }
        let date = state.day(row.at, row.text(ledger::DATE));
        state.emit(row.at, Record::Row(Box::new(RowRecord { date, ..row_of(row) })));
    }
}

fn starts_with(text: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| text.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label)))
}

/// The only number of an opening or closing row; it stands in the units column or left of it.
fn balance_of(row: &MiddleRow<'_>) -> Option<Units> {
    let units = row.number(ledger::UNITS).and_then(cell::units);
    units.or_else(|| row.numbers.iter().find_map(|(_, cell)| cell::units(cell.text)))
}

/// A row without its date.
fn row_of(row: &MiddleRow<'_>) -> RowRecord {
    let amount = |column| row.number(column).and_then(cell::amount);
    RowRecord {
        date: None,
        description: row.text(ledger::DESCRIPTION).to_owned(),
        amount: amount(ledger::AMOUNT),
        units: row.number(ledger::UNITS).and_then(cell::units),
        nav: row.number(ledger::NAV).and_then(cell::price),
        price: row.number(ledger::PRICE).and_then(cell::price),
        balance: None,
        stamp_duty: amount(ledger::STAMP),
        income_distribution: amount(ledger::INCOME),
        capital_withdrawal: amount(ledger::CAPITAL),
    }
}

/// Folio and scheme of a block.
fn head(block: &Block<'_>, group: u32) -> (FolioRecord, SchemeRecord) {
    let (rta_code, name) = split_code(&block.scheme);
    let mut folio = FolioRecord { amc: block.amc.clone(), ..FolioRecord::default() };
    let mut scheme = SchemeRecord {
        amc: block.amc.clone(),
        group: Some(group),
        printed_name: name.to_owned(),
        rta_code: rta_code.map(str::to_owned),
        ..SchemeRecord::default()
    };
    for found in read_labels(&block.labels, &LABELS) {
        let value = single(found.value);
        if value.is_empty() {
            continue;
        }
        match LABELS.get(found.label).copied() {
            Some("Folio No" | "Folio No." | "Folio Number") => {
                let number: String = value.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect();
                scheme.folio_number = Some(number.clone());
                folio.folio_number = Some(number);
            }
            Some("KYC of Investor/s") => folio.kyc = Some(value.to_owned()),
            Some("ISIN") => (scheme.isin, scheme.printed_isin) = isin_of(value),
            Some("UCC") => scheme.ucc = Some(value.to_owned()),
            Some(label) => folio.labels.push((label.to_owned(), value.to_owned())),
            None => {}
        }
    }
    (folio, scheme)
}

/// The ISIN of a cell whose pieces a wrap may have parted, or the text that stands in its place.
pub(crate) fn isin_of(text: &str) -> (Option<Isin>, Option<String>) {
    match super::movements::leading_isin(text) {
        Some(isin) => (Some(isin), None),
        None => (None, (!text.trim().is_empty()).then(|| text.trim().to_owned())),
    }
}

/// Splits `S1IX - Sample One Index Fund` into the registrar's code and the name: one to eight capitals and digits.
pub(crate) fn split_code(text: &str) -> (Option<&str>, &str) {
    let text = text.trim();
    let Some((code, name)) = text.split_once(" - ") else { return (None, text) };
    let code = code.trim();
    let fits =
        (1..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if fits { (Some(code), name.trim()) } else { (None, text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert_eq!(split_code("S1IX - Sample One Fund - Growth"), (Some("S1IX"), "Sample One Fund - Growth"));
        assert_eq!(split_code("1191 - Sample"), (Some("1191"), "Sample"));
        assert_eq!(split_code("Sample One - Growth"), (None, "Sample One - Growth"));
        assert_eq!(split_code("VERYLONGCODE - Sample"), (None, "VERYLONGCODE - Sample"));
    }
}
