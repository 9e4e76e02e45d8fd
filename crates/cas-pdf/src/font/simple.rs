//! Simple fonts: one byte, one glyph (ISO 32000-1, 9.6). Type 1, multiple master, TrueType and Type 3.

use std::cell::Cell;

use super::Sources;
use super::encoding::BaseEncoding;
use super::glyph::{Glyph, Mapped, mapped_name};
use super::names::{Names, Run};
use super::standard14::Standard;
use super::type3;
use crate::store::Store;
use crate::syntax::object::{Dict, Name, Object};

/// A simple font. Codes are looked up when first shown and kept from then on.
#[derive(Debug)]
pub(super) struct Simple {
    glyphs: [Cell<Glyph>; 256],
    sources: Sources,
    /// What the dictionary or the kind of font says; `None` leaves it to the embedded program.
    base: Option<BaseEncoding>,
    /// Glyph names from `/Differences`, sorted by code.
    differences: Vec<(u8, Name)>,
    /// The glyph names, where they give letters other codes.
    run: Option<Run>,
    /// Characters that the glyph names of more than one code stand for.
    pub(super) doubled: Vec<char>,
    widths: Widths,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    TrueType,
    Type3,
    Other,
}

/// Advances by code.
#[derive(Debug, Default)]
struct Widths {
    first: i64,
    /// In em.
    list: Vec<f32>,
    /// For codes outside the list.
    missing: Option<f32>,
    /// Metrics to use when there is no list.
    standard: Option<Standard>,
}

/// Bits of `/Flags` in a font descriptor (ISO 32000-1, table 123).
const FIXED_PITCH: i64 = 1;
const SERIF: i64 = 2;
const SYMBOLIC: i64 = 4;
const NON_SYMBOLIC: i64 = 32;

impl Simple {
    pub(super) fn missing() -> Self {
        Self {
            glyphs: [const { Cell::new(Glyph::UNSET) }; 256],
            sources: Sources::default(),
            base: Some(BaseEncoding::WinAnsi),
            differences: Vec::new(),
            run: None,
            doubled: Vec::new(),
            widths: Widths { standard: Some(Standard::Helvetica), ..Widths::default() },
            kind: Kind::Other,
        }
    }

    pub(super) fn read(
        store: &Store<'_>,
        dict: &Dict,
        name: &str,
        descriptor: Option<&Dict>,
        sources: Sources,
    ) -> Self {
        let kind = match store.dict_get(dict, b"Subtype").as_name() {
            Some(b"TrueType") => Kind::TrueType,
            Some(b"Type3") => Kind::Type3,
            _ => Kind::Other,
        };
        let flags =
            descriptor.and_then(|descriptor| store.dict_get(descriptor, b"Flags").as_i64()).unwrap_or(0);
        let standard = Standard::named(name);
        let encoding = store.dict_get(dict, b"Encoding");
        let named = |object: &Object| {
            let base = object.as_name().and_then(BaseEncoding::named);
            if base.is_none() && !object.is_null() {
                store.note_defect();
            }
            base
        };
        let mut base = if encoding.as_dict().is_some() { None } else { named(&encoding) };
        let mut differences = Vec::new();
        if let Some(encoding) = encoding.as_dict() {
            base = named(&store.dict_get(encoding, b"BaseEncoding"));
            let says_nothing =
                || [&b"BaseEncoding"[..], b"Differences"].iter().all(|key| encoding.get(key).is_none());
            if store
                .dict_get(encoding, b"Type")
                .as_name()
                .map_or_else(says_nothing, |name| name != b"Encoding")
            {
                store.note_defect();
            }
            differences = read_differences(store, encoding);
        }
        let embedded = sources.file.is_some();
        match standard {
            Some(Standard::Symbol) if !embedded => base = Some(BaseEncoding::Symbol),
            Some(Standard::ZapfDingbats) if !embedded => base = Some(BaseEncoding::ZapfDingbats),
            _ => {}
        }
        let symbolic = flags & SYMBOLIC != 0 && flags & NON_SYMBOLIC == 0;
        if base.is_none() && kind != Kind::Type3 && (!embedded || kind == Kind::TrueType && !symbolic) {
            base = Some(BaseEncoding::Standard);
        }
        let nearest = || Standard::nearest(name, flags & FIXED_PITCH != 0, flags & SERIF != 0);
        let metrics = standard.or_else(|| (!embedded).then(nearest));
        let widths = Widths::read(store, dict, descriptor, kind, metrics);
        // Only the standard fonts may leave their widths out (9.6.2.2): those of another are a guess.
        if standard.is_none() && !embedded && kind != Kind::Type3 && widths.list.is_empty() {
            store.note_defect();
        }
        let names = Names::of(&differences);
        if names.are_misspelt() {
            store.note_defect();
        }
        let (run, doubled) = (names.run(store.dict_get(dict, b"LastChar").as_i64()), names.doubled());
        let glyphs = [const { Cell::new(Glyph::UNSET) }; 256];
        Self { glyphs, sources, base, differences, run, doubled, widths, kind }
    }

    /// Whether the signs behind the letters of a run of glyph names have widths.
    pub(super) fn has_wide_signs(&self) -> Option<bool> {
        self.run?.has_wide_signs()
    }

    /// True when the codes that were shown tell that the glyph names are those of other codes.
    pub(super) fn is_misfit(&self) -> bool {
        let is_shown =
            |code: u8| self.glyphs.get(usize::from(code)).is_some_and(|glyph| !glyph.get().is_unset());
        self.run.is_some_and(|run| run.is_misfit(is_shown))
    }

    /// True for an embedded program and for glyphs drawn by procedures.
    pub(super) fn is_embedded(&self) -> bool {
        self.sources.file.is_some() || self.kind == Kind::Type3
    }

    #[inline]
    pub(super) fn glyphs(&self) -> &[Cell<Glyph>; 256] {
        &self.glyphs
    }

    pub(super) fn keep(&self, code: u8, glyph: Glyph) {
        if let Some(slot) = self.glyphs.get(usize::from(code)) {
            slot.set(glyph);
        }
    }

    /// Text and advance of a code. Sets `unreliable` when the text is a guess.
    pub(super) fn lookup(
        &self,
        store: &Store<'_>,
        code: u8,
        unreliable: &Cell<bool>,
    ) -> (Option<Mapped>, f32) {
        let text = self.text(store, code, unreliable);
        (text.clone(), self.advance(store, code, text.as_ref()))
    }

    fn text(&self, store: &Store<'_>, code: u8, unreliable: &Cell<bool>) -> Option<Mapped> {
        if let Some(text) = self.sources.to_unicode.as_ref().and_then(|map| map.text(u32::from(code))) {
            return Some(text);
        }
        let dingbats = self.base == Some(BaseEncoding::ZapfDingbats);
        if let Some(name) = self.difference(code) {
            if let Some(text) = mapped_name(name, dingbats) {
                return Some(text);
            }
            if name != b".notdef" && self.sources.file.is_some() {
                // Names that only number glyphs: the program may still know what its code shows.
                return self.sources.program(store).text_of_code(code);
            }
            if code == b' ' && name == b".notdef" {
                return Some(Mapped::Char(' '));
            }
            // A glyph that is named after its code, by writers that kept the codes of their text.
            let guess = BaseEncoding::WinAnsi.text(code).filter(|_| is_number(name, code))?;
            unreliable.set(true);
            return Some(guess);
        }
        if let Some(text) = self.base.and_then(|base| base.text(code)) {
            return Some(text);
        }
        // Line ends and tabs inside strings paint nothing that has a shape.
        let blank = matches!(code, b'\t' | b'\n' | b'\r').then_some(Mapped::Char(' '));
        if self.sources.file.is_none() {
            return blank;
        }
        let program = self.sources.program(store);
        program.text_of_code(code).or(blank).or_else(|| {
            // A symbolic subset that keeps the codes of its text, as most writers of such fonts do.
            let guess = BaseEncoding::WinAnsi.text(code).filter(|_| program.may_have_code(code))?;
            unreliable.set(true);
            Some(guess)
        })
    }

    fn difference(&self, code: u8) -> Option<&[u8]> {
        let index = self.differences.binary_search_by_key(&code, |(known, _)| *known).ok()?;
        self.differences.get(index).map(|(_, name)| name.as_bytes())
    }

    fn advance(&self, store: &Store<'_>, code: u8, text: Option<&Mapped>) -> f32 {
        let listed = usize::try_from(i64::from(code) - self.widths.first)
            .ok()
            .and_then(|index| self.widths.list.get(index).copied());
        if let Some(width) = listed {
            return width;
        }
        if self.widths.list.is_empty() && self.kind != Kind::Type3 {
            let standard = match (self.widths.standard, text) {
                (Some(standard), Some(Mapped::Char(c))) => standard.advance(*c),
                _ => None,
            };
            let program = || {
                self.sources.file.as_ref()?;
                self.sources.program(store).advance_of_code(code)
            };
            if let Some(width) = standard.or_else(program) {
                return width;
            }
        }
        self.widths.missing.unwrap_or(0.0)
    }
}

/// True when `name` is `code` in decimal digits.
fn is_number(name: &[u8], code: u8) -> bool {
    std::str::from_utf8(name).ok().and_then(|name| name.parse().ok()) == Some(code)
}

impl Widths {
    fn read(
        store: &Store<'_>,
        dict: &Dict,
        descriptor: Option<&Dict>,
        kind: Kind,
        standard: Option<Standard>,
    ) -> Self {
        let unit = if kind == Kind::Type3 { type3::unit(store, dict) } else { 0.001 };
        let list = store.dict_get(dict, b"Widths");
        let list: Vec<f32> = list
            .as_array()
            .unwrap_or_default()
            .iter()
            .take(256)
            .map(|item| {
                let width = match item {
                    Object::Ref(_) => store.resolve(item).as_f32(),
                    plain => plain.as_f32(),
                };
                // No glyph goes backwards.
                if width.is_none_or(|width| width < 0.0) {
                    store.note_defect();
                }
                width.unwrap_or(0.0) * unit
            })
            .collect();
        // A list that is longer or shorter than the codes it is for has lost its place somewhere.
        let last = store.dict_get(dict, b"LastChar").as_i64();
        let first = store.dict_get(dict, b"FirstChar").as_i64();
        if let (Some(first), Some(last)) = (first, last)
            && last.saturating_sub(first).saturating_add(1) != list.len() as i64
        {
            store.note_defect();
        }
        let missing = descriptor.and_then(|descriptor| store.dict_get(descriptor, b"MissingWidth").as_f32());
        Self { first: first.unwrap_or(0), list, missing: missing.map(|width| width * unit), standard }
    }
}

/// `/Differences`: numbers set the code, names fill it and count up. Of two names for a code the last one counts.
fn read_differences(store: &Store<'_>, encoding: &Dict) -> Vec<(u8, Name)> {
    let list = store.dict_get(encoding, b"Differences");
    let mut differences: Vec<(u8, Name)> = Vec::new();
    let (mut code, mut is_odd) = (0_i64, false);
    for item in list.as_array().unwrap_or_default().iter().take(4096) {
        match store.resolve(item) {
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    match differences.binary_search_by_key(&code, |(known, _)| *known) {
                        Ok(index) => {
                            if let Some(slot) = differences.get_mut(index) {
                                slot.1 = name;
                            }
                        }
                        Err(index) => differences.insert(index, (code, name)),
                    }
                }
                code = code.saturating_add(1);
            }
            number => {
                code = number.as_i64().unwrap_or(code);
                is_odd |= !matches!(number, Object::Int(0..=255));
            }
        }
    }
    // Codes end at 255, and no list of names has a reason to go on.
    if is_odd || code > 256 {
        store.note_defect();
    }
    differences
}
