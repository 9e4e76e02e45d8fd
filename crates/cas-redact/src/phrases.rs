//! Finding whole names, addresses and numbers on a page, wrapped over lines or within a word.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::marks::TokenLine;
use crate::shape::folded;
use crate::vocabulary::is_common;
use crate::work::{LOOK, LOOKUP, Work};

/// A phrase goes on at most this many lines below where it broke.
const LINES: usize = 5;
/// And at most this many text sizes.
const DROP_EM: f32 = 4.5;
/// And its next part stands below the part above, this much to either side at most.
const SIDE_EM: f32 = 3.0;
/// Characters that a phrase of one token has at least.
const ALONE: usize = 6;
/// A number that wraps has at least this many digits on each line but its last: instalments, days and pages below each
/// other may make up any number.
const ON_LINE: usize = 3;
/// Breaks in one phrase.
const BREAKS: usize = 12;

/// The phrases of a file, ready to be looked up.
pub(crate) struct Phrases {
    /// By their characters, so that those which begin alike stand side by side.
    list: Vec<Phrase>,
}

/// A phrase without what parts its tokens.
struct Phrase {
    /// Folded characters of all tokens.
    characters: Vec<char>,
    /// Where each token begins and ends in `characters`.
    tokens: Vec<Range<usize>>,
    /// A code, of which common words are kept (`ARN` of `ARN-12345`).
    code: bool,
    /// Its number among the phrases of the file.
    number: usize,
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
        let mut list: Vec<Phrase> = phrases.filter(says).collect();
        for (number, phrase) in list.iter_mut().enumerate() {
            phrase.number = number;
        }
        list.sort_by(|one, other| one.characters.cmp(&other.characters));
        Self { list }
    }

    /// The tokens of all phrases that begin with this token of the page.
    pub(crate) fn at(&self, lines: &[TokenLine], line: usize, token: usize, work: &Work) -> Vec<Found> {
        let (hits, stretches) = (BTreeMap::new(), Vec::new());
        let mut search = Search { phrases: self, lines, work, hits, stretches };
        search.follow((line, token), 0..self.list.len(), 0, BREAKS);
        let hits = search.hits.into_iter();
        let mut hits: Vec<(&Phrase, Vec<Stretch>)> =
            hits.filter_map(|(index, stretches)| Some((self.list.get(index)?, stretches))).collect();
        hits.sort_by_key(|(phrase, _)| phrase.rank());
        hits.iter()
            .flat_map(|(phrase, stretches)| {
                work.charge_each(phrase.tokens.len().saturating_mul(stretches.len()), LOOK);
                phrase.found(stretches)
            })
            .collect()
    }

    /// The phrases of a group, all alike up to their character `at`, that go on with a text.
    fn going_on(&self, group: &Range<usize>, at: usize, text: &[char]) -> Range<usize> {
        let list = self.list.get(group.clone()).unwrap_or_default();
        let part = |phrase: &Phrase| {
            let rest = phrase.characters.get(at..).unwrap_or_default();
            rest.get(..text.len()).unwrap_or(rest).cmp(text)
        };
        let first = list.partition_point(|phrase| part(phrase).is_lt());
        let rest = list.get(first..).unwrap_or_default();
        let start = group.start + first;
        start..start + rest.partition_point(|phrase| part(phrase).is_eq())
    }

    /// Those of a group that end with their character `at`: they stand first.
    fn ending(&self, group: &Range<usize>, at: usize) -> Range<usize> {
        let list = self.list.get(group.clone()).unwrap_or_default();
        let count = list.iter().take_while(|phrase| phrase.characters.len() == at).count();
        group.start..group.start + count
    }
}

/// All phrases that are followed from one token of a page on, those that go on alike together.
struct Search<'s> {
    phrases: &'s Phrases,
    lines: &'s [TokenLine],
    work: &'s Work,
    /// The phrases that were found, by index, with the first way to their end.
    hits: BTreeMap<usize, Vec<Stretch>>,
    /// The way so far.
    stretches: Vec<Stretch>,
}

impl Search<'_> {
    /// Follows a group of phrases from their character `from` on, beginning with a token of the page.
    fn follow(&mut self, place: (usize, usize), group: Range<usize>, from: usize, breaks: usize) {
        let kept = self.stretches.len();
        self.follow_line(place, group, from, breaks);
        self.stretches.truncate(kept);
    }

    fn follow_line(
        &mut self,
        (line, first): (usize, usize),
        mut group: Range<usize>,
        from: usize,
        breaks: usize,
    ) {
        let Some(on) = self.lines.get(line) else { return };
        let mut at = from;
        let mut area = None;
        for (token, next) in on.tokens.iter().enumerate().skip(first) {
            self.work.charge(LOOKUP);
            if group.is_empty() || self.work.is_spent() {
                return;
            }
            let text = next.folded.as_slice();
            let stretch = Stretch { line, token, length: text.len(), from: at };
            self.touched(&group, &stretch, text);
            let going_on = match next.is_amount {
                true => group.end..group.end,
                false => self.phrases.going_on(&group, at, text),
            };
            self.go_below(line, area, &[group.start..going_on.start, going_on.end..group.end], at, breaks);
            self.stretches.push(stretch);
            at += text.len();
            let (x0, x1) = on.words.get(next.word).copied().unwrap_or((f32::INFINITY, f32::NEG_INFINITY));
            area = Some(area.map_or((x0, x1), |(left, right): (f32, f32)| (left.min(x0), right.max(x1))));
            let ending = self.phrases.ending(&going_on, at);
            group = ending.end..going_on.end;
            self.hit(ending);
        }
        self.go_below(line, area, &[group, 0..0], at, breaks);
    }

    /// The phrases that end inside a token: the next cell may touch a number, and its digits then follow in the same
    /// token.
    fn touched(&mut self, group: &Range<usize>, on: &Stretch, text: &[char]) {
        let Some((start, rest)) = text.split_at_checked(ALONE) else { return };
        if rest.is_empty() || !all_digits(text) {
            return;
        }
        let mut group = self.phrases.going_on(group, on.from, start);
        for (length, next) in (ALONE..).zip(rest) {
            let ending = self.phrases.ending(&group, on.from + length);
            if !ending.is_empty() {
                self.stretches.push(Stretch { length, ..on.clone() });
                self.hit(ending.clone());
                self.stretches.pop();
            }
            self.work.charge(LOOKUP);
            group = self.phrases.going_on(&(ending.end..group.end), on.from + length, &[*next]);
            if group.is_empty() {
                break;
            }
        }
    }

    /// Goes on with the phrases that break here, the words before them being so wide.
    fn go_below(
        &mut self,
        line: usize,
        area: Option<(f32, f32)>,
        groups: &[Range<usize>; 2],
        at: usize,
        breaks: usize,
    ) {
        let (Some(area), Some(left)) = (area, breaks.checked_sub(1)) else { return };
        if groups.iter().all(Range::is_empty) {
            return;
        }
        for place in below(self.lines, line, area, self.work) {
            for group in groups {
                self.follow(place, group.clone(), at, left);
            }
        }
    }

    /// Keeps the way to the end of phrases that were not found yet.
    fn hit(&mut self, ending: Range<usize>) {
        for index in ending {
            self.work.charge_each(self.stretches.len(), LOOK);
            let is_whole = |phrase: &Phrase| !phrase.is_by_chance(&self.stretches);
            if self.phrases.list.get(index).is_some_and(is_whole) {
                self.hits.entry(index).or_insert_with(|| self.stretches.clone());
            }
        }
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
        Self { characters, tokens, code, number: 0 }
    }

    /// True when these stretches part a number into a few digits here and there.
    fn is_by_chance(&self, stretches: &[Stretch]) -> bool {
        let mut pairs = stretches.iter().zip(stretches.iter().skip(1));
        pairs.any(|(one, next)| {
            let end = one.from + one.length;
            let start = stretches.iter().find(|first| first.line == one.line).map_or(end, |first| first.from);
            let parted = |token: &&Range<usize>| token.start < end && end < token.end;
            let is_number =
                |token: &&Range<usize>| self.characters.get((*token).clone()).is_some_and(all_digits);
            let number = self.tokens.iter().find(parted).filter(is_number);
            one.line != next.line && number.is_some_and(|number| end - number.start.max(start) < ON_LINE)
        })
    }

    /// Where it stands among phrases of one place: of what is marked twice, the later one holds.
    fn rank(&self) -> ([Option<char>; 2], usize) {
        let start = [0, 1].map(|at: usize| self.characters.get(at).copied());
        (start, self.number)
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
fn below(lines: &[TokenLine], line: usize, (left, right): (f32, f32), work: &Work) -> Vec<(usize, usize)> {
    let Some(above) = lines.get(line) else { return Vec::new() };
    let side = SIDE_EM * above.size;
    let mut found = Vec::new();
    for (index, next) in lines.iter().enumerate().skip(line + 1).take(LINES) {
        if next.baseline - above.baseline > DROP_EM * above.size {
            break;
        }
        work.charge_each(next.leads.len(), LOOK);
        for (at, (x0, x1)) in &next.leads {
            if *at == 0 || *x0 <= right + side && *x1 >= left - side {
                found.push((index, *at));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use cas_pdf::Limits;

    use super::*;

    fn lines(texts: &[&str]) -> Vec<TokenLine> {
        texts.iter().zip(1..).map(|(text, row)| TokenLine::drawn(text, 12.0 * row as f32)).collect()
    }

    fn phrases(texts: &[&str]) -> Phrases {
        Phrases::of(texts.iter().map(|text| Phrase::of(text, false)))
    }

    /// What is found from the first token of the page on: the texts of the pieces of each token.
    fn found(known: &[&str], page: &[&str]) -> Vec<Vec<String>> {
        let lines = lines(page);
        let text = |((line, token), range, _): &Piece| -> String {
            let token = lines.get(*line).and_then(|line| line.tokens.get(*token));
            token.and_then(|token| token.text.get(range.clone())).unwrap_or_default().to_owned()
        };
        let all = phrases(known).at(&lines, 0, 0, &Work::new(&Limits::default()));
        all.iter().map(|found| found.pieces.iter().map(text).collect()).collect()
    }

    #[test]
    fn phrases_are_found_in_one_line_or_wrapped() {
        assert_eq!(found(&["LATTU PARAKHI"], &["Lattu Parakhi x"]), [["Lattu"], ["Parakhi"]]);
        assert_eq!(found(&["LATTU PARAKHI"], &["Lattu x", "Parakhi"]), [["Lattu"], ["Parakhi"]]);
        assert_eq!(found(&["LATTU PARAKHI"], &["Lattu Para", "khi"]), [vec!["Lattu"], vec!["Para", "khi"]]);
        assert_eq!(found(&["LATTU PARAKHI"], &["Lattu 1.50", "Parakhiti"]), Vec::<Vec<String>>::new());
        assert_eq!(found(&["1400000448289879"], &["14000004", "48289879"]), [["14000004", "48289879"]]);
        // An initial, and a number that the next cell touches.
        assert_eq!(found(&["L PARAKHI"], &["L", "Parakhi"]), [["L"], ["Parakhi"]]);
        assert_eq!(found(&["12345678"], &["123456789"]), [["12345678"]]);
        assert_eq!(found(&["ABCDEFG"], &["ABCDEFGH"]), Vec::<Vec<String>>::new());
    }

    #[test]
    fn numbers_are_not_made_of_digits_here_and_there() {
        assert_eq!(found(&["ARN 21208"], &["ARN x", "21208"]), [["ARN"], ["21208"]]);
        assert_eq!(found(&["ARN 21208"], &["ARN 212", "08"]), [vec!["ARN"], vec!["212", "08"]]);
        assert_eq!(found(&["ARN 21208"], &["ARN x", "2 60", "12 Jul", "08 Aug"]), Vec::<Vec<String>>::new());
        assert_eq!(found(&["ARN 21208"], &["ARN 21", "208"]), Vec::<Vec<String>>::new());
    }

    #[test]
    fn phrases_that_begin_alike_go_on_each_by_itself() {
        let known = ["LATTU PARAKHI", "LATTU", "LATTU PARAKHI MANDAR", "LATTU MANDAR", "LATTU X"];
        let page = ["Lattu Parakhi x", "Mandar"];
        let found = found(&known, &page);
        let ends: Vec<&str> = found.iter().filter_map(|pieces| Some(pieces.first()?.as_str())).collect();
        // In the order in which the phrases were given: the last one of a place holds.
        assert_eq!(ends, ["Lattu", "Parakhi", "Lattu", "Parakhi", "Mandar", "Lattu", "Mandar"]);
    }

    /// What it costs to look for `count` numbers that begin alike among the fills of one page.
    fn work(count: u64) -> u64 {
        let numbers: Vec<String> =
            (0..count).map(|number| (1_400_000_448_200_000 + number).to_string()).collect();
        let known: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let row = |number: &&str| format!("{number} 11:55:40 1 10.00");
        let rows: Vec<String> = known.iter().take(50).map(row).collect();
        let lines = lines(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        let (phrases, work) = (phrases(&known), Work::new(&Limits::default()));
        for (index, line) in lines.iter().enumerate() {
            for token in 0..line.tokens.len() {
                phrases.at(&lines, index, token, &work);
            }
        }
        work.done()
    }

    #[test]
    fn more_numbers_that_begin_alike_cost_no_more() {
        assert!(work(5_000) <= work(50) + work(50) / 10, "{} {}", work(5_000), work(50));
    }

    #[test]
    fn ways_that_never_end_are_left() {
        let known = format!("{}Z", "A ".repeat(60));
        let page = vec!["A A A A A A A A"; 60];
        let mut limits = Limits::default();
        limits.cpu = 1_000_000;
        let work = Work::new(&limits);
        assert!(phrases(&[&known]).at(&lines(&page), 0, 0, &work).is_empty());
        assert!(work.check().is_err() && work.done() < 1_100_000, "{}", work.done());
    }
}
