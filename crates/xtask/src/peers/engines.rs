//! Who is measured, what each makes, and what the goal against it is.

/// What runs an engine.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Program {
    /// Ours: `time-cas`.
    Cas,
    /// The package of the Rust peers.
    Rust,
    /// The script of the Python peers.
    Python,
    /// The program over poppler's C++ interface.
    Poppler,
}

/// What comes out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Makes {
    /// Every character with its place: measured against our stage `text`.
    Characters,
    /// Every word with its box: measured against our stage `words`.
    Words,
    /// A statement as JSON: measured against our stage `whole`.
    Json,
    /// Nothing: the floor.
    Nothing,
}

/// An engine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engine {
    /// In tables.
    pub(crate) label: &'static str,
    /// What runs it.
    pub(crate) program: Program,
    /// What that program calls it.
    pub(crate) name: &'static str,
    /// What comes out.
    pub(crate) makes: Makes,
    /// So many times faster than it we want to be.
    pub(crate) goal: Option<f64>,
}

const fn engine(
    label: &'static str,
    (program, name): (Program, &'static str),
    makes: Makes,
    goal: Option<f64>,
) -> Engine {
    Engine { label, program, name, makes, goal }
}

/// Whoever reads text. The first three are ours, in this order.
pub(crate) const TEXT: &[Engine] = &[
    engine("floor", (Program::Cas, "floor"), Makes::Nothing, None),
    engine("cas, characters", (Program::Cas, "text"), Makes::Characters, None),
    engine("cas, words", (Program::Cas, "words"), Makes::Words, None),
    engine("lopdf, content walked by us", (Program::Rust, "lopdf"), Makes::Characters, Some(5.0)),
    engine("pdf, content walked by us", (Program::Rust, "pdf"), Makes::Characters, Some(5.0)),
    engine("hayro", (Program::Rust, "hayro"), Makes::Characters, Some(8.0)),
    engine("pdf_oxide, characters", (Program::Rust, "pdf_oxide"), Makes::Characters, Some(8.0)),
    engine("pdf_oxide, words", (Program::Rust, "pdf_oxide-words"), Makes::Words, None),
    engine("pdf-extract", (Program::Rust, "pdf-extract"), Makes::Characters, Some(10.0)),
    engine("PDFium, C API", (Program::Python, "pdfium"), Makes::Characters, Some(12.0)),
    engine("PDFium, pypdfium2 boxes", (Program::Python, "pypdfium2"), Makes::Characters, None),
    engine("MuPDF, text page", (Program::Python, "mupdf-page"), Makes::Characters, None),
    engine("MuPDF, words", (Program::Python, "mupdf-words"), Makes::Words, Some(12.0)),
    engine("poppler, C++", (Program::Poppler, "poppler"), Makes::Words, Some(30.0)),
    engine("pdfminer.six", (Program::Python, "pdfminer.six"), Makes::Characters, None),
    engine("pdfplumber, words", (Program::Python, "pdfplumber"), Makes::Words, None),
];

/// Ours, from bytes to JSON.
pub(crate) const WHOLE: Engine = engine("cas, whole", (Program::Cas, "whole"), Makes::Json, None);

/// The one peer that reads statements.
pub(crate) const CASPARSER: Engine =
    engine("casparser, whole", (Program::Python, "casparser"), Makes::Json, Some(400.0));

/// Text may cost so many times the floor.
pub(crate) const FLOOR_GOAL: f64 = 1.6;

/// The whole parse may cost so many milliseconds a page, and so many a file.
pub(crate) const WHOLE_GOAL: (f64, f64) = (0.3, 1.0);
