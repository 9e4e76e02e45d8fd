//! Pieces of the head: cells between rules, phrases of a line elsewhere.

use std::ops::Range;

use cas_table::{Furniture, Rules, Sheet};

/// What a piece is claimed as.
#[derive(Clone, Copy)]
pub(super) enum Claim {
    Data,
    Notice,
}

/// A cell, or a phrase of a line.
pub(super) struct Piece {
    /// Indices of its words.
    pub(super) words: Vec<usize>,
    pub(super) text: String,
}

pub(super) fn claim(sheet: &Sheet, piece: &Piece, claim: Claim) {
    for &word in &piece.words {
        match claim {
            Claim::Data => sheet.claims.data(word..word + 1),
            Claim::Notice => sheet.claims.furniture(word..word + 1, Furniture::Notice),
        }
    }
}

/// The lines of one ruled row from the first of `lines` on; that line alone where no rules part columns.
pub(super) fn band(sheet: &Sheet, rules: &Rules, lines: Range<usize>) -> Range<usize> {
    let Some(first) = sheet.lines.get(lines.start) else { return lines.start..lines.start };
    let mut end = lines.start + 1;
    if rules.edges(&first.area).len() < 3 {
        return lines.start..end;
    }
    let mut above = first;
    while let Some(line) = sheet.lines.get(end).filter(|_| end < lines.end) {
        let area = above.area.union(&line.area);
        let near = line.baseline - above.baseline <= 1.6 * line.size.max(above.size);
        if !near || rules.parts(above.baseline, line.baseline, &area) || rules.edges(&line.area).len() < 3 {
            break;
        }
        above = line;
        end += 1;
    }
    lines.start..end
}

/// The pieces of a band, left to right: cells between rules, phrases elsewhere.
pub(super) fn pieces(sheet: &Sheet, rules: &Rules, band: Range<usize>) -> Vec<Piece> {
    let Some(first) = sheet.lines.get(band.start) else { return Vec::new() };
    let edges = rules.edges(&first.area);
    if edges.len() < 3 {
        let phrases = sheet.phrases(first.range());
        return with_colons(
            phrases.map(|words| Piece { text: sheet.joined(words.clone()), words: words.collect() }),
        );
    }
    let mut slots: Vec<(usize, Piece)> = Vec::new();
    for line in sheet.lines.get(band).unwrap_or(&[]) {
        for (index, word) in line.range().zip(sheet.words_of(line)) {
            let slot = edges.partition_point(|edge| *edge <= word.area.x_mid());
            let text = sheet.text(word);
            match slots.iter_mut().find(|(at, _)| *at == slot) {
                Some((_, piece)) => {
                    piece.text.push(' ');
                    piece.text.push_str(text);
                    piece.words.push(index);
                }
                None => slots.push((slot, Piece { words: vec![index], text: text.to_owned() })),
            }
        }
    }
    slots.sort_by_key(|(slot, _)| *slot);
    with_colons(slots.into_iter().map(|(_, piece)| piece))
}

/// Pieces whose labels have their colons: one that stands apart from its label, alone or before the value, is no part
/// of the value.
fn with_colons(pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for mut piece in pieces {
        let value = piece.text.trim_start_matches([':', ' ']);
        if value.len() < piece.text.len() {
            let value = value.to_owned();
            if let Some(label) = out.last_mut() {
                if !label.text.ends_with(':') {
                    label.text.push_str(" :");
                }
                if value.is_empty() {
                    label.words.append(&mut piece.words);
                    continue;
                }
            }
            if !value.is_empty() {
                piece.text = value;
            }
        }
        out.push(piece);
    }
    out
}
