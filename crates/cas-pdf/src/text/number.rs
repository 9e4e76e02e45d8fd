//! Numbers of content streams: a page has thousands, so they are read in one pass and without the general tokenizer.

use super::glance::{ONES, bits_before_blank};

/// The number at `at` and the index behind it; `None` for signs without digits. A second sign or point ends the number;
/// what follows it (`12-5`, `1.2.3`) is stepped over.
#[inline]
pub(super) fn number(data: &[u8], at: usize) -> (Option<f64>, usize) {
    let signed = data.get(at) == Some(&b'-');
    let start = at + usize::from(signed);
    let eight = data.get(start..).and_then(|rest| rest.first_chunk::<8>());
    match eight.map(|bytes| short(u64::from_le_bytes(*bytes))) {
        Some((value, length @ 1..)) => (Some(if signed { -value } else { value }), start + length),
        _ => long(data, at),
    }
}

// Divided by, not multiplied with their inverses: 12 / 10 is 1.2, 12 * 0.1 is not.
const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A number that begins with a digit and that a blank ends within eight bytes, as nearly all do, and its length with the
/// blank. Where it ends is what the next token waits for: that hangs on the blank alone, so that the processor goes on while
/// the value is still being made.
#[inline(always)]
pub(super) fn before_blank(bytes: u64) -> Option<(f64, usize)> {
    let end = bits_before_blank(bytes)?;
    let (values, others) = digits_in(bytes);
    let others = others & ((1 << end) - 1);
    let value = if others == 0 {
        exact(joined(values, end))
    } else {
        let whole = others.trailing_zeros() & 0x38;
        // Beside digits there may be one point; whatever has more is an odd number.
        if (bytes >> whole) as u8 != b'.' || others & (others - 1) != 0 {
            return None;
        }
        broken(values, whole, end)?
    };
    Some((value, (end / 8) as usize + 1))
}

/// A plain number without a sign that ends within eight bytes, and its length; 0 for any other. The bytes are looked at all
/// at once: where a number ends cannot be foreseen, and a loop would be left wrongly guessed at each of them.
#[inline]
fn short(bytes: u64) -> (f64, usize) {
    const OTHER: (f64, usize) = (0.0, 0);
    let (values, others) = digits_in(bytes);
    // Places are counted in bits. Eight digits and more leave nothing to look at behind them.
    if others == 0 {
        return OTHER;
    }
    let whole = others.trailing_zeros() & 0x38;
    let after = (bytes >> whole) as u8;
    if after != b'.' {
        // Another sign or point would be the tail of an odd number; no digit at all none.
        let plain = whole > 0 && !matches!(after, b'-' | b'+');
        return if plain { (exact(joined(values, whole)), (whole / 8) as usize) } else { OTHER };
    }
    let others = others & (others - 1);
    let end = others.trailing_zeros() & 0x38;
    let last = (bytes >> end) as u8;
    // A point alone is no number, and what comes behind a number says where it ends.
    if others == 0 || end < 16 || matches!(last, b'-' | b'+' | b'.') {
        return OTHER;
    }
    broken(values, whole, end).map_or(OTHER, |value| (value, (end / 8) as usize))
}

/// The number that the digit values up to bit `end` make with a point at bit `whole`.
#[inline]
fn broken(values: u64, whole: u32, end: u32) -> Option<f64> {
    // The point is squeezed out, so that the digits before and after it are joined in one go.
    let below = (1 << whole) - 1;
    let squeezed = values & below | (values >> 8) & !below;
    let power = POWERS.get(((end - whole) / 8 - 1) as usize)?;
    Some(exact(joined(squeezed, end - 8)) / power)
}

/// Eight bytes as the values of their digits, and the high bit of each byte that is no digit.
#[inline]
fn digits_in(bytes: u64) -> (u64, u64) {
    let values = bytes ^ (ONES * 0x30);
    let others = (((values & (ONES * 0x7f)) + ONES * 0x76) | values) & (ONES * 0x80);
    (values, others)
}

/// The number that the digit values in the first `bits` bits make, of which there are 8 to 56. Zeros go in front, so that
/// the last digit is the last byte; then pairs, fours and all eight are joined.
#[inline]
fn joined(values: u64, bits: u32) -> u32 {
    let digits = values << ((64 - bits) & 63);
    let pairs = (digits.wrapping_mul(10) + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000) + (fours >> 32)) as u32
}

/// A whole number as a float. The instruction that converts waits for what its register held before: here for the quotient
/// of the number before, so that no two numbers would be made at a time. As the last digits of 2^52, which is then taken
/// off, it waits for nothing.
#[inline]
pub(super) fn exact(whole: u32) -> f64 {
    const BASE: f64 = (1_u64 << 52) as f64;
    f64::from_bits(BASE.to_bits() | u64::from(whole)) - BASE
}

/// Any number, digit by digit.
#[cold]
fn long(data: &[u8], mut at: usize) -> (Option<f64>, usize) {
    let mut negative = false;
    while let Some(&sign @ (b'-' | b'+')) = data.get(at) {
        negative |= sign == b'-';
        at += 1;
    }
    let start = at;
    let (mut mantissa, mut digits) = run(data, at, 0);
    at += digits;
    let mut value = mantissa as f64;
    if data.get(at) == Some(&b'.') {
        at += 1;
        let decimals;
        (mantissa, decimals) = run(data, at, mantissa);
        at += decimals;
        digits += decimals;
        if let Some(power) = POWERS.get(decimals) {
            value = mantissa as f64 / power;
        }
    }
    let found = at > start;
    if digits > 15 {
        value = rounded(data.get(start..at).unwrap_or(&[]));
    }
    while let Some(b'0'..=b'9' | b'-' | b'+' | b'.') = data.get(at) {
        at += 1;
    }
    (found.then_some(if negative { -value } else { value }), at)
}

/// Appends the run of digits at `at` to a mantissa; gives the mantissa and the length of the run.
fn run(data: &[u8], at: usize, mut mantissa: i64) -> (i64, usize) {
    let rest = data.get(at..).unwrap_or(&[]);
    let mut length = 0;
    for digit in rest.iter().map(|byte| byte.wrapping_sub(b'0')).take_while(|digit| *digit <= 9) {
        mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit));
        length += 1;
    }
    (mantissa, length)
}

/// A number of more digits than a mantissa holds, digit by digit: the last ones cannot change a position on a page.
#[cold]
fn rounded(text: &[u8]) -> f64 {
    let mut value = 0.0;
    let mut unit = 1.0;
    for &byte in text {
        match byte {
            b'.' => unit = 0.1,
            digit if unit == 1.0 => value = value * 10.0 + f64::from(digit.saturating_sub(b'0')),
            digit => {
                value += f64::from(digit.saturating_sub(b'0')) * unit;
                unit *= 0.1;
            }
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_readers_end_them() {
        for (text, value, end) in [
            ("12 ", Some(12.0), 2),
            ("-.5", Some(-0.5), 3),
            ("+2.", Some(2.0), 3),
            ("1.2.3 ", Some(1.2), 5),
            ("12-5", Some(12.0), 4),
            ("--7", Some(-7.0), 3),
            ("-", None, 1),
            (".", Some(0.0), 1),
            ("0.00001x", Some(0.00001), 7),
            ("123456789012345", Some(123_456_789_012_345.0), 15),
            ("1234567 8", Some(1_234_567.0), 7),
            ("12345678 9", Some(12_345_678.0), 8),
            ("595.3200 0 0 841.92 re", Some(595.32), 8),
            ("-0.1234567 ", Some(-0.123_456_7), 10),
            ("0012.50\u{fe}00000000", Some(12.5), 7),
        ] {
            assert_eq!(number(text.as_bytes(), 0), (value, end), "{text}");
        }
    }

    #[test]
    fn short_numbers_are_read_as_long_ones() {
        let mut texts: Vec<String> = Vec::new();
        for whole in ["", "0", "7", "12", "345", "0678", "90123", "456789", "1234567"] {
            for rest in ["", ".", ".5", ".05", ".120", ".9999", ".12345", "-", "+1", ".1.", ".1-2"] {
                texts.extend([
                    format!("{whole}{rest}"),
                    format!("-{whole}{rest}"),
                    format!("+{whole}{rest}"),
                ]);
            }
        }
        for text in texts
            .iter()
            .flat_map(|text| [format!("{text} 0 Td"), format!("{text}/F1 9 Tf"), format!("{text}\u{e9}[(")])
        {
            assert_eq!(number(text.as_bytes(), 0), long(text.as_bytes(), 0), "{text}");
        }
    }

    #[test]
    fn what_a_blank_ends_is_read_as_any_other_number() {
        let mut read = 0;
        for whole in ["0", "7", "12", "0678", "90123", "1234567", "12345678"] {
            for rest in
                ["", ".", ".5", ".05", ".120", ".1234", "-", "+1", ".1.", ".1-2", "/F1", "]", "a", "\x0b"]
            {
                for behind in
                    [" 0 Td     ", "\n0 Td     ", "\r\n0 Td    ", "\t0 Td     ", "\0        ", "\x0b       "]
                {
                    let text = format!("{whole}{rest}{behind}");
                    let eight = u64::from_le_bytes(*text.as_bytes().first_chunk().unwrap());
                    let Some((value, length)) = before_blank(eight) else { continue };
                    assert_eq!((Some(value), length - 1), long(text.as_bytes(), 0), "{text:?}");
                    assert!(matches!(text.as_bytes()[length - 1], b' ' | b'\n' | b'\r'), "{text:?}");
                    read += 1;
                }
            }
        }
        assert_eq!(read, 78);
    }

    #[test]
    fn long_numbers_are_near_enough() {
        for (text, value) in [
            ("99999999999999999999999", 1e23),
            ("3.14159265358979323846264", std::f64::consts::PI),
            ("0.000000000000000000000001", 1e-24),
        ] {
            let found = number(text.as_bytes(), 0).0.unwrap_or_default();
            assert!((found - value).abs() <= value * 1e-12, "{text}: {found}");
        }
    }
}
