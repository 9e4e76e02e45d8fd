//! Small hand-made statements, one for each kind of table and each trap of the layout.
//!
//! Pages are drawn as text: one line per baseline, `y | x text | x text`, in points from the top left corner. Every
//! glyph is 3.375 pt wide.

mod breaks;
mod demat;
mod front;
mod funds;

use cas_model::record::{HoldingRecord, MovementRecord, Record, RowRecord, SchemeRecord};
use cas_table::{Draft, Sheet};

use super::{frame, walk};

/// Size of the text of all tables.
const SIZE: f32 = 6.75;

/// A page drawn as text.
fn page(number: u32, drawing: &str) -> Sheet {
    let mut draft = Draft::new().numbered(number);
    for line in drawing.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (y, texts) = line.split_once(" | ").unwrap();
        for text in texts.split(" | ") {
            let (x, text) = text.trim().split_once(' ').unwrap();
            draft = draft.left(x.parse().unwrap(), y.trim().parse().unwrap(), SIZE, text);
        }
    }
    draft.sheet()
}

fn records(sheets: &[Sheet]) -> Vec<Record> {
    let (pages, period) = frame::strip(sheets);
    walk::Walk::new(pages).run(period).value.into_iter().map(|sourced| sourced.record).collect()
}

/// Fails when a word of the pages was neither read nor known.
fn all_claimed(sheets: &[Sheet]) {
    let left: Vec<&str> =
        sheets.iter().flat_map(|sheet| sheet.unclaimed().map(|word| sheet.text(word))).collect();
    assert_eq!(left, Vec::<&str>::new());
}

fn shown<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn holdings(records: &[Record]) -> Vec<&HoldingRecord> {
    records
        .iter()
        .filter_map(|record| if let Record::Holding(own) = record { Some(&**own) } else { None })
        .collect()
}

fn movements(records: &[Record]) -> Vec<&MovementRecord> {
    records
        .iter()
        .filter_map(|record| if let Record::Movement(own) = record { Some(&**own) } else { None })
        .collect()
}

fn schemes(records: &[Record]) -> Vec<&SchemeRecord> {
    records
        .iter()
        .filter_map(|record| if let Record::Scheme(own) = record { Some(&**own) } else { None })
        .collect()
}

fn rows(records: &[Record]) -> Vec<&RowRecord> {
    records
        .iter()
        .filter_map(|record| if let Record::Row(own) = record { Some(&**own) } else { None })
        .collect()
}

/// Banner, tabs and holder of every page.
const FRAME: &str = "
    104 | 86 CONSOLIDATED ACCOUNT STATEMENT (CAS) FOR SECURITIES HELD IN DEMAT
    115 | 86 FORM AND INVESTMENTS IN MUTUAL FUNDS FOR THE PERIOD FROM 01-04-2026
    126 | 86 TO 30-04-2026
    146 | 25 Summary of Investments CDSL Demat Account Details MF Details Notes About CDSL
    168 | 25 RIYA TESTCASE
    817 | 524 Page 1 of 2
";
