//! What making one twin has cost so far: counted, not timed, so that equal files end alike on every machine.
//!
//! It is held against `cpu` alone. What a file may cost by its size bounds how far streams unfold; replacing costs by the
//! words of a file, of which a packed one holds many.

use std::cell::Cell;

use cas_pdf::{Limits, PdfError};

use crate::RedactError;

/// Looking up which phrases go on with a token.
pub(crate) const LOOKUP: u64 = 200;
/// Walking over something that a loop looks at: a word of a line, a character of a page, a piece of a phrase, an
/// advance.
pub(crate) const LOOK: u64 = 3;
/// Drawing a character of a replacement, the weighing of what may stand for it excluded.
pub(crate) const DRAWN: u64 = 100;
/// Weighing one character that may stand for another, its advances excluded.
pub(crate) const WEIGHED: u64 = 10;

/// The counter of one twin.
pub(crate) struct Work {
    allowed: u64,
    done: Cell<u64>,
}

impl Work {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { allowed: limits.cpu, done: Cell::new(0) }
    }

    /// Counts work.
    pub(crate) fn charge(&self, units: u64) {
        self.done.set(self.done.get().saturating_add(units));
    }

    /// Counts work for something that has `count` parts.
    pub(crate) fn charge_each(&self, count: usize, units: u64) {
        self.charge((count as u64).saturating_mul(units));
    }

    /// True when no more may be done.
    pub(crate) fn is_spent(&self) -> bool {
        self.done.get() > self.allowed
    }

    /// Fails when no more may be done.
    pub(crate) fn check(&self) -> Result<(), RedactError> {
        let error = || PdfError::LimitExceeded { limit: "cpu", allowed: self.allowed };
        if self.is_spent() { Err(error().into()) } else { Ok(()) }
    }

    /// Units so far.
    #[cfg(test)]
    pub(crate) fn done(&self) -> u64 {
        self.done.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_limit_is_told_like_any_other() {
        let work = Work::new(&Limits::default());
        work.charge_each(7, LOOK);
        assert_eq!((work.done(), work.check()), (7 * LOOK, Ok(())));
        work.charge(u64::MAX);
        let error = PdfError::LimitExceeded { limit: "cpu", allowed: Limits::default().cpu };
        assert_eq!(work.check(), Err(error.into()));
    }
}
