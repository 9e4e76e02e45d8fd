//! Runs to pieces (split at blanks) and pieces to words (joined where they abut).

use cas_page::{FontFace, Rect, Span, TextRun, Turn};

use crate::clean;
use crate::sheet::{Arena, Aside, AsideKind, Line, Word};
use crate::tolerance::{JOIN_BASELINE_EM, JOIN_EM, OVERLAP_EM, RAISED_SIZE};

/// A part of a run between blanks; becomes a word or part of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) word: Word,
    /// A blank was painted right before it.
    pub(crate) blank_before: bool,
    /// Set aside by the cleaning.
    pub(crate) dropped: bool,
}

/// Pieces of one line, as a range of the sorted pieces.
pub(crate) type PieceLine = std::ops::Range<usize>;

pub(crate) fn split_runs(
    arena: &mut Arena<'_>,
    runs: &[TextRun],
    fonts: &[FontFace],
    asides: &mut Vec<Aside>,
) -> Vec<Piece> {
    let overlay: Vec<bool> = fonts.iter().map(|font| clean::is_overlay_font(&font.name)).collect();
    let mut pieces = Vec::with_capacity(runs.len() * 2);
    for run in runs {
        let text = run.text.of(arena.text);
        let plain = text.is_ascii();
        let kind = match run.turn {
            Turn::Upright if !run.visible => Some(AsideKind::Invisible),
            Turn::Upright if overlay.get(run.font as usize).copied().unwrap_or(false) => {
                Some(AsideKind::Overlay)
            }
            Turn::Upright if !plain && clean::is_overlay_text(text) => Some(AsideKind::Overlay),
            Turn::Upright => None,
            Turn::Oblique => Some(AsideKind::Oblique),
            Turn::Up | Turn::Down | Turn::Reversed => Some(AsideKind::Rotated),
        };
        if let Some(kind) = kind {
            if !text.trim().is_empty() {
                asides.push(Aside { word: whole(run), kind });
            }
            continue;
        }
        let first = pieces.len();
        if plain {
            split_plain(arena, run, text, &mut pieces);
        } else {
            split_any(arena, run, text, &mut pieces);
        }
        for piece in pieces.get_mut(first..).unwrap_or_default() {
            if clean::undouble(arena, &mut piece.word) {
                asides.push(Aside { word: piece.word, kind: AsideKind::Twin });
            }
        }
    }
    pieces
}

fn whole(run: &TextRun) -> Word {
    Word {
        text: run.text,
        edges: run.edges,
        area: run.area,
        baseline: run.baseline,
        size: run.size,
        font: run.font,
        clip: run.clip,
        show: run.show,
        blank_after: false,
        joined: false,
    }
}

/// Splits a run whose bytes and characters are the same, as in nearly all runs.
fn split_plain(arena: &Arena<'_>, run: &TextRun, text: &str, pieces: &mut Vec<Piece>) {
    let text = text.as_bytes();
    let mut blank_before = false;
    let mut start = 0;
    while let Some(&byte) = text.get(start) {
        if is_blank(char::from(byte)) {
            blank_before = true;
            start += 1;
            continue;
        }
        let end = word_end(text, start + 1);
        pieces.push(piece(arena, run, (start, start), (end, end), blank_before, end < text.len()));
        start = end;
    }
}

/// Where the word ends that goes on at `at`: at a blank or at the end.
fn word_end(text: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    loop {
        // Most words end within eight bytes: the lowest bit set lies in the first of them that is below 33.
        if let Some(eight) = text.get(at..).and_then(|rest| rest.first_chunk()) {
            let eight = u64::from_le_bytes(*eight);
            match eight.wrapping_sub(ONES * 0x21) & !eight & (ONES * 0x80) {
                0 => {
                    at += 8;
                    continue;
                }
                low => at += (low.trailing_zeros() / 8) as usize,
            }
        }
        match text.get(at) {
            Some(&byte) if !is_blank(char::from(byte)) => at += 1,
            _ => return at,
        }
    }
}

/// Splits a run, whatever its characters.
fn split_any(arena: &Arena<'_>, run: &TextRun, text: &str, pieces: &mut Vec<Piece>) {
    let mut start: Option<(usize, usize)> = None;
    let mut blank_before = false;
    let mut characters = 0;
    for (at, character) in text.char_indices() {
        let place = (at, characters);
        characters += 1;
        if !is_blank(character) {
            start.get_or_insert(place);
            continue;
        }
        if let Some(start) = start.take() {
            pieces.push(piece(arena, run, start, place, blank_before, true));
        }
        blank_before = true;
    }
    if let Some(start) = start {
        pieces.push(piece(arena, run, start, (text.len(), characters), blank_before, false));
    }
}

fn is_blank(character: char) -> bool {
    character == ' ' || (!character.is_ascii_graphic() && (character.is_whitespace() || character == '\0'))
}

/// `from` and `to` are (byte, character) positions in the run.
fn piece(
    arena: &Arena<'_>,
    run: &TextRun,
    from: (usize, usize),
    to: (usize, usize),
    blank_before: bool,
    blank_after: bool,
) -> Piece {
    let edge = |index: usize, otherwise: f32| {
        arena.edges.get(run.edges as usize + index).copied().unwrap_or(otherwise)
    };
    let area = Rect::new(edge(from.1, run.area.x0), run.area.y0, edge(to.1, run.area.x1), run.area.y1);
    let word = Word {
        text: Span { start: run.text.start + from.0 as u32, end: run.text.start + to.0 as u32 },
        edges: run.edges + from.1 as u32,
        area,
        blank_after,
        ..whole(run)
    };
    Piece { word, blank_before, dropped: false }
}

/// Joins the pieces of each line into words and appends words and lines to the sheet.
pub(crate) fn join(
    arena: &mut Arena<'_>,
    pieces: &[Piece],
    rows: &[PieceLine],
    words: &mut Vec<Word>,
    lines: &mut Vec<Line>,
) {
    words.reserve(pieces.len());
    lines.reserve(rows.len());
    for row in rows {
        let first = words.len();
        for piece in pieces.get(row.clone()).unwrap_or(&[]).iter().filter(|piece| !piece.dropped) {
            match words.get_mut(first..).and_then(<[Word]>::last_mut) {
                Some(left) if abut(left, piece) => glue(arena, left, &piece.word),
                _ => words.push(piece.word),
            }
        }
        if let Some(line) = line_of(words, first) {
            lines.push(line);
        }
    }
}

/// True when nothing separates two neighbours of a line.
fn abut(a: &Word, right: &Piece) -> bool {
    if a.blank_after || right.blank_before {
        return false;
    }
    let b = &right.word;
    if a.clip != b.clip && a.clip != 0 && b.clip != 0 {
        return false;
    }
    let size = a.size.max(b.size);
    let gap = b.area.x0 - a.area.x1;
    let raised = a.size.min(b.size) <= RAISED_SIZE * size;
    gap <= JOIN_EM * size
        && gap >= -OVERLAP_EM * size
        && (raised || (a.baseline - b.baseline).abs() <= JOIN_BASELINE_EM * size)
}

/// Appends `right` to `word`; their texts and edges become contiguous at the end of the arenas.
fn glue(arena: &mut Arena<'_>, word: &mut Word, right: &Word) {
    if word.text.end as usize != arena.text.len() {
        let text = word.text.of(arena.text).to_owned();
        let count = text.chars().count();
        word.text.start = arena.text.len() as u32;
        arena.text.push_str(&text);
        copy_edges(arena, &mut word.edges, count);
    } else if word.edges as usize + word.text.of(arena.text).chars().count() + 1 != arena.edges.len() {
        let count = word.text.of(arena.text).chars().count();
        copy_edges(arena, &mut word.edges, count);
    }
    if right.show != word.show {
        arena.joints.push(arena.text.len() as u32);
    }
    let text = right.text.of(arena.text).to_owned();
    let count = text.chars().count();
    arena.text.push_str(&text);
    word.text.end = arena.text.len() as u32;
    arena.edges.pop();
    let mut from = right.edges;
    copy_edges(arena, &mut from, count);
    word.area = word.area.union(&right.area);
    if right.size > word.size {
        word.size = right.size;
        word.baseline = right.baseline;
        word.font = right.font;
    }
    word.blank_after = right.blank_after;
    word.joined |= right.joined || right.show != word.show;
}

/// Appends `count + 1` edges that start at `edges` and moves `edges` to the copy.
fn copy_edges(arena: &mut Arena<'_>, edges: &mut u32, count: usize) {
    let start = *edges as usize;
    *edges = arena.edges.len() as u32;
    if arena.edges.len() > start + count {
        arena.edges.extend_from_within(start..=start + count);
    }
}

fn line_of(words: &[Word], first: usize) -> Option<Line> {
    let members = words.get(first..)?;
    let head = members.first()?;
    let mut line = Line {
        first: first as u32,
        end: words.len() as u32,
        baseline: head.baseline,
        area: head.area,
        size: head.size,
    };
    for word in members {
        line.area = line.area.union(&word.area);
        if word.size > line.size {
            line.size = word.size;
        }
    }
    Some(line)
}
