//! Summaries of the portfolio: page 1, the trend of the last months, the asset classes.

use cas_model::record::{Record, TotalRecord, TotalScope};
use cas_table::{Furniture, Line, Sheet};

use super::walk::{Chapter, State};
use crate::depository::cell;
use crate::depository::month::month_row;
use crate::value::is_rupee;

/// Headers and captions of these tables; lines that start so carry no data.
const CAPTIONS: [&str; 4] = ["(On the basis of PAN", "Name/Joint Name", "Asset Class", "* No Demat Account"];
const TOTAL: &str = "Total Portfolio Value";
/// A column starts this far left of its label at most.
const REACH: f32 = 4.0;

/// `Summary of Investments`: per holder group one line for each kind of account and a total, then the whole.
pub(crate) fn summary(chapter: &Chapter<'_, '_>, state: &mut State) {
    let mut left = None;
    let mut group = 0;
    let mut rows = 0;
    for (sheet, line) in chapter.lines() {
        if sheet.starts_with(line, "Name/Joint Name") {
            let label =
                line.range().find(|at| sheet.prefix(*at..line.range().end, "Portfolio Valuation").is_some());
            left = label.and_then(|at| sheet.words.get(at)).map(|word| word.area.x0 - REACH);
        }
        if CAPTIONS.iter().any(|text| sheet.starts_with(line, text)) {
            sheet.claims.furniture(line.range(), Furniture::Heading);
            continue;
        }
        let names = left.map_or(line.range().start, |left| sheet.within(line, f32::NEG_INFINITY, left).end);
        sheet.claims.data(line.range());
        let Some((label, value)) = labelled_value(sheet, names..line.range().end) else { continue };
        let value = cell::amount(value);
        if !label.starts_with(TOTAL) {
            rows += 1;
            state.total(
                sheet.location(line),
                TotalScope::AssetClass(Some(group), label.clone()),
                &label,
                value,
            );
        } else if rows > 0 {
            state.total(sheet.location(line), TotalScope::Group(group), &label, value);
            (group, rows) = (group + 1, 0);
        } else {
            state.total(sheet.location(line), TotalScope::Portfolio, &label, value);
        }
    }
}

/// The words before a number or `N.A.`, and that.
fn labelled_value(sheet: &Sheet, words: std::ops::Range<usize>) -> Option<(String, &str)> {
    let text = |at: usize| sheet.words.get(at).map_or("", |word| sheet.text(word));
    let value =
        words.clone().find(|&at| cell::is_number(text(at)) || matches!(text(at), "N.A." | "N.A" | "NA"))?;
    let mut end = value;
    while end > words.start && is_rupee(text(end - 1)) {
        end -= 1;
    }
    let label = sheet.joined(words.start..end);
    let label = label.trim_end_matches([' ', '*']).to_owned();
    (!label.is_empty()).then_some((label, text(value)))
}

/// `Consolidated Portfolio Valuation for Year`: one line per month.
pub(crate) fn trend(chapter: &Chapter<'_, '_>, state: &mut State) {
    for (sheet, line) in chapter.lines() {
        if let Some(row) = month_row(sheet, line) {
            sheet.claims.data(line.range());
            state.emit(sheet.location(line), Record::Total(Box::new(row)));
        } else {
            header_line(
                sheet,
                line,
                &["Month", "Portfolio", "Value", "Valuation", "Changes", "Change", "in", "Year"],
            );
        }
    }
}

/// `Consolidated Portfolio for Accounts for the Month`: label, value, share.
pub(crate) fn classes(chapter: &Chapter<'_, '_>, state: &mut State) {
    for (sheet, line) in chapter.lines() {
        if CAPTIONS.iter().any(|text| sheet.starts_with(line, text)) {
            sheet.claims.furniture(line.range(), Furniture::ColumnHeader);
            continue;
        }
        let Some((label, value)) = labelled_value(sheet, line.range()) else { continue };
        let scope = if label == "Total" || label == "Grand Total" {
            TotalScope::Portfolio
        } else {
            TotalScope::AssetClass(None, label.clone())
        };
        let percent = sheet.words_of(line).last().map(|word| sheet.text(word));
        let percent = percent.filter(|percent| *percent != value).and_then(cell::percent);
        sheet.claims.data(line.range());
        let value = cell::amount(value);
        let total = TotalRecord { scope, label, count: None, value, cost: None, change: None, percent };
        state.emit(sheet.location(line), Record::Total(Box::new(total)));
    }
}

/// Claims a line made of header words.
fn header_line(sheet: &Sheet, line: &Line, vocabulary: &[&str]) {
    let known = sheet.words_of(line).iter().all(|word| {
        let core = sheet.text(word).trim_matches(|c: char| !c.is_alphanumeric());
        core.is_empty() || vocabulary.contains(&core)
    });
    if known {
        sheet.claims.furniture(line.range(), Furniture::ColumnHeader);
    }
}
