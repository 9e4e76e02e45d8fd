//! The parts of a content stream that can hold text, for those who write a changed copy of it. What stands between them
//! (numbers, operators, brackets, blanks) can be copied as it is.

use std::ops::Range;

use cas_page::Tag;

use super::drawing::{Drawing, Pen};
use super::inline_image;
use super::mark::read_inline;
use super::operands::Operands;
use super::resources::unescaped;
use super::scan::{Op, Part, Scanner};

/// A part of a content stream.
#[derive(Clone)]
pub struct Lexeme {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: LexemeKind,
}

/// What a part of a content stream is.
#[derive(Clone)]
pub enum LexemeKind {
    /// A literal or hexadecimal string.
    String,
    /// A name, escapes resolved.
    Name(Vec<u8>),
    /// A dictionary written in the stream, with what it says of marked content.
    Properties(Tag),
    /// A comment.
    Comment,
    /// A word that is no operator.
    Unknown,
    /// An operator that shows text.
    Show(Show),
    /// An inline image, from `BI` to `EI`.
    InlineImage,
    /// An operator that paints a path.
    Paint(Drawing),
}

/// The operators that show text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Show {
    /// `Tj`
    #[default]
    String,
    /// `TJ`
    Array,
    /// `'`
    Line,
    /// `"`
    Spaced,
}

impl std::fmt::Debug for Lexeme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexeme({:?})", self.range)
    }
}

impl std::fmt::Debug for LexemeKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LexemeKind(***)")
    }
}

/// Every operator of ISO 32000-1, annex A.
const OPERATORS: &[&[u8]] = &[
    b"b", b"B", b"b*", b"B*", b"BDC", b"BI", b"BMC", b"BT", b"BX", b"c", b"cm", b"CS", b"cs", b"d", b"d0",
    b"d1", b"Do", b"DP", b"EI", b"EMC", b"ET", b"EX", b"f", b"F", b"f*", b"G", b"g", b"gs", b"h", b"i",
    b"ID", b"j", b"J", b"K", b"k", b"l", b"m", b"M", b"MP", b"n", b"q", b"Q", b"re", b"RG", b"rg", b"ri",
    b"s", b"S", b"SC", b"sc", b"SCN", b"scn", b"sh", b"T*", b"Tc", b"Td", b"TD", b"Tf", b"Tj", b"TJ", b"TL",
    b"Tm", b"Tr", b"Ts", b"Tw", b"Tz", b"v", b"w", b"W", b"W*", b"y", b"'", b"\"",
];

/// True for a word that is an operator.
pub(super) fn is_operator(word: &[u8]) -> bool {
    OPERATORS.contains(&word)
}

/// The parts of a content stream in order, none inside another.
#[must_use]
pub fn lexemes(data: &[u8]) -> Vec<Lexeme> {
    let mut scanner = Scanner::<true>::new(data);
    let mut operands = Operands::default();
    let mut all: Vec<Lexeme> = Vec::new();
    let mut pen = Pen::default();
    while let Some(op) = scanner.next(&mut operands) {
        gather(data, scanner.take_parts(), &mut all);
        if let Some(drawing) = pen.operate(op, &operands) {
            let end = scanner.position();
            let word = data.get(..end).unwrap_or_default().iter().rev();
            let length = word.take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'*').count();
            all.push(Lexeme { range: end - length..end, kind: LexemeKind::Paint(drawing) });
        }
        operands.clear();
        if op == Op::of(b"BI") {
            let start = scanner.position().saturating_sub(2);
            let _skipped = inline_image::skip(&mut scanner);
            all.push(Lexeme { range: start..scanner.position(), kind: LexemeKind::InlineImage });
        }
    }
    gather(data, scanner.take_parts(), &mut all);
    all
}

fn gather(data: &[u8], parts: Vec<(Part, Range<usize>)>, all: &mut Vec<Lexeme>) {
    for (part, range) in parts {
        let bytes = data.get(range.clone()).unwrap_or_default();
        let kind = match part {
            Part::String => LexemeKind::String,
            Part::Name => LexemeKind::Name(unescaped(bytes.get(1..).unwrap_or_default())),
            Part::Comment => LexemeKind::Comment,
            Part::Word => match bytes {
                b"Tj" => LexemeKind::Show(Show::String),
                b"TJ" => LexemeKind::Show(Show::Array),
                b"'" => LexemeKind::Show(Show::Line),
                b"\"" => LexemeKind::Show(Show::Spaced),
                _ if is_operator(bytes) => continue,
                _ => LexemeKind::Unknown,
            },
            Part::Dict => {
                // The parts inside came first.
                while all.last().is_some_and(|last| last.range.start >= range.start) {
                    all.pop();
                }
                let mut tag = Tag::default();
                read_inline(bytes, &mut tag);
                LexemeKind::Properties(tag)
            }
        };
        all.push(Lexeme { range, kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_order_and_whole() {
        let data = b"/Span<</ActualText(x)/MCID 3>>BDC (a)Tj % remark\n[(b)-2<41>]TJ word BI /W 1 ID \xff EI /F#31 9 Tf";
        let parts: Vec<&[u8]> =
            lexemes(data).into_iter().map(|part| data.get(part.range).unwrap_or_default()).collect();
        let expected: [&[u8]; 11] = [
            b"/Span",
            b"<</ActualText(x)/MCID 3>>",
            b"(a)",
            b"Tj",
            b"% remark",
            b"(b)",
            b"<41>",
            b"TJ",
            b"word",
            b"BI /W 1 ID \xff EI",
            b"/F#31",
        ];
        assert_eq!(parts, expected);
        assert!(
            matches!(&lexemes(b"/F#31 9 Tf")[..], [Lexeme { kind: LexemeKind::Name(name), .. }] if name == b"F1")
        );
    }
}
