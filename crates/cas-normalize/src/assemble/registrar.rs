//! Registrar statements: a folio owns the schemes that follow, a scheme the rows that follow.
//!
//! The folio line is repeated before every scheme; blocks of one folio with one fund house become one element of
//! `mutual_funds`, wherever they stand. Scheme blocks are never merged: the same scheme may stand twice.

use std::collections::HashMap;

use cas_model::record::{FolioRecord, Record, SchemeRecord};
use cas_model::statement::{FolioInfo, MutualFundFolio, Scheme};
use cas_model::{DiagnosticCode, Pan, Sourced};
use cas_page::Location;

use super::draft::{Draft, fill};
use super::fund_ledger::{self, RunningBalance, Target};
use super::scheme::{self, NamePolicy};
use super::summary;
use crate::classify::Vocabulary;
use cas_model::facts::FolioFacts;

/// Folds the records of a registrar statement.
pub(super) fn fold(records: Vec<Sourced>, draft: &mut Draft) {
    let mut open = Open::default();
    let mut records = records.into_iter().peekable();
    while let Some(Sourced { at, record }) = records.next() {
        let Some(record) = draft.take_common(at, record) else { continue };
        match record {
            Record::Folio(folio) => {
                let scheme = match records.peek() {
                    Some(Sourced { record: Record::Scheme(scheme), .. }) => Some(&**scheme),
                    _ => None,
                };
                open_folio(at, *folio, scheme, &mut open, draft);
            }
            Record::Scheme(scheme) => open_scheme(at, *scheme, &mut open, draft),
            Record::Row(row) => {
                let fallback = draft.statement.meta.statement_period.to;
                let code = match open.target(draft) {
                    Some((target, classifier)) => {
                        fund_ledger::add_row(at, *row, Target { fallback, ..target }, classifier)
                    }
                    None => Some(DiagnosticCode::Orphan { record: "transaction" }),
                };
                if let Some(code) = code {
                    draft.note(at, code);
                }
            }
            Record::Closing(closing) => match open.target(draft) {
                Some((target, _)) => scheme::close(target.scheme, target.facts, &closing),
                None => draft.note(at, DiagnosticCode::Orphan { record: "closing balance" }),
            },
            _ => draft.note(at, DiagnosticCode::Orphan { record: "record of a depository statement" }),
        }
    }
    finish(draft);
}

/// What is open, and where each folio went.
#[derive(Default)]
struct Open {
    folio: Option<usize>,
    has_scheme: bool,
    balance: RunningBalance,
    /// By house and number; where no house is named, several may share a number.
    places: HashMap<(String, String), Vec<usize>>,
}

impl Open {
    fn target<'a>(
        &'a mut self,
        draft: &'a mut Draft,
    ) -> Option<(Target<'a>, &'a mut crate::classify::Classifier)> {
        if !self.has_scheme {
            return None;
        }
        let index = self.folio?;
        let scheme = draft.statement.mutual_funds.get_mut(index)?.schemes.last_mut()?;
        let facts = draft.facts.folios.get_mut(index)?.schemes.last_mut()?;
        let (balance, vocabulary) = (&mut self.balance, Vocabulary::Fund);
        let target = Target { scheme, facts, balance, fallback: None, vocabulary };
        Some((target, &mut draft.classifier))
    }
}

/// So many folios of one number, and schemes of each, are asked whose house a scheme is of.
const HOUSES: usize = 16;

/// `scheme` is the first one below the line or row of the folio.
fn open_folio(
    at: Location,
    record: FolioRecord,
    scheme: Option<&SchemeRecord>,
    open: &mut Open,
    draft: &mut Draft,
) {
    open.has_scheme = false;
    // Numbers are not unique across fund houses: where no house is named, the registrar tells some of them apart.
    let house = record.amc.as_deref().or(record.registrar.as_deref());
    let key = (key_of(house), key_of(record.folio_number.as_deref()));
    let same_number = open.places.entry(key).or_default();
    let is_named = record.amc.is_some();
    let takes = |index: &&usize| {
        let schemes = draft.statement.mutual_funds.get(**index).map_or(&[][..], |folio| &folio.schemes);
        let asked = || schemes.iter().take(HOUSES);
        is_named || scheme.is_none_or(|new| schemes.is_empty() || asked().any(|known| !differ(known, new)))
    };
    let known = same_number.iter().take(HOUSES).find(takes).copied();
    let index = known.unwrap_or_else(|| {
        draft.statement.mutual_funds.push(MutualFundFolio {
            folio_number: None,
            amc: None,
            registrar: None,
            value: None,
            linked_holders: Vec::new(),
            schemes: Vec::new(),
            additional_info: FolioInfo::default(),
        });
        draft.facts.folios.push(FolioFacts { at, ..FolioFacts::default() });
        let index = draft.statement.mutual_funds.len() - 1;
        same_number.push(index);
        index
    });
    open.folio = Some(index);
    let (Some(folio), Some(facts)) =
        (draft.statement.mutual_funds.get_mut(index), draft.facts.folios.get_mut(index))
    else {
        return;
    };
    fill(&mut folio.folio_number, record.folio_number);
    fill(&mut folio.amc, record.amc);
    fill(&mut folio.registrar, record.registrar);
    fill(&mut folio.additional_info.pan, record.pan);
    fill(&mut folio.additional_info.kyc, record.kyc);
    fill(&mut folio.additional_info.pankyc, record.pankyc);
    if folio.linked_holders.is_empty() {
        folio.linked_holders = record.holders;
    }
    for label in record.labels {
        if !facts.labels.contains(&label) {
            facts.labels.push(label);
        }
    }
}

/// True when two schemes are of different fund houses: of different names, and with ISINs or, where one has none, codes that
/// begin otherwise. A house may have several prefixes, and schemes may have kept the name of another.
fn differ(known: &Scheme, new: &SchemeRecord) -> bool {
    let first = |name: &str| name.split_whitespace().next().map(str::to_lowercase);
    let names = known.name.as_deref().and_then(first).zip(first(&new.printed_name));
    let houses = match known.isin.zip(new.isin) {
        Some((one, other)) => Some(one.as_str().get(..ISIN_HOUSE) != other.as_str().get(..ISIN_HOUSE)),
        None => {
            let codes = known.additional_info.rta_code.as_deref().zip(new.rta_code.as_deref());
            codes.map(|(one, other)| code_house(one) != code_house(other))
        }
    };
    houses == Some(true) && names.is_some_and(|(one, other)| one != other)
}

/// An ISIN of a fund begins with `INF` and four characters of its house.
const ISIN_HOUSE: usize = 7;

/// KFintech's codes begin with the number of the house, those of CAMS with its letter.
fn code_house(code: &str) -> &str {
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    code.get(..digits.max(1)).unwrap_or(code)
}

/// Folio numbers differ in blanks (`123 / 45`, `123/45`) and fund houses in case between two places of a file.
fn key_of(text: Option<&str>) -> String {
    text.unwrap_or("").chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn open_scheme(at: Location, mut record: SchemeRecord, open: &mut Open, draft: &mut Draft) {
    if record.folio_number.is_some() {
        let folio = FolioRecord {
            folio_number: record.folio_number.take(),
            amc: record.amc.take().or_else(|| {
                let folio = draft.statement.mutual_funds.get(open.folio?)?;
                folio.amc.clone()
            }),
            ..FolioRecord::default()
        };
        open_folio(at, folio, None, open, draft);
    }
    if open.folio.is_none() {
        draft.note(at, DiagnosticCode::Orphan { record: "scheme" });
        open_folio(at, FolioRecord { amc: record.amc.take(), ..FolioRecord::default() }, None, open, draft);
    }
    let Some(index) = open.folio else { return };
    let (Some(folio), Some(facts)) =
        (draft.statement.mutual_funds.get_mut(index), draft.facts.folios.get_mut(index))
    else {
        return;
    };
    fill(&mut folio.registrar, record.registrar.take());
    fill(&mut folio.amc, record.amc.take());
    open.balance = RunningBalance::starting_at(record.open_units);
    open.has_scheme = true;
    let (scheme, scheme_facts) = scheme::open(at, record, NamePolicy::Registrar);
    folio.schemes.push(scheme);
    facts.schemes.push(scheme_facts);
}

fn finish(draft: &mut Draft) {
    for folio in &mut draft.statement.mutual_funds {
        folio.schemes.iter_mut().for_each(scheme::complete_gain);
        folio.value = summary::sum(folio.schemes.iter().map(|scheme| scheme.value));
        if let Some(first) = folio.linked_holders.first_mut() {
            fill(&mut first.pan, folio.additional_info.pan.clone());
        }
    }
    if draft.statement.investor.pan.is_none() {
        draft.statement.investor.pan = investor_pan(draft).cloned();
    }
    summary::complete(draft);
}

/// The statement is addressed to an e-mail address and may hold folios of several persons: the PAN of a folio held in
/// the addressee's name, else of the first folio that prints one.
fn investor_pan(draft: &Draft) -> Option<&Pan> {
    let name = key_of(draft.statement.investor.name.as_deref());
    let folios = &draft.statement.mutual_funds;
    let own = folios.iter().find(|folio| {
        folio.additional_info.pan.is_some()
            && folio.linked_holders.first().is_some_and(|holder| key_of(holder.name.as_deref()) == name)
    });
    own.or_else(|| folios.iter().find(|folio| folio.additional_info.pan.is_some()))
        .and_then(|folio| folio.additional_info.pan.as_ref())
}
