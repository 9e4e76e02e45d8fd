//! What reading a file has cost so far, and whether it may cost more: the counters behind [`Limits`].
//!
//! Time is bounded without a clock, so that equal bytes give equal answers on every machine: whoever does work charges
//! units for it, by the constants below. A unit is about a nanosecond of the machine that the benches ran on.
//!
//! A limit that was passed stays passed: code that cannot fail (a missing object reads as null) goes on with nothing,
//! and the next [`Budget::check`] tells.

use std::cell::Cell;

use crate::filter::Inflater;
use crate::stream::Decoded;
use crate::syntax::parser::Parser;
use crate::{Limits, PdfError};

/// Parsing a byte of the body of the file, and stepping over a byte of a stream.
pub(crate) const PARSED_BYTE: u64 = 6;
/// Looking up an object that was read before.
pub(crate) const LOOKED_UP: u64 = 30;
/// Walking over an element of an array, an entry of a dictionary or of a cross-reference.
pub(crate) const ELEMENT: u64 = 8;
/// Decrypting a byte.
pub(crate) const DECRYPTED_BYTE: u64 = 4;
/// A stream that is decoded, whatever is in it.
pub(crate) const STREAM: u64 = 500;
/// A byte that goes into a filter.
pub(crate) const FILTERED_BYTE: u64 = 2;
/// A byte that comes out of a filter.
pub(crate) const DECODED_BYTE: u64 = 1;
/// Scanning a byte of a content stream.
pub(crate) const SCANNED_BYTE: u64 = 1;
/// An operator of a content stream.
pub(crate) const OPERATOR: u64 = 6;
/// An operator that looks something up in the resources.
pub(crate) const LOOKING_UP: u64 = 150;
/// Painting a form, its operators excluded.
pub(crate) const FORM: u64 = 700;
/// A character, from its code to the word that it is part of.
pub(crate) const GLYPH: u64 = 30;
/// A run of text, the lines and words made of it included.
pub(crate) const RUN: u64 = 250;
/// A blank in the text of a page: what is behind it becomes a word of its own.
const WORD: u64 = 100;
/// A page, whatever is on it.
pub(crate) const PAGE: u64 = 5_000;
/// A font, programs and CMaps excluded.
pub(crate) const FONT: u64 = 20_000;
/// Finding out what a code means, once a font.
pub(crate) const CODE: u64 = 200;
/// Reading a predefined CMap, once a document: a millisecond or two, and a megabyte.
pub(crate) const PREDEFINED: u64 = 4_000_000;
/// A byte of a CMap.
pub(crate) const CMAP_BYTE: u64 = 20;
/// A byte of a font program, and a code that it maps.
pub(crate) const PROGRAM_BYTE: u64 = 4;
/// Operators between two looks at the work.
const OPERATORS_AT_ONCE: u64 = 1024;
/// A file smaller than this may cost as much as one of this size.
const SMALLEST: u64 = 256 << 10;

/// The counters of one file.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    /// Work allowed in all, and the limit that says so.
    allowed: (u64, &'static str),
    work: Cell<u64>,
    decoded: Cell<u64>,
    operators: Cell<u64>,
    glyphs: Cell<u64>,
    /// The first limit that was passed.
    passed: Cell<Option<(&'static str, u64)>>,
}

impl Budget {
    /// For a file of this size.
    pub(crate) fn new(limits: &Limits, input: u64) -> Self {
        let by_size = (u128::from(limits.cpu_per_mib) * u128::from(input.max(SMALLEST))) >> 20;
        let by_size = u64::try_from(by_size).unwrap_or(u64::MAX);
        let allowed = if by_size < limits.cpu { (by_size, "cpu_per_mib") } else { (limits.cpu, "cpu") };
        Self {
            limits: limits.within_stack(),
            allowed,
            work: Cell::new(0),
            decoded: Cell::new(0),
            operators: Cell::new(0),
            glyphs: Cell::new(0),
            passed: Cell::new(None),
        }
    }

    /// The limits of the file.
    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Units of work done so far.
    pub(crate) const fn work(&self) -> u64 {
        self.work.get()
    }

    /// True while every counter of the whole file is below one of `parts` equal parts of what is allowed.
    pub(crate) fn is_within_share(&self, parts: u64) -> bool {
        let counters = [
            (self.work.get(), self.allowed.0),
            (self.decoded.get(), self.limits.total_bytes),
            (self.operators.get(), self.limits.operators),
            (self.glyphs.get(), self.limits.glyphs),
        ];
        counters.iter().all(|(spent, allowed)| spent.saturating_mul(parts) <= *allowed)
    }

    /// Counts work.
    #[inline]
    pub(crate) fn charge(&self, units: u64) {
        self.work.set(self.work.get().saturating_add(units));
    }

    /// Counts work for something that has `count` parts.
    #[inline]
    pub(crate) fn charge_each(&self, count: usize, units: u64) {
        self.charge((count as u64).saturating_mul(units));
    }

    /// True when a limit was passed: nothing more is read then.
    #[inline]
    pub(crate) fn is_spent(&self) -> bool {
        self.work.get() > self.allowed.0 || self.passed.get().is_some()
    }

    /// Fails when a limit was passed.
    #[inline]
    pub(crate) fn check(&self) -> Result<(), PdfError> {
        if self.is_spent() { Err(self.error()) } else { Ok(()) }
    }

    #[cold]
    fn error(&self) -> PdfError {
        match self.passed.get() {
            Some((limit, allowed)) => Limits::exceeded(limit, allowed),
            None if self.allowed.1 == "cpu" => Limits::exceeded("cpu", self.limits.cpu),
            None => Limits::exceeded("cpu_per_mib", self.limits.cpu_per_mib),
        }
    }

    /// Notes that a limit was passed, and gives the error for the first one that was.
    #[cold]
    pub(crate) fn pass(&self, limit: &'static str, allowed: u64) -> PdfError {
        if self.passed.get().is_none() {
            self.passed.set(Some((limit, allowed)));
        }
        self.error()
    }

    /// Bytes that the next stream may still grow to, `most` at best, and the limit that says so.
    pub(crate) fn stream_allowance(&self, most: (u64, &'static str)) -> (u64, &'static str) {
        let left = (self.limits.total_bytes.saturating_sub(self.decoded.get()), "total_bytes");
        let one = (self.limits.stream_bytes, "stream_bytes");
        // Of equal allowances the narrower limit is the one to name.
        [most, one, left].into_iter().min_by_key(|(bytes, _)| *bytes).unwrap_or(one)
    }

    /// The error for a stream that outgrew what [`Budget::stream_allowance`] named.
    pub(crate) fn outgrown(&self, limit: &'static str) -> PdfError {
        let limits = &self.limits;
        match limit {
            "stream_bytes" => self.pass(limit, limits.stream_bytes),
            "page_bytes" => self.pass(limit, limits.page_bytes),
            _ => self.pass("total_bytes", limits.total_bytes),
        }
    }

    /// Notes when what a parser read was too deep or too large.
    pub(crate) fn weigh(&self, parser: &Parser<'_, '_>) {
        if parser.is_too_large() {
            let _error = self.pass("object_bytes", self.limits.object_bytes);
        }
        if parser.is_too_deep() {
            let _error = self.pass("nesting", self.limits.nesting);
        }
    }

    /// Lets filters do no more work than is left: one unit more, so that it is told when they would.
    pub(crate) fn bound(&self, inflater: &mut Inflater) -> u64 {
        let left = self.allowed.0.saturating_sub(self.work.get()).saturating_add(1);
        inflater.allow(left);
        left
    }

    /// Counts the work for blocks of a stream, of which so much was left before.
    pub(crate) fn unpacked(&self, left: u64, inflater: &Inflater) {
        self.charge(left.saturating_sub(inflater.work_left()));
    }

    /// Counts the bytes of a decoded stream.
    pub(crate) fn decoded(&self, stream: &Decoded) {
        self.decoded.set(self.decoded.get().saturating_add(stream.grown as u64));
        self.charge(STREAM);
        self.charge_each(stream.taken, FILTERED_BYTE);
        self.charge_each(stream.grown, DECODED_BYTE);
    }

    /// Counts characters before they are shown.
    #[inline]
    pub(crate) fn show(&self, glyphs: usize) -> Result<(), PdfError> {
        let shown = self.glyphs.get().saturating_add(glyphs as u64);
        self.glyphs.set(shown);
        if shown > self.limits.glyphs { Err(self.pass("glyphs", self.limits.glyphs)) } else { Ok(()) }
    }

    /// Counts the words that the text of a page falls into: blanks, by a byte that they have and hardly anything else.
    pub(crate) fn part(&self, text: &[u8]) {
        for blank in [b' ', 0xa0, 0x80] {
            self.charge_each(memchr::memchr_iter(blank, text).count(), WORD);
        }
    }

    /// Operators executed so far.
    pub(crate) const fn operators(&self) -> u64 {
        self.operators.get()
    }

    /// Counts operators up to `executed` in all, and tells with how many the next look is due: at the latest with the
    /// first one beyond the limit.
    pub(crate) fn operate(&self, executed: u64) -> Result<u64, PdfError> {
        self.charge(executed.saturating_sub(self.operators.get()).saturating_mul(OPERATOR));
        self.operators.set(executed);
        let allowed = self.limits.operators;
        if executed > allowed {
            return Err(self.pass("operators", allowed));
        }
        self.check()?;
        Ok(executed.saturating_add(OPERATORS_AT_ONCE).min(allowed.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_files_are_allowed_less_work() {
        let limits = Limits::default();
        let allowed = |input| Budget::new(&limits, input).allowed;
        assert_eq!(allowed(0), (limits.cpu_per_mib / 4, "cpu_per_mib"));
        assert_eq!(allowed(1 << 20), (limits.cpu_per_mib, "cpu_per_mib"));
        assert_eq!(allowed(64 << 20), (limits.cpu, "cpu"));
    }

    #[test]
    fn the_first_limit_passed_is_the_one_told() {
        let budget = Budget::new(&Limits::default(), 0);
        assert_eq!(budget.check(), Ok(()));
        let first = budget.pass("pages", 7);
        assert_eq!(first, Limits::exceeded("pages", 7));
        assert_eq!(budget.pass("objects", 8), first);
        budget.charge(u64::MAX);
        assert_eq!(budget.check(), Err(first));
    }
}
