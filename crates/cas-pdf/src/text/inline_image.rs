//! Inline images (ISO 32000-1, 8.9.7): stepped over. Their data may hold anything, also what looks like `EI`.

use super::scan::Scanner;
use crate::syntax::lexer::{Lexer, Token, is_space};

/// Moves the scanner from behind `BI` to behind `EI`.
pub(super) fn skip<const KEEPS: bool>(scanner: &mut Scanner<'_, KEEPS>) {
    let data = scanner.data();
    let mut lexer = Lexer::at(data, scanner.position());
    let mut entries: Vec<(Vec<u8>, Token<'_>)> = Vec::new();
    loop {
        match lexer.next() {
            Token::Keyword(b"ID") => break,
            // Without data there is no image; the scanner goes on where the dictionary stopped making sense.
            Token::Eof | Token::Keyword(b"EI") => return scanner.skip_to(lexer.position()),
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
    let known = known_length(&entries).and_then(|length| start.checked_add(length));
    let end =
        known.filter(|&at| ends_at(data, at)).map_or_else(|| search(data, start), |at| after_end(data, at));
    scanner.skip_to(end);
}

/// The length of the data when it is stated, or when no filter makes it uncertain.
fn known_length(entries: &[(Vec<u8>, Token<'_>)]) -> Option<usize> {
    let value = |short: &[u8], long: &[u8]| {
        entries.iter().find(|(key, _)| key == short || key == long).map(|(_, value)| value)
    };
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

/// True when `EI` follows at `at`, white space in between.
fn ends_at(data: &[u8], at: usize) -> bool {
    let mut lexer = Lexer::at(data, at);
    matches!(lexer.next(), Token::Keyword(b"EI"))
}

fn after_end(data: &[u8], at: usize) -> usize {
    let mut lexer = Lexer::at(data, at);
    lexer.next();
    lexer.position()
}

/// Looks for `EI` between white space, followed by something that reads like content.
fn search(data: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(offset) = data.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b"EI")) {
        let found = at + offset;
        let before =
            found.checked_sub(1).and_then(|index| data.get(index)).is_none_or(|&byte| is_space(byte));
        let rest = data.get(found + 2..).unwrap_or_default();
        let after = rest.first().is_none_or(|&byte| is_space(byte));
        let readable = rest.iter().take(12).all(|&byte| is_space(byte) || (0x20..0x7f).contains(&byte));
        if (before || found == start) && after && readable {
            return found + 2;
        }
        at = found + 2;
    }
    data.len()
}
