//! Form XObjects (ISO 32000-1, 8.10): content streams inside content streams.

use std::rc::Rc;

use cas_page::Rect;

use super::mark::Mark;
use super::matrix::Matrix;
use super::operands::Operands;
use super::state::{State, TextObject};
use super::{Interpreter, Resources};
use crate::annotation::Appearance;
use crate::store::Store;
use crate::syntax::object::{Dict, Object, Stream};
use crate::{PdfError, budget};

/// Decoded forms kept for one page.
const KEPT_FORMS: usize = 64;
/// Largest decoded form that is kept.
const KEPT_BYTES: usize = 256 * 1024;

impl Interpreter<'_, '_> {
    /// `Do`: forms are read, images are not.
    pub(super) fn paint_xobject(&mut self, operands: &Operands<'_>) -> Result<(), PdfError> {
        let Some(name) = operands.first_name() else { return Ok(()) };
        let object = self.store.resolve(&self.resource(b"XObject", name));
        let Some(stream) = object.as_stream() else {
            self.store.note_defect();
            return Ok(());
        };
        let subtype = self.store.dict_get(&stream.dict, b"Subtype");
        // A form without a subtype still has a box; an image has not.
        let form = match subtype.as_name() {
            Some(subtype) => {
                if !matches!(subtype, b"Form" | b"Image" | b"PS") {
                    self.store.note_defect();
                }
                subtype == b"Form"
            }
            None => stream.dict.get(b"BBox").is_some(),
        };
        if !form {
            return Ok(());
        }
        let hidden = stream.dict.get(b"OC").is_some_and(|entry| self.is_hidden(entry));
        self.hidden += u32::from(hidden);
        let result = self.paint_form(stream);
        self.hidden -= u32::from(hidden);
        result
    }

    /// What an annotation paints, in default user space whatever the page left behind. Its runs are tagged `Annot`.
    pub(super) fn paint_appearance(
        &mut self,
        appearance: &Appearance,
        page_space: Matrix,
    ) -> Result<(), PdfError> {
        self.stack.clear();
        self.marks.clear();
        self.unkept_marks = 0;
        let groups = [appearance.group.as_ref(), appearance.form.dict.get(b"OC")];
        self.hidden = u32::from(groups.into_iter().flatten().any(|group| self.is_hidden(group)));
        self.text = TextObject::START;
        self.state = State::new(Matrix::new(appearance.placement).then(&page_space));
        self.marks.push(Mark::named("Annot"));
        self.paint_form(&appearance.form)
    }

    fn paint_form(&mut self, stream: &Rc<Stream>) -> Result<(), PdfError> {
        if self.active_forms.contains(&stream.id) {
            return Ok(());
        }
        let allowed = self.store.limits().form_depth;
        if self.active_forms.len() as u64 >= allowed {
            return Err(self.store.budget().pass("form_depth", allowed));
        }
        self.store.budget().charge(budget::FORM);
        self.store.budget().check()?;
        let data = self.form_data(stream)?;
        let outside = self.state;
        let outside_text = self.text;
        let outside_floor = std::mem::replace(&mut self.marks_floor, self.marks.len());
        let saved = std::mem::take(&mut self.stack);
        if let Some(matrix) = numbers(self.store, &stream.dict, b"Matrix") {
            self.state.ctm = Matrix::new(matrix).then(&self.state.ctm);
        }
        self.clip_to_box(&stream.dict);
        let own = self.store.dict_get(&stream.dict, b"Resources");
        // A form without resources uses those of the page (an old habit that readers honour).
        let has_own = own.as_dict().is_some();
        if has_own {
            let around = std::mem::replace(&mut self.resources, Resources::new(own));
            self.resources.around = Some(Box::new(around));
        }
        self.active_forms.push(stream.id);
        let outer = self.log.as_mut().map(|log| log.begin(Some(stream), &data));
        let result = self.run(&data);
        if let (Some(log), Some(outer)) = (&mut self.log, outer) {
            log.end(outer);
        }
        self.active_forms.pop();
        if has_own && let Some(around) = self.resources.around.take() {
            self.resources = *around;
        }
        self.stack = saved;
        self.end_marks_of_form();
        self.marks_floor = outside_floor;
        self.state = outside;
        self.text = outside_text;
        self.path.clear();
        result
    }

    fn form_data(&mut self, stream: &Rc<Stream>) -> Result<Rc<Vec<u8>>, PdfError> {
        if let Some(data) = self.forms.get(&stream.id) {
            return Ok(Rc::clone(data));
        }
        let data = Rc::new(self.store.decode(stream)?);
        if self.forms.len() < KEPT_FORMS && data.len() < KEPT_BYTES {
            self.forms.insert(stream.id, Rc::clone(&data));
        }
        Ok(data)
    }

    fn clip_to_box(&mut self, dict: &Dict) {
        let Some([x0, y0, x1, y1]) = numbers(self.store, dict, b"BBox") else { return };
        let mut area: Option<Rect> = None;
        for (x, y) in [(x0, y0), (x1, y0), (x1, y1), (x0, y1)] {
            let (x, y) = self.state.ctm.apply(x, y);
            let (x, y) = (x as f32, y as f32);
            let dot = Rect { x0: x, y0: y, x1: x, y1: y };
            area = Some(area.map_or(dot, |area| area.union(&dot)));
        }
        if let Some(area) = area {
            self.state.clip_to(&area, &self.bounds);
        }
    }
}

fn numbers<const N: usize>(store: &Store<'_>, dict: &Dict, key: &[u8]) -> Option<[f64; N]> {
    let list = store.dict_get(dict, key);
    let items = list.as_array()?.iter().map(|item| store.resolve(item));
    let values: Vec<f64> = items.map(|item: Object| item.as_f64()).collect::<Option<_>>()?;
    values.try_into().ok()
}
