//! What became of an input: a few outcomes to count by, and a code for each cause.

use cas::ParseError;
use serde::{Deserialize, Serialize};

/// What became of an input, coarse enough to count by.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Outcome {
    /// It was read, and its answer is in the output.
    Read,
    /// No password opens it.
    Locked,
    /// It is a PDF, but no statement that we read.
    Refused,
    /// It is damaged, or no PDF, or holds no text.
    Damaged,
    /// A limit was reached.
    Limit,
    /// The system does not let us read it.
    Unreadable,
    /// A fault of ours.
    Internal,
}

/// A row of [`OUTCOMES`].
#[derive(Clone, Copy, Debug)]
pub struct OutcomeRow {
    /// The outcome.
    pub outcome: Outcome,
    /// Its name in reports, progress and the summary.
    pub name: &'static str,
    /// A sentence about it.
    pub about: &'static str,
}

/// Every outcome, in the order in which they are told.
pub static OUTCOMES: [OutcomeRow; 7] = [
    OutcomeRow { outcome: Outcome::Read, name: "read", about: "the answer is in the output" },
    OutcomeRow { outcome: Outcome::Locked, name: "locked", about: "no password given opens it" },
    OutcomeRow { outcome: Outcome::Refused, name: "refused", about: "not a statement that cas reads" },
    OutcomeRow { outcome: Outcome::Damaged, name: "damaged", about: "damaged, no PDF, or no text in it" },
    OutcomeRow { outcome: Outcome::Limit, name: "limit", about: "a limit was reached" },
    OutcomeRow {
        outcome: Outcome::Unreadable,
        name: "unreadable",
        about: "the system does not let us read it",
    },
    OutcomeRow { outcome: Outcome::Internal, name: "internal", about: "a fault of cas" },
];

impl Outcome {
    /// Place in [`OUTCOMES`].
    pub(crate) fn index(self) -> usize {
        OUTCOMES.iter().position(|row| row.outcome == self).unwrap_or(0)
    }

    /// Name in reports, progress and the summary.
    #[must_use]
    pub fn name(self) -> &'static str {
        OUTCOMES.get(self.index()).map_or("", |row| row.name)
    }
}

/// Why an input has no answer. No message holds personal data or a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The engine says no.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// A panic of the engine: a fault of ours.
    #[error("this is a fault of cas, not of the file; please report it without the statement")]
    Internal,
    /// The system does not let us read it.
    #[error("it cannot be read")]
    Unreadable {
        /// Why.
        source: std::io::Error,
    },
    /// The archive, or a member of it, is not what its directory says.
    #[error("the archive is damaged: {problem}")]
    ArchiveDamaged {
        /// What is wrong.
        problem: &'static str,
    },
    /// A member of an archive is locked, and no password opens it.
    #[error("the member of the archive is locked and none of the passwords opens it (tried: {tried})")]
    ArchiveLocked {
        /// How many passwords there were.
        tried: usize,
    },
    /// A bound on archives and mails was reached.
    #[error("the {limit} limit of {allowed} was reached")]
    ContainerLimit {
        /// Which.
        limit: &'static str,
        /// Its value.
        allowed: u64,
    },
    /// The bytes are no mail.
    #[error("this is not a mail")]
    NotMail,
    /// The answer has a value that the output format cannot hold.
    #[error("the output cannot hold it: {problem}")]
    DoesNotFit {
        /// What does not fit.
        problem: String,
    },
    /// The answer has no form in the shape that was asked for: a contract note in that of casparser.
    #[error("contract notes have no casparser shape")]
    NoShape,
}

impl InputError {
    /// Stable code for reports, and what the input counts as.
    #[must_use]
    pub fn code(&self) -> (&'static str, Outcome) {
        match self {
            Self::Parse(error) => (error.code(), outcome_of(error)),
            Self::Internal => ("internal", Outcome::Internal),
            Self::Unreadable { .. } => ("unreadable", Outcome::Unreadable),
            Self::ArchiveDamaged { .. } => ("archive-damaged", Outcome::Damaged),
            Self::ArchiveLocked { .. } => ("archive-locked", Outcome::Locked),
            Self::ContainerLimit { .. } => ("container-limit", Outcome::Limit),
            Self::NotMail => ("not-mail", Outcome::Damaged),
            Self::DoesNotFit { .. } => ("does-not-fit", Outcome::Limit),
            Self::NoShape => ("no-shape", Outcome::Refused),
        }
    }

    /// The message with its causes.
    #[must_use]
    pub fn message(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }
}

fn outcome_of(error: &ParseError) -> Outcome {
    match error {
        ParseError::PasswordRequired
        | ParseError::WrongPassword { .. }
        | ParseError::UnsupportedEncryption { .. } => Outcome::Locked,
        ParseError::NotPdf | ParseError::Damaged { .. } | ParseError::NoTextLayer { .. } => Outcome::Damaged,
        ParseError::UnknownLayout { .. }
        | ParseError::LookAlike { .. }
        | ParseError::Incomplete { .. }
        | ParseError::NotAContractNote { .. } => Outcome::Refused,
        ParseError::LimitExceeded { .. } => Outcome::Limit,
        // The library may learn further errors before this list does.
        _ => Outcome::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_a_row_and_its_name_is_that_of_the_report() {
        for row in &OUTCOMES {
            assert_eq!(row.outcome.name(), row.name);
            assert_eq!(serde_json::to_string(&row.outcome).unwrap(), format!("\"{}\"", row.name));
        }
    }
}
