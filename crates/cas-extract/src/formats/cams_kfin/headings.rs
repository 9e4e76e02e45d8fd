//! Lines that open a part of a statement: headings of fund houses and folio lines.

use cas_table::{Claim, Line, Sheet};

use super::PageTurn;
use super::tables::LEDGER;

/// Headings of fund houses have at most this many words, where nothing but their place tells them.
pub(super) const HEADING_WORDS: usize = 8;

/// Lines of load text stand 1.3 text sizes apart and 1.7 below the footer; a heading stands 3 below the last of them.
const APART_EM: f32 = 2.0;

/// A folio line stands 1.7 of its text sizes below the heading of its fund house, and 2.6 below load text.
const ABOVE_FOLIO_EM: f32 = 2.2;

/// True for the name of a fund house as headings print it; letter case varies, a former name may stand behind it in brackets.
pub(super) fn is_fund_house(text: &str) -> bool {
    const ENDS: [&str; 5] = ["mutual fund", "mf", "fund house", "templeton investments", "asset management"];
    let text = text.trim();
    let bare = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let text = bare.map_or(text, |(name, _)| name.trim_end());
    ENDS.iter().any(|end| {
        let Some(cut) = text.len().checked_sub(end.len()) else { return false };
        text.get(cut..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
            && text.get(..cut).is_some_and(|head| head.ends_with(' ') && !head.trim().is_empty())
    })
}

/// True for a line that text above it does not go on with: it stands far below that text and nearer to the line that
/// follows, or first on its page and close above a folio line.
pub(super) fn is_set_apart(sheet: &Sheet, line: usize) -> bool {
    let Some(found) = sheet.lines.get(line) else { return false };
    let below = sheet.lines.get(line + 1).map_or(f32::INFINITY, |below| below.baseline - found.baseline);
    let is_text = |above: &&Line| !matches!(sheet.claims.of(above.first as usize), Claim::Furniture(_));
    match line.checked_sub(1).and_then(|above| sheet.lines.get(above)).filter(is_text) {
        Some(above) => {
            let above = found.baseline - above.baseline;
            above > APART_EM * found.size && (above > below || !is_folio_line(sheet, line + 1))
        }
        None => sheet
            .lines
            .get(line + 1)
            .is_some_and(|folio| is_folio_line(sheet, line + 1) && below <= ABOVE_FOLIO_EM * folio.size),
    }
}

/// `Folio No: 12345678 / 95`, with any blanks; in a dated row the words mean nothing (gift transfers name folios), nor do
/// they in prose, where no digit follows.
pub(super) fn is_folio_line(sheet: &Sheet, line: usize) -> bool {
    let Some(found) = sheet.lines.get(line) else { return false };
    ["Folio No:", "Folio No.:", "Folio Number:"].iter().any(|label| {
        sheet.prefix(found.range(), label).is_some_and(|(count, rest)| {
            let next = sheet.words_of(found).get(count).map_or("", |word| sheet.text(word));
            let value = if sheet.span(rest).is_empty() { next } else { sheet.span(rest) };
            value.is_empty() || value.bytes().any(|byte| byte.is_ascii_digit())
        })
    })
}

/// Looks past page furniture for the next line of the body.
pub(super) fn next_is_folio(pages: &PageTurn<'_>, line: usize) -> bool {
    let here = (pages.sheet, line + 1, false);
    for (sheet, from, is_next) in std::iter::once(here).chain(pages.next.map(|next| (next, 0, true))) {
        let header = is_next.then(|| LEDGER.find(sheet)).flatten();
        let skip = header.map_or(0..0, |header| header.lines);
        for next in from..sheet.lines.len() {
            let Some(found) = sheet.lines.get(next) else { continue };
            if is_folio_line(sheet, next) {
                return true;
            }
            let furniture = skip.contains(&next) || (is_next && next < skip.start);
            let claimed = sheet.claims.of(found.first as usize) != Claim::Unclaimed;
            if !furniture && !claimed {
                return false;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_fund_house;

    #[test]
    fn fund_houses_by_the_ends_of_their_names() {
        let houses = [
            "ALPHA Mutual Fund",
            "Beta Asset MF",
            "360 ONE Mutual Fund (Formerly Known as Omega Mutual Fund)",
            "Beta MUTUAL FUND (erstwhile Gamma)",
            "Beta Fund House",
        ];
        for text in houses {
            assert!(is_fund_house(text), "{text}");
        }
        for text in
            ["Mutual Fund", "(Alpha Mutual Fund)", "Alpha Fund (Beta Mutual Fund)", "Alpha MutualFund)", ""]
        {
            assert!(!is_fund_house(text), "{text}");
        }
    }
}
