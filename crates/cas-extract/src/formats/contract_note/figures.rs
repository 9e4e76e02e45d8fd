//! Figures as brokers print them: brackets, suffixes, the rupee sign and its stand-ins.

use std::borrow::Cow;
use std::str::FromStr;

use cas_model::{Amount, DiagnosticCode, Isin, NumberError, Units};
use cas_page::Location;
use cas_table::Sheet;

use super::cells::Row;
use crate::sink::Sink;
use crate::value;

/// What a suffix says: `DR` the client pays, `CR` the client receives.
pub(super) fn suffix(text: &str) -> Option<bool> {
    match text.trim_matches(['.', '(', ')']) {
        "DR" | "Dr" | "Dr." => Some(true),
        "CR" | "Cr" | "Cr." => Some(false),
        _ => None,
    }
}

/// An amount without blanks: a currency sign before or after it does not count, `DR` makes it negative.
pub(super) fn amount(text: &str) -> Result<Amount, NumberError> {
    let plain = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
    if plain(text.bytes().next()) && plain(text.bytes().last()) {
        return text.parse();
    }
    let text = text.trim_matches(value::RUPEE_SIGNS).trim();
    let letters = text.len() - text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.').len();
    let (figure, tail) = text.split_at_checked(text.len() - letters).unwrap_or((text, ""));
    match suffix(tail) {
        // `2026-` within a sentence is no amount.
        None if text.contains('.') => with_minus(text).parse(),
        None => text.parse(),
        Some(pays) => {
            let value: Amount = figure.trim().parse()?;
            let size = Amount(value.0.abs());
            Ok(if pays { -size } else { size })
        }
    }
}

/// The figure with its sign where numbers have it: brokers print an en dash too, or the sign behind the figure.
fn with_minus(text: &str) -> Cow<'_, str> {
    const SIGNS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];
    let plain = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let before = text.strip_prefix('\u{2013}').filter(|rest| plain(rest));
    let behind = || text.strip_suffix(SIGNS).filter(|rest| plain(rest));
    match before.or_else(behind) {
        Some(figure) => Cow::Owned(["-", figure].concat()),
        None => Cow::Borrowed(text),
    }
}

/// The figure of a cell: its words without blanks. Unreadable text is `None` with a note.
pub(super) fn cell<T: FromStr<Err = NumberError>>(
    sheet: &Sheet,
    row: &Row,
    column: usize,
    field: &'static str,
    at: Location,
    sink: &mut Sink,
) -> Option<T> {
    value::number(&with_minus(&row.code(sheet, column)?), field, at, sink)
}

/// The money of a cell.
pub(super) fn money(
    sheet: &Sheet,
    row: &Row,
    column: usize,
    field: &'static str,
    at: Location,
    sink: &mut Sink,
) -> Option<Amount> {
    let text = row.code(sheet, column)?;
    let read = amount(&text).ok();
    if read.is_none() {
        sink.note(at, DiagnosticCode::UnreadableValue { field });
    }
    read
}

/// True for a figure with paise; a number at the end of a sentence is none.
pub(super) fn is_money(text: &str) -> bool {
    text.contains('.') && !text.ends_with('.') && amount(text).is_ok()
}

/// True for a figure that is no number of an order or a trade, which stand flush left: it has a point, a sign or
/// grouped digits, or it is short.
pub(super) fn is_flush_right(text: &str) -> bool {
    const SHORT: usize = 4;
    (text.len() <= SHORT || !text.bytes().all(|byte| byte.is_ascii_digit())) && amount(text).is_ok()
}

/// Side as the answer names it, whatever star stands behind it; `None` for anything else.
pub(super) fn side(text: &str) -> Option<&'static str> {
    const SIDES: [(&str, &str); 14] = [
        ("B", "B"),
        ("S", "S"),
        ("BUY", "B"),
        ("SELL", "S"),
        ("BF", "BF"),
        ("CF", "CF"),
        ("B/F", "BF"),
        ("C/F", "CF"),
        ("BOUGHT", "B"),
        ("SOLD", "S"),
        ("BROUGHTFORWARD", "BF"),
        ("CARRIEDFORWARD", "CF"),
        ("BUY(B)", "B"),
        ("SELL(S)", "S"),
    ];
    let text = text.trim_end_matches('*');
    SIDES.iter().find(|(printed, _)| printed.eq_ignore_ascii_case(text)).map(|(_, side)| *side)
}

/// True for `09:20:11`, `9:20`, `09:20:11 AM` without the blank.
pub(super) fn is_time(text: &str) -> bool {
    let minutes = two_digits(text.as_bytes()).and_then(|rest| rest.strip_prefix(b":"));
    match minutes.and_then(two_digits) {
        Some([]) => true,
        Some([b':', second, ..]) => second.is_ascii_digit(),
        _ => false,
    }
}

/// True for a time of day and nothing else: `09:20:11`, `9:20`, `09:20:11AM`.
pub(super) fn is_whole_time(text: &str) -> bool {
    let minutes = two_digits(text.as_bytes()).and_then(|rest| rest.strip_prefix(b":")).and_then(two_digits);
    let rest = minutes.and_then(|rest| match rest {
        [b':', seconds @ ..] => two_digits(seconds).and_then(without_fraction),
        _ => Some(rest),
    });
    let is_half = |byte: &u8| byte.is_ascii_whitespace() || b"APMapm.".contains(byte);
    rest.is_some_and(|half| half.iter().all(is_half))
}

/// What follows the fraction of a second, where one is printed: `09:17:31.322`.
fn without_fraction(text: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = text.strip_prefix(b".") else { return Some(text) };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    fraction.get(digits..).filter(|_| digits > 0)
}

/// What follows one or two digits.
fn two_digits(text: &[u8]) -> Option<&[u8]> {
    match text {
        [first, second, rest @ ..] if first.is_ascii_digit() && second.is_ascii_digit() => Some(rest),
        [first, rest @ ..] if first.is_ascii_digit() => Some(rest),
        _ => None,
    }
}

/// The first ISIN within a text: `SYMBOL-EQ/INE...`, `NAME [INE...]`, `ISIN : INE...`. The registration of a broker
/// (`INZ` and nine digits) has the shape of one and is none.
pub(super) fn isin_in(text: &str) -> Option<&str> {
    let words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.len() == 12);
    let mut words = words.filter_map(|word| std::str::from_utf8(word).ok());
    words.find(|word| Isin::looks_like(word) && !is_registration(word))
}

/// True for an ISIN that stands alone, with its label or without: `ISIN : INE...`.
pub(super) fn is_isin_row(text: &str) -> bool {
    let rest = text
        .trim_start()
        .strip_prefix("ISIN")
        .unwrap_or(text)
        .trim_matches([' ', ':', '-', '.', '[', ']', '(', ')']);
    isin_in(rest) == Some(rest)
}

/// `INZ` and nine digits.
pub(super) fn is_registration(text: &str) -> bool {
    text.strip_prefix("INZ")
        .is_some_and(|rest| rest.len() == 9 && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A valid ISIN of a text; an invalid one is a note.
pub(super) fn isin(text: &str, at: Location, sink: &mut Sink) -> Option<Isin> {
    let found = isin_in(text)?;
    let isin = Isin::parse(found);
    if isin.is_none() {
        sink.note(at, DiagnosticCode::InvalidIsin);
    }
    isin
}

/// True when a cell holds a figure.
pub(super) fn is_figure(sheet: &Sheet, row: &Row, column: usize) -> bool {
    row.code(sheet, column)
        .is_some_and(|text| with_minus(&text).parse::<Units>().is_ok() || amount(&text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_signs_and_suffixes() {
        let read = |text: &str| amount(text).map(|amount| amount.to_string()).unwrap_or_default();
        assert_eq!(read("12,500.00DR"), "-12500.00");
        assert_eq!(read("12500.00CR"), "12500.00");
        assert_eq!(read("(12500.00)"), "-12500.00");
        assert_eq!(read("`12.00"), "12.00");
        assert_eq!(read("\u{2212}12.0000"), "-12.0000");
        assert_eq!(read("20.00Dr."), "-20.00");
        assert_eq!(read("\u{2013}12.50"), "-12.50");
        assert_eq!(read("1,212.50-"), "-1212.50");
        for nothing in ["NSE", "2026-", "-12.50-", "12.50)", "\u{2013}"] {
            assert_eq!(read(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn isins_within_text() {
        assert_eq!(isin_in("SAMPLE-EQ/INE0ZA101016"), Some("INE0ZA101016"));
        assert_eq!(isin_in("SAMPLE WORKS [INE0ZA101016]"), Some("INE0ZA101016"));
        assert_eq!(isin_in("SEBI REG:INZ000315837"), None);
        for text in [
            "INE0ZA101016",
            "ISIN : INE0ZA101016",
            "ISIN: INE0ZA101016",
            "ISIN INE0ZA101016",
            "[INE0ZA101016]",
        ] {
            assert!(is_isin_row(text), "{text}");
        }
        for text in ["LIMITED INE0ZA101016", "ISIN", "", "SAMPLE/INE0ZA101016", "INZ000315837"] {
            assert!(!is_isin_row(text), "{text}");
        }
        assert!(is_whole_time("09:20:11.322") && is_whole_time("09:20:11.3PM"));
        assert!(!is_whole_time("09:20:11.") && !is_whole_time("09:20.5"));
        assert!(is_time("09:20:11") && is_time("9:20") && !is_time("1:2026067"));
    }
}
