//! What was painted over a number: its twins change with it.

use std::ops::Range;

use cas_table::{AsideKind, Sheet, Word};

use crate::places::{TWIN_X, TWIN_Y_EM, around};

/// What was painted over the words of a sheet and set aside, from top to bottom.
pub(super) struct Twins<'s>(Vec<&'s Word>);

impl<'s> Twins<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let twins = sheet.asides.iter().filter(|aside| aside.kind == AsideKind::Twin);
        let mut twins: Vec<&Word> = twins.map(|aside| &aside.word).collect();
        twins.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
        Self(twins)
    }

    /// Adds the places of what was painted over a number, the characters of its word in this range: the same text, or its
    /// end.
    pub(super) fn add(
        &self,
        sheet: &Sheet,
        word: &Word,
        range: Range<usize>,
        characters: &[char],
        places: &mut [Vec<usize>],
    ) {
        let edges = sheet.edges(word);
        let reach = TWIN_Y_EM * word.size;
        for twin in around(&self.0, (word.baseline, reach), |twin| twin.baseline) {
            for ((at, character), edge) in sheet.text(twin).char_indices().zip(sheet.edges(twin)) {
                let near = |index: &usize| {
                    characters.get(*index) == Some(&character)
                        && edges.get(*index).is_some_and(|own| (own - edge).abs() <= TWIN_X)
                };
                let index = range.clone().filter(near).min_by(|a, b| {
                    let distance =
                        |index: &usize| edges.get(*index).map_or(f32::INFINITY, |own| (own - edge).abs());
                    distance(a).total_cmp(&distance(b))
                });
                let slot = index.and_then(|index| places.get_mut(index - range.start));
                if let Some(slot) = slot {
                    slot.push(twin.text.start as usize + at);
                }
            }
        }
    }
}
