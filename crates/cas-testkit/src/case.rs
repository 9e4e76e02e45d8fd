//! The named cases of a family: each is a change to its plain statement that shows one thing.

use serde_json::Value;

use crate::draw::{Canvas, Paper, Style, draw};
use crate::pdf::{Cipher, Container, Document, Protection, assemble};

/// What a case makes: a plain statement, changed and then drawn.
pub trait Statement: 'static {
    /// The plain statement that cases differ from.
    fn plain(seed: u64) -> Self;
    /// Generation, as `case.toml` names it.
    fn variant(&self) -> &'static str;
    /// Draws it.
    fn draw(&self) -> Drawn;
    /// What a reader must find.
    fn truth(&self) -> Value;
}

/// A statement ready to be written.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The file.
    pub pdf: Vec<u8>,
    /// Its password; empty when open.
    pub password: String,
    /// How many pages it has.
    pub pages: usize,
}

/// How pages become a file.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Painting.
    pub style: Style,
    /// File structure.
    pub container: Container,
    /// Encryption; `None` leaves the file open.
    pub lock: Option<Cipher>,
}

impl Binding {
    /// Puts pages into a file; `password` opens it when it is locked, `finish` may add objects to the document.
    #[must_use]
    pub fn bind(
        &self,
        pages: &[Canvas],
        paper: &Paper,
        password: String,
        finish: impl FnOnce(&mut Document),
    ) -> Drawn {
        let mut document = draw(pages, &self.style, paper);
        finish(&mut document);
        let password = if self.lock.is_some() { password } else { String::new() };
        let protection = self.lock.map(|cipher| Protection {
            cipher,
            user: password.clone(),
            owner: "owner of the archive".to_owned(),
            permissions: -60,
        });
        let pdf = assemble(&document, self.container, protection.as_ref());
        Drawn { pdf, password, pages: pages.len() }
    }
}

/// One written case.
pub struct Case<S: 'static> {
    /// Folder name.
    pub name: &'static str,
    /// What it shows.
    pub shows: &'static str,
    /// How it differs from the plain statement.
    pub change: fn(&mut S),
    /// Ids of the checks that must fail.
    pub fails: &'static [&'static str],
}

/// A sound statement.
#[must_use]
pub const fn case<S>(name: &'static str, shows: &'static str, change: fn(&mut S)) -> Case<S> {
    Case { name, shows, change, fails: &[] }
}

/// A statement with one figure wrong, which these self-checks must find.
#[must_use]
pub const fn fault<S>(
    name: &'static str,
    shows: &'static str,
    fails: &'static [&'static str],
    change: fn(&mut S),
) -> Case<S> {
    Case { name, shows, change, fails }
}

impl<S: Statement> Case<S> {
    /// The statement of the case; its seed is the name, hashed.
    #[must_use]
    pub fn recipe(&self) -> S {
        let seed = self.name.bytes().fold(0x6C62_272E_07BB_0142, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        self.with_seed(seed)
    }

    /// The same case with other people, securities and figures.
    #[must_use]
    pub fn with_seed(&self, seed: u64) -> S {
        let mut recipe = S::plain(seed);
        (self.change)(&mut recipe);
        recipe
    }

    /// The files of its folder: names and bytes.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let recipe = self.recipe();
        let drawn = recipe.draw();
        let quote = |text: &str| toml::Value::from(text).to_string();
        let mut description = format!(
            "source = \"writer\"\nvariant = {}\npassword = {}\nshows = {}\n",
            quote(recipe.variant()),
            quote(&drawn.password),
            quote(self.shows)
        );
        if !self.fails.is_empty() {
            description += &format!("fails = {:?}\n", self.fails);
        }
        vec![("case.toml", description.into_bytes()), ("input.pdf", drawn.pdf)]
    }

    /// The expected answer.
    #[must_use]
    pub fn truth(&self) -> Value {
        self.recipe().truth()
    }
}
