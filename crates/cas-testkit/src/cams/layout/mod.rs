//! Pages of a registrar statement, after the measured geometry of the layout reference (section 2).

mod block;
mod detailed;
mod head;
mod rows;
mod summary;
mod wrap;

pub use detailed::detailed;
pub use summary::summary;

use super::model::{Look, Statement, printed_date};
use crate::draw::{Area, Canvas, Encoding, Face, Item, Metrics, Text};

/// Page size of 1.2.
const WIDTH: f64 = 595.44;
const HEIGHT: f64 = 841.68;
/// Left edge of boxes, and of text in them.
const LEFT: f64 = 28.08;
const INDENT: f64 = 28.93;
/// Right edge of boxes, and of text in them.
const RIGHT: f64 = 567.36;
const FLUSH: f64 = 566.51;
/// First baseline below the column header of later pages, and the last that a page takes (69 rows of 9.36).
const FIRST: f64 = 120.88;
const LAST: f64 = 766.0;

/// Typefaces of a statement (1.3); KFintech's engine uses one family.
#[derive(Clone, Copy, Debug)]
struct Faces {
    stamp: Face,
    bold: Face,
    body: Face,
    text: Face,
    italic: Face,
    foot: Face,
}

impl Faces {
    fn new(look: &Look, encoding: Encoding) -> Self {
        let faces = if look.kfintech {
            let sans = Face::new("Arial", Metrics::Sans);
            let italic = Face::new("Arial,Italic", Metrics::Sans);
            let bold = Face::new("Arial,Bold", Metrics::SansBold);
            Self { stamp: sans, bold, body: sans, text: sans, italic, foot: sans }
        } else {
            Self {
                stamp: Face::new("Arial", Metrics::Sans),
                bold: Face::new("Trebuchet MS,Bold", Metrics::HumanistBold),
                body: Face::new("Trebuchet MS", Metrics::Humanist),
                text: Face::new("Microsoft Sans Serif", Metrics::Grotesk),
                italic: Face::new("Microsoft Sans Serif,Italic", Metrics::Grotesk),
                foot: Face::new("Tahoma", Metrics::Sans),
            }
        };
        let fit = |face| encoding.fit(face);
        Self {
            stamp: fit(faces.stamp),
            bold: fit(faces.bold),
            body: fit(faces.body),
            text: fit(faces.text),
            italic: fit(faces.italic),
            foot: fit(faces.foot),
        }
    }
}

/// The table of a statement, whose header every page repeats.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Table {
    /// Detailed statement.
    Transactions,
    /// Summary statement.
    Holdings,
}

impl Table {
    fn title(self) -> &'static str {
        match self {
            Self::Transactions => "Consolidated Account Statement",
            Self::Holdings => "Consolidated Account Summary",
        }
    }
}

/// A baseline on a page.
#[derive(Clone, Copy, Debug)]
struct At {
    page: usize,
    y: f64,
}

/// The pages so far and where the next line goes.
struct Sheet<'a> {
    statement: &'a Statement,
    look: &'a Look,
    faces: Faces,
    table: Table,
    pages: Vec<Canvas>,
    /// Place of `Page n of N` among the items of each page, filled in at the end.
    folios: Vec<usize>,
    y: f64,
}

impl<'a> Sheet<'a> {
    fn new(statement: &'a Statement, encoding: Encoding, table: Table) -> Self {
        let look = &statement.look;
        let faces = Faces::new(look, encoding);
        let mut sheet = Self { statement, look, faces, table, pages: Vec::new(), folios: Vec::new(), y: 0.0 };
        sheet.frame();
        sheet
    }

    /// Adds a page with everything that repeats: stamp, title, date line, logos, page number (shown in this order).
    fn frame(&mut self) {
        self.pages.push(Canvas::new(WIDTH, HEIGHT));
        let faces = self.faces;
        if !self.look.stamp.is_empty() {
            let mut stamp = Text::new(faces.stamp, 4.775, 588.9, 798.0, self.look.stamp.clone());
            stamp.upwards = true;
            self.put(stamp);
        }
        self.rule(Area::new(121.68, 64.2, 460.08, 64.8), 0.0);
        let title = Text::new(faces.bold, 17.19, 0.0, 58.35, self.table.title());
        self.put(title.centred(121.68, 460.08).within(Area::new(121.68, 42.0, 460.08, 64.0)));
        let (from, to) = self.statement.period;
        let dates = match self.table {
            Table::Holdings => format!("As on {}", printed_date(to)),
            Table::Transactions => format!("{} To {}", printed_date(from), printed_date(to)),
        };
        let dates = Text::new(faces.bold, 8.595, 0.0, 72.2, dates);
        self.put(dates.centred(125.28, 470.88).within(Area::new(125.28, 64.8, 470.88, 75.0)));
        self.item(Item::Logo(Area::new(28.1, 43.9, 121.7, 61.9)));
        self.item(Item::Logo(Area::new(456.5, 42.5, 567.4, 82.1)));
        let place = self.pages.last().map_or(0, |page| page.items.len());
        self.folios.push(place);
        self.put(Text::new(faces.body, 7.64, 0.0, 777.7, String::new()));
    }

    fn rule(&mut self, area: Area, gray: f64) {
        self.item(Item::Fill(area, gray));
    }

    fn item(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    fn put(&mut self, text: Text) {
        self.item(Item::Text(Box::new(text)));
    }

    fn put_at(&mut self, at: At, text: Text) {
        if let Some(page) = self.pages.get_mut(at.page) {
            page.text(text);
        }
    }

    fn fill_at(&mut self, at: At, area: Area, gray: f64) {
        if let Some(page) = self.pages.get_mut(at.page) {
            page.fill(area, gray);
        }
    }

    /// The next baseline, `pitch` below the last; a new page when this one (and `tail` more points) does not fit.
    fn next(&mut self, pitch: f64, tail: f64) -> At {
        if self.y + pitch + tail > LAST {
            self.break_page();
        } else {
            self.y += pitch;
        }
        At { page: self.pages.len() - 1, y: self.y }
    }

    fn break_page(&mut self) {
        self.frame();
        match self.table {
            Table::Transactions => self.columns(93.6),
            Table::Holdings => self.titles(93.6),
        }
        self.y = if self.look.tight { 113.4 } else { FIRST };
    }

    /// Numbers the pages and hands them over.
    fn finish(mut self) -> Vec<Canvas> {
        let count = self.pages.len();
        let body = self.faces.body;
        for (index, (page, place)) in self.pages.iter_mut().zip(&self.folios).enumerate() {
            let number = format!("Page {} of {count}", index + 1);
            if let Some(item) = page.items.get_mut(*place) {
                *item = Item::Text(Box::new(Text::new(body, 7.64, 0.0, 777.7, number).ending(FLUSH)));
            }
        }
        self.pages
    }
}
