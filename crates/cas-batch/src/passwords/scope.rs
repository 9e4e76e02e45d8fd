//! Globs over the names of inputs, and tables of what each of them brings.

use std::collections::HashMap;

use cas::Password;
use glob::{MatchOptions, Pattern};

/// `*` and `?` stay within a part of a name, `**` does not.
const MATCHING: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// Which inputs something is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Scope {
    /// Every input.
    Everything,
    /// Inputs of this name, or whose name ends in it after a `/`.
    Exactly(String),
    /// Inputs whose name, or an end of it after a `/`, fits the glob.
    Fitting(Pattern),
}

impl Scope {
    /// Reads a glob; `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_start_matches("./");
        if text == "*" || text == "**" {
            return Some(Self::Everything);
        }
        if !text.contains(['*', '?', '[']) {
            return Some(Self::Exactly(text.to_owned()));
        }
        Pattern::new(text).ok().map(Self::Fitting)
    }

    /// True when an input of this name is meant.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Exactly(text) => ends(name).any(|end| end == text),
            Self::Fitting(pattern) if pattern.as_str().contains('/') => {
                ends(name).any(|end| pattern.matches_with(end, MATCHING))
            }
            Self::Fitting(pattern) => pattern.matches_with(name.rsplit('/').next().unwrap_or(name), MATCHING),
        }
    }
}

/// The name, and every end of it that follows a `/`.
fn ends(name: &str) -> impl Iterator<Item = &str> {
    std::iter::once(name).chain(name.match_indices('/').filter_map(|(at, _)| name.get(at + 1..)))
}

/// Rows of passwords with the inputs that they are for. Plain names are found by hashing, so that a map with a row for
/// each of many thousand files costs no comparison of every row with every file.
#[derive(Debug, Default)]
pub struct ScopeTable {
    rows: Vec<Vec<Password>>,
    names: HashMap<String, Vec<usize>>,
    others: Vec<(usize, Scope)>,
}

impl ScopeTable {
    /// Adds a row.
    pub fn push(&mut self, scope: Scope, passwords: Vec<Password>) {
        let index = self.rows.len();
        self.rows.push(passwords);
        match scope {
            Scope::Exactly(name) => self.names.entry(name).or_default().push(index),
            scope => self.others.push((index, scope)),
        }
    }

    /// How many passwords the rows that are not for one name only bring.
    #[must_use]
    pub fn len(&self) -> usize {
        self.others.iter().filter_map(|(index, _)| self.rows.get(*index)).map(Vec::len).sum()
    }

    /// True when there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The passwords of the rows that fit, in the order of the rows.
    pub fn fitting(&self, name: &str) -> impl Iterator<Item = &Password> {
        let mut indices: Vec<usize> = Vec::new();
        if !self.names.is_empty() {
            indices.extend(ends(name).filter_map(|end| self.names.get(end)).flatten());
        }
        indices.extend(self.others.iter().filter(|(_, scope)| scope.fits(name)).map(|(index, _)| *index));
        indices.sort_unstable();
        indices.into_iter().filter_map(|index| self.rows.get(index)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_fit_whole_names_and_their_ends() {
        for (glob, name, fits) in [
            ("*", "a/b.pdf", true),
            ("*.pdf", "a/b.pdf", true),
            ("*.pdf", "a/b.txt", false),
            ("a/*.pdf", "x/a/b.pdf", true),
            ("a/*.pdf", "a/c/b.pdf", false),
            ("a/**/*.pdf", "x/a/c/d/b.pdf", true),
            ("b.pdf", "a/b.pdf", true),
            ("b.pdf", "a/bb.pdf", false),
            ("mail.zip!/*.pdf", "in/mail.zip!/b.pdf", true),
            ("./a/b.pdf", "a/b.pdf", true),
        ] {
            assert_eq!(Scope::parse(glob).unwrap().fits(name), fits, "{glob} {name}");
        }
        assert_eq!(Scope::parse("a[/b"), None);
    }

    #[test]
    fn rows_come_in_their_order() {
        let mut table = ScopeTable::default();
        for (glob, password) in
            [("*.pdf", "1"), ("b.pdf", "2"), ("a/b.pdf", "3"), ("a/*", "4"), ("c.pdf", "5")]
        {
            table.push(Scope::parse(glob).unwrap(), vec![Password::new(password)]);
        }
        let found: Vec<&str> = table.fitting("a/b.pdf").map(Password::expose).collect();
        assert_eq!(found, ["1", "2", "3", "4"]);
    }
}
