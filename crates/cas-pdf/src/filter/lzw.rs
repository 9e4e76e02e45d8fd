//! `LZWDecode` (ISO 32000-1, 7.4.4): variable codes of 9 to 12 bits, most significant bit first.

use weezl::decode::{Configuration, Decoder};
use weezl::{BitOrder, LzwStatus};

use super::{TooLong, append};

/// Bits of the alphabet; codes start one bit wider.
const ALPHABET_BITS: u8 = 8;

/// Appends the decoded form of `data`; `early_change` is `/EarlyChange` (codes grow one entry early, the usual case).
pub(super) fn decode(
    mut data: &[u8],
    early_change: bool,
    limit: usize,
    out: &mut Vec<u8>,
) -> Result<(), TooLong> {
    let mut decoder: Decoder = if early_change {
        Configuration::with_tiff_size_switch(BitOrder::Msb, ALPHABET_BITS).build()
    } else {
        Configuration::new(BitOrder::Msb, ALPHABET_BITS).build()
    };
    let mut buffer = [0; 4096];
    loop {
        let result = decoder.decode_bytes(data, &mut buffer);
        append(buffer.get(..result.consumed_out).unwrap_or(&[]), limit, out)?;
        data = data.get(result.consumed_in..).unwrap_or(&[]);
        let moved = result.consumed_in > 0 || result.consumed_out > 0;
        match result.status {
            Ok(LzwStatus::Ok) if moved => {}
            _ => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification() {
        // ISO 32000-1, 7.4.4.2, example 1.
        let mut out = Vec::new();
        assert_eq!(
            decode(&[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01], true, 100, &mut out),
            Ok(())
        );
        assert_eq!(out, [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    }

    #[test]
    fn late_change_and_limit() {
        let text: Vec<u8> = (0..9000_u32).map(|n| (n * n % 251) as u8).collect();
        let late = weezl::encode::Encoder::new(BitOrder::Msb, 8).encode(&text).expect("memory");
        let mut out = Vec::new();
        assert_eq!(decode(&late, false, 1 << 20, &mut out), Ok(()));
        assert_eq!(out, text);
        let early =
            weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(&text).expect("memory");
        assert_eq!(decode(&early, true, 8999, &mut Vec::new()), Err(TooLong));
    }

    #[test]
    fn garbage_ends() {
        for byte in 0..=255 {
            assert_eq!(decode(&[byte; 200], true, 1 << 20, &mut Vec::new()), Ok(()));
        }
    }
}
