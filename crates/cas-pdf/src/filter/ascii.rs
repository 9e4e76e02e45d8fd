//! `ASCIIHexDecode` and `ASCII85Decode` (ISO 32000-1, 7.4.2 and 7.4.3).

use super::{TooLong, append};
use crate::syntax::lexer::hex_digit;

/// Hexadecimal digits up to `>`; everything else is skipped, an odd last digit counts as its high half.
pub(super) fn decode_hex(data: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    let mut half = None;
    for digit in data.iter().take_while(|&&byte| byte != b'>').filter_map(|&byte| hex_digit(byte)) {
        half = match half {
            None => Some(digit),
            Some(high) => {
                append(&[high << 4 | digit], limit, out)?;
                None
            }
        };
    }
    match half {
        Some(high) => append(&[high << 4], limit, out),
        None => Ok(()),
    }
}

/// Groups of five base-85 digits up to `~`; `z` stands for four zero bytes; other bytes are skipped.
pub(super) fn decode_85(data: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut group = 0_u64;
    let mut count = 0_usize;
    for &byte in data {
        match byte {
            b'~' => break,
            b'z' if count == 0 => append(&[0; 4], limit, out)?,
            b'!'..=b'u' => {
                group = group * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    append(&(group as u32).to_be_bytes(), limit, out)?;
                    (group, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count < 2 {
        return Ok(());
    }
    for _ in count..5 {
        group = group * 85 + 84;
    }
    let bytes = (group as u32).to_be_bytes();
    append(bytes.get(..count - 1).unwrap_or(&[]), limit, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex() {
        for (text, expected) in [("48 65>ff", "He"), ("4x8\n6", "H`"), ("", ""), ("4", "@")] {
            let mut out = Vec::new();
            assert_eq!(decode_hex(text.as_bytes(), 100, &mut out), Ok(()));
            assert_eq!(out, expected.as_bytes(), "{text}");
        }
        assert_eq!(decode_hex(b"414243", 2, &mut Vec::new()), Err(TooLong));
    }

    #[test]
    fn base_85() {
        for (text, expected) in [
            ("9jqo^~>", &b"Man "[..]),
            ("<~9jqo^~>", b"Man "),
            ("9jq\no^BlbD-BleB1DJ+*+F(f,q~>", b"Man is distinguished"),
            ("z~>", b"\0\0\0\0"),
            ("9jqo~>", b"Man"),
            ("9~>", b""),
        ] {
            let mut out = Vec::new();
            assert_eq!(decode_85(text.as_bytes(), 100, &mut out), Ok(()));
            assert_eq!(out, expected, "{text}");
        }
        assert_eq!(decode_85(b"zzzz", 8, &mut Vec::new()), Err(TooLong));
    }
}
