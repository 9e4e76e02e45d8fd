//! Numbers of content streams: a page has thousands, so they are read in one pass and without the general tokenizer.

/// The number at `at` and the index behind it; `None` for signs without digits. A second sign or point ends the number;
/// what follows it (`12-5`, `1.2.3`) is stepped over.
#[inline]
pub(super) fn number(data: &[u8], mut at: usize) -> (Option<f64>, usize) {
    // Divided by, not multiplied with their inverses: 12 / 10 is 1.2, 12 * 0.1 is not.
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let mut negative = false;
    while let Some(&sign @ (b'-' | b'+')) = data.get(at) {
        negative |= sign == b'-';
        at += 1;
    }
    let start = at;
    let mut mantissa = 0_i64;
    while let Some(digit) = digit(data, at) {
        mantissa = mantissa.wrapping_mul(10).wrapping_add(digit);
        at += 1;
    }
    let mut value = mantissa as f64;
    let mut digits = at - start;
    if data.get(at) == Some(&b'.') {
        at += 1;
        let point = at;
        while let Some(digit) = digit(data, at) {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(digit);
            at += 1;
        }
        let decimals = at - point;
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

#[inline]
fn digit(data: &[u8], at: usize) -> Option<i64> {
    let digit = data.get(at)?.wrapping_sub(b'0');
    (digit <= 9).then_some(i64::from(digit))
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
        ] {
            assert_eq!(number(text.as_bytes(), 0), (value, end), "{text}");
        }
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
