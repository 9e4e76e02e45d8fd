//! What looks wrong with a file and does not stop it from being read: parts that are named and not there, words where
//! none belong, keys with a wrong letter. Each may mean that text is missing or is other text, so it is told.

/// Keys that what is read depends on.
const KEYS: [&[u8]; 47] = [
    b"AcroForm",
    b"ActualText",
    b"Annots",
    b"BBox",
    b"BaseEncoding",
    b"BaseFont",
    b"CIDSystemInfo",
    b"CIDToGIDMap",
    b"Colors",
    b"Columns",
    b"Contents",
    b"Count",
    b"CropBox",
    b"DecodeParms",
    b"DescendantFonts",
    b"Differences",
    b"Encoding",
    b"Encrypt",
    b"ExtGState",
    b"Fields",
    b"Filter",
    b"First",
    b"FirstChar",
    b"Font",
    b"FontDescriptor",
    b"FontFile",
    b"FontFile2",
    b"FontFile3",
    b"Index",
    b"Kids",
    b"LastChar",
    b"Length",
    b"Matrix",
    b"MediaBox",
    b"MissingWidth",
    b"OCProperties",
    b"Pages",
    b"Parent",
    b"Predictor",
    b"Properties",
    b"Resources",
    b"Root",
    b"Rotate",
    b"Subtype",
    b"ToUnicode",
    b"Widths",
    b"XObject",
];

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

/// True for a key that differs in one byte from a key that matters, or has one byte more: the value under it is not
/// found.
pub(crate) fn is_misspelt(key: &[u8]) -> bool {
    let mut near = key.split_last().is_some_and(|(last, head)| {
        // Short keys with a digit behind are what writers call fonts and forms: `Font1`. The plural of a key is a word.
        let unlikely = match last {
            b'0'..=b'9' | b'A'..=b'Z' | b's' => UNLIKELY,
            b'a'..=b'z' => UNLIKELY - 3,
            _ => 0,
        };
        head.len() >= unlikely && KEYS.contains(&head)
    });
    near |= KEYS.iter().any(|known| {
        // `Content` is a word of its own, `Encodin` and `Difference` are none.
        known.strip_prefix(key).is_some_and(|lost| lost.len() == 1 && known.len() >= UNLIKELY - 1)
            && key != b"Content"
    });
    for known in KEYS.iter().filter(|known| known.len() == key.len()) {
        match known.iter().zip(key).filter(|(one, other)| one != other).count() {
            0 => return false,
            1 => near = true,
            _ => {}
        }
    }
    near
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
