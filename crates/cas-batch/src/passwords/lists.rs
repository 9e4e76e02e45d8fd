//! The texts that passwords are read from: candidates, maps, people.

use std::collections::HashSet;
use std::path::Path;

use cas::Password;
use chrono::NaiveDate;
use zeroize::Zeroizing;

use super::{PasswordError, Person, Scope};

/// How a map from glob to password is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MapForm {
    /// `GLOB<TAB>PASSWORD` lines.
    Lines,
    /// TOML: `"GLOB" = "PASSWORD"` or `"GLOB" = ["PASSWORD", "PASSWORD"]`.
    Toml,
}

impl MapForm {
    /// TOML for `.toml`, lines for anything else.
    #[must_use]
    pub fn of_path(path: &Path) -> Self {
        let toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        if toml { Self::Toml } else { Self::Lines }
    }
}

/// One password a line; blank lines are skipped, equal ones come once. An empty text is one empty password.
#[must_use]
pub fn candidates(text: &str) -> Vec<Password> {
    let text = without_mark(text);
    if text.trim_end_matches(['\r', '\n']).is_empty() {
        return vec![Password::new("")];
    }
    let mut known = HashSet::new();
    text.lines().filter(|line| !line.is_empty() && known.insert(*line)).map(Password::new).collect()
}

pub(super) fn map(text: &str, form: MapForm) -> Result<Vec<(Scope, Vec<Password>)>, PasswordError> {
    match form {
        MapForm::Lines => lines_map(text),
        MapForm::Toml => toml_map(text),
    }
}

fn lines_map(text: &str) -> Result<Vec<(Scope, Vec<Password>)>, PasswordError> {
    let mut rows = Vec::new();
    for (line, content) in entries(text) {
        let (glob, password) = content
            .split_once('\t')
            .ok_or(PasswordError::Line { line, problem: "expected a glob, a tab and a password" })?;
        rows.push((scope(glob, line)?, vec![Password::new(password)]));
    }
    Ok(rows)
}

fn toml_map(text: &str) -> Result<Vec<(Scope, Vec<Password>)>, PasswordError> {
    // The message of the TOML reader quotes the text: only the place is kept.
    let line_of = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let table: toml::Table = toml::from_str(text).map_err(|error| PasswordError::Line {
        line: error.span().map_or(1, |span| line_of(span.start)),
        problem: "this is not TOML",
    })?;
    let mut rows = Vec::new();
    for (glob, value) in table {
        let line = text.find(glob.as_str()).map_or(1, line_of);
        let wrong =
            || PasswordError::Line { line, problem: "expected a password or a list of passwords in quotes" };
        let passwords = match value {
            toml::Value::String(password) => vec![Password::new(password)],
            toml::Value::Array(list) => {
                let password = |value| match value {
                    toml::Value::String(password) => Ok(Password::new(password)),
                    _ => Err(wrong()),
                };
                list.into_iter().map(password).collect::<Result<_, _>>()?
            }
            _ => return Err(wrong()),
        };
        rows.push((scope(&glob, line)?, passwords));
    }
    Ok(rows)
}

pub(super) fn people(text: &str) -> Result<Vec<(Scope, Person)>, PasswordError> {
    let mut rows = Vec::new();
    for (line, content) in entries(text) {
        let mut fields = content.split('\t').map(str::trim);
        let pan = fields.next().unwrap_or("");
        let born = match fields.next().unwrap_or("-") {
            "" | "-" => None,
            date => Some(date.parse::<NaiveDate>().map_err(|_| PasswordError::Line {
                line,
                problem: "expected a date of birth as YYYY-MM-DD after the PAN, or -",
            })?),
        };
        let scope = fields.next().map_or(Ok(Scope::Everything), |glob| scope(glob, line))?;
        if pan.is_empty() || fields.next().is_some() {
            return Err(PasswordError::Line {
                line,
                problem: "expected PAN, date of birth and glob, with tabs between",
            });
        }
        rows.push((scope, Person { pan: Zeroizing::new(pan.to_owned()), born }));
    }
    Ok(rows)
}

fn scope(glob: &str, line: usize) -> Result<Scope, PasswordError> {
    Scope::parse(glob).ok_or(PasswordError::Line { line, problem: "this is not a glob" })
}

/// Lines that say something, with their numbers.
fn entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(without_mark(text).lines());
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// Without the byte order mark that some editors write.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_keep_inner_and_outer_blanks() {
        let list = candidates("\u{feff} a b \r\n\r\nc\nc\n");
        assert_eq!(list.iter().map(Password::expose).collect::<Vec<_>>(), [" a b ", "c"]);
        assert_eq!(candidates("\n").len(), 1);
    }

    #[test]
    fn toml_takes_one_password_or_several() {
        let rows = map("\"z/*.pdf\" = 'one'\n'a.pdf' = ['two', '']\n", MapForm::Toml).unwrap();
        let shown: Vec<_> = rows.iter().map(|(_, list)| list.len()).collect();
        assert_eq!(shown, [1, 2], "in the order of the file");
        let error = map("'a' = 'x'\n'b' = [1]\n", MapForm::Toml).unwrap_err();
        assert!(matches!(error, PasswordError::Line { line: 2, .. }), "{error}");
    }

    #[test]
    fn people_have_a_date_and_a_glob_or_not() {
        let rows = people("ABCDE1234F\nABCDE1234G\t-\tram/*\nABCDE1234H\t1980-02-09\n").unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1].0, Scope::parse("ram/*").unwrap());
        assert!(rows[2].1.born.is_some());
        let error = people("ABCDE1234F\t09-02-1980\n").unwrap_err();
        assert!(!error.to_string().contains("1980-") && !error.to_string().contains("ABCDE"), "{error}");
    }
}
