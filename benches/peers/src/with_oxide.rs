//! pdf_oxide: its own calls for characters and for words.

use pdf_oxide::PdfDocument;

use crate::{Failure, Tally};

fn open(bytes: &[u8], password: &str) -> Result<PdfDocument, Failure> {
    let document = PdfDocument::from_bytes(bytes.to_vec())?;
    if !password.is_empty() && !document.authenticate(password.as_bytes())? {
        return Err("the password does not open it".into());
    }
    Ok(document)
}

pub fn characters(bytes: &[u8], password: &str) -> Result<Tally, Failure> {
    let document = open(bytes, password)?;
    let mut tally = Tally { pages: document.page_count()?, ..Tally::default() };
    for page in 0..tally.pages {
        for character in document.extract_chars(page)? {
            let (x, y) = (character.bbox.x, character.bbox.y);
            tally.text(character.char.encode_utf8(&mut [0; 4]), f64::from(x), f64::from(y));
        }
    }
    Ok(tally)
}

pub fn words(bytes: &[u8], password: &str) -> Result<Tally, Failure> {
    let document = open(bytes, password)?;
    let mut tally = Tally { pages: document.page_count()?, ..Tally::default() };
    for page in 0..tally.pages {
        for word in document.extract_words(page)? {
            tally.text(&word.text, f64::from(word.bbox.x), f64::from(word.bbox.y));
            tally.words += 1;
        }
    }
    Ok(tally)
}
