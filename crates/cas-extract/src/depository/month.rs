//! Rows of the trend tables: `APR 2025  1,42,500.00  +2500.00  +1.79`.

use cas_model::date::month_number;
use cas_model::record::{TotalRecord, TotalScope};
use cas_table::{Line, Sheet};

use super::cell;
use crate::value;

/// Reads a month row: month, year, value, change, change in per cent; the change of the first month reads `NA`.
///
/// `None` when the line does not start with a month and a year.
pub(crate) fn month_row(sheet: &Sheet, line: &Line) -> Option<TotalRecord> {
    let mut words = sheet.words_of(line).iter().map(|word| sheet.text(word));
    let (first, second) = (words.next()?, words.next()?);
    let month =
        month_number(first).filter(|_| first.len() >= 3 && first.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let year: i32 = second.parse().ok().filter(|year| (1990..=2200).contains(year))?;
    let mut numbers = words.filter(|text| !value::is_rupee(text));
    let value = numbers.next().and_then(cell::amount);
    let change = numbers.next().and_then(cell::amount);
    let percent = numbers.next().and_then(cell::percent);
    let scope = TotalScope::Month { year, month };
    Some(TotalRecord {
        scope,
        label: format!("{first} {second}"),
        count: None,
        value,
        cost: None,
        change,
        percent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::Draft;

    #[test]
    fn rows() {
        let sheet = Draft::new()
            .left(22.0, 100.0, 7.0, "MAR 2025")
            .right(230.0, 100.0, 7.0, "1,40,000.00")
            .right(340.0, 100.0, 7.0, "NA")
            .right(430.0, 100.0, 7.0, "NA")
            .left(22.0, 112.0, 7.0, "APR 2025")
            .right(230.0, 112.0, 7.0, "1,42,500.00")
            .right(340.0, 112.0, 7.0, "+2500.00")
            .right(430.0, 112.0, 7.0, "+1.79")
            .left(22.0, 124.0, 7.0, "MARCH HARE")
            .sheet();
        let rows: Vec<_> = sheet.lines.iter().map(|line| month_row(&sheet, line)).collect();
        let [Some(first), Some(second), None] = rows.as_slice() else { panic!("two months") };
        assert_eq!(first.value.map(|value| value.to_string()).as_deref(), Some("140000.00"));
        assert_eq!(first.change, None);
        assert_eq!(second.scope, TotalScope::Month { year: 2025, month: 4 });
        assert_eq!(second.change.map(|change| change.to_string()).as_deref(), Some("2500.00"));
        assert_eq!(second.percent.map(|percent| percent.to_string()).as_deref(), Some("1.79"));
    }
}
