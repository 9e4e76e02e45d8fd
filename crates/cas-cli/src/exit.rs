//! Exit codes and the failures that lead to them. The table is in `cas --help`.

use std::process::ExitCode;

use cas::ParseError;

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
    CheckFailed = 7,
    InputOutput = 8,
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
    #[error("cannot read {what}")]
    Read { what: String, source: std::io::Error },
    #[error("cannot write {what}")]
    Write { what: String, source: std::io::Error },
}

impl From<&Failure> for Exit {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Usage(_) => Self::Usage,
            Failure::Read { .. } | Failure::Write { .. } => Self::InputOutput,
            Failure::Parse(error) => Self::from(error),
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
