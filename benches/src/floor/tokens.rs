//! A tokeniser of content streams (ISO 32000-1, 7.8.2): one table of byte classes, operands in one reused list, strings
//! and names as places in the stream, numbers as numbers. It keeps nothing: what it makes is counted and dropped.

use std::hint::black_box;
use std::ops::Range;

/// How many there are of each.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    /// Operators.
    pub operators: usize,
    /// Operands, those inside arrays and dictionaries too.
    pub operands: usize,
}

/// An operand.
#[derive(Clone, Debug)]
#[expect(dead_code, reason = "operands are made and dropped: nothing is done with them at the floor")]
enum Operand {
    Number(f32),
    Name(Range<usize>),
    String(Range<usize>),
    Open,
    Close,
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Blank,
    Digit,
    Regular,
    Name,
    Literal,
    Less,
    Greater,
    Bracket,
    Comment,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Regular; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ' => Class::Blank,
            b'0'..=b'9' | b'+' | b'-' | b'.' => Class::Digit,
            b'/' => Class::Name,
            b'(' => Class::Literal,
            b'<' => Class::Less,
            b'>' => Class::Greater,
            b'[' | b']' | b'{' | b'}' | b')' => Class::Bracket,
            b'%' => Class::Comment,
            _ => Class::Regular,
        };
        byte += 1;
    }
    classes
}

#[inline]
fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

/// Cuts a stream into tokens and counts them.
pub(super) fn count(data: &[u8], tally: &mut Tally) {
    let mut operands: Vec<Operand> = Vec::with_capacity(64);
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        let start = at;
        at += 1;
        match class(byte) {
            Class::Blank => continue,
            Class::Digit => {
                let (number, end) = number(data, start);
                operands.push(Operand::Number(number));
                at = end;
            }
            Class::Regular => {
                at = word(data, at);
                // An operator of at most three letters, as one number.
                let letters = data.get(start..at).unwrap_or_default().iter().take(4);
                let operator = letters.fold(0_u32, |code, letter| code << 8 | u32::from(*letter));
                tally.operators += 1;
                tally.operands += operands.len();
                black_box((operator, &operands));
                operands.clear();
                if operator == INLINE_IMAGE {
                    at = behind_image(data, at);
                }
            }
            Class::Name => {
                at = word(data, at);
                operands.push(Operand::Name(start + 1..at));
            }
            Class::Literal => {
                at = literal(data, at);
                operands.push(Operand::String(start + 1..at - 1));
            }
            Class::Less if data.get(at) == Some(&b'<') => {
                at += 1;
                operands.push(Operand::Open);
            }
            Class::Less => {
                at += memchr::memchr(b'>', data.get(at..).unwrap_or_default()).map_or(0, |end| end + 1);
                operands.push(Operand::String(start + 1..at));
            }
            Class::Greater => {
                at += usize::from(data.get(at) == Some(&b'>'));
                operands.push(Operand::Close);
            }
            Class::Bracket => operands.push(if byte == b'[' { Operand::Open } else { Operand::Close }),
            Class::Comment => {
                at += memchr::memchr2(b'\r', b'\n', data.get(at..).unwrap_or_default()).unwrap_or(0);
            }
        }
    }
}

/// `ID` as one number.
const INLINE_IMAGE: u32 = (b'I' as u32) << 8 | b'D' as u32;

/// The end of a word or name.
#[inline]
fn word(data: &[u8], at: usize) -> usize {
    let rest = data.get(at..).unwrap_or_default();
    let regular = |byte: &&u8| matches!(class(**byte), Class::Regular | Class::Digit);
    at + rest.iter().take_while(regular).count()
}

/// A number and where it ends.
#[inline]
fn number(data: &[u8], start: usize) -> (f32, usize) {
    const TENTHS: [f32; 8] = [1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7];
    let (mut digits, mut fraction, mut behind_point, mut negative) = (0_i64, 0_usize, false, false);
    let mut at = start;
    while let Some(&byte) = data.get(at) {
        match byte {
            b'0'..=b'9' => {
                digits = digits.wrapping_mul(10).wrapping_add(i64::from(byte - b'0'));
                fraction += usize::from(behind_point);
            }
            b'.' => behind_point = true,
            b'-' => negative = true,
            b'+' => {}
            _ => break,
        }
        at += 1;
    }
    let value = digits as f32 * TENTHS[fraction.min(7)];
    (if negative { -value } else { value }, at)
}

/// The end of a literal string, behind its closing bracket.
#[inline]
fn literal(data: &[u8], mut at: usize) -> usize {
    let mut depth = 1;
    while let Some(next) = memchr::memchr3(b'(', b')', b'\\', data.get(at..).unwrap_or_default()) {
        at += next + 1;
        match data.get(at - 1) {
            Some(b'(') => depth += 1,
            Some(b')') => depth -= 1,
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    data.len().max(at)
}

/// The end of an inline image: the first `EI` between blanks.
fn behind_image(data: &[u8], at: usize) -> usize {
    let rest = data.get(at..).unwrap_or_default();
    let blank = |byte: Option<&u8>| byte.is_none_or(|byte| class(*byte) == Class::Blank);
    let end = memchr::memmem::find_iter(rest, b"EI")
        .find(|end| blank(rest.get(end.wrapping_sub(1))) && blank(rest.get(end + 2)));
    end.map_or(data.len(), |end| at + end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_counted() {
        let mut tally = Tally::default();
        count(
            b"/F1 9.5 Tf [(a\\)b(c))-20<41>]TJ % (x) Tj\n/P<</MCID 3>>BDC BI /W 1 ID \xFF(\xFF EI ET",
            &mut tally,
        );
        assert_eq!(tally, Tally { operators: 6, operands: 14 });
    }

    #[test]
    fn numbers_have_a_value() {
        assert_eq!(number(b"-12.50 ", 0), (-12.5, 6));
        assert_eq!(number(b".25", 0), (0.25, 3));
        assert_eq!(number(b"+7]", 0), (7.0, 2));
    }
}
