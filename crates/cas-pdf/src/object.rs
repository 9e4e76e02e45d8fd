//! The file as objects, for those who write a changed copy of it: pages with what they inherit, values, stream data, and
//! what the codes of a string show. Nothing here writes.

use crate::font::GlyphText;

use crate::text::{Painted, PaintedFont, interpret_with_origins};
use crate::{PdfError, PdfFile, page};

pub use crate::syntax::object::{Dict, Name, Object, ObjectId, Stream};

/// What the page tree says of a page, attributes inherited and resolved.
#[derive(Clone, Debug)]
pub struct PageFrame {
    /// `[x0, y0, x1, y1]`: what is shown of the page, in default user space.
    pub shown: [f32; 4],
    /// Clockwise turn for display: 0, 90, 180 or 270.
    pub rotate: i32,
    /// Size of one user-space unit in points.
    pub user_unit: f32,
    /// The resource dictionary; [`Object::Null`] when there is none.
    pub resources: Object,
}

/// One code of a string.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Length in bytes.
    pub length: usize,
    /// What it shows; U+FFFD when nothing tells.
    pub text: String,
    /// Advance in em along the writing direction.
    pub advance: f32,
    /// True when nothing tells what it shows.
    pub unmapped: bool,
}

/// A text string (ISO 32000-1, 7.9.2.2) as text.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    crate::text_string::decode(bytes)
}

impl PdfFile<'_> {
    /// Reads a page together with the strings that painted it; `index` counts from 0.
    ///
    /// # Errors
    /// As [`PdfFile::page`].
    pub fn painted(&self, index: u32) -> Result<Painted, PdfError> {
        let source = self.source(index)?;
        let painted = interpret_with_origins(self.store(), &source, self.fonts())?;
        self.store().budget().check()?;
        Ok(painted)
    }

    /// What the page tree says of a page; `index` counts from 0.
    ///
    /// # Errors
    /// [`PdfError::NoSuchPage`].
    pub fn frame(&self, index: u32) -> Result<PageFrame, PdfError> {
        let source = self.source(index)?;
        let page::PageSource { crop_box: shown, rotate, user_unit, resources, .. } = source;
        Ok(PageFrame { shown, rotate, user_unit, resources })
    }

    /// The codes of a string of a font.
    #[must_use]
    pub fn codes(&self, font: &PaintedFont, bytes: &[u8]) -> Vec<Code> {
        let PaintedFont(font) = font;
        let code = |glyph: crate::font::Glyph, length: usize| Code {
            length,
            text: match glyph.text() {
                GlyphText::Char(character) => character.to_string(),
                GlyphText::Long(index) => font.long_text(index).as_ref().to_owned(),
            },
            advance: glyph.advance,
            unmapped: glyph.is_unmapped(),
        };
        let mut codes = Vec::with_capacity(bytes.len());
        if let Some(glyphs) = font.simple_glyphs() {
            for (byte, slot) in bytes.iter().filter_map(|byte| Some((*byte, glyphs.get(usize::from(*byte))?)))
            {
                let glyph = slot.get();
                let glyph = if glyph.is_unset() { font.fill_simple(self.store(), byte) } else { glyph };
                codes.push(code(glyph, 1));
            }
            return codes;
        }
        let mut rest = bytes;
        while let Some((glyph, length, _)) = font.next_glyph(self.store(), rest) {
            codes.push(code(glyph, length.clamp(1, rest.len())));
            rest = rest.get(length.max(1)..).unwrap_or_default();
        }
        codes
    }

    /// Follows references until something else is found; [`Object::Null`] for what is missing.
    #[must_use]
    pub fn resolve(&self, object: &Object) -> Object {
        self.store().resolve(object)
    }

    /// The value under `key`, resolved; [`Object::Null`] when absent.
    #[must_use]
    pub fn get(&self, dict: &Dict, key: &[u8]) -> Object {
        self.store().dict_get(dict, key)
    }

    /// Every object of the file in the order of the numbers, resolved.
    pub fn objects(&self) -> impl Iterator<Item = Object> + '_ {
        let numbers = self.store().numbers().into_iter();
        numbers.map(|number| self.store().resolve(&Object::Ref(ObjectId { number, generation: 0 })))
    }

    /// The catalog of the file.
    #[must_use]
    pub fn catalog(&self) -> Object {
        page::catalog(self.store())
    }

    /// The data of a stream, decrypted and with all filters undone; empty for pictures.
    ///
    /// # Errors
    /// [`PdfError::LimitExceeded`].
    pub fn data(&self, stream: &Stream) -> Result<Vec<u8>, PdfError> {
        self.store().decode(stream)
    }
}
