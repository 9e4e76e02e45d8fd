//! What every page repeats: title, period, page number. Read once, claimed on every page.

use cas_model::Record;
use cas_model::date::parse_date;
use cas_page::Rect;
use cas_table::{Furniture, Line, Sheet};
use chrono::NaiveDate;

use crate::sink::Sink;

const TITLES: [&str; 2] = ["Consolidated Account Statement", "Consolidated Account Summary"];

/// The title and the period are among this many lines at the top of a page.
const HEAD_LINES: usize = 8;

/// A day has at least this many digits: `1-Apr-24` with one of another letter.
const DAY_DIGITS: usize = 3;

/// Words that may stand in front of a period.
const LEADS: [&str; 9] =
    ["consolidated", "account", "statement", "summary", "for", "the", "period", "from", ""];

/// The middle of a title lies within this part of the width of the page around its middle; text in the columns of a ledger
/// ends further left.
const CENTRED: f32 = 0.12;

/// Claims the frame of a page; records the period when `period_known` is still false. Rows may hold periods of their own.
pub(super) fn claim(sheet: &Sheet, period_known: &mut bool, sink: &mut Sink) {
    for (index, line) in sheet.lines.iter().enumerate() {
        let period = if index < HEAD_LINES { period(sheet, index) } else { None };
        if let Some((from, to)) = period.filter(|_| !*period_known) {
            sink.push(sheet.location(line), Record::Period { from, to });
            *period_known = true;
        }
        if period.is_some() || is_title(sheet, line) || is_page_number(sheet, line) {
            sheet.claims.furniture(line.range(), Furniture::PageFrame);
        }
    }
}

fn is_title(sheet: &Sheet, line: &Line) -> bool {
    TITLES.iter().any(|title| {
        sheet
            .prefix(line.range(), title)
            .is_some_and(|(count, rest)| count == line.range().len() && sheet.span(rest).is_empty())
    })
}

/// `Page 1 of 24`
fn is_page_number(sheet: &Sheet, line: &Line) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match sheet.words_of(line) {
        [page, at, of, count] => {
            sheet.text(page).eq_ignore_ascii_case("page")
                && sheet.text(of).eq_ignore_ascii_case("of")
                && number(sheet.text(at))
                && number(sheet.text(count))
        }
        _ => false,
    }
}

/// The period on a line, if it stands as a title: in the middle of the page, or next to the title.
fn period(sheet: &Sheet, index: usize) -> Option<(NaiveDate, NaiveDate)> {
    let line = sheet.lines.get(index)?;
    let ([from, to], area) = period_days(sheet, line)?;
    let is_centred = (area.x_mid() - sheet.width / 2.0).abs() <= CENTRED * sheet.width;
    let is_titled = || {
        let near = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        near.filter_map(|near| sheet.lines.get(near)).any(|line| is_title(sheet, line))
    };
    if is_centred || is_titled() { Some((parse_date(from)?, parse_date(to)?)) } else { None }
}

/// True for the line of the period, also where a character of it cannot be read.
pub(super) fn is_period(sheet: &Sheet, line: &Line) -> bool {
    period_days(sheet, line).is_some()
}

/// The days of `01-Apr-2024 To 31-Mar-2025` or `As on 31-Mar-2025`, with at most a few words around, and the box up to the
/// last of them.
fn period_days<'s>(sheet: &'s Sheet, line: &Line) -> Option<([&'s str; 2], Rect)> {
    let words = sheet.words_of(line);
    if words.len() > 7 {
        return None;
    }
    let text = |at: usize| words.get(at).map_or("", |word| sheet.text(word));
    let is = |at: usize, wanted: &str| text(at).trim_end_matches(':').eq_ignore_ascii_case(wanted);
    let is_day = |at: &usize| text(*at).bytes().filter(u8::is_ascii_digit).count() >= DAY_DIGITS;
    let start = (0..words.len()).find(|at| !LEADS.iter().any(|lead| is(*at, lead)))?;
    let days = if is(start + 1, "to") || matches!(text(start + 1), "-" | "\u{2013}") {
        [start, start + 2]
    } else if is(start, "as") && is(start + 1, "on") {
        let day = if text(start + 2) == ":" { start + 3 } else { start + 2 };
        [day, day]
    } else {
        return None;
    };
    let (first, last) = (words.first()?, words.get(days[1])?);
    days.iter().all(is_day).then(|| (days.map(text), first.area.union(&last.area)))
}

#[cfg(test)]
mod tests {
    use cas_table::Draft;

    use super::*;

    #[test]
    fn periods_in_their_wordings() {
        let read_at = |x: f32, text: &str| {
            let sheet = Draft::new().left(x, 72.0, 8.0, text).sheet();
            period(&sheet, 0).map(|(from, to)| format!("{from} {to}"))
        };
        let read = |text| read_at(200.0, text);
        let cases = [
            ("01-Apr-2024 To 31-Mar-2025", Some("2024-04-01 2025-03-31")),
            ("Period : 01-APR-2024 TO 31-MAR-2025", Some("2024-04-01 2025-03-31")),
            ("01-Apr-2024 - 31-Mar-2025", Some("2024-04-01 2025-03-31")),
            ("As on 31-Mar-2025", Some("2025-03-31 2025-03-31")),
            ("As On : 31-Mar-2025", Some("2025-03-31 2025-03-31")),
            ("As on: 31-Mar-2025", Some("2025-03-31 2025-03-31")),
            ("Consolidated Account Summary as on 31-Mar-2025", Some("2025-03-31 2025-03-31")),
            ("31-Mar-2025", None),
            ("SIP Pause 01-Apr-2024 To 31-Mar-2025", None),
            ("09-Apr-2024 IDCW 01-Apr-2024 - 31-Mar-2025", None),
        ];
        for (printed, expected) in cases {
            assert_eq!(read(printed).as_deref(), expected, "{printed}");
        }
        // The tail of a description; below a title no row stands.
        let text = "01-Apr-2024 To 31-Mar-2025";
        assert_eq!(read_at(74.3, text), None);
        let sheet = Draft::new().left(30.0, 58.0, 12.0, TITLES[0]).left(30.0, 72.0, 8.0, text).sheet();
        assert!(period(&sheet, 1).is_some());
    }
}
