//! `RunLengthDecode` (ISO 32000-1, 7.4.5).

use super::{TooLong, append};

/// Length bytes: below 128 that many bytes plus one follow, above 128 one byte is repeated, 128 ends.
pub(super) fn decode(mut data: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    while let Some((&length, rest)) = data.split_first() {
        let count = usize::from(length);
        match length {
            128 => break,
            0..128 => {
                let (copied, rest) = rest.split_at((count + 1).min(rest.len()));
                append(copied, limit, out)?;
                data = rest;
            }
            _ => {
                let Some((&byte, rest)) = rest.split_first() else { break };
                append(&[byte; 128], limit.max(out.len() + 128), out)?;
                out.truncate(out.len() - 128 + 257 - count);
                if out.len() > limit {
                    return Err(TooLong);
                }
                data = rest;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_and_repeated_runs() {
        let mut out = Vec::new();
        assert_eq!(decode(&[2, b'a', b'b', b'c', 254, b'x', 128, 0, b'z'], 100, &mut out), Ok(()));
        assert_eq!(out, b"abcxxx");
        out.clear();
        assert_eq!(decode(&[129, b'y'], 128, &mut out), Ok(()));
        assert_eq!(out, [b'y'; 128]);
        assert_eq!(decode(&[129, b'y'], 127, &mut Vec::new()), Err(TooLong));
        out.clear();
        assert_eq!(decode(&[9, b'a'], 100, &mut out), Ok(()));
        assert_eq!(out, b"a", "truncated data give what is there");
    }
}
