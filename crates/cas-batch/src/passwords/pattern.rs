//! Patterns that make passwords of a PAN and a birth date: `{PAN}`, `{pan}`, `{PAN:4}`, `{PAN:-4}`, `{dob:ddmmyyyy}`.

use cas::Password;
use chrono::{Datelike as _, NaiveDate};
use zeroize::{Zeroize as _, Zeroizing};

use super::PasswordError;

/// Somebody whose statements are in the archive.
pub struct Person {
    /// The permanent account number, as written in the list.
    pub pan: Zeroizing<String>,
    /// Date of birth; `None` when it is not known.
    pub born: Option<NaiveDate>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(***)")
    }
}

/// A piece of a pattern.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Piece {
    Text(String),
    /// The PAN, or some characters of its beginning (positive) or end (negative).
    Pan {
        capitals: Capitals,
        part: i32,
    },
    /// The date, piece by piece.
    Date(Vec<DatePiece>),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Capitals {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum DatePiece {
    Day,
    Month,
    Year,
    ShortYear,
    Text(char),
}

/// How a password is made of what is known of a person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// What senders of statements use: the PAN, the PAN and the date of birth, the date alone.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        ["{PAN}", "{PAN}{dob:ddmmyyyy}", "{dob:ddmmyyyy}"]
            .iter()
            .filter_map(|text| Self::parse(text).ok())
            .collect()
    }

    /// Reads a pattern. `{PAN}` is the PAN in capitals, `{pan}` in small letters; `{PAN:5}` its first five characters,
    /// `{PAN:-4}` its last four. `{dob:...}` is the date of birth, written with `dd`, `mm`, `yyyy` and `yy`. Anything else
    /// stands for itself; `{{` and `}}` are braces.
    ///
    /// # Errors
    /// [`PasswordError::Pattern`].
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        let wrong = |problem| PasswordError::Pattern { pattern: text.to_owned(), problem };
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, found) = rest.split_at_checked(at).unwrap_or((rest, ""));
            plain.push_str(before);
            if let Some(after) = found.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some(after) = found.strip_prefix("}}") {
                plain.push('}');
                rest = after;
            } else {
                let Some((field, after)) = found.strip_prefix('{').and_then(|found| found.split_once('}'))
                else {
                    return Err(wrong("a brace stands alone; write {{ or }} for one that is meant"));
                };
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(
                    piece(field)
                        .ok_or_else(|| wrong("use {PAN}, {pan}, {PAN:5}, {PAN:-4} or {dob:ddmmyyyy}"))?,
                );
                rest = after;
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        if pieces.is_empty() {
            return Err(wrong("it is empty"));
        }
        Ok(Self(pieces))
    }

    /// The password of a person; `None` when the pattern needs a date that is not known.
    #[must_use]
    pub fn fill(&self, person: &Person) -> Option<Password> {
        // Enough room from the start: a string that grows leaves copies behind.
        let mut out = Zeroizing::new(String::with_capacity(256));
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Pan { capitals, part } => push_pan(&mut out, &person.pan, *capitals, *part),
                Piece::Date(format) => push_date(&mut out, person.born?, format),
            }
        }
        Some(Password::new(out.as_str()))
    }
}

fn piece(field: &str) -> Option<Piece> {
    let (name, detail) = field.split_once(':').unwrap_or((field, ""));
    let part = if detail.is_empty() { Some(0) } else { detail.parse().ok().filter(|part| *part != 0) };
    match name {
        "PAN" => Some(Piece::Pan { capitals: Capitals::Yes, part: part? }),
        "pan" => Some(Piece::Pan { capitals: Capitals::No, part: part? }),
        "dob" => date_format(if detail.is_empty() { "ddmmyyyy" } else { detail }).map(Piece::Date),
        _ => None,
    }
}

fn date_format(text: &str) -> Option<Vec<DatePiece>> {
    const WORDS: [(&str, DatePiece); 4] = [
        ("yyyy", DatePiece::Year),
        ("yy", DatePiece::ShortYear),
        ("mm", DatePiece::Month),
        ("dd", DatePiece::Day),
    ];
    let text = text.to_ascii_lowercase();
    let mut rest = text.as_str();
    let mut pieces = Vec::new();
    while let Some(next) = rest.chars().next() {
        if let Some((word, piece)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            pieces.push(*piece);
            rest = rest.get(word.len()..)?;
        } else if next.is_alphanumeric() {
            return None;
        } else {
            pieces.push(DatePiece::Text(next));
            rest = rest.get(next.len_utf8()..)?;
        }
    }
    Some(pieces)
}

fn push_pan(out: &mut String, pan: &str, capitals: Capitals, part: i32) {
    let count = pan.chars().count();
    let wanted = part.unsigned_abs() as usize;
    let (skip, take) = match part {
        0 => (0, count),
        1.. => (0, wanted),
        _ => (count.saturating_sub(wanted), wanted),
    };
    for letter in pan.chars().skip(skip).take(take) {
        out.push(match capitals {
            Capitals::Yes => letter.to_ascii_uppercase(),
            Capitals::No => letter.to_ascii_lowercase(),
        });
    }
}

fn push_date(out: &mut String, date: NaiveDate, format: &[DatePiece]) {
    for piece in format {
        let mut text = match piece {
            DatePiece::Day => format!("{:02}", date.day()),
            DatePiece::Month => format!("{:02}", date.month()),
            DatePiece::Year => format!("{:04}", date.year()),
            DatePiece::ShortYear => format!("{:02}", date.year().rem_euclid(100)),
            DatePiece::Text(text) => text.to_string(),
        };
        out.push_str(&text);
        text.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pattern: &str, born: Option<&str>) -> Option<String> {
        let born = born.and_then(|text| text.parse().ok());
        let person = Person { pan: Zeroizing::new("AbCDE1234f".to_owned()), born };
        Pattern::parse(pattern).unwrap().fill(&person).map(|password| password.expose().to_owned())
    }

    #[test]
    fn patterns_are_filled() {
        let born = Some("1980-02-09");
        for (pattern, made) in [
            ("{PAN}", "ABCDE1234F"),
            ("{pan}", "abcde1234f"),
            ("{PAN:5}{dob:ddmm}", "ABCDE0902"),
            ("{pan:-4}", "234f"),
            ("{dob:ddmmyyyy}", "09021980"),
            ("{dob:dd-MM-yy}", "09-02-80"),
            ("x{{{PAN:1}}}y", "x{A}y"),
        ] {
            assert_eq!(filled(pattern, born).as_deref(), Some(made), "{pattern}");
        }
        assert_eq!(filled("{PAN}{dob}", None), None);
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for text in ["", "{", "}", "{name}", "{PAN:x}", "{PAN:0}", "{dob:ddmmmyyyy}", "{dob:dd mon}"] {
            assert!(matches!(Pattern::parse(text), Err(PasswordError::Pattern { .. })), "{text}");
        }
    }
}
