//! Where columns begin and end, reckoned once for a header: each word of a table is compared with all of it.

use cas_page::Rect;

use crate::columns::Band;
use crate::spec::{Align, Content};

/// The places of a word that columns look at: its left edge, its right edge and its middle.
type Places = [f32; 3];

const LEFT: usize = 0;
const RIGHT: usize = 1;
const MIDDLE: usize = 2;

fn places(area: &Rect) -> Places {
    [area.x0, area.x1, area.x_mid()]
}

fn place_of(align: Align) -> usize {
    match align {
        Align::Left => LEFT,
        Align::Right => RIGHT,
        Align::Centre | Align::Learn => MIDDLE,
    }
}

/// What the columns of a header are to a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bounds {
    /// Where the values of each column stand.
    anchors: Vec<Anchor>,
    /// Those of them that claim a word that stands there: of columns of numbers that do not stand at its left edge.
    claiming: Vec<(usize, Anchor)>,
    /// Between each column and the next.
    betweens: Vec<Between>,
}

#[derive(Clone, Copy, Debug)]
struct Anchor {
    place: usize,
    x: f32,
}

/// A bound between two neighbouring columns.
#[derive(Clone, Copy, Debug)]
struct Between {
    /// The place of a word that is compared.
    place: usize,
    x: f32,
    /// How many times the reach of a word the bound lies further to the right.
    lean: f32,
    /// A word on the bound still belongs to the left.
    is_left: bool,
    /// Where the cells of the two may touch; infinite where nothing says so.
    seam: f32,
    /// A figure whose right edge lies here or further right belongs to the right, wherever it begins: under the label of the
    /// first column of numbers. Infinite elsewhere.
    under: f32,
}

impl Bounds {
    pub(crate) fn of(bands: &[Band]) -> Self {
        let anchor = |band: &Band| Anchor { place: place_of(band.align), x: band.anchor };
        let claims = |band: &Band| band.align != Align::Left && band.content == Content::Number;
        let claiming = bands.iter().enumerate().filter(|(_, band)| claims(band));
        let betweens = bands.windows(2).filter_map(|pair| match pair {
            [left, right] => Some(Between::of(left, right)),
            _ => None,
        });
        Self {
            anchors: bands.iter().map(anchor).collect(),
            claiming: claiming.map(|(index, band)| (index, anchor(band))).collect(),
            betweens: betweens.collect(),
        }
    }

    /// The column on whose anchor a word stands, the nearest one, if it can be one of its numbers; else that between
    /// whose bounds it stands. And whether it stands on the anchor of that column, give or take its reach.
    #[inline]
    pub(crate) fn column(
        &self,
        area: &Rect,
        reach: f32,
        accepts: impl Fn(usize) -> bool,
        is_figure: impl Fn() -> bool,
    ) -> (usize, bool) {
        let places = places(area);
        let offset = |anchor: &Anchor| (places[anchor.place] - anchor.x).abs();
        let mut nearest: Option<(usize, f32)> = None;
        for (index, anchor) in &self.claiming {
            let offset = offset(anchor);
            if offset <= reach && nearest.is_none_or(|(_, least)| offset < least) && accepts(*index) {
                nearest = Some((*index, offset));
            }
        }
        if let Some((index, _)) = nearest {
            return (index, true);
        }
        let belongs_right = |between: &Between| {
            let (x, bound) = (places[between.place], between.x + between.lean * reach);
            x > bound || (x == bound && !between.is_left) || (area.x1 >= between.under && is_figure())
        };
        let home = self.betweens.iter().rposition(belongs_right).map_or(0, |left| left + 1);
        (home, self.anchors.get(home).is_some_and(|anchor| offset(anchor) <= reach))
    }

    /// The seams that lie within a word, further than `reach` from its ends: the column left of each, and its x.
    #[inline]
    pub(crate) fn seams(&self, area: &Rect, reach: f32) -> impl Iterator<Item = (usize, f32)> {
        let (low, high) = (area.x0 + reach, area.x1 - reach);
        let within = move |x: f32| low < x && x < high;
        self.betweens
            .iter()
            .enumerate()
            .filter(move |(_, between)| within(between.seam))
            .map(|(index, between)| (index, between.seam))
    }
}

impl Between {
    fn of(left: &Band, right: &Band) -> Self {
        let (place, x, lean, is_left) = match (left.align, right.align) {
            (Align::Left | Align::Centre | Align::Learn, Align::Left) => (LEFT, right.anchor, -1.0, false),
            (Align::Right, Align::Left) => (LEFT, (left.anchor + right.anchor) / 2.0, 0.0, false),
            (Align::Right, Align::Right) => (RIGHT, (left.anchor + right.anchor) / 2.0, 0.0, true),
            (Align::Left, Align::Right) => (LEFT, right.label.x0, -1.0, false),
            (Align::Right, _) => (LEFT, left.anchor, 0.0, false),
            (Align::Left, _) => (MIDDLE, (left.label.x1 + right.label.x0) / 2.0, 0.0, false),
            (_, _) => (MIDDLE, (left.label.x_mid() + right.label.x_mid()) / 2.0, 0.0, false),
        };
        let seam = match (left.align, right.align) {
            (_, Align::Left) => right.anchor,
            (Align::Right, _) => left.anchor,
            _ => f32::INFINITY,
        };
        let first = left.content == Content::Text && right.content == Content::Number;
        let under = if first && right.align == Align::Right { right.label.x_mid() } else { f32::INFINITY };
        Self { place, x, lean, is_left, seam, under }
    }
}
