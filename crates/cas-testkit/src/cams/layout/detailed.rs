//! The detailed statement: head, blocks under the headings of their fund houses, footnote.

use super::{INDENT, Sheet, Table};
use crate::cams::model::Statement;
use crate::draw::{Canvas, Encoding, Text};

/// Lays out a detailed statement.
#[must_use]
pub fn detailed(statement: &Statement, encoding: Encoding) -> Vec<Canvas> {
    let mut sheet = Sheet::new(statement, encoding, Table::Transactions);
    sheet.investor();
    let top = sheet.portfolio();
    sheet.columns(top);
    sheet.y = top + 29.74 - 23.1;
    let mut house = "";
    for (index, block) in statement.blocks.iter().enumerate() {
        let mut pitch = 19.8;
        if block.amc.heading != house {
            house = block.amc.heading;
            sheet.heading(house, 23.1);
            pitch = 13.24;
        }
        sheet.block_head(index, block, pitch);
        sheet.rows(index);
        sheet.block_foot(index, block);
    }
    if statement.blocks.iter().any(|block| block.printed_name.contains('#')) {
        let foot = sheet.faces.foot;
        let at = sheet.next(18.0, 0.0);
        let mark = Text::new(foot, 4.45, INDENT, at.y - 2.2, "#");
        let x = INDENT + mark.width();
        sheet.put_at(at, mark);
        sheet.put_at(at, Text::new(foot, 6.69, x, at.y, "IDCW - Income Distribution cum Capital Withdrawal"));
    }
    sheet.finish()
}
