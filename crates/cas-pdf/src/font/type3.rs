//! Type 3 fonts (ISO 32000-1, 9.6.5), whose glyphs are drawn in units of their own: how large these are.

use super::{ASCENT, DESCENT, Extents};
use crate::store::Store;
use crate::syntax::object::Dict;

/// The size of a type that is drawn in units of an em, more or less, as those of nearly all writers are.
const USUAL: std::ops::Range<f32> = 0.25..4.0;
/// Glyphs are half as wide as the type is large.
const WIDTH: f32 = 0.5;
/// A box that is so many times larger or smaller than the widths is nonsense.
const NONSENSE: f32 = 8.0;

/// Glyph space to text space along x: the first entry of `/FontMatrix`.
pub(super) fn unit(store: &Store<'_>, dict: &Dict) -> f32 {
    scale(store, dict, 0)
}

fn scale(store: &Store<'_>, dict: &Dict, index: usize) -> f32 {
    let matrix = store.dict_get(dict, b"FontMatrix");
    let entry = matrix.as_array().and_then(|matrix| matrix.get(index)).map(|item| store.resolve(item));
    entry.and_then(|item| item.as_f32()).filter(|unit| unit.is_finite() && *unit != 0.0).unwrap_or(0.001)
}

/// Extents of a font that is set at a size of its own, as those in pixels of a device are: by its box, else by its widths.
/// `None` for one in units of an em.
pub(super) fn extents(store: &Store<'_>, dict: &Dict) -> Option<Extents> {
    let by_width = mean_width(store, dict).map(|mean| mean / WIDTH);
    let is_sound =
        |em: f32| em > 0.0 && by_width.is_none_or(|usual| (usual / NONSENSE..usual * NONSENSE).contains(&em));
    let by_box = by_box(store, dict).filter(|extents| is_sound(extents.em));
    let by_width = || by_width.map(|em| Extents { ascent: ASCENT * em, descent: DESCENT * em, em });
    by_box.or_else(by_width).filter(|extents| !USUAL.contains(&extents.em))
}

/// `/FontBBox` at size 1.
fn by_box(store: &Store<'_>, dict: &Dict) -> Option<Extents> {
    let sides = store.dict_get(dict, b"FontBBox");
    let side = |index: usize| sides.as_array()?.get(index).and_then(|item| store.resolve(item).as_f32());
    let unit = scale(store, dict, 3);
    let (one, other) = (side(1)? * unit, side(3)? * unit);
    let (ascent, descent) = (one.max(other).max(0.0), -one.min(other).min(0.0));
    let em = ascent + descent;
    em.is_finite().then_some(Extents { ascent, descent, em })
}

/// The mean of the widths that are none of zero, at size 1.
fn mean_width(store: &Store<'_>, dict: &Dict) -> Option<f32> {
    let widths = store.dict_get(dict, b"Widths");
    let widths = widths.as_array()?.iter().take(256).filter_map(|item| store.resolve(item).as_f32());
    let (sum, count) = widths
        .filter(|width| *width > 0.0)
        .fold((0.0, 0.0), |(sum, count), width| (sum + width, count + 1.0));
    let mean = sum / count * unit(store, dict).abs();
    (mean.is_finite() && mean > 0.0).then_some(mean)
}
