//! The one table of a summary statement: a row per scheme, then `Total`, then `Loads and Fees`.

use std::ops::Range;

use cas_model::date::parse_date;
use cas_model::record::{FolioRecord, RemarkRecord, SchemeRecord, TotalRecord, TotalScope};
use cas_model::{DiagnosticCode, Isin, Record, Units};
use cas_page::Location;
use cas_table::{Claim, Columns, Furniture, Part, Row, RowAlign, Sheet, fold_rows};

use super::headings::{HEADING_WORDS, is_fund_house};
use super::tables::{BALANCES, balances as column};
use super::{ISIN_LENGTH, PageTurn, claim_line, free_text, investor, scheme_head};
use crate::sink::Sink;
use crate::value;

/// What survives from page to page.
#[derive(Default)]
pub(super) struct Table {
    columns: Option<Columns>,
    house: Option<String>,
    folio: Option<String>,
    /// The last row, which lines at the top of the next page may continue.
    open: Option<OpenRow>,
    /// Text of `Loads and Fees`, once it has begun.
    loads: Option<Vec<(Location, String)>>,
    ended: bool,
}

/// A row and the text of its name cell.
struct OpenRow {
    at: Location,
    folio: FolioRecord,
    scheme: SchemeRecord,
    name: String,
}

impl Table {
    /// Reads a page whose frame is claimed.
    pub(super) fn page(&mut self, pages: &PageTurn<'_>, sink: &mut Sink) {
        let sheet = pages.sheet;
        let header = BALANCES.find(sheet);
        let mut start = 0;
        if pages.is_first {
            let end = header.as_ref().map_or_else(|| investor::end(sheet), |header| header.lines.start);
            investor::read(sheet, 0..end, sink);
        }
        if let Some(header) = header {
            header.claim(sheet);
            start = header.lines.end;
            self.columns = Some(header.columns);
        }
        self.lines(sheet, start..sheet.lines.len(), sink);
    }

    /// After the last page.
    pub(super) fn finish(mut self, sink: &mut Sink) {
        self.close_row(sink);
        if self.columns.is_none() {
            sink.note(Location::default(), DiagnosticCode::Missing { part: "the table of balances" });
        }
        for (at, text) in self.loads.unwrap_or_default() {
            sink.push(at, Record::Remark(RemarkRecord { kind: "load", text }));
        }
    }

    fn lines(&mut self, sheet: &Sheet, lines: Range<usize>, sink: &mut Sink) {
        let Some(columns) = self.columns.clone() else { return };
        let mut from = lines.start;
        let mut line = lines.start;
        while line < lines.end {
            let Some(found) = sheet.lines.get(line) else { break };
            if sheet.claims.of(found.first as usize) != Claim::Unclaimed {
                self.rows(sheet, &columns, from..line, sink);
                from = line + 1;
            } else if self.loads.is_some() {
                self.load_line(sheet, line);
                from = line + 1;
            } else if sheet.starts_with(found, "Loads and Fees") {
                self.rows(sheet, &columns, from..line, sink);
                sheet.claims.furniture(found.range(), Furniture::Heading);
                self.loads = Some(Vec::new());
                from = line + 1;
            } else if is_total(sheet, &columns, line) {
                self.rows(sheet, &columns, from..line, sink);
                self.close_row(sink);
                total(sheet, &columns, line, sink);
                self.ended = true;
                from = line + 1;
            } else if is_footnote(sheet, line) {
                self.rows(sheet, &columns, from..line, sink);
                self.close_row(sink);
                let remark = RemarkRecord { kind: "legend", text: free_text(sheet, line) };
                sink.push(sheet.location(found), Record::Remark(remark));
                claim_line(sheet, line);
                from = line + 1;
            } else if is_heading(sheet, &columns, line) {
                self.rows(sheet, &columns, from..line, sink);
                self.close_row(sink);
                self.house = Some(free_text(sheet, line));
                self.folio = None;
                claim_line(sheet, line);
                from = line + 1;
            }
            line += 1;
        }
        if self.loads.is_none() {
            self.rows(sheet, &columns, from..lines.end, sink);
        }
    }

    /// Rows between two headings: each starts at a line that [`starts_row`]; names wrap below.
    fn rows(&mut self, sheet: &Sheet, columns: &Columns, lines: Range<usize>, sink: &mut Sink) {
        if lines.is_empty() || self.ended {
            return;
        }
        let starts = |line| starts_row(sheet, &columns.row(sheet, line));
        let folded = fold_rows(sheet, lines.clone(), RowAlign::Top, starts);
        let first = folded.first().map_or(lines.end, |found| found.lines.start);
        self.continue_row(sheet, columns, lines.start..first);
        for found in folded {
            let row = columns.rows(sheet, found.lines.clone());
            self.row(sheet, &row, found.anchor, sink);
        }
    }

    fn row(&mut self, sheet: &Sheet, row: &Row, anchor: usize, sink: &mut Sink) {
        let at = Location::new(sheet.number, row.area());
        let Naming { folio, isin, name, is_torn } = naming(sheet, row);
        if is_torn {
            sink.note(at, DiagnosticCode::UnreadableValue { field: "folio number" });
        }
        if !folio.is_empty() {
            self.folio = Some(folio);
        }
        let mut scheme = SchemeRecord::default();
        let printed: String = row.cell(column::REGISTRAR).map(|part| sheet.span(part.text)).collect();
        scheme.registrar = Some(printed).filter(|registrar| !registrar.is_empty());
        if !value::is_blank(&isin) {
            scheme.isin = Isin::parse(&isin);
            if scheme.isin.is_none() {
                sink.note(at, DiagnosticCode::InvalidIsin);
                scheme.printed_isin = Some(isin);
            }
        }
        scheme.cost = value::cell_number(sheet, row, column::COST, "cost value", at, sink);
        scheme.units = value::cell_number(sheet, row, column::UNITS, "unit balance", at, sink);
        scheme.nav = value::cell_number(sheet, row, column::NAV, "NAV", at, sink);
        scheme.value = value::cell_number(sheet, row, column::VALUE, "market value", at, sink);
        scheme.nav_date = row.first(sheet, column::NAV_DATE).and_then(|text| value::day(text, at, sink));
        // Every row prints these: one without was read as something else. What no unit is left of may have no value.
        let is_over = scheme.units.is_some_and(Units::is_zero);
        for (column, field) in PRINTED {
            if row.is_blank(column) && !is_over {
                sink.note(at, DiagnosticCode::UnreadableValue { field });
            }
        }
        row.claim(sheet);
        let folio = FolioRecord {
            folio_number: self.folio.clone(),
            amc: self.house.clone(),
            registrar: scheme.registrar.clone(),
            ..FolioRecord::default()
        };
        let at = sheet.lines.get(anchor).map_or(at, |line| sheet.location(line));
        self.close_row(sink);
        self.open = Some(OpenRow { at, folio, scheme, name });
    }

    /// Lines above the first row of a page continue the name of the row before the break.
    fn continue_row(&mut self, sheet: &Sheet, columns: &Columns, lines: Range<usize>) {
        let Some(open) = &mut self.open else { return };
        for line in lines {
            let row = columns.row(sheet, line);
            if row.parts.iter().all(|part| part.column as usize <= column::NAME) {
                open.name.push(' ');
                open.name.push_str(&naming(sheet, &row).name);
                row.claim(sheet);
            }
        }
    }

    fn close_row(&mut self, sink: &mut Sink) {
        let Some(open) = self.open.take() else { return };
        sink.push(open.at, Record::Folio(Box::new(open.folio)));
        sink.push(open.at, Record::Scheme(Box::new(named(open.scheme, &open.name))));
    }

    /// A line of `Loads and Fees`: one text per scheme, paragraphs told by their wider pitch.
    fn load_line(&mut self, sheet: &Sheet, line: usize) {
        let Some(loads) = &mut self.loads else { return };
        let Some(found) = sheet.lines.get(line) else { return };
        let text = free_text(sheet, line);
        claim_line(sheet, line);
        let gap = line
            .checked_sub(1)
            .and_then(|above| sheet.lines.get(above))
            .map_or(f32::INFINITY, |above| found.baseline - above.baseline);
        match loads.last_mut() {
            Some((_, open)) if gap <= 1.4 * found.size => {
                open.push(' ');
                open.push_str(&text);
            }
            _ => loads.push((sheet.location(found), text)),
        }
    }
}

/// The holding of a row, as the cells left of its numbers name it.
#[derive(Default)]
struct Naming {
    folio: String,
    isin: String,
    name: String,
    /// Part of the name may be a folio number, with a character that cannot be read.
    is_torn: bool,
}

/// Reads the cells of folio, ISIN and name. The folio cell is narrow: its end may stand over the ISIN, beside it or glued
/// to it, so that the ISIN is told by its shape. Some statements without an ISIN column print names left of the label
/// `Scheme Name`: under `Folio No.`, what does not go on as a folio number belongs to the name.
fn naming(sheet: &Sheet, row: &Row) -> Naming {
    let mut found = Naming::default();
    let mut line = 0;
    let mut parts = row.parts.iter().peekable();
    while let Some(part) = parts.next() {
        // A word over the bound of folio and ISIN is cut where the ISIN begins, which need not be under its label.
        let is_rest = |next: &&Part| next.word == part.word && next.column as usize == column::ISIN;
        let is_glued = part.column as usize == column::FOLIO && parts.next_if(is_rest).is_some();
        let word = sheet.words.get(part.word as usize).filter(|_| is_glued);
        let mut text = sheet.span(word.map_or(part.text, |word| word.text));
        // `910000000001 / 0INF900A01AB0`: the end of the number stands under the label of the ISIN.
        if part.column as usize == column::ISIN
            && found.isin.is_empty()
            && let Some((end, isin)) = glued_isin(text).filter(|(end, _)| ends_folio(&found.folio, end))
        {
            found.isin.push_str(isin);
            text = end;
        }
        let home = match part.column as usize {
            column::NAME => &mut found.name,
            column::FOLIO | column::ISIN if found.isin.is_empty() && Isin::looks_like(text) => {
                &mut found.isin
            }
            column::FOLIO if continues_folio(&found.folio, text) => &mut found.folio,
            column::FOLIO => {
                // So many figures make a number of a folio, whatever else is in it.
                found.is_torn |= digits(text) >= 4;
                &mut found.name
            }
            column::ISIN if ends_folio(&found.folio, text) => &mut found.folio,
            // Labels may stand in the middle of their cells: names begin left of theirs.
            column::ISIN if Isin::looks_like(&found.isin) => &mut found.name,
            column::ISIN => &mut found.isin,
            _ => continue,
        };
        if !(home.is_empty() || part.line > line && is_torn_at_slash(home, text)) {
            home.push(' ');
        }
        home.push_str(text);
        line = part.line;
    }
    let (folio, glued) = split_folio(&found.folio);
    found.folio = folio;
    found.isin = found.isin.replace(' ', "");
    if value::is_blank(&found.isin) {
        found.isin = glued;
    }
    found
}

/// True for the first line of a row: with a NAV date, with a value and units, or, where no unit is left, with a folio or ISIN
/// beside units or a registrar.
fn starts_row(sheet: &Sheet, row: &Row) -> bool {
    let has = |column| !row.is_blank(column);
    row.first(sheet, column::NAV_DATE).is_some_and(|text| parse_date(text).is_some())
        || has(column::VALUE) && has(column::UNITS)
        || (has(column::UNITS) || has(column::REGISTRAR)) && {
            let found = naming(sheet, row);
            stands_for_isin(&found.isin) || digits(&found.folio) >= FOLIO_DIGITS
        }
}

/// Headings are set larger than rows by this factor at least.
const LARGER: f32 = 1.1;

/// Folio numbers have at least this many digits.
const FOLIO_DIGITS: usize = 6;

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Columns that no row leaves blank.
const PRINTED: [(usize, &str); 4] = [
    (column::UNITS, "unit balance"),
    (column::NAV_DATE, "NAV date"),
    (column::NAV, "NAV"),
    (column::VALUE, "market value"),
];

/// `12345678`, `/`, `95`, `910000000001/0`
fn continues_folio(folio: &str, text: &str) -> bool {
    let shape = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'/');
    let follows = folio.is_empty() || folio.ends_with('/') || text.starts_with('/');
    shape && follows && (text == "/" || text.bytes().any(|byte| byte.is_ascii_digit()))
}

/// True where a number without blanks, `910000000001/0`, wraps before or behind its slash.
fn is_torn_at_slash(folio: &str, text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    if !folio.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/') {
        return false;
    }
    let before =
        folio.ends_with(is_digit) && text.strip_prefix('/').is_some_and(|rest| rest.starts_with(is_digit));
    before
        || folio.strip_suffix('/').is_some_and(|rest| rest.ends_with(is_digit)) && text.starts_with(is_digit)
}

/// `/`, `0`, `/0` in the ISIN cell, behind what the folio cell holds of a number.
fn ends_folio(folio: &str, text: &str) -> bool {
    let shape = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    !folio.is_empty() && shape && continues_folio(folio, text)
}

/// Parts an ISIN, or what stands for one, from the number before it.
fn glued_isin(text: &str) -> Option<(&str, &str)> {
    let (number, isin) = text.split_at_checked(text.len().checked_sub(ISIN_LENGTH)?)?;
    (number.ends_with(|end: char| end.is_ascii_digit()) && stands_for_isin(isin)).then_some((number, isin))
}

/// `910000000001/0INF900A01AB0`: the folio cell is too narrow and touches the ISIN, or what stands for one
/// (`UNCLAIMDISIN`).
fn split_folio(text: &str) -> (String, String) {
    match glued_isin(text) {
        Some((folio, isin)) => (folio.trim().to_owned(), isin.to_owned()),
        _ if Isin::looks_like(text) => (String::new(), text.to_owned()),
        _ => (text.to_owned(), String::new()),
    }
}

/// Of the length of an ISIN, and no digits alone as the end of a folio number is.
fn stands_for_isin(text: &str) -> bool {
    Isin::looks_like(text) || text.len() == ISIN_LENGTH && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Reads the name cell: code, hyphen, name.
fn named(mut scheme: SchemeRecord, text: &str) -> SchemeRecord {
    let coded = Some(text).filter(|text| scheme_head::starts_scheme(text)).and_then(scheme_head::split_code);
    let (code, name) = coded.map_or((None, text), |(code, name)| (Some(code.trim().to_owned()), name.trim()));
    (scheme.printed_name, scheme.is_demat) = scheme_head::without_demat(name);
    scheme.rta_code = code;
    scheme
}

fn is_total(sheet: &Sheet, columns: &Columns, line: usize) -> bool {
    let Some(found) = sheet.lines.get(line) else { return false };
    let Some(first) = sheet.words_of(found).first() else { return false };
    let text = sheet.text(first);
    (text.eq_ignore_ascii_case("Total") || text.eq_ignore_ascii_case("Grand"))
        && !columns.row(sheet, line).is_blank(column::VALUE)
}

fn total(sheet: &Sheet, columns: &Columns, line: usize, sink: &mut Sink) {
    let row = columns.row(sheet, line);
    let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
    let record = TotalRecord {
        scope: TotalScope::Portfolio,
        label: "Total".to_owned(),
        count: None,
        value: value::cell_number(sheet, &row, column::VALUE, "market value", at, sink),
        cost: value::cell_number(sheet, &row, column::COST, "cost value", at, sink),
        change: None,
        percent: None,
    };
    row.claim(sheet);
    sink.push(at, Record::Total(Box::new(record)));
}

/// A fund house alone on its line: it starts under `Folio No.`, has no digit there and no number to the right. Where names
/// have a column of their own, nothing else can stand there right above a row, whatever the house is called; nor can
/// anything else be set larger than the row at the edge of the table.
fn is_heading(sheet: &Sheet, columns: &Columns, line: usize) -> bool {
    let Some(found) = sheet.lines.get(line) else { return false };
    let row = columns.row(sheet, line);
    let numbers = [column::COST, column::UNITS, column::NAV, column::VALUE];
    let starts_left = !row.is_blank(column::FOLIO);
    let text = || sheet.line_text(found);
    let is_large = || {
        let edge = columns.band(column::FOLIO).map_or(f32::INFINITY, |band| band.label.x0);
        let is_left =
            sheet.words_of(found).first().is_some_and(|word| (word.area.x0 - edge).abs() <= word.size);
        is_left && sheet.lines.get(line + 1).is_some_and(|below| found.size >= LARGER * below.size)
    };
    let is_of_rows_below = || {
        let is_alone =
            columns.band(column::ISIN).is_some() && row.parts.len() <= HEADING_WORDS && digits(&text()) == 0;
        (is_alone || is_large()) && starts_row(sheet, &columns.row(sheet, line + 1))
    };
    starts_left
        && numbers.iter().all(|&column| row.is_blank(column))
        && (is_fund_house(&text()) || is_of_rows_below())
}

fn is_footnote(sheet: &Sheet, line: usize) -> bool {
    let Some(found) = sheet.lines.get(line) else { return false };
    sheet.words_of(found).first().is_some_and(|word| sheet.text(word).starts_with('#'))
        && sheet.line_text(found).contains("Income Distribution")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folio_numbers_wrap_at_their_slash() {
        let cases = [
            ("910000000001", "/0", true),
            ("910000000001/", "0", true),
            ("12345678", "/", false),
            ("12345678 /", "95", false),
            ("12345678", "95", false),
            ("Series 1/", "2", false),
        ];
        for (folio, text, torn) in cases {
            assert_eq!(is_torn_at_slash(folio, text), torn, "{folio} {text}");
        }
    }

    #[test]
    fn folios_glued_to_an_isin_or_its_stand_in() {
        let split = |text| split_folio(text);
        let cases = [
            ("910000000001/0INF900A01AB0", "910000000001/0", "INF900A01AB0"),
            ("910000000001/0UNCLAIMDISIN", "910000000001/0", "UNCLAIMDISIN"),
            ("910000000001 / 0", "910000000001 / 0", ""),
            ("123456789012345", "123456789012345", ""),
            ("INF900A01AB0", "", "INF900A01AB0"),
        ];
        for (printed, folio, isin) in cases {
            assert_eq!(split(printed), (folio.to_owned(), isin.to_owned()), "{printed}");
        }
    }
}
