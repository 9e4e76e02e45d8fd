//! A page of positioned text, the only thing the engine hands to the later stages.

use crate::{Rect, Span, TextRun};

/// One page: runs in painting order and the arenas that they point into.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Page number, from 1.
    pub number: u32,
    /// Width in points, as displayed.
    pub width: f32,
    /// Height in points, as displayed.
    pub height: f32,
    /// All text of the page.
    pub text: String,
    /// Glyph edges, see [`TextRun::edges`].
    pub edges: Vec<f32>,
    /// Runs in painting order.
    pub runs: Vec<TextRun>,
    /// Fonts used on this page.
    pub fonts: Vec<FontFace>,
    /// Distinct clip rectangles that runs were painted under.
    pub clips: Vec<Rect>,
    /// Marked-content sequences that runs belong to (innermost).
    pub tags: Vec<Tag>,
    /// Horizontal and vertical rules and filled or stroked boxes.
    pub rulings: Vec<Ruling>,
}

impl Page {
    /// The text of a run of this page.
    #[must_use]
    pub fn text_of(&self, run: &TextRun) -> &str {
        run.text.of(&self.text)
    }

    /// The glyph edges of a run of this page (characters + 1), or an empty slice when they do not fit.
    #[must_use]
    pub fn edges_of(&self, run: &TextRun) -> &[f32] {
        let count = self.text_of(run).chars().count() + 1;
        let start = run.edges as usize;
        self.edges.get(start..start + count).unwrap_or(&[])
    }

    /// Adds text to the arena and returns its span.
    pub fn push_text(&mut self, text: &str) -> Span {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Span { start, end: self.text.len() as u32 }
    }
}

/// A font as far as readers of the page care.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FontFace {
    /// `BaseFont` without its subset prefix, `#xx` escapes resolved; empty when unnamed.
    pub name: String,
    /// True when codes of this font could not be mapped to characters reliably (no ToUnicode, no known encoding).
    pub unmapped: bool,
}

/// A marked-content sequence.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tag {
    /// The tag (`Span`, `P`, `Artifact`, ...).
    pub name: String,
    /// Marked-content identifier.
    pub mcid: Option<i32>,
    /// `/ActualText` of the sequence: what the glyphs stand for as a whole.
    pub actual_text: Option<String>,
}

/// A line or box painted on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruling {
    /// Extent; a horizontal rule has (almost) no height, a vertical one no width.
    pub area: Rect,
    /// True when filled, false when stroked.
    pub filled: bool,
}
