//! Why nothing can be said about a file. No message holds personal data.

use cas_extract::{DetectError, ExtractError, Family, LookAlike};
use cas_pdf::{PdfError, PdfFile};

/// Why a call failed. Whatever is odd but readable is a note in [`crate::Parsed::notes`] instead.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// The file is locked and [`crate::Options::passwords`] is empty.
    #[error("the file is locked and no password was given")]
    PasswordRequired,
    /// No given password opens the file.
    #[error("the password given does not open this file (candidates tried: {tried})")]
    WrongPassword {
        /// How many were given.
        tried: usize,
    },
    /// The bytes are no PDF.
    #[error("this is not a PDF file")]
    NotPdf,
    /// The PDF is broken beyond repair, or has no pages.
    #[error("the PDF is damaged")]
    Damaged {
        /// What is broken, and where.
        source: PdfError,
    },
    /// The file is encrypted, but not with a password.
    #[error("the file is encrypted in a way that no password opens")]
    UnsupportedEncryption {
        /// How.
        source: PdfError,
    },
    /// The pages hold pictures, but no text: a scan; or text in fonts that do not tell what their glyphs mean.
    #[error("this file cannot be read as text")]
    NoTextLayer {
        /// What detection said.
        source: DetectError,
    },
    /// The text is not that of a statement we know.
    #[error("the layout of this file is not known")]
    UnknownLayout {
        /// What detection said.
        source: DetectError,
    },
    /// The file resembles a statement, but it is something else.
    #[error("this is {which}")]
    LookAlike {
        /// What it is.
        which: LookAlike,
    },
    /// It was told what this is, but a part that every such document has was not found: a contract note without a table
    /// of trades or without its obligation block. It would be half-read.
    #[error("{family} was detected, but {missing} was not found")]
    Incomplete {
        /// What it is.
        family: Family,
        /// Who made it, a broker for instance; `None` when it cannot be told.
        issuer: Option<&'static str>,
        /// What is missing.
        missing: &'static str,
    },
    /// [`crate::Options::broker`] is set, but the file is a statement.
    #[error("a broker was named, but this is {family}")]
    NotAContractNote {
        /// What it is.
        family: Family,
    },
    /// A bound of [`crate::Limits`] was reached.
    #[error("the {limit} limit of {} was reached", cas_pdf::Limits::shown(limit, *allowed))]
    LimitExceeded {
        /// Name of the field of [`crate::Limits`].
        limit: &'static str,
        /// Its value: things, bytes, or units of work.
        allowed: u64,
    },
    /// [`crate::explain`] was asked about a pointer that the answer does not have.
    #[error("the answer has no value at this pointer")]
    NoSuchValue,
    /// [`crate::trace`] was asked for a page that does not exist.
    #[error("there is no page {number}, the file has {count}")]
    NoSuchPage {
        /// Page number asked for, from 1.
        number: u32,
        /// Pages of the file.
        count: u32,
    },
}

/// Why no twin of a statement was made.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RedactError {
    /// The statement cannot be read.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// It can be read, but not redacted soundly.
    #[error(transparent)]
    Unsound(#[from] cas_redact::RedactError),
}

impl ParseError {
    /// A stable code for reports and goldens, in kebab-case; it names the cause, without its figures.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::PasswordRequired => "password-required",
            Self::WrongPassword { .. } => "wrong-password",
            Self::NotPdf => "not-pdf",
            Self::Damaged { .. } => "damaged",
            Self::UnsupportedEncryption { .. } => "unsupported-encryption",
            Self::NoTextLayer { .. } => "no-text-layer",
            Self::UnknownLayout { .. } => "unknown-layout",
            Self::LookAlike { .. } => "look-alike",
            Self::Incomplete { .. } => "incomplete",
            Self::NotAContractNote { .. } => "not-a-contract-note",
            Self::LimitExceeded { .. } => "limit-exceeded",
            Self::NoSuchValue => "no-such-value",
            Self::NoSuchPage { .. } => "no-such-page",
        }
    }

    /// Where a file that had to be repaired is damaged, that is why no text is seen: it is no scan.
    pub(crate) fn in_light_of(self, file: &PdfFile<'_>) -> Self {
        let is_broken = || file.is_repaired() && (file.damaged_streams() > 0 || file.defects() > 0);
        match self {
            Self::NoTextLayer { .. } if is_broken() => {
                Self::Damaged { source: PdfError::Incomplete { missing: "none of its text can be read" } }
            }
            error => error,
        }
    }

    pub(crate) fn of_extract(error: &ExtractError, issuer: Option<&'static str>) -> Self {
        match error {
            ExtractError::Incomplete { family, missing } => {
                Self::Incomplete { family: *family, issuer, missing }
            }
            _ => Self::UnknownLayout { source: DetectError::Unknown },
        }
    }
}

impl From<PdfError> for ParseError {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::NotPdf => Self::NotPdf,
            PdfError::PasswordRequired => Self::PasswordRequired,
            PdfError::WrongPassword { tried } => Self::WrongPassword { tried },
            PdfError::LimitExceeded { limit, allowed } => Self::LimitExceeded { limit, allowed },
            PdfError::NoSuchPage { number, count } => Self::NoSuchPage { number, count },
            PdfError::UnsupportedEncryption { .. } => Self::UnsupportedEncryption { source: error },
            _ => Self::Damaged { source: error },
        }
    }
}

impl From<DetectError> for ParseError {
    fn from(error: DetectError) -> Self {
        match error {
            DetectError::LookAlike(which) => Self::LookAlike { which },
            DetectError::NoText | DetectError::NoCharacters => Self::NoTextLayer { source: error },
            _ => Self::UnknownLayout { source: error },
        }
    }
}
