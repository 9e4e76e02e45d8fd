//! What became of each word: data, known furniture, or nothing yet.

use std::cell::Cell;
use std::ops::Range;

/// Text that is known and carries no data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Furniture {
    /// Running titles, banners, navigation and page numbers.
    PageFrame,
    /// Column headers.
    ColumnHeader,
    /// Headings and captions of sections.
    Heading,
    /// Labels whose value is data.
    Label,
    /// Fixed notices, legends, disclaimers and adverts.
    Notice,
}

/// The end of a word.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Claim {
    /// Nobody knows it.
    #[default]
    Unclaimed,
    /// It is part of a record.
    Data,
    /// It is known and carries no data.
    Furniture(Furniture),
}

/// One mark per word of a sheet. Marks can be set through a shared reference: readers hold words while they claim.
#[derive(Clone, Debug, Default)]
pub struct Claims(Vec<Cell<Claim>>);

impl Claims {
    pub(crate) fn new(words: usize) -> Self {
        Self(vec![Cell::new(Claim::Unclaimed); words])
    }

    /// Marks words as data. Indices beyond the sheet are ignored.
    pub fn data(&self, words: Range<usize>) {
        self.mark(words, Claim::Data);
    }

    /// Marks words as furniture, except those that are data already.
    pub fn furniture(&self, words: Range<usize>, kind: Furniture) {
        for claim in self.0.get(words).unwrap_or_default() {
            if claim.get() != Claim::Data {
                claim.set(Claim::Furniture(kind));
            }
        }
    }

    /// Marks words.
    pub fn mark(&self, words: Range<usize>, claim: Claim) {
        for mark in self.0.get(words).unwrap_or_default() {
            mark.set(claim);
        }
    }

    /// The mark of a word; unclaimed when there is no such word.
    #[must_use]
    pub fn of(&self, word: usize) -> Claim {
        self.0.get(word).map(Cell::get).unwrap_or_default()
    }

    /// Indices of the words that nobody knows.
    pub fn unclaimed(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter(|(_, claim)| claim.get() == Claim::Unclaimed).map(|(index, _)| index)
    }
}
