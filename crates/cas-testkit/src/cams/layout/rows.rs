//! Transaction rows (2.4, 2.7) in each engine's manner.

use super::wrap::words;
use super::{At, FLUSH, INDENT, LEFT, RIGHT, Sheet};
use crate::cams::model::{Fault, Row, printed, printed_date};
use crate::draw::{Area, Text};

/// Width of the description: it starts at 74.29 and wraps at 298.67.
const DESCRIPTION: f64 = 298.67 - 74.29;
/// Row pitch; each further description line adds the second figure to the next row, and stands the third below the last.
const PITCH: f64 = 9.36;
const EXTRA: f64 = 7.2;
const LINE: f64 = 7.57;

impl Sheet<'_> {
    /// All rows of a block, or the line that says there are none.
    pub(super) fn rows(&mut self, index: usize) {
        let Some(block) = self.statement.blocks.get(index) else { return };
        let faults = &self.statement.faults;
        if block.rows.is_empty() {
            let at = self.next(9.05, 0.0);
            let text = "*** No transactions during this statement period ***";
            let mut text = Text::new(self.faces.italic, 6.685, 73.84, at.y - 0.11, text);
            text.slant = self.slant();
            self.put_at(at, text.within(Area::new(73.44, at.y - 7.6, 299.52, at.y + 2.0)));
        }
        let mut first = true;
        let mut tail = 0.0;
        for (at, row) in block.rows.iter().enumerate() {
            if faults.contains(&Fault::DropRow(index, at)) {
                continue;
            }
            let mut row = row.clone();
            if faults.contains(&Fault::FlipSign(index, at)) {
                (row.units, row.amount) = (row.units.map(|units| -units), row.amount.map(|amount| -amount));
            }
            if row.cosmetic {
                (row.units, row.amount) = (row.units.map(|units| -units), row.amount.map(|amount| -amount));
            }
            let pitch = if first { 9.05 } else { PITCH }
                + tail
                + if self.look.two_baselines && !first { 2.7 } else { 0.0 };
            tail = self.row(&row, pitch, at);
            first = false;
        }
        // The footer keeps its distance from the last line.
        self.y += tail + if self.look.two_baselines { 2.7 } else { 0.0 };
    }

    fn slant(&self) -> f64 {
        if self.look.kfintech { 0.0 } else { 0.32 }
    }

    /// One row; gives the extra height of its further description lines.
    fn row(&mut self, row: &Row, pitch: f64, index: usize) -> f64 {
        let italic = row.text.starts_with("***");
        let face = if italic { self.faces.italic } else { self.faces.text };
        let lines = words(face, 6.685, &row.text, DESCRIPTION);
        let more = (lines.len() - 1) as f64;
        let at = self.next(pitch, more * LINE);
        // KFintech's cells jitter by up to a point and a half.
        let jitter = |cell: usize| {
            if self.look.kfintech && !self.look.two_baselines {
                [0.0, 0.9, -0.5, 1.2, 0.3][(index * 3 + cell * 2) % 5]
            } else {
                0.0
            }
        };
        let wide = if self.look.price.is_empty() { [3; 3] } else { [0, 1, 2] };
        let cells = [
            (row.amount, 2, 299.52, 373.68, 372.83),
            (row.price, row.price.map_or(4, |price| price.scale()), 432.0, 489.6, 488.75),
            (row.units, self.look.places, 374.4, 431.28, 430.43),
        ];
        let mut date = self.cell(at, LEFT, 73.44, INDENT, 0.0, printed_date(row.date));
        if self.look.kfintech {
            date.twin = Some(0.7);
        }
        let drawn: Vec<Text> = cells
            .into_iter()
            .enumerate()
            .filter(|(cell, _)| *cell != 1 || wide[0] == 0)
            .filter_map(|(cell, (value, places, left, right, edge))| {
                let text = printed(value?, places, self.look);
                Some(self.cell(at, left, right, 0.0, jitter(cell), text).ending(edge))
            })
            .collect();
        self.put_at(at, date);
        for text in drawn {
            self.put_at(at, text);
        }
        let lower = if self.look.two_baselines { 3.2 } else { -0.11 };
        for (line, text) in lines.into_iter().enumerate() {
            let y = at.y + lower + jitter(3) + LINE * line as f64;
            let x = if italic { 73.84 } else { 74.29 };
            let mut text =
                Text::new(face, 6.685, x, y, text).within(Area::new(73.44, y - 7.6, 299.52, y + 2.0));
            text.slant = if italic { self.slant() } else { 0.0 };
            self.put_at(at, text);
        }
        if let Some(balance) = row.balance {
            let text = printed(balance, self.look.places, self.look);
            let mut text = self.cell(at, 489.6, RIGHT, 0.0, -0.22 + jitter(4), text);
            text.size = 6.446;
            self.put_at(at, text.ending(FLUSH));
        }
        more * EXTRA
    }

    fn cell(&self, at: At, left: f64, right: f64, x: f64, drop: f64, text: String) -> Text {
        let y = at.y + drop;
        Text::new(self.faces.body, 6.685, x, y, text).within(Area::new(left, y - 7.6, right, y + 2.2))
    }
}
