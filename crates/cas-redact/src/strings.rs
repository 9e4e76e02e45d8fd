//! The strings of content streams with other characters: which codes to write, and how far to move so that everything
//! behind stays where it was.

use cas_pdf::object::Code;
use cas_pdf::{Show, ShownString};

use crate::fonts::FontChars;

/// Moves below this many thousandths of an em are not worth writing.
const LEAST: f32 = 0.05;

/// What to write for a string operand: codes and moves (thousandths of an em, positive moves back).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rewritten {
    /// Strings with the move after each of them.
    pub(crate) pieces: Vec<(Vec<u8>, f32)>,
    /// The horizontal scaling to show it with and to go back to, in per cent; `None` to leave it alone.
    pub(crate) scale: Option<(f64, f64)>,
}

/// What becomes of each code of a string; nothing for a code that is kept.
pub(crate) type Changes = Vec<Option<Change>>;

/// What stands for a code.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// The characters.
    pub(crate) text: String,
    /// For characters that are more than the code had: the share of what they are wider that goes to the left.
    pub(crate) growth: Option<f32>,
}

/// Writes the codes of a string anew; `Err` when the font cannot show a character.
pub(crate) fn rewrite(
    string: &ShownString,
    codes: &[Code],
    changes: &Changes,
    font: &FontChars,
) -> Result<Rewritten, char> {
    let mut out = Rewritten::default();
    let mut bytes: Vec<u8> = Vec::with_capacity(string.bytes.len());
    let mut drift = 0.0_f32;
    // Behind a number that grew to the right the rest of the string moves on.
    let mut flows = false;
    let mut at = 0;
    for (code, change) in codes.iter().zip(changes) {
        let own = string.bytes.get(at..at + code.length).unwrap_or_default();
        at += code.length;
        match change {
            None => {
                if !flows {
                    out.settle(&mut bytes, &mut drift);
                }
                bytes.extend_from_slice(own);
            }
            Some(_) if code.unmapped => {
                // All that nothing maps becomes one and the same; what it shows is not known.
                let (one, advance) = font.unmapped().unwrap_or((own, code.advance));
                bytes.extend_from_slice(one);
                drift += advance - code.advance;
            }
            Some(Change { text, growth }) => {
                if let Some(back) = growth {
                    flows |= *back < 1.0;
                    let wide = text.chars().filter_map(|character| Some(font.code(character)?.1));
                    let shift = back * (wide.sum::<f32>() - code.advance);
                    if shift > 0.0 {
                        out.pieces.push((std::mem::take(&mut bytes), shift * 1000.0));
                        drift -= shift;
                    }
                }
                drift -= code.advance;
                for character in text.chars() {
                    let (code, advance) = font.code(character).ok_or(character)?;
                    bytes.extend_from_slice(code);
                    drift += advance;
                }
            }
        }
    }
    if out.pieces.is_empty()
        && let Some(scale) = stretch(string, codes, changes, drift)
    {
        return Ok(Rewritten { pieces: vec![(bytes, 0.0)], scale: Some((scale, string.scale)) });
    }
    out.settle(&mut bytes, &mut drift);
    if !bytes.is_empty() {
        out.pieces.push((bytes, 0.0));
    }
    Ok(out)
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
    /// Ends a piece where the text has drifted.
    fn settle(&mut self, bytes: &mut Vec<u8>, drift: &mut f32) {
        let shift = *drift * 1000.0;
        if shift.abs() >= LEAST {
            self.pieces.push((std::mem::take(bytes), shift));
            *drift = 0.0;
        }
    }

    /// The string when no move is needed.
    pub(crate) fn plain(&self) -> Option<&[u8]> {
        match self.pieces.as_slice() {
            [(bytes, 0.0)] => Some(bytes),
            [] => Some(&[]),
            _ => None,
        }
    }

    /// The elements of a `TJ` array.
    pub(crate) fn write_items(&self, out: &mut Vec<u8>) {
        for (bytes, shift) in &self.pieces {
            write_string(bytes, out);
            if *shift != 0.0 {
                out.extend_from_slice(format!(" {shift:.3} ").as_bytes());
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
        let rewritten =
            Rewritten { pieces: vec![(b"AB".to_vec(), 120.0), (b"C".to_vec(), 0.0)], scale: None };
        assert_eq!(rewritten.plain(), None);
        let mut out = Vec::new();
        rewritten.write_items(&mut out);
        assert_eq!(out, b"<4142> 120.000 <43>");
        let plain = Rewritten { pieces: vec![(b"AB".to_vec(), 0.0)], scale: None };
        assert_eq!(plain.plain(), Some(&b"AB"[..]));
    }
}
