//! What looks wrong with a file and does not stop it from being read: parts that are named and not there, words where
//! none belong, keys with a wrong letter. Each may mean that text is missing or is other text, so it is told.

/// Keys that what is read depends on.
const KEYS: [&[u8]; 46] = [
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

/// True for a key that differs in one byte from a key that matters, or has one byte more: the value under it is not
/// found.
pub(crate) fn is_misspelt(key: &[u8]) -> bool {
    let mut near =
        key.split_last().is_some_and(|(last, head)| !last.is_ascii_alphanumeric() && KEYS.contains(&head));
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
