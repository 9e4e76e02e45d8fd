//! Counts of a run in progress: workers add, the display reads. A finished input costs a few additions.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::entry::Entry;
use crate::outcome::OUTCOMES;

/// Counts of a run in progress.
#[derive(Debug, Default)]
pub struct Tally {
    total: AtomicU64,
    done: AtomicU64,
    skipped: AtomicU64,
    outcomes: [AtomicU64; OUTCOMES.len()],
}

/// The counts at one moment.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// Inputs known so far; archives and mails count as one until they are opened.
    pub total: u64,
    /// Inputs finished.
    pub done: u64,
    /// Of these, inputs that an earlier run had finished.
    pub skipped: u64,
    /// Finished inputs by outcome, in the order of [`OUTCOMES`].
    pub outcomes: [u64; OUTCOMES.len()],
}

/// Whether an input was worked on or finished before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Work {
    Done,
    Skipped,
}

impl Tally {
    /// The counts now.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            total: self.total.load(Relaxed),
            done: self.done.load(Relaxed),
            skipped: self.skipped.load(Relaxed),
            ..Counts::default()
        };
        for (count, outcome) in counts.outcomes.iter_mut().zip(&self.outcomes) {
            *count = outcome.load(Relaxed);
        }
        counts.total = counts.total.max(counts.done);
        counts
    }

    /// More inputs are known, or fewer: an archive that is opened is no input, its members are.
    pub(crate) fn found(&self, more: i64) {
        self.total.fetch_add(more as u64, Relaxed);
    }

    pub(crate) fn finished(&self, entry: &Entry, work: Work) {
        self.done.fetch_add(1, Relaxed);
        if work == Work::Skipped {
            self.skipped.fetch_add(1, Relaxed);
        }
        if let Some(outcome) = self.outcomes.get(entry.outcome.index()) {
            outcome.fetch_add(1, Relaxed);
        }
    }
}
