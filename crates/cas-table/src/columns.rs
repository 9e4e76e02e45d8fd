//! Columns anchored on a printed header, and rows cut into cells by them.

use std::ops::Range;

use cas_page::{Rect, Span};

use crate::bounds::Bounds;
use crate::sheet::{Sheet, Word};
use crate::spec::{Align, ColumnSpec, Content};
use crate::tolerance::{ALIGN_EM, BLANK_EM, CUT_EM, PHRASE_EM};

/// Labels of two headers that stand at the same place agree within this many points.
const SAME_PLACE: f32 = 0.5;

/// Most columns that a table can have.
pub const MAX_COLUMNS: usize = 24;

/// One column: where its label stands and where its values stand.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// Index in [`crate::TableSpec::columns`].
    pub column: usize,
    /// Box of the label.
    pub label: Rect,
    /// How values stand (never `Learn` after [`Columns::refine`] has seen one).
    pub align: Align,
    /// What values are.
    pub content: Content,
    /// x of the left edge, right edge or centre that values share.
    pub anchor: f32,
}

impl Band {
    pub(crate) fn new(column: usize, label: Rect, spec: &ColumnSpec) -> Self {
        let anchor = match spec.align {
            Align::Left => label.x0,
            Align::Right => label.x1,
            Align::Centre | Align::Learn => label.x_mid(),
        };
        Self { column, label, align: spec.align, content: spec.content, anchor }
    }

    /// True for a text column whose words end at a common edge or stand around a common middle: see `pull_together`.
    fn pulls(&self) -> bool {
        self.content == Content::Text && matches!(self.align, Align::Right | Align::Centre)
    }

    /// True for a number column whose values end at a common edge.
    fn settles(&self) -> bool {
        self.content == Content::Number && self.align == Align::Right
    }

    fn accepts(&self, text: &str) -> bool {
        self.content == Content::Text || is_number_like(text)
    }
}

/// Digits, a blank marker, or nothing but signs.
fn is_number_like(text: &str) -> bool {
    const DIGIT: u8 = 1;
    const LETTER: u8 = 2;
    const OTHER: u8 = 4;
    const KINDS: [u8; 256] = {
        let mut kinds = [OTHER; 256];
        let mut byte = 0;
        while byte < 256 {
            match byte as u8 {
                b'0'..=b'9' => kinds[byte] = DIGIT,
                b'a'..=b'z' | b'A'..=b'Z' => kinds[byte] = LETTER,
                b'-' | b'.' => kinds[byte] = 0,
                _ => {}
            }
            byte += 1;
        }
        kinds
    };
    let kinds = text.bytes().fold(0, |kinds, byte| kinds | KINDS[usize::from(byte)]);
    if kinds & DIGIT != 0 {
        return kinds & LETTER == 0;
    }
    kinds == 0 || ["NA", "N.A", "N.A.", "Nil", "NIL"].contains(&text)
}

/// The columns of a table. They stay valid over page breaks until another header is found.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    bands: Vec<Band>,
    bounds: Bounds,
    strange: Vec<Rect>,
}

impl Columns {
    pub(crate) fn new(mut bands: Vec<Band>) -> Self {
        bands.truncate(MAX_COLUMNS);
        bands.sort_by(|a, b| a.label.x_mid().total_cmp(&b.label.x_mid()));
        Self { bounds: Bounds::of(&bands), bands, strange: Vec::new() }
    }

    /// The same columns beside labels that the table does not know, of which `words` are the boxes of the words. What
    /// touches a known label is a part of it and no label of its own.
    pub(crate) fn beside(mut self, mut words: Vec<Rect>, size: f32) -> Self {
        words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        for word in words {
            match self.strange.last_mut().filter(|label| word.x0 - label.x1 <= BLANK_EM * size) {
                Some(label) => *label = label.union(&word),
                None => self.strange.push(word),
            }
        }
        let gap = |a: &Rect, b: &Rect| (a.x0 - b.x1).max(b.x0 - a.x1);
        let bands = &self.bands;
        self.strange.retain(|label| bands.iter().all(|band| gap(&band.label, label) > BLANK_EM * size));
        self
    }

    /// Boxes of labels that the table does not know, where the header was searched for them: values below are of none
    /// of its columns.
    #[must_use]
    pub fn strange(&self) -> &[Rect] {
        &self.strange
    }

    /// Number of columns found.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bands.len()
    }

    /// The columns from left to right.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// The column of that index in the spec, when the header printed it.
    #[must_use]
    pub fn band(&self, column: usize) -> Option<&Band> {
        self.bands.iter().find(|band| band.column == column)
    }

    /// True when `other` has the same columns at the same places: the header of another page of the same table.
    #[must_use]
    pub fn same_places(&self, other: &Self) -> bool {
        let near = |a: &Rect, b: &Rect| (a.x0 - b.x0).abs() < SAME_PLACE && (a.x1 - b.x1).abs() < SAME_PLACE;
        let pairs = || self.bands.iter().zip(&other.bands);
        self.bands.len() == other.bands.len()
            && pairs().all(|(a, b)| a.column == b.column && near(&a.label, &b.label))
    }

    /// Learns from rows where the values of right-aligned number columns end: labels may stand in the middle of their
    /// cells. A column whose values do not end at one place keeps what it has. True when every one is known.
    pub fn settle(&mut self, sheet: &Sheet, lines: impl IntoIterator<Item = usize>) -> bool {
        let mut ends: Vec<Vec<f32>> = vec![Vec::new(); self.bands.len()];
        let mut size = 0.0f32;
        for line in lines.into_iter().filter_map(|line| sheet.lines.get(line)) {
            size = size.max(line.size);
            for word in sheet.words_of(line) {
                let under = |band: &Band| band.settles() && band.label.x_overlap(&word.area) > 0.0;
                let Some(home) = self.bands.iter().position(under) else { continue };
                let text = sheet.text(word);
                if text.bytes().any(|byte| byte.is_ascii_digit())
                    && is_number_like(text)
                    && let Some(ends) = ends.get_mut(home)
                {
                    ends.push(word.area.x1);
                }
            }
        }
        let mut complete = true;
        for (band, ends) in self.bands.iter_mut().zip(&mut ends).filter(|(band, _)| band.settles()) {
            ends.sort_by(f32::total_cmp);
            let spread = ends.first().zip(ends.last()).map(|(first, last)| last - first);
            let agree = ends.len() >= 2 && spread.is_some_and(|spread| spread <= ALIGN_EM * size);
            match ends.get(ends.len() / 2).filter(|_| agree) {
                Some(end) => band.anchor = *end,
                None => complete = false,
            }
        }
        self.bounds = Bounds::of(&self.bands);
        complete
    }

    /// Learns from rows how the values of number columns stand: for each, the left edge, right edge or centre that
    /// varies least over its values on `lines` becomes the anchor. Columns without two values keep what they have.
    pub fn refine(&mut self, sheet: &Sheet, lines: Range<usize>) {
        let mut seen: Vec<Vec<Rect>> = vec![Vec::new(); self.bands.len()];
        for line in sheet.lines.get(lines).unwrap_or(&[]) {
            for word in sheet.words_of(line) {
                let text = sheet.text(word);
                if !text.bytes().any(|byte| byte.is_ascii_digit()) {
                    continue;
                }
                let home = self.bands.iter().position(|band| {
                    band.content == Content::Number && band.label.x_overlap(&word.area) > 0.0
                });
                if let Some(areas) = home.filter(|_| is_number_like(text)).and_then(|home| seen.get_mut(home))
                {
                    areas.push(word.area);
                }
            }
        }
        for (band, areas) in self.bands.iter_mut().zip(&seen) {
            if areas.len() >= 2 {
                band.learn(areas);
            }
        }
        self.bounds = Bounds::of(&self.bands);
    }

    /// Cuts one line into cells.
    #[must_use]
    pub fn row(&self, sheet: &Sheet, line: usize) -> Row {
        let mut row = Row::default();
        self.add_line(sheet, line, &mut row);
        row
    }

    /// Cuts several lines into the cells of one row: continuation lines, stacked values.
    #[must_use]
    pub fn rows(&self, sheet: &Sheet, lines: Range<usize>) -> Row {
        let mut row = Row::default();
        for line in lines {
            self.add_line(sheet, line, &mut row);
        }
        row
    }

    /// Adds the words of a line to the cells of `row`. Reuse one [`Row`] (see [`Row::clear`]) to save allocations.
    pub fn add_line(&self, sheet: &Sheet, line: usize, row: &mut Row) {
        let Some(found) = sheet.lines.get(line) else { return };
        let first = row.parts.len();
        for (index, word) in found.range().zip(sheet.words_of(found)) {
            self.place(sheet, line as u32, index as u32, word, row);
        }
        self.pull_together(sheet, row, first);
    }

    /// Puts a word into its column, or its two halves into theirs when it is glued over a column bound.
    fn place(&self, sheet: &Sheet, line: u32, index: u32, word: &Word, row: &mut Row) {
        let part = |span: Span, area: Rect, column: usize, anchored: bool| Part {
            column: column as u8,
            line,
            word: index,
            text: span,
            area,
            anchored,
        };
        if let Some((left, right, x, bands)) = self.seam(sheet, word) {
            let (mut before, mut after) = (word.area, word.area);
            before.x1 = x;
            after.x0 = x;
            row.parts.push(part(left, before, bands.0, true));
            row.parts.push(part(right, after, bands.1, true));
            return;
        }
        let (column, anchored) = self.column_of(sheet.text(word), &word.area, word.size);
        row.parts.push(part(word.text, word.area, column, anchored));
    }

    /// The column of a word, as an index of the spec, and whether it stands on the anchor of that column.
    fn column_of(&self, text: &str, area: &Rect, size: f32) -> (usize, bool) {
        let accepts = |index: usize| self.bands.get(index).is_some_and(|band| band.accepts(text));
        let is_figure = || text.bytes().any(|byte| byte.is_ascii_digit()) && is_number_like(text);
        let (index, anchored) = self.bounds.column(area, ALIGN_EM * size, accepts, is_figure);
        self.bands.get(index).map_or((0, false), |band| (band.column, anchored))
    }

    /// Where a word that two touching cells make up is cut: `910000000001/0INF900A01AB0`, `12.51799.361`.
    fn seam(&self, sheet: &Sheet, word: &Word) -> Option<(Span, Span, f32, (usize, usize))> {
        let reach = CUT_EM * word.size;
        for (index, x) in self.bounds.seams(&word.area, reach) {
            let [left, right] = self.bands.get(index..)?.first_chunk()?;
            let Some((head, tail, edge)) = sheet.cut(word, x, reach) else { continue };
            let texts = (left.align, right.align) == (Align::Left, Align::Left) && word.joined;
            let decimals = [head, tail]
                .iter()
                .all(|&part| is_number_like(sheet.span(part)) && sheet.span(part).contains('.'));
            let fits = left.accepts(sheet.span(head)) && right.accepts(sheet.span(tail));
            if (texts || decimals) && fits && starts_cell(sheet.span(tail)) {
                return Some((head, tail, edge, (left.column, right.column)));
            }
        }
        None
    }

    /// Words of one phrase belong to one cell: a word that stands on no anchor follows its neighbour of the same
    /// phrase when that one stands on the anchor of a centred or right-aligned text column.
    fn pull_together(&self, sheet: &Sheet, row: &mut Row, first: usize) {
        if !self.bands.iter().any(Band::pulls) {
            return;
        }
        let Some(parts) = row.parts.get_mut(first..) else { return };
        for index in (1..parts.len()).rev() {
            let (Some(left), Some(right)) = (parts.get(index - 1).copied(), parts.get(index).copied()) else {
                continue;
            };
            let is_text = self.band(right.column as usize).is_some_and(Band::pulls);
            let gap = right.area.x0 - left.area.x1;
            let size = sheet.words.get(right.word as usize).map_or(0.0, |word| word.size);
            if is_text
                && !left.anchored
                && left.column != right.column
                && gap <= PHRASE_EM * size
                && let Some(left) = parts.get_mut(index - 1)
            {
                left.column = right.column;
            }
        }
    }
}

/// A glued second cell starts with a letter or digit, a sign or a bracket, never with a comma or point.
fn starts_cell(text: &str) -> bool {
    !text.starts_with([',', '.', '/', ')'])
}

impl Band {
    fn learn(&mut self, areas: &[Rect]) {
        type Edge = fn(&Rect) -> f32;
        const EDGES: [(Align, Edge); 3] =
            [(Align::Right, |area| area.x1), (Align::Left, |area| area.x0), (Align::Centre, Rect::x_mid)];
        let spread = |edge: &Edge| {
            let low = areas.iter().map(edge).fold(f32::INFINITY, f32::min);
            let high = areas.iter().map(edge).fold(f32::NEG_INFINITY, f32::max);
            high - low
        };
        let best = EDGES.iter().min_by(|a, b| spread(&a.1).total_cmp(&spread(&b.1)));
        if let Some((align, edge)) = best {
            let mut edges: Vec<f32> = areas.iter().map(edge).collect();
            edges.sort_by(f32::total_cmp);
            self.align = *align;
            self.anchor = edges.get(edges.len() / 2).copied().unwrap_or(self.anchor);
        }
    }
}

/// A word, or the part of a word, that stands in a column.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Index of the column in the spec.
    pub column: u8,
    /// Index of the line in the sheet.
    pub line: u32,
    /// Index of the word in the sheet.
    pub word: u32,
    /// The text: use [`Sheet::span`].
    pub text: Span,
    /// The box.
    pub area: Rect,
    /// True when it stands on the anchor of its column.
    pub anchored: bool,
}

/// Words by column, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// All parts, line by line.
    pub parts: Vec<Part>,
}

impl Row {
    /// Empties the row and keeps its memory.
    pub fn clear(&mut self) {
        self.parts.clear();
    }

    /// The parts in a column, in reading order.
    pub fn cell(&self, column: usize) -> impl DoubleEndedIterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.column as usize == column)
    }

    /// True when nothing stands in the column.
    #[must_use]
    pub fn is_blank(&self, column: usize) -> bool {
        self.cell(column).next().is_none()
    }

    /// The text of the first part in a column: a number, a date, a code.
    #[must_use]
    pub fn first<'a>(&self, sheet: &'a Sheet, column: usize) -> Option<&'a str> {
        self.cell(column).next().map(|part| sheet.span(part.text))
    }

    /// The text of a cell: words joined by one blank, a wrap at a soft hyphen without one.
    #[must_use]
    pub fn text(&self, sheet: &Sheet, column: usize) -> String {
        let mut out = String::new();
        self.push_text(sheet, column, &mut out);
        out
    }

    /// Appends the text of a cell to `out`, as [`Row::text`] gives it.
    pub fn push_text(&self, sheet: &Sheet, column: usize, out: &mut String) {
        out.reserve(self.cell(column).map(|part| sheet.span(part.text).len() + 1).sum());
        for part in self.cell(column) {
            if out.ends_with('\u{ad}') {
                out.pop();
            } else if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(sheet.span(part.text));
        }
    }

    /// The texts of a cell line by line: stacked balances, ISIN above UCC.
    #[must_use]
    pub fn stacked(&self, sheet: &Sheet, column: usize) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut line = None;
        for part in self.cell(column) {
            let text = sheet.span(part.text);
            match out.last_mut() {
                Some(open) if line == Some(part.line) => {
                    open.push(' ');
                    open.push_str(text);
                }
                _ => out.push(text.to_owned()),
            }
            line = Some(part.line);
        }
        out
    }

    /// The box around the row.
    #[must_use]
    pub fn area(&self) -> Rect {
        let mut parts = self.parts.iter();
        let Some(first) = parts.next() else { return Rect::default() };
        parts.fold(first.area, |area, part| area.union(&part.area))
    }

    /// Claims every word of the row as data.
    pub fn claim(&self, sheet: &Sheet) {
        for part in &self.parts {
            sheet.claims.data(part.word as usize..part.word as usize + 1);
        }
    }
}
