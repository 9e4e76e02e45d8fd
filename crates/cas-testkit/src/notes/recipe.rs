//! One note to be made: what is in it, how it is laid out, painted, put into a file and locked.

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde_json::Value;

use super::outline::{ClientOutline, Dealt, Gst, Outline};
use super::sheet::{self, Sheet};
use super::traits::{Generation, Traits};
use super::{generate, signature, spoil, truth, zerodha};
use crate::case::{Binding, Drawn, Statement};
use crate::draw::{Canvas, Encoding, Paper, Style};
use crate::pdf::{Cipher, Container};

/// Everything about one note.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Content.
    pub outline: Outline,
    /// Layout.
    pub traits: Traits,
    /// File; locked with the PAN of the client.
    pub binding: Binding,
}

impl Recipe {
    /// Takes another layout, and the numbers, tax home and fees of its broker.
    pub fn by(&mut self, traits: Traits) {
        self.outline.number = traits.identity.number;
        self.outline.ucc = traits.identity.ucc;
        self.outline.home = traits.identity.home;
        self.outline.fee = traits.identity.fee;
        self.outline.date = day(traits.generation, self.outline.seed);
        self.traits = traits;
    }

    /// The printed figures.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let mut sheet = sheet::sheet(generate::book(&self.outline), &self.traits.terms(self.outline.gst));
        if let Some(figure) = self.outline.fault {
            spoil::spoil(&mut sheet, figure);
        }
        sheet
    }

    /// The pages: of one note, or of two for the same client.
    #[must_use]
    pub fn pages(&self) -> Vec<Canvas> {
        let sheet = self.sheet();
        let mut pages = (self.traits.pages)(&sheet, &self.traits);
        if self.outline.second {
            let mut other = self.clone();
            other.outline.seed ^= 1;
            let mut second = other.sheet();
            second.book.client = sheet.book.client;
            pages.extend((self.traits.pages)(&second, &self.traits));
        }
        pages
    }
}

/// A working day in the years of a generation.
fn day(generation: Generation, seed: u64) -> NaiveDate {
    let year = match generation {
        Generation::A => 2023,
        Generation::C => 2026,
    };
    let first = NaiveDate::from_ymd_opt(year, 1, 5).unwrap_or_default();
    let days = first.iter_days().filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    days.take(200).nth((seed % 200) as usize).unwrap_or(first)
}

impl Statement for Recipe {
    /// A note of Zerodha in its second form: a round trip, a purchase and a sale; AES-128, plain fonts.
    fn plain(seed: u64) -> Self {
        let traits = zerodha::notes();
        let style = Style { encoding: Encoding::WinAnsi, unclipped: true, ..Style::default() };
        let outline = Outline {
            seed,
            date: day(Generation::C, seed),
            number: traits.identity.number,
            ucc: traits.identity.ucc,
            securities: vec![Dealt::round_trip(2, 3), Dealt::bought(2), Dealt::sold(1)],
            contracts: Vec::new(),
            gst: Gst::Integrated,
            home: traits.identity.home,
            fee: traits.identity.fee,
            client: ClientOutline { name: None, lines: 3, state: None },
            second: false,
            fault: None,
        };
        let binding = Binding { style, container: Container::XrefStream, lock: Some(Cipher::AES_128) };
        Self { outline, traits, binding }
    }

    fn variant(&self) -> &'static str {
        self.traits.variant
    }

    fn draw(&self) -> Drawn {
        let pages = self.pages();
        let paper = Paper { seed: self.outline.seed, version: "1.6", ..Paper::default() };
        self.binding.bind(&pages, &paper, self.sheet().book.client.pan, |document| {
            if let Some(name) = self.traits.identity.signature {
                signature::sign(document, name);
            }
        })
    }

    fn truth(&self) -> Value {
        truth(&self.sheet(), &self.traits)
    }
}
