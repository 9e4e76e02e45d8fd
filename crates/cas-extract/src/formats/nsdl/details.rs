//! `Know more about your accounts`: who holds each folio, and labelled facts about demat accounts.

use cas_model::record::{AccountRecord, FolioRecord, Record};
use cas_model::statement::{DematInfo, LinkedHolder};
use cas_table::{Furniture, Line, Sheet};

use super::Context;
use super::holdings::header_lines;
use super::tables::FOLIO_DETAILS;
use super::tables::details::{EMAIL, FOLIO, HOLDERS, KYC, MOBILE, RTA};
use crate::depository::cell;
use crate::depository::draft::{RowDraft, push_wrapped};
use crate::depository::grid::{Grid, Placed};
use crate::sink::Sink;

/// State of the details part.
#[derive(Debug, Default)]
pub(super) struct Details {
    grid: Option<Grid>,
    row: RowDraft,
    placed: Placed,
}

impl Details {
    /// Reads a line; returns the number of lines used up, 0 when it is none of this part.
    pub(super) fn line(&mut self, context: &Context, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        let Some(line) = sheet.lines.get(at) else { return 0 };
        if sheet.starts_with(line, "Folio No")
            && let Some(header) = FOLIO_DETAILS.find(sheet, header_lines(sheet, at))
        {
            self.settle(out);
            header.claim(sheet);
            self.grid = Some(Grid::new(&header.columns));
            return header.lines.end - at;
        }
        if let Some(grid) = &mut self.grid {
            grid.place(sheet, line.range(), &mut self.placed);
            let starts = self.placed.words().any(|(column, word)| {
                let text = sheet.words.get(word).map_or("", |word| sheet.text(word));
                column == FOLIO && text.bytes().any(|byte| byte.is_ascii_digit())
            });
            // Rows may stand as near as the lines of one: the first line of each has a status, a number or a registrar.
            let status = |column: usize| matches!(column, KYC | MOBILE | RTA);
            let again = self.placed.words().any(|(column, _)| status(column) && !self.row.is_blank(column));
            let reaches = self.row.reaches(sheet, line) && !(starts && again);
            let runs_over = !self.row.is_empty() && self.row.at().page + 1 == sheet.number && !starts;
            if starts && !reaches {
                self.settle(out);
            }
            if starts || reaches || runs_over {
                self.row.add(sheet, line, &self.placed);
                return 1;
            }
        }
        usize::from(account_label(context, sheet, line, out))
    }

    /// Emits the open row.
    pub(super) fn settle(&mut self, out: &mut Sink) {
        if self.row.is_empty() {
            return;
        }
        let row = &self.row;
        let (mut folio, mut amc) = (String::new(), String::new());
        for (index, text) in row.filled(FOLIO).enumerate() {
            // A wrapped folio number goes on in digits; the fund house below it is made of words.
            if index == 0 || amc.is_empty() && !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                folio.extend(text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}'));
            } else {
                push_wrapped(&mut amc, text);
            }
        }
        let mut record = FolioRecord {
            folio_number: (!folio.is_empty()).then_some(folio),
            amc: (!amc.is_empty()).then_some(amc),
            registrar: known(row.text(RTA)),
            kyc: known(row.text(KYC)),
            ..FolioRecord::default()
        };
        for (index, text) in row.filled(HOLDERS).enumerate() {
            if let Some(nominee) = nominee(text) {
                record.labels.push(("Nominee".to_owned(), nominee.to_owned()));
            } else if index == 0 && is_mode(text) {
                record.labels.push(("Mode of Holding".to_owned(), text.to_owned()));
            } else {
                record.holders.push(LinkedHolder { name: Some(text.to_owned()), pan: None });
            }
        }
        for (column, label) in [(MOBILE, "Mobile No"), (EMAIL, "Email ID")] {
            record.labels.extend(row.text(column).map(|text| (label.to_owned(), text)));
        }
        out.push(row.at(), Record::Folio(Box::new(record)));
        self.row.clear();
    }
}

fn known(text: Option<String>) -> Option<String> {
    text.filter(|text| !cell::is_placeholder(text))
}

fn is_mode(text: &str) -> bool {
    ["Sole Holder", "Single", "Joint", "Anyone", "Either"]
        .iter()
        .any(|mode| text.get(..mode.len()).is_some_and(|head| head.eq_ignore_ascii_case(mode)))
}

/// What follows `NOMINEE –`.
fn nominee(text: &str) -> Option<&str> {
    let rest = text.get(..7).filter(|head| head.eq_ignore_ascii_case("NOMINEE")).and(text.get(7..))?;
    Some(rest.trim_start_matches([' ', '-', '\u{2013}', '\u{2014}', ':', '\u{ad}']))
}

/// The member of the published schema that a label fills.
type Member = fn(&mut DematInfo) -> &mut Option<String>;

/// Labels of a demat account that the published schema has a member for.
const INFO_LABELS: [(&str, Member); 13] = [
    ("BO Status", |info| &mut info.bo_status),
    ("BO Sub Status", |info| &mut info.bo_sub_status),
    ("BO Type", |info| &mut info.bo_type),
    ("BSDA", |info| &mut info.bsda),
    ("Email", |info| &mut info.email),
    ("Status", |info| &mut info.status),
    ("Nominee", |info| &mut info.nominee),
    ("BO Sub Type", |info| &mut info.bo_sub_status),
    ("Email Id", |info| &mut info.email),
    ("E-mail", |info| &mut info.email),
    ("E-mail Id", |info| &mut info.email),
    ("Account Status", |info| &mut info.status),
    ("Nominee Status", |info| &mut info.nominee),
];

/// `Label : value` below the box of a demat account; several may share a line.
fn account_label(context: &Context, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
    let Some(account) = &context.details_account else { return false };
    let mut info = DematInfo::default();
    let mut labels = Vec::new();
    for words in sheet.phrases(line.range()) {
        let text = sheet.joined(words.clone());
        let Some((label, value)) = text.split_once(':') else { continue };
        let (label, value) = (label.trim(), value.trim());
        if label.is_empty() || label.len() > 40 {
            continue;
        }
        sheet.claims.data(words);
        match INFO_LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(label)) {
            Some((_, member)) => {
                *member(&mut info) = Some(value.to_owned()).filter(|value| !value.is_empty());
            }
            None => labels.push((label.to_owned(), value.to_owned())),
        }
    }
    if info == DematInfo::default() && labels.is_empty() {
        return false;
    }
    let record = AccountRecord {
        key: account.clone(),
        dp_name: None,
        group: None,
        value: None,
        isin_count: None,
        holders: Vec::new(),
        info,
        labels,
    };
    out.push(sheet.location(line), Record::Account(Box::new(record)));
    sheet.claims.furniture(line.range(), Furniture::Label);
    true
}
