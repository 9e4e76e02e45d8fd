//! hayro: hayro-syntax opens the file, hayro-interpret hands every glyph with its place to a device of ours, as the
//! example of its documentation does. Fonts are cached for the whole document.

use hayro_cmap::BfString;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Point, Rect};

use crate::{Failure, Tally};

struct Text(Tally);

impl Device<'_> for Text {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_clip_rect(&mut self, _: &Rect) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let Point { x, y } = props.transform * glyph.transform() * Point::ZERO;
            match glyph.as_unicode() {
                Some(BfString::Char(character)) => self.0.text(character.encode_utf8(&mut [0; 4]), x, y),
                Some(BfString::String(text)) => self.0.text(&text, x, y),
                None => {}
            }
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'_>, _: &DrawMode) {}
}

pub fn characters(bytes: &[u8], password: &str) -> Result<Tally, Failure> {
    let pdf = Pdf::new_with_password(bytes.to_vec(), password).map_err(|error| format!("{error:?}"))?;
    let cache = InterpreterCache::new();
    let mut text = Text(Tally::default());
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut text);
        text.0.pages += 1;
    }
    Ok(text.0)
}
