//! Revisions 2 to 4 of the standard security handler (ISO 32000-1, 7.6.3): MD5 and RC4.

use md5::{Digest, Md5};

use super::rc4;

/// Algorithm 2, step a: what short passwords are filled up with.
pub(super) const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e,
    0x2e, 0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];

/// What the password algorithms read from the encryption dictionary.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    pub(super) revision: i64,
    /// Key length in bytes, 5 to 16.
    pub(super) key_length: usize,
    /// `/O`, 32 bytes.
    pub(super) owner: &'d [u8],
    /// `/U`, 32 bytes, of which revisions above 2 fill 16.
    pub(super) user: &'d [u8],
    /// `/P`, as 32 bits.
    pub(super) permissions: u32,
    /// First element of `/ID`, empty when absent.
    pub(super) file_id: &'d [u8],
    pub(super) encrypt_metadata: bool,
}

/// The first 32 bytes of the password, filled up (algorithm 2, step a).
fn padded(password: &[u8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (target, &source) in bytes.iter_mut().zip(password.iter().chain(&PADDING)) {
        *target = source;
    }
    bytes
}

impl Facts<'_> {
    /// The file key when `password` is the user password (algorithms 2 and 6).
    pub(super) fn open_as_user(&self, password: &[u8]) -> Option<Vec<u8>> {
        let key = self.key(password);
        let checked = if self.revision == 2 { 32 } else { 16 };
        let stored = self.user.get(..checked)?;
        (self.user_entry(&key).get(..checked)? == stored).then_some(key)
    }

    /// The file key when `password` is the owner password (algorithm 7).
    pub(super) fn open_as_owner(&self, password: &[u8]) -> Option<Vec<u8>> {
        let owner_key = self.owner_key(password);
        let mut user_password = self.owner.get(..32)?.to_vec();
        for round in (0..self.rounds()).rev() {
            rc4::apply(&xored(&owner_key, round), &mut user_password);
        }
        self.open_as_user(&user_password)
    }

    /// RC4 passes over `/O` and `/U`.
    const fn rounds(&self) -> u8 {
        if self.revision == 2 { 1 } else { 20 }
    }

    /// Algorithm 2: the file key that a user password leads to.
    fn key(&self, password: &[u8]) -> Vec<u8> {
        let mut hash = Md5::new();
        hash.update(padded(password));
        hash.update(self.owner.get(..32).unwrap_or(self.owner));
        hash.update(self.permissions.to_le_bytes());
        hash.update(self.file_id);
        if self.revision >= 4 && !self.encrypt_metadata {
            hash.update([0xff; 4]);
        }
        self.stretched(hash.finalize().into())
    }

    /// Algorithm 2, step h, and algorithm 3, step c: fifty further rounds from revision 3 on.
    fn stretched(&self, mut digest: [u8; 16]) -> Vec<u8> {
        if self.revision >= 3 {
            for _ in 0..50 {
                digest = Md5::digest(digest.get(..self.key_length).unwrap_or(&digest)).into();
            }
        }
        digest.get(..self.key_length).unwrap_or(&digest).to_vec()
    }

    /// Algorithm 3, steps a to d: the key that encrypts the user password in `/O`.
    fn owner_key(&self, password: &[u8]) -> Vec<u8> {
        let mut digest: [u8; 16] = Md5::digest(padded(password)).into();
        if self.revision >= 3 {
            for _ in 0..50 {
                digest = Md5::digest(digest).into();
            }
        }
        digest.get(..self.key_length).unwrap_or(&digest).to_vec()
    }

    /// Algorithms 4 and 5: what `/U` must hold for this key.
    fn user_entry(&self, key: &[u8]) -> Vec<u8> {
        let mut entry = if self.revision == 2 {
            PADDING.to_vec()
        } else {
            let mut hash = Md5::new();
            hash.update(PADDING);
            hash.update(self.file_id);
            hash.finalize().to_vec()
        };
        for round in 0..self.rounds() {
            rc4::apply(&xored(key, round), &mut entry);
        }
        entry
    }

    /// Algorithm 3: `/O` for a pair of passwords.
    #[cfg(test)]
    pub(super) fn owner_entry(&self, owner: &[u8], user: &[u8]) -> Vec<u8> {
        let key = self.owner_key(owner);
        let mut entry = padded(user).to_vec();
        for round in 0..self.rounds() {
            rc4::apply(&xored(&key, round), &mut entry);
        }
        entry
    }

    /// `/U` for a user password, and the file key.
    #[cfg(test)]
    pub(super) fn user_entry_and_key(&self, user: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let key = self.key(user);
        let mut entry = self.user_entry(&key);
        entry.resize(32, 0);
        (entry, key)
    }
}

fn xored(key: &[u8], round: u8) -> Vec<u8> {
    key.iter().map(|byte| byte ^ round).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(revision: i64, key_length: usize, encrypt_metadata: bool) {
        let blank = Facts {
            revision,
            key_length,
            owner: &[],
            user: &[],
            permissions: 0xffff_f0c4,
            file_id: b"0123456789abcdef",
            encrypt_metadata,
        };
        let long = [b'p'; 40];
        for (owner_password, user_password) in
            [(&b"owner"[..], &b"user"[..]), (b"owner", b""), (&long, &long[..33])]
        {
            let owner = blank.owner_entry(owner_password, user_password);
            let with_owner = Facts { owner: &owner, ..blank };
            let (user, key) = with_owner.user_entry_and_key(user_password);
            let facts = Facts { user: &user, ..with_owner };
            assert_eq!(facts.open_as_user(user_password).as_ref(), Some(&key));
            assert_eq!(facts.open_as_owner(owner_password).as_ref(), Some(&key));
            assert_eq!(facts.open_as_user(b"other"), None);
            assert_eq!(facts.open_as_owner(b"other"), None);
        }
    }

    #[test]
    fn passwords_of_each_revision_and_key_length() {
        check(2, 5, true);
        for key_length in [5, 7, 11, 16] {
            check(3, key_length, true);
        }
        check(4, 16, true);
        check(4, 16, false);
    }

    #[test]
    fn short_entries_do_not_open() {
        let facts = Facts {
            revision: 3,
            key_length: 16,
            owner: b"short",
            user: b"short",
            permissions: 0,
            file_id: b"",
            encrypt_metadata: true,
        };
        assert_eq!(facts.open_as_user(b""), None);
        assert_eq!(facts.open_as_owner(b""), None);
    }
}
