//! Bits of the data, the lowest of each byte first (RFC 1951, 3.1.1).

/// The bits that come next, and the bytes behind them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bits<'d> {
    /// Bytes that are not counted among the bits held.
    rest: &'d [u8],
    /// The next bits, the first one lowest. Above `count` there may be bits of `rest`, the same as there.
    held: u64,
    /// Bits held, at most 63.
    count: u8,
    /// Zero bytes held that the data do not have.
    beyond: u8,
}

impl<'d> Bits<'d> {
    pub(crate) const fn of(data: &'d [u8]) -> Self {
        Self { rest: data, held: 0, count: 0, beyond: 0 }
    }

    /// Fills up to at least 56 bits. False, and nothing done, where fewer than eight bytes are left.
    #[inline(always)]
    pub(crate) fn fill(&mut self) -> bool {
        let Some(word) = self.rest.first_chunk::<8>() else { return false };
        let count = self.count & 63;
        self.held |= u64::from_le_bytes(*word) << count;
        // Only whole bytes are counted; what else came of the word comes again.
        self.rest = self.rest.get(usize::from((63 - count) >> 3)..).unwrap_or_default();
        self.count = count | 56;
        true
    }

    /// Fills up to at least 56 bits near the end of the data, with zeros behind it.
    #[cold]
    pub(crate) fn fill_slowly(&mut self) {
        while self.count < 56 {
            let byte = if let Some((first, rest)) = self.rest.split_first() {
                self.rest = rest;
                *first
            } else {
                self.beyond = self.beyond.saturating_add(1);
                0
            };
            self.held |= u64::from(byte) << self.count;
            self.count += 8;
        }
    }

    /// At least 56 bits.
    #[inline]
    pub(crate) fn refill(&mut self) {
        if !self.fill() {
            self.fill_slowly();
        }
    }

    /// The next bits, lowest first: those held count, those above them may not.
    #[inline(always)]
    pub(crate) const fn peek(&self) -> u64 {
        self.held
    }

    /// Whether at least so many are held.
    #[inline(always)]
    pub(crate) const fn has(&self, count: u8) -> bool {
        self.count >= count
    }

    /// Leaves out as many bits as the lowest byte of `count` says, which must be held.
    #[inline(always)]
    pub(crate) const fn skip(&mut self, count: u32) {
        self.held >>= count & 63;
        self.count = self.count.wrapping_sub(count as u8);
    }

    /// The next bits as a number; at most 31, which must be held.
    #[inline]
    pub(crate) const fn take(&mut self, count: u32) -> u32 {
        let value = self.held as u32 & ((1 << count) - 1);
        self.skip(count);
        value
    }

    /// True when bits were used that the data do not have.
    #[inline]
    pub(crate) const fn is_past(&self) -> bool {
        self.count >> 3 < self.beyond
    }

    /// Whole bytes of the data that were not used.
    pub(crate) fn left(&self) -> usize {
        self.rest.len() + usize::from((self.count >> 3).saturating_sub(self.beyond))
    }
}
