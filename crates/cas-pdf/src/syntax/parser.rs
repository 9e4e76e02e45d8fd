//! Objects from tokens (ISO 32000-1, 7.3), for the body of a file and for object streams.

use std::rc::Rc;

use crate::crypt::ObjectCipher;
use crate::syntax::lexer::{Lexer, Token, is_space};
use crate::syntax::object::{Dict, Name, Object, ObjectId, Stream};

/// Reads objects; broken ones become [`Object::Null`] or end early, nothing fails.
pub(crate) struct Parser<'a, 'c> {
    lexer: Lexer<'a>,
    depth_limit: u32,
    cipher: Option<&'c ObjectCipher>,
}

/// An indirect object as found at some offset.
#[derive(Debug)]
pub(crate) struct Indirect {
    pub(crate) object: Object,
}

impl<'a, 'c> Parser<'a, 'c> {
    /// A parser of `data` from `position` on, for at most `depth_limit` nested containers.
    pub(crate) const fn new(data: &'a [u8], position: usize, depth_limit: u32) -> Self {
        Self { lexer: Lexer::at(data, position), depth_limit, cipher: None }
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
        self.object_from(token, 0).unwrap_or_default()
    }

    /// The object that begins with `token`; `None` for a token that no object begins with, which stays unread when
    /// it ends an object (`endobj`, `stream`, ...).
    fn object_from(&mut self, token: Token<'a>, depth: u32) -> Option<Object> {
        Some(match token {
            Token::Int(value) => self.int_or_reference(value),
            Token::Real(value) => Object::Real(value),
            Token::String(bytes) => self.string(&bytes),
            Token::HexString(bytes) => self.string(&bytes),
            Token::Name(bytes) => Object::Name(Name::new(&bytes)),
            Token::ArrayOpen if depth < self.depth_limit => self.array(depth + 1),
            Token::DictOpen if depth < self.depth_limit => Object::Dict(Rc::new(self.dict(depth + 1))),
            Token::Keyword(b"true") => Object::Bool(true),
            Token::Keyword(b"false") => Object::Bool(false),
            Token::Keyword(b"null") => Object::Null,
            _ => return None,
        })
    }

    fn string(&self, bytes: &[u8]) -> Object {
        Object::String(match self.cipher {
            Some(cipher) => Rc::from(cipher.decrypt(bytes)),
            None => Rc::from(bytes),
        })
    }

    /// An integer, or the reference `n g R` that it begins.
    fn int_or_reference(&mut self, value: i64) -> Object {
        let Ok(number) = u32::try_from(value) else { return Object::Int(value) };
        let back = self.lexer.position();
        // A reference needs a digit next; this spares most numbers the look-ahead.
        self.lexer.skip_space();
        if self.lexer.peek().is_some_and(|byte| byte.is_ascii_digit())
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
        loop {
            let back = self.lexer.position();
            match self.lexer.next() {
                Token::ArrayClose | Token::Eof => break,
                token if ends_object(&token) => {
                    self.lexer.set_position(back);
                    break;
                }
                token => items.extend(self.object_from(token, depth)),
            }
        }
        Object::Array(Rc::from(items))
    }

    fn dict(&mut self, depth: u32) -> Dict {
        let mut dict = Dict::new();
        loop {
            let back = self.lexer.position();
            match self.lexer.next() {
                Token::DictClose | Token::Eof => break,
                token if ends_object(&token) => {
                    self.lexer.set_position(back);
                    break;
                }
                Token::Name(key) => {
                    let name = Name::new(&key);
                    let back = self.lexer.position();
                    match self.lexer.next() {
                        Token::DictClose | Token::Eof => break,
                        token if ends_object(&token) => {
                            self.lexer.set_position(back);
                            break;
                        }
                        token => dict.push(name, self.object_from(token, depth).unwrap_or_default()),
                    }
                }
                _ => {}
            }
        }
        dict
    }

    /// Reads the head `n g obj`.
    pub(crate) fn head(&mut self) -> Option<ObjectId> {
        let Token::Int(number) = self.lexer.next() else { return None };
        let Token::Int(generation) = self.lexer.next() else { return None };
        let (Ok(number), Ok(generation)) = (u32::try_from(number), u16::try_from(generation)) else {
            return None;
        };
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
        let end = data_end(data, start, declared);
        self.lexer.set_position(end);
        Object::Stream(Rc::new(Stream { dict: Dict::clone(dict), id, start, end }))
    }
}

/// Tokens that can only follow an object whose closing bracket is missing.
fn ends_object(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Keyword(b"endobj" | b"stream" | b"endstream" | b"obj" | b"xref" | b"trailer" | b"startxref")
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
fn data_end(data: &[u8], start: usize, declared: Option<usize>) -> usize {
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
    let found = memchr::memmem::find(rest, b"endstream").or_else(|| memchr::memmem::find(rest, b"endobj"));
    let Some(length) = found else { return data.len() };
    let trimmed = match rest.get(..length) {
        Some([.., b'\r', b'\n']) => length - 2,
        Some([.., b'\r' | b'\n']) => length - 1,
        _ => length,
    };
    start + trimmed
}

/// The indirect object at `offset`, stream included, strings not decrypted; `None` when no object begins there.
pub(crate) fn plain_indirect(data: &[u8], offset: usize, depth_limit: u32) -> Option<Indirect> {
    let mut parser = Parser::new(data, offset, depth_limit);
    let id = parser.head()?;
    let object = parser.body(id, |length| length.as_i64().and_then(|n| usize::try_from(n).ok()));
    Some(Indirect { object })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &[u8]) -> Object {
        Parser::new(text, 0, 8).object()
    }

    fn stream(text: &[u8]) -> (usize, usize) {
        let object = plain_indirect(text, 0, 8).expect("an object").object;
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
    fn nesting_is_bounded() {
        let deep = vec![b'['; 100_000];
        assert!(parse(&deep).as_array().is_some());
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
