//! Canvases to a document: fonts, content streams, forms, page tree, information dictionary and metadata.

use std::collections::{BTreeMap, BTreeSet};

use md5::{Digest as _, Md5};

use super::canvas::{Canvas, Item, Text};
use super::face::Face;
use super::font::Coder;
use super::operators::Pen;
use super::style::{Order, Place, Style};
use crate::pdf::{Dict, Document, Filter, Object, Stream, StreamKind, encode, number};
use crate::seed::Seed;

/// What the document says about itself.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Header version.
    pub version: &'static str,
    /// `/Title`; left out when empty.
    pub title: &'static str,
    /// `/Producer`; left out when empty.
    pub producer: &'static str,
    /// `/Creator`; left out when empty.
    pub creator: &'static str,
    /// `/CreationDate` in PDF form (`D:20250331...`); left out when empty.
    pub created: &'static str,
    /// An XMP packet that repeats the above.
    pub xmp: bool,
    /// Seed of the file's `/ID`.
    pub seed: u64,
}

impl Default for Paper {
    fn default() -> Self {
        Self { version: "1.4", title: "", producer: "", creator: "", created: "", xmp: false, seed: 0 }
    }
}

/// Turns pages into a document.
#[must_use]
pub fn draw(pages: &[Canvas], style: &Style, paper: &Paper) -> Document {
    let id = Md5::digest([paper.seed.to_le_bytes(), (pages.len() as u64).to_le_bytes()].concat());
    let mut document = Document { version: paper.version, id: id.into(), ..Document::default() };
    document.root = document.reserve();
    document.info = information(&mut document, paper);
    let (fonts, coders) = fonts(&mut document, pages, style);
    let logo = logo(&mut document);
    let resources = Dict::default()
        .with("ProcSet", Object::Array(["PDF", "Text", "ImageC"].map(Object::name).to_vec()))
        .with("Font", Object::Dict(fonts))
        .with("XObject", Object::Dict(Dict::default().with("Im0", Object::Ref(logo))));
    let resources = document.add(Object::Dict(resources));
    let tree = document.reserve();
    let mut kids = Vec::new();
    let layout = Layout { style, coders: &coders, resources, tree };
    for page in pages {
        kids.push(layout.page(&mut document, page));
    }
    layout.tree(&mut document, pages, &kids);
    let mut catalog = Dict::typed("Catalog").with("Pages", Object::Ref(tree));
    if paper.xmp {
        let metadata = metadata(&mut document, paper);
        catalog = catalog.with("Metadata", Object::Ref(metadata));
    }
    document.set(document.root, Object::Dict(catalog));
    document
}

fn information(document: &mut Document, paper: &Paper) -> Option<u32> {
    let mut dict = Dict::default();
    let entries = [
        ("Title", paper.title),
        ("Producer", paper.producer),
        ("Creator", paper.creator),
        ("CreationDate", paper.created),
    ];
    for (key, value) in entries {
        if !value.is_empty() {
            dict = dict.with(key, Object::Text(value.bytes().collect()));
        }
    }
    (!dict.0.is_empty()).then(|| document.add(Object::Dict(dict)))
}

fn metadata(document: &mut Document, paper: &Paper) -> u32 {
    let packet = format!(
        "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?>\n<x:xmpmeta xmlns:x='adobe:ns:meta/'>\
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' \
         xmlns:pdf='http://ns.adobe.com/pdf/1.3/' xmlns:xmp='http://ns.adobe.com/xap/1.0/'>\
         <pdf:Producer>{}</pdf:Producer><xmp:CreatorTool>{}</xmp:CreatorTool>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end='w'?>",
        paper.producer, paper.creator
    );
    let dict = Dict::typed("Metadata").with("Subtype", Object::name("XML"));
    document.add(Object::Stream(Stream { dict, data: packet.into_bytes(), kind: StreamKind::Metadata }))
}

/// One font per face, with the characters that the document shows in it.
fn fonts(
    document: &mut Document,
    pages: &[Canvas],
    style: &Style,
) -> (Dict, BTreeMap<&'static str, (String, Coder)>) {
    let mut used: BTreeMap<&'static str, (Face, BTreeSet<char>)> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(text) = item {
            let entry = used.entry(text.face.name).or_insert((text.face, BTreeSet::new()));
            entry.1.extend(text.text.chars());
        }
    }
    let mut dict = Dict::default();
    let mut coders = BTreeMap::new();
    for (index, (name, (face, characters))) in used.into_iter().enumerate() {
        let coder = Coder::new(face, style.encoding, &characters);
        let resource = format!("F{index}");
        dict = dict.with(&resource, Object::Ref(coder.add(document)));
        coders.insert(name, (resource, coder));
    }
    (dict, coders)
}

/// A small picture with a soft mask, as the logos of statements have.
fn logo(document: &mut Document) -> u32 {
    let base = Dict::typed("XObject")
        .with("Subtype", Object::name("Image"))
        .with("Width", Object::Int(24))
        .with("Height", Object::Int(8))
        .with("BitsPerComponent", Object::Int(8));
    let shades: Vec<u8> = (0..192u32).map(|index| (index % 24 * 8 + 40) as u8).collect();
    let mask = base.clone().with("ColorSpace", Object::name("DeviceGray"));
    let mask = document.add_stream(mask, &[Filter::Flate], &shades);
    let colours: Vec<u8> = shades.iter().flat_map(|&shade| [shade, 90, 200 - shade / 2]).collect();
    let dict = base.with("ColorSpace", Object::name("DeviceRGB")).with("SMask", Object::Ref(mask));
    document.add_stream(dict, &[Filter::Flate], &colours)
}

struct Layout<'a> {
    style: &'a Style,
    coders: &'a BTreeMap<&'static str, (String, Coder)>,
    resources: u32,
    tree: u32,
}

impl Layout<'_> {
    /// Adds one page and gives its number.
    fn page(&self, document: &mut Document, page: &Canvas) -> u32 {
        let mut operators = self.operators(page);
        let mut resources = self.resources;
        for depth in 0..self.style.forms {
            let form = self.form(document, page, &operators, resources, depth);
            let xobjects = Dict::default().with("Fm0", Object::Ref(form));
            let dict = Dict::default().with("XObject", Object::Dict(xobjects));
            resources = document.add(Object::Dict(dict));
            // The form halves itself through its /Matrix; here it is doubled again.
            operators = vec![format!("q 2 0 0 2 0 0 cm /Fm0 Do Q\n")];
        }
        let (frame, media) = self.frame(page);
        let parts = self.style.streams.max(1);
        let size = operators.len().div_ceil(parts).max(1);
        let mut contents = Vec::new();
        for (index, chunk) in operators.chunks(size).enumerate() {
            let mut text = if index == 0 { format!("q\n{frame}") } else { String::new() };
            text.extend(chunk.iter().map(String::as_str));
            if (index + 1) * size >= operators.len() {
                text += "Q\n";
            }
            contents.push(Object::Ref(self.content(document, text.as_bytes())));
        }
        let contents = match contents.as_slice() {
            [one] => one.clone(),
            _ => Object::Array(contents),
        };
        let mut dict = Dict::typed("Page").with("Parent", Object::Ref(self.tree)).with("Contents", contents);
        if !self.style.inherited || self.style.forms > 0 {
            dict = dict.with("Resources", Object::Ref(resources));
        }
        if !self.style.inherited {
            dict = dict.with("MediaBox", media);
            if self.style.rotate != 0 {
                dict = dict.with("Rotate", Object::Int(i64::from(self.style.rotate)));
            }
        }
        document.add(Object::Dict(dict))
    }

    fn content(&self, document: &mut Document, data: &[u8]) -> u32 {
        let chain = if self.style.filters.is_empty() { &[Filter::Flate][..] } else { &self.style.filters };
        if !self.style.clear_streams {
            return document.add_stream(Dict::default(), chain, data);
        }
        // 7.4.10: the Crypt filter comes first and names Identity.
        let (_, data) = encode(&[Filter::Flate], data);
        let identity = Dict::typed("CryptFilterDecodeParms").with("Name", Object::name("Identity"));
        let dict = Dict::default()
            .with("Filter", Object::Array(vec![Object::name("Crypt"), Object::name("FlateDecode")]))
            .with("DecodeParms", Object::Array(vec![Object::Dict(identity), Object::Null]));
        document.add(Object::Stream(Stream { dict, data, kind: StreamKind::Clear }))
    }

    fn form(
        &self,
        document: &mut Document,
        page: &Canvas,
        operators: &[String],
        resources: u32,
        depth: usize,
    ) -> u32 {
        let grow = if depth == 0 { 1.0 } else { 2.0 };
        let dict = Dict::typed("XObject")
            .with("Subtype", Object::name("Form"))
            .with("BBox", Object::numbers(&[0.0, 0.0, page.size.0 * grow, page.size.1 * grow]))
            .with("Matrix", Object::numbers(&[0.5, 0.0, 0.0, 0.5, 0.0, 0.0]))
            .with("Resources", Object::Ref(resources));
        document.add_stream(dict, &[Filter::Flate], operators.concat().as_bytes())
    }

    /// The map from canvas to media box, and the media box.
    fn frame(&self, page: &Canvas) -> (String, Object) {
        let (width, height) = page.size;
        let mut out = String::new();
        let (mut media, (x, y)) = ((width, height), self.style.origin);
        if let Some(map) = self.style.map {
            media = map.size;
        }
        match self.style.rotate {
            90 => out += &format!("0 1 -1 0 {} {} cm\n", number(media.1 + x), number(y)),
            180 => out += &format!("-1 0 0 -1 {} {} cm\n", number(media.0 + x), number(media.1 + y)),
            270 => out += &format!("0 -1 1 0 {} {} cm\n", number(x), number(media.0 + y)),
            _ if x != 0.0 || y != 0.0 => out += &format!("1 0 0 1 {} {} cm\n", number(x), number(y)),
            _ => {}
        }
        if let Some(map) = self.style.map {
            let up = map.size.1 - map.dy - map.scale * height;
            let scale = number(map.scale);
            out += &format!("{scale} 0 0 {scale} {} {} cm\n", number(map.dx), number(up));
        }
        if self.style.place == Place::Flip {
            out += &format!("1 0 0 -1 0 {} cm\n", number(height));
        }
        if self.style.rotate % 180 == 90 {
            media = (media.1, media.0);
        }
        (out, Object::numbers(&[x, y, x + media.0, y + media.1]))
    }

    fn operators(&self, page: &Canvas) -> Vec<String> {
        let find = |text: &Text| match self.coders.get(text.face.name) {
            Some((name, coder)) => (name.clone(), coder),
            None => unreachable!("fonts() has seen every text of every page"),
        };
        let pen = Pen { style: self.style, height: page.size.1, coders: &find };
        let mut items: Vec<&Item> = page.items.iter().collect();
        sort(&mut items, self.style.order);
        items.iter().enumerate().map(|(mark, item)| pen.item(item, mark)).collect()
    }

    /// The page tree: flat, or (inherited) one intermediate node that holds the resources and the media box.
    fn tree(&self, document: &mut Document, pages: &[Canvas], kids: &[u32]) {
        let kids: Vec<Object> = kids.iter().map(|&kid| Object::Ref(kid)).collect();
        let count = Object::Int(kids.len() as i64);
        let mut root = Dict::typed("Pages").with("Count", count.clone());
        if let (true, Some(page)) = (self.style.inherited, pages.first()) {
            let mut node = Dict::typed("Pages")
                .with("Count", count)
                .with("Parent", Object::Ref(self.tree))
                .with("Kids", Object::Array(kids))
                .with("MediaBox", self.frame(page).1);
            if self.style.rotate != 0 {
                node = node.with("Rotate", Object::Int(i64::from(self.style.rotate)));
            }
            let node = document.add(Object::Dict(node));
            root = root
                .with("Resources", Object::Ref(self.resources))
                .with("Kids", Object::Array(vec![Object::Ref(node)]));
        } else {
            root = root.with("Kids", Object::Array(kids));
        }
        document.set(self.tree, Object::Dict(root));
    }
}

/// Boxes come first in every order but the layout's own, so that no fill covers a text.
fn sort(items: &mut [&Item], order: Order) {
    let place = |item: &Item| match item {
        Item::Text(text) => (1, text.x, text.y),
        _ => (0, 0.0, 0.0),
    };
    match order {
        Order::Shown => {}
        Order::Reading => items.sort_by(|a, b| {
            let ((a, ax, ay), (b, bx, by)) = (place(a), place(b));
            a.cmp(&b).then(ay.total_cmp(&by)).then(ax.total_cmp(&bx))
        }),
        Order::Columns => items.sort_by(|a, b| {
            let ((a, ax, ay), (b, bx, by)) = (place(a), place(b));
            a.cmp(&b).then(ax.total_cmp(&bx)).then(ay.total_cmp(&by))
        }),
        Order::Shuffled(seed) => {
            Seed::new(seed).shuffle(items);
            items.sort_by_key(|item| place(item).0);
        }
    }
}
