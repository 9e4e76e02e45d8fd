//! The twin as a whole: pages read and marked, replacements drawn, everything written.

use std::collections::HashMap;

use cas_pdf::object::Object;
use cas_pdf::{Painted, PdfError, PdfFile};

use crate::amounts::Figure;
use crate::content::{Drawings, Strings, rewrite};
use crate::copy::Twin;
use crate::edits::{ContentId, MarkedPage, settle, strings};
use crate::fonts::Fonts;
use crate::marks::{Atoms, of_page};
use crate::phrases::Phrases;
use crate::replacer::Replacer;
use crate::work::Work;
use crate::writer::{Number, Writer};
use crate::{Reading, RedactError};

/// Writes the twin; the replacements that the pages ask for are drawn on the way.
pub(crate) fn write(
    file: &PdfFile<'_>,
    reading: &Reading<'_>,
    mut figures: Vec<HashMap<usize, Figure>>,
    replacer: &mut Replacer,
    work: &Work,
) -> Result<Vec<u8>, RedactError> {
    let (personal, public) = (Phrases::personal(replacer.lexicon()), Phrases::public(replacer.lexicon()));
    let (mut fonts, mut atoms) = (Fonts::default(), Atoms::default());
    let mut pages = Vec::new();
    for (index, sheet) in (0..file.page_count()).zip(reading.sheets) {
        let painted = file.painted(index)?;
        let numbers = fonts.read(file, &painted);
        let phrases = [&personal, &public];
        let marks = of_page(&painted.page, sheet, replacer.lexicon(), phrases, &mut atoms, work)?;
        let figures = figures.get_mut(index as usize).map(std::mem::take).unwrap_or_default();
        pages.push(MarkedPage { painted, fonts: numbers, marks, figures });
    }
    settle(&pages, &atoms, &fonts, replacer, work)?;
    let mut changed = strings(file, &pages, &atoms, &fonts, replacer)?;
    let mut forms = HashMap::new();
    for form in
        pages.iter().flat_map(|page| &page.painted.contents).filter_map(|content| content.form.as_ref())
    {
        let strings = changed.remove(&ContentId::Form(form.id));
        let known = forms.entry(form.id).or_insert_with(Strings::new);
        known.extend(strings.unwrap_or_default());
    }
    let mut twin = Twin {
        file,
        writer: Writer::default(),
        names: crate::content::Names::default(),
        replacer,
        forms,
        copied: HashMap::new(),
        layers: Vec::new(),
    };
    let tree = twin.writer.promise();
    let mut kids = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let strings = changed.remove(&ContentId::Page(index)).unwrap_or_default();
        kids.push(twin.page(index as u32, &page.painted, &strings, tree)?);
    }
    let list: Vec<String> = kids.iter().map(Number::to_string).collect();
    let body = format!("<</Type/Pages/Count {}/Kids[{}]>>", list.len(), list.join(" "));
    twin.writer.give(tree, body.into_bytes());
    let layers = twin.visibility();
    let catalog = twin.writer.add(format!("<</Type/Catalog/Pages {tree}{layers}>>").into_bytes());
    Ok(twin.writer.finish(catalog))
}

impl Twin<'_, '_> {
    fn page(
        &mut self,
        index: u32,
        painted: &Painted,
        strings: &Strings,
        tree: Number,
    ) -> Result<Number, PdfError> {
        let frame = self.file.frame(index)?;
        let replacer = self.replacer;
        let data = painted.contents.first().map(|content| content.data.as_slice()).unwrap_or_default();
        let mut contents =
            rewrite(data, strings, &mut self.names, Drawings::Screened, &|text| replacer.text(text));
        let mut resources = self.resources(&frame.resources, Self::depth())?;
        if !painted.appearances.is_empty() {
            resources = self.flatten(painted, &mut contents, &resources)?;
        }
        let contents = self.writer.add_stream(b"", &contents);
        let [x0, y0, x1, y1] = frame.shown;
        let mut body = format!("<</Type/Page/Parent {tree}/MediaBox[{x0} {y0} {x1} {y1}]").into_bytes();
        if frame.rotate != 0 {
            body.extend_from_slice(format!("/Rotate {}", frame.rotate).as_bytes());
        }
        if frame.user_unit.to_bits() != 1.0_f32.to_bits() {
            body.extend_from_slice(format!("/UserUnit {}", frame.user_unit).as_bytes());
        }
        body.extend_from_slice(b"/Resources ");
        body.extend_from_slice(if resources.is_empty() { b"<<>>" } else { &resources });
        body.extend_from_slice(format!("/Contents {contents}>>").as_bytes());
        Ok(self.writer.add(body))
    }

    /// Paints what annotations showed as part of the page: the annotations themselves are gone. Gives the resources
    /// with the forms added.
    fn flatten(
        &mut self,
        painted: &Painted,
        contents: &mut Vec<u8>,
        resources: &[u8],
    ) -> Result<Vec<u8>, PdfError> {
        let mut forms = String::new();
        let mut paint = String::new();
        for (number, (content, [a, b, c, d, e, f])) in painted.appearances.iter().enumerate() {
            let form = painted.contents.get(*content).and_then(|content| content.form.as_ref());
            let Some(form) = form else { continue };
            let Some(object) = self.form(form, Self::depth())? else { continue };
            forms.push_str(&format!("/A{number} {object}"));
            paint.push_str(&format!("/Annot BMC q {a} {b} {c} {d} {e} {f} cm /A{number} Do Q EMC\n"));
        }
        // The page may have left states and sequences open: a form of its own closes them.
        let entries =
            [b"/Type/XObject/Subtype/Form/BBox[-32000 -32000 32000 32000]/Resources ", resources].concat();
        let page = self.writer.add_stream(&entries, contents);
        *contents = format!("/P0 Do\n{paint}").into_bytes();
        Ok(format!("<</XObject<</P0 {page}{forms}>>>>").into_bytes())
    }

    /// `/OCProperties` of the catalog: which layers are off. Empty when there are none.
    fn visibility(&mut self) -> String {
        let catalog = self.file.catalog();
        let properties =
            catalog.as_dict().map(|dict| self.file.get(dict, b"OCProperties")).unwrap_or_default();
        let Some(properties) = properties.as_dict().filter(|_| !self.layers.is_empty()) else {
            return String::new();
        };
        let default = self.file.get(properties, b"D");
        let base = default.as_dict().map(|dict| self.file.get(dict, b"BaseState")).unwrap_or_default();
        let off = base.as_name() == Some(b"OFF");
        let list = |key: &[u8]| {
            let list = default.as_dict().map(|dict| self.file.get(dict, key)).unwrap_or_default();
            let ids = list.as_array().unwrap_or_default().iter().filter_map(Object::as_ref_id);
            let numbers = ids.filter_map(|id| self.copied.get(&id).filter(|_| self.layers.contains(&id)));
            numbers.map(|number| format!("{number} ")).collect::<String>()
        };
        let all: String =
            self.layers.iter().filter_map(|id| self.copied.get(id)).map(|n| format!("{n} ")).collect();
        format!(
            "/OCProperties<</OCGs[{all}]/D<</BaseState/{}/ON[{}]/OFF[{}]>>>>",
            if off { "OFF" } else { "ON" },
            list(b"ON"),
            list(b"OFF")
        )
    }
}
