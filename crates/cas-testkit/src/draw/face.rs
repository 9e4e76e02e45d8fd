//! Typefaces: a name for the file and an advance width for each character. No outlines: real statements embed none.

/// Advance widths, in thousandths of an em.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Metrics {
    /// Helvetica and Arial.
    Sans,
    /// Their bold.
    SansBold,
    /// [`Metrics::Sans`] with the narrower blank (266) of Microsoft Sans Serif.
    Grotesk,
    /// Times.
    Serif,
    /// As wide as Trebuchet MS.
    Humanist,
    /// As wide as its bold.
    HumanistBold,
    /// [`Metrics::Sans`] at 82 %: a condensed face.
    Narrow,
    /// Courier: 600 for everything.
    Mono,
}

/// A typeface of a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Face {
    /// `/BaseFont` without a subset tag; blanks are escaped when written.
    pub name: &'static str,
    /// Widths.
    pub metrics: Metrics,
}

impl Face {
    /// A face.
    #[must_use]
    pub const fn new(name: &'static str, metrics: Metrics) -> Self {
        Self { name, metrics }
    }

    /// Advance of one character, in thousandths of an em.
    #[must_use]
    pub fn advance(&self, character: char) -> u16 {
        self.metrics.advance(character)
    }

    /// Width of a text at a size, in points.
    #[must_use]
    pub fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|character| f64::from(self.advance(character))).sum::<f64>() * size / 1000.0
    }
}

impl Metrics {
    fn advance(self, character: char) -> u16 {
        let (table, percent) = match self {
            Self::Mono => return 600,
            Self::Grotesk if character == ' ' => return 266,
            Self::Sans | Self::Grotesk => (&SANS, 100),
            Self::Narrow => (&SANS, 82),
            Self::SansBold => (&SANS_BOLD, 100),
            Self::Serif => (&SERIF, 100),
            Self::Humanist => (&HUMANIST, 100),
            Self::HumanistBold => (&HUMANIST_BOLD, 100),
        };
        let index = u32::from(character).wrapping_sub(32) as usize;
        let width = table.get(index).copied().unwrap_or(match character {
            '\u{2013}' | '\u{20b9}' => 556,
            '\u{2022}' => 350,
            '\u{2212}' => 584,
            '\u{2018}' | '\u{2019}' => 222,
            '\u{2014}' | '\u{2026}' => 1000,
            '\u{a0}' => 278,
            _ => 500,
        });
        (u32::from(width) * percent / 100) as u16
    }
}

/// Standard sans serif, regular (the published metrics of Helvetica).
const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// Standard sans serif, bold.
const SANS_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
    556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
/// Standard serif, regular.
const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// A humanist sans serif as wide as the one on registrar statements.
const HUMANIST: [u16; 95] = [
    301, 367, 325, 524, 524, 600, 706, 160, 367, 367, 367, 524, 367, 367, 367, 524, 524, 524, 524, 524, 524,
    524, 524, 524, 524, 524, 367, 367, 524, 524, 524, 367, 771, 590, 566, 598, 613, 536, 525, 676, 654, 278,
    477, 576, 507, 709, 638, 674, 558, 676, 582, 481, 581, 648, 587, 852, 557, 571, 550, 367, 355, 367, 524,
    524, 524, 525, 557, 495, 557, 545, 370, 502, 546, 285, 367, 504, 295, 830, 546, 537, 557, 557, 389, 405,
    396, 546, 490, 744, 501, 493, 475, 367, 524, 367, 524,
];
/// The same, bold.
const HUMANIST_BOLD: [u16; 95] = [
    301, 367, 367, 586, 586, 684, 706, 230, 367, 367, 432, 586, 367, 367, 367, 390, 586, 586, 586, 586, 586,
    586, 586, 586, 586, 586, 367, 367, 586, 586, 586, 438, 771, 633, 595, 612, 643, 569, 583, 671, 683, 278,
    533, 617, 552, 745, 667, 703, 586, 709, 610, 511, 611, 678, 622, 884, 602, 613, 560, 402, 355, 402, 586,
    586, 586, 532, 581, 511, 580, 574, 370, 501, 592, 298, 366, 547, 295, 859, 590, 565, 582, 582, 427, 430,
    396, 590, 527, 784, 552, 533, 527, 433, 586, 433, 586,
];
