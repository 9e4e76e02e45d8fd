//! Cross-references (ISO 32000-1, 7.5.4, 7.5.8): tables, streams, hybrids and their chains of updates.

use crate::budget::{self, Budget};
use crate::filter::{Inflater, Integrity};
use crate::limits::Bounds;
use crate::stream::decode_filters;
use crate::syntax::lexer::{Lexer, Token, is_space};
use crate::syntax::object::{Dict, Object};
use crate::syntax::parser::{Parser, plain_indirect};
use crate::{Limits, PdfError};

/// Where an object is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Entry {
    /// Nowhere: never defined, or deleted.
    #[default]
    Free,
    /// At this offset of the file.
    At(u64),
    /// In the object stream with number `stream`, the `index`th of its objects.
    In { stream: u32, index: u32 },
}

/// All cross-references of a file, newest first, and the trailer entries that go with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Xref {
    entries: Vec<Option<Entry>>,
    /// The newest value of each trailer key.
    pub(crate) trailer: Dict,
    /// Cross-reference streams that are not what their writer packed.
    pub(crate) damaged: Vec<u32>,
}

/// Entries of a trailer that are kept; the others have their meaning where they stand.
const TRAILER: [&[u8]; 5] = [b"Root", b"Encrypt", b"Info", b"ID", b"Size"];
/// Entry keywords and other short things are looked for within this distance.
const SLACK: usize = 32;

impl Xref {
    /// Where object `number` is.
    pub(crate) fn get(&self, number: u32) -> Entry {
        self.entries.get(number as usize).copied().flatten().unwrap_or_default()
    }

    /// Numbers of all objects that exist, in rising order.
    pub(crate) fn numbers(&self) -> Vec<u32> {
        let used = |entry: &Option<Entry>| matches!(entry, Some(Entry::At(_) | Entry::In { .. }));
        (0..).zip(&self.entries).filter(|(_, entry)| used(entry)).map(|(number, _)| number).collect()
    }

    /// Sets an entry, newer ones included.
    pub(crate) fn replace(&mut self, number: u32, entry: Entry, budget: &Budget) -> Result<(), PdfError> {
        *self.slot(number, budget)? = Some(entry);
        Ok(())
    }

    /// Sets an entry unless a newer one is there.
    fn add(&mut self, number: u32, entry: Entry, budget: &Budget) -> Result<(), PdfError> {
        self.slot(number, budget)?.get_or_insert(entry);
        Ok(())
    }

    fn slot(&mut self, number: u32, budget: &Budget) -> Result<&mut Option<Entry>, PdfError> {
        let allowed = budget.limits().objects;
        let exceeded = || Limits::exceeded("objects", allowed);
        budget.charge(budget::ELEMENT);
        if u64::from(number) > allowed {
            return Err(exceeded());
        }
        let index = number as usize;
        if index >= self.entries.len() {
            self.entries.resize(index + 1, None);
        }
        self.entries.get_mut(index).ok_or_else(exceeded)
    }

    /// Takes over the trailer entries that are not known yet.
    pub(crate) fn add_trailer(&mut self, dict: &Dict) {
        for (name, value) in dict.iter() {
            if TRAILER.contains(&name.as_bytes()) && self.trailer.get(name.as_bytes()).is_none() {
                self.trailer.push(name.clone(), value.clone());
            }
        }
    }
}

/// Reads the chain of cross-references that `startxref` begins; `base` is where the file's offsets count from.
///
/// # Errors
/// [`PdfError::Damaged`] when the chain is broken anywhere: the caller repairs the file then.
pub(crate) fn read(data: &[u8], start: u64, base: u64, budget: &Budget) -> Result<Xref, PdfError> {
    let mut xref = Xref::default();
    let mut reader = Reader { data, base, budget, inflater: Inflater::default(), visited: Vec::new() };
    let mut next = Some(start);
    while let Some(offset) = next {
        if reader.visited.contains(&offset) {
            break;
        }
        reader.visited.push(offset);
        if reader.visited.len() > 4096 {
            return Err(damaged(offset, "too many updates"));
        }
        budget.check()?;
        next = reader.section(&mut xref, offset)?;
    }
    Ok(xref)
}

/// The offset that the last `startxref` of the file names.
pub(crate) fn find_start(data: &[u8]) -> Option<u64> {
    let at = memchr::memmem::rfind(data, b"startxref")?;
    let mut lexer = Lexer::at(data, at + b"startxref".len());
    match lexer.next() {
        Token::Int(offset) => u64::try_from(offset).ok(),
        _ => None,
    }
}

fn damaged(offset: u64, problem: &'static str) -> PdfError {
    PdfError::Damaged { object: 0, offset, problem }
}

struct Reader<'a, 'b> {
    data: &'a [u8],
    base: u64,
    budget: &'b Budget,
    inflater: Inflater,
    visited: Vec<u64>,
}

impl Reader<'_, '_> {
    /// Reads the section at `offset`; returns where the one before it is.
    fn section(&mut self, xref: &mut Xref, offset: u64) -> Result<Option<u64>, PdfError> {
        let at = usize::try_from(offset.saturating_add(self.base)).unwrap_or(usize::MAX);
        let mut lexer = Lexer::at(self.data, at);
        let dict = if lexer.next() == Token::Keyword(b"xref") {
            self.table(xref, lexer.position(), offset)?
        } else {
            self.stream(xref, at, offset)?
        };
        Ok(dict.get(b"Prev").and_then(Object::as_i64).and_then(|prev| u64::try_from(prev).ok()))
    }

    /// Subsections of a table, then its trailer; the hidden part of a hybrid file comes before what the table calls
    /// free.
    fn table(&mut self, xref: &mut Xref, at: usize, offset: u64) -> Result<Dict, PdfError> {
        let mut lexer = Lexer::at(self.data, at);
        let mut free = Vec::new();
        loop {
            match lexer.next() {
                Token::Int(first) => {
                    let Token::Int(count) = lexer.next() else {
                        return Err(damaged(offset, "broken cross-reference table"));
                    };
                    let (Ok(first), Ok(count)) = (u32::try_from(first), u32::try_from(count)) else {
                        return Err(damaged(offset, "broken cross-reference table"));
                    };
                    self.subsection(xref, &mut lexer, first, count, &mut free)?;
                }
                Token::Keyword(b"trailer") => break,
                _ => return Err(damaged(offset, "cross-reference table without trailer")),
            }
        }
        let mut parser = Parser::new(self.data, lexer.position(), self.bounds());
        let trailer = parser.object();
        self.budget.weigh(&parser);
        let Some(trailer) = trailer.as_dict() else { return Err(damaged(offset, "broken trailer")) };
        xref.add_trailer(trailer);
        if let Some(hidden) =
            trailer.get(b"XRefStm").and_then(Object::as_i64).and_then(|at| u64::try_from(at).ok())
            && !self.visited.contains(&hidden)
        {
            self.visited.push(hidden);
            let at = usize::try_from(hidden.saturating_add(self.base)).unwrap_or(usize::MAX);
            self.stream(xref, at, hidden)?;
        }
        for number in free {
            xref.add(number, Entry::Free, self.budget)?;
        }
        Ok(trailer.clone())
    }

    fn bounds(&self) -> Bounds {
        self.budget.limits().of_objects()
    }

    fn subsection(
        &self,
        xref: &mut Xref,
        lexer: &mut Lexer<'_>,
        mut first: u32,
        count: u32,
        free: &mut Vec<u32>,
    ) -> Result<(), PdfError> {
        for index in 0..count {
            lexer.skip_space();
            let at = lexer.position();
            let (offset, used) = match self.data.get(at..at + 18).and_then(fixed_entry) {
                Some(entry) => {
                    lexer.set_position(at + 18);
                    entry
                }
                None => match loose_entry(lexer) {
                    Some(entry) => entry,
                    // Fewer entries than announced: go on with what follows.
                    None => {
                        lexer.set_position(at);
                        return Ok(());
                    }
                },
            };
            if index == 0 && first == 1 && !used && offset == 0 {
                // A table that starts with the head of the free list starts at object 0, whatever it says.
                first = 0;
            }
            let Some(number) = first.checked_add(index) else { return Ok(()) };
            if used {
                xref.add(number, Entry::At(offset), self.budget)?;
            } else if u64::from(number) <= self.budget.limits().objects {
                free.push(number);
            }
        }
        Ok(())
    }

    /// A cross-reference stream (7.5.8).
    fn stream(&mut self, xref: &mut Xref, at: usize, offset: u64) -> Result<Dict, PdfError> {
        let indirect = plain_indirect(self.data, at, self.bounds());
        let object = indirect.ok_or_else(|| damaged(offset, "no cross-reference here"))?.object;
        let Some(stream) = object.as_stream() else { return Err(damaged(offset, "no cross-reference here")) };
        let dict = &stream.dict;
        if dict.get(b"Type").and_then(Object::as_name) != Some(b"XRef") {
            return Err(damaged(offset, "no cross-reference here"));
        }
        let raw = self.data.get(stream.start..stream.end).unwrap_or(&[]);
        let (allowed, limit) = self.budget.stream_allowance((u64::MAX, "stream_bytes"));
        let left = self.budget.bound(&mut self.inflater);
        let decoded = decode_filters(dict, raw, &Object::clone, &mut self.inflater, allowed);
        self.budget.unpacked(left, &self.inflater);
        self.budget.check()?;
        let Ok(decoded) = decoded else { return Err(self.budget.outgrown(limit)) };
        self.budget.decoded(&decoded);
        if decoded.integrity == Integrity::Damaged {
            xref.damaged.push(stream.id.number);
        }
        self.rows(xref, dict, &decoded.data)
            .ok_or_else(|| damaged(offset, "broken cross-reference stream"))??;
        xref.add_trailer(dict);
        Ok(dict.clone())
    }

    fn rows(&self, xref: &mut Xref, dict: &Dict, rows: &[u8]) -> Option<Result<(), PdfError>> {
        let widths = dict.get(b"W")?.as_array()?;
        let width = |index: usize| -> Option<usize> {
            let width = usize::try_from(widths.get(index)?.as_i64()?).ok()?;
            (width <= 8).then_some(width)
        };
        let (kind_width, second_width, third_width) = (width(0)?, width(1)?, width(2)?);
        let row_width = kind_width + second_width + third_width;
        if row_width == 0 {
            return None;
        }
        let number = |object: &Object| object.as_i64().and_then(|value| u32::try_from(value).ok());
        let whole = [Object::Int(0), dict.get(b"Size").cloned().unwrap_or(Object::Int(i64::from(u32::MAX)))];
        let index = dict.get(b"Index").and_then(Object::as_array).unwrap_or(&whole);
        let mut rows = rows.chunks_exact(row_width);
        for pair in index.chunks_exact(2) {
            let (first, count) = (pair.first().and_then(number)?, pair.get(1).and_then(number)?);
            for (position, row) in (0..count).zip(rows.by_ref()) {
                let (kind, rest) = row.split_at_checked(kind_width)?;
                let (second, third) = rest.split_at_checked(second_width)?;
                let kind = if kind_width == 0 { 1 } else { big_endian(kind) };
                let Some(object) = first.checked_add(position) else { break };
                let entry = match kind {
                    0 => Entry::Free,
                    1 => Entry::At(big_endian(second)),
                    2 => match (u32::try_from(big_endian(second)), u32::try_from(big_endian(third))) {
                        (Ok(stream), Ok(index)) => Entry::In { stream, index },
                        _ => continue,
                    },
                    _ => continue,
                };
                if let Err(error) = xref.add(object, entry, self.budget) {
                    return Some(Err(error));
                }
            }
        }
        Some(Ok(()))
    }
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// `nnnnnnnnnn ggggg n`, the form that the specification asks for.
fn fixed_entry(bytes: &[u8]) -> Option<(u64, bool)> {
    let (digits, rest) = bytes.split_at_checked(10)?;
    let mut offset = 0_u64;
    for digit in digits {
        offset = offset * 10 + u64::from(digit.checked_sub(b'0').filter(|digit| *digit <= 9)?);
    }
    let generation_ok = rest.get(1..6)?.iter().all(u8::is_ascii_digit);
    let used = match (rest.first()?, rest.get(6)?, rest.get(7)?) {
        (b' ', b' ', b'n') => true,
        (b' ', b' ', b'f') => false,
        _ => return None,
    };
    generation_ok.then_some((offset, used))
}

/// An entry in whatever spacing.
fn loose_entry(lexer: &mut Lexer<'_>) -> Option<(u64, bool)> {
    let Token::Int(offset) = lexer.next() else { return None };
    let Token::Int(_generation) = lexer.next() else { return None };
    let used = match lexer.next() {
        Token::Keyword(b"n") => true,
        Token::Keyword(b"f") => false,
        _ => return None,
    };
    Some((u64::try_from(offset).ok()?, used))
}

/// True when a cross-reference, or something that may be one, is at `at`.
pub(crate) fn plausible(data: &[u8], at: u64) -> bool {
    let Some(tail) = usize::try_from(at).ok().and_then(|at| data.get(at..)) else { return false };
    let blanks = tail.iter().take(SLACK).take_while(|&&byte| is_space(byte)).count();
    tail.get(blanks..)
        .is_some_and(|tail| tail.starts_with(b"xref") || tail.first().is_some_and(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_at(text: &str, start: u64) -> Result<Xref, PdfError> {
        read(text.as_bytes(), start, 0, &Budget::new(&Limits::default(), 0))
    }

    #[test]
    fn a_table_in_any_spacing() {
        let xref = read_at(
            "xref\n0 2\n0000000000 65535 f \n0000000017 00000 n \n5 2\n81 0 n\n0000000331 00000 n\ntrailer\n<</Size 7>>",
            0,
        )
        .expect("a table");
        let entries: Vec<_> = [0, 1, 5, 6, 7, 99].map(|n| xref.get(n)).into();
        assert_eq!(
            entries,
            [Entry::Free, Entry::At(17), Entry::At(81), Entry::At(331), Entry::Free, Entry::Free]
        );
        assert_eq!(xref.numbers(), [1, 5, 6]);
    }

    #[test]
    fn a_table_that_starts_at_the_wrong_object() {
        let xref =
            read_at("xref 1 2\n0000000000 65535 f \n0000000017 00000 n \ntrailer<<>>", 0).expect("a table");
        assert_eq!(xref.get(1), Entry::At(17));
    }

    #[test]
    fn newer_entries_win_and_loops_end() {
        let text = "xref 1 1\n0000000010 00000 n \ntrailer<</Prev 50/Size 1>>\n\nxref 1 2\n0000000020 00000 n \n0000000030 00000 n \ntrailer<</Prev 0/Size 2/Info 2/A 2>>";
        let start = text.rfind("xref 1 2").expect("the older table") as u64;
        let text = text.replace("/Prev 50", &format!("/Prev {start}"));
        let xref = read_at(&text, 0).expect("two tables");
        assert_eq!((xref.get(1), xref.get(2)), (Entry::At(10), Entry::At(30)));
        assert_eq!(xref.trailer.get(b"Size"), Some(&Object::Int(1)));
        assert_eq!(xref.trailer.get(b"Info"), Some(&Object::Int(2)));
    }

    #[test]
    fn a_stream_with_index_and_default_kind() {
        let text = b"7 0 obj<</Type/XRef/W[0 1 1]/Index[3 1 9 2]/Size 11/Length 6>>stream\n\x10\x00\x20\x00\x30\x00\nendstream";
        let xref = read(text, 0, 0, &Budget::new(&Limits::default(), 0)).expect("a stream");
        assert_eq!((xref.get(3), xref.get(9), xref.get(10)), (Entry::At(16), Entry::At(32), Entry::At(48)));
    }

    #[test]
    fn kinds_of_a_stream() {
        let text = b"7 0 obj<</Type/XRef/W[1 1 1]/Size 3/Length 9>>stream\n\x00\x00\x00\x01\x20\x00\x02\x05\x04\nendstream";
        let xref = read(text, 0, 0, &Budget::new(&Limits::default(), 0)).expect("a stream");
        assert_eq!((xref.get(0), xref.get(1)), (Entry::Free, Entry::At(32)));
        assert_eq!(xref.get(2), Entry::In { stream: 5, index: 4 });
    }

    #[test]
    fn huge_object_numbers_reach_the_limit() {
        let text = "xref 4000000000 1\n0000000010 00000 n \ntrailer<<>>";
        assert!(read_at(text, 0).is_err_and(|error| error.is_limit()));
    }

    #[test]
    fn what_is_no_cross_reference_is_an_error() {
        for text in [
            "",
            "xref",
            "xref 0 x",
            "1 0 obj<<>>endobj",
            "1 0 obj<</Type/XRef>>stream\nendstream",
            "xref 0 0 trailer 1",
        ] {
            assert!(read_at(text, 0).is_err(), "{text}");
        }
        assert!(read_at("xref", u64::MAX).is_err());
    }
}
