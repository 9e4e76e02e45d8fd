//! The pages of a file and what the page tree says about each, attributes inherited (ISO 32000-1, 7.7.3).

use std::collections::HashSet;
use std::rc::Rc;

use crate::PdfError;
use crate::annotation::{self, Appearance};
use crate::store::Store;
use crate::syntax::object::{Dict, Object, ObjectId, Stream};

/// A page as the interpreter needs it.
#[derive(Clone, Debug)]
pub(crate) struct PageSource {
    /// Page number, from 1.
    pub(crate) number: u32,
    /// `[x0, y0, x1, y1]` in default user space, sorted and cut to the media box; the media box when absent.
    pub(crate) crop_box: [f32; 4],
    /// Clockwise turn for display: 0, 90, 180 or 270.
    pub(crate) rotate: i32,
    /// The resource dictionary, resolved; [`Object::Null`] when there is none.
    pub(crate) resources: Object,
    /// Content streams in order; to be read as if joined by white space.
    pub(crate) contents: Vec<Rc<Stream>>,
    /// Size of one user-space unit in points, 1 when absent.
    pub(crate) user_unit: f32,
    /// What annotations paint over the page.
    pub(crate) appearances: Vec<Appearance>,
}

/// A4 in points, what readers assume for a page without a usable box.
const A4: [f32; 4] = [0.0, 0.0, 595.0, 842.0];

/// Attributes that pages inherit (ISO 32000-1, table 30), not resolved.
#[derive(Clone, Debug, Default)]
struct Inherited {
    resources: Object,
    media_box: Object,
    crop_box: Object,
    rotate: Object,
}

impl Inherited {
    /// With what `dict` says itself in the place of what it inherits.
    fn with(&self, dict: &Dict) -> Self {
        let own = |key: &[u8], inherited: &Object| dict.get(key).unwrap_or(inherited).clone();
        Self {
            resources: own(b"Resources", &self.resources),
            media_box: own(b"MediaBox", &self.media_box),
            crop_box: own(b"CropBox", &self.crop_box),
            rotate: own(b"Rotate", &self.rotate),
        }
    }
}

/// A leaf of the page tree.
#[derive(Debug)]
pub(crate) struct PageNode {
    dict: Rc<Dict>,
    attributes: Inherited,
}

/// All pages in order. A broken tree is mended by rebuilding the cross-references, then by taking every page object
/// of the file in the order of object numbers.
///
/// # Errors
/// [`PdfError::NoPages`], or [`PdfError::LimitExceeded`] for too many pages.
pub(crate) fn collect(store: &Store<'_>) -> Result<Vec<PageNode>, PdfError> {
    let mut pages = from_tree(store)?;
    if pages.broken && !store.is_repaired() {
        store.repair()?;
        let mended = from_tree(store)?;
        if mended.pages.len() >= pages.pages.len() {
            pages = mended;
        }
    }
    if pages.pages.is_empty() {
        pages.scan(store)?;
    }
    store.budget().check()?;
    if pages.pages.is_empty() { Err(PdfError::NoPages) } else { Ok(pages.pages) }
}

/// The catalog, searched for when the trailer does not lead to one.
pub(crate) fn catalog(store: &Store<'_>) -> Object {
    let has_pages = |object: &Object| object.as_dict().is_some_and(|dict| dict.get(b"Pages").is_some());
    let named = store.trailer(b"Root");
    if has_pages(&named) {
        return named;
    }
    let is_catalog =
        |object: &Object| has_pages(object) && type_of(store, object.as_dict()).as_name() == Some(b"Catalog");
    let every = store.candidates().into_iter().rev();
    every
        .map(|number| store.resolve(&Object::Ref(ObjectId { number, generation: 0 })))
        .find(is_catalog)
        .unwrap_or(named)
}

fn type_of(store: &Store<'_>, dict: Option<&Dict>) -> Object {
    dict.map_or(Object::Null, |dict| store.dict_get(dict, b"Type"))
}

fn from_tree(store: &Store<'_>) -> Result<Walk, PdfError> {
    let mut walk = Walk::default();
    let catalog = catalog(store);
    match catalog.as_dict().and_then(|dict| dict.get(b"Pages")) {
        Some(root) => walk.node(store, root, &Inherited::default(), 0)?,
        None => walk.broken = true,
    }
    walk.broken |= walk.pages.is_empty();
    Ok(walk)
}

/// A walk over the page tree.
#[derive(Default)]
struct Walk {
    pages: Vec<PageNode>,
    /// Inner nodes seen, so that loops end.
    visited: HashSet<ObjectId>,
    /// Pages seen, and the content streams of pages that have one.
    leaves: HashSet<ObjectId>,
    /// Some node is missing.
    broken: bool,
}

impl Walk {
    fn node(
        &mut self,
        store: &Store<'_>,
        node: &Object,
        above: &Inherited,
        depth: u32,
    ) -> Result<(), PdfError> {
        let resolved = store.resolve(node);
        let Object::Dict(dict) = &resolved else {
            self.broken = true;
            store.note_defect();
            return Ok(());
        };
        let kids_value = store.dict_get(dict, b"Kids");
        let attributes = above.with(dict);
        let Some(kids) = kids_value.as_array() else {
            if type_of(store, Some(dict)).as_name() == Some(b"Pages") {
                self.broken |= !kids_value.is_null();
                return Ok(());
            }
            // A page listed twice stands where another one should.
            let twice = node.as_ref_id().is_some_and(|id| !self.leaves.insert(id));
            if twice || type_of(store, Some(dict)).as_name().is_some_and(|name| name != b"Page") {
                store.note_defect();
            }
            return self.leaf(store, Rc::clone(dict), attributes);
        };
        let before = self.pages.len();
        let seen = node.as_ref_id().is_some_and(|id| !self.visited.insert(id));
        if seen {
            self.broken = true;
            return Ok(());
        }
        let allowed = store.limits().nesting;
        if u64::from(depth) >= allowed {
            return Err(store.budget().pass("nesting", allowed));
        }
        store.budget().check()?;
        for kid in kids {
            self.node(store, kid, &attributes, depth + 1)?;
        }
        let counted = store.dict_get(dict, b"Count").as_i64();
        if counted.is_some_and(|count| count != (self.pages.len() - before) as i64) {
            store.note_defect();
        }
        Ok(())
    }

    fn leaf(&mut self, store: &Store<'_>, dict: Rc<Dict>, attributes: Inherited) -> Result<(), PdfError> {
        let allowed = store.limits().pages;
        if self.pages.len() as u64 >= allowed {
            return Err(store.budget().pass("pages", allowed));
        }
        store.budget().charge(crate::budget::PAGE);
        // Two pages with the one content stream: one of them should have another.
        let content = dict.get(b"Contents").and_then(Object::as_ref_id);
        // A page without content may have lost the last letter of the key, or have one more.
        let is_lost = dict.get(b"Contents").is_none()
            && dict.iter().any(|(key, _)| key.as_bytes().starts_with(b"Content"));
        if is_lost || content.is_some_and(|id| !self.leaves.insert(id)) {
            store.note_defect();
        }
        self.pages.push(PageNode { dict, attributes });
        Ok(())
    }

    /// Takes every object with `/Type /Page`, with the attributes of its parents.
    fn scan(&mut self, store: &Store<'_>) -> Result<(), PdfError> {
        for number in store.candidates() {
            let object = store.resolve(&Object::Ref(ObjectId { number, generation: 0 }));
            let Object::Dict(dict) = object else { continue };
            if type_of(store, Some(&dict)).as_name() == Some(b"Page") {
                let attributes = from_parents(store, &dict);
                self.leaf(store, dict, attributes)?;
            }
        }
        Ok(())
    }
}

fn from_parents(store: &Store<'_>, dict: &Dict) -> Inherited {
    let mut chain = vec![Rc::new(dict.clone())];
    while let Some(Object::Dict(parent)) = chain.last().map(|dict| store.dict_get(dict, b"Parent")) {
        if chain.len() as u64 > store.limits().nesting {
            break;
        }
        chain.push(parent);
    }
    chain.iter().rev().fold(Inherited::default(), |above, dict| above.with(dict))
}

impl PageNode {
    /// Everything the interpreter needs, resolved.
    pub(crate) fn source(&self, store: &Store<'_>, number: u32) -> PageSource {
        let media_box = read_box(store, &self.attributes.media_box).unwrap_or(A4);
        let crop_box = read_box(store, &self.attributes.crop_box).and_then(|crop| cut(crop, media_box));
        let rotate = store.resolve(&self.attributes.rotate).as_i64().unwrap_or(0).rem_euclid(360);
        let user_unit =
            store.dict_get(&self.dict, b"UserUnit").as_f32().filter(|unit| unit.is_finite() && *unit > 0.0);
        PageSource {
            number,
            crop_box: crop_box.unwrap_or(media_box),
            // Angles that are no multiple of 90 are rounded down, as the text has to go somewhere.
            rotate: (rotate / 90 * 90) as i32,
            resources: store.resolve(&self.attributes.resources),
            contents: self.contents(store),
            user_unit: user_unit.unwrap_or(1.0),
            appearances: annotation::appearances(store, &self.dict),
        }
    }

    fn contents(&self, store: &Store<'_>) -> Vec<Rc<Stream>> {
        let contents = store.dict_get(&self.dict, b"Contents");
        match &contents {
            Object::Stream(stream) => vec![Rc::clone(stream)],
            Object::Array(parts) => {
                let streams: Vec<Rc<Stream>> =
                    parts.iter().filter_map(|part| store.resolve(part).as_stream().map(Rc::clone)).collect();
                if streams.len() < parts.len() {
                    store.note_defect();
                }
                streams
            }
            _ => {
                if self.dict.get(b"Contents").is_some() {
                    store.note_defect();
                }
                Vec::new()
            }
        }
    }
}

/// A rectangle, sorted; `None` when it is none or has no area.
fn read_box(store: &Store<'_>, object: &Object) -> Option<[f32; 4]> {
    let object = store.resolve(object);
    let numbers = object.as_array()?;
    if numbers.len() > 4 {
        store.note_defect();
    }
    let numbers = numbers.get(..4)?;
    let mut sides = [0.0; 4];
    for (side, number) in sides.iter_mut().zip(numbers) {
        *side = store.resolve(number).as_f32().filter(|value| value.is_finite())?;
    }
    let [x0, y0, x1, y1] = sides;
    let sorted = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    has_area(sorted).then_some(sorted)
}

fn has_area([x0, y0, x1, y1]: [f32; 4]) -> bool {
    x1 - x0 >= 1.0 && y1 - y0 >= 1.0
}

fn cut(inner: [f32; 4], outer: [f32; 4]) -> Option<[f32; 4]> {
    let ([x0, y0, x1, y1], [left, bottom, right, top]) = (inner, outer);
    let common = [x0.max(left), y0.max(bottom), x1.min(right), y1.min(top)];
    has_area(common).then_some(common)
}
