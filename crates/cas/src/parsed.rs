//! What the calls answer.

use cas_extract::Detection;
use cas_locate::{Located, Origin};
use cas_model::{BrokerType, Check, ContractNote, Diagnostic, Facts, NoteFacts, Statement};
use cas_normalize::{Assembled, AssembledNote};
use cas_output::{Body, Casparser, Extras, Full, JsonOptions, Words};
use cas_page::Location;
use cas_redact::{Factor, Replacer};

use crate::{Document, With};

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What it holds.
    pub content: Content,
    /// Which document it is, and why.
    pub detection: Detection,
    /// About the file.
    pub document: Document,
    /// The self-checks; empty unless [`With::checks`] was set.
    pub checks: Vec<Check>,
    /// What became of the words of all pages; none unless [`With::checks`] was set.
    pub words: Words,
    /// Remarks made while reading, stage by stage, each in document order.
    pub notes: Vec<Diagnostic>,
    /// Where every value of the published body is printed, in its order; empty unless [`With::provenance`] was set.
    pub provenance: Vec<Located>,
    /// Which additions [`Self::to_json`] writes.
    pub with: With,
}

/// What a file holds: the published form, and what it prints beside that.
#[derive(Clone, Debug)]
pub enum Content {
    /// A consolidated account statement.
    Statement(Box<Assembled>),
    /// A contract note.
    ContractNote(Box<AssembledNote>),
}

impl Parsed {
    /// The unified statement; `None` for a contract note.
    #[must_use]
    pub fn statement(&self) -> Option<&Statement> {
        match &self.content {
            Content::Statement(assembled) => Some(&assembled.statement),
            Content::ContractNote(_) => None,
        }
    }

    /// What a statement prints and the unified schema has no place for; `None` for a contract note.
    #[must_use]
    pub fn facts(&self) -> Option<&Facts> {
        match &self.content {
            Content::Statement(assembled) => Some(&assembled.facts),
            Content::ContractNote(_) => None,
        }
    }

    /// The contract note; `None` for a statement.
    #[must_use]
    pub fn contract_note(&self) -> Option<&ContractNote> {
        match &self.content {
            Content::ContractNote(assembled) => Some(&assembled.note),
            Content::Statement(_) => None,
        }
    }

    /// Everything that a contract note prints, with its own signs; `None` for a statement.
    #[must_use]
    pub fn note_facts(&self) -> Option<&NoteFacts> {
        match &self.content {
            Content::ContractNote(assembled) => Some(&assembled.facts),
            Content::Statement(_) => None,
        }
    }

    /// The published JSON, with the additions of [`Self::with`]. Equal documents give equal bytes.
    #[must_use]
    pub fn to_json(&self, options: JsonOptions) -> Vec<u8> {
        let With { checks, notes, full, provenance } = self.with;
        let (body, facts) = match &self.content {
            Content::Statement(assembled) => {
                (Body::Statement(&assembled.statement), Full::Statement(&assembled.facts))
            }
            Content::ContractNote(assembled) => {
                (Body::ContractNote(&assembled.note), Full::ContractNote(&assembled.facts))
            }
        };
        let extras = Extras {
            checks: checks.then_some(self.checks.as_slice()),
            words: checks.then_some(self.words),
            notes: notes.then_some(self.notes.as_slice()),
            document: notes.then(|| self.document.describe(&self.detection)),
            full: full.then_some(facts),
            provenance: provenance.then(|| self.provenance.iter().map(place).collect()),
        };
        // Writing to memory cannot fail; were it to, an empty answer is no JSON and nobody takes it for one.
        cas_output::to_json(body, &extras, options).unwrap_or_default()
    }
}

impl Parsed {
    /// The JSON in the shape of casparser 1.4.1, see [`cas_output::to_casparser`]; `None` for a contract note, which has
    /// no such shape. Checks that fail become its warnings, so [`With::checks`] should be set.
    #[must_use]
    pub fn to_casparser(&self, options: JsonOptions) -> Option<Vec<u8>> {
        let Content::Statement(assembled) = &self.content else { return None };
        let of = Casparser {
            statement: &assembled.statement,
            facts: &assembled.facts,
            issuer: self.detection.issuer,
            variant: self.detection.variant.code(),
            checks: &self.checks,
        };
        // As in `to_json`: writing to memory cannot fail.
        Some(cas_output::to_casparser(of, options).unwrap_or_default())
    }
}

/// Pointer and place of a value; `None` for what no page prints.
fn place(value: &Located) -> (String, Option<Location>) {
    let at = match &value.origin {
        Origin::Printed { page, area, .. } => Some(Location::new(*page, *area)),
        Origin::Derived => None,
    };
    (value.pointer.clone(), at)
}

/// What [`crate::explain`] answers about one value.
#[derive(Clone, Debug)]
pub struct Explained {
    /// JSON pointer into the body.
    pub pointer: String,
    /// The value, as the body has it.
    pub value: serde_json::Value,
    /// Where it comes from.
    pub origin: Origin,
    /// The words of the page that it was read from.
    pub printed: Option<String>,
    /// Checks that it takes part in: those on the value, on what it is part of, and on its parts.
    pub checks: Vec<Check>,
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
    /// The broker of a contract note; `None` for statements.
    #[must_use]
    pub fn broker(&self) -> Option<BrokerType> {
        self.detection.broker
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
