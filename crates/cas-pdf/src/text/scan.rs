//! The scanner of content streams: operands gather in place, operators come back one at a time. The general tokenizer
//! of files would do the same work; this one exists because most of the time of a page is spent here.

use super::glance::{blank_at, eight, is_plain_colour};
use super::number::{before_blank, exact, number};
use super::operands::{Item, Operands, Piece};
use crate::syntax::escape::{literal_length, unescape};
use crate::syntax::lexer::{hex_digit, is_regular, is_space};

/// An operator: up to four bytes, packed with the first byte lowest; [`Op::UNKNOWN`] for longer words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Op(pub(super) u32);

impl Op {
    /// A word that is no operator.
    pub(super) const UNKNOWN: Self = Self(0);

    /// Packs the bytes of an operator.
    pub(super) const fn of(word: &[u8]) -> Self {
        if word.len() > 4 {
            return Self::UNKNOWN;
        }
        let mut packed = 0;
        let mut index = word.len();
        while index > 0 {
            index -= 1;
            packed = packed << 8 | word[index] as u32;
        }
        Self(packed)
    }
}

/// Operators that show or place text: none stands inside an array, even where others do.
const SHOWING: [Op; 8] = [
    Op::of(b"TJ"),
    Op::of(b"Tj"),
    Op::of(b"Td"),
    Op::of(b"TD"),
    Op::of(b"Tm"),
    Op::of(b"T*"),
    Op::of(b"BT"),
    Op::of(b"ET"),
];

/// A part of a content stream that is no number, bracket or blank.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    /// A literal or hexadecimal string.
    String,
    /// A name.
    Name,
    /// A dictionary with all that it holds.
    Dict,
    /// From `%` up to the end of the line.
    Comment,
    /// An operator, or a word that is none.
    Word,
}

/// Walks one content stream. One that `KEEPS` remembers where each part stands, for those who copy a stream.
#[derive(Debug)]
pub(super) struct Scanner<'a, const KEEPS: bool = false> {
    data: &'a [u8],
    at: usize,
    /// Operators stepped over since [`Scanner::take_skipped`].
    skipped: u64,
    /// The parts kept so far; parts of a dictionary come before the dictionary itself.
    parts: Vec<(Part, std::ops::Range<usize>)>,
}

impl<'a, const KEEPS: bool> Scanner<'a, KEEPS> {
    /// A scanner at the start of `data`.
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, skipped: 0, parts: Vec::new() }
    }

    /// The parts kept since the last call.
    pub(super) fn take_parts(&mut self) -> Vec<(Part, std::ops::Range<usize>)> {
        std::mem::take(&mut self.parts)
    }

    /// Operators that were stepped over since the last call, as they change neither text nor its place.
    #[inline]
    pub(super) fn take_skipped(&mut self) -> u64 {
        std::mem::take(&mut self.skipped)
    }

    /// Drops the last part, which is about to be read again.
    fn forget_last(&mut self) {
        self.parts.pop();
    }

    #[inline]
    fn keep(&mut self, part: Part, start: usize) {
        if KEEPS {
            self.parts.push((part, start..self.at.min(self.data.len())));
        }
    }

    /// The bytes scanned.
    pub(super) fn data(&self) -> &'a [u8] {
        self.data
    }

    /// Offset of the next byte to read.
    pub(super) fn position(&self) -> usize {
        self.at.min(self.data.len())
    }

    /// Moves to `position`, which must lie ahead for the scan to end.
    pub(super) fn skip_to(&mut self, position: usize) {
        self.at = self.at.max(position);
    }

    /// Gathers operands up to the next operator; `None` at the end of the data.
    #[inline(always)]
    pub(super) fn next(&mut self, operands: &mut Operands<'a>) -> Option<Op> {
        let data = self.data;
        let mut at = self.at;
        loop {
            // Nearly every byte is one of three kinds, asked for one by one: branches that a processor foresees, where a
            // table of jumps would be guessed wrong at every second byte. Eight bytes hold nearly every token whole.
            let Some(eight) = eight(data, at) else {
                self.at = at;
                return None;
            };
            let byte = eight as u8;
            if byte <= b' ' && is_space(byte) {
                at += 1;
            } else if byte.is_ascii_digit() {
                if operands.has_no_number()
                    && is_plain_colour(eight)
                    && data.get(at + 8).is_some_and(|&next| is_space(next))
                {
                    operands.clear();
                    self.skipped += 1;
                    at += 9;
                    continue;
                }
                if (eight >> 8) as u8 == b' ' {
                    operands.push_number(exact(u32::from(byte & 0x0f)));
                    at += 2;
                    continue;
                }
                if let Some((value, length)) = before_blank(eight) {
                    operands.push_number(value);
                    at += length;
                } else {
                    at = operands.push_any_number(number(data, at));
                }
            } else if byte.is_ascii_alphabetic() {
                self.at = at;
                return Some(self.operator(eight));
            } else if matches!(byte, b'-' | b'.' | b'+') {
                at = operands.push_any_number(number(data, at));
            } else {
                self.at = at;
                if let Some(op) = self.bracketed(byte, operands) {
                    return Some(op);
                }
                at = self.at + blank_at(data, self.at);
            }
        }
    }

    /// Reads what begins with a byte that is no blank, letter, digit, sign or point. Apart, so that the loop above needs few
    /// registers.
    #[inline(never)]
    fn bracketed(&mut self, byte: u8, operands: &mut Operands<'a>) -> Option<Op> {
        match byte {
            b'(' => {
                let piece = self.literal(operands.scratch());
                operands.set_string(piece);
            }
            b'/' => operands.push_name(self.name()),
            b'[' => {
                self.at += 1;
                operands.begin_array();
                self.array(operands);
            }
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                operands.set_dict(self.at);
                self.skip_dict();
            }
            b'<' => {
                let piece = self.hexadecimal(operands.scratch());
                operands.set_string(piece);
            }
            b'%' => self.comment(),
            b']' | b'>' | b')' | b'{' | b'}' => self.at += 1,
            _ => return Some(self.word()),
        }
        None
    }

    /// A word that begins with a letter: one to three of them, nearly always with a blank behind it.
    #[inline]
    fn operator(&mut self, eight: u64) -> Op {
        let [_, second, third, fourth, ..] = eight.to_le_bytes();
        let (length, next, packed) = if !is_regular(second) {
            (1, second, eight & 0xff)
        } else if !is_regular(third) {
            (2, third, eight & 0xffff)
        } else if !is_regular(fourth) {
            (3, fourth, eight & 0xff_ffff)
        } else {
            return self.word();
        };
        let start = self.at;
        self.at += length;
        self.keep(Part::Word, start);
        if !KEEPS && is_space(next) {
            self.at += 1;
        }
        Op(packed as u32)
    }

    #[inline(never)]
    fn word(&mut self) -> Op {
        let start = self.at;
        let mut packed = 0;
        let mut shift = 0;
        while let Some(&byte) = self.data.get(self.at).filter(|&&byte| is_regular(byte)) {
            // Of a longer word the bits leave; its length tells that it is no operator.
            packed |= u32::from(byte).wrapping_shl(shift);
            shift += 8;
            self.at += 1;
        }
        self.at = self.at.max(start + 1);
        self.keep(Part::Word, start);
        if shift > 32 { Op::UNKNOWN } else { Op(packed) }
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = self.data.get(start..).unwrap_or(&[]);
        self.at += rest.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        self.keep(Part::Comment, start);
    }

    fn number(&mut self) -> Option<f64> {
        let (value, end) = number(self.data, self.at);
        self.at = end;
        value
    }

    fn name(&mut self) -> &'a [u8] {
        let start = self.at;
        let rest = self.data.get(start + 1..).unwrap_or(&[]);
        let length = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        self.at += length + 1;
        self.keep(Part::Name, start);
        rest.get(..length).unwrap_or(&[])
    }

    /// An array up to its bracket, the next showing operator (the bracket is missing) or the end. Other words in front
    /// of a bracket that does come are ignored.
    fn array(&mut self, operands: &mut Operands<'a>) {
        let mut close = None;
        while let Some(&byte) = self.data.get(self.at) {
            let item = match byte {
                b']' => {
                    self.at += 1;
                    return;
                }
                b'0'..=b'9' | b'-' | b'+' | b'.' => self.number().map(Item::Shift),
                b'(' => Some(Item::Text(self.literal(operands.scratch()))),
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                    self.skip_dict();
                    None
                }
                b'<' => Some(Item::Text(self.hexadecimal(operands.scratch()))),
                b'/' => {
                    self.name();
                    None
                }
                b'%' => {
                    self.comment();
                    None
                }
                b'[' | b'>' | b')' | b'{' | b'}' => {
                    self.at += 1;
                    None
                }
                byte if is_space(byte) => {
                    self.at += 1;
                    None
                }
                _ => {
                    let word = self.at;
                    let close = *close.get_or_insert_with(|| self.next_bracket());
                    if SHOWING.contains(&self.word()) || close < word {
                        self.at = word;
                        self.forget_last();
                        return;
                    }
                    None
                }
            };
            if let Some(item) = item {
                operands.push_item(item);
            }
        }
    }

    /// Where the closing bracket of an array is; the start of the data when another array opens first.
    fn next_bracket(&self) -> usize {
        let rest = self.data.get(self.at..).unwrap_or(&[]);
        let next = memchr::memchr2(b'[', b']', rest).filter(|&next| rest.get(next) == Some(&b']'));
        next.map_or(0, |next| self.at + next)
    }

    fn literal(&mut self, scratch: &mut Vec<u8>) -> Piece {
        let start = self.at + 1;
        let rest = self.data.get(start..).unwrap_or(&[]);
        let (length, plain) = literal_length(rest);
        self.at = (start + length + 1).min(self.data.len());
        self.keep(Part::String, start - 1);
        if plain {
            return Piece { start, end: start + length, decoded: false, token: self.token(start - 1) };
        }
        let from = scratch.len();
        unescape(rest.get(..length).unwrap_or(&[]), scratch);
        Piece { start: from, end: scratch.len(), decoded: true, token: self.token(start - 1) }
    }

    fn hexadecimal(&mut self, scratch: &mut Vec<u8>) -> Piece {
        let first = self.at;
        let rest = self.data.get(first + 1..).unwrap_or(&[]);
        let start = scratch.len();
        let mut half = None;
        let mut length = 0;
        for &byte in rest {
            length += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex_digit(byte) else { continue };
            half = match half {
                None => Some(digit),
                Some(high) => {
                    scratch.push(high << 4 | digit);
                    None
                }
            };
        }
        scratch.extend(half.map(|high: u8| high << 4));
        self.at = (first + length + 1).min(self.data.len());
        self.keep(Part::String, first);
        Piece { start, end: scratch.len(), decoded: true, token: self.token(first) }
    }

    /// The operand from `first` to where the scanner is. Contents are far below 4 GiB.
    fn token(&self, first: usize) -> (u32, u32) {
        (first as u32, self.at as u32)
    }

    /// Steps over a dictionary with all that it holds.
    fn skip_dict(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        let mut unused = Vec::new();
        while let Some(&byte) = self.data.get(self.at) {
            let doubled = self.data.get(self.at + 1) == Some(&byte);
            match byte {
                b'<' if doubled => {
                    depth += 1;
                    self.at += 2;
                }
                b'>' if doubled => {
                    depth = depth.saturating_sub(1);
                    self.at += 2;
                    if depth == 0 {
                        break;
                    }
                }
                b'(' => {
                    unused.clear();
                    self.literal(&mut unused);
                }
                b'<' => {
                    unused.clear();
                    self.hexadecimal(&mut unused);
                }
                b'%' => self.comment(),
                _ => self.at += 1,
            }
        }
        self.keep(Part::Dict, start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operators(data: &[u8]) -> Vec<Op> {
        let mut scanner = Scanner::<false>::new(data);
        let mut operands = Operands::default();
        std::iter::from_fn(|| scanner.next(&mut operands)).collect()
    }

    #[test]
    fn operands_gather_in_front_of_an_operator() {
        let data = b"1 0 -.5 +2. 12-5 1.2.3 cm /F1 9 Tf";
        let mut scanner = Scanner::<false>::new(data);
        let mut operands = Operands::default();
        assert_eq!(scanner.next(&mut operands), Some(Op::of(b"cm")));
        assert_eq!(operands.numbers(), Some([1.0, 0.0, -0.5, 2.0, 12.0, 1.2]));
        operands.clear();
        assert_eq!(scanner.next(&mut operands), Some(Op::of(b"Tf")));
        assert_eq!(operands.first_name(), Some(&b"F1"[..]));
        assert_eq!(operands.number(), Some(9.0));
        assert_eq!(operands.numbers::<2>(), None);
        assert_eq!(scanner.next(&mut operands), None);
    }

    #[test]
    fn operators_end_where_their_letters_do() {
        let words = ["q", "BT", "EMC", "T*", "d0", "Q\0", "xyz", "BTx", "q\x0b", "'", "ABCD", "scn", "scnx"];
        for word in words {
            let found = |behind: &str| {
                let data = format!("{word}{behind}");
                operators(data.as_bytes())
            };
            let alone = found("");
            for behind in [" ", "\n", "\r\n", "\t", "/F1 ", "[(a)]", "(a)", "<41>", "<</A 1>>", "%a", "\0"] {
                assert_eq!(found(behind), alone, "{word:?} before {behind:?}");
            }
        }
    }

    #[test]
    fn arrays_hold_strings_and_shifts() {
        let data = b"[(a\\(b)-250<4142>(c(d)e)]TJ";
        let mut scanner = Scanner::<false>::new(data);
        let mut operands = Operands::default();
        assert_eq!(scanner.next(&mut operands), Some(Op::of(b"TJ")));
        let shown: Vec<String> = operands
            .items()
            .iter()
            .map(|item| match *item {
                Item::Shift(value) => value.to_string(),
                Item::Text(piece) => String::from_utf8_lossy(operands.bytes(piece, data)).into_owned(),
            })
            .collect();
        assert_eq!(shown, ["a(b", "-250", "AB", "c(d)e"]);
    }

    #[test]
    fn a_missing_bracket_does_not_swallow_the_operator() {
        assert_eq!(operators(b"[(a) TJ ET"), [Op::of(b"TJ"), Op::of(b"ET")]);
        let twice = [Op::of(b"TJ"), Op::of(b"ET"), Op::of(b"BT"), Op::of(b"TJ")];
        assert_eq!(operators(b"[(a) TJ ET BT [(b)] TJ"), twice);
    }

    #[test]
    fn words_inside_an_array_are_ignored() {
        assert_eq!(operators(b"[(a) 0 Tc\n-250 (b) x ] TJ ET"), [Op::of(b"TJ"), Op::of(b"ET")]);
    }

    #[test]
    fn dictionaries_are_stepped_over() {
        let data = b"/Span<</ActualText(>>)/K<</A 1>>>>BDC";
        let mut scanner = Scanner::<false>::new(data);
        let mut operands = Operands::default();
        assert_eq!(scanner.next(&mut operands), Some(Op::of(b"BDC")));
        assert_eq!(operands.dict(), Some(5));
        assert_eq!(scanner.position(), data.len());
    }

    #[test]
    fn every_byte_sequence_ends() {
        for byte in 0..=255_u8 {
            for repeat in 1..5 {
                assert!(operators(&vec![byte; repeat]).len() <= repeat);
            }
        }
    }

    #[test]
    fn more_numbers_than_any_operator_takes_keep_the_last() {
        let data = b"1 2 3 4 5 6 7 8 9 10 11 12 13 14 Td";
        let mut scanner = Scanner::<false>::new(data);
        let mut operands = Operands::default();
        scanner.next(&mut operands);
        assert_eq!(operands.numbers(), Some([13.0, 14.0]));
    }
}
