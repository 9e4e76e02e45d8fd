//! The summary page: investor block, period, portfolio value, roster, trend.

use std::ops::Range;

use cas_model::DiagnosticCode;
use cas_model::date::{month_number, parse_date};
use cas_model::record::{InvestorRecord, Record, TotalScope};
use cas_page::Location;
use cas_table::{Furniture, Line, Sheet, Word, read_labels};
use chrono::NaiveDate;

use crate::depository::cell;
use crate::depository::month::month_row;
use crate::depository::roster::{Roster, total};
use crate::sink::Sink;

/// The address block is left-bound: its lines start within this much of the id line.
const BLOCK_EM: f32 = 2.0;

/// The address block takes the left third of the page; what has a label stands to its right.
const BLOCK_WIDTH: f32 = 0.33;

/// What the summary page says about the addressee, while it is being read.
#[derive(Debug, Default)]
pub(super) struct Summary {
    block: Option<Block>,
    pan_emitted: bool,
    period: bool,
    cover_month: Option<(Location, i32, u32)>,
}

#[derive(Debug)]
struct Block {
    at: Location,
    x: f32,
    record: InvestorRecord,
}

impl Summary {
    /// `NSDL ID: 100000000`: opens the address block. Returns the words after the id.
    pub(super) fn open_block(
        &mut self,
        sheet: &Sheet,
        line: &Line,
        words: Range<usize>,
        label: usize,
    ) -> Range<usize> {
        let mut value = words.start + label;
        let text = |index: usize| {
            sheet.words.get(index).filter(|_| words.contains(&index)).map_or("", |word| sheet.text(word))
        };
        let glued = text(value.saturating_sub(1)).split_once(':').map_or("", |(_, id)| id);
        let id = if glued.is_empty() { text(value) } else { glued };
        let id = (!id.is_empty()).then(|| id.to_owned());
        value -= usize::from(!glued.is_empty());
        sheet.claims.furniture(words.start..value, Furniture::Label);
        sheet.claims.data(value..value + 1);
        let x = sheet.words.get(words.start).map_or(0.0, |word| word.area.x0);
        let record = InvestorRecord { cas_id: id, ..InvestorRecord::default() };
        self.block = Some(Block { at: sheet.location(line), x, record });
        (value + 1).min(words.end)..words.end
    }

    /// `name : RIYA TESTCASE  CAS ID : 100000000`, and the same without an id.
    pub(super) fn open_named_block(&mut self, sheet: &Sheet, line: &Line) {
        const LABELS: [&str; 3] = ["name", "CAS ID", "NSDL ID"];
        let text = sheet.line_text(line);
        let mut record = InvestorRecord::default();
        for found in read_labels(&text, &LABELS) {
            let value = (!found.value.is_empty()).then(|| found.value.to_owned());
            match found.label {
                0 => record.name = value,
                _ => record.cas_id = value,
            }
        }
        sheet.claims.data(line.range());
        let x = sheet.words_of(line).first().map_or(0.0, |word| word.area.x0);
        self.block = Some(Block { at: sheet.location(line), x, record });
    }

    /// True while the address block is open.
    pub(super) fn in_block(&self) -> bool {
        self.block.is_some()
    }

    /// Takes a line of the address block. Returns the words that stand beside the block.
    pub(super) fn block_line(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> Range<usize> {
        let words = line.range();
        let nothing = words.end..words.end;
        let Some(block) = &mut self.block else { return words };
        let left = sheet.phrases(words.clone()).next().unwrap_or(nothing.clone());
        let starts_here = sheet.words.get(left.start).is_some_and(|word| {
            (word.area.x0 - block.x).abs() <= BLOCK_EM * word.size || is_left(sheet, word)
        });
        if !starts_here {
            return words;
        }
        let text = sheet.joined(left.clone());
        let beside = left.end..words.end;
        sheet.claims.data(left.clone());
        if let Some(pincode) = pincode(&text) {
            block.record.pincode = Some(pincode);
            self.close_block(out);
        } else if block.record.name.is_none() {
            block.record.name = Some(text);
        } else {
            block.record.address.push(text);
        }
        beside
    }

    /// Emits the addressee; called at the pincode and wherever another part begins.
    pub(super) fn close_block(&mut self, out: &mut Sink) {
        if let Some(block) = self.block.take() {
            out.push(block.at, Record::Investor(Box::new(block.record)));
        }
    }

    /// `... from 01-Mar-2026 to 31-Mar-2026`: emits the period the first time.
    pub(super) fn read_period(&mut self, sheet: &Sheet, line: &Line, words: Range<usize>, out: &mut Sink) {
        sheet.claims.data(words.clone());
        if self.period {
            return;
        }
        let has_figures = |word: &Word| sheet.text(word).bytes().any(|byte| byte.is_ascii_digit());
        if let Some((from, to)) = two_dates(sheet, words.clone()) {
            out.push(sheet.location(line), Record::Period { from, to });
            self.period = true;
        } else if sheet.words.get(words).unwrap_or_default().iter().any(has_figures) {
            out.note(sheet.location(line), DiagnosticCode::UnreadableValue { field: "statement period" });
        }
    }

    /// `Consolidated Account Statement for the month of March 2026`: the period when no other is printed.
    pub(super) fn read_cover(&mut self, sheet: &Sheet, line: &Line) {
        if self.cover_month.is_some() || !sheet.starts_with(line, "Consolidated Account Statement") {
            return;
        }
        let words = sheet.words_of(line);
        let mut tail = words.iter().rev().map(|word| sheet.text(word));
        let year = tail.next().and_then(|text| text.parse().ok()).filter(|year| (1990..=2200).contains(year));
        let month = tail.next().and_then(month_number);
        if let (Some(year), Some(month)) = (year, month) {
            self.cover_month = Some((sheet.location(line), year, month));
        }
    }

    /// Emits the month of the cover as the period, when the statement names none.
    pub(super) fn emit_cover_month(&mut self, out: &mut Sink) {
        let Some((at, year, month)) = self.cover_month.filter(|_| !self.period) else { return };
        let from = NaiveDate::from_ymd_opt(year, month, 1);
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let to = NaiveDate::from_ymd_opt(next.0, next.1, 1).and_then(|day| day.pred_opt());
        if let (Some(from), Some(to)) = (from, to) {
            out.push(at, Record::Period { from, to });
        }
    }

    /// `YOUR CONSOLIDATED PORTFOLIO VALUE ` 1,53,825.45`, perhaps with a word of the navigation strip after it.
    pub(super) fn portfolio_value(
        sheet: &Sheet,
        line: &Line,
        words: Range<usize>,
        label: usize,
        out: &mut Sink,
    ) {
        let (start, end) = (words.start, words.end);
        sheet.claims.furniture(start..end, Furniture::Label);
        let value = (start + label..end)
            .find_map(|index| Some((index, cell::amount(sheet.text(sheet.words.get(index)?))?)));
        if let Some((index, value)) = value {
            sheet.claims.data(index..index + 1);
            let record = total(TotalScope::Portfolio, "YOUR CONSOLIDATED PORTFOLIO VALUE", None, Some(value));
            out.push(sheet.location(line), Record::Total(Box::new(record)));
        }
    }

    /// A line of the trend table. Returns false for anything else.
    pub(super) fn trend_line(sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        if sheet.starts_with(line, "Month Portfolio") || sheet.starts_with(line, "Month Value") {
            sheet.claims.furniture(line.range(), Furniture::ColumnHeader);
            return true;
        }
        let Some(row) = month_row(sheet, line) else { return false };
        sheet.claims.data(line.range());
        out.push(sheet.location(line), Record::Total(Box::new(row)));
        true
    }

    /// The PAN of the addressee is that of the first holder of the first group; where it is masked, another group may
    /// print the same person in full.
    pub(super) fn emit_pan(&mut self, at: Location, roster: &Roster, out: &mut Sink) {
        let Some(first) = roster.groups().first().and_then(|group| group.holders.first()) else { return };
        if std::mem::replace(&mut self.pan_emitted, true) {
            return;
        }
        let full = roster
            .groups()
            .iter()
            .flat_map(|group| &group.holders)
            .filter(|holder| holder.name == first.name)
            .filter_map(|holder| holder.pan.as_ref())
            .find(|pan| pan.is_full());
        let pan = full.or(first.pan.as_ref()).cloned();
        if pan.is_some() {
            out.push(at, Record::Investor(Box::new(InvestorRecord { pan, ..InvestorRecord::default() })));
        }
    }
}

/// True for words in the columns of the address block.
pub(super) fn is_left(sheet: &Sheet, word: &Word) -> bool {
    word.area.x0 < BLOCK_WIDTH * sheet.width
}

/// The six digits after `PINCODE:` (`PIN`, `PIN CODE`).
fn pincode(text: &str) -> Option<String> {
    const LABELS: [&str; 4] = ["PINCODE", "PIN CODE", "PIN", "PIN NO"];
    let found = read_labels(text, &LABELS);
    let value = found.first().filter(|_| text.trim_start().to_ascii_uppercase().starts_with("PIN"))?.value;
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// The first two dates among the words.
fn two_dates(sheet: &Sheet, words: Range<usize>) -> Option<(NaiveDate, NaiveDate)> {
    let mut dates = words
        .filter_map(|index| sheet.words.get(index))
        .filter_map(|word| parse_date(sheet.text(word).trim_end_matches(['.', ',', ')'])));
    Some((dates.next()?, dates.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::Draft;

    #[test]
    fn the_block_stands_beside_other_text() {
        let sheet = Draft::new()
            .left(22.0, 88.0, 7.0, "NSDL ID: 100000000")
            .left(250.0, 88.0, 7.0, "Statement for the period")
            .left(22.0, 100.0, 7.0, "RIYA TESTCASE")
            .left(250.0, 100.0, 7.0, "YOUR CONSOLIDATED")
            .left(22.0, 110.0, 7.0, "FLAT 1 SAMPLE TOWERS")
            .left(22.0, 120.0, 7.0, "PINCODE: 400001")
            .sheet();
        let (mut summary, mut out) = (Summary::default(), Sink::default());
        let [id, rest @ ..] = sheet.lines.as_slice() else { panic!("lines") };
        let beside = summary.open_block(&sheet, id, id.range(), 2);
        assert_eq!(sheet.joined(beside), "Statement for the period");
        let beside: Vec<_> =
            rest.iter().map(|line| sheet.joined(summary.block_line(&sheet, line, &mut out))).collect();
        assert_eq!(beside, ["YOUR CONSOLIDATED", "", ""]);
        let records = out.finish().value;
        let Some(Record::Investor(investor)) = records.first().map(|sourced| &sourced.record) else {
            panic!("one")
        };
        assert_eq!(investor.cas_id.as_deref(), Some("100000000"));
        assert_eq!(investor.name.as_deref(), Some("RIYA TESTCASE"));
        assert_eq!(investor.address, ["FLAT 1 SAMPLE TOWERS"]);
        assert_eq!(investor.pincode.as_deref(), Some("400001"));
    }
}
