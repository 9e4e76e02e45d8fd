//! The headings of an NSDL statement and the furniture of its pages.

use std::ops::Range;

use cas_model::date::parse_date;
use cas_table::{Furniture, Line, Sheet};

use crate::depository::remark::{BETWEEN, is_sentence};

/// A line that opens a part of the statement, or a labelled line outside tables.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Heading {
    /// `NSDL ID:` or `CAS ID:`; the investor's name and address follow.
    CasId,
    /// `name : ... CAS ID : ...` (2014 to 2016).
    NameAndCasId,
    /// `Statement for the period from ... to ...`.
    Period,
    /// `YOUR CONSOLIDATED PORTFOLIO VALUE`.
    PortfolioValue,
    /// Caption of the roster.
    Roster,
    /// Captions of the trend table.
    Trend,
    /// `PORTFOLIO COMPOSITION`, before 2017 `SUMMARY OF VALUE OF HOLDINGS`.
    Composition,
    /// `as on 31-Mar-2026`.
    AsOn,
    /// `Total Expense Ratio & Commission Paid`.
    Expenses,
    /// Pension holdings.
    PensionHoldings,
    /// Pension contributions: closes the holdings.
    PensionLedger,
    /// Life insurance.
    Insurance,
    /// `for the period from ...` below `Transactions` (which alone is a word of the navigation strip).
    Transactions,
    /// `Mutual Funds Transaction Statement for the Period from ...`.
    FolioLedger,
    /// An account or the statement without movements.
    NoTransactions,
    /// `***End of Statement***`.
    End,
    /// `Know more about your accounts`.
    Details,
    /// `About NSDL`.
    About,
}

/// How much of the line the heading must make up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Extent {
    Whole,
    Start,
    /// The line starts with it and goes on with dates and names only: a sentence that starts so has verbs.
    NoSentence,
}

/// First match wins; compared without blanks and letter case.
const HEADINGS: [(&str, Extent, Heading); 24] = [
    ("NSDL ID:", Extent::Start, Heading::CasId),
    ("NSDL ID :", Extent::Start, Heading::CasId),
    ("CAS ID:", Extent::Start, Heading::CasId),
    ("name :", Extent::Start, Heading::NameAndCasId),
    ("Statement for the period", Extent::Start, Heading::Period),
    ("YOUR CONSOLIDATED PORTFOLIO VALUE", Extent::Start, Heading::PortfolioValue),
    ("Your Demat Account and Mutual Fund Folios", Extent::Whole, Heading::Roster),
    ("Portfolio Value Trend", Extent::Start, Heading::Trend),
    ("Monthly movement of your", Extent::Start, Heading::Trend),
    ("PORTFOLIO COMPOSITION", Extent::Start, Heading::Composition),
    ("SUMMARY OF VALUE OF HOLDINGS", Extent::Start, Heading::Composition),
    ("Holdings as on", Extent::Start, Heading::AsOn),
    ("as on", Extent::Start, Heading::AsOn),
    ("Total Expense Ratio & Commission Paid", Extent::Start, Heading::Expenses),
    ("Life Insurance Policies", Extent::NoSentence, Heading::Insurance),
    ("Insurance Policies", Extent::Whole, Heading::Insurance),
    ("Your Insurance Policies", Extent::NoSentence, Heading::Insurance),
    ("for the period from", Extent::NoSentence, Heading::Transactions),
    ("Transactions for the period from", Extent::NoSentence, Heading::Transactions),
    ("Mutual Funds Transaction Statement", Extent::NoSentence, Heading::FolioLedger),
    ("NO TRANSACTION", Extent::Start, Heading::NoTransactions),
    ("***End of Statement", Extent::Start, Heading::End),
    ("Know more about your account", Extent::NoSentence, Heading::Details),
    ("About NSDL", Extent::Whole, Heading::About),
];

/// The heading that `words` start with, and how many words it uses up.
pub(super) fn heading(sheet: &Sheet, words: Range<usize>) -> Option<(Heading, usize)> {
    let first = first_letter(sheet, words.start)?;
    let known = HEADINGS.iter().find_map(|(text, extent, heading)| {
        if !text.as_bytes().first().is_some_and(|letter| letter.eq_ignore_ascii_case(&first)) {
            return None;
        }
        let (used, _) = sheet.prefix(words.clone(), text)?;
        let fits = match extent {
            Extent::Start => true,
            Extent::Whole => used == words.len(),
            Extent::NoSentence => !is_sentence(sheet, words.start + used..words.end),
        };
        fits.then_some((*heading, used))
    });
    known.or_else(|| pension_heading(sheet, words))
}

/// What the headings of pension accounts name; other words may stand before.
const PENSION: &str = "National Pension System";

/// What of a pension account the heading announces, behind its name.
const PENSION_PARTS: [(&str, Heading); 2] =
    [("Holding Details", Heading::PensionHoldings), ("Transaction Details", Heading::PensionLedger)];

/// Words of a heading at most, up to its last label: what is longer is a sentence.
const HEADING_WORDS: usize = 9;

/// The headings of pension accounts: words before the name (`Your National Pension System (NPS) holding details`), the
/// day or the period and the active tab behind it.
fn pension_heading(sheet: &Sheet, words: Range<usize>) -> Option<(Heading, usize)> {
    let last = words.end.min(words.start + HEADING_WORDS);
    let is_name =
        |at: usize| first_letter(sheet, at).is_some_and(|letter| letter.eq_ignore_ascii_case(&b'N'));
    let named = |at: usize| sheet.prefix(at..last, PENSION).map(|(used, _)| at + used);
    let behind = (words.start..last).filter(|at| is_name(*at)).find_map(named)?;
    let mut labels = (behind..last).flat_map(|at| PENSION_PARTS.iter().map(move |part| (at, part)));
    let announced =
        |at: usize, label: &str| sheet.prefix(at..last, label).map(|(used, rest)| (at + used, rest));
    let (heading, end, rest) = labels
        .find_map(|(at, (label, heading))| announced(at, label).map(|(end, rest)| (*heading, end, rest)))?;
    let rest = sheet.span(rest);
    let mut tail = sheet.words.get(end..words.end).unwrap_or(&[]).iter().map(|word| sheet.text(word));
    let fits = |text: &str| TABS.contains(&text) || BETWEEN.contains(&text) || parse_date(text).is_some();
    ((rest.is_empty() || TABS.contains(&rest)) && tail.all(fits)).then_some((heading, words.len()))
}

/// The first byte of a word: most lines start with none that a heading starts with.
fn first_letter(sheet: &Sheet, word: usize) -> Option<u8> {
    sheet.words.get(word).and_then(|word| sheet.text(word).bytes().next())
}

/// Words of the navigation strip on top of each page. One of them alone, to the right, repeats the active tab; in a
/// name column it may be the last word of a wrapped name.
const TABS: [&str; 10] = [
    "Summary",
    "Holdings",
    "Transactions",
    "Your",
    "Account",
    "YourAccount",
    "About",
    "NSDL",
    "AboutNSDL",
    "Accounts",
];

/// Titles and footers stand within this share of the height from the edges of the page.
const EDGE: f32 = 0.08;

/// Titles and footers, alone on their line or followed by a page number.
const FRAMES: [&str; 4] = [
    "National Securities Depository Limited",
    "NSDL Consolidated Account Statement",
    "Consolidated Account Statement",
    "Page",
];

/// Claims a line of the page frame (titles, navigation, footers) and says whether it was one.
pub(super) fn claim_frame(sheet: &Sheet, line: &Line) -> bool {
    let found = is_navigation(sheet, line) || is_title(sheet, line) || is_page_number(sheet, line);
    if found {
        sheet.claims.furniture(line.range(), Furniture::PageFrame);
    }
    found
}

fn is_navigation(sheet: &Sheet, line: &Line) -> bool {
    let words = sheet.words_of(line);
    let is_tab = |text: &str| TABS.contains(&text);
    let known = words.iter().all(|word| is_tab(sheet.text(word)));
    match words {
        [one] => {
            let apart = one.area.x0 > 0.4 * sheet.width || sheet.text(one) == "Transactions";
            known && apart && ["Summary", "Holdings", "Transactions"].contains(&sheet.text(one))
        }
        [_, _] => known && words.iter().any(|word| ["Summary", "Holdings"].contains(&sheet.text(word))),
        _ => words.iter().all(|word| TABS.iter().any(|tab| tab.eq_ignore_ascii_case(sheet.text(word)))),
    }
}

/// A title alone, or with a page number. At the edges of the page a title in another script may stand beside it, of
/// which only what its font made of it is left (`\u{fffd}`, Latin letters).
fn is_title(sheet: &Sheet, line: &Line) -> bool {
    let at_edge = line.baseline < EDGE * sheet.height || line.baseline > (1.0 - EDGE) * sheet.height;
    let first = first_letter(sheet, line.range().start);
    FRAMES.iter().filter(|title| title.bytes().next() == first).any(|title| {
        sheet.prefix(line.range(), title).is_some_and(|(used, rest)| {
            let mut tail = sheet.words_of(line).iter().skip(used).map(|word| sheet.text(word));
            sheet.span(rest).is_empty() && tail.all(|text| at_edge || is_count(text) || text == "of")
        })
    })
}

/// A number alone at the foot of the page (the lowest twentieth).
fn is_page_number(sheet: &Sheet, line: &Line) -> bool {
    match sheet.words_of(line) {
        [one] => line.baseline > 0.95 * sheet.height && is_count(sheet.text(one)),
        _ => false,
    }
}

fn is_count(text: &str) -> bool {
    text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::Draft;

    fn read(text: &str) -> Option<Heading> {
        let sheet = Draft::new().left(22.0, 100.0, 7.0, text).sheet();
        heading(&sheet, 0..sheet.words.len()).map(|(heading, _)| heading)
    }

    #[test]
    fn headings() {
        let cases = [
            ("NSDL ID: 100000000", Some(Heading::CasId)),
            ("National Pension System (NPS) Holding Details", Some(Heading::PensionHoldings)),
            ("National Pension System (NPS) Transaction Details", Some(Heading::PensionLedger)),
            ("National Pension System holding details of a subscriber", None),
            ("National Pension System holding details are shown on the next page.", None),
            ("National Pension System (NPS) Holding Details Holdings", Some(Heading::PensionHoldings)),
            ("National Pension System (NPS) Holding DetailsHoldings", Some(Heading::PensionHoldings)),
            (
                "National Pension System (NPS) Holding Details as on 31-Mar-2026",
                Some(Heading::PensionHoldings),
            ),
            (
                "Your National Pension System (NPS) holding details as on 31-Mar-2026 Holdings",
                Some(Heading::PensionHoldings),
            ),
            (
                "National Pension System (NPS) Transaction Details for the period from 01-Mar-2026 to 31-Mar-2026",
                Some(Heading::PensionLedger),
            ),
            ("National Pension System (NPS) Transaction Details Transactions", Some(Heading::PensionLedger)),
            ("Your National Pension System (NPS) holding details", Some(Heading::PensionHoldings)),
            ("Your National Pension System transaction details", Some(Heading::PensionLedger)),
            ("You may give your consent so that we show your National Pension System holding details", None),
            ("for the period from 01-Mar-2026 to 31-Mar-2026", Some(Heading::Transactions)),
            (
                "Transactions for the period from 01-Mar-2026 to 31-Mar-2026 Summary",
                Some(Heading::Transactions),
            ),
            ("Transactions are shown below", None),
            ("Transactions for the period from 01-Apr-2026 will be sent in May.", None),
            ("Know more about your accounts", Some(Heading::Details)),
            ("Know more about your accounts on the last page.", None),
            (
                "Mutual Funds Transaction Statement for the Period from 01-Mar-2026 to 31-Mar-2026",
                Some(Heading::FolioLedger),
            ),
            ("Mutual Funds Transaction Statement of folios is printed below.", None),
            ("Life Insurance Policies as on 31-Mar-2026", Some(Heading::Insurance)),
            ("Life Insurance Policies can now be held in electronic form", None),
            ("Your Insurance Policies in one place", None),
            ("About NSDL", Some(Heading::About)),
            ("SAMPLE ALPHA LIMITED", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn frames() {
        let claimed_at = |x: f32, text: &str| {
            let sheet = Draft::new().left(x, 100.0, 7.0, text).sheet();
            sheet.lines.first().is_some_and(|line| claim_frame(&sheet, line))
        };
        let claimed = |text: &str| claimed_at(22.0, text);
        for text in [
            "Summary Holdings Transactions Your Account About NSDL",
            "National Securities Depository Limited 7",
            "Page 3",
            "Page 3 of 10",
            "Consolidated Account Statement",
        ] {
            assert!(claimed(text), "{text}");
        }
        assert!(claimed_at(540.0, "Holdings"), "the active tab, repeated");
        assert!(!claimed_at(90.0, "Holdings"), "the last word of a wrapped name");
        for text in ["About NSDL", "Consolidated Account Statement for the month of March 2026"] {
            assert!(!claimed(text), "{text}");
        }
    }
}
