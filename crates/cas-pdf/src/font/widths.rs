//! Advances of the glyphs of composite fonts (ISO 32000-1, 9.7.4.3).

use std::rc::Rc;

use super::ranges::{Ranges, Span};
use super::shared::Shared;
use crate::store::Store;
use crate::syntax::object::{Dict, Object, ObjectId};

/// Advances by CID, `/W` and `/DW`, or `/W2` and `/DW2` for vertical writing; in em.
#[derive(Debug)]
pub(super) struct Widths {
    table: Rc<Table>,
    default: f32,
}

/// What `/W` or `/W2` lists.
#[derive(Debug, Default)]
pub(super) struct Table {
    ranges: Ranges<WidthRange>,
    list: Vec<f32>,
}

#[derive(Clone, Copy, Debug)]
struct WidthRange {
    first: u32,
    last: u32,
    /// Where the advances of the range start in the list.
    at: u32,
    /// True when one advance stands for the whole range.
    same: bool,
}

impl Span for WidthRange {
    fn ends(&self) -> (u32, u32) {
        (self.first, self.last)
    }
}

/// Widths kept of one font; CIDs end at 65 535.
const MAX_WIDTHS: usize = 65_536;

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
    /// Reads what the descendant of a font says, which is the object `of` when it is known.
    pub(super) fn read(
        store: &Store<'_>,
        descendant: &Dict,
        (vertical, of): (bool, Option<ObjectId>),
        shared: &Shared,
    ) -> Self {
        let (key, default) = if vertical {
            let pair = store.dict_get(descendant, b"DW2");
            let down =
                pair.as_array().and_then(|pair| pair.get(1)).and_then(|item| store.resolve(item).as_f32());
            (&b"W2"[..], down.unwrap_or(-1000.0))
        } else {
            (&b"W"[..], store.dict_get(descendant, b"DW").as_f32().unwrap_or(1000.0))
        };
        let of = descendant.get(key).and_then(Object::as_ref_id).or(of);
        let table = shared.widths(of, vertical, || Table::read(store, descendant, (key, vertical)));
        Self { table, default: default / 1000.0 }
    }

    /// The advance of a CID.
    pub(super) fn advance(&self, cid: u32) -> f32 {
        let range = self.table.ranges.find(cid);
        range.and_then(|range| self.table.of(*range, cid)).unwrap_or(self.default)
    }
}

impl Table {
    fn read(store: &Store<'_>, descendant: &Dict, (key, vertical): (&[u8], bool)) -> Self {
        let mut widths = Self::default();
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
        if has_stray(widths.ranges.all()) {
            store.note_defect();
        }
        widths.ranges.settle();
        if widths.has_overlap() {
            store.note_defect();
        }
        widths
    }

    /// True when one of many ranges reaches into the next one, and says something else of the code there: a width fell
    /// apart into two.
    fn has_overlap(&self) -> bool {
        let overlaps = self.ranges.all().windows(2).filter(|pair| match pair {
            [one, next] => one.last >= next.first && self.of(*one, next.first) != self.of(*next, next.first),
            _ => false,
        });
        self.ranges.all().len() >= RANGES && overlaps.take(2).count() == 1
    }

    /// What a range says of a code that lies in it.
    fn of(&self, range: WidthRange, cid: u32) -> Option<f32> {
        let offset = if range.same { 0 } else { (cid - range.first) as usize };
        self.list.get(range.at as usize + offset).copied()
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
            self.ranges.push(WidthRange { first, last, at: self.list.len() as u32, same });
            self.list.extend(advances.map(|advance| advance / 1000.0));
        }
    }
}
