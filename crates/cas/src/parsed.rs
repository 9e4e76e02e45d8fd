//! What the calls answer.

use cas_extract::Detection;
use cas_model::{Check, Diagnostic, Statement};
use cas_normalize::Facts;
use cas_redact::{Factor, Replacer};

use cas_output::{Extras, JsonOptions};

use crate::{Document, With};

/// A statement that was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The unified statement.
    pub statement: Statement,
    /// What the statement prints and the unified schema has no place for.
    pub facts: Facts,
    /// Which statement it is, and why.
    pub detection: Detection,
    /// About the file.
    pub document: Document,
    /// The self-checks; empty unless [`With::checks`] was set.
    pub checks: Vec<Check>,
    /// Remarks made while reading, stage by stage, each in document order.
    pub notes: Vec<Diagnostic>,
    /// Which additions [`Self::to_json`] writes.
    pub with: With,
}

impl Parsed {
    /// The unified JSON, with the additions of [`Self::with`]. Equal statements give equal bytes.
    #[must_use]
    pub fn to_json(&self, options: JsonOptions) -> Vec<u8> {
        let With { checks, notes, full } = self.with;
        let extras = Extras {
            checks: checks.then(|| self.checks.clone()),
            notes: notes.then(|| self.notes.clone()),
            document: notes.then(|| self.document.describe(&self.detection)),
            full: full.then(|| self.facts.clone()),
        };
        // Writing to memory cannot fail; were it to, an empty answer is no JSON and nobody takes it for one.
        cas_output::to_json(&self.statement, &extras, options).unwrap_or_default()
    }
}

/// What [`crate::detect`] answers.
#[derive(Clone, Debug)]
pub struct Detected {
    /// Which statement it is, and why.
    pub detection: Detection,
    /// About the file.
    pub document: Document,
}

impl Detected {
    /// True when [`crate::parse`] reads this kind of statement.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        cas_extract::FORMATS
            .iter()
            .any(|format| format.family == self.detection.family && format.extract.is_some())
    }

    /// The marks that told what the file is, with where they stand: `text: openingunitbalance:`. They are words of
    /// the layout, never personal data.
    #[must_use]
    pub fn evidence(&self) -> Vec<String> {
        crate::document::evidence(&self.detection)
    }
}

/// What [`crate::redact`] answers.
#[derive(Debug)]
pub struct Twin {
    /// The twin: an unlocked PDF without personal data.
    pub pdf: Vec<u8>,
    /// Original to replacement.
    pub replacer: Replacer,
    /// What was read in the original.
    pub original: Parsed,
    /// What was read in the twin; `None` when it is not read as a statement.
    pub parsed: Option<Parsed>,
    /// What amounts and units were multiplied by; `None` when they were left alone.
    pub factor: Option<Factor>,
    /// Where the twin says something else than the original with its words replaced: JSON pointers. A twin with
    /// differences is as safe as any, but may not show what the original shows.
    pub differences: Vec<String>,
}
