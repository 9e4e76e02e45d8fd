//! What is left of a statement in another file: the words that identify somebody, and every coat they may hide in.

use std::collections::BTreeSet;

use cas_pdf::object::Object;
use cas_pdf::{Limits, PdfFile};
use cas_table::Sheet;
use serde_json::Value;

/// Members whose strings are personal, by the end of their path.
const PERSONAL: [&str; 32] = [
    "/investor/name",
    "/investor/pan",
    "/investor/email",
    "/investor/address",
    "/investor/pincode",
    "/investor/mobile",
    "/investor/cas_id",
    "/linked_holders/#/name",
    "/linked_holders/#/pan",
    "/linked_pans/#",
    "/groups/#/#/name",
    "/groups/#/#/pan",
    "/dp_id",
    "/client_id",
    "/bo_id",
    "/order_no",
    "/folio_number",
    "/policy_number",
    "/life_assured",
    "/pran",
    "/additional_info/email",
    "/additional_info/pan",
    "/contract_note_number",
    "/client_info/name",
    "/client_info/pan",
    "/client_info/ucc",
    "/client_info/place_of_supply",
    "/client_info/gst_state_code",
    "/client_info/address",
    "/order_number",
    "/trade_number",
    "/phones/#",
];

/// What a nominee is said to be when nobody is named.
const FLAGS: [&str; 6] = ["Registered", "Not Registered", "Multiple Nominee", "Y", "N", "-"];

/// True when the member at this path (places in lists as `#`) names a person or a number of one.
#[must_use]
pub fn is_personal(path: &str, text: &str) -> bool {
    let nominee = path.ends_with("/nominees/#") || path.ends_with("/nominee");
    let contact = path.ends_with("/labels/#/value") && is_contact(text);
    PERSONAL.iter().any(|end| path.ends_with(end)) || contact || nominee && !FLAGS.contains(&text)
}

/// A mail address or the number of a phone: of what stands behind a label the rest says how things are.
fn is_contact(text: &str) -> bool {
    let phone = text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | ' '));
    text.contains('@') || phone && text.bytes().filter(u8::is_ascii_digit).count() >= 6
}

/// Calls `visit` with the path and every string of a JSON value.
pub fn strings(value: &Value, path: &str, visit: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => visit(path, text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, &format!("{path}/#"), visit)),
        Value::Object(members) => {
            for (key, member) in members {
                strings(member, &format!("{path}/{key}"), visit);
            }
        }
        _ => {}
    }
}

/// The words of an answer that name no person: those of schemes, securities, houses and states of accounts.
#[must_use]
pub fn public_words(full: &Value) -> BTreeSet<String> {
    let mut public = BTreeSet::new();
    strings(full, "", &mut |path, text| {
        let free = path.ends_with("/description") || path.contains("/labels/") || path.contains("/remarks/");
        if !is_personal(path, text) && !free {
            public.extend(words(text));
        }
    });
    public
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase)
}

/// The words that identify somebody in an answer with every addition: of names and addresses those of four letters and
/// more that are not among the `public` ones, and the numbers of six digits and more.
#[must_use]
pub fn identities(full: &Value, public: &BTreeSet<String>) -> BTreeSet<String> {
    let mut personal = BTreeSet::new();
    strings(full, "", &mut |path, text| {
        if is_personal(path, text) {
            personal.extend(words(text));
        }
    });
    let numbers = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let telling = |word: &String| if numbers(word) { word.len() >= 6 } else { word.chars().count() >= 4 };
    // A country, the parts of an address and the label of a phone are words of the language, and one is a word of the
    // file format.
    let plain = ["india", "road", "floor", "main", "state", "near", "type", "phone"];
    personal.retain(|word| {
        telling(word) && !public.contains(word) && !plain.contains(&word.as_str()) && !masked(word)
    });
    personal
}

fn masked(word: &str) -> bool {
    word.chars().all(|letter| matches!(letter, 'x' | '0'))
}

/// The words of `identities` that are left in an unlocked file: in its text, in any stream, in its structure; as they
/// are, in UTF-16 of either order, or written in hexadecimal digits.
#[must_use]
pub fn left(pdf: &[u8], identities: &BTreeSet<String>) -> Vec<String> {
    let mut found = BTreeSet::new();
    let Ok(file) = cas_pdf::open(pdf, &[], &Limits::default()) else {
        return vec!["the file does not open".to_owned()];
    };
    look(pdf, identities, 8, &mut found);
    for object in file.objects() {
        object_words(&file, &object, identities, &mut found);
    }
    for page in (0..file.page_count()).filter_map(|index| file.page(index).ok()) {
        for run in &page.runs {
            look(page.text_of(run).as_bytes(), identities, 0, &mut found);
        }
        for tag in page.tags.iter().filter_map(|tag| tag.actual_text.as_ref()) {
            look(tag.as_bytes(), identities, 0, &mut found);
        }
        let sheet = Sheet::from_page(page);
        for word in &sheet.words {
            look(sheet.text(word).as_bytes(), identities, 0, &mut found);
        }
    }
    found.into_iter().collect()
}

fn object_words(
    file: &PdfFile<'_>,
    object: &Object,
    identities: &BTreeSet<String>,
    found: &mut BTreeSet<String>,
) {
    match object {
        Object::String(bytes) => look(bytes, identities, 0, found),
        Object::Name(name) => look(name.as_bytes(), identities, 0, found),
        Object::Array(items) => items.iter().for_each(|item| object_words(file, item, identities, found)),
        Object::Dict(_) | Object::Stream(_) => {
            for (name, value) in object.as_dict().into_iter().flat_map(cas_pdf::object::Dict::iter) {
                look(name.as_bytes(), identities, 0, found);
                object_words(file, value, identities, found);
            }
            if let Object::Stream(stream) = object {
                // Coordinates have short runs of digits, which may be anything.
                look(&file.data(stream).unwrap_or_default(), identities, 8, found);
            }
        }
        _ => {}
    }
}

/// Looks for the words in bytes, whatever their coat; numbers of fewer than `digits` digits do not count.
fn look(bytes: &[u8], identities: &BTreeSet<String>, digits: usize, found: &mut BTreeSet<String>) {
    let half = |bytes: &[u8], first: usize| bytes.iter().copied().skip(first).step_by(2).collect::<Vec<_>>();
    let plain = unhexed(bytes);
    for coat in [bytes.to_vec(), half(bytes, 0), half(bytes, 1), half(&plain, 0), half(&plain, 1), plain] {
        for run in coat.split(|byte| !byte.is_ascii_alphanumeric()).filter(|run| run.len() > 3) {
            let word = String::from_utf8_lossy(run).to_lowercase();
            let short = word.len() < digits && word.bytes().all(|byte| byte.is_ascii_digit());
            if !short && identities.contains(&word) {
                found.insert(word);
            }
        }
    }
}

/// What stands in hexadecimal strings, one blank after each.
fn unhexed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for string in bytes.split(|byte| *byte == b'<').skip(1) {
        let digits = string.iter().take_while(|byte| **byte != b'>');
        let digits: Vec<u32> = digits.filter_map(|byte| char::from(*byte).to_digit(16)).collect();
        out.extend(digits.chunks_exact(2).map(|pair| (pair[0] << 4 | pair[1]) as u8));
        out.push(b' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_every_coat() {
        let identities = BTreeSet::from(["lattu".to_owned()]);
        for bytes in [
            &b"(Lattu)"[..],
            b"\0L\0a\0t\0t\0u",
            b"L\0a\0t\0t\0u\0",
            b"<4c61747475>",
            b"<004c0061007400740075>",
        ] {
            let mut found = BTreeSet::new();
            look(bytes, &identities, 0, &mut found);
            assert_eq!(found.len(), 1, "{bytes:?}");
        }
    }

    #[test]
    fn contacts_behind_labels_are_personal() {
        let labels = serde_json::json!({ "labels": [
            { "label": "Mobile No", "value": "9801933405" },
            { "label": "Email Id", "value": "asha@post.example" },
            { "label": "Settlement", "value": "Rolling (T1)/2026184" },
            { "label": "Trade date", "value": "02/03/2026" },
        ], "phones": ["Phone Res: 9971054"] });
        let found: Vec<String> = identities(&labels, &public_words(&labels)).into_iter().collect();
        assert_eq!(found, ["9801933405", "9971054", "asha", "example", "post"]);
    }

    #[test]
    fn public_words_identify_nobody() {
        let full = serde_json::json!({
            "investor": { "name": "LATTU GROWTH", "pan": "ABCPE1234F" },
            "mutual_funds": [{ "folio_number": "1234567/8", "schemes": [{ "name": "Some Growth Fund" }] }],
        });
        let found: Vec<String> = identities(&full, &public_words(&full)).into_iter().collect();
        assert_eq!(found, ["1234567", "abcpe1234f", "lattu"]);
    }
}
