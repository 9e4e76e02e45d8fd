//! Identifiers, validated on construction: ISIN and PAN. Folio numbers, BO ids, DP ids and policy numbers stay text.

use serde::{Serialize, Serializer};

/// A twelve-character ISIN of an Indian security with a correct check digit (ISO 6166).
///
/// Registrar statements print dummies (`UNCLAIMDISIN`) where a scheme has none: those do not make an `Isin`.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Isin([u8; 12]);

impl Isin {
    /// Reads an ISIN; soft hyphens and blanks inside (wraps) are skipped.
    ///
    /// `None` when the text has not twelve capital letters and digits, does not start with `IN`, or its check digit is
    /// wrong.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut code = [0u8; 12];
        let mut length = 0;
        for character in text.chars() {
            match character {
                'A'..='Z' | '0'..='9' => {
                    *code.get_mut(length)? = character as u8;
                    length += 1;
                }
                ' ' | '\u{ad}' | '\n' => {}
                _ => return None,
            }
        }
        (length == 12 && code.starts_with(b"IN") && check_digit(&code) == code.last().copied())
            .then_some(Self(code))
    }

    /// True for twelve characters in the shape of an Indian ISIN, whatever the check digit.
    #[must_use]
    pub fn looks_like(text: &str) -> bool {
        text.len() == 12
            && text.starts_with("IN")
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && text.bytes().last().is_some_and(|byte| byte.is_ascii_digit())
    }

    /// The twelve characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

/// ISO 6166 check digit of the first eleven characters: letters become 10..=35, every second digit from the right is
/// doubled, the digit sums are added up.
fn check_digit(code: &[u8; 12]) -> Option<u8> {
    let (mut sum, mut doubles) = (0, true);
    let mut add = |digit: u8| {
        let doubled = digit * 2;
        let of_doubled = if doubled > 9 { doubled - 9 } else { doubled };
        sum += if doubles { of_doubled } else { digit };
        doubles = !doubles;
    };
    for &byte in code.iter().take(11).rev() {
        match byte {
            b'0'..=b'9' => add(byte - b'0'),
            b'A'..=b'Z' => {
                let value = byte - b'A' + 10;
                add(value % 10);
                add(value / 10);
            }
            _ => return None,
        }
    }
    Some((10 - sum % 10) % 10 + b'0')
}

impl std::fmt::Debug for Isin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Display for Isin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Isin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Isin {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Isin".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

/// A Permanent Account Number as printed: full (`ABCDE1234F`) or masked (`ABXXXXXX4F`). `Debug` never shows it.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Pan(String);

impl Pan {
    /// Reads a full or masked PAN: ten characters, capitals, digits, `X` or `*`, with at least one digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let shape = text.len() == 10
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'*')
            && text.bytes().any(|byte| byte.is_ascii_digit());
        shape.then(|| Self(text.to_owned()))
    }

    /// True when no character is hidden: five letters, four digits, a letter.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.bytes().enumerate().all(|(index, byte)| match index {
            5..=8 => byte.is_ascii_digit(),
            _ => byte.is_ascii_uppercase(),
        })
    }

    /// The ten characters as printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Pan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pan(***)")
    }
}

impl Serialize for Pan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Pan {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pan".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        for good in ["INE002A01018", "INF179K01WN9", "IN0020200146", "INE494B04019", "INF179K01\u{ad}WN9"] {
            assert!(Isin::parse(good).is_some(), "{good}");
        }
        for bad in ["INE002A01019", "UNCLAIMDISIN", "INF179K01WN", "ine002a01018", "INZ000031633X", ""] {
            assert!(Isin::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn pans() {
        assert!(Pan::parse("ABCDE1234F").is_some_and(|pan| pan.is_full()));
        assert!(Pan::parse("ABXXXXXX4F").is_some_and(|pan| !pan.is_full()));
        assert!(Pan::parse("NOT OK").is_none());
        assert_eq!(format!("{:?}", Pan::parse("ABCDE1234F")), "Some(Pan(***))");
    }
}
