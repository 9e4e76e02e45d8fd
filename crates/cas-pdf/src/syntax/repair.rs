//! Cross-references rebuilt by reading the whole file (what every reader does with broken files): each `n g obj` is
//! an object, the last one of a number counts.

use crate::syntax::lexer::is_space;
use crate::syntax::object::{Dict, Object, ObjectId};
use crate::syntax::parser::Parser;
use crate::syntax::xref::{Entry, Xref};
use crate::{Limits, PdfError};

/// What a scan of the file found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Objects outside object streams, and trailer entries (of the last trailer that has them).
    pub(crate) xref: Xref,
    /// Object streams in file order.
    pub(crate) object_streams: Vec<u32>,
    /// The last object with `/Type /Catalog`.
    pub(crate) catalog: Option<ObjectId>,
}

/// Scans the file. Work is linear: each object's dictionary is read no further than to the next object.
///
/// # Errors
/// [`PdfError::LimitExceeded`] when there are too many objects.
pub(crate) fn scan(data: &[u8], limits: &Limits) -> Result<Scan, PdfError> {
    let heads = object_heads(data);
    if heads.len() > limits.objects as usize {
        return Err(Limits::exceeded("objects", limits.objects));
    }
    let mut scan = Scan::default();
    for (index, head) in heads.iter().enumerate() {
        if head.id.number >= limits.objects {
            continue;
        }
        let end = heads.get(index + 1).map_or(data.len(), |next| next.start);
        scan.xref.replace(head.id.number, Entry::At(head.start as u64), limits)?;
        let body = data.get(..end).unwrap_or(data);
        let object = Parser::new(body, head.body, limits.depth).object();
        if let Some(dict) = object.as_dict() {
            scan.note(head.id, dict);
        }
    }
    scan.trailers(data, limits);
    Ok(scan)
}

impl Scan {
    fn note(&mut self, id: ObjectId, dict: &Dict) {
        match dict.get(b"Type").and_then(Object::as_name) {
            Some(b"ObjStm") => {
                self.object_streams.retain(|&number| number != id.number);
                self.object_streams.push(id.number);
            }
            Some(b"XRef") => self.newer_trailer(dict),
            Some(b"Catalog") => self.catalog = Some(id),
            _ => {}
        }
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

    fn trailers(&mut self, data: &[u8], limits: &Limits) {
        let starts: Vec<usize> = memchr::memmem::find_iter(data, b"trailer").collect();
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(data.len());
            let body = data.get(..end).unwrap_or(data);
            if let Some(dict) = Parser::new(body, start + b"trailer".len(), limits.depth).object().as_dict() {
                self.newer_trailer(dict);
            }
        }
    }
}

/// `n g obj` in the file.
struct Head {
    id: ObjectId,
    /// First digit of the object number.
    start: usize,
    /// First byte after `obj`.
    body: usize,
}

fn object_heads(data: &[u8]) -> Vec<Head> {
    memchr::memmem::find_iter(data, b"obj").filter_map(|at| head_before(data, at)).collect()
}

/// The head whose keyword `obj` is at `at`, read backwards.
fn head_before(data: &[u8], at: usize) -> Option<Head> {
    let (generation, at_generation) = number_before(data, skip_back(data, at)?)?;
    let (number, start) = number_before(data, skip_back(data, at_generation)?)?;
    let id = ObjectId { number: u32::try_from(number).ok()?, generation: u16::try_from(generation).ok()? };
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
    let digits = data.get(end.saturating_sub(10)..end)?;
    let count = digits.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = digits.get(digits.len() - count..)?;
    if digits.is_empty() {
        return None;
    }
    let value = digits.iter().fold(0, |value, &digit| value * 10 + u64::from(digit - b'0'));
    Some((value, end - count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_object_of_a_number_counts() {
        let data =
            b"junk 1 0 obj<</A 1>>endobj 12 0  obj 5 endobj 1 0 obj<</A 2>>endobj\n3 1 obj<</Type/Catalog>>";
        let scan = scan(data, &Limits::default()).expect("a scan");
        let later = memchr::memmem::rfind(data, b"1 0 obj").expect("there") as u64;
        assert_eq!(scan.xref.get(1), Entry::At(later));
        assert_eq!(scan.xref.numbers(), [1, 3, 12]);
        assert_eq!(scan.catalog, Some(ObjectId { number: 3, generation: 1 }));
    }

    #[test]
    fn trailers_of_both_kinds() {
        let data = b"9 0 obj<</Type/XRef/Root 1 0 R/Info 2 0 R>>stream\nendstream trailer<</Root 3 0 R>> trailer<</Size 4>>";
        let scan = scan(data, &Limits::default()).expect("a scan");
        let number = |key: &[u8]| scan.xref.trailer.get(key).and_then(Object::as_ref_id).map(|id| id.number);
        assert_eq!((number(b"Root"), number(b"Info")), (Some(3), Some(2)));
        assert_eq!(scan.xref.trailer.get(b"Size"), Some(&Object::Int(4)));
    }

    #[test]
    fn things_that_look_like_objects() {
        let data = b"obj 1 obj x 0 obj 1 x obj 99999999999 0 obj endobj object 5 0 obj";
        let scan = scan(data, &Limits { objects: 100, ..Limits::default() }).expect("a scan");
        assert_eq!(scan.xref.numbers(), [5]);
    }
}
