//! The calls that make up the engine, on one screen: open, read, detect, extract, assemble, check. Each is a stage of
//! its own crate; nothing here knows PDF, tables or finance.

use cas_extract::{Detection, Family};
use cas_model::{CasType, Diagnostic, DiagnosticCode, Noted, Sourced};
use cas_normalize::{AssembleContext, Assembled};
use cas_page::{Location, Page, Rect};
use cas_pdf::{Info, PdfError, PdfFile};
use cas_table::Sheet;

use crate::trace as printed;
use crate::{Detected, Document, Options, ParseError, Parsed, Stage};

/// Reads a statement: from locked bytes to the unified statement.
///
/// # Errors
/// See [`ParseError`]; what is odd but readable becomes a note.
pub fn parse(pdf: &[u8], options: &Options) -> Result<Parsed, ParseError> {
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
    let info = file.info();
    let read = read(&file, None)?;
    finish(read, &info, Document::of(&file, &info), options)
}

/// Reads a statement from pages that something else took out of a file: a `.page` dump, another PDF reader.
///
/// # Errors
/// As [`parse`], without what only a PDF can lead to.
pub fn parse_pages(pages: Vec<Page>, options: &Options) -> Result<Parsed, ParseError> {
    let document = Document { pages: pages.len() as u32, ..Document::default() };
    let sheets = pages.into_iter().map(Sheet::from_page).collect();
    finish(Noted { value: sheets, notes: Vec::new() }, &Info::default(), document, options)
}

/// Tells which statement a file is.
///
/// # Errors
/// As [`parse`]; but what is known and not supported yet is an answer here, not an error.
pub fn detect(pdf: &[u8], options: &Options) -> Result<Detected, ParseError> {
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits)?;
    let info = file.info();
    let detection = detect_in(&read(&file, None)?.value, &info)?;
    Ok(Detected { detection, document: Document::of(&file, &info) })
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
        let detection = detect_in(&sheets, &file.info())?;
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

/// Pages to sheets, one page at a time: a page is dropped before the next one is read. A page that is damaged beyond
/// use becomes an empty sheet with a note; a limit ends everything.
pub(crate) fn read(file: &PdfFile<'_>, only: Option<u32>) -> Result<Noted<Vec<Sheet>>, ParseError> {
    let mut read: Noted<Vec<Sheet>> = Noted::default();
    for number in (1..=file.page_count()).filter(|number| only.is_none_or(|only| only == *number)) {
        let page = match file.page(number - 1) {
            Ok(page) => page,
            Err(error @ PdfError::LimitExceeded { .. }) => return Err(error.into()),
            Err(_) => {
                read.notes.push(Diagnostic {
                    code: DiagnosticCode::DamagedPage,
                    at: Location::new(number, Rect::default()),
                });
                Page { number, ..Page::default() }
            }
        };
        read.value.push(Sheet::from_page(page));
    }
    Ok(read)
}

pub(crate) fn detect_in(sheets: &[Sheet], info: &Info) -> Result<Detection, ParseError> {
    let text = |field: &'_ Option<String>| field.as_deref().unwrap_or("").to_owned();
    let (title, author, creator) = (text(&info.title), text(&info.author), text(&info.creator));
    let (producer, subject, keywords) = (text(&info.producer), text(&info.subject), text(&info.keywords));
    let info = cas_extract::Info {
        title: &title,
        author: &author,
        creator: &creator,
        producer: &producer,
        subject: &subject,
        keywords: &keywords,
    };
    Ok(cas_extract::detect(&info, sheets)?)
}

pub(crate) fn extract(sheets: &[Sheet], detection: &Detection) -> Result<Noted<Vec<Sourced>>, ParseError> {
    cas_extract::extract(sheets, detection).map_err(|error| ParseError::of_extract(&error, detection.issuer))
}

/// Everything after reading: nothing here fails once the format is known.
fn finish(
    read: Noted<Vec<Sheet>>,
    info: &Info,
    document: Document,
    options: &Options,
) -> Result<Parsed, ParseError> {
    finish_with(read, info, document, options).map(|(parsed, _)| parsed)
}

/// [`finish`], with the sheets and what was claimed on them.
pub(crate) fn finish_with(
    read: Noted<Vec<Sheet>>,
    info: &Info,
    document: Document,
    options: &Options,
) -> Result<(Parsed, Vec<Sheet>), ParseError> {
    let Noted { value: sheets, mut notes } = read;
    let detection = detect_in(&sheets, info)?;
    let records = extract(&sheets, &detection)?;
    notes.extend(records.notes);
    let cas_type = match detection.family {
        Family::Nsdl => CasType::Nsdl,
        Family::Cdsl => CasType::Cdsl,
        _ => CasType::CamsKfintech,
    };
    let context = AssembleContext { cas_type, generated_at: options.generated_at.clone() };
    let assembled = cas_normalize::assemble(records.value, &context);
    notes.extend(assembled.notes);
    let Assembled { statement, facts } = assembled.value;
    let checks = if options.with.checks { cas_normalize::reconcile(&statement, &facts) } else { Vec::new() };
    Ok((Parsed { statement, facts, detection, document, checks, notes, with: options.with }, sheets))
}
