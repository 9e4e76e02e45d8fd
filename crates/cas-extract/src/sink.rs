//! Collects records and notes in document order.

use cas_model::{Diagnostic, DiagnosticCode, Noted, Record, Sourced};
use cas_page::Location;

/// Where readers put what they read.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    records: Vec<Sourced>,
    notes: Vec<Diagnostic>,
}

impl Sink {
    /// Adds a record and returns its index, for facts that are printed later (see [`Sink::amend`]).
    pub(crate) fn push(&mut self, at: Location, record: Record) -> usize {
        self.records.push(Sourced { at, record });
        self.records.len() - 1
    }

    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// Adds a remark.
    pub(crate) fn note(&mut self, at: Location, code: DiagnosticCode) {
        self.notes.push(Diagnostic { code, at });
    }

    /// A record emitted before, to fill in what the statement prints after it (a closing balance).
    pub(crate) fn amend(&mut self, index: usize) -> Option<&mut Record> {
        self.records.get_mut(index).map(|sourced| &mut sourced.record)
    }

    /// Everything, in the order it came.
    pub(crate) fn finish(self) -> Noted<Vec<Sourced>> {
        Noted { value: self.records, notes: self.notes }
    }
}
