//! The two boxes of page 1: the addressee on the left, the disclaimer on the right. Lines of both share baselines, so
//! they are told apart by where the disclaimer starts.

use std::ops::Range;

use cas_model::date::parse_date;
use cas_model::record::InvestorRecord;
use cas_model::{Isin, Record};
use cas_page::Location;
use cas_table::{Claim, Furniture, Line, Sheet};

use super::headings::is_fund_house;
use super::page_frame;
use super::tables::{BALANCES, LEDGER};
use crate::sink::Sink;

const DISCLAIMER: [&str; 2] = ["This Consolidated Account", "The Consolidated Account"];
const EMAIL: [&str; 4] = ["Email Id:", "Email Id :", "E-mail Id:", "Email:"];
const MOBILE: [&str; 2] = ["Mobile:", "Mobile No:"];
const PHONES: [&str; 5] = ["Phone Res:", "Phone Off:", "Phone:", "Tel:", "Fax:"];

/// A line with so many labels of a table is a part of its header.
const HEADER_LABELS: usize = 3;

/// Lines of a stacked header stand closer than this, lines of the boxes further apart.
const STACKED_EM: f32 = 1.0;

/// The line at which the boxes end when the header below them was not found: what stands there is of no investor.
pub(super) fn end(sheet: &Sheet) -> usize {
    let right = right_edge(sheet, 0..sheet.lines.len());
    let is_below = |line: &Line| {
        let left = sheet.within(line, f32::NEG_INFINITY, right);
        let in_table = |text: &str| Isin::looks_like(text) || parse_date(text).is_some();
        sheet.starts_with(line, "Folio No")
            || [&LEDGER, &BALANCES].iter().any(|table| table.labels_on(sheet, line) >= HEADER_LABELS)
            || is_fund_house(&sheet.joined(left))
            || sheet.words_of(line).iter().any(|word| in_table(sheet.text(word)))
    };
    let free = |line: &Line| sheet.claims.of(line.first as usize) == Claim::Unclaimed;
    let first = sheet.lines.iter().position(|line| {
        // A period that cannot be read holds a date too.
        free(line) && is_below(line) && !page_frame::is_period(sheet, line)
    });
    let mut end = first.unwrap_or(sheet.lines.len());
    while let Some([above, line]) = end.checked_sub(1).and_then(|above| sheet.lines.get(above..=end)) {
        if !free(above) || line.baseline - above.baseline > STACKED_EM * line.size {
            break;
        }
        end -= 1;
    }
    end
}

/// Reads the boxes that stand on `lines` (between the title and the first table) and claims all of it.
pub(super) fn read(sheet: &Sheet, lines: Range<usize>, sink: &mut Sink) {
    let right = right_edge(sheet, lines.clone());
    let mut investor = InvestorRecord::default();
    let mut at: Option<Location> = None;
    for line in sheet.lines.get(lines).unwrap_or(&[]) {
        let notice = sheet.within(line, right, f32::INFINITY);
        let person = sheet.within(line, f32::NEG_INFINITY, right);
        // A period that cannot be read is nobody's name; the page frame misses it.
        let is_frame = investor.name.is_none() && page_frame::is_period(sheet, line);
        if is_frame || sheet.claims.of(line.first as usize) != Claim::Unclaimed {
            continue;
        }
        sheet.claims.furniture(notice, Furniture::Notice);
        if person.is_empty() {
            continue;
        }
        at.get_or_insert_with(|| sheet.location(line));
        read_line(sheet, person.clone(), &mut investor);
        sheet.claims.data(person);
    }
    investor.pincode = investor.address.iter().rev().find_map(|line| postal_code(line));
    if let Some(at) = at {
        sink.push(at, Record::Investor(Box::new(investor)));
    }
}

/// Where the box of the investor ends.
fn right_edge(sheet: &Sheet, lines: Range<usize>) -> f32 {
    disclaimer_edge(sheet, lines).unwrap_or(sheet.width / 2.0)
}

/// Left edge of the disclaimer.
fn disclaimer_edge(sheet: &Sheet, lines: Range<usize>) -> Option<f32> {
    for line in sheet.lines.get(lines)? {
        for index in line.range() {
            if DISCLAIMER.iter().any(|start| sheet.prefix(index..line.end as usize, start).is_some()) {
                return sheet.words.get(index).map(|word| word.area.x0 - 0.5 * word.size);
            }
        }
    }
    None
}

fn read_line(sheet: &Sheet, words: Range<usize>, investor: &mut InvestorRecord) {
    let after = |labels: &[&str]| {
        labels.iter().find_map(|label| {
            let (count, rest) = sheet.prefix(words.clone(), label)?;
            let mut value = sheet.span(rest).to_owned();
            let tail = sheet.joined(words.start + count..words.end);
            if !value.is_empty() && !tail.is_empty() {
                value.push(' ');
            }
            value.push_str(&tail);
            Some(value)
        })
    };
    let text = || sheet.joined(words.clone());
    if let Some(email) = after(&EMAIL) {
        investor.email = Some(email.replace(' ', "")).filter(|email| !email.is_empty());
    } else if let Some(mobile) = after(&MOBILE) {
        // The sign of a country stands at its number.
        let mobile = mobile.strip_prefix("+ ").map_or_else(|| mobile.clone(), |rest| format!("+{rest}"));
        investor.mobile = Some(mobile).filter(|mobile| !mobile.is_empty());
    } else if after(&PHONES).is_some() {
        investor.phones.push(text());
    } else if investor.name.is_none() {
        investor.name = Some(text());
    } else {
        investor.address.push(text());
    }
}

/// The code at the end of `CITY - 999999` or `TOWN - AB12CD`.
fn postal_code(line: &str) -> Option<String> {
    let (_, code) = line.rsplit_once('-')?;
    let code = code.trim();
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let shape = (4..=10).contains(&code.len())
        && digits >= 2
        && code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b' ');
    (shape && (code.len() == 6 || digits < code.len() || digits == 5)).then(|| code.to_owned())
}
