//! Revisions 5 and 6 of the standard security handler (ISO 32000-2, 7.6.4): AES-256, SHA-2.

use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroize;

use super::aes;

/// What the password algorithms read from the encryption dictionary. `/U` and `/O` are a hash of 32 bytes, a
/// validation salt of 8 and a key salt of 8.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    pub(super) revision: i64,
    pub(super) owner: &'d [u8],
    pub(super) user: &'d [u8],
    /// `/OE`: the file key, locked with the owner password.
    pub(super) owner_key: &'d [u8],
    /// `/UE`: the file key, locked with the user password.
    pub(super) user_key: &'d [u8],
}

/// Longest password in bytes (algorithm 2.A, step a).
const PASSWORD_BYTES: usize = 127;

/// An entry such as `/U` in its parts.
struct Entry<'d> {
    hash: &'d [u8],
    validation_salt: &'d [u8],
    key_salt: &'d [u8],
}

impl<'d> Entry<'d> {
    fn of(bytes: &'d [u8]) -> Option<Self> {
        Some(Self {
            hash: bytes.get(..32)?,
            validation_salt: bytes.get(32..40)?,
            key_salt: bytes.get(40..48)?,
        })
    }
}

impl Facts<'_> {
    /// The file key when `password` is the user password (algorithms 2.A and 11).
    pub(super) fn open_as_user(&self, password: &[u8]) -> Option<Vec<u8>> {
        self.open(self.user, self.user_key, &[], password)
    }

    /// The file key when `password` is the owner password (algorithms 2.A and 12).
    pub(super) fn open_as_owner(&self, password: &[u8]) -> Option<Vec<u8>> {
        self.open(self.owner, self.owner_key, self.user.get(..48)?, password)
    }

    fn open(&self, entry: &[u8], locked_key: &[u8], user: &[u8], password: &[u8]) -> Option<Vec<u8>> {
        let password = password.get(..PASSWORD_BYTES).unwrap_or(password);
        let entry = Entry::of(entry)?;
        if self.hash(password, entry.validation_salt, user) != *entry.hash {
            return None;
        }
        let mut intermediate = self.hash(password, entry.key_salt, user);
        let mut key = locked_key.get(..32)?.to_vec();
        let opened = aes::decrypt_cbc(&intermediate, &[0; 16], &mut key);
        intermediate.zeroize();
        opened.then_some(key)
    }

    fn hash(&self, password: &[u8], salt: &[u8], user: &[u8]) -> [u8; 32] {
        let mut first = Sha256::new();
        first.update(password);
        first.update(salt);
        first.update(user);
        let digest = first.finalize().into();
        if self.revision == 5 { digest } else { hardened(digest, password, user) }
    }
}

/// Algorithm 2.B: at least 64 rounds of AES and a hash that the round's own result selects. Most of the time to open
/// an AES-256 file is spent here, so all rounds share one buffer.
fn hardened(first: [u8; 32], password: &[u8], user: &[u8]) -> [u8; 32] {
    let mut digest = [0; 64];
    let mut digest_length = first.len();
    copy(&mut digest, &first);
    let mut buffer = Vec::with_capacity(64 * (password.len() + 64 + user.len()));
    // The specification sets no end; chance passes 200 rounds less than once in 10^20 passwords.
    for round in 0_u16..1024 {
        let key = digest.get(..digest_length).unwrap_or(&digest);
        buffer.clear();
        buffer.extend_from_slice(password);
        buffer.extend_from_slice(key);
        buffer.extend_from_slice(user);
        let once = buffer.len();
        for _ in 0..6 {
            buffer.extend_from_within(..);
        }
        let (aes_key, iv) = (key.get(..16).unwrap_or(&[]), key.get(16..32).unwrap_or(&[]));
        debug_assert_eq!(buffer.len(), once * 64, "sixty-four copies");
        aes::encrypt_cbc_128(aes_key, iv, &mut buffer);
        // 256 is 1 modulo 3: the first block as a number has the remainder of the sum of its bytes.
        let remainder = buffer.iter().take(16).map(|&byte| u32::from(byte)).sum::<u32>() % 3;
        digest_length = match remainder {
            0 => copy(&mut digest, &Sha256::digest(&buffer)),
            1 => copy(&mut digest, &Sha384::digest(&buffer)),
            _ => copy(&mut digest, &Sha512::digest(&buffer)),
        };
        if round >= 63 && buffer.last().is_some_and(|&last| u16::from(last) <= round - 31) {
            break;
        }
    }
    buffer.zeroize();
    let mut result = [0; 32];
    copy(&mut result, &digest);
    digest.zeroize();
    result
}

/// Copies as much as fits; returns the length of the source.
fn copy(target: &mut [u8], source: &[u8]) -> usize {
    for (target, &source) in target.iter_mut().zip(source) {
        *target = source;
    }
    source.len()
}
