//! The standard security handler (ISO 32000-1, 7.6; ISO 32000-2 for AES-256): from a password to the file key, from
//! the file key to the data of each object. Permission bits are reported and never obeyed: whoever has the password
//! may read.

mod aes;
mod handler;
mod legacy;
mod modern;
mod rc4;

pub(crate) use handler::unlock;
pub use handler::{Encryption, Role};

use md5::{Digest, Md5};
use zeroize::Zeroizing;

use crate::filter::Integrity;
use crate::syntax::object::{Dict, Name, Object, ObjectId};

/// What a crypt filter does to data (ISO 32000-1, table 25, `/CFM`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Method {
    /// Nothing.
    Identity,
    /// RC4 with a key per object.
    Rc4,
    /// AES-128 with a key per object.
    Aes128,
    /// AES-256 with the file key.
    Aes256,
}

/// An unlocked file's key and the filters it is used with.
#[derive(Debug)]
pub(crate) struct Crypt {
    key: Zeroizing<Vec<u8>>,
    streams: Method,
    strings: Method,
    /// `/CF`, by name.
    filters: Vec<(Name, Method)>,
    encrypt_metadata: bool,
}

impl Crypt {
    /// How the strings of an object are decrypted; `None` when they are not encrypted.
    pub(crate) fn strings_of(&self, id: ObjectId) -> Option<ObjectCipher> {
        self.cipher(self.strings, id)
    }

    /// How the data of a stream are decrypted; `None` when they are not encrypted. `filter` is the name of the
    /// crypt filter that the stream asks for itself.
    pub(crate) fn stream_of(&self, id: ObjectId, dict: &Dict, filter: Option<&[u8]>) -> Option<ObjectCipher> {
        let kind = dict.get(b"Type").and_then(Object::as_name);
        if kind == Some(b"XRef") || (kind == Some(b"Metadata") && !self.encrypt_metadata && filter.is_none())
        {
            return None;
        }
        self.cipher(filter.map_or(self.streams, |name| method_of(&self.filters, name)), id)
    }

    fn cipher(&self, method: Method, id: ObjectId) -> Option<ObjectCipher> {
        match method {
            Method::Identity => None,
            Method::Aes256 => Some(ObjectCipher { method, key: self.key.clone() }),
            Method::Rc4 | Method::Aes128 => Some(ObjectCipher { method, key: self.object_key(method, id) }),
        }
    }

    /// ISO 32000-1, algorithm 1: the file key salted with object number and generation.
    fn object_key(&self, method: Method, id: ObjectId) -> Zeroizing<Vec<u8>> {
        let mut hash = Md5::new();
        hash.update(&*self.key);
        let [n0, n1, n2, _] = id.number.to_le_bytes();
        let [g0, g1] = id.generation.to_le_bytes();
        hash.update([n0, n1, n2, g0, g1]);
        if method == Method::Aes128 {
            hash.update(b"sAlT");
        }
        let digest = hash.finalize();
        let length = (self.key.len() + 5).min(digest.len());
        Zeroizing::new(digest.get(..length).unwrap_or(&digest).to_vec())
    }
}

/// The method behind a crypt filter's name; `Identity` and unknown names do nothing.
fn method_of(filters: &[(Name, Method)], name: &[u8]) -> Method {
    filters.iter().find(|(known, _)| known.as_bytes() == name).map_or(Method::Identity, |&(_, method)| method)
}

/// Decrypts the strings or the stream of one object.
#[derive(Debug)]
pub(crate) struct ObjectCipher {
    method: Method,
    key: Zeroizing<Vec<u8>>,
}

impl ObjectCipher {
    /// The plain form of `data`, and whether its padding is whole.
    pub(crate) fn decrypt(&self, data: &[u8]) -> (Vec<u8>, Integrity) {
        let mut plain = Vec::new();
        let integrity = self.decrypt_into(data, &mut plain);
        (plain, integrity)
    }

    /// As [`ObjectCipher::decrypt`], in a buffer that is used again.
    pub(crate) fn decrypt_into(&self, data: &[u8], plain: &mut Vec<u8>) -> Integrity {
        plain.clear();
        plain.extend_from_slice(data);
        match self.method {
            Method::Identity => Integrity::Sound,
            Method::Rc4 => {
                rc4::apply(&self.key, plain);
                Integrity::Sound
            }
            Method::Aes128 | Method::Aes256 => aes::decrypt_data(&self.key, plain),
        }
    }
}

/// A cipher with a key of any length.
#[cfg(feature = "fuzzing")]
pub(crate) fn cipher_for_fuzzing(method: u8, key: Zeroizing<Vec<u8>>) -> ObjectCipher {
    let method = match method {
        0 => Method::Rc4,
        1 => Method::Aes128,
        _ => Method::Aes256,
    };
    ObjectCipher { method, key }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crypt(streams: Method, encrypt_metadata: bool) -> Crypt {
        Crypt {
            key: Zeroizing::new(vec![1; 16]),
            streams,
            strings: Method::Rc4,
            filters: vec![(Name::new(b"StdCF"), Method::Aes128)],
            encrypt_metadata,
        }
    }

    fn dict(kind: &[u8]) -> Dict {
        let mut dict = Dict::new();
        dict.push(Name::new(b"Type"), Object::Name(Name::new(kind)));
        dict
    }

    #[test]
    fn which_streams_are_left_alone() {
        let id = ObjectId { number: 7, generation: 0 };
        let metadata = dict(b"Metadata");
        assert!(crypt(Method::Rc4, true).stream_of(id, &dict(b"XRef"), None).is_none());
        assert!(crypt(Method::Rc4, true).stream_of(id, &metadata, None).is_some());
        assert!(crypt(Method::Rc4, false).stream_of(id, &metadata, None).is_none());
        assert!(crypt(Method::Rc4, true).stream_of(id, &metadata, Some(b"Identity")).is_none());
        assert!(crypt(Method::Identity, true).stream_of(id, &metadata, Some(b"StdCF")).is_some());
        assert!(crypt(Method::Identity, true).stream_of(id, &metadata, None).is_none());
    }

    #[test]
    fn the_generation_is_part_of_the_key() {
        let crypt = crypt(Method::Rc4, true);
        let text =
            |generation| crypt.strings_of(ObjectId { number: 7, generation }).map(|c| c.decrypt(b"text").0);
        assert_ne!(text(0), text(1));
    }

    #[test]
    fn both_ways() {
        let crypt = crypt(Method::Aes128, true);
        let id = ObjectId { number: 70_000, generation: 2 };
        let cipher = crypt.stream_of(id, &Dict::new(), None).expect("a cipher");
        assert_eq!(cipher.decrypt(&aes::encrypt_data(&cipher.key, [5; 16], b"plain")).0, b"plain");
        let strings = crypt.strings_of(id).expect("a cipher");
        assert_eq!(strings.decrypt(&strings.decrypt(b"plain").0).0, b"plain");
    }
}
