//! Small files for the tests of this folder, and a look at their text.

use cas_pdf::{Limits, Password, PdfError, PdfFile, open};
use cas_testkit::pdf::{Dict, Document, Filter, Object};

/// A document with one line of text on each page, behind these filters.
pub(crate) fn document(lines: &[&str], chain: &[Filter]) -> Document {
    let mut document = Document { version: "1.7", id: *b"0123456789abcdef", ..Document::default() };
    let pages = document.reserve();
    let font = Dict::typed("Font")
        .with("Subtype", Object::name("Type1"))
        .with("BaseFont", Object::name("Helvetica"));
    let font = document.add(Object::Dict(font));
    let resources = Dict::default().with("Font", Object::Dict(Dict::default().with("F1", Object::Ref(font))));
    let resources = document.add(Object::Dict(resources));
    let mut kids = Vec::new();
    for line in lines {
        let contents = format!("BT /F1 12 Tf 50 700 Td ({line}) Tj ET");
        let contents = document.add_stream(Dict::default(), chain, contents.as_bytes());
        let page =
            Dict::typed("Page").with("Parent", Object::Ref(pages)).with("Contents", Object::Ref(contents));
        kids.push(Object::Ref(document.add(Object::Dict(page))));
    }
    let tree = Dict::typed("Pages")
        .with("Count", Object::Int(kids.len() as i64))
        .with("Kids", Object::Array(kids))
        .with("MediaBox", Object::numbers(&[0.0, 0.0, 595.0, 842.0]))
        .with("Resources", Object::Ref(resources));
    document.set(pages, Object::Dict(tree));
    document.root = document.add(Object::Dict(Dict::typed("Catalog").with("Pages", Object::Ref(pages))));
    let info = Dict::default()
        .with("Title", Object::Text(b"A title".to_vec()))
        .with("Producer", Object::Text(b"\xfe\xff\x20\xb9".to_vec()));
    document.info = Some(document.add(Object::Dict(info)));
    document
}

/// The runs of all pages: blanks between runs, bars between pages.
pub(crate) fn text(bytes: &[u8], passwords: &[&str]) -> Result<String, PdfError> {
    let passwords: Vec<Password> = passwords.iter().map(|&text| Password::new(text)).collect();
    text_of(&open(bytes, &passwords, &Limits::default())?)
}

/// As [`text`], of an open file.
pub(crate) fn text_of(file: &PdfFile<'_>) -> Result<String, PdfError> {
    let mut pages = Vec::new();
    for index in 0..file.page_count() {
        let page = file.page(index)?;
        let runs: Vec<&str> = page.runs.iter().map(|run| page.text_of(run)).collect();
        pages.push(runs.join(" "));
    }
    Ok(pages.join("|"))
}
