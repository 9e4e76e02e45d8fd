//! Transformation matrices (ISO 32000-1, 8.3.4), in double precision: forms at ten-fold scale nest inside each other.

/// `[a b c d e f]`: maps (x, y) to (a x + c y + e, b x + d y + f).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matrix {
    /// First row.
    pub(crate) a: f64,
    /// First row.
    pub(crate) b: f64,
    /// Second row.
    pub(crate) c: f64,
    /// Second row.
    pub(crate) d: f64,
    /// Translation along x.
    pub(crate) e: f64,
    /// Translation along y.
    pub(crate) f: f64,
}

impl Matrix {
    /// Changes nothing.
    pub(crate) const IDENTITY: Self = Self::new([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A matrix from the six operands of `cm` or `Tm`.
    pub(crate) const fn new([a, b, c, d, e, f]: [f64; 6]) -> Self {
        Self { a, b, c, d, e, f }
    }

    /// First `self`, then `outer` (`self` x `outer` in the row-vector convention of PDF).
    pub(crate) fn then(&self, outer: &Self) -> Self {
        Self {
            a: self.a * outer.a + self.b * outer.c,
            b: self.a * outer.b + self.b * outer.d,
            c: self.c * outer.a + self.d * outer.c,
            d: self.c * outer.b + self.d * outer.d,
            e: self.e * outer.a + self.f * outer.c + outer.e,
            f: self.e * outer.b + self.f * outer.d + outer.f,
        }
    }

    /// The same matrix with its origin moved by (x, y) of its own space.
    pub(crate) fn moved(&self, x: f64, y: f64) -> Self {
        let (e, f) = self.apply(x, y);
        Self { e, f, ..*self }
    }

    /// Maps a point.
    pub(crate) fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// True when axis-parallel lines stay axis-parallel (turns by quarters included).
    pub(crate) fn keeps_axes(&self) -> bool {
        if self.b == 0.0 && self.c == 0.0 {
            return true;
        }
        let size = self.a.abs().max(self.b.abs()).max(self.c.abs()).max(self.d.abs());
        let tiny = size * 1e-4;
        (self.b.abs() <= tiny && self.c.abs() <= tiny) || (self.a.abs() <= tiny && self.d.abs() <= tiny)
    }

    /// True when every entry is a number that page space can hold.
    pub(crate) fn is_sane(&self) -> bool {
        [self.a, self.b, self.c, self.d, self.e, self.f].iter().all(|value| value.abs() < 1e9)
    }
}

/// The length of a vector; most lie on an axis.
pub(crate) fn length(x: f64, y: f64) -> f64 {
    if y == 0.0 {
        x.abs()
    } else if x == 0.0 {
        y.abs()
    } else {
        x.hypot(y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inner_matrix_applies_first() {
        let scale = Matrix::new([2.0, 0.0, 0.0, 3.0, 0.0, 0.0]);
        let shift = Matrix::new([1.0, 0.0, 0.0, 1.0, 10.0, 20.0]);
        assert_eq!(scale.then(&shift).apply(1.0, 1.0), (12.0, 23.0));
        assert_eq!(shift.then(&scale).apply(1.0, 1.0), (22.0, 63.0));
        assert_eq!(scale.moved(1.0, 1.0).apply(0.0, 0.0), (2.0, 3.0));
    }

    #[test]
    fn quarter_turns_keep_axes_and_shears_do_not() {
        assert!(Matrix::new([0.0, 2.0, -2.0, 0.0, 5.0, 5.0]).keeps_axes());
        assert!(!Matrix::new([1.0, 0.0, 0.3, 1.0, 0.0, 0.0]).keeps_axes());
    }

    #[test]
    fn infinities_are_not_sane() {
        assert!(Matrix::IDENTITY.is_sane());
        assert!(!Matrix::new([f64::INFINITY, 0.0, 0.0, 1.0, 0.0, 0.0]).is_sane());
        assert!(!Matrix::new([f64::NAN, 0.0, 0.0, 1.0, 0.0, 0.0]).is_sane());
    }
}
