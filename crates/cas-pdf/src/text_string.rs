//! Text outside page contents: text strings of the document information (ISO 32000-1, 7.9.2) and passwords as bytes.

use std::borrow::Cow;

/// `PDFDocEncoding` from code 0x18 (ISO 32000-1, annex D.2).
const LOW: [char; 8] =
    ['\u{2d8}', '\u{2c7}', '\u{2c6}', '\u{2d9}', '\u{2dd}', '\u{2db}', '\u{2da}', '\u{2dc}'];

/// `PDFDocEncoding` from code 0x80; all codes that are in neither table are those of Latin-1.
const HIGH: [char; 33] = [
    '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}',
    '\u{2039}', '\u{203a}', '\u{2212}', '\u{2030}', '\u{201e}', '\u{201c}', '\u{201d}', '\u{2018}',
    '\u{2019}', '\u{201a}', '\u{2122}', '\u{fb01}', '\u{fb02}', '\u{141}', '\u{152}', '\u{160}', '\u{178}',
    '\u{17d}', '\u{131}', '\u{142}', '\u{153}', '\u{161}', '\u{17e}', '\u{fffd}', '\u{20ac}',
];

fn from_pdf_doc(code: u8) -> char {
    let special = match code {
        0x18..=0x1f => LOW.get(usize::from(code - 0x18)),
        0x80..=0xa0 => HIGH.get(usize::from(code - 0x80)),
        _ => None,
    };
    special.copied().unwrap_or(char::from(code))
}

fn to_pdf_doc(character: char) -> Option<u8> {
    let position = |table: &[char], first: u8| {
        table.iter().zip(first..=255).find(|(known, _)| **known == character).map(|(_, code)| code)
    };
    if character == '\u{fffd}' {
        return None;
    }
    match u8::try_from(u32::from(character)) {
        Ok(code) if from_pdf_doc(code) == character => Some(code),
        _ => position(&LOW, 0x18).or_else(|| position(&HIGH, 0x80)),
    }
}

/// A text string as text: UTF-16 with byte order mark, UTF-8 with mark, else `PDFDocEncoding`. Language escapes and
/// closing zero characters are left out.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let utf_16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
        char::decode_utf16(units)
            .map(|result| result.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect::<String>()
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&code| from_pdf_doc(code)).collect(),
    };
    without_language_escapes(&text).trim_end_matches('\0').to_owned()
}

/// Leaves out `ESC language ESC` (ISO 32000-1, 14.9.2.2).
fn without_language_escapes(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\u{1b}').step_by(2).collect())
}

/// The byte forms of a password that revisions 2 to 4 may mean: `PDFDocEncoding`, and UTF-8 as some writers do.
pub(crate) fn legacy_passwords(text: &str) -> Vec<Vec<u8>> {
    let encoded: Option<Vec<u8>> = text.chars().map(to_pdf_doc).collect();
    let mut forms: Vec<Vec<u8>> = encoded.into_iter().collect();
    if !text.is_ascii() || forms.is_empty() {
        forms.push(text.as_bytes().to_vec());
    }
    forms
}

/// The byte forms of a password that revisions 5 and 6 may mean: prepared `UTF-8` (RFC 4013), unprepared UTF-8, and
/// the older encoding that some writers keep using.
pub(crate) fn modern_passwords(text: &str) -> Vec<Vec<u8>> {
    let prepared = stringprep::saslprep(text).ok();
    let mut forms: Vec<Vec<u8>> = prepared.iter().map(|prepared| prepared.as_bytes().to_vec()).collect();
    if prepared.is_none_or(|prepared| prepared != text) {
        forms.push(text.as_bytes().to_vec());
    }
    if !text.is_ascii() {
        forms.extend(text.chars().map(to_pdf_doc).collect::<Option<Vec<u8>>>());
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings() {
        for (bytes, expected) in [
            (&b"Plain"[..], "Plain"),
            (b"\xe9\x80\xa0\x18", "\u{e9}\u{2022}\u{20ac}\u{2d8}"),
            (b"\xfe\xff\x00A\x20\xb9\xd8\x3d\xde\x00", "A\u{20b9}\u{1f600}"),
            (b"\xff\xfeA\x00\x00\x00", "A"),
            (b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00A", "A"),
            (b"\xef\xbb\xbf\xe2\x82\xb9", "\u{20b9}"),
            (b"\xfe\xff\xd8\x00\x00A\x00", "\u{fffd}A"),
            (b"", ""),
        ] {
            assert_eq!(decode(bytes), expected);
        }
    }

    #[test]
    fn encoding_is_the_inverse_of_decoding() {
        for code in 0..=255 {
            let character = from_pdf_doc(code);
            if character != char::REPLACEMENT_CHARACTER {
                assert_eq!(to_pdf_doc(character), Some(code), "{code:#x}");
            }
        }
        assert_eq!(to_pdf_doc('\u{20b9}'), None);
    }

    #[test]
    fn password_forms() {
        assert_eq!(legacy_passwords("abc"), [b"abc".to_vec()]);
        assert_eq!(legacy_passwords(""), [Vec::<u8>::new()]);
        assert_eq!(legacy_passwords("\u{fc}"), [vec![0xfc], vec![0xc3, 0xbc]]);
        assert_eq!(legacy_passwords("\u{20b9}"), [vec![0xe2, 0x82, 0xb9]]);
        assert_eq!(modern_passwords("abc"), [b"abc".to_vec()]);
        // RFC 4013, section 3: the soft hyphen is mapped to nothing, compatibility characters are folded.
        assert_eq!(modern_passwords("I\u{ad}X").first().map(Vec::as_slice), Some(&b"IX"[..]));
        assert_eq!(modern_passwords("\u{aa}").first().map(Vec::as_slice), Some(&b"a"[..]));
    }
}
