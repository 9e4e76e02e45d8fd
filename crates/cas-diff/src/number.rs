//! Exact comparison of numbers as they are written, of any length; no arithmetic that could round.

/// A written number without what does not matter: leading and trailing zeros, the way the exponent is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Plain {
    negative: bool,
    /// Digits without leading and trailing zeros; empty for zero.
    digits: String,
    /// Power of ten of the last digit; 0 for zero.
    exponent: i64,
}

impl Plain {
    /// Reads a JSON number (or a text of that form, also with a leading `+`); `None` for anything else.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.to_owned() + decimals;
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let kept = digits.trim_end_matches('0');
        let zeros = digits.len() - kept.len();
        let kept = kept.trim_start_matches('0').to_owned();
        if kept.is_empty() {
            return Some(Self { negative: false, digits: kept, exponent: 0 });
        }
        let length = |count: usize| i64::try_from(count).ok();
        let exponent = i64::from(power) - length(decimals.len())? + length(zeros)?;
        Some(Self { negative, digits: kept, exponent })
    }

    /// True when only the sign differs.
    pub(crate) fn is_negation_of(&self, other: &Self) -> bool {
        self.negative != other.negative && self.is_as_large_as(other)
    }

    /// True for equal numbers, signs left aside.
    pub(crate) fn is_as_large_as(&self, other: &Self) -> bool {
        self.digits == other.digits && self.exponent == other.exponent
    }
}

/// True when both texts are numbers and equal, however they are written.
#[must_use]
pub fn same_number(one: &str, other: &str) -> bool {
    Plain::of(one).is_some_and(|one| Some(one) == Plain::of(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_exact_decimals() {
        let equal = [
            ("1.50", "1.5"),
            ("0.00", "-0"),
            ("100", "1e2"),
            ("100", "100.000"),
            ("-5", "-5.0"),
            ("12345678901234567890123456789012345678.10", "12345678901234567890123456789012345678.1"),
        ];
        for (one, other) in equal {
            assert!(same_number(one, other), "{one} {other}");
        }
        let different =
            [("1.5", "-1.5"), ("1", "10"), ("0.1", "0.01"), ("", "0"), ("1.2.3", "1.2.3"), ("x", "x")];
        for (one, other) in different {
            assert!(!same_number(one, other), "{one} {other}");
        }
        let negated =
            |one: &str, other: &str| Plain::of(one).unwrap().is_negation_of(&Plain::of(other).unwrap());
        assert!(negated("5.50", "-5.5") && !negated("0", "-0") && !negated("5", "-6"));
    }
}
