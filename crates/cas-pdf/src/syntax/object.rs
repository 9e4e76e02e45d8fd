//! PDF objects as values (ISO 32000-1, 7.3). Cloning is cheap everywhere: containers are reference counted.
//! References are followed by [`crate::store::Store`], not here.

use std::rc::Rc;

/// Any PDF object.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Object {
    /// The null object, and whatever could not be read.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer; out-of-range numbers are saturated.
    Int(i64),
    /// A number with a decimal point.
    Real(f64),
    /// A literal or hexadecimal string, unescaped and decrypted.
    String(Rc<[u8]>),
    /// A name, `#xx` escapes resolved.
    Name(Name),
    /// An array.
    Array(Rc<[Self]>),
    /// A dictionary.
    Dict(Rc<Dict>),
    /// A stream; its data stay in the file until decoded.
    Stream(Rc<Stream>),
    /// A reference to an indirect object.
    Ref(ObjectId),
}

/// Object number and generation.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ObjectId {
    /// Object number; 0 is never a real object.
    pub number: u32,
    /// Generation, 0 except in old, updated files.
    pub generation: u16,
}

/// A name without its leading slash, `#xx` escapes resolved. Any bytes, usually ASCII.
#[derive(Clone, Debug)]
pub struct Name(Spelling);

/// Nearly all names are short: those of glyphs, and the keys of dictionaries but `DescendantFonts` and a few more.
#[derive(Clone, Debug)]
enum Spelling {
    /// So many bytes of the following.
    Short(u8, [u8; SHORT]),
    Long(Rc<Vec<u8>>),
}

/// Bytes that a name holds itself: with their number as many as a reference to others takes.
const SHORT: usize = 14;

impl Name {
    /// A name of these bytes.
    pub fn new(bytes: &[u8]) -> Self {
        let mut short = [0; SHORT];
        Self(match short.get_mut(..bytes.len()) {
            Some(slot) => {
                slot.copy_from_slice(bytes);
                Spelling::Short(bytes.len() as u8, short)
            }
            None => Spelling::Long(Rc::new(bytes.to_vec())),
        })
    }

    /// The bytes of the name.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Spelling::Short(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Spelling::Long(bytes) => bytes,
        }
    }
}

impl Eq for Name {}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

/// A dictionary: few entries, so a list in file order. Of a key given twice, the last one counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dict(Vec<(Name, Object)>);

impl Dict {
    /// An empty dictionary.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The raw value under `key` (possibly a reference).
    pub fn get(&self, key: &[u8]) -> Option<&Object> {
        self.0.iter().rev().find(|(name, _)| name.as_bytes() == key).map(|(_, value)| value)
    }

    /// Adds an entry.
    pub fn push(&mut self, key: Name, value: Object) {
        self.0.push((key, value));
    }

    /// All entries in file order.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &Object)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// Number of entries.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// A stream object: its dictionary and where its raw data are.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// The stream dictionary.
    pub dict: Dict,
    /// Object that holds the stream; the key of its encryption depends on it.
    pub id: ObjectId,
    /// First byte of the raw data in the file.
    pub start: usize,
    /// One past the last byte of the raw data in the file.
    pub end: usize,
}

impl Object {
    /// The integer; a real number is truncated towards zero.
    pub fn as_i64(&self) -> Option<i64> {
        match *self {
            Self::Int(value) => Some(value),
            Self::Real(value) => Some(value as i64),
            _ => None,
        }
    }

    /// The number.
    pub fn as_f64(&self) -> Option<f64> {
        match *self {
            Self::Int(value) => Some(value as f64),
            Self::Real(value) => Some(value),
            _ => None,
        }
    }

    /// The number, in the precision that page space has.
    pub fn as_f32(&self) -> Option<f32> {
        self.as_f64().map(|value| value as f32)
    }

    /// The boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match *self {
            Self::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The bytes of a name.
    pub fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name.as_bytes()),
            _ => None,
        }
    }

    /// The bytes of a string.
    pub fn as_string(&self) -> Option<&[u8]> {
        match self {
            Self::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The elements of an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// A dictionary, or the dictionary of a stream.
    pub fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// A stream.
    pub fn as_stream(&self) -> Option<&Rc<Stream>> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// The target of a reference.
    pub fn as_ref_id(&self) -> Option<ObjectId> {
        match *self {
            Self::Ref(id) => Some(id),
            _ => None,
        }
    }

    /// True for the null object.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_two_equal_keys_counts() {
        let mut dict = Dict::new();
        dict.push(Name::new(b"Length"), Object::Int(1));
        dict.push(Name::new(b"Length"), Object::Int(2));
        assert_eq!(dict.get(b"Length"), Some(&Object::Int(2)));
        assert_eq!(dict.get(b"Filter"), None);
        assert_eq!(dict.iter().count(), 2);
    }

    #[test]
    fn accessors_answer_only_for_their_kind() {
        assert_eq!(Object::Real(2.9).as_i64(), Some(2));
        assert_eq!(Object::Int(2).as_f64(), Some(2.0));
        assert_eq!(Object::Null.as_i64(), None);
        assert_eq!(Object::Name(Name::new(b"Type")).as_name(), Some(&b"Type"[..]));
        assert_eq!(Object::Name(Name::new(b"Type")).as_string(), None);
    }
}
