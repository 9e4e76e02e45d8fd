//! The obligation block: labels with one figure per segment and a total, in any of the forms that brokers print.
//!
//! The figures stand after their label (most brokers), before it (ICICI), on the line below (GST of ICICI), or in the
//! middle of a label of two lines. The total is what stands under `NET TOTAL`, or the only figure.

use std::ops::Range;

use cas_model::Amount;
use cas_model::note_record::{ChargeKind, ChargeRecord};
use cas_model::record::Record;
use cas_page::{Location, Rect};
use cas_table::{Furniture, Rules, Sheet};

use super::charge_labels::{continues, direction_of, is_rate, kind_of};
use super::charge_lines::{Figure, Parts, row};
use super::notices;
use crate::sink::Sink;

/// Kinds of the columns of [`super::tables::TRANSPOSED`] from the second on.
pub(super) const TRANSPOSED: [ChargeKind; 12] = [
    ChargeKind::Obligation,
    ChargeKind::Brokerage,
    ChargeKind::Exchange,
    ChargeKind::Cgst,
    ChargeKind::Sgst,
    ChargeKind::Igst,
    ChargeKind::Stt,
    ChargeKind::Sebi,
    ChargeKind::StampDuty,
    ChargeKind::Net,
    ChargeKind::Clearing,
    ChargeKind::Ipft,
];

/// A label whose figures are not complete yet.
struct Pending {
    at: Location,
    kind: ChargeKind,
    parts: Parts,
}

/// A line that may begin the label below it: `Exchange Transaction` above `Charges`, `Rate 9%` above `CGST`.
struct Lead {
    at: Location,
    line: usize,
    parts: Parts,
    /// It stands apart from the label above: without the line below it is none of the block.
    is_apart: bool,
}

impl Lead {
    /// The label that this line begins, with the line below it; `None` when the two are no label.
    fn joined(&self, below: &Parts) -> Option<Parts> {
        let one = self.parts.figures.is_empty() || below.figures.is_empty();
        let mut whole = self.parts.clone();
        whole.push(below);
        let own = kind_of(&below.label);
        let kind = kind_of(&whole.label).filter(|_| one)?;
        own.is_none_or(|own| own == kind).then_some(whole)
    }
}

/// The block while it is being read; it may run over page breaks.
#[derive(Default)]
pub(super) struct Charges {
    /// Labels of the figure columns, left to right; the last is the total.
    columns: Vec<Rect>,
    /// They are the cells of the labels, between rules.
    ruled: bool,
    /// Where the figures of a line without blanks stand.
    figures: Vec<Rect>,
    /// The first of them is the label of the labels.
    described: bool,
    pending: Option<Pending>,
    lead: Option<Lead>,
    open: bool,
    done: bool,
    last: Option<(f32, f32)>,
}

impl Charges {
    /// True while lines of the block may follow.
    pub(super) fn is_open(&self) -> bool {
        self.open && !self.done
    }

    /// True when the net amount was read.
    pub(super) fn is_complete(&self) -> bool {
        self.done
    }

    /// A new page: nothing is near what was above.
    pub(super) fn turn_page(&mut self) {
        self.last = None;
    }

    /// Takes the first of some lines, or the lines of its ruled row; gives the line behind them, or the first one when it
    /// is none of the block.
    pub(super) fn take(
        &mut self,
        sheet: &Sheet,
        rules: &Rules,
        lines: Range<usize>,
        sink: &mut Sink,
    ) -> usize {
        let start = lines.start;
        let Some(line) = sheet.lines.get(start) else { return start };
        if self.take_header(sheet, rules, start) {
            return start + 1;
        }
        let (lines, parts) = row(sheet, rules, lines);
        let mut near = self.last.is_some_and(|(y, size)| line.baseline - y <= 1.6 * size.max(line.size));
        let mut at = sheet.location(line);
        let mut whole = parts;
        if let Some(lead) = self.lead.take() {
            match lead.joined(&whole).filter(|_| near) {
                Some(joined) => {
                    (at, whole) = (lead.at, joined);
                    self.claim(sheet, lead.line..lead.line + 1);
                }
                None => {
                    near &= !lead.is_apart;
                    self.let_go(&lead);
                }
            }
        }
        let alone = lines.len() == 1;
        let taken = if alone && near && self.goes_on(&whole) {
            self.append(&whole);
            true
        } else {
            self.begin(at, &whole, sink) || alone && self.go_on(sheet, start, &whole, near)
        };
        if taken {
            self.claim(sheet, lines.clone());
            return lines.end;
        }
        // A row that is no known levy: its further lines are no levies of their own.
        if self.is_open() && !alone && !whole.figures.is_empty() { lines.end } else { start }
    }

    fn claim(&mut self, sheet: &Sheet, lines: Range<usize>) {
        for line in sheet.lines.get(lines).unwrap_or(&[]) {
            sheet.claims.data(line.range());
            self.last = Some((line.baseline, line.size));
        }
    }

    /// Begins a line of the block; false when its label is none.
    fn begin(&mut self, at: Location, parts: &Parts, sink: &mut Sink) -> bool {
        // What follows the net amount does not belong to its label any more.
        if self.done {
            self.flush(sink);
        }
        let Some(kind) = kind_of(&parts.label) else { return false };
        let taken = match kind {
            ChargeKind::Obligation if !self.done && (self.open || !parts.figures.is_empty()) => {
                self.open = true;
                true
            }
            ChargeKind::Memo => self.open && (!self.done || !parts.figures.is_empty()),
            _ => self.is_open(),
        };
        if taken {
            self.flush(sink);
            self.done |= kind == ChargeKind::Net && !parts.figures.is_empty();
            self.pending = Some(Pending { at, kind, parts: parts.clone() });
        }
        taken
    }

    /// The head of the figure columns: names of segments and a total.
    fn take_header(&mut self, sheet: &Sheet, rules: &Rules, index: usize) -> bool {
        let Some(line) = sheet.lines.get(index).filter(|_| !self.done) else { return false };
        let text = |words: Range<usize>| compact(&sheet.joined(words));
        let is_total = |text: &str| {
            matches!(text, "nettotal" | "totalnet" | "totalnetrs" | "total" | "totalrs" | "nettotalrs")
        };
        let has_digits = sheet.words_of(line).iter().any(|word| {
            sheet.text(word).bytes().any(|b| b.is_ascii_digit()) && !sheet.text(word).contains("T+")
        });
        let count = sheet.phrases(line.range()).count();
        if has_digits
            || count < 2
            || !sheet.phrases(line.range()).last().is_some_and(|last| is_total(&text(last)))
        {
            return false;
        }
        let mut columns: Vec<Rect> = Vec::new();
        for phrase in sheet.phrases(line.range()) {
            let words = sheet.words.get(phrase).unwrap_or(&[]);
            if let Some(area) = words.iter().map(|word| word.area).reduce(|all, area| all.union(&area)) {
                columns.push(area);
            }
        }
        // Names of segments that wrap stand above and below this line, none of them above the labels.
        let below = sheet.lines.get(index + 1..).unwrap_or(&[]).iter().take(3);
        let labels = below.filter(|line| kind_of(&sheet.line_text(line)).is_some());
        let labels = labels.filter_map(|line| sheet.words_of(line).first()).map(|first| first.area.x1).next();
        let labels = labels.unwrap_or(f32::NEG_INFINITY);
        for other in [index.checked_sub(1), Some(index + 1)].into_iter().flatten() {
            let Some(next) = sheet.lines.get(other) else { continue };
            let near = (next.baseline - line.baseline).abs() <= 1.3 * line.size;
            let figures =
                sheet.words_of(next).iter().any(|word| sheet.text(word).bytes().any(|b| b.is_ascii_digit()));
            if near && !figures && kind_of(&sheet.line_text(next)).is_none() {
                for phrase in sheet.phrases(next.range()) {
                    let words = sheet.words.get(phrase).unwrap_or(&[]);
                    let Some(area) = words.iter().map(|word| word.area).reduce(|all, area| all.union(&area))
                    else {
                        continue;
                    };
                    match columns.iter_mut().find(|column| column.x_overlap(&area) > 0.0) {
                        Some(column) => *column = column.union(&area),
                        None if area.x0 >= labels => columns.push(area),
                        None => {}
                    }
                }
                sheet.claims.furniture(next.range(), Furniture::ColumnHeader);
            }
        }
        columns.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let first = sheet.phrases(line.range()).next().map(text);
        self.described = first.is_some_and(|first| matches!(first.as_str(), "description" | "particulars"));
        sheet.claims.furniture(line.range(), Furniture::ColumnHeader);
        let cells = cells(&rules.edges(&line.area), &columns);
        self.ruled = cells.is_some();
        self.columns = cells.unwrap_or(columns);
        self.figures.clear();
        self.open = true;
        self.last = Some((line.baseline, line.size));
        true
    }

    /// True for a line that goes on with the label above it, whatever it says by itself: `SEBI fees)` below `CGST (9% on`.
    fn goes_on(&self, parts: &Parts) -> bool {
        self.pending.as_ref().is_some_and(|Pending { parts: above, .. }| {
            (above.figures.is_empty() || parts.figures.is_empty())
                && continues(&above.label, &parts.label)
                && !(self.done && notices::is_prose(&parts.label))
        })
    }

    /// Text and figures of the label above.
    fn append(&mut self, parts: &Parts) {
        if let Some(pending) = &mut self.pending {
            pending.kind = if continues(&pending.parts.label, &parts.label) {
                let whole = [&pending.parts.label, " ", &parts.label].concat();
                kind_of(&whole).unwrap_or(pending.kind)
            } else {
                pending.kind
            };
            pending.parts.push(parts);
        }
    }

    /// A line without a label of its own: figures of the label above, the rest of its text, or the first line of the
    /// label below. False while its figures belong to nothing.
    fn go_on(&mut self, sheet: &Sheet, line: usize, parts: &Parts, near: bool) -> bool {
        let above = match &self.pending {
            Some(Pending { parts: above, .. }) if self.is_open() => above,
            // The first line of the block, whose figure stands on the next one.
            None if !self.done
                && parts.label.starts_with(['P', 'p'])
                && kind_of(&parts.label) == Some(ChargeKind::Obligation) =>
            {
                self.lead(sheet, line, parts, true);
                return false;
            }
            _ => return false,
        };
        let fits = above.figures.is_empty() || parts.figures.is_empty();
        // Figures alone belong to the label without figures above them, over a page break too.
        let alone = parts.label.is_empty() && above.figures.is_empty();
        let rate = is_rate(&parts.label);
        if !(near || alone || rate) {
            self.lead(sheet, line, parts, true);
            return false;
        }
        if fits && !parts.figures.is_empty() && !rate {
            self.append(parts);
            return true;
        }
        self.lead(sheet, line, parts, false);
        parts.figures.is_empty()
    }

    /// Keeps a line that may begin the label below it.
    fn lead(&mut self, sheet: &Sheet, line: usize, parts: &Parts, is_apart: bool) {
        let Some(found) = sheet.lines.get(line) else { return };
        self.last = Some((found.baseline, found.size));
        self.lead = Some(Lead { at: sheet.location(found), line, parts: parts.clone(), is_apart });
    }

    /// A line that began no label: its text belongs to the label above, its figures to nothing.
    fn let_go(&mut self, lead: &Lead) {
        if lead.parts.figures.is_empty() && !is_rate(&lead.parts.label) && !lead.is_apart {
            self.append(&lead.parts);
        }
    }

    /// Ends the line that was read last.
    pub(super) fn flush(&mut self, sink: &mut Sink) {
        if let Some(lead) = self.lead.take() {
            self.let_go(&lead);
        }
        let Some(Pending { at, kind, parts: Parts { label, figures } }) = self.pending.take() else { return };
        let (segments, total) = self.place(&figures);
        let direction = direction_of(kind, &label);
        self.done |= kind == ChargeKind::Net && total.is_some();
        sink.push(at, Record::Charge(Box::new(ChargeRecord { kind, label, direction, segments, total })));
    }

    /// True for figures without a blank among them: they stand in the order of their labels, wherever these end. The
    /// first is near its label: a number at the end of a line's own label is none of them.
    fn are_in_order(&self, figures: &[Figure]) -> bool {
        let columns = self.columns.get(usize::from(self.described)..).unwrap_or(&[]);
        let (Some(figure), Some([first, second])) = (figures.first(), columns.first_chunk()) else {
            return false;
        };
        figures.len() == columns.len() && figure.area.x1 >= 2.0 * first.x0 - second.x0
    }

    /// Figures by column: those of the segments and the total.
    fn place(&mut self, figures: &[Figure]) -> (Vec<Option<Amount>>, Option<Amount>) {
        if let Some(placed) = self.aligned(figures) {
            return self.without_label(placed);
        }
        let Some(total) = self.columns.last().filter(|_| figures.len() <= self.columns.len()) else {
            let (last, rest) = match figures.split_last() {
                Some((last, rest)) => (Some(last.amount), rest),
                None => (None, figures),
            };
            return (rest.iter().map(|figure| Some(figure.amount)).collect(), last);
        };
        if let Some((last, rest)) = figures.split_last().filter(|_| self.are_in_order(figures)) {
            self.figures = figures.iter().map(|figure| figure.area).collect();
            return (rest.iter().map(|figure| Some(figure.amount)).collect(), Some(last.amount));
        }
        let mut segments: Vec<Option<Amount>> = vec![None; self.columns.len() - 1];
        let mut sum = None;
        for figure in figures {
            if figure.area.x1 >= total.x0 {
                sum = Some(figure.amount);
                continue;
            }
            let home = self.columns.iter().rposition(|column| figure.area.x1 >= column.x0);
            if let Some(slot) = home.and_then(|home| segments.get_mut(home)) {
                *slot = Some(figure.amount);
            }
        }
        segments.push(sum);
        self.without_label(segments)
    }

    /// Figures by column as far as rules or the figures of other lines tell: flush left, in the middle or flush right.
    fn aligned(&self, figures: &[Figure]) -> Option<Vec<Option<Amount>>> {
        const FLUSH: f32 = 1.0;
        let columns = if self.ruled { &self.columns } else { &self.figures };
        let flush = |figure: &Rect, column: &Rect| {
            let apart = [figure.x0 - column.x0, figure.x1 - column.x1, figure.x_mid() - column.x_mid()];
            apart.iter().any(|apart| apart.abs() <= FLUSH)
        };
        let mut cells = vec![None; columns.len()];
        for Figure { amount, area } in figures {
            let within = |column: &Rect| (column.x0..column.x1).contains(&area.x_mid());
            let home = columns
                .iter()
                .position(|column| if self.ruled { within(column) } else { flush(area, column) });
            // A number at the end of a label is none of the figures.
            let before = columns.first().is_some_and(|first| area.x1 < first.x0);
            match home.and_then(|home| cells.get_mut(home)) {
                Some(cell @ None) => *cell = Some(*amount),
                None if before => {}
                _ => return None,
            }
        }
        cells.iter().any(Option::is_some).then_some(cells)
    }

    /// The figures of the segments and the total; the label of the labels themselves (`Description`) has none.
    fn without_label(&self, mut cells: Vec<Option<Amount>>) -> (Vec<Option<Amount>>, Option<Amount>) {
        let total = cells.pop().flatten();
        if self.described
            && cells.len() + 1 == self.columns.len()
            && (self.ruled || cells.first().is_some_and(Option::is_none))
        {
            cells.remove(0);
        }
        (cells, total)
    }
}

/// The cells of some labels: what stands between two rules, where each has its own.
fn cells(edges: &[f32], labels: &[Rect]) -> Option<Vec<Rect>> {
    let cell = |label: &Rect| {
        let right = edges.partition_point(|edge| *edge <= label.x_mid());
        let (left, right) = (edges.get(right.checked_sub(1)?)?, edges.get(right)?);
        Some(Rect::new(*left, label.y0, *right, label.y1))
    };
    let cells: Vec<Rect> = labels.iter().map(cell).collect::<Option<_>>()?;
    cells.windows(2).all(|pair| pair.first() != pair.last()).then_some(cells)
}

/// Letters and digits, lower case.
pub(super) fn compact(text: &str) -> String {
    compacted(text).map(char::from).collect()
}

/// The bytes of [`compact`].
pub(super) fn compacted(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}
