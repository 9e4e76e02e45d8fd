//! The words of a header by the columns of text that they form.

use std::ops::Range;

use cas_page::Rect;

use crate::sheet::Sheet;
use crate::tolerance::RULE_SAME;

/// Words that overlap across, on whatever line.
struct Atom {
    /// Its words among all.
    words: Range<usize>,
    area: Rect,
    slot: usize,
}

/// All atoms of a header, left to right.
#[derive(Default)]
pub(crate) struct Atoms {
    words: Vec<u32>,
    atoms: Vec<Atom>,
}

impl Atoms {
    /// The atoms that words form between vertical rules at `edges`.
    pub(crate) fn of(sheet: &Sheet, words: Range<usize>, edges: &[f32]) -> Self {
        // Words of one slot stay together even where a word runs over a rule.
        let slot = |area: &Rect| edges.partition_point(|edge| *edge <= area.x_mid() + RULE_SAME / 2.0);
        let areas = sheet.words.get(words.clone()).unwrap_or_default().iter().map(|word| word.area);
        let mut sorted: Vec<(usize, Rect, u32)> =
            words.zip(areas).map(|(word, area)| (slot(&area), area, word as u32)).collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.x0.total_cmp(&b.1.x0)));
        let mut all =
            Self { words: Vec::with_capacity(sorted.len()), atoms: Vec::with_capacity(sorted.len()) };
        for (slot, area, word) in sorted {
            match all.atoms.last_mut().filter(|atom| atom.slot == slot && area.x0 <= atom.area.x1) {
                Some(atom) => {
                    atom.words.end += 1;
                    atom.area = atom.area.union(&area);
                }
                None => {
                    let words = all.words.len()..all.words.len() + 1;
                    all.atoms.push(Atom { words, area, slot });
                }
            }
            all.words.push(word);
        }
        all
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> usize {
        self.atoms.len()
    }

    /// The words of atoms, atom by atom.
    pub(crate) fn words(&self, atoms: Range<usize>) -> &[u32] {
        let atoms = self.atoms.get(atoms).unwrap_or_default();
        let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else { return &[] };
        self.words.get(first.words.start..last.words.end).unwrap_or_default()
    }

    /// Where atoms are; `None` without any.
    pub(crate) fn area(&self, atoms: Range<usize>) -> Option<Rect> {
        let (first, rest) = self.atoms.get(atoms)?.split_first()?;
        Some(rest.iter().fold(first.area, |area, atom| area.union(&atom.area)))
    }

    /// Between which vertical rules an atom stands.
    pub(crate) fn slot(&self, atom: usize) -> usize {
        self.atoms.get(atom).map_or(0, |atom| atom.slot)
    }
}
