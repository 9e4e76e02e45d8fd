//! The words of a header by the columns of text that they form.

use std::ops::Range;

use cas_page::Rect;

use crate::sheet::Sheet;
use crate::tolerance::RULE_SAME;

/// Words that overlap across, on whatever line.
pub(crate) struct Atom {
    pub(crate) words: Vec<u32>,
    pub(crate) area: Rect,
    /// Between which vertical rules.
    pub(crate) slot: usize,
}

/// Words that overlap across, left to right.
pub(crate) fn atoms(sheet: &Sheet, words: Range<usize>, edges: &[f32]) -> Vec<Atom> {
    let mut sorted: Vec<u32> = words.map(|word| word as u32).collect();
    let area = |word: &u32| sheet.words.get(*word as usize).map(|word| word.area).unwrap_or_default();
    sorted.sort_by(|a, b| area(a).x0.total_cmp(&area(b).x0));
    // Words of one slot stay together even where a word runs over a rule.
    let slot = |area: &Rect| edges.partition_point(|edge| *edge <= area.x_mid() + RULE_SAME / 2.0);
    sorted.sort_by_key(|word| slot(&area(word)));
    let mut atoms: Vec<Atom> = Vec::new();
    for word in sorted {
        let (area, slot) = (area(&word), slot(&area(&word)));
        match atoms.last_mut().filter(|atom| atom.slot == slot && area.x0 <= atom.area.x1) {
            Some(atom) => {
                atom.words.push(word);
                atom.area = atom.area.union(&area);
            }
            None => atoms.push(Atom { words: vec![word], area, slot }),
        }
    }
    atoms
}
