//! Tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3), for files and for content streams alike. Nothing fails here:
//! broken input yields some token and the position always moves forward until the end.

use std::borrow::Cow;

use super::escape::{literal_length, unescape};

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    /// An integer, saturated when out of range.
    Int(i64),
    /// A number with a decimal point.
    Real(f64),
    /// A literal string, unescaped.
    String(Cow<'a, [u8]>),
    /// A hexadecimal string, decoded.
    HexString(Vec<u8>),
    /// A name without its slash, `#xx` escapes resolved.
    Name(Cow<'a, [u8]>),
    /// `[`
    ArrayOpen,
    /// `]`
    ArrayClose,
    /// `<<`
    DictOpen,
    /// `>>`
    DictClose,
    /// Anything else: operators, `obj`, `R`, `true`, and stray delimiters.
    Keyword(&'a [u8]),
    /// The end of the data.
    Eof,
}

/// Bytes kept of one string. The longest of a statement is its signature, some 20 000 bytes.
const MAX_STRING: usize = 1 << 20;

/// A tokenizer over a byte slice.
#[derive(Clone, Debug)]
pub(crate) struct Lexer<'a> {
    data: &'a [u8],
    position: usize,
    odd_string: bool,
}

/// What a byte is to the tokenizer (ISO 32000-1, 7.2.2, tables 1 and 2).
const REGULAR: u8 = 0;
const SPACE: u8 = 1;
const DELIMITER: u8 = 2;
/// Regular, and may be part of a number.
const NUMERIC: u8 = 3;

static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [REGULAR; 256];
    let delimiters = b"()<>[]{}/%";
    let numeric = b"0123456789+-.";
    let mut index = 0;
    while index < table.len() {
        if is_space(index as u8) {
            table[index] = SPACE;
        }
        index += 1;
    }
    index = 0;
    while index < delimiters.len() {
        table[delimiters[index] as usize] = DELIMITER;
        index += 1;
    }
    index = 0;
    while index < numeric.len() {
        table[numeric[index] as usize] = NUMERIC;
        index += 1;
    }
    table
}

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(REGULAR)
}

/// True for the six white-space bytes of PDF.
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

/// True for bytes that are neither white space nor delimiters.
pub(crate) fn is_regular(byte: u8) -> bool {
    matches!(class(byte), REGULAR | NUMERIC)
}

/// The value of a hexadecimal digit.
pub(crate) fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

impl<'a> Lexer<'a> {
    /// A tokenizer at the start of `data`.
    pub(crate) const fn new(data: &'a [u8]) -> Self {
        Self::at(data, 0)
    }

    /// A tokenizer that starts at `position` of `data`.
    pub(crate) const fn at(data: &'a [u8], position: usize) -> Self {
        Self { data, position, odd_string: false }
    }

    /// The bytes read from.
    pub(crate) const fn data(&self) -> &'a [u8] {
        self.data
    }

    /// True when a string of hexadecimal digits held something else, or had no end.
    pub(crate) const fn has_odd_string(&self) -> bool {
        self.odd_string
    }

    /// Offset of the next byte to read.
    pub(crate) const fn position(&self) -> usize {
        self.position
    }

    /// Moves to `position`; beyond the end the next token is [`Token::Eof`].
    pub(crate) const fn set_position(&mut self, position: usize) {
        self.position = position;
    }

    /// The byte at the current position.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.data.get(self.position).copied()
    }

    /// The bytes from the current position on.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.data.get(self.position..).unwrap_or(&[])
    }

    /// Skips white space and comments.
    pub(crate) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if class(byte) == SPACE {
                self.position += 1;
            } else if byte == b'%' {
                let rest = self.rest();
                let end = rest.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(rest.len());
                self.position += end;
            } else {
                return;
            }
        }
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Token<'a> {
        self.skip_space();
        let Some(byte) = self.peek() else { return Token::Eof };
        match byte {
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            b'/' => self.name(),
            b'(' => self.literal_string(),
            b'<' => self.open_angle(),
            b'>' => self.close_angle(),
            b'[' => self.single(Token::ArrayOpen),
            b']' => self.single(Token::ArrayClose),
            b'{' | b'}' | b')' => {
                let start = self.position;
                self.position += 1;
                Token::Keyword(self.data.get(start..self.position).unwrap_or(&[]))
            }
            _ => self.keyword(),
        }
    }

    /// A number of at most nine digits and nothing else, when one is next, and where it ends. Moves over blanks only.
    pub(crate) fn whole_number(&mut self) -> Option<(i64, usize)> {
        let (mut value, mut digits) = (0_u32, 0);
        while self.peek().is_some_and(|byte| class(byte) == SPACE) {
            self.position += 1;
        }
        let rest = self.rest();
        while let Some(&digit @ b'0'..=b'9') = rest.get(digits).filter(|_| digits < 10) {
            value = value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
            digits += 1;
        }
        let ends = matches!(rest.get(digits).map(|byte| class(*byte)), Some(SPACE | DELIMITER));
        (ends && matches!(digits, 1..=9)).then_some((i64::from(value), self.position + digits))
    }

    fn single(&mut self, token: Token<'a>) -> Token<'a> {
        self.position += 1;
        token
    }

    fn keyword(&mut self) -> Token<'a> {
        Token::Keyword(self.regular_bytes())
    }

    fn regular_bytes(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|&b| !is_regular(b)).unwrap_or(rest.len());
        self.position += length;
        rest.get(..length).unwrap_or(&[])
    }

    /// Reads a number; what starts like one but is none (`1a`, `--`) is a keyword, except that trailing minus signs
    /// and doubled signs, which some writers print, are tolerated.
    fn number(&mut self) -> Token<'a> {
        let rest = self.rest();
        let mut index = 0;
        let mut negative = false;
        while let Some(&sign @ (b'+' | b'-')) = rest.get(index) {
            negative |= sign == b'-';
            index += 1;
        }
        let mut whole: i64 = 0;
        let mut digits = 0_usize;
        while let Some(&digit @ b'0'..=b'9') = rest.get(index) {
            whole = whole.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
            digits += 1;
            index += 1;
        }
        if rest.get(index) == Some(&b'.') {
            return self.real(rest, index + 1, whole, digits, negative);
        }
        if digits == 0 || rest.get(index).is_some_and(|&b| class(b) == REGULAR) {
            return self.keyword();
        }
        self.skip_number_tail(rest, index);
        Token::Int(if negative { -whole } else { whole })
    }

    fn real(&mut self, rest: &'a [u8], dot: usize, whole: i64, digits: usize, negative: bool) -> Token<'a> {
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let mut index = dot;
        let mut mantissa = whole;
        let mut scale = 0_usize;
        while let Some(&digit @ b'0'..=b'9') = rest.get(index) {
            // Digits beyond 15 decimals or the range of the mantissa cannot change a position on a page.
            if scale < 15 && mantissa < 100_000_000_000_000_000 {
                mantissa = mantissa * 10 + i64::from(digit - b'0');
                scale += 1;
            }
            index += 1;
        }
        if digits == 0 && index == dot && rest.get(index).is_some_and(|&b| class(b) == REGULAR) {
            return self.keyword();
        }
        self.skip_number_tail(rest, index);
        let value = mantissa as f64 / POWERS.get(scale).copied().unwrap_or(1.0);
        Token::Real(if negative { -value } else { value })
    }

    /// Steps over a tail such as `-5` of `12-5` or `.3` of `1.2.3`, which readers ignore.
    fn skip_number_tail(&mut self, rest: &[u8], mut index: usize) {
        while rest.get(index).is_some_and(|&b| class(b) == NUMERIC) {
            index += 1;
        }
        self.position += index;
    }

    fn name(&mut self) -> Token<'a> {
        self.position += 1;
        let raw = self.regular_bytes();
        if !raw.contains(&b'#') {
            return Token::Name(Cow::Borrowed(raw));
        }
        let mut bytes = Vec::with_capacity(raw.len());
        let mut index = 0;
        while let Some(&byte) = raw.get(index) {
            let high = raw.get(index + 1).copied().and_then(hex_digit);
            let low = raw.get(index + 2).copied().and_then(hex_digit);
            if let (b'#', Some(high), Some(low)) = (byte, high, low) {
                bytes.push(high << 4 | low);
                index += 3;
            } else {
                bytes.push(byte);
                index += 1;
            }
        }
        Token::Name(Cow::Owned(bytes))
    }

    fn open_angle(&mut self) -> Token<'a> {
        self.position += 1;
        if self.peek() == Some(b'<') {
            return self.single(Token::DictOpen);
        }
        let rest = self.rest();
        let length = rest.iter().position(|&b| b == b'>').unwrap_or(rest.len());
        self.position += (length + 1).min(rest.len());
        // No string that says anything is that long; the rest of it is stepped over.
        let kept = length.min(2 * MAX_STRING);
        let mut bytes = Vec::with_capacity(kept / 2 + 1);
        let mut half = None;
        self.odd_string |= length == rest.len();
        for &byte in rest.iter().take(kept) {
            let Some(digit) = hex_digit(byte) else {
                self.odd_string |= !is_space(byte);
                continue;
            };
            half = match half {
                None => Some(digit),
                Some(high) => {
                    bytes.push(high << 4 | digit);
                    None
                }
            };
        }
        bytes.extend(half.map(|high| high << 4));
        Token::HexString(bytes)
    }

    fn close_angle(&mut self) -> Token<'a> {
        let start = self.position;
        self.position += 1;
        if self.peek() == Some(b'>') {
            return self.single(Token::DictClose);
        }
        Token::Keyword(self.data.get(start..self.position).unwrap_or(&[]))
    }

    fn literal_string(&mut self) -> Token<'a> {
        self.position += 1;
        let rest = self.rest();
        let (length, plain) = literal_length(rest);
        self.position += (length + 1).min(rest.len());
        let raw = rest.get(..length.min(MAX_STRING)).unwrap_or(&[]);
        Token::String(if plain { Cow::Borrowed(raw) } else { Cow::Owned(unescaped(raw)) })
    }
}

/// The bytes that a literal string stands for.
fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    unescape(raw, &mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(data: &[u8]) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(data);
        let mut all = Vec::new();
        loop {
            match lexer.next() {
                Token::Eof => return all,
                token => all.push(token),
            }
        }
    }

    fn string(bytes: &[u8]) -> Token<'_> {
        Token::String(Cow::Borrowed(bytes))
    }

    #[test]
    fn numbers() {
        for (text, expected) in [
            ("0", Token::Int(0)),
            ("+17", Token::Int(17)),
            ("-98", Token::Int(-98)),
            ("--5", Token::Int(-5)),
            ("12-5", Token::Int(12)),
            ("34.5", Token::Real(34.5)),
            ("-.002", Token::Real(-0.002)),
            ("4.", Token::Real(4.0)),
            (".", Token::Real(0.0)),
            ("1.2.3", Token::Real(1.2)),
            ("99999999999999999999", Token::Int(i64::MAX)),
            ("0.1234567890123456789", Token::Real(0.123_456_789_012_345)),
            ("12a", Token::Keyword(b"12a")),
            ("-", Token::Keyword(b"-")),
        ] {
            assert_eq!(tokens(text.as_bytes()), [expected], "{text}");
        }
    }

    #[test]
    fn strings() {
        assert_eq!(tokens(b"(a(b)c)"), [string(b"a(b)c")]);
        assert_eq!(tokens(b"(\\101\\n\\(\\\r\nx\\8)"), [string(b"A\n(x8")]);
        assert_eq!(tokens(b"(a\r\nb)"), [string(b"a\nb")]);
        assert_eq!(tokens(b"(open"), [string(b"open")]);
        assert_eq!(tokens(b"(open\\"), [string(b"open")]);
        assert_eq!(tokens(b"<48 656c6C6>"), [Token::HexString(b"Hell`".to_vec())]);
    }

    #[test]
    fn names_and_delimiters() {
        assert_eq!(
            tokens(b"/A#42 /#zz<</K[1]>> % note\nBT}"),
            [
                Token::Name(Cow::Borrowed(b"AB")),
                Token::Name(Cow::Borrowed(b"#zz")),
                Token::DictOpen,
                Token::Name(Cow::Borrowed(b"K")),
                Token::ArrayOpen,
                Token::Int(1),
                Token::ArrayClose,
                Token::DictClose,
                Token::Keyword(b"BT"),
                Token::Keyword(b"}"),
            ]
        );
    }

    #[test]
    fn every_byte_sequence_ends() {
        for byte in 0..=255_u8 {
            for repeat in 1..4 {
                assert!(tokens(&vec![byte; repeat]).len() <= repeat);
            }
        }
    }
}
