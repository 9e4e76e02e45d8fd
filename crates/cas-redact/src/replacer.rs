//! From originals to replacements: one for each word of the file, of the same shape, drawn from the characters that the
//! fonts can show.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use crate::key::{Choices, Key};
use crate::lexicon::{Lexicon, Place};
use crate::pieces::going_in;
use crate::role::Role;
use crate::shape::{folded, is_digits, is_pan, mask, tokens};
use crate::vocabulary::{is_common, means_something};
use crate::work::{DRAWN, LOOK, WEIGHED, Work};

/// How often another replacement is drawn when one is taken or too wide: freely, then with characters kept for which no
/// other is as wide, then with none kept, whatever the width.
const ATTEMPTS: [(Manner, u32); 3] = [(Manner::Free, 40), (Manner::Careful, 40), (Manner::Forced, 40)];
/// Longest word that is replaced, in characters: what is longer holds letters by chance that mean something, however
/// often it is drawn.
pub(crate) const LONGEST: usize = 1_000;
/// By how many em a replacement may be narrower and wider than its original where a string ends inside the word: gaps of
/// 0.14 part words, and some of that may be there already; overlaps of 0.2 do not.
const INSIDE: (f32, f32) = (0.06, 0.12);
/// The same where the word ends: the blank behind it has 0.25 and must stay one.
const BEHIND: (f32, f32) = (0.1, 0.06);
/// Choices for one character when the drift cannot be kept.
const NEAREST: usize = 4;

/// Maps what is personal in one statement to what stands for it in the twin.
pub struct Replacer {
    key: Key,
    lexicon: Lexicon,
    /// Replacements of atoms, both folded.
    atoms: BTreeMap<String, String>,
    /// Replacements given out.
    used: BTreeSet<String>,
}

impl std::fmt::Debug for Replacer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replacer(***)")
    }
}

/// How one character of an atom may be shown: the characters that every font in question has, with their advances in
/// each of these fonts.
pub(crate) type Choice = Vec<(char, Vec<f32>)>;

/// What the pages ask of the replacement of one atom.
pub(crate) struct Demand {
    /// For each character of the atom, folded: what may stand for it.
    pub(crate) choices: Vec<Rc<Choice>>,
    /// For each character what ends behind it.
    pub(crate) ends: Vec<Ends>,
}

/// What ends behind a character of a word.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Ends {
    /// Nothing.
    #[default]
    Nothing,
    /// A string that is stretched to its old width.
    Stretched,
    /// A string that is as wide as its characters.
    String,
}

impl Replacer {
    pub(crate) fn new(key: Key, lexicon: Lexicon) -> Self {
        Self { key, lexicon, atoms: BTreeMap::new(), used: BTreeSet::new() }
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Draws a replacement for an atom that stands on the pages; false when its fonts have no other characters.
    pub(crate) fn settle(&mut self, atom: &str, demand: &Demand, work: &Work) -> bool {
        let (drawn, drawings) = self.draw(atom, Some(demand));
        let weighing = |choice: &Choice| {
            let advances = choice.first().map_or(0, |(_, advances)| advances.len());
            choice.len() as u64 * (WEIGHED + LOOK * advances as u64)
        };
        let once: u64 = demand.choices.iter().map(|choice| DRAWN + weighing(choice)).sum();
        work.charge_each(drawings, once);
        let changed = drawn != atom || is_weak(atom, &mask(atom));
        self.used.insert(drawn.clone());
        self.atoms.insert(atom.to_owned(), drawn);
        changed
    }

    /// The replacement of a personal string: every token is replaced, whatever stands between them is kept.
    #[must_use]
    pub fn personal(&self, text: &str) -> String {
        self.each_token(text, |_, _| true)
    }

    /// A free text as it stands in the twin: what is not known to be harmless is replaced.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let going: BTreeSet<usize> = going_in(text, Place::Data, &self.lexicon)
            .into_iter()
            .filter_map(|(range, goes)| goes.then_some(range.start))
            .collect();
        self.each_token(text, |_, range| going.contains(&range.start))
    }

    /// A string of this role as it stands in the twin.
    pub(crate) fn of_role(&self, role: Role, text: &str) -> String {
        match role {
            Role::Personal | Role::Short(_) => self.personal(text),
            Role::Flag if tokens(text).all(|token| text.get(token).is_some_and(crate::lexicon::is_flag)) => {
                text.to_owned()
            }
            Role::Flag => self.personal(text),
            Role::Code => self.each_token(text, |token, _| !is_common(token)),
            Role::Public | Role::Fixed => text.to_owned(),
            Role::Text => self.text(text),
        }
    }

    fn each_token(&self, text: &str, mut replace: impl FnMut(&str, &Range<usize>) -> bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for range in tokens(text) {
            out.push_str(text.get(from..range.start).unwrap_or_default());
            let token = text.get(range.clone()).unwrap_or_default();
            if replace(token, &range) {
                out.push_str(&self.token(token));
            } else {
                out.push_str(token);
            }
            from = range.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        out
    }

    /// The replacement of one token, in its letter case.
    pub(crate) fn token(&self, token: &str) -> String {
        let folded = folded(token);
        let mut core = String::with_capacity(folded.len());
        if let Some(half) = halved(&folded) {
            return self.token(&half).chars().flat_map(|digit| [digit; 2]).collect();
        }
        for part in parts(&folded) {
            match part {
                Part::Kept(range) => core.push_str(folded.get(range).unwrap_or_default()),
                Part::Atom(range) => core.push_str(&self.atom(folded.get(range).unwrap_or_default())),
            }
        }
        token.chars().zip(core.chars()).map(|(original, new)| in_case_of(original, new)).collect()
    }

    /// The replacement of an atom: the settled one, or one that no font was asked for.
    pub(crate) fn atom(&self, atom: &str) -> String {
        self.atoms.get(atom).cloned().unwrap_or_else(|| self.draw(atom, None).0)
    }

    /// The first drawing that is free and as wide as the original; when none is, the one nearest to it. And how many were
    /// made.
    fn draw(&self, atom: &str, demand: Option<&Demand>) -> (String, usize) {
        let masked = mask(atom);
        let mut best: Option<(f32, String)> = None;
        let most = if masked.len() > LONGEST { 1 } else { usize::MAX };
        let manners = ATTEMPTS.into_iter().flat_map(|(manner, count)| (0..count).map(move |_| manner));
        let mut drawings = 0;
        for (attempt, manner) in (0..).zip(manners).take(most) {
            drawings += 1;
            let (drawn, strain) = self.draw_once(atom, &masked, demand, attempt, manner);
            let better = strain <= 1.0 || best.as_ref().is_none_or(|(least, _)| strain < *least);
            if !better || !differs(atom, &drawn, &masked) || !is_weak(atom, &masked) && self.is_taken(&drawn)
            {
                continue;
            }
            if strain <= 1.0 {
                return (drawn, drawings);
            }
            best = Some((strain, drawn));
        }
        (best.map_or_else(|| atom.to_owned(), |(_, drawn)| drawn), drawings)
    }

    /// True for what stands for something else, or says something.
    fn is_taken(&self, drawn: &str) -> bool {
        self.used.contains(drawn) || self.lexicon.is_personal(drawn) || means_something(drawn)
    }

    /// A replacement, and how much of the room to stray from the width of the original it takes (1: all of it).
    fn draw_once(
        &self,
        atom: &str,
        masked: &[bool],
        demand: Option<&Demand>,
        attempt: u32,
        manner: Manner,
    ) -> (String, f32) {
        let mut choices = self.key.choices(atom, attempt);
        let (pan, mut zero, mut nothing) = (is_pan(atom), true, true);
        let prefix = if self.lexicon.is_note() { 0 } else { public_prefix(atom) };
        let (mut drift, mut worst) = (Drift::default(), 0.0_f32);
        let mut drawn = String::with_capacity(atom.len());
        for (index, original) in atom.chars().enumerate() {
            zero &= original == '0';
            let kept = masked.get(index) == Some(&true) || pan && index == 3 || zero || index < prefix;
            let offered = demand.and_then(|demand| demand.choices.get(index)).map(Rc::as_ref);
            let end = demand.and_then(|demand| demand.ends.get(index)).copied().unwrap_or_default();
            let ends = end == Ends::String;
            let room = if index + 1 == masked.len() { BEHIND } else { INSIDE };
            let slot = Slot { original, first: nothing, ends, room, manner };
            let choice = if kept { None } else { slot.pick(&mut choices, offered, &mut drift) };
            let new = choice.unwrap_or(original);
            nothing &= new == '0';
            drawn.push(new);
            if ends {
                // What follows stays where it was.
                worst = worst.max(std::mem::take(&mut drift).strain(room));
            } else if end == Ends::Stretched {
                drift = Drift::default();
            }
        }
        (drawn, worst.max(drift.strain(BEHIND)))
    }
}

/// How far a replacement strays from the width of its original, in each font that shows it; in em.
#[derive(Clone, Debug, Default)]
struct Drift(Vec<f32>);

impl Drift {
    /// With another character in the place of one of its own.
    fn with(&self, new: &[f32], own: &[f32]) -> Self {
        Self(self.moved(new, own).collect())
    }

    fn moved<'d>(&'d self, new: &'d [f32], own: &'d [f32]) -> impl Iterator<Item = f32> + 'd {
        let before = self.0.iter().copied().chain(std::iter::repeat(0.0));
        new.iter().zip(own).zip(before).map(|((new, own), before)| before + new - own)
    }

    /// The largest of them, as a share of the room to be narrower or wider.
    fn strain(&self, room: (f32, f32)) -> f32 {
        largest_share(self.0.iter().copied(), room)
    }

    /// The same with another character in the place of one of its own.
    fn strain_with(&self, new: &[f32], own: &[f32], room: (f32, f32)) -> f32 {
        largest_share(self.moved(new, own), room)
    }
}

fn largest_share(drifts: impl Iterator<Item = f32>, (narrower, wider): (f32, f32)) -> f32 {
    let share = |drift: f32| if drift < 0.0 { -drift / narrower } else { drift / wider };
    drifts.map(share).fold(0.0, f32::max)
}

/// How a replacement is drawn.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Manner {
    /// Any character that the fonts have, rather one that keeps the width.
    Free,
    /// Where no other character keeps the width, the original stays.
    Careful,
    /// Every character changes, whatever its width.
    Forced,
}

/// True when half of what counts of a word has changed.
fn differs(atom: &str, drawn: &str, masked: &[bool]) -> bool {
    let counted =
        || atom.chars().zip(drawn.chars()).zip(masked).filter(|((old, _), masked)| !**masked && *old != '0');
    let changed = counted().filter(|((old, new), _)| old != new).count();
    atom != drawn && 2 * changed >= counted().count()
}

/// A character to be replaced.
struct Slot {
    manner: Manner,
    original: char,
    /// It is the first one that counts.
    first: bool,
    /// A string ends behind it.
    ends: bool,
    /// By how much the text up to its end may be narrower and wider.
    room: (f32, f32),
}

impl Slot {
    /// One of the characters that may stand here; `None` when there is no other.
    fn pick(&self, choices: &mut Choices, offered: Option<&Choice>, drift: &mut Drift) -> Option<char> {
        let offered = offered.unwrap_or(&ANY_CHARACTER);
        let own = offered.iter().find(|(character, _)| *character == self.original);
        let own = own.map(|(_, advances)| advances.as_slice()).unwrap_or_default();
        let mut fitting: Vec<(f32, char, &[f32])> = offered
            .iter()
            .filter(|(character, _)| *character != self.original && self.takes(*character))
            .map(|(character, new)| (drift.strain_with(new, own, self.room), *character, new.as_slice()))
            .collect();
        let close = fitting.iter().filter(|(strain, ..)| *strain <= 1.0).count();
        let least = match self.manner {
            Manner::Careful if close == 0 && drift.strain(self.room) <= 1.0 => return None,
            Manner::Free if self.ends => 1,
            Manner::Careful => 1,
            Manner::Free | Manner::Forced => NEAREST,
        };
        let count = close.max(least).min(fitting.len());
        let chosen = choices.below(count);
        if chosen >= fitting.len() {
            return None;
        }
        let by_strain = |(one, a, _): &(f32, char, _), (other, b, _): &(f32, char, _)| {
            one.total_cmp(other).then(a.cmp(b))
        };
        let (_, (_, character, new), _) = fitting.select_nth_unstable_by(chosen, by_strain);
        *drift = drift.with(new, own);
        Some(*character)
    }

    /// True when `new` may stand here: letters for letters of the same script, digits for digits. The first digit of a
    /// number stays in its half (`6` to `9` begin mobile numbers) and is not zero.
    fn takes(&self, new: char) -> bool {
        match (self.original, new) {
            ('1'..='5', '1'..='5') | ('6'..='9', '6'..='9') => true,
            ('0'..='9', '0'..='9') => !self.first,
            (original, _) if original.is_ascii() => {
                original.is_ascii_alphabetic() && new.is_ascii_alphabetic()
            }
            (original, _) => {
                let block = |character: char| u32::from(character) >> 7;
                new.is_alphabetic()
                    && block(original) == block(new)
                    && original.is_lowercase() == new.is_lowercase()
            }
        }
    }
}

/// What may stand for a character that no font was asked for.
pub(crate) static ANY_CHARACTER: LazyLock<Choice> =
    LazyLock::new(|| ('0'..='9').chain('A'..='Z').map(|character| (character, Vec::new())).collect());

/// `new`, a capital, in the letter case of `original`.
pub(crate) fn in_case_of(original: char, new: char) -> char {
    if original.is_ascii_lowercase() { new.to_ascii_lowercase() } else { new }
}

/// Too short to be told apart, or nothing but mask and zeros.
fn is_weak(atom: &str, masked: &[bool]) -> bool {
    atom.chars().zip(masked).filter(|(letter, masked)| !**masked && *letter != '0').count() < 3
}

/// Letters or digits at the start of an atom that say which depository, never whose account. Contract notes have order
/// numbers of as many digits, of which hardly any others differ.
fn public_prefix(atom: &str) -> usize {
    let account = is_digits(atom) && atom.len() == 8 && (atom.starts_with("12") || atom.starts_with("13"));
    if account { 2 } else { 0 }
}

/// A part of a folded token.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Part {
    /// Kept as it is.
    Kept(Range<usize>),
    /// Replaced as one.
    Atom(Range<usize>),
}

/// Accounts are printed whole and in halves: 16 digits of a BO id are two atoms, and `IN` is not part of a DP id.
pub(crate) fn parts(folded: &str) -> Vec<Part> {
    match (folded.strip_prefix("IN"), folded.len()) {
        (Some(digits), 8) if is_digits(digits) => vec![Part::Kept(0..2), Part::Atom(2..8)],
        (Some(digits), 16) if is_digits(digits) => {
            vec![Part::Kept(0..2), Part::Atom(2..8), Part::Atom(8..16)]
        }
        (None, 16) if is_digits(folded) => vec![Part::Atom(0..8), Part::Atom(8..16)],
        (_, length) => vec![Part::Atom(0..length)],
    }
}

/// The number behind digits that are painted twice each (`11220011` for `1201`); `None` for any other token. Only long
/// numbers are surely doubled.
pub(crate) fn halved(folded: &str) -> Option<String> {
    let bytes = folded.as_bytes();
    let doubled = bytes.len() >= 16 && bytes.len().is_multiple_of(2) && is_digits(folded);
    let doubled = doubled && bytes.chunks_exact(2).all(|pair| pair.first() == pair.last());
    doubled.then(|| folded.chars().step_by(2).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replacer() -> Replacer {
        Replacer::new(Key::seeded(1), Lexicon::default())
    }

    #[test]
    fn shapes_are_kept() {
        let replacer = replacer();
        let shape = |text: &str| -> String {
            text.chars()
                .map(|c| match c {
                    '0'..='9' => '9',
                    'A'..='Z' => 'A',
                    'a'..='z' => 'a',
                    other => other,
                })
                .collect()
        };
        for text in [
            "ABCPE1234F",
            "34182338 / 11",
            "Lattu Parakhi",
            "a.b95@example.com",
            "IN300513",
            "1201419285651242",
        ] {
            let new = replacer.personal(text);
            assert_eq!(shape(&new), shape(text));
            assert_ne!(new, text);
        }
        assert_eq!(replacer.personal("ABCPE1234F").chars().nth(3), Some('P'));
        assert_eq!(replacer.personal("ABXXXXXX4F").get(2..8), Some("XXXXXX"));
        assert!(replacer.personal("IN300513").starts_with("IN"));
    }

    #[test]
    fn equal_originals_have_equal_replacements() {
        let replacer = replacer();
        assert_eq!(replacer.personal("lattu"), replacer.personal("LATTU").to_lowercase());
        let whole = replacer.personal("1201419285651242");
        assert_eq!(whole, replacer.personal("12014192") + &replacer.personal("85651242"));
        let joined = replacer.personal("IN30051312345678");
        assert_eq!(joined, replacer.personal("IN300513") + &replacer.personal("12345678"));
    }

    #[test]
    fn drawings_are_counted() {
        let mut replacer = replacer();
        let choices = |atom: &str| atom.chars().map(|_| Rc::new(ANY_CHARACTER.clone())).collect();
        let demand = |atom: &str| Demand { choices: choices(atom), ends: Vec::new() };
        let work = Work::new(&cas_pdf::Limits::default());
        assert!(replacer.settle("1400000448289879", &demand("1400000448289879"), &work));
        let one = work.done();
        assert!(one >= 16 * (DRAWN + 36 * WEIGHED));
        // No other digit may stand for these, so that all drawings are made in vain.
        let nothing = (0..16).map(|_| Rc::new(Vec::new()));
        let alone = Demand { choices: nothing.collect(), ends: Vec::new() };
        assert!(!replacer.settle("2400000448289879", &alone, &work));
        assert_eq!(work.done() - one, 120 * 16 * DRAWN);
        assert_eq!(replacer.draw(&"B".repeat(LONGEST + 1), None).1, 1);
    }

    #[test]
    fn free_text_keeps_what_is_known() {
        let replacer = replacer();
        let text = "Purchase @ Rs.12.50 of 1,234.567 units, 12 of 60";
        assert_eq!(replacer.text(text), text);
        assert!(!replacer.text("Gift from LATTU").contains("LATTU"));
        assert!(!replacer.text("ref 2034775").contains("2034775"));
        assert!(!replacer.text("to a.b@c.de").contains("a.b@"));
        assert!(!replacer.text("call 98123 45678").contains("45678"));
    }
}
