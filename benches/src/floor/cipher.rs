//! Ciphers of streams (ISO 32000-1, 7.6.2), in place.

use aes::cipher::KeyIvInit as _;
use aes::cipher::block_padding::NoPadding;
use aes::{Aes128, Aes256};

use super::rc4;

/// What the stream of one object is locked with.
#[derive(Clone, Debug)]
pub(super) enum ObjectCipher {
    /// Nothing.
    Open,
    /// RC4 with this key.
    Rc4(Vec<u8>),
    /// AES-128 under CBC.
    Aes128([u8; 16]),
    /// AES-256 under CBC.
    Aes256([u8; 32]),
}

impl ObjectCipher {
    /// Decrypts in place and gives the part that holds the data.
    pub(super) fn decrypt<'d>(&self, data: &'d mut [u8]) -> &'d [u8] {
        match self {
            Self::Open => data,
            Self::Rc4(key) => {
                rc4::apply(key, data);
                data
            }
            Self::Aes128(key) => cbc(data, |vector, body| {
                cbc::Decryptor::<Aes128>::new(key.into(), vector.into()).within(body);
            }),
            Self::Aes256(key) => cbc(data, |vector, body| {
                cbc::Decryptor::<Aes256>::new(key.into(), vector.into()).within(body);
            }),
        }
    }
}

/// Decrypts whole blocks in place.
trait Within {
    fn within(self, body: &mut [u8]);
}

impl<C: aes::cipher::BlockDecryptMut> Within for C {
    fn within(self, body: &mut [u8]) {
        // Only whole blocks are given, so nothing can be left over.
        let _ = self.decrypt_padded_mut::<NoPadding>(body);
    }
}

/// The vector stands in front; the last byte says how many bytes were added.
fn cbc(data: &mut [u8], decrypt: impl FnOnce(&[u8; 16], &mut [u8])) -> &[u8] {
    let Some((vector, body)) = data.split_first_chunk_mut::<16>() else { return &[] };
    let whole = body.len() / 16 * 16;
    let Some(body) = body.get_mut(..whole) else { return &[] };
    decrypt(vector, body);
    let padding = body.last().map_or(0, |last| usize::from(*last).min(16));
    body.get(..whole.saturating_sub(padding)).unwrap_or_default()
}
