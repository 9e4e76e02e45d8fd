//! The place of every value: which words may be it. `texts.rs` finds wordings, `choice.rs` takes one place of several.

use std::collections::{HashMap, HashSet};

use cas_page::{Location, Rect};
use cas_table::Sheet;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::anchors::{Anchor, Reach};
use crate::choice::titles;
use crate::index::{Hit, Index, bare};
use crate::places::{Place, Places, heads, is_below, is_on_row};

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
    pub(crate) places: Places<'a>,
    /// The words of each sheet that are the titles of columns.
    pub(crate) titles: Vec<Vec<usize>>,
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
        Self {
            sheets,
            index: Index::of(sheets),
            places: Places::of(anchors),
            titles: sheets.iter().map(titles).collect(),
            named: HashMap::new(),
        }
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
        for head in heads(pointer) {
            if let Some(found) = self.named.get(head) {
                return found;
            }
            if self.places.at(head).iter().any(|place| place.reach == Reach::Row) {
                break;
            }
        }
        &[]
    }

    pub(crate) fn area(&self, hit: Hit) -> Option<(u32, Rect)> {
        let sheet = self.sheets.get(hit.sheet as usize)?;
        let words = sheet.words.get(hit.word as usize..(hit.word + hit.count) as usize)?;
        let area = words.iter().map(|word| word.area).reduce(|all, area| all.union(&area))?;
        Some((sheet.number, area))
    }

    /// True when a word is within reach of one of the places.
    pub(crate) fn reach(&self, places: &[Place<'_>], hit: Hit) -> bool {
        self.area(hit).is_some_and(|(page, area)| places.iter().any(|place| place.reaches(page, &area)))
    }

    /// Those of the words, which are in the order of the document, that are within reach of one of the places.
    pub(crate) fn near<'h>(&self, places: &[Place<'_>], hits: &'h [Hit]) -> impl Iterator<Item = &'h Hit> {
        let pages = places.iter().map(Place::pages).reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
        let hits = pages.map_or(&[] as &[Hit], |pages| self.on_pages(pages, hits));
        hits.iter().filter(|hit| self.reach(places, **hit))
    }

    /// The words, which are in the order of the document, on these pages.
    fn on_pages<'h>(&self, (first, last): (u32, u32), hits: &'h [Hit]) -> &'h [Hit] {
        let number = |hit: &Hit| self.sheets.get(hit.sheet as usize).map_or(u32::MAX, |sheet| sheet.number);
        let start = hits.partition_point(|hit| number(hit) < first);
        let end = hits.partition_point(|hit| number(hit) <= last);
        hits.get(start..end).unwrap_or_default()
    }

    /// The row of another element that a word stands on the line of; `None` when it stands on that of its own, or of no row.
    pub(crate) fn row_of_others(&self, pointer: &str, page: u32, area: &Rect) -> Option<&'a Anchor> {
        let shares = |at: &Location| at.page == page && at.area.y_overlap(area) > SHARED * area.height();
        let own = self.places.above(pointer).iter().map(|place| &place.at);
        if own.chain(self.rows_named(pointer)).any(shares) {
            return None;
        }
        self.places.rows_on(page).iter().find(|row| shares(&row.at)).copied()
    }

    /// Figures around the rows below an element, which may stand far from its own place: the balance that a ledger opens
    /// with stands above its first row.
    fn around(&self, element: &str, hits: &[Hit]) -> Candidates {
        let Some(around) = self.places.around(element) else { return Vec::new() };
        let holds = |hit: &&Hit| self.area(**hit).is_some_and(|(page, area)| around.holds(page, &area));
        each(self.on_pages(around.pages(), hits).iter().filter(holds))
    }

    fn candidates(&self, leaf: &Leaf) -> Candidates {
        let places = self.places.above(&leaf.pointer);
        match &leaf.what {
            What::Number(value) => self.figures(leaf, *value),
            What::Date(date) => {
                let hits = self.index.dates.get(date).map_or(&[] as &[Hit], Vec::as_slice);
                let close = each(self.near(places, hits));
                if close.is_empty() { each(hits.iter()) } else { close }
            }
            What::Text(text) => {
                // Rates are texts of the answer, and part of a word on the page (`7.43/MONTHLY`).
                let rate = text.parse::<Decimal>().ok().filter(|_| text.contains('.'));
                let figures = rate.map(|rate| self.figures(leaf, rate)).unwrap_or_default();
                if figures.is_empty() { self.texts(text, places) } else { figures }
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
        let places = self.places.above(&leaf.pointer);
        let Some(element) = places.first().map(|place| place.pointer) else { return each(hits.iter()) };
        let close = each(self.near(places, hits));
        if !close.is_empty() {
            return close;
        }
        // Beyond its own place a figure on the row of another element is that one's.
        let is_free = |hit: &Hit| {
            self.area(*hit).is_some_and(|(page, area)| {
                let row = self.row_of_others(&leaf.pointer, page, &area);
                row.is_none_or(|row| is_below(&row.pointer, element))
            })
        };
        let rows = self.rows_named(&leaf.pointer);
        let on_row = |(page, area): (u32, Rect)| rows.iter().any(|row| is_on_row(row, page, &area));
        let is_named = |hit: &&Hit| self.area(**hit).is_some_and(on_row) && is_free(hit);
        let named = each(hits.iter().filter(is_named));
        if !named.is_empty() {
            return named;
        }
        let mut around = self.around(element, hits);
        around.retain(|place| place.first().is_some_and(&is_free));
        if !around.is_empty() || bare(value).mantissa().abs() < TELLING {
            return around;
        }
        // The total of a part stands on the page that names it.
        let on_page =
            |hit: &Hit| self.area(*hit).is_some_and(|(page, _)| rows.iter().any(|row| row.page == page));
        each(hits.iter().filter(|hit| on_page(hit) && is_free(hit)))
    }
}

/// Words that are a place each.
fn each<'h>(hits: impl Iterator<Item = &'h Hit>) -> Candidates {
    hits.map(|hit| vec![*hit]).collect()
}
