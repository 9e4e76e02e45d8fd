//! Inline images (ISO 32000-1, 8.9.7): stepped over. Their data may hold anything, also what looks like `EI`.

use super::lexeme::is_operator;
use super::scan::Scanner;
use crate::syntax::escape::literal_length;
use crate::syntax::lexer::{Lexer, Token, is_regular, is_space};

/// How an image was stepped over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Skipped {
    /// True when its data and its end were found: else what follows may be missing.
    pub(super) is_whole: bool,
    /// Bytes looked at more than once.
    pub(super) looked_at: usize,
}

/// Bytes behind an `EI` that tell whether it is the end.
const LOOKED_AHEAD: usize = 64;
/// Bytes, strings and comments not counted, that have to read like content.
const READABLE: usize = 12;
/// Operands in front of the next operator at most.
const OPERANDS: usize = 16;
/// `EI`s in the data of one image; there is one by chance in 64 KiB.
const MAX_ENDS: usize = 4096;

/// What `/Filter` of an image names first, and how its name says that its data end.
const END_MARKS: [(&[u8], &[u8]); 4] =
    [(b"A85", b"~>"), (b"ASCII85Decode", b"~>"), (b"AHx", b">"), (b"ASCIIHexDecode", b">")];

type Entries<'a> = Vec<(Vec<u8>, Token<'a>)>;

/// Moves the scanner from behind `BI` to behind `EI`.
pub(super) fn skip<const KEEPS: bool>(scanner: &mut Scanner<'_, KEEPS>) -> Skipped {
    let data = scanner.data();
    let mut lexer = Lexer::at(data, scanner.position());
    let mut entries = Entries::new();
    loop {
        match lexer.next() {
            Token::Keyword(b"ID") => break,
            // Without data there is no image; the scanner goes on where the dictionary stopped making sense.
            Token::Keyword(word) if is_operator(word) => {
                let length = if word == b"EI" { 0 } else { word.len() };
                scanner.skip_to(lexer.position() - length);
                return Skipped { is_whole: false, looked_at: 0 };
            }
            Token::Eof => {
                scanner.skip_to(lexer.position());
                return Skipped { is_whole: false, looked_at: 0 };
            }
            Token::Name(key) => {
                let value = lexer.next();
                if entries.len() < 64 {
                    entries.push((key.into_owned(), value));
                }
            }
            _ => {}
        }
    }
    // One white-space byte parts `ID` from the data.
    let start = lexer.position() + 1;
    let mut looked_at = 0;
    let known = known_length(&entries).and_then(|length| start.checked_add(length));
    let end = known
        .and_then(|at| end_at(data, at))
        .or_else(|| marked(data, start, &entries, &mut looked_at))
        .or_else(|| search(data, start, &mut looked_at));
    scanner.skip_to(end.unwrap_or(data.len()));
    Skipped { is_whole: end.is_some(), looked_at }
}

fn value<'e, 'a>(entries: &'e Entries<'a>, short: &[u8], long: &[u8]) -> Option<&'e Token<'a>> {
    entries.iter().find(|(key, _)| key == short || key == long).map(|(_, value)| value)
}

/// The length of the data when it is stated, or when no filter makes it uncertain.
fn known_length(entries: &Entries<'_>) -> Option<usize> {
    let value = |short: &[u8], long: &[u8]| value(entries, short, long);
    let number = |short, long| match value(short, long) {
        Some(Token::Int(number)) => usize::try_from(*number).ok(),
        _ => None,
    };
    if let Some(length) = number(b"L", b"Length") {
        return Some(length);
    }
    if value(b"F", b"Filter").is_some() {
        return None;
    }
    let mask = matches!(value(b"IM", b"ImageMask"), Some(Token::Keyword(b"true")));
    let components = match value(b"CS", b"ColorSpace") {
        _ if mask => 1,
        Some(Token::Name(name)) => match name.as_ref() {
            b"G" | b"DeviceGray" => 1,
            b"RGB" | b"DeviceRGB" => 3,
            b"CMYK" | b"DeviceCMYK" => 4,
            _ => return None,
        },
        _ => return None,
    };
    let bits = if mask { 1 } else { number(b"BPC", b"BitsPerComponent")? };
    let row = number(b"W", b"Width")?.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
    row.checked_mul(number(b"H", b"Height")?)
}

/// Behind the `EI` that follows the end mark of data that have one.
fn marked(data: &[u8], start: usize, entries: &Entries<'_>, looked_at: &mut usize) -> Option<usize> {
    let first = match value(entries, b"F", b"Filter")? {
        Token::Name(name) => name.as_ref(),
        // The names of an array were gathered like entries.
        Token::ArrayOpen => {
            let at = entries.iter().position(|(key, _)| key == b"F" || key == b"Filter")?;
            entries.get(at + 1)?.0.as_slice()
        }
        _ => return None,
    };
    let (_, mark) = END_MARKS.iter().find(|(name, _)| *name == first)?;
    let rest = data.get(start..)?;
    let found = memchr::memmem::find(rest, mark);
    *looked_at += found.unwrap_or(rest.len());
    end_at(data, start + found? + mark.len())
}

/// Behind the `EI` that follows at `at`, a little white space in between.
fn end_at(data: &[u8], at: usize) -> Option<usize> {
    let rest = data.get(at..)?;
    let blanks = rest.iter().take(LOOKED_AHEAD).take_while(|byte| is_space(**byte)).count();
    let behind = rest.get(blanks..)?.strip_prefix(b"EI")?;
    behind.first().is_none_or(|byte| !is_regular(*byte)).then_some(at + blanks + 2)
}

/// Looks for an `EI` that is followed by something that reads like content: between white space, or in front of an
/// operator. Where there is none, the first one in front of an operator.
fn search(data: &[u8], start: usize, looked_at: &mut usize) -> Option<usize> {
    let mut fallback = None;
    let ends = memchr::memmem::find_iter(data.get(start..)?, b"EI").take(MAX_ENDS);
    for found in ends.map(|at| start + at) {
        let end = found + 2;
        let rest = data.get(end..).unwrap_or_default();
        let before =
            found == start || found.checked_sub(1).and_then(|at| data.get(at)).is_some_and(|b| is_space(*b));
        let after = rest.first().is_none_or(|byte| is_space(*byte));
        if !after && rest.first().is_some_and(|byte| is_regular(*byte)) {
            continue;
        }
        *looked_at += LOOKED_AHEAD;
        let readable = reads_on(rest);
        if readable && before && after {
            return Some(end);
        }
        if (readable || fallback.is_none()) && operator_follows(rest) {
            if readable {
                return Some(end);
            }
            fallback = Some(end);
        }
    }
    fallback
}

fn ahead(rest: &[u8]) -> &[u8] {
    rest.get(..LOOKED_AHEAD).unwrap_or(rest)
}

/// True when the bytes that come next are those of text, but for what is in strings and comments.
fn reads_on(rest: &[u8]) -> bool {
    let ahead = ahead(rest);
    let mut at = 0;
    for _ in 0..READABLE {
        let Some(&byte) = ahead.get(at) else { return true };
        let inside = ahead.get(at + 1..).unwrap_or_default();
        at += match byte {
            b'(' => literal_length(inside).0 + 2,
            b'%' => 1 + inside.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count(),
            byte if is_space(byte) || (0x20..0x7f).contains(&byte) => 1,
            _ => return false,
        };
    }
    true
}

/// True when an operator is the next word, or nothing follows.
fn operator_follows(rest: &[u8]) -> bool {
    let mut lexer = Lexer::new(ahead(rest));
    for _ in 0..OPERANDS {
        match lexer.next() {
            Token::Keyword(b"true" | b"false" | b"null") => {}
            Token::Keyword(word) => return is_operator(word),
            Token::Eof => return rest.len() <= LOOKED_AHEAD,
            _ => {}
        }
    }
    false
}
