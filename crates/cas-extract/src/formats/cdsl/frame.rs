//! The frame of every page: banner, title, tab bar and holder lines at the top, page number at the bottom.
//!
//! What remains of the pages is the run of lines that the walk reads.

use cas_model::date::parse_date;
use cas_table::{Furniture, Line, Sheet};
use chrono::NaiveDate;

use super::middle::Segment;
use super::numbers::is_date;
use crate::depository::remark::is_row_like;

/// The frame is at most this many lines deep: three of the banner, four of the title, tabs, holders.
const DEEPEST: usize = 16;

/// Footers have at most so many lines.
const FOOTER_LINES: usize = 3;

/// A footer stands at the same place on every page, within so many points.
const SAME_PLACE: f32 = 1.0;

/// First words of the lines of a frame without a tab bar.
const FRAME_LINES: [&str; 5] = [
    "Central Depository Services",
    "CONSOLIDATED ACCOUNT STATEMENT (CAS)",
    "FORM AND INVESTMENTS",
    "AND INVESTMENTS IN",
    "SECURITIES HELD IN",
];

/// A page without its frame.
#[derive(Clone, Debug)]
pub(crate) struct FramedPage<'s> {
    /// The lines that carry content.
    pub(crate) content: Segment<'s>,
    /// Names after `Joint A/C Holder:`; empty on pages of a single holder.
    pub(crate) joint: Vec<String>,
}

/// Takes the frames off. The second value is the period that the titles name.
pub(crate) fn strip(sheets: &[Sheet]) -> (Vec<FramedPage<'_>>, Option<(NaiveDate, NaiveDate)>) {
    let mut period = None;
    let mut pages: Vec<FramedPage<'_>> = sheets
        .iter()
        .map(|sheet| {
            let end = content_end(sheet, sheet.lines.len());
            let start = content_start(sheet, end);
            period = period.or_else(|| title_period(sheet, start));
            FramedPage { content: Segment { sheet, lines: start..end }, joint: Vec::new() }
        })
        .collect();
    take_footers(&mut pages);
    let names = holder_names(&pages);
    for page in &mut pages {
        take_holders(page, &names);
    }
    (pages, period)
}

/// Takes lines off the bottoms of the pages that nearly all of them share: footers that nobody knows. They stay
/// unclaimed, and are no part of the table above them.
fn take_footers(pages: &mut [FramedPage<'_>]) {
    for _ in 0..FOOTER_LINES {
        let last = |page: &FramedPage<'_>| {
            let content = &page.content;
            let line = content.sheet.lines.get(content.lines.clone()).and_then(<[Line]>::last)?;
            Some((line.baseline, content.sheet.line_text(line)))
        };
        let bottoms: Vec<Option<(f32, String)>> = pages.iter().map(last).collect();
        let same = |one: &(f32, String), other: &Option<(f32, String)>| {
            other.as_ref().is_some_and(|other| (one.0 - other.0).abs() <= SAME_PLACE && one.1 == other.1)
        };
        // A line of most pages is that of the first, of the second or of the third.
        let shared = bottoms.iter().take(3).flatten().find(|bottom| {
            let count = bottoms.iter().filter(|other| same(bottom, other)).count();
            count >= 3 && 3 * count >= 2 * pages.len()
        });
        let Some(shared) = shared else { return };
        for (page, _) in pages.iter_mut().zip(&bottoms).filter(|(_, bottom)| same(shared, bottom)) {
            let lines = &mut page.content.lines;
            lines.end = content_end(page.content.sheet, lines.end.saturating_sub(1)).max(lines.start);
        }
    }
}

/// Claims the page number at the bottom, above line `end`.
fn content_end(sheet: &Sheet, mut end: usize) -> usize {
    while let Some(line) = end.checked_sub(1).and_then(|last| sheet.lines.get(last)) {
        if !is_page_number(sheet, line) {
            break;
        }
        sheet.claims.furniture(line.range(), Furniture::PageFrame);
        end -= 1;
    }
    end
}

/// `Page 18 of 21`.
fn is_page_number(sheet: &Sheet, line: &Line) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = sheet.words_of(line).iter().take(5).map(|word| sheet.text(word)).collect();
    match words.as_slice() {
        ["Page", number] => digits(number),
        ["Page", number, "of", count] => digits(number) && digits(count),
        _ => false,
    }
}

/// Claims banner, title and tabs, but no row of a table among them; the first line after them.
fn content_start(sheet: &Sheet, end: usize) -> usize {
    let top = end.min(DEEPEST);
    let tabs = (0..top).find(|&at| sheet.lines.get(at).is_some_and(|line| is_tab_bar(sheet, line)));
    let start = match tabs {
        Some(tabs) => tabs + 1,
        None => {
            let is_frame = |at: &usize| sheet.lines.get(*at).is_some_and(|line| is_frame_line(sheet, line));
            let after = (0..top).rev().find(is_frame).map_or(0, |last| last + 1);
            let is_title = |at: &usize| sheet.lines.get(*at).is_some_and(|line| is_title_end(sheet, line));
            after + (after..top).take_while(|at| after > 0 && is_title(at)).count()
        }
    };
    for line in sheet.lines.get(..start).unwrap_or(&[]).iter().filter(|line| !is_row_like(sheet, line)) {
        sheet.claims.furniture(line.range(), Furniture::PageFrame);
    }
    start
}

fn is_tab_bar(sheet: &Sheet, line: &Line) -> bool {
    sheet.starts_with(line, "Summary of Investments CDSL Demat Account Details")
        || (sheet.starts_with(line, "Summary of Investments")
            && sheet.words_of(line).last().is_some_and(|word| sheet.text(word) == "CDSL"))
}

fn is_frame_line(sheet: &Sheet, line: &Line) -> bool {
    FRAME_LINES.iter().any(|text| sheet.starts_with(line, text))
}

/// `FROM 01-07-2022 TO 31-07-2022`, `TO 30-04-2026`: a line of the title that a wrap begins.
fn is_title_end(sheet: &Sheet, line: &Line) -> bool {
    let mut words = sheet.words_of(line).iter().map(|word| sheet.text(word));
    matches!(words.next(), Some("FROM" | "TO")) && words.next().is_some_and(is_date)
}

/// `PERIOD FROM 01-04-2026 TO 30-04-2026` over any line breaks.
fn title_period(sheet: &Sheet, start: usize) -> Option<(NaiveDate, NaiveDate)> {
    let lines = sheet.lines.get(..start)?;
    let mut dates = lines
        .iter()
        .flat_map(|line| sheet.words_of(line))
        .map(|word| sheet.text(word))
        .filter(|text| is_date(text))
        .filter_map(parse_date);
    let (from, to) = (dates.next()?, dates.next()?);
    (from <= to).then_some((from, to))
}

/// Names that the pages carry at their top: first content lines that more than one page shares, and those that the
/// roster prints with a PAN.
fn holder_names(pages: &[FramedPage<'_>]) -> Vec<String> {
    let mut seen: Vec<(String, usize)> = Vec::new();
    let mut names = Vec::new();
    for page in pages {
        let sheet = page.content.sheet;
        let Some(line) = sheet
            .lines
            .get(page.content.lines.start)
            .filter(|_| page.content.lines.start < page.content.lines.end)
        else {
            continue;
        };
        if !may_be_name(sheet, line) {
            continue;
        }
        let text = sheet.line_text(line);
        match seen.iter_mut().find(|(name, _)| *name == text) {
            Some((_, count)) => *count += 1,
            None => seen.push((text, 1)),
        }
    }
    names.extend(seen.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name));
    names
}

/// Letters only, and a line that no section starts with.
fn may_be_name(sheet: &Sheet, line: &Line) -> bool {
    super::sections::heading(sheet, line, super::sections::Area::Front).is_none()
        && sheet.words_of(line).iter().all(|word| {
            let text = sheet.text(word);
            !text.bytes().any(|byte| byte.is_ascii_digit() || byte == b':')
        })
}

/// Claims the holder lines at the top of a page.
fn take_holders(page: &mut FramedPage<'_>, names: &[String]) {
    let sheet = page.content.sheet;
    let lines = &mut page.content.lines;
    let first = sheet.lines.get(lines.start).filter(|_| lines.start < lines.end);
    if let Some(line) =
        first.filter(|line| may_be_name(sheet, line) && names.contains(&sheet.line_text(line)))
    {
        sheet.claims.furniture(line.range(), Furniture::PageFrame);
        lines.start += 1;
    }
    while let Some(line) = sheet.lines.get(lines.start).filter(|_| lines.start < lines.end) {
        let Some((used, rest)) = sheet.prefix(line.range(), "Joint A/C Holder:") else { break };
        let mut name = sheet.span(rest).to_owned();
        for word in sheet.words_of(line).get(used..).unwrap_or(&[]) {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(sheet.text(word));
        }
        sheet.claims.furniture(line.range(), Furniture::PageFrame);
        page.joint.push(name);
        lines.start += 1;
    }
}
