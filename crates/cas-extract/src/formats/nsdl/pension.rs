//! National Pension System: holdings by tier, and contributions below a near-identical heading.

use cas_model::date::parse_date;
use cas_model::record::{NpsFundRecord, NpsRecord, NpsRowRecord, Record, TotalScope};
use cas_model::statement::LinkedHolder;
use cas_model::{Amount, Price, Units};
use cas_table::{Line, Sheet};

use super::holdings::header_lines;
use super::rows::{Place, RowLines};
use super::tables::ledger::{AMOUNT, DATE, DETAILS, NAV as LEDGER_NAV, UNITS as LEDGER_UNITS};
use super::tables::pension::{NAV, SCHEME, UNITS, VALUE};
use super::tables::{LEDGER, PENSION};
use crate::depository::cell;
use crate::depository::draft::RowDraft;
use crate::depository::grid::{Grid, Placed};
use crate::depository::roster::total;
use crate::sink::Sink;
use crate::value;

/// Lines of the funds: the figures stand on the first one, or in the middle of the name.
const FUND_LINES: RowLines = RowLines { key: None, name: Some(SCHEME), valued: &[UNITS, NAV, VALUE] };

/// State of the pension part.
#[derive(Debug, Default)]
pub(super) struct Pension {
    ledger: bool,
    grid: Option<Grid>,
    row: RowDraft,
    placed: Placed,
    pran: Option<String>,
    tier: Option<u8>,
    account: Option<usize>,
    scheme: Option<String>,
}

impl Pension {
    /// Opens the holdings or, with `ledger`, the contributions.
    pub(super) fn open(&mut self, ledger: Part, out: &mut Sink) {
        self.settle(out);
        self.ledger = ledger == Part::Contributions;
        (self.grid, self.tier, self.scheme) = (None, None, None);
    }

    /// Reads a line; returns the number of lines used up, 0 when it is none of this part.
    pub(super) fn line(&mut self, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        let Some(line) = sheet.lines.get(at) else { return 0 };
        if self.subscriber(sheet, line, out)
            || self.total_line(sheet, line, out)
            || self.tier_line(sheet, line, out)
        {
            return 1;
        }
        let spec = if self.ledger { LEDGER } else { PENSION };
        let no_digits = header_lines(sheet, at);
        if !no_digits.is_empty()
            && let Some(header) = spec.find(sheet, no_digits).filter(|header| header.lines.start == at)
            && header.columns.count() >= 3
        {
            // A header repeated after a page break may stand between two lines of one row.
            if self.ledger || self.row.at().page == sheet.number {
                self.settle(out);
            }
            header.claim(sheet);
            self.grid = Some(Grid::new(&header.columns));
            return header.lines.end - at;
        }
        usize::from(self.row_line(sheet, at, line, out))
    }

    /// `Investor Name: RIYA TESTCASE PRAN:110000000011`, or
    /// `Your NPS Account in the name of RIYA TESTCASE (PRAN: 110000000011)`.
    fn subscriber(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let text = sheet.line_text(line);
        let Some((before, after)) = text.split_once("PRAN") else { return false };
        let pran: String =
            after.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        if pran.is_empty() {
            return false;
        }
        self.settle(out);
        sheet.claims.data(line.range());
        let name = before
            .rsplit_once("in the name of")
            .or_else(|| before.split_once(':'))
            .map_or(before, |(_, name)| name)
            .trim_matches([' ', '(', ':', '-']);
        let holder = (!name.is_empty()).then(|| LinkedHolder { name: Some(name.to_owned()), pan: None });
        self.pran = Some(pran.clone());
        let record = NpsRecord { pran: Some(pran), holder, ..NpsRecord::default() };
        self.account = Some(out.push(sheet.location(line), Record::Nps(Box::new(record))));
        true
    }

    /// `TIER I` alone on its line, where it is not the end of a name.
    fn tier_line(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let text = sheet.line_text(line);
        let Some(tier) = tier_of(&text).filter(|_| text.len() <= 8) else { return false };
        if self.row.reaches(sheet, line) && self.ends_name(&text, tier) {
            return false;
        }
        self.settle(out);
        sheet.claims.data(line.range());
        self.tier = Some(tier);
        true
    }

    /// True for the tier of the open fund, whose name wraps before it: a hyphen parts the two, or its tier is known.
    fn ends_name(&self, text: &str, tier: u8) -> bool {
        let name = self.row.text(SCHEME).filter(|name| !self.ledger && tier_of(name).is_none());
        name.is_some_and(|name| name.ends_with('-') || text.starts_with('-') || self.tier == Some(tier))
    }

    /// `Tier I Total` and `Total` are no funds.
    fn total_line(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let words = sheet.words_of(line);
        let label_end = words.iter().position(|word| sheet.text(word).eq_ignore_ascii_case("Total"));
        let Some(label_end) =
            label_end.filter(|&end| end == 0 || end == 2 && sheet.starts_with(line, "Tier"))
        else {
            return false;
        };
        let Some(value) = words.last().and_then(|word| cell::amount(sheet.text(word))) else { return false };
        self.settle(out);
        sheet.claims.data(line.range());
        let label = sheet.joined(line.range().start..line.range().start + label_end + 1);
        let pran = self.pran.clone().unwrap_or_default();
        let scope = match tier_of(&label) {
            Some(tier) if label_end > 0 => TotalScope::NpsTier(pran, tier),
            _ => TotalScope::Nps(pran),
        };
        if matches!(scope, TotalScope::Nps(_))
            && let Some(Record::Nps(account)) = self.account.and_then(|index| out.amend(index))
        {
            account.value = Some(value);
        }
        out.push(sheet.location(line), Record::Total(Box::new(total(scope, &label, None, Some(value)))));
        true
    }

    fn row_line(&mut self, sheet: &Sheet, at: usize, line: &Line, out: &mut Sink) -> bool {
        let Some(grid) = &mut self.grid else { return false };
        let words = line.range();
        let place = if self.ledger {
            let first = sheet.words.get(words.start).map_or("", |word| sheet.text(word));
            match (parse_date(first).is_some(), self.row.reaches(sheet, line)) {
                (true, _) => Place::First,
                (_, true) => Place::Further,
                _ => return self.scheme_line(sheet, line, out),
            }
        } else {
            grid.place(sheet, words.clone(), &mut self.placed);
            FUND_LINES.place(&self.row, grid, sheet, at, &self.placed)
        };
        if self.ledger {
            grid.place(sheet, words, &mut self.placed);
        }
        match place {
            Place::First => self.settle(out),
            Place::Further => {}
            Place::Nowhere => return false,
        }
        self.row.add(sheet, line, &self.placed);
        true
    }

    /// The name of a scheme above its contributions.
    fn scheme_line(&mut self, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let text = sheet.line_text(line);
        if !self.ledger || !text.to_ascii_uppercase().contains("SCHEME") {
            return false;
        }
        self.settle(out);
        sheet.claims.data(line.range());
        self.scheme = Some(text);
        true
    }

    /// Emits the open row.
    pub(super) fn settle(&mut self, out: &mut Sink) {
        if self.row.is_empty() {
            return;
        }
        let row = &self.row;
        let number = |column: usize| row.filled(column).find_map(cell::decimal);
        let record = if self.ledger {
            let wording = row.text(DETAILS).unwrap_or_default();
            let description = match &self.scheme {
                Some(scheme) => format!("{scheme}: {wording}"),
                None => wording,
            };
            Record::NpsRow(Box::new(NpsRowRecord {
                date: value::day(row.first(DATE), row.at(), out),
                description,
                direction: None,
                amount: number(AMOUNT).map(Amount),
                nav: number(LEDGER_NAV).map(Price),
                units: number(LEDGER_UNITS).map(Units),
            }))
        } else {
            let name = row.text(SCHEME);
            Record::NpsFund(Box::new(NpsFundRecord {
                tier: self.tier.or_else(|| name.as_deref().and_then(tier_of)),
                manager: name.as_deref().and_then(manager),
                name,
                units: number(UNITS).map(Units),
                nav: number(NAV).map(Price),
                value: number(VALUE).map(Amount),
            }))
        };
        out.push(row.at(), record);
        self.row.clear();
    }
}

/// The two halves of the pension part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    /// Units by scheme and tier.
    Holdings,
    /// Contributions and charges.
    Contributions,
}

/// 1 or 2 for a text with `TIER I` or `TIER II`.
fn tier_of(text: &str) -> Option<u8> {
    let upper = text.to_ascii_uppercase();
    let mut words = upper.split([' ', '-']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        if word == "TIER" {
            return match words.next() {
                Some("I" | "1") => Some(1),
                Some("II" | "2") => Some(2),
                _ => None,
            };
        }
    }
    None
}

/// The manager is the text before `SCHEME`, without the name of the trust.
fn manager(name: &str) -> Option<String> {
    let (before, _) = name.split_once("SCHEME").or_else(|| name.split_once("Scheme"))?;
    let before = before.rsplit_once("A/C").map_or(before, |(_, manager)| manager);
    let manager = before.trim_matches([' ', '-']);
    (!manager.is_empty()).then(|| manager.to_owned())
}
