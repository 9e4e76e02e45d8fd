//! The roster page: block of the addressee, period, portfolio value, holder groups with their accounts.

use cas_model::date::parse_date;
use cas_model::record::{InvestorRecord, Record, TotalRecord, TotalScope};
use cas_table::{Line, Sheet};

use super::numbers::is_date;
use super::walk::{Chapter, State};
use crate::depository::cell;

/// Statements on the right half of the page, beside the address.
const PERIOD: &str = "Statement for the period";
const VALUE: &str = "YOUR CONSOLIDATED PORTFOLIO VALUE";
/// The two halves start at least this far apart.
const HALVES_APART: f32 = 20.0;

/// Reads the block that starts with `CAS ID:`.
pub(crate) fn investor(chapter: &Chapter<'_, '_>, state: &mut State) {
    let right = right_half(chapter);
    let mut record = InvestorRecord::default();
    let first = std::iter::once((chapter.sheet, chapter.line));
    for (sheet, line) in first.chain(chapter.lines()) {
        let split = sheet.within(line, f32::NEG_INFINITY, right).end;
        sheet.claims.data(line.range());
        left_line(&sheet.joined(line.range().start..split), &mut record);
        right_line(sheet, line, split, state);
    }
    state.emit(chapter.at(), Record::Investor(Box::new(record)));
}

/// Left edge of the right half of the block.
fn right_half(chapter: &Chapter<'_, '_>) -> f32 {
    let first = std::iter::once((chapter.sheet, chapter.line));
    first
        .chain(chapter.lines())
        .filter_map(|(sheet, line)| {
            let start = line.range().start;
            (start..line.range().end)
                .find(|&at| {
                    [PERIOD, VALUE].iter().any(|text| sheet.prefix(at..line.range().end, text).is_some())
                })
                .and_then(|at| sheet.words.get(at))
                .map(|word| word.area.x0 - 1.0)
        })
        .fold(f32::INFINITY, f32::min)
        .max(HALVES_APART)
}

/// `CAS ID: AA00000001`, the name, address lines, `PINCODE: 400001`.
fn left_line(text: &str, record: &mut InvestorRecord) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    if let Some(id) = after_label(text, "CAS ID") {
        record.cas_id = Some(id.to_owned()).filter(|id| !id.is_empty());
    } else if let Some(pincode) =
        ["PINCODE", "PIN CODE", "PIN"].iter().find_map(|label| after_label(text, label))
    {
        record.pincode = Some(pincode.to_owned()).filter(|pincode| !pincode.is_empty());
    } else if record.name.is_none() {
        record.name = Some(text.to_owned());
    } else {
        record.address.push(text.to_owned());
    }
}

/// The value after a label and its colon; letter case is not compared.
fn after_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(label.len())?;
    let rest = rest.trim_start().strip_prefix(':')?;
    head.eq_ignore_ascii_case(label).then_some(rest.trim())
}

fn right_line(sheet: &Sheet, line: &Line, split: usize, state: &mut State) {
    let words = split..line.range().end;
    let texts = || words.clone().filter_map(|at| sheet.words.get(at)).map(|word| sheet.text(word));
    if sheet.prefix(words.clone(), PERIOD).is_some() {
        let mut dates = texts().filter(|text| is_date(text)).filter_map(parse_date);
        if let (Some(from), Some(to)) = (dates.next(), dates.next()) {
            state.period(sheet.location(line), from, to);
        }
    } else if sheet.prefix(words.clone(), VALUE).is_some() {
        let value = texts().find_map(cell::amount);
        state.total(sheet.location(line), TotalScope::Portfolio, VALUE, value);
    }
}

/// A holder group: heading, holders, accounts, totals.
pub(crate) fn group(chapter: &Chapter<'_, '_>, state: &mut State) {
    let State { roster, out, roster_values, folio_values, scanned, .. } = state;
    roster.heading(chapter.sheet, chapter.line, out);
    for (sheet, line) in chapter.lines() {
        roster.line(sheet, line, out);
    }
    roster.settle(out);
    while let Some(record) = out.amend(*scanned) {
        *scanned += 1;
        match record {
            Record::Account(account) => {
                roster_values.extend(account.value.map(|value| (account.key.clone(), value)));
            }
            Record::Total(total) => {
                if let TotalRecord { scope: TotalScope::Folios(group), value: Some(value), .. } = **total {
                    folio_values.push((group, value));
                }
            }
            _ => {}
        }
    }
}
