//! The `x_` members at top level: checks, notes, facts about the file. Each is written only when given.

use cas_model::{Amount, Check, Diagnostic, Facts, NoteFacts, Severity};
use cas_page::Location;
use serde::Serialize;
use serde::ser::SerializeMap;

use crate::full::{self, Members, classes};
use crate::note::NoteFull;

/// What goes beside the published schema. The default adds nothing.
#[derive(Clone, Debug, Default)]
pub struct Extras<'a> {
    /// `x_checks`.
    pub checks: Option<&'a [Check]>,
    /// `x_words`.
    pub words: Option<Words>,
    /// `x_notes`.
    pub notes: Option<&'a [Diagnostic]>,
    /// `x_document`.
    pub document: Option<Document>,
    /// `x_full`, and `x_class` of statements.
    pub full: Option<Full<'a>>,
    /// `x_provenance`: JSON pointers and places, in the order of the body; `None` for what no page prints.
    pub provenance: Option<Vec<(String, Option<Location>)>>,
}

/// What `x_full` is written from.
#[derive(Clone, Copy, Debug)]
pub enum Full<'a> {
    /// Facts beside a statement.
    Statement(&'a Facts),
    /// Facts beside a contract note.
    ContractNote(&'a NoteFacts),
}

/// `x_words`: what became of the words of all pages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Words {
    /// Part of a record.
    pub data: u64,
    /// Known text of the layout: titles, labels, headers, notices.
    pub furniture: u64,
    /// Part of nothing known.
    pub unclaimed: u64,
}

/// `x_document`: what the file says of itself, and what it was taken for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Document {
    /// Number of pages.
    pub pages: u32,
    /// RFC 3339 moment of creation, from the document information.
    pub created_at: Option<String>,
    /// Title of the document information.
    pub title: Option<String>,
    /// Program that wrote the text.
    pub creator: Option<String>,
    /// Program that wrote the PDF.
    pub producer: Option<String>,
    /// Name of the encryption (`RC4-128`, `AES-256`); `None` for an unlocked file.
    pub encryption: Option<String>,
    /// What the file was taken for.
    pub detection: Detected,
}

/// `x_document.detection`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Detected {
    /// Statement family.
    pub family: String,
    /// Kind within the family (`detailed`, `summary`).
    pub variant: Option<String>,
    /// Template generation.
    pub generation: Option<String>,
    /// Whose engine made the file.
    pub issuer: Option<String>,
    /// Labels and marks that told it, never personal data.
    pub evidence: Vec<String>,
}

impl Extras<'_> {
    pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if let Some(checks) = &self.checks {
            map.serialize_entry("x_checks", &checks.iter().map(CheckLine::of).collect::<Vec<_>>())?;
        }
        if let Some(words) = &self.words {
            map.serialize_entry("x_words", words)?;
        }
        if let Some(notes) = &self.notes {
            map.serialize_entry("x_notes", &notes.iter().map(NoteLine::of).collect::<Vec<_>>())?;
        }
        if let Some(document) = &self.document {
            map.serialize_entry("x_document", document)?;
        }
        match self.full {
            Some(Full::Statement(facts)) => {
                map.serialize_entry("x_class", &classes(facts))?;
                map.serialize_entry("x_full", &full::Full::of(facts))
            }
            Some(Full::ContractNote(facts)) => map.serialize_entry("x_full", &NoteFull::of(facts)),
            None => Ok(()),
        }?;
        if let Some(values) = &self.provenance {
            let places = values.iter().map(|(pointer, at)| (pointer.clone(), at.map(place))).collect();
            map.serialize_entry("x_provenance", &Members::new(places))?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct CheckLine<'a> {
    id: &'static str,
    scope: &'a str,
    expected: Option<Amount>,
    found: Option<Amount>,
    tolerance: Amount,
    verdict: &'static str,
}

impl<'a> CheckLine<'a> {
    fn of(check: &'a Check) -> Self {
        Self {
            id: check.id,
            scope: &check.scope,
            expected: check.expected.map(Amount),
            found: check.found.map(Amount),
            tolerance: Amount(check.tolerance),
            verdict: check.verdict.wire(),
        }
    }
}

#[derive(Serialize)]
struct NoteLine {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    at: Place,
    message: String,
}

impl NoteLine {
    fn of(note: &Diagnostic) -> Self {
        Self {
            code: note.code.code(),
            severity: match note.code.severity() {
                Severity::Info => "info",
                Severity::Warning => "warning",
            },
            at: place(note.at),
            message: note.code.to_string(),
        }
    }
}

/// Where something is printed; both members are null for what comes from outside the pages.
#[derive(Serialize)]
pub(crate) struct Place {
    /// From 1.
    page: Option<u32>,
    /// Left, top, right, bottom in whole points from the top left corner.
    #[serde(rename = "box")]
    area: Option<[i32; 4]>,
}

/// The place in its written form.
pub(crate) fn place(at: Location) -> Place {
    let placed = at.page > 0;
    let area = at.area;
    Place {
        page: placed.then_some(at.page),
        area: placed.then(|| [area.x0, area.y0, area.x1, area.y1].map(|edge| edge.round() as i32)),
    }
}
