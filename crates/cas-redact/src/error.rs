//! Why no twin was made. No message holds personal data.

use cas_pdf::PdfError;

/// Why a statement could not be redacted. Nothing is written then.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RedactError {
    /// A page cannot be read, or a limit was reached.
    #[error("a page cannot be copied")]
    Pdf(#[from] PdfError),
    /// A font holds too few characters to write anything else than the original with it.
    #[error("the fonts hold too few characters to replace a word on page {page}")]
    FewCharacters {
        /// Page number, from 1.
        page: u32,
    },
    /// A word is so long that no replacement of it says nothing.
    #[error("a word on page {page} is too long to be replaced")]
    LongWord {
        /// Page number, from 1.
        page: u32,
    },
    /// Something personal would have been left in the twin.
    #[error("personal data would be left in {place}")]
    Residue {
        /// Where: `text`, `streams`, `structure`.
        place: &'static str,
    },
    /// The amounts cannot be changed so that they still add up and fit their columns.
    #[error("the amounts cannot be changed soundly: {problem}")]
    Amounts {
        /// What stands against it.
        problem: &'static str,
    },
}
