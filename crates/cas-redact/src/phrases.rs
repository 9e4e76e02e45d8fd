//! Finding whole names, addresses and numbers on a page, wrapped over lines or within a word.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::marks::TokenLine;
use crate::shape::folded;
use crate::vocabulary::is_common;

/// A phrase goes on at most this many lines below where it broke.
const LINES: usize = 5;
/// And at most this many text sizes.
const DROP_EM: f32 = 4.5;
/// And its next part stands below the part above, this much to either side at most.
const SIDE_EM: f32 = 3.0;
/// Characters that a phrase of one token has at least.
const ALONE: usize = 6;
/// Breaks in one phrase.
const BREAKS: usize = 12;

/// The personal phrases of a file, ready to be looked up.
pub(crate) struct Phrases {
    list: Vec<Phrase>,
    /// Indices by the first two characters.
    by_start: HashMap<String, Vec<usize>>,
}

/// A phrase without what parts its tokens.
struct Phrase {
    /// Folded characters of all tokens.
    characters: Vec<char>,
    /// Where each token begins and ends in `characters`.
    tokens: Vec<Range<usize>>,
    /// A code, of which common words are kept (`ARN` of `ARN-12345`).
    code: bool,
}

/// A token of a phrase that was found on a page.
pub(crate) struct Found {
    /// The token, folded, as the phrase has it.
    pub(crate) token: String,
    /// Line and token of the page, which of its characters, and which character of `token` is the first of them.
    pub(crate) pieces: Vec<Piece>,
}

/// Line and token of a page, which of its characters, and where they stand in the token of the phrase.
pub(crate) type Piece = ((usize, usize), Range<usize>, usize);

/// A stretch of a phrase on a token of the page: line, token, characters of the token, and where it begins in the phrase.
#[derive(Clone)]
struct Stretch {
    line: usize,
    token: usize,
    length: usize,
    from: usize,
}

impl Phrases {
    /// Names, addresses and numbers of persons.
    pub(crate) fn personal(lexicon: &Lexicon) -> Self {
        let whole = lexicon.phrases.iter().map(|phrase| Phrase::of(phrase, false));
        Self::of(whole.chain(lexicon.codes.iter().map(|code| Phrase::of(code, true))))
    }

    /// Names of schemes and securities, ISINs.
    pub(crate) fn public(lexicon: &Lexicon) -> Self {
        Self::of(lexicon.names.iter().map(|name| Phrase::of(name, false)))
    }

    fn of(phrases: impl Iterator<Item = Phrase>) -> Self {
        // What is short and stands alone can mean anything.
        let says = |phrase: &Phrase| phrase.characters.len() >= ALONE || phrase.tokens.len() > 1;
        let list: Vec<Phrase> = phrases.filter(says).collect();
        let mut by_start: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, phrase) in list.iter().enumerate() {
            by_start.entry(phrase.characters.iter().take(2).collect()).or_default().push(index);
        }
        Self { list, by_start }
    }

    /// The tokens of all phrases that begin with this token of the page.
    pub(crate) fn at(&self, lines: &[TokenLine], line: usize, token: usize) -> Vec<Found> {
        let Some(first) = lines.get(line).and_then(|line| line.tokens.get(token)) else { return Vec::new() };
        let start: Vec<char> = folded(&first.text).chars().collect();
        let key: String = start.iter().take(2).collect();
        let mut keys = vec![key];
        if start.len() == 1 {
            // An initial: the phrase goes on in the next token.
            keys = self
                .by_start
                .keys()
                .filter(|known| known.chars().next() == start.first().copied())
                .cloned()
                .collect();
            keys.sort_unstable();
        }
        let mut found = Vec::new();
        for index in keys.iter().filter_map(|key| self.by_start.get(key)).flatten() {
            let Some(phrase) = self.list.get(*index) else { continue };
            let mut stretches = Vec::new();
            if phrase.follow(lines, (line, token), 0, BREAKS, &mut stretches) {
                found.extend(phrase.found(&stretches));
            }
        }
        found
    }
}

impl Phrase {
    fn of(phrase: &str, code: bool) -> Self {
        let mut characters = Vec::new();
        let mut tokens = Vec::new();
        for token in phrase.split(' ') {
            let start = characters.len();
            characters.extend(folded(token).chars());
            tokens.push(start..characters.len());
        }
        Self { characters, tokens, code }
    }

    /// Follows the phrase from its character `from` on, beginning with a token of the page; true when it ends.
    fn follow(
        &self,
        lines: &[TokenLine],
        (line, first): (usize, usize),
        from: usize,
        breaks: usize,
        stretches: &mut Vec<Stretch>,
    ) -> bool {
        let Some(on) = lines.get(line) else { return false };
        let kept = stretches.len();
        let mut at = from;
        let mut token = first;
        while let Some(next) = on.tokens.get(token) {
            let text: Vec<char> = folded(&next.text).chars().collect();
            let rest = self.characters.get(at..).unwrap_or_default();
            // The next cell may touch a number, and its digits then follow in the same token.
            if rest.len() >= ALONE && text.len() > rest.len() && text.starts_with(rest) && all_digits(&text) {
                stretches.push(Stretch { line, token, length: rest.len(), from: at });
                return true;
            }
            if next.is_amount || self.characters.get(at..at + text.len()) != Some(&text) {
                break;
            }
            stretches.push(Stretch { line, token, length: text.len(), from: at });
            at += text.len();
            token += 1;
            if at == self.characters.len() {
                return true;
            }
        }
        let area = self.extent(on, first, token);
        if let (Some(area), Some(left)) = (area, breaks.checked_sub(1)) {
            for (below, next) in below(lines, line, area) {
                if self.follow(lines, (below, next), at, left, stretches) {
                    return true;
                }
            }
        }
        stretches.truncate(kept);
        false
    }

    /// Left and right edge of the words of some tokens; `None` for none.
    fn extent(&self, line: &TokenLine, first: usize, end: usize) -> Option<(f32, f32)> {
        let words = line.tokens.get(first..end)?.iter().filter_map(|token| line.words.get(token.word));
        words.copied().reduce(|(x0, x1), (left, right)| (x0.min(left), x1.max(right)))
    }

    /// The tokens of the phrase with the stretches that make each of them up.
    fn found(&self, stretches: &[Stretch]) -> Vec<Found> {
        self.tokens
            .iter()
            .map(|token| {
                let pieces = stretches.iter().filter_map(|stretch| {
                    let start = token.start.max(stretch.from);
                    let end = token.end.min(stretch.from + stretch.length);
                    let range = start.checked_sub(stretch.from)?..end.checked_sub(stretch.from)?;
                    (start < end).then(|| ((stretch.line, stretch.token), range, start - token.start))
                });
                Found {
                    pieces: pieces.collect(),
                    token: self.characters.get(token.clone()).unwrap_or_default().iter().collect(),
                }
            })
            .filter(|found| !(self.code && is_common(&found.token)))
            .collect()
    }
}

fn all_digits(text: &[char]) -> bool {
    text.iter().all(char::is_ascii_digit)
}

/// Tokens that begin a word below a stretch, or a line, nearest line first.
fn below(lines: &[TokenLine], line: usize, (left, right): (f32, f32)) -> Vec<(usize, usize)> {
    let Some(above) = lines.get(line) else { return Vec::new() };
    let side = SIDE_EM * above.size;
    let mut found = Vec::new();
    for (index, next) in lines.iter().enumerate().skip(line + 1).take(LINES) {
        if next.baseline - above.baseline > DROP_EM * above.size {
            break;
        }
        for (at, token) in next.tokens.iter().enumerate().filter(|(_, token)| token.leads) {
            let Some((x0, x1)) = next.words.get(token.word) else { continue };
            if at == 0 || *x0 <= right + side && *x1 >= left - side {
                found.push((index, at));
            }
        }
    }
    found
}
