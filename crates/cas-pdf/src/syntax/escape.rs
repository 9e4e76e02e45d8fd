//! The extent and the escapes of literal strings, of files and of content streams alike.

/// The length of a literal string up to the bracket that closes it (or the end of the data), and whether its bytes stand
/// for themselves: no escapes, no line ends to fold. `rest` begins behind the opening bracket.
#[inline]
pub(crate) fn literal_length(rest: &[u8]) -> (usize, bool) {
    let mut depth = 0_usize;
    let mut plain = true;
    let mut index = 0;
    while let Some(&byte) = rest.get(index) {
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
    fn octal_escapes_take_three_digits() {
        let mut out = Vec::new();
        unescape(b"\\1012\\53\\8\\\nz\r\n", &mut out);
        assert_eq!(out, b"A2+8z\n");
    }
}
