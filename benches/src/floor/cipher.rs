//! Ciphers of streams (ISO 32000-1, 7.6.2), in place.

use aes::cipher::KeyIvInit as _;
use aes::cipher::block_padding::NoPadding;
use aes::{Aes128, Aes256};

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
                rc4(key, data);
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

fn rc4(key: &[u8], data: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|index| index as u8);
    let mut j = 0_u8;
    for (i, byte) in (0..256).zip(key.iter().cycle()) {
        j = j.wrapping_add(state[i]).wrapping_add(*byte);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    for byte in data {
        i = i.wrapping_add(1);
        let left = state[usize::from(i)];
        j = j.wrapping_add(left);
        let right = state[usize::from(j)];
        state[usize::from(i)] = right;
        state[usize::from(j)] = left;
        *byte ^= state[usize::from(left.wrapping_add(right))];
    }
}
