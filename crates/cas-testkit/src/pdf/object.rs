//! PDF objects and their syntax. What lives here knows no encryption: strings pass through the seal given.

use std::fmt::Write as _;

/// One PDF object (ISO 32000-1, 7.3).
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A real, written with at most three decimals.
    Real(f64),
    /// A name without its slash; blanks and other irregular bytes are escaped when written.
    Name(String),
    /// A string, written in brackets with escapes (or as hex after encryption).
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A stream; always an indirect object.
    Stream(Stream),
    /// A reference to the object of this number, generation 0.
    Ref(u32),
}

impl Object {
    /// A name.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// An array of numbers.
    #[must_use]
    pub fn numbers(numbers: &[f64]) -> Self {
        Self::Array(numbers.iter().map(|&number| Self::Real(number)).collect())
    }
}

/// Entries in writing order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dict(pub Vec<(String, Object)>);

impl Dict {
    /// A dictionary with a `/Type`.
    #[must_use]
    pub fn typed(kind: &str) -> Self {
        Self::default().with("Type", Object::name(kind))
    }

    /// The same with one more entry.
    #[must_use]
    pub fn with(mut self, key: &str, value: Object) -> Self {
        self.0.push((key.to_owned(), value));
        self
    }

    /// The entry of this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

/// How the security handler treats a stream.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum StreamKind {
    /// Encrypted with the file's stream filter.
    #[default]
    Sealed,
    /// XMP metadata: in the clear when `/EncryptMetadata` is false.
    Metadata,
    /// Never encrypted: cross-reference streams and streams with an Identity `/Crypt` filter.
    Clear,
}

/// A stream whose data has already passed its filters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stream {
    /// Entries without `/Length`, which the container writes.
    pub dict: Dict,
    /// Encoded bytes, before encryption.
    pub data: Vec<u8>,
    /// Treatment by the security handler.
    pub kind: StreamKind,
}

/// Appends the object; `seal` encrypts each string.
pub fn write_object(out: &mut Vec<u8>, object: &Object, seal: &dyn Fn(&[u8]) -> Vec<u8>) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Bool(value) => out.extend(value.to_string().bytes()),
        Object::Int(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(number(*value).bytes()),
        Object::Name(name) => write_name(out, name),
        Object::Text(text) => write_string(out, &seal(text)),
        Object::Ref(target) => out.extend(format!("{target} 0 R").bytes()),
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write_object(out, item, seal);
            }
            out.push(b']');
        }
        Object::Dict(dict) => write_dict(out, dict, seal),
        Object::Stream(stream) => write_dict(out, &stream.dict, seal),
    }
}

/// Appends a dictionary.
pub fn write_dict(out: &mut Vec<u8>, dict: &Dict, seal: &dyn Fn(&[u8]) -> Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in &dict.0 {
        write_name(out, key);
        out.push(b' ');
        write_object(out, value, seal);
    }
    out.extend(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &str) {
    out.push(b'/');
    for byte in name.bytes() {
        match byte {
            b'!'..=b'~' if !b"()<>[]{}/%#".contains(&byte) => out.push(byte),
            _ => out.extend(format!("#{byte:02X}").bytes()),
        }
    }
}

fn write_string(out: &mut Vec<u8>, text: &[u8]) {
    if text.iter().any(|byte| !(b' '..=b'~').contains(byte)) {
        out.push(b'<');
        for byte in text {
            out.extend(format!("{byte:02x}").bytes());
        }
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for &byte in text {
        if b"()\\".contains(&byte) {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b')');
}

/// A number as content streams and objects carry it: at most three decimals, no trailing zeros, no exponent.
#[must_use]
pub fn number(value: f64) -> String {
    let mut text = String::new();
    let _ = write!(text, "{value:.3}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax() {
        let dict = Dict::typed("Font")
            .with("BaseFont", Object::name("Trebuchet MS,Bold"))
            .with("W", Object::numbers(&[1.0, -0.0001, 2.5]))
            .with("T", Object::Text(b"a(b".to_vec()));
        let mut out = Vec::new();
        write_dict(&mut out, &dict, &<[u8]>::to_vec);
        assert_eq!(
            String::from_utf8_lossy(&out),
            "<</Type /Font/BaseFont /Trebuchet#20MS,Bold/W [1 0 2.5]/T (a\\(b)>>"
        );
    }
}
