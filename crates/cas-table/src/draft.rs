//! Hand-made pages: a few words at given places, for tests and examples.

use cas_page::{FontFace, Page, Rect, TextRun};

use crate::Sheet;

/// A page under construction. Every glyph is 0.5 em wide, so a text of n characters at size s is n * s / 2 wide.
#[derive(Clone, Debug)]
pub struct Draft {
    page: Page,
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}

impl Draft {
    /// An empty A4 page with number 1.
    #[must_use]
    pub fn new() -> Self {
        Self { page: Page { number: 1, width: 595.0, height: 842.0, ..Page::default() } }
    }

    /// Size of the text that follows is given per call; this sets the page number.
    #[must_use]
    pub fn numbered(mut self, number: u32) -> Self {
        self.page.number = number;
        self
    }

    /// Text that starts at `x`, as one run.
    #[must_use]
    pub fn left(self, x: f32, baseline: f32, size: f32, text: &str) -> Self {
        self.run("", x, baseline, size, text)
    }

    /// Text that ends at `x`, as one run.
    #[must_use]
    pub fn right(self, x: f32, baseline: f32, size: f32, text: &str) -> Self {
        let width = text.chars().count() as f32 * size / 2.0;
        self.run("", x - width, baseline, size, text)
    }

    /// Text in a named font that starts at `x`, as one run.
    #[must_use]
    pub fn run(mut self, font: &str, x: f32, baseline: f32, size: f32, text: &str) -> Self {
        let page = &mut self.page;
        let face = page.fonts.iter().position(|face| face.name == font).unwrap_or_else(|| {
            page.fonts.push(FontFace { name: font.to_owned(), unmapped: false });
            page.fonts.len() - 1
        });
        let edges = page.edges.len() as u32;
        let count = text.chars().count();
        page.edges.extend((0..=count).map(|index| x + index as f32 * size / 2.0));
        let span = page.push_text(text);
        let right = x + count as f32 * size / 2.0;
        page.runs.push(TextRun {
            text: span,
            edges,
            area: Rect::new(x, baseline - 0.75 * size, right, baseline + 0.25 * size),
            baseline,
            size,
            font: face as u16,
            clip: 0,
            tag: 0,
            show: page.runs.len() as u32,
            turn: cas_page::Turn::Upright,
            visible: true,
        });
        self
    }

    /// The page, to change what the calls above cannot.
    #[must_use]
    pub fn page(self) -> Page {
        self.page
    }

    /// The page as a sheet.
    #[must_use]
    pub fn sheet(self) -> Sheet {
        Sheet::from_page(self.page)
    }
}
