//! Fund folios of a depository statement: balance tables, ledgers and details pages merged by folio and ISIN.
//!
//! Folio numbers are unique within a fund house only, and a ledger may print none at all: parts are gathered first and
//! joined when everything is known.

use std::collections::HashMap;

use cas_model::facts::FolioFacts;
use cas_model::record::{ClosingRecord, FolioRecord, RowRecord, SchemeRecord};
use cas_model::statement::{FolioInfo, MutualFundFolio, Scheme};
use cas_model::{CasType, Diagnostic, Units};
use cas_page::Location;

use super::draft::{Draft, fill};
use super::fund_ledger::{self, RunningBalance, Target};
use super::scheme::{self, NamePolicy};
use super::{summary, unsigned};
use crate::classify::Vocabulary;

/// A balance row, or a ledger with its rows.
struct Part {
    at: Location,
    record: SchemeRecord,
    rows: Vec<(Location, RowRecord)>,
    /// Index of the folio record before it.
    folio_before: Option<usize>,
}

/// Folios while they are gathered.
#[derive(Default)]
pub(super) struct Folios {
    parts: Vec<Part>,
    details: Vec<(Location, FolioRecord)>,
}

impl Folios {
    /// Facts about a folio: a details page, or the line above a ledger.
    pub(super) fn folio(&mut self, at: Location, record: FolioRecord) {
        self.details.push((at, record));
    }

    /// A balance row or the head of a ledger.
    pub(super) fn scheme(&mut self, at: Location, record: SchemeRecord) {
        let folio_before = self.details.len().checked_sub(1);
        self.parts.push(Part { at, record, rows: Vec::new(), folio_before });
    }

    /// A row of the ledger before it; false when there is none.
    pub(super) fn row(&mut self, at: Location, row: RowRecord) -> bool {
        self.parts.last_mut().map(|part| part.rows.push((at, row))).is_some()
    }

    /// The closing line of the ledger before it; false when there is none.
    pub(super) fn closing(&mut self, closing: &ClosingRecord) -> bool {
        self.parts.last_mut().map(|part| part.record.close_units = closing.units).is_some()
    }

    /// Joins the parts and hands the folios to the draft.
    pub(super) fn build(mut self, draft: &mut Draft) {
        self.name_folios();
        let mut elements: Vec<Element> = Vec::new();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for entry in merged(std::mem::take(&mut self.parts)) {
            let number = folio_key(entry.record.folio_number.as_deref());
            let amc = entry.record.amc.clone().or_else(|| self.fund_house(&number, &entry.record));
            let same_number = places.entry(number).or_default();
            let known = same_number.iter().copied().find(|&index| {
                elements.get(index).is_some_and(|e| e.takes(entry.record.group, amc.as_deref()))
            });
            let index = known.unwrap_or_else(|| {
                same_number.push(elements.len());
                elements.push(Element::new(entry.at, entry.record.folio_number.clone()));
                elements.len() - 1
            });
            if let Some(element) = elements.get_mut(index) {
                element.add(entry, amc, draft);
            }
        }
        for (at, record) in self.details {
            let same_number = places.entry(folio_key(record.folio_number.as_deref())).or_default();
            let mut taken = false;
            for &index in same_number.iter() {
                if let Some(element) = elements.get_mut(index)
                    && element.takes(record.group, record.amc.as_deref())
                {
                    element.learn(&record);
                    taken = true;
                }
            }
            if !taken && record.folio_number.is_some() {
                same_number.push(elements.len());
                let mut element = Element::new(at, record.folio_number.clone());
                element.learn(&record);
                elements.push(element);
            }
        }
        elements.into_iter().for_each(|element| element.finish(draft));
    }

    /// Parts without a folio of their own: that of the only folio with their ISIN, or of the one whose units are
    /// their closing balance; else that of the folio line before them.
    fn name_folios(&mut self) {
        let missing: Vec<usize> =
            (0..self.parts.len()).filter(|&index| self.folio_of(index).is_none()).collect();
        for index in missing {
            let Some(part) = self.parts.get(index) else { continue };
            let found = self.twin_of(part).map(|twin| (twin.record.folio_number.clone(), twin.record.group));
            let before = part.folio_before.and_then(|before| self.details.get(before));
            let before = before.map(|(_, record)| (record.folio_number.clone(), record.group));
            if let (Some((number, group)), Some(part)) = (found.or(before), self.parts.get_mut(index)) {
                part.record.folio_number = number;
                part.record.group = part.record.group.or(group);
            }
        }
    }

    fn folio_of(&self, index: usize) -> Option<&str> {
        self.parts.get(index)?.record.folio_number.as_deref()
    }

    fn twin_of(&self, part: &Part) -> Option<&Part> {
        let isin = part.record.isin?;
        let twins = || {
            self.parts.iter().filter(|twin| {
                twin.record.isin == Some(isin)
                    && twin.record.folio_number.is_some()
                    && agree(twin.record.group, part.record.group)
            })
        };
        // A details page and a balance row speak of one folio.
        let first = twins().next()?;
        let number = first.record.folio_number.as_deref();
        let is_same = |twin: &Part| folio_marks(twin.record.folio_number.as_deref()).eq(folio_marks(number));
        if twins().all(is_same) {
            return Some(first);
        }
        let close: Units = part.record.close_units?;
        twins().find(|twin| twin.record.units == Some(close))
    }

    /// The fund house that the details pages give for a folio number; several houses may use one number, then the one
    /// whose name begins most like the scheme's.
    fn fund_house(&self, number: &str, record: &SchemeRecord) -> Option<String> {
        let houses = self.details.iter().filter(|(_, details)| {
            folio_key(details.folio_number.as_deref()) == number && agree(details.group, record.group)
        });
        let name = scheme_words(&record.printed_name, record.rta_code.as_deref());
        houses
            .filter_map(|(_, details)| details.amc.as_deref())
            .max_by_key(|amc| shared_words(amc, &name))
            .map(str::to_owned)
    }
}

/// A folio while it is built.
struct Element {
    folio: MutualFundFolio,
    facts: FolioFacts,
}

impl Element {
    fn new(at: Location, folio_number: Option<String>) -> Self {
        let folio = MutualFundFolio {
            folio_number,
            amc: None,
            registrar: None,
            value: None,
            linked_holders: Vec::new(),
            schemes: Vec::new(),
            additional_info: FolioInfo::default(),
        };
        Self { folio, facts: FolioFacts { at, ..FolioFacts::default() } }
    }

    /// True when nothing says that group or fund house differ.
    fn takes(&self, group: Option<u32>, amc: Option<&str>) -> bool {
        agree(self.facts.group, group)
            && match (self.folio.amc.as_deref(), amc) {
                (Some(mine), Some(other)) => words(mine) == words(other),
                _ => true,
            }
    }

    fn add(&mut self, entry: Part, amc: Option<String>, draft: &mut Draft) {
        fill(&mut self.folio.amc, amc);
        fill(&mut self.folio.registrar, entry.record.registrar.clone());
        fill(&mut self.facts.group, entry.record.group);
        let Part { at, record, mut rows, .. } = entry;
        unsigned::sign(&mut rows, record.open_units, record.close_units, &mut draft.classifier);
        let mut balance = RunningBalance::starting_at(record.open_units);
        let (mut scheme, mut facts) = scheme::open(at, record, NamePolicy::Depository);
        let fallback = draft.statement.meta.statement_period.to;
        let is_nsdl = draft.statement.meta.cas_type == CasType::Nsdl;
        let vocabulary = if is_nsdl { Vocabulary::NsdlFund } else { Vocabulary::CdslFund };
        for (at, row) in rows {
            let (scheme, facts, balance) = (&mut scheme, &mut facts, &mut balance);
            let target = Target { scheme, facts, balance, fallback, vocabulary };
            if let Some(code) = fund_ledger::add_row(at, row, target, &mut draft.classifier) {
                draft.notes.push(Diagnostic { code, at });
            }
        }
        scheme::complete_gain(&mut scheme);
        self.folio.schemes.push(scheme);
        self.facts.schemes.push(facts);
    }

    fn learn(&mut self, record: &FolioRecord) {
        let FolioRecord { amc, registrar, group, pan, kyc, pankyc, holders, labels, .. } = record;
        fill(&mut self.folio.amc, amc.clone());
        fill(&mut self.folio.registrar, registrar.clone());
        fill(&mut self.facts.group, *group);
        fill(&mut self.folio.additional_info.pan, pan.clone());
        fill(&mut self.folio.additional_info.kyc, kyc.clone());
        fill(&mut self.folio.additional_info.pankyc, pankyc.clone());
        if self.folio.linked_holders.is_empty() {
            self.folio.linked_holders.clone_from(holders);
        }
        for label in labels {
            if !self.facts.labels.contains(label) {
                self.facts.labels.push(label.clone());
            }
        }
    }

    fn finish(mut self, draft: &mut Draft) {
        let groups = &draft.facts.groups;
        let group = self.facts.group.or((groups.len() == 1).then_some(0));
        if let Some(holders) = group.and_then(|group| groups.get(group as usize)).filter(|g| !g.is_empty()) {
            self.folio.linked_holders.clone_from(holders);
        }
        let first = self.folio.linked_holders.first();
        fill(&mut self.folio.additional_info.pan, first.and_then(|holder| holder.pan.clone()));
        self.folio.value = summary::sum(self.folio.schemes.iter().map(|scheme: &Scheme| scheme.value));
        draft.statement.mutual_funds.push(self.folio);
        draft.facts.folios.push(self.facts);
    }
}

/// Joins the balance row and the ledger of one scheme of one folio; two balance rows stay two schemes.
fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut entries: Vec<Part> = Vec::with_capacity(parts.len());
    let mut places: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for part in parts {
        let key = (folio_key(part.record.folio_number.as_deref()), security_key(&part.record));
        let same = places.entry(key).or_default();
        let known =
            same.iter().copied().find(|&index| entries.get(index).is_some_and(|entry| joins(entry, &part)));
        match known.and_then(|index| entries.get_mut(index)) {
            Some(entry) => join(entry, part),
            None => {
                same.push(entries.len());
                entries.push(part);
            }
        }
    }
    entries
}

fn joins(entry: &Part, part: &Part) -> bool {
    let fund_houses = match (&entry.record.amc, &part.record.amc) {
        (Some(one), Some(other)) => words(one) == words(other),
        _ => true,
    };
    agree(entry.record.group, part.record.group)
        && fund_houses
        && !(is_balance(&entry.record) && is_balance(&part.record))
}

fn is_balance(record: &SchemeRecord) -> bool {
    record.units.is_some() || record.value.is_some()
}

fn join(entry: &mut Part, part: Part) {
    let (mine, other) = (&mut entry.record, part.record);
    if is_balance(&other) || mine.printed_name.is_empty() {
        mine.printed_name = other.printed_name;
    }
    fill(&mut mine.amc, other.amc);
    fill(&mut mine.group, other.group);
    fill(&mut mine.isin, other.isin);
    fill(&mut mine.printed_isin, other.printed_isin);
    fill(&mut mine.rta_code, other.rta_code);
    fill(&mut mine.registrar, other.registrar);
    fill(&mut mine.advisor, other.advisor);
    fill(&mut mine.is_demat, other.is_demat);
    fill(&mut mine.open_units, other.open_units);
    mine.close_units = other.close_units.or(mine.close_units);
    fill(&mut mine.units, other.units);
    fill(&mut mine.nav, other.nav);
    fill(&mut mine.nav_date, other.nav_date);
    fill(&mut mine.value, other.value);
    fill(&mut mine.cost, other.cost);
    fill(&mut mine.gain, other.gain);
    fill(&mut mine.gain_percent, other.gain_percent);
    fill(&mut mine.annualised_return, other.annualised_return);
    fill(&mut mine.average_cost, other.average_cost);
    fill(&mut mine.ucc, other.ucc);
    if mine.nominees.is_empty() {
        mine.nominees = other.nominees;
    }
    mine.labels.extend(other.labels);
    entry.rows.extend(part.rows);
}

/// Folio numbers differ in blanks between two tables of a file.
fn folio_key(number: Option<&str>) -> String {
    folio_marks(number).collect()
}

fn folio_marks(number: Option<&str>) -> impl Iterator<Item = char> {
    number.unwrap_or("").chars().filter(|c| !c.is_whitespace())
}

fn security_key(record: &SchemeRecord) -> String {
    record.isin.map_or_else(
        || scheme_words(&record.printed_name, record.rta_code.as_deref()).join(" "),
        |isin| isin.as_str().to_owned(),
    )
}

fn scheme_words(name: &str, code: Option<&str>) -> Vec<String> {
    words(&crate::scheme_name::depository(name, code))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn shared_words(amc: &str, name: &[String]) -> usize {
    words(amc).iter().zip(name).take_while(|(a, b)| a == b).count()
}

/// True unless both are known and differ.
fn agree(one: Option<u32>, other: Option<u32>) -> bool {
    one.is_none() || other.is_none() || one == other
}
