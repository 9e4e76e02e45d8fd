//! The two boxes of page 1: the addressee on the left, the disclaimer on the right. Lines of both share baselines, so
//! they are told apart by where the disclaimer starts.

use std::ops::Range;

use cas_model::date::parse_date;
use cas_model::record::InvestorRecord;
use cas_model::{Isin, Record};
use cas_page::Location;
use cas_table::{Claim, Furniture, Line, Sheet, Word};

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

/// Texts of one size differ by no more than rounding, in points.
const SAME_SIZE: f32 = 0.05;

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
    // First word of the name.
    let mut name: Option<&Word> = None;
    let lines = sheet.lines.get(lines).unwrap_or(&[]);
    for (index, line) in lines.iter().enumerate() {
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
        let below = lines.get(index + 1..).unwrap_or(&[]);
        let more = name
            .filter(|_| investor.address.is_empty())
            .filter(|name| goes_on(sheet, name, person.clone(), right, below));
        match investor.name.as_mut().filter(|_| more.is_some()) {
            Some(whole) => {
                whole.push(' ');
                whole.push_str(&sheet.joined(person.clone()));
            }
            None => read_line(sheet, person.clone(), &mut investor),
        }
        if name.is_none() && investor.name.is_some() {
            name = sheet.words.get(person.start);
        }
        sheet.claims.data(person);
    }
    investor.pincode = investor.address.iter().rev().find_map(|line| postal_code(line));
    if let Some(at) = at {
        sink.push(at, Record::Investor(Box::new(investor)));
    }
}

/// True when the words of a line go on with the name above: set like it, where the address below is set otherwise.
fn goes_on(sheet: &Sheet, name: &Word, words: Range<usize>, right: f32, below: &[Line]) -> bool {
    let is_like = |words: &Range<usize>| {
        let first = sheet.words.get(words.start);
        first.is_some_and(|word| word.font == name.font && (word.size - name.size).abs() <= SAME_SIZE)
    };
    if !is_like(&words) || is_labelled(sheet, words) {
        return false;
    }
    let mut people = below.iter().map(|line| sheet.within(line, f32::NEG_INFINITY, right));
    let next = people.find(|words| !words.is_empty());
    next.is_some_and(|words| !is_like(&words) && !is_labelled(sheet, words))
}

fn is_labelled(sheet: &Sheet, words: Range<usize>) -> bool {
    let labels = EMAIL.iter().chain(&MOBILE).chain(&PHONES);
    labels.into_iter().any(|label| sheet.prefix(words.clone(), label).is_some())
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

#[cfg(test)]
mod tests {
    use cas_table::Draft;

    use super::*;

    /// Name and address of a box with lines of the given font and size.
    fn person(lines: &[(&str, f32, &str)]) -> (Option<String>, Vec<String>) {
        let draft = Draft::new().left(34.7, 104.7, 8.6, "Email Id: test.person@example.com");
        let baselines = (0..).map(|index| 123.6 + 10.0 * index as f32);
        let draft = lines.iter().zip(baselines).fold(draft, |draft, ((font, size, text), y)| {
            draft.run(font, 34.7, y, *size, text).left(306.0, y, 7.64, "This Consolidated Account Statement")
        });
        let sheet = draft.sheet();
        let mut sink = Sink::default();
        read(&sheet, 0..sheet.lines.len(), &mut sink);
        match sink.finish().value.swap_remove(0).record {
            Record::Investor(investor) => (investor.name, investor.address),
            _ => unreachable!("an investor"),
        }
    }

    #[test]
    fn a_name_goes_on_below_as_it_is_set() {
        const FIRST: (&str, f32, &str) = ("Bold", 9.55, "ASHA SUBRAMANIAM TESTWALA");
        const TOWN: (&str, f32, &str) = ("Plain", 8.595, "SAMPLE TOWN - 999999");
        let whole = (Some("ASHA SUBRAMANIAM TESTWALA HUF".to_owned()), vec![TOWN.2.to_owned()]);
        assert_eq!(person(&[FIRST, ("Bold", 9.55, "HUF"), TOWN]), whole);
        let apart = (Some(FIRST.2.to_owned()), vec!["HUF".to_owned(), TOWN.2.to_owned()]);
        // Another size, another font, an address set like the name, one of a single line.
        for lines in [
            &[FIRST, ("Bold", 8.595, "HUF"), TOWN],
            &[FIRST, ("Plain", 9.55, "HUF"), TOWN],
            &[FIRST, ("Bold", 9.55, "HUF"), ("Bold", 9.55, TOWN.2)],
        ] {
            assert_eq!(person(lines), apart, "{lines:?}");
        }
        let single = person(&[FIRST, ("Bold", 9.55, TOWN.2), ("Plain", 8.595, "Mobile: 9000000001")]);
        assert_eq!(single, (Some(FIRST.2.to_owned()), vec![TOWN.2.to_owned()]));
    }
}
