//! Flowing tables over pages: a cursor, page furniture, and rows of wrapped cells under a printed header.
//!
//! Shared by the writers of `nsdl` and `cdsl`; it knows no statement. Points, y from the top, text by its baseline.

use rust_decimal::Decimal;

use crate::draw::{Area, Canvas, Face, Text};

/// Where the text of a column stands between its bounds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Align {
    /// From the left bound.
    Left,
    /// Up to the right bound.
    Right,
    /// In the middle.
    Centre,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Left bound of the text.
    pub x0: f64,
    /// Right bound of the text; longer cells wrap.
    pub x1: f64,
    /// Alignment of data; titles follow it.
    pub align: Align,
    /// Lines of the title.
    pub title: &'static [&'static str],
}

/// A column.
#[must_use]
pub const fn column(x0: f64, x1: f64, align: Align, title: &'static [&'static str]) -> Column {
    Column { x0, x1, align, title }
}

/// How the rows of a table stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stand {
    /// First lines of all cells share a baseline.
    Top,
    /// Cells are centred on the middle of the row.
    Middle,
}

/// Where pages end and what happens there.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// Last baseline of a page; `None` for that of the layout.
    pub bottom: Option<f64>,
    /// Headings may stand last on a page, apart from what they head.
    pub loose: bool,
    /// Rows may be split between two lines.
    pub split: bool,
    /// Titles are repeated on every page that a table runs over.
    pub repeat: bool,
}

impl Default for Paging {
    fn default() -> Self {
        Self { bottom: None, loose: false, split: false, repeat: true }
    }
}

/// Alignment of numbers and of titles where it is not that of the column.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells {
    /// Of the numbers: cells of columns that are flush right.
    pub numbers: Option<Align>,
    /// Of the titles; flush right over numbers only.
    pub titles: Option<Align>,
}

/// The look of a table.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Face of the data.
    pub face: Face,
    /// Face of the titles.
    pub bold: Face,
    /// Size of both.
    pub size: f64,
    /// Distance of the lines of one cell.
    pub pitch: f64,
    /// Distance from the last line of a row to the first of the next.
    pub gap: f64,
    /// How rows stand.
    pub stand: Stand,
    /// Titles are painted a second time this far away (false bold).
    pub strike: Option<f64>,
    /// Alignment of cells where it differs from that of their columns.
    pub cells: Cells,
}

/// Draws what every page shows; gets the page number, from 1.
type Furniture<'a> = Box<dyn Fn(&mut Canvas, usize) + 'a>;

/// Pages being filled.
pub struct Flow<'a> {
    /// Finished pages and the one being filled.
    pub pages: Vec<Canvas>,
    /// Baseline of the next line.
    pub y: f64,
    /// First baseline of a page.
    pub top: f64,
    /// Last baseline of a page.
    pub bottom: f64,
    /// Texts that every page shows from the next one on.
    pub running: Vec<Text>,
    /// What happens at the ends of pages.
    paging: Paging,
    furniture: Furniture<'a>,
}

impl<'a> Flow<'a> {
    /// Starts the first page.
    pub fn new(top: f64, bottom: f64, paging: Paging, furniture: impl Fn(&mut Canvas, usize) + 'a) -> Self {
        let mut flow = Self {
            pages: Vec::new(),
            y: top,
            top,
            bottom: paging.bottom.unwrap_or(bottom),
            running: Vec::new(),
            paging,
            furniture: Box::new(furniture),
        };
        flow.page();
        flow
    }

    /// Starts a new page.
    pub fn page(&mut self) {
        let mut canvas = Canvas::new(595.0, 842.0);
        (self.furniture)(&mut canvas, self.pages.len() + 1);
        for text in &self.running {
            canvas.text(text.clone());
        }
        self.pages.push(canvas);
        self.y = self.top;
    }

    /// Starts a new page unless `height` more points fit.
    pub fn need(&mut self, height: f64) {
        let height = if self.paging.loose { 0.0 } else { height };
        if self.y + height > self.bottom {
            self.page();
        }
    }

    /// Adds a text to the current page; places are kept to a tenth of a point.
    pub fn put(&mut self, mut text: Text) {
        text.x = (text.x * 10.0).round() / 10.0;
        if let Some(page) = self.pages.last_mut() {
            page.text(text);
        }
    }

    /// Adds a text and, when `strike` says so, its second painting.
    pub fn struck(&mut self, text: Text, strike: Option<f64>) {
        if let Some(offset) = strike {
            let mut twin = text.clone();
            twin.x += offset;
            self.put(twin);
        }
        self.put(text);
    }

    /// Adds a filled box to the current page.
    pub fn fill(&mut self, area: Area, gray: f64) {
        if let Some(page) = self.pages.last_mut() {
            page.fill(area, gray);
        }
    }

    /// One line at `x`, then `step` further down.
    pub fn line(&mut self, face: Face, size: f64, x: f64, text: &str, step: f64) {
        self.need(size);
        let y = self.y;
        self.put(Text::new(face, size, x, y, text));
        self.y += step;
    }

    /// The title row of a table; all first lines share a baseline.
    pub fn head(&mut self, columns: &[Column], look: &Look) {
        let lines = columns.iter().map(|column| column.title.len()).max().unwrap_or(0);
        let height = lines as f64 * look.pitch;
        if self.y + height > self.bottom {
            self.page();
        }
        self.need(height + look.gap + look.pitch * 2.0);
        let y = self.y;
        self.fill(
            Area::new(18.0, y - look.size - 1.0, 577.0, y + (lines as f64 - 1.0) * look.pitch + 3.0),
            0.9,
        );
        for column in columns {
            for (line, title) in column.title.iter().enumerate() {
                let text = Text::new(look.bold, look.size, column.x0, y + line as f64 * look.pitch, *title);
                let own =
                    look.cells.titles.filter(|own| *own != Align::Right || column.align == Align::Right);
                let align = own.unwrap_or(column.align);
                self.struck(placed(text, column, align), look.strike);
            }
        }
        self.y = y + (lines.max(1) as f64 - 1.0) * look.pitch + look.gap;
    }

    /// A row of cells, each wrapped into its column.
    pub fn row(&mut self, columns: &[Column], look: &Look, cells: &[String]) {
        let wrapped: Vec<Vec<String>> = columns
            .iter()
            .zip(cells)
            .map(|(column, cell)| wrap(look.face, look.size, column.x1 - column.x0, cell))
            .collect();
        self.lines(columns, look, &wrapped);
    }

    /// A row of cells whose lines are given.
    pub fn lines(&mut self, columns: &[Column], look: &Look, cells: &[Vec<String>]) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let extent = (height as f64 - 1.0) * look.pitch;
        let splits = self.paging.split && height > 1 && self.y < self.bottom;
        if self.y + extent > self.bottom && !splits {
            self.next_page(columns, look);
        }
        let y = self.y;
        let mut later: Vec<Text> = Vec::new();
        for (column, lines) in columns.iter().zip(cells) {
            let shift = match look.stand {
                Stand::Top => 0.0,
                Stand::Middle => (height - lines.len().min(height)) as f64 * look.pitch / 2.0,
            };
            for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
                let text =
                    Text::new(look.face, look.size, column.x0, y + shift + index as f64 * look.pitch, line);
                let align =
                    look.cells.numbers.filter(|_| column.align == Align::Right).unwrap_or(column.align);
                let text = placed(text, column, align);
                if text.y > self.bottom {
                    later.push(text);
                } else {
                    self.put(text);
                }
            }
        }
        self.y = y + extent + look.gap;
        let first = later.iter().map(|text| text.y).fold(f64::INFINITY, f64::min);
        if first.is_finite() {
            self.next_page(columns, look);
            let moved = self.y - first;
            for mut text in later {
                text.y += moved;
                self.put(text);
            }
            self.y = y + extent + moved + look.gap;
        }
    }

    /// The table runs on.
    fn next_page(&mut self, columns: &[Column], look: &Look) {
        self.page();
        if self.paging.repeat {
            self.head(columns, look);
        }
    }
}

fn placed(text: Text, column: &Column, align: Align) -> Text {
    match align {
        Align::Left => text,
        Align::Right => text.ending(column.x1),
        Align::Centre => text.centred(column.x0, column.x1),
    }
}

/// Breaks a text at blanks so that each line fits `width`; `\n` forces a break, a word that is too long stays whole.
#[must_use]
pub fn wrap(face: Face, size: f64, width: f64, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        for word in part.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && face.width(&longer, size) > width {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
    }
    lines
}

/// Indian digit groups: `12345678.90` becomes `1,23,45,678.90`.
#[must_use]
pub fn grouped(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(a, b)| (a, Some(b)));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && (left == 3 || (left > 3 && left % 2 == 1)) {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    fraction.map_or_else(|| format!("{sign}{out}"), |fraction| format!("{sign}{out}.{fraction}"))
}

/// `.196` for `0.196`.
#[must_use]
pub fn without_zero(printed: &str) -> String {
    printed.strip_prefix("0.").map_or_else(|| printed.to_owned(), |rest| format!(".{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digit_groups() {
        for (value, printed) in
            [("1", "1"), ("123456.70", "1,23,456.70"), ("-1234567", "-12,34,567"), ("999.5", "999.5")]
        {
            assert_eq!(grouped(value.parse().unwrap_or_default()), printed);
        }
        assert_eq!(without_zero("0.196"), ".196");
    }
}
