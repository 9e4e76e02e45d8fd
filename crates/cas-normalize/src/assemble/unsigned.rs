//! Fund ledgers that print units without a sign: wording proposes, the printed opening and closing balance decides.

use std::collections::BTreeMap;

use cas_model::Units;
use cas_model::record::RowRecord;
use cas_page::Location;

use crate::classify::Classifier;

/// Longest ledger for which single wrong proposals are searched.
const LONGEST_SEARCH: usize = 400;

/// Signs the units of the rows of one scheme, where the ledger does not.
///
/// Signs that close from opening to closing balance stay as printed, and so do printed minus signs that nothing
/// contradicts. Else the wording decides; where that does not close either and one row turned round does, or all rows of
/// one wording, they are turned round.
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
    // Turning rows round changes the sum by twice their units; only a single candidate is a proof.
    let single: Vec<usize> = (0..rows.len()).filter(|at| closes(rows, &[*at], gap)).collect();
    let chosen = match single.as_slice() {
        [at] => vec![*at],
        [] => only(alike(rows).into_iter().filter(|group| closes(rows, group, gap))).unwrap_or_default(),
        _ => Vec::new(),
    };
    for at in chosen {
        if let Some((_, row)) = rows.get_mut(at) {
            row.units = row.units.map(|units| -units);
        }
    }
}

/// True when these rows turned round close the gap.
fn closes(rows: &[(Location, RowRecord)], group: &[usize], gap: Units) -> bool {
    let units: Units = group.iter().filter_map(|at| rows.get(*at)?.1.units).sum();
    -(units + units) == gap
}

/// Rows of one wording, which all go one way; instalments differ in their numbers.
fn alike(rows: &[(Location, RowRecord)]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (_, row)) in rows.iter().enumerate().filter(|(_, (_, row))| row.units.is_some()) {
        let wording = row.description.chars().filter(|c| !c.is_ascii_digit()).collect();
        groups.entry(wording).or_default().push(at);
    }
    groups.into_values().collect()
}

/// What there is one of.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
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
        let cases: [Case; 10] = [
            (&[("Purchase", "10.5"), ("Redemption", "3.5")], "0", "7.0", "10.5 -3.5"),
            (&[("Purchase", "10.5"), ("Redemption", "-3.5")], "0", "7.0", "10.5 -3.5"),
            (&[("Purchase", "10"), ("Lateral Shift Out", "4")], "", "", "10 -4"),
            (&[("Purchase", "10"), ("Odd entry", "4")], "1", "7", "10 -4"),
            (&[("Redemption", "4"), ("SIP Purchase Reversal", "-2")], "10", "4", "-4 -2"),
            (&[("Redemption", "4"), ("SIP Purchase Reversal", "-2")], "", "", "4 -2"),
            (&[("Odd", "4"), ("Other", "4")], "0", "8", "4 4"),
            (&[("Odd", "4"), ("Other", "4")], "5", "5", "4 4"),
            (&[("Odd 1/9", "4"), ("Purchase", "9"), ("Odd 2/9", "3")], "10", "12", "-4 9 -3"),
            (&[("Odd 1/9", "4"), ("Even 1", "5"), ("Odd 2/9", "3"), ("Even 2", "2")], "10", "10", "4 5 3 2"),
        ];
        for (rows, open, close, expected) in cases {
            assert_eq!(signed(rows, open, close), expected);
        }
    }
}
