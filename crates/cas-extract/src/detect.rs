//! Which statement is it? Document information first, then the first pages, then the whole text.

use cas_model::BrokerType;
use cas_table::{AsideKind, Sheet};

use crate::error::{DetectError, LookAlike};
use crate::fingerprint::{LOOK_ALIKES, Mark, PRINT_DRIVERS};
use crate::registry::{FORMATS, Format};

/// Families of documents.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Family {
    /// Consolidated account statement or summary of the registrars CAMS and KFintech.
    CamsKfin,
    /// Consolidated account statement of National Securities Depository Limited.
    Nsdl,
    /// Consolidated account statement of Central Depository Services (India) Limited.
    Cdsl,
    /// Contract note of a stock broker.
    ContractNote,
}

impl Family {
    /// Stable name for output: `cams-kfintech`, `nsdl`, `cdsl`, `contract-note`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CamsKfin => "cams-kfintech",
            Self::Nsdl => "nsdl",
            Self::Cdsl => "cdsl",
            Self::ContractNote => "contract-note",
        }
    }
}

impl std::fmt::Display for Family {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::CamsKfin => "a CAMS/KFintech statement",
            Self::Nsdl => "an NSDL consolidated account statement",
            Self::Cdsl => "a CDSL consolidated account statement",
            Self::ContractNote => "a contract note",
        })
    }
}

/// Kind of document within its family.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Variant {
    /// Holdings and transactions.
    #[default]
    Detailed,
    /// Balances only.
    Summary,
}

impl Variant {
    /// Stable name for output.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Detailed => "detailed",
            Self::Summary => "summary",
        }
    }
}

/// The document information dictionary; empty where the file says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Info<'a> {
    /// `/Title`
    pub title: &'a str,
    /// `/Author`
    pub author: &'a str,
    /// `/Creator`
    pub creator: &'a str,
    /// `/Producer`
    pub producer: &'a str,
    /// `/Subject`
    pub subject: &'a str,
    /// `/Keywords`
    pub keywords: &'a str,
    /// Name in the signature dictionary.
    pub signer: &'a str,
}

/// Where a mark was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Source {
    /// `/Title`
    Title,
    /// `/Author`
    Author,
    /// `/Creator`
    Creator,
    /// `/Producer`
    Producer,
    /// Text of a page.
    Text,
    /// Rotated text (the stamp of registrar statements).
    Aside,
}

impl Source {
    /// Stable name for output.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Creator => "creator",
            Self::Producer => "producer",
            Self::Text => "text",
            Self::Aside => "stamp",
        }
    }
}

/// One reason for a detection.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Evidence {
    /// Where.
    pub source: Source,
    /// The mark, lower case, without blanks.
    pub mark: &'static str,
    /// How sure it is: 100 is proof.
    pub weight: u32,
}

/// What a document is, and why.
#[derive(Clone, Debug)]
pub struct Detection {
    /// The family.
    pub family: Family,
    /// The kind of document.
    pub variant: Variant,
    /// Template generation, as the layout references name them (`G3`); `None` when it cannot be told.
    pub generation: Option<&'static str>,
    /// Whose engine made it: a registrar, a depository, a broker; `None` when it cannot be told.
    pub issuer: Option<&'static str>,
    /// Of a contract note: which of the brokers that the published schema names; `None` for statements.
    pub broker: Option<BrokerType>,
    /// Every mark that was found.
    pub evidence: Vec<Evidence>,
    /// Confidence in per cent: 100 when the marks add up to proof.
    pub confidence: u32,
    /// True when nothing on these pages decides the generation: on further pages something may.
    pub open: bool,
}

/// What a format says about a document of its family.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traits {
    /// The kind of document.
    pub variant: Variant,
    /// Template generation.
    pub generation: Option<&'static str>,
    /// Whose engine made it.
    pub issuer: Option<&'static str>,
    /// The broker of a contract note.
    pub broker: Option<BrokerType>,
    /// True when nothing on these pages decides the generation: on further pages something may.
    pub open: bool,
}

/// The text of a document as marks are compared with it.
pub struct Scan<'s> {
    /// All pages.
    pub sheets: &'s [Sheet],
    /// Text of the pages read so far: lower case, without blanks, reading order.
    pub text: String,
    /// Rotated text, likewise.
    pub asides: String,
    /// Name of the signer, likewise.
    pub signer: String,
}

/// Pages judged first: when they prove a family ([`FirstLook::proven`]), nothing on later pages changes it.
pub const FIRST_PAGES: usize = 2;

/// Marks that make up this weight are proof.
const PROOF: u32 = 100;

/// Marks that make up this weight are enough.
const ENOUGH: u32 = 30;

/// A format, the marks that speak for it, and what they weigh together.
type Judged = (&'static Format, Vec<Evidence>, u32);

/// What the first pages of a document say of it.
pub struct FirstLook {
    scan: Scan<'static>,
    best: Option<Judged>,
}

impl FirstLook {
    /// Looks at the first [`FIRST_PAGES`] of `sheets`.
    #[must_use]
    pub fn of(info: &Info<'_>, sheets: &[Sheet]) -> Self {
        let mut scan =
            Scan { sheets: &[], text: String::new(), asides: String::new(), signer: String::new() };
        push_compact(info.signer, &mut scan.signer);
        scan.add(sheets.get(..FIRST_PAGES.min(sheets.len())).unwrap_or(sheets));
        let best = judge(info, &scan);
        Self { scan, best }
    }

    /// The family, when the first pages alone prove it.
    #[must_use]
    pub fn proven(&self) -> Option<Family> {
        self.best.as_ref().filter(|(_, _, weight)| *weight >= PROOF).map(|(format, _, _)| format.family)
    }

    /// Decides what the document is. `sheets` are all its pages; where the first ones prove the family, those alone do, save that
    /// [`Detection::open`] may then be true.
    ///
    /// # Errors
    /// As [`detect`].
    pub fn detect(self, info: &Info<'_>, sheets: &[Sheet]) -> Result<Detection, DetectError> {
        if sheets.iter().all(|sheet| sheet.words.is_empty()) {
            return Err(DetectError::NoText);
        }
        let is_proven = self.proven().is_some();
        let (mut scan, mut best) = (Scan { sheets, ..self.scan }, self.best);
        if !is_proven && sheets.len() > FIRST_PAGES {
            let tail = sheets.get(sheets.len() - 1..).unwrap_or(&[]);
            scan.add(tail);
            best = judge(info, &scan);
        }
        decide(info, scan, best)
    }
}

/// Decides what a document is.
///
/// # Errors
/// [`DetectError`] when it is a known look-alike, nothing we know, or has no text.
pub fn detect(info: &Info<'_>, sheets: &[Sheet]) -> Result<Detection, DetectError> {
    FirstLook::of(info, sheets).detect(info, sheets)
}

/// The decision, once the first pages and, where they prove nothing, the last one were looked at.
fn decide(info: &Info<'_>, mut scan: Scan<'_>, mut best: Option<Judged>) -> Result<Detection, DetectError> {
    let sheets = scan.sheets;
    let proven = best.as_ref().is_some_and(|(_, _, weight)| *weight >= 60);
    if let Some(look_alike) = look_alike(&scan, proven) {
        return Err(DetectError::LookAlike(look_alike));
    }
    if best.is_none() && sheets.len() > FIRST_PAGES + 1 {
        scan.add(sheets.get(FIRST_PAGES..sheets.len() - 1).unwrap_or(&[]));
        best = judge(info, &scan);
    }
    let Some((format, evidence, weight)) = best else {
        let is_legible = scan.text.bytes().any(|byte| byte.is_ascii_alphanumeric());
        return Err(if is_legible { DetectError::Unknown } else { DetectError::NoCharacters });
    };
    if is_printed_copy(info, format.family) {
        return Err(DetectError::LookAlike(LookAlike::PrintedCopy));
    }
    let traits = (format.describe)(&scan);
    Ok(Detection {
        family: format.family,
        variant: traits.variant,
        generation: traits.generation,
        issuer: traits.issuer,
        broker: traits.broker,
        evidence,
        confidence: weight.min(PROOF),
        open: traits.open,
    })
}

impl Scan<'_> {
    fn add(&mut self, sheets: &[Sheet]) {
        // As bytes, which are told to be text once: for each page of a long document that would be all pages before again.
        let mut text = std::mem::take(&mut self.text).into_bytes();
        for sheet in sheets {
            text.extend(sheet.words.iter().flat_map(|word| compact(sheet.text(word))));
            for aside in sheet.asides.iter().filter(|aside| aside.kind == AsideKind::Rotated) {
                push_compact(sheet.text(&aside.word), &mut self.asides);
            }
        }
        self.text = String::from_utf8(text).unwrap_or_default();
    }

    /// True when the text holds `mark` (lower case, without blanks).
    #[must_use]
    pub fn says(&self, mark: &str) -> bool {
        self.text.contains(mark)
    }
}

/// What counts of `text`: ASCII without blanks, lower case.
fn compact(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_graphic).map(|byte| byte.to_ascii_lowercase())
}

/// Appends what counts of `text`.
fn push_compact(text: &str, out: &mut String) {
    out.extend(compact(text).map(char::from));
}

/// The format whose marks weigh most, the earlier row of [`FORMATS`] when two weigh the same.
fn judge(info: &Info<'_>, scan: &Scan<'_>) -> Option<Judged> {
    let mut best: Option<Judged> = None;
    for format in FORMATS {
        let evidence: Vec<Evidence> = format
            .marks
            .iter()
            .filter(|mark| is_there(mark, info, scan))
            .map(|mark| Evidence { source: mark.source, mark: mark.text, weight: mark.weight })
            .collect();
        let weight = evidence.iter().map(|evidence| evidence.weight).sum();
        if weight >= ENOUGH && best.as_ref().is_none_or(|(_, _, most)| weight > *most) {
            best = Some((format, evidence, weight));
        }
    }
    best
}

fn is_there(mark: &Mark, info: &Info<'_>, scan: &Scan<'_>) -> bool {
    let field = match mark.source {
        Source::Text => return scan.text.contains(mark.text),
        Source::Aside => return scan.asides.contains(mark.text),
        Source::Title => info.title,
        Source::Author => info.author,
        Source::Creator => info.creator,
        Source::Producer => info.producer,
    };
    let mut compact = String::new();
    push_compact(field, &mut compact);
    compact.contains(mark.text)
}

/// Documents with a title of their own are refused; `proven` spares statements that merely mention such words.
fn look_alike(scan: &Scan<'_>, proven: bool) -> Option<LookAlike> {
    let named = LOOK_ALIKES.iter().find(|(_, marks)| marks.iter().all(|mark| scan.text.contains(mark)));
    let (look_alike, marks) = named?;
    let sure = marks.len() == 1;
    (sure || !proven).then_some(*look_alike)
}

/// Depository statements are signed and mailed as made; a copy from a print driver has lost what reading them needs.
/// Registrar statements keep their text in such copies and are read.
fn is_printed_copy(info: &Info<'_>, family: Family) -> bool {
    if !matches!(family, Family::Nsdl | Family::Cdsl) {
        return false;
    }
    let mut producer = String::new();
    push_compact(info.producer, &mut producer);
    PRINT_DRIVERS.iter().any(|driver| producer.contains(driver))
}

#[cfg(test)]
mod tests {
    use cas_table::Draft;

    use super::*;

    fn sheet(lines: &[&str]) -> Sheet {
        let mut draft = Draft::new();
        for (index, line) in lines.iter().enumerate() {
            draft = draft.left(30.0, 40.0 + 12.0 * index as f32, 8.0, line);
        }
        draft.sheet()
    }

    fn family(lines: &[&str]) -> Result<Family, DetectError> {
        detect(&Info::default(), &[sheet(lines)]).map(|detection| detection.family)
    }

    #[test]
    fn families_are_told_by_text_alone() {
        let cases: [(&[&str], Family); 5] = [
            (
                &["NSDL ID: 100000001", "CDSL Demat Account", "National Securities Depository Limited 2"],
                Family::Nsdl,
            ),
            (
                &["Central Depository Services (India) Limited", "NSDL Demat Account", "RTA : CAMS"],
                Family::Cdsl,
            ),
            (
                &["CONSOLIDATED ACCOUNT STATEMENT (CAS) FOR SECURITIES HELD IN DEMAT", "KFINTECH"],
                Family::Cdsl,
            ),
            (&["CONTRACT NOTE CUM TAX INVOICE", "Zerodha Broking Limited"], Family::ContractNote),
            (
                &["Consolidated Account Statement", "Opening Unit Balance: 0.000", "Registrar : CAMS"],
                Family::CamsKfin,
            ),
        ];
        for (lines, expected) in cases {
            assert_eq!(family(lines), Ok(expected), "{lines:?}");
        }
    }

    #[test]
    fn the_title_proves_and_is_evidence() {
        let info = Info { title: "NSDL-Consolidated Account Statement", ..Info::default() };
        let detection = detect(&info, &[sheet(&["Dear investor"])]).unwrap();
        assert_eq!((detection.family, detection.confidence), (Family::Nsdl, 100));
        assert_eq!(detection.evidence.first().map(|evidence| evidence.source), Some(Source::Title));
    }

    #[test]
    fn brokers_are_named() {
        let lines = ["CONTRACT NOTE CUM TAX INVOICE", "ICICI Securities Limited"];
        let detection = detect(&Info::default(), &[sheet(&lines)]).unwrap();
        assert_eq!(detection.issuer, Some("ICICI Securities"));
    }

    #[test]
    fn look_alikes_are_refused_by_name() {
        let cases: [(&[&str], LookAlike); 3] = [
            (
                &["Consolidated Account Statement", "MFCentralDetailCAS_v1.0", "Registrar : CAMS"],
                LookAlike::MfCentral,
            ),
            (&["TRANSACTION STATEMENT", "NSDL", "~~~End of Statement~~~"], LookAlike::DpTransactionStatement),
            (&["Capital Gain Loss Statement", "Folio 123"], LookAlike::RegistrarReport),
        ];
        for (lines, expected) in cases {
            assert_eq!(family(lines), Err(DetectError::LookAlike(expected)), "{lines:?}");
        }
        let printed = Info {
            title: "Central Depository Services (India) Ltd",
            producer: "Microsoft: Print To PDF",
            ..Info::default()
        };
        let answer = detect(&printed, &[sheet(&["CDSL"])]).map(|detection| detection.family);
        assert_eq!(answer, Err(DetectError::LookAlike(LookAlike::PrintedCopy)));
    }

    #[test]
    fn a_reprinted_registrar_statement_is_read() {
        let info = Info { producer: "Skia/PDF m121", ..Info::default() };
        let lines = ["Consolidated Account Statement", "Opening Unit Balance: 0.000", "Registrar : CAMS"];
        assert!(detect(&info, &[sheet(&lines)]).is_ok_and(|detection| detection.confidence < 100));
    }

    #[test]
    fn other_documents_and_empty_pages_are_no_statements() {
        assert_eq!(family(&["Dear Sir", "please find enclosed"]), Err(DetectError::Unknown));
        assert_eq!(family(&["\u{f021}\u{f022} \u{f023}.", "\u{f021}"]), Err(DetectError::NoCharacters));
        assert_eq!(family(&[]), Err(DetectError::NoText));
        assert_eq!(detect(&Info::default(), &[]).map(|_| ()), Err(DetectError::NoText));
    }
}
