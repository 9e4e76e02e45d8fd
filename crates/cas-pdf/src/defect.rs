//! What looks wrong with a file and does not stop it from being read: parts that are named and not there, words where
//! none belong, keys with a wrong letter. Each may mean that text is missing or is other text, so it is told.

use std::cmp::Ordering;

/// Keys that what is read depends on, short ones first.
const KEYS: [&[u8]; 47] = [
    b"BBox",
    b"Font",
    b"Kids",
    b"Root",
    b"Count",
    b"First",
    b"Index",
    b"Pages",
    b"Annots",
    b"Colors",
    b"Fields",
    b"Filter",
    b"Length",
    b"Matrix",
    b"Parent",
    b"Rotate",
    b"Widths",
    b"Columns",
    b"CropBox",
    b"Encrypt",
    b"Subtype",
    b"XObject",
    b"AcroForm",
    b"BaseFont",
    b"Contents",
    b"Encoding",
    b"FontFile",
    b"LastChar",
    b"MediaBox",
    b"ExtGState",
    b"FirstChar",
    b"FontFile2",
    b"FontFile3",
    b"Predictor",
    b"Resources",
    b"ToUnicode",
    b"ActualText",
    b"Properties",
    b"CIDToGIDMap",
    b"DecodeParms",
    b"Differences",
    b"BaseEncoding",
    b"MissingWidth",
    b"OCProperties",
    b"CIDSystemInfo",
    b"FontDescriptor",
    b"DescendantFonts",
];

/// Where the keys with at least so many bytes begin.
const FROM: [u8; LONGEST + 3] = {
    let mut from = [0; LONGEST + 3];
    let mut index = 0;
    while index < KEYS.len() {
        let mut length = KEYS[index].len() + 1;
        while length < from.len() {
            from[length] = index as u8 + 1;
            length += 1;
        }
        index += 1;
    }
    from
};

/// Bytes of the longest key.
const LONGEST: usize = KEYS[KEYS.len() - 1].len();

/// Length from which a key with one more letter or digit is no name that a writer would choose.
const UNLIKELY: usize = 9;

/// Whether the names of an array are parted by blanks: of many that are, one that is not ran into another.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spacing {
    apart: u32,
    together: u32,
}

impl Spacing {
    /// Adds a name that follows another one, with what stands in front of it.
    pub(crate) fn add(&mut self, read: &[u8]) {
        *if read.starts_with(b"/") { &mut self.together } else { &mut self.apart } += 1;
    }

    /// True when one name of many touches the one before it.
    pub(crate) const fn is_odd(self) -> bool {
        self.together == 1 && self.apart >= 10
    }
}

/// True for a number with a sign behind its digits or a second point, which readers cut off.
pub(crate) fn has_tail(number: &[u8]) -> bool {
    let signed =
        number.iter().skip_while(|byte| !byte.is_ascii_digit()).any(|byte| matches!(byte, b'-' | b'+'));
    signed || number.iter().filter(|byte| **byte == b'.').count() > 1
}

/// True for a key that differs in one byte from a key that matters, or has one byte more or less: the value under it is
/// not found.
pub(crate) fn is_misspelt(key: &[u8]) -> bool {
    let mut near = false;
    let from = |length: usize| FROM.get(length).map_or(KEYS.len(), |from| usize::from(*from));
    let as_long = KEYS.get(from(key.len().saturating_sub(1))..from(key.len() + 2)).unwrap_or_default();
    // Whatever byte is another one, one of the first two is the same.
    let alike = |known: &&&[u8]| known.first() == key.first() || known.get(1) == key.get(1);
    for known in as_long.iter().filter(alike) {
        match known.len().cmp(&key.len()) {
            Ordering::Less => near |= has_grown(known, key),
            Ordering::Greater => near |= has_shrunk(known, key),
            Ordering::Equal => match known.iter().zip(key).filter(|(one, other)| one != other).count() {
                0 => return false,
                1 => near = true,
                _ => {}
            },
        }
    }
    near
}

/// A key with one byte more that no writer would choose. Short keys with a digit behind are what writers call fonts and
/// forms (`Font1`), and the plural of a key is a word.
fn has_grown(known: &[u8], key: &[u8]) -> bool {
    let unlikely = match key.last() {
        Some(b'0'..=b'9' | b'A'..=b'Z' | b's') => UNLIKELY,
        Some(b'a'..=b'z') => UNLIKELY - 3,
        _ => 0,
    };
    known.len() >= unlikely && key.starts_with(known)
}

/// A key without its last letter: `Encodin` is no word, `Content` is one.
fn has_shrunk(known: &[u8], key: &[u8]) -> bool {
    known.len() >= UNLIKELY - 1 && known.starts_with(key) && key != b"Content"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_tails_are_told() {
        assert!(has_tail(b" 29-") && has_tail(b"1.2.3") && has_tail(b"2-8"));
        assert!(!has_tail(b" -29") && !has_tail(b"--1.5") && !has_tail(b"298"));
    }

    #[test]
    fn a_name_that_touches_the_one_before_is_told() {
        let mut spacing = Spacing::default();
        (0..10).for_each(|_| spacing.add(b" /A"));
        assert!(!spacing.is_odd());
        spacing.add(b"/B");
        assert!(spacing.is_odd());
        assert!(is_misspelt(b"Differences6") && !is_misspelt(b"Font1") && !is_misspelt(b"Contents1"));
        assert!(is_misspelt(b"Filterw") && is_misspelt(b"AcroFarm"));
        assert!(!is_misspelt(b"Fonts") && !is_misspelt(b"Filters") && !is_misspelt(b"FilterA"));
        assert!(is_misspelt(b"Encodin") && !is_misspelt(b"Width") && !is_misspelt(b"FontFile"));
        assert!(is_misspelt(b"Difference") && !is_misspelt(b"Content"));
    }

    #[test]
    fn keys_with_one_wrong_byte_are_told() {
        for key in KEYS {
            assert!(!is_misspelt(key));
            let mut bent = key.to_vec();
            bent[1] = b'#';
            assert!(is_misspelt(&bent));
            assert!(is_misspelt(&[key, b"\x82"].concat()));
        }
        for key in [&b"Type"[..], b"Names", b"Length1", b"FontName", b"FontBBox", b"Metadata", b"", b"W"] {
            assert!(!is_misspelt(key), "{}", String::from_utf8_lossy(key));
        }
    }
}
