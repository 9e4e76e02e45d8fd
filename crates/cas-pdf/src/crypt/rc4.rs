//! RC4, as the oldest security handlers use it. Broken as a cipher; here only to read old files.

/// Applies the key stream of `key` (1 to 256 bytes; an empty key changes nothing) to `data` in place.
pub(super) fn apply(key: &[u8], data: &mut [u8]) {
    if key.is_empty() {
        return;
    }
    let mut state: [u8; 256] = std::array::from_fn(|index| index as u8);
    let mut j = 0_u8;
    for (i, &byte) in (0..=255_u8).zip(key.iter().cycle()) {
        j = j.wrapping_add(at(&state, i)).wrapping_add(byte);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    for byte in data {
        i = i.wrapping_add(1);
        j = j.wrapping_add(at(&state, i));
        state.swap(usize::from(i), usize::from(j));
        *byte ^= at(&state, at(&state, i).wrapping_add(at(&state, j)));
    }
}

#[expect(clippy::indexing_slicing, reason = "a byte is always an index into 256 elements")]
const fn at(state: &[u8; 256], index: u8) -> u8 {
    state[index as usize]
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
        let mut data = *b"same";
        apply(b"", &mut data);
        assert_eq!(&data, b"same");
    }
}
