//! The words of a sheet as the labels of tight headers are compared.

use crate::sheet::Sheet;
use crate::spec::{is_currency, significant};

/// The words of a sheet as labels are compared: letters, digits and `%`, small letters, nothing for a currency, nor for
/// what stands right of a figure.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    bytes: Vec<u8>,
    /// End of each word in `bytes`.
    ends: Vec<u32>,
    /// What each word begins with, see [`beginning`].
    pub(crate) begins: Vec<u64>,
    /// Whether each line has a digit.
    figures: Vec<bool>,
}

/// The first eight bytes of a word as a number that orders as they do: most words are told apart by it.
pub(crate) fn beginning(word: &[u8]) -> u64 {
    let mut eight = [0; 8];
    for (slot, byte) in eight.iter_mut().zip(word) {
        *slot = *byte;
    }
    u64::from_be_bytes(eight)
}

impl Spelling {
    /// Spells the words of a sheet.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let mut spelling = Self::default();
        spelling.ends.reserve(sheet.words.len());
        spelling.begins.reserve(sheet.words.len());
        for line in &sheet.lines {
            // A header has no digits: what follows one on its line is never asked for.
            let mut figures = false;
            for word in sheet.words_of(line) {
                let start = spelling.bytes.len();
                let text = sheet.text(word);
                if !is_currency(text) {
                    spelling.bytes.extend(significant(text));
                }
                let word = spelling.bytes.get(start..).unwrap_or_default();
                figures = word.iter().any(u8::is_ascii_digit);
                spelling.begins.push(beginning(word));
                spelling.ends.push(spelling.bytes.len() as u32);
                if figures {
                    break;
                }
            }
            spelling.begins.resize(line.range().end, 0);
            spelling.ends.resize(line.range().end, spelling.bytes.len() as u32);
            spelling.figures.push(figures);
        }
        spelling
    }

    pub(crate) fn has_figures(&self, line: usize) -> bool {
        self.figures.get(line).is_some_and(|figures| *figures)
    }

    pub(crate) fn word(&self, index: usize) -> &[u8] {
        let end = |index: usize| self.ends.get(index).map_or(0, |end| *end as usize);
        let start = index.checked_sub(1).map_or(0, end);
        self.bytes.get(start..end(index)).unwrap_or(&[])
    }
}
