//! The standard security handler, writing side: keys, `/O`, `/U`, `/OE`, `/UE`, `/Perms`, object keys.
//!
//! Written from ISO 32000-1 7.6.3 and ISO 32000-2 7.6.4, apart from the reader, so that each is a witness for the other.

use aes::cipher::block_padding::{NoPadding, Pkcs7};
use aes::cipher::{BlockEncryptMut as _, KeyIvInit as _};
use md5::{Digest as _, Md5};
use sha2::{Sha256, Sha384, Sha512};

use super::object::{Dict, Object};

/// Cipher of one crypt filter (V4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Method {
    /// `/Identity`: in the clear.
    Identity,
    /// `/V2`: RC4 with 128 bits.
    Rc4,
    /// `/AESV2`.
    Aes128,
}

/// Version and revision of the handler.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Cipher {
    /// `/V 1 /R 2`.
    Rc4Bits40,
    /// `/V 2 /R 3 /Length 128`: what CAMS writes.
    Rc4Bits128,
    /// `/V 4 /R 4` with crypt filters.
    V4 {
        /// `/StmF`
        streams: Method,
        /// `/StrF`
        strings: Method,
        /// `/EncryptMetadata`
        metadata: bool,
    },
    /// `/V 5 /R 5`.
    Aes256R5,
    /// `/V 5 /R 6`.
    Aes256R6,
}

impl Cipher {
    /// The usual AES-128 of V4.
    pub const AES_128: Self = Self::V4 { streams: Method::Aes128, strings: Method::Aes128, metadata: true };

    fn revision(self) -> i64 {
        match self {
            Self::Rc4Bits40 => 2,
            Self::Rc4Bits128 => 3,
            Self::V4 { .. } => 4,
            Self::Aes256R5 => 5,
            Self::Aes256R6 => 6,
        }
    }

    fn key_length(self) -> usize {
        match self {
            Self::Rc4Bits40 => 5,
            Self::Rc4Bits128 | Self::V4 { .. } => 16,
            Self::Aes256R5 | Self::Aes256R6 => 32,
        }
    }

    /// Passwords up to revision 4 are PDFDocEncoding bytes (Latin-1 here), later ones UTF-8.
    fn password_bytes(self, password: &str) -> Vec<u8> {
        if self.revision() >= 5 {
            return password.bytes().take(127).collect();
        }
        password.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
    }
}

/// What locks a file.
#[derive(Clone, Debug)]
pub struct Protection {
    /// Handler version.
    pub cipher: Cipher,
    /// Password of the reader; may be empty.
    pub user: String,
    /// Password of the owner; when empty the user's stands in.
    pub owner: String,
    /// `/P`; CAMS writes -60 (printing only).
    pub permissions: i32,
}

/// Keys of one locked file.
pub struct Sealer {
    cipher: Cipher,
    key: Vec<u8>,
    dict: Dict,
}

/// Padding of algorithm 2, step a.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E,
    0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

impl Sealer {
    /// Derives everything from the passwords and the first element of the file's `/ID`.
    #[must_use]
    pub fn new(protection: &Protection, id: &[u8; 16]) -> Self {
        let cipher = protection.cipher;
        let user = cipher.password_bytes(&protection.user);
        let owner =
            if protection.owner.is_empty() { user.clone() } else { cipher.password_bytes(&protection.owner) };
        if cipher.revision() >= 5 {
            modern(protection, &user, &owner, id)
        } else {
            classic(protection, &user, &owner, id)
        }
    }

    /// The encryption dictionary; its own strings are never encrypted.
    #[must_use]
    pub fn dict(&self) -> &Dict {
        &self.dict
    }

    /// Encrypts a string of the object of this number.
    #[must_use]
    pub fn string(&self, number: u32, data: &[u8]) -> Vec<u8> {
        self.seal(self.method(false), number, data)
    }

    /// Encrypts the data of a stream; `metadata` marks the XMP stream.
    #[must_use]
    pub fn stream(&self, number: u32, data: &[u8], metadata: bool) -> Vec<u8> {
        if metadata && matches!(self.cipher, Cipher::V4 { metadata: false, .. }) {
            return data.to_vec();
        }
        self.seal(self.method(true), number, data)
    }

    fn method(&self, stream: bool) -> Method {
        match self.cipher {
            Cipher::V4 { streams, strings, .. } => {
                if stream {
                    streams
                } else {
                    strings
                }
            }
            Cipher::Rc4Bits40 | Cipher::Rc4Bits128 => Method::Rc4,
            Cipher::Aes256R5 | Cipher::Aes256R6 => Method::Aes128,
        }
    }

    fn seal(&self, method: Method, number: u32, data: &[u8]) -> Vec<u8> {
        if self.cipher.revision() >= 5 {
            return with_vector(&vector(number, data), data, |vector, data| {
                aes256(&self.key, vector, data, true)
            });
        }
        // Algorithm 1: key, low three bytes of the number, two of the generation, and for AES the salt "sAlT".
        let mut hash = Md5::new();
        hash.update(&self.key);
        hash.update(&number.to_le_bytes()[..3]);
        hash.update([0, 0]);
        if method == Method::Aes128 {
            hash.update(b"sAlT");
        }
        let digest = hash.finalize();
        let key = &digest[..(self.key.len() + 5).min(16)];
        match method {
            Method::Identity => data.to_vec(),
            Method::Rc4 => rc4(key, data),
            Method::Aes128 => {
                with_vector(&vector(number, data), data, |vector, data| aes128(key, vector, data, true))
            }
        }
    }
}

/// Algorithms 2 to 5.
fn classic(protection: &Protection, user: &[u8], owner: &[u8], id: &[u8; 16]) -> Sealer {
    let cipher = protection.cipher;
    let (revision, length) = (cipher.revision(), cipher.key_length());
    let mut owner_key = Md5::digest(padded(owner)).to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            owner_key = Md5::digest(&owner_key).to_vec();
        }
    }
    owner_key.truncate(length);
    let owner_entry = rounds(revision, &owner_key, padded(user).to_vec());
    let mut hash = Md5::new();
    hash.update(padded(user));
    hash.update(&owner_entry);
    hash.update(protection.permissions.to_le_bytes());
    hash.update(id);
    if matches!(cipher, Cipher::V4 { metadata: false, .. }) {
        hash.update([0xFF; 4]);
    }
    let mut key = hash.finalize().to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key[..length]).to_vec();
        }
    }
    key.truncate(length);
    let user_entry = if revision == 2 {
        rc4(&key, &PADDING)
    } else {
        let mut hash = Md5::new();
        hash.update(PADDING);
        hash.update(id);
        let mut entry = rounds(revision, &key, hash.finalize().to_vec());
        entry.resize(32, 0);
        entry
    };
    let version = if revision == 4 { 4 } else { revision - 1 };
    let mut dict = Dict::default().with("Filter", Object::name("Standard")).with("V", Object::Int(version));
    dict = dict.with("R", Object::Int(revision));
    if revision > 2 {
        dict = dict.with("Length", Object::Int(128));
    }
    dict = entries(dict, protection, owner_entry, user_entry);
    if let Cipher::V4 { streams, strings, metadata } = cipher {
        let mixed = streams != strings;
        dict = dict
            .with("CF", Object::Dict(crypt_filters(streams, strings)))
            .with("StmF", Object::name(filter_name(streams, mixed)))
            .with("StrF", Object::name(filter_name(strings, mixed)));
        if !metadata {
            dict = dict.with("EncryptMetadata", Object::Bool(false));
        }
    }
    Sealer { cipher, key, dict }
}

fn entries(dict: Dict, protection: &Protection, owner: Vec<u8>, user: Vec<u8>) -> Dict {
    dict.with("P", Object::Int(i64::from(protection.permissions)))
        .with("O", Object::Text(owner))
        .with("U", Object::Text(user))
}

/// Some readers know no filter name but the standard one, so only the RC4 half of a mixed pair has one of its own.
fn filter_name(method: Method, mixed: bool) -> &'static str {
    match method {
        Method::Identity => "Identity",
        Method::Rc4 if mixed => "RcCF",
        Method::Rc4 | Method::Aes128 => "StdCF",
    }
}

fn crypt_filters(streams: Method, strings: Method) -> Dict {
    let mut filters = Dict::default();
    let mixed = streams != strings;
    for method in [Method::Rc4, Method::Aes128] {
        if streams == method || strings == method {
            let scheme = if method == Method::Rc4 { "V2" } else { "AESV2" };
            let filter = Dict::default()
                .with("CFM", Object::name(scheme))
                .with("AuthEvent", Object::name("DocOpen"))
                .with("Length", Object::Int(16));
            filters = filters.with(filter_name(method, mixed), Object::Dict(filter));
        }
    }
    filters
}

/// Algorithms 8 and 9 of ISO 32000-2 (and their revision 5 forerunner): salts come from the file id.
fn modern(protection: &Protection, user: &[u8], owner: &[u8], id: &[u8; 16]) -> Sealer {
    let cipher = protection.cipher;
    let salts = Sha512::digest(id);
    let key = Sha256::digest([b"file key".as_slice(), id].concat()).to_vec();
    let hash = |password: &[u8], salt: &[u8], extra: &[u8]| {
        if cipher == Cipher::Aes256R6 {
            hardened(password, salt, extra)
        } else {
            Sha256::digest([password, salt, extra].concat()).to_vec()
        }
    };
    let pair = |password: &[u8], salts: &[u8], extra: &[u8]| {
        let entry = [hash(password, &salts[..8], extra), salts[..16].to_vec()].concat();
        let wrapped = aes256(&hash(password, &salts[8..16], extra), &[0; 16], &key, false);
        (entry, wrapped)
    };
    let (user_entry, user_wrapped) = pair(user, &salts[..16], &[]);
    let (owner_entry, owner_wrapped) = pair(owner, &salts[16..32], &user_entry);
    let mut permissions = [0xFF; 16];
    permissions[..4].copy_from_slice(&protection.permissions.to_le_bytes());
    permissions[8..12].copy_from_slice(b"Tadb");
    permissions[12..].copy_from_slice(&salts[32..36]);
    // One block under ECB is one block under CBC with a zero vector.
    let permissions = aes256(&key, &[0; 16], &permissions, false);
    let filter = Dict::default()
        .with("CFM", Object::name("AESV3"))
        .with("AuthEvent", Object::name("DocOpen"))
        .with("Length", Object::Int(32));
    let dict = Dict::default()
        .with("Filter", Object::name("Standard"))
        .with("V", Object::Int(5))
        .with("R", Object::Int(cipher.revision()))
        .with("Length", Object::Int(256));
    let dict = entries(dict, protection, owner_entry, user_entry)
        .with("OE", Object::Text(owner_wrapped))
        .with("UE", Object::Text(user_wrapped))
        .with("Perms", Object::Text(permissions))
        .with("CF", Object::Dict(Dict::default().with("StdCF", Object::Dict(filter))))
        .with("StmF", Object::name("StdCF"))
        .with("StrF", Object::name("StdCF"));
    Sealer { cipher, key, dict }
}

/// Algorithm 2.B: the hardened hash of revision 6.
fn hardened(password: &[u8], salt: &[u8], extra: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest([password, salt, extra].concat()).to_vec();
    let mut round = 0;
    loop {
        let block = [password, &key, extra].concat().repeat(64);
        let sealed = aes128(&key[..16], &key[16..32], &block, false);
        let remainder: u32 = sealed.iter().take(16).map(|&byte| u32::from(byte)).sum::<u32>() % 3;
        key = match remainder {
            0 => Sha256::digest(&sealed).to_vec(),
            1 => Sha384::digest(&sealed).to_vec(),
            _ => Sha512::digest(&sealed).to_vec(),
        };
        round += 1;
        if round >= 64 && u32::from(sealed.last().copied().unwrap_or(0)) <= round - 32 {
            key.truncate(32);
            return key;
        }
    }
}

fn padded(password: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    let bytes = password.iter().chain(&PADDING);
    for (slot, &byte) in out.iter_mut().zip(bytes) {
        *slot = byte;
    }
    out
}

/// One RC4 pass, or the twenty of revision 3 and 4 with the key xored by the round.
fn rounds(revision: i64, key: &[u8], mut data: Vec<u8>) -> Vec<u8> {
    let last = if revision >= 3 { 19 } else { 0 };
    for round in 0..=last {
        let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
        data = rc4(&key, &data);
    }
    data
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|index| index as u8);
    let mut j = 0u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    let step = |&byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    data.iter().map(step).collect()
}

/// Initialisation vector: no randomness here, so it is a digest of what it seals.
fn vector(number: u32, data: &[u8]) -> [u8; 16] {
    let mut hash = Md5::new();
    hash.update(number.to_le_bytes());
    hash.update(data);
    hash.finalize().into()
}

fn with_vector(vector: &[u8; 16], data: &[u8], seal: impl Fn(&[u8], &[u8]) -> Vec<u8>) -> Vec<u8> {
    [vector.as_slice(), &seal(vector, data)].concat()
}

fn aes128(key: &[u8], vector: &[u8], data: &[u8], pad: bool) -> Vec<u8> {
    let Ok(cipher) = cbc::Encryptor::<aes::Aes128>::new_from_slices(key, vector) else { return Vec::new() };
    if pad {
        cipher.encrypt_padded_vec_mut::<Pkcs7>(data)
    } else {
        cipher.encrypt_padded_vec_mut::<NoPadding>(data)
    }
}

fn aes256(key: &[u8], vector: &[u8], data: &[u8], pad: bool) -> Vec<u8> {
    let Ok(cipher) = cbc::Encryptor::<aes::Aes256>::new_from_slices(key, vector) else { return Vec::new() };
    if pad {
        cipher.encrypt_padded_vec_mut::<Pkcs7>(data)
    } else {
        cipher.encrypt_padded_vec_mut::<NoPadding>(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vector of the cipher's first public description.
    #[test]
    fn rc4_vector() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }
}
