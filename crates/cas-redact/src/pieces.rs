//! The tokens of a text with what their neighbours tell of them, and which of them go.

use std::ops::Range;

use crate::groups::{DIGITS, Group, grouped, is_dated, parts_groups};
use crate::lexicon::{Lexicon, Place};
use crate::shape::{is_clock, is_digits, numbers, tokens};

/// A token of a word.
pub(crate) struct Piece<'t> {
    /// As printed.
    pub(crate) text: &'t str,
    /// Where it is in the word.
    pub(crate) range: Range<usize>,
    /// It is the first token of the word.
    pub(crate) leads: bool,
    /// Part of a number with separators, or of a time of day.
    pub(crate) number: bool,
    /// Part of an e-mail address.
    pub(crate) mail: bool,
    /// Part of a date.
    dated: bool,
    /// Part of a number with separators that no statement prints: its groups are judged.
    odd: bool,
    /// Nothing but what parts groups stands in front of it, up to the token before or the start of the word.
    joins: bool,
    /// The same behind it.
    is_open: bool,
}

/// The tokens of a word.
pub(crate) fn pieces(word: &str) -> Vec<Piece<'_>> {
    let kept = numbers(word);
    let (mail, clock, dated) = (word.contains('@'), is_clock(word), is_dated(word));
    let ranges: Vec<Range<usize>> = tokens(word).collect();
    let parted = |from: usize, to: usize| parts_groups(word.get(from..to).unwrap_or_default());
    let odd: Vec<bool> = kept.iter().map(|figure| word.get(figure.clone()).is_some_and(is_odd)).collect();
    let mut figures = kept.iter().zip(odd).peekable();
    let mut end = 0;
    let mut found = Vec::with_capacity(ranges.len());
    for (index, range) in ranges.iter().cloned().enumerate() {
        while figures.next_if(|(figure, _)| figure.end < range.end).is_some() {}
        let figure = figures.peek().filter(|(figure, _)| figure.start <= range.start);
        // The commas of an odd number part groups as well.
        let within = figure.is_some_and(|(figure, _)| figure.start < range.start);
        found.push(Piece {
            text: word.get(range.clone()).unwrap_or_default(),
            leads: index == 0,
            number: clock || figure.is_some(),
            mail,
            dated,
            odd: figure.is_some_and(|(_, odd)| *odd),
            joins: within || parted(end, range.start),
            is_open: parted(range.end, ranges.get(index + 1).map_or(word.len(), |next| next.start)),
            range: range.clone(),
        });
        end = range.end;
    }
    found
}

/// True for a number with separators that is written as none is: `98123.45678`, `98,123,4567`.
fn is_odd(number: &str) -> bool {
    const DECIMALS: usize = 4;
    if number.bytes().filter(u8::is_ascii_digit).count() < DIGITS || is_dated(number) {
        return false;
    }
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let mut groups = whole.split(',').rev();
    let last = groups.next().map_or(0, str::len);
    let grouped = !whole.contains(',') || last == 3 && groups.all(|group| (1..=3).contains(&group.len()));
    !grouped || decimals.len() > DECIMALS || !decimals.is_empty() && !is_digits(decimals)
}

/// A token in a row of words, ready to be judged.
pub(crate) struct Judged<'p> {
    /// The token.
    pub(crate) piece: &'p Piece<'p>,
    /// What the reader took its word for.
    pub(crate) place: Place,
    /// The word before ends not further in front of its own than a blank.
    pub(crate) near: bool,
}

/// Which tokens go that stand in no whole personal phrase.
pub(crate) fn going(tokens: &[Judged<'_>], lexicon: &Lexicon) -> Vec<bool> {
    let mut open = false;
    let groups: Vec<Group<'_>> = tokens
        .iter()
        .map(|Judged { piece, place, near }| {
            let is_joined = piece.joins && if piece.leads { *near && open } else { true };
            open = piece.is_open;
            // Figures of a table stand side by side as well.
            let value = *place == Place::Data && lexicon.is_value(piece.text);
            Group { text: piece.text, is_open: !piece.is_kept(*place) && !piece.dated && !value, is_joined }
        })
        .collect();
    let groups = grouped(&groups);
    let goes = |(Judged { piece, place, .. }, grouped): (&Judged<'_>, bool)| {
        piece.mail || grouped || !piece.is_kept(*place) && lexicon.replaces(piece.text)
    };
    tokens.iter().zip(groups).map(goes).collect()
}

impl Piece<'_> {
    /// True for a part of a figure or of a time of day.
    fn is_kept(&self, place: Place) -> bool {
        self.number && !(self.odd && place == Place::Elsewhere)
    }
}

/// The tokens of a text with blanks that go, by where they are in it.
pub(crate) fn going_in(text: &str, place: Place, lexicon: &Lexicon) -> Vec<(Range<usize>, bool)> {
    let words: Vec<(usize, Vec<Piece<'_>>)> = text
        .split(char::is_whitespace)
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, pieces(word)))
        .collect();
    let judged: Vec<Judged<'_>> = words
        .iter()
        .flat_map(|(_, pieces)| pieces.iter().map(|piece| Judged { piece, place, near: true }))
        .collect();
    let starts = words.iter().flat_map(|(start, pieces)| pieces.iter().map(move |piece| (*start, piece)));
    let ranges = starts.map(|(start, piece)| start + piece.range.start..start + piece.range.end);
    ranges.zip(going(&judged, lexicon)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(text: &str, place: Place) -> Vec<&str> {
        let judged = going_in(text, place, &Lexicon::default());
        judged.into_iter().filter(|(_, goes)| *goes).map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn numbers_in_groups_go_wherever_they_stand() {
        for place in [Place::Data, Place::Elsewhere] {
            assert_eq!(gone("Mobile 98123 45678.", place), ["98123", "45678"]);
            assert_eq!(gone("(020) 2421-1234", place), ["020", "2421", "1234"]);
            assert_eq!(gone("for 2025-26 to 31-03-2026 at 12:30", place), Vec::<&str>::new());
            assert_eq!(gone("1,234.567 units, 12 of 60", place), Vec::<&str>::new());
            assert_eq!(gone("12345, 6789; 1234", place), Vec::<&str>::new());
            assert_eq!(gone("to a.b@mail.com", place), ["a", "b", "mail", "com"]);
        }
    }

    #[test]
    fn figures_of_one_word_are_told_apart() {
        let word = "1,200.50/98,123,4567/7/1.5cr";
        let told: Vec<(&str, bool, bool)> =
            pieces(word).iter().map(|piece| (piece.text, piece.number, piece.odd)).collect();
        let odd = |text| (text, true, true);
        let expected = [("1", true, false), ("200", true, false), ("50", true, false)];
        let expected = expected.into_iter().chain(["98", "123", "4567"].map(odd));
        let expected = expected.chain([("7", false, false), ("1", true, false), ("5cr", false, false)]);
        assert_eq!(told, expected.collect::<Vec<_>>());
    }

    #[test]
    fn odd_numbers_are_groups_where_no_figures_stand() {
        for text in ["98123.45678", "98,123,4567"] {
            assert_eq!(gone(text, Place::Data), Vec::<&str>::new());
            assert!(gone(text, Place::Elsewhere).len() > 1, "{text}");
        }
        assert_eq!(gone("12,34,567.89 1234567.8912 17.05.2026", Place::Elsewhere), Vec::<&str>::new());
    }
}
