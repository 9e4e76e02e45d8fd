//! The last look before a twin is handed out: whether anything personal is left in its text, its streams or its
//! structure.

use std::collections::BTreeSet;

use cas_pdf::object::Object;
use cas_pdf::{Limits, PdfFile};
use cas_table::Sheet;

use crate::RedactError;
use crate::lexicon::Lexicon;
use crate::shape::{folded, tokens};

/// Looks through a twin.
pub(crate) fn check(twin: &[u8], lexicon: &Lexicon, limits: &Limits) -> Result<(), RedactError> {
    let telling: BTreeSet<&str> = lexicon.telling().collect();
    let file = cas_pdf::open(twin, &[], limits)?;
    for index in 0..file.page_count() {
        let page = file.page(index)?;
        if page.runs.iter().any(|run| speaks(page.text_of(run), &telling)) {
            return Err(RedactError::Residue { place: "text" });
        }
        let sheet = Sheet::from_page(page);
        if sheet.words.iter().any(|word| speaks(sheet.text(word), &telling)) {
            return Err(RedactError::Residue { place: "text" });
        }
    }
    streams(&file, &telling)
}

/// True when one of the tokens of a text is telling.
fn speaks(text: &str, telling: &BTreeSet<&str>) -> bool {
    tokens(text).filter_map(|token| text.get(token)).any(|token| telling.contains(folded(token).as_str()))
}

/// Shorter numbers are not looked for among the operands of contents: what is shown is looked at as text.
const DIGITS: usize = 8;

/// Every object of the twin: streams unpacked, strings and names as bytes and as UTF-16.
fn streams(file: &PdfFile<'_>, telling: &BTreeSet<&str>) -> Result<(), RedactError> {
    for object in file.objects() {
        if let Object::Stream(stream) = &object
            && told(&file.data(stream)?, telling)
        {
            return Err(RedactError::Residue { place: "streams" });
        }
        if tells(&object, telling, 32) {
            return Err(RedactError::Residue { place: "structure" });
        }
    }
    Ok(())
}

/// True when a name or string of an object is telling.
fn tells(object: &Object, telling: &BTreeSet<&str>, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match object {
        Object::String(bytes) => told(bytes, telling) || speaks(&cas_pdf::object::text(bytes), telling),
        Object::Name(name) => told(name.as_bytes(), telling),
        Object::Array(items) => items.iter().any(|item| tells(item, telling, depth)),
        Object::Dict(_) | Object::Stream(_) => object.as_dict().is_some_and(|dict| {
            dict.iter().any(|(name, value)| told(name.as_bytes(), telling) || tells(value, telling, depth))
        }),
        _ => false,
    }
}

/// True when bytes are telling as they stand, as UTF-16 of either order, or as hexadecimal digits of any of these.
fn told(bytes: &[u8], telling: &BTreeSet<&str>) -> bool {
    let halves = |first: usize| -> Vec<u8> { bytes.iter().copied().skip(first).step_by(2).collect() };
    if says(&without_hex(bytes), telling) || says(&halves(0), telling) || says(&halves(1), telling) {
        return true;
    }
    let digits = unhexed(bytes);
    says(&digits, telling) || says(&digits.iter().copied().skip(1).step_by(2).collect::<Vec<_>>(), telling)
}

/// True when a run of letters and digits among the bytes is telling.
fn says(bytes: &[u8], telling: &BTreeSet<&str>) -> bool {
    bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|run| run.len() > 2).any(|run| {
        let number = run.len() < DIGITS && run.iter().all(u8::is_ascii_digit);
        !number && std::str::from_utf8(run).is_ok_and(|run| telling.contains(folded(run).as_str()))
    })
}

/// The bytes without the digits of hexadecimal strings, which may look like anything.
fn without_hex(bytes: &[u8]) -> Vec<u8> {
    let mut inside = false;
    let outside = bytes.iter().copied().filter(|byte| {
        inside = match byte {
            b'<' => true,
            b'>' => false,
            byte => inside && (byte.is_ascii_hexdigit() || byte.is_ascii_whitespace()),
        };
        !inside
    });
    outside.collect()
}

/// The bytes of all hexadecimal strings, one blank in between.
fn unhexed(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut out = Vec::new();
    for string in bytes.split(|byte| *byte == b'<').skip(1) {
        let digits: Vec<u8> = string
            .iter()
            .take_while(|byte| **byte != b'>')
            .copied()
            .filter_map(|byte| u8::try_from(digit(byte)?).ok())
            .collect();
        out.extend(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)));
        out.push(b' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_every_coat() {
        let telling = BTreeSet::from(["LATTU"]);
        for bytes in [
            &b"x Lattu)"[..],
            b"\0L\0a\0t\0t\0u",
            b"L\0a\0t\0t\0u\0",
            b"[<4C61747475>]",
            b"<004C0061007400740075>",
        ] {
            assert!(told(bytes, &telling), "{bytes:?}");
        }
        assert!(!told(b"Lattuce", &telling));
    }
}
