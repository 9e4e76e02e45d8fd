//! Account Details pages: `Key : Value` text about accounts, folios and pension accounts.
//!
//! The order of the labels and the line breaks differ by year, so values end at the next known label and a new account
//! or folio starts where a label comes again.

use cas_model::Pan;
use cas_model::record::{AccountRecord, FolioRecord, InvestorRecord, NpsRecord, Record, SchemeRecord};
use cas_model::statement::DematInfo;
use cas_page::Location;
use cas_table::{Furniture, Line, Sheet, before_label, read_labels};

use super::accounts::{Ids, single};
use super::ledger::isin_of;
use super::walk::{Chapter, State};

/// Every label of these pages. The longest fitting one wins.
const LABELS: [&str; 40] = [
    "DP Name",
    "DP ID",
    "DPID",
    "BO ID",
    "Client ID",
    "Email Id",
    "Email",
    "E-mail Id",
    "Mobile No",
    "Mobile No.",
    "BO Type",
    "BO Sub Type / BO Sub Status",
    "BO Sub Type",
    "BO Sub Status",
    "BO Status",
    "Account Status",
    "Frozen Status",
    "BSDA",
    "RGESS",
    "Nominee",
    "AMC Name",
    "Scheme Name",
    "Scheme Code",
    "Folio No",
    "Folio No.",
    "Folio Number",
    "Mode of Holding",
    "KYC of Investor/s",
    "ISIN",
    "UCC",
    "RTA",
    "NPS-SP",
    "PRAN ID",
    "PRAN",
    "Joint A/C Holder",
    "PAN",
    "Nominee Name",
    "SMS Flag",
    "Tier Status",
    "Bank Details",
];

/// Labels whose values are one word: nothing of them wraps.
const ONE_WORD: [&str; 8] =
    ["Scheme Code", "Folio No", "Folio No.", "Folio Number", "ISIN", "UCC", "PRAN ID", "PRAN"];

/// What wraps may start this many points left of its label.
const UNDER: f32 = 2.0;

/// The labels that tell what a block is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Subject {
    Account,
    Folio,
    Pension,
}

/// Labels that start a block by themselves.
fn subject_of(label: &str) -> Option<Subject> {
    match label {
        "DP Name" | "DPID" | "DP ID" | "BO ID" => Some(Subject::Account),
        "AMC Name" | "Scheme Name" | "Folio No" | "Folio No." | "Folio Number" => Some(Subject::Folio),
        "NPS-SP" | "PRAN ID" | "PRAN" => Some(Subject::Pension),
        _ => None,
    }
}

#[derive(Debug, Default)]
struct Block {
    at: Location,
    subject: Option<Subject>,
    pairs: Vec<(&'static str, String)>,
    /// Left edges of the labels of the last line, which are those of the last pairs.
    places: Vec<f32>,
}

impl Block {
    /// Adds the rest of a value that wraps: it stands right of its own label and left of the next one. What starts at
    /// the margin goes on where the line before it ended, or left of there where a value of one word did.
    fn wrapped(&mut self, x: f32, text: &str) {
        let at_margin = self.places.first().is_none_or(|first| x <= first + UNDER);
        let right = self.places.iter().rev().take_while(|place| **place > x + UNDER).count();
        let right = if at_margin { self.words_at_end() } else { right };
        let own = self.pairs.len().checked_sub(right + 1).and_then(|at| self.pairs.get_mut(at));
        if let Some((_, value)) = own {
            crate::depository::draft::push_wrapped(value, text);
        }
    }

    /// How many values of one word the last line ends with, where other values stand left of them.
    fn words_at_end(&self) -> usize {
        let last = self.pairs.iter().rev().take(self.places.len());
        let words = last.take_while(|(label, _)| ONE_WORD.contains(label)).count();
        if words < self.places.len() { words } else { 0 }
    }
}

/// Where the word stands that holds a byte of the text of a line.
fn place(sheet: &Sheet, line: &Line, byte: usize) -> f32 {
    let mut end = 0;
    let own = sheet.words_of(line).iter().find(|word| {
        end += sheet.text(word).len() + 1;
        byte < end
    });
    own.map_or(line.area.x0, |word| word.area.x0)
}

/// Reads the lines under a caption of the details.
pub(crate) fn read(chapter: &Chapter<'_, '_>, state: &mut State) {
    let mut block = Block::default();
    for (sheet, line) in chapter.lines() {
        let text = sheet.line_text(line);
        let found = read_labels(&text, &LABELS);
        if found.is_empty() {
            if block.pairs.is_empty() {
                sheet.claims.furniture(line.range(), Furniture::Heading);
                continue;
            }
            sheet.claims.data(line.range());
            for words in sheet.phrases(line.range()) {
                let x = sheet.words.get(words.start).map_or(0.0, |word| word.area.x0);
                block.wrapped(x, &sheet.joined(words));
            }
            continue;
        }
        sheet.claims.data(line.range());
        let before = before_label(&text, &LABELS);
        if !before.is_empty() && !is_holder_line(&text) {
            block.wrapped(line.area.x0, before);
        }
        block.places.clear();
        for pair in found {
            let Some(label) = LABELS.get(pair.label).copied() else { continue };
            if label == "Joint A/C Holder" {
                finish(std::mem::take(&mut block), state);
            }
            if label == "PAN" {
                finish(std::mem::take(&mut block), state);
                holder_pan(pair.value, sheet.location(line), state);
                continue;
            }
            if starts_anew(&block, label) {
                finish(std::mem::take(&mut block), state);
            }
            if block.pairs.is_empty() {
                block.at = sheet.location(line);
            }
            block.subject = block.subject.or_else(|| subject_of(label));
            block.places.push(place(sheet, line, pair.start));
            block.pairs.push((label, single(pair.value).to_owned()));
        }
    }
    finish(block, state);
}

/// `RIYA TESTCASE PAN: ABCDE1234F` heads the blocks of a holder.
fn is_holder_line(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(_, pan)| Pan::parse(pan).is_some()) && text.contains("PAN")
}

/// The first PAN is that of the addressee.
fn holder_pan(value: &str, at: Location, state: &mut State) {
    if let Some(pan) = Pan::parse(value).filter(|_| !std::mem::replace(&mut state.pan_seen, true)) {
        state.emit(
            at,
            Record::Investor(Box::new(InvestorRecord { pan: Some(pan), ..InvestorRecord::default() })),
        );
    }
}

/// A label comes again, or one of another subject comes.
fn starts_anew(block: &Block, label: &str) -> bool {
    let again = block.pairs.iter().any(|(seen, _)| *seen == label);
    let other = subject_of(label).is_some_and(|subject| block.subject.is_some_and(|open| open != subject));
    again || other
}

fn finish(block: Block, state: &mut State) {
    match block.subject {
        Some(Subject::Account) => account(block, state),
        Some(Subject::Folio) => folio(block, state),
        Some(Subject::Pension) => pension(block, state),
        None => {}
    }
}

fn account(block: Block, state: &mut State) {
    let mut ids = Ids::default();
    let mut dp_name = None;
    let mut info = DematInfo::default();
    let mut labels: Vec<(String, String)> = Vec::new();
    let mut contact = InvestorRecord::default();
    for (label, value) in block.pairs {
        if ids.take(label, &value) || value.is_empty() {
            continue;
        }
        match label {
            "DP Name" => dp_name = Some(value),
            "Email Id" | "Email" | "E-mail Id" => {
                contact.email = Some(value.clone());
                info.email = Some(value);
            }
            "BO Type" => info.bo_type = Some(value),
            "BO Sub Type / BO Sub Status" | "BO Sub Status" => {
                if let Some(kind) = info.bo_sub_status.replace(value) {
                    labels.push(("BO Sub Type".to_owned(), kind));
                }
            }
            "BO Sub Type" if info.bo_sub_status.is_none() => info.bo_sub_status = Some(value),
            "BO Status" => info.bo_status = Some(value),
            "Account Status" => info.status = Some(value),
            "BSDA" => info.bsda = Some(value),
            "Nominee" => info.nominee = Some(value),
            _ => {
                if label.starts_with("Mobile No") {
                    contact.mobile = Some(value.clone());
                }
                labels.push((label.to_owned(), value));
            }
        }
    }
    if !state.contact_seen && (contact.email.is_some() || contact.mobile.is_some()) {
        state.contact_seen = true;
        state.emit(block.at, Record::Investor(Box::new(contact)));
    }
    let Some(key) = ids.key() else { return };
    let record = AccountRecord {
        key,
        dp_name,
        group: None,
        value: None,
        isin_count: None,
        holders: Vec::new(),
        info,
        labels,
    };
    state.emit(block.at, Record::Account(Box::new(record)));
}

fn folio(block: Block, state: &mut State) {
    let mut folio = FolioRecord::default();
    let mut scheme = SchemeRecord::default();
    for (label, value) in block.pairs {
        if value.is_empty() {
            continue;
        }
        match label {
            "AMC Name" => (folio.amc, scheme.amc) = (Some(value.clone()), Some(value)),
            "Scheme Name" => scheme.printed_name = value,
            "Scheme Code" => scheme.rta_code = Some(value),
            "Folio No" | "Folio No." | "Folio Number" => {
                let number: String = value.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect();
                folio.folio_number = Some(number.clone());
                scheme.folio_number = Some(number);
            }
            "KYC of Investor/s" => folio.kyc = Some(value),
            "ISIN" => (scheme.isin, scheme.printed_isin) = isin_of(&value),
            "UCC" => scheme.ucc = Some(value),
            "RTA" => (folio.registrar, scheme.registrar) = (Some(value.clone()), Some(value)),
            _ => folio.labels.push((label.to_owned(), value)),
        }
    }
    state.know_folio(folio.folio_number.as_deref());
    state.emit(block.at, Record::Folio(Box::new(folio)));
    state.emit(block.at, Record::Scheme(Box::new(scheme)));
}

fn pension(block: Block, state: &mut State) {
    let mut record = NpsRecord::default();
    for (label, value) in block.pairs {
        if value.is_empty() {
            continue;
        }
        match label {
            "NPS-SP" => record.cra = Some(value),
            "PRAN ID" | "PRAN" => record.pran = Some(value),
            _ => record.labels.push((label.to_owned(), value)),
        }
    }
    state.emit(block.at, Record::Nps(Box::new(record)));
}
