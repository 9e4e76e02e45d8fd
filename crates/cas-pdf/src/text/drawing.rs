//! What paths draw, as far as it tells rules and boxes from pictures.

use super::matrix::Matrix;
use super::operands::Operands;
use super::scan::Op;

/// Parts kept of one path; what has more is a picture anyway.
const MAX_PARTS: usize = 512;
/// States saved at once.
const MAX_SAVED: usize = 256;

/// A painted path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The boxes `[x0, y0, x1, y1]` around its rectangles and lines, in the space that the content begins with.
    pub parts: Vec<[f64; 4]>,
    /// True when it has curves, or more parts than are kept.
    pub intricate: bool,
}

/// Follows the operators that move the space and build paths.
#[derive(Default)]
pub(super) struct Pen {
    matrix: Option<Matrix>,
    saved: Vec<Option<Matrix>>,
    drawing: Drawing,
    at: Option<(f64, f64)>,
    start: Option<(f64, f64)>,
}

const SAVE: Op = Op::of(b"q");
const RESTORE: Op = Op::of(b"Q");
const CONCAT: Op = Op::of(b"cm");
const RECTANGLE: Op = Op::of(b"re");
const MOVE: Op = Op::of(b"m");
const LINE: Op = Op::of(b"l");
const CLOSE: Op = Op::of(b"h");
const NONE: Op = Op::of(b"n");
const CURVES: [Op; 3] = [Op::of(b"c"), Op::of(b"v"), Op::of(b"y")];
const PAINTS: [Op; 9] = [
    Op::of(b"f"),
    Op::of(b"F"),
    Op::of(b"f*"),
    Op::of(b"B"),
    Op::of(b"B*"),
    Op::of(b"b"),
    Op::of(b"b*"),
    Op::of(b"S"),
    Op::of(b"s"),
];

impl Pen {
    /// Takes an operator; gives the drawing when it paints.
    pub(super) fn operate(&mut self, op: Op, operands: &Operands<'_>) -> Option<Drawing> {
        match op {
            SAVE if self.saved.len() < MAX_SAVED => self.saved.push(self.matrix),
            RESTORE => self.matrix = self.saved.pop().unwrap_or(self.matrix),
            CONCAT => {
                if let Some(numbers) = operands.numbers() {
                    let own = Matrix::new(numbers);
                    self.matrix = Some(self.matrix.map_or(own, |outer| own.then(&outer)));
                }
            }
            RECTANGLE => {
                if let Some([x, y, width, height]) = operands.numbers() {
                    self.part((x, y), (x + width, y + height));
                }
            }
            MOVE => {
                self.at = operands.numbers().map(|[x, y]| (x, y));
                self.start = self.at;
            }
            LINE => {
                let to = operands.numbers().map(|[x, y]| (x, y));
                if let (Some(from), Some(to)) = (self.at, to) {
                    self.part(from, to);
                }
                self.at = to;
            }
            CLOSE => {
                if let (Some(from), Some(to)) = (self.at, self.start) {
                    self.part(from, to);
                }
                self.at = self.start;
            }
            NONE => self.drawing = Drawing::default(),
            _ if CURVES.contains(&op) => self.drawing.intricate = true,
            _ if PAINTS.contains(&op) => return Some(std::mem::take(&mut self.drawing)),
            _ => {}
        }
        None
    }

    fn part(&mut self, from: (f64, f64), to: (f64, f64)) {
        if from == to {
            return;
        }
        if self.drawing.parts.len() >= MAX_PARTS {
            self.drawing.intricate = true;
            return;
        }
        let place = |(x, y): (f64, f64)| self.matrix.map_or((x, y), |matrix| matrix.apply(x, y));
        let ((x0, y0), (x1, y1)) = (place(from), place(to));
        self.drawing.parts.push([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]);
    }
}
