//! The known places in the order of the document: how far each reaches, and which others lie within it.

use std::collections::HashMap;

use cas_page::{Location, Rect};

use crate::anchors::{Anchor, Reach};

/// Values stand within this many heights of the line that their row is anchored at: cells wrap above and below it.
const ROW_REACH: f32 = 3.2;

/// Page and y.
type Spot = (u32, f32);

/// An anchor and how far it reaches.
pub(crate) struct Place<'a> {
    pub(crate) pointer: &'a str,
    pub(crate) at: Location,
    pub(crate) reach: Reach,
    /// Where the first place begins that is below a block and not within it; `None` at the end of the document.
    end: Option<Spot>,
}

impl Place<'_> {
    /// The pages that its values may stand on.
    pub(crate) fn pages(&self) -> (u32, u32) {
        let last = match self.reach {
            Reach::Row | Reach::Total => self.at.page,
            Reach::Block => self.end.map_or(u32::MAX, |(page, _)| page),
        };
        (self.at.page, last)
    }

    /// True for an area that is within reach.
    pub(crate) fn reaches(&self, page: u32, area: &Rect) -> bool {
        match self.reach {
            Reach::Row | Reach::Total => is_on_row(&self.at, page, area),
            Reach::Block => {
                let key = (page, area.y_mid());
                let is_behind = page > self.at.page || page == self.at.page && key.1 >= self.at.area.y0 - 1.0;
                is_behind && self.end.is_none_or(|end| before(key, end))
            }
        }
    }
}

/// All places.
pub(crate) struct Places<'a> {
    /// By pointer; several rows may be the place of one (the totals of a summary).
    by_pointer: HashMap<&'a str, Vec<Place<'a>>>,
    /// Rows and blocks in document order, without totals, which stand within others.
    order: Vec<&'a Anchor>,
    /// The first and the last of these that lie within a pointer.
    within: HashMap<&'a str, (usize, usize)>,
    /// The rows among them by page.
    rows: HashMap<u32, Vec<&'a Anchor>>,
}

impl<'a> Places<'a> {
    pub(crate) fn of(anchors: &'a [Anchor]) -> Self {
        let mut order: Vec<&Anchor> = anchors.iter().filter(|anchor| anchor.reach != Reach::Total).collect();
        order.sort_by(|a, b| a.at.page.cmp(&b.at.page).then(a.at.area.y0.total_cmp(&b.at.area.y0)));
        let mut by_pointer: HashMap<&str, Vec<Place<'_>>> = HashMap::new();
        for anchor in anchors {
            let Anchor { pointer, at, reach } = anchor;
            let end = if *reach == Reach::Block { end_of(anchor, &order) } else { None };
            by_pointer.entry(pointer).or_default().push(Place { pointer, at: *at, reach: *reach, end });
        }
        let mut within: HashMap<&str, (usize, usize)> = HashMap::new();
        let mut rows: HashMap<u32, Vec<&Anchor>> = HashMap::new();
        for (index, anchor) in order.iter().enumerate() {
            for above in heads(&anchor.pointer).filter(|above| by_pointer.contains_key(above)) {
                within.entry(above).or_insert((index, index)).1 = index;
            }
            if anchor.reach == Reach::Row {
                rows.entry(anchor.at.page).or_default().push(anchor);
            }
        }
        Self { by_pointer, order, within, rows }
    }

    /// The places of a pointer itself.
    pub(crate) fn at(&self, pointer: &str) -> &[Place<'a>] {
        self.by_pointer.get(pointer).map_or(&[], Vec::as_slice)
    }

    /// The places of the longest pointer that a pointer begins with.
    pub(crate) fn above(&self, pointer: &str) -> &[Place<'a>] {
        heads(pointer).map(|head| self.at(head)).find(|places| !places.is_empty()).unwrap_or_default()
    }

    /// The rows of a page.
    pub(crate) fn rows_on(&self, page: u32) -> &[&'a Anchor] {
        self.rows.get(&page).map_or(&[], Vec::as_slice)
    }

    /// What lies around the places within a pointer: from the end of the place above the first to the top of the one
    /// below the last. `None` when nothing lies within it.
    pub(crate) fn around(&self, pointer: &str) -> Option<Around> {
        let (first, last) = *self.within.get(pointer)?;
        let above = first.checked_sub(1).and_then(|index| self.order.get(index));
        Some(Around {
            start: above.map(|anchor| (anchor.at.page, anchor.at.area.y1)),
            end: self.order.get(last + 1).map(|anchor| top(anchor)),
        })
    }
}

/// A stretch of the document, without its ends; `None` is the end of the document.
pub(crate) struct Around {
    start: Option<Spot>,
    end: Option<Spot>,
}

impl Around {
    /// The pages it goes over.
    pub(crate) fn pages(&self) -> (u32, u32) {
        (self.start.map_or(0, |(page, _)| page), self.end.map_or(u32::MAX, |(page, _)| page))
    }

    pub(crate) fn holds(&self, page: u32, area: &Rect) -> bool {
        let key = (page, area.y_mid());
        self.start.is_none_or(|start| before(start, key)) && self.end.is_none_or(|end| before(key, end))
    }
}

/// The pointers that a pointer lies within, the longest first.
pub(crate) fn heads(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |longer| longer.rsplit_once('/').map(|(shorter, _)| shorter)).skip(1)
}

/// True for a word on the lines of a row.
pub(crate) fn is_on_row(row: &Location, page: u32, area: &Rect) -> bool {
    let height = row.area.height().clamp(5.0, 14.0);
    page == row.page && row.area.y_overlap(area) >= -ROW_REACH * height
}

/// True for a pointer to something within another.
pub(crate) fn is_below(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
}

/// Where the first place stands that is below a block and not within it.
fn end_of(block: &Anchor, order: &[&Anchor]) -> Option<Spot> {
    let first = order.partition_point(|other| !before(top(block), top(other)));
    let mut rest = order.get(first..)?.iter();
    rest.find(|other| !is_below(&other.pointer, &block.pointer)).map(|other| top(other))
}

fn top(anchor: &Anchor) -> Spot {
    (anchor.at.page, anchor.at.area.y0)
}

fn before(one: Spot, other: Spot) -> bool {
    one.0 < other.0 || one.0 == other.0 && one.1 < other.1
}
