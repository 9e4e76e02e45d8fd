//! Limits that keep time and memory bounded on any input.

use crate::PdfError;

/// Upper bounds for one file. The defaults are far above any statement seen (the largest has about 400 pages and
/// 10 MB) and low enough that a hostile file ends quickly.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// Size of the file in bytes.
    pub file_bytes: u64,
    /// Pages in the file.
    pub pages: u32,
    /// Indirect objects that the cross-references may name.
    pub objects: u32,
    /// Bytes that one stream may grow to when its filters are undone.
    pub stream_bytes: u64,
    /// Bytes that all streams decoded for one page, or for opening the document, may grow to together.
    pub total_bytes: u64,
    /// Nesting of arrays and dictionaries, of references to references, and of form `XObjects`.
    pub depth: u32,
    /// Operators of one page, forms included.
    pub operators_per_page: u32,
    /// Text runs of one page.
    pub runs_per_page: u32,
    /// Rulings kept of one page; further ones are left out without an error, as they only decorate.
    pub rulings_per_page: u32,
    /// Distinct fonts of the document.
    pub fonts: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            pages: 10_000,
            objects: 1_000_000,
            stream_bytes: 128 << 20,
            total_bytes: 256 << 20,
            depth: 64,
            operators_per_page: 5_000_000,
            runs_per_page: 500_000,
            rulings_per_page: 20_000,
            fonts: 4_096,
        }
    }
}

impl Limits {
    /// The error for the limit with this field name.
    pub(crate) fn exceeded(limit: &'static str, allowed: impl Into<u64>) -> PdfError {
        PdfError::LimitExceeded { limit, allowed: allowed.into() }
    }
}
