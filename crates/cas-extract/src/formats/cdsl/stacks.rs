//! Rows whose balances are stacked as `a)` over `b)`, drawn in either of two ways.
//!
//! Where all cells start on one line, the first balances stand beside price and value and the second ones below. Where
//! cells are centred, the first balances stand above the line of price and value and the second ones below it. The
//! rows tell: a line with a value and without a current balance has lost its balances to the line above.

use cas_table::Sheet;

use super::learned::Memory;
use super::middle::{Cut, PageCuts, Wraps};

/// Lines of one row are at most this far apart: centred cells of two lines stand half a line above and below.
const STACK_PITCH_EM: f32 = 1.5;

/// What follows `a)` or `b)` at the start of a word: nothing, or the label where no blank stands between.
pub(super) fn unmarked(text: &str) -> Option<&str> {
    let (mark, rest) = text.split_at_checked(2)?;
    ["a)", "b)"].iter().any(|known| known.eq_ignore_ascii_case(mark)).then_some(rest)
}

/// Tells how the rows stand, and joins lines of first balances with the lines of their values.
pub(super) fn wraps(pages: &mut [PageCuts<'_>], memory: &Memory) -> Wraps {
    let mut parted = false;
    let mut complete = false;
    for index in 0..pages.len() {
        let Some((before, page)) = pages.split_at_mut_checked(index) else { continue };
        let Some(page) = page.first_mut() else { continue };
        for at in 0..page.cuts.len() {
            if !page.cuts.get(at).is_some_and(|cut| cut.anchor) {
                continue;
            }
            if page.cuts.get(at).is_some_and(|cut| memory.reaches_first(&cut.numbers)) {
                complete = true;
            } else {
                parted |= join_above(page, at)
                    || before.last_mut().is_some_and(|before| join_over(before, page, at));
            }
        }
    }
    let names_above = pages.iter().find_map(|page| page.cuts.first()).is_some_and(|first| !first.anchor);
    let stacked = pages.iter().flat_map(|page| &page.cuts).any(|cut| !cut.anchor && !cut.numbers.is_empty());
    if parted || (names_above && !(complete && stacked)) { Wraps::Around } else { Wraps::Below }
}

/// Moves the numbers of the nearest line of balances above a value to it.
fn join_above(page: &mut PageCuts<'_>, at: usize) -> bool {
    let Some((above, below)) = page.cuts.split_at_mut_checked(at) else { return false };
    let Some(value) = below.first_mut() else { return false };
    let near = |cut: &&mut Cut<'_>| value.baseline - cut.baseline <= STACK_PITCH_EM * value.size;
    let own = above.iter_mut().rev().take_while(|cut| !cut.anchor).take_while(near);
    let Some(balances) = own.into_iter().find(|cut| !cut.numbers.is_empty()) else { return false };
    give(page.sheet, balances, value);
    true
}

/// Puts the balances before price and value.
fn give<'s>(sheet: &Sheet, balances: &mut Cut<'s>, value: &mut Cut<'s>) {
    for cell in &balances.numbers {
        sheet.claims.data(cell.word..cell.word + 1);
    }
    balances.numbers.append(&mut value.numbers);
    value.numbers = std::mem::take(&mut balances.numbers);
}

/// The same for the first value of a page, whose balances may stand last on the page before.
fn join_over<'s>(before: &mut PageCuts<'s>, page: &mut PageCuts<'s>, at: usize) -> bool {
    if page.cuts.get(..at).is_none_or(|above| above.iter().any(|cut| cut.anchor)) {
        return false;
    }
    let Some(last) = before.cuts.iter().rposition(|cut| cut.anchor) else { return false };
    let Some(end) = before.cuts.get(last).map(|cut| cut.baseline + STACK_PITCH_EM * cut.size) else {
        return false;
    };
    let rest = before.cuts.iter_mut().skip(last + 1).filter(|cut| cut.baseline > end);
    let Some(balances) = rest.into_iter().find(|cut| !cut.numbers.is_empty()) else { return false };
    let Some(value) = page.cuts.get_mut(at) else { return false };
    give(before.sheet, balances, value);
    true
}
