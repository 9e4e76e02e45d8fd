//! What the fonts of a file can show: the characters that it shows with each of them anyway, so that no subset is asked
//! for a glyph that it may not hold.

use std::collections::BTreeMap;

use cas_pdf::object::Code;
use cas_pdf::{Painted, PaintedFont, PdfFile};

/// The fonts of a file in the order of their first use.
#[derive(Default)]
pub(crate) struct Fonts(Vec<FontChars>);

/// What one font shows.
pub(crate) struct FontChars {
    font: PaintedFont,
    /// Characters with a code of their own: the code and its advance in em.
    chars: BTreeMap<char, (Vec<u8>, f32)>,
    /// The smallest code that nothing maps.
    unmapped: Option<(Vec<u8>, f32)>,
}

impl Fonts {
    /// Reads the strings of a page; gives the numbers of its fonts.
    pub(crate) fn read(&mut self, file: &PdfFile<'_>, painted: &Painted) -> Vec<usize> {
        let numbers: Vec<usize> = painted.fonts.iter().map(|font| self.index(file, font)).collect();
        for string in &painted.strings {
            let number = numbers.get(usize::from(string.font)).and_then(|number| self.0.get_mut(*number));
            if let Some(font) = number {
                let codes = file.codes(&font.font, &string.bytes);
                font.read(&string.bytes, &codes);
            }
        }
        numbers
    }

    fn index(&mut self, file: &PdfFile<'_>, font: &PaintedFont) -> usize {
        if let Some(index) = self.0.iter().position(|known| known.font == *font) {
            return index;
        }
        let mut known = FontChars { font: font.clone(), chars: BTreeMap::new(), unmapped: None };
        if font.is_simple() && !font.is_embedded() {
            // A font of the reader's own has every letter and digit.
            let all: Vec<u8> = (0x20..0x7f).collect();
            known.read(&all, &file.codes(font, &all));
            known.unmapped = None;
        }
        self.0.push(known);
        self.0.len() - 1
    }

    /// A font by its number.
    pub(crate) fn get(&self, index: usize) -> Option<&FontChars> {
        self.0.get(index)
    }
}

impl FontChars {
    fn read(&mut self, bytes: &[u8], codes: &[Code]) {
        let mut at = 0;
        for code in codes {
            let taken = bytes.get(at..at + code.length).unwrap_or_default().to_vec();
            at += code.length;
            if code.unmapped {
                let smallest = self.unmapped.as_ref().is_none_or(|(known, _)| taken < *known);
                if smallest {
                    self.unmapped = Some((taken, code.advance));
                }
                continue;
            }
            let mut characters = code.text.chars();
            if let (Some(character), None) = (characters.next(), characters.next()) {
                self.chars.entry(character).or_insert((taken, code.advance));
            }
        }
    }

    /// The code of a character and its advance in em.
    pub(crate) fn code(&self, character: char) -> Option<(&[u8], f32)> {
        self.chars.get(&character).map(|(code, advance)| (code.as_slice(), *advance))
    }

    /// The one code that stands for all that nothing maps.
    pub(crate) fn unmapped(&self) -> Option<(&[u8], f32)> {
        self.unmapped.as_ref().map(|(code, advance)| (code.as_slice(), *advance))
    }

    /// Every character, in order.
    pub(crate) fn characters(&self) -> impl Iterator<Item = char> + '_ {
        self.chars.keys().copied()
    }
}
