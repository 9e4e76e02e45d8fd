//! Resources by name: fonts, forms, graphics states, and the numbers that fonts have on a page.

use std::rc::Rc;

use cas_page::FontFace;

use super::operands::Operands;
use super::{Interpreter, KEPT_NAMES, NamedFont};
use crate::font::Font;
use crate::syntax::lexer::{Lexer, Token};
use crate::syntax::object::Object;
use crate::{PdfError, budget};

impl Interpreter<'_, '_> {
    /// An entry of a category of the current resources, not resolved. Where a form has no such category, that of the
    /// content around it counts, as all readers have it.
    pub(super) fn resource(&self, category: &[u8], name: &[u8]) -> Object {
        self.store.budget().charge(budget::LOOKING_UP);
        let every = std::iter::successors(Some(&self.resources), |resources| resources.around.as_deref());
        let mut categories = every.map(|resources| {
            resources.dict.as_dict().map(|dict| self.store.dict_get(dict, category)).unwrap_or_default()
        });
        let category = categories.find(|category| category.as_dict().is_some()).unwrap_or_default();
        let Some(category) = category.as_dict() else { return Object::Null };
        self.store.budget().charge_each(category.len(), budget::ELEMENT / 4);
        if let Some(entry) = category.get(name) {
            return entry.clone();
        }
        if name.contains(&b'#') {
            return category.get(&unescaped(name)).cloned().unwrap_or_default();
        }
        Object::Null
    }

    /// `Tf`.
    pub(super) fn set_font(&mut self, operands: &Operands<'_>) -> Result<(), PdfError> {
        if let Some(size) = operands.number() {
            self.state.size = size;
        }
        let Some(name) = operands.first_name() else { return Ok(()) };
        self.store.budget().charge_each(self.resources.fonts.len(), budget::ELEMENT / 4);
        let packed = packed(name);
        let is_it =
            |known: &&NamedFont| known.packed == packed && (packed != LONG_NAME || known.name == name);
        let number = match self.resources.fonts.iter().find(is_it) {
            Some(known) => known.number,
            None => {
                let entry = self.resource(b"Font", name);
                let number = self.page_font(&entry)?;
                if self.resources.fonts.len() < KEPT_NAMES {
                    self.resources.fonts.push(NamedFont { packed, name: name.to_vec(), number });
                }
                number
            }
        };
        self.state.font = Some(number);
        Ok(())
    }

    /// `gs`: the font entry of a graphics state dictionary.
    pub(super) fn graphics_state(&mut self, operands: &Operands<'_>) -> Result<(), PdfError> {
        let Some(name) = operands.first_name() else { return Ok(()) };
        let entry = self.store.resolve(&self.resource(b"ExtGState", name));
        let Some(dict) = entry.as_dict() else { return Ok(()) };
        let font = self.store.dict_get(dict, b"Font");
        if let Some([font, size]) = font.as_array() {
            let number = self.page_font(font)?;
            self.state.font = Some(number);
            self.state.size = self.store.resolve(size).as_f64().unwrap_or(self.state.size);
        }
        Ok(())
    }

    /// The number on this page of the font that a resource entry stands for.
    fn page_font(&mut self, entry: &Object) -> Result<u16, PdfError> {
        if entry.is_null() {
            self.store.note_defect();
            return self.missing_font();
        }
        let id = entry.as_ref_id();
        if let Some(number) = id.and_then(|id| self.font_numbers.get(&id)) {
            return Ok(*number);
        }
        let font = self.cache.font(self.store, entry)?;
        let number = self.add_font(font)?;
        if let Some(id) = id {
            self.font_numbers.insert(id, number);
        }
        Ok(number)
    }

    pub(super) fn missing_font(&mut self) -> Result<u16, PdfError> {
        if let Some(number) = self.missing_font {
            return Ok(number);
        }
        let number = self.add_font(Rc::new(Font::missing()))?;
        self.missing_font = Some(number);
        Ok(number)
    }

    fn add_font(&mut self, font: Rc<Font>) -> Result<u16, PdfError> {
        let allowed = self.store.limits().fonts;
        let number = u16::try_from(self.fonts.len()).ok().filter(|number| u64::from(*number) < allowed);
        let number = number.ok_or_else(|| self.store.budget().pass("fonts", allowed))?;
        self.page.fonts.push(FontFace { name: font.name.clone(), unmapped: false });
        self.fonts.push(font);
        Ok(number)
    }
}

/// What [`packed`] gives for names of more than eight bytes.
const LONG_NAME: u64 = u64::MAX;

/// A name of up to eight bytes as one number: names hold no NUL, so that no two are alike.
#[inline]
pub(super) fn packed(name: &[u8]) -> u64 {
    if name.len() > 8 {
        return LONG_NAME;
    }
    name.iter().fold(0, |packed, byte| packed << 8 | u64::from(*byte))
}

/// A name with its `#xx` escapes resolved.
pub(super) fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut slashed = Vec::with_capacity(name.len() + 1);
    slashed.push(b'/');
    slashed.extend_from_slice(name);
    match Lexer::new(&slashed).next() {
        Token::Name(name) => name.into_owned(),
        _ => Vec::new(),
    }
}
