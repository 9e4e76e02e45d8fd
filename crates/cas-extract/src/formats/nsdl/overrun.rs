//! Particulars that run up to the quantity beside them, or over it.
//!
//! Long particulars of a CDSL account reach into the column of credits, so that the quantity seems to be one of their
//! words. A row that moves the balance prints the quantity: where no column has it, the wording does, and the balances
//! before and after the row say which of its words it is.

use cas_model::Units;
use cas_model::record::MovementRecord;

use super::tables::ledger::DETAILS;
use crate::depository::cell;
use crate::depository::draft::{RowDraft, push_wrapped};

/// Gives the quantity that stands within the particulars back to its column.
pub(super) fn split(row: &RowDraft, before: Option<Units>, record: &mut MovementRecord) {
    let (Some(before), Some(after), None, None) = (before, record.closing, record.credit, record.debit)
    else {
        return;
    };
    let moved = if before < after { after - before } else { before - after };
    if moved.is_zero() {
        return;
    }
    // The quantity stands on the first line of the row.
    let mut lines = row.filled(DETAILS);
    let Some((head, tail)) = lines.next().and_then(|line| cut(line, moved)) else { return };
    let mut text = head.to_owned();
    for line in [tail].into_iter().filter(|tail| !tail.is_empty()).chain(lines) {
        push_wrapped(&mut text, line);
    }
    record.description = (!text.is_empty()).then_some(text);
    let side = if before < after { &mut record.credit } else { &mut record.debit };
    *side = Some(moved);
}

/// What stands before and behind the last figure that is `moved`: a word of its own, or the end of one where the two
/// touch. Quantities have decimals, numbers of particulars have none.
fn cut(line: &str, moved: Units) -> Option<(&str, &str)> {
    let printed = moved.to_string();
    let mut end = line.len();
    while let Some(text) = line.get(..end).filter(|_| printed.contains('.')) {
        let start = text.rfind(' ').map_or(0, |blank| blank + 1);
        let word = text.get(start..)?;
        let tail = || line.get(end..).map(str::trim_start);
        if word.contains('.') && cell::units(word) == Some(moved) {
            return Some((line.get(..start)?.trim_end(), tail()?));
        }
        let touching =
            text.strip_suffix(&printed).filter(|head| head.ends_with(|c: char| c.is_alphanumeric()));
        if let Some(head) = touching.filter(|_| word.len() > printed.len()) {
            return Some((head, tail()?));
        }
        end = start.checked_sub(1)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_that_the_balance_proves_is_cut_out() {
        let moved: Units = "15.000".parse().unwrap();
        let cases = [
            ("PAYOUT-CR EXID 111111111111 15.000", Some(("PAYOUT-CR EXID 111111111111", ""))),
            ("PAYOUT-CR EXID 15.000 111111111111", Some(("PAYOUT-CR EXID", "111111111111"))),
            ("15.000", Some(("", ""))),
            ("PAYOUT-CR EXID 11111111111115.000", Some(("PAYOUT-CR EXID 111111111111", ""))),
            ("PAYOUT-CR SETT 15 111111111111", None),
            ("PAYOUT-CR 150.000", None),
            ("PAYOUT-CR 1,15.000", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(cut(line, moved), expected, "{line}");
        }
    }
}
