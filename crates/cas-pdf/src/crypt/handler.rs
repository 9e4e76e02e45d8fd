//! The encryption dictionary (ISO 32000-1, 7.6.3.2): which algorithms it names, and which password opens them.

use zeroize::Zeroizing;

use super::{Crypt, Method, legacy, method_of, modern};
use crate::PdfError;
use crate::password::{Candidate, Password, candidates};
use crate::store::Store;
use crate::syntax::object::{Dict, Name, Object};
use crate::text_string;

/// How a file was locked and what opened it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Encryption {
    /// `/V`: 1 and 2 are RC4, 4 is crypt filters, 5 is AES-256.
    pub version: i64,
    /// `/R`, revision of the standard security handler, 2 to 6.
    pub revision: i64,
    /// What streams are encrypted with: `RC4`, `AES` or `Identity`.
    pub algorithm: &'static str,
    /// Length of the file key in bits.
    pub bits: u32,
    /// False when the metadata stream is readable without password.
    pub encrypt_metadata: bool,
    /// `/P`: what the author allows; reported, never obeyed.
    pub permissions: i32,
    /// Which of the two passwords opened the file.
    pub opened_as: Role,
    /// Index into the passwords given, or `None` when the empty password opened the file.
    pub password: Option<usize>,
}

/// The two passwords of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// The password that readers get.
    User,
    /// The password that its author keeps.
    Owner,
}

/// The encryption dictionary, read but not yet unlocked.
struct Handler {
    version: i64,
    revision: i64,
    /// Lengths of the file key in bytes to try, the most likely first.
    key_lengths: Vec<usize>,
    owner: Vec<u8>,
    user: Vec<u8>,
    owner_key: Vec<u8>,
    user_key: Vec<u8>,
    permissions: u32,
    encrypt_metadata: bool,
    filters: Vec<(Name, Method)>,
    streams: Method,
    strings: Method,
}

/// Finds the password that opens the file.
///
/// # Errors
/// [`PdfError::UnsupportedEncryption`], [`PdfError::PasswordRequired`] or [`PdfError::WrongPassword`].
pub(crate) fn unlock(
    store: &Store<'_>,
    dict: &Dict,
    file_id: &[u8],
    passwords: &[Password],
) -> Result<(Crypt, Encryption), PdfError> {
    let handler = Handler::read(store, dict)?;
    for candidate in candidates(passwords) {
        if let Some((key, role)) = handler.open(&candidate, file_id) {
            return Ok(handler.opened(key, role, candidate.given));
        }
    }
    // Only attachments are locked, and they are never read.
    if handler.streams == Method::Identity && handler.strings == Method::Identity {
        return Ok(handler.opened(Vec::new(), Role::User, None));
    }
    Err(match passwords.len() {
        0 => PdfError::PasswordRequired,
        tried => PdfError::WrongPassword { tried },
    })
}

impl Handler {
    fn read(store: &Store<'_>, dict: &Dict) -> Result<Self, PdfError> {
        let int = |key: &[u8]| store.dict_get(dict, key).as_i64();
        let bytes = |key: &[u8]| store.dict_get(dict, key).as_string().unwrap_or(&[]).to_vec();
        let version = int(b"V").unwrap_or(0);
        let revision = int(b"R").unwrap_or(0);
        let unsupported = |problem| PdfError::UnsupportedEncryption { version, revision, problem };
        if store.dict_get(dict, b"Filter").as_name().is_some_and(|name| name != b"Standard") {
            return Err(unsupported("it is not locked with a password"));
        }
        let plain = match version {
            0..=3 => Method::Rc4,
            4 | 5 => Method::Identity,
            _ => return Err(unsupported("unknown version")),
        };
        if !(2..=6).contains(&revision) || (version == 5) != (revision >= 5) {
            return Err(unsupported("unknown revision"));
        }
        let filters = if version >= 4 { read_filters(store, dict) } else { Vec::new() };
        let method = |key: &[u8]| match store.dict_get(dict, key).as_name() {
            Some(name) if version >= 4 => method_of(&filters, name),
            _ => plain,
        };
        let (streams, strings) = (method(b"StmF"), method(b"StrF"));
        Ok(Self {
            version,
            revision,
            key_lengths: key_lengths(version, int(b"Length"), filter_length(store, dict)),
            owner: bytes(b"O"),
            user: bytes(b"U"),
            owner_key: bytes(b"OE"),
            user_key: bytes(b"UE"),
            // Some writers print the bits unsigned, some signed: the low 32 bits are the same.
            permissions: int(b"P").unwrap_or(0) as u32,
            encrypt_metadata: store.dict_get(dict, b"EncryptMetadata").as_bool().unwrap_or(true),
            filters,
            streams,
            strings,
        })
    }

    fn open(&self, candidate: &Candidate, file_id: &[u8]) -> Option<(Vec<u8>, Role)> {
        let text = candidate.password.expose();
        if self.revision >= 5 {
            return text_string::modern_passwords(text).iter().find_map(|bytes| self.open_modern(bytes));
        }
        let spellings = text_string::legacy_passwords(text);
        let tries =
            self.key_lengths.iter().flat_map(|&length| spellings.iter().map(move |bytes| (length, bytes)));
        for (key_length, bytes) in tries {
            let facts = legacy::Facts {
                revision: self.revision,
                key_length,
                owner: &self.owner,
                user: &self.user,
                permissions: self.permissions,
                file_id,
                encrypt_metadata: self.encrypt_metadata,
            };
            let opened = facts.open_as_user(bytes).map(|key| (key, Role::User));
            if let Some(opened) = opened.or_else(|| facts.open_as_owner(bytes).map(|key| (key, Role::Owner)))
            {
                return Some(opened);
            }
        }
        None
    }

    fn open_modern(&self, password: &[u8]) -> Option<(Vec<u8>, Role)> {
        let facts = modern::Facts {
            revision: self.revision,
            owner: &self.owner,
            user: &self.user,
            owner_key: &self.owner_key,
            user_key: &self.user_key,
        };
        let opened = facts.open_as_user(password).map(|key| (key, Role::User));
        opened.or_else(|| facts.open_as_owner(password).map(|key| (key, Role::Owner)))
    }

    fn opened(self, key: Vec<u8>, opened_as: Role, password: Option<usize>) -> (Crypt, Encryption) {
        let encryption = Encryption {
            version: self.version,
            revision: self.revision,
            algorithm: match self.streams {
                Method::Identity => "Identity",
                Method::Rc4 => "RC4",
                Method::Aes128 | Method::Aes256 => "AES",
            },
            bits: u32::try_from(key.len() * 8).unwrap_or(0),
            encrypt_metadata: self.encrypt_metadata,
            permissions: self.permissions as i32,
            opened_as,
            password,
        };
        let crypt = Crypt {
            key: Zeroizing::new(key),
            streams: self.streams,
            strings: self.strings,
            filters: self.filters,
            encrypt_metadata: self.encrypt_metadata || self.version < 4,
        };
        (crypt, encryption)
    }
}

/// The methods of `/CF`.
fn read_filters(store: &Store<'_>, dict: &Dict) -> Vec<(Name, Method)> {
    let filters = store.dict_get(dict, b"CF");
    let entries = filters.as_dict().into_iter().flat_map(Dict::iter);
    entries
        .map(|(name, filter)| {
            let filter = store.resolve(filter);
            let method = filter.as_dict().map(|filter| store.dict_get(filter, b"CFM"));
            let method = match method.as_ref().and_then(Object::as_name) {
                Some(b"V2") => Method::Rc4,
                Some(b"AESV2") => Method::Aes128,
                Some(b"AESV3") => Method::Aes256,
                _ => Method::Identity,
            };
            (name.clone(), method)
        })
        .collect()
}

/// `/Length` of the stream crypt filter.
fn filter_length(store: &Store<'_>, dict: &Dict) -> Option<i64> {
    let filters = store.dict_get(dict, b"CF");
    let name = store.dict_get(dict, b"StmF");
    let filter = store.dict_get(filters.as_dict()?, name.as_name()?);
    store.dict_get(filter.as_dict()?, b"Length").as_i64()
}

/// Key lengths in bytes worth trying. `/Length` is often missing, given in bytes, or simply wrong, and the password
/// check tells which length is meant.
fn key_lengths(version: i64, declared: Option<i64>, of_filter: Option<i64>) -> Vec<usize> {
    let bytes = |length: Option<i64>| match length {
        Some(bits @ 40..) => Some(bits / 8),
        length => length,
    };
    let (declared, of_filter) = (bytes(declared), bytes(of_filter));
    let order = match version {
        4 => [Some(16), of_filter, declared, Some(5)],
        2 | 3 => [declared, Some(5), Some(16), None],
        _ => [Some(5), declared, Some(16), None],
    };
    let mut lengths = Vec::new();
    for length in order.into_iter().flatten().filter_map(|length| usize::try_from(length).ok()) {
        if (5..=16).contains(&length) && !lengths.contains(&length) {
            lengths.push(length);
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_lengths_are_guessed_in_a_sensible_order() {
        assert_eq!(key_lengths(1, None, None), [5, 16]);
        assert_eq!(key_lengths(2, Some(128), None), [16, 5]);
        assert_eq!(key_lengths(2, Some(56), None), [7, 5, 16]);
        assert_eq!(key_lengths(2, Some(16), None), [16, 5]);
        assert_eq!(key_lengths(2, Some(-8), None), [5, 16]);
        assert_eq!(key_lengths(4, Some(40), Some(i64::MAX)), [16, 5]);
    }
}
