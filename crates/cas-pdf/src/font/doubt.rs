//! Whether the advances of a font can be meant. Lists of widths stand outside of compressed streams, where no checksum
//! covers them, and an altered digit in one moves text without any other trace.
//!
//! What tells: the published metrics, for fonts that go by a name of the standard 14 or an alias of it, or that have the
//! same advances under another name; that figures are all of one width in nearly every font; that `(` is as wide as `)`
//! and `h` nearly as wide as `n`; and that no letter is ten times as narrow or wide as others. One or two widths that
//! stray from what all others say are told; a font that is altogether different is a font of its own.

use std::cell::Cell;

use super::standard14::Standard;

/// Characters whose advances are kept: the blank to `~`.
const FIRST: char = ' ';
const COUNT: usize = 95;
/// The blank and marks that are as wide in every cut of a typeface as its letters let expect.
const MARKS: [char; 9] = [' ', '.', ',', ':', ';', '-', '/', '(', ')'];
/// So many marks must agree before one is doubted.
const AGREEING_MARKS: usize = 2;
/// How far an advance may be from the published one, in em: producers round.
const ROUNDING: f32 = 0.012;
/// How far figures of one width may be from one another.
const SAME: f32 = 0.0015;
/// So many widths must agree before one or two are doubted.
const AGREEING: usize = 12;
const STRAYING: usize = 2;
/// So many figures must be of one width before another one is doubted.
const FIGURES: usize = 5;
/// Characters of one width, or nearly so, in any font, and how far they may be apart: handwriting is not even.
const TWINS: [&str; 4] = ["()", "[]", "bdpq", "hnu"];
const APART: f32 = 0.1;
/// So many twins must agree before one is doubted.
const TWINNED: usize = 4;
/// Advances that letters, figures and signs have, in em, a width to spare: `'` is a fifth of an em, `@` a whole one.
const NARROWEST: f32 = 0.1;
const WIDEST: f32 = 1.6;

/// The advances of letters, figures and signs that a font has shown, in em.
#[derive(Debug)]
pub(super) struct Shown {
    advances: [Cell<f32>; COUNT],
    standard: Option<Standard>,
    /// What was found, unless something was shown since.
    verdict: Cell<Option<bool>>,
}

impl Shown {
    /// Nothing yet, of a font with this name.
    pub(super) fn of(name: &str) -> Self {
        Self {
            advances: [const { Cell::new(f32::NAN) }; COUNT],
            standard: Standard::named(name),
            verdict: Cell::new(Some(false)),
        }
    }

    /// A character was shown with this advance. One that has two is nothing to compare others with.
    pub(super) fn note(&self, shown: char, advance: f32) {
        let Some(slot) = self.slot(shown) else { return };
        let known = slot.get();
        if known.is_nan() {
            slot.set(advance);
        } else if (known - advance).abs() > SAME {
            slot.set(0.0);
        }
        self.verdict.set(None);
    }

    /// A character that more than one code stands for: the glyphs may be others than it.
    pub(super) fn leave_out(&self, character: char) {
        if let Some(slot) = self.slot(character) {
            slot.set(0.0);
        }
    }

    fn slot(&self, character: char) -> Option<&Cell<f32>> {
        let index = u32::from(character).checked_sub(u32::from(FIRST))?;
        self.advances.get(usize::try_from(index).ok()?)
    }

    fn signs(&self) -> impl Iterator<Item = (char, f32)> + '_ {
        let shown = (FIRST..).zip(&self.advances).map(|(character, advance)| (character, advance.get()));
        // Codes that no list has are nothing wide, and neither is what was left out. The blank is no sign.
        shown.skip(1).filter(|(_, advance)| *advance > 0.0)
    }

    fn letters_and_figures(&self) -> impl Iterator<Item = (char, f32)> + '_ {
        self.signs().filter(|(character, _)| character.is_ascii_alphanumeric())
    }

    /// True when one or two of the advances cannot be meant.
    pub(super) fn is_doubtful(&self) -> bool {
        let verdict = self.verdict.get().unwrap_or_else(|| {
            let (agreeing, straying) = self.twins();
            let is_latin = agreeing >= TWINNED;
            let has_odd_twin = is_latin && straying == 1;
            self.strays()
                || self.has_odd_figure()
                || has_odd_twin
                || is_latin && straying <= 1 && self.is_out_of_scale()
        });
        self.verdict.set(Some(verdict));
        verdict
    }

    fn strays(&self) -> bool {
        let Some(standard) = self.standard else { return self.swaps() };
        let straying = Self::straying(self.letters_and_figures(), standard);
        straying.is_some_and(|straying| straying[0].is_some() || self.odd_marks(standard) == Some(1))
    }

    /// The advances that are not those of a standard font; `None` when they are too many, or too few agree.
    fn straying(
        shown: impl Iterator<Item = (char, f32)>,
        standard: Standard,
    ) -> Option<[Option<f32>; STRAYING]> {
        let (mut agreeing, mut straying) = (0, [None; STRAYING]);
        for (character, advance) in shown {
            match standard.advance(character) {
                Some(published) if (advance - published).abs() <= ROUNDING => agreeing += 1,
                Some(_) => *straying.iter_mut().find(|slot| slot.is_none())? = Some(advance),
                None => {}
            }
        }
        (agreeing >= AGREEING).then_some(straying)
    }

    /// True when a font of another name has the letters of a standard font but for one or two, which are as wide as other
    /// letters of it: the widths are right, and the letters are not. Also when it has all of the letters, and all marks but
    /// one.
    fn swaps(&self) -> bool {
        let (mut odd, mut whole, mut odd_mark) = (false, false, false);
        for standard in Standard::PROPORTIONAL {
            let letters = self.letters_and_figures().filter(|(character, _)| character.is_ascii_alphabetic());
            let Some(straying) = Self::straying(letters, standard) else { continue };
            // Faces of a family have letters in common: what is all of one of them is not doubted for another.
            if straying[0].is_none() {
                match self.odd_marks(standard) {
                    Some(0) | None => return false,
                    Some(count) => (whole, odd_mark) = (true, odd_mark | (count == 1)),
                }
                continue;
            }
            let is_another = |advance: &f32| {
                let mut others = ('A'..='z').filter_map(|other| standard.advance(other));
                others.any(|other| (advance - other).abs() <= SAME)
            };
            odd |= straying.iter().flatten().all(is_another);
        }
        if whole { odd_mark } else { odd }
    }

    /// How many marks are not as wide as those of a standard font; `None` where too few are.
    fn odd_marks(&self, standard: Standard) -> Option<usize> {
        let (mut agreeing, mut straying) = (0, 0);
        for mark in MARKS {
            let advance = self.slot(mark)?.get();
            match standard.advance(mark) {
                Some(published) if advance > 0.0 && (advance - published).abs() <= ROUNDING => agreeing += 1,
                Some(_) if advance > 0.0 => straying += 1,
                _ => {}
            }
        }
        (agreeing >= AGREEING_MARKS).then_some(straying)
    }

    /// The figure one is narrower than the others in some fonts.
    fn has_odd_figure(&self) -> bool {
        let figures: Vec<f32> = self
            .letters_and_figures()
            .filter(|(character, _)| character.is_ascii_digit() && *character != '1')
            .map(|(_, advance)| advance)
            .collect();
        let same = |width: f32| figures.iter().filter(|other| (width - **other).abs() <= SAME).count();
        figures.len() > FIGURES && figures.iter().any(|width| same(*width) + 1 == figures.len())
    }

    /// How many characters are as wide as their twins, and how many are not. Where none or few are, the codes of letters
    /// show another script, as fonts of the time before Unicode do, and nothing of all this can be said.
    fn twins(&self) -> (usize, usize) {
        let (mut agreeing, mut straying) = (0, 0);
        for twins in TWINS {
            let widths =
                || twins.chars().filter_map(|twin| Some(self.slot(twin)?.get())).filter(|width| *width > 0.0);
            let near = |width: f32| widths().filter(|other| (width - other).abs() <= APART).count();
            let most = widths().map(near).max().unwrap_or_default();
            straying += widths().count() - most;
            agreeing += if most > 1 { most } else { 0 };
        }
        (agreeing, straying)
    }

    fn is_out_of_scale(&self) -> bool {
        let shown = self.signs().count();
        let odd = self.signs().filter(|(_, advance)| !(NARROWEST..WIDEST).contains(advance)).count();
        (1..=STRAYING).contains(&odd) && shown - odd >= AGREEING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, text: &str, odd: &[(char, f32)]) -> Shown {
        let shown = Shown::of(name);
        for character in text.chars() {
            let own = odd.iter().find(|(known, _)| *known == character).map(|(_, advance)| *advance);
            let published = Standard::Helvetica.advance(character).unwrap_or(0.5);
            shown.note(character, own.unwrap_or(published));
        }
        shown
    }

    const TEXT: &str = "Consolidated Account Statement 1234567890 \u{20b9}";
    const EVERY: &str = "The Quick Brown Systems Jump over the lazy dog";

    #[test]
    fn published_metrics_are_not_doubted() {
        assert!(!shown("ArialMT", TEXT, &[]).is_doubtful());
        assert!(!shown("ABCDEF", TEXT, &[('A', 0.2)]).is_doubtful());
        assert!(!shown("ArialMT", TEXT, &[('A', 0.675), ('7', 0.557)]).is_doubtful());
    }

    #[test]
    fn a_width_that_strays_is_doubted() {
        assert!(shown("ArialMT", TEXT, &[('A', 0.267)]).is_doubtful());
        assert!(shown("Mangal", TEXT, &[('7', 0.526)]).is_doubtful());
        assert!(shown("Mangal", EVERY, &[('n', 0.756)]).is_doubtful());
        assert!(shown("Mangal", EVERY, &[('i', 0.0222)]).is_doubtful());
        assert!(shown("Mangal", EVERY, &[('S', 6.667)]).is_doubtful());
        assert!(shown("Mangal", "hubd (1)", &[(')', 0.533)]).is_doubtful());
        assert!(!shown("Mangal", "hub (1)", &[(')', 0.533)]).is_doubtful());
    }

    #[test]
    fn characters_of_two_widths_are_left_out() {
        let twice = shown("Mangal", EVERY, &[('n', 0.756)]);
        twice.note('n', 0.556);
        assert!(!twice.is_doubtful());
        let left_out = Shown::of("Mangal");
        left_out.leave_out('n');
        EVERY
            .chars()
            .for_each(|character| left_out.note(character, if character == 'n' { 0.8 } else { 0.5 }));
        assert!(!left_out.is_doubtful());
    }

    #[test]
    fn widths_of_other_letters_are_doubted() {
        // `d` in the place of `c`, and both in a font that is none of the known ones.
        let text = "Consolidate Aun Smr";
        assert!(!shown("Mangal", text, &[]).is_doubtful());
        assert!(shown("Mangal", text, &[('d', 0.5)]).is_doubtful());
        assert!(!shown("Mangal", text, &[('d', 0.53)]).is_doubtful());
        assert!(!shown("Mangal", text, &[('d', 0.5), ('a', 0.5), ('e', 0.5)]).is_doubtful());
        // Letters that are as wide in the bold face, and two that are not.
        assert!(!shown("Mangal", "CDEGHINOPRTUVWAB", &[]).is_doubtful());
    }

    #[test]
    fn a_mark_of_another_width_is_doubted() {
        let text = "Consolidate Aun Smr: 10/11, 12.";
        assert!(!shown("Mangal", text, &[]).is_doubtful());
        assert!(shown("Mangal", text, &[(':', 0.578)]).is_doubtful());
        assert!(shown("Mangal", text, &[(' ', 0.178)]).is_doubtful());
        assert!(!shown("Mangal", text, &[(':', 0.578), (',', 0.35)]).is_doubtful());
        assert!(!shown("Mangal", text, &[(':', 0.578), ('d', 0.5), ('a', 0.5), ('e', 0.5)]).is_doubtful());
        // The colon of the bold face, with letters that both faces have.
        assert!(!shown("Mangal", "CDEGHINOPRTUVWM: ,.", &[(':', 0.333)]).is_doubtful());
    }

    #[test]
    fn other_metrics_are_a_font_of_its_own() {
        let other = Shown::of("ArialMT");
        TEXT.chars().for_each(|character| other.note(character, 0.5));
        assert!(!other.is_doubtful());
        assert!(!shown("Mangal", TEXT, &[('1', 0.4)]).is_doubtful());
        assert!(!shown("Mangal", TEXT, &[('2', 0.4), ('7', 0.45), ('9', 0.5)]).is_doubtful());
    }
}
