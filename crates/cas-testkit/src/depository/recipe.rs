//! One statement to be made: what is in it, which traps it shows, how it is painted, put into a file and locked.

use cas_model::Depository;
use serde_json::Value;

use super::generate::{self, Outline};
use super::model::Book;
use crate::draw::{Canvas, Paper, Style, draw};
use crate::pdf::{Cipher, Container, Protection, assemble};

/// Everything about one statement; `T` holds the traits of its layout.
#[derive(Clone, Debug)]
pub struct Recipe<T> {
    /// Content.
    pub outline: Outline,
    /// Traps of the layout.
    pub traits: T,
    /// Painting.
    pub style: Style,
    /// File structure.
    pub container: Container,
    /// Encryption with the PAN of the first holder; `None` leaves the file open.
    pub lock: Option<Cipher>,
}

/// A statement ready to be written.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The file.
    pub pdf: Vec<u8>,
    /// Its password; empty when open.
    pub password: String,
    /// What a reader must find.
    pub truth: Value,
}

impl<T> Recipe<T> {
    /// An AES-128 file with plain fonts and no clips, as depositories write.
    #[must_use]
    pub fn new(outline: Outline, traits: T) -> Self {
        let style = Style { encoding: crate::draw::Encoding::WinAnsi, unclipped: true, ..Style::default() };
        Self { outline, traits, style, container: Container::Classic, lock: Some(Cipher::AES_128) }
    }

    /// Draws it: `pages` lays out the book, `truth` tells what a reader must find.
    #[must_use]
    pub fn draw(
        &self,
        pages: impl Fn(&Book, &T) -> Vec<Canvas>,
        truth: impl Fn(&Book) -> Value,
    ) -> Drawn {
        let book = generate::book(&self.outline);
        let paper = match self.outline.issuer {
            Depository::Nsdl => Paper {
                title: "NSDL-Consolidated Account Statement",
                creator: "NSDL-CAS Team",
                created: "D:20260417072842+05'30'",
                seed: self.outline.seed,
                ..Paper::default()
            },
            Depository::Cdsl => Paper {
                title: "Central Depository Services (India) Ltd",
                created: "D:20260509045027+05'30'",
                seed: self.outline.seed,
                ..Paper::default()
            },
        };
        let document = draw(&pages(&book, &self.traits), &self.style, &paper);
        let password = if self.lock.is_some() { generate::password(&self.outline) } else { String::new() };
        let protection = self.lock.map(|cipher| Protection {
            cipher,
            user: password.clone(),
            owner: "owner of the archive".to_owned(),
            permissions: -60,
        });
        let pdf = assemble(&document, self.container, protection.as_ref());
        Drawn { pdf, password, truth: truth(&book) }
    }
}
