//! Content streams to positioned text (ISO 32000-1, clauses 8 and 9): one pass over the operators of a page and of the
//! forms it paints. Only what text, clips and rulings need is carried along; nothing is drawn.

mod clips;
mod drawing;
mod form;
mod glance;
mod inline_image;
mod lexeme;
mod mark;
mod matrix;
mod number;
mod operands;
mod optional_content;
mod origin;
mod path;
mod resources;
mod scan;
mod show;
mod state;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use cas_page::{Page, Rect};

use crate::font::{Font, FontCache};
use crate::page::PageSource;
use crate::store::Store;
use crate::syntax::object::{Object, ObjectId};
use crate::{PdfError, budget};

use clips::KnownClips;
pub use drawing::Drawing;
pub use lexeme::{Lexeme, LexemeKind, Show, lexemes};
use mark::Mark;
use matrix::Matrix;
use operands::Operands;
use optional_content::HiddenGroups;
use origin::Log;
pub use origin::{Content, Painted, PaintedFont, ShownString};
use path::Path;
use scan::{Op, Scanner};
use state::{State, TextObject};

/// Reads one page.
///
/// # Errors
/// Only when a limit is reached: broken operators are skipped, missing resources read as empty.
pub(crate) fn interpret(store: &Store<'_>, source: &PageSource, fonts: &FontCache) -> Result<Page, PdfError> {
    Ok(read(store, source, fonts, None)?.page)
}

/// Reads one page and keeps where its characters come from.
///
/// # Errors
/// As [`interpret`].
pub(crate) fn interpret_with_origins(
    store: &Store<'_>,
    source: &PageSource,
    fonts: &FontCache,
) -> Result<Painted, PdfError> {
    let mut done = read(store, source, fonts, Some(Log::default()))?;
    let log = done.log.take().unwrap_or_default();
    Ok(log.painted(done.page, done.fonts, source))
}

fn read<'s, 'a>(
    store: &'s Store<'a>,
    source: &PageSource,
    fonts: &'s FontCache,
    log: Option<Log>,
) -> Result<Interpreter<'s, 'a>, PdfError> {
    let (ctm, width, height) = page_space(source);
    let page = Page { number: source.number, width, height, ..Page::default() };
    let mut contents = joined_contents(store, source)?;
    if log.is_some() {
        // These are kept: the buffer, which has more room, would be a new one for every page.
        let kept = contents.as_slice().to_vec();
        store.give_back(std::mem::replace(&mut contents, kept));
    }
    let contents = Rc::new(contents);
    let mut interpreter = Interpreter {
        store,
        cache: fonts,
        bounds: Rect::new(0.0, 0.0, width, height),
        page,
        state: State::new(ctm),
        stack: Vec::new(),
        text: TextObject::START,
        path: Path::default(),
        known_clips: KnownClips::default(),
        marks: Vec::new(),
        marks_floor: 0,
        unkept_marks: 0,
        hidden: 0,
        hidden_groups: OnceCell::new(),
        fonts: Vec::new(),
        font_numbers: HashMap::new(),
        missing_font: None,
        resources: Resources::new(source.resources.clone()),
        active_forms: Vec::new(),
        forms: HashMap::new(),
        characters: Vec::new(),
        shown: 0,
        operators: store.budget().operators(),
        next_look: store.budget().operators(),
        log,
    };
    // A dense page shows one character for every ten bytes of content, a run for every ten characters.
    interpreter.characters.reserve(contents.len() / 8);
    interpreter.page.edges.reserve(contents.len() / 8);
    interpreter.page.runs.reserve(contents.len() / 100);
    if let Some(log) = &mut interpreter.log {
        log.begin(None, &contents);
    }
    interpreter.run(&contents)?;
    if let Ok(contents) = Rc::try_unwrap(contents) {
        store.give_back(contents);
    }
    for appearance in &source.appearances {
        interpreter.paint_appearance(appearance, ctm)?;
    }
    store.budget().operate(interpreter.operators)?;
    store.budget().part(&interpreter.characters);
    store.budget().check()?;
    // Only characters went in, so that nothing is lost.
    interpreter.page.text = String::from_utf8(std::mem::take(&mut interpreter.characters))
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok(interpreter)
}

/// The content streams of a page as one, joined by white space, in a lent buffer.
fn joined_contents(store: &Store<'_>, source: &PageSource) -> Result<Vec<u8>, PdfError> {
    let mut streams = source.contents.iter();
    let Some(first) = streams.next() else { return Ok(Vec::new()) };
    let allowed = store.limits().page_bytes;
    let mut contents = store.lend(first, (allowed, "page_bytes"))?;
    for stream in streams {
        let left = allowed.saturating_sub(contents.len() as u64);
        let more = store.lend(stream, (left, "page_bytes"))?;
        contents.push(b'\n');
        contents.extend_from_slice(&more);
        store.give_back(more);
    }
    Ok(contents)
}

/// Default user space to page space (origin at the top left of the page as displayed), and the size of the page.
fn page_space(source: &PageSource) -> (Matrix, f32, f32) {
    let [x0, y0, x1, y1] = source.crop_box.map(f64::from);
    let unit = f64::from(source.user_unit);
    let (width, height) = ((x1 - x0) * unit, (y1 - y0) * unit);
    let turned = match source.rotate.rem_euclid(360) {
        90 => [0.0, unit, unit, 0.0, -y0 * unit, -x0 * unit],
        180 => [-unit, 0.0, 0.0, unit, x1 * unit, -y0 * unit],
        270 => [0.0, -unit, -unit, 0.0, y1 * unit, x1 * unit],
        _ => [unit, 0.0, 0.0, -unit, -x0 * unit, y1 * unit],
    };
    let sideways = matches!(source.rotate.rem_euclid(360), 90 | 270);
    let (width, height) = if sideways { (height, width) } else { (width, height) };
    (Matrix::new(turned), width as f32, height as f32)
}

/// A resource dictionary with what was already looked up in it.
#[derive(Debug)]
struct Resources {
    dict: Object,
    /// Fonts by resource name.
    fonts: Vec<NamedFont>,
    /// Those of the content around a form.
    around: Option<Box<Resources>>,
}

/// A font that was looked up.
#[derive(Debug)]
struct NamedFont {
    /// The name as one number, see [`resources::packed`].
    packed: u64,
    /// The name as written.
    name: Vec<u8>,
    /// The font's number on the page.
    number: u16,
}

impl Resources {
    /// A name that `Tf` has set this font by, escapes resolved.
    fn name_of(&self, font: u16) -> Option<Vec<u8>> {
        let known = self.fonts.iter().find(|known| known.number == font)?;
        Some(resources::unescaped(&known.name))
    }

    fn new(dict: Object) -> Self {
        Self { dict, fonts: Vec::new(), around: None }
    }
}

/// The state of one page being read.
struct Interpreter<'s, 'a> {
    store: &'s Store<'a>,
    cache: &'s FontCache,
    page: Page,
    bounds: Rect,
    state: State,
    stack: Vec<State>,
    text: TextObject,
    path: Path,
    known_clips: KnownClips,
    marks: Vec<Mark>,
    /// Marks that belong to the content around the current form.
    marks_floor: usize,
    unkept_marks: usize,
    /// Open sequences and forms that belong to optional content that is switched off.
    hidden: u32,
    hidden_groups: OnceCell<HiddenGroups>,
    /// The fonts of `Page::fonts`, in the same order.
    fonts: Vec<Rc<Font>>,
    font_numbers: HashMap<ObjectId, u16>,
    missing_font: Option<u16>,
    resources: Resources,
    active_forms: Vec<ObjectId>,
    /// Decoded data of forms painted on this page, as some are painted for every line.
    forms: HashMap<ObjectId, Rc<Vec<u8>>>,
    /// The text of the page, UTF-8, looked through once at the end.
    characters: Vec<u8>,
    /// Show operations so far.
    shown: u32,
    /// Operators of the file so far.
    operators: u64,
    /// With how many operators to look at the limits again.
    next_look: u64,
    /// Where characters come from, when somebody asks.
    log: Option<Log>,
}

/// Names of fonts remembered of one resource dictionary; pages use a dozen.
const KEPT_NAMES: usize = 256;
/// States saved at once; a page that goes deeper has forgotten its `Q`s.
const MAX_SAVED: usize = 4096;

macro_rules! op {
    ($word:literal) => {
        const { Op::of($word).0 }
    };
}

/// Names the operators for use in patterns.
macro_rules! operators {
    ($($name:ident = $word:literal),* $(,)?) => {
        $(const $name: u32 = op!($word);)*
    };
}

operators! {
    SAVE = b"q", RESTORE = b"Q", CONCAT = b"cm", GRAPHICS_STATE = b"gs",
    BEGIN_TEXT = b"BT",
    CHAR_SPACE = b"Tc", WORD_SPACE = b"Tw", SCALE = b"Tz", LEADING = b"TL", FONT = b"Tf", MODE = b"Tr", RISE = b"Ts",
    MOVE = b"Td", MOVE_SET = b"TD", MATRIX = b"Tm", NEXT_LINE = b"T*",
    SHOW = b"Tj", SHOW_ARRAY = b"TJ", SHOW_LINE = b"'", SHOW_SPACED = b"\"",
    RECTANGLE = b"re", MOVE_TO = b"m", LINE_TO = b"l", CURVE = b"c", CURVE_V = b"v", CURVE_Y = b"y", CLOSE = b"h",
    CLIP = b"W", CLIP_EVEN_ODD = b"W*", NO_PAINT = b"n",
    FILL = b"f", FILL_OLD = b"F", FILL_EVEN_ODD = b"f*", STROKE = b"S", CLOSE_STROKE = b"s",
    BOTH = b"B", BOTH_EVEN_ODD = b"B*", CLOSE_BOTH = b"b", CLOSE_BOTH_EVEN_ODD = b"b*",
    XOBJECT = b"Do", INLINE_IMAGE = b"BI",
    MARK = b"BMC", MARK_WITH = b"BDC", END_MARK = b"EMC",
}

impl Interpreter<'_, '_> {
    /// Runs the operators of one content stream.
    fn run(&mut self, data: &[u8]) -> Result<(), PdfError> {
        let mut scanner = Scanner::<false>::new(data);
        let mut operands = Operands::default();
        self.store.budget().charge_each(data.len(), budget::SCANNED_BYTE);
        while let Some(op) = scanner.next(&mut operands) {
            self.operators += 1;
            if self.operators >= self.next_look {
                self.operators += scanner.take_skipped();
                self.next_look = self.store.budget().operate(self.operators)?;
            }
            self.operate(op, &operands, &mut scanner)?;
            operands.clear();
        }
        self.operators += scanner.take_skipped();
        // A string or dictionary without an end, or one whose operator is missing.
        if operands.are_mixed() {
            self.store.note_defect();
        }
        Ok(())
    }

    #[inline]
    fn operate(
        &mut self,
        op: Op,
        operands: &Operands<'_>,
        scanner: &mut Scanner<'_>,
    ) -> Result<(), PdfError> {
        match op.0 {
            SAVE | RESTORE | CONCAT => self.change_state(op, operands),
            SHOW | SHOW_ARRAY | SHOW_LINE | SHOW_SPACED => return self.show(op, operands, scanner.data()),
            BEGIN_TEXT => self.text = TextObject::START,
            FONT => return self.set_font(operands),
            MATRIX | MOVE | MOVE_SET | NEXT_LINE | CHAR_SPACE | WORD_SPACE | SCALE | LEADING | RISE
            | MODE => {
                self.change_text(op, operands);
            }
            RECTANGLE | MOVE_TO | LINE_TO | CURVE | CURVE_V | CURVE_Y | CLOSE => {
                self.change_path(op, operands);
            }
            CLIP | CLIP_EVEN_ODD => self.path.clips = true,
            NO_PAINT => return self.end_path(None),
            FILL | FILL_OLD | FILL_EVEN_ODD | BOTH | BOTH_EVEN_ODD | CLOSE_BOTH | CLOSE_BOTH_EVEN_ODD => {
                return self.end_path(Some(true));
            }
            STROKE => return self.end_path(Some(false)),
            CLOSE_STROKE => {
                self.path.close(&self.state.ctm);
                return self.end_path(Some(false));
            }
            GRAPHICS_STATE => return self.graphics_state(operands),
            XOBJECT => return self.paint_xobject(operands),
            INLINE_IMAGE => return self.skip_image(scanner),
            MARK | MARK_WITH => return self.begin_mark(operands, scanner),
            END_MARK => self.end_mark(),
            // Colours, line widths and whatever else changes neither text nor its place.
            _ => {}
        }
        Ok(())
    }

    /// The operators that show text.
    #[inline(never)]
    fn show(&mut self, op: Op, operands: &Operands<'_>, data: &[u8]) -> Result<(), PdfError> {
        if let Some(log) = &mut self.log {
            log.shows_with(match op.0 {
                SHOW_ARRAY => Show::Array,
                SHOW_LINE => Show::Line,
                SHOW_SPACED => Show::Spaced,
                _ => Show::String,
            });
        }
        if op.0 == SHOW_ARRAY {
            return self.show_items(operands, data);
        }
        if op.0 == SHOW_SPACED
            && let Some([word, char]) = operands.numbers()
        {
            self.state.word_space = word;
            self.state.char_space = char;
        }
        if op.0 != SHOW {
            self.next_line();
        }
        self.show_operand(operands, data)
    }

    fn show_operand(&mut self, operands: &Operands<'_>, data: &[u8]) -> Result<(), PdfError> {
        match operands.string() {
            Some(piece) => self.show_string(piece, operands.bytes(piece, data)),
            None => Ok(()),
        }
    }

    #[cold]
    fn skip_image(&self, scanner: &mut Scanner<'_>) -> Result<(), PdfError> {
        let skipped = inline_image::skip(scanner);
        if !skipped.is_whole {
            self.store.note_defect();
        }
        self.store.budget().charge_each(skipped.looked_at, budget::SCANNED_BYTE);
        self.store.budget().check()
    }

    fn next_line(&mut self) {
        self.text.next_line(0.0, -self.state.leading);
    }

    /// The operators of general graphics state.
    fn change_state(&mut self, op: Op, operands: &Operands<'_>) {
        match op.0 {
            SAVE => {
                if self.stack.len() < MAX_SAVED {
                    self.stack.push(self.state);
                }
            }
            RESTORE => {
                if let Some(state) = self.stack.pop() {
                    self.state = state;
                }
            }
            _ => {
                if let Some(matrix) = operands.numbers() {
                    self.state.ctm = Matrix::new(matrix).then(&self.state.ctm);
                }
            }
        }
    }

    /// The operators of text state and text positioning.
    fn change_text(&mut self, op: Op, operands: &Operands<'_>) {
        match op.0 {
            MATRIX => {
                if let Some(matrix) = operands.numbers() {
                    self.text.set(Matrix::new(matrix));
                }
            }
            MOVE | MOVE_SET => {
                if let Some([x, y]) = operands.numbers() {
                    if op.0 == MOVE_SET {
                        self.state.leading = -y;
                    }
                    self.text.next_line(x, y);
                }
            }
            NEXT_LINE => self.next_line(),
            _ => {
                let Some(value) = operands.number() else { return };
                match op.0 {
                    CHAR_SPACE => self.state.char_space = value,
                    WORD_SPACE => self.state.word_space = value,
                    SCALE => self.state.scale = value / 100.0,
                    LEADING => self.state.leading = value,
                    RISE => self.state.rise = value,
                    _ => self.state.mode = value.clamp(0.0, 255.0) as u8,
                }
            }
        }
    }

    /// The operators of path construction.
    fn change_path(&mut self, op: Op, operands: &Operands<'_>) {
        let ctm = &self.state.ctm;
        match op.0 {
            RECTANGLE => {
                if let Some(rectangle) = operands.numbers() {
                    self.path.rectangle(ctm, rectangle);
                }
            }
            MOVE_TO | LINE_TO => {
                if let Some([x, y]) = operands.numbers() {
                    if op.0 == MOVE_TO {
                        self.path.move_to(ctm, x, y);
                    } else {
                        self.path.line_to(ctm, x, y);
                    }
                }
            }
            CURVE => {
                if let Some(points) = operands.numbers::<6>() {
                    self.path.curve_to(ctm, &points);
                }
            }
            CLOSE => self.path.close(ctm),
            _ => {
                if let Some(points) = operands.numbers::<4>() {
                    self.path.curve_to(ctm, &points);
                }
            }
        }
    }

    /// Paints the path (filled or stroked), makes it the clip when asked to, and forgets it.
    fn end_path(&mut self, fill: Option<bool>) -> Result<(), PdfError> {
        self.path.end_subpath();
        if let Some(fill) = fill {
            let clip = self.state.clip.unwrap_or(self.bounds);
            let allowed = self.store.limits().rulings_per_page;
            let rulings = &mut self.page.rulings;
            self.path.paint(fill, &clip, |ruling| {
                // One more than allowed tells that there are too many.
                if rulings.len() as u64 <= allowed {
                    rulings.push(ruling);
                }
            });
            if rulings.len() as u64 > allowed {
                return Err(self.store.budget().pass("rulings_per_page", allowed));
            }
        }
        if self.path.clips {
            let area = self.path.bounds().unwrap_or_default();
            self.state.clip_to(&area, &self.bounds);
        }
        self.path.clear();
        Ok(())
    }

    /// Number of the current clip on the page: its index plus one, 0 when it is not smaller than the page.
    fn clip_number(&mut self) -> u16 {
        if let Some(number) = self.state.clip_number {
            return number;
        }
        let number = self.state.clip.map_or(0, |clip| self.known_clips.number(&clip, &mut self.page.clips));
        self.state.clip_number = Some(number);
        number
    }
}
