//! Typed values out of the cells of depository tables: numbers, placeholders for "nothing", ISINs.
//!
//! Amounts carry rupee glyphs (`₹`, a backtick or a left quotation mark, depending on the font), prices a `*` for the
//! highest traded price, percentages a `%`; wraps leave soft hyphens. None of these are part of the value.

use cas_model::number::parse_printed;
use cas_model::{Amount, Isin, Percent, Price, Units};
use rust_decimal::Decimal;

use crate::value::RUPEE_SIGNS;

/// What depository tables print for "no value", compared without case, blanks and full stops.
const PLACEHOLDERS: [&str; 7] = ["", "na", "--", "-", "notavailable", "seenote", "nil"];

/// True for a cell that stands for "no value".
pub(crate) fn is_placeholder(text: &str) -> bool {
    let squeezed = text.chars().filter(|character| !character.is_whitespace() && *character != '.');
    PLACEHOLDERS
        .iter()
        .any(|known| squeezed.clone().map(|character| character.to_ascii_lowercase()).eq(known.chars()))
}

/// The number in a cell without its decorations; `None` for placeholders and for anything that is no number.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = undecorated(text);
    match parse_printed(text) {
        Ok(number) => Some(number),
        Err(_) if text.contains(' ') => {
            // A number wrapped inside its cell: the pieces belong together.
            let joined: String = text.chars().filter(|character| !character.is_whitespace()).collect();
            parse_printed(&joined).ok()
        }
        Err(_) => None,
    }
}

/// The text without rupee glyphs, footnote signs, per cent signs and blanks around it.
fn undecorated(text: &str) -> &str {
    let plain = |byte: &u8| byte.is_ascii_digit();
    let bytes = text.as_bytes();
    if bytes.first().is_some_and(plain) && bytes.last().is_some_and(plain) {
        return text;
    }
    let text = text.strip_prefix("Rs.").unwrap_or(text);
    text.trim_matches(|character: char| {
        character.is_whitespace()
            || RUPEE_SIGNS.contains(&character)
            || matches!(character, '*' | '%' | '\u{ad}')
    })
}

/// Money in a cell.
pub(crate) fn amount(text: &str) -> Option<Amount> {
    decimal(text).map(Amount)
}

/// Units in a cell.
pub(crate) fn units(text: &str) -> Option<Units> {
    decimal(text).map(Units)
}

/// A price in a cell.
pub(crate) fn price(text: &str) -> Option<Price> {
    decimal(text).map(Price)
}

/// A percentage in a cell.
pub(crate) fn percent(text: &str) -> Option<Percent> {
    decimal(text).map(Percent)
}

/// A small count in a cell.
pub(crate) fn count(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// True when the text is a number with nothing around it but decorations.
pub(crate) fn is_number(text: &str) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let text = undecorated(text);
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'-' | b'+' | b'(' | b')'))
        && parse_printed(text).is_ok()
}

/// The first ISIN in the shape of one among the words of a text, with a wrap inside healed.
///
/// The check digit is verified by [`Isin::parse`]; the second member keeps the text when it fails.
pub(crate) fn isin(text: &str) -> (Option<Isin>, Option<String>) {
    if let Some(isin) = Isin::parse(text) {
        return (Some(isin), None);
    }
    if is_placeholder(text) {
        return (None, None);
    }
    (None, Some(text.trim().to_owned()))
}

/// Tolerance on `units x price = value`: half a paisa on the value, half a unit of the last printed digit of the
/// price for every unit, and the same of the units for every rupee of price.
pub(crate) fn closes(units: Units, price: Price, value: Amount) -> bool {
    let product = units.0.saturating_mul(price.0);
    let slack = Decimal::new(1, 2)
        .saturating_add(units.0.abs().saturating_mul(half_digit(price.0)))
        .saturating_add(price.0.abs().saturating_mul(half_digit(units.0)));
    product.saturating_sub(value.0).abs() <= slack
}

/// Half a unit of the last printed digit; nothing for whole numbers, which are exact.
fn half_digit(number: Decimal) -> Decimal {
    match number.scale() {
        0 => Decimal::ZERO,
        scale => Decimal::new(5, (scale + 1).min(28)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorated_numbers() {
        for (text, expected) in [
            ("` 1,53,825.45", "153825.45"),
            ("\u{20b9}12.50", "12.50"),
            ("\u{2018} 12.50", "12.50"),
            ("36.72%", "36.72"),
            ("1,250.50*", "1250.50"),
            ("Rs.12.50", "12.50"),
            (".196", "0.196"),
            ("+2500.00", "2500.00"),
            ("12,34,5\u{ad} 67.00", "1234567.00"),
        ] {
            assert_eq!(decimal(text).map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "NA", "See Note", "8.71% NCD", "2/-", "--"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn placeholders() {
        for text in ["NA", "N.A", "N.A.", "--", "-", "Not Available", "NOT AVAILABLE", "See Note", " "] {
            assert!(is_placeholder(text), "{text}");
        }
        assert!(!is_placeholder("0.00"));
    }

    #[test]
    fn arithmetic_closes_within_the_printed_digits() {
        let closes =
            |u: &str, p: &str, v: &str| closes(u.parse().unwrap(), p.parse().unwrap(), v.parse().unwrap());
        assert!(closes("812.345", "24.6200", "19999.93"));
        assert!(closes("89935.208", "29.3146", "2636414.65"));
        assert!(!closes("400.000", "51.2345", "51234.50"));
    }
}
