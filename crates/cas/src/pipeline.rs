//! The calls that make up the engine, on one screen: open, read, detect, extract, assemble, check. Each is a stage of
//! its own crate; nothing here knows PDF, tables or finance.

use cas_extract::{Detection, FIRST_PAGES, Family, FirstLook, Pages};
use cas_locate::{Anchor, Origin};
use cas_model::{CasType, Check, Diagnostic, Noted, Sourced, Verdict};
use cas_normalize::{AssembleContext, Assembled, AssembledNote, NoteContext};
use cas_output::Words;
use cas_page::Page;
use cas_pdf::{Info, PdfFile};
use cas_table::{Claim, Sheet};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::pages::{self, read};
use crate::trace as printed;
use crate::{Content, Detected, Document, Explained, JsonOptions, Options, ParseError, Parsed, Stage, With};

/// Reads a statement: from locked bytes to the unified statement.
///
/// # Errors
/// See [`ParseError`]; what is odd but readable becomes a note.
pub fn parse(pdf: &[u8], options: &Options) -> Result<Parsed, ParseError> {
    let mut file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
    let info = file.info();
    let document = Document::of(&file, &info);
    let mut gathered = Gathered::default();
    let mut notes = Vec::new();
    let threads = pages::threads_for(&file, options);
    let take = |gathered: &mut Gathered, sheet| gathered.take(sheet, &info, &document, options);
    if !(threads > 1 && pages::share(pdf, &file, options, threads, |sheet| take(&mut gathered, sheet))) {
        if threads > 1 {
            file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
            gathered = Gathered::default();
        }
        notes = pages::each_page(&file, None, |sheet| take(&mut gathered, sheet))?;
    }
    let document = Document::after(&file, &info);
    let Gathered { sheets, look, paged } = gathered;
    let Some(mut paged) = paged else {
        let look = look.unwrap_or_else(|| first_look(&sheets, &info, &document));
        let detection =
            settle(look, &sheets, &info, &document, options).map_err(|error| error.in_light_of(&file))?;
        return finish(Noted { value: sheets, notes }, detection, document, options);
    };
    paged.read(0, options);
    let Paged { detection, pages, words, .. } = paged;
    let records = pages.finish().map_err(|error| ParseError::of_extract(&error, detection.issuer))?;
    notes.extend(records.notes);
    Ok(conclude(Noted { value: records.value, notes }, detection, document, words, options))
}

/// The pages read so far: kept, or handed on.
#[derive(Default)]
struct Gathered {
    sheets: Vec<Sheet>,
    /// What the first pages said, unless they were handed on.
    look: Option<FirstLook>,
    paged: Option<Paged>,
}

/// Pages that are made into sheets before they are read: each of the two steps is faster for staying at it.
const AT_ONCE: usize = 16;

/// A document that is read page by page: a sheet goes as soon as it is read, so that long ones take little memory.
struct Paged {
    detection: Detection,
    pages: Pages,
    /// Pages to be read, the last one as soon as the one behind it is there.
    waiting: Vec<Sheet>,
    words: Words,
}

impl Gathered {
    fn take(&mut self, sheet: Sheet, info: &Info, document: &Document, options: &Options) {
        if let Some(paged) = &mut self.paged {
            return paged.take(sheet, options);
        }
        self.sheets.push(sheet);
        if self.sheets.len() == FIRST_PAGES {
            let look = first_look(&self.sheets, info, document);
            if look.proven().is_some_and(Pages::are_of) && !options.with.provenance {
                self.hand_on(look, info, document, options);
            } else {
                self.look = Some(look);
            }
        }
    }

    /// The first pages prove a family whose reader keeps no page, and nobody needs the pages again. What is refused is
    /// refused once all pages are there.
    fn hand_on(&mut self, look: FirstLook, info: &Info, document: &Document, options: &Options) {
        let Ok(detection) = settle(look, &self.sheets, info, document, options) else { return };
        let Some(pages) = Pages::of(&detection).filter(|_| !detection.open) else { return };
        let mut paged = Paged { detection, pages, waiting: Vec::new(), words: Words::default() };
        self.sheets.drain(..).for_each(|sheet| paged.take(sheet, options));
        self.paged = Some(paged);
    }
}

impl Paged {
    fn take(&mut self, sheet: Sheet, options: &Options) {
        self.waiting.push(sheet);
        if self.waiting.len() > AT_ONCE {
            self.read(1, options);
        }
    }

    /// Reads the pages that wait, but for the last `left`.
    fn read(&mut self, left: usize, options: &Options) {
        let ready = self.waiting.len().saturating_sub(left);
        for (index, sheet) in self.waiting.iter().enumerate().take(ready) {
            self.pages.page(sheet, self.waiting.get(index + 1));
            if options.with.checks {
                count(sheet, &mut self.words);
            }
        }
        self.waiting.drain(..ready);
    }
}

/// Reads a statement from pages that something else took out of a file: a `.page` dump, another PDF reader.
///
/// # Errors
/// As [`parse`], without what only a PDF can lead to.
pub fn parse_pages(pages: Vec<Page>, options: &Options) -> Result<Parsed, ParseError> {
    let document = Document { pages: pages.len() as u32, ..Document::default() };
    let sheets: Vec<Sheet> = pages.into_iter().map(Sheet::from_page).collect();
    let detection = detect_in(&sheets, &Info::default(), &document, options)?;
    finish(Noted { value: sheets, notes: Vec::new() }, detection, document, options)
}

/// Tells which statement a file is.
///
/// # Errors
/// As [`parse`]; but what is known and not supported yet is an answer here, not an error.
pub fn detect(pdf: &[u8], options: &Options) -> Result<Detected, ParseError> {
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
    let info = file.info();
    let document = Document::of(&file, &info);
    let sheets = read(&file, None)?.value;
    let detection =
        detect_in(&sheets, &info, &document, options).map_err(|error| error.in_light_of(&file))?;
    Ok(Detected { detection, document })
}

/// Prints what a stage saw, of one page (from 1) or of all.
///
/// # Errors
/// As [`parse`], as far as the stage goes, and [`ParseError::NoSuchPage`].
pub fn trace(pdf: &[u8], options: &Options, stage: Stage, page: Option<u32>) -> Result<String, ParseError> {
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
    let count = file.page_count();
    if let Some(number) = page.filter(|number| !(1..=count).contains(number)) {
        return Err(ParseError::NoSuchPage { number, count });
    }
    let mut out = String::new();
    if stage == Stage::Runs {
        for index in (0..count).filter(|index| page.is_none_or(|number| number == index + 1)) {
            out.push_str(&cas_page::write_page(&file.page(index)?));
        }
        return Ok(out);
    }
    let sheets = read(&file, page.filter(|_| !stage.needs_records()))?.value;
    if stage.needs_records() {
        let info = file.info();
        let detection = detect_in(&sheets, &info, &Document::of(&file, &info), options)
            .map_err(|error| error.in_light_of(&file))?;
        let records = extract(&sheets, &detection)?.value;
        if stage == Stage::Records {
            printed::records(&records, page, &mut out);
            return Ok(out);
        }
    }
    for sheet in sheets.iter().filter(|sheet| page.is_none_or(|number| number == sheet.number)) {
        printed::sheet(stage, sheet, &mut out);
    }
    Ok(out)
}

/// What a document is.
pub(crate) fn detect_in(
    sheets: &[Sheet],
    info: &Info,
    document: &Document,
    options: &Options,
) -> Result<Detection, ParseError> {
    settle(first_look(sheets, info, document), sheets, info, document, options)
}

/// What its first pages say of it.
fn first_look(sheets: &[Sheet], info: &Info, document: &Document) -> FirstLook {
    FirstLook::of(&about(info, document), sheets)
}

/// What it is, after a first look.
fn settle(
    look: FirstLook,
    sheets: &[Sheet],
    info: &Info,
    document: &Document,
    options: &Options,
) -> Result<Detection, ParseError> {
    let mut detection = look.detect(&about(info, document), sheets)?;
    if let Some(broker) = options.broker {
        if detection.family != Family::ContractNote {
            return Err(ParseError::NotAContractNote { family: detection.family });
        }
        detection.broker = Some(broker);
    }
    Ok(detection)
}

/// What the file says about itself, as detection wants it.
fn about<'d>(info: &'d Info, document: &'d Document) -> cas_extract::Info<'d> {
    let text = |field: &'d Option<String>| field.as_deref().unwrap_or("");
    cas_extract::Info {
        title: text(&info.title),
        author: text(&info.author),
        creator: text(&info.creator),
        producer: text(&info.producer),
        subject: text(&info.subject),
        keywords: text(&info.keywords),
        signer: text(&document.signer),
    }
}

pub(crate) fn extract(sheets: &[Sheet], detection: &Detection) -> Result<Noted<Vec<Sourced>>, ParseError> {
    cas_extract::extract(sheets, detection).map_err(|error| ParseError::of_extract(&error, detection.issuer))
}

/// Everything after reading: nothing here fails once the format is known.
fn finish(
    read: Noted<Vec<Sheet>>,
    detection: Detection,
    document: Document,
    options: &Options,
) -> Result<Parsed, ParseError> {
    finish_with(read, detection, document, options, options.with.provenance).map(|(parsed, _)| parsed)
}

/// [`finish`], with the sheets and what was claimed on them where they are kept: pages stay in memory only where they
/// are needed again.
pub(crate) fn finish_with(
    read: Noted<Vec<Sheet>>,
    detection: Detection,
    document: Document,
    options: &Options,
    keep: bool,
) -> Result<(Parsed, Vec<Sheet>), ParseError> {
    let Noted { value: sheets, mut notes } = read;
    let records = extract(&sheets, &detection)?;
    let mut words = Words::default();
    if options.with.checks {
        sheets.iter().for_each(|sheet| count(sheet, &mut words));
    }
    let sheets = Some(sheets).filter(|_| keep).unwrap_or_default();
    notes.extend(records.notes);
    let mut parsed = conclude(Noted { value: records.value, notes }, detection, document, words, options);
    if options.with.provenance {
        let body = body(&parsed);
        parsed.provenance = cas_locate::locate(&body, &anchors(&parsed), &sheets);
    }
    Ok((parsed, sheets))
}

/// Records to the statement and its checks.
fn conclude(
    records: Noted<Vec<Sourced>>,
    detection: Detection,
    document: Document,
    words: Words,
    options: &Options,
) -> Parsed {
    let Noted { value: records, mut notes } = records;
    let (content, mut checks) = match detection.family {
        Family::ContractNote => contract_note(records, &detection, &document, options, &mut notes),
        Family::Nsdl => statement(records, CasType::Nsdl, options, &mut notes),
        Family::Cdsl => statement(records, CasType::Cdsl, options, &mut notes),
        _ => statement(records, CasType::CamsKfintech, options, &mut notes),
    };
    checks.extend(document.damaged_streams.filter(|_| options.with.checks).map(stream_checksum));
    let (provenance, with) = (Vec::new(), options.with);
    Parsed { content, detection, document, checks, words, notes, provenance, with }
}

/// Counts what became of the words of a page.
fn count(sheet: &Sheet, words: &mut Words) {
    for word in 0..sheet.words.len() {
        *match sheet.claims.of(word) {
            Claim::Data => &mut words.data,
            Claim::Furniture(_) => &mut words.furniture,
            Claim::Unclaimed => &mut words.unclaimed,
        } += 1;
    }
}

/// The published body as a value.
fn body(parsed: &Parsed) -> Value {
    let plain = Parsed { with: With::default(), ..parsed.clone() };
    serde_json::from_slice(&plain.to_json(JsonOptions::default())).unwrap_or_default()
}

fn anchors(parsed: &Parsed) -> Vec<Anchor> {
    match &parsed.content {
        Content::Statement(assembled) => cas_locate::anchors(&assembled.facts),
        Content::ContractNote(assembled) => cas_locate::note_anchors(&assembled.facts),
    }
}

/// Tells where a value of the answer is printed and which checks it takes part in.
///
/// # Errors
/// As [`parse`], and [`ParseError::NoSuchValue`] when the body has nothing at `pointer`.
pub fn explain(pdf: &[u8], options: &Options, pointer: &str) -> Result<Explained, ParseError> {
    let with = With { checks: true, provenance: true, ..options.with };
    let options = Options { with, ..options.clone() };
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
    let info = file.info();
    let read = read(&file, None)?;
    let document = Document::after(&file, &info);
    let detection =
        detect_in(&read.value, &info, &document, &options).map_err(|error| error.in_light_of(&file))?;
    let parsed = finish(read, detection, document, &options)?;
    let value = body(&parsed).pointer(pointer).cloned().ok_or(ParseError::NoSuchValue)?;
    let origin = parsed.provenance.iter().find(|value| value.pointer == pointer);
    let origin = origin.map_or(Origin::Derived, |value| value.origin.clone());
    let printed = match &origin {
        Origin::Printed { page, words, .. } => Some(text_of(&file, *page, words)?),
        Origin::Derived => None,
    };
    let touches = |scope: &str| {
        let below = |one: &str, other: &str| one == other || one.starts_with(&format!("{other}/"));
        below(pointer, scope) || below(scope, pointer)
    };
    let checks = parsed.checks.into_iter().filter(|check| touches(&check.scope)).collect();
    Ok(Explained { pointer: pointer.to_owned(), value, origin, printed, checks })
}

/// The words of a page, as printed.
fn text_of(file: &PdfFile<'_>, page: u32, words: &[u32]) -> Result<String, ParseError> {
    let sheet = Sheet::from_page(file.page(page.saturating_sub(1))?);
    let texts = words.iter().filter_map(|word| sheet.words.get(*word as usize)).map(|word| sheet.text(word));
    Ok(texts.collect::<Vec<_>>().join(" "))
}

/// Draws every page as boxes of text, coloured by what became of each word, in one HTML file that needs no network.
///
/// # Errors
/// As [`parse`].
pub fn draw(pdf: &[u8], options: &Options) -> Result<String, ParseError> {
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
    let info = file.info();
    let document = Document::of(&file, &info);
    let sheets = read(&file, None)?.value;
    let copy = Noted { value: sheets.clone(), notes: Vec::new() };
    let options = Options { with: With { provenance: true, ..With::default() }, ..options.clone() };
    // The copy is claimed by the reader while it reads; its pages are the ones to draw.
    let detection =
        detect_in(&sheets, &info, &document, &options).map_err(|error| error.in_light_of(&file))?;
    extract(&sheets, &detection)?;
    let parsed = finish(copy, detection, document, &options)?;
    Ok(cas_locate::html(&sheets, &anchors(&parsed), &parsed.provenance))
}

/// The check that the file is what its writer packed. It is about all of the document, hence the empty pointer.
fn stream_checksum(damaged: u32) -> Check {
    Check {
        id: "stream-checksum",
        scope: String::new(),
        expected: Some(Decimal::ZERO),
        found: Some(Decimal::from(damaged)),
        tolerance: Decimal::ZERO,
        verdict: if damaged == 0 { Verdict::Pass } else { Verdict::Fail },
    }
}

fn statement(
    records: Vec<Sourced>,
    cas_type: CasType,
    options: &Options,
    notes: &mut Vec<Diagnostic>,
) -> (Content, Vec<Check>) {
    let context = AssembleContext { cas_type, generated_at: options.generated_at.clone() };
    let assembled = cas_normalize::assemble(records, &context);
    notes.extend(assembled.notes);
    let Assembled { statement, facts } = &assembled.value;
    let checks = if options.with.checks { cas_normalize::reconcile(statement, facts) } else { Vec::new() };
    (Content::Statement(Box::new(assembled.value)), checks)
}

fn contract_note(
    records: Vec<Sourced>,
    detection: &Detection,
    document: &Document,
    options: &Options,
    notes: &mut Vec<Diagnostic>,
) -> (Content, Vec<Check>) {
    let broker = detection.broker.unwrap_or_default();
    let assembled =
        cas_normalize::assemble_note(records, &NoteContext { broker, signer: document.signer.clone() });
    notes.extend(assembled.notes);
    let AssembledNote { note, facts } = &assembled.value;
    let checks = if options.with.checks { cas_normalize::reconcile_note(note, facts) } else { Vec::new() };
    (Content::ContractNote(Box::new(assembled.value)), checks)
}
