//! lopdf: loads and decrypts the whole file, decodes content streams into operations and text by font encodings. The walk
//! over operations, forms included, is ours, as lopdf has none that knows positions.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, LoadOptions, Object};

use crate::content::{IDENTITY, Matrix, Pen, then};
use crate::{Failure, Tally};

/// Forms inside each other.
const DEPTH: usize = 16;

pub fn shown(bytes: &[u8], password: &str) -> Result<Tally, Failure> {
    let options = LoadOptions::with_password(password);
    let document = Document::load_mem_with_options(bytes, options)?;
    let mut tally = Tally::default();
    for (_, page) in document.get_pages() {
        tally.pages += 1;
        let data = document.get_page_content(page);
        let (own, inherited) = document.get_page_resources(page)?;
        let inherited = inherited.first().and_then(|id| document.get_dictionary(*id).ok());
        let empty = Dictionary::new();
        let resources = own.or(inherited).unwrap_or(&empty);
        Walk { document: &document, tally: &mut tally }.content(&data, resources, IDENTITY, DEPTH)?;
    }
    Ok(tally)
}

struct Walk<'a> {
    document: &'a Document,
    tally: &'a mut Tally,
}

impl<'a> Walk<'a> {
    fn named(&self, resources: &'a Dictionary, kind: &[u8]) -> Option<&'a Dictionary> {
        self.document.get_dict_in_dict(resources, kind).ok()
    }

    fn content(
        &mut self,
        data: &[u8],
        resources: &'a Dictionary,
        map: Matrix,
        depth: usize,
    ) -> Result<(), Failure> {
        let fonts: BTreeMap<&[u8], Encoding<'a>> = self
            .named(resources, b"Font")
            .map(Dictionary::iter)
            .into_iter()
            .flatten()
            .filter_map(|(name, font)| {
                let (_, font) = self.document.dereference(font).ok()?;
                let encoding = font.as_dict().ok()?.get_font_encoding(self.document).ok()?;
                Some((name.as_slice(), encoding))
            })
            .collect();
        let forms = self.named(resources, b"XObject");
        let mut font = None;
        let mut pen = Pen::on(map);
        for operation in Content::decode(data)?.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "Tf" => font = operands.first().and_then(|name| fonts.get(name.as_name().ok()?)),
                "Tj" | "TJ" => self.show(font, operands, &pen)?,
                "'" | "\"" => {
                    pen.next_line();
                    self.show(font, operands.last().map(std::slice::from_ref).unwrap_or_default(), &pen)?;
                }
                "Do" if depth > 0 => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    if let Some(form) = forms.and_then(|forms| forms.get(name).ok()) {
                        self.form(form, resources, pen.map(), depth - 1)?;
                    }
                }
                operator => step(&mut pen, operator, operands),
            }
        }
        Ok(())
    }

    fn form(
        &mut self,
        form: &'a Object,
        above: &'a Dictionary,
        map: Matrix,
        depth: usize,
    ) -> Result<(), Failure> {
        let (_, form) = self.document.dereference(form)?;
        let Ok(stream) = form.as_stream() else { return Ok(()) };
        if !stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Form")) {
            return Ok(());
        }
        let own = stream.dict.get(b"Matrix").and_then(Object::as_array).map(|array| six(array));
        let resources = self.document.get_dict_in_dict(&stream.dict, b"Resources").unwrap_or(above);
        self.content(&stream.get_plain_content()?, resources, then(own.unwrap_or(IDENTITY), map), depth)
    }

    fn show(&mut self, font: Option<&Encoding<'_>>, shown: &[Object], pen: &Pen) -> Result<(), Failure> {
        let Some(font) = font else { return Ok(()) };
        let (x, y) = pen.position();
        for object in shown {
            match object {
                Object::String(bytes, _) => self.tally.text(&Document::decode_text(font, bytes)?, x, y),
                Object::Array(parts) => self.show(Some(font), parts, pen)?,
                _ => {}
            }
        }
        Ok(())
    }
}

fn six(operands: &[Object]) -> Matrix {
    let mut matrix = IDENTITY;
    for (place, number) in matrix.iter_mut().zip(operands) {
        *place = number.as_float().map_or(0.0, f64::from);
    }
    matrix
}

fn step(pen: &mut Pen, operator: &str, operands: &[Object]) {
    let number = |index: usize| {
        operands.get(index).and_then(|number: &Object| number.as_float().ok()).map_or(0.0, f64::from)
    };
    match operator {
        "q" => pen.save(),
        "Q" => pen.restore(),
        "cm" => pen.concatenate(six(operands)),
        "BT" => pen.place(IDENTITY),
        "Tm" => pen.place(six(operands)),
        "Td" => pen.advance(number(0), number(1)),
        "TD" => {
            pen.lead(-number(1));
            pen.advance(number(0), number(1));
        }
        "TL" => pen.lead(number(0)),
        "T*" => pen.next_line(),
        _ => {}
    }
}
