//! Content streams looked at eight bytes at a time.

/// 1 when a blank or a line end is at `at`, else 0.
#[inline]
pub(super) fn blank_at(data: &[u8], at: usize) -> usize {
    data.get(at).map_or(0, |byte| usize::from(matches!(byte, b' ' | b'\n')))
}

/// The same bit of eight bytes.
pub(super) const ONES: u64 = 0x0101_0101_0101_0101;

/// The bits in front of the blank or line end that ends the token at the start of `eight`; `None` when something else does,
/// or nothing.
#[inline(always)]
pub(super) fn bits_before_blank(eight: u64) -> Option<u32> {
    // Up to the first byte below 33, nothing is borrowed from the next byte.
    let blanks = eight.wrapping_sub(ONES * 0x21) & !eight & (ONES * 0x80);
    let end = blanks.trailing_zeros() & 0x38;
    (blanks != 0 && matches!((eight >> end) as u8, b' ' | b'\n' | b'\r')).then_some(end)
}

/// True for black, white and whatever else zeros and ones make, followed by `rg` or `RG`: a fifth of all operators, and none
/// of their numbers matters here.
#[inline]
pub(super) fn is_plain_colour(eight: u64) -> bool {
    const FILL: u64 = u64::from_le_bytes(*b"1 1 1 rg");
    const STROKE: u64 = u64::from_le_bytes(*b"1 1 1 RG");
    let ones = eight | 0x0001_0001_0001;
    ones == FILL || ones == STROKE
}

/// The eight bytes at `at`, the first one lowest; what lies beyond the end is blank. `None` at the end.
#[inline]
pub(super) fn eight(data: &[u8], at: usize) -> Option<u64> {
    let rest = data.get(at..)?;
    match rest.first_chunk() {
        Some(eight) => Some(u64::from_le_bytes(*eight)),
        None => last_eight(rest),
    }
}

/// Fewer than eight bytes, followed by blanks.
#[cold]
fn last_eight(rest: &[u8]) -> Option<u64> {
    let blanks = u64::from_le_bytes([b'\n'; 8]);
    let eight = rest.iter().rev().fold(blanks, |eight, &byte| eight << 8 | u64::from(byte));
    (!rest.is_empty()).then_some(eight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_filled_with_blanks() {
        assert_eq!(eight(b"1 0 0 rg\n", 0), Some(u64::from_le_bytes(*b"1 0 0 rg")));
        assert_eq!(eight(b"Tj", 0), Some(u64::from_le_bytes(*b"Tj\n\n\n\n\n\n")));
        assert_eq!(eight(b"Tj", 2), None);
    }

    #[test]
    fn only_zeros_and_ones_are_plain_colours() {
        let told = |bytes: &[u8; 8]| is_plain_colour(u64::from_le_bytes(*bytes));
        assert!([b"0 0 0 rg", b"1 1 1 rg", b"1 0 1 rg", b"0 1 0 RG"].into_iter().all(told));
        assert!(![b"0 0 2 rg", b"0 0.0 rg", b"1 1 1 re", b"1\n1 1 rg", b"0 0 0 Rg"].into_iter().any(told));
    }
}
