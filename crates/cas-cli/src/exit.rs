//! Exit codes and the failures that lead to them. The table is in `cas --help`.

use std::process::ExitCode;

use cas::{ParseError, RedactError};
use cas_batch::BatchError;
use cas_batch::passwords::PasswordError;
use cas_export::ExportError;

use crate::commands::show::NotFound;

/// How a run ended, as the shell sees it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Exit {
    Done = 0,
    OwnFault = 1,
    Usage = 2,
    Password = 3,
    NotSupported = 4,
    Unreadable = 5,
    Limit = 6,
    /// A check failed, or answers differ.
    Different = 7,
    InputOutput = 8,
    NotEverything = 9,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do what it was asked for. No variant holds personal data; paths are the user's own words.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Parse(#[from] ParseError),
    #[error("this statement cannot be redacted soundly")]
    Unsound { source: RedactError },
    #[error("the system gives no random numbers")]
    NoSecret,
    #[error("the page dump is damaged")]
    Dump { source: cas::page::DumpError },
    #[error(transparent)]
    NotFound(#[from] NotFound),
    #[error("{what} is no answer of cas")]
    NoAnswer { what: String, source: serde_json::Error },
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error("cannot read {what}")]
    Read { what: String, source: std::io::Error },
    #[error("cannot write {what}")]
    Write { what: String, source: std::io::Error },
}

impl From<RedactError> for Failure {
    fn from(error: RedactError) -> Self {
        match error {
            RedactError::Parse(error) => Self::Parse(error),
            source => Self::Unsound { source },
        }
    }
}

impl From<&Failure> for Exit {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Usage(_) => Self::Usage,
            Failure::Export(error) => Self::from(error),
            Failure::Read { .. } | Failure::Write { .. } => Self::InputOutput,
            Failure::Parse(error) => Self::from(error),
            Failure::Unsound { .. } => Self::NotEverything,
            Failure::NoSecret => Self::OwnFault,
            Failure::Dump { .. } => Self::Unreadable,
            Failure::NotFound(_) => Self::Usage,
            Failure::NoAnswer { .. } => Self::Unreadable,
            Failure::Batch(error) => Self::from(error),
        }
    }
}

impl From<&BatchError> for Exit {
    fn from(error: &BatchError) -> Self {
        match error {
            BatchError::Password(PasswordError::Read { .. })
            | BatchError::Busy { .. }
            | BatchError::Read { .. }
            | BatchError::Write { .. } => Self::InputOutput,
            BatchError::Export(error) => Self::from(error),
            BatchError::Password(_) | BatchError::Input { .. } => Self::Usage,
            _ => Self::OwnFault,
        }
    }
}

impl From<&ExportError> for Exit {
    fn from(error: &ExportError) -> Self {
        match error {
            ExportError::UnknownExtension { .. }
            | ExportError::UnknownTable { .. }
            | ExportError::BadPath { .. } => Self::Usage,
            _ => Self::InputOutput,
        }
    }
}

impl From<&ParseError> for Exit {
    fn from(error: &ParseError) -> Self {
        match error {
            ParseError::PasswordRequired | ParseError::WrongPassword { .. } => Self::Password,
            ParseError::UnknownLayout { .. }
            | ParseError::LookAlike { .. }
            | ParseError::NotAContractNote { .. }
            | ParseError::Incomplete { .. } => Self::NotSupported,
            ParseError::LimitExceeded { .. } => Self::Limit,
            ParseError::NoSuchPage { .. } | ParseError::NoSuchValue => Self::Usage,
            ParseError::NotPdf
            | ParseError::Damaged { .. }
            | ParseError::UnsupportedEncryption { .. }
            | ParseError::NoTextLayer { .. } => Self::Unreadable,
            // The library may learn further errors before the command line does.
            _ => Self::OwnFault,
        }
    }
}
