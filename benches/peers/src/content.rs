//! Where strings stand, for peers that decode content streams and go no further. Advances are left out, which those
//! peers would have to be taught too: what is done here flatters them.

/// Affine map `[a b c d e f]`.
pub type Matrix = [f64; 6];

/// Nothing is moved.
pub const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `one`, then `two`.
pub fn then(one: Matrix, two: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [p, q, r, s, t, u] = two;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/// The part of the graphics state that moves text.
#[derive(Clone, Debug)]
pub struct Pen {
    page: Matrix,
    line: Matrix,
    saved: Vec<Matrix>,
    leading: f64,
}

impl Pen {
    /// On a page or form under this map.
    pub fn on(page: Matrix) -> Self {
        Self { page, line: IDENTITY, saved: Vec::new(), leading: 0.0 }
    }

    /// `q`
    pub fn save(&mut self) {
        self.saved.push(self.page);
    }

    /// `Q`
    pub fn restore(&mut self) {
        self.page = self.saved.pop().unwrap_or(self.page);
    }

    /// `cm`
    pub fn concatenate(&mut self, matrix: Matrix) {
        self.page = then(matrix, self.page);
    }

    /// `BT`, `Tm`
    pub fn place(&mut self, matrix: Matrix) {
        self.line = matrix;
    }

    /// `Td`
    pub fn advance(&mut self, x: f64, y: f64) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
    }

    /// `TL`
    pub fn lead(&mut self, leading: f64) {
        self.leading = leading;
    }

    /// `T*`
    pub fn next_line(&mut self) {
        self.advance(0.0, -self.leading);
    }

    /// The map of what is painted now.
    pub fn map(&self) -> Matrix {
        self.page
    }

    /// Where the next string starts.
    pub fn position(&self) -> (f64, f64) {
        let at = then(self.line, self.page);
        (at[4], at[5])
    }
}
