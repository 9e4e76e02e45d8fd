//! The walk over the pages of a note: headers open tables, tables take their rows, what is left is head, obligation
//! block or notice.

use std::ops::Range;

use cas_model::note_record::{ChargeKind, ChargeRecord};
use cas_model::record::Record;
use cas_model::{Amount, DiagnosticCode};
use cas_page::Location;
use cas_table::{Claim, Furniture, Header, Line, Rules, Sheet, Spelling, TightTable, Word};

use super::cells::{Cells, Row, fold, is_linked};
use super::charge_labels::kind_of;
use super::charge_lines::parts;
use super::charges::{self, Charges};
use super::head::Head;
use super::head_labels::begins_with_own;
use super::head_pieces::band;
use super::kinds::{KINDS, Kind};
use super::statutory::Statutory;
use super::summary;
use super::turn::Turn;
use super::{figures, fills, notices, tables};
use crate::sink::Sink;
use crate::value;

/// What a line is for the table that is open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Role {
    /// It holds the figures of a row.
    Row,
    /// Anything else.
    Other,
}

/// The title of a note stands among its first lines.
const TITLE_LINES: usize = 16;

/// The walk.
pub(super) struct Walk {
    sink: Sink,
    tables: Vec<(Kind, TightTable<'static>)>,
    head: Head,
    charges: Charges,
    statutory: Statutory,
    /// Figures per column of the obligation table that lies down.
    transposed: Vec<Vec<Option<Amount>>>,
    /// The last row of it says that it is the total.
    totalled: bool,
    transposed_at: Option<Location>,
    open: Option<(Kind, Cells)>,
    segment: Option<String>,
    /// Tables met so far, for [`Walk::finish`].
    met: Vec<Kind>,
    /// The words of a row and of the one that may follow it.
    rows: [Row; 2],
    turn: Turn,
    /// Baseline and size of the notice above.
    notice: Option<(f32, f32)>,
    over: bool,
}

/// What a note must hold to be read at all.
pub(super) struct Seen {
    /// A table of fills, securities or contracts.
    pub(super) trades: bool,
    /// A complete obligation block.
    pub(super) charges: bool,
}

impl Walk {
    pub(super) fn new() -> Self {
        Self {
            sink: Sink::default(),
            tables: KINDS.iter().map(|(kind, labels)| (*kind, TightTable::new(labels))).collect(),
            head: Head::default(),
            charges: Charges::default(),
            statutory: Statutory::default(),
            transposed: Vec::new(),
            totalled: false,
            transposed_at: None,
            open: None,
            segment: None,
            met: Vec::new(),
            rows: Default::default(),
            turn: Turn::default(),
            notice: None,
            over: false,
        }
    }

    /// Reads a page.
    pub(super) fn page(&mut self, sheet: &Sheet) {
        let rules = Rules::of(sheet);
        if self.over || self.starts_further_note(sheet) {
            if !self.over {
                let at = sheet.lines.first().map(|line| sheet.location(line)).unwrap_or_default();
                self.sink.note(at, DiagnosticCode::FurtherNote);
            }
            self.over = true;
            sheet.claims.furniture(0..sheet.words.len(), Furniture::Notice);
            return;
        }
        self.charges.turn_page();
        self.notice = None;
        let count = sheet.lines.len();
        let spelling = Spelling::of(sheet);
        let tables = self.tables.iter_mut();
        let mut next: Vec<Option<Header>> =
            tables.map(|(_, table)| table.find(sheet, &spelling, &rules, 0..count)).collect();
        let mut at = 0;
        while at < count {
            let nearest = next
                .iter()
                .enumerate()
                .filter_map(|(index, header)| header.as_ref().map(|header| (index, header)))
                .min_by_key(|(_, header)| (header.lines.start, usize::MAX - header.columns.count()));
            let Some((index, header)) = nearest else { break };
            let header = header.clone();
            self.lines(sheet, &rules, at..header.lines.start);
            self.header(sheet, &rules, index, &header);
            at = header.lines.end;
            for (slot, (_, table)) in next.iter_mut().zip(&mut self.tables) {
                if slot.as_ref().is_some_and(|header| header.lines.start < at) {
                    *slot = table.find(sheet, &spelling, &rules, at..count);
                }
            }
        }
        self.lines(sheet, &rules, at..count);
    }

    /// A further note in the same file begins with another number.
    fn starts_further_note(&self, sheet: &Sheet) -> bool {
        let Some(known) = self.head.number() else { return false };
        const TITLE: &[u8] = b"contractnotecum";
        let mut compact = Vec::new();
        let is_title = |line: &Line| {
            compact.clear();
            compact.extend(sheet.words_of(line).iter().flat_map(|word| charges::compacted(sheet.text(word))));
            compact.windows(TITLE.len()).any(|part| part == TITLE)
        };
        if !sheet.lines.iter().take(TITLE_LINES).any(is_title) {
            return false;
        }
        let mut probe = Head::default();
        probe.read(sheet, &Rules::default(), 0..sheet.lines.len().min(40));
        sheet.claims.mark(0..sheet.words.len(), Claim::Unclaimed);
        probe.number().is_some_and(|number| number != known)
    }

    fn header(&mut self, sheet: &Sheet, rules: &Rules, index: usize, header: &Header) {
        let Some(kind) = self.tables.get(index).map(|(kind, _)| *kind) else { return };
        header.claim(sheet);
        // What shares the lines of the labels belongs to them: a label that no table knows, marks of footnotes.
        for line in sheet.lines.get(header.lines.clone()).unwrap_or(&[]) {
            sheet.claims.furniture(line.range(), Furniture::ColumnHeader);
        }
        if kind != Kind::Statutory {
            self.statutory.flush(&mut self.sink);
        }
        if self.met.last() != Some(&kind) {
            self.turn.end();
        }
        self.turn.header(header.lines.end);
        self.met.push(kind);
        self.head.close(sheet);
        self.open = Some((kind, Cells::new(rules, header, kind.marks())));
    }

    /// Lines between headers.
    fn lines(&mut self, sheet: &Sheet, rules: &Rules, lines: Range<usize>) {
        let mut at = lines.start;
        if let Some((kind, cells)) = self.open.take() {
            let end = self.table(sheet, rules, kind, &cells, lines.clone());
            // A table that was not ended goes on with the next page.
            if end == lines.end {
                self.open = Some((kind, cells));
            }
            at = end;
        }
        while at < lines.end {
            at = self.loose(sheet, rules, at, lines.end);
        }
    }

    /// Rows of the open table; gives the line that ended it.
    fn table(
        &mut self,
        sheet: &Sheet,
        rules: &Rules,
        kind: Kind,
        cells: &Cells,
        lines: Range<usize>,
    ) -> usize {
        let [mut row, mut next] = std::mem::take(&mut self.rows);
        let (mut end, mut at, mut start) = (lines.end, lines.start, lines.start);
        let mut take = |walk: &mut Self, anchor: usize, span: Range<usize>, is_last: bool, row: &mut Row| {
            let lines = fold(sheet, rules, start.max(span.start), anchor, span.end, is_last);
            while at < lines.start {
                let line = at;
                at = walk.aside(sheet, rules, (kind, cells), at..lines.start);
                walk.doubt_segment(sheet, kind, line);
            }
            // Most rows are one line, which was read to tell that it is one.
            if kind == Kind::Statutory || lines != (anchor..anchor + 1) {
                cells.read(sheet, lines.clone(), anchor, row);
            }
            start = lines.end;
            at = lines.end.max(at);
            walk.row(sheet, kind, cells, lines, anchor, row);
        };
        let (mut open, mut wall) = (None, lines.start);
        for line in lines.clone() {
            if self.role(sheet, kind, cells, line, &mut next) == Role::Row {
                if let Some(anchor) = open.replace(line) {
                    take(self, anchor, wall..line, false, &mut row);
                }
                std::mem::swap(&mut row, &mut next);
            } else if self.ends(sheet, line) {
                end = line;
                break;
            } else if is_wall(sheet, (kind, cells), line, open.map(|_| &row))
                && !(open.is_some() && is_of_contract(sheet, rules, (kind, cells), line))
            {
                if let Some(anchor) = open.take() {
                    take(self, anchor, wall..line, true, &mut row);
                }
                wall = line + 1;
            }
        }
        if let Some(anchor) = open {
            take(self, anchor, wall..end, true, &mut row);
        }
        while at < end {
            at = self.aside(sheet, rules, (kind, cells), at..end);
        }
        self.rows = [row, next];
        if end < lines.end {
            self.statutory.flush(&mut self.sink);
        }
        end
    }

    /// A line between the rows of a table; gives the next line.
    fn aside(&mut self, sheet: &Sheet, rules: &Rules, table: (Kind, &Cells), lines: Range<usize>) -> usize {
        let (kind, cells) = table;
        let line = lines.start;
        if self.turn.take(sheet, cells, line, &mut self.sink)
            || kind == Kind::Fills && fills::name(sheet, line, &mut self.sink)
        {
            return line + 1;
        }
        if matches!(kind, Kind::Securities | Kind::Scrips) && summary::resembles(sheet, line) {
            let at = sheet.lines.get(line).map(|line| sheet.location(line)).unwrap_or_default();
            self.sink.note(at, DiagnosticCode::Orphan { record: "summary row" });
        }
        self.loose(sheet, rules, line, lines.end)
    }

    /// A heading between fills that nobody knows may name their segment: it is not the one above any more.
    fn doubt_segment(&mut self, sheet: &Sheet, kind: Kind, line: usize) {
        let Some(found) = sheet.lines.get(line).filter(|_| kind == Kind::Fills && self.segment.is_some())
        else {
            return;
        };
        let unknown = sheet.claims.of(found.range().start) == Claim::Unclaimed;
        if unknown && notices::is_of_an_exchange(&sheet.line_text(found)) {
            self.segment = None;
            self.sink
                .note(sheet.location(found), DiagnosticCode::UnreadableValue { field: "segment of fills" });
        }
    }

    fn role(&self, sheet: &Sheet, kind: Kind, cells: &Cells, line: usize, row: &mut Row) -> Role {
        if kind == Kind::Statutory {
            return Statutory::role(sheet, line);
        }
        cells.read(sheet, line..line + 1, line, row);
        match kind {
            Kind::Fills => fills::role(sheet, cells, row),
            Kind::Securities => summary::security_role(sheet, row, line),
            Kind::Contracts => summary::contract_role(sheet, row),
            Kind::Taxes => summary::tax_role(sheet, row, line),
            Kind::Demat => summary::demat_role(sheet, row),
            Kind::Scrips => summary::scrip_role(sheet, row, line),
            Kind::Transposed | Kind::Statutory => {
                let figures =
                    (1..=charges::TRANSPOSED.len()).filter(|column| figures::is_figure(sheet, row, *column));
                if figures.count() > 3 { Role::Row } else { Role::Other }
            }
        }
    }

    fn row(
        &mut self,
        sheet: &Sheet,
        kind: Kind,
        cells: &Cells,
        lines: Range<usize>,
        anchor: usize,
        row: &mut Row,
    ) {
        let Some(line) = sheet.lines.get(anchor) else { return };
        let at = sheet.location(line);
        let before = self.sink.len();
        match kind {
            Kind::Fills => fills::read(sheet, row, self.segment.as_deref(), at, &mut self.sink),
            Kind::Securities => summary::security(sheet, row, at, &mut self.sink),
            Kind::Contracts => summary::contract(sheet, row, at, &mut self.sink),
            Kind::Statutory => {
                cells.read(sheet, anchor..anchor + 1, anchor, row);
                self.statutory.read(sheet, anchor, row, at, &mut self.sink);
                for line in lines.filter(|line| *line > anchor) {
                    self.statutory.go_on(sheet, line);
                }
            }
            Kind::Taxes => summary::tax(sheet, row, at, &mut self.sink),
            Kind::Demat => summary::demat(sheet, row, at, &mut self.sink),
            Kind::Scrips => summary::scrip(sheet, row, at, &mut self.sink),
            Kind::Transposed => self.exchange(sheet, row, at),
        }
        self.turn.row(sheet, before, &mut self.sink);
    }

    /// A row of the obligation table that lies down.
    fn exchange(&mut self, sheet: &Sheet, row: &Row, at: Location) {
        row.claim(sheet);
        let total = |text| charges::compact(text).contains("total");
        self.totalled = row.text(sheet, 0).as_deref().is_some_and(total);
        self.transposed_at = self.transposed_at.or(Some(at));
        let mut figures = Vec::with_capacity(charges::TRANSPOSED.len());
        for column in 1..=charges::TRANSPOSED.len() {
            figures.push(figures::money(sheet, row, column, "obligation by exchange", at, &mut self.sink));
        }
        self.transposed.push(figures);
    }

    /// True for a line that ends a table: a line of the obligation block, a heading, the sentence below the summary.
    pub(super) fn ends(&self, sheet: &Sheet, line: usize) -> bool {
        let Some(found) = sheet.lines.get(line) else { return false };
        let text = sheet.line_text(found);
        // Without its figures a label may be a line of a name (`BROKERAGE SOLUTIONS LTD`).
        let is_charge = kind_of(&parts(sheet, found).label).is_some_and(|kind| match kind {
            ChargeKind::Memo => false,
            ChargeKind::Obligation => true,
            _ => sheet.words_of(found).iter().any(|word| figures::is_money(sheet.text(word))),
        });
        is_charge
            || charges::compact(&text).starts_with("exchangewisedetails")
            || charges::compact(&text).starts_with("annexure")
            || charges::compact(&text).starts_with("obligationdetails")
            || notices::ends_head(&text)
    }

    /// A line outside tables; gives the next line.
    fn loose(&mut self, sheet: &Sheet, rules: &Rules, line: usize, end: usize) -> usize {
        let Some(found) = sheet.lines.get(line) else { return line + 1 };
        let next = self.charges.take(sheet, rules, line..end, &mut self.sink);
        if next > line {
            self.turn.end();
            return next;
        }
        let text = sheet.line_text(found);
        if notices::is_segment(&text) {
            self.segment = Some(text);
            self.turn.end();
            sheet.claims.furniture(found.range(), Furniture::Heading);
            return line + 1;
        }
        if self.met.is_empty() {
            let band = band(sheet, rules, line..end);
            self.head.take(sheet, rules, band.clone());
            return band.end.max(line + 1);
        }
        if self.is_notice(sheet, found, &text) {
            sheet.claims.furniture(found.range(), Furniture::Notice);
            self.notice = Some((found.baseline, found.size));
        } else if fills::resembles(sheet, found.range()) {
            self.sink.note(sheet.location(found), DiagnosticCode::Orphan { record: "fill" });
        } else {
            self.head.late(sheet, found);
        }
        line + 1
    }

    /// Known text, the rest of its paragraph, and the day and place of making below the obligation block.
    fn is_notice(&mut self, sheet: &Sheet, line: &Line, text: &str) -> bool {
        let figures = sheet.words_of(line).iter().filter(|word| figures::is_money(sheet.text(word))).count();
        let goes_on = self.notice.take().is_some_and(|(baseline, size)| {
            (0.0..=1.6 * size).contains(&(line.baseline - baseline)) && figures == 0 && !begins_with_own(text)
        });
        let made = self.charges.is_complete() && value::note_date(text).is_some();
        goes_on
            || made
            || notices::is_known(text)
            || notices::is_prose(text)
            || self.charges.is_complete() && notices::is_of_the_making(text)
    }

    /// Ends the note; says what was met.
    pub(super) fn finish(mut self) -> (Seen, Sink) {
        self.statutory.flush(&mut self.sink);
        self.charges.flush(&mut self.sink);
        let trades = self
            .met
            .iter()
            .any(|kind| matches!(kind, Kind::Fills | Kind::Securities | Kind::Contracts | Kind::Statutory));
        let charges = self.charges.is_complete() || self.lie_down();
        self.head.finish(&mut self.sink);
        (Seen { trades, charges }, self.sink)
    }

    /// Emits the obligation table that lies down. Without a row of totals its rows add up to them.
    fn lie_down(&mut self) -> bool {
        let rows = std::mem::take(&mut self.transposed);
        let (total, segments) = match rows.split_last() {
            None => return false,
            Some((last, rest)) if self.totalled || rest.is_empty() => (Some(last), rest),
            Some(_) => (None, rows.as_slice()),
        };
        let at = self.transposed_at.unwrap_or_default();
        for (column, kind) in charges::TRANSPOSED.into_iter().enumerate() {
            let figure = |row: &Vec<Option<Amount>>| row.get(column).copied().flatten();
            let record = ChargeRecord {
                kind,
                label: tables::TRANSPOSED
                    .columns
                    .get(column + 1)
                    .and_then(|spec| spec.labels.first())
                    .map_or(String::new(), |label| (*label).to_owned()),
                direction: None,
                segments: segments.iter().map(figure).collect(),
                total: total.and_then(figure),
            };
            if record.total.is_some() || record.segments.iter().any(Option::is_some) {
                self.sink.push(at, Record::Charge(Box::new(record)));
            }
        }
        true
    }
}

/// True for the name of a segment, which no row goes over; below the name of the open row it may be the rest of it.
fn is_wall(sheet: &Sheet, (kind, cells): (Kind, &Cells), line: usize, above: Option<&Row>) -> bool {
    let Some(found) = sheet.lines.get(line).filter(|_| kind != Kind::Statutory) else { return false };
    let (text, left) = (sheet.line_text(found), found.area.x0);
    if !notices::is_segment(&text) {
        return kind == Kind::Fills && cells.begins(left) && notices::is_of_an_exchange(&text);
    }
    let name = above.zip(kind.names()).and_then(|(row, column)| sheet.words.get(*row.words(column).first()?));
    cells.begins(left) || name.map_or(above.is_none(), |name| left + found.size < name.area.x0)
}

/// True for a line that is the end of a contract: in its cell, close below a line of it, with the dash before the exchange
/// between them (`CRUDEOIL 13 Dec 2026 1360 PE -` above `MCX`).
fn is_of_contract(sheet: &Sheet, rules: &Rules, (kind, cells): (Kind, &Cells), line: usize) -> bool {
    let column = match kind {
        Kind::Contracts => tables::contracts::TEXT,
        Kind::Fills => tables::fills::TEXT,
        _ => return false,
    };
    let Some((upper, found)) = line.checked_sub(1).and_then(|upper| Some((upper, sheet.lines.get(line)?)))
    else {
        return false;
    };
    let mut row = Row::default();
    cells.read(sheet, upper..line, upper, &mut row);
    let word = |index: Option<&usize>| index.and_then(|&index| sheet.words.get(index));
    let (Some(first), Some(last)) = (word(row.words(column).first()), word(row.words(column).last())) else {
        return false;
    };
    let near = is_linked(sheet, rules, upper, line) && (found.area.x0 - first.area.x0).abs() <= found.size;
    let dash = |word: &Word| sheet.text(word).ends_with('-');
    near && (dash(last) || sheet.words_of(found).first().is_some_and(dash))
}
