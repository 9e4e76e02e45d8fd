//! Composite fonts: codes of one to four bytes, CIDs, and their widths (ISO 32000-1, 9.7).

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::Sources;
use super::cmap::CMap;
use super::glyph::{Glyph, Mapped};
use super::predefined::{self, Predefined};
use super::read_cmap;
use crate::store::Store;
use crate::syntax::object::{Dict, Object, Stream};

type Row = [Cell<Glyph>; 256];

/// A Type 0 font with its descendant.
#[derive(Debug)]
pub(super) struct Composite {
    sources: Sources,
    codes: Codes,
    vertical: bool,
    /// Registry and ordering of the character collection.
    system: (Vec<u8>, Vec<u8>),
    collection: OnceCell<Option<Predefined>>,
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
    Embedded(Box<CMap>, Option<Box<Predefined>>),
    Predefined(Box<Predefined>),
}

impl Composite {
    pub(super) fn read(store: &Store<'_>, dict: &Dict, descendant: &Dict, sources: Sources) -> Self {
        let encoding = store.dict_get(dict, b"Encoding");
        let mut vertical = false;
        let codes = match &encoding {
            Object::Stream(stream) => {
                let map = read_cmap(store, stream);
                vertical = map.vertical;
                let base = map.base.as_deref().and_then(Predefined::named).map(Box::new);
                Codes::Embedded(Box::new(map), base)
            }
            other => {
                if other.as_name().is_none() {
                    store.note_defect();
                }
                let name = other.as_name().unwrap_or(b"Identity-H");
                vertical |= name.ends_with(b"-V") || name == b"V";
                match name {
                    b"Identity-H" | b"Identity-V" => Codes::Identity,
                    name => match Predefined::named(name) {
                        Some(map) => Codes::Predefined(Box::new(map)),
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
        Self {
            sources,
            codes,
            vertical,
            system: (entry(b"Registry"), entry(b"Ordering")),
            collection: OnceCell::new(),
            cid_to_glyph: store.dict_get(descendant, b"CIDToGIDMap").as_stream().cloned(),
            glyph_numbers: OnceCell::new(),
            widths: Widths::read(store, descendant, vertical),
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
        let collection = self.collection.get_or_init(|| predefined::collection(registry, ordering));
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

/// Advances by CID, `/W` and `/DW`, or `/W2` and `/DW2` for vertical writing; in em.
#[derive(Debug, Default)]
struct Widths {
    ranges: Vec<WidthRange>,
    list: Vec<f32>,
    default: f32,
}

#[derive(Clone, Copy, Debug)]
struct WidthRange {
    first: u32,
    last: u32,
    /// Where the advances of the range start in the list.
    at: usize,
    /// True when one advance stands for the whole range.
    same: bool,
}

/// Widths kept of one font; CIDs end at 65 535.
const MAX_WIDTHS: usize = 131_072;

/// So many ranges must be in order before one is doubted.
const RANGES: usize = 10;

/// True when one of many ranges that rise otherwise, or fall, is out of its place: its first code was altered.
fn has_stray(ranges: &[WidthRange]) -> bool {
    let rising: Vec<u32> = ranges.iter().map(|range| range.first).collect();
    let falling: Vec<u32> = rising.iter().rev().copied().collect();
    is_out_of_order(&rising) || is_out_of_order(&falling)
}

fn is_out_of_order(codes: &[u32]) -> bool {
    let first = |at: usize| codes.get(at).copied();
    let mut falls = (1..codes.len()).filter(|at| first(*at) <= first(at - 1));
    let (Some(fall), None) = (falls.next(), falls.next()) else { return false };
    // Two lists, one behind the other, fall once as well, but then no single range is the reason.
    let rises =
        |before: Option<u32>, after: Option<u32>| before.zip(after).is_none_or(|(one, other)| one < other);
    let early = fall.checked_sub(2).and_then(first);
    codes.len() >= RANGES && (rises(early, first(fall)) || rises(first(fall - 1), first(fall + 1)))
}

impl Widths {
    fn read(store: &Store<'_>, descendant: &Dict, vertical: bool) -> Self {
        let (key, default) = if vertical {
            let pair = store.dict_get(descendant, b"DW2");
            let down =
                pair.as_array().and_then(|pair| pair.get(1)).and_then(|item| store.resolve(item).as_f32());
            (&b"W2"[..], down.unwrap_or(-1000.0))
        } else {
            (&b"W"[..], store.dict_get(descendant, b"DW").as_f32().unwrap_or(1000.0))
        };
        let mut widths = Self { default: default / 1000.0, ..Self::default() };
        // Vertical entries are triples: advance and the two coordinates of the position vector.
        let step = if vertical { 3 } else { 1 };
        let list = store.dict_get(descendant, key);
        if list.as_array().is_none() && !list.is_null() {
            store.note_defect();
        }
        let mut items = list.as_array().unwrap_or_default().iter().map(|item| store.resolve(item));
        while let Some(first) = items.next() {
            let Some(first) = first.as_i64().and_then(|first| u32::try_from(first).ok()) else {
                store.note_defect();
                continue;
            };
            match items.next() {
                Some(Object::Array(each)) => widths.push_list(store, first, &each, step),
                Some(last) => {
                    let advance = items.next().and_then(|advance| advance.as_f32());
                    for _ in 1..step {
                        items.next();
                    }
                    let last = last.as_i64().and_then(|last| u32::try_from(last).ok());
                    if last < Some(first) || advance.is_none_or(|advance| step == 1 && advance < 0.0) {
                        store.note_defect();
                    }
                    if let (Some(last), Some(advance)) = (last, advance) {
                        widths.push(first, last, std::iter::once(advance), true);
                    }
                }
                None => break,
            }
        }
        if has_stray(&widths.ranges) {
            store.note_defect();
        }
        widths.ranges.sort_by_key(|range| range.first);
        if widths.has_overlap() {
            store.note_defect();
        }
        widths
    }

    /// True when one of many ranges reaches into the next one, and says something else of the code there: a width fell
    /// apart into two.
    fn has_overlap(&self) -> bool {
        let overlaps = self.ranges.windows(2).filter(|pair| match pair {
            [one, next] => one.last >= next.first && self.of(*one, next.first) != self.of(*next, next.first),
            _ => false,
        });
        self.ranges.len() >= RANGES && overlaps.take(2).count() == 1
    }

    /// What a range says of a code that lies in it.
    fn of(&self, range: WidthRange, cid: u32) -> Option<f32> {
        let offset = if range.same { 0 } else { (cid - range.first) as usize };
        self.list.get(range.at + offset).copied()
    }

    fn push_list(&mut self, store: &Store<'_>, first: u32, each: &[Object], step: usize) {
        let count = each.len().div_ceil(step) as u32;
        let advances = each.iter().step_by(step).map(|item| {
            let advance = store.resolve(item).as_f32();
            // Glyphs go down in vertical writing, and nowhere backwards.
            if advance.is_none_or(|advance| step == 1 && advance < 0.0) {
                store.note_defect();
            }
            advance.unwrap_or(0.0)
        });
        if count > 0 {
            self.push(first, first.saturating_add(count - 1), advances, false);
        }
    }

    fn push(&mut self, first: u32, last: u32, advances: impl Iterator<Item = f32>, same: bool) {
        if self.list.len() < MAX_WIDTHS {
            self.ranges.push(WidthRange { first, last, at: self.list.len(), same });
            self.list.extend(advances.map(|advance| advance / 1000.0));
        }
    }

    fn advance(&self, cid: u32) -> f32 {
        let end = self.ranges.partition_point(|range| range.first <= cid);
        let ranges = self.ranges.get(..end).unwrap_or_default();
        let range = ranges.iter().rev().take(8).find(|range| cid <= range.last);
        range.and_then(|range| self.of(*range, cid)).unwrap_or(self.default)
    }
}
