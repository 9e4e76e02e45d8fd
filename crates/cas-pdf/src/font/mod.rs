//! Fonts (ISO 32000-1, 9.5 to 9.10): from the codes of a string to characters and advances. Outlines are never drawn,
//! and embedded programs are opened only when nothing else tells what a code means.

mod cmap;
mod composite;
mod doubt;
mod encoding;
mod glyph;
mod names;
mod predefined;
mod program;
mod ranges;
mod shared;
mod simple;
mod standard14;
mod type3;
mod widths;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::store::Store;
use crate::syntax::object::{Dict, Object, ObjectId, Stream};
use crate::{PdfError, budget};

use cmap::CMap;
use composite::Composite;
use doubt::Shown;
use glyph::Mapped;
pub(crate) use glyph::{Glyph, GlyphText};
use program::Program;
use shared::Shared;
use simple::Simple;

/// The fonts of a document, each read once.
#[derive(Debug, Default)]
pub(crate) struct FontCache {
    fonts: RefCell<HashMap<ObjectId, Rc<Font>>>,
    shared: Rc<Shared>,
}

impl FontCache {
    /// The font that a resource entry stands for.
    ///
    /// # Errors
    /// When the document has more fonts than the limits allow.
    pub(crate) fn font(&self, store: &Store<'_>, entry: &Object) -> Result<Rc<Font>, PdfError> {
        let id = entry.as_ref_id();
        if let Some(font) = id.and_then(|id| self.fonts.borrow().get(&id).cloned()) {
            return Ok(font);
        }
        let object = store.resolve(entry);
        store.budget().charge(budget::FONT);
        store.budget().check()?;
        let font = Rc::new(match object.as_dict() {
            Some(dict) => Font::read(store, dict, &self.shared),
            None => {
                store.note_defect();
                Font::missing()
            }
        });
        if let Some(id) = id {
            let mut fonts = self.fonts.borrow_mut();
            let allowed = store.limits().fonts;
            if fonts.len() as u64 >= allowed {
                return Err(store.budget().pass("fonts", allowed));
            }
            fonts.insert(id, Rc::clone(&font));
        }
        Ok(font)
    }

    /// How many of the fonts have shown text with widths, or by glyph names, that cannot be meant.
    pub(crate) fn doubtful(&self) -> u32 {
        let fonts = self.fonts.borrow();
        let doubtful = fonts.values().filter(|font| font.is_doubtful()).count();
        let odd_end = names::has_odd_end(fonts.values().filter_map(|font| font.has_wide_signs()));
        u32::try_from(doubtful + usize::from(odd_end)).unwrap_or(u32::MAX)
    }
}

/// One font.
#[derive(Debug)]
pub(crate) struct Font {
    /// `BaseFont` without subset prefix; empty when unnamed.
    pub(crate) name: String,
    /// True when nothing in the font tells what its codes mean.
    pub(crate) unreliable: Cell<bool>,
    /// Extent above the baseline, in em.
    pub(crate) ascent: f32,
    /// Extent below the baseline, in em, positive.
    pub(crate) descent: f32,
    /// How large the type is at size 1: 1, but where glyphs are drawn in units of their own.
    pub(crate) em: f32,
    /// True for vertical writing.
    pub(crate) vertical: bool,
    coding: Coding,
    /// Texts of more than one character.
    long_texts: RefCell<Vec<Rc<str>>>,
    shown: Shown,
}

#[derive(Debug)]
enum Coding {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

/// Kinds of fonts that resources name (ISO 32000-1, table 110).
const SUBTYPES: [&[u8]; 5] = [b"Type0", b"Type1", b"MMType1", b"Type3", b"TrueType"];

/// What simple and composite fonts share: the mapping to Unicode and the embedded program.
#[derive(Debug, Default)]
struct Sources {
    to_unicode: Option<Rc<CMap>>,
    /// True when the mapping to Unicode is an identity CMap: the codes are characters already.
    codes_are_text: bool,
    file: Option<Rc<Stream>>,
    program: OnceCell<Rc<Program>>,
    shared: Rc<Shared>,
}

impl Font {
    /// What stands in for a font that the resources do not hold.
    pub(crate) fn missing() -> Self {
        Self {
            name: String::new(),
            unreliable: Cell::new(true),
            ascent: ASCENT,
            descent: DESCENT,
            em: 1.0,
            vertical: false,
            coding: Coding::Simple(Box::new(Simple::missing())),
            long_texts: RefCell::default(),
            shown: Shown::of(""),
        }
    }

    fn read(store: &Store<'_>, dict: &Dict, shared: &Rc<Shared>) -> Self {
        let subtype = store.dict_get(dict, b"Subtype");
        let composite = subtype.as_name() == Some(b"Type0");
        if !subtype.as_name().is_some_and(|name| SUBTYPES.contains(&name)) {
            store.note_defect();
        }
        let descendant = composite.then(|| descendant(store, dict)).flatten();
        let holder = descendant.as_ref().and_then(|(_, object)| object.as_dict()).unwrap_or(dict);
        let of = descendant.as_ref().and_then(|(of, _)| *of);
        let descriptor = store.dict_get(holder, b"FontDescriptor");
        let is_descriptor = |dict: &Dict| {
            store.dict_get(dict, b"Type").as_name().is_none_or(|name| name == b"FontDescriptor")
        };
        if !descriptor.is_null() && !descriptor.as_dict().is_some_and(is_descriptor)
            || composite && descendant.is_none()
        {
            store.note_defect();
        }
        let descriptor = descriptor.as_dict();
        let name = font_name(store, dict, descriptor);
        let sources = Sources::read(store, dict, descriptor, shared);
        let is_drawn = subtype.as_name() == Some(b"Type3");
        let extents = if is_drawn { type3::extents(store, dict) } else { None };
        let Extents { ascent, descent, em } = extents.unwrap_or_else(|| Extents::read(store, descriptor));
        let shown = Shown::of(&name);
        let mut vertical = false;
        let coding = if composite {
            let inner = Composite::read(store, dict, (holder, of), sources);
            vertical = inner.is_vertical();
            Coding::Composite(Box::new(inner))
        } else {
            let inner = Simple::read(store, dict, &name, descriptor, sources);
            inner.doubled.iter().for_each(|character| shown.leave_out(*character));
            Coding::Simple(Box::new(inner))
        };
        let long_texts = RefCell::default();
        Self { name, unreliable: Cell::new(false), ascent, descent, em, vertical, coding, long_texts, shown }
    }

    /// The glyph of a one-byte code; `None` for composite fonts, whose codes [`Font::next_glyph`] takes apart.
    #[inline]
    pub(crate) fn simple_glyphs(&self) -> Option<&[Cell<Glyph>; 256]> {
        match &self.coding {
            Coding::Simple(simple) => Some(simple.glyphs()),
            Coding::Composite(_) => None,
        }
    }

    /// Finds out what a code of a simple font means, once.
    #[cold]
    pub(crate) fn fill_simple(&self, store: &Store<'_>, code: u8) -> Glyph {
        let Coding::Simple(simple) = &self.coding else { return Glyph::unmapped(0.0) };
        let (text, advance) = simple.lookup(store, code, &self.unreliable);
        let glyph = self.pack(text, advance);
        simple.keep(code, glyph);
        glyph
    }

    /// What it takes to find the next code of a string of a composite font, in units of work.
    pub(crate) fn code_cost(&self) -> u64 {
        match &self.coding {
            Coding::Simple(_) => 0,
            Coding::Composite(composite) => composite.code_cost(),
        }
    }

    /// The next glyph of a string of a composite font: the glyph, the length of its code in bytes, and whether it is
    /// the one-byte code 32, which word spacing widens. `None` at the end of the string.
    #[inline]
    pub(crate) fn next_glyph(&self, store: &Store<'_>, bytes: &[u8]) -> Option<(Glyph, usize, bool)> {
        let Coding::Composite(composite) = &self.coding else { return None };
        let (code, length) = composite.next_code(bytes)?;
        let kept = composite.kept(code, length);
        let glyph = if kept.is_unset() { self.fill_composite(store, composite, code, length) } else { kept };
        Some((glyph, length, length == 1 && code == 32))
    }

    #[cold]
    fn fill_composite(&self, store: &Store<'_>, composite: &Composite, code: u32, length: usize) -> Glyph {
        // A text of several characters is looked for among those known.
        store.budget().charge(budget::CODE + self.long_texts.borrow().len() as u64 * 4);
        let (text, advance) = composite.lookup(store, code, length);
        let glyph = self.pack(text, advance);
        composite.keep(code, length, glyph);
        glyph
    }

    fn pack(&self, text: Option<Mapped>, advance: f32) -> Glyph {
        match text.map(Mapped::in_letters) {
            None => Glyph::unmapped(advance),
            Some(Mapped::Char(c)) => {
                self.shown.note(c, advance);
                Glyph::of_char(c, advance)
            }
            Some(Mapped::Text(text)) => {
                let mut long_texts = self.long_texts.borrow_mut();
                let text: Rc<str> = text.into();
                // 65 535 ligatures are more than any font has; beyond that the last one stands in.
                let index = long_texts
                    .iter()
                    .position(|known| *known == text)
                    .unwrap_or(long_texts.len().min(0xffff));
                if index == long_texts.len() {
                    long_texts.push(text);
                }
                Glyph::of_long(index, advance)
            }
        }
    }

    fn has_wide_signs(&self) -> Option<bool> {
        match &self.coding {
            Coding::Simple(simple) => simple.has_wide_signs(),
            Coding::Composite(_) => None,
        }
    }

    fn is_doubtful(&self) -> bool {
        let is_misfit = match &self.coding {
            Coding::Simple(simple) => simple.is_misfit(),
            Coding::Composite(_) => false,
        };
        is_misfit || !self.vertical && self.shown.is_doubtful()
    }

    /// True when the file holds the program of the font.
    pub(crate) fn is_embedded(&self) -> bool {
        match &self.coding {
            Coding::Simple(simple) => simple.is_embedded(),
            Coding::Composite(composite) => composite.is_embedded(),
        }
    }

    /// A text of several characters.
    pub(crate) fn long_text(&self, index: usize) -> Rc<str> {
        self.long_texts.borrow().get(index).cloned().unwrap_or_else(|| Rc::from("\u{fffd}"))
    }
}

impl Sources {
    fn read(store: &Store<'_>, dict: &Dict, descriptor: Option<&Dict>, shared: &Rc<Shared>) -> Self {
        let to_unicode = store.dict_get(dict, b"ToUnicode");
        let is_identity = |name: &[u8]| matches!(name, b"Identity-H" | b"Identity-V");
        let map = to_unicode.as_stream().map(|stream| shared.cmap(stream, || read_cmap(store, stream)));
        if map.is_none() && !to_unicode.is_null() && to_unicode.as_name().is_none() {
            store.note_defect();
        }
        let codes_are_text = match &map {
            Some(map) => {
                map.has_no_text() && (map.is_identity() || map.base.as_deref().is_some_and(is_identity))
            }
            None => to_unicode.as_name().is_some_and(is_identity),
        };
        let to_unicode = map.filter(|map| !map.has_no_text());
        let file = descriptor.and_then(|descriptor| {
            [&b"FontFile2"[..], b"FontFile3", b"FontFile"]
                .into_iter()
                .find_map(|key| store.dict_get(descriptor, key).as_stream().map(Rc::clone))
        });
        let shared = Rc::clone(shared);
        Self { to_unicode, codes_are_text, file, program: OnceCell::new(), shared }
    }

    /// The embedded program, opened when first asked for.
    fn program(&self, store: &Store<'_>) -> &Program {
        self.program.get_or_init(|| match &self.file {
            Some(file) => self.shared.program(store, file),
            None => Rc::default(),
        })
    }
}

/// Reads a CMap stream and what it builds on.
fn read_cmap(store: &Store<'_>, stream: &Stream) -> CMap {
    let parse = |stream: &Stream| {
        let data = store.decode(stream).unwrap_or_default();
        store.budget().charge_each(data.len(), budget::CMAP_BYTE);
        // What is too much is not read any more.
        if store.budget().is_spent() { CMap::default() } else { CMap::parse(&data) }
    };
    let mut map = parse(stream);
    let mut base = store.dict_get(&stream.dict, b"UseCMap");
    // A chain of three is already unheard of; the bound also ends loops.
    for _ in 0..4 {
        let Some(below) = base.as_stream().cloned() else { break };
        map.inherit(&parse(&below));
        base = store.dict_get(&below.dict, b"UseCMap");
    }
    if let Some(name) = base.as_name() {
        map.base.get_or_insert_with(|| name.to_vec());
    }
    map.vertical |= store.dict_get(&stream.dict, b"WMode").as_i64() == Some(1);
    map
}

/// The font below a composite one, and the object that it is.
fn descendant(store: &Store<'_>, dict: &Dict) -> Option<(Option<ObjectId>, Object)> {
    let list = store.dict_get(dict, b"DescendantFonts");
    let first = list.as_array().and_then(<[Object]>::first).unwrap_or(&list);
    let of = first.as_ref_id();
    Some((of, store.resolve(first))).filter(|(_, object)| object.as_dict().is_some())
}

fn font_name(store: &Store<'_>, dict: &Dict, descriptor: Option<&Dict>) -> String {
    let base = store.dict_get(dict, b"BaseFont");
    let from_descriptor =
        descriptor.map(|descriptor| store.dict_get(descriptor, b"FontName")).unwrap_or_default();
    let bytes = base.as_name().or_else(|| from_descriptor.as_name()).unwrap_or_default();
    String::from_utf8_lossy(without_subset_prefix(bytes)).into_owned()
}

/// Drops the six capitals and the plus sign in front of the name of a subset.
fn without_subset_prefix(name: &[u8]) -> &[u8] {
    match name.split_at_checked(7) {
        Some((prefix, rest))
            if prefix.ends_with(b"+")
                && prefix.iter().take(6).all(u8::is_ascii_uppercase)
                && !rest.is_empty() =>
        {
            rest
        }
        _ => name,
    }
}

/// Extents when the font says nothing.
const ASCENT: f32 = 0.75;
const DESCENT: f32 = 0.25;

/// How high and how low glyphs reach at size 1, both positive, and how large the type is.
struct Extents {
    ascent: f32,
    descent: f32,
    em: f32,
}

impl Extents {
    /// What the descriptor says; the defaults where it says nothing, or nonsense.
    fn read(store: &Store<'_>, descriptor: Option<&Dict>) -> Self {
        let read = |key| {
            let value = store.dict_get(descriptor?, key).as_f32()? / 1000.0;
            Some(value.abs()).filter(|extent| (0.01..2.0).contains(extent))
        };
        match (read(b"Ascent"), read(b"Descent")) {
            (Some(ascent), descent) => Self { ascent, descent: descent.unwrap_or(DESCENT), em: 1.0 },
            _ => Self { ascent: ASCENT, descent: DESCENT, em: 1.0 },
        }
    }
}

/// Reads a CMap and takes a string apart by it.
#[cfg(feature = "fuzzing")]
pub(crate) fn fuzz_cmap(data: &[u8], string: &[u8]) -> Vec<(u32, usize, Option<u32>, Option<String>)> {
    let map = CMap::parse(data);
    let mut rest = string;
    let mut codes = Vec::new();
    while let Some((code, length)) = map.next_code(rest) {
        codes.push((code, length, map.cid(code), map.text(code).map(|text| text.to_string())));
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subset_prefixes() {
        assert_eq!(without_subset_prefix(b"ABCDEF+Mangal"), b"Mangal");
        assert_eq!(without_subset_prefix(b"ABCDE+Mangal"), b"ABCDE+Mangal");
        assert_eq!(without_subset_prefix(b"ABCDEF+"), b"ABCDEF+");
    }
}
