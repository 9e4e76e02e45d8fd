//! Annotations as far as they show text: their normal appearance (ISO 32000-1, 12.5.5), such as filled-in form
//! fields, stamps and the box of a signature.

use std::rc::Rc;

use crate::store::Store;
use crate::syntax::object::{Dict, Object, Stream};

/// Annotations looked at on one page.
const MAX_ANNOTATIONS: usize = 1024;
/// `/F` bits 2 and 6 (ISO 32000-1, table 165): hidden, and not shown on screen.
const NOT_SHOWN: i64 = 1 << 1 | 1 << 5;

/// A form that is painted after the page, moved and scaled to fill a box.
#[derive(Clone, Debug)]
pub(crate) struct Appearance {
    /// The form.
    pub(crate) form: Rc<Stream>,
    /// Takes the space of the form, after its own `/Matrix`, to default user space: `[a b c d e f]`.
    pub(crate) placement: [f64; 6],
    /// The optional content that it belongs to, not resolved.
    pub(crate) group: Option<Object>,
}

/// The appearances of the annotations that a reader sees, in painting order.
pub(crate) fn appearances(store: &Store<'_>, page: &Dict) -> Vec<Appearance> {
    let annotations = store.dict_get(page, b"Annots");
    let annotations = annotations.as_array().unwrap_or(&[]).iter().take(MAX_ANNOTATIONS);
    annotations.filter_map(|annotation| appearance(store, store.resolve(annotation).as_dict()?)).collect()
}

fn appearance(store: &Store<'_>, annotation: &Dict) -> Option<Appearance> {
    let flags = store.dict_get(annotation, b"F").as_i64().unwrap_or(0);
    // A popup is the closed note of another annotation.
    if flags & NOT_SHOWN != 0 || store.dict_get(annotation, b"Subtype").as_name() == Some(b"Popup") {
        return None;
    }
    let form = normal_appearance(store, annotation)?;
    let target = numbers::<4>(store, annotation, b"Rect")?;
    let target = bounds([(target[0], target[1]), (target[2], target[3])]);
    let [x0, y0, x1, y1] = numbers::<4>(store, &form.dict, b"BBox")?;
    let [a, b, c, d, e, f] =
        numbers::<6>(store, &form.dict, b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let map = |x: f64, y: f64| (a * x + c * y + e, b * x + d * y + f);
    let source = bounds([map(x0, y0), map(x1, y0), map(x0, y1), map(x1, y1)]);
    let group = annotation.get(b"OC").cloned();
    Some(Appearance { placement: fit(source, target)?, form, group })
}

/// `/N` of `/AP`: a form, or forms by state of which `/AS` names one.
fn normal_appearance(store: &Store<'_>, annotation: &Dict) -> Option<Rc<Stream>> {
    let appearances = store.dict_get(annotation, b"AP");
    match store.dict_get(appearances.as_dict()?, b"N") {
        Object::Stream(form) => Some(form),
        Object::Dict(states) => {
            let state = store.dict_get(annotation, b"AS");
            store.dict_get(&states, state.as_name()?).as_stream().map(Rc::clone)
        }
        _ => None,
    }
}

/// The smallest box around the points.
fn bounds<const N: usize>(points: [(f64, f64); N]) -> [f64; 4] {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.iter().fold(start, |[x0, y0, x1, y1], &(x, y)| [x0.min(x), y0.min(y), x1.max(x), y1.max(y)])
}

/// Moves and scales one box onto another; `None` when either is no box.
fn fit([x0, y0, x1, y1]: [f64; 4], [left, bottom, right, top]: [f64; 4]) -> Option<[f64; 6]> {
    let (scale_x, scale_y) = ((right - left) / (x1 - x0), (top - bottom) / (y1 - y0));
    let usable = |scale: f64| scale.is_finite() && scale > 0.0;
    (usable(scale_x) && usable(scale_y)).then_some([
        scale_x,
        0.0,
        0.0,
        scale_y,
        left - x0 * scale_x,
        bottom - y0 * scale_y,
    ])
}

fn numbers<const N: usize>(store: &Store<'_>, dict: &Dict, key: &[u8]) -> Option<[f64; N]> {
    let list = store.dict_get(dict, key);
    let values: Vec<f64> =
        list.as_array()?.iter().map(|item| store.resolve(item).as_f64()).collect::<Option<_>>()?;
    values.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_moved_and_scaled() {
        assert_eq!(
            fit([0.0, 0.0, 10.0, 10.0], [100.0, 50.0, 120.0, 60.0]),
            Some([2.0, 0.0, 0.0, 1.0, 100.0, 50.0])
        );
        assert_eq!(fit([5.0, 5.0, 15.0, 15.0], [5.0, 5.0, 15.0, 15.0]), Some([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        assert_eq!(fit([0.0, 0.0, 0.0, 10.0], [1.0, 1.0, 2.0, 2.0]), None);
        assert_eq!(fit([0.0, 0.0, 10.0, 10.0], [1.0, 1.0, 1.0, 1.0]), None);
    }
}
