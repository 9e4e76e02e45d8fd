//! pdf: opens the file and decodes content streams into typed operations. The walk over them, forms included, and the
//! mapping of codes by ToUnicode or base encoding are ours, as the crate has neither.

use std::collections::HashMap;

use pdf::content::{Matrix as Map, Op, TextDrawAdjusted};
use pdf::encoding::BaseEncoding;
use pdf::file::FileOptions;
use pdf::font::{Font, ToUnicodeMap};
use pdf::object::{MaybeRef, Resolve, Resources, XObject};
use pdf::primitive::Name;

use crate::content::{IDENTITY, Matrix, Pen, then};
use crate::{Failure, Tally};

/// Forms inside each other.
const DEPTH: usize = 16;

/// How the codes of a font are read.
struct Codes {
    wide: bool,
    map: Option<ToUnicodeMap>,
    differences: HashMap<u32, String>,
}

pub fn shown(bytes: &[u8], password: &str) -> Result<Tally, Failure> {
    let file = FileOptions::cached().password(password.as_bytes()).load(bytes)?;
    let resolve = file.resolver();
    let mut walk = Walk { resolve: &resolve, fonts: HashMap::new(), tally: Tally::default() };
    for page in file.pages() {
        let page = page?;
        walk.tally.pages += 1;
        let Some(contents) = &page.contents else { continue };
        walk.operations(contents.operations(&resolve)?, page.resources()?, IDENTITY, DEPTH)?;
    }
    Ok(walk.tally)
}

struct Walk<'a, R> {
    resolve: &'a R,
    /// Fonts by their place in memory: those of the cache of the file stay where they are.
    fonts: HashMap<usize, (MaybeRef<Font>, Codes)>,
    tally: Tally,
}

impl<R: Resolve> Walk<'_, R> {
    fn operations(
        &mut self,
        operations: Vec<Op>,
        resources: &Resources,
        map: Matrix,
        depth: usize,
    ) -> Result<(), Failure> {
        let mut font = None;
        let mut pen = Pen::on(map);
        for operation in operations {
            match operation {
                Op::TextFont { name, .. } => font = self.font(resources, &name)?,
                Op::TextDraw { text } => self.show(font, text.as_bytes(), &pen),
                Op::TextDrawAdjusted { array } => {
                    for part in array {
                        if let TextDrawAdjusted::Text(text) = part {
                            self.show(font, text.as_bytes(), &pen);
                        }
                    }
                }
                Op::XObject { name } if depth > 0 => {
                    let Some(reference) = resources.xobjects.get(&name) else { continue };
                    let object = self.resolve.get(*reference)?;
                    let XObject::Form(form) = &*object else { continue };
                    let own = form.dict().matrix.map_or(IDENTITY, six);
                    let inside = form.dict().resources.as_ref();
                    let inside: &Resources = inside.map_or(resources, |inside| inside);
                    let operations = form.operations(self.resolve)?;
                    self.operations(operations, inside, then(own, pen.map()), depth - 1)?;
                }
                operation => step(&mut pen, &operation),
            }
        }
        Ok(())
    }

    /// The key of a font whose codes are known.
    fn font(&mut self, resources: &Resources, name: &Name) -> Result<Option<usize>, Failure> {
        let Some(font) = resources.fonts.get(name) else { return Ok(None) };
        let font = font.load(self.resolve)?;
        let key = std::ptr::from_ref::<Font>(&font).addr();
        if !self.fonts.contains_key(&key) {
            let map = font.to_unicode(self.resolve).transpose()?;
            let encoding = font.encoding();
            let wide = font.is_cid()
                || encoding.is_some_and(|encoding| matches!(encoding.base, BaseEncoding::IdentityH));
            let differences = encoding.map(|encoding| {
                encoding.differences.iter().map(|(code, name)| (*code, name.to_string())).collect()
            });
            let codes = Codes { wide, map, differences: differences.unwrap_or_default() };
            self.fonts.insert(key, (font, codes));
        }
        Ok(Some(key))
    }

    fn show(&mut self, font: Option<usize>, bytes: &[u8], pen: &Pen) {
        let Some((_, codes)) = font.and_then(|font| self.fonts.get(&font)) else { return };
        let (x, y) = pen.position();
        let mut text = String::with_capacity(bytes.len());
        for unit in bytes.chunks(if codes.wide { 2 } else { 1 }) {
            let code = unit.iter().fold(0_u16, |code, byte| code << 8 | u16::from(*byte));
            match codes.map.as_ref().and_then(|map| map.get(code)) {
                Some(mapped) => text.push_str(mapped),
                // Every name counts as one character: the crate has no list of glyph names.
                None if codes.differences.contains_key(&u32::from(code)) => text.push('x'),
                None => text.push(char::from(code as u8)),
            }
        }
        self.tally.text(&text, x, y);
    }
}

fn six(map: Map) -> Matrix {
    [map.a, map.b, map.c, map.d, map.e, map.f].map(f64::from)
}

fn step(pen: &mut Pen, operation: &Op) {
    match operation {
        Op::Save => pen.save(),
        Op::Restore => pen.restore(),
        Op::Transform { matrix } => pen.concatenate(six(*matrix)),
        Op::BeginText => pen.place(IDENTITY),
        Op::SetTextMatrix { matrix } => pen.place(six(*matrix)),
        Op::MoveTextPosition { translation } => {
            pen.advance(f64::from(translation.x), f64::from(translation.y));
        }
        Op::Leading { leading } => pen.lead(f64::from(*leading)),
        Op::TextNewline => pen.next_line(),
        _ => {}
    }
}
