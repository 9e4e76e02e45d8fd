//! Pages being filled from top to bottom, with a footer on each.

use crate::draw::{Area, Canvas, Face, Item, Metrics, Text};

/// Regular face.
pub const BODY: Face = Face::new("Arial", Metrics::Sans);
/// Bold face.
pub const BOLD: Face = Face::new("Arial,Bold", Metrics::SansBold);

/// What stands at the foot of pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Footer {
    /// Nothing.
    None,
    /// `Page 1 of 3` in the middle.
    OfTotal,
    /// `Page 1` at the right.
    Number,
}

/// Upright or lying pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lie {
    /// A4.
    Portrait,
    /// A4 on its long side.
    Landscape,
}

/// Pages being filled.
#[derive(Debug)]
pub struct Press {
    /// Finished pages and the one being filled.
    pub pages: Vec<Canvas>,
    /// Top of what comes next.
    pub y: f64,
    /// Left margin.
    pub left: f64,
    /// Right margin.
    pub right: f64,
    /// Foot of the text.
    pub bottom: f64,
    size: (f64, f64),
}

/// Top margin.
const TOP: f64 = 34.0;

impl Press {
    /// Starts the first page.
    #[must_use]
    pub fn new(lie: Lie, margin: f64) -> Self {
        let size = if lie == Lie::Portrait { (595.0, 842.0) } else { (842.0, 595.0) };
        let (right, bottom) = (size.0 - margin, size.1 - 48.0);
        let mut press = Self { pages: Vec::new(), y: TOP, left: margin, right, bottom, size };
        press.page();
        press
    }

    /// Starts a new page.
    pub fn page(&mut self) {
        self.pages.push(Canvas::new(self.size.0, self.size.1));
        self.y = TOP;
    }

    /// Starts a new page unless something stands on this one yet.
    pub fn fresh_page(&mut self) {
        if self.y > TOP {
            self.page();
        }
    }

    /// Starts a new page unless `height` more points fit.
    pub fn need(&mut self, height: f64) {
        if self.y + height > self.bottom {
            self.page();
        }
    }

    /// Adds a text to the current page; places are kept to a tenth of a point.
    pub fn put(&mut self, mut text: Text) {
        text.x = (text.x * 10.0).round() / 10.0;
        text.y = (text.y * 10.0).round() / 10.0;
        if let Some(page) = self.pages.last_mut().filter(|_| !text.text.is_empty()) {
            page.text(text);
        }
    }

    /// Adds anything else.
    pub fn item(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    /// A picture at the left margin, with the name of the broker in it for eyes only.
    pub fn logo(&mut self, width: f64, height: f64) {
        let area = Area::new(self.left, self.y, self.left + width, self.y + height);
        self.item(Item::Logo(area));
        self.y += height + 4.0;
    }

    /// A line of texts at places of their own, as `(x, text)`; moves on by one and a half times the size.
    pub fn line(&mut self, face: Face, size: f64, texts: &[(f64, &str)]) {
        self.need(size * 1.5);
        for &(x, text) in texts {
            self.put(Text::new(face, size, x, self.y + size, text));
        }
        self.y += size * 1.5;
    }

    /// One line at the left margin.
    pub fn left_line(&mut self, face: Face, size: f64, text: &str) {
        self.line(face, size, &[(self.left, text)]);
    }

    /// One line in the middle.
    pub fn centred(&mut self, face: Face, size: f64, text: &str) {
        let shown = Text::new(face, size, 0.0, self.y + size, text).centred(self.left, self.right);
        self.put(shown);
        self.y += size * 1.5;
    }

    /// A text that ends at the right margin; does not move on.
    pub fn right_text(&mut self, face: Face, size: f64, text: &str) {
        self.put(Text::new(face, size, 0.0, self.y + size, text).ending(self.right));
    }

    /// Blank space.
    pub fn gap(&mut self, height: f64) {
        self.y += height;
    }

    /// The pages with their footers.
    #[must_use]
    pub fn finish(mut self, footer: Footer) -> Vec<Canvas> {
        let count = self.pages.len();
        let (width, height) = self.size;
        for (index, page) in self.pages.iter_mut().enumerate() {
            let text = |text| Text::new(BODY, 6.5, 0.0, height - 24.0, text);
            match footer {
                Footer::None => {}
                Footer::OfTotal => {
                    page.text(text(format!("Page {} of {count}", index + 1)).centred(0.0, width));
                }
                Footer::Number => page.text(text(format!("Page {}", index + 1)).ending(self.right)),
            }
        }
        self.pages
    }
}
