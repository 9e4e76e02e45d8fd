//! From the words of a sheet back to the characters of the page they were made of.

use std::collections::HashMap;

use cas_page::Page;
use cas_table::{Sheet, Word};

/// Baselines of one character differ by at most this many em between a word and its page: joined words take over the
/// baseline of their largest part.
const BASELINE_EM: f32 = 0.55;

/// Twins stand at most this far from what they repeat: one point across, half an em up or down.
pub(crate) const TWIN_X: f32 = 1.01;
pub(crate) const TWIN_Y_EM: f32 = 0.55;

/// Those of a list from top to bottom that stand at most `reach` above or below a baseline.
pub(crate) fn around<'l, T>(
    list: &'l [T],
    (baseline, reach): (f32, f32),
    baseline_of: impl Fn(&T) -> f32 + Copy + 'l,
) -> impl Iterator<Item = &'l T> {
    let first = list.partition_point(|one| baseline_of(one) - baseline < -reach);
    let rest = list.get(first..).unwrap_or_default().iter();
    rest.take_while(move |one| baseline_of(one) - baseline <= reach)
}

/// Where the characters of a page are.
pub(crate) struct Places<'a> {
    page: &'a Page,
    /// By character and left edge: offset in the text of the page, and baseline, from top to bottom. Made when a word asks
    /// for it.
    by_edge: Option<ByEdge>,
}

/// By character and bits of its left edge.
type ByEdge = HashMap<(char, u32), Vec<(usize, f32)>>;

impl<'a> Places<'a> {
    pub(crate) fn new(page: &'a Page) -> Self {
        Self { page, by_edge: None }
    }

    /// For each character of the word where it stands in the text of the page; several places when it was painted
    /// several times, none when it cannot be told.
    pub(crate) fn of(&mut self, sheet: &Sheet, word: &Word) -> Vec<Vec<usize>> {
        let text = sheet.text(word);
        // Only words that were joined or undoubled live behind the text of the page.
        if word.text.end as usize <= self.page.text.len() {
            return text.char_indices().map(|(at, _)| vec![word.text.start as usize + at]).collect();
        }
        let page = self.page;
        let by_edge = self.by_edge.get_or_insert_with(|| index(page));
        let reach = BASELINE_EM * word.size.max(1.0);
        let places = |(character, edge): (char, &f32)| -> Vec<usize> {
            let found = by_edge.get(&(character, edge.to_bits())).map(Vec::as_slice).unwrap_or_default();
            around(found, (word.baseline, reach), |(_, baseline)| *baseline).map(|(at, _)| *at).collect()
        };
        text.chars().zip(sheet.edges(word)).map(places).collect()
    }
}

#[expect(clippy::iter_over_hash_type, reason = "each entry is sorted by itself")]
fn index(page: &Page) -> ByEdge {
    let mut by_edge = ByEdge::new();
    for run in &page.runs {
        let start = run.text.start as usize;
        for ((at, character), edge) in page.text_of(run).char_indices().zip(page.edges_of(run)) {
            by_edge.entry((character, edge.to_bits())).or_default().push((start + at, run.baseline));
        }
    }
    for places in by_edge.values_mut() {
        places.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    }
    by_edge
}
