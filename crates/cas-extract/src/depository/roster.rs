//! The roster of accounts: one sub-table per holder group, on the summary page of either depository.
//!
//! ```text
//! In the joint Names of
//! RIYA TESTCASE (PAN:ABCDE1234F)
//! Account Type | Account Details | No. of ISINs / Schemes | Value in `
//!                    FIRST SAMPLE SECURITIES LIMITED
//! NSDL Demat Account                                     3     19,505.00
//!                    DP ID:IN300011 Client ID:10000001
//! Mutual Fund Folios | 1 Folios | 1 | 19,999.93
//!                                 Total 39,504.93
//!                           Grand Total 1,53,825.45
//! ```
//! Rows are middle-aligned, or all cells start on one line: an account is complete when its row, its DP name and its
//! id line have been seen, in any order. No row is required.

use std::ops::Range;

use cas_model::record::{AccountKey, AccountRecord, Record, TotalRecord, TotalScope};
use cas_model::statement::{DematInfo, LinkedHolder};
use cas_model::{Amount, Depository};
use cas_page::Location;
use cas_table::{Furniture, Line, Sheet};

use super::cell;
use super::holder::{account_key, holders, is_account_line, is_client_line};
use crate::sink::Sink;
use crate::value;

/// Account types that the first column names.
const TYPES: [(&str, Kind); 3] = [
    ("NSDL Demat Account", Kind::Demat(Depository::Nsdl)),
    ("CDSL Demat Account", Kind::Demat(Depository::Cdsl)),
    ("Mutual Fund Folios", Kind::Folios),
];

/// Words of the column header; lines made of nothing else carry no data.
const HEADER_WORDS: [&str; 13] = [
    "Account",
    "Type",
    "Details",
    "No.",
    "of",
    "ISINs",
    "ISINs/",
    "/",
    "Schemes",
    "Value",
    "in",
    "No",
    "ISINs/Schemes",
];

/// How a group is announced; the holders follow on the same or the next lines.
const GROUP_HEADINGS: [&str; 9] = [
    "In the joint Names of",
    "In the joint Name of",
    "In the joint name(s) of",
    "In the Single Names of",
    "In the Single Name of",
    "In the Single Name(s) of",
    "In the Names of",
    "In the Name of",
    "In the Name(s) of",
];

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Demat(Depository),
    Folios,
}

/// A holder group as the roster prints it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    /// First holder first.
    pub(crate) holders: Vec<LinkedHolder>,
    /// The `Total` row.
    pub(crate) total: Option<Amount>,
    /// Demat accounts listed in the group.
    pub(crate) accounts: Vec<AccountKey>,
}

/// Reads the roster line by line and keeps what later pages refer to.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    groups: Vec<Group>,
    holders_emitted: bool,
    row: Option<(Depository, Option<u32>, Option<Amount>, Location)>,
    name: String,
    key: Option<(AccountKey, Location)>,
    /// A line with the DP id alone: the client id stands on the next one.
    dp_id: String,
    finished: bool,
}

impl Roster {
    /// The groups read so far, in printed order.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// True after the `Grand Total` row.
    pub(crate) fn is_finished(&self) -> bool {
        self.finished
    }

    /// The group an account is listed in.
    pub(crate) fn group_of(&self, key: &AccountKey) -> Option<u32> {
        let at = self.groups.iter().position(|group| group.accounts.contains(key))?;
        u32::try_from(at).ok()
    }

    /// Reads the heading of a group (`In the joint Names of`), with the first holder when it stands on the same line.
    /// Returns false for any other line.
    pub(crate) fn heading(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let Some((used, _)) = GROUP_HEADINGS.iter().find_map(|text| sheet.prefix(line.range(), text)) else {
            return false;
        };
        self.settle(out);
        let rest = line.range().start + used..line.range().end;
        sheet.claims.furniture(line.range().start..rest.start, Furniture::Heading);
        self.groups.push(Group::default());
        self.holders_emitted = false;
        if !rest.is_empty() {
            self.holder_line(sheet, rest);
        }
        true
    }

    /// Reads a line after the first group heading. Returns false for lines that are no part of a roster.
    pub(crate) fn line(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        if self.finished || self.groups.is_empty() {
            return false;
        }
        let words = line.range();
        if !self.holders_emitted && self.holder_line(sheet, words.clone()) {
            return true;
        }
        let is_label = |text: &str| {
            value::is_rupee(text) || HEADER_WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
        };
        if sheet.words_of(line).iter().all(|word| is_label(sheet.text(word)))
            || sheet.starts_with(line, "Account Type")
        {
            self.emit_holders(sheet.location(line), out);
            sheet.claims.furniture(words, Furniture::ColumnHeader);
            return true;
        }
        if !self.holders_emitted && self.nameless_holder(sheet, line) {
            return true;
        }
        self.emit_holders(sheet.location(line), out);
        self.total(sheet, line, out) || self.account_line(sheet, line, out)
    }

    /// A holder printed without a PAN: a line of words between the heading of a group and the column header.
    fn nameless_holder(&mut self, sheet: &Sheet, line: &Line) -> bool {
        let text = sheet.line_text(line);
        let is_name = !text.bytes().any(|byte| byte.is_ascii_digit())
            && !text.contains(':')
            && !text.starts_with("Total")
            && TYPES.iter().all(|(kind, _)| !sheet.starts_with(line, kind));
        if let Some(group) = self.groups.last_mut().filter(|_| is_name) {
            sheet.claims.data(line.range());
            group.holders.push(LinkedHolder { name: Some(text), pan: None });
        }
        is_name
    }

    /// Emits what is still open; called at the end of the roster.
    pub(crate) fn settle(&mut self, out: &mut Sink) {
        self.emit_account(out);
        (self.row, self.key) = (None, None);
        self.name.clear();
        self.dp_id.clear();
    }

    fn holder_line(&mut self, sheet: &Sheet, words: Range<usize>) -> bool {
        let found = holders(&sheet.joined(words.clone()));
        if found.is_empty() {
            return false;
        }
        sheet.claims.data(words);
        if let Some(group) = self.groups.last_mut() {
            group.holders.extend(found);
        }
        true
    }

    fn group(&self) -> u32 {
        u32::try_from(self.groups.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    fn emit_holders(&mut self, at: Location, out: &mut Sink) {
        if self.holders_emitted {
            return;
        }
        self.holders_emitted = true;
        let holders = self.groups.last().map(|group| group.holders.clone()).unwrap_or_default();
        out.push(at, Record::Holders { group: self.group(), holders });
    }

    /// `Total` closes a group, `Grand Total` the roster.
    fn total(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let grand = sheet.starts_with(line, "Grand Total");
        if !grand && !sheet.starts_with(line, "Total") {
            return false;
        }
        self.settle(out);
        let words = sheet.words_of(line);
        let Some(value) = words.last().and_then(|word| cell::amount(sheet.text(word))) else { return false };
        sheet.claims.data(line.range());
        let scope = if grand { TotalScope::Portfolio } else { TotalScope::Group(self.group()) };
        let label = if grand { "Grand Total" } else { "Total" };
        out.push(sheet.location(line), Record::Total(Box::new(total(scope, label, None, Some(value)))));
        self.finished |= grand;
        if let Some(group) = self.groups.last_mut().filter(|_| !grand) {
            group.total = Some(value);
        }
        true
    }

    fn account_line(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let words = line.range();
        let kind = TYPES.iter().find_map(|(text, kind)| {
            sheet.prefix(words.clone(), text).map(|(used, _)| (*kind, words.start + used))
        });
        let Some((kind, details)) = kind else { return self.details_line(sheet, line, out) };
        let (end, count, value) = trailing(sheet, details..words.end);
        sheet.claims.data(words);
        let text = sheet.joined(details..end);
        match kind {
            Kind::Folios => {
                self.settle(out);
                self.folios(sheet.location(line), &text, count, value, out);
            }
            Kind::Demat(depository) => {
                if self.row.is_some() {
                    self.settle(out);
                }
                self.row = Some((depository, count, value, sheet.location(line)));
                self.details(&text, sheet.location(line));
                self.emit_when_complete(out);
            }
        }
        true
    }

    /// A line without account type: a DP name, an id line, or a row of a type that we do not know.
    fn details_line(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let (end, count, value) = trailing(sheet, line.range());
        if let (Some(_), Some(_)) = (count, value) {
            let label = sheet.joined(line.range().start..end);
            let scope = TotalScope::AssetClass(Some(self.group()), label.clone());
            out.push(sheet.location(line), Record::Total(Box::new(total(scope, &label, count, value))));
        } else {
            self.details(&sheet.line_text(line), sheet.location(line));
            self.emit_when_complete(out);
        }
        sheet.claims.data(line.range());
        true
    }

    fn details(&mut self, text: &str, at: Location) {
        let text = text.trim();
        if !self.dp_id.is_empty() && is_client_line(text) {
            let ids = format!("{} {text}", std::mem::take(&mut self.dp_id));
            self.key = account_key(&ids).map(|key| (key, at));
        } else if let Some(key) = account_key(text).filter(|_| is_account_line(text)) {
            self.key = Some((key, at));
        } else if let Some((name, ids)) = split_ids(text) {
            super::draft::push_wrapped(&mut self.name, name);
            self.key = account_key(ids).map(|key| (key, at));
            if self.key.is_none() {
                self.dp_id = ids.to_owned();
            }
        } else if is_account_line(text) {
            self.dp_id = text.to_owned();
        } else if !text.is_empty() {
            super::draft::push_wrapped(&mut self.name, text);
        }
    }

    fn emit_when_complete(&mut self, out: &mut Sink) {
        if self.row.is_some() && self.key.is_some() && !self.name.is_empty() {
            self.settle(out);
        }
    }

    fn emit_account(&mut self, out: &mut Sink) {
        let Some((mut key, at)) = self.key.take() else { return };
        let row = self.row.take();
        if let Some((depository, ..)) = row {
            key.depository = depository;
        }
        let group = self.group();
        if let Some(open) = self.groups.last_mut() {
            open.accounts.push(key.clone());
        }
        let record = AccountRecord {
            key,
            dp_name: (!self.name.is_empty()).then(|| self.name.clone()),
            group: Some(group),
            value: row.and_then(|(_, _, value, _)| value),
            isin_count: row.and_then(|(_, count, _, _)| count),
            holders: Vec::new(),
            info: DematInfo::default(),
            labels: Vec::new(),
        };
        let at = row.map_or(at, |(_, _, _, at)| at);
        out.push(at, Record::Account(Box::new(record)));
    }

    /// `2 Folios` (the word is sometimes absent) and the number of schemes.
    fn folios(
        &mut self,
        at: Location,
        text: &str,
        schemes: Option<u32>,
        value: Option<Amount>,
        out: &mut Sink,
    ) {
        let group = self.group();
        let folios = text.split_whitespace().next().and_then(cell::count);
        let scope = TotalScope::Folios(group);
        out.push(at, Record::Total(Box::new(total(scope, "Mutual Fund Folios", folios, value))));
        if schemes.is_some() {
            let label = "No. of ISINs / Schemes";
            let scope = TotalScope::AssetClass(Some(group), label.to_owned());
            out.push(at, Record::Total(Box::new(total(scope, label, schemes, None))));
        }
    }
}

/// A total with nothing but a count and a value.
pub(crate) fn total(
    scope: TotalScope,
    label: &str,
    count: Option<u32>,
    value: Option<Amount>,
) -> TotalRecord {
    TotalRecord { scope, label: label.to_owned(), count, value, cost: None, change: None, percent: None }
}

/// `FIRST SAMPLE LIMITED DP ID:IN300011 Client ID:...` in one cell: the name and the ids.
fn split_ids(text: &str) -> Option<(&str, &str)> {
    let at = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| text.get(at..).is_some_and(is_account_line) && at > 0)?;
    Some((text.get(..at)?.trim(), text.get(at..)?))
}

/// The count and the value at the end of a row, and where they begin. Either may be missing.
fn trailing(sheet: &Sheet, words: Range<usize>) -> (usize, Option<u32>, Option<Amount>) {
    let text = |index: usize| sheet.words.get(index).map_or("", |word| sheet.text(word));
    let mut end = words.end;
    let mut value = None;
    if end > words.start && (text(end - 1).contains('.') || cell::is_number(text(end - 1))) {
        value = cell::amount(text(end - 1));
        end -= usize::from(value.is_some());
    }
    while value.is_some() && end > words.start && value::is_rupee(text(end - 1)) {
        end -= 1;
    }
    let count = if value.is_some() && end > words.start { cell::count(text(end - 1)) } else { None };
    (end - usize::from(count.is_some()), count, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::Draft;

    fn read(sheet: &Sheet) -> (Roster, Vec<Record>) {
        let (mut roster, mut out) = (Roster::default(), Sink::default());
        for line in &sheet.lines {
            assert!(roster.heading(sheet, line, &mut out) || roster.line(sheet, line, &mut out));
        }
        roster.settle(&mut out);
        (roster, out.finish().value.into_iter().map(|sourced| sourced.record).collect())
    }

    fn first_account(records: &[Record]) -> &AccountRecord {
        let own = records.iter().find_map(|record| match record {
            Record::Account(account) => Some(account),
            _ => None,
        });
        own.unwrap()
    }

    fn header(draft: Draft, y: f32) -> Draft {
        draft
            .left(390.0, y - 4.0, 6.5, "No. of")
            .left(22.0, y, 6.5, "Account Type")
            .left(160.0, y, 6.5, "Account Details")
            .left(542.0, y, 6.5, "Value in `")
            .left(373.0, y + 4.0, 6.5, "ISINs / Schemes")
    }

    #[test]
    fn middle_aligned_rows_of_two_groups() {
        let draft = Draft::new()
            .left(22.0, 212.0, 6.5, "In the joint Names of")
            .left(22.0, 223.0, 6.5, "RIYA TESTCASE (PAN:ABCDE1234F)")
            .left(22.0, 234.0, 6.5, "KABIR TESTCASE (PAN:PQXXXXXX9K)");
        let draft = header(draft, 259.0)
            .left(160.0, 278.5, 6.5, "FIRST SAMPLE SECURITIES LIMITED")
            .left(22.0, 282.9, 6.5, "NSDL Demat Account")
            .left(400.0, 282.9, 6.5, "3")
            .right(575.0, 282.9, 6.5, "19,505.00")
            .left(160.0, 287.3, 6.5, "DP ID:IN300011 Client ID:10000001")
            .left(22.0, 300.0, 6.5, "Mutual Fund Folios")
            .left(160.0, 300.0, 6.5, "1 Folios")
            .left(400.0, 300.0, 6.5, "2")
            .right(575.0, 300.0, 6.5, "19,999.93")
            .left(392.0, 313.0, 6.5, "Total")
            .right(575.0, 313.0, 6.5, "39,504.93")
            .left(22.0, 328.0, 6.5, "In the Single Name of")
            .left(22.0, 339.0, 6.5, "RIYA TESTCASE ( PAN :ABCDE1234F )");
        let sheet = header(draft, 360.0)
            .left(22.0, 383.0, 6.5, "CDSL Demat Account")
            .left(160.0, 383.0, 6.5, "THIRD SAMPLE 24 LIMITED")
            .left(400.0, 383.0, 6.5, "0")
            .right(575.0, 383.0, 6.5, "0.00")
            .left(160.0, 391.0, 6.5, "DP ID:12000011 Client ID:20000001")
            .left(380.0, 410.0, 6.5, "Grand Total")
            .right(575.0, 410.0, 6.5, "` 39,504.93")
            .sheet();
        let (roster, records) = read(&sheet);
        assert!(roster.is_finished());
        assert_eq!(sheet.unclaimed().count(), 0);
        let accounts: Vec<_> = records
            .iter()
            .filter_map(|record| match record {
                Record::Account(account) => Some((
                    account.dp_name.clone().unwrap_or_default(),
                    account.group,
                    account.isin_count,
                    account.value.map(|value| value.to_string()),
                )),
                _ => None,
            })
            .collect();
        assert_eq!(
            accounts,
            [
                ("FIRST SAMPLE SECURITIES LIMITED".to_owned(), Some(0), Some(3), Some("19505.00".to_owned())),
                ("THIRD SAMPLE 24 LIMITED".to_owned(), Some(1), Some(0), Some("0.00".to_owned())),
            ]
        );
        assert_eq!(roster.groups().iter().map(|group| group.holders.len()).collect::<Vec<_>>(), [2, 1]);
        let totals = records.iter().filter(|record| matches!(record, Record::Total(_))).count();
        assert_eq!(totals, 4, "folios, schemes, group, grand");
    }

    #[test]
    fn ids_on_lines_of_their_own() {
        let both = "RIYA TESTCASE ( PAN :ABCDE1234F ) KABIR TESTCASE ( PAN :PQRSX6789K )";
        let draft =
            Draft::new().left(22.0, 212.0, 6.5, "In the joint name(s) of").left(22.0, 223.0, 6.5, both);
        let sheet = header(draft, 244.0)
            .left(160.0, 260.0, 6.5, "FIRST SAMPLE LIMITED")
            .left(22.0, 268.0, 6.5, "CDSL Demat Account")
            .left(160.0, 268.0, 6.5, "DP Id: 12345678")
            .left(400.0, 268.0, 6.5, "3")
            .right(575.0, 268.0, 6.5, "19,505.00")
            .left(160.0, 276.0, 6.5, "Client Id : 11111111")
            .sheet();
        let (roster, records) = read(&sheet);
        assert_eq!(roster.groups().iter().map(|group| group.holders.len()).collect::<Vec<_>>(), [2]);
        let account = first_account(&records);
        assert_eq!(account.dp_name.as_deref(), Some("FIRST SAMPLE LIMITED"));
        assert_eq!((account.isin_count, account.value), (Some(3), "19505.00".parse().ok()));
    }

    #[test]
    fn capitals_and_abbreviated_rupees() {
        let sheet = Draft::new()
            .left(22.0, 212.0, 6.5, "IN THE NAME OF")
            .left(22.0, 223.0, 6.5, "RIYA TESTCASE (PAN:ABCDE1234F)")
            .left(390.0, 240.0, 6.5, "NO. OF")
            .left(22.0, 244.0, 6.5, "ACCOUNT TYPE")
            .left(160.0, 244.0, 6.5, "ACCOUNT DETAILS")
            .left(520.0, 244.0, 6.5, "VALUE IN Rs.")
            .left(373.0, 248.0, 6.5, "ISINS / SCHEMES")
            .left(160.0, 260.0, 6.5, "FIRST SAMPLE LIMITED")
            .left(22.0, 264.4, 6.5, "NSDL Demat Account")
            .left(400.0, 264.4, 6.5, "3")
            .right(575.0, 264.4, 6.5, "Rs. 19,505.00")
            .left(160.0, 268.8, 6.5, "DP ID:IN300011 Client ID:10000001")
            .sheet();
        let (roster, records) = read(&sheet);
        assert_eq!(roster.groups().len(), 1);
        let account = first_account(&records);
        assert_eq!(account.dp_name.as_deref(), Some("FIRST SAMPLE LIMITED"));
        assert_eq!((account.isin_count, account.value), (Some(3), "19505.00".parse().ok()));
    }
}
