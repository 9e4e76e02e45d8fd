//! Statements of the mutual-fund registrars CAMS and KFintech (formerly Karvy): detailed and summary, all generations.
//!
//! `page_frame.rs` knows titles, periods and page numbers; `investor.rs` the two boxes of page 1; `portfolio.rs` the
//! portfolio summary; `detailed.rs` walks the blocks of a detailed statement with the help of `headings.rs`,
//! `scheme_head.rs`, `registrar_cell.rs`, `ledger.rs` and `closing.rs`; `balances.rs` reads the one table of a summary
//! statement. `parted.rs` finds labels whose letters stand apart.

mod balances;
mod closing;
mod detailed;
mod headings;
mod investor;
mod ledger;
mod page_frame;
mod parted;
mod portfolio;
mod registrar_cell;
mod scheme_head;
mod tables;
#[cfg(test)]
mod tests;

use cas_model::{DiagnosticCode, Noted, Sourced};
use cas_page::Location;
use cas_table::{Claim, Header, Sheet};

use crate::detect::{Detection, Scan, Traits, Variant};
use crate::error::ExtractError;
use crate::registry::PageReader;
use crate::sink::Sink;

/// The generation of the statements that Karvy issued.
const OLD_KARVY: &str = "K0";

/// Letters and digits of an ISIN.
const ISIN_LENGTH: usize = 12;

/// Reads a registrar statement page by page.
pub(crate) struct Reader {
    kind: Kind,
    sink: Sink,
    is_first: bool,
    period_known: bool,
}

enum Kind {
    Detailed(Box<detailed::Walk>),
    Summary(Box<balances::Table>),
}

/// A page to read, and what can be seen of the next one.
struct PageTurn<'s> {
    sheet: &'s Sheet,
    next: Option<&'s Sheet>,
    is_first: bool,
}

impl Reader {
    /// Before the first page.
    pub(crate) fn new(detection: &Detection) -> Self {
        let kind = match detection.variant {
            Variant::Summary => Kind::Summary(Box::default()),
            _ => Kind::Detailed(Box::new(detailed::Walk::new(detection))),
        };
        Self { kind, sink: Sink::default(), is_first: true, period_known: false }
    }
}

impl PageReader for Reader {
    fn page(&mut self, sheet: &Sheet, next: Option<&Sheet>) {
        page_frame::claim(sheet, &mut self.period_known, &mut self.sink);
        let pages = PageTurn { sheet, next, is_first: std::mem::take(&mut self.is_first) };
        match &mut self.kind {
            Kind::Detailed(walk) => walk.page(&pages, &mut self.sink),
            Kind::Summary(table) => table.page(&pages, &mut self.sink),
        }
    }

    /// Never fails: what is missing is noted.
    fn finish(self: Box<Self>) -> Result<Noted<Vec<Sourced>>, ExtractError> {
        let Self { kind, mut sink, period_known, .. } = *self;
        match kind {
            Kind::Detailed(walk) => walk.finish(&mut sink),
            Kind::Summary(table) => table.finish(&mut sink),
        }
        if !period_known {
            sink.note(Location::default(), DiagnosticCode::Missing { part: "statement period" });
        }
        Ok(sink.finish())
    }
}

/// Variant, generation and issuer (layout reference 1.5 and 2.0).
pub(crate) fn describe(scan: &Scan<'_>) -> Traits {
    // Load text may name the other kind of statement.
    let summary = scan.says("consolidatedaccountsummary") && !scan.says("openingunitbalance");
    let variant = if summary { Variant::Summary } else { Variant::Detailed };
    let stamp = |mark: &str| scan.asides.contains(mark) || scan.says(mark);
    let issuer = match () {
        () if stamp("camscasws") => Some("CAMS"),
        () if stamp("kfincasws") || stamp("karvycasws") => Some("KFINTECH"),
        () => None,
    };
    let table = if summary { &tables::BALANCES } else { &tables::LEDGER };
    let header = scan.sheets.iter().find_map(|sheet| Some((sheet, table.find(sheet)?)));
    let header = header.as_ref().map(|(sheet, header)| (*sheet, header));
    let generation = if summary {
        header.map(|(_, header)| summary_generation(header))
    } else {
        Some(detailed_generation(scan, header))
    };
    Traits { variant, generation, issuer, broker: None, open: header.is_none() }
}

fn detailed_generation(scan: &Scan<'_>, header: Option<(&Sheet, &Header)>) -> &'static str {
    let label = header.and_then(|(sheet, header)| {
        let band = header.columns.band(tables::ledger::PRICE)?;
        let lines = sheet.lines.get(header.lines.clone())?;
        let mut words = lines.iter().flat_map(|line| sheet.words_of(line));
        words.find(|word| band.label.x_overlap(&word.area) > 0.0).map(|word| sheet.text(word))
    });
    let recent = ["portfoliosummary", "totalcostvalue:", "marketvalueon"].iter().any(|mark| scan.says(mark));
    let sbfs = scan.says("sbfs") || scan.says("camsandkarvy") || scan.says("cams,karvy");
    match label {
        Some("NAV") if recent => "G3",
        Some(_) if recent => "G4",
        None if recent => "G3",
        None => "G1",
        Some(_) if scan.says("registrar:karvy") && !scan.says("kfintech") && !sbfs => OLD_KARVY,
        Some(_) if sbfs => "G1",
        Some(_) => "G2",
    }
}

fn summary_generation(header: &Header) -> &'static str {
    let has = |column| header.columns.band(column).is_some();
    match (has(tables::balances::ISIN), has(tables::balances::COST)) {
        (true, _) => "G4",
        (false, true) => "G3",
        (false, false) => "G2",
    }
}

/// The words of a line that nobody has claimed yet, joined by blanks.
fn free_text(sheet: &Sheet, line: usize) -> String {
    let Some(found) = sheet.lines.get(line) else { return String::new() };
    let free = |(index, _): &(usize, _)| sheet.claims.of(*index) == Claim::Unclaimed;
    let words = || found.range().zip(sheet.words_of(found)).filter(free).map(|(_, word)| sheet.text(word));
    let mut text = String::with_capacity(words().map(|word| word.len() + 1).sum());
    for word in words() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Claims what is still free on a line as data.
fn claim_line(sheet: &Sheet, line: usize) {
    let Some(found) = sheet.lines.get(line) else { return };
    for index in found.range() {
        if sheet.claims.of(index) == Claim::Unclaimed {
            sheet.claims.data(index..index + 1);
        }
    }
}
