//! The extent and the escapes of literal strings, of files and of content streams alike.

/// The length of a literal string up to the bracket that closes it (or the end of the data), and whether its bytes stand
/// for themselves: no escapes, no line ends to fold. `rest` begins behind the opening bracket.
#[inline]
pub(crate) fn literal_length(rest: &[u8]) -> (usize, bool) {
    let mut depth = 0_usize;
    let mut plain = true;
    let mut index = 0;
    loop {
        // Most strings hold nothing that matters here: eight bytes are asked at once.
        if let Some(eight) = rest.get(index..).and_then(|rest| rest.first_chunk()) {
            match marks_in(u64::from_le_bytes(*eight)) {
                0 => {
                    index += 8;
                    continue;
                }
                marks => index += (marks.trailing_zeros() / 8) as usize,
            }
        }
        let Some(&byte) = rest.get(index) else { break };
        match byte {
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b'(' => depth += 1,
            b'\\' => {
                plain = false;
                index += 1;
            }
            b'\r' => plain = false,
            _ => {}
        }
        index += 1;
    }
    (index.min(rest.len()), plain)
}

/// Marks brackets, backslashes and carriage returns among eight bytes: the lowest bit set lies in the first of them; higher
/// ones may be wrong.
#[inline]
fn marks_in(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let zeros = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & (ONES * 0x80);
    // The two brackets differ in their lowest bit.
    let brackets = (bytes & (ONES * 0xfe)) ^ (ONES * 0x28);
    zeros(brackets) | zeros(bytes ^ (ONES * 0x5c)) | zeros(bytes ^ (ONES * 0x0d))
}

/// Resolves the escapes of a literal string (ISO 32000-1, 7.3.4.2, table 3).
pub(crate) fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let mut index = 0;
    while let Some(&byte) = raw.get(index) {
        index += 1;
        match byte {
            b'\\' => index = escape(raw, index, out),
            b'\r' => {
                out.push(b'\n');
                index += usize::from(raw.get(index) == Some(&b'\n'));
            }
            _ => out.push(byte),
        }
    }
}

/// Resolves the escape whose backslash stands just before `index`; returns the index after it.
fn escape(raw: &[u8], index: usize, out: &mut Vec<u8>) -> usize {
    let Some(&byte) = raw.get(index) else { return index };
    match byte {
        b'n' => out.push(b'\n'),
        b'r' => out.push(b'\r'),
        b't' => out.push(b'\t'),
        b'b' => out.push(8),
        b'f' => out.push(12),
        b'\n' => {}
        b'\r' => return index + 1 + usize::from(raw.get(index + 1) == Some(&b'\n')),
        b'0'..=b'7' => {
            let digits =
                raw.get(index..).unwrap_or(&[]).iter().take(3).take_while(|b| (b'0'..=b'7').contains(b));
            let (value, length) = digits.fold((0_u32, 0), |(v, n), &b| (v * 8 + u32::from(b - b'0'), n + 1));
            out.push((value & 0xff) as u8);
            return index + length;
        }
        other => out.push(other),
    }
    index + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_end_at_their_own_bracket() {
        let cases: [(&[u8], (usize, bool)); 8] = [
            (b") Tj", (0, true)),
            (b"abc) Tj ET", (3, true)),
            (b"a(b)c) Tj ET Q", (5, true)),
            (b"abcdefgh) Tj", (8, true)),
            (b"abcdefghijklmno\xa8\xa9\x8d\xdc)", (19, true)),
            (b"ab\\)cdefgh) Tj", (10, false)),
            (b"ab\rcd)", (5, false)),
            (b"no end (at all", (14, true)),
        ];
        for (rest, expected) in cases {
            assert_eq!(literal_length(rest), expected, "{rest:?}");
        }
    }

    #[test]
    fn octal_escapes_take_three_digits() {
        let mut out = Vec::new();
        unescape(b"\\1012\\53\\8\\\nz\r\n", &mut out);
        assert_eq!(out, b"A2+8z\n");
    }
}
