//! Rows of contract-note tables: which lines make up a row, and which cell a word stands in.
//!
//! Most notes rule every cell: then a cell is what stands between two rules. Where they do not, the rows tell where the
//! columns lie, and a wrapped line belongs to the row that it is nearer to.

use std::borrow::Cow;
use std::ops::Range;

use cas_page::Rect;
use cas_table::{Content, Header, Rules, Sheet, Word, tolerance};

use super::figures;

/// A wrapped line of a cell is at most this far below the one before it: 1.25 em within a cell, more between rows.
const WRAP_EM: f32 = 1.45;

/// Lines of one cell start within this of each other.
const FLUSH_EM: f32 = 0.3;

/// A line of a cell with less room than this is full: one more character and the padding.
const ROOM_EM: f32 = 1.0;

/// Most columns that a table of a note has.
const COLUMNS: usize = 20;

/// A column: its bounds where rules part the columns, else where its label stands.
#[derive(Clone, Copy, Debug)]
struct Band {
    x0: f32,
    x1: f32,
    column: usize,
    holds: Holds,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Holds {
    Text,
    Figures,
    /// Numbers of orders and trades and their times, which stand flush left.
    Codes,
    /// Whatever a column holds that the table does not know: no cell of the row.
    Anything,
}

impl Band {
    /// True when `text` may stand here.
    fn fits(&self, is_figure: bool) -> bool {
        is_figure || !matches!(self.holds, Holds::Figures | Holds::Codes)
    }
}

/// Left and right edge of a cell.
struct Edges {
    x0: f32,
    x1: f32,
    band: Band,
}

impl Edges {
    /// True for a word of a further line that stands flush with the cell: at its left edge, or with figures at its
    /// right edge.
    fn goes_on(&self, word: &Word, text: &str) -> bool {
        let reach = FLUSH_EM * word.size;
        let figures = matches!(self.band.holds, Holds::Figures | Holds::Codes)
            && text.bytes().any(|byte| byte.is_ascii_digit());
        (word.area.x0 - self.x0).abs() < reach || figures && (word.area.x1 - self.x1).abs() < reach
    }
}

/// Columns of a table that hold what their content alone does not tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// Numbers of orders and trades and their times.
    pub(super) codes: &'static [usize],
    /// An ISIN and nothing else.
    pub(super) isin: Option<usize>,
    /// Which side of a trade: no figures.
    pub(super) side: Option<usize>,
}

/// The columns of a table, valid until the next header.
#[derive(Debug, Default)]
pub(super) struct Cells {
    bands: Vec<Band>,
    isin: Option<usize>,
    side: Option<usize>,
    ruled: bool,
}

/// The words of a row by column.
#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<Vec<usize>>,
    /// Right bound of each column between rules.
    right: Vec<Option<f32>>,
}

impl Cells {
    /// The columns under a header.
    pub(super) fn new(rules: &Rules, header: &Header, marks: Marks) -> Self {
        let holds = |column: usize, content: Content| match content {
            _ if marks.codes.contains(&column) => Holds::Codes,
            Content::Text => Holds::Text,
            _ => Holds::Figures,
        };
        let labels = header.columns.bands();
        let mut bands: Vec<Band> = labels
            .iter()
            .map(|band| Band {
                x0: band.label.x0,
                x1: band.label.x1,
                column: band.column,
                holds: holds(band.column, band.content),
            })
            .collect();
        let area = labels.iter().map(|band| band.label).reduce(|all, label| all.union(&label));
        let edges = area.map(|area| rules.edges(&area)).unwrap_or_default();
        let slot = |band: &Band| {
            let right = edges.partition_point(|edge| *edge <= (band.x0 + band.x1) / 2.0);
            Some((*edges.get(right.checked_sub(1)?)?, *edges.get(right)?))
        };
        let slots: Vec<Option<(f32, f32)>> = bands.iter().map(slot).collect();
        let apart =
            slots.iter().all(Option::is_some) && slots.windows(2).all(|pair| pair.first() != pair.last());
        if apart {
            for (band, slot) in bands.iter_mut().zip(slots.into_iter().flatten()) {
                (band.x0, band.x1) = slot;
            }
        } else {
            let strange =
                |area: &Rect| Band { x0: area.x0, x1: area.x1, column: COLUMNS, holds: Holds::Anything };
            bands.extend(header.columns.strange().iter().map(strange));
            bands.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        }
        Self { bands, isin: marks.isin, side: marks.side, ruled: apart }
    }

    /// True when the header printed this column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.bands.iter().any(|band| band.column == column)
    }

    /// True for what begins in the first column.
    pub(super) fn begins(&self, left: f32) -> bool {
        self.bands.first().is_some_and(|band| left < band.x1)
    }

    /// Puts the words of some lines into `row`, which is emptied first; `anchor` is the line with the figures.
    pub(super) fn read(&self, sheet: &Sheet, lines: Range<usize>, anchor: usize, row: &mut Row) {
        row.cells.resize(COLUMNS, Vec::new());
        row.cells.iter_mut().for_each(Vec::clear);
        row.right.clear();
        row.right.resize(COLUMNS, None);
        for band in self.bands.iter().filter(|_| self.ruled) {
            if let Some(right) = row.right.get_mut(band.column) {
                *right = Some(band.x1);
            }
        }
        // Where the cells of the figures' line start tells where the wrapped lines of the others belong.
        self.line(sheet, anchor, &[], row);
        let mut edges = self.edges(sheet, row);
        for line in lines.filter(|line| *line != anchor) {
            self.line(sheet, line, &edges, row);
            edges = self.edges(sheet, row);
        }
        row.cells.iter_mut().for_each(|cell| cell.sort_unstable());
    }

    /// Where the cells of a row begin and end, where no rules part them.
    fn edges(&self, sheet: &Sheet, row: &Row) -> Vec<Edges> {
        let edges = |band: &Band| {
            let words = row.words(band.column);
            let area = |word: &usize| sheet.words.get(*word).map(|word| word.area);
            Some(Edges { x0: area(words.first()?)?.x0, x1: area(words.last()?)?.x1, band: *band })
        };
        self.bands.iter().filter(|_| !self.ruled).filter_map(edges).collect()
    }

    fn line(&self, sheet: &Sheet, line: usize, edges: &[Edges], row: &mut Row) {
        let Some(line) = sheet.lines.get(line) else { return };
        let words = sheet.words_of(line);
        if self.ruled {
            for (index, word) in line.range().zip(words) {
                let x = word.area.x_mid();
                let home = self.bands.iter().find(|band| band.x0 <= x && x < band.x1);
                if let Some(cell) = home.and_then(|home| row.cells.get_mut(home.column)) {
                    cell.push(index);
                }
            }
            return;
        }
        let mut before: Option<(Band, f32)> = None;
        for ((index, word), next) in line.range().zip(words).zip(1..) {
            let flush =
                edges.iter().find(|edges| edges.goes_on(word, sheet.text(word))).map(|edges| edges.band);
            let home = if flush.is_some() {
                flush
            } else {
                let open = before.filter(|(band, right)| {
                    band.holds == Holds::Text && word.area.x0 - right <= tolerance::BLANK_EM * word.size
                });
                let begins = words.get(next).is_some_and(|next| begins_phrase(sheet, word, next));
                self.nearest(
                    word,
                    sheet.text(word),
                    begins,
                    open.map(|(band, _)| band),
                    self.full(sheet, row),
                )
            };
            let Some(home) = home else { continue };
            before = Some((home, word.area.x1));
            if let Some(cell) = row.cells.get_mut(home.column) {
                cell.push(index);
            }
        }
    }

    /// The column of the ISIN once the row has it: a short name may stand nearer to its label than to its own.
    fn full(&self, sheet: &Sheet, row: &Row) -> Option<usize> {
        self.isin.filter(|&column| row.code(sheet, column).is_some_and(|text| figures::is_isin_row(&text)))
    }

    /// The column whose label a word is nearest to; the words of a phrase stay together until they reach the next
    /// label, and words with letters stand in columns of text.
    fn nearest(
        &self,
        word: &Word,
        text: &str,
        begins: bool,
        open: Option<Band>,
        full: Option<usize>,
    ) -> Option<Band> {
        let value = is_value(text) && !begins;
        let figure = value && text.bytes().any(|byte| byte.is_ascii_digit());
        let is_side = |band: &Band| figure && Some(band.column) == self.side;
        if let Some(open) = open.filter(|open| !is_side(open)) {
            let next = self.bands.iter().find(|band| band.x0 > open.x0 && band.fits(value));
            if next.is_none_or(|next| word.area.x1 <= next.x0) {
                return Some(open);
            }
        }
        let gap = |band: &&Band| (band.x0 - word.area.x1).max(word.area.x0 - band.x1);
        let fitting = self.bands.iter().filter(|band| band.fits(value) && Some(band.column) != full);
        let fitting = fitting.filter(|band| !is_side(band));
        let nearest = fitting.min_by(|a, b| gap(a).total_cmp(&gap(b)))?;
        // A figure under no label stands flush right in its column, right of the label in the middle.
        if gap(&nearest) > 0.0 && !begins && figures::is_flush_right(text) {
            let left = self
                .bands
                .iter()
                .rfind(|band| band.x1 <= word.area.x0)
                .filter(|band| !matches!(band.holds, Holds::Text | Holds::Codes))
                .filter(|_| nearest.holds != Holds::Codes);
            return Some(*left.unwrap_or(nearest));
        }
        Some(*nearest)
    }
}

/// True for a word without letters, and for the suffix of a figure or of a time.
fn is_value(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_alphabetic())
        || figures::suffix(text).is_some()
        || matches!(text, "AM" | "PM" | "am" | "pm")
}

/// True for a word without letters that a word with letters follows in one phrase: `20 MICRONS LIMITED`.
fn begins_phrase(sheet: &Sheet, word: &Word, next: &Word) -> bool {
    let near = next.area.x0 - word.area.x1 <= tolerance::BLANK_EM * word.size;
    near && is_value(sheet.text(word)) && !is_value(sheet.text(next))
}

impl Row {
    /// The words of a cell, in reading order.
    pub(super) fn words(&self, column: usize) -> &[usize] {
        self.cells.get(column).map_or(&[], Vec::as_slice)
    }

    /// True when nothing stands in the cell.
    pub(super) fn is_blank(&self, column: usize) -> bool {
        self.words(column).is_empty()
    }

    /// True when something stands in the row, and all of it in these columns.
    pub(super) fn holds_only(&self, columns: &[usize]) -> bool {
        let filled = || self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        filled().next().is_some() && filled().all(|(column, _)| columns.contains(&column))
    }

    /// The text of a cell, words joined by one blank; `None` when it is empty or a dash.
    pub(super) fn text<'s>(&self, sheet: &'s Sheet, column: usize) -> Option<Cow<'s, str>> {
        self.joined(sheet, column, " ").filter(|text| !crate::value::is_blank(text))
    }

    /// The text of a cell without blanks: numbers of orders that wrap, signs apart from their digits.
    pub(super) fn code<'s>(&self, sheet: &'s Sheet, column: usize) -> Option<Cow<'s, str>> {
        self.joined(sheet, column, "").filter(|text| !crate::value::is_blank(text))
    }

    /// Most cells hold one word, which is lent.
    fn joined<'s>(&self, sheet: &'s Sheet, column: usize, glue: &str) -> Option<Cow<'s, str>> {
        if let &[word] = self.words(column) {
            return Some(Cow::Borrowed(sheet.text(sheet.words.get(word)?))).filter(|text| !text.is_empty());
        }
        let words = || self.words(column).iter().filter_map(|&word| sheet.words.get(word));
        let room = words().map(|word| sheet.text(word).len() + glue.len()).sum();
        let mut out = String::with_capacity(room);
        let mut before: Option<&Word> = None;
        for word in words() {
            let text = sheet.text(word);
            if before.is_some_and(|before| !self.is_cut(sheet, column, &out, before, word)) {
                out.push_str(glue);
            }
            out.push_str(text);
            before = Some(word);
        }
        (!out.is_empty()).then_some(Cow::Owned(out))
    }

    /// True when a line of the cell ends in the middle of a token that is too long for it: an ISIN, a symbol with
    /// digits that fills the cell.
    fn is_cut(&self, sheet: &Sheet, column: usize, text: &str, before: &Word, word: &Word) -> bool {
        if word.baseline - before.baseline < WRAP_EM * before.size / 2.0 {
            return false;
        }
        let head = text.rsplit(' ').next().unwrap_or(text);
        let tail = sheet.text(word);
        let begun =
            head.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().is_some_and(|run| run.starts_with('I'));
        // `INDIA` above `[INE...]` is a word of the name.
        let whole = |text: &str| figures::isin_in(text).is_some();
        if begun && !whole(head) && !whole(tail) && whole(&format!("{head}{tail}")) {
            return true;
        }
        let coded = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let room = self.right.get(column).copied().flatten().map(|right| right - before.area.x1);
        head.len() == text.len()
            && coded(head)
            && head.bytes().any(|byte| byte.is_ascii_digit())
            && coded(tail)
            && room.is_some_and(|room| room < ROOM_EM * before.size)
    }

    /// Claims every word of the row as data.
    pub(super) fn claim(&self, sheet: &Sheet) {
        for &word in self.cells.iter().flatten() {
            sheet.claims.data(word..word + 1);
        }
    }
}

/// True for two lines so near that they may be of one row, without a rule between them.
pub(super) fn is_linked(sheet: &Sheet, rules: &Rules, upper: usize, lower: usize) -> bool {
    let (Some(above), Some(below)) = (sheet.lines.get(upper), sheet.lines.get(lower)) else { return false };
    let near = below.baseline - above.baseline <= WRAP_EM * above.size.max(below.size);
    near && !rules.parts(above.baseline, below.baseline, &above.area.union(&below.area))
}

/// The lines of the row around an anchor, at or behind `start`; `bound` is the next anchor, or with the last one the end.
pub(super) fn fold(
    sheet: &Sheet,
    rules: &Rules,
    start: usize,
    anchor: usize,
    bound: usize,
    is_last: bool,
) -> Range<usize> {
    let linked = |upper: usize, lower: usize| is_linked(sheet, rules, upper, lower);
    let gap = |upper: usize| {
        let (above, below) = (sheet.lines.get(upper), sheet.lines.get(upper + 1));
        above.zip(below).map_or(f32::INFINITY, |(above, below)| below.baseline - above.baseline)
    };
    let mut first = anchor;
    while first > start && linked(first - 1, first) {
        first -= 1;
    }
    let mut end = anchor + 1;
    while end < bound && linked(end - 1, end) {
        end += 1;
    }
    // Nothing parts this row from the next one: the widest gap does.
    if end == bound && !is_last && end > anchor + 1 && linked(end - 1, end) {
        let widest = (anchor..bound).max_by(|a, b| gap(*a).total_cmp(&gap(*b)));
        end = widest.map_or(end, |upper| upper + 1);
    }
    first..end
}
