//! The ways one and the same page can be written: showing, placing, order, nesting, strings, filters.

use super::font::Encoding;
use crate::pdf::Filter;

/// Operators that show a text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Show {
    /// One `Tj`.
    #[default]
    Whole,
    /// One `TJ` with kerning between glyphs.
    Kerned,
    /// Every word placed and shown on its own, no blanks.
    Words,
    /// Every glyph placed and shown on its own.
    Glyphs,
    /// Letter-spacing (`Tc`) with narrowed glyphs (`Tz`), and word spacing (`Tw`) where codes have one byte.
    Spaced,
    /// One `TJ` with every letter fitted into its place, whatever its width in the file.
    Fitted,
    /// The `'` operator with leading; rise `Ts` set and reset on the way.
    Quote,
}

/// Operators that place a text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Place {
    /// `Td` from the origin.
    #[default]
    Td,
    /// `Tm` with the font size in the matrix.
    Tm,
    /// `cm` before `BT`.
    Cm,
    /// The whole page flipped (`1 0 0 -1 0 h cm`) and every text flipped back, as browsers print.
    Flip,
}

/// Order of the texts in the content stream.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Order {
    /// As the layout shows them.
    #[default]
    Shown,
    /// Top to bottom, left to right.
    Reading,
    /// Left to right, top to bottom: column after column.
    Columns,
    /// Without any order; the number is the seed.
    Shuffled(u64),
}

/// How codes are written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Strings {
    /// Literal strings, only brackets and backslashes escaped.
    #[default]
    Literal,
    /// Hexadecimal strings.
    Hex,
    /// Octal escapes for every second byte, a line continuation in between.
    Octal,
}

/// Marked content around texts.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Marked {
    /// None.
    #[default]
    None,
    /// `/Span << /MCID n >> BDC`
    Span,
    /// Logos and rules as `/Artifact BMC`, texts with `/ActualText` (UTF-16BE).
    ActualText,
}

/// An affine map of the whole page: `x' = dx + scale x`, `y' = dy + scale y` from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Map {
    /// Scale.
    pub scale: f64,
    /// Shift to the right.
    pub dx: f64,
    /// Shift downwards.
    pub dy: f64,
    /// Media box of the copy.
    pub size: (f64, f64),
}

/// Everything about the drawing that is not the layout.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Codes and font dictionaries.
    pub encoding: Encoding,
    /// Showing operators.
    pub show: Show,
    /// Placing operators.
    pub place: Place,
    /// Order of texts.
    pub order: Order,
    /// String syntax.
    pub strings: Strings,
    /// Marked content.
    pub marked: Marked,
    /// A re-print: the page under a map.
    pub map: Option<Map>,
    /// Content streams a page is split into; 0 and 1 mean one.
    pub streams: usize,
    /// Form XObjects around the content; each is scaled down and placed scaled up again.
    pub forms: usize,
    /// Cells as clip rectangles (`re W n`).
    pub unclipped: bool,
    /// `/Rotate` of the page: 0, 90, 180, 270; the content is turned against it.
    pub rotate: u16,
    /// Lower left corner of the media box.
    pub origin: (f64, f64),
    /// Resources and media box inherited from a nested page tree.
    pub inherited: bool,
    /// Filter chain of the content streams; empty means Flate.
    pub filters: Vec<Filter>,
    /// Content streams in the clear (an Identity `/Crypt` filter) inside a locked file.
    pub clear_streams: bool,
}
