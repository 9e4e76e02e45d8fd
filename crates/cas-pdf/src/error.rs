//! What can go wrong between the bytes of a file and its pages. No message holds personal data.

/// Why a PDF could not be opened or a page could not be read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// Nothing in the bytes looks like a PDF: no header, no object, no trailer.
    #[error("this is not a pdf file")]
    NotPdf,
    /// The file is encrypted, the empty password does not open it, and no other password was given.
    #[error("the file is locked and no password was given")]
    PasswordRequired,
    /// No password that was given opens the file.
    #[error("the password given does not open this file (candidates tried: {tried})")]
    WrongPassword {
        /// Passwords as given, without the spellings that were derived from them.
        tried: usize,
    },
    /// Encryption that is not the standard security handler, or a version of it that does not exist.
    #[error("encryption version {version} revision {revision} is not supported: {problem}")]
    UnsupportedEncryption {
        /// `/V` of the encryption dictionary, 0 when absent.
        version: i64,
        /// `/R` of the encryption dictionary, 0 when absent.
        revision: i64,
        /// What stands in the way.
        problem: &'static str,
    },
    /// A part of the file that cannot be done without is broken beyond repair.
    #[error("object {object} at byte {offset}: {problem}")]
    Damaged {
        /// Object number; 0 for the trailer and the cross-reference table.
        object: u32,
        /// Byte offset from the start of the file; 0 when the object was not found at all.
        offset: u64,
        /// What is wrong.
        problem: &'static str,
    },
    /// The file was cut short or changed, and what is left of it cannot be read.
    #[error("the file is not whole: {missing}")]
    Incomplete {
        /// What is not there.
        missing: &'static str,
    },
    /// A limit was reached; see [`crate::Limits`].
    #[error("{limit} limit of {} exceeded", crate::Limits::shown(limit, *allowed))]
    LimitExceeded {
        /// Name of the field of [`crate::Limits`].
        limit: &'static str,
        /// Its value: things, bytes, or units of work.
        allowed: u64,
    },
    /// The file was opened, but it holds no page.
    #[error("the file has no pages")]
    NoPages,
    /// The page asked for does not exist.
    #[error("there is no page {number}, the file has {count}")]
    NoSuchPage {
        /// Page number asked for, from 1.
        number: u32,
        /// Pages in the file.
        count: u32,
    },
}

impl PdfError {
    /// True when another password may help.
    #[must_use]
    pub fn is_password(&self) -> bool {
        matches!(self, Self::PasswordRequired | Self::WrongPassword { .. })
    }

    /// True when larger [`crate::Limits`] may help.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::LimitExceeded { .. })
    }
}
