//! Rules and boxes as bounds of rows and columns.

use cas_page::Rect;

use crate::sheet::Sheet;
use crate::tolerance::{RULE_SAME, RULE_THICK};

/// The rules of a page by direction. A box counts as its four sides.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// y and extent of the horizontal ones, top to bottom.
    across: Vec<(f32, f32, f32)>,
    /// x and extent of the vertical ones, left to right.
    down: Vec<(f32, f32, f32)>,
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
                rules.across.extend([(area.y0, area.x0, area.x1), (area.y1, area.x0, area.x1)]);
                rules.down.extend([(area.x0, area.y0, area.y1), (area.x1, area.y0, area.y1)]);
            }
        }
        rules.across.sort_by(|a, b| a.0.total_cmp(&b.0));
        rules.down.sort_by(|a, b| a.0.total_cmp(&b.0));
        rules
    }

    /// The x of the vertical rules that run through the height of `area` (its middle half), left to right, each once.
    #[must_use]
    pub fn edges(&self, area: &Rect) -> Vec<f32> {
        let quarter = area.height() / 4.0;
        let (top, bottom) = (area.y0 + quarter, area.y1 - quarter);
        let mut edges: Vec<f32> = Vec::new();
        for &(x, y0, y1) in &self.down {
            let crosses = y0 <= bottom && y1 >= top;
            if crosses && edges.last().is_none_or(|last| x - last > RULE_SAME) {
                edges.push(x);
            }
        }
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
}
