//! What one code of a font shows: its text and its advance, packed small; and glyph names (Adobe Glyph List).

use std::fmt;

use read_fonts::ps::agl;

/// The text of a code as found, before it is packed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Mapped {
    /// One character.
    Char(char),
    /// Several characters (ligatures).
    Text(Box<str>),
}

/// Characters kept for one code; the longest ligature of Unicode stands for 18.
pub(super) const MAX_CHARS: usize = 20;

impl Mapped {
    /// From the characters of a mapping, NULs left out; `None` when nothing is left.
    pub(crate) fn from_chars(chars: impl Iterator<Item = char>) -> Option<Self> {
        let mut chars = chars.filter(|&c| c != '\0').map(sensible);
        let first = chars.next()?;
        let Some(second) = chars.next() else { return Some(Self::Char(first)) };
        let text: String = [first, second].into_iter().chain(chars.take(MAX_CHARS - 2)).collect();
        Some(Self::Text(text.into()))
    }

    /// A ligature (`fi` as one sign, in prints of some engines) as the letters that it is set for.
    pub(crate) fn in_letters(self) -> Self {
        let letters = match self {
            Self::Char('\u{fb00}') => "ff",
            Self::Char('\u{fb01}') => "fi",
            Self::Char('\u{fb02}') => "fl",
            Self::Char('\u{fb03}') => "ffi",
            Self::Char('\u{fb04}') => "ffl",
            Self::Char('\u{fb05}' | '\u{fb06}') => "st",
            other => return other,
        };
        Self::Text(letters.into())
    }
}

impl fmt::Display for Mapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(c) => write!(f, "{c}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Tabs and line ends are blanks on a page; other control characters say nothing.
fn sensible(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// The characters that a glyph name stands for (Adobe Glyph List Specification, section 2): listed names, `uniXXXX`,
/// `uXXXXX`, components joined by underscores, a suffix after the first period dropped. Empty for names that only
/// number glyphs (`g123`, `cid_12`) and for `.notdef`.
pub(crate) fn name_chars(name: &[u8]) -> Vec<char> {
    // The list is older than the sign of the currency that these statements are printed in.
    if matches!(name, b"rupee" | b"indianrupee") {
        return vec!['\u{20b9}'];
    }
    let Ok(name) = std::str::from_utf8(name) else { return Vec::new() };
    agl::name_to_chars(name).collect()
}

/// [`name_chars`], packed; decimal codes behind an `a` (`a65`) are read as such unless the font is a dingbats font,
/// whose glyphs have such names.
pub(crate) fn mapped_name(name: &[u8], dingbats: bool) -> Option<Mapped> {
    // Letters are named after themselves: most names of most fonts.
    if let [letter] = name
        && letter.is_ascii_alphabetic()
    {
        return Some(Mapped::Char(char::from(*letter)));
    }
    if !dingbats && let Some(code) = decimal_name(name) {
        return Some(Mapped::Char(code));
    }
    Mapped::from_chars(name_chars(name).into_iter())
}

fn decimal_name(name: &[u8]) -> Option<char> {
    let digits = name.strip_prefix(b"a").filter(|digits| (2..=3).contains(&digits.len()))?;
    let code = std::str::from_utf8(digits).ok()?.parse::<u8>().ok()?;
    Some(char::from(code)).filter(|c| !c.is_control())
}

/// A packed code: text and advance, in 8 bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    text: u32,
    /// Advance in em along the writing direction.
    pub(crate) advance: f32,
}

/// The text is an index into the long texts of the font.
const LONG: u32 = 1 << 31;
/// The code could not be mapped.
const UNMAPPED: u32 = 1 << 30;
/// Nothing is known yet.
const UNSET: u32 = u32::MAX;

/// The text of a packed glyph.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum GlyphText {
    /// One character.
    Char(char),
    /// An index into the long texts of the font.
    Long(usize),
}

impl Glyph {
    /// A code that nobody asked for so far.
    pub(crate) const UNSET: Self = Self { text: UNSET, advance: 0.0 };

    /// A glyph that shows one character.
    pub(crate) fn of_char(c: char, advance: f32) -> Self {
        let flag = if c == char::REPLACEMENT_CHARACTER { UNMAPPED } else { 0 };
        Self { text: u32::from(c) | flag, advance }
    }

    /// A glyph that shows the long text with this index.
    pub(crate) fn of_long(index: usize, advance: f32) -> Self {
        Self { text: LONG | (index as u32 & 0xffff), advance }
    }

    /// A code that nothing maps.
    pub(crate) fn unmapped(advance: f32) -> Self {
        Self { text: u32::from(char::REPLACEMENT_CHARACTER) | UNMAPPED, advance }
    }

    /// What is packed beside the advance. Of nearly all glyphs it is the one character that they show; see
    /// [`Glyph::are_ascii`].
    #[inline]
    pub(crate) const fn bits(self) -> u32 {
        self.text
    }

    /// True when the [`Glyph::bits`] of some glyphs, all joined by `or`, are ASCII characters.
    #[inline]
    pub(crate) const fn are_ascii(bits: u32) -> bool {
        bits < 0x80
    }

    /// True for [`Glyph::UNSET`].
    pub(crate) fn is_unset(self) -> bool {
        self.text == UNSET
    }

    /// True when the text is U+FFFD because nothing maps the code, or because the font says so.
    pub(crate) fn is_unmapped(self) -> bool {
        self.text & (LONG | UNMAPPED) == UNMAPPED
    }

    /// The text.
    pub(crate) fn text(self) -> GlyphText {
        if self.text & LONG == 0 {
            GlyphText::Char(char::from_u32(self.text & !UNMAPPED).unwrap_or(char::REPLACEMENT_CHARACTER))
        } else {
            GlyphText::Long((self.text & 0xffff) as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        mapped_name(name.as_bytes(), false).map(|mapped| mapped.to_string()).unwrap_or_default()
    }

    #[test]
    fn ligatures_are_their_letters() {
        let letters = |sign: char| Mapped::Char(sign).in_letters().to_string();
        let signs: Vec<String> =
            "\u{fb00}\u{fb01}\u{fb02}\u{fb03}\u{fb04}\u{fb06}".chars().map(letters).collect();
        assert_eq!(signs, ["ff", "fi", "fl", "ffi", "ffl", "st"]);
        assert_eq!(Mapped::Char('f').in_letters(), Mapped::Char('f'));
    }

    #[test]
    fn glyph_names() {
        for (name, expected) in [
            ("A", "A"),
            ("rupee", "\u{20b9}"),
            ("f_i", "fi"),
            ("fi", "\u{fb01}"),
            ("a.alt", "a"),
            ("uni20B9", "\u{20b9}"),
            ("uni00660069", "fi"),
            ("u1F600", "\u{1f600}"),
            ("afii10017", "\u{410}"),
            ("a65", "A"),
            ("g123", ""),
            ("cid_12", ""),
            (".notdef", ""),
        ] {
            assert_eq!(text(name), expected, "{name}");
        }
        assert_eq!(mapped_name(b"a20", true), Some(Mapped::Char('\u{2714}')));
    }

    #[test]
    fn control_characters_become_blanks_or_replacements() {
        assert_eq!(Mapped::from_chars("\0".chars()), None);
        assert_eq!(Mapped::from_chars("\t".chars()), Some(Mapped::Char(' ')));
        assert_eq!(Mapped::from_chars("\u{1}".chars()), Some(Mapped::Char('\u{fffd}')));
    }

    #[test]
    fn packing_keeps_text_and_flags() {
        assert_eq!(Glyph::of_char('\u{20b9}', 0.5).text(), GlyphText::Char('\u{20b9}'));
        assert!(!Glyph::of_char('x', 0.5).is_unmapped());
        assert!(Glyph::of_char('\u{fffd}', 0.5).is_unmapped());
        assert!(Glyph::unmapped(0.5).is_unmapped());
        assert_eq!(Glyph::of_long(3, 1.0).text(), GlyphText::Long(3));
        assert!(!Glyph::of_long(3, 1.0).is_unmapped());
        assert!(Glyph::UNSET.is_unset());
    }
}
