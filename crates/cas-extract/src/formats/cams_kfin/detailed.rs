//! Walks a detailed statement: fund house, folio line, scheme head, opening, rows, footer, load text. The state
//! survives page breaks, which may fall between any two lines; the column header is printed once a page.

use std::collections::HashSet;

use cas_model::record::{ClosingRecord, FolioRecord, RemarkRecord, RowRecord, SchemeRecord};
use cas_model::statement::LinkedHolder;
use cas_model::{DiagnosticCode, Pan, Record};
use cas_page::Location;
use cas_table::{Claim, Columns, Furniture, Row, Sheet, before_label, read_labels};

use super::headings::{HEADING_WORDS, is_folio_line, is_fund_house, is_set_apart, next_is_folio};
use super::ledger::{self, OpenRow};
use super::portfolio::{self, Outcome};
use super::scheme_head::{self, HeadLine, LineEnds};
use super::tables::{LEDGER, PORTFOLIO, ledger as column};
use super::{OLD_KARVY, PageTurn, claim_line, closing, free_text, investor};
use crate::detect::Detection;
use crate::sink::Sink;

/// The registrar whose rows may stand on two lines; KFintech's do not.
const KARVY: &str = "KARVY";

/// Where in a statement the walk is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// Before the first folio.
    Front,
    /// In the portfolio summary.
    Portfolio,
    /// Between folio line and opening balance.
    Head,
    /// In the rows of a scheme.
    Rows,
    /// In the text below the footer of a scheme.
    Load,
}

/// Everything that survives from line to line.
pub(super) struct Walk {
    state: State,
    columns: Option<Columns>,
    /// A statement of Karvy: wordings may stand above the dates and figures of rows.
    is_stacked: bool,
    /// Where values end under the labels is known from rows.
    learned: bool,
    portfolio: Option<Columns>,
    /// Fund houses of the portfolio summary, spelled as the headings of the sections but in small letters.
    houses: HashSet<String>,
    house: Option<String>,
    head: Vec<HeadLine>,
    folio: Option<(Location, FolioRecord)>,
    row: Row,
    open: Option<OpenRow>,
    closing: Option<(Location, ClosingRecord)>,
    /// Lines below a footer: load text, or the head of a scheme that has no folio line of its own.
    below: Vec<HeadLine>,
    /// The line right above a dated line to which it belongs.
    above: Option<usize>,
    /// How the lines of scheme heads end.
    ends: LineEnds,
    /// Schemes by the index of their record, as they read if `ends` tells that words were broken.
    undecided: Vec<(usize, Box<SchemeRecord>)>,
}

/// Line of page 1 at which the investor block ends.
fn front_end(sheet: &Sheet, header: Option<usize>) -> usize {
    let summary =
        |at: &usize| sheet.lines.get(*at).is_some_and(|line| sheet.starts_with(line, "PORTFOLIO SUMMARY"));
    let body = (0..sheet.lines.len()).find(|at| summary(at) || is_folio_line(sheet, *at));
    let first = header.unwrap_or_else(|| investor::end(sheet));
    body.map_or(first, |body| body.min(first))
}

impl Walk {
    /// Before the first page.
    pub(super) fn new(detection: &Detection) -> Self {
        Self {
            state: State::Front,
            columns: None,
            is_stacked: detection.generation == Some(OLD_KARVY),
            learned: false,
            portfolio: None,
            houses: HashSet::new(),
            house: None,
            head: Vec::new(),
            folio: None,
            row: Row::default(),
            open: None,
            closing: None,
            below: Vec::new(),
            above: None,
            ends: LineEnds::default(),
            undecided: Vec::new(),
        }
    }

    /// Reads a page whose frame is claimed.
    pub(super) fn page(&mut self, pages: &PageTurn<'_>, sink: &mut Sink) {
        let sheet = pages.sheet;
        let header = LEDGER.find(sheet);
        if let Some(header) = &header {
            header.claim(sheet);
            self.take_columns(sheet, &header.columns);
        }
        if pages.is_first {
            let end = front_end(sheet, header.map(|header| header.lines.start));
            investor::read(sheet, 0..end, sink);
        }
        for (line, found) in sheet.lines.iter().enumerate() {
            if found.range().any(|word| sheet.claims.of(word) == Claim::Unclaimed) {
                self.line(pages, line, sink);
            }
        }
    }

    /// The columns of a page: those of the page before, if its header stood likewise. Rows tell where the values end
    /// under the labels, until they have told of every column.
    fn take_columns(&mut self, sheet: &Sheet, printed: &Columns) {
        let same = self.columns.take().filter(|columns| columns.same_places(printed));
        self.learned &= same.is_some();
        let mut columns = same.unwrap_or_else(|| printed.clone());
        if !self.learned {
            let dated = (0..sheet.lines.len()).filter(|&line| ledger::day(sheet, printed, line).is_some());
            self.learned = columns.settle(sheet, dated);
        }
        self.columns = Some(columns);
    }

    /// After the last page.
    pub(super) fn finish(mut self, sink: &mut Sink) {
        self.close_scheme(sink);
        for (index, closed) in self.undecided.drain(..).filter(|_| self.ends.tell()) {
            if let Some(record) = sink.amend(index) {
                *record = Record::Scheme(closed);
            }
        }
        if self.columns.is_none() && !matches!(self.state, State::Front | State::Portfolio) {
            sink.note(Location::default(), DiagnosticCode::Missing { part: "the table of transactions" });
        }
    }

    fn line(&mut self, pages: &PageTurn<'_>, line: usize, sink: &mut Sink) {
        let sheet = pages.sheet;
        let Some(found) = sheet.lines.get(line) else { return };
        if self.state == State::Rows && self.dated_row(sheet, line, sink) {
            return;
        }
        if sheet.starts_with(found, "PORTFOLIO SUMMARY") {
            sheet.claims.furniture(found.range(), Furniture::Heading);
            self.start_portfolio(sheet, line);
            return;
        }
        let read = (self.state == State::Portfolio && self.portfolio_row(sheet, line, sink))
            || (self.is_left(sheet, line) && self.anchor_line(pages, line, sink));
        if read {
            return;
        }
        if self.is_opening(sheet, line) {
            self.opening(sheet, line, sink);
        } else if self.is_footer(sheet, line) {
            self.footer(sheet, line, sink);
        } else {
            self.other_line(sheet, line, sink);
        }
    }

    /// A line that starts with a date, while rows are expected.
    fn dated_row(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) -> bool {
        let Some(columns) = &self.columns else { return false };
        let Some(day) = ledger::day(sheet, columns, line) else { return false };
        let mut open = ledger::start(sheet, columns, line, Some(day), &mut self.row, sink);
        if let Some(above) = self.above.take() {
            ledger::join_above(sheet, columns, above, &mut self.row, &mut open);
        }
        self.close_row(sink);
        self.open = Some(open);
        true
    }

    /// Folio lines, fund-house headings and the footnote, which all start at the left edge of the body.
    fn anchor_line(&mut self, pages: &PageTurn<'_>, line: usize, sink: &mut Sink) -> bool {
        let sheet = pages.sheet;
        let Some(found) = sheet.lines.get(line) else { return false };
        if is_folio_line(sheet, line) {
            self.close_scheme(sink);
            self.start_folio(sheet, line, sink);
            return true;
        }
        if self.state != State::Head && self.is_house_heading(pages, line) {
            self.close_scheme(sink);
            self.house = Some(free_text(sheet, line));
            claim_line(sheet, line);
            self.state = State::Front;
            return true;
        }
        let text = free_text(sheet, line);
        if text.starts_with('#') && text.contains("IDCW") && text.contains("Income Distribution") {
            let remark = RemarkRecord { kind: "legend", text };
            claim_line(sheet, line);
            sink.push(sheet.location(found), Record::Remark(remark));
            return true;
        }
        false
    }

    fn other_line(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) {
        let Some(found) = sheet.lines.get(line) else { return };
        let excerpt = || HeadLine::of(sheet, found);
        match self.state {
            State::Front | State::Portfolio => {}
            State::Head => {
                claim_line(sheet, line);
                self.head.push(excerpt());
            }
            State::Load => {
                claim_line(sheet, line);
                self.below.push(excerpt());
            }
            State::Rows => self.tail(sheet, line, sink),
        }
    }

    /// A line without a date among the rows.
    fn tail(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) {
        let Some(found) = sheet.lines.get(line) else { return };
        if is_no_transactions(&sheet.line_text(found)) {
            sheet.claims.furniture(found.range(), Furniture::Notice);
            return;
        }
        let Some(columns) = &self.columns else { return };
        let dated_below = ledger::day(sheet, columns, line + 1).is_some();
        // No row above, no other home.
        let is_below = || match self.open {
            Some(_) => ledger::belongs_below(sheet, columns, line, self.nearer()),
            None => {
                ledger::is_close_above(sheet, line)
                    || ledger::belongs_below(sheet, columns, line, self.nearer())
            }
        };
        if dated_below && is_below() {
            claim_line(sheet, line);
            self.above = Some(line);
            return;
        }
        if ledger::has_torn_day(sheet, columns, line) {
            let open = ledger::start(sheet, columns, line, None, &mut self.row, sink);
            self.close_row(sink);
            self.open = Some(open);
            return;
        }
        let taken = match &mut self.open {
            Some(open) => ledger::continue_with(sheet, columns, line, &mut self.row, open, sink),
            None => false,
        };
        if !taken {
            self.undated_row(sheet, line, sink);
        }
    }

    /// How much nearer to a dated line without text a line must stand to be its text. Statements of Karvy may print it above:
    /// so they do where there is no row before, or where the text of the row before stands above too.
    fn nearer(&self) -> f32 {
        match &self.open {
            _ if !self.is_stacked => ledger::NEARER,
            Some(open) if !open.from_above => ledger::NEARER,
            _ => f32::INFINITY,
        }
    }

    /// Numbers without a date that fit into no open row: a row of its own rather than a loss, and a note.
    fn undated_row(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) {
        let Some(columns) = &self.columns else { return };
        let mut open = OpenRow {
            at: sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default(),
            record: RowRecord::default(),
            from_above: false,
        };
        let read = ledger::continue_with(sheet, columns, line, &mut self.row, &mut open, sink);
        if read && ledger::has_numbers(&self.row) {
            sink.note(open.at, DiagnosticCode::UnreadableValue { field: "date" });
            self.close_row(sink);
            self.open = Some(open);
        } else {
            // Text that belongs to no row: above the first one.
            sink.note(open.at, DiagnosticCode::Orphan { record: "line" });
        }
    }

    fn start_portfolio(&mut self, sheet: &Sheet, line: usize) {
        let header = PORTFOLIO.find(sheet, line + 1..sheet.lines.len());
        if let Some(header) = header {
            header.claim(sheet);
            self.portfolio = Some(header.columns);
            self.state = State::Portfolio;
        }
    }

    fn portfolio_row(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) -> bool {
        let Some(columns) = &self.portfolio else { return false };
        match portfolio::read_line(sheet, columns, line, &mut self.row, sink) {
            Outcome::House(name) => drop(self.houses.insert(name.to_ascii_lowercase())),
            Outcome::Total => self.state = State::Front,
            Outcome::Other => return false,
        }
        true
    }

    /// True when the line starts left of the transaction column.
    fn is_left(&self, sheet: &Sheet, line: usize) -> bool {
        let Some(word) = sheet.lines.get(line).and_then(|line| sheet.words_of(line).first()) else {
            return false;
        };
        let bound = self.columns.as_ref().and_then(|columns| columns.band(column::TEXT));
        bound.is_none_or(|band| word.area.x0 < band.anchor - 0.3 * word.size)
    }

    /// A fund house alone on its line, above a folio line (which may be on the next page). Load texts name fund houses
    /// too: they are set smaller than headings or closer to the lines above them, and no such line is the whole name of a
    /// house of this statement.
    fn is_house_heading(&self, pages: &PageTurn<'_>, line: usize) -> bool {
        let sheet = pages.sheet;
        let Some(found) = sheet.lines.get(line) else { return false };
        let is_long = found.range().len() > HEADING_WORDS;
        let large = self.columns.as_ref().and_then(|columns| columns.band(column::DATE)).is_none_or(|band| {
            let header = band.label.height();
            found.area.height() >= 1.1 * header
        });
        if is_long && !large && self.houses.is_empty() {
            return false;
        }
        let mut text = free_text(sheet, line);
        text.make_ascii_lowercase();
        let known = self.houses.contains(&text);
        let apart = || self.state != State::Load || is_set_apart(sheet, line);
        // Prose is long too.
        let told = match is_long {
            true => large && is_fund_house(&text),
            false => large && self.state != State::Rows || is_fund_house(&text) && (large || apart()),
        };
        (known || told) && next_is_folio(pages, line)
    }

    fn start_folio(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) {
        let text = free_text(sheet, line);
        let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
        let mut folio = FolioRecord { amc: self.house.clone(), ..FolioRecord::default() };
        read_cells(&text, at, &mut folio, sink);
        claim_line(sheet, line);
        self.folio = Some((at, folio));
        self.state = State::Head;
    }

    fn opening(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) {
        let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
        if self.state != State::Head {
            self.head_from_below(sink);
        }
        let text = free_text(sheet, line);
        claim_line(sheet, line);
        let open_units = closing::opening(&text, at, sink);
        let head_at = self.head.first().map_or(at, place);
        let after_folio = self.folio.is_some();
        let mut head = scheme_head::read(&std::mem::take(&mut self.head), after_folio);
        if let Some((at, mut folio)) = self.folio.take() {
            folio.registrar.clone_from(&head.scheme.registrar);
            for text in std::mem::take(&mut head.holders) {
                add_holder(&text, head_at, &mut folio, sink);
            }
            sink.push(at, Record::Folio(Box::new(folio)));
        }
        if head.invalid_isin {
            sink.note(head_at, DiagnosticCode::InvalidIsin);
        }
        let registrar = head.scheme.registrar.as_deref();
        self.is_stacked |= registrar.is_some_and(|name| name.eq_ignore_ascii_case(KARVY));
        head.scheme.open_units = open_units;
        let index = sink.push(head_at, Record::Scheme(Box::new(head.scheme)));
        self.ends.add(head.ends);
        if let Some(mut closed) = head.closed {
            closed.open_units = open_units;
            self.undecided.push((index, closed));
        }
        self.state = State::Rows;
    }

    /// A scheme without a folio line of its own (KFintech): its head was taken for the load text of the scheme before.
    fn head_from_below(&mut self, sink: &mut Sink) {
        let mut below = std::mem::take(&mut self.below);
        let start = scheme_head::start(&below);
        self.head = below.split_off(start.min(below.len()));
        self.below = below;
        self.close_scheme(sink);
    }

    fn is_footer(&self, sheet: &Sheet, line: usize) -> bool {
        let Some(found) = sheet.lines.get(line) else { return false };
        let expected = self.state == State::Rows || (self.state == State::Load && self.below.is_empty());
        if !expected || !closing::CELLS.iter().any(|cell| sheet.starts_with(found, cell)) {
            return false;
        }
        let text = sheet.line_text(found);
        let is_new = |(_, closing): &(Location, ClosingRecord)| closing::is_new(&text, closing);
        text.contains(':') && (self.state == State::Rows || self.closing.as_ref().is_none_or(is_new))
    }

    /// `Opening Unit Balance`; load text may begin so too, but has no figure behind it and no scheme above.
    fn is_opening(&self, sheet: &Sheet, line: usize) -> bool {
        let Some(found) = sheet.lines.get(line) else { return false };
        sheet.starts_with(found, "Opening Unit Balance")
            && (self.state != State::Load
                || sheet.line_text(found).bytes().any(|byte| byte.is_ascii_digit())
                || scheme_head::start(&self.below) < self.below.len())
    }

    fn footer(&mut self, sheet: &Sheet, line: usize, sink: &mut Sink) {
        let text = free_text(sheet, line);
        let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
        claim_line(sheet, line);
        let (_, record) = self.closing.get_or_insert_with(|| (at, ClosingRecord::default()));
        closing::read_line(&text, at, record, sink);
        self.close_row(sink);
        self.state = State::Load;
    }

    fn close_row(&mut self, sink: &mut Sink) {
        if let Some(open) = self.open.take() {
            sink.push(open.at, Record::Row(Box::new(open.record)));
        }
    }

    /// Writes out what the scheme before still holds.
    fn close_scheme(&mut self, sink: &mut Sink) {
        self.close_row(sink);
        if let Some((at, closing)) = self.closing.take() {
            sink.push(at, Record::Closing(Box::new(closing)));
        }
        let below = std::mem::take(&mut self.below);
        if let Some(first) = below.first() {
            let mut text = String::new();
            for line in &below {
                ledger::push_tail(&mut text, &line.sheet.joined(line.words.clone()));
            }
            sink.push(place(first), Record::Remark(RemarkRecord { kind: "load", text }));
        }
    }
}

/// What a folio line prints, by label: folio number, then PAN and KYC of the first holder.
const FOLIO_CELLS: [&str; 5] = ["Folio No", "Folio No.", "Folio Number", "PAN", "KYC"];

fn read_cells(text: &str, at: Location, folio: &mut FolioRecord, sink: &mut Sink) {
    for found in read_labels(text, &FOLIO_CELLS) {
        let value = found.value;
        match found.label {
            0..=2 => folio.folio_number = Some(value.to_owned()).filter(|number| !number.is_empty()),
            // Copies printed with other fonts part letters.
            3 => match Pan::parse(value).or_else(|| Pan::parse(&value.replace(' ', ""))) {
                Some(pan) if folio.pan.is_none() => folio.pan = Some(pan),
                // No state (`OK`, `NOT OK`) has figures: a number that is none, or one that runs on.
                _ if value.bytes().any(|byte| byte.is_ascii_digit()) => {
                    sink.note(at, DiagnosticCode::UnreadableValue { field: "PAN" });
                }
                _ if !value.is_empty() => folio.pankyc = Some(value.to_owned()),
                _ => {}
            },
            _ if !value.is_empty() => folio.kyc = Some(value.to_owned()),
            _ => {}
        }
    }
}

/// A line below the folio line: the name of a holder, and cells of his own, if they are printed. The PAN of the folio line
/// is that of the first holder.
fn add_holder(text: &str, at: Location, folio: &mut FolioRecord, sink: &mut Sink) {
    let name = before_label(text, &FOLIO_CELLS);
    if name.is_empty() {
        // Cells of the folio line on a line of their own.
        read_cells(text, at, folio, sink);
        return;
    }
    let mut own = FolioRecord::default();
    if name.len() < text.len() {
        read_cells(text, at, &mut own, sink);
    }
    let pan = own.pan.or_else(|| folio.pan.clone().filter(|_| folio.holders.is_empty()));
    folio.holders.push(LinkedHolder { name: Some(name.to_owned()), pan });
}

fn place(line: &HeadLine) -> Location {
    let area = line.sheet.words.get(line.words.clone()).unwrap_or(&[]).iter().map(|word| word.area);
    let area = area.reduce(|area, word| area.union(&word)).unwrap_or_default();
    Location::new(line.sheet.number, area)
}

/// `*** No transactions during this statement period ***`
fn is_no_transactions(text: &str) -> bool {
    let text = text.trim_matches(['*', ' ']).to_ascii_lowercase();
    ["no transactions during", "no transaction during"].iter().any(|start| text.starts_with(start))
}
