//! The signature field that brokers put into their notes: for one of them the only place that names it.

use crate::pdf::{Dict, Document, Object};

/// Adds a field signed by this name; what would prove it is empty.
pub(super) fn sign(document: &mut Document, name: &str) {
    let text = |text: &str| Object::Text(text.bytes().collect());
    let mut contents = b"\x30\x03\x02\x01\x00".to_vec();
    contents.resize(64, 0);
    let signature = Dict::typed("Sig")
        .with("Filter", Object::name("Adobe.PPKLite"))
        .with("SubFilter", Object::name("adbe.pkcs7.detached"))
        .with("Name", text(name))
        .with("Reason", text("Contract note"))
        .with("ByteRange", Object::Array(vec![Object::Int(0); 4]))
        .with("Contents", Object::Text(contents));
    let signature = document.add(Object::Dict(signature));
    let field = Dict::typed("Annot")
        .with("Subtype", Object::name("Widget"))
        .with("FT", Object::name("Sig"))
        .with("T", text("Signature1"))
        .with("F", Object::Int(132))
        .with("Rect", Object::Array(vec![Object::Int(0); 4]))
        .with("V", Object::Ref(signature));
    let field = document.add(Object::Dict(field));
    let form = Dict::default()
        .with("Fields", Object::Array(vec![Object::Ref(field)]))
        .with("SigFlags", Object::Int(3));
    let root = document.root;
    let catalog = match document.objects.get(root as usize - 1) {
        Some(Object::Dict(catalog)) => catalog.clone(),
        _ => Dict::typed("Catalog"),
    };
    document.set(root, Object::Dict(catalog.with("AcroForm", Object::Dict(form))));
}
