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

use cas_model::Depository;
use cas_model::record::AccountKey;
use cas_model::statement::LinkedHolder;
use cas_page::Location;
use cas_table::{Claim, Furniture, Line, Sheet};

use crate::depository::draft::push_wrapped;
use crate::depository::holder::{account_key, demat_account_cell, holder, is_account_line};
use crate::depository::remark::is_row_like;

/// What a box says.
#[derive(Debug)]
pub(super) struct AccountBox {
    pub(super) key: AccountKey,
    pub(super) dp_name: Option<String>,
    pub(super) holders: Vec<LinkedHolder>,
}

/// A box that begins, and the lines used up.
#[derive(Debug)]
pub(super) enum Found {
    Whole(AccountBox, usize),
    /// The page ends before the ids.
    Half(HalfBox, usize),
    /// The ids are none, or never come: what follows is of no account that is known.
    Unreadable(usize),
}

/// The part of a box that stands at the end of a page.
#[derive(Debug)]
pub(super) struct HalfBox {
    at: Location,
    depository: Depository,
    right: Option<f32>,
    parts: Parts,
}

impl HalfBox {
    /// Where the box begins.
    pub(super) fn at(&self) -> Location {
        self.at
    }
}

/// Headings of the right box.
const RIGHT_HEADINGS: [&str; 2] = ["ACCOUNT HOLDER", "Summary of Transactions of"];

/// Lines that a box may have: type, a wrapped name, ids, and holders on baselines of their own.
const BOX_LINES: usize = 14;

/// Lines of the right box follow each other by at most this.
const PITCH_EM: f32 = 2.2;

/// Reads the box that starts at line `at`; `None` when no box starts there.
pub(super) fn read(sheet: &Sheet, at: usize) -> Option<Found> {
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
    // In tables the cell of the account stands beside others.
    let alone = right.is_some() || sheet.phrases(first.range()).count() == 1;
    let mut half = HalfBox { at: sheet.location(first), depository, right, parts: Parts::default() };
    let end = half.parts.take_lines(sheet, at, right);
    let ended = sheet.lines.get(end..).unwrap_or(&[]).iter().all(|line| is_frame(sheet, line));
    Some(match half.parts.key.take() {
        Some(key) => {
            claim(sheet, at..end);
            Found::Whole(half.filled(key), end - at)
        }
        None if half.parts.is_torn => Found::Unreadable(end - at),
        None if ended && alone => {
            claim(sheet, at..end);
            Found::Half(half, end - at)
        }
        None => Found::Unreadable(start + 1 - at),
    })
    .filter(|found| matches!(found, Found::Whole(..)) || alone)
}

/// Reads the rest of a box from line `at` on, the first of the next page, and returns the first line after it; `None`
/// when the ids do not stand there.
pub(super) fn read_rest(sheet: &Sheet, at: usize, mut half: HalfBox) -> Option<(AccountBox, usize)> {
    let mut tops = (at..at + 4).filter_map(|line| sheet.lines.get(line));
    let right = half.right.or_else(|| tops.find_map(|line| right_edge(sheet, line)));
    let end = half.parts.take_lines(sheet, at, right);
    let key = half.parts.key.take()?;
    claim(sheet, at..end);
    Some((half.filled(key), end))
}

impl HalfBox {
    fn filled(self, mut key: AccountKey) -> AccountBox {
        key.depository = self.depository;
        let dp_name = (!self.parts.name.is_empty()).then_some(self.parts.name);
        AccountBox { key, dp_name, holders: self.parts.holders }
    }
}

#[derive(Debug, Default)]
struct Parts {
    key: Option<AccountKey>,
    /// The line of the ids was there, and they are none.
    is_torn: bool,
    name: String,
    holders: Vec<LinkedHolder>,
}

impl Parts {
    /// Reads the lines from `at` on up to the ids, and holders below them; returns the first line after them.
    fn take_lines(&mut self, sheet: &Sheet, at: usize, right: Option<f32>) -> usize {
        let mut end = at;
        let mut last: Option<f32> = None;
        for index in at..(at + BOX_LINES).min(sheet.lines.len()) {
            let Some(line) = sheet.lines.get(index).filter(|line| !is_frame(sheet, line)) else { break };
            let left = left_words(sheet, line, right);
            let apart = last.is_some_and(|last| line.baseline - last > PITCH_EM * line.size);
            if self.key.is_some() && (!left.is_empty() || apart) || is_row_like(sheet, line) {
                break;
            }
            self.left(sheet, left);
            end = index + 1;
            if self.is_torn {
                break;
            }
            self.right(sheet, right_words(line, sheet, right));
            last = Some(line.baseline);
        }
        end
    }

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

/// True for a line of the page frame.
pub(super) fn is_frame(sheet: &Sheet, line: &Line) -> bool {
    sheet.claims.of(line.range().start) == Claim::Furniture(Furniture::PageFrame)
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
    use cas_table::Draft;

    fn whole(sheet: &Sheet) -> (AccountBox, usize) {
        match read(sheet, 0) {
            Some(Found::Whole(found, lines)) => (found, lines),
            other => panic!("{other:?}"),
        }
    }

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
        let (found, lines) = whole(&sheet);
        assert_eq!(found.key.client_id, "10000001");
        assert_eq!(found.dp_name.as_deref(), Some("FIRST SAMPLE SECURITIES"));
        assert_eq!((found.holders.len(), lines), (2, 6));
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
        assert!(matches!(read(&sheet, 0), Some(Found::Unreadable(3))));
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
        let (found, _) = whole(&sheet);
        let depository = found.key.depository;
        assert_eq!((depository, found.dp_name.as_deref()), (Depository::Cdsl, Some("THIRD SAMPLE")));
        let note = Draft::new().left(22.0, 100.0, 6.5, "the NSDL Demat Account is indicative").sheet();
        assert!(read(&note, 0).is_none());
    }
}
