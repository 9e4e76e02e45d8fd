//! Text runs: what one text-showing operation painted, in the order painted.

use crate::Rect;

/// A byte range in a text arena (of a [`crate::Page`] or of whatever owns the arena).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The text this span stands for; empty when the span does not fit `arena`.
    #[must_use]
    pub fn of<'a>(&self, arena: &'a str) -> &'a str {
        arena.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// The direction in which a run reads, after the page's own rotation.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Turn {
    /// Left to right; shear (synthetic italics) does not change this.
    #[default]
    Upright,
    /// Bottom to top (the stamp on the right edge of registrar statements).
    Up,
    /// Top to bottom.
    Down,
    /// Right to left, upside down.
    Reversed,
    /// Any other angle (watermarks).
    Oblique,
}

/// A piece of text painted by one show operation without an inner word gap.
///
/// A `TJ` whose adjustments open a gap wider than a blank is split there: the pieces share [`TextRun::show`].
/// Blanks that were painted as glyphs stay in the text. The text and the glyph edges live in the arenas of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRun {
    /// The text, in `Page::text`.
    pub text: Span,
    /// Index into `Page::edges` of the first glyph edge. A run of n characters has n + 1 edges: the left edge of each
    /// character along the reading direction and the right edge of the last. For upright text these are page x
    /// coordinates; for other turns, distances in points from the start of the run.
    pub edges: u32,
    /// The box: advance width along the baseline, ascent and descent (0.75 and 0.25 em when the font says nothing).
    pub area: Rect,
    /// For upright text the y coordinate of the baseline; otherwise the x (`Up`, `Down`) or y of the start point.
    pub baseline: f32,
    /// Font size in points after every matrix.
    pub size: f32,
    /// Index into `Page::fonts`.
    pub font: u16,
    /// Index into `Page::clips` plus one; 0 when the run was painted under no clip smaller than the page.
    pub clip: u16,
    /// Index into `Page::tags` plus one; 0 outside marked content.
    pub tag: u16,
    /// Number of the text-showing operation on the page, from 0, in painting order.
    pub show: u32,
    /// Reading direction.
    pub turn: Turn,
    /// False for text rendering modes 3 and 7 (invisible text).
    pub visible: bool,
}
