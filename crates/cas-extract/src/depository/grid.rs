//! Words under the columns of a depository table.
//!
//! Depository headers are centred or top-aligned over data that is flush right, flush left or centred depending on the
//! column and the year, so neither edge of a label predicts the edge of its data. What holds everywhere: columns do not
//! overlap, the cells of a row stand in printed order, and the words of a wrapped name form a phrase that starts with
//! the name. [`Grid`] takes the columns that `cas-table` found, learns from the first rows where their cells stand
//! (`extents.rs`), and puts every word into the nearest column.

use std::ops::Range;

use cas_table::{Columns, Content, Sheet, Word};

/// Words closer than this are one phrase: a blank is 0.2 to 0.3 em wide, the closest cells stand 0.7 em apart.
pub(super) const PHRASE_EM: f32 = 0.5;

/// Cells that are flush left start within this much of their common edge.
const EDGE_EM: f32 = 0.1;

/// Labels of one table stand at the same place wherever they are printed, within this many points.
pub(super) const SAME: f32 = 1.0;

/// What a column holds, as far as placing needs to know.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Holds {
    /// Names and wordings, with numbers inside (`8.71% NCD`).
    Text,
    /// Numbers and codes: no phrase continues in such a column, except placeholders (`Not Available`).
    Value,
}

/// A column: at first where its label stands, then where its cells do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    column: u8,
    pub(super) x0: f32,
    pub(super) x1: f32,
    holds: Holds,
}

impl Band {
    /// True for columns of numbers and codes.
    pub(super) fn is_value(&self) -> bool {
        self.holds == Holds::Value
    }
}

/// Where the label of a column stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    column: u8,
    pub(super) x0: f32,
    pub(super) x1: f32,
}

/// The columns of a table, left to right. They stay valid over page breaks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    bands: Vec<Band>,
    labels: Vec<Label>,
    learned: bool,
    /// Complete rows have told where all columns stand.
    complete: bool,
    /// Another table with the same labels has begun, whose rows may be complete.
    again: bool,
}

impl Grid {
    /// The grid of the columns of a header.
    pub(crate) fn new(columns: &Columns) -> Self {
        let bands = columns
            .bands()
            .iter()
            .map(|band| Band {
                column: band.column as u8,
                x0: band.label.x0,
                x1: band.label.x1,
                holds: if band.content == Content::Text { Holds::Text } else { Holds::Value },
            })
            .collect();
        let label = |band: &cas_table::Band| Label {
            column: band.column as u8,
            x0: band.label.x0,
            x1: band.label.x1,
        };
        let labels = columns.bands().iter().map(label).collect();
        Self { bands, labels, learned: false, complete: false, again: false }
    }

    /// The header comes again, or another one: what was learned about the same columns is kept.
    pub(crate) fn renew(&mut self, columns: &Columns) {
        let new = Self::new(columns);
        let same = self.labels.len() == new.labels.len()
            && self
                .labels
                .iter()
                .zip(&new.labels)
                .all(|(old, new)| old.column == new.column && (old.x0 - new.x0).abs() < SAME);
        if same && self.learned {
            self.again = true;
        } else {
            *self = new;
        }
    }

    /// Left edge of the label of a column.
    pub(crate) fn left_of(&self, column: usize) -> Option<f32> {
        self.labels.iter().find(|label| usize::from(label.column) == column).map(|label| label.x0)
    }

    /// True when the header printed this column.
    pub(crate) fn has(&self, column: usize) -> bool {
        self.bands.iter().any(|band| usize::from(band.column) == column)
    }

    /// Places the words of the first line below a header, from which on the columns are learned, or of a later line.
    pub(crate) fn place(&mut self, sheet: &Sheet, words: Range<usize>, placed: &mut Placed) {
        if !self.learned {
            let at = sheet.lines.partition_point(|line| line.range().start < words.start);
            let lines = sheet.lines.get(at..).unwrap_or(&[]);
            self.learned = super::extents::learn(&mut self.bands, &self.labels, lines, sheet);
        }
        if std::mem::take(&mut self.again) && !self.complete {
            let at = sheet.lines.partition_point(|line| line.range().start < words.start);
            let lines = sheet.lines.get(at..).unwrap_or(&[]);
            self.complete = super::extents::learn_complete(&mut self.bands, &self.labels, lines, sheet);
        }
        self.look_up(sheet, words, placed);
    }

    /// Places the words of a line; `placed` is emptied first and keeps its memory.
    pub(crate) fn look_up(&self, sheet: &Sheet, words: Range<usize>, placed: &mut Placed) {
        placed.words.clear();
        let mut previous: Option<(usize, f32)> = None;
        let end = words.end;
        for index in words {
            let Some(word) = sheet.words.get(index) else { return };
            let open = previous
                .filter(|(_, right)| word.area.x0 - right <= PHRASE_EM * word.size)
                .and_then(|(band, _)| self.bands.get(band).map(|found| (band, found.holds)));
            let value = is_value(sheet.text(word));
            let home = match open {
                Some((band, Holds::Text)) if value => self.continues(word, band),
                Some((band, Holds::Text)) => Some(if self.starts_next(word, band) { band + 1 } else { band }),
                Some((band, Holds::Value)) if !value => Some(band),
                None if !value => self.home_of_phrase(sheet.words.get(index..end).unwrap_or(&[])),
                _ => self.nearest(word, value).map(|(band, _)| band),
            };
            let Some(home) = home else { continue };
            if let Some(band) = self.bands.get(home) {
                placed.words.push((band.column, index as u32));
            }
            previous = Some((home, word.area.x1));
        }
    }

    /// A word after another word of a text cell stays there, unless it is a value under a label further right: the
    /// words of a sentence below a table run under all labels.
    fn continues(&self, word: &Word, open: usize) -> Option<usize> {
        let next =
            self.bands.get(open + 1).is_some_and(|band| word.area.x0 >= band.x0 - PHRASE_EM * word.size);
        if next { self.nearest(word, true).map(|(nearest, _)| nearest.max(open)) } else { Some(open) }
    }

    /// The band of a phrase of text. Where its first word stands under no label, the phrase belongs to the only column of
    /// text that it reaches: a centred wording wider than those of the rows that were learned from starts left of them.
    fn home_of_phrase(&self, words: &[Word]) -> Option<usize> {
        let first = words.first()?;
        let nearest = self.nearest(first, false);
        if nearest.is_none_or(|(_, gap)| gap <= 0.0) {
            return nearest.map(|(band, _)| band);
        }
        let ends = |pair: &[Word]| match pair {
            [word, next] => next.area.x0 - word.area.x1 > PHRASE_EM * next.size,
            _ => true,
        };
        let last = words.windows(2).position(ends).unwrap_or(words.len() - 1);
        let right = words.get(last)?.area.x1;
        let reached = |band: &Band| band.holds == Holds::Text && first.area.x0 < band.x1 && band.x0 < right;
        let mut reached = (0..).zip(&self.bands).filter(|(_, band)| reached(band)).map(|(index, _)| index);
        match (reached.next(), reached.next()) {
            (Some(only), None) => Some(only),
            _ => nearest.map(|(band, _)| band),
        }
    }

    /// True for a word at the very edge where the cells of the next text column start: the cell before it has run up to
    /// them (`NOT AVAILABLE` in a column of codes).
    fn starts_next(&self, word: &Word, open: usize) -> bool {
        self.learned
            && self.bands.get(open + 1).is_some_and(|band| {
                band.holds == Holds::Text && (word.area.x0 - band.x0).abs() <= EDGE_EM * word.size
            })
    }

    /// The band that is nearest and how far off it is; words that cannot be values look at text columns only.
    fn nearest(&self, word: &Word, value: bool) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for (index, band) in self.bands.iter().enumerate() {
            let gap = (band.x0 - word.area.x1).max(word.area.x0 - band.x1);
            if (value || band.holds == Holds::Text) && best.is_none_or(|(_, least)| gap < least) {
                best = Some((index, gap));
            }
        }
        best.or(if value { None } else { self.bands.len().checked_sub(1).map(|last| (last, 0.0)) })
    }
}

/// The words of a line with the columns that they stand in.
#[derive(Debug, Default)]
pub(crate) struct Placed {
    words: Vec<(u8, u32)>,
}

impl Placed {
    /// Column (index in the spec) and index of every word, left to right.
    pub(crate) fn words(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.words.iter().map(|(column, word)| (usize::from(*column), *word as usize))
    }
}

/// True for words that may stand in a column of values: numbers, codes with digits only, dates, placeholders.
pub(super) fn is_value(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_alphabetic())
        || text.len() <= 4 && ["NA", "N.A", "N.A.", "Nil", "Not", "NOT", "See"].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::{ColumnSpec, Draft, TableSpec};

    const TABLE: TableSpec = TableSpec {
        name: "test",
        columns: &[
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::text(&["Company Name"]),
            ColumnSpec::number(&["Face Value"]),
            ColumnSpec::number(&["Shares"]),
            ColumnSpec::number(&["Value"]),
        ],
    };

    fn placed(text: &[(f32, &str)]) -> Vec<(usize, String)> {
        let mut draft = Draft::new()
            .left(21.0, 90.0, 6.0, "ISIN")
            .left(90.0, 90.0, 6.0, "Company Name")
            .left(242.0, 90.0, 6.0, "Face Value")
            .left(317.0, 90.0, 6.0, "Shares")
            .left(500.0, 90.0, 6.0, "Value");
        for (x, text) in text {
            draft = draft.left(*x, 103.0, 6.0, text);
        }
        let sheet = draft.sheet();
        let header = TABLE.find(&sheet, 0..1).unwrap();
        let line = sheet.lines.last().unwrap();
        let mut placed = Placed::default();
        Grid::new(&header.columns).place(&sheet, line.range(), &mut placed);
        placed.words().map(|(column, word)| (column, sheet.text(&sheet.words[word]).to_owned())).collect()
    }

    #[test]
    fn long_names_keep_their_words_and_digits() {
        let row = placed(&[
            (21.0, "INE0ZA101016"),
            (90.0, "SAMPLE 8.71% NCD SERIES 2027 LIMITED"),
            (264.0, "1.00"),
        ]);
        let columns: Vec<_> = row.iter().map(|(column, _)| *column).collect();
        assert_eq!(columns, [0, 1, 1, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn values_go_to_the_nearest_label() {
        let row = placed(&[(264.0, "1.00"), (350.0, "2"), (529.0, "5,995.98")]);
        assert_eq!(row.iter().map(|(column, _)| *column).collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn placeholders_of_two_words_stand_in_value_columns() {
        let row = placed(&[(310.0, "Not Available")]);
        assert_eq!(row.iter().map(|(column, _)| *column).collect::<Vec<_>>(), [3, 3]);
    }

    /// The columns that the words of the lines below the header stand in, once rows have taught the grid.
    fn learned(draft: Draft) -> Vec<Vec<usize>> {
        let sheet = draft.sheet();
        let mut grid = Grid::new(&TABLE.find(&sheet, 0..1).unwrap().columns);
        let mut placed = Placed::default();
        let mut columns = |line: &cas_table::Line| {
            grid.place(&sheet, line.range(), &mut placed);
            placed.words().map(|(column, _)| column).collect()
        };
        sheet.lines.iter().skip(1).map(&mut columns).collect()
    }

    /// Labels and rows as cells from the left, in text of one size.
    fn drawn(size: f32, rows: &[(f32, &[(f32, &str)])]) -> Draft {
        let cells = rows.iter().flat_map(|(y, cells)| cells.iter().map(move |(x, text)| (*x, *y, *text)));
        cells.fold(Draft::new(), |draft, (x, y, text)| draft.left(x, y, size, text))
    }

    #[test]
    fn a_placeholder_ends_where_the_next_text_column_starts() {
        // 13 glyphs of half an em from 21 to 63.3: a blank before the names, which are flush left at 65.
        let draft = drawn(
            6.5,
            &[
                (
                    90.0,
                    &[
                        (21.0, "ISIN"),
                        (65.0, "Company Name"),
                        (242.0, "Face Value"),
                        (317.0, "Shares"),
                        (500.0, "Value"),
                    ],
                ),
                (
                    103.0,
                    &[
                        (21.0, "INE0ZA101016"),
                        (65.0, "SAMPLE ALPHA"),
                        (264.0, "1.00"),
                        (330.0, "10"),
                        (505.0, "10.00"),
                    ],
                ),
                (115.0, &[(21.0, "NOT AVAILABLE"), (65.0, "SAMPLE BETA")]),
            ],
        );
        assert_eq!(learned(draft), [vec![0, 1, 1, 2, 3, 4], vec![0, 0, 1, 1]]);
    }

    #[test]
    fn one_long_name_hides_no_column() {
        // The second name runs into the column of face values by half an em.
        let draft = drawn(
            6.0,
            &[
                (
                    90.0,
                    &[
                        (21.0, "ISIN"),
                        (90.0, "Company Name"),
                        (150.0, "Face Value"),
                        (317.0, "Shares"),
                        (500.0, "Value"),
                    ],
                ),
                (
                    103.0,
                    &[
                        (21.0, "INE0ZA101016"),
                        (90.0, "SHORT"),
                        (147.0, "1,000.00"),
                        (330.0, "10"),
                        (505.0, "10.00"),
                    ],
                ),
                (
                    115.0,
                    &[
                        (21.0, "INE0ZB101015"),
                        (90.0, "PERPETUAL SAMPLE XYZ"),
                        (165.0, "2.00"),
                        (330.0, "10"),
                        (505.0, "10.00"),
                    ],
                ),
            ],
        );
        assert_eq!(learned(draft), [vec![0, 1, 2, 3, 4], vec![0, 1, 1, 1, 2, 3, 4]]);
    }
}
