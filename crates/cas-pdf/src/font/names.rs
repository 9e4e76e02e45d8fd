//! Whether the glyph names of `/Differences` can be meant. They stand outside of compressed streams, where no checksum
//! covers them, and one altered letter or digit makes other text of every string that the font shows.
//!
//! A list is doubted when one name or two stand against all others; a list without any order is a list of its own.

use super::glyph::{Mapped, mapped_name};
use crate::syntax::object::Name;

/// So many names must agree before one or two are doubted.
const AGREEING: usize = 10;
/// So many letters must rise before one that does not is out of its place.
const RISING: usize = 8;
/// So many figures must be named before their order counts: lists sorted by name put fewer of them between letters.
const FIGURES: usize = 3;
/// So many letters of a run must have other codes than their own.
const RENUMBERED: usize = 6;
/// A rare small letter, the common one beside it in the alphabet, and how many small letters a subset must have before it
/// cannot be meant that it has the first and not the second: the common one was altered, and the list still rises. `x`
/// tells nothing: statements speak of tax and exit loads in few other words.
const RARE: [(u8, u8, usize); 4] = [(b'j', b'i', 10), (b'q', b'r', 12), (b'z', b'y', 18), (b'q', b'p', 20)];

/// A list of glyph names, each looked up once.
#[derive(Debug)]
pub(super) struct Names<'n>(Vec<Named<'n>>);

/// A name and what it stands for.
#[derive(Debug)]
struct Named<'n> {
    code: u8,
    name: &'n [u8],
    /// True when the name stands for anything.
    is_known: bool,
    /// The only character that it stands for.
    character: Option<char>,
    /// The letter or figure that it stands for, however it is written.
    plain: Option<u8>,
}

impl<'n> Named<'n> {
    fn of(code: u8, name: &'n [u8]) -> Self {
        let text = mapped_name(name, false);
        let character = match text {
            Some(Mapped::Char(character)) => Some(character),
            _ => None,
        };
        let mut named = Self { code, name, is_known: text.is_some(), character, plain: None };
        named.plain =
            character.filter(|character| named.is_plain(*character)).and_then(|c| u8::try_from(c).ok());
        named
    }

    /// Names of variants (`a.alt`) and numbers of glyphs (`a65`) are names of their own. Signs and letters with accents
    /// count where their numbers are written, as their names come in another order.
    fn is_plain(&self, character: char) -> bool {
        if self.is_number() {
            return matches!(character, '!'..='~' | '\u{c0}'..='\u{ff}');
        }
        character.is_ascii_alphanumeric() && self.name.iter().all(u8::is_ascii_alphabetic)
    }

    /// True for the number of a character: `u0041`, `uni0041`.
    fn is_number(&self) -> bool {
        matches!(self.name, [b'u', b'0'..=b'9' | b'A'..=b'F', ..] | [b'u', b'n', b'i', ..])
    }
}

impl<'n> Names<'n> {
    /// Of a list that is sorted by code.
    pub(super) fn of(differences: &'n [(u8, Name)]) -> Self {
        Self(differences.iter().map(|(code, name)| Named::of(*code, name.as_bytes())).collect())
    }

    /// True when the list has lost a letter or a figure.
    pub(super) fn are_misspelt(&self) -> bool {
        self.have_unknown()
            || self.have_foreign()
            || self.leave_codes()
            || self.are_out_of_order()
            || self.are_doubled()
            || self.are_twice()
            || self.lack_a_letter()
    }

    /// Codes and what is plain to read of their names.
    fn plain(&self) -> impl DoubleEndedIterator<Item = (u8, u8)> + '_ {
        self.0.iter().filter_map(|named| Some((named.code, named.plain?)))
    }

    /// One name or two that nobody knows among many that everybody knows, or one with a byte that no other has a like of.
    fn have_unknown(&self) -> bool {
        let unknown = self.0.iter().filter(|named| !named.is_known).take(3).count();
        let strange = self.0.iter().filter(|named| !named.name.iter().all(u8::is_ascii_graphic));
        (1..3).contains(&unknown) && self.0.len() > AGREEING
            || strange.take(2).count() == 1 && self.0.len() > RISING
    }

    /// One number of a character that is of another script than the letters that all others are.
    fn have_foreign(&self) -> bool {
        let foreign = self.0.iter().filter(|named| {
            // Signs, ligatures and glyphs without a character of their own go with any script.
            matches!(named.character, Some('\u{100}'..='\u{1fff}' | '\u{2c00}'..='\u{d7ff}'))
                && named.is_number()
        });
        foreign.take(2).count() == 1 && self.plain().count() >= AGREEING
    }

    /// One letter or two that do not have the code of their own where all others have.
    fn leave_codes(&self) -> bool {
        let (mut own, mut other) = (0, 0);
        self.plain().for_each(|(code, letter)| *if code == letter { &mut own } else { &mut other } += 1);
        (1..3).contains(&other) && own >= AGREEING
    }

    /// One letter or figure that does not rise where all others do.
    fn are_out_of_order(&self) -> bool {
        let figures = self.plain().filter(|(_, letter)| letter.is_ascii_digit()).count();
        let order: Vec<u8> = self
            .plain()
            .map(|(_, letter)| letter)
            .filter(|letter| figures >= FIGURES || !letter.is_ascii_digit())
            .collect();
        has_stray(&order)
    }

    /// Two letters for two codes each.
    fn are_doubled(&self) -> bool {
        let doubled = self.0.windows(2).filter(|pair| match pair {
            [one, other] => one.name.len() == 1 && one.name == other.name,
            _ => false,
        });
        doubled.count() > 1
    }

    /// One letter for two codes that are not neighbours, or under two names.
    fn are_twice(&self) -> bool {
        let mut last: [Option<(usize, &[u8])>; 256] = [None; 256];
        self.0.iter().enumerate().any(|(index, named)| {
            let slot = named.plain.and_then(|letter| last.get_mut(usize::from(letter)));
            let before = slot.and_then(|last| last.replace((index, named.name)));
            before.is_some_and(|(before, name)| before + 1 < index || name != named.name)
        })
    }

    /// A rare letter without its common neighbour, among many letters.
    fn lack_a_letter(&self) -> bool {
        let mut letters = 0_u32;
        for (_, letter) in self.plain().filter(|(_, letter)| letter.is_ascii_lowercase()) {
            letters |= 1 << (letter - b'a');
        }
        let has = |letter: u8| letters & 1 << (letter - b'a') != 0;
        let count = letters.count_ones() as usize;
        RARE.iter().any(|(rare, common, enough)| count >= *enough && has(*rare) && !has(*common))
    }

    /// Letters and figures that more than one code stands for.
    pub(super) fn doubled(&self) -> Vec<char> {
        let mut letters: Vec<u8> = self.plain().map(|(_, letter)| letter).collect();
        letters.sort_unstable();
        letters
            .windows(2)
            .filter_map(|pair| pair.first().filter(|one| pair.last() == Some(*one)))
            .map(|letter| char::from(*letter))
            .collect()
    }

    /// The list as a run of letters, in a font whose widths end with the code `last`.
    pub(super) fn run(&self, last: Option<i64>) -> Option<Run> {
        let (first, end) = (self.0.first()?.code, self.0.last()?.code);
        let is_letter = |named: &&Named<'_>| named.character.is_some_and(char::is_alphanumeric);
        let letter = self.0.iter().rfind(is_letter)?.code;
        let renumbered = self.plain().filter(|(code, own)| own != code).take(RENUMBERED).count();
        let last = u8::try_from(last?).ok()?;
        let is_run = usize::from(end - first) + 1 == self.0.len();
        (is_run && renumbered == RENUMBERED).then_some(Run { first, letter, end, last })
    }
}

fn has_stray(letters: &[u8]) -> bool {
    let at = |index: usize| letters.get(index).copied();
    let mut falls = (1..letters.len()).filter(|index| at(*index) < at(index - 1));
    let (Some(fall), None) = (falls.next(), falls.next()) else { return false };
    // Small letters before capitals fall once as well, but then no single letter is the reason.
    let rises =
        |before: Option<u8>, after: Option<u8>| before.zip(after).is_none_or(|(one, other)| one <= other);
    let early = fall.checked_sub(2).and_then(at);
    // A last one may be all there is of a second list, but not where capitals came before small letters.
    let is_ascii = at(0) < Some(b'a') && at(fall - 1) >= Some(b'a');
    let later = (at(fall + 1).is_some() || is_ascii) && rises(at(fall - 1), at(fall + 1));
    letters.len() >= RISING && (rises(early, at(fall)) || later)
}

/// A run of letters that were given other codes than their own, in a font with a list of widths. Where the two do not end
/// together, the code that the run begins with was altered, or the list is that of another font.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Run {
    first: u8,
    /// The code of the last letter. Signs may follow, as some writers add a few to every list.
    letter: u8,
    /// The code of the last name.
    end: u8,
    /// The last code that has a width.
    last: u8,
}

impl Run {
    /// Whether the signs behind the last letter have widths; `None` where there are no signs.
    pub(super) fn has_wide_signs(self) -> Option<bool> {
        [self.letter, self.end]
            .contains(&self.last)
            .then_some(self.last == self.end)
            .filter(|_| self.letter < self.end)
    }

    /// True when the run cannot be that of its font. Where it ends early, the codes that were shown must tell so too.
    pub(super) fn is_misfit(self, is_shown: impl Fn(u8) -> bool) -> bool {
        let Self { first, letter, end, last } = self;
        if [letter, end].contains(&last) {
            return false;
        }
        let begins_near =
            |end: u8| last.checked_sub(end - first).is_some_and(|fitting| is_near(first, fitting));
        end > last || begins_near(end) || begins_near(letter) || (end..=last).skip(1).any(is_shown)
    }
}

/// True when all fonts of a file but one agree whether signs behind the last letter have widths: a writer does the same
/// for each.
pub(super) fn has_odd_end(wide_signs: impl Iterator<Item = bool>) -> bool {
    let mut counts = [0_u32; 2];
    wide_signs.for_each(|wide| counts[usize::from(wide)] += 1);
    let [narrow, wide] = counts;
    narrow.min(wide) == 1 && narrow.max(wide) > 1
}

/// True when two numbers differ in one digit, or one of them has a digit less.
fn is_near(one: u8, other: u8) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() == long.len() {
        return short.bytes().zip(long.bytes()).filter(|(one, other)| one != other).count() == 1;
    }
    (0..long.len()).any(|at| {
        long.bytes().enumerate().filter(|(index, _)| *index != at).map(|(_, digit)| digit).eq(short.bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_more_than_one_code() {
        let names = list("d a b one c d uni0031 uni0031 ellipsis ellipsis");
        assert_eq!(Names::of(&names).doubled(), ['1', '1', 'd']);
    }

    fn list(names: &str) -> Vec<(u8, Name)> {
        (64..).zip(names.split_whitespace()).map(|(code, name)| (code, Name::new(name.as_bytes()))).collect()
    }

    #[test]
    fn lists_as_they_are_written_are_not_doubted() {
        for names in [
            "at A B C D E F a a b c d e f g i l m n o p ellipsis bullet",
            "B C F a c d e h i i ellipsis bullet",
            "space hyphen uni0030 u0031 two uni0033 u0041 B uni0043 u0061 b uni0063 d rupee",
            "a b colon d e f five g h i k l m",
            "a b c d e f g h A B C D E F",
            "S t a e m n C o u i d A c r T p",
            "a c e g i k m o a.alt c.alt e.alt",
            "A B C D E F G H uni20B9 uniF0B7 fi",
            "A c d e eacute f g h i l m n",
            "A C D E a c d e l n s t uni00E9",
            "E V a b c e h i l m n q r s t u v y",
            "T a d e j l n o r t",
        ] {
            assert!(!Names::of(&list(names)).are_misspelt(), "{names}");
        }
    }

    #[test]
    fn one_name_against_all_others_is_doubted() {
        for names in [
            "A B C D E F G H I K L Mm",
            "A B C X E F G H I K",
            "A B D\u{e6} E F G H I K",
            "D S a m p t g y ellipsis bullet",
            "space uni0030 u0031 two uni0036 u0034 uni0035 u0036 nine u0041",
            "uni0041 u0042 C uni0044 u5045 F uni0047 u0048 I uni004A K",
            "A B C D u0044 F G u0042 I K",
            "uni0041 u0042 C uni0044 u0040 F uni0047 u0048 I uni004A K",
            "A uni0042 u0043 D uni0045 u00C6 G uni0048 u0049 K",
            "A B B C D E F G G H",
            "A B u0042 C D",
            "I O P S a c e h X ellipsis bullet",
            "I O P S a c e h i t m ellipsis bullet",
            "A a c d e h j l n o r s t",
            "a b c d e f g h i k l m n o p r s t u v z",
        ] {
            assert!(Names::of(&list(names)).are_misspelt(), "{names}");
        }
        let mut own: Vec<(u8, Name)> = (b'a'..=b'm').map(|code| (code, Name::new(&[code]))).collect();
        assert!(!Names::of(&own).are_misspelt());
        own[12].1 = Name::new(b"n");
        assert!(Names::of(&own).are_misspelt());
    }

    #[test]
    fn a_run_that_does_not_end_with_the_widths_is_doubted() {
        let names = list("A C D F G I M e ydieresis ellipsis bullet");
        let nothing = |_| false;
        let run = |last| Names::of(&names).run(Some(last)).unwrap();
        assert!(!run(74).is_misfit(nothing) && !run(72).is_misfit(nothing));
        // The list began with 63 or 69, or belongs to a font with fewer or more codes.
        assert!(run(73).is_misfit(nothing) && run(77).is_misfit(nothing) && run(68).is_misfit(nothing));
        assert!(run(100).is_misfit(|code| code == 75) && !run(100).is_misfit(|code| code == 74));
        assert_eq!(Names::of(&names[..5]).run(Some(69)), None);
        let own: Vec<(u8, Name)> = (b'A'..=b'M').map(|code| (code, Name::new(&[code]))).collect();
        assert_eq!(Names::of(&own).run(Some(122)), None);
    }

    #[test]
    fn one_font_whose_list_ends_unlike_those_of_all_others_is_doubted() {
        let names = list("A C D F G I M e ellipsis bullet");
        let wide = |last| Names::of(&names).run(Some(last)).and_then(Run::has_wide_signs);
        assert_eq!([wide(71), wide(72), wide(73)], [Some(false), None, Some(true)]);
        assert_eq!(Names::of(&names[..8]).run(Some(71)).and_then(Run::has_wide_signs), None);
        assert!(has_odd_end([false, true, false].into_iter()));
        assert!(!has_odd_end([false, true].into_iter()) && !has_odd_end([true; 4].into_iter()));
        assert!(!has_odd_end([false, true, false, true].into_iter()));
    }

    #[test]
    fn codes_that_one_byte_makes_of_each_other() {
        for (one, other) in [(64, 68), (64, 4), (64, 6), (164, 64), (1, 9), (0, 1)] {
            assert!(is_near(one, other) && is_near(other, one), "{one} {other}");
        }
        assert!(!is_near(64, 64) && !is_near(64, 46) && !is_near(32, 27) && !is_near(5, 64));
    }
}
