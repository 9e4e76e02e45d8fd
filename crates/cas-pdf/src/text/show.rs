//! Showing strings (ISO 32000-1, 9.4.3 and 9.4.4): codes to characters, edges and runs.

use std::cell::Cell;
use std::rc::Rc;

use cas_page::{Rect, TextRun, Turn};

use super::Interpreter;
use super::matrix::{Matrix, length};
use super::operands::{Item, Operands, Piece};
use crate::font::{Font, Glyph, GlyphText};
use crate::{PdfError, budget};

/// A gap between two strings of one `TJ` that parts them, in thousandths of an em beyond the natural advance. The
/// narrowest blanks of text faces are 200 to 280 wide; kerning stays below 150.
const PARTING_GAP: f64 = 180.0;
/// The same where letters were fitted into the places of another font, as in copies that were printed without the fonts of
/// the statement: `J` of DejaVu leaves a gap in the place of that of Verdana.
const WIDE_GAP: f64 = 350.0;
/// Bytes of text before an array that tell whether the strings of a page hold blanks.
const LOOKED_BACK: usize = 256;
/// They do where there is a blank to so many bytes.
const WORD: usize = 32;
/// A step back that parts two strings; kerning stays below 250.
const PARTING_STEP_BACK: f64 = 300.0;
/// Codes of a string that are looked at in one go: more than most strings have.
const AT_ONCE: usize = 32;
/// Points beyond which no text is meant to stand: pages are at most 14,400 wide and high (ISO 32000-1, annex C).
const BEYOND: f32 = 20_000.0;
/// Sine of the largest angle that still counts as straight.
const STRAIGHT: f64 = 0.05;

/// A run being built, and the geometry of its show operation.
struct Show {
    font_number: u16,
    /// Text space to page space, horizontal scaling and font size not yet applied.
    matrix: Matrix,
    /// Distance from the start of the operation, in text space, along the writing direction.
    at: f64,
    /// Page units along the writing direction of one text space unit.
    stretch: f64,
    /// For upright text the page x of text space 0; otherwise 0.
    base: f64,
    turn: Turn,
    /// Font size times horizontal scaling (not for vertical writing): em to text space along the line.
    em: f64,
    run: Option<Open>,
}

/// Where the open run starts.
#[derive(Clone, Copy)]
struct Open {
    text: u32,
    edge: u32,
    at: f64,
    /// End of the last glyph, spacing not counted.
    end: f64,
}

/// What is added behind each character, and behind blanks, in text space.
#[derive(Clone, Copy)]
struct Spacing {
    char_space: f64,
    word_space: f64,
}

impl Spacing {
    #[inline]
    fn is_none(self) -> bool {
        self.char_space == 0.0 && self.word_space == 0.0
    }

    /// Where the next character starts when one ends at `end`.
    #[inline]
    fn after(self, end: f64, blank: bool) -> f64 {
        let next = end + self.char_space;
        if blank { next + self.word_space } else { next }
    }
}

impl Interpreter<'_, '_> {
    /// `Tj`, `'` and `"`.
    pub(super) fn show_string(&mut self, piece: Piece, bytes: &[u8]) -> Result<(), PdfError> {
        let Some((font, mut show)) = self.begin_show()? else { return Ok(()) };
        self.show_bytes(&font, &mut show, piece, bytes)?;
        self.end_show(&font, &mut show)
    }

    /// `TJ`.
    pub(super) fn show_items(&mut self, operands: &Operands<'_>, data: &[u8]) -> Result<(), PdfError> {
        let Some((font, mut show)) = self.begin_show()? else { return Ok(()) };
        let mut gap = 0.0;
        let mut fitted = None;
        let em = f64::from(font.em);
        let together = -PARTING_STEP_BACK * em..=PARTING_GAP * em;
        for item in operands.items() {
            match *item {
                Item::Shift(shift) => {
                    gap += if font.vertical { shift } else { -shift };
                    show.at -= shift / 1000.0 * show.em;
                }
                Item::Text(piece) => {
                    if !together.contains(&gap) {
                        let is_fitted = (*together.end()..=WIDE_GAP * em).contains(&gap)
                            && *fitted.get_or_insert_with(|| self.is_fitted(&font, operands, data));
                        if !is_fitted {
                            self.close_run(&font, &mut show)?;
                        }
                    }
                    gap = 0.0;
                    self.show_bytes(&font, &mut show, piece, operands.bytes(piece, data))?;
                }
            }
        }
        self.end_show(&font, &mut show)
    }

    /// True for an array that places nearly every letter by itself, where blanks are shown as blanks: in it or in the
    /// strings before it. Justified lines, whose blanks are gaps, hold whole words.
    #[cold]
    fn is_fitted(&self, font: &Font, operands: &Operands<'_>, data: &[u8]) -> bool {
        let strings = || {
            operands.items().iter().filter_map(|item| match *item {
                Item::Text(piece) => Some(operands.bytes(piece, data)),
                Item::Shift(_) => None,
            })
        };
        let code = if font.simple_glyphs().is_some() { 1 } else { 2 };
        let (count, bytes) =
            strings().fold((0, 0), |(count, bytes), string| (count + 1, bytes + string.len()));
        if bytes * 2 > count * code * 3 {
            return false;
        }
        let last = self.characters.len().saturating_sub(LOOKED_BACK);
        let before = self.characters.get(last..).unwrap_or_default();
        let blanks = before.iter().filter(|byte| **byte == b' ').count();
        blanks * WORD >= LOOKED_BACK || code == 1 && strings().any(|string| string.contains(&b' '))
    }

    #[inline(always)]
    fn begin_show(&mut self) -> Result<Option<(Rc<Font>, Show)>, PdfError> {
        let font_number = match self.state.font {
            Some(number) => number,
            None => self.missing_font()?,
        };
        let Some(font) = self.fonts.get(usize::from(font_number)) else { return Ok(None) };
        let matrix = self.text.matrix.then(&self.state.ctm);
        if !matrix.is_sane() {
            return Ok(None);
        }
        let em = if font.vertical { self.state.size } else { self.state.size * self.state.scale };
        let (x, y) = if font.vertical { (matrix.c, matrix.d) } else { (matrix.a, matrix.b) };
        // Negative sizes read against the text space axis, vertical text against its y axis.
        let sign = if (em < 0.0) == font.vertical { 1.0 } else { -1.0 };
        let turn = turn(x * sign, y * sign);
        let (start_x, _) = matrix.apply(0.0, self.state.rise);
        let (base, stretch) = if turn == Turn::Upright { (start_x, x) } else { (0.0, length(x, y) * sign) };
        let show = Show { font_number, matrix, at: 0.0, stretch, base, turn, em, run: None };
        Ok(Some((Rc::clone(font), show)))
    }

    fn show_bytes(
        &mut self,
        font: &Rc<Font>,
        show: &mut Show,
        piece: Piece,
        bytes: &[u8],
    ) -> Result<(), PdfError> {
        if bytes.is_empty() {
            return Ok(());
        }
        let first = self.characters.len();
        let mut open = show.run.unwrap_or(Open {
            text: self.characters.len() as u32,
            edge: self.page.edges.len() as u32,
            at: show.at,
            end: show.at,
        });
        let scale = if font.vertical { 1.0 } else { self.state.scale };
        let spacing =
            Spacing { char_space: self.state.char_space * scale, word_space: self.state.word_space * scale };
        if let Some(glyphs) = font.simple_glyphs() {
            self.count_glyphs(bytes.len(), budget::GLYPH)?;
            for part in bytes.chunks(AT_ONCE) {
                let plain = (glyphs, part);
                let shown = if spacing.is_none() {
                    self.show_plain::<false>(show, &mut open, plain, spacing)
                } else {
                    self.show_plain::<true>(show, &mut open, plain, spacing)
                };
                if !shown {
                    self.show_codes(font, show, &mut open, part, spacing)?;
                }
            }
        } else {
            let mut rest = bytes;
            let cost = budget::GLYPH + font.code_cost();
            while let Some((glyph, length, blank)) = font.next_glyph(self.store, rest) {
                self.count_glyphs(1, cost)?;
                self.push_glyph(show, font, glyph)?;
                open.end = show.at + f64::from(glyph.advance) * show.em;
                show.at = spacing.after(open.end, blank);
                rest = rest.get(length.max(1)..).unwrap_or_default();
            }
        }
        show.run = Some(open);
        if let Some(log) = &mut self.log {
            let name = self.resources.name_of(show.font_number);
            log.shown(piece, bytes, show.font_number, first..self.characters.len(), (name, &self.state));
        }
        Ok(())
    }

    /// Shows some codes of a simple font when all are known and are ASCII characters, as nearly all are; else says no. Where
    /// nothing is added behind characters, each waits for one addition only.
    #[inline]
    fn show_plain<const SPACED: bool>(
        &mut self,
        show: &mut Show,
        open: &mut Open,
        (glyphs, codes): (&[Cell<Glyph>; 256], &[u8]),
        spacing: Spacing,
    ) -> bool {
        // Room is made for as many as there may be; what is beyond the codes is cut off again.
        let (characters, shown) = (self.characters.len(), self.page.edges.len());
        self.characters.extend_from_slice(&[0; AT_ONCE]);
        self.page.edges.extend_from_slice(&[0.0; AT_ONCE]);
        let text = self.characters.get_mut(characters..).unwrap_or_default();
        let edges = self.page.edges.get_mut(shown..).unwrap_or_default();
        let (mut at, mut end) = (show.at, open.end);
        let mut all = 0;
        for ((character, edge), &code) in text.iter_mut().zip(edges).zip(codes) {
            let glyph = glyphs[usize::from(code)].get();
            let bits = glyph.bits();
            all |= bits;
            *character = bits as u8;
            *edge = (show.base + at * show.stretch) as f32;
            end = at + f64::from(glyph.advance) * show.em;
            at = if SPACED { spacing.after(end, code == b' ') } else { end };
        }
        let plain = Glyph::are_ascii(all);
        let count = if plain { codes.len() } else { 0 };
        self.characters.truncate(characters + count);
        self.page.edges.truncate(shown + count);
        if plain {
            (show.at, open.end) = (at, end);
        }
        plain
    }

    /// Shows some codes of a simple font, whatever they are.
    fn show_codes(
        &mut self,
        font: &Font,
        show: &mut Show,
        open: &mut Open,
        codes: &[u8],
        spacing: Spacing,
    ) -> Result<(), PdfError> {
        let glyphs = font.simple_glyphs();
        for &code in codes {
            let known =
                glyphs.and_then(|glyphs| glyphs.get(usize::from(code))).map_or(Glyph::UNSET, Cell::get);
            let glyph = if known.is_unset() { font.fill_simple(self.store, code) } else { known };
            self.push_glyph(show, font, glyph)?;
            open.end = show.at + f64::from(glyph.advance) * show.em;
            show.at = spacing.after(open.end, code == b' ');
        }
        Ok(())
    }

    /// Counts characters that are about to be shown, and the work that each of them makes.
    #[inline]
    fn count_glyphs(&self, count: usize, cost: u64) -> Result<(), PdfError> {
        self.store.budget().charge_each(count, cost);
        self.store.budget().show(count)
    }

    fn push_glyph(&mut self, show: &Show, font: &Font, glyph: Glyph) -> Result<(), PdfError> {
        let left = show.base + show.at * show.stretch;
        match glyph.text() {
            GlyphText::Char(c) => {
                self.characters.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                self.page.edges.push(left as f32);
                if glyph.is_unmapped() {
                    self.note_unmapped(show.font_number);
                }
            }
            GlyphText::Long(index) => {
                let text = font.long_text(index);
                let count = text.chars().count().max(1);
                // One was counted with its code.
                self.count_glyphs(count - 1, budget::GLYPH)?;
                let count = count as f64;
                let step = f64::from(glyph.advance) * show.em * show.stretch / count;
                for number in 0..count as usize {
                    self.page.edges.push((left + step * number as f64) as f32);
                }
                self.characters.extend_from_slice(text.as_bytes());
            }
        }
        Ok(())
    }

    fn note_unmapped(&mut self, font: u16) {
        if let Some(face) = self.page.fonts.get_mut(usize::from(font)) {
            face.unmapped = true;
        }
    }

    #[inline]
    fn end_show(&mut self, font: &Font, show: &mut Show) -> Result<(), PdfError> {
        self.close_run(font, show)?;
        let (x, y) = if font.vertical { (0.0, show.at) } else { (show.at, 0.0) };
        self.text.matrix = self.text.matrix.moved(x, y);
        self.shown = self.shown.saturating_add(1);
        if font.unreliable.get() {
            self.note_unmapped(show.font_number);
        }
        Ok(())
    }

    fn close_run(&mut self, font: &Font, show: &mut Show) -> Result<(), PdfError> {
        let Some(open) = show.run.take() else { return Ok(()) };
        let end = self.characters.len() as u32;
        if end == open.text {
            return Ok(());
        }
        self.page.edges.push((show.base + open.end * show.stretch) as f32);
        if show.turn != Turn::Upright {
            let start = open.at * show.stretch;
            for edge in self.page.edges.iter_mut().skip(open.edge as usize) {
                *edge -= start as f32;
            }
        }
        let allowed = self.store.limits().runs_per_page;
        if self.page.runs.len() as u64 >= allowed {
            return Err(self.store.budget().pass("runs_per_page", allowed));
        }
        self.store.budget().charge(budget::RUN);
        let (area, baseline, size) = self.place(font, show, &open);
        if area.x0.abs().max(area.y0.abs()) > BEYOND {
            self.store.note_defect();
        }
        let run = TextRun {
            text: cas_page::Span { start: open.text, end },
            edges: open.edge,
            area,
            baseline,
            size,
            font: show.font_number,
            clip: self.clip_number(),
            tag: self.tag_number(),
            show: self.shown,
            turn: show.turn,
            visible: self.state.visible() && self.hidden == 0,
        };
        self.page.runs.push(run);
        Ok(())
    }

    /// Box, baseline and size of a run.
    fn place(&self, font: &Font, show: &Show, open: &Open) -> (Rect, f32, f32) {
        let matrix = &show.matrix;
        let (rise, size) = (self.state.rise, self.state.size);
        let (ascent, descent) = (f64::from(font.ascent) * size, f64::from(font.descent) * size);
        let along = length(matrix.a, matrix.b);
        let across = length(matrix.c, matrix.d);
        // The height perpendicular to the baseline: a shear does not enlarge the type.
        let height =
            if along > 0.0 { (matrix.a * matrix.d - matrix.b * matrix.c).abs() / along } else { across };
        let page_size = (height * size.abs() * f64::from(font.em)) as f32;
        let (x, y) = if font.vertical { (0.0, open.at + rise) } else { (open.at, rise) };
        let (start_x, start_y) = matrix.apply(x, y);
        let baseline = match show.turn {
            Turn::Up | Turn::Down => start_x,
            _ => start_y,
        } as f32;
        if matrix.b == 0.0 && matrix.c == 0.0 && show.turn == Turn::Upright && !font.vertical {
            // Nearly all text: the edges of the box are those of the page.
            let edge = |height: f64| matrix.apply(0.0, height).1 as f32;
            let (left, right) = (show.base + open.at * show.stretch, show.base + open.end * show.stretch);
            let area = Rect::new(left as f32, edge(rise - descent), right as f32, edge(rise + ascent));
            return (area, baseline, page_size);
        }
        let corners = if font.vertical {
            let half = size / 2.0;
            [(-half, open.at), (half, open.at), (-half, open.end), (half, open.end)]
        } else {
            let (low, high) = (rise - descent, rise + ascent);
            [(open.at, low), (open.at, high), (open.end, low), (open.end, high)]
        };
        let mut area: Option<Rect> = None;
        for (x, y) in corners {
            let (x, y) = matrix.apply(x, y);
            let (x, y) = (x as f32, y as f32);
            let dot = Rect { x0: x, y0: y, x1: x, y1: y };
            area = Some(area.map_or(dot, |area| area.union(&dot)));
        }
        let mut area = area.unwrap_or_default();
        if show.turn == Turn::Upright {
            let left = show.base + open.at * show.stretch;
            let right = show.base + open.end * show.stretch;
            area = Rect::new(left as f32, area.y0, right as f32, area.y1);
        }
        (area, baseline, page_size)
    }
}

/// The direction (x, y) in page space, y down.
fn turn(x: f64, y: f64) -> Turn {
    let distance = length(x, y);
    if distance == 0.0 {
        return Turn::Upright;
    }
    let (x, y) = (x / distance, y / distance);
    match (x.abs() <= STRAIGHT, y.abs() <= STRAIGHT) {
        (_, true) if x > 0.0 => Turn::Upright,
        (_, true) => Turn::Reversed,
        (true, _) if y < 0.0 => Turn::Up,
        (true, _) => Turn::Down,
        _ => Turn::Oblique,
    }
}
