//! Why a document is not read.

use crate::detect::Family;

/// Documents that look like a statement and are none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum LookAlike {
    /// An MF Central statement: same title, another layout.
    MfCentral,
    /// The transaction statement of a depository participant.
    DpTransactionStatement,
    /// A depository statement that was printed to a new PDF or set again by a third party.
    PrintedCopy,
    /// A capital-gains or account statement of one registrar or fund house.
    RegistrarReport,
}

impl std::fmt::Display for LookAlike {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::MfCentral => "an MF Central statement, not one of CAMS, KFintech, NSDL or CDSL",
            Self::DpTransactionStatement => {
                "the transaction statement of a depository participant, not a consolidated account statement"
            }
            Self::PrintedCopy => "a printed copy of a depository statement; use the file as it was mailed",
            Self::RegistrarReport => {
                "a report of a registrar or fund house, not a consolidated account statement"
            }
        })
    }
}

/// The document is no statement that we know.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DetectError {
    /// It is something else that is easily mistaken for one.
    #[error("this is {0}")]
    LookAlike(LookAlike),
    /// Nothing in it says what it is.
    #[error("this is not a consolidated account statement or contract note that we know")]
    Unknown,
    /// There is no text to judge by.
    #[error("the pages hold no text")]
    NoText,
    /// There is text of which no letter or figure can be told.
    #[error("the fonts of this file do not tell which letters its text is of")]
    NoCharacters,
}

/// The document was recognised but cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// A part that every document of the family has was not found: it would be half-read.
    #[error("{family} was detected, but {missing} was not found")]
    Incomplete {
        /// Which family.
        family: Family,
        /// What is missing.
        missing: &'static str,
    },
}
