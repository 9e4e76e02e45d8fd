//! Cross-references rebuilt by reading the whole file (what every reader does with broken files): each `n g obj` is
//! an object, the last one of a number counts.

use std::collections::HashSet;

use crate::PdfError;
use crate::budget::{self, Budget};
use crate::syntax::lexer::{Lexer, Token, is_space};
use crate::syntax::object::{Dict, Object, ObjectId};
use crate::syntax::parser::Parser;
use crate::syntax::xref::{Entry, Xref};

/// What a scan of the file found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Objects outside object streams, and trailer entries (of the last trailer that has them).
    pub(crate) xref: Xref,
    /// Object streams in file order.
    pub(crate) object_streams: Vec<u32>,
    /// The last object with `/Type /Catalog`.
    pub(crate) catalog: Option<ObjectId>,
    /// The last object that looks like an encryption dictionary.
    pub(crate) lock: Option<ObjectId>,
    /// Objects with `/Type /Catalog` or `/Type /Page`, in file order.
    pub(crate) landmarks: Vec<u32>,
}

/// What there is of an object that a scan looks into.
const LOOKED_INTO: usize = 1 << 16;

/// Scans the file. Work is linear: each object's dictionary is read no further than to the next object.
///
/// # Errors
/// [`PdfError::LimitExceeded`] when there are too many objects.
pub(crate) fn scan(data: &[u8], budget: &Budget) -> Result<Scan, PdfError> {
    let allowed = budget.limits().objects;
    let mut scan = Scan::default();
    let mut heads = object_heads(data).peekable();
    let mut count = 0;
    budget.charge_each(data.len() / 8, 1);
    while let Some(head) = heads.next() {
        count += 1;
        if count > allowed {
            return Err(budget.pass("objects", allowed));
        }
        budget.check()?;
        if u64::from(head.id.number) > allowed {
            continue;
        }
        let end =
            heads.peek().map_or(data.len(), |next| next.start).min(head.body.saturating_add(LOOKED_INTO));
        scan.xref.replace(head.id.number, Entry::At(head.start as u64), budget)?;
        let body = data.get(..end).unwrap_or(data);
        let mut parser = Parser::new(body, head.body, budget.limits().of_objects());
        let object = parser.object();
        budget.charge_each(parser.lexer().position().saturating_sub(head.start), budget::PARSED_BYTE);
        if let Some(dict) = object.as_dict() {
            scan.note(head.id, dict, is_stream(parser.lexer()));
        }
    }
    scan.last_of_each();
    scan.trailers(data, budget);
    Ok(scan)
}

impl Scan {
    fn note(&mut self, id: ObjectId, dict: &Dict, is_stream: bool) {
        match dict.get(b"Type").and_then(Object::as_name) {
            Some(b"ObjStm") if is_stream => {
                self.object_streams.push(id.number);
            }
            Some(b"XRef") => self.newer_trailer(dict),
            Some(b"Catalog") => {
                self.catalog = Some(id);
                self.landmarks.push(id.number);
            }
            Some(b"Page") => self.landmarks.push(id.number),
            _ if is_lock(dict) => self.lock = Some(id),
            _ => {}
        }
    }

    /// Of the object streams with one number, the last one counts.
    fn last_of_each(&mut self) {
        let mut seen = HashSet::new();
        self.object_streams.reverse();
        self.object_streams.retain(|&number| seen.insert(number));
        self.object_streams.reverse();
    }

    /// Entries of a later trailer come before those of an earlier one; a trailer without `/Root` adds only what is
    /// missing.
    fn newer_trailer(&mut self, dict: &Dict) {
        if dict.get(b"Root").is_none() {
            self.xref.add_trailer(dict);
            return;
        }
        let older = std::mem::take(&mut self.xref.trailer);
        self.xref.add_trailer(dict);
        self.xref.add_trailer(&older);
    }

    fn trailers(&mut self, data: &[u8], budget: &Budget) {
        let mut starts = memchr::memmem::find_iter(data, b"trailer").peekable();
        while let Some(start) = starts.next() {
            let end = starts.peek().copied().unwrap_or(data.len()).min(start.saturating_add(LOOKED_INTO));
            let body = data.get(..end).unwrap_or(data);
            let mut parser = Parser::new(body, start + b"trailer".len(), budget.limits().of_objects());
            if let Some(dict) = parser.object().as_dict() {
                self.newer_trailer(dict);
            }
            budget.charge_each(parser.lexer().position().saturating_sub(start), budget::PARSED_BYTE);
            if budget.is_spent() {
                return;
            }
        }
    }
}

/// True for an encryption dictionary of the standard security handler (ISO 32000-1, 7.6.3.2).
fn is_lock(dict: &Dict) -> bool {
    let is_string = |key: &[u8]| dict.get(key).and_then(Object::as_string).is_some();
    dict.get(b"Filter").and_then(Object::as_name) == Some(b"Standard") && is_string(b"O") && is_string(b"U")
}

/// True when the word `stream` is next.
fn is_stream(lexer: &mut Lexer<'_>) -> bool {
    matches!(lexer.next(), Token::Keyword(word) if word.starts_with(b"stream"))
}

/// `n g obj` in the file.
struct Head {
    id: ObjectId,
    /// First digit of the object number.
    start: usize,
    /// First byte after `obj`.
    body: usize,
}

fn object_heads(data: &[u8]) -> impl Iterator<Item = Head> {
    memchr::memmem::find_iter(data, b"obj").filter_map(|at| head_before(data, at))
}

/// The head whose keyword `obj` is at `at`, read backwards.
fn head_before(data: &[u8], at: usize) -> Option<Head> {
    let (generation, at_generation) = number_before(data, skip_back(data, at)?)?;
    let (number, start) = number_before(data, skip_back(data, at_generation)?)?;
    // Generations beyond what there can be mean nothing.
    let generation = u16::try_from(generation).unwrap_or(u16::MAX);
    let id = ObjectId { number: u32::try_from(number).ok()?, generation };
    Some(Head { id, start, body: at + b"obj".len() })
}

/// Steps back over at least one blank.
fn skip_back(data: &[u8], mut at: usize) -> Option<usize> {
    let blank = |at: usize| data.get(at).is_some_and(|&byte| is_space(byte));
    let before = at;
    while at > 0 && blank(at - 1) && before - at < 32 {
        at -= 1;
    }
    (at < before).then_some(at)
}

/// The number whose last digit is just before `end`, and where it starts.
fn number_before(data: &[u8], end: usize) -> Option<(u64, usize)> {
    let digits = data.get(end.saturating_sub(20)..end)?;
    let count = digits.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = digits.get(digits.len() - count..)?;
    if digits.is_empty() {
        return None;
    }
    let value = digits
        .iter()
        .fold(0_u64, |value, &digit| value.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    Some((value, end - count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn scan_all(data: &[u8]) -> Scan {
        scan(data, &Budget::new(&Limits::default(), 0)).expect("a scan")
    }

    #[test]
    fn a_generation_that_cannot_be_is_any() {
        let scan =
            scan_all(b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 18446744073709551616 obj <<>> endobj");
        assert_eq!(scan.xref.numbers(), [1, 2]);
    }

    #[test]
    fn the_last_object_of_a_number_counts() {
        let data =
            b"junk 1 0 obj<</A 1>>endobj 12 0  obj 5 endobj 1 0 obj<</A 2>>endobj\n3 1 obj<</Type/Catalog>>";
        let scan = scan_all(data);
        let later = memchr::memmem::rfind(data, b"1 0 obj").expect("there") as u64;
        assert_eq!(scan.xref.get(1), Entry::At(later));
        assert_eq!(scan.xref.numbers(), [1, 3, 12]);
        assert_eq!(scan.catalog, Some(ObjectId { number: 3, generation: 1 }));
    }

    #[test]
    fn trailers_of_both_kinds() {
        let data = b"9 0 obj<</Type/XRef/Root 1 0 R/Info 2 0 R>>stream\nendstream trailer<</Root 3 0 R>> trailer<</Size 4/Unheard of>>";
        let scan = scan_all(data);
        let number = |key: &[u8]| scan.xref.trailer.get(key).and_then(Object::as_ref_id).map(|id| id.number);
        assert_eq!((number(b"Root"), number(b"Info")), (Some(3), Some(2)));
        assert_eq!(scan.xref.trailer.get(b"Size"), Some(&Object::Int(4)));
    }

    #[test]
    fn a_lock_is_remembered() {
        let scan = scan_all(
            b"7 0 obj<</Filter/Standard/V 5/R 6/O(o)/U(u)>>endobj 8 0 obj<</Filter/Standard>>endobj",
        );
        assert_eq!(scan.lock, Some(ObjectId { number: 7, generation: 0 }));
    }

    #[test]
    fn things_that_look_like_objects() {
        let data = b"obj 1 obj x 0 obj 1 x obj 99999999999 0 obj endobj object 5 0 obj";
        let scan =
            scan(data, &Budget::new(&Limits { objects: 100, ..Limits::default() }, 0)).expect("a scan");
        assert_eq!(scan.xref.numbers(), [5]);
    }
}
