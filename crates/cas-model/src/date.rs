//! Printed dates to civil dates: no clock, no zone.

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

/// Reads `DD-Mon-YYYY`, `DD-MON-YYYY`, `DD-MM-YYYY` and the same with `/`, `.` or blanks; one-digit days and months and
/// full month names are accepted, and blanks inside the name of a month, which copies printed with other fonts have
/// (`09-J un-2017`). Numeric dates are day first. `None` for anything else.
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.len() < 8 || text.len() > 24 {
        return None;
    }
    fields(text).or_else(|| fields(&mended(text)?))
}

fn fields(text: &str) -> Option<NaiveDate> {
    let mut fields = text.split(['-', '/', '.', ' ']).filter(|field| !field.is_empty());
    let (day, month, year) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() || year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(digits(year)?.try_into().ok()?, month_number(month)?, digits(day)?)
}

/// A text that begins with a digit without the blanks between its letters; `None` where there are none.
fn mended(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_digit() || !bytes.contains(&b' ') {
        return None;
    }
    let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let is_torn = |at: usize| is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
    let mended: String =
        text.char_indices().filter(|(at, c)| *c != ' ' || !is_torn(*at)).map(|(_, c)| c).collect();
    (mended.len() < text.len()).then_some(mended)
}

/// Reads the eight bare digits `DDMMYYYY` of CDSL bond maturities.
#[must_use]
pub fn parse_bare_date(text: &str) -> Option<NaiveDate> {
    let (day, rest) = text.trim().split_at_checked(2)?;
    let (month, year) = rest.split_at_checked(2)?;
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(digits(year)?.try_into().ok()?, digits(month)?, digits(day)?)
}

/// Month from its number, its English name or the name's first three letters, in any case.
#[must_use]
pub fn month_number(text: &str) -> Option<u32> {
    if text.as_bytes().first()?.is_ascii_digit() {
        return digits(text).filter(|month| (1..=12).contains(month));
    }
    let head = text.as_bytes().first_chunk::<3>()?.map(|byte| byte.to_ascii_lowercase());
    Some(match &head {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

fn digits(text: &str) -> Option<u32> {
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Writes a date as `YYYY-MM-DD`, without the detour over `fmt` that a row of a long ledger would feel.
pub(crate) fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(year) = u32::try_from(date.year()).ok().filter(|year| *year < 10_000) else {
        return date.serialize(serializer);
    };
    let digit = |value: u32| b'0' + (value % 10) as u8;
    let (month, day) = (date.month(), date.day());
    let text = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ];
    serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_dates() {
        let expected = NaiveDate::from_ymd_opt(2026, 3, 5);
        for text in ["05-Mar-2026", "05-MAR-2026", "05-03-2026", "5/3/2026", "05 March 2026", "05.03.2026"] {
            assert_eq!(parse_date(text), expected, "{text}");
        }
        for text in ["05-M ar-2026", "05-M arch-2026", "05 Ma r 2026", "5-M A R-2026"] {
            assert_eq!(parse_date(text), expected, "{text}");
        }
        for text in ["0 5-Mar-2026", "1 05-Mar-2026", "05-Mar-20 26", "05 -Mar-2026 to", "05-M ai-2026"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
        assert_eq!(parse_bare_date("05032026"), expected);
        for text in ["", "32-Jan-2026", "05-Foo-2026", "05-03-26", "5 units", "1-2-3-2026", "00002026"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
