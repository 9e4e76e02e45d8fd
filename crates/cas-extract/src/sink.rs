//! Collects records and notes in document order.

use cas_model::{Diagnostic, DiagnosticCode, Noted, Record, Sourced};
use cas_page::Location;

/// Where extractors put what they read.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    records: Vec<Sourced>,
    notes: Vec<Diagnostic>,
}

impl Sink {
    /// Adds a record.
    pub(crate) fn record(&mut self, at: Location, record: Record) {
        self.records.push(Sourced { at, record });
    }

    /// Adds a note.
    pub(crate) fn note(&mut self, at: Location, code: DiagnosticCode) {
        self.notes.push(Diagnostic { code, at });
    }

    /// Everything, in the order it came.
    #[must_use]
    pub(crate) fn finish(self) -> Noted<Vec<Sourced>> {
        Noted { value: self.records, notes: self.notes }
    }
}
