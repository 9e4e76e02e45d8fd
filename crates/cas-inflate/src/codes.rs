//! Prefix codes (RFC 1951, 3.2.2 to 3.2.7) as tables that bits are looked up in.
//!
//! Entry: what a lookup gives, in 32 bits that hold all that is done with a symbol:
//!
//! | bits | what |
//! |---|---|
//! | 0 to 7 | bits that the symbol takes: its code and, of a length or distance, the bits behind it |
//! | 8 to 11 | bits of its code, behind which the others begin; of a subtable, the bits that are looked up in it |
//! | 13 | the end of the block |
//! | 14 | a subtable, as the code is longer than the table has bits |
//! | 15 | neither literal, length nor distance: one of the two above, or no code at all |
//! | 16 to 30 | the literal (8 bits), the least length (9 bits) or distance (15 bits), or where the subtable begins |
//! | 25 to 29 | of a length, a mask for the bits behind its code |
//! | 31 | a literal |

use crate::bits::Bits;

pub(crate) const LITERAL: u32 = 1 << 31;
pub(crate) const SPECIAL: u32 = 1 << 15;
pub(crate) const SUBTABLE: u32 = 1 << 14;
pub(crate) const END_OF_BLOCK: u32 = 1 << 13;

/// Bits that the tables are looked up by.
const LITERAL_BITS: u32 = 11;
const DISTANCE_BITS: u32 = 9;
const LENGTH_BITS: u32 = 7;

/// Rooms for the tables with their subtables: more than any sound set of 288 and 32 codes of up to 15 bits takes (2342 and 594).
const LITERAL_ROOM: usize = 4096;
const DISTANCE_ROOM: usize = 1024;

/// The most bits of a code.
const LONGEST: usize = 15;

/// Literals, lengths and the end of the block; a length has as many more bits as its mask.
const LITERALS: [u32; 288] = {
    let mut plain = [SPECIAL; 288];
    let mut symbol = 0;
    while symbol < 256 {
        plain[symbol] = LITERAL | (symbol as u32) << 16;
        symbol += 1;
    }
    plain[256] = SPECIAL | END_OF_BLOCK;
    let (mut symbol, mut least) = (257, 3);
    while symbol < 285 {
        let more = if symbol < 265 { 0 } else { (symbol as u32 - 261) >> 2 };
        plain[symbol] = ((1 << more) - 1) << 25 | least << 16 | more;
        least += 1 << more;
        symbol += 1;
    }
    plain[285] = 258 << 16;
    plain
};

/// Distances.
const DISTANCES: [u32; 32] = {
    let mut plain = [SPECIAL; 32];
    let (mut symbol, mut least) = (0, 1);
    while symbol < 30 {
        let more = if symbol < 4 { 0 } else { (symbol as u32 - 2) >> 1 };
        plain[symbol] = least << 16 | more;
        least += 1 << more;
        symbol += 1;
    }
    plain
};

/// Lengths of codes and their repetitions.
const LENGTHS: [u32; 19] = {
    let mut plain = [0; 19];
    let mut symbol = 0;
    while symbol < 19 {
        plain[symbol] = (symbol as u32) << 16;
        symbol += 1;
    }
    plain
};

/// The order in which the lengths of the codes for lengths stand (RFC 1951, 3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The tables of a block.
#[derive(Clone, Debug)]
pub(crate) struct Codes {
    literals: Box<[u32; LITERAL_ROOM]>,
    distances: Box<[u32; DISTANCE_ROOM]>,
    /// They are those of the specification.
    fixed: bool,
}

impl Default for Codes {
    fn default() -> Self {
        let (literals, distances) = ([SPECIAL; LITERAL_ROOM], [SPECIAL; DISTANCE_ROOM]);
        Self { literals: Box::new(literals), distances: Box::new(distances), fixed: false }
    }
}

impl Codes {
    /// The entry of a literal, a length or the end of the block that the bits begin with.
    #[inline(always)]
    pub(crate) fn literal(&self, bits: u64) -> u32 {
        self.literals[bits as usize & ((1 << LITERAL_BITS) - 1)]
    }

    /// The entry of a code that is longer than the table has bits; these are left out before.
    #[inline(always)]
    pub(crate) fn long_literal(&self, entry: u32, bits: u64) -> u32 {
        self.literals[in_subtable(entry, bits) & (LITERAL_ROOM - 1)]
    }

    /// The entry of a distance.
    #[inline(always)]
    pub(crate) fn distance(&self, bits: u64) -> u32 {
        self.distances[bits as usize & ((1 << DISTANCE_BITS) - 1)]
    }

    /// The entry of a distance with a long code.
    #[inline(always)]
    pub(crate) fn long_distance(&self, entry: u32, bits: u64) -> u32 {
        self.distances[in_subtable(entry, bits) & (DISTANCE_ROOM - 1)]
    }

    /// True when [`Codes::fix`] has nothing to do.
    pub(crate) const fn are_fixed(&self) -> bool {
        self.fixed
    }

    /// The codes that stand in the specification (3.2.6).
    pub(crate) fn fix(&mut self) {
        if std::mem::replace(&mut self.fixed, true) {
            return;
        }
        let mut lengths = [8; 288];
        lengths[144..256].fill(9);
        lengths[256..280].fill(7);
        let _both_are_whole = build(&lengths, &LITERALS, LITERAL_BITS, self.literals.as_mut_slice())
            && build(&[5; 32], &DISTANCES, DISTANCE_BITS, self.distances.as_mut_slice());
    }

    /// Reads the codes of a block (3.2.7). False where they are damaged.
    pub(crate) fn read(&mut self, bits: &mut Bits<'_>) -> bool {
        self.fixed = false;
        bits.refill();
        let literals = bits.take(5) as usize + 257;
        let distances = bits.take(5) as usize + 1;
        let count = bits.take(4) as usize + 4;
        if literals > 286 || distances > 30 {
            return false;
        }
        let mut of_lengths = [0; 19];
        for place in ORDER.iter().take(count) {
            bits.refill();
            of_lengths[*place] = bits.take(3) as u8;
        }
        let mut table = [SPECIAL; 1 << LENGTH_BITS];
        if !is_whole(&of_lengths) || !build(&of_lengths, &LENGTHS, LENGTH_BITS, &mut table) {
            return false;
        }
        let mut lengths = [0; 286 + 30];
        let Some(lengths) = lengths.get_mut(..literals + distances) else { return false };
        if !read_lengths(&table, bits, lengths) || bits.is_past() {
            return false;
        }
        let (of_literals, of_distances) = lengths.split_at(literals);
        of_literals.get(256).is_some_and(|length| *length > 0)
            && build(of_literals, &LITERALS, LITERAL_BITS, self.literals.as_mut_slice())
            && build(of_distances, &DISTANCES, DISTANCE_BITS, self.distances.as_mut_slice())
    }
}

#[inline(always)]
const fn in_subtable(entry: u32, bits: u64) -> usize {
    let looked_up = bits as u32 & ((1 << (entry >> 8 & 15)) - 1);
    (entry >> 16) as usize + looked_up as usize
}

/// Lengths of codes, packed with codes of their own and by repetition.
fn read_lengths(table: &[u32; 1 << LENGTH_BITS], bits: &mut Bits<'_>, lengths: &mut [u8]) -> bool {
    let mut at = 0;
    while at < lengths.len() {
        bits.refill();
        let entry = table[bits.peek() as usize & ((1 << LENGTH_BITS) - 1)];
        if entry & SPECIAL != 0 {
            return false;
        }
        bits.skip(entry);
        let symbol = (entry >> 16) as u8;
        let (times, length) = match symbol {
            16 => match at.checked_sub(1).and_then(|before| lengths.get(before)) {
                Some(before) => (3 + bits.take(2), *before),
                None => return false,
            },
            17 => (3 + bits.take(3), 0),
            18 => (11 + bits.take(7), 0),
            _ => (1, symbol),
        };
        let Some(repeated) = lengths.get_mut(at..at + times as usize) else { return false };
        repeated.fill(length);
        at += times as usize;
    }
    true
}

/// Whether a set leaves no code unused. Only the codes for lengths must not be a single one.
fn is_whole(lengths: &[u8]) -> bool {
    lengths
        .iter()
        .filter(|length| **length > 0)
        .map(|length| 1 << (LONGEST - usize::from(*length)))
        .sum::<u32>()
        == 1 << LONGEST
}

/// Makes the table of a set of codes, given by their lengths, out of the entries of their symbols, which lack the
/// code's length. False for a set that is over-subscribed or that lacks codes, unless it is one code of one bit or none.
fn build(lengths: &[u8], plain: &[u32], bits: u32, table: &mut [u32]) -> bool {
    let mut counts = [0_u16; LONGEST + 1];
    for length in lengths {
        counts[usize::from(length & 15)] += 1;
    }
    counts[0] = 0;
    let (mut left, mut longest) = (1_i32, 0);
    let mut next = [0_u16; LONGEST + 1];
    let mut before = 0;
    for (length, count) in counts.iter().enumerate().skip(1) {
        next[length] = before;
        before += count;
        left = left * 2 - i32::from(*count);
        if left < 0 {
            return false;
        }
        if *count > 0 {
            longest = length as u32;
        }
    }
    if left > 0 && longest > 1 {
        return false;
    }
    // Symbols by the length of their codes, those of one length in their own order.
    let mut sorted = [0_u16; 288];
    for (symbol, length) in lengths.iter().enumerate().filter(|(_, length)| **length > 0) {
        let place = &mut next[usize::from(length & 15)];
        if let Some(sorted) = sorted.get_mut(usize::from(*place)) {
            *sorted = symbol as u16;
        }
        *place += 1;
    }
    let mut symbols = sorted.iter().map(|symbol| plain.get(usize::from(*symbol)).copied().unwrap_or(SPECIAL));

    // With each bit more, what the table has is there twice: then come the codes that are so long.
    let Some(first) = table.first_mut() else { return false };
    *first = SPECIAL;
    let (mut filled, mut code) = (1, 0_u32);
    for length in 1..=bits {
        table.copy_within(..filled, filled);
        filled *= 2;
        for plain in symbols.by_ref().take(usize::from(counts[length as usize])) {
            let Some(place) = table.get_mut(reversed(code, length)) else { return false };
            *place = entry(plain, length);
            code += 1;
        }
        code <<= 1;
    }

    // Codes that begin with the same bits follow each other, the shortest first: they share a subtable.
    let (mut prefix, mut start, mut end) = (None, filled, filled);
    for length in bits + 1..=longest {
        let count = counts[length as usize];
        for (earlier, plain) in symbols.by_ref().take(usize::from(count)).enumerate() {
            let place = reversed(code, length);
            let main = place & ((1 << bits) - 1);
            if prefix != Some(main) {
                prefix = Some(main);
                let mut looked_up = length - bits;
                let mut free = (1_i32 << looked_up) - (i32::from(count) - earlier as i32);
                while free > 0 && bits + looked_up < longest {
                    looked_up += 1;
                    free = free * 2 - i32::from(counts[(bits + looked_up) as usize]);
                }
                (start, end) = (end, end + (1 << looked_up));
                let Some(main) = table.get_mut(main) else { return false };
                *main = (start as u32) << 16 | SPECIAL | SUBTABLE | looked_up << 8 | bits;
            }
            let Some(places) = table.get_mut(start + (place >> bits)..end) else { return false };
            places
                .iter_mut()
                .step_by(1 << (length - bits))
                .for_each(|place| *place = entry(plain, length - bits));
            code += 1;
        }
        code <<= 1;
    }
    true
}

/// A code as it stands in the data: its first bit lowest.
const fn reversed(code: u32, length: u32) -> usize {
    (code.reverse_bits() >> (32 - length)) as usize
}

/// The entry of a symbol whose code has so many bits.
const fn entry(plain: u32, length: u32) -> u32 {
    if plain & (LITERAL | SPECIAL) == 0 { plain + (length << 8 | length) } else { plain | length }
}
