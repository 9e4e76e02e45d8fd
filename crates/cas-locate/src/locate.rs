//! The place of every value.

use std::collections::HashMap;

use cas_page::{Location, Rect};
use cas_table::{Claim, Furniture, Sheet};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::anchors::{Anchor, Reach};
use crate::index::{Hit, Index, bare, folded};

/// Values stand within this many heights of the line that their row is anchored at: cells wrap above and below it.
const ROW_REACH: f32 = 3.2;

/// The title of a column is at most this high: seven lines of the smallest print.
const TITLE_REACH: f32 = 60.0;

/// A centred title may end this far before its figures, in points.
const TITLE_ASIDE: f32 = 4.0;

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
    leaves
        .into_iter()
        .zip(found)
        .map(|(leaf, found)| Located { origin: finder.choose(&leaf, found, &columns), pointer: leaf.pointer })
        .collect()
}

/// A value at the end of a pointer.
struct Leaf {
    pointer: String,
    what: What,
}

enum What {
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
type Candidates = Vec<Vec<Hit>>;

/// A member of a list, whatever the index: `/mutual_funds/#/schemes/#/transactions/#/units`.
fn member(pointer: &str) -> String {
    let parts = pointer.split('/').map(|part| {
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) { "#" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

struct Finder<'a> {
    sheets: &'a [Sheet],
    index: Index,
    /// Anchors by pointer; several rows may anchor one (the totals of a summary).
    by_pointer: HashMap<&'a str, Vec<&'a Anchor>>,
    /// Page and y of all anchors in document order, with their pointers.
    order: Vec<(u32, f32, &'a str)>,
    /// Rows that name an element by its identifier, by the pointer of the element: its figures may stand in several
    /// tables of which the facts know one.
    named: HashMap<String, Vec<Location>>,
}

/// Members that identify the element they belong to.
const IDENTIFIERS: [&str; 6] = ["isin", "folio_number", "client_id", "bo_id", "pran", "policy_number"];

impl<'a> Finder<'a> {
    fn new(anchors: &'a [Anchor], sheets: &'a [Sheet]) -> Self {
        let mut by_pointer: HashMap<&str, Vec<&Anchor>> = HashMap::new();
        for anchor in anchors {
            by_pointer.entry(anchor.pointer.as_str()).or_default().push(anchor);
        }
        let mut order: Vec<(u32, f32, &str)> = anchors
            .iter()
            .map(|anchor| (anchor.at.page, anchor.at.area.y0, anchor.pointer.as_str()))
            .collect();
        order.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Self { sheets, index: Index::of(sheets), by_pointer, order, named: HashMap::new() }
    }

    /// Notes where elements are named.
    fn learn_identities(&mut self, leaves: &[Leaf]) {
        for leaf in leaves {
            let Some((element, key)) = leaf.pointer.rsplit_once('/') else { continue };
            let What::Text(text) = &leaf.what else { continue };
            if !IDENTIFIERS.contains(&key) {
                continue;
            }
            let places = self.texts(text, &[]);
            let rows = places.iter().filter_map(|place| self.area(*place.first()?));
            let rows: Vec<Location> = rows.map(|(page, area)| Location::new(page, area)).collect();
            self.named.entry(element.to_owned()).or_default().extend(rows);
        }
    }

    /// Rows that name the nearest element that a pointer lies in.
    fn rows_named(&self, pointer: &str) -> &[Location] {
        let mut head = pointer;
        while let Some((shorter, _)) = head.rsplit_once('/') {
            if let Some(found) = self.named.get(shorter) {
                return found;
            }
            head = shorter;
        }
        &[]
    }

    /// The anchors of the longest pointer that a pointer begins with.
    fn anchors_of(&self, pointer: &str) -> &[&'a Anchor] {
        let mut head = pointer;
        while let Some((shorter, _)) = head.rsplit_once('/') {
            if let Some(found) = self.by_pointer.get(shorter) {
                return found;
            }
            head = shorter;
        }
        &[]
    }

    fn area(&self, hit: Hit) -> Option<(u32, Rect)> {
        let sheet = self.sheets.get(hit.sheet as usize)?;
        let words = sheet.words.get(hit.word as usize..(hit.word + hit.count) as usize)?;
        let area = words.iter().map(|word| word.area).reduce(|all, area| all.union(&area))?;
        Some((sheet.number, area))
    }

    /// True when a word is within reach of an anchor.
    fn reaches(&self, anchor: &Anchor, hit: Hit) -> bool {
        let Some((page, area)) = self.area(hit) else { return false };
        match anchor.reach {
            Reach::Row => is_on_row(&anchor.at, page, &area),
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
        let key = (anchor.at.page, anchor.at.area.y0);
        let first = self.order.partition_point(|(page, y, _)| !before(key, (*page, *y)));
        let mut rest = self.order.get(first..)?.iter();
        let next = rest.find(|(_, _, pointer)| {
            !pointer.starts_with(&anchor.pointer) || pointer.len() == anchor.pointer.len()
        });
        next.map(|(page, y, _)| (*page, *y))
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
            What::Number(value) => {
                // A count is no figure of the pages, though the same digits may stand there.
                if leaf.pointer.ends_with("count") {
                    return Vec::new();
                }
                // Figures of a row or block stand there, or in another row that names the element; of what has
                // neither, wherever they are.
                let hits = self.index.numbers.get(&bare(*value));
                let close = single(hits, anchors.is_empty());
                if !close.is_empty() {
                    return close;
                }
                let rows = self.rows_named(&leaf.pointer);
                let on_row = |hit: &&Hit| {
                    self.area(**hit)
                        .is_some_and(|(page, area)| rows.iter().any(|row| is_on_row(row, page, &area)))
                };
                hits.into_iter().flatten().filter(on_row).map(|hit| vec![*hit]).collect()
            }
            What::Date(date) => single(self.index.dates.get(date), true),
            What::Text(text) => self.texts(text, anchors),
        }
    }

    /// A text word by word, from each place where its first word stands.
    fn texts(&self, text: &str, anchors: &[&Anchor]) -> Candidates {
        let tokens: Vec<String> =
            text.split_whitespace().map(folded).filter(|token| !token.is_empty()).collect();
        let Some((first, rest)) = tokens.split_first() else { return Vec::new() };
        let Some(starts) = self.index.texts.get(first) else { return self.glued(text, anchors) };
        let close: Vec<&Hit> =
            starts.iter().filter(|hit| anchors.iter().any(|anchor| self.reaches(anchor, **hit))).collect();
        let starts: Vec<&Hit> = if close.is_empty() { starts.iter().collect() } else { close };
        let mut best: Candidates = Vec::new();
        let mut most = 0;
        for start in starts.into_iter().take(64) {
            let words = self.follow(*start, rest);
            if words.len() > most {
                most = words.len();
                best = vec![words];
            } else if words.len() == most {
                best.push(words);
            }
        }
        // Names are cleaned: most of the words must be there.
        if most * 2 > tokens.len() { best } else { self.glued(text, anchors) }
    }

    /// The words that continue a text: next on the line, or on one of the lines below.
    fn follow(&self, start: Hit, rest: &[String]) -> Vec<Hit> {
        let mut words = vec![start];
        let Some(sheet) = self.sheets.get(start.sheet as usize) else { return words };
        let mut at = start.word as usize;
        for token in rest {
            let window = at + 1..(at + 60).min(sheet.words.len());
            let next = window
                .clone()
                .find(|&word| sheet.words.get(word).is_some_and(|found| folded(sheet.text(found)) == *token));
            let Some(next) = next else { continue };
            at = next;
            words.push(Hit { sheet: start.sheet, word: next as u32, count: 1 });
        }
        words
    }

    /// A text that stands within a longer word (`ISIN:INF...`) or is put together from parts of some.
    fn glued(&self, text: &str, anchors: &[&Anchor]) -> Candidates {
        let wanted = folded(text);
        if wanted.contains(' ') {
            return Vec::new();
        }
        let mut found: Candidates = Vec::new();
        for (word, hits) in &self.index.texts {
            // A short code stands before a hyphen: `C7-Sample Fund`.
            let code = || word.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('-'));
            if word.len() > wanted.len() && (wanted.len() >= 5 && word.contains(&wanted) || code()) {
                found.extend(hits.iter().map(|hit| vec![*hit]));
            }
        }
        found.extend(self.broken(&wanted));
        found.sort();
        let close: Candidates = found
            .iter()
            .filter(|words| words.iter().any(|hit| anchors.iter().any(|anchor| self.reaches(anchor, *hit))))
            .cloned()
            .collect();
        if close.is_empty() { found } else { close }
    }

    /// A code that is printed in two pieces: order numbers wrap, BO ids stand apart.
    fn broken(&self, wanted: &str) -> Candidates {
        let mut found = Vec::new();
        for length in 6..wanted.len() {
            let (Some(head), Some(tail)) = (wanted.get(..length), wanted.get(length..)) else { continue };
            for hit in self.index.texts.get(head).into_iter().flatten() {
                let words = self.follow(*hit, &[tail.to_owned()]);
                if words.len() == 2 {
                    found.push(words);
                }
            }
        }
        found
    }

    /// How many parts of a member's name the title of a column says.
    fn title_agrees(&self, place: &[Hit], area: &Rect, name: &str) -> i64 {
        let Some(sheet) = place.first().and_then(|hit| self.sheets.get(hit.sheet as usize)) else { return 0 };
        let titles = || {
            let words = sheet.words.iter().enumerate().filter(|(index, word)| {
                word.area.y1 < area.y0
                    && word.area.x_overlap(area) > -TITLE_ASIDE
                    && sheet.claims.of(*index) == Claim::Furniture(Furniture::ColumnHeader)
            });
            words.map(|(_, word)| word)
        };
        let bottom = titles().map(|word| word.area.y1).fold(0.0, f32::max);
        let near = titles().filter(|word| bottom - word.area.y1 < TITLE_REACH);
        let said: Vec<String> = near.map(|word| folded(sheet.text(word))).collect();
        name.split('_').filter(|part| said.iter().any(|word| word == part)).count() as i64
    }

    /// The x that rows with one candidate prove for a member.
    fn columns(&self, leaves: &[Leaf], found: &[Candidates]) -> HashMap<String, f32> {
        let mut seen: HashMap<String, Vec<f32>> = HashMap::new();
        for (leaf, places) in leaves.iter().zip(found) {
            let [place] = places.as_slice() else { continue };
            if let Some((_, area)) = place.first().and_then(|hit| self.area(*hit)) {
                seen.entry(member(&leaf.pointer)).or_default().push(area.x1);
            }
        }
        seen.into_iter()
            .filter_map(|(member, mut xs)| {
                xs.sort_by(f32::total_cmp);
                let middle = xs.get(xs.len() / 2).copied()?;
                Some((member, middle))
            })
            .collect()
    }

    fn choose(&self, leaf: &Leaf, found: Candidates, columns: &HashMap<String, f32>) -> Origin {
        let anchors = self.anchors_of(&leaf.pointer);
        let column = columns.get(&member(&leaf.pointer)).copied();
        let name = leaf.pointer.rsplit('/').next().unwrap_or("");
        let cost = |place: &Vec<Hit>| -> (u32, i64, i64) {
            let Some((page, area)) = place.first().and_then(|hit| self.area(*hit)) else {
                return (u32::MAX, 0, 0);
            };
            let rows = self.rows_named(&leaf.pointer);
            let places = anchors.iter().map(|anchor| &anchor.at).chain(rows);
            let distance = places.map(|at| {
                let gap = (-at.area.y_overlap(&area)).max(0.0);
                (page.abs_diff(at.page), gap as i64)
            });
            let (pages, gap) = distance.min().unwrap_or((page, 0));
            // Without a proven column the title above tells: `net_rate_per_unit` stands under `Net Rate`.
            let aside = match column {
                Some(x) => (area.x1 - x).abs() as i64,
                None => -self.title_agrees(place, &area, name),
            };
            // Within a row the column tells; within a block the nearest line does.
            let is_row = anchors.iter().any(|anchor| anchor.reach == Reach::Row);
            if is_row { (pages, aside, gap) } else { (pages, gap, aside) }
        };
        let Some(best) = found.into_iter().min_by_key(cost) else { return Origin::Derived };
        let Some(sheet) = best.first().map(|hit| hit.sheet) else { return Origin::Derived };
        let here: Vec<&Hit> = best.iter().filter(|hit| hit.sheet == sheet).collect();
        let area = here.iter().filter_map(|hit| self.area(**hit)).map(|(_, area)| area);
        let page = self.sheets.get(sheet as usize).map(|sheet| sheet.number);
        match (page, area.reduce(|all, area| all.union(&area))) {
            (Some(page), Some(area)) => Origin::Printed {
                page,
                area,
                words: here.iter().flat_map(|hit| hit.word..hit.word + hit.count).collect(),
            },
            _ => Origin::Derived,
        }
    }
}

/// True for a word on the lines of a row.
fn is_on_row(row: &Location, page: u32, area: &Rect) -> bool {
    let height = row.area.height().clamp(5.0, 14.0);
    page == row.page && row.area.y_overlap(area) >= -ROW_REACH * height
}

fn before(one: (u32, f32), other: (u32, f32)) -> bool {
    one.0 < other.0 || one.0 == other.0 && one.1 < other.1
}
