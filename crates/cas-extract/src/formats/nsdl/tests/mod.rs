//! Tests of the walk on hand-made sheets: what they share.

mod accounts;
mod boxes;
mod folios;
mod holdings;
mod ledgers;
mod preference;
mod wraps;

use cas_model::record::{HoldingRecord, MovementRecord, Record, RowRecord, SchemeRecord};
use cas_model::{Noted, Sourced};
use cas_table::{Draft, Sheet};

use super::extract;

const SIZE: f32 = 6.5;

/// Rows of (x, text) on one baseline each; a negative x is the right edge of the text.
fn page(number: u32, rows: &[(f32, &[(f32, &str)])]) -> Sheet {
    let mut draft = Draft::new().numbered(number);
    for (y, cells) in rows {
        for (x, text) in *cells {
            draft = if *x < 0.0 { draft.right(-x, *y, SIZE, text) } else { draft.left(*x, *y, SIZE, text) };
        }
    }
    draft.sheet()
}

fn summary() -> Sheet {
    page(
        1,
        &[
            (88.0, &[(22.0, "NSDL ID: 100000000")]),
            (100.0, &[(22.0, "RIYA TESTCASE")]),
            (110.0, &[(22.0, "PINCODE: 400001")]),
            (164.0, &[(22.0, "Statement for the period from 01-Mar-2026 to 31-Mar-2026")]),
            (178.0, &[(22.0, "YOUR CONSOLIDATED PORTFOLIO VALUE ` 1,53,825.45")]),
            (212.0, &[(22.0, "In the Single Name of")]),
            (223.0, &[(22.0, "RIYA TESTCASE (PAN:ABCDE1234F)")]),
            (259.0, &[(22.0, "Account Type"), (160.0, "Account Details")]),
            (278.5, &[(160.0, "FIRST SAMPLE LIMITED")]),
            (282.9, &[(22.0, "NSDL Demat Account"), (400.0, "3"), (-575.0, "19,505.00")]),
            (287.3, &[(160.0, "DP ID:IN300011 Client ID:10000001")]),
            (313.0, &[(392.0, "Total"), (-575.0, "1,53,825.45")]),
            (330.0, &[(380.0, "Grand Total"), (-575.0, "1,53,825.45")]),
        ],
    )
}

const BOX: [(f32, &[(f32, &str)]); 3] = [
    (60.0, &[(22.0, "NSDL Demat Account"), (306.0, "ACCOUNT HOLDER")]),
    (70.0, &[(22.0, "FIRST SAMPLE LIMITED"), (306.0, "RIYA TESTCASE (PAN:ABCDE1234F)")]),
    (80.0, &[(22.0, "DP ID:IN300011 Client ID:10000001")]),
];

/// A baseline and the words on it; a negative place is a right edge.
type Row<'a> = (f32, &'a [(f32, &'a str)]);

fn read(pages: &[&[Row<'_>]]) -> Noted<Vec<Sourced>> {
    let mut sheets = vec![summary()];
    for (index, rows) in pages.iter().enumerate() {
        let rows: Vec<_> =
            if index == 0 { BOX.iter().chain(*rows).copied().collect() } else { rows.to_vec() };
        sheets.push(page(index as u32 + 2, &rows));
    }
    let found = extract(&sheets);
    let unclaimed: Vec<_> =
        sheets.iter().flat_map(|sheet| sheet.unclaimed().map(|word| sheet.text(word).to_owned())).collect();
    assert_eq!(unclaimed, Vec::<String>::new());
    found
}

fn holdings(found: &Noted<Vec<Sourced>>) -> Vec<&HoldingRecord> {
    let records = found.value.iter().map(|sourced| &sourced.record);
    records
        .filter_map(|record| if let Record::Holding(holding) = record { Some(&**holding) } else { None })
        .collect()
}

fn schemes(found: &Noted<Vec<Sourced>>) -> Vec<&SchemeRecord> {
    let records = found.value.iter().map(|sourced| &sourced.record);
    records
        .filter_map(|record| if let Record::Scheme(scheme) = record { Some(&**scheme) } else { None })
        .collect()
}

fn movements(found: &Noted<Vec<Sourced>>) -> Vec<&MovementRecord> {
    let records = found.value.iter().map(|sourced| &sourced.record);
    records
        .filter_map(|record| if let Record::Movement(row) = record { Some(&**row) } else { None })
        .collect()
}

fn rows(found: &Noted<Vec<Sourced>>) -> Vec<&RowRecord> {
    let records = found.value.iter().map(|sourced| &sourced.record);
    records.filter_map(|record| if let Record::Row(row) = record { Some(&**row) } else { None }).collect()
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
