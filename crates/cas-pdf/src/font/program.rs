//! Embedded font programs, opened only when nothing else says what a code means: TrueType and OpenType `cmap` and
//! `post`, CFF charsets and encodings, Type 1 encodings.

use std::collections::{BTreeMap, HashMap};

use read_fonts::ps::PredefinedEncoding;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::type1::Type1Font;
use read_fonts::tables::cmap::{CmapSubtable, PlatformId};
use read_fonts::tables::post::{DEFAULT_GLYPH_NAMES, Post};
use read_fonts::{FontRef, TableProvider, types::GlyphId};

use super::encoding::BaseEncoding;
use super::glyph::{Mapped, mapped_name};

/// Subtables of a `cmap` looked at; fonts have three or four.
const MAX_SUBTABLES: usize = 16;

/// What an embedded program says about codes and glyphs.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// Text of a glyph, from a reversed Unicode `cmap` or from glyph names.
    texts: BTreeMap<u32, Mapped>,
    /// Glyph of a code of a simple font by the encoding built into the program.
    glyphs: HashMap<u8, u32>,
    /// Glyph of a CID, when the program numbers its glyphs by CID (CID-keyed CFF).
    cids: Option<HashMap<u32, u32>>,
    /// Advances in em by glyph.
    advances: Vec<f32>,
    /// Codes that the subtables of its `cmap` list.
    listed: usize,
}

impl Program {
    /// Opens a font file of any kind; an empty program when nothing can be read.
    pub(crate) fn open(data: &[u8]) -> Self {
        if let Ok(font) = FontRef::from_index(data, 0) {
            return Self::from_sfnt(&font);
        }
        if let Ok(font) = CffFontRef::new_cff(data, 0, None) {
            return Self::from_cff(&font);
        }
        Type1Font::new(data).map(|font| Self::from_type1(&font)).unwrap_or_default()
    }

    /// How much was read from the program: glyphs and codes.
    pub(crate) fn size(&self) -> usize {
        self.texts.len() + self.glyphs.len() + self.advances.len() + self.listed
    }

    /// The text of a code of a simple font; `None` when the program does not tell.
    pub(crate) fn text_of_code(&self, code: u8) -> Option<Mapped> {
        self.texts.get(self.glyphs.get(&code)?).cloned()
    }

    /// The text of a glyph.
    pub(crate) fn text_of_glyph(&self, glyph: u32) -> Option<Mapped> {
        self.texts.get(&glyph).cloned()
    }

    /// The glyph of a CID when the font dictionary maps none itself.
    pub(crate) fn glyph_of_cid(&self, cid: u32) -> u32 {
        self.cids.as_ref().map_or(cid, |cids| cids.get(&cid).copied().unwrap_or(0))
    }

    /// True when the encoding of the program has a glyph for this code, or when the program has no encoding that
    /// could be read.
    pub(crate) fn may_have_code(&self, code: u8) -> bool {
        self.glyphs.is_empty() || self.glyphs.contains_key(&code)
    }

    /// The advance of a code of a simple font, in em.
    pub(crate) fn advance_of_code(&self, code: u8) -> Option<f32> {
        self.advances.get(*self.glyphs.get(&code)? as usize).copied()
    }

    fn from_sfnt(font: &FontRef<'_>) -> Self {
        let mut program = Self::default();
        program.read_cmap(font);
        if let (Ok(hmtx), Ok(head), Ok(maxp)) = (font.hmtx(), font.head(), font.maxp()) {
            let em = f32::from(head.units_per_em().max(1));
            let advance =
                |glyph| hmtx.advance(GlyphId::new(glyph)).map_or(0.0, |units| f32::from(units) / em);
            program.advances = (0..u32::from(maxp.num_glyphs())).map(advance).collect();
        }
        if let Ok(post) = font.post() {
            program.read_names(&post);
        }
        if let Ok(cff) = font.cff()
            && let Ok(inner) = CffFontRef::new_cff(cff.offset_data().as_bytes(), 0, None)
        {
            let inner = Self::from_cff(&inner);
            for (glyph, text) in inner.texts {
                program.texts.entry(glyph).or_insert(text);
            }
            if program.glyphs.is_empty() {
                program.glyphs = inner.glyphs;
            }
            program.cids = inner.cids;
        }
        program
    }

    /// Unicode subtables say what glyphs mean; the symbol (3, 0) and Macintosh (1, 0) ones where codes go
    /// (ISO 32000-1, 9.6.6.4).
    fn read_cmap(&mut self, font: &FontRef<'_>) {
        let Ok(cmap) = font.cmap() else { return };
        for record in cmap.encoding_records().iter().take(MAX_SUBTABLES) {
            let Ok(subtable) = record.subtable(cmap.offset_data()) else { continue };
            let kind = (record.platform_id(), record.encoding_id());
            let pairs = pairs(&subtable);
            self.listed += pairs.len();
            match kind {
                (PlatformId::Windows, 1 | 10) | (PlatformId::Unicode, _) => {
                    for (code, glyph) in pairs {
                        if let Some(c) = char::from_u32(code).filter(|c| !c.is_control()) {
                            self.keep_lower(glyph, c);
                        }
                    }
                }
                (PlatformId::Windows, 0) => {
                    for (code, glyph) in pairs {
                        if matches!(code >> 8, 0 | 0xf0) {
                            self.glyphs.insert((code & 0xff) as u8, glyph);
                        }
                    }
                }
                (PlatformId::Macintosh, 0) => {
                    for (code, glyph) in pairs {
                        if let Ok(code) = u8::try_from(code) {
                            self.glyphs.entry(code).or_insert(glyph);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The names of a `post` table. Its strings are read once: each stands behind those before it.
    fn read_names(&mut self, post: &Post<'_>) {
        self.listed += post.num_names();
        let Some(indices) = post.glyph_name_index() else {
            for (glyph, name) in (0..).zip(DEFAULT_GLYPH_NAMES).take(post.num_names()) {
                self.name_glyph(glyph, name.as_bytes());
            }
            return;
        };
        let strings: Vec<Option<&str>> = post
            .string_data()
            .map(|strings| strings.iter().map(|string| Some(string.ok()?.as_str())).collect())
            .unwrap_or_default();
        for (glyph, index) in (0..).zip(indices) {
            let index = usize::from(index.get());
            let name = match index.checked_sub(DEFAULT_GLYPH_NAMES.len()) {
                None => DEFAULT_GLYPH_NAMES.get(index).copied(),
                Some(index) => strings.get(index).copied().flatten(),
            };
            name.into_iter().for_each(|name| self.name_glyph(glyph, name.as_bytes()));
        }
    }

    /// Of several characters that share a glyph the lowest is the usual one (blank before no-break blank).
    fn keep_lower(&mut self, glyph: u32, c: char) {
        let text = self.texts.entry(glyph).or_insert(Mapped::Char(c));
        if let Mapped::Char(known) = text
            && c < *known
        {
            *known = c;
        }
    }

    fn name_glyph(&mut self, glyph: u32, name: &[u8]) {
        if let std::collections::btree_map::Entry::Vacant(entry) = self.texts.entry(glyph)
            && let Some(text) = mapped_name(name, false)
        {
            entry.insert(text);
        }
    }

    fn from_cff(font: &CffFontRef<'_>) -> Self {
        let mut program = Self::default();
        let Some(charset) = font.charset() else { return program };
        if font.is_cid() {
            program.cids =
                Some(charset.iter().map(|(glyph, cid)| (u32::from(cid.to_u16()), glyph.to_u32())).collect());
            return program;
        }
        for (glyph, sid) in charset.iter() {
            if let Some(name) = font.string(sid) {
                program.name_glyph(glyph.to_u32(), name);
            }
        }
        if let Some(encoding) = font.encoding() {
            program.glyphs =
                (0..=255).filter_map(|code| Some((code, encoding.map(code)?.to_u32()))).collect();
        }
        program
    }

    fn from_type1(font: &Type1Font) -> Self {
        let mut program = Self::default();
        for (glyph, name) in font.glyph_names() {
            program.name_glyph(glyph.to_u32(), name.as_bytes());
        }
        if let Some(encoding) = font.encoding() {
            program.glyphs =
                (0..=255).filter_map(|code| Some((code, encoding.map(code)?.to_u32()))).collect();
            if program.glyphs.is_empty() && encoding.predefined() == Some(PredefinedEncoding::Standard) {
                let standard =
                    (0..=255).filter_map(|code| Some((u32::from(code), BaseEncoding::Standard.text(code)?)));
                program.texts = standard.collect();
                program.glyphs = (0..=255).map(|code| (code, u32::from(code))).collect();
            }
        }
        program
    }
}

/// Codes and glyphs of a `cmap` subtable, as many as a font can have.
fn pairs(subtable: &CmapSubtable<'_>) -> Vec<(u32, u32)> {
    const MOST: usize = 70_000;
    let plain = |(code, glyph): (u32, GlyphId)| (code, glyph.to_u32());
    subtable.iter().take(MOST).map(plain).filter(|(_, glyph)| *glyph != 0).collect()
}
