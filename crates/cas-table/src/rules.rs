//! Rules and boxes as bounds of rows and columns.

use cas_page::Rect;

use crate::sheet::Sheet;
use crate::tolerance::{RULE_SAME, RULE_THICK};

/// Where a rule lies on the axis that it stands on, and its extent along the other one.
type Rule = (f32, f32, f32);

/// Boxes of one row touch: their corners agree to this, as producers round.
const TOUCHING: f32 = 0.01;

/// The rules of a page by direction. A box counts as its four sides; a page may draw a box for every cell.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// y and extent of the horizontal ones, top to bottom; those of a row of boxes are one.
    across: Vec<Rule>,
    /// x and extent of the vertical ones, as painted; sides that two boxes share are there once.
    down: Vec<Rule>,
}

impl Rules {
    /// The rules of a page.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let mut rules = Self::default();
        for area in sheet.rulings.iter().map(|ruling| ruling.area) {
            let (flat, thin) = (area.height() <= RULE_THICK, area.width() <= RULE_THICK);
            if flat && !thin {
                rules.across.push((area.y_mid(), area.x0, area.x1));
            } else if thin && !flat {
                rules.down.push((area.x_mid(), area.y0, area.y1));
            } else if !flat {
                rules.put_across((area.y0, area.x0, area.x1));
                rules.put_across((area.y1, area.x0, area.x1));
                rules.put_down((area.x0, area.y0, area.y1));
                rules.put_down((area.x1, area.y0, area.y1));
            }
        }
        rules.across.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        rules
    }

    /// The top or bottom of a box: the box before it, if they touch, has a top and a bottom among the last two.
    fn put_across(&mut self, (y, x0, x1): Rule) {
        let last = self.across.iter_mut().rev().take(2);
        match last.into_iter().find(|last| last.0 == y && (x0 - last.2).abs() <= TOUCHING) {
            Some(last) => last.2 = x1,
            None => self.across.push((y, x0, x1)),
        }
    }

    /// A side of a box: its left one is the right one of the box before it, if they touch.
    fn put_down(&mut self, (x, y0, y1): Rule) {
        let shared = |last: &Rule| (x - last.0).abs() <= TOUCHING && last.1 == y0 && last.2 == y1;
        if !self.down.last().is_some_and(shared) {
            self.down.push((x, y0, y1));
        }
    }

    /// The rules within the height of `area`, for many questions about it.
    #[must_use]
    pub fn within(&self, area: &Rect) -> Self {
        let first = self.across.partition_point(|rule| rule.0 < area.y0);
        let end = self.across.partition_point(|rule| rule.0 <= area.y1);
        let crosses = |rule: &&Rule| rule.1 <= area.y1 && rule.2 >= area.y0;
        Self {
            across: self.across.get(first..end).unwrap_or_default().to_vec(),
            down: self.down.iter().filter(crosses).copied().collect(),
        }
    }

    /// Where all rules are: how many run across, then their positions, then those of the others.
    pub(crate) fn positions(&self) -> impl Iterator<Item = f32> {
        let all = self.across.iter().chain(&self.down);
        std::iter::once(self.across.len() as f32).chain(all.flat_map(|&(at, start, end)| [at, start, end]))
    }

    /// The x of the vertical rules that run through the height of `area` (its middle half), left to right, each once.
    #[must_use]
    pub fn edges(&self, area: &Rect) -> Vec<f32> {
        let quarter = area.height() / 4.0;
        let (top, bottom) = (area.y0 + quarter, area.y1 - quarter);
        let crosses = |rule: &&Rule| rule.1 <= bottom && rule.2 >= top;
        let mut edges: Vec<f32> = self.down.iter().filter(crosses).map(|rule| rule.0).collect();
        edges.sort_unstable_by(f32::total_cmp);
        edges.dedup_by(|next, kept| *next - *kept <= RULE_SAME);
        edges
    }

    /// The first horizontal rule between two baselines that runs under the middle of `area`.
    #[must_use]
    pub fn parts(&self, upper: f32, lower: f32, area: &Rect) -> bool {
        let first = self.across.partition_point(|rule| rule.0 <= upper);
        let rules = self.across.get(first..).unwrap_or(&[]);
        rules
            .iter()
            .take_while(|rule| rule.0 < lower)
            .any(|&(_, x0, x1)| x0 <= area.x_mid() && area.x_mid() <= x1)
    }
}

#[cfg(test)]
mod tests {
    use cas_page::Ruling;

    use super::*;
    use crate::Draft;

    #[test]
    fn rules_part_rows_and_columns() {
        let draft = Draft::new()
            .left(30.0, 100.0, 8.0, "PAN")
            .left(44.0, 100.0, 8.0, "ABCDE1234F")
            .left(30.0, 112.0, 8.0, "State");
        let mut page = draft.page();
        let rule = |x0, y0, x1, y1| Ruling { area: Rect::new(x0, y0, x1, y1), filled: false };
        page.rulings = vec![rule(43.0, 90.0, 43.0, 104.0), rule(20.0, 104.0, 200.0, 104.2)];
        let sheet = Sheet::from_page(page);
        let rules = Rules::of(&sheet);
        assert_eq!(rules.edges(&sheet.lines[0].area), [43.0]);
        assert_eq!(rules.edges(&sheet.lines[1].area), [0.0f32; 0]);
        assert!(rules.parts(100.0, 112.0, &sheet.lines[1].area));
        assert!(!rules.parts(80.0, 100.0, &sheet.lines[1].area));
    }

    #[test]
    fn boxes_of_a_row_share_their_sides() {
        let mut page = Draft::new().left(30.0, 100.0, 8.0, "1").page();
        let cell = |x0: f32, y0: f32| Ruling { area: Rect::new(x0, y0, x0 + 20.0, y0 + 10.0), filled: false };
        page.rulings =
            [90.0, 100.0].into_iter().flat_map(|y| [20.0, 40.0, 60.0].map(|x| cell(x, y))).collect();
        let rules = Rules::of(&Sheet::from_page(page));
        assert_eq!((rules.across.len(), rules.down.len()), (4, 8));
        let row = Rect::new(0.0, 91.0, 100.0, 99.0);
        assert_eq!(rules.edges(&row), [20.0, 40.0, 60.0, 80.0]);
        assert_eq!(rules.within(&row).edges(&row), [20.0, 40.0, 60.0, 80.0]);
        assert!(rules.parts(95.0, 105.0, &Rect::new(30.0, 90.0, 70.0, 110.0)));
        assert!(!rules.parts(95.0, 105.0, &Rect::new(90.0, 90.0, 99.0, 110.0)));
    }
}
