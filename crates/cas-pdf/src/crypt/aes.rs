//! AES in the ways PDF uses it: CBC for data, with an initialisation vector in front, and CBC as a step of the password
//! algorithms.

use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyIvInit};
use aes::{Aes128, Aes256};

use crate::filter::Integrity;

const BLOCK: usize = 16;

/// Decrypts stream or string data in place (ISO 32000-1, 7.6.2): the first block is the initialisation vector, the
/// last byte counts the padding. Data that are no whole number of blocks, or padded wrongly, lose nothing but the
/// incomplete block, and are told. No data at all are whole: some writers leave empty strings and streams as they are.
pub(super) fn decrypt_data(key: &[u8], data: &mut Vec<u8>) -> Integrity {
    if data.is_empty() {
        return Integrity::Sound;
    }
    let cut = !data.len().is_multiple_of(BLOCK);
    let whole = data.len() / BLOCK * BLOCK;
    data.truncate(whole);
    let Some((iv, body)) = data.split_at_mut_checked(BLOCK) else {
        data.clear();
        return Integrity::Damaged;
    };
    if !decrypt_cbc(key, iv, body) {
        data.clear();
        return Integrity::Damaged;
    }
    let padding = match body.last() {
        Some(&count @ 1..=16) => usize::from(count),
        _ => 0,
    };
    let end = whole - padding;
    data.copy_within(BLOCK..end.max(BLOCK), 0);
    data.truncate(end.saturating_sub(BLOCK));
    if cut || padding == 0 { Integrity::Damaged } else { Integrity::Sound }
}

/// CBC without padding, in place; false when key or vector have no valid length.
pub(super) fn decrypt_cbc(key: &[u8], iv: &[u8], data: &mut [u8]) -> bool {
    match key.len() {
        16 => cbc::Decryptor::<Aes128>::new_from_slices(key, iv)
            .is_ok_and(|cipher| cipher.decrypt_padded_mut::<NoPadding>(data).is_ok()),
        32 => cbc::Decryptor::<Aes256>::new_from_slices(key, iv)
            .is_ok_and(|cipher| cipher.decrypt_padded_mut::<NoPadding>(data).is_ok()),
        _ => false,
    }
}

/// AES-128 CBC without padding, in place, of a whole number of blocks; the inner step of algorithm 2.B.
pub(super) fn encrypt_cbc_128(key: &[u8], iv: &[u8], data: &mut [u8]) {
    let length = data.len();
    if let Ok(cipher) = cbc::Encryptor::<Aes128>::new_from_slices(key, iv) {
        // Fails only for an incomplete block, which the callers never have.
        let _whole = cipher.encrypt_padded_mut::<NoPadding>(data, length).is_ok();
    }
}

#[cfg(test)]
pub(super) fn encrypt_data(key: &[u8], iv: [u8; BLOCK], data: &[u8]) -> Vec<u8> {
    use aes::cipher::block_padding::Pkcs7;
    let body = match key.len() {
        16 => cbc::Encryptor::<Aes128>::new_from_slices(key, &iv)
            .expect("key")
            .encrypt_padded_vec_mut::<Pkcs7>(data),
        _ => cbc::Encryptor::<Aes256>::new_from_slices(key, &iv)
            .expect("key")
            .encrypt_padded_vec_mut::<Pkcs7>(data),
    };
    [&iv[..], &body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_survive_both_ways() {
        for key in [&[7_u8; 16][..], &[9; 32]] {
            for length in [0, 1, 15, 16, 17, 1000] {
                let plain: Vec<u8> = (0..length).map(|n: u32| n as u8).collect();
                let mut data = encrypt_data(key, [3; 16], &plain);
                assert_eq!(decrypt_data(key, &mut data), Integrity::Sound);
                assert_eq!(data, plain);
            }
        }
    }

    #[test]
    fn broken_padding_and_lengths_are_tolerated() {
        let key = [7; 16];
        let mut whole = encrypt_data(&key, [3; 16], &[b'x'; 40]);
        whole.extend_from_slice(b"tail");
        assert_eq!(decrypt_data(&key, &mut whole), Integrity::Damaged);
        assert_eq!(whole, [b'x'; 40]);
        let mut cut = encrypt_data(&key, [3; 16], &[b'x'; 40]);
        cut.truncate(40);
        assert_eq!(decrypt_data(&key, &mut cut), Integrity::Damaged);
        assert_eq!(cut, [b'x'; 16]);
        let mut short = vec![1; 15];
        assert_eq!(decrypt_data(&key, &mut short), Integrity::Damaged);
        assert!(short.is_empty());
        let mut wrong_key = vec![1; 32];
        assert_eq!(decrypt_data(&key[..5], &mut wrong_key), Integrity::Damaged);
        assert!(wrong_key.is_empty());
    }
}
