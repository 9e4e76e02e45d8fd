//! CMap streams (ISO 32000-1, 9.7.5 and 9.10.3): code spaces, codes to CIDs, codes to Unicode. Read leniently, as
//! writers do not follow the grammar closely: what cannot be understood is skipped.

use super::glyph::{MAX_CHARS, Mapped};
use super::ranges::{Ranges, Span};
use crate::syntax::lexer::{Lexer, Token};

/// Entries of one CMap; a code has at most four bytes, and real maps stay below 65 536 entries.
const MAX_ENTRIES: usize = 200_000;

/// Code spaces of one CMap; the richest predefined one has eight.
const MAX_SPACES: usize = 64;

/// Codes of one length that a font uses.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct CodeSpace {
    length: usize,
    low: u32,
    high: u32,
}

/// A range of codes that map to consecutive CIDs.
#[derive(Clone, Copy, Debug)]
struct CidRange {
    low: u32,
    high: u32,
    cid: u32,
}

/// A range of codes that map to text; the last character counts up within the range.
#[derive(Clone, Debug)]
struct TextRange {
    low: u32,
    high: u32,
    text: Vec<char>,
}

impl Span for CidRange {
    fn ends(&self) -> (u32, u32) {
        (self.low, self.high)
    }
}

impl Span for TextRange {
    fn ends(&self) -> (u32, u32) {
        (self.low, self.high)
    }
}

/// A parsed CMap.
#[derive(Debug, Default)]
pub(crate) struct CMap {
    spaces: Vec<CodeSpace>,
    cids: Ranges<CidRange>,
    texts: Ranges<TextRange>,
    /// The name after which `usecmap` stands.
    pub(crate) base: Option<Vec<u8>>,
    /// `/WMode 1`.
    pub(crate) vertical: bool,
}

impl CMap {
    /// Reads a CMap stream.
    pub(crate) fn parse(data: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(data);
        let mut last = Token::Eof;
        let mut before_last = Token::Eof;
        loop {
            let token = lexer.next();
            match &token {
                Token::Eof => break,
                Token::Keyword(b"begincodespacerange") => map.read_spaces(&mut lexer),
                Token::Keyword(b"begincidchar") => map.read_cids(&mut lexer, false),
                Token::Keyword(b"begincidrange") => map.read_cids(&mut lexer, true),
                Token::Keyword(b"beginbfchar") => map.read_chars(&mut lexer),
                Token::Keyword(b"beginbfrange") => map.read_ranges(&mut lexer),
                Token::Keyword(b"usecmap") => {
                    if let Token::Name(name) = &last {
                        map.base = Some(name.to_vec());
                    }
                }
                Token::Keyword(b"def") => {
                    if let (Token::Name(name), Token::Int(mode)) = (&before_last, &last)
                        && name.as_ref() == b"WMode"
                    {
                        map.vertical = *mode == 1;
                    }
                }
                _ => {}
            }
            before_last = std::mem::replace(&mut last, token);
        }
        map.cids.settle();
        map.texts.settle();
        map
    }

    /// Takes the code spaces and CIDs of `base` where this map has none of its own.
    pub(crate) fn inherit(&mut self, base: &Self) {
        self.spaces.extend_from_slice(&base.spaces);
        self.spaces.truncate(MAX_SPACES);
        self.cids.inherit(&base.cids);
        self.texts.inherit(&base.texts);
        self.vertical |= base.vertical;
    }

    /// What [`CMap::next_code`] takes at most, in units of work.
    pub(crate) fn code_cost(&self) -> u64 {
        self.spaces.len() as u64 * 12
    }

    /// True when nothing maps to text.
    pub(crate) fn has_no_text(&self) -> bool {
        self.texts.all().is_empty()
    }

    /// True when nothing maps to a CID.
    pub(crate) fn has_no_cids(&self) -> bool {
        self.cids.all().is_empty()
    }

    /// True when every code is its own CID.
    pub(crate) fn is_identity(&self) -> bool {
        !self.has_no_cids() && self.cids.all().iter().all(|range| range.cid == range.low)
    }

    /// The next code of `bytes` and its length in bytes: the first length whose code space holds it; when none does,
    /// the shortest code space (ISO 32000-1, 9.7.6.3). A map without code spaces has two-byte codes.
    pub(crate) fn next_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        let mut code = 0;
        for (index, &byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(byte);
            if self.spaces.iter().any(|space| space.length == index + 1 && space.holds(code)) {
                return Some((code, index + 1));
            }
        }
        let shortest = self.spaces.iter().map(|space| space.length).min().unwrap_or(2);
        let length = shortest.min(bytes.len());
        let taken = bytes.get(..length).filter(|taken| !taken.is_empty())?;
        Some((taken.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)), length))
    }

    /// The CID of a code.
    pub(crate) fn cid(&self, code: u32) -> Option<u32> {
        let range = self.cids.find(code)?;
        range.cid.checked_add(code - range.low)
    }

    /// The text of a code; `None` when the map does not name it or names it with nothing but NUL.
    pub(crate) fn text(&self, code: u32) -> Option<Mapped> {
        let range = self.texts.find(code)?;
        let offset = code - range.low;
        if offset == 0 {
            return Mapped::from_chars(range.text.iter().copied());
        }
        let (&last, head) = range.text.split_last()?;
        let last = char::from_u32(u32::from(last).checked_add(offset)?)?;
        Mapped::from_chars(head.iter().copied().chain(std::iter::once(last)))
    }

    fn read_spaces(&mut self, lexer: &mut Lexer<'_>) {
        while let Some((low, length)) = code(lexer) {
            let Some((high, _)) = code(lexer) else { return };
            if (1..=4).contains(&length) && self.spaces.len() < MAX_SPACES {
                self.spaces.push(CodeSpace { length, low, high });
            }
        }
    }

    fn read_cids(&mut self, lexer: &mut Lexer<'_>, ranges: bool) {
        while let Some((low, _)) = code(lexer) {
            let high = if ranges {
                let Some((high, _)) = code(lexer) else { return };
                high
            } else {
                low
            };
            let Token::Int(cid) = lexer.next() else { return };
            if let Ok(cid) = u32::try_from(cid)
                && high >= low
                && self.cids.all().len() < MAX_ENTRIES
            {
                self.cids.push(CidRange { low, high, cid });
            }
        }
    }

    fn read_chars(&mut self, lexer: &mut Lexer<'_>) {
        while let Some((low, _)) = code(lexer) {
            let target = lexer.next();
            self.push_text(low, low, &target);
            if matches!(target, Token::Keyword(_) | Token::Eof) {
                return;
            }
        }
    }

    fn read_ranges(&mut self, lexer: &mut Lexer<'_>) {
        while let Some((low, _)) = code(lexer) {
            let Some((high, _)) = code(lexer) else { return };
            match lexer.next() {
                Token::ArrayOpen => {
                    let mut each = low;
                    loop {
                        let target = lexer.next();
                        match target {
                            Token::ArrayClose => break,
                            Token::Eof | Token::Keyword(_) => return,
                            _ => {}
                        }
                        if each <= high {
                            self.push_text(each, each, &target);
                        }
                        each = each.saturating_add(1);
                    }
                }
                Token::Keyword(_) | Token::Eof => return,
                target => self.push_text(low, high, &target),
            }
        }
    }

    fn push_text(&mut self, low: u32, high: u32, target: &Token<'_>) {
        let text = match target {
            Token::HexString(bytes) => utf16(bytes),
            Token::String(bytes) => utf16(bytes),
            // Some writers name the glyph (allowed by the CMap grammar) or give a plain number.
            Token::Name(name) => super::glyph::name_chars(name),
            Token::Int(value) => u32::try_from(*value).ok().and_then(char::from_u32).into_iter().collect(),
            _ => return,
        };
        // Malformed ranges (`<01> <00>`) still say something about their first code.
        if self.texts.all().len() < MAX_ENTRIES {
            self.texts.push(TextRange { low, high: high.max(low), text });
        }
    }
}

impl CodeSpace {
    /// Every byte of the code must lie between the bytes of the two ends.
    fn holds(&self, code: u32) -> bool {
        (0..self.length).all(|index| {
            let byte = |value: u32| value >> (8 * index) & 0xff;
            (byte(self.low)..=byte(self.high)).contains(&byte(code))
        })
    }
}

/// The next token as a code with its length; anything else (`endbfchar`) ends a section.
fn code(lexer: &mut Lexer<'_>) -> Option<(u32, usize)> {
    let number = |bytes: &[u8]| bytes.iter().fold(0_u32, |code, &byte| code << 8 | u32::from(byte));
    match lexer.next() {
        Token::HexString(bytes) => Some((number(&bytes), bytes.len())),
        Token::String(bytes) => Some((number(&bytes), bytes.len())),
        Token::Int(value) => Some((u32::try_from(value).ok()?, 2)),
        _ => None,
    }
}

/// UTF-16BE with surrogates; a single byte is a character of its own. Broken surrogates become U+FFFD.
fn utf16(bytes: &[u8]) -> Vec<char> {
    if let [single] = bytes {
        return vec![char::from(*single)];
    }
    // What is kept of a text, NULs and surrogates in it.
    let bytes = bytes.get(..MAX_CHARS * 4).unwrap_or(bytes);
    let units =
        bytes.chunks_exact(2).map(|pair| pair.iter().fold(0_u16, |unit, &byte| unit << 8 | u16::from(byte)));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(map: &CMap, code: u32) -> Option<String> {
        map.text(code).map(|mapped| mapped.to_string())
    }

    #[test]
    fn chars_ranges_arrays_and_surrogates() {
        let map = CMap::parse(
            b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000><FFFF> endcodespacerange
              3 beginbfchar <0001> <0041> <0002> <00660066> <0003> <D83DDE00> endbfchar
              3 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0058> <0059005A>] <0030><0031><D835DC00> endbfrange",
        );
        let all: Vec<_> = [1, 2, 3, 0x10, 0x12, 0x13, 0x20, 0x21, 0x31].map(|code| text(&map, code)).into();
        let expected = ["A", "ff", "\u{1f600}", "a", "c", "", "X", "YZ", "\u{1d401}"];
        let expected: Vec<_> = expected.iter().map(|s| (!s.is_empty()).then(|| (*s).to_owned())).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn nul_targets_and_broken_ones_map_to_nothing_or_the_replacement() {
        let map = CMap::parse(b"beginbfchar <01> <0000> <02> <D800> <03> <> <04> <41> endbfchar");
        assert_eq!(text(&map, 1), None);
        assert_eq!(text(&map, 2), Some("\u{fffd}".into()));
        assert_eq!(text(&map, 3), None);
        assert_eq!(text(&map, 4), Some("A".into()));
    }

    #[test]
    fn the_later_entry_wins() {
        let map = CMap::parse(b"beginbfrange <00> <ff> <0041> endbfrange beginbfchar <05> <0078> endbfchar");
        assert_eq!(text(&map, 5), Some("x".into()));
        assert_eq!(text(&map, 6), Some("G".into()));
    }

    #[test]
    fn code_spaces_of_mixed_length() {
        let map = CMap::parse(
            b"/WMode 1 def begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange
              begincidrange <20> <7e> 1 <8140> <817e> 633 endcidrange begincidchar <8180> 700 endcidchar",
        );
        assert_eq!(map.next_code(b"A\x81\x40"), Some((0x41, 1)));
        assert_eq!(map.next_code(b"\x81\x40"), Some((0x8140, 2)));
        assert_eq!(map.next_code(b"\xff\x40"), Some((0xff, 1)));
        assert_eq!(map.cid(0x41), Some(34));
        assert_eq!(map.cid(0x8141), Some(634));
        assert_eq!(map.cid(0x8180), Some(700));
        assert_eq!(map.cid(0x9000), None);
        assert!(map.vertical);
    }

    #[test]
    fn usecmap_is_noted_and_truncation_tolerated() {
        let map = CMap::parse(b"/Adobe-Japan1-UCS2 usecmap beginbfrange <01> <02");
        assert_eq!(map.base.as_deref(), Some(&b"Adobe-Japan1-UCS2"[..]));
        assert!(map.has_no_text());
    }
}
