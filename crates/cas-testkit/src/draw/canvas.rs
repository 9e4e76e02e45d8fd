//! A page before it becomes operators: texts with their cells, fills, frames and logos, in showing order.
//!
//! Points; x from the left page edge, y from the top, text by its baseline.

use super::face::Face;

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
}

impl Area {
    /// From its edges.
    #[must_use]
    pub const fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0, y0, x1, y1 }
    }
}

/// How the glyphs of a text are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Setting {
    /// As the page's style says.
    #[default]
    Plain,
    /// Words spread over this width by gaps alone: the blanks are not shown (justified disclaimer).
    Justified(f64),
    /// Shaped text: runs split where letters, digits and punctuation meet, with kerning per glyph (scheme lines).
    Shaped,
}

/// One text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Typeface.
    pub face: Face,
    /// Size in points.
    pub size: f64,
    /// Left end of the baseline.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// What it says; leading blanks are shown.
    pub text: String,
    /// The cell it is clipped by.
    pub cell: Option<Area>,
    /// Horizontal shear of synthetic italics (0.32 on registrar statements).
    pub slant: f64,
    /// Counter-clockwise quarter turn: reads from bottom to top, `x` is the baseline, `y` the start.
    pub upwards: bool,
    /// Any other turn in degrees, counter-clockwise (a watermark).
    pub turn: f64,
    /// Rendering mode 3: painted but not visible.
    pub invisible: bool,
    /// Painted a second time this much lower (date twins, false bold).
    pub twin: Option<f64>,
    /// How the glyphs are set.
    pub setting: Setting,
    /// Gray level of the ink: 0 is black.
    pub ink: f64,
}

impl Text {
    /// Black upright text at a point.
    #[must_use]
    pub fn new(face: Face, size: f64, x: f64, y: f64, text: impl Into<String>) -> Self {
        Self {
            face,
            size,
            x,
            y,
            text: text.into(),
            cell: None,
            slant: 0.0,
            upwards: false,
            turn: 0.0,
            invisible: false,
            twin: None,
            setting: Setting::Plain,
            ink: 0.0,
        }
    }

    /// Moves the text so that it ends at `right`.
    #[must_use]
    pub fn ending(mut self, right: f64) -> Self {
        self.x = right - self.width();
        self
    }

    /// Moves the text so that its middle stands between two edges.
    #[must_use]
    pub fn centred(mut self, left: f64, right: f64) -> Self {
        self.x = (left + right - self.width()) / 2.0;
        self
    }

    /// Clips the text by a cell.
    #[must_use]
    pub fn within(mut self, cell: Area) -> Self {
        self.cell = Some(cell);
        self
    }

    /// Width of the text as set.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.face.width(&self.text, self.size)
    }
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text.
    Text(Box<Text>),
    /// A filled rectangle of a gray level: a heading box, a rule.
    Fill(Area, f64),
    /// A framed rectangle with lines of this width.
    Frame(Area, f64),
    /// A picture without information.
    Logo(Area),
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Canvas {
    /// Width and height in points.
    pub size: (f64, f64),
    /// In showing order.
    pub items: Vec<Item>,
}

impl Canvas {
    /// An empty page.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Self {
        Self { size: (width, height), items: Vec::new() }
    }

    /// Adds a text.
    pub fn text(&mut self, text: Text) {
        self.items.push(Item::Text(Box::new(text)));
    }

    /// Adds a filled rectangle.
    pub fn fill(&mut self, area: Area, gray: f64) {
        self.items.push(Item::Fill(area, gray));
    }
}
