//! What is painted but is no word of its own: twins, doubled glyphs, Hindi overlays. Nothing is lost: what is set aside
//! is kept with its reason.

use cas_page::Span;

use crate::sheet::{Arena, Aside, AsideKind, Word};
use crate::tolerance::{GLYPH_TWIN_EM, NEIGHBOURS, TWIN_X, TWIN_Y_EM};
use crate::words::{Piece, PieceLine};

/// Fonts of the Hindi overlay in depository statements.
const OVERLAY_FONTS: [&str; 3] = ["Mangal", "Devanagari", "Kokila"];

pub(crate) fn is_overlay_font(name: &str) -> bool {
    OVERLAY_FONTS.iter().any(|font| name.contains(font))
}

/// Devanagari text, or text that decoded to nothing but replacement characters (Hindi conjuncts without a mapping).
pub(crate) fn is_overlay_text(text: &str) -> bool {
    let mut only_replacements = true;
    for character in text.chars() {
        if ('\u{900}'..='\u{97f}').contains(&character) {
            return true;
        }
        only_replacements &= character == '\u{fffd}' || character.is_whitespace();
    }
    only_replacements
}

/// `NNaattiioonnaall` becomes `National` when every glyph is paired: at (nearly) the same place, or, where the pairs
/// stand side by side, in a text of at least three different pairs that is no plain number. Returns whether it did.
pub(crate) fn undouble(arena: &mut Arena<'_>, word: &mut Word) -> bool {
    // Most words are told by their first two bytes.
    let [first, second, ..] = arena.text.as_bytes().get(word.text.start as usize..).unwrap_or_default()
    else {
        return false;
    };
    if first != second {
        return false;
    }
    let text = word.text.of(arena.text);
    let bytes = text.as_bytes();
    if bytes.len() < 2 || !text.is_ascii() || !bytes.len().is_multiple_of(2) {
        return false;
    }
    let paired = bytes.chunks_exact(2).all(|pair| pair.first() == pair.last());
    if !paired {
        return false;
    }
    let edges = arena.edges.get(word.edges as usize..word.edges as usize + bytes.len() + 1).unwrap_or(&[]);
    let together = edges.len() == bytes.len() + 1
        && edges.chunks_exact(2).all(|pair| match pair {
            [left, right] => (right - left).abs() <= GLYPH_TWIN_EM * word.size,
            _ => false,
        });
    if !together && !is_surely_doubled(bytes) {
        return false;
    }
    let half: String = text.chars().step_by(2).collect();
    let last = edges.last().copied();
    let kept: Vec<f32> = edges.iter().step_by(2).copied().take(half.len()).chain(last).collect();
    word.text = Span { start: arena.text.len() as u32, end: (arena.text.len() + half.len()) as u32 };
    arena.text.push_str(&half);
    word.edges = arena.edges.len() as u32;
    arena.edges.extend(kept);
    true
}

fn is_surely_doubled(bytes: &[u8]) -> bool {
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let changes = bytes.chunks_exact(2).zip(bytes.chunks_exact(2).skip(1)).filter(|(a, b)| a != b).count();
    let separated = bytes.iter().any(|byte| matches!(byte, b'-' | b':' | b'/'));
    changes >= 2 && (letters == bytes.len() || separated)
}

/// Sets aside what is painted over its equal: bold strikes, banners painted twice, date twins, and values painted once
/// whole and once cut off.
pub(crate) fn set_twins_aside(
    arena: &Arena<'_>,
    pieces: &mut [Piece],
    rows: &[PieceLine],
    asides: &mut Vec<Aside>,
) {
    for (index, row) in rows.iter().enumerate() {
        for at in row.clone() {
            drop_twins_of(arena, pieces, at, row.end, asides);
        }
        for below in rows.get(index + 1..).unwrap_or(&[]).iter().take(NEIGHBOURS) {
            let (Some(upper), Some(lower)) = (pieces.get(row.start), pieces.get(below.start)) else { break };
            if lower.word.baseline - upper.word.baseline > 2.0 * TWIN_Y_EM * upper.word.size {
                break;
            }
            drop_twins_between(arena, pieces, row, below, asides);
        }
    }
}

/// Twins in the same line: the pieces are sorted by x, so a twin follows within the width of the piece.
fn drop_twins_of(arena: &Arena<'_>, pieces: &mut [Piece], at: usize, end: usize, asides: &mut Vec<Aside>) {
    for other in at + 1..end.min(at + 1 + NEIGHBOURS) {
        let (Some(piece), Some(next)) = (pieces.get(at), pieces.get(other)) else { return };
        if piece.dropped {
            return;
        }
        if next.word.area.x0 >= piece.word.area.x1 - GLYPH_TWIN_EM * piece.word.size
            && next.word.area.x0 - piece.word.area.x0 > TWIN_X
        {
            return;
        }
        if next.dropped {
            continue;
        }
        let (repeats, repeated) =
            (is_twin(arena, &piece.word, &next.word), is_twin(arena, &next.word, &piece.word));
        // Of two equals the upper one stays, so that glyphs painted one by one keep one baseline.
        if repeats && !(repeated && next.word.baseline < piece.word.baseline) {
            set_aside(pieces, other, asides);
        } else if repeated {
            set_aside(pieces, at, asides);
            return;
        }
    }
}

/// Twins that fell into the next line (date twins up to 3 pt apart).
fn drop_twins_between(
    arena: &Arena<'_>,
    pieces: &mut [Piece],
    upper: &PieceLine,
    lower: &PieceLine,
    asides: &mut Vec<Aside>,
) {
    for at in upper.clone() {
        let Some(piece) = pieces.get(at).copied().filter(|piece| !piece.dropped) else { continue };
        let line = pieces.get(lower.clone()).unwrap_or(&[]);
        let first = line.partition_point(|next| next.word.area.x0 < piece.word.area.x0 - TWIN_X);
        let near = line.iter().enumerate().skip(first).take(NEIGHBOURS);
        let twin = near.take_while(|(_, next)| next.word.area.x0 <= piece.word.area.x1).find(|(_, next)| {
            !next.dropped
                && next.word.baseline - piece.word.baseline <= TWIN_Y_EM * piece.word.size
                && is_twin(arena, &piece.word, &next.word)
        });
        let twin = twin.map(|(at, _)| lower.start + at);
        if let Some(twin) = twin {
            set_aside(pieces, twin, asides);
        }
    }
}

/// True when `twin` repeats `word`: the same text at the same place, or its end (three characters or more) flush right
/// over it.
fn is_twin(arena: &Arena<'_>, word: &Word, twin: &Word) -> bool {
    let reach = TWIN_X.min(0.5 * word.area.width().max(0.1));
    let right = (word.area.x1 - twin.area.x1).abs() <= TWIN_X;
    let (text, other) = (word.text.of(arena.text), twin.text.of(arena.text));
    if text.len() == other.len() {
        return (word.area.x0 - twin.area.x0).abs() <= reach && right && text == other;
    }
    right
        && other.len() >= 3
        && twin.area.x0 > word.area.x0
        && text.len() > other.len()
        && text.ends_with(other)
}

fn set_aside(pieces: &mut [Piece], index: usize, asides: &mut Vec<Aside>) {
    if let Some(piece) = pieces.get_mut(index) {
        piece.dropped = true;
        asides.push(Aside { word: piece.word, kind: AsideKind::Twin });
    }
}
