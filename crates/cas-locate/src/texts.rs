//! Finding the words of a text: as they are, behind codes and labels, in pieces.

use crate::index::{Hit, PIECE, folded};
use crate::locate::{Candidates, Finder};
use crate::places::Place;

/// Words that a text goes on within, counted from its last one.
const WINDOW: usize = 60;

/// Places where a text may begin that are looked at: near its place, and anywhere.
const NEAR: usize = 64;
const ANYWHERE: usize = 256;

impl Finder<'_> {
    /// A text word by word, from each place where its first word stands. The places with the most of its words, and of
    /// these the ones with the fewest others in between: the same words begin the names of many.
    pub(crate) fn texts(&self, text: &str, places: &[Place<'_>]) -> Candidates {
        let tokens: Vec<String> =
            text.split_whitespace().map(folded).filter(|token| !token.is_empty()).collect();
        let Some((first, rest)) = tokens.split_first() else { return Vec::new() };
        let Some(starts) = self.index.texts.get(first) else { return self.glued(text, places) };
        let rest = &self.numbers(rest);
        // Names are cleaned: most of the words must be there.
        let enough = |found: &Candidates| found.first().is_some_and(|words| words.len() * 2 > tokens.len());
        let close = self.fullest(self.near(places, starts).take(NEAR), rest);
        if enough(&close) {
            return close;
        }
        let all = self.fullest(starts.iter().take(ANYWHERE), rest);
        if enough(&all) { all } else { self.glued(text, places) }
    }

    /// Every place where all words of a text stand in their order, with others in between at most where no other place
    /// begins: cells of other columns part the lines of a name.
    pub(crate) fn whole(&self, text: &str) -> Candidates {
        let tokens: Vec<String> =
            text.split_whitespace().map(folded).filter(|token| !token.is_empty()).collect();
        let Some((first, rest)) = tokens.split_first() else { return Vec::new() };
        let starts = self.index.texts.get(first).unwrap_or_default();
        let rest = &self.numbers(rest);
        let is_whole = |words: &Vec<Hit>| {
            let last = words.last().map_or(0, |last| last.word);
            let within = |start: &&Hit| {
                words.first().is_some_and(|one| one.sheet == start.sheet && one.word < start.word)
            };
            words.len() == tokens.len() && !starts.iter().filter(within).any(|start| start.word < last)
        };
        starts.iter().take(ANYWHERE).map(|start| self.follow(*start, rest)).filter(is_whole).collect()
    }

    fn fullest<'h>(&self, starts: impl Iterator<Item = &'h Hit>, rest: &[u32]) -> Candidates {
        let mut best = Vec::new();
        let mut most = (0, 0);
        for start in starts {
            let words = self.follow(*start, rest);
            let rank = (words.len(), -self.others_between(&words));
            if best.is_empty() || rank > most {
                most = rank;
                best = vec![words];
            } else if rank == most {
                best.push(words);
            }
        }
        best
    }

    /// How many other words stand between the words of a text.
    fn others_between(&self, words: &[Hit]) -> i64 {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return 0 };
        let span = self.index.texts.said_on(first.sheet).get(first.word as usize..=last.word as usize);
        let all = span.unwrap_or_default().iter().flatten().count();
        all as i64 - words.len() as i64
    }

    /// The words that continue a text: next on the line, or on one of the lines below.
    fn follow(&self, start: Hit, rest: &[u32]) -> Vec<Hit> {
        let mut words = vec![start];
        for token in rest {
            let last = words.last().copied().unwrap_or(start);
            words.extend(self.next(last, |word| word == *token));
        }
        words
    }

    /// The next word behind one that says what is wanted.
    fn next(&self, last: Hit, wanted: impl Fn(u32) -> bool) -> Option<Hit> {
        let start = last.word as usize + 1;
        let said = self.index.texts.said_on(last.sheet);
        let window = said.get(start..(start + WINDOW - 1).min(said.len()))?;
        let at = window.iter().position(|word| word.is_some_and(&wanted))?;
        Some(Hit { sheet: last.sheet, word: (start + at) as u32, count: 1 })
    }

    /// The numbers of the texts that stand anywhere.
    fn numbers(&self, texts: &[String]) -> Vec<u32> {
        texts.iter().filter_map(|text| self.index.texts.number(text)).collect()
    }

    /// A text that stands within a longer word (`ISIN:INF...`) or is put together from parts of some.
    fn glued(&self, text: &str, places: &[Place<'_>]) -> Candidates {
        let wanted = folded(text);
        if wanted.contains(' ') {
            return Vec::new();
        }
        let mut found: Candidates = Vec::new();
        if wanted.len() > PIECE {
            for (word, hits) in self.index.texts.with_start_of(&wanted) {
                if word.len() > wanted.len() && word.contains(&wanted) {
                    found.extend(hits.iter().map(|hit| vec![*hit]));
                } else {
                    found.extend(self.broken(&wanted, word, hits));
                }
            }
        } else {
            // A short code stands before a hyphen: `C7-Sample Fund`.
            let code = format!("{wanted}-");
            found.extend(
                self.index.texts.beginning(&code).flat_map(|(_, hits)| hits.iter().map(|hit| vec![*hit])),
            );
        }
        found.sort();
        let close: Candidates =
            found.iter().filter(|words| words.iter().any(|hit| self.reach(places, *hit))).cloned().collect();
        if close.is_empty() { found } else { close }
    }

    /// A code that is printed in two pieces, of which `word` ends with the first: order numbers and ISINs wrap, BO ids
    /// stand apart, and labels and brackets are glued to either.
    fn broken(&self, wanted: &str, word: &str, hits: &[Hit]) -> Candidates {
        let mut found = Vec::new();
        for (length, _) in wanted.char_indices().filter(|(length, _)| *length >= PIECE) {
            let (Some(head), Some(tail)) = (wanted.get(..length), wanted.get(length..)) else { continue };
            if !says(word, head) {
                continue;
            }
            for hit in hits {
                found.extend(
                    self.next(*hit, |next| says(self.index.texts.text(next), tail))
                        .map(|next| vec![*hit, next]),
                );
            }
        }
        found
    }
}

/// True when a word holds a part of a code with no letter or digit on either side.
fn says(word: &str, part: &str) -> bool {
    word.match_indices(part).any(|(at, _)| {
        let before = word.get(..at).and_then(|before| before.chars().next_back());
        let after = word.get(at + part.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
