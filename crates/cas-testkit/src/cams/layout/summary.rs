//! The summary statement (2.12): one table, a total, `Loads and Fees`.

use rust_decimal::Decimal;

use super::wrap::words;
use super::{FLUSH, INDENT, LEFT, RIGHT, Sheet, Table};
use crate::cams::model::{Block, Statement, printed, printed_date};
use crate::draw::{Area, Canvas, Encoding, Face, Text};

/// Left edges of the columns: folio, ISIN, scheme, cost, units, NAV date, NAV, value, registrar, end.
const EDGES: [f64; 10] = [LEFT, 74.5, 124.6, 278.0, 341.0, 383.5, 435.0, 490.0, 535.0, RIGHT];
const SIZE: f64 = 6.446;

/// Lays out a summary statement.
#[must_use]
pub fn summary(statement: &Statement, encoding: Encoding) -> Vec<Canvas> {
    let mut sheet = Sheet::new(statement, encoding, Table::Holdings);
    sheet.investor();
    sheet.titles(231.84);
    sheet.y = if sheet.look.isin { 249.84 } else { 255.6 };
    let mut house = "";
    for (index, block) in statement.blocks.iter().enumerate() {
        if sheet.look.isin && block.amc.heading != house {
            house = block.amc.heading;
            let at = sheet.next(13.5, 12.0);
            sheet.put_at(at, Text::new(sheet.faces.bold, 7.64, INDENT, at.y, house));
        }
        sheet.holding(index, block);
    }
    sheet.total();
    sheet.fees();
    sheet.finish()
}

impl Sheet<'_> {
    /// Column titles over up to three baselines; KFintech's words differ.
    pub(super) fn titles(&mut self, top: f64) {
        self.rule(Area::new(LEFT, top - 0.6, RIGHT, top), 0.0);
        self.rule(Area::new(LEFT, top + 23.0, RIGHT, top + 23.6), 0.0);
        let bold = self.faces.bold;
        let kfintech = self.look.kfintech;
        let mut titles: Vec<(usize, bool, &[&str])> = vec![(0, false, &["Folio No."])];
        if self.look.isin {
            titles.push((1, false, &["ISIN"]));
        }
        titles.push((if self.look.isin { 2 } else { 1 }, false, &["Scheme Name"]));
        if self.look.cost {
            titles.push((3, true, if kfintech { &["Cost", "Value"] } else { &["Cost Value", "(INR)"] }));
        }
        titles.push((4, true, if kfintech { &["Closing", "Unit", "Balance"] } else { &["Unit", "Balance"] }));
        titles.push((5, false, &["NAV Date"]));
        titles.push((6, true, if kfintech { &["Price"] } else { &["NAV", "(INR)"] }));
        titles.push((7, true, if kfintech { &["Market", "Value"] } else { &["Market", "Value", "(INR)"] }));
        titles.push((8, false, &["Registrar"]));
        for (column, right, words) in titles {
            for (line, word) in words.iter().enumerate() {
                let y = top + 7.2 + 6.6 * line as f64;
                let text = Text::new(bold, 6.2, column_left(column), y, *word);
                let text = if right { text.ending(flush(column)) } else { text };
                self.put(text.within(Area::new(EDGES[column], top, EDGES[column + 1], top + 23.0)));
            }
        }
    }

    /// One scheme; its name wraps in its own column only.
    fn holding(&mut self, index: usize, block: &Block) {
        let look = self.look;
        let face = self.faces.body;
        let name = format!("{}-{}", block.code, block.printed_name);
        let left = if look.isin { 2 } else { 1 };
        let lines = words(face, SIZE, &name, EDGES[3] - column_left(left) - 6.0);
        let more = (lines.len() - 1) as f64;
        let at = self.next(11.2, more * 7.4);
        let (cost, value) = self.printed_worth(index, block);
        let folio = block.summary_folio(look);
        let mut cells = vec![
            (0, false, folio),
            (7, true, printed(value, 2, look)),
            (4, true, printed(block.closing, look.places, look)),
            (5, false, printed_date(block.nav_date)),
            (6, true, printed(block.nav, block.nav.scale(), look)),
            (8, false, block.amc.registrar.to_owned()),
        ];
        if let (true, Some(isin)) = (look.isin, &block.isin) {
            cells.push((1, false, isin.clone()));
        }
        if look.cost {
            cells.push((3, true, printed(cost, 2, look)));
        }
        for (order, (column, right, text)) in cells.into_iter().enumerate() {
            // Content order of the reference: folio, value, code and name, then the rest.
            if order == 2 {
                for (line, text) in lines.iter().enumerate() {
                    let y = at.y + 7.4 * line as f64;
                    self.put_at(at, Text::new(face, SIZE, column_left(left), y, text.clone()));
                }
            }
            let text = Text::new(face, fit(face, &text, column), column_left(column), at.y, text);
            let text = if right { text.ending(flush(column)) } else { text };
            self.put_at(at, text);
        }
        self.y += more * 7.4;
    }

    fn total(&mut self) {
        let at = self.next(14.0, 0.0);
        let (mut cost, mut value) = (Decimal::ZERO, Decimal::ZERO);
        for (index, block) in self.statement.blocks.iter().enumerate() {
            let worth = self.printed_worth(index, block);
            (cost, value) = (cost + worth.0, value + worth.1);
        }
        let bold = self.faces.bold;
        self.fill_at(at, Area::new(LEFT, at.y - 8.6, RIGHT, at.y + 4.0), 0.9);
        self.put_at(at, Text::new(bold, 6.446, INDENT, at.y, "Total"));
        let mut numbers = vec![(7, value)];
        if self.look.cost {
            numbers.push((3, cost));
        }
        for (column, number) in numbers {
            let text = printed(number, 2, self.look);
            let text = Text::new(bold, fit(bold, &text, column), 0.0, at.y, text);
            self.put_at(at, text.ending(flush(column)));
        }
    }

    fn fees(&mut self) {
        let at = self.next(20.0, 0.0);
        self.put_at(at, Text::new(self.faces.bold, 8.595, INDENT, at.y, "Loads and Fees"));
        let face = self.faces.body;
        for block in &self.statement.blocks {
            for load in &block.loads {
                let text = format!("{} : {load}", block.name);
                for (index, line) in words(face, SIZE, &text, FLUSH - INDENT).into_iter().enumerate() {
                    let at = self.next(if index == 0 { 10.4 } else { 7.6 }, 0.0);
                    self.put_at(at, Text::new(face, SIZE, INDENT, at.y, line));
                }
            }
        }
    }
}

/// `NAV Date` starts a little further in than the others.
fn column_left(column: usize) -> f64 {
    EDGES[column] + if column == 5 { 5.0 } else { 0.85 }
}

/// Right edge of the numbers of a column; about nine points stay free before `Registrar`.
fn flush(column: usize) -> f64 {
    EDGES[column + 1] - if column == 7 { 8.4 } else { 3.2 }
}

/// Size of a text: numbers too wide for their column are set smaller, as the engine does; folios and ISINs overflow.
fn fit(face: Face, text: &str, column: usize) -> f64 {
    let room = flush(column) - EDGES[column] - 1.2;
    if column < 2 { SIZE } else { SIZE * (room / face.width(text, SIZE)).min(1.0) }
}
