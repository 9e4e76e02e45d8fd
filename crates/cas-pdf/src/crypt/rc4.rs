//! RC4, as the oldest security handlers use it. Broken as a cipher; here only to read old files.

/// Applies the key stream of `key` (1 to 256 bytes; an empty key changes nothing) to `data` in place.
///
/// Every step waits for an element that the step before may have moved. So the next one is read early, and where it is
/// the one that moves, its new value is taken; elements of four bytes spare a step in between.
pub(super) fn apply(key: &[u8], data: &mut [u8]) {
    if key.is_empty() {
        return;
    }
    let mut state: [u32; 256] = std::array::from_fn(|index| index as u32);
    let mut repeated = [0; 256];
    for part in repeated.chunks_mut(key.len()) {
        part.iter_mut().zip(key).for_each(|(slot, byte)| *slot = *byte);
    }
    let mut steps = Steps { j: 0, one: 0 };
    for (i, byte) in (0..).zip(repeated) {
        steps.j = steps.j.wrapping_add(u32::from(byte));
        steps.swap(&mut state, i);
    }
    let mut steps = Steps { j: 0, one: at(&state, 1) };
    for (i, byte) in (1..).zip(data) {
        let sum = steps.swap(&mut state, i);
        *byte ^= at(&state, sum) as u8;
    }
}

/// Where a run of swaps is.
struct Steps {
    j: u32,
    /// The element at the next place.
    one: u32,
}

impl Steps {
    /// Swaps the element at `i` with the one that it leads to; gives their sum.
    #[inline(always)]
    fn swap(&mut self, state: &mut [u32; 256], i: u32) -> u32 {
        let one = self.one;
        self.j = self.j.wrapping_add(one) & 0xff;
        let other = at(state, self.j);
        let next = at(state, i.wrapping_add(1));
        put(state, i, other);
        put(state, self.j, one);
        self.one = if self.j == i.wrapping_add(1) & 0xff { one } else { next };
        one.wrapping_add(other)
    }
}

#[expect(clippy::indexing_slicing, reason = "eight bits are always an index into 256 elements")]
const fn at(state: &[u32; 256], index: u32) -> u32 {
    state[(index & 0xff) as usize]
}

#[expect(clippy::indexing_slicing, reason = "eight bits are always an index into 256 elements")]
const fn put(state: &mut [u32; 256], index: u32, value: u32) {
    state[(index & 0xff) as usize] = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        for (key, plain, expected) in [
            ("Key", "Plaintext", &[0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3][..]),
            ("Wiki", "pedia", &[0x10, 0x21, 0xbf, 0x04, 0x20]),
        ] {
            let mut data = plain.as_bytes().to_vec();
            apply(key.as_bytes(), &mut data);
            assert_eq!(data, expected);
        }
        // Far behind the first round through the state (RFC 6229, 40 bits, offset 4096).
        let mut data = [0; 4112];
        apply(&[1, 2, 3, 4, 5], &mut data);
        let expected = 0xff25_b589_9599_6707_e51f_bdf0_8b34_d875_u128;
        assert_eq!(data.last_chunk(), Some(&expected.to_be_bytes()));
        let mut data = *b"same";
        apply(b"", &mut data);
        assert_eq!(&data, b"same");
    }
}
