//! The two boxes side by side that open a demat account: account and DP on the left, holders on the right.
//!
//! ```text
//! NSDL Demat Account                     ACCOUNT HOLDERS         (ledgers: Summary of Transactions of)
//! FIRST SAMPLE SECURITIES LIMITED        RIYA TESTCASE (PAN:ABCDE1234F)
//! DP ID: IN300011 Client ID: 10000001    KABIR TESTCASE (PAN:PQRST6789K)
//! ```
//! The boxes have baselines of their own, so their lines interleave: words are told apart by the left edge of the
//! right box.

use std::ops::Range;

use cas_model::record::AccountKey;
use cas_model::statement::LinkedHolder;
use cas_table::{Claim, Furniture, Line, Sheet};

use crate::depository::draft::push_wrapped;
use crate::depository::holder::{account_key, demat_account_cell, holder, is_account_line};

/// What a box says.
#[derive(Debug)]
pub(super) struct AccountBox {
    /// `None` where the ids cannot be read: what follows is of no account that is known.
    pub(super) key: Option<AccountKey>,
    pub(super) dp_name: Option<String>,
    pub(super) holders: Vec<LinkedHolder>,
    /// Lines used up.
    pub(super) lines: usize,
}

/// Headings of the right box.
const RIGHT_HEADINGS: [&str; 2] = ["ACCOUNT HOLDER", "Summary of Transactions of"];

/// Lines that a box may have: type, a wrapped name, ids, and holders on baselines of their own.
const BOX_LINES: usize = 14;

/// Lines of the right box follow each other by at most this.
const PITCH_EM: f32 = 2.2;

/// Reads the box that starts at line `at`; `None` when no box starts there.
pub(super) fn read(sheet: &Sheet, at: usize) -> Option<AccountBox> {
    let first = sheet.lines.get(at)?;
    let right = (at..at + 4).find_map(|line| right_edge(sheet, sheet.lines.get(line)?));
    // The heading of the right box may stand a little above the left box.
    let start = (at..at + 2).find(|&line| {
        let Some(line) = sheet.lines.get(line) else { return false };
        let left = left_words(sheet, line, right);
        demat_account_cell(&sheet.joined(left)).is_some()
    })?;
    if start > at && !left_words(sheet, first, right).is_empty() {
        return None;
    }
    let depository = demat_account_cell(&sheet.joined(left_words(sheet, sheet.lines.get(start)?, right)))?;
    let mut found = Parts::default();
    let mut end = at;
    let mut last = first.baseline;
    for index in at..(at + BOX_LINES).min(sheet.lines.len()) {
        let Some(line) = sheet.lines.get(index) else { break };
        let left = left_words(sheet, line, right);
        let only_right = left.is_empty();
        if found.key.is_some() && (!only_right || line.baseline - last > PITCH_EM * line.size) {
            break;
        }
        found.left(sheet, left);
        if found.is_torn {
            return Some(AccountBox { key: None, dp_name: None, holders: Vec::new(), lines: index + 1 - at });
        }
        found.right(sheet, right_words(line, sheet, right));
        last = line.baseline;
        end = index + 1;
    }
    let mut key = found.key.take()?;
    key.depository = depository;
    claim(sheet, at..end);
    let dp_name = (!found.name.is_empty()).then_some(found.name);
    Some(AccountBox { key: Some(key), dp_name, holders: found.holders, lines: end - at })
}

#[derive(Default)]
struct Parts {
    key: Option<AccountKey>,
    /// The line of the ids was there, and they are none.
    is_torn: bool,
    name: String,
    holders: Vec<LinkedHolder>,
}

impl Parts {
    fn left(&mut self, sheet: &Sheet, words: Range<usize>) {
        if words.is_empty() || self.key.is_some() {
            return;
        }
        let text = sheet.joined(words);
        if is_account_line(&text) {
            self.key = account_key(&text);
            self.is_torn = self.key.is_none() && text.bytes().any(|byte| byte.is_ascii_digit());
        } else if demat_account_cell(&text).is_none() {
            push_wrapped(&mut self.name, &text);
        }
    }

    fn right(&mut self, sheet: &Sheet, words: Range<usize>) {
        if words.is_empty() || RIGHT_HEADINGS.iter().any(|text| sheet.prefix(words.clone(), text).is_some()) {
            return;
        }
        // The ledger box names the first holder without a PAN: nothing that the holdings box does not say.
        self.holders.extend(holder(&sheet.joined(words)));
    }
}

fn claim(sheet: &Sheet, lines: Range<usize>) {
    for line in sheet.lines.get(lines).unwrap_or(&[]) {
        sheet.claims.data(line.range());
        for text in RIGHT_HEADINGS {
            let heading =
                sheet.phrases(line.range()).find(|words| sheet.prefix(words.clone(), text).is_some());
            if let Some(words) = heading {
                sheet.claims.mark(words, Claim::Furniture(Furniture::Label));
            }
        }
    }
}

/// Left edge of the right box, when its heading stands on this line.
fn right_edge(sheet: &Sheet, line: &Line) -> Option<f32> {
    sheet
        .phrases(line.range())
        .find(|words| RIGHT_HEADINGS.iter().any(|text| sheet.prefix(words.clone(), text).is_some()))
        .and_then(|words| sheet.words.get(words.start))
        .map(|word| word.area.x0 - 0.5 * word.size)
}

fn left_words(sheet: &Sheet, line: &Line, right: Option<f32>) -> Range<usize> {
    match right {
        Some(x) => sheet.within(line, f32::NEG_INFINITY, x),
        None => sheet.phrases(line.range()).next().unwrap_or(line.range()),
    }
}

fn right_words(line: &Line, sheet: &Sheet, right: Option<f32>) -> Range<usize> {
    let left = left_words(sheet, line, right);
    left.end..line.range().end
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_model::Depository;
    use cas_table::Draft;

    #[test]
    fn boxes_with_baselines_of_their_own() {
        let sheet = Draft::new()
            .left(22.0, 323.1, 6.5, "NSDL Demat Account")
            .left(306.0, 328.6, 6.5, "ACCOUNT HOLDER")
            .left(22.0, 334.1, 6.5, "FIRST SAMPLE SECURITIES")
            .left(306.0, 339.6, 6.5, "RIYA TESTCASE (PAN:ABCDE1234F)")
            .left(22.0, 345.1, 6.5, "DP ID: IN300011 Client ID: 10000001")
            .left(306.0, 350.0, 6.5, "KABIR TESTCASE (PAN:PQRST6789K)")
            .left(22.0, 366.1, 6.5, "Mutual Funds (M)")
            .sheet();
        let found = read(&sheet, 0).unwrap();
        assert_eq!(found.key.unwrap().client_id, "10000001");
        assert_eq!(found.dp_name.as_deref(), Some("FIRST SAMPLE SECURITIES"));
        assert_eq!((found.holders.len(), found.lines), (2, 6));
        assert_eq!(sheet.unclaimed().count(), 3);
    }

    #[test]
    fn ids_that_are_none_are_not_those_of_the_next_box() {
        let sheet = Draft::new()
            .left(22.0, 100.0, 6.5, "NSDL Demat Account")
            .left(22.0, 111.0, 6.5, "FIRST SAMPLE")
            .left(22.0, 122.0, 6.5, "DP ID: IN300011 Client ID: x0000001")
            .left(22.0, 133.0, 6.5, "DP ID: 12000011 Client ID: 20000001")
            .sheet();
        let found = read(&sheet, 0).unwrap();
        assert_eq!((found.key, found.lines), (None, 3));
        assert_eq!(sheet.unclaimed().count(), sheet.words.len());
    }

    #[test]
    fn boxes_line_by_line_and_without_right_box() {
        let sheet = Draft::new()
            .left(22.0, 100.0, 6.5, "CDSL Demat Account")
            .left(306.0, 100.0, 6.5, "Summary of Transactions of")
            .left(22.0, 111.0, 6.5, "THIRD SAMPLE")
            .left(306.0, 111.0, 6.5, "RIYA TESTCASE")
            .left(22.0, 122.0, 6.5, "DP ID:12000011 Client ID:20000001")
            .sheet();
        let found = read(&sheet, 0).unwrap();
        let depository = found.key.map(|key| key.depository);
        assert_eq!((depository, found.dp_name.as_deref()), (Some(Depository::Cdsl), Some("THIRD SAMPLE")));
        let note = Draft::new().left(22.0, 100.0, 6.5, "the NSDL Demat Account is indicative").sheet();
        assert!(read(&note, 0).is_none());
    }
}
