//! Compressed data a thousandth of their size, made without compressing anything.

/// A zlib stream of `count` times `byte`, about a thousandth of its size: one literal, then copies of 258 bytes whose
/// codes are two zero bits each (RFC 1951, 3.2.7).
#[must_use]
pub fn bomb(byte: u8, count: u64) -> Vec<u8> {
    let copies = count.saturating_sub(1) / 258;
    let literals = count - copies * 258;
    let mut bits = Bits { out: vec![0x78, 0xda], held: 0, count: 0 };
    // A last block with codes of its own: 286 literals and lengths, 1 distance, 18 lengths of code lengths.
    for (value, width) in [(1, 1), (2, 2), (29, 5), (0, 5), (14, 4)] {
        bits.put(value, width);
    }
    // In the order 16 17 18 0 8 ..: one bit for 18 (a run of zeros), two for 2 and for 1.
    for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] {
        bits.put(length, 3);
    }
    let byte_at = u32::from(byte);
    bits.zeros(byte_at);
    bits.put(0b11, 2);
    bits.zeros(255 - byte_at);
    bits.put(0b11, 2);
    bits.zeros(28);
    bits.put(0b01, 2);
    bits.put(0b01, 2);
    for _ in 0..literals {
        bits.put(0b01, 2);
    }
    for _ in 0..copies {
        bits.put(0, 2);
    }
    bits.put(0b11, 2);
    bits.put(0, 7);
    let mut out = bits.out;
    out.extend(adler_of_run(byte, count).to_be_bytes());
    out
}

/// A zlib stream of a pattern repeated up to `count` bytes at least: the pattern as it is, then copies of 258 bytes.
#[must_use]
pub fn repeated(pattern: &[u8], count: usize) -> Vec<u8> {
    let copies = count.saturating_sub(pattern.len()).div_ceil(258);
    let length = pattern.len() as u16;
    let [low, high] = length.to_le_bytes();
    let mut bits = Bits { out: vec![0x78, 0xda, 0, low, high, !low, !high], held: 0, count: 0 };
    bits.out.extend(pattern);
    // The distance code that holds the length of the pattern, and its extra bits (RFC 1951, 3.2.5).
    let distance = u32::from(length);
    let base = |code: u32| if code < 4 { code + 1 } else { 1 + ((2 + code % 2) << (code / 2 - 1)) };
    let code = (0..30).rev().find(|code| base(*code) <= distance).unwrap_or(0);
    let extra = if code < 4 { 0 } else { code / 2 - 1 };
    for (value, width) in [(1, 1), (2, 2), (29, 5), (code, 5), (14, 4)] {
        bits.put(value, width);
    }
    // Two bits each for the code lengths 0, 1, 2 and for 18 (a run of zeros).
    for length in [0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] {
        bits.put(length, 3);
    }
    bits.short_zeros(256);
    bits.put(0b10, 2);
    bits.short_zeros(28);
    bits.put(0b10, 2);
    bits.short_zeros(code);
    bits.put(0b10, 2);
    for _ in 0..copies {
        bits.put(0b01, 2);
        bits.put(distance - base(code), extra);
    }
    bits.put(0, 1);
    bits.put(0, 7);
    let mut out = bits.out;
    let bytes = pattern.iter().cycle().take(pattern.len() + copies * 258);
    let (mut low, mut high) = (1_u32, 0_u32);
    for (index, byte) in bytes.enumerate() {
        low += u32::from(*byte);
        high += low;
        if index % 4096 == 0 {
            (low, high) = (low % 65_521, high % 65_521);
        }
    }
    out.extend((((high % 65_521) << 16) | (low % 65_521)).to_be_bytes());
    out
}

/// Eight blocks with codes of their own and nothing in them: deflate data that go on.
pub(super) fn empty_tables() -> Vec<u8> {
    let mut bits = Bits { out: Vec::new(), held: 0, count: 0 };
    for _ in 0..8 {
        // 257 literals and lengths, 1 distance, 18 lengths of code lengths, as in `bomb`.
        for (value, width) in [(0, 1), (2, 2), (0, 5), (0, 5), (14, 4)] {
            bits.put(value, width);
        }
        for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] {
            bits.put(length, 3);
        }
        bits.zeros(256);
        // The end of the block and the distance have one bit each; the end follows.
        for (value, width) in [(0b01, 2), (0b01, 2), (0, 1)] {
            bits.put(value, width);
        }
    }
    bits.out
}

/// Bits as deflate packs them: the first in the lowest place.
struct Bits {
    out: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, width: u32) {
        self.held |= value << self.count;
        self.count += width;
        while self.count >= 8 {
            self.out.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// So many code lengths of zero, where the code of a zero is `00` and that of a run `11`.
    fn short_zeros(&mut self, mut count: u32) {
        while count >= 11 {
            self.put(0b11, 2);
            self.put(count.min(138) - 11, 7);
            count -= count.min(138);
        }
        self.put(0, 2 * count);
    }

    /// So many code lengths of zero; runs shorter than 11 are never asked for beside 0.
    fn zeros(&mut self, mut count: u32) {
        while count > 0 {
            let run = if count > 138 { (count - 11).min(138) } else { count };
            self.put(0, 1);
            self.put(run - 11, 7);
            count -= run;
        }
    }
}

/// Adler-32 (RFC 1950) of `count` times `byte`.
fn adler_of_run(byte: u8, count: u64) -> u32 {
    const MODULUS: u128 = 65_521;
    let (byte, count) = (u128::from(byte), u128::from(count));
    let low = (1 + byte * count) % MODULUS;
    let high = (count + byte * (count * (count + 1) / 2)) % MODULUS;
    ((high << 16) | low) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_tables_are_blocks() {
        let last = [1, 0, 0, 0xff, 0xff];
        let data = [&empty_tables()[..], &empty_tables(), &last].concat();
        assert!(miniz_oxide::inflate::decompress_to_vec(&data).is_ok_and(|bytes| bytes.is_empty()));
    }

    #[test]
    fn a_bomb_is_what_it_says() {
        for (byte, count) in [(b' ', 1), (b' ', 258), (b' ', 259), (b'1', 100_000), (0xee, 3)] {
            let data = bomb(byte, count);
            let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(&data).expect("whole");
            assert_eq!(unpacked.len() as u64, count);
            assert!(unpacked.iter().all(|found| *found == byte));
        }
        assert!(bomb(b' ', 1 << 30).len() < 1 << 21);
        for (pattern, count) in [("q ", 1000), ("BT /F1 9 Tf 50 700 Td (word) Tj ET\n", 100_000), ("x", 258)]
        {
            let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(&repeated(pattern.as_bytes(), count));
            let unpacked = unpacked.expect("whole");
            assert!((count..count + 258).contains(&unpacked.len()), "{pattern} {}", unpacked.len());
            assert!(unpacked.iter().eq(pattern.as_bytes().iter().cycle().take(unpacked.len())));
        }
    }
}
