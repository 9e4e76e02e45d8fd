//! The graphics state as far as text needs it (ISO 32000-1, 8.4 and 9.3).

use cas_page::Rect;

use super::matrix::Matrix;

/// What `q` saves and `Q` restores.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// User space to page space.
    pub(super) ctm: Matrix,
    /// The clip, when it is smaller than the page.
    pub(super) clip: Option<Rect>,
    /// Index of the clip on the page plus one, once a run was painted under it.
    pub(super) clip_number: Option<u16>,
    /// Index into the fonts of the page.
    pub(super) font: Option<u16>,
    /// `Tf` size, in text space units.
    pub(super) size: f64,
    /// `Tc`.
    pub(super) char_space: f64,
    /// `Tw`.
    pub(super) word_space: f64,
    /// `Tz` as a factor.
    pub(super) scale: f64,
    /// `TL`.
    pub(super) leading: f64,
    /// `Ts`.
    pub(super) rise: f64,
    /// `Tr`.
    pub(super) mode: u8,
}

impl State {
    /// The state at the start of a page.
    pub(super) fn new(ctm: Matrix) -> Self {
        Self {
            ctm,
            clip: None,
            clip_number: Some(0),
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    /// Cuts the clip down to `area`; on a page of which `area` covers everything that counts as no clip.
    pub(super) fn clip_to(&mut self, area: &Rect, page: &Rect) {
        let current = self.clip.unwrap_or(*page);
        let cut = Rect {
            x0: current.x0.max(area.x0),
            y0: current.y0.max(area.y0),
            x1: current.x1.min(area.x1),
            y1: current.y1.min(area.y1),
        };
        // Nothing left: an empty rectangle at the place of the clip, under which nothing can be seen.
        let cut = Rect { x1: cut.x1.max(cut.x0), y1: cut.y1.max(cut.y0), ..cut };
        if cut == current {
            return;
        }
        self.clip = Some(cut);
        self.clip_number = None;
    }

    /// False for rendering modes that paint nothing: 3 and 7.
    pub(super) fn visible(&self) -> bool {
        !matches!(self.mode, 3 | 7)
    }
}

/// The matrices of a text object.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextObject {
    /// `Tm`.
    pub(super) matrix: Matrix,
    /// Start of the line.
    pub(super) line: Matrix,
}

impl TextObject {
    /// As `BT` leaves it.
    pub(super) const START: Self = Self { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY };

    /// `Td`.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.line.moved(x, y);
        self.matrix = self.line;
    }

    /// `Tm`.
    pub(super) fn set(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.matrix = matrix;
    }
}
