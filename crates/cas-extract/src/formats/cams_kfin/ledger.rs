//! Rows of the transaction table: which line starts a row, what continues it.

use std::str::FromStr;

use cas_model::DiagnosticCode;
use cas_model::record::RowRecord;
use cas_page::Location;
use cas_table::{Columns, Line, Part, Row, Sheet, Word};
use chrono::NaiveDate;

use super::tables::ledger as column;
use crate::sink::Sink;
use crate::value;

/// Cells of a row whose baselines jitter (KFintech engine, old Karvy) lie within this many sizes of its dated line.
const SAME_ROW_EM: f32 = 0.6;

/// A line lies closer to the one below than to the one above when it does so by this factor.
pub(super) const NEARER: f32 = 0.7;

/// The columns of figures.
const NUMBERS: [usize; 4] = [column::AMOUNT, column::UNITS, column::PRICE, column::BALANCE];

/// A row that may still be continued.
#[derive(Debug)]
pub(super) struct OpenRow {
    pub(super) at: Location,
    pub(super) record: RowRecord,
    /// Text of it stands on a line above its date.
    pub(super) from_above: bool,
}

/// The day that a line starts with, when its first word is a date under `Date`. An old Karvy overlay may put a second
/// date beside it; the first counts.
pub(super) fn day(sheet: &Sheet, columns: &Columns, line: usize) -> Option<NaiveDate> {
    let found = sheet.lines.get(line)?;
    let first = sheet.words_of(found).first()?;
    let text = sheet.text(first);
    if !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let bound = text_bound(columns, first)?;
    if first.area.x0 >= bound {
        return None;
    }
    value::date(text).or_else(|| match first.area.x1 > bound {
        true => value::date(glued_day(text)?),
        false => torn_day(sheet, found, bound),
    })
}

/// Words from here on stand under `Transaction`.
fn text_bound(columns: &Columns, word: &Word) -> Option<f32> {
    Some(columns.band(column::TEXT)?.anchor - 0.3 * word.size)
}

/// The date at the start of a word that runs on into the description, whose cell it touches.
#[cold]
fn glued_day(text: &str) -> Option<&str> {
    let (rest, _) = text.match_indices(['-', '/']).nth(1)?;
    let year = rest + 1;
    let (day, tail) = text.split_at_checked(year + 4)?;
    (!tail.starts_with(|c: char| c.is_ascii_digit())).then_some(day)
}

/// A date whose month is torn into two words (`09-J un-2017`), as on copies printed with other fonts.
#[cold]
fn torn_day(sheet: &Sheet, line: &Line, bound: f32) -> Option<NaiveDate> {
    let [first, second, ..] = sheet.words_of(line) else { return None };
    let text = format!("{} {}", sheet.text(first), sheet.text(second));
    (second.area.x0 < bound).then(|| value::date(&text)).flatten()
}

/// True for a line whose first word stands under `Date` and is a date but for some characters.
pub(super) fn has_torn_day(sheet: &Sheet, columns: &Columns, line: usize) -> bool {
    let first = sheet.lines.get(line).and_then(|line| sheet.words_of(line).first());
    let Some((word, band)) = first.zip(columns.band(column::DATE)) else { return false };
    (word.area.x0 - band.label.x0).abs() <= word.size && value::is_torn_day(sheet.text(word))
}

/// Reads the first line of a row. Where its day cannot be read, there is a note, and what stands in its place is kept in the
/// description.
pub(super) fn start(
    sheet: &Sheet,
    columns: &Columns,
    line: usize,
    day: Option<NaiveDate>,
    row: &mut Row,
    sink: &mut Sink,
) -> OpenRow {
    cells(sheet, columns, line, sheet.lines.get(line).map(|line| line.first), row);
    let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
    let mut record = RowRecord { date: day, ..RowRecord::default() };
    fill(sheet, row, at, &mut record, sink);
    let is_whole = || row.first(sheet, column::DATE).is_some_and(|text| value::date(text).is_some());
    let of_date = match day {
        None => {
            sink.note(at, DiagnosticCode::UnreadableValue { field: "date" });
            0
        }
        Some(_) if row.cell(column::DATE).nth(1).is_none() || is_whole() => 1,
        // A torn date takes two words.
        Some(_) => 2,
    };
    match behind_day(sheet, columns, line).filter(|_| day.is_some()) {
        None => {
            push_leaked_text(sheet, row.cell(column::DATE).skip(of_date), &mut record);
            row.push_text(sheet, column::TEXT, &mut record.description);
        }
        Some(behind) => {
            record.description.push_str(behind);
            let glued = row.parts.first().map(|part| part.word);
            let texts = row.parts.iter().filter(|part| (part.column as usize) < column::AMOUNT);
            push_leaked_text(sheet, texts.skip_while(|part| Some(part.word) == glued), &mut record);
        }
    }
    row.claim(sheet);
    OpenRow { at, record, from_above: false }
}

/// Cuts a line into the cells of `row`. A description that begins left of its label, painted glyph by glyph, is cut there: it
/// begins behind the date, the word `day`, and is put together.
fn cells(sheet: &Sheet, columns: &Columns, line: usize, day: Option<u32>, row: &mut Row) {
    row.clear();
    columns.add_line(sheet, line, row);
    let is_cut = |pair: &[Part]| match pair {
        [left, right] => {
            (left.column as usize, right.column as usize) == (column::DATE, column::TEXT)
                && left.word == right.word
                && Some(left.word) != day
        }
        _ => false,
    };
    let Some(at) = row.parts.windows(2).position(is_cut) else { return };
    let left = row.parts.remove(at);
    if let Some(whole) = row.parts.get_mut(at) {
        whole.text.start = left.text.start;
        whole.area = whole.area.union(&left.area);
    }
}

/// What follows the date in the first word of a line, where that touches the description.
fn behind_day<'s>(sheet: &'s Sheet, columns: &Columns, line: usize) -> Option<&'s str> {
    let word = sheet.lines.get(line).and_then(|line| sheet.words_of(line).first())?;
    if word.area.x1 <= text_bound(columns, word)? {
        return None;
    }
    let text = sheet.text(word);
    text.strip_prefix(glued_day(text)?).filter(|behind| !behind.is_empty())
}

/// Words that run from the description into the date column (instalment digits of KFintech rows) belong to the text;
/// a second date is an overlay artefact.
fn push_leaked_text<'r>(sheet: &Sheet, parts: impl Iterator<Item = &'r Part>, record: &mut RowRecord) {
    for part in parts {
        let text = sheet.span(part.text);
        if value::date(text).is_none() {
            if !record.description.is_empty() {
                record.description.push(' ');
            }
            record.description.push_str(text);
        }
    }
}

/// Adds a line without a date to the open row: the tail of its description, or cells that the baseline jitter put on a
/// line of their own. Returns false when the line has numbers that the row has no room for.
pub(super) fn continue_with(
    sheet: &Sheet,
    columns: &Columns,
    line: usize,
    row: &mut Row,
    open: &mut OpenRow,
    sink: &mut Sink,
) -> bool {
    cells(sheet, columns, line, None, row);
    if !has_numbers(row) {
        // A tail is text from edge to edge, whatever column its words reach.
        let text = sheet.lines.get(line).map(|line| sheet.line_text(line)).unwrap_or_default();
        push_tail(&mut open.record.description, &text);
        row.claim(sheet);
        return true;
    }
    let taken = [
        (column::AMOUNT, open.record.amount.is_some()),
        (column::UNITS, open.record.units.is_some()),
        (column::PRICE, open.record.nav.is_some()),
        (column::BALANCE, open.record.balance.is_some()),
    ];
    if taken.iter().any(|&(column, taken)| taken && !row.is_blank(column)) {
        return false;
    }
    fill(sheet, row, open.at, &mut open.record, sink);
    push_leaked_text(sheet, row.cell(column::DATE), &mut open.record);
    push_tail(&mut open.record.description, &row.text(sheet, column::TEXT));
    row.claim(sheet);
    true
}

/// True when some number column of the row holds something on its anchor.
pub(super) fn has_numbers(row: &Row) -> bool {
    row.parts.iter().any(|part| part.column as usize >= column::AMOUNT && part.anchored)
}

/// Adds the line above a dated one to its row (old Karvy): figures fill the columns that the dated line, which `row` holds,
/// leaves blank; the rest begins the description.
pub(super) fn join_above(sheet: &Sheet, columns: &Columns, line: usize, row: &mut Row, open: &mut OpenRow) {
    let blank = NUMBERS.map(|column| row.is_blank(column));
    cells(sheet, columns, line, None, row);
    let mut text = String::new();
    if has_numbers(row) {
        for part in &row.parts {
            let at = NUMBERS.iter().position(|column| *column == part.column as usize);
            let fits = part.anchored && at.and_then(|at| blank.get(at)).is_some_and(|blank| *blank);
            let figure = sheet.span(part.text);
            if !(fits && take(part.column as usize, figure, &mut open.record)) {
                push_tail(&mut text, figure);
            }
        }
    } else {
        text = sheet.lines.get(line).map(|line| sheet.line_text(line)).unwrap_or_default();
    }
    push_tail(&mut text, &open.record.description);
    open.record.description = text;
    open.from_above = true;
    row.claim(sheet);
}

/// Puts a figure into its place, if that is free and it is a figure.
fn take(column: usize, figure: &str, record: &mut RowRecord) -> bool {
    fn put<T: FromStr>(place: &mut Option<T>, figure: &str) -> bool {
        if place.is_some() {
            return false;
        }
        *place = figure.parse().ok();
        place.is_some()
    }
    match column {
        column::AMOUNT => put(&mut record.amount, figure),
        column::UNITS => put(&mut record.units, figure),
        column::PRICE => put(&mut record.nav, figure),
        _ => put(&mut record.balance, figure),
    }
}

/// True when a line without a date lies so much closer to the dated line below than to what is above that it is part of the
/// former (old Karvy statements print the description on a baseline of its own): within one row, or further where the dated
/// line has no text of its own. `nearer` is the part of the distance above that the distance below may be in the latter case.
pub(super) fn belongs_below(sheet: &Sheet, columns: &Columns, line: usize, nearer: f32) -> bool {
    let gap_above = line.checked_sub(1).map_or(f32::INFINITY, |above| gap_below(sheet, above));
    let gap = gap_below(sheet, line);
    gap < NEARER * gap_above && is_close_above(sheet, line)
        || gap < nearer * gap_above && columns.row(sheet, line + 1).is_blank(column::TEXT)
}

/// True when the cells of one row may stand on a line and on the next.
pub(super) fn is_close_above(sheet: &Sheet, line: usize) -> bool {
    sheet.lines.get(line).is_some_and(|this| gap_below(sheet, line) <= SAME_ROW_EM * this.size)
}

fn gap_below(sheet: &Sheet, line: usize) -> f32 {
    let lines = sheet.lines.get(line).zip(sheet.lines.get(line + 1));
    lines.map_or(f32::INFINITY, |(this, below)| below.baseline - this.baseline)
}

/// Appends a wrapped line: one blank between, none at a soft hyphen.
pub(super) fn push_tail(description: &mut String, tail: &str) {
    if description.ends_with('\u{ad}') {
        description.pop();
    } else if !description.is_empty() && !tail.is_empty() {
        description.push(' ');
    }
    description.push_str(tail);
}

fn fill(sheet: &Sheet, row: &Row, at: Location, record: &mut RowRecord, sink: &mut Sink) {
    if !row.is_blank(column::AMOUNT) {
        record.amount = value::cell_number(sheet, row, column::AMOUNT, "amount", at, sink);
    }
    if !row.is_blank(column::UNITS) {
        record.units = value::cell_number(sheet, row, column::UNITS, "units", at, sink);
    }
    if !row.is_blank(column::PRICE) {
        record.nav = value::cell_number(sheet, row, column::PRICE, "NAV", at, sink);
    }
    if !row.is_blank(column::BALANCE) {
        record.balance = value::cell_number(sheet, row, column::BALANCE, "unit balance", at, sink);
    }
}
