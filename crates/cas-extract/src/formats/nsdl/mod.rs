//! Consolidated account statements issued by NSDL, 2014 to today, to records.
//!
//! One walk over the lines of all sheets. Headings (`sections.rs`) switch between the parts of the statement; each part
//! keeps its own state, so that tables, accounts and ledgers run over page breaks. Order of the document: cover,
//! summary with roster and trend, holdings by holder group, pension accounts, transactions, details of the accounts.
//! What is printed in no known place becomes a remark; nothing is dropped.

mod account_box;
mod details;
mod holding;
mod holdings;
mod insurance;
mod ledger;
mod overrun;
mod owners;
mod pension;
mod rows;
mod sections;
mod sides;
mod summary;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use cas_model::record::{AccountKey, Record, RemarkRecord};
use cas_model::{Noted, Sourced};
use cas_page::Location;
use cas_table::{Furniture, Line, Sheet};

use self::account_box::HalfBox;
use self::details::Details;
use self::holdings::Holdings;
use self::insurance::Insurance;
use self::ledger::Ledger;
use self::pension::Pension;
use self::sections::{Heading, claim_frame, heading};
use self::summary::Summary;
use crate::depository::draft::push_wrapped;
use crate::depository::remark;
use crate::depository::roster::Roster;
use crate::sink::Sink;

/// Reads the sheets of a whole statement and claims their words.
pub(crate) fn extract(sheets: &[Sheet]) -> Noted<Vec<Sourced>> {
    let mut walk = Walk::default();
    for sheet in sheets {
        walk.sheet(sheet);
    }
    walk.finish()
}

/// Which part of the statement the walk is in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Part {
    #[default]
    Cover,
    Summary,
    Trend,
    Holdings,
    Pension,
    Insurance,
    Ledger,
    Details,
    About,
}

/// What several parts refer to.
#[derive(Debug, Default)]
struct Context {
    roster: Roster,
    /// The holder group whose pages are being read.
    group: Option<u32>,
    /// The demat account whose box stands last above.
    account: Option<AccountKey>,
    /// The demat account that labels of the details part belong to.
    details_account: Option<AccountKey>,
}

impl Context {
    /// True for the name of a holder of the roster.
    fn is_holder(&self, name: &str) -> bool {
        let mut holders = self.roster.groups().iter().flat_map(|group| &group.holders);
        holders.any(|holder| holder.name.as_deref() == Some(name))
    }
}

/// A free text that is being collected.
#[derive(Debug)]
struct Note {
    at: Location,
    text: String,
    page: u32,
    baseline: f32,
}

/// The state of the walk.
#[derive(Debug, Default)]
struct Walk {
    out: Sink,
    part: Part,
    context: Context,
    summary: Summary,
    holdings: Holdings,
    pension: Pension,
    insurance: Insurance,
    ledger: Ledger,
    details: Details,
    /// By number of the group: true for one that was opened.
    opened_groups: Vec<bool>,
    below_opening: bool,
    /// A box of an account that the end of the page before has cut.
    half_box: Option<HalfBox>,
    note: Option<Note>,
}

impl Walk {
    fn sheet(&mut self, sheet: &Sheet) {
        // All of the frame first: tables look ahead, and a footer is no row of theirs.
        let frame: Vec<bool> = sheet.lines.iter().map(|line| claim_frame(sheet, line)).collect();
        let mut at = self.rest_of_box(sheet);
        while let Some(line) = sheet.lines.get(at) {
            let framed = frame.get(at).copied().unwrap_or_default();
            at += if framed { 1 } else { self.step(sheet, at, line).max(1) };
        }
    }

    /// Reads the line `at` and returns the number of lines used up.
    fn step(&mut self, sheet: &Sheet, at: usize, line: &Line) -> usize {
        if let Some((found, used)) = heading(sheet, line.range())
            && self.enter(found, sheet, line, line.range(), used)
        {
            self.end_note();
            return 1;
        }
        if self.summary.in_block() {
            let beside = self.summary.block_line(sheet, line, &mut self.out);
            self.beside(sheet, line, beside);
            return 1;
        }
        let used = self.account_box(sheet, at) + usize::from(self.opening(sheet, line));
        let used = if used == 0 { self.part_line(sheet, at, line) } else { used };
        if used == 0 {
            self.note_line(sheet, line);
        } else {
            self.end_note();
        }
        used
    }

    /// Text beside the address block: headings of the summary, or nothing that we know.
    fn beside(&mut self, sheet: &Sheet, line: &Line, words: Range<usize>) {
        if words.is_empty() {
            return;
        }
        if let Some((found, used)) = heading(sheet, words.clone()) {
            self.enter(found, sheet, line, words, used);
        } else {
            sheet.claims.data(words.clone());
            let remark = RemarkRecord { kind: "note", text: sheet.joined(words) };
            self.out.push(sheet.location(line), Record::Remark(remark));
        }
    }

    fn part_line(&mut self, sheet: &Sheet, at: usize, line: &Line) -> usize {
        let out = &mut self.out;
        match self.part {
            Part::Cover | Part::About => 0,
            Part::Summary => {
                if self.context.roster.heading(sheet, line, out) || self.context.roster.line(sheet, line, out)
                {
                    if self.context.roster.is_finished() {
                        self.summary.emit_pan(sheet.location(line), &self.context.roster, out);
                        self.part = Part::Trend;
                    }
                    return 1;
                }
                usize::from(Summary::trend_line(sheet, line, out))
            }
            Part::Trend => usize::from(Summary::trend_line(sheet, line, out)),
            Part::Holdings => {
                if self.holder_below_opening(sheet, line) {
                    return 1;
                }
                self.holdings.line(&self.context, sheet, at, &mut self.out)
            }
            Part::Pension => self.pension.line(sheet, at, out),
            Part::Insurance => self.insurance.line(sheet, at, out),
            Part::Ledger => self.ledger.line(&self.context, sheet, at, out),
            Part::Details => self.details.line(&self.context, sheet, at, out),
        }
    }

    /// Acts on a heading; false when the line only looks like one here.
    fn enter(
        &mut self,
        found: Heading,
        sheet: &Sheet,
        line: &Line,
        words: Range<usize>,
        used: usize,
    ) -> bool {
        let out = &mut self.out;
        match found {
            Heading::CasId if self.part == Part::Cover || self.part == Part::Summary => {
                self.part = Part::Summary;
                let rest = self.summary.open_block(sheet, line, words, used);
                self.beside(sheet, line, rest);
                return true;
            }
            Heading::NameAndCasId if self.part == Part::Cover => {
                self.part = Part::Summary;
                self.summary.open_named_block(sheet, line);
                return true;
            }
            Heading::Period => {
                self.start_summary(sheet, words.start);
                self.summary.read_period(sheet, line, words, &mut self.out);
                return true;
            }
            Heading::PortfolioValue => {
                self.start_summary(sheet, words.start);
                Summary::portfolio_value(sheet, line, words, used, &mut self.out);
                return true;
            }
            Heading::Roster => self.start_summary(sheet, words.start),
            Heading::Trend if matches!(self.part, Part::Summary | Part::Trend) => {
                self.context.roster.settle(out);
                self.summary.emit_pan(sheet.location(line), &self.context.roster, out);
                self.part = Part::Trend;
            }
            Heading::Composition => {
                self.go(Part::Holdings, sheet, line);
                self.holdings.open_composition(&self.context, &mut self.out);
                self.below_opening = false;
            }
            Heading::AsOn if self.part == Part::Holdings => {
                sheet.claims.furniture(words, Furniture::Label);
                return true;
            }
            Heading::Expenses if self.part == Part::Holdings => {
                self.holdings.open_expenses(&self.context, out);
            }
            Heading::PensionHoldings | Heading::PensionLedger if self.part != Part::About => {
                self.go(Part::Pension, sheet, line);
                let half = match found {
                    Heading::PensionHoldings => pension::Part::Holdings,
                    _ => pension::Part::Contributions,
                };
                self.pension.open(half, &mut self.out);
            }
            Heading::Insurance => self.go(Part::Insurance, sheet, line),
            Heading::Transactions if !matches!(self.part, Part::Cover | Part::Summary | Part::About) => {
                let begins = self.part != Part::Ledger;
                // The last holding may stand open: it belongs to the account whose box stands above it.
                self.go(Part::Ledger, sheet, line);
                if begins {
                    // Every ledger stands below a box of its own.
                    self.context.account = None;
                }
                self.summary.read_period(sheet, line, words.clone(), &mut self.out);
                return true;
            }
            Heading::FolioLedger => {
                self.go(Part::Ledger, sheet, line);
                self.ledger.open_folios(&self.context, &mut self.out);
                self.summary.read_period(sheet, line, words.clone(), &mut self.out);
                return true;
            }
            Heading::NoTransactions => {
                sheet.claims.furniture(words, Furniture::Notice);
                return true;
            }
            Heading::End => self.go(Part::Details, sheet, line),
            Heading::Details => self.go(Part::Details, sheet, line),
            Heading::About => self.go(Part::About, sheet, line),
            _ => return false,
        }
        sheet.claims.furniture(words, Furniture::Heading);
        true
    }

    /// The address block ends where another part of the summary starts in its columns.
    fn start_summary(&mut self, sheet: &Sheet, first: usize) {
        if sheet.words.get(first).is_some_and(|word| summary::is_left(sheet, word)) {
            self.summary.close_block(&mut self.out);
        }
        if self.part == Part::Cover {
            self.part = Part::Summary;
        }
    }

    /// Leaves the open part and enters another.
    fn go(&mut self, part: Part, sheet: &Sheet, line: &Line) {
        let out = &mut self.out;
        self.summary.close_block(out);
        self.context.roster.settle(out);
        self.summary.emit_pan(sheet.location(line), &self.context.roster, out);
        self.holdings.settle(&self.context, out);
        self.pension.settle(out);
        self.insurance.settle(out);
        self.ledger.settle(&self.context, out);
        self.details.settle(out);
        if part != self.part {
            self.holdings.close(&self.context, out);
            self.ledger.close(&self.context, out);
        }
        self.part = part;
    }

    /// A line that belongs to no part: letters and notices. Notes below tables are kept as remarks.
    fn note_line(&mut self, sheet: &Sheet, line: &Line) {
        if !self.holdings.in_expenses() && remark::is_row_like(sheet, line) {
            // A row that nobody understood: its words stay unclaimed, and the notes say so.
            self.end_note();
            return;
        }
        if matches!(self.part, Part::Cover | Part::About) {
            sheet.claims.furniture(line.range(), Furniture::Notice);
            self.summary.read_cover(sheet, line);
            return;
        }
        sheet.claims.data(line.range());
        let text = sheet.line_text(line);
        match &mut self.note {
            Some(note) if note.page != sheet.number || line.baseline - note.baseline <= 1.45 * line.size => {
                push_wrapped(&mut note.text, &text);
                (note.page, note.baseline) = (sheet.number, line.baseline);
            }
            _ => {
                self.end_note();
                let at = sheet.location(line);
                self.note = Some(Note { at, text, page: sheet.number, baseline: line.baseline });
            }
        }
    }

    fn end_note(&mut self) {
        if let Some(note) = self.note.take() {
            self.out.push(note.at, Record::Remark(RemarkRecord { kind: "note", text: note.text }));
        }
    }

    fn finish(mut self) -> Noted<Vec<Sourced>> {
        self.give_up_box();
        self.end_note();
        self.summary.close_block(&mut self.out);
        self.context.roster.settle(&mut self.out);
        self.summary.emit_pan(Location::default(), &self.context.roster, &mut self.out);
        self.summary.emit_cover_month(&mut self.out);
        self.holdings.settle(&self.context, &mut self.out);
        self.pension.settle(&mut self.out);
        self.insurance.settle(&mut self.out);
        self.ledger.finish(&self.context, &mut self.out);
        self.details.settle(&mut self.out);
        self.out.finish()
    }
}
