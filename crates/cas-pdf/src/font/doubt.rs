//! Whether the advances of a font can be meant. Lists of widths stand outside of compressed streams, where no checksum
//! covers them, and an altered digit in one moves text without any other trace.
//!
//! Two things tell: the published metrics, for fonts that go by a name of the standard 14 or an alias of it; and that
//! figures are all of one width in nearly every font. One or two widths that stray from what all others say are told; a
//! font that is altogether different is a font of its own.

use std::cell::Cell;

use super::standard14::Standard;

/// Letters and digits whose advances are kept: `0` to `z`, with the few signs in between.
const FIRST: char = '0';
const COUNT: usize = 75;
/// How far an advance may be from the published one, in em: producers round.
const ROUNDING: f32 = 0.012;
/// How far figures of one width may be from one another.
const SAME: f32 = 0.0015;
/// So many widths must agree before one or two are doubted.
const AGREEING: usize = 12;
const STRAYING: usize = 2;
/// So many figures must be of one width before another one is doubted.
const FIGURES: usize = 5;

/// The advances of letters and digits that a font has shown, in em.
#[derive(Debug)]
pub(super) struct Shown {
    advances: [Cell<f32>; COUNT],
    standard: Option<Standard>,
}

impl Shown {
    /// Nothing yet, of a font with this name.
    pub(super) fn of(name: &str) -> Self {
        Self { advances: [const { Cell::new(f32::NAN) }; COUNT], standard: Standard::named(name) }
    }

    /// A character was shown with this advance.
    pub(super) fn note(&self, shown: char, advance: f32) {
        let index = u32::from(shown).checked_sub(u32::from(FIRST)).and_then(|at| usize::try_from(at).ok());
        if let Some(slot) = index.and_then(|at| self.advances.get(at))
            && slot.get().is_nan()
        {
            slot.set(advance);
        }
    }

    fn all(&self) -> impl Iterator<Item = (char, f32)> + '_ {
        let shown = (FIRST..).zip(&self.advances).map(|(character, advance)| (character, advance.get()));
        // Codes that no list has are nothing wide.
        shown.filter(|(character, advance)| character.is_ascii_alphanumeric() && *advance > 0.0)
    }

    /// True when one or two of the advances cannot be meant.
    pub(super) fn is_doubtful(&self) -> bool {
        self.strays() || self.has_odd_figure()
    }

    fn strays(&self) -> bool {
        let Some(standard) = self.standard else { return false };
        let known =
            self.all().filter_map(|(character, advance)| Some((advance, standard.advance(character)?)));
        let (mut agreeing, mut straying) = (0, 0);
        for (advance, published) in known {
            *if (advance - published).abs() <= ROUNDING { &mut agreeing } else { &mut straying } += 1;
        }
        (1..=STRAYING).contains(&straying) && agreeing >= AGREEING
    }

    /// The figure one is narrower than the others in some fonts.
    fn has_odd_figure(&self) -> bool {
        let figures: Vec<f32> = self
            .all()
            .filter(|(character, _)| character.is_ascii_digit() && *character != '1')
            .map(|(_, advance)| advance)
            .collect();
        let same = |width: f32| figures.iter().filter(|other| (width - **other).abs() <= SAME).count();
        figures.len() > FIGURES && figures.iter().any(|width| same(*width) + 1 == figures.len())
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
