//! The holdings part: group openings, composition tables, sections, rows and totals.

use std::ops::Range;

use cas_model::record::{Record, RemarkRecord, TotalScope};
use cas_model::{DiagnosticCode, SecurityClass};
use cas_page::Location;
use cas_table::{Columns, Furniture, Header, Line, Sheet, TableSpec};

use super::Context;
use super::holding::{Stacks, balance_columns, emit_folio, emit_holding};
use super::rows::{Place, RowLines};
use super::tables::holding::{FOLIO, ISIN, NAME, PRICE, UNITS, VALUE};
use super::tables::{EXPENSES, HOLDINGS, STACKED_HOLDINGS, expenses};
use crate::depository::cell;
use crate::depository::class::{Section, section_of, split_marker};
use crate::depository::draft::RowDraft;
use crate::depository::grid::{Grid, Placed};
use crate::depository::roster::total;
use crate::sink::Sink;
use crate::value::{RUPEE_SIGNS, is_rupee};

/// Which rows are being read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Table {
    #[default]
    None,
    Composition,
    Holdings,
    Expenses,
}

/// Lines of holdings: the ISIN stands on the first one.
const HOLDING_LINES: RowLines =
    RowLines { key: Some((ISIN, starts_isin)), name: Some(NAME), valued: &[UNITS, PRICE, VALUE] };

/// Lines of expense ratios: the numbers stand on the first one.
const EXPENSE_LINES: RowLines = RowLines {
    key: None,
    name: Some(expenses::SCHEME),
    valued: &[expenses::COMMISSION, expenses::REGULAR, expenses::DIRECT],
};

/// State of the holdings part; it survives page breaks.
#[derive(Debug, Default)]
pub(super) struct Holdings {
    table: Table,
    section: Option<Section>,
    grid: Grid,
    stacks: Stacks,
    row: RowDraft,
    placed: Placed,
}

impl Holdings {
    /// `PORTFOLIO COMPOSITION`.
    pub(super) fn open_composition(&mut self, context: &Context, out: &mut Sink) {
        self.settle(context, out);
        (self.table, self.section) = (Table::Composition, None);
    }

    /// `Total Expense Ratio & Commission Paid`.
    pub(super) fn open_expenses(&mut self, context: &Context, out: &mut Sink) {
        self.settle(context, out);
        self.table = Table::Expenses;
        self.grid = Grid::default();
    }

    /// A demat account or another part begins.
    pub(super) fn close(&mut self, context: &Context, out: &mut Sink) {
        self.settle(context, out);
        (self.table, self.section) = (Table::None, None);
    }

    /// Reads a line; returns the number of lines used up, 0 when it is none of this part.
    pub(super) fn line(&mut self, context: &Context, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        let Some(line) = sheet.lines.get(at) else { return 0 };
        if self.table == Table::Composition {
            if self.composition_line(context, sheet, line, out) {
                return 1;
            }
            if self.is_marker(sheet, line).is_none() && !has_digits(sheet, line) && self.section.is_none() {
                // The legend of the chart beside the table.
                if sheet.words_of(line).first().is_some_and(|word| word.area.x0 > 0.25 * sheet.width) {
                    sheet.claims.furniture(line.range(), Furniture::Notice);
                    return 1;
                }
            }
        }
        if let Some(section) = self.is_marker(sheet, line) {
            self.settle(context, out);
            sheet.claims.furniture(line.range(), Furniture::Heading);
            (self.table, self.section) = (Table::Holdings, Some(section));
            return 1;
        }
        let used = self.header(context, sheet, at, out);
        if used > 0 {
            return used;
        }
        if self.total_line(context, sheet, line, out) || self.caption(sheet, at) {
            return 1;
        }
        usize::from(self.row_line(context, sheet, at, out))
    }

    /// A cell `X (CODE)` alone at the left margin.
    fn is_marker(&self, sheet: &Sheet, line: &Line) -> Option<Section> {
        let words = sheet.words_of(line);
        let (first, last) = (words.first()?, words.last()?);
        if !sheet.text(last).ends_with(')') || first.area.x0 - sheet.margin > 3.0 * first.size {
            return None;
        }
        if sheet.phrases(line.range()).count() != 1 {
            return None;
        }
        section_of(&sheet.line_text(line))
    }

    /// `Equities (E)  80,055.16  3.38%` and `TOTAL 23,68,650.46`; a chart legend may follow on the same line.
    fn composition_line(&mut self, context: &Context, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let words = line.range();
        if sheet.starts_with(line, "ASSET CLASS") {
            sheet.claims.furniture(words, Furniture::ColumnHeader);
            return true;
        }
        let text = |index: usize| sheet.words.get(index).map_or("", |word| sheet.text(word));
        let Some(value_at) = words.clone().find(|&index| cell::is_number(text(index))) else { return false };
        let signed = value_at > words.start && is_rupee(text(value_at - 1));
        let label = sheet.joined(words.start..value_at - usize::from(signed));
        let label = label.trim_end_matches(|sign| sign == ' ' || RUPEE_SIGNS.contains(&sign));
        let is_total = label.eq_ignore_ascii_case("TOTAL");
        if !is_total && split_marker(label).is_none() {
            return false;
        }
        let value = cell::amount(text(value_at));
        let percent = if value_at + 1 < words.end { cell::percent(text(value_at + 1)) } else { None };
        let used = value_at + 1 + usize::from(percent.is_some());
        sheet.claims.data(words.start..used);
        sheet.claims.furniture(used.min(words.end)..words.end, Furniture::Notice);
        let scope = match (is_total, context.group) {
            (true, Some(group)) => TotalScope::Group(group),
            (_, group) => TotalScope::AssetClass(group, label.to_owned()),
        };
        let mut record = total(scope, label, None, value);
        record.percent = percent;
        out.push(sheet.location(line), Record::Total(Box::new(record)));
        if is_total {
            self.table = Table::None;
        }
        true
    }

    /// A column header: anchors the columns anew.
    fn header(&mut self, context: &Context, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        // Labels are top-aligned as a rule; where they are not, some stand above the line of the ISIN.
        let Some(below) = lines_to_isin(sheet, at) else { return 0 };
        if below == 0 && sheet.lines.get(at).is_none_or(|line| line.range().len() < 3) {
            return 0;
        }
        let labels = header_lines(sheet, at);
        let latest = if below == 0 { at + 1 } else { at };
        let find =
            |spec: TableSpec| spec.find(sheet, labels.clone()).filter(|header| header.lines.start <= latest);
        let found = if self.table == Table::Expenses {
            find(EXPENSES)
        } else {
            find(HOLDINGS).or_else(|| find(STACKED_HOLDINGS).filter(|header| names_isin_below(sheet, header)))
        };
        let Some(header) = found else { return 0 };
        if header.columns.count() < 3 {
            return 0;
        }
        // A header repeated after a page break may stand between two lines of one row.
        if self.table != Table::Holdings || self.row.at().page == sheet.number {
            self.settle(context, out);
        }
        header.claim(sheet);
        self.grid.renew(&header.columns);
        if self.table == Table::Expenses {
            return header.lines.end - at;
        }
        self.table = Table::Holdings;
        self.stacks = stacks(sheet, &header.columns, header.lines.clone());
        if self.grid.has(FOLIO) {
            self.section = Some(Section::Folios);
        }
        header.lines.end - at
    }

    /// `Sub Total` and `Total`: the value may stand in any column.
    fn total_line(&mut self, context: &Context, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let sub_total = sheet.starts_with(line, "Sub Total");
        if self.table != Table::Holdings && self.table != Table::None
            || !sub_total && !sheet.starts_with(line, "Total")
        {
            return false;
        }
        let label_words = if sub_total { 2 } else { 1 };
        let rest = sheet.words_of(line).get(label_words.min(line.range().len())..).unwrap_or(&[]);
        let known = |text: &str| cell::is_number(text) || cell::is_placeholder(text) || text == "`";
        if !rest.iter().all(|word| known(sheet.text(word)) || word.area.x0 > 0.85 * sheet.width) {
            return false;
        }
        let value = rest.iter().rev().find_map(|word| cell::amount(sheet.text(word)));
        self.settle(context, out);
        sheet.claims.data(line.range());
        let scope = self.total_scope(context, sub_total);
        if let (Some(scope), Some(_)) = (scope, value) {
            let label = if sub_total { "Sub Total" } else { "Total" };
            out.push(sheet.location(line), Record::Total(Box::new(total(scope, label, None, value))));
        }
        if !sub_total {
            self.table = Table::None;
        }
        true
    }

    fn total_scope(&self, context: &Context, sub_total: bool) -> Option<TotalScope> {
        if self.section == Some(Section::Folios) {
            let group = context.group.unwrap_or_default();
            return Some(TotalScope::AssetClass(Some(group), "Mutual Fund Folios (F)".to_owned()));
        }
        let account = context.account.clone()?;
        Some(match (sub_total, self.class()) {
            (true, Some(class)) => TotalScope::AccountClass(account, class),
            _ => TotalScope::Account(account),
        })
    }

    fn class(&self) -> Option<SecurityClass> {
        match self.section {
            Some(Section::Holdings(class)) => Some(class),
            _ => None,
        }
    }

    /// A caption between marker and header (`Equity Shares`, `Mutual Funds Units held with the AMC`).
    fn caption(&self, sheet: &Sheet, at: usize) -> bool {
        let Some(line) = sheet.lines.get(at) else { return false };
        let announces = sheet.starts_with(line, "Mutual Fund Folios") && line.range().len() <= 4;
        if !announces
            && (self.table != Table::Holdings || has_digits(sheet, line) || self.row.reaches(sheet, line))
        {
            return false;
        }
        let before_header = lines_to_isin(sheet, at + 1).is_some();
        let found = announces || before_header;
        if found {
            sheet.claims.furniture(line.range(), Furniture::Heading);
        }
        found
    }

    /// A line of a row. Rows start where a line stands off from the one before it and holds an ISIN or values.
    fn row_line(&mut self, context: &Context, sheet: &Sheet, at: usize, out: &mut Sink) -> bool {
        let Some(line) = sheet.lines.get(at).filter(|_| self.in_rows()) else { return false };
        let mut placed = std::mem::take(&mut self.placed);
        self.grid.place(sheet, line.range(), &mut placed);
        let taken = self.place_line(context, sheet, at, &placed, out);
        self.placed = placed;
        taken
    }

    fn place_line(
        &mut self,
        context: &Context,
        sheet: &Sheet,
        at: usize,
        placed: &Placed,
        out: &mut Sink,
    ) -> bool {
        let Some(line) = sheet.lines.get(at) else { return false };
        let lines = if self.table == Table::Expenses { &EXPENSE_LINES } else { &HOLDING_LINES };
        match lines.place(&self.row, &self.grid, sheet, at, placed) {
            Place::First => self.settle(context, out),
            Place::Further => {}
            Place::Nowhere => return false,
        }
        self.row.add(sheet, line, placed);
        true
    }

    /// True below `Total Expense Ratio & Commission Paid`, whose lines are kept as remarks.
    pub(super) fn in_expenses(&self) -> bool {
        self.table == Table::Expenses
    }

    fn in_rows(&self) -> bool {
        matches!(self.table, Table::Holdings | Table::Expenses)
    }

    /// Emits the open row.
    pub(super) fn settle(&mut self, context: &Context, out: &mut Sink) {
        if self.row.is_empty() {
            return;
        }
        match (self.table, self.section) {
            (Table::Expenses, _) => self.emit_expenses(out),
            (_, Some(Section::Folios)) => emit_folio(&self.row, context.group, out),
            (_, Some(Section::Pension)) => {
                out.note(self.row.at(), DiagnosticCode::Orphan { record: "pension row" });
            }
            _ => emit_holding(&self.row, context.account.as_ref(), self.class(), &self.stacks, out),
        }
        self.row.clear();
    }

    fn emit_expenses(&self, out: &mut Sink) {
        const LABELS: [&str; 4] =
            ["Scheme Name", "Gross Commission Paid", "TER Regular (%)", "TER Direct (%)"];
        let mut text = String::new();
        for (column, label) in LABELS.iter().enumerate() {
            let Some(cell) = self.row.text(column) else { continue };
            if column != expenses::SCHEME {
                text.push_str("; ");
            }
            text.push_str(label);
            text.push_str(": ");
            text.push_str(&cell);
        }
        out.push(self.row.at(), Record::Remark(RemarkRecord { kind: "expense-ratio", text }));
    }
}

/// `IN` and at least five more capitals and digits: a whole ISIN, or the first part of a wrapped one.
fn starts_isin(text: &str) -> bool {
    text.len() >= 7
        && text.starts_with("IN")
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '\u{ad}' | '-'))
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

fn has_digits(sheet: &Sheet, line: &Line) -> bool {
    sheet.words_of(line).iter().any(|word| sheet.text(word).bytes().any(|byte| byte.is_ascii_digit()))
}

/// How many lines below `at` the label `ISIN` (`Scheme`) stands, all of them lines of one header; `None` when the line
/// starts no header.
fn lines_to_isin(sheet: &Sheet, at: usize) -> Option<usize> {
    lines_to(sheet, at, names_isin)
}

/// How many lines below `at` a line stands that names the first column, all of them lines of one header.
pub(super) fn lines_to(sheet: &Sheet, at: usize, names: fn(&Sheet, &Line) -> bool) -> Option<usize> {
    let mut last: Option<&Line> = None;
    for below in 0..cas_table::tolerance::HEADER_LINES {
        let line = sheet.lines.get(at + below)?;
        let pitch = cas_table::tolerance::HEADER_PITCH_EM * line.size;
        if has_digits(sheet, line) || last.is_some_and(|last| line.baseline - last.baseline > pitch) {
            return None;
        }
        if names(sheet, line) {
            return Some(below);
        }
        last = Some(line);
    }
    None
}

/// True when one of the first words of a line is the label of the first column.
fn names_isin(sheet: &Sheet, line: &Line) -> bool {
    sheet.words_of(line).iter().take(4).any(|word| {
        let text = sheet.text(word);
        ["ISIN", "Scheme"].iter().any(|label| {
            let head = text.get(..label.len());
            text.len() <= label.len() + 4 && head.is_some_and(|head| head.eq_ignore_ascii_case(label))
        })
    })
}

/// True for a header whose label of names goes on with `ISIN`.
fn names_isin_below(sheet: &Sheet, header: &Header) -> bool {
    let Some(name) = header.columns.band(NAME) else { return false };
    let lines = sheet.lines.get(header.lines.clone()).unwrap_or(&[]).iter();
    lines
        .flat_map(|line| sheet.words_of(line))
        .any(|word| sheet.text(word).eq_ignore_ascii_case("ISIN") && word.area.x_overlap(&name.label) > 0.0)
}

/// The lines from `at` on that may be labels: they hold no digits.
pub(super) fn header_lines(sheet: &Sheet, at: usize) -> Range<usize> {
    let end = (at..sheet.lines.len())
        .take(cas_table::tolerance::HEADER_LINES + 1)
        .find(|&index| sheet.lines.get(index).is_none_or(|line| has_digits(sheet, line)))
        .unwrap_or((at + cas_table::tolerance::HEADER_LINES + 1).min(sheet.lines.len()));
    at..end
}

/// The balances that each balance column stacks: its label, cut after every `Bal.`.
fn stacks(sheet: &Sheet, columns: &Columns, lines: Range<usize>) -> Stacks {
    let mut out = Stacks::new();
    for column in balance_columns() {
        let Some(band) = columns.band(column) else { continue };
        let mut labels: Vec<String> = Vec::new();
        let mut open = String::new();
        for line in sheet.lines.get(lines.clone()).unwrap_or(&[]) {
            for word in sheet.words_of(line).iter().filter(|word| word.area.x_overlap(&band.label) > 0.0) {
                if !open.is_empty() {
                    open.push(' ');
                }
                open.push_str(sheet.text(word));
                if sheet.text(word).get(..3).is_some_and(|head| head.eq_ignore_ascii_case("Bal")) {
                    labels.push(std::mem::take(&mut open));
                }
            }
        }
        out.push((column, labels));
    }
    out
}

/// `RIYA TESTCASE   ` 39,504.93   Holdings`: a name, the value of the group, perhaps a word of the navigation strip.
/// Returns the words of the name and the index of the value.
pub(super) fn group_opening(context: &Context, sheet: &Sheet, line: &Line) -> Option<(Range<usize>, usize)> {
    let words = line.range();
    let text = |index: usize| sheet.words.get(index).map_or("", |word| sheet.text(word));
    if !text(words.start).starts_with(|first: char| first.is_alphabetic()) {
        return None;
    }
    let value = words.clone().find(|&index| cell::is_number(text(index)))?;
    let parted = value > words.start && is_rupee(text(value - 1));
    let glued = text(value).starts_with(RUPEE_SIGNS) || text(value).starts_with("Rs.");
    let glyph = parted || glued;
    let name = words.start..value - usize::from(parted);
    let tail_fits = (value + 1..words.end).all(|index| ["Holdings", "Summary"].contains(&text(index)));
    if name.is_empty() || !tail_fits || !text(value).contains('.') {
        return None;
    }
    let named = sheet.joined(name.clone());
    let known = context.is_holder(&named);
    let fits = known || glyph && !named.to_ascii_uppercase().contains("TOTAL") && !named.contains(':');
    fits.then_some((name, value))
}

/// Where an opening stands, for the total of the group.
pub(super) fn emit_opening(group: u32, at: Location, sheet: &Sheet, value: usize, out: &mut Sink) {
    let value = sheet.words.get(value).and_then(|word| cell::amount(sheet.text(word)));
    out.push(at, Record::Total(Box::new(total(TotalScope::Group(group), "Holdings", None, value))));
}
