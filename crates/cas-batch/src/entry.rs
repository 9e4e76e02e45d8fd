//! What is known of a finished input: a record of the journal, a row of the report.

use serde::{Deserialize, Serialize};

use crate::input::Mail;
use crate::{InputError, Outcome};

/// What is known of a finished input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Name of the input; no two of a run have the same.
    pub name: String,
    /// SHA-256 of its bytes in small hexadecimal digits; `None` when they could not be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Its size; 0 when it could not be had.
    pub bytes: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it has no answer; `None` when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<EntryError>,
    /// What it holds; `None` when that cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
    /// The mail that it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// Where its answer is kept; `None` when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

/// Why an input has no answer.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct EntryError {
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
}

/// What an input holds.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Family of the statement: `cams-kfintech`, `nsdl`, `cdsl`, `contract-note`.
    pub family: String,
    /// Its variant.
    pub variant: String,
    /// Who made it: a broker, for instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Number of pages.
    pub pages: u32,
    /// Self-checks that held.
    pub checks_passed: u32,
    /// Self-checks that did not hold.
    pub checks_failed: u32,
    /// Remarks made while reading.
    pub notes: u32,
}

/// Where an answer is kept.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// File below the output folder; `None` when it lies in the spool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Where it begins in the spool; 0 for a file.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub offset: u64,
    /// Its length.
    pub length: u64,
    /// CRC-32 of it.
    pub crc32: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl EntryError {
    pub(crate) fn of(error: &InputError) -> Self {
        Self { code: error.code().0.to_owned(), message: error.message() }
    }
}

impl Entry {
    /// An input without an answer.
    pub(crate) fn failed(name: &str, mail: Option<Mail>, error: &InputError) -> Self {
        Self {
            name: name.to_owned(),
            sha256: None,
            bytes: 0,
            outcome: error.code().1,
            error: Some(EntryError::of(error)),
            facts: None,
            mail,
            kept: None,
            millis: 0,
        }
    }

    /// True when the input has an answer.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.outcome == Outcome::Read
    }
}
