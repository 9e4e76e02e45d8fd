//! The formats that we know: one row each.

use cas_model::{BrokerType, Diagnostic, DiagnosticCode, Noted, Sourced};
use cas_page::{Location, Rect};
use cas_table::{AsideKind, Sheet};

use crate::detect::{Detection, Family, Scan, Traits};
use crate::error::ExtractError;
use crate::fingerprint::{self, Mark};
use crate::formats;

/// How the reader of a family takes the pages of a document.
#[derive(Clone, Copy)]
pub enum Extract {
    /// All at once: it goes over them more than once.
    Whole(fn(&[Sheet], &Detection) -> Noted<Vec<Sourced>>),
    /// One after the other, none of them kept; it may look at the next one.
    Paged(fn(&Detection) -> Box<dyn PageReader>),
}

/// A reader that is done with a page when it has seen it.
pub trait PageReader {
    /// Reads the next page and claims its words; `next` is the page behind it, to look at only.
    fn page(&mut self, sheet: &Sheet, next: Option<&Sheet>);

    /// The records of all pages.
    ///
    /// # Errors
    /// [`ExtractError::Incomplete`] when the document holds nothing that we know how to read.
    fn finish(self: Box<Self>) -> Result<Noted<Vec<Sourced>>, ExtractError>;
}

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
        extract: Extract::Whole(|sheets, _| formats::nsdl::extract(sheets)),
    },
    Format {
        family: Family::Cdsl,
        marks: fingerprint::CDSL,
        describe: |_| Traits { issuer: Some("CDSL"), ..Traits::default() },
        extract: Extract::Whole(formats::cdsl::extract),
    },
    Format {
        family: Family::ContractNote,
        marks: fingerprint::CONTRACT_NOTE,
        describe: broker,
        extract: Extract::Paged(|detection| Box::new(formats::contract_note::Reader::new(detection))),
    },
    Format {
        family: Family::CamsKfin,
        marks: fingerprint::CAMS_KFIN,
        describe: formats::cams_kfin::describe,
        extract: Extract::Paged(|detection| Box::new(formats::cams_kfin::Reader::new(detection))),
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
    if let Some(mut pages) = Pages::of(detection) {
        for (index, sheet) in sheets.iter().enumerate() {
            pages.page(sheet, sheets.get(index + 1));
        }
        return pages.finish();
    }
    let Some(Extract::Whole(read)) = reader(detection.family) else {
        return Err(ExtractError::Incomplete { family: detection.family, missing: "a reader" });
    };
    let mut noted = read(sheets, detection);
    for sheet in sheets {
        note_remains(sheet, &mut noted.notes);
    }
    Ok(noted)
}

fn reader(family: Family) -> Option<Extract> {
    FORMATS.iter().find(|format| format.family == family).map(|format| format.extract)
}

/// [`extract`] for families that are read page by page: a sheet can be dropped once it was handed over, so that a long
/// document takes no more memory than its records.
pub struct Pages {
    reader: Box<dyn PageReader>,
    remains: Vec<Diagnostic>,
}

impl Pages {
    /// True for families that are read page by page.
    #[must_use]
    pub fn are_of(family: Family) -> bool {
        matches!(reader(family), Some(Extract::Paged(_)))
    }

    /// Before the first page; `None` for families that are read whole.
    #[must_use]
    pub fn of(detection: &Detection) -> Option<Self> {
        match reader(detection.family)? {
            Extract::Paged(reader) => Some(Self { reader: reader(detection), remains: Vec::new() }),
            Extract::Whole(_) => None,
        }
    }

    /// Reads the next page and claims its words; `next` is the page behind it, if there is one.
    pub fn page(&mut self, sheet: &Sheet, next: Option<&Sheet>) {
        self.reader.page(sheet, next);
        note_remains(sheet, &mut self.remains);
    }

    /// The records of all pages.
    ///
    /// # Errors
    /// As [`extract`].
    pub fn finish(self) -> Result<Noted<Vec<Sourced>>, ExtractError> {
        let mut noted = self.reader.finish()?;
        noted.notes.extend(self.remains);
        Ok(noted)
    }
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
