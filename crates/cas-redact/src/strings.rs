//! The strings of content streams with other characters: which codes to write, and how far to move so that everything
//! behind stays where it was.

use cas_pdf::object::Code;
use cas_pdf::{Show, ShownString};

use crate::amounts::Fit;
use crate::fonts::FontChars;

/// Moves below this many thousandths of an em are not worth writing.
const LEAST: f32 = 0.05;

/// What to write for a string operand: codes and moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rewritten {
    /// The parts of the string.
    pub(crate) pieces: Vec<Piece>,
    /// The horizontal scaling to show it with and to go back to, in per cent; `None` to leave it alone.
    pub(crate) scale: Option<(f64, f64)>,
}

/// Codes that are shown in one go.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Piece {
    pub(crate) bytes: Vec<u8>,
    /// The move behind it, in thousandths of an em; positive moves back.
    pub(crate) shift: f32,
    /// The horizontal scaling of this piece alone and that of the string, in per cent; `None` for that of the string.
    pub(crate) squeeze: Option<(f64, f64)>,
}

/// What becomes of each code of a string; nothing for a code that is kept.
pub(crate) type Changes = Vec<Option<Change>>;

/// What stands for a code.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// The characters.
    pub(crate) text: String,
    /// For characters that are more than the code had: where they go. For all of a number that is squeezed: that.
    pub(crate) growth: Option<Fit>,
}

/// A string that is being written anew.
struct Writing<'s> {
    string: &'s ShownString,
    out: Rewritten,
    /// What follows the last piece.
    bytes: Vec<u8>,
    /// How much wider than before it is, in em.
    drift: f32,
    /// How wide a number that is to be squeezed was, in em; `None` outside of such a number.
    squeezed: Option<f32>,
}

/// Writes the codes of a string anew; `Err` when the font cannot show a character.
pub(crate) fn rewrite(
    string: &ShownString,
    codes: &[Code],
    changes: &Changes,
    font: &FontChars,
) -> Result<Rewritten, char> {
    let bytes = Vec::with_capacity(string.bytes.len());
    let mut writing = Writing { string, out: Rewritten::default(), bytes, drift: 0.0, squeezed: None };
    // Behind a number that grew to the right the rest of the string moves on.
    let mut flows = false;
    let mut at = 0;
    for (code, change) in codes.iter().zip(changes) {
        let own = string.bytes.get(at..at + code.length).unwrap_or_default();
        at += code.length;
        writing.in_number(change.as_ref().is_some_and(|change| change.growth == Some(Fit::Squeezed)));
        match change {
            None => {
                if !flows {
                    writing.settle();
                }
                writing.bytes.extend_from_slice(own);
            }
            Some(_) if code.unmapped => {
                // All that nothing maps becomes one and the same; what it shows is not known.
                let (one, advance) = font.unmapped().unwrap_or((own, code.advance));
                writing.bytes.extend_from_slice(one);
                writing.drift += advance - code.advance;
            }
            Some(Change { text, growth }) => {
                if let Some(Fit::Beside(back)) = growth {
                    flows |= *back < 1.0;
                    let wide = text.chars().filter_map(|character| Some(font.code(character)?.1));
                    let shift = back * (wide.sum::<f32>() - code.advance);
                    if shift > 0.0 {
                        writing.end_piece(shift * 1000.0, None);
                        writing.drift -= shift;
                    }
                }
                if let Some(width) = &mut writing.squeezed {
                    *width += code.advance;
                }
                writing.drift -= code.advance;
                for character in text.chars() {
                    let (code, advance) = font.code(character).ok_or(character)?;
                    writing.bytes.extend_from_slice(code);
                    writing.drift += advance;
                }
            }
        }
    }
    writing.in_number(false);
    let Writing { mut out, bytes, drift, .. } = writing;
    if out.pieces.is_empty()
        && let Some(scale) = stretch(string, codes, changes, drift)
    {
        let piece = Piece { bytes, ..Piece::default() };
        return Ok(Rewritten { pieces: vec![piece], scale: Some((scale, string.scale)) });
    }
    let shift = Some(drift * 1000.0).filter(|shift| shift.abs() >= LEAST).unwrap_or(0.0);
    if !bytes.is_empty() || shift != 0.0 {
        out.pieces.push(Piece { bytes, shift, squeeze: None });
    }
    Ok(out)
}

impl Writing<'_> {
    /// Ends a piece here.
    fn end_piece(&mut self, shift: f32, squeeze: Option<(f64, f64)>) {
        self.out.pieces.push(Piece { bytes: std::mem::take(&mut self.bytes), shift, squeeze });
    }

    /// Ends a piece where the text has drifted.
    fn settle(&mut self) {
        let shift = self.drift * 1000.0;
        if shift.abs() >= LEAST {
            self.end_piece(shift, None);
            self.drift = 0.0;
        }
    }

    /// Begins or ends a number that is squeezed to its former width; nothing when it goes on, or there is none.
    fn in_number(&mut self, inside: bool) {
        match self.squeezed {
            None if inside => {
                self.settle();
                if !self.bytes.is_empty() {
                    self.end_piece(0.0, None);
                }
                self.drift = 0.0;
                self.squeezed = Some(0.0);
            }
            Some(old) if !inside => {
                self.squeezed = None;
                let (wide, normal) = (old + self.drift, self.string.scale);
                let sound = normal.is_finite() && normal > 0.0 && old > 0.0 && wide > 0.0;
                if sound && (self.drift * 1000.0).abs() >= LEAST {
                    self.end_piece(0.0, Some((normal * f64::from(old) / f64::from(wide), normal)));
                    self.drift = 0.0;
                } else {
                    self.settle();
                }
            }
            _ => {}
        }
    }
}

/// True when a string that changes as a whole can be stretched to the width of its original.
pub(crate) fn can_stretch(string: &ShownString) -> bool {
    string.operator == Show::String && string.scale.is_finite() && string.scale > 0.0
}

/// The scaling that gives a string, changed as a whole, the width of its original; `None` when it is no such string or
/// as wide anyway.
fn stretch(string: &ShownString, codes: &[Code], changes: &Changes, drift: f32) -> Option<f64> {
    let grown = |change: &Option<Change>| change.as_ref().is_none_or(|change| change.growth.is_some());
    let whole = can_stretch(string) && !changes.iter().any(grown);
    let old: f32 = codes.iter().map(|code| code.advance).sum();
    let new = old + drift;
    let sound = whole && old > 0.0 && new > 0.0 && (drift * 1000.0).abs() >= LEAST;
    sound.then(|| string.scale * f64::from(old) / f64::from(new))
}

impl Rewritten {
    /// The string when no move is needed.
    pub(crate) fn plain(&self) -> Option<&[u8]> {
        match self.pieces.as_slice() {
            [Piece { bytes, shift: 0.0, squeeze: None }] => Some(bytes),
            [] => Some(&[]),
            _ => None,
        }
    }

    /// The elements of a `TJ` array. A piece with a scaling of its own ends the array and begins another.
    pub(crate) fn write_items(&self, out: &mut Vec<u8>) {
        for Piece { bytes, shift, squeeze } in &self.pieces {
            if let Some((scale, _)) = squeeze {
                out.extend_from_slice(format!("]TJ {scale:.3} Tz[").as_bytes());
            }
            write_string(bytes, out);
            if *shift != 0.0 {
                out.extend_from_slice(format!(" {shift:.3} ").as_bytes());
            }
            if let Some((_, normal)) = squeeze {
                out.extend_from_slice(format!("]TJ {normal} Tz[").as_bytes());
            }
        }
    }
}

/// Writes a hexadecimal string.
pub(crate) fn write_string(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'<');
    for byte in bytes {
        out.extend_from_slice(format!("{byte:02X}").as_bytes());
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_stand_between_strings() {
        let piece = |bytes: &[u8], shift, squeeze| Piece { bytes: bytes.to_vec(), shift, squeeze };
        let rewritten =
            Rewritten { pieces: vec![piece(b"AB", 120.0, None), piece(b"C", 0.0, None)], scale: None };
        assert_eq!(rewritten.plain(), None);
        let mut out = Vec::new();
        rewritten.write_items(&mut out);
        assert_eq!(out, b"<4142> 120.000 <43>");
        let plain = Rewritten { pieces: vec![piece(b"AB", 0.0, None)], scale: None };
        assert_eq!(plain.plain(), Some(&b"AB"[..]));
        let squeezed = Rewritten { pieces: vec![piece(b"1", 0.0, Some((80.0, 100.0)))], scale: None };
        assert_eq!(squeezed.plain(), None);
        out.clear();
        squeezed.write_items(&mut out);
        assert_eq!(out, b"]TJ 80.000 Tz[<31>]TJ 100 Tz[");
    }
}
