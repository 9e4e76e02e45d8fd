//! The formats that we know: one row each.

use cas_model::{BrokerType, Diagnostic, DiagnosticCode, Noted, Sourced};
use cas_page::{Location, Rect};
use cas_table::{AsideKind, Sheet};

use crate::detect::{Detection, Family, Scan, Traits};
use crate::error::ExtractError;
use crate::fingerprint::{self, Mark};
use crate::formats;

/// Reads a document of one family into records.
pub type Extract = fn(&[Sheet], &Detection) -> Result<Noted<Vec<Sourced>>, ExtractError>;

/// A format: how it is told and how it is read.
#[derive(Clone, Copy)]
pub struct Format {
    /// The family that this format reads.
    pub family: Family,
    /// What tells it from the others.
    pub marks: &'static [Mark],
    /// Variant, generation and issuer of a document of this family.
    pub describe: fn(&Scan<'_>) -> Traits,
    /// The reader.
    pub extract: Extract,
}

/// All formats. Depositories come first: their statements name the registrars too.
pub static FORMATS: &[Format] = &[
    Format {
        family: Family::Nsdl,
        marks: fingerprint::NSDL,
        describe: |_| Traits { issuer: Some("NSDL"), ..Traits::default() },
        extract: |sheets, _| Ok(formats::nsdl::extract(sheets)),
    },
    Format {
        family: Family::Cdsl,
        marks: fingerprint::CDSL,
        describe: |_| Traits { issuer: Some("CDSL"), ..Traits::default() },
        extract: |sheets, detection| Ok(formats::cdsl::extract(sheets, detection)),
    },
    Format {
        family: Family::ContractNote,
        marks: fingerprint::CONTRACT_NOTE,
        describe: broker,
        extract: formats::contract_note::extract,
    },
    Format {
        family: Family::CamsKfin,
        marks: fingerprint::CAMS_KFIN,
        describe: formats::cams_kfin::describe,
        extract: |sheets, detection| Ok(formats::cams_kfin::extract(sheets, detection)),
    },
];

fn broker(scan: &Scan<'_>) -> Traits {
    let said = fingerprint::BROKERS
        .iter()
        .find(|broker| scan.says(broker.mark) || scan.signer.contains(broker.mark));
    Traits {
        issuer: said.map(|broker| broker.name),
        broker: Some(said.map_or(BrokerType::Unknown, |broker| broker.kind)),
        ..Traits::default()
    }
}

/// Reads a detected document. Every word that a reader used or knows is claimed on its sheet.
///
/// # Errors
/// [`ExtractError::Incomplete`] when a contract note holds nothing that we know how to read.
pub fn extract(sheets: &[Sheet], detection: &Detection) -> Result<Noted<Vec<Sourced>>, ExtractError> {
    let format = FORMATS.iter().find(|format| format.family == detection.family);
    let missing = ExtractError::Incomplete { family: detection.family, missing: "a reader" };
    let mut noted = (format.ok_or(missing)?.extract)(sheets, detection)?;
    for sheet in sheets {
        note_remains(sheet, &mut noted.notes);
    }
    Ok(noted)
}

/// Notes what a page holds beyond the records.
fn note_remains(sheet: &Sheet, notes: &mut Vec<Diagnostic>) {
    let page = Location::new(sheet.number, Rect::new(0.0, 0.0, sheet.width, sheet.height));
    let words = sheet.unclaimed().count() as u32;
    if words > 0 {
        notes.push(Diagnostic { code: DiagnosticCode::UnclaimedText { words }, at: page });
    }
    if sheet.aside_count(AsideKind::Invisible) > 0 {
        notes.push(Diagnostic { code: DiagnosticCode::InvisibleText, at: page });
    }
    if sheet.has_unmapped_words() {
        notes.push(Diagnostic { code: DiagnosticCode::UnmappedCharacters, at: page });
    }
}
