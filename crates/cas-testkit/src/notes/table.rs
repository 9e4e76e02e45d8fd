//! Tables as contract notes have them: boxed or lined, titles of many lines under spanning titles, wrapped cells, rows
//! that span the table, titles again on every page.

use super::press::{BODY, BOLD, Press};
use crate::depository::flow::{Align, Stand, wrap};
use crate::draw::{Area, Face, Item, Text};

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Title; wraps.
    pub title: &'static str,
    /// Share of the width.
    pub width: f64,
    /// Alignment of the cells; titles stand in the middle.
    pub align: Align,
}

/// A column.
#[must_use]
pub const fn column(title: &'static str, width: f64, align: Align) -> Column {
    Column { title, width, align }
}

/// Lines of a table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ruling {
    /// A box around every cell.
    Boxes,
    /// A line under every row.
    Rows,
    /// Thin filled bars along rows and columns instead of strokes.
    Bars,
    /// Nothing.
    Bare,
}

/// A row.
#[derive(Clone, Debug)]
pub enum Row {
    /// A cell for each column.
    Cells(Vec<String>),
    /// The same in bold.
    Bold(Vec<String>),
    /// One bold text over all columns.
    Band(String),
    /// The page ends here.
    Break,
}

/// How a table looks.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// Columns; their widths are shares of the width of the table, as far as numbers fit.
    pub columns: &'a [Column],
    /// Titles over the titles: text and number of columns; none for no such row.
    pub spans: &'a [(&'static str, usize)],
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Size of the cells.
    pub size: f64,
    /// Lines.
    pub ruling: Ruling,
    /// How cells stand in their rows, titles too.
    pub stand: Stand,
    /// Titles are printed at all, and again on every page.
    pub titled: bool,
}

/// Space between a text and the edge of its cell.
const PAD: f64 = 2.0;
/// Words of so many sizes do not break while there is room; the second figure is for tables without.
const LONG_WORD: f64 = 17.0;
const SHORT_WORD: f64 = 6.0;
/// Sixteen digits: a longer order number breaks.
const ORDER: f64 = 9.3;

struct Cell {
    x0: f64,
    x1: f64,
    align: Align,
    lines: Vec<String>,
}

impl Table<'_> {
    /// Draws the table; titles stay with the first row.
    pub fn draw(&self, press: &mut Press, rows: &[Row]) {
        let edges = self.edges(rows);
        let titles = self.titles(&edges);
        let head: f64 = titles.iter().map(|cells| self.height(cells)).sum();
        let first = rows.first().map_or(0.0, |row| self.height(&self.cells(&edges, row).1));
        press.need(head + first);
        self.head(press, &titles);
        for row in rows {
            if matches!(row, Row::Break) {
                press.page();
                self.head(press, &titles);
                continue;
            }
            let (face, cells) = self.cells(&edges, row);
            let height = self.height(&cells);
            if press.y + height > press.bottom {
                press.page();
                self.head(press, &titles);
            }
            self.row(press, &cells, face, height, 1.0);
        }
    }

    /// Edges of the columns: shares of the width, but no number and no word is wider than its column, if there is room.
    fn edges(&self, rows: &[Row]) -> Vec<f64> {
        let needs = |word: f64| -> Vec<f64> {
            (0..self.columns.len()).map(|index| self.needed(index, rows, word) + 2.0 * PAD + 0.2).collect()
        };
        let mut needs = [LONG_WORD, SHORT_WORD].map(needs).into_iter();
        let (strict, loose) = (needs.next().unwrap_or_default(), needs.next().unwrap_or_default());
        let needs = if strict.iter().sum::<f64>() <= self.right - self.left { strict } else { loose };
        let whole: f64 = self.columns.iter().map(|column| column.width).sum();
        let width = self.right - self.left;
        let shares = self.columns.iter().map(|column| column.width / whole * width);
        let wide: Vec<f64> = shares.zip(&needs).map(|(share, need)| share.max(*need)).collect();
        let excess = wide.iter().sum::<f64>() - width;
        let slack: f64 = wide.iter().zip(&needs).map(|(wide, need)| wide - need).sum();
        let taken = if slack > 0.0 { (excess / slack).min(1.0) } else { 0.0 };
        let mut edges = vec![self.left];
        let mut at = self.left;
        for (wide, need) in wide.iter().zip(&needs) {
            at += wide - (wide - need) * taken;
            edges.push(at);
        }
        edges
    }

    /// The widest thing in a column that must not break; words of texts count up to `word` times the size.
    fn needed(&self, index: usize, rows: &[Row], word: f64) -> f64 {
        let Some(column) = self.columns.get(index) else { return 0.0 };
        let words = column.title.split([' ', '\n']).map(|word| BOLD.width(word, self.size));
        let cells = rows.iter().filter_map(|row| match row {
            Row::Cells(cells) => cells.get(index).map(|text| (BODY, text)),
            Row::Bold(cells) => cells.get(index).map(|text| (BOLD, text)),
            Row::Band(_) | Row::Break => None,
        });
        let widths = cells.map(|(face, text)| match column.align {
            Align::Left => {
                let words = text.split([' ', '\n']).map(|text| face.width(text, self.size));
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                let most = if digits { word.min(ORDER) } else { word };
                words.fold(0.0, f64::max).min(self.size * most)
            }
            Align::Right | Align::Centre => face.width(text, self.size),
        });
        words.chain(widths).fold(0.0, f64::max)
    }

    fn cell(&self, face: Face, (x0, x1): (f64, f64), align: Align, text: &str) -> Cell {
        let lines = match align {
            Align::Left => broken(face, self.size, x1 - x0 - 2.0 * PAD, text),
            Align::Centre => wrap(face, self.size, x1 - x0 - 2.0 * PAD, text),
            Align::Right => vec![text.to_owned()],
        };
        Cell { x0, x1, align, lines }
    }

    fn cells(&self, edges: &[f64], row: &Row) -> (Face, Vec<Cell>) {
        let each = |face, cells: &[String]| {
            let aligned = self.columns.iter().zip(cells).zip(edges.windows(2));
            aligned
                .map(|((column, text), edge)| self.cell(face, (edge[0], edge[1]), column.align, text))
                .collect()
        };
        match row {
            Row::Cells(cells) => (BODY, each(BODY, cells)),
            Row::Bold(cells) => (BOLD, each(BOLD, cells)),
            Row::Band(text) => {
                let whole = (self.left, edges.last().copied().unwrap_or(self.right));
                (BOLD, vec![self.cell(BOLD, whole, Align::Left, text)])
            }
            Row::Break => (BODY, Vec::new()),
        }
    }

    /// The rows of the titles.
    fn titles(&self, edges: &[f64]) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        if !self.titled {
            return rows;
        }
        let edge = |at: usize| edges.get(at).copied().unwrap_or(self.right);
        if !self.spans.is_empty() {
            let mut from = 0;
            let mut cells = Vec::new();
            for &(title, count) in self.spans {
                cells.push(self.cell(BOLD, (edge(from), edge(from + count)), Align::Centre, title));
                from += count;
            }
            rows.push(cells);
        }
        let titles = self.columns.iter().enumerate();
        rows.push(
            titles
                .map(|(at, column)| self.cell(BOLD, (edge(at), edge(at + 1)), Align::Centre, column.title))
                .collect(),
        );
        rows
    }

    fn head(&self, press: &mut Press, titles: &[Vec<Cell>]) {
        for (index, cells) in titles.iter().enumerate() {
            let shade = if self.ruling == Ruling::Boxes && index + 1 == titles.len() { 0.9 } else { 1.0 };
            self.row(press, cells, BOLD, self.height(cells), shade);
        }
    }

    fn pitch(&self) -> f64 {
        self.size * 1.22
    }

    fn height(&self, cells: &[Cell]) -> f64 {
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1).max(1);
        lines as f64 * self.pitch() + 2.0 * PAD
    }

    fn row(&self, press: &mut Press, cells: &[Cell], face: Face, height: f64, shade: f64) {
        let (y0, y1) = (press.y, press.y + height);
        if self.ruling == Ruling::Rows {
            press.item(Item::Fill(Area::new(self.left, y1 - 0.4, self.right, y1), 0.4));
        }
        for cell in cells {
            let area = Area::new(cell.x0, y0, cell.x1, y1);
            if shade < 1.0 {
                press.item(Item::Fill(area, shade));
            }
            match self.ruling {
                Ruling::Boxes => press.item(Item::Frame(area, 0.4)),
                Ruling::Bars => {
                    press.item(Item::Fill(Area::new(cell.x0, y0, cell.x1, y0 + 0.4), 0.0));
                    press.item(Item::Fill(Area::new(cell.x0, y1, cell.x1, y1 + 0.4), 0.0));
                    press.item(Item::Fill(Area::new(cell.x0, y0, cell.x0 + 0.4, y1), 0.0));
                    press.item(Item::Fill(Area::new(cell.x1, y0, cell.x1 + 0.4, y1), 0.0));
                }
                Ruling::Rows | Ruling::Bare => {}
            }
            let spare = height - 2.0 * PAD - cell.lines.len() as f64 * self.pitch();
            let shift = if self.stand == Stand::Middle { spare / 2.0 } else { 0.0 };
            for (index, line) in cell.lines.iter().enumerate() {
                let y = y0 + PAD + shift + self.size * 0.95 + index as f64 * self.pitch();
                let text = Text::new(face, self.size, cell.x0 + PAD, y, line.as_str());
                press.put(match cell.align {
                    Align::Left => text,
                    Align::Right => text.ending(cell.x1 - PAD),
                    Align::Centre => text.centred(cell.x0, cell.x1),
                });
            }
        }
        press.y = y1;
    }
}

/// Wraps at blanks, and inside words that are wider than the cell.
fn broken(face: Face, size: f64, width: f64, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in wrap(face, size, width, text) {
        let mut rest = String::new();
        for letter in line.chars() {
            rest.push(letter);
            if face.width(&rest, size) > width && rest.chars().count() > 1 {
                rest.pop();
                lines.push(std::mem::replace(&mut rest, letter.to_string()));
            }
        }
        lines.push(rest);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_break_where_the_cell_ends() {
        let lines = broken(BODY, 6.0, 60.0, "1776229200000000002");
        assert_eq!(lines, ["17762292000000000", "02"]);
        assert_eq!(broken(BODY, 6.0, 60.0, "SAMPLE STEEL WORKS LIMITED").len(), 2);
    }
}
