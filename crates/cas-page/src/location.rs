//! Where something was printed.

use crate::Rect;

/// A place in a document: every record, note and check points at one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Location {
    /// Page number, from 1; 0 when the fact comes from outside the pages (document information).
    pub page: u32,
    /// The box on that page, in points from the top left corner.
    pub area: Rect,
}

impl Location {
    /// A place on page `page`.
    #[must_use]
    pub fn new(page: u32, area: Rect) -> Self {
        Self { page, area }
    }
}
