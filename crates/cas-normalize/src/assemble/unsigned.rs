//! Fund ledgers that print units without a sign: wording proposes, the printed opening and closing balance decides.

use cas_model::Units;
use cas_model::record::RowRecord;
use cas_page::Location;

use crate::classify::Classifier;

/// Longest ledger for which single wrong proposals are searched.
const LONGEST_SEARCH: usize = 400;

/// Signs the units of the rows of one scheme, where the ledger does not.
///
/// Signs that close from opening to closing balance stay as printed, and so do printed minus signs that nothing
/// contradicts. Else the wording decides; where that does not close either and one row turned round does, that row is
/// turned round.
pub(super) fn sign(
    rows: &mut [(Location, RowRecord)],
    open: Option<Units>,
    close: Option<Units>,
    classifier: &mut Classifier,
) {
    let balanced = rows.iter().any(|(_, row)| row.balance.is_some());
    let target = open.zip(close).map(|(open, close)| close - open);
    let sound = match target {
        Some(target) => total(rows) == target,
        None => rows.iter().any(|(_, row)| row.units.is_some_and(Units::is_negative)),
    };
    if balanced || sound {
        return;
    }
    for (_, row) in rows.iter_mut() {
        if !row.units.is_some_and(Units::is_negative) && classifier.leaves(&row.description) {
            row.units = row.units.map(|units| -units);
        }
    }
    let Some(target) = target else { return };
    let gap = target - total(rows);
    if gap.is_zero() || rows.len() > LONGEST_SEARCH {
        return;
    }
    // Turning a row round changes the sum by twice its units; only a single candidate is a proof.
    let candidates =
        |row: &&mut (Location, RowRecord)| row.1.units.is_some_and(|units| -(units + units) == gap);
    if rows.iter_mut().filter(|row| candidates(row)).count() == 1
        && let Some((_, row)) = rows.iter_mut().find(candidates)
    {
        row.units = row.units.map(|units| -units);
    }
}

fn total(rows: &[(Location, RowRecord)]) -> Units {
    rows.iter().filter_map(|(_, row)| row.units).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(rows: &[(&str, &str)], open: &str, close: &str) -> String {
        let mut rows: Vec<_> = rows
            .iter()
            .map(|(description, units)| {
                let row = RowRecord {
                    description: (*description).into(),
                    units: units.parse().ok(),
                    ..RowRecord::default()
                };
                (Location::default(), row)
            })
            .collect();
        sign(&mut rows, open.parse().ok(), close.parse().ok(), &mut Classifier::default());
        let units = rows.iter().map(|(_, row)| row.units.map_or("-".into(), |units| units.to_string()));
        units.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn wording_proposes_and_the_balance_decides() {
        /// Rows of wording and units, opening, closing, signed units.
        type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);
        let cases: [Case; 8] = [
            (&[("Purchase", "10.5"), ("Redemption", "3.5")], "0", "7.0", "10.5 -3.5"),
            (&[("Purchase", "10.5"), ("Redemption", "-3.5")], "0", "7.0", "10.5 -3.5"),
            (&[("Purchase", "10"), ("Lateral Shift Out", "4")], "", "", "10 -4"),
            (&[("Purchase", "10"), ("Odd entry", "4")], "1", "7", "10 -4"),
            (&[("Redemption", "4"), ("SIP Purchase Reversal", "-2")], "10", "4", "-4 -2"),
            (&[("Redemption", "4"), ("SIP Purchase Reversal", "-2")], "", "", "4 -2"),
            (&[("Odd", "4"), ("Other", "4")], "0", "8", "4 4"),
            (&[("Odd", "4"), ("Other", "4")], "5", "5", "4 4"),
        ];
        for (rows, open, close, expected) in cases {
            assert_eq!(signed(rows, open, close), expected);
        }
    }
}
