//! Composite fonts: codes of one to four bytes, and CIDs (ISO 32000-1, 9.7).

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::Sources;
use super::cmap::CMap;
use super::glyph::{Glyph, Mapped};
use super::predefined::Predefined;
use super::read_cmap;
use super::widths::Widths;
use crate::store::Store;
use crate::syntax::object::{Dict, Object, ObjectId, Stream};

type Row = [Cell<Glyph>; 256];

/// A Type 0 font with its descendant.
#[derive(Debug)]
pub(super) struct Composite {
    sources: Sources,
    codes: Codes,
    vertical: bool,
    /// Registry and ordering of the character collection.
    system: (Vec<u8>, Vec<u8>),
    collection: OnceCell<Option<Rc<Predefined>>>,
    cid_to_glyph: Option<Rc<Stream>>,
    glyph_numbers: OnceCell<Vec<u8>>,
    widths: Widths,
    /// Glyphs of two-byte codes by their high byte, and of one-byte codes in the last place.
    rows: [OnceCell<Rc<Row>>; 257],
    /// Glyphs of the rare longer codes.
    others: RefCell<Vec<(u32, Glyph)>>,
}

/// How strings fall apart into codes, and codes become CIDs.
#[derive(Debug)]
enum Codes {
    Identity,
    Embedded(Rc<CMap>, Option<Rc<Predefined>>),
    Predefined(Rc<Predefined>),
}

impl Composite {
    pub(super) fn read(
        store: &Store<'_>,
        dict: &Dict,
        (descendant, of): (&Dict, Option<ObjectId>),
        sources: Sources,
    ) -> Self {
        let encoding = store.dict_get(dict, b"Encoding");
        let mut vertical = false;
        let codes = match &encoding {
            Object::Stream(stream) => {
                let map = sources.shared.cmap(stream, || read_cmap(store, stream));
                vertical = map.vertical;
                let base = map.base.as_deref().and_then(|name| sources.shared.predefined(store, name));
                Codes::Embedded(map, base)
            }
            other => {
                if other.as_name().is_none() {
                    store.note_defect();
                }
                let name = other.as_name().unwrap_or(b"Identity-H");
                vertical |= name.ends_with(b"-V") || name == b"V";
                match name {
                    b"Identity-H" | b"Identity-V" => Codes::Identity,
                    name => match sources.shared.predefined(store, name) {
                        Some(map) => Codes::Predefined(map),
                        None => {
                            store.note_defect();
                            Codes::Identity
                        }
                    },
                }
            }
        };
        let system = store.dict_get(descendant, b"CIDSystemInfo");
        let entry = |key| {
            let text = system.as_dict().map(|system| store.dict_get(system, key)).unwrap_or_default();
            text.as_string().unwrap_or_default().to_vec()
        };
        let widths = Widths::read(store, descendant, (vertical, of), &sources.shared);
        Self {
            sources,
            codes,
            vertical,
            system: (entry(b"Registry"), entry(b"Ordering")),
            collection: OnceCell::new(),
            cid_to_glyph: store.dict_get(descendant, b"CIDToGIDMap").as_stream().cloned(),
            glyph_numbers: OnceCell::new(),
            widths,
            rows: [const { OnceCell::new() }; 257],
            others: RefCell::default(),
        }
    }

    pub(super) fn is_embedded(&self) -> bool {
        self.sources.file.is_some()
    }

    /// What it takes to find the next code, in units of work.
    pub(super) fn code_cost(&self) -> u64 {
        match &self.codes {
            Codes::Identity => 0,
            Codes::Embedded(map, _) => map.code_cost(),
            Codes::Predefined(_) => 100,
        }
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.vertical
    }

    #[inline]
    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        match &self.codes {
            Codes::Identity => match *bytes {
                [high, low, ..] => Some((u32::from(high) << 8 | u32::from(low), 2)),
                // A lone last byte is a broken string; it still takes part as a code.
                [last] => Some((u32::from(last), 1)),
                [] => None,
            },
            Codes::Embedded(map, _) => map.next_code(bytes),
            Codes::Predefined(map) => map.next_code(bytes),
        }
    }

    #[inline]
    fn slot(&self, code: u32, length: usize) -> Option<&OnceCell<Rc<Row>>> {
        match length {
            1 => self.rows.get(256),
            2 => self.rows.get((code >> 8) as usize),
            _ => None,
        }
    }

    /// What [`Composite::keep`] was told about a code, or [`Glyph::UNSET`].
    #[inline]
    pub(super) fn kept(&self, code: u32, length: usize) -> Glyph {
        match self.slot(code, length) {
            Some(row) => {
                row.get().and_then(|row| row.get((code & 0xff) as usize)).map_or(Glyph::UNSET, Cell::get)
            }
            None => {
                let others = self.others.borrow();
                let index = others.binary_search_by_key(&code, |(known, _)| *known);
                index.ok().and_then(|index| others.get(index)).map_or(Glyph::UNSET, |(_, glyph)| *glyph)
            }
        }
    }

    pub(super) fn keep(&self, code: u32, length: usize, glyph: Glyph) {
        match self.slot(code, length) {
            Some(row) => {
                if row.get().is_none() && !self.sources.shared.takes_row() {
                    return;
                }
                let row = row.get_or_init(|| Rc::new([const { Cell::new(Glyph::UNSET) }; 256]));
                if let Some(cell) = row.get((code & 0xff) as usize) {
                    cell.set(glyph);
                }
            }
            None => {
                let mut others = self.others.borrow_mut();
                if let Err(index) = others.binary_search_by_key(&code, |(known, _)| *known)
                    && others.len() < 4096
                {
                    others.insert(index, (code, glyph));
                }
            }
        }
    }

    /// Text and advance (in em, along the writing direction) of a code.
    pub(super) fn lookup(&self, store: &Store<'_>, code: u32, length: usize) -> (Option<Mapped>, f32) {
        let cid = self.cid(code, length);
        let text = self.sources.to_unicode.as_ref().and_then(|map| map.text(code));
        let text = text.or_else(|| self.text_of_cid(store, code, cid)).or_else(|| self.text_of_code(code));
        (text, self.widths.advance(cid))
    }

    /// The code itself, where the font says that its codes are characters.
    fn text_of_code(&self, code: u32) -> Option<Mapped> {
        let code = char::from_u32(code).filter(|_| self.sources.codes_are_text)?;
        Mapped::from_chars(std::iter::once(code))
    }

    fn cid(&self, code: u32, length: usize) -> u32 {
        match &self.codes {
            Codes::Identity => code,
            Codes::Embedded(map, base) => map
                .cid(code)
                .or_else(|| base.as_ref()?.cid(code, length))
                .unwrap_or(if map.has_no_cids() && base.is_none() { code } else { 0 }),
            Codes::Predefined(map) => map.cid(code, length).unwrap_or(0),
        }
    }

    fn text_of_cid(&self, store: &Store<'_>, code: u32, cid: u32) -> Option<Mapped> {
        if let Codes::Embedded(map, _) = &self.codes
            && let Some(text) = map.text(code)
        {
            return Some(text);
        }
        let (registry, ordering) = &self.system;
        let collection =
            self.collection.get_or_init(|| self.sources.shared.collection(store, registry, ordering));
        if let Some(collection) = collection {
            return collection.text(cid);
        }
        self.sources.file.as_ref()?;
        let program = self.sources.program(store);
        let glyph = match &self.cid_to_glyph {
            Some(stream) => {
                let numbers = self.glyph_numbers.get_or_init(|| store.decode(stream).unwrap_or_default());
                let at = cid as usize * 2;
                let pair = numbers.get(at..at + 2)?;
                pair.iter().fold(0, |number, &byte| number << 8 | u32::from(byte))
            }
            None => program.glyph_of_cid(cid),
        };
        program.text_of_glyph(glyph)
    }
}
