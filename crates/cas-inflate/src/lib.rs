//! Undoes DEFLATE (RFC 1951), the packing of nearly every stream of a PDF file, for data that lie in memory whole.
//!
//! Reading a statement spends a quarter to a third of its time on text here, so this is made for the streams of statements:
//! a few kilobytes that become some ten times as many, mostly by copies of earlier lines. What a decoder for pipes
//! needs, stopping and going on anywhere and a window of its own, is left out: the data and all that came of them are
//! there, and what is written once is what is copied from.
//!
//! Codes are looked up in tables of 2048 and 512 entries (`codes`), bits are taken from one word of 64 that is filled
//! eight bytes at a time (`bits`), copies are made in blocks that may write beyond their end into bytes that are
//! overwritten next (`block`). All of it is safe code.
//!
//! What is accepted is what zlib accepts, to the byte, which tests compare: a set of codes that is over-subscribed or lacks
//! codes (but one code of one bit), a set without an end of block, more than 286 and 30 codes, a distance beyond what was
//! written and a stored block whose length differs from its complement are damage. All that came before the damage is kept.

mod bits;
mod block;
mod codes;

use bits::Bits;
use codes::Codes;

/// How reading ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum End {
    /// With the last block of the data.
    Finished,
    /// At a byte that cannot be, or where data are missing.
    Damaged,
    /// More would come than the limit allows, or the blocks are more work than [`Inflater::allow`] allows.
    TooLong,
}

/// What came of data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Inflated {
    /// How it ended.
    pub end: End,
    /// Bytes of the data that were read, where they came to an end: what lies behind them (a checksum) begins there. In
    /// other cases, about where reading ended.
    pub read: usize,
    /// Bytes that came of them, at the beginning of the room; never more than the limit.
    pub written: usize,
}

/// Tables of codes, kept so that they are allocated once: with the first data.
#[derive(Clone, Debug, Default)]
pub struct Inflater {
    codes: Option<Codes>,
    /// Work that blocks may still take; `None` for as much as they need.
    work: Option<u64>,
}

/// What a block takes, apart from the bytes that come of it, in about a nanosecond.
const BLOCK: u64 = 30;
/// What making tables for a block takes: that many blocks that nothing comes of must not be free.
const TABLES: u64 = 2_500;

/// First room for data: statements' pages grow about eightfold.
const GROWTH: usize = 8;
/// The first room is at least and at most this, in bytes.
const FIRST: (usize, usize) = (4096, 1 << 20);
/// Room grows by as much as there is, but by no more than this: doubled to the end, a bomb of 64 MiB would take 128.
const STEP: usize = 16 << 20;
/// How far beyond the bytes that count one symbol may write: three bytes, a copy of 258, and the rest of its last block.
const SLACK: usize = 384;

/// What is written to: bytes that are overwritten, up to the limit and a little more.
struct Room<'o> {
    bytes: &'o mut Vec<u8>,
    limit: usize,
    written: usize,
}

impl Room<'_> {
    /// Lets in one symbol more, and after it as many as there are bytes in the room. False where the limit is passed.
    fn prepare(&mut self, at_least: usize) -> bool {
        if self.written > self.limit {
            return false;
        }
        let needed = self.written.saturating_add(at_least).saturating_add(SLACK);
        if self.bytes.len() < needed {
            let more = self.bytes.len().clamp(FIRST.0, STEP);
            // Room that was cut to what it held has been larger.
            let kept = Some(self.bytes.capacity()).filter(|kept| *kept >= needed);
            let wanted = kept.unwrap_or(self.bytes.len().saturating_add(more));
            let wanted = wanted.min(self.limit.saturating_add(SLACK)).max(needed);
            self.bytes.reserve_exact(wanted - self.bytes.len());
            self.bytes.resize(wanted, 0);
        }
        true
    }
}

/// Takes work from what is left. False where it is not enough.
fn spend(left: &mut Option<u64>, work: u64) -> bool {
    let Some(left) = left else { return true };
    let after = left.checked_sub(work);
    *left = after.unwrap_or(0);
    after.is_some()
}

impl Inflater {
    /// Bounds the work for blocks of all data from here on, in units of about a nanosecond; the bytes that come of them are
    /// not part of it. Without a bound, many blocks of which nothing comes take long.
    pub const fn allow(&mut self, work: u64) {
        self.work = Some(work);
    }

    /// What is left of the work that was allowed; 0 when it did not suffice.
    #[must_use]
    pub fn work_left(&self) -> u64 {
        self.work.unwrap_or(u64::MAX)
    }

    /// Undoes raw DEFLATE `data` (no zlib or gzip header) into the beginning of `room`, whose bytes are overwritten and
    /// which grows as needed, to no more than `limit` bytes and a few hundred.
    pub fn inflate(&mut self, data: &[u8], limit: usize, room: &mut Vec<u8>) -> Inflated {
        let first =
            data.len().saturating_mul(GROWTH).clamp(FIRST.0, FIRST.1).min(limit).saturating_add(SLACK);
        if room.len() < first {
            room.resize(first, 0);
        }
        let mut room = Room { bytes: room, limit, written: 0 };
        let mut bits = Bits::of(data);
        let codes = self.codes.get_or_insert_with(Codes::default);
        let end = loop {
            bits.refill();
            let is_last = bits.take(1) == 1;
            let kind = bits.take(2);
            let makes_tables = kind == 2 || kind == 1 && !codes.are_fixed();
            if !spend(&mut self.work, BLOCK + if makes_tables { TABLES } else { 0 }) {
                break End::TooLong;
            }
            let end = match kind {
                0 => block::stored(data, &mut bits, &mut room),
                1 => {
                    codes.fix();
                    block::coded(codes, &mut bits, &mut room)
                }
                2 if codes.read(&mut bits) => block::coded(codes, &mut bits, &mut room),
                _ => End::Damaged,
            };
            if bits.is_past() {
                break End::Damaged;
            }
            if end != End::Finished || is_last {
                break end;
            }
        };
        let end = if room.written > limit { End::TooLong } else { end };
        Inflated { end, read: data.len() - bits.left().min(data.len()), written: room.written.min(limit) }
    }
}

#[cfg(test)]
mod tests;
