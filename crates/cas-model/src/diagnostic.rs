//! Notes: what was read with a remark. Errors live with the crates that can fail.

use cas_page::Location;

/// A value and the remarks made while reading it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noted<T> {
    /// What was read.
    pub value: T,
    /// Remarks, in document order.
    pub notes: Vec<Diagnostic>,
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A value is missing or doubtful.
    Warning,
}

/// One remark.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What is odd; filter and test by this.
    pub code: DiagnosticCode,
    /// Where.
    pub at: Location,
}

/// What was odd, with the data that explains it: labels and counts, never names, ids or amounts.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DiagnosticCode {
    /// A cell that should hold a number, date or identifier does not; the value is `None`.
    UnreadableValue {
        /// Name of the column or label.
        field: &'static str,
    },
    /// A printed ISIN is a dummy or has a wrong check digit; `isin` is `None`.
    InvalidIsin,
    /// Words that belong to no known part of the layout.
    UnclaimedText {
        /// How many words on the page.
        words: u32,
    },
    /// A transaction wording that no rule knows.
    UnknownWording,
    /// A printed sign that the running balance contradicts; the balance was followed.
    SignCorrected,
    /// The printed section and the structure of the ISIN name different classes; the section was followed.
    ClassDisagrees,
    /// A record that belongs to no open account, folio or scheme.
    Orphan {
        /// Kind of record.
        record: &'static str,
    },
    /// A part of the layout was expected and not found.
    Missing {
        /// Name of the part.
        part: &'static str,
    },
    /// The broker of a contract note is not one of those that the schema names: the common exchange layout was read.
    CommonLayout,
    /// Signs were taken from the label or the arithmetic of the note, for want of a rule of its broker.
    SignInferred,
    /// The file holds a further contract note, which was not read: an answer has room for one.
    FurtherNote,
    /// Text painted invisibly was ignored.
    InvisibleText,
    /// Characters that the file's fonts do not define (U+FFFD).
    UnmappedCharacters,
    /// Parts of the page, or of what it is made from, are broken or missing; what could be read is kept.
    DamagedPage,
    /// Streams that the page was read from are not what their writer packed: a checksum does not fit, or data are missing.
    StreamChecksum {
        /// How many, those not counted that an earlier page was read from.
        streams: u32,
    },
}

impl DiagnosticCode {
    /// Stable kebab-case code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnreadableValue { .. } => "unreadable-value",
            Self::InvalidIsin => "invalid-isin",
            Self::UnclaimedText { .. } => "unclaimed-text",
            Self::UnknownWording => "unknown-wording",
            Self::SignCorrected => "sign-corrected",
            Self::ClassDisagrees => "class-disagrees",
            Self::Orphan { .. } => "orphan",
            Self::Missing { .. } => "missing",
            Self::CommonLayout => "common-layout",
            Self::SignInferred => "sign-inferred",
            Self::FurtherNote => "further-note",
            Self::InvisibleText => "invisible-text",
            Self::UnmappedCharacters => "unmapped-characters",
            Self::DamagedPage => "damaged-page",
            Self::StreamChecksum { .. } => "stream-checksum",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::SignCorrected | Self::SignInferred | Self::CommonLayout | Self::InvisibleText => {
                Severity::Info
            }
            _ => Severity::Warning,
        }
    }
}

impl std::fmt::Display for DiagnosticCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnreadableValue { field } => write!(f, "{field} cannot be read"),
            Self::InvalidIsin => f.write_str("the printed ISIN is not valid"),
            Self::UnclaimedText { words } => write!(f, "{words} words belong to no known part of the layout"),
            Self::UnknownWording => f.write_str("the wording of this transaction is not known"),
            Self::SignCorrected => {
                f.write_str("the printed sign contradicts the running balance, which was followed")
            }
            Self::ClassDisagrees => f.write_str("the printed section and the ISIN name different classes"),
            Self::Orphan { record } => write!(f, "a {record} belongs to no open account, folio or scheme"),
            Self::Missing { part } => write!(f, "{part} was not found"),
            Self::CommonLayout => {
                f.write_str("the broker is not one that we know by name: the common exchange layout was read")
            }
            Self::SignInferred => {
                f.write_str("who pays was told by the arithmetic of the note, not by a rule of its broker")
            }
            Self::FurtherNote => f.write_str("the file holds a further contract note, which was not read"),
            Self::InvisibleText => f.write_str("invisible text was ignored"),
            Self::UnmappedCharacters => {
                f.write_str("some characters are not defined by the fonts of the file")
            }
            Self::DamagedPage => f.write_str("parts of the page are broken or missing"),
            Self::StreamChecksum { streams } => {
                write!(f, "{streams} streams of the file do not fit their checksums")
            }
        }
    }
}
