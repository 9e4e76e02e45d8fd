//! The place of every value: which words may be it. `texts.rs` finds wordings, `choice.rs` takes one place of several.

use std::collections::{HashMap, HashSet};

use cas_page::{Location, Rect};
use cas_table::Sheet;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::anchors::{Anchor, Reach};
use crate::index::{Hit, Index, bare};

/// Values stand within this many heights of the line that their row is anchored at: cells wrap above and below it.
const ROW_REACH: f32 = 3.2;

/// Members that name a kind or the making of the answer: nothing prints them.
const NOT_PRINTED: [&str; 8] =
    ["cas_type", "type", "demat_type", "status", "msg", "broker_type", "generated_at", "is_demat"];

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// It is printed.
    Printed {
        /// Page, from 1.
        page: u32,
        /// Box around its words, in points from the top left corner.
        area: Rect,
        /// Indices of its words in the sheet of the page.
        words: Vec<u32>,
    },
    /// It is reckoned from others, or names a kind: no page shows it.
    Derived,
}

/// A value and its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// JSON pointer into the body.
    pub pointer: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Finds every number, identifier, date and text of the body, in the order of the body. `anchors` come from
/// [`crate::anchors()`] or [`crate::note_anchors`]; the words of the sheets must have been claimed by a reader.
#[must_use]
pub fn locate(body: &Value, anchors: &[Anchor], sheets: &[Sheet]) -> Vec<Located> {
    let mut leaves = Vec::new();
    collect(body, String::new(), &mut leaves);
    let mut finder = Finder::new(anchors, sheets);
    finder.learn_identities(&leaves);
    let found: Vec<Candidates> = leaves.iter().map(|leaf| finder.candidates(leaf)).collect();
    let columns = finder.columns(&leaves, &found);
    let mut taken = HashSet::new();
    leaves
        .into_iter()
        .zip(found)
        .map(|(leaf, found)| Located {
            origin: finder.choose(&leaf, found, &columns, &mut taken),
            pointer: leaf.pointer,
        })
        .collect()
}

/// A value at the end of a pointer.
pub(crate) struct Leaf {
    pub(crate) pointer: String,
    pub(crate) what: What,
}

pub(crate) enum What {
    Number(Decimal),
    Date(NaiveDate),
    Text(String),
}

fn collect(value: &Value, pointer: String, leaves: &mut Vec<Leaf>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| !NOT_PRINTED.contains(&key.as_str())) {
                collect(value, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), leaves);
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), leaves);
            }
        }
        Value::Number(number) => {
            if let Ok(value) = number.to_string().parse::<Decimal>() {
                leaves.push(Leaf { pointer, what: What::Number(value) });
            }
        }
        Value::String(text) if !text.trim().is_empty() => {
            let what = match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
                Ok(date) => What::Date(date),
                Err(_) => What::Text(text.clone()),
            };
            leaves.push(Leaf { pointer, what });
        }
        _ => {}
    }
}

/// Where a value may stand; each place is a list of words.
pub(crate) type Candidates = Vec<Vec<Hit>>;

/// A member of a list, whatever the index: `/mutual_funds/#/schemes/#/transactions/#/units`.
pub(crate) fn member(pointer: &str) -> String {
    let parts = pointer.split('/').map(|part| {
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) { "#" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

pub(crate) struct Finder<'a> {
    pub(crate) sheets: &'a [Sheet],
    pub(crate) index: Index,
    /// Anchors by pointer; several rows may anchor one (the totals of a summary).
    by_pointer: HashMap<&'a str, Vec<&'a Anchor>>,
    /// Rows and blocks in document order, without totals, which stand within others.
    order: Vec<&'a Anchor>,
    /// The rows among them by page.
    rows: HashMap<u32, Vec<&'a Anchor>>,
    /// Rows that name an element by its identifier, by the pointer of the element: its figures may stand in several
    /// tables of which the facts know one.
    named: HashMap<String, Vec<Location>>,
}

/// Members that are counted, or told by a heading (`TIER I`).
const COUNTED: [&str; 2] = ["count", "/tier"];

/// A word stands on a line that it shares this much of its height with: figures may stand between the lines of a wording.
const SHARED: f32 = 0.4;

/// A figure of as many digits is not printed by chance.
const TELLING: i128 = 1000;

/// Members that identify the element they belong to.
const IDENTIFIERS: [&str; 6] = ["isin", "folio_number", "client_id", "bo_id", "pran", "policy_number"];

impl<'a> Finder<'a> {
    fn new(anchors: &'a [Anchor], sheets: &'a [Sheet]) -> Self {
        let mut by_pointer: HashMap<&str, Vec<&Anchor>> = HashMap::new();
        for anchor in anchors {
            by_pointer.entry(anchor.pointer.as_str()).or_default().push(anchor);
        }
        let mut order: Vec<&Anchor> = anchors.iter().filter(|anchor| anchor.reach != Reach::Total).collect();
        order.sort_by(|a, b| a.at.page.cmp(&b.at.page).then(a.at.area.y0.total_cmp(&b.at.area.y0)));
        let mut rows: HashMap<u32, Vec<&Anchor>> = HashMap::new();
        for row in order.iter().filter(|anchor| anchor.reach == Reach::Row) {
            rows.entry(row.at.page).or_default().push(row);
        }
        Self { sheets, index: Index::of(sheets), by_pointer, order, rows, named: HashMap::new() }
    }

    /// Notes where elements are named.
    fn learn_identities(&mut self, leaves: &[Leaf]) {
        for leaf in leaves {
            let Some((element, key)) = leaf.pointer.rsplit_once('/') else { continue };
            let What::Text(text) = &leaf.what else { continue };
            // The funds of a pension account have no places of their own.
            let is_fund = key == "name" && member(&leaf.pointer).ends_with("/funds/#/name");
            let places = match (IDENTIFIERS.contains(&key), is_fund) {
                (true, _) => self.texts(text, &[]),
                (false, true) => self.whole(text),
                (false, false) => continue,
            };
            let whole = |place: &Vec<Hit>| {
                let (page, first) = self.area(*place.first()?)?;
                let others = place.iter().filter(|_| is_fund).filter_map(|hit| self.area(*hit));
                let others = others.filter(|(other, _)| *other == page);
                Some(Location::new(page, others.fold(first, |all, (_, area)| all.union(&area))))
            };
            let rows: Vec<Location> = places.iter().filter_map(whole).collect();
            self.named.entry(element.to_owned()).or_default().extend(rows);
        }
    }

    /// Rows that name the nearest element that a pointer lies in. A row of a ledger is none of them.
    pub(crate) fn rows_named(&self, pointer: &str) -> &[Location] {
        let mut head = pointer;
        while let Some((shorter, _)) = head.rsplit_once('/') {
            if let Some(found) = self.named.get(shorter) {
                return found;
            }
            let mut own = self.by_pointer.get(shorter).into_iter().flatten();
            if own.any(|anchor| anchor.reach == Reach::Row) {
                return &[];
            }
            head = shorter;
        }
        &[]
    }

    /// The anchors of the longest pointer that a pointer begins with.
    pub(crate) fn anchors_of(&self, pointer: &str) -> &[&'a Anchor] {
        let mut head = pointer;
        while let Some((shorter, _)) = head.rsplit_once('/') {
            if let Some(found) = self.by_pointer.get(shorter) {
                return found;
            }
            head = shorter;
        }
        &[]
    }

    pub(crate) fn area(&self, hit: Hit) -> Option<(u32, Rect)> {
        let sheet = self.sheets.get(hit.sheet as usize)?;
        let words = sheet.words.get(hit.word as usize..(hit.word + hit.count) as usize)?;
        let area = words.iter().map(|word| word.area).reduce(|all, area| all.union(&area))?;
        Some((sheet.number, area))
    }

    /// True when a word is within reach of an anchor.
    pub(crate) fn reaches(&self, anchor: &Anchor, hit: Hit) -> bool {
        let Some((page, area)) = self.area(hit) else { return false };
        match anchor.reach {
            Reach::Row | Reach::Total => is_on_row(&anchor.at, page, &area),
            Reach::Block => {
                let start = (anchor.at.page, anchor.at.area.y0 - 1.0);
                let key = (page, area.y_mid());
                let end = self.end_of(anchor);
                key.0 > start.0 && end.is_none_or(|end| before(key, end))
                    || key.0 == start.0 && key.1 >= start.1 && end.is_none_or(|end| before(key, end))
            }
        }
    }

    /// Where the first anchor stands that is not below this one.
    fn end_of(&self, anchor: &Anchor) -> Option<(u32, f32)> {
        let key = top(anchor);
        let first = self.order.partition_point(|other| !before(key, top(other)));
        let mut rest = self.order.get(first..)?.iter();
        rest.find(|other| !is_below(&other.pointer, &anchor.pointer)).map(|other| top(other))
    }

    /// The row of another element that a word stands on the line of; `None` when it stands on that of its own, or of no row.
    pub(crate) fn row_of_others(&self, pointer: &str, page: u32, area: &Rect) -> Option<&'a Anchor> {
        let shares = |at: &Location| at.page == page && at.area.y_overlap(area) > SHARED * area.height();
        let own = self.anchors_of(pointer).iter().map(|anchor| &anchor.at);
        if own.chain(self.rows_named(pointer)).any(shares) {
            return None;
        }
        self.rows.get(&page)?.iter().find(|row| shares(&row.at)).copied()
    }

    /// Figures around the rows below an element, which may stand far from its own place: the balance that a ledger opens
    /// with stands above its first row.
    fn around(&self, pointer: &str, hits: &[Hit]) -> Candidates {
        let Some(element) = self.anchors_of(pointer).first().map(|anchor| anchor.pointer.as_str()) else {
            return Vec::new();
        };
        let is_own = |anchor: &&'a Anchor| anchor.pointer != element && is_below(&anchor.pointer, element);
        let (Some(first), Some(last)) =
            (self.order.iter().position(is_own), self.order.iter().rposition(is_own))
        else {
            return Vec::new();
        };
        let start = first.checked_sub(1).and_then(|before| self.order.get(before));
        let start = start.map(|anchor| (anchor.at.page, anchor.at.area.y1));
        let end = self.order.get(last + 1).map(|anchor| top(anchor));
        let within = |hit: &&Hit| {
            self.area(**hit).is_some_and(|(page, area)| {
                let key = (page, area.y_mid());
                start.is_none_or(|start| before(start, key)) && end.is_none_or(|end| before(key, end))
            })
        };
        hits.iter().filter(within).map(|hit| vec![*hit]).collect()
    }

    fn candidates(&self, leaf: &Leaf) -> Candidates {
        let anchors = self.anchors_of(&leaf.pointer);
        let near = |hit: &&Hit| anchors.iter().any(|anchor| self.reaches(anchor, **hit));
        let single = |hits: Option<&Vec<Hit>>, everywhere: bool| -> Candidates {
            let hits = hits.map_or(&[] as &[Hit], Vec::as_slice);
            let close: Candidates = hits.iter().filter(near).map(|hit| vec![*hit]).collect();
            if close.is_empty() && everywhere { hits.iter().map(|hit| vec![*hit]).collect() } else { close }
        };
        match &leaf.what {
            What::Number(value) => self.figures(leaf, *value),
            What::Date(date) => single(self.index.dates.get(date), true),
            What::Text(text) => {
                // Rates are texts of the answer, and part of a word on the page (`7.43/MONTHLY`).
                let rate = text.parse::<Decimal>().ok().filter(|_| text.contains('.'));
                let figures = rate.map(|rate| self.figures(leaf, rate)).unwrap_or_default();
                if figures.is_empty() { self.texts(text, anchors) } else { figures }
            }
        }
    }

    /// Where a figure may stand: in its row or block, in another row that names the element, or around its rows. What has
    /// neither row nor block may stand anywhere.
    fn figures(&self, leaf: &Leaf, value: Decimal) -> Candidates {
        // A count is no figure of the pages, though the same digits may stand there.
        if COUNTED.iter().any(|end| leaf.pointer.ends_with(end)) {
            return Vec::new();
        }
        let hits = self.index.numbers.get(&bare(value)).map_or(&[] as &[Hit], Vec::as_slice);
        if hits.is_empty() {
            return Vec::new();
        }
        let anchors = self.anchors_of(&leaf.pointer);
        let all = |keep: &dyn Fn(&Hit) -> bool| -> Candidates {
            hits.iter().filter(|hit| keep(hit)).map(|hit| vec![*hit]).collect()
        };
        if anchors.is_empty() {
            return all(&|_| true);
        }
        let close = all(&|hit| anchors.iter().any(|anchor| self.reaches(anchor, *hit)));
        if !close.is_empty() {
            return close;
        }
        // Beyond its own place a figure on the row of another element is that one's.
        let element = anchors.first().map_or("", |anchor| anchor.pointer.as_str());
        let is_free = |hit: &Hit| {
            self.area(*hit).is_some_and(|(page, area)| {
                let row = self.row_of_others(&leaf.pointer, page, &area);
                row.is_none_or(|row| is_below(&row.pointer, element))
            })
        };
        let rows = self.rows_named(&leaf.pointer);
        let named = all(&|hit| {
            let on_row = |(page, area): (u32, Rect)| rows.iter().any(|row| is_on_row(row, page, &area));
            self.area(*hit).is_some_and(on_row) && is_free(hit)
        });
        if !named.is_empty() {
            return named;
        }
        let mut around = self.around(&leaf.pointer, hits);
        around.retain(|place| place.first().is_some_and(&is_free));
        if !around.is_empty() || bare(value).mantissa().abs() < TELLING {
            return around;
        }
        // The total of a part stands on the page that names it.
        let on_page =
            |hit: &Hit| self.area(*hit).is_some_and(|(page, _)| rows.iter().any(|row| row.page == page));
        all(&|hit| on_page(hit) && is_free(hit))
    }
}

/// True for a word on the lines of a row.
fn is_on_row(row: &Location, page: u32, area: &Rect) -> bool {
    let height = row.area.height().clamp(5.0, 14.0);
    page == row.page && row.area.y_overlap(area) >= -ROW_REACH * height
}

/// Page and y of an anchor.
fn top(anchor: &Anchor) -> (u32, f32) {
    (anchor.at.page, anchor.at.area.y0)
}

/// True for a pointer to something within another.
fn is_below(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
}

fn before(one: (u32, f32), other: (u32, f32)) -> bool {
    one.0 < other.0 || one.0 == other.0 && one.1 < other.1
}
