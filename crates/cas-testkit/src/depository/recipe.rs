//! One statement to be made: what is in it, which traps it shows, how it is painted, put into a file and locked.

use cas_model::Depository;
use rust_decimal::Decimal;
use serde_json::Value;

use super::generate;
use super::model::Book;
use super::outline::Outline;
use crate::case::{Binding, Drawn, Statement};
use crate::draw::{Canvas, Paper, Style};
use crate::pdf::{Cipher, Container};

/// The layout of a depository; what implements it holds the traps that a statement shows.
pub trait Layout: Sized + 'static {
    /// The plain statement that cases differ from.
    fn plain(seed: u64) -> Recipe<Self>;
    /// Generation, as `case.toml` names it.
    fn variant(&self) -> &'static str;
    /// The pages of a book.
    fn pages(&self, book: &Book) -> Vec<Canvas>;
    /// What the portfolio value of a book counts.
    fn portfolio(book: &Book) -> Decimal;
}

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
    /// What the file says of itself; `None` for what the depository writes.
    pub paper: Option<Paper>,
}

impl<T> Recipe<T> {
    /// An AES-128 file with plain fonts, no clips and object streams, which keep it small.
    #[must_use]
    pub fn new(outline: Outline, traits: T) -> Self {
        let style = Style { encoding: crate::draw::Encoding::WinAnsi, unclipped: true, ..Style::default() };
        Self {
            outline,
            traits,
            style,
            container: Container::XrefStream,
            lock: Some(Cipher::AES_128),
            paper: None,
        }
    }
}

impl<T: Layout> Statement for Recipe<T> {
    fn plain(seed: u64) -> Self {
        T::plain(seed)
    }

    fn variant(&self) -> &'static str {
        self.traits.variant()
    }

    fn draw(&self) -> Drawn {
        let book = generate::book(&self.outline);
        let paper = self.paper.unwrap_or_else(|| self.usual_paper());
        let pages = self.traits.pages(&book);
        let binding = Binding { style: self.style.clone(), container: self.container, lock: self.lock };
        binding.bind(&pages, &paper, generate::password(&self.outline), |_| {})
    }

    fn truth(&self) -> Value {
        let book = generate::book(&self.outline);
        super::truth(&book, T::portfolio(&book))
    }
}

impl<T: Layout> Recipe<T> {
    fn usual_paper(&self) -> Paper {
        let paper = Paper { seed: self.outline.seed, ..Paper::default() };
        match self.outline.issuer {
            Depository::Nsdl => Paper {
                title: "NSDL-Consolidated Account Statement",
                creator: "NSDL-CAS Team",
                created: "D:20260417072842+05'30'",
                ..paper
            },
            Depository::Cdsl => Paper {
                title: "Central Depository Services (India) Ltd",
                created: "D:20260509045027+05'30'",
                ..paper
            },
        }
    }
}
