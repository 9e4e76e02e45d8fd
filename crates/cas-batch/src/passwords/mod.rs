//! Which passwords are tried on which input, and in which order.
//!
//! A [`PasswordBook`] is filled from texts: candidates (one a line), a map from glob to password, and people whose PAN
//! and birth date go into patterns. [`PasswordSources`] reads those texts from files, so that no password has to stand
//! on a command line. Everything kept is a [`Password`]: wiped when dropped, never printed.
//!
//! Order of trial for an input: rows of the map whose glob fits, as they stand in the map; passwords of people whose
//! glob fits; candidates. Each is tried as given, then the empty password, then every one without outer white space, in
//! capitals and in small letters. See [`PasswordBook::first_guess`] for how a long list is kept cheap.

mod lists;
mod pattern;
mod scope;
mod sources;

use std::sync::Mutex;

use cas::Password;

pub use lists::{MapForm, candidates};
pub use pattern::{Pattern, Person};
pub use scope::{Scope, ScopeTable};
pub use sources::{PasswordSources, Stamp};

/// How many passwords that opened something lately are tried before the long list.
const LATELY: usize = 8;

/// Above this many passwords an input is first tried with a short list.
const SHORT: usize = 16;

/// What is wrong with a source of passwords. Messages name the place, never what stands there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordError {
    /// A source cannot be read.
    #[error("the passwords in {what} cannot be read")]
    Read {
        /// The path, or `standard input`.
        what: String,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not of the form that the source has.
    #[error("line {line}: {problem}")]
    Line {
        /// Line number, from 1.
        line: usize,
        /// What is expected there.
        problem: &'static str,
    },
    /// A pattern is not one.
    #[error("password pattern {pattern:?}: {problem}")]
    Pattern {
        /// The pattern as given: it holds no secret.
        pattern: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// A source names things that are not right; the cause says which.
    #[error("in {what}")]
    In {
        /// The path, or `standard input`.
        what: String,
        /// What is wrong there.
        source: Box<PasswordError>,
    },
}

/// Every password that was given, and which inputs each is for.
#[derive(Debug, Default)]
pub struct PasswordBook {
    map: ScopeTable,
    people: ScopeTable,
    everywhere: Vec<Password>,
    lately: Mutex<Vec<Password>>,
}

impl PasswordBook {
    /// Adds a password for every input.
    pub fn add(&mut self, password: Password) {
        if !self.everywhere.contains(&password) {
            self.everywhere.push(password);
        }
    }

    /// Adds candidates for every input, one a line; see [`candidates`].
    pub fn add_candidates(&mut self, text: &str) {
        for password in candidates(text) {
            self.add(password);
        }
    }

    /// Adds a map from glob to password.
    ///
    /// Lines are `GLOB<TAB>PASSWORD`; lines that begin with `#` and blank ones are skipped, the password is everything
    /// after the tab. TOML is one entry a glob, with a string or a list of strings. A glob without `/` is compared with the
    /// last part of the name, any other with the whole name or with any end of it that follows a `/`.
    ///
    /// # Errors
    /// [`PasswordError::Line`].
    pub fn add_map(&mut self, text: &str, form: MapForm) -> Result<(), PasswordError> {
        for (scope, passwords) in lists::map(text, form)? {
            self.map.push(scope, passwords);
        }
        Ok(())
    }

    /// Adds people, `PAN<TAB>YYYY-MM-DD` or `PAN<TAB>YYYY-MM-DD<TAB>GLOB` a line (`-` for an unknown date), and what the
    /// patterns make of each; without patterns those of [`Pattern::usual`].
    ///
    /// # Errors
    /// [`PasswordError::Line`].
    pub fn add_people(&mut self, text: &str, patterns: &[Pattern]) -> Result<(), PasswordError> {
        let usual = if patterns.is_empty() { Pattern::usual() } else { Vec::new() };
        for (scope, person) in lists::people(text)? {
            let made = patterns.iter().chain(&usual).filter_map(|pattern| pattern.fill(&person)).collect();
            self.people.push(scope, made);
        }
        Ok(())
    }

    /// True when nothing was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty() && self.people.is_empty() && self.everywhere.is_empty()
    }

    /// Every password for an input of this name, in the order of trial.
    #[must_use]
    pub fn for_name(&self, name: &str) -> Vec<Password> {
        let fitting = self.map.fitting(name).chain(self.people.fitting(name));
        fitting.chain(&self.everywhere).cloned().collect()
    }

    /// A short list to try before [`Self::for_name`]; `None` when the whole list is short.
    ///
    /// A password that does not fit costs up to a millisecond, so that thousands of candidates would cost more than
    /// reading the statement. The short list is the rows of the map that fit and the passwords that opened other inputs
    /// lately; whoever has an archive has few passwords. When it does not open the file, the whole list is tried, so that
    /// answers do not depend on what was opened before.
    #[must_use]
    pub fn first_guess(&self, name: &str) -> Option<Vec<Password>> {
        let count = self.everywhere.len() + self.people.len();
        if count <= SHORT {
            return None;
        }
        let mut list: Vec<Password> = self.map.fitting(name).cloned().collect();
        if let Ok(lately) = self.lately.lock() {
            list.extend(lately.iter().rev().cloned());
        }
        (!list.is_empty()).then_some(list)
    }

    /// Tells that a password opened an input.
    pub fn opened(&self, password: &Password) {
        if self.everywhere.len() + self.people.len() <= SHORT {
            return;
        }
        let Ok(mut lately) = self.lately.lock() else { return };
        if lately.last() == Some(password) {
            return;
        }
        lately.retain(|known| known != password);
        lately.push(password.clone());
        if lately.len() > LATELY {
            lately.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(passwords: &[Password]) -> Vec<&str> {
        passwords.iter().map(Password::expose).collect()
    }

    #[test]
    fn map_then_people_then_candidates() {
        let mut book = PasswordBook::default();
        book.add_candidates("common\n\nother\ncommon\n");
        book.add_people("ABCDE1234F\t1980-02-09\n", &[]).unwrap();
        book.add_map("# mine\n*.pdf\tfirst\nnsdl/*.pdf\tsecond\n", MapForm::Lines).unwrap();
        let list = book.for_name("archive/nsdl/a.pdf");
        assert_eq!(
            texts(&list),
            ["first", "second", "ABCDE1234F", "ABCDE1234F09021980", "09021980", "common", "other"]
        );
        assert_eq!(texts(&book.for_name("b.txt"))[0], "ABCDE1234F");
    }

    #[test]
    fn a_long_list_begins_with_what_opened_lately() {
        let mut book = PasswordBook::default();
        for number in 0..100 {
            book.add(Password::new(format!("candidate-{number}")));
        }
        assert_eq!(book.first_guess("a.pdf"), None, "nothing is known yet");
        for number in [70, 71, 70] {
            book.opened(&Password::new(format!("candidate-{number}")));
        }
        assert_eq!(texts(&book.first_guess("a.pdf").unwrap()), ["candidate-70", "candidate-71"]);
        assert_eq!(book.for_name("a.pdf").len(), 100);
    }

    #[test]
    fn nothing_secret_is_printed() {
        let mut book = PasswordBook::default();
        book.add_map("*.pdf\tS3CRET", MapForm::Lines).unwrap();
        book.add_people("SECRT1234F\t1980-02-09", &[]).unwrap();
        book.add(Password::new("S3CRET"));
        let shown = format!("{book:?}");
        assert!(
            !shown.contains("S3CRET") && !shown.contains("SECRT1234F") && !shown.contains("1980"),
            "{shown}"
        );
        for (text, form) in [
            ("S3CRET without tab", MapForm::Lines),
            ("'*' = S3CRET", MapForm::Toml),
            ("'*' = 53", MapForm::Toml),
            ("'[' = 'S3CRET'", MapForm::Toml),
        ] {
            let error = PasswordBook::default().add_map(text, form).unwrap_err();
            assert!(matches!(error, PasswordError::Line { line: 1, .. }), "{error:?}");
            assert!(!format!("{error:?} {error}").contains("S3CRET"));
        }
    }
}
