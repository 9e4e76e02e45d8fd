//! Drawings that may be pictures: codes, signatures and logos drawn with paths. Rules and boxes stay.

use cas_pdf::{Drawing, Lexeme, LexemeKind};

/// A box has at least one side this long, in points; the dots of a square code are shorter.
const LONG: f64 = 12.0;
/// What is at most this thick is a rule, and may be as short as the side of a table cell.
const HAIR: f64 = 1.0;
const CELL: f64 = 6.0;
/// A bar of a code is at most this wide.
const THIN: f64 = 4.0;
/// A path of more parts is no rule and no box: the frame of a table cell has four.
const PARTS: usize = 16;
/// Bars this close to each other, in points, are bars of a code; columns are wider.
const CLOSE: f64 = 6.0;
/// So many of them in a row.
const BARS: usize = 10;

/// Which parts of a content stream paint pictures: offsets of their operators.
pub(crate) fn pictures(lexemes: &[Lexeme]) -> Vec<usize> {
    let drawings = || {
        lexemes.iter().filter_map(|lexeme| match &lexeme.kind {
            LexemeKind::Paint(drawing) => Some((lexeme.range.start, drawing)),
            _ => None,
        })
    };
    let mut pictures: Vec<usize> =
        drawings().filter(|(_, drawing)| is_intricate(drawing)).map(|(place, _)| place).collect();
    let mut bars: Vec<(usize, [f64; 4])> = drawings()
        .flat_map(|(place, drawing)| drawing.parts.iter().map(move |part| (place, *part)))
        .filter(|(_, [x0, y0, x1, y1])| x1 - x0 <= THIN && y1 - y0 > x1 - x0)
        .collect();
    bars.sort_by(|(_, [ax, ay, ..]), (_, [bx, by, ..])| ay.total_cmp(by).then(ax.total_cmp(bx)));
    let follows = |(_, one): &(usize, [f64; 4]), (_, other): &(usize, [f64; 4])| {
        let ([_, y, right, _], [left, below, ..]) = (one, other);
        (y - below).abs() < 1.0 && left - right <= CLOSE
    };
    for code in bars.chunk_by(follows).filter(|code| code.len() >= BARS) {
        pictures.extend(code.iter().map(|(place, _)| *place));
    }
    pictures.sort_unstable();
    pictures.dedup();
    pictures
}

fn is_intricate(drawing: &Drawing) -> bool {
    let short = |[x0, y0, x1, y1]: &[f64; 4]| {
        let (width, height) = (x1 - x0, y1 - y0);
        width.max(height) < if width.min(height) <= HAIR { CELL } else { LONG }
    };
    drawing.intricate || drawing.parts.len() > PARTS || drawing.parts.iter().any(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(content: &str) -> usize {
        pictures(&cas_pdf::lexemes(content.as_bytes())).len()
    }

    #[test]
    fn rules_and_boxes_stay_and_codes_go() {
        assert_eq!(count("20 700 500 0.5 re f 20 600 m 520 600 l S 20 20 100 50 re S"), 0);
        assert_eq!(count("q 0.1 0 0 0.1 0 0 cm 200 7000 5000 5 re f Q"), 0);
        assert_eq!(count("10 10 2 2 re f 14 10 2 2 re 16 12 2 2 re f"), 2, "dots of a square code");
        assert_eq!(count("0 0 m 10 50 20 50 30 0 c S"), 1, "a stroke of a pen");
        let bars: String = (0..30).map(|bar| format!("{} 10 1 40 re f\n", bar * 3)).collect();
        assert_eq!(count(&bars), 30, "bars of a code");
        let columns: String = (0..30).map(|column| format!("{} 10 1 400 re f\n", column * 30)).collect();
        assert_eq!(count(&columns), 0, "rules of a table");
    }
}
