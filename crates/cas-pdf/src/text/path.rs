//! Paths, as far as clips and rulings need them: axis-parallel boxes and lines; of anything else the bounding box.

use cas_page::{Rect, Ruling};

use super::matrix::Matrix;

/// Parts kept of one path; more than any frame of table rules painted at once.
const MAX_PARTS: usize = 4096;

/// A part of a path in page space.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// A rectangle whose sides are parallel to the page.
    Box(Rect),
    /// A horizontal or vertical line.
    Line(Rect),
}

/// The current path.
#[derive(Debug, Default)]
pub(super) struct Path {
    bounds: Option<Rect>,
    parts: Vec<Part>,
    start: (f64, f64),
    at: (f64, f64),
    /// Where the parts of the current subpath begin.
    subpath: usize,
    /// Bounds of the current subpath.
    outline: Option<Rect>,
    /// The current subpath has a curve or a slanted line.
    irregular: bool,
    /// `W` or `W*` was given.
    pub(super) clips: bool,
}

impl Path {
    /// Forgets the path.
    pub(super) fn clear(&mut self) {
        self.bounds = None;
        self.parts.clear();
        self.subpath = 0;
        self.outline = None;
        self.irregular = false;
        self.clips = false;
    }

    /// The box around all points.
    pub(super) fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    /// `re`.
    pub(super) fn rectangle(&mut self, ctm: &Matrix, [x, y, width, height]: [f64; 4]) {
        self.end_subpath();
        let straight = ctm.keeps_axes();
        let (first, second) = (point(ctm, x, y), point(ctm, x + width, y + height));
        let area = if straight && is_finite(first) && is_finite(second) {
            Some(Rect::new(first.0, first.1, second.0, second.1))
        } else {
            let mut area = None;
            grow(&mut area, first);
            grow(&mut area, second);
            if !straight {
                grow(&mut area, point(ctm, x + width, y));
                grow(&mut area, point(ctm, x, y + height));
            }
            area
        };
        let Some(area) = area else { return };
        self.bounds = Some(self.bounds.map_or(area, |bounds| bounds.union(&area)));
        if straight && self.parts.len() < MAX_PARTS {
            self.parts.push(Part::Box(area));
        }
        self.subpath = self.parts.len();
        self.start = (x, y);
        self.at = (x, y);
    }

    /// `m`.
    pub(super) fn move_to(&mut self, ctm: &Matrix, x: f64, y: f64) {
        self.end_subpath();
        self.start = (x, y);
        self.at = (x, y);
        grow(&mut self.outline, point(ctm, x, y));
    }

    /// `l`.
    pub(super) fn line_to(&mut self, ctm: &Matrix, x: f64, y: f64) {
        let (x0, y0) = point(ctm, self.at.0, self.at.1);
        let (x1, y1) = point(ctm, x, y);
        grow(&mut self.outline, (x1, y1));
        let line = Rect::new(x0, y0, x1, y1);
        if line.width() > 0.2 && line.height() > 0.2 {
            self.irregular = true;
        } else if self.parts.len() < MAX_PARTS {
            self.parts.push(Part::Line(line));
        }
        self.at = (x, y);
    }

    /// `c`, `v` and `y`: the last pair of numbers is the end point.
    pub(super) fn curve_to(&mut self, ctm: &Matrix, points: &[f64]) {
        for pair in points.chunks_exact(2) {
            if let [x, y] = *pair {
                grow(&mut self.outline, point(ctm, x, y));
                self.at = (x, y);
            }
        }
        self.irregular = true;
    }

    /// `h`.
    pub(super) fn close(&mut self, ctm: &Matrix) {
        let (x, y) = self.start;
        if self.at != self.start {
            self.line_to(ctm, x, y);
        }
    }

    /// Folds the subpath into the whole.
    pub(super) fn end_subpath(&mut self) {
        if let Some(outline) = self.outline.take() {
            self.bounds = Some(self.bounds.map_or(outline, |bounds| bounds.union(&outline)));
            let lines = self.parts.len().saturating_sub(self.subpath);
            if !self.irregular && lines >= 3 {
                // Three or four sides that are all parallel to the page: a box drawn line by line.
                self.parts.truncate(self.subpath);
                self.parts.push(Part::Box(outline));
            }
        }
        self.irregular = false;
        self.subpath = self.parts.len();
    }

    /// Hands out what painting the path shows: boxes and lines, cut to the clip. A filled line has no area.
    pub(super) fn paint(&self, fill: bool, clip: &Rect, mut show: impl FnMut(Ruling)) {
        for part in &self.parts {
            let area = match part {
                Part::Box(area) => area,
                Part::Line(area) if !fill => area,
                Part::Line(_) => continue,
            };
            if let Some(area) = area.intersection(clip) {
                show(Ruling { area, filled: fill });
            }
        }
    }
}

fn point(ctm: &Matrix, x: f64, y: f64) -> (f32, f32) {
    let (x, y) = ctm.apply(x, y);
    (x as f32, y as f32)
}

fn is_finite((x, y): (f32, f32)) -> bool {
    x.is_finite() && y.is_finite()
}

fn grow(area: &mut Option<Rect>, (x, y): (f32, f32)) {
    if is_finite((x, y)) {
        let dot = Rect { x0: x, y0: y, x1: x, y1: y };
        *area = Some(area.map_or(dot, |area| area.union(&dot)));
    }
}
