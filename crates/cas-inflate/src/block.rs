//! Blocks (RFC 1951, 3.2.3 to 3.2.5).

use crate::bits::Bits;
use crate::codes::{Codes, END_OF_BLOCK, LITERAL, SPECIAL, SUBTABLE};
use crate::{End, Room, SLACK};

/// Bits that a distance takes at most: 15 of its code and 13 behind it.
const DISTANCE: u8 = 28;

/// A block that is not packed.
pub(crate) fn stored<'d>(data: &'d [u8], bits: &mut Bits<'d>, room: &mut Room<'_>) -> End {
    // It begins with the next whole byte.
    let rest = data.get(data.len() - bits.left().min(data.len())..).unwrap_or_default();
    *bits = Bits::of(rest);
    let Some(([a, b, c, d], rest)) = rest.split_first_chunk::<4>() else { return End::Damaged };
    let length = u16::from_le_bytes([*a, *b]);
    if length != !u16::from_le_bytes([*c, *d]) {
        return End::Damaged;
    }
    let length = usize::from(length);
    let (bytes, rest) = rest.split_at(length.min(rest.len()));
    *bits = Bits::of(rest);
    if !room.prepare(bytes.len()) {
        return End::TooLong;
    }
    let Some(target) = room.bytes.get_mut(room.written..room.written + bytes.len()) else {
        return End::TooLong;
    };
    target.copy_from_slice(bytes);
    room.written += bytes.len();
    if bytes.len() < length { End::Damaged } else { End::Finished }
}

/// Why the fast loop was left.
enum Left {
    With(End),
    /// Fewer than eight bytes are left, and a length was read whose distance is still to come; or zero.
    NearEnd(usize),
}

/// A block of codes.
pub(crate) fn coded(codes: &Codes, bits: &mut Bits<'_>, room: &mut Room<'_>) -> End {
    loop {
        if !room.prepare(0) {
            return End::TooLong;
        }
        // What the loop changes are copies, so that they stay in registers.
        let (mut now, mut at) = (*bits, room.written);
        let left = fast(codes, &mut now, room.bytes.as_mut_slice(), &mut at);
        (*bits, room.written) = (now, at);
        match left {
            Some(Left::With(end)) => return end,
            Some(Left::NearEnd(length)) => return slow(codes, bits, room, length),
            None => {}
        }
    }
}

/// Reads symbols while there are eight bytes ahead and room for what a symbol may write; `None` when room is short.
///
/// 56 bits are held when a literal or length is looked up. Three literals of the main table take at most 33 of them,
/// two and a length 42; the bits are filled up behind literals, before a distance if need be, and behind it.
#[inline(always)]
fn fast(codes: &Codes, bits: &mut Bits<'_>, out: &mut [u8], at: &mut usize) -> Option<Left> {
    let last = out.len().checked_sub(SLACK)?;
    if !bits.fill() {
        return Some(Left::NearEnd(0));
    }
    let mut entry = codes.literal(bits.peek());
    'symbols: while *at <= last {
        // What is left by `break` is a literal behind which the bits are filled up.
        'literal: {
            if entry & LITERAL != 0 {
                entry = literal(codes, entry, bits, out, at);
                if entry & LITERAL != 0 {
                    entry = literal(codes, entry, bits, out, at);
                    if entry & LITERAL != 0 {
                        break 'literal;
                    }
                }
            }
            if entry & SPECIAL != 0 {
                if entry & SUBTABLE != 0 {
                    bits.skip(entry);
                    entry = codes.long_literal(entry, bits.peek());
                    if entry & LITERAL != 0 {
                        break 'literal;
                    }
                }
                if entry & SPECIAL != 0 {
                    return Some(Left::With(special(entry, bits)));
                }
            }
            let length = length(entry, bits);
            if !bits.has(DISTANCE) && !bits.fill() {
                return Some(Left::NearEnd(length));
            }
            let Some(distance) = distance(codes, bits) else { return Some(Left::With(End::Damaged)) };
            let Some(from) = at.checked_sub(distance) else { return Some(Left::With(End::Damaged)) };
            let to = *at;
            *at += length;
            if !bits.fill() {
                other_copy(out, from, to, length);
                return Some(Left::NearEnd(0));
            }
            // Looked up before the copy is made, as it takes its time.
            entry = codes.literal(bits.peek());
            copy(out, from, to, length);
            continue 'symbols;
        }
        literal(codes, entry, bits, out, at);
        if !bits.fill() {
            return Some(Left::NearEnd(0));
        }
        entry = codes.literal(bits.peek());
    }
    None
}

/// Reads the rest of a block near the end of the data, looking after every symbol whether there were bits for it.
#[cold]
fn slow(codes: &Codes, bits: &mut Bits<'_>, room: &mut Room<'_>, mut read: usize) -> End {
    loop {
        if !room.prepare(0) {
            return End::TooLong;
        }
        let out = room.bytes.as_mut_slice();
        bits.fill_slowly();
        if read == 0 {
            let mut entry = codes.literal(bits.peek());
            if entry & (LITERAL | SUBTABLE | SPECIAL) == SUBTABLE | SPECIAL {
                bits.skip(entry);
                entry = codes.long_literal(entry, bits.peek());
            }
            if entry & LITERAL != 0 {
                let before = room.written;
                literal(codes, entry, bits, out, &mut room.written);
                if bits.is_past() {
                    room.written = before;
                    return End::Damaged;
                }
                continue;
            }
            if entry & SPECIAL != 0 {
                return special(entry, bits);
            }
            read = length(entry, bits);
            bits.fill_slowly();
        }
        let Some(distance) = distance(codes, bits) else { return End::Damaged };
        let Some(from) = room.written.checked_sub(distance).filter(|_| !bits.is_past()) else {
            return End::Damaged;
        };
        copy(out, from, room.written, read);
        room.written += read;
        read = 0;
    }
}

/// Writes a literal and gives the entry behind it.
#[inline(always)]
fn literal(codes: &Codes, entry: u32, bits: &mut Bits<'_>, out: &mut [u8], at: &mut usize) -> u32 {
    bits.skip(entry);
    if let Some(place) = out.get_mut(*at) {
        *place = (entry >> 16) as u8;
    }
    *at += 1;
    codes.literal(bits.peek())
}

/// The end of the block, or no code at all.
#[inline(always)]
fn special(entry: u32, bits: &mut Bits<'_>) -> End {
    if entry & END_OF_BLOCK == 0 {
        return End::Damaged;
    }
    bits.skip(entry);
    End::Finished
}

/// A length, with the bits behind its code.
#[inline(always)]
fn length(entry: u32, bits: &mut Bits<'_>) -> usize {
    let more = (bits.peek() >> (entry >> 8 & 15)) as u32 & (entry >> 25 & 31);
    bits.skip(entry);
    ((entry >> 16 & 0x1ff) + more) as usize
}

/// A distance, with the bits behind its code.
#[inline(always)]
fn distance(codes: &Codes, bits: &mut Bits<'_>) -> Option<usize> {
    let mut entry = codes.distance(bits.peek());
    if entry & SPECIAL != 0 {
        if entry & SUBTABLE == 0 {
            return None;
        }
        bits.skip(entry);
        entry = codes.long_distance(entry, bits.peek());
        if entry & SPECIAL != 0 {
            return None;
        }
    }
    let both = bits.peek() & ((1 << (entry & 63)) - 1);
    bits.skip(entry);
    Some((entry >> 16) as usize + (both >> (entry >> 8 & 15)) as usize)
}

/// Copies `length` bytes from an earlier place; up to the end of a block more are written.
#[inline(always)]
fn copy(out: &mut [u8], from: usize, to: usize, length: usize) {
    let distance = to - from;
    if distance >= 64 && length <= 64 {
        let Some((source, target)) = out.get_mut(from..).and_then(|out| out.split_at_mut_checked(distance))
        else {
            return;
        };
        if let (Some(source), Some(target)) = (source.first_chunk::<64>(), target.first_chunk_mut::<64>()) {
            *target = *source;
        }
    } else {
        other_copy(out, from, to, length);
    }
}

/// A copy of more bytes than one block, or from so near that blocks would overlap.
#[inline(never)]
fn other_copy(out: &mut [u8], from: usize, to: usize, length: usize) {
    match to - from {
        64.. => blocks::<64>(out, from, to, length),
        32.. => blocks::<32>(out, from, to, length),
        16.. => blocks::<16>(out, from, to, length),
        _ => repeat(out, from, to, length),
    }
}

/// A copy in blocks that are no longer than the distance.
fn blocks<const SIZE: usize>(out: &mut [u8], from: usize, to: usize, length: usize) {
    for done in (0..length).step_by(SIZE) {
        let Some(source) = out.get(from + done..).and_then(|out| out.first_chunk::<SIZE>()).copied() else {
            return;
        };
        let Some(target) = out.get_mut(to + done..).and_then(|out| out.first_chunk_mut::<SIZE>()) else {
            return;
        };
        *target = source;
    }
}

/// A copy of a few bytes again and again: each round copies all that is there.
fn repeat(out: &mut [u8], from: usize, to: usize, length: usize) {
    let Some(region) = out.get_mut(from..to + length) else { return };
    let mut known = to - from;
    while known < region.len() {
        let more = known.min(region.len() - known);
        region.copy_within(..more, known);
        known += more;
    }
}
