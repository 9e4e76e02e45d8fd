//! Printed numbers and the newtypes that carry them: exact decimals with the printed scale, never floats.
//!
//! Each newtype serialises as a JSON number with exactly the printed decimals.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// Text that is not a printed number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// No digit at all.
    #[error("no digits")]
    Empty,
    /// A character that does not belong into a number, or a misplaced sign, bracket or point.
    #[error("not a number")]
    Malformed,
    /// More than 28 significant digits.
    #[error("too many digits")]
    TooLong,
}

/// Reads a number as statements print it.
///
/// Accepts: digit groups of any size (commas are dropped, their places never checked), a missing integer part
/// (`.196`), a leading `-`, `+` or U+2212, brackets for negative (`(1,234.56)`), and soft hyphens at wraps. The printed
/// scale is kept: `0.000` has three decimals. A lone sign, comma or point is not a number.
///
/// # Errors
/// [`NumberError`] when the text is anything else; blanks and `--` are not numbers.
pub fn parse_printed(text: &str) -> Result<Decimal, NumberError> {
    if let Some(value) = plain(text.as_bytes()) {
        return Ok(value);
    }
    let text = text.trim();
    let (text, bracketed) = match text.strip_prefix('(') {
        Some(inner) => (inner.strip_suffix(')').ok_or(NumberError::Malformed)?.trim(), true),
        None => (text, false),
    };
    let mut characters = text.chars().peekable();
    let signed = match characters.peek() {
        Some('-' | '\u{2212}') => {
            characters.next();
            true
        }
        Some('+') => {
            characters.next();
            false
        }
        _ => false,
    };
    let mut mantissa: i128 = 0;
    let mut digits = 0u32;
    let mut scale: Option<u32> = None;
    for character in characters {
        match character {
            '0'..='9' => {
                mantissa = mantissa * 10 + i128::from(character as u32 - '0' as u32);
                digits += 1;
                // Far from the range of the mantissa, which holds 38 digits.
                if mantissa >= 10_i128.pow(28) {
                    return Err(NumberError::TooLong);
                }
                if let Some(scale) = &mut scale {
                    *scale += 1;
                }
            }
            '.' if scale.is_none() => scale = Some(0),
            ',' if scale.is_none() && digits > 0 => {}
            '\u{ad}' => {}
            _ => return Err(NumberError::Malformed),
        }
    }
    if digits == 0 {
        return Err(NumberError::Empty);
    }
    if signed != bracketed {
        mantissa = -mantissa;
    }
    Decimal::try_from_i128_with_scale(mantissa, scale.unwrap_or(0)).map_err(|_| NumberError::TooLong)
}

/// A number of few digits, with commas and a point at most, as nearly all are.
fn plain(text: &[u8]) -> Option<Decimal> {
    const LONGEST: usize = 18;
    if text.len() > LONGEST {
        return None;
    }
    let (mut mantissa, mut digits, mut scale) = (0_u64, 0, None);
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                digits += 1;
            }
            b'.' if scale.is_none() => scale = Some(digits),
            b',' if scale.is_none() && digits > 0 => {}
            _ => return None,
        }
    }
    let decimals = scale.map_or(0, |whole| digits - whole);
    (digits > 0).then(|| Decimal::from_parts(mantissa as u32, (mantissa >> 32) as u32, 0, false, decimals))
}

macro_rules! printed_number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(pub Decimal);

        impl $name {
            /// Zero without decimals.
            pub const ZERO: Self = Self(Decimal::ZERO);

            /// The exact value.
            #[must_use]
            pub fn value(self) -> Decimal {
                self.0
            }

            /// Number of printed decimals.
            #[must_use]
            pub fn scale(self) -> u32 {
                self.0.scale()
            }

            /// True for any zero, whatever its scale.
            #[must_use]
            pub fn is_zero(self) -> bool {
                self.0.is_zero()
            }

            /// True below zero.
            #[must_use]
            pub fn is_negative(self) -> bool {
                self.0.is_sign_negative() && !self.0.is_zero()
            }
        }

        impl std::str::FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, NumberError> {
                parse_printed(text).map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::ops::Neg for $name {
            type Output = Self;

            fn neg(self) -> Self {
                if self.0.is_zero() { self } else { Self(-self.0) }
            }
        }

        impl std::ops::Add for $name {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl std::ops::Sub for $name {
            type Output = Self;

            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
                numbers.fold(Self::ZERO, |sum, number| sum + number)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize_decimal(self.0, serializer)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "number" })
            }
        }
    };
}

printed_number! {
    /// Rupees.
    ///
    /// Unit: one rupee. Scale: as printed (two decimals nearly everywhere), never rounded. Sign: negative when money
    /// leaves the investment towards the investor (redemptions, switches out), as the statement brackets it.
    Amount
}

printed_number! {
    /// Units of a scheme or shares of a security, exactly as printed.
    ///
    /// Unit: one fund unit or one share. Scale: as printed, never rounded. Sign: negative when units leave the account.
    ///
    /// ```
    /// # use cas_model::Units;
    /// let units: Units = "1,23,456.789".parse()?; // Indian digit groups
    /// assert_eq!(units.to_string(), "123456.789");
    /// # Ok::<(), cas_model::NumberError>(())
    /// ```
    Units
}

printed_number! {
    /// Rupees for one unit: a NAV, a market price, a face value, a dividend rate.
    ///
    /// Scale: as printed (two to nine decimals). Never negative on paper.
    Price
}

printed_number! {
    /// A percentage: `9.09` is 9.09 %.
    ///
    /// Scale: as printed. Sign: negative for a loss.
    Percent
}

/// The name by which a number with all its digits crosses serde's data model into `serde_json` (arbitrary precision):
/// a struct of this name, with one field of this name, is written as the bare digits of the field. Building a
/// `serde_json::Number` instead would parse and copy every figure again, a third of the time of a whole page.
const BARE_NUMBER: &str = "$serde_json::private::Number";

/// Writes the decimal with its scale as a JSON number, never in exponent form.
fn serialize_decimal<S: Serializer>(value: Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeStruct as _;
    let mut digits = Digits::default();
    let mut number = serializer.serialize_struct(BARE_NUMBER, 1)?;
    number.serialize_field(BARE_NUMBER, digits.of(value))?;
    number.end()
}

/// Room for the 29 digits of a decimal, a point, a leading zero and a sign.
#[derive(Default)]
struct Digits([u8; 32]);

impl Digits {
    /// The digits, written from the last one backwards.
    fn of(&mut self, value: Decimal) -> &str {
        let mut mantissa = value.mantissa().unsigned_abs();
        let negative = value.is_sign_negative() && mantissa != 0;
        let scale = value.scale();
        let mut start = self.0.len();
        let mut written = 0;
        // Nearly every figure fits 64 bits, where division is several times faster.
        while mantissa > u128::from(u64::MAX) {
            self.put_digit(&mut start, &mut written, scale, (mantissa % 10) as u8);
            mantissa /= 10;
        }
        let mut small = mantissa as u64;
        while small > 0 || written <= scale {
            self.put_digit(&mut start, &mut written, scale, (small % 10) as u8);
            small /= 10;
        }
        if negative {
            self.put(&mut start, b'-');
        }
        self.0.get(start..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or("0")
    }

    /// Puts a digit in front, behind it the point if it is the last one before that.
    #[inline]
    fn put_digit(&mut self, start: &mut usize, written: &mut u32, scale: u32, digit: u8) {
        if *written == scale && scale > 0 {
            self.put(start, b'.');
        }
        self.put(start, b'0' + digit);
        *written += 1;
    }

    #[inline]
    fn put(&mut self, start: &mut usize, byte: u8) {
        *start = start.saturating_sub(1);
        if let Some(slot) = self.0.get_mut(*start) {
            *slot = byte;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_forms() {
        let cases = [
            ("0.000", "0.000"),
            ("1,23,45,678.90", "12345678.90"),
            ("1,234,567.89", "1234567.89"),
            ("(1,234.56)", "-1234.56"),
            ("-50000.00", "-50000.00"),
            ("\u{2212}5", "-5"),
            ("+2500.00", "2500.00"),
            (".196", "0.196"),
            ("-.5", "-0.5"),
            ("15550.0\u{ad}00", "15550.000"),
            ("10100", "10100"),
            (" 12.5 ", "12.5"),
            ("(-1.0)", "1.0"),
        ];
        for (printed, expected) in cases {
            assert_eq!(parse_printed(printed).map(|n| n.to_string()), Ok(expected.to_owned()), "{printed}");
        }
    }

    #[test]
    fn not_numbers() {
        for text in ["", "--", "-", ".", ",", "NA", "1.2.3", "12-Jan", "(1.0", "1.0)", "1e5", ",5", "1 2"] {
            assert!(parse_printed(text).is_err(), "{text}");
        }
        assert_eq!(parse_printed(&"9".repeat(29)), Err(NumberError::TooLong));
    }

    #[test]
    fn json_keeps_the_printed_scale() {
        let cases = [
            ("1,234.500", "1234.500"),
            ("0", "0"),
            ("0.00", "0.00"),
            (".5", "0.5"),
            ("-0.05", "-0.05"),
            ("(1,00,000)", "-100000"),
            ("-0.00", "0.00"),
            ("18446744073709551616.25", "18446744073709551616.25"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
        ];
        for (printed, expected) in cases {
            let units: Units = printed.parse().unwrap();
            assert_eq!(serde_json::to_string(&units).unwrap(), expected, "{printed}");
            assert_eq!(serde_json::to_value(units).unwrap().to_string(), expected, "{printed}");
        }
    }
}
