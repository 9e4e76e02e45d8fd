//! Pieces to lines: clustering by baseline, whatever the painting order.

use crate::tolerance::{JOIN_EM, LINE_EM, NEIGHBOURS, RAISED_EM, RAISED_SIZE, TIGHT_EM};
use crate::words::{Piece, PieceLine};

/// Sorts the pieces into reading order and returns the range of every line, top to bottom.
///
/// A line starts with its topmost baseline and takes what lies within [`LINE_EM`] below it.
pub(crate) fn cluster(pieces: &mut Vec<Piece>) -> Vec<PieceLine> {
    put_in_reading_order(pieces);
    lower_raised_signs(pieces);
    let mut rows = Vec::new();
    let mut start = 0;
    while let Some(head) = pieces.get(start) {
        let (top, size) = (head.word.baseline, head.word.size);
        let mut end = start + 1;
        while pieces
            .get(end)
            .is_some_and(|next| next.word.baseline - top <= LINE_EM * size.min(next.word.size))
        {
            end += 1;
        }
        end = cut_at_widest_gap(pieces, start, end);
        if let Some(row) = pieces.get_mut(start..end) {
            row.sort_unstable_by(|a, b| {
                (a.word.area.x0.total_cmp(&b.word.area.x0)).then_with(|| a.word.show.cmp(&b.word.show))
            });
        }
        rows.push(start..end);
        start = end;
    }
    rows
}

/// Sorts the pieces by baseline, then by their left edge, then as painted.
///
/// Sorts small integer keys: a page has hundreds of pieces, and most of them are painted in order, often all.
fn put_in_reading_order(pieces: &mut Vec<Piece>) {
    let place = |piece: &Piece| {
        u128::from(ordered(piece.word.baseline)) << 64 | u128::from(ordered(piece.word.area.x0)) << 32
    };
    let mut keys: Vec<u128> = Vec::with_capacity(pieces.len());
    keys.extend(pieces.iter().zip(0_u32..).map(|(piece, at)| place(piece) | u128::from(at)));
    if keys.is_sorted() {
        return;
    }
    sort_nearly_sorted(&mut keys);
    let mut sorted = Vec::with_capacity(pieces.len());
    sorted.extend(keys.iter().filter_map(|&key| pieces.get(key as u32 as usize).copied()));
    *pieces = sorted;
}

/// Sorts by insertion as long as keys move a few places only, as on pages painted row by row; else in the general way.
fn sort_nearly_sorted(keys: &mut [u128]) {
    let mut moves = 20 * keys.len();
    for index in 1..keys.len() {
        let Some((sorted, [key, ..])) = keys.split_at_checked(index) else { return };
        let start = sorted.iter().rposition(|other| other <= key).map_or(0, |at| at + 1);
        if start == index {
            continue;
        }
        let Some(left) = moves.checked_sub(index - start) else { return keys.sort_unstable() };
        moves = left;
        let key = *key;
        keys.copy_within(start..index, start + 1);
        if let Some(place) = keys.get_mut(start) {
            *place = key;
        }
    }
}

/// An integer that orders as [`f32::total_cmp`] orders.
fn ordered(value: f32) -> u32 {
    let bits = value.to_bits();
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}

/// Moves the end of a line from within a bundle of close baselines to the widest gap before it.
fn cut_at_widest_gap(pieces: &[Piece], start: usize, end: usize) -> usize {
    let gap = |at: usize| match (at.checked_sub(1).and_then(|above| pieces.get(above)), pieces.get(at)) {
        (Some(above), Some(below)) => below.word.baseline - above.word.baseline,
        _ => f32::INFINITY,
    };
    let size = pieces.get(start).map_or(0.0, |piece| piece.word.size);
    let here = gap(end);
    if here >= TIGHT_EM * size {
        return end;
    }
    let widest = (start + 1..end).max_by(|a, b| gap(*a).total_cmp(&gap(*b)));
    widest.filter(|&at| gap(at) > 2.0 * here.max(TIGHT_EM * size)).unwrap_or(end)
}

/// Gives small signs that are raised beside a word (`#` of `IDCW#`) the baseline of that word. The pieces are sorted by
/// baseline before and after.
fn lower_raised_signs(pieces: &mut [Piece]) {
    let mut moved = false;
    for index in 0..pieces.len() {
        let Some(sign) = pieces.get(index).map(|piece| piece.word) else { break };
        if sign.text.end - sign.text.start > 2 {
            continue;
        }
        let mut found = None;
        for other in pieces.get(index + 1..).unwrap_or(&[]).iter().take(NEIGHBOURS) {
            let word = &other.word;
            let drop = word.baseline - sign.baseline;
            if drop > RAISED_EM * sign.size / 0.5 {
                break;
            }
            let touches = sign.area.x0 - word.area.x1;
            let reach = JOIN_EM * word.size;
            if sign.size <= RAISED_SIZE * word.size
                && drop > 0.0
                && drop <= RAISED_EM * word.size
                && (touches.abs() <= reach || (word.area.x0 - sign.area.x1).abs() <= reach)
            {
                found = Some(word.baseline);
                break;
            }
        }
        if let (Some(baseline), Some(piece)) = (found, pieces.get_mut(index)) {
            piece.word.baseline = baseline;
            moved = true;
        }
    }
    if moved {
        pieces.sort_by(|a, b| a.word.baseline.total_cmp(&b.word.baseline));
    }
}
