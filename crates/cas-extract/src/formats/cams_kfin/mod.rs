//! Statements of the mutual-fund registrars CAMS and KFintech (formerly Karvy): detailed and summary, all generations.
//!
//! `page_frame.rs` knows titles, periods and page numbers; `investor.rs` the two boxes of page 1; `portfolio.rs` the
//! portfolio summary; `detailed.rs` walks the blocks of a detailed statement with the help of `scheme_head.rs`,
//! `ledger.rs` and `closing.rs`; `balances.rs` reads the one table of a summary statement.

mod balances;
mod closing;
mod detailed;
mod investor;
mod ledger;
mod page_frame;
mod portfolio;
mod scheme_head;
mod tables;
#[cfg(test)]
mod tests;

use cas_model::{Noted, Sourced};
use cas_table::{Claim, Sheet};

use crate::detect::{Detection, Scan, Traits, Variant};
use crate::sink::Sink;

/// Reads a registrar statement.
pub(crate) fn extract(sheets: &[Sheet], detection: &Detection) -> Noted<Vec<Sourced>> {
    let mut sink = Sink::default();
    match detection.variant {
        Variant::Summary => balances::read(sheets, &mut sink),
        _ => detailed::read(sheets, &mut sink),
    }
    sink.finish()
}

/// Variant, generation and issuer (layout reference 1.5 and 2.0).
pub(crate) fn describe(scan: &Scan<'_>) -> Traits {
    let summary = scan.says("consolidatedaccountsummary");
    let variant = if summary { Variant::Summary } else { Variant::Detailed };
    let stamp = |mark: &str| scan.asides.contains(mark) || scan.says(mark);
    let issuer = match () {
        () if stamp("camscasws") => Some("CAMS"),
        () if stamp("kfincasws") || stamp("karvycasws") => Some("KFINTECH"),
        () => None,
    };
    let generation = if summary { summary_generation(scan) } else { detailed_generation(scan) };
    Traits { variant, generation, issuer, broker: None }
}

fn detailed_generation(scan: &Scan<'_>) -> Option<&'static str> {
    let header = scan.sheets.iter().find_map(|sheet| {
        let header = tables::LEDGER.find(sheet, 0..sheet.lines.len())?;
        Some((sheet, header))
    })?;
    let label = header.1.columns.band(tables::ledger::PRICE).and_then(|band| {
        let (sheet, header) = &header;
        let lines = sheet.lines.get(header.lines.clone())?;
        let mut words = lines.iter().flat_map(|line| sheet.words_of(line));
        words.find(|word| band.label.x_overlap(&word.area) > 0.0).map(|word| sheet.text(word))
    });
    let recent = ["portfoliosummary", "totalcostvalue:", "marketvalueon"].iter().any(|mark| scan.says(mark));
    let sbfs = scan.says("sbfs") || scan.says("camsandkarvy") || scan.says("cams,karvy");
    Some(match label {
        Some("NAV") if recent => "G3",
        Some(_) if recent => "G4",
        None if recent => "G3",
        None => "G1",
        Some(_) if scan.says("registrar:karvy") && !scan.says("kfintech") && !sbfs => "K0",
        Some(_) if sbfs => "G1",
        Some(_) => "G2",
    })
}

fn summary_generation(scan: &Scan<'_>) -> Option<&'static str> {
    let header = scan.sheets.iter().find_map(|sheet| tables::BALANCES.find(sheet, 0..sheet.lines.len()))?;
    let has = |column| header.columns.band(column).is_some();
    Some(match (has(tables::balances::ISIN), has(tables::balances::COST)) {
        (true, _) => "G4",
        (false, true) => "G3",
        (false, false) => "G2",
    })
}

/// The words of a line that nobody has claimed yet, joined by blanks.
fn free_text(sheet: &Sheet, line: usize) -> String {
    let Some(found) = sheet.lines.get(line) else { return String::new() };
    let mut text = String::new();
    for (index, word) in found.range().zip(sheet.words_of(found)) {
        if sheet.claims.of(index) == Claim::Unclaimed {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(sheet.text(word));
        }
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

/// True for the name of a fund house as headings print it; letter case varies.
fn is_fund_house(text: &str) -> bool {
    const ENDS: [&str; 5] = ["mutual fund", "mf", "fund house", "templeton investments", "asset management"];
    let text = text.trim();
    ENDS.iter().any(|end| {
        let Some(cut) = text.len().checked_sub(end.len()) else { return false };
        text.get(cut..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
            && text.get(..cut).is_some_and(|head| head.ends_with(' ') && !head.trim().is_empty())
    })
}
