//! The stages as functions from bytes to a count, so that benches, the timing tool and the guard run the same code.

use cas_pdf::PdfFile;
use cas_table::Sheet;

use crate::floor::Floor;
use crate::unlimited;

/// A file and what opens it.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The file.
    pub pdf: &'a [u8],
    /// Its password; empty when it is open.
    pub password: &'a str,
    /// Options with that password.
    pub options: cas::Options,
}

impl<'a> Input<'a> {
    /// With limits that no statement reaches.
    #[must_use]
    pub fn new(pdf: &'a [u8], password: &'a str) -> Self {
        let options = cas::Options { limits: unlimited(), ..cas::Options::with_password(password) };
        Self { pdf, password, options }
    }

    fn open(&self) -> Result<PdfFile<'a>, String> {
        cas_pdf::open(self.pdf, &self.options.passwords, &self.options.limits).map_err(said)
    }
}

/// What a stage made of a file.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Answer {
    /// Pages.
    pub pages: u32,
    /// Words; 0 where the stage makes none.
    pub words: usize,
    /// Characters that are no white space; operators of the floor; 0 where the stage does not look at them.
    pub characters: usize,
    /// Bytes of the answer; 0 where the stage writes none.
    pub bytes: usize,
}

/// A stage: its name, what it does, and the doing.
pub struct Stage {
    /// Name on command lines and in bench ids.
    pub name: &'static str,
    /// From locked bytes to an answer.
    pub run: fn(&Input<'_>) -> Result<Answer, String>,
}

/// Opening.
pub const OPEN: Stage = Stage { name: "open", run: open };
/// Characters.
pub const TEXT: Stage = Stage { name: "text", run: text };
/// Words.
pub const WORDS: Stage = Stage { name: "words", run: words };
/// The unified JSON.
pub const WHOLE: Stage = Stage { name: "whole", run: whole };
/// The unified JSON, with the pages read on as many threads as there are processors.
const SHARED: Stage = Stage { name: "shared", run: shared };
/// The pages drawn as HTML, with what became of each word.
const DRAW: Stage = Stage { name: "draw", run: draw };
/// The floor.
pub const FLOOR: Stage = Stage { name: "floor", run: floor };

/// Every stage; each but the floor with all that comes before it.
pub const STAGES: &[Stage] = &[OPEN, TEXT, WORDS, WHOLE, SHARED, DRAW, FLOOR];

impl Stage {
    /// The stage of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        STAGES.iter().find(|stage| stage.name == name)
    }
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Cross-reference, password, page tree.
fn open(input: &Input<'_>) -> Result<Answer, String> {
    let file = input.open()?;
    Ok(Answer { pages: file.page_count(), ..Answer::default() })
}

/// Runs with the edges of every glyph, page by page. A fresh file every time: fonts and object streams are read anew.
fn text(input: &Input<'_>) -> Result<Answer, String> {
    let file = input.open()?;
    let mut answer = Answer { pages: file.page_count(), ..Answer::default() };
    for index in 0..answer.pages {
        let page = file.page(index).map_err(said)?;
        answer.characters += page.runs.iter().map(|run| printed(page.text_of(run))).sum::<usize>();
    }
    Ok(answer)
}

/// Words and lines in reading order, page by page.
fn words(input: &Input<'_>) -> Result<Answer, String> {
    let file = input.open()?;
    let mut answer = Answer { pages: file.page_count(), ..Answer::default() };
    for index in 0..answer.pages {
        answer.words += Sheet::from_page(file.page(index).map_err(said)?).words.len();
    }
    Ok(answer)
}

/// The unified JSON.
fn whole(input: &Input<'_>) -> Result<Answer, String> {
    let parsed = cas::parse(input.pdf, &input.options).map_err(said)?;
    Ok(Answer { bytes: parsed.to_json(cas::JsonOptions::default()).len(), ..Answer::default() })
}

/// The unified JSON, with the pages read on as many threads as there are processors.
fn shared(input: &Input<'_>) -> Result<Answer, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let options = cas::Options { threads, ..input.options.clone() };
    whole(&Input { options, ..*input })
}

/// The pages drawn as HTML, with what became of each word.
fn draw(input: &Input<'_>) -> Result<Answer, String> {
    let drawn = cas::draw(input.pdf, &input.options).map_err(said)?;
    Ok(Answer { bytes: drawn.len(), ..Answer::default() })
}

/// Decrypted, inflated and tokenised; finding the streams and the key is part of it here, and not in the time that
/// [`Floor::run`] takes.
fn floor(input: &Input<'_>) -> Result<Answer, String> {
    let mut floor = Floor::new(input.pdf, input.password).map_err(said)?;
    let pages = floor.pages();
    let tally = floor.run().map_err(said)?;
    Ok(Answer { pages, characters: tally.operators, ..Answer::default() })
}

/// Characters that are no white space.
fn printed(text: &str) -> usize {
    text.bytes().filter(|byte| (*byte as i8) >= -0x40 && !byte.is_ascii_whitespace()).count()
}
