//! Copies of what pages need: fonts, resources, forms. A table says which entries of a dictionary are taken over, and no
//! others are.

use std::collections::HashMap;

use cas_pdf::object::{Dict, Object, ObjectId, Stream};
use cas_pdf::{PdfError, PdfFile};

use crate::content::{Drawings, Names, Strings, rewrite, write_text};
use crate::replacer::Replacer;
use crate::strings::write_string;
use crate::writer::{Number, Writer};

/// Objects nested deeper are left out.
const DEPTH: u32 = 96;

/// A twin being written.
pub(crate) struct Twin<'f, 'a> {
    pub(crate) file: &'f PdfFile<'a>,
    pub(crate) writer: Writer,
    pub(crate) names: Names,
    pub(crate) replacer: &'f Replacer,
    /// The forms that the pages paint, with what becomes of their strings.
    pub(crate) forms: HashMap<ObjectId, Strings>,
    /// What was copied already.
    pub(crate) copied: HashMap<ObjectId, Number>,
    /// Layers, in the order met.
    pub(crate) layers: Vec<ObjectId>,
}

/// How an entry is taken over.
#[derive(Clone, Copy)]
enum Take {
    /// Numbers, names, truth values and lists of them; streams as they are.
    Plain,
    /// The name of a font.
    FontName,
    /// A dictionary of these entries, or whatever [`Take::Plain`] takes.
    Dict(&'static [(&'static [u8], Take)]),
    /// A short text of the format itself.
    Text,
    /// Procedures that draw glyphs.
    Procedures,
    /// Resources.
    Resources,
}

type Table = &'static [(&'static [u8], Take)];

const SYSTEM: Table = &[(b"Registry", Take::Text), (b"Ordering", Take::Text), (b"Supplement", Take::Plain)];

const ENCODING: Table =
    &[(b"Type", Take::Plain), (b"BaseEncoding", Take::Plain), (b"Differences", Take::Plain)];

const DESCRIPTOR: Table = &[
    (b"Type", Take::Plain),
    (b"FontName", Take::FontName),
    (b"Flags", Take::Plain),
    (b"FontBBox", Take::Plain),
    (b"ItalicAngle", Take::Plain),
    (b"Ascent", Take::Plain),
    (b"Descent", Take::Plain),
    (b"CapHeight", Take::Plain),
    (b"XHeight", Take::Plain),
    (b"StemV", Take::Plain),
    (b"StemH", Take::Plain),
    (b"AvgWidth", Take::Plain),
    (b"MaxWidth", Take::Plain),
    (b"MissingWidth", Take::Plain),
    (b"FontFile", Take::Plain),
    (b"FontFile2", Take::Plain),
    (b"FontFile3", Take::Plain),
];

const FONT: Table = &[
    (b"Type", Take::Plain),
    (b"Subtype", Take::Plain),
    (b"BaseFont", Take::FontName),
    (b"FirstChar", Take::Plain),
    (b"LastChar", Take::Plain),
    (b"Widths", Take::Plain),
    (b"FontMatrix", Take::Plain),
    (b"FontBBox", Take::Plain),
    (b"Encoding", Take::Dict(ENCODING)),
    (b"ToUnicode", Take::Plain),
    (b"FontDescriptor", Take::Dict(DESCRIPTOR)),
    (b"DescendantFonts", Take::Dict(DESCENDANT)),
    (b"CharProcs", Take::Procedures),
    (b"Resources", Take::Resources),
];

const DESCENDANT: Table = &[
    (b"Type", Take::Plain),
    (b"Subtype", Take::Plain),
    (b"BaseFont", Take::FontName),
    (b"CIDSystemInfo", Take::Dict(SYSTEM)),
    (b"FontDescriptor", Take::Dict(DESCRIPTOR)),
    (b"DW", Take::Plain),
    (b"W", Take::Plain),
    (b"DW2", Take::Plain),
    (b"W2", Take::Plain),
    (b"CIDToGIDMap", Take::Plain),
];

/// Entries of streams that fonts bring along: programs and maps.
const STREAM: Table = &[
    (b"Type", Take::Plain),
    (b"Subtype", Take::Plain),
    (b"Length1", Take::Plain),
    (b"Length2", Take::Plain),
    (b"Length3", Take::Plain),
    (b"UseCMap", Take::Plain),
    (b"WMode", Take::Plain),
    (b"CIDSystemInfo", Take::Dict(SYSTEM)),
];

const FORM: Table = &[
    (b"Type", Take::Plain),
    (b"Subtype", Take::Plain),
    (b"FormType", Take::Plain),
    (b"BBox", Take::Plain),
    (b"Matrix", Take::Plain),
    (b"Resources", Take::Resources),
];

/// Entries of a graphics state that are numbers.
const STATE: [&[u8]; 8] = [b"LW", b"LC", b"LJ", b"ML", b"CA", b"ca", b"SA", b"TK"];

impl Twin<'_, '_> {
    /// Writes the entries that a table names.
    fn entries(&mut self, dict: &Dict, table: Table, depth: u32) -> Result<Vec<u8>, PdfError> {
        let mut out = Vec::new();
        for (key, take) in table {
            let Some(value) = dict.get(key) else { continue };
            let mut written = Vec::new();
            self.value(value, *take, depth, &mut written)?;
            if !written.is_empty() {
                write_name(key, &mut out);
                out.push(b' ');
                out.extend_from_slice(&written);
            }
        }
        Ok(out)
    }

    fn value(&mut self, value: &Object, take: Take, depth: u32, out: &mut Vec<u8>) -> Result<(), PdfError> {
        let Some(depth) = depth.checked_sub(1) else { return Ok(()) };
        let resolved = self.file.resolve(value);
        match (&resolved, take) {
            (_, Take::Resources) => out.extend(self.resources(value, depth)?),
            (Object::Dict(dict), Take::Procedures) => self.procedures(dict, out)?,
            (Object::Dict(dict), Take::Dict(table)) => {
                out.extend_from_slice(b"<<");
                out.extend(self.entries(dict, table, depth)?);
                out.extend_from_slice(b">>");
            }
            (Object::Array(items), _) => {
                out.push(b'[');
                for item in items.iter() {
                    self.value(item, take, depth, out)?;
                    out.push(b' ');
                }
                out.push(b']');
            }
            (Object::Stream(stream), Take::Plain | Take::Dict(_)) => {
                let number = self.stream(stream, depth)?;
                out.extend_from_slice(number.to_string().as_bytes());
            }
            (Object::Name(name), Take::FontName) => write_name(&self.font_name(name.as_bytes()), out),
            (Object::Name(name), _) => write_name(name.as_bytes(), out),
            (Object::String(text), Take::Text) => write_string(text, out),
            (Object::Int(_) | Object::Real(_) | Object::Bool(_), _) => write_scalar(&resolved, out),
            _ => {}
        }
        Ok(())
    }

    /// A stream of a font, once.
    fn stream(&mut self, stream: &Stream, depth: u32) -> Result<Number, PdfError> {
        if let Some(number) = self.copied.get(&stream.id) {
            return Ok(*number);
        }
        let number = self.writer.promise();
        self.copied.insert(stream.id, number);
        let entries = self.entries(&stream.dict, STREAM, depth)?;
        let data = self.file.data(stream)?;
        self.writer.give_stream(number, &entries, &data);
        Ok(number)
    }

    /// The name of a font, unless somebody is named in it.
    fn font_name(&self, name: &[u8]) -> Vec<u8> {
        let text = String::from_utf8_lossy(name);
        let lexicon = self.replacer.lexicon();
        let telling =
            crate::shape::tokens(&text).any(|token| lexicon.is_telling(text.get(token).unwrap_or_default()));
        if telling { b"Font".to_vec() } else { name.to_vec() }
    }

    fn procedures(&mut self, dict: &Dict, out: &mut Vec<u8>) -> Result<(), PdfError> {
        out.extend_from_slice(b"<<");
        for (name, value) in dict.iter() {
            let Object::Stream(stream) = self.file.resolve(value) else { continue };
            let data = self.file.data(&stream)?;
            let data = rewrite(&data, &Strings::new(), &mut self.names, Drawings::Kept, &|_| String::new());
            let number = self.writer.add_stream(b"", &data);
            write_name(name.as_bytes(), out);
            out.extend_from_slice(format!(" {number}").as_bytes());
        }
        out.extend_from_slice(b">>");
        Ok(())
    }

    /// Resources: fonts, the forms that are painted, blank pictures, and what decides over visibility.
    pub(crate) fn resources(&mut self, resources: &Object, depth: u32) -> Result<Vec<u8>, PdfError> {
        let Some(depth) = depth.checked_sub(1) else { return Ok(Vec::new()) };
        let resources = self.file.resolve(resources);
        let Some(dict) = resources.as_dict() else { return Ok(Vec::new()) };
        let mut out = b"<<".to_vec();
        for category in [&b"Font"[..], b"XObject", b"ExtGState", b"Properties", b"ColorSpace"] {
            let entries = self.file.get(dict, category);
            let Some(entries) = entries.as_dict() else { continue };
            let mut members = Vec::new();
            for (name, value) in entries.iter() {
                let mut written = Vec::new();
                match category {
                    b"Font" => self.font(value, depth, &mut written)?,
                    b"XObject" => self.xobject(value, depth, &mut written)?,
                    b"ExtGState" => self.state(value, depth, &mut written)?,
                    b"Properties" => self.properties(value, &mut written),
                    _ => self.color_space(value, &mut written),
                }
                if !written.is_empty() {
                    write_name(self.names.of(name.as_bytes()).as_bytes(), &mut members);
                    members.push(b' ');
                    members.extend(written);
                }
            }
            if !members.is_empty() {
                write_name(category, &mut out);
                out.extend_from_slice(b"<<");
                out.extend(members);
                out.extend_from_slice(b">>");
            }
        }
        out.extend_from_slice(b">>");
        Ok(out)
    }

    fn font(&mut self, value: &Object, depth: u32, out: &mut Vec<u8>) -> Result<(), PdfError> {
        let id = value.as_ref_id();
        let known = id.and_then(|id| self.copied.get(&id).copied());
        let number = match known {
            Some(number) => number,
            None => {
                let font = self.file.resolve(value);
                let Some(dict) = font.as_dict() else { return Ok(()) };
                let number = self.writer.promise();
                if let Some(id) = id {
                    self.copied.insert(id, number);
                }
                let mut body = b"<<".to_vec();
                body.extend(self.entries(dict, FONT, depth)?);
                body.extend_from_slice(b">>");
                self.writer.give(number, body);
                number
            }
        };
        out.extend_from_slice(number.to_string().as_bytes());
        Ok(())
    }

    fn xobject(&mut self, value: &Object, depth: u32, out: &mut Vec<u8>) -> Result<(), PdfError> {
        let object = self.file.resolve(value);
        let Some(stream) = object.as_stream() else { return Ok(()) };
        if let Some(number) = self.form(stream, depth)? {
            out.extend_from_slice(number.to_string().as_bytes());
            return Ok(());
        }
        if self.file.get(&stream.dict, b"Subtype").as_name() == Some(b"Image") {
            let number = match self.copied.get(&stream.id) {
                Some(number) => *number,
                None => self.blank(stream),
            };
            out.extend_from_slice(number.to_string().as_bytes());
        }
        Ok(())
    }

    /// A form that some page paints; `None` for any other stream.
    pub(crate) fn form(&mut self, stream: &Stream, depth: u32) -> Result<Option<Number>, PdfError> {
        if let Some(number) = self.copied.get(&stream.id) {
            return Ok(self.forms.contains_key(&stream.id).then_some(*number));
        }
        let Some(strings) = self.forms.get(&stream.id).cloned() else { return Ok(None) };
        let number = self.writer.promise();
        self.copied.insert(stream.id, number);
        let mut entries = self.entries(&stream.dict, FORM, depth)?;
        if let Some(layer) = stream.dict.get(b"OC") {
            let mut written = Vec::new();
            self.properties(layer, &mut written);
            if !written.is_empty() {
                entries.extend_from_slice(b"/OC ");
                entries.extend(written);
            }
        }
        let data = self.file.data(stream)?;
        let replacer = self.replacer;
        let data = rewrite(&data, &strings, &mut self.names, Drawings::Screened, &|text| replacer.text(text));
        self.writer.give_stream(number, &entries, &data);
        Ok(Some(number))
    }

    /// A white picture with as many dots.
    fn blank(&mut self, stream: &Stream) -> Number {
        let side = |key: &[u8]| {
            let side = self.file.get(&stream.dict, key).as_i64().and_then(|side| usize::try_from(side).ok());
            // A larger picture is as white as a smaller one.
            side.unwrap_or(1).clamp(1, 4096)
        };
        let (width, height) = (side(b"Width"), side(b"Height"));
        let entries = format!(
            "/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 1/ColorSpace/DeviceGray"
        );
        let number = self.writer.add_stream(entries.as_bytes(), &vec![0xff; width.div_ceil(8) * height]);
        self.copied.insert(stream.id, number);
        number
    }

    /// A graphics state: its font and its numbers.
    fn state(&mut self, value: &Object, depth: u32, out: &mut Vec<u8>) -> Result<(), PdfError> {
        let state = self.file.resolve(value);
        let Some(dict) = state.as_dict() else { return Ok(()) };
        out.extend_from_slice(b"<<");
        if let Some([font, size]) = self.file.get(dict, b"Font").as_array() {
            out.extend_from_slice(b"/Font[");
            self.font(font, depth, out)?;
            out.push(b' ');
            write_scalar(&self.file.resolve(size), out);
            out.push(b']');
        }
        for key in STATE {
            let number = self.file.get(dict, key);
            if matches!(number, Object::Int(_) | Object::Real(_) | Object::Bool(_)) {
                write_name(key, out);
                out.push(b' ');
                write_scalar(&number, out);
            }
        }
        out.extend_from_slice(b">>");
        Ok(())
    }

    /// What marked content says of itself, or the layer that it belongs to.
    fn properties(&mut self, value: &Object, out: &mut Vec<u8>) {
        let object = self.file.resolve(value);
        let Some(dict) = object.as_dict() else { return };
        match (self.file.get(dict, b"Type").as_name(), value.as_ref_id()) {
            (Some(b"OCG"), Some(id)) => {
                let layer = self.layer(id);
                out.extend_from_slice(layer.to_string().as_bytes());
            }
            (Some(b"OCMD"), _) => self.membership(dict, out),
            _ => {
                out.extend_from_slice(b"<<");
                if let Some(number) = self.file.get(dict, b"MCID").as_i64() {
                    out.extend_from_slice(format!("/MCID {number}").as_bytes());
                }
                if let Some(text) = self.file.get(dict, b"ActualText").as_string() {
                    out.extend_from_slice(b"/ActualText");
                    write_text(&self.replacer.text(&cas_pdf::object::text(text)), out);
                }
                out.extend_from_slice(b">>");
            }
        }
    }

    fn membership(&mut self, dict: &Dict, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<</Type/OCMD/OCGs[");
        let groups = dict.get(b"OCGs").cloned().unwrap_or_default();
        let single = groups.as_ref_id().filter(|_| self.file.resolve(&groups).as_dict().is_some());
        let list = self.file.resolve(&groups);
        let listed = list.as_array().unwrap_or_default().iter().filter_map(Object::as_ref_id);
        let ids: Vec<ObjectId> = single.into_iter().chain(listed).collect();
        for id in ids {
            let layer = self.layer(id);
            out.extend_from_slice(format!("{layer} ").as_bytes());
        }
        out.push(b']');
        if let Some(policy) = self.file.get(dict, b"P").as_name() {
            out.extend_from_slice(b"/P");
            write_name(policy, out);
        }
        if dict.get(b"VE").is_some() {
            out.extend_from_slice(b"/VE[]");
        }
        out.extend_from_slice(b">>");
    }

    /// A layer under a name that says nothing.
    pub(crate) fn layer(&mut self, id: ObjectId) -> Number {
        if let Some(number) = self.copied.get(&id) {
            return *number;
        }
        self.layers.push(id);
        let body = format!("<</Type/OCG/Name(Layer {})>>", self.layers.len());
        let number = self.writer.add(body.into_bytes());
        self.copied.insert(id, number);
        number
    }

    /// The device colours with as many components.
    fn color_space(&mut self, value: &Object, out: &mut Vec<u8>) {
        let object = self.file.resolve(value);
        let family = object.as_array().and_then(<[Object]>::first).map(|first| self.file.resolve(first));
        let family = family.as_ref().unwrap_or(&object).as_name().unwrap_or_default().to_vec();
        let parameter = object.as_array().and_then(|items| items.get(1)).map(|item| self.file.resolve(item));
        let components = match family.as_slice() {
            b"DeviceRGB" | b"CalRGB" | b"Lab" => 3,
            b"DeviceCMYK" => 4,
            b"ICCBased" => {
                let profile = parameter.as_ref().and_then(Object::as_dict);
                profile.and_then(|dict| self.file.get(dict, b"N").as_i64()).unwrap_or(1)
            }
            b"DeviceN" => parameter.as_ref().and_then(Object::as_array).map_or(1, <[Object]>::len) as i64,
            _ => 1,
        };
        out.extend_from_slice(match components {
            3 => b"/DeviceRGB",
            4 => b"/DeviceCMYK",
            _ => b"/DeviceGray",
        });
    }

    /// The nesting that copies may have.
    pub(crate) const fn depth() -> u32 {
        DEPTH
    }
}

/// Writes a name with what is no letter or digit escaped.
fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+' | b'*') {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn write_scalar(object: &Object, out: &mut Vec<u8>) {
    let text = match *object {
        Object::Int(number) => number.to_string(),
        Object::Real(number) => number.to_string(),
        Object::Bool(truth) => truth.to_string(),
        _ => "null".to_owned(),
    };
    out.extend_from_slice(text.as_bytes());
}
