//! Objects from tokens (ISO 32000-1, 7.3), for the body of a file and for object streams.

use std::borrow::Cow;
use std::rc::Rc;

use crate::crypt::ObjectCipher;
use crate::defect::{Spacing, has_tail, is_misspelt};
use crate::limits::Bounds;
use crate::syntax::ends::Ends;
use crate::syntax::lexer::{Lexer, Token, is_space};
use crate::syntax::object::{Dict, Name, Object, ObjectId, Stream};

/// Reads objects; broken ones become [`Object::Null`] or end early, nothing fails.
pub(crate) struct Parser<'a, 'c> {
    lexer: Lexer<'a>,
    bounds: Bounds,
    cipher: Option<&'c ObjectCipher>,
    weight: usize,
    too_deep: bool,
    odd: bool,
    ends: Option<&'c Ends>,
}

/// Memory that one value takes at least.
const VALUE_WEIGHT: usize = 32;
/// Bytes of a name; a longer one reads as null. The specification asks readers for 127 (ISO 32000-1, annex C.2).
const MAX_NAME: usize = 4096;
/// Entries of one dictionary; further ones are left out. The richest resources of a page name some hundred things.
const MAX_ENTRIES: usize = 16_384;

/// An indirect object as found at some offset.
#[derive(Debug)]
pub(crate) struct Indirect {
    pub(crate) object: Object,
}

impl<'a, 'c> Parser<'a, 'c> {
    /// A parser of `data` from `position` on.
    pub(crate) const fn new(data: &'a [u8], position: usize, bounds: Bounds) -> Self {
        Self {
            lexer: Lexer::at(data, position),
            bounds,
            cipher: None,
            weight: 0,
            too_deep: false,
            odd: false,
            ends: None,
        }
    }

    /// Shares what is known about the ends of streams.
    pub(crate) const fn with_ends(mut self, ends: &'c Ends) -> Self {
        self.ends = Some(ends);
        self
    }

    /// Memory that the objects read so far take, roughly, in bytes.
    pub(crate) const fn weight(&self) -> usize {
        self.weight
    }

    /// True when the object ends early for containers too deep inside others.
    pub(crate) const fn is_too_deep(&self) -> bool {
        self.too_deep
    }

    /// True when something in the object cannot be what its writer meant: a word where no word belongs, a bracket that is
    /// missing, a key with a wrong letter, a hexadecimal string of other letters.
    pub(crate) const fn is_odd(&self) -> bool {
        self.odd || self.lexer.has_odd_string()
    }

    /// True when the object ends early for being too large.
    pub(crate) const fn is_too_large(&self) -> bool {
        self.weight > self.bounds.weight
    }

    /// Decrypts the strings read from here on.
    pub(crate) const fn with_cipher(mut self, cipher: Option<&'c ObjectCipher>) -> Self {
        self.cipher = cipher;
        self
    }

    /// The tokenizer, to look at what follows an object.
    pub(crate) const fn lexer(&mut self) -> &mut Lexer<'a> {
        &mut self.lexer
    }

    /// The next object.
    pub(crate) fn object(&mut self) -> Object {
        let token = self.lexer.next();
        let object = self.object_from(token, 0);
        self.odd |= object.is_none();
        object.unwrap_or_default()
    }

    /// The object that begins with `token`; `None` for a token that no object begins with, which stays unread when
    /// it ends an object (`endobj`, `stream`, ...).
    fn object_from(&mut self, token: Token<'a>, depth: u32) -> Option<Object> {
        self.weight += VALUE_WEIGHT;
        if self.is_too_large() {
            self.give_up();
            return None;
        }
        Some(match token {
            Token::Int(value) => self.int_or_reference(value),
            Token::Real(value) => Object::Real(value),
            Token::String(bytes) => self.string(&bytes),
            Token::HexString(bytes) => self.string(&bytes),
            Token::Name(bytes) => self.name(&bytes),
            Token::ArrayOpen if depth < self.bounds.nesting => self.array(depth + 1),
            Token::DictOpen if depth < self.bounds.nesting => Object::Dict(Rc::new(self.dict(depth + 1))),
            Token::ArrayOpen | Token::DictOpen => {
                self.too_deep = true;
                self.give_up();
                return None;
            }
            Token::Keyword(b"true") => Object::Bool(true),
            Token::Keyword(b"false") => Object::Bool(false),
            Token::Keyword(b"null") => Object::Null,
            _ => return None,
        })
    }

    /// Reads nothing more: the object ends where it is.
    fn give_up(&mut self) {
        self.lexer.set_position(self.lexer.data().len());
    }

    fn name(&mut self, bytes: &[u8]) -> Object {
        self.weight += bytes.len();
        if bytes.len() > MAX_NAME { Object::Null } else { Object::Name(Name::new(bytes)) }
    }

    fn string(&mut self, bytes: &[u8]) -> Object {
        self.weight += bytes.len();
        Object::String(match self.cipher {
            Some(cipher) => Rc::from(cipher.decrypt(bytes).0),
            None => Rc::from(bytes),
        })
    }

    /// An integer, or the reference `n g R` that it begins.
    fn int_or_reference(&mut self, value: i64) -> Object {
        let Ok(number) = u32::try_from(value) else { return Object::Int(value) };
        let back = self.lexer.position();
        // A reference needs digits and a letter next; this spares most numbers the look-ahead.
        self.lexer.skip_space();
        if may_go_on_as_reference(self.lexer.rest())
            && let Token::Int(generation) = self.lexer.next()
            && let Ok(generation) = u16::try_from(generation)
            && self.lexer.next() == Token::Keyword(b"R")
        {
            return Object::Ref(ObjectId { number, generation });
        }
        self.lexer.set_position(back);
        Object::Int(value)
    }

    fn array(&mut self, depth: u32) -> Object {
        let mut items = Vec::new();
        let mut spacing = Spacing::default();
        loop {
            self.whole_numbers(&mut items);
            let back = self.lexer.position();
            match self.lexer.next() {
                Token::ArrayClose => break,
                token if ends_object(&token) => {
                    self.odd = true;
                    self.lexer.set_position(back);
                    break;
                }
                token => {
                    let read = self.lexer.data().get(back..self.lexer.position()).unwrap_or_default();
                    match &token {
                        Token::Int(_) | Token::Real(_) => self.odd |= has_tail(read),
                        Token::Name(_) if matches!(items.last(), Some(Object::Name(_))) => spacing.add(read),
                        _ => {}
                    }
                    let item = self.object_from(token, depth);
                    self.odd |= item.is_none();
                    items.extend(item);
                }
            }
        }
        self.odd |= spacing.is_odd();
        Object::Array(Rc::from(items))
    }

    /// Takes numbers of digits alone, as lists of widths have them, up to where a reference may begin.
    fn whole_numbers(&mut self, items: &mut Vec<Object>) {
        let room = self.bounds.weight.saturating_sub(self.weight) / VALUE_WEIGHT;
        let from = items.len();
        // Behind the last number, behind the one before it, and behind the one before that.
        let mut ends = [self.lexer.position(); 3];
        while items.len() - from < room
            && let Some((value, end)) = self.lexer.whole_number()
        {
            items.push(Object::Int(value));
            ends = [end, ends[0], ends[1]];
            self.lexer.set_position(end);
        }
        self.lexer.skip_space();
        if self.lexer.peek() == Some(b']') {
            ends[2] = ends[0];
        } else {
            // The last two may be those of a reference.
            items.truncate(items.len().saturating_sub(2).max(from));
        }
        self.lexer.set_position(ends[2]);
        self.weight += (items.len() - from) * VALUE_WEIGHT;
    }

    fn dict(&mut self, depth: u32) -> Dict {
        let mut dict = Dict::new();
        loop {
            let back = self.lexer.position();
            match self.lexer.next() {
                Token::DictClose => break,
                token if ends_object(&token) => {
                    self.odd = true;
                    self.lexer.set_position(back);
                    break;
                }
                Token::Name(key) => {
                    self.odd |= is_misspelt(&key) || matches!(key, Cow::Owned(_)) && self.is_bent(back);
                    self.weight += key.len();
                    let name = Name::new(key.get(..MAX_NAME).unwrap_or(&key));
                    let back = self.lexer.position();
                    match self.lexer.next() {
                        Token::DictClose => {
                            self.odd = true;
                            break;
                        }
                        token if ends_object(&token) => {
                            self.odd = true;
                            self.lexer.set_position(back);
                            break;
                        }
                        token => {
                            let value = self.object_from(token, depth);
                            self.odd |= value.is_none();
                            let value = value.unwrap_or_default();
                            if dict.len() < MAX_ENTRIES {
                                dict.push(name, value);
                            }
                        }
                    }
                }
                _ => self.odd = true,
            }
        }
        dict
    }

    /// True for a key with an escape that without it is one wrong byte away from a key that matters (`Differe#ces`).
    fn is_bent(&self, from: usize) -> bool {
        let read = self.lexer.data().get(from..self.lexer.position()).unwrap_or_default().trim_ascii_start();
        read.strip_prefix(b"/").is_some_and(is_misspelt)
    }

    /// Reads the head `n g obj`.
    pub(crate) fn head(&mut self) -> Option<ObjectId> {
        let Token::Int(number) = self.lexer.next() else { return None };
        let Token::Int(generation) = self.lexer.next() else { return None };
        let number = u32::try_from(number).ok()?;
        // As a file that was rebuilt has it: too large a generation is any.
        let generation = u64::try_from(generation).ok()?.try_into().unwrap_or(u16::MAX);
        let Token::Keyword(keyword) = self.lexer.next() else { return None };
        let glued = keyword.strip_prefix(b"obj")?;
        // `obj` may run into the object (`1 0 obj123`): step back to what follows it.
        let position = self.lexer.position() - glued.len();
        self.lexer.set_position(position);
        Some(ObjectId { number, generation })
    }

    /// What follows a head: the object, with its stream when it has one. `length_of` resolves an indirect `/Length`.
    pub(crate) fn body(&mut self, id: ObjectId, length_of: impl FnOnce(&Object) -> Option<usize>) -> Object {
        let object = self.object();
        let Object::Dict(dict) = &object else { return object };
        let back = self.lexer.position();
        let Token::Keyword(keyword) = self.lexer.next() else {
            self.lexer.set_position(back);
            return object;
        };
        let Some(glued) = keyword.strip_prefix(b"stream") else {
            self.lexer.set_position(back);
            return object;
        };
        let data = self.lexer.data();
        let start = data_start(data, self.lexer.position() - glued.len());
        let declared = dict.get(b"Length").and_then(length_of);
        let end = data_end(data, start, declared, self.ends.unwrap_or(&Ends::default()));
        self.lexer.set_position(end);
        Object::Stream(Rc::new(Stream { dict: Dict::clone(dict), id, start, end }))
    }
}

/// False for what cannot be the generation and the `R` of a reference: no digits, or digits before another number or the
/// end of an array.
fn may_go_on_as_reference(rest: &[u8]) -> bool {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0
        && match rest.get(digits..) {
            Some([b']', ..]) => false,
            Some([blank, next, ..]) if is_space(*blank) => !next.is_ascii_digit(),
            _ => true,
        }
}

/// Tokens that can only follow an object whose closing bracket is missing.
fn ends_object(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Eof
            | Token::Keyword(
                b"endobj" | b"stream" | b"endstream" | b"obj" | b"xref" | b"trailer" | b"startxref"
            )
    )
}

/// Steps over the line end after `stream`; a lone carriage return is tolerated, as are blanks before the line end.
fn data_start(data: &[u8], mut at: usize) -> usize {
    let line_end = |at: usize| match (data.get(at), data.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        (Some(b'\r' | b'\n'), _) => Some(at + 1),
        _ => None,
    };
    if let Some(start) = line_end(at) {
        return start;
    }
    let first = at;
    while matches!(data.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    line_end(at).unwrap_or(first)
}

/// The end of stream data: where the declared length says if `endstream` follows there, else before the next
/// `endstream`, else before the next `endobj`, else the end of the file.
fn data_end(data: &[u8], start: usize, declared: Option<usize>, ends: &Ends) -> usize {
    if let Some(end) = declared.and_then(|length| start.checked_add(length))
        && let Some(tail) = data.get(end..)
    {
        let blanks = tail.iter().take(16).take_while(|&&byte| is_space(byte)).count();
        if tail
            .get(blanks..)
            .is_some_and(|rest| rest.starts_with(b"endstream") || rest.starts_with(b"endobj"))
        {
            return end;
        }
    }
    let rest = data.get(start..).unwrap_or(&[]);
    let found = ends.search(data, start);
    let Some(length) = found.map(|found| found - start) else { return data.len() };
    let trimmed = match rest.get(..length) {
        Some([.., b'\r', b'\n']) => length - 2,
        Some([.., b'\r' | b'\n']) => length - 1,
        _ => length,
    };
    start + trimmed
}

/// The indirect object at `offset`, stream included, strings not decrypted; `None` when no object begins there.
pub(crate) fn plain_indirect(data: &[u8], offset: usize, bounds: Bounds) -> Option<Indirect> {
    let mut parser = Parser::new(data, offset, bounds);
    let id = parser.head()?;
    let object = parser.body(id, |length| length.as_i64().and_then(|n| usize::try_from(n).ok()));
    Some(Indirect { object })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { nesting: 8, weight: 1 << 20 };

    fn parse(text: &[u8]) -> Object {
        Parser::new(text, 0, BOUNDS).object()
    }

    fn stream(text: &[u8]) -> (usize, usize) {
        let object = plain_indirect(text, 0, BOUNDS).expect("an object").object;
        let stream = object.as_stream().expect("a stream");
        (stream.start, stream.end)
    }

    #[test]
    fn references_and_numbers() {
        let object = parse(b"[1 0 R 2 3 4 0 R 5]");
        let id = |number| Object::Ref(ObjectId { number, generation: 0 });
        assert_eq!(
            object.as_array(),
            Some(&[id(1), Object::Int(2), Object::Int(3), id(4), Object::Int(5)][..])
        );
    }

    #[test]
    fn a_missing_bracket_ends_with_the_object() {
        let object = parse(b"<</A [1 2 /B 3 endobj");
        let dict = object.as_dict().expect("a dictionary");
        assert_eq!(dict.get(b"A").and_then(Object::as_array).map(<[Object]>::len), Some(4));
    }

    #[test]
    fn a_key_without_value_ends_the_dictionary() {
        assert_eq!(parse(b"<</A 1/B>>").as_dict().map(|dict| dict.iter().count()), Some(1));
    }

    #[test]
    fn numbers_of_an_array_are_those_of_the_tokens() {
        let int = |value| Object::Int(value);
        let reference = |number| Object::Ref(ObjectId { number, generation: 0 });
        for (text, expected) in [
            (&b"[1 22 333]"[..], vec![int(1), int(22), int(333)]),
            (b"[1 2 3 0 R]", vec![int(1), int(2), reference(3)]),
            (b"[1 2 3 0 R", vec![int(1), int(2), reference(3)]),
            (b"[3 0 R 4 0 R 5 0]", vec![reference(3), reference(4), int(5), int(0)]),
            (b"[1 2 3 0R 4]", vec![int(1), int(2), int(3), int(4)]),
            (b"[1 2%3\n0 5]", vec![int(1), int(2), int(0), int(5)]),
            (b"[1 2 3%0\n0 R]", vec![int(1), int(2), reference(3)]),
            (b"[1 -2 +3 4.5 6 7]", vec![int(1), int(-2), int(3), Object::Real(4.5), int(6), int(7)]),
            (
                b"[1 999999999 1234567890 99999999999 7]",
                [1, 999_999_999, 1_234_567_890, 99_999_999_999, 7].map(int).to_vec(),
            ),
            (b"[1 2/A 3]", vec![int(1), int(2), Object::Name(Name::new(b"A")), int(3)]),
            (b"[1 2 3", vec![int(1), int(2), int(3)]),
        ] {
            assert_eq!(parse(text).as_array(), Some(&expected[..]), "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn wrong_bytes_in_keys_and_strings_are_told() {
        for (text, odd) in [
            // `<<` that became the start of a string.
            (&b"<</A <\x02/B <d1>/C <d2>>>"[..], true),
            (b"[<414x>]", true),
            (b"<4142", true),
            (b"[<41\r\n 4>]", false),
            (b"<</Differe#ces[1]>>", true),
            (b"<< /Differences[1]>>", false),
            (b"<</Diff#65rences[1]>>", false),
            (b"<</A#42 1>>", false),
        ] {
            let mut parser = Parser::new(text, 0, BOUNDS);
            parser.object();
            assert_eq!(parser.is_odd(), odd, "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = vec![b'['; 100_000];
        assert!(parse(&deep).as_array().is_some());
    }

    #[test]
    fn depth_is_exact_and_told() {
        for (depth, deep) in [(7, false), (8, false), (9, true)] {
            let text = [vec![b'['; depth], vec![b']'; depth]].concat();
            let mut parser = Parser::new(&text, 0, BOUNDS);
            parser.object();
            assert_eq!(parser.is_too_deep(), deep, "{depth}");
        }
    }

    #[test]
    fn weight_is_bounded() {
        for (count, large) in
            [(BOUNDS.weight / VALUE_WEIGHT - 1, false), (BOUNDS.weight / VALUE_WEIGHT, true)]
        {
            let many = format!("[{}]", "0 ".repeat(count));
            let mut parser = Parser::new(many.as_bytes(), 0, BOUNDS);
            assert!(parser.object().as_array().is_some());
            assert_eq!(parser.is_too_large(), large, "{count} and the array itself");
        }
        let long = format!("[{}]", format!("({})", "x".repeat(BOUNDS.weight / 8)).repeat(20));
        assert_eq!(parse(long.as_bytes()).as_array().map_or(0, <[Object]>::len), 8);
    }

    #[test]
    fn stream_length_is_trusted_only_when_endstream_follows() {
        assert_eq!(stream(b"1 0 obj<</Length 3>>stream\nabc\nendstream endobj"), (27, 30));
        assert_eq!(stream(b"1 0 obj<</Length 9>>stream\r\nabc\r\nendstream"), (28, 31));
        assert_eq!(stream(b"1 0 obj<<>>stream\rabc\nendobj"), (18, 21));
        assert_eq!(stream(b"1 0 obj<<>>stream \nabc"), (19, 22));
        assert_eq!(stream(b"1 0 obj<</Length 99999999999999999999>>stream\nabcendstream"), (46, 49));
    }
}
