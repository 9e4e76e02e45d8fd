//! Which of several places a value is taken to stand at, and the columns that rows prove.

use std::collections::{HashMap, HashSet};

use cas_page::Rect;
use cas_table::{Claim, Furniture, Sheet};

use crate::anchors::Reach;
use crate::index::{Hit, folded};
use crate::locate::{Candidates, Finder, Leaf, Origin, What, member};

/// The title of a column is at most this high: seven lines of the smallest print.
const TITLE_REACH: f32 = 60.0;

/// A centred title may end this far before its figures, in points.
const TITLE_ASIDE: f32 = 4.0;

/// What speaks against a place, the gravest first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Cost {
    /// So many pages away.
    pages: u32,
    /// On the line of another row.
    foreign: bool,
    /// Another row has it already: a word belongs to one row, unless a cell is printed for several.
    taken: bool,
    /// Printed with the other sign.
    other_sign: bool,
    /// From the column and from the line, in points.
    distances: (i64, i64),
}

impl Cost {
    const MOST: Self = Self {
        pages: u32::MAX,
        foreign: true,
        taken: true,
        other_sign: true,
        distances: (i64::MAX, i64::MAX),
    };
}

/// The words of a sheet that are the titles of columns.
pub(crate) fn titles(sheet: &Sheet) -> Vec<usize> {
    let is_title = |index: &usize| sheet.claims.of(*index) == Claim::Furniture(Furniture::ColumnHeader);
    (0..sheet.words.len()).filter(is_title).collect()
}

impl Finder<'_> {
    /// True for a figure that is printed with another sign than it has in the answer.
    fn has_other_sign(&self, what: &What, hit: Hit) -> bool {
        match what {
            What::Number(value) => value.is_sign_negative() != self.index.negative.contains(&hit),
            _ => false,
        }
    }

    /// How many parts of a member's name the title of a column says.
    fn title_agrees(&self, place: &[Hit], area: &Rect, name: &str) -> i64 {
        let Some(first) = place.first() else { return 0 };
        let Some(sheet) = self.sheets.get(first.sheet as usize) else { return 0 };
        let titles = || {
            let words = self.titles.get(first.sheet as usize).into_iter().flatten();
            let words = words.filter_map(|index| sheet.words.get(*index));
            words.filter(|word| word.area.y1 < area.y0 && word.area.x_overlap(area) > -TITLE_ASIDE)
        };
        let bottom = titles().map(|word| word.area.y1).fold(0.0, f32::max);
        let near = titles().filter(|word| bottom - word.area.y1 < TITLE_REACH);
        let said: Vec<String> = near.map(|word| folded(sheet.text(word))).collect();
        name.split('_').filter(|part| said.iter().any(|word| word == part)).count() as i64
    }

    /// The x that rows with one candidate prove for a member.
    pub(crate) fn columns(&self, leaves: &[Leaf], found: &[Candidates]) -> HashMap<String, f32> {
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

    /// Takes one of the places; `taken` are the words that others of the same member have.
    pub(crate) fn choose(
        &self,
        leaf: &Leaf,
        found: Candidates,
        columns: &HashMap<String, f32>,
        taken: &mut HashSet<(Hit, String)>,
    ) -> Origin {
        let places = self.places.above(&leaf.pointer);
        let rows = self.rows_named(&leaf.pointer);
        let member = member(&leaf.pointer);
        let column = columns.get(&member).copied();
        let name = leaf.pointer.rsplit('/').next().unwrap_or("");
        // Within a row the column tells; within a block the nearest line does.
        let is_row = places.iter().any(|place| place.reach == Reach::Row);
        let cost = |place: &Vec<Hit>| -> Cost {
            let Some((first, (page, area))) = place.first().and_then(|hit| Some((hit, self.area(*hit)?)))
            else {
                return Cost::MOST;
            };
            let known = places.iter().map(|place| &place.at).chain(rows);
            let distance = known.map(|at| {
                let gap = (-at.area.y_overlap(&area)).max(0.0);
                (page.abs_diff(at.page), gap as i64)
            });
            let (pages, gap) = distance.min().unwrap_or((page, 0));
            // Without a proven column the title above tells: `net_rate_per_unit` stands under `Net Rate`.
            let aside = match column {
                Some(x) => (area.x1 - x).abs() as i64,
                None => -self.title_agrees(place, &area, name),
            };
            Cost {
                pages,
                foreign: self.row_of_others(&leaf.pointer, page, &area).is_some(),
                taken: is_row && taken.contains(&(*first, member.clone())),
                other_sign: self.has_other_sign(&leaf.what, *first),
                distances: if is_row { (aside, gap) } else { (gap, aside) },
            }
        };
        let Some(best) = found.into_iter().min_by_key(cost) else { return Origin::Derived };
        taken.extend(best.first().map(|first| (*first, member)));
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
