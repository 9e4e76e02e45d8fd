//! The written cases of the corpus: each shows one thing, by name. Same code, same bytes.
//!
//! A case is a row of a table: its name, what it shows, how it is made, and which self-checks must fail on it.

mod big;
mod containers;
mod faults;
mod generations;
mod layouts;
mod locks;
mod movements;
mod numbers;
mod plain;
mod styles;

pub(crate) use big::dense_registrar;
pub use big::{archived_statement, bench_contract_note, bench_statement};

use serde_json::Value;

use crate::cams::{Statement, detailed, summary, truth};
use crate::draw::{Encoding, Paper, Place, Style, draw};
use crate::pdf::{Cipher, Container, Protection, assemble};

/// One written case of the registrars' family.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Folder name.
    pub name: &'static str,
    /// What it shows.
    pub shows: &'static str,
    /// Makes it from its seed.
    pub make: fn(u64) -> Made,
    /// Ids of checks that must fail (at least these).
    pub fails: &'static [&'static str],
}

const fn case(name: &'static str, shows: &'static str, make: fn(u64) -> Made) -> Case {
    Case { name, shows, make, fails: &[] }
}

/// A statement and everything around it.
#[derive(Clone, Debug)]
pub struct Made {
    /// Generation.
    pub variant: &'static str,
    /// What is printed.
    pub statement: Statement,
    /// As a summary instead of a detailed statement.
    pub summary: bool,
    /// How it is drawn.
    pub style: Style,
    /// What the file says of itself.
    pub paper: Paper,
    /// The file around it.
    pub container: Container,
    /// What locks it.
    pub lock: Option<Protection>,
    /// The password that a user types.
    pub password: String,
}

impl Made {
    /// The usual file of the statement's issuer: CAMS locks with RC4-128 and writes renumbered fonts.
    #[must_use]
    pub fn new(variant: &'static str, statement: Statement) -> Self {
        let kfintech = statement.look.kfintech;
        let producer = if kfintech { "Data Dynamics ActiveReports" } else { "Stimulsoft Reports" };
        let style = if kfintech {
            Style { encoding: Encoding::WinAnsi, place: Place::Tm, ..Style::default() }
        } else {
            Style::default()
        };
        let paper =
            Paper { producer, creator: producer, created: "D:20250401101500+05'30'", ..Paper::default() };
        let password = statement
            .blocks
            .first()
            .and_then(|block| block.pan.clone())
            .unwrap_or_else(|| "Namuna@123".into());
        let lock = Protection {
            cipher: Cipher::Rc4Bits128,
            user: password.clone(),
            owner: "registrar".to_owned(),
            permissions: -60,
        };
        Self {
            variant,
            statement,
            summary: false,
            style,
            paper,
            container: Container::Classic,
            lock: Some(lock),
            password,
        }
    }

    /// As a summary statement.
    #[must_use]
    pub fn summarised(mut self) -> Self {
        self.summary = true;
        self
    }

    /// Unlocked.
    #[must_use]
    pub fn unlocked(mut self) -> Self {
        self.lock = None;
        self.password.clear();
        self
    }

    /// Drawn in another style.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The file.
    #[must_use]
    pub fn pdf(&self, seed: u64) -> Vec<u8> {
        let layout = if self.summary { summary } else { detailed };
        let pages = layout(&self.statement, self.style.encoding);
        let paper = Paper { seed, ..self.paper };
        assemble(&draw(&pages, &self.style, &paper), self.container, self.lock.as_ref())
    }

    /// The expected answer.
    #[must_use]
    pub fn truth(&self) -> Value {
        if self.summary { truth::summary(&self.statement) } else { truth::detailed(&self.statement) }
    }
}

impl Case {
    /// Seed of the case: its name, hashed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.name
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    }

    /// The files of its folder: names and bytes.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let seed = self.seed();
        let made = (self.make)(seed);
        let quote = |text: &str| toml::Value::from(text).to_string();
        let mut description = format!(
            "source = \"writer\"\nvariant = {}\npassword = {}\nshows = {}\n",
            quote(made.variant),
            quote(&made.password),
            quote(self.shows)
        );
        if !self.fails.is_empty() {
            description += &format!("fails = {:?}\n", self.fails);
        }
        vec![("case.toml", description.into_bytes()), ("input.pdf", made.pdf(seed))]
    }

    /// The expected answer.
    #[must_use]
    pub fn truth(&self) -> Value {
        (self.make)(self.seed()).truth()
    }
}

/// Every written case of the registrars' family.
#[must_use]
pub fn cams_kfin() -> Vec<Case> {
    [
        generations::CASES,
        locks::CASES,
        containers::CASES,
        styles::CASES,
        layouts::CASES,
        movements::CASES,
        numbers::CASES,
        faults::CASES,
        big::CASES,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_and_says_what_it_shows() {
        let cases = cams_kfin();
        let names: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
        assert_eq!(names.len(), cases.len());
        assert!(cases.len() > 60);
        assert!(cases.iter().all(|case| case.shows.len() > 10));
    }

    #[test]
    fn the_same_case_gives_the_same_bytes() {
        let cases = cams_kfin();
        for name in ["g3-nav", "lock-aes-256-r6", "order-shuffled"] {
            let case = cases.iter().find(|case| case.name == name).unwrap();
            assert_eq!(case.files(), case.files(), "{name}");
        }
    }
}
