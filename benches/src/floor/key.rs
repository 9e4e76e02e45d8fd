//! The key of a file from its password (ISO 32000-2, 7.6.4): algorithms 1, 2, 2.A and 2.B for the password of the reader.
//! The encryption dictionary is looked for as text, as the statement writer prints it; no other reader's code is used.

use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockDecryptMut as _, BlockEncryptMut as _, KeyIvInit as _};
use cas_pdf::object::ObjectId;
use md5::{Digest as _, Md5};
use sha2::{Sha256, Sha384, Sha512};

use super::FloorError;
use super::cipher::ObjectCipher;

/// Algorithm 2, step a.
const PADDING: &[u8; 32] = b"\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\
    \x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A";

/// The key of a file and how keys of its streams follow from it.
#[derive(Clone, Debug)]
pub(super) enum FileKey {
    /// The file is not locked.
    Open,
    /// Every stream has an RC4 key of its own.
    Rc4(Vec<u8>),
    /// Every stream has an AES-128 key of its own.
    Aes128(Vec<u8>),
    /// One AES-256 key for everything.
    Aes256([u8; 32]),
}

impl FileKey {
    /// Derives it.
    pub(super) fn derive(file: &[u8], password: &str) -> Result<Self, FloorError> {
        let Some(start) = find(file, b"/Filter /Standard") else { return Ok(Self::Open) };
        let dict = file.get(start..).unwrap_or_default();
        let dict = dict.get(..find(dict, b"endobj").unwrap_or(dict.len())).unwrap_or_default();
        let revision = number(dict, b"/R ")?;
        if revision >= 5 {
            return modern(dict, password.as_bytes(), revision).map(Self::Aes256);
        }
        let length = if revision == 2 { 5 } else { 16 };
        let id = file.windows(4).rposition(|window| window == b"/ID ").unwrap_or(0);
        let mut hash = Md5::new();
        hash.update(password.bytes().chain(*PADDING).take(32).collect::<Vec<u8>>());
        hash.update(string(dict, b"/O ")?);
        hash.update((number(dict, b"/P ")? as i32).to_le_bytes());
        hash.update(string(file.get(id..).unwrap_or_default(), b"/ID [")?);
        let mut key = hash.finalize().to_vec();
        if revision >= 3 {
            for _ in 0..50 {
                key = Md5::digest(&key).to_vec();
            }
        }
        key.truncate(length);
        let aes = revision == 4 && find(dict, b"/AESV2").is_some();
        Ok(if aes { Self::Aes128(key) } else { Self::Rc4(key) })
    }

    /// The cipher of the stream of an object (algorithm 1).
    pub(super) fn of_object(&self, id: ObjectId) -> ObjectCipher {
        let digest = |key: &[u8], salt: &[u8]| {
            let mut hash = Md5::new();
            hash.update(key);
            hash.update(id.number.to_le_bytes().get(..3).unwrap_or_default());
            hash.update(id.generation.to_le_bytes());
            hash.update(salt);
            <[u8; 16]>::from(hash.finalize())
        };
        match self {
            Self::Open => ObjectCipher::Open,
            Self::Rc4(key) => {
                let mut digest = digest(key, b"").to_vec();
                digest.truncate(key.len() + 5);
                ObjectCipher::Rc4(digest)
            }
            Self::Aes128(key) => ObjectCipher::Aes128(digest(key, b"sAlT")),
            Self::Aes256(key) => ObjectCipher::Aes256(*key),
        }
    }
}

/// Algorithm 2.A with the password of the reader: the last eight bytes of `/U` salt the key that opens `/UE`.
fn modern(dict: &[u8], password: &[u8], revision: i64) -> Result<[u8; 32], FloorError> {
    let user = string(dict, b"/U ")?;
    let mut wrapped = string(dict, b"/UE ")?;
    let salt = user.get(40..48).ok_or(FloorError::Key("/U is short"))?;
    let first = Sha256::digest([password, salt].concat()).into();
    let key: [u8; 32] = if revision == 5 { first } else { hardened(password, first)? };
    let opened = cbc::Decryptor::<aes::Aes256>::new(&key.into(), &[0; 16].into())
        .decrypt_padded_mut::<NoPadding>(&mut wrapped)
        .ok();
    opened.and_then(|opened| opened.try_into().ok()).ok_or(FloorError::Key("/UE is no key"))
}

/// Algorithm 2.B.
fn hardened(password: &[u8], first: [u8; 32]) -> Result<[u8; 32], FloorError> {
    let short = FloorError::Key("a digest is short");
    let mut key = first.to_vec();
    for round in 1.. {
        let mut block = [password, &key].concat().repeat(64);
        let length = block.len();
        let (Some(cipher), Some(vector)) = (key.get(..16), key.get(16..32)) else { return Err(short) };
        let sealer = cbc::Encryptor::<aes::Aes128>::new(cipher.into(), vector.into());
        let _ = sealer.encrypt_padded_mut::<NoPadding>(&mut block, length);
        let remainder = block.iter().take(16).map(|byte| u32::from(*byte)).sum::<u32>() % 3;
        key = match remainder {
            0 => Sha256::digest(&block).to_vec(),
            1 => Sha384::digest(&block).to_vec(),
            _ => Sha512::digest(&block).to_vec(),
        };
        if round >= 64 && block.last().is_some_and(|last| u32::from(*last) <= round - 32) {
            break;
        }
    }
    key.get(..32).and_then(|key| key.try_into().ok()).ok_or(short)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, what)
}

fn after<'d>(dict: &'d [u8], key: &[u8]) -> Result<&'d [u8], FloorError> {
    let missing = FloorError::Key("an entry is missing");
    let at = find(dict, key).ok_or(FloorError::Key("an entry is missing"))?;
    dict.get(at + key.len()..).ok_or(missing)
}

fn number(dict: &[u8], key: &[u8]) -> Result<i64, FloorError> {
    let digits = after(dict, key)?.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-');
    let digits: String = digits.map(|byte| char::from(*byte)).collect();
    digits.parse().map_err(|_| FloorError::Key("an entry is no number"))
}

/// A hexadecimal string, or a literal one in which only brackets and backslashes are escaped.
fn string(dict: &[u8], key: &[u8]) -> Result<Vec<u8>, FloorError> {
    let broken = || FloorError::Key("an entry is no string");
    let (kind, rest) = after(dict, key)?.split_first().ok_or_else(broken)?;
    if *kind == b'<' {
        let digits: Vec<u8> = rest.iter().copied().take_while(|byte| *byte != b'>').collect();
        let digits = String::from_utf8(digits).map_err(|_| broken())?;
        let pairs = (0..digits.len() / 2).filter_map(|pair| digits.get(pair * 2..pair * 2 + 2));
        return pairs.map(|pair| u8::from_str_radix(pair, 16).map_err(|_| broken())).collect();
    }
    let mut out = Vec::new();
    let mut bytes = rest.iter();
    while let Some(byte) = bytes.next().filter(|byte| **byte != b')') {
        out.push(if *byte == b'\\' { *bytes.next().ok_or_else(broken)? } else { *byte });
    }
    Ok(out)
}
