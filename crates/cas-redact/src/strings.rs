//! The strings of content streams with other characters: which codes to write, and how far to move so that everything
//! behind stays where it was.

use cas_pdf::object::Code;
use cas_pdf::{Show, ShownString};

use crate::amounts::Fit;
use crate::content::Names;
use crate::fonts::FontChars;

/// Moves below this many thousandths of an em are not worth writing.
const LEAST: f32 = 0.05;

/// A word that is wider than before by more than this, in em, is squeezed: moved back, what follows would be painted over
/// its end, and readers part what lies over each other by 0.2.
const OVERLAP: f32 = 0.15;

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
    /// The font of this piece alone.
    pub(crate) lent: Option<Lent>,
}

/// A font of the same content that shows what the font of a string cannot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lent {
    /// Its name in the resources.
    name: Vec<u8>,
    /// That of the font of the string.
    own: Vec<u8>,
    /// The size of either.
    size: f64,
}

/// A font that may be lent: its name in the resources of the content, and what it shows.
pub(crate) type Lender<'f> = (&'f [u8], &'f FontChars);

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
    font: &'s FontChars,
    out: Rewritten,
    /// What follows the last piece.
    bytes: Vec<u8>,
    /// How much wider than before it is, in em.
    drift: f32,
    /// The changed word at the end of `bytes`.
    word: Option<ChangedWord>,
    /// Behind a number that grew to the right the rest of the string moves on.
    flows: bool,
}

/// Changed codes side by side.
#[derive(Clone, Copy)]
struct ChangedWord {
    /// Where they begin in the bytes of their piece.
    start: usize,
    /// How wide they were and are, in em.
    old: f32,
    new: f32,
}

/// Writes the codes of a string anew; `Err` when the font cannot show a character. Squeezed numbers may be shown in the
/// font of a lender.
pub(crate) fn rewrite(
    string: &ShownString,
    codes: &[Code],
    changes: &Changes,
    font: &FontChars,
    lenders: &[Lender<'_>],
) -> Result<Rewritten, char> {
    let bytes = Vec::with_capacity(string.bytes.len());
    let out = Rewritten::default();
    let mut writing = Writing { string, font, out, bytes, drift: 0.0, word: None, flows: false };
    let mut at = 0;
    let mut index = 0;
    while let Some((code, change)) = codes.get(index).zip(changes.get(index)) {
        let rest = changes.get(index..).unwrap_or_default().iter();
        let squeezed =
            rest.map_while(Option::as_ref).take_while(|change| change.growth == Some(Fit::Squeezed));
        let number: String = squeezed.clone().map(|change| change.text.as_str()).collect();
        let count = squeezed.count();
        if count > 0 {
            let replaced = codes.get(index..index + count).unwrap_or_default();
            writing.number(&number, replaced, lenders)?;
            at += replaced.iter().map(|code| code.length).sum::<usize>();
            index += count;
            continue;
        }
        let own = string.bytes.get(at..at + code.length).unwrap_or_default();
        at += code.length;
        index += 1;
        match change {
            None => {
                if !writing.flows {
                    writing.settle();
                }
                writing.word = None;
                writing.bytes.extend_from_slice(own);
            }
            Some(change) => writing.code(code, own, change)?,
        }
    }
    if !is_stretched(string, changes) {
        writing.squeeze();
    }
    let Writing { mut out, bytes, drift, .. } = writing;
    if out.pieces.is_empty()
        && let Some(scale) = stretch(string, codes, changes, drift)
    {
        let piece = Piece { bytes, ..Piece::default() };
        return Ok(Rewritten { pieces: vec![piece], scale: Some((scale, string.scale)) });
    }
    let shift = Some(drift * 1000.0).filter(|shift| shift.abs() >= LEAST).unwrap_or(0.0);
    if !bytes.is_empty() || shift != 0.0 {
        out.pieces.push(Piece { bytes, shift, ..Piece::default() });
    }
    Ok(out)
}

/// The codes of a text in a font, and how wide they are, in em.
fn encoded(text: &str, font: &FontChars) -> Result<(Vec<u8>, f32), char> {
    let (mut bytes, mut wide) = (Vec::new(), 0.0);
    for character in text.chars() {
        let (code, advance) = font.code(character).ok_or(character)?;
        bytes.extend_from_slice(code);
        wide += advance;
    }
    Ok((bytes, wide))
}

impl Writing<'_> {
    /// Writes what stands for one code.
    fn code(&mut self, code: &Code, own: &[u8], change: &Change) -> Result<(), char> {
        if code.unmapped {
            // All that nothing maps becomes one and the same; what it shows is not known.
            let (one, advance) = self.font.unmapped().unwrap_or((own, code.advance));
            self.bytes.extend_from_slice(one);
            self.drift += advance - code.advance;
            return Ok(());
        }
        let (bytes, wide) = encoded(&change.text, self.font)?;
        if let Some(Fit::Beside(back)) = change.growth {
            self.flows |= back < 1.0;
            let shift = back * (wide - code.advance);
            if shift > 0.0 {
                self.end_piece(shift * 1000.0);
                self.drift -= shift;
            }
        }
        if change.growth.is_none() {
            let start = self.bytes.len();
            let word = self.word.get_or_insert(ChangedWord { start, old: 0.0, new: 0.0 });
            word.old += code.advance;
            word.new += wide;
        } else {
            // Numbers that grow go beside their place.
            self.word = None;
        }
        self.bytes.extend_from_slice(&bytes);
        self.drift += wide - code.advance;
        Ok(())
    }

    /// Writes a number in the width of the codes that it replaces, in the font of the string or, where that lacks a
    /// digit, in that of the first lender that has all of them.
    fn number(&mut self, number: &str, replaced: &[Code], lenders: &[Lender<'_>]) -> Result<(), char> {
        self.settle();
        if !self.bytes.is_empty() {
            self.end_piece(0.0);
        }
        let setting = self.string.setting.as_ref();
        let borrowed = |_| {
            let (own, size) = setting?;
            lenders.iter().find_map(|(name, font)| {
                let lent = Lent { name: name.to_vec(), own: own.clone(), size: *size };
                encoded(number, font).ok().map(|(bytes, wide)| (bytes, wide, Some(lent)))
            })
        };
        let (bytes, wide, lent) = match encoded(number, self.font) {
            Ok((bytes, wide)) => (bytes, wide, None),
            Err(missing) => borrowed(missing).ok_or(missing)?,
        };
        let (old, normal) = (replaced.iter().map(|code| code.advance).sum::<f32>(), self.string.scale);
        let drift = wide - old;
        let squeeze = squeezed(normal, old, wide);
        let shift = if squeeze.is_none() { drift * 1000.0 } else { 0.0 };
        self.out.pieces.push(Piece { bytes, shift, squeeze, lent });
        Ok(())
    }

    /// Ends a piece here.
    fn end_piece(&mut self, shift: f32) {
        self.word = None;
        let bytes = std::mem::take(&mut self.bytes);
        self.out.pieces.push(Piece { bytes, shift, ..Piece::default() });
    }

    /// Ends a piece with the word before it squeezed to its old width, when it is much wider and alone in that.
    fn squeeze(&mut self) {
        let Some(ChangedWord { start, old, new }) = self.word.take() else { return };
        let alone = ((new - old - self.drift) * 1000.0).abs() < LEAST;
        if self.drift <= OVERLAP || !alone || self.flows {
            return;
        }
        let Some(squeeze) = squeezed(self.string.scale, old, new) else { return };
        let word = self.bytes.split_off(start.min(self.bytes.len()));
        if !self.bytes.is_empty() {
            self.end_piece(0.0);
        }
        self.out.pieces.push(Piece { bytes: word, squeeze: Some(squeeze), ..Piece::default() });
        self.drift = 0.0;
    }

    /// Ends a piece where the text has drifted.
    fn settle(&mut self) {
        self.squeeze();
        let shift = self.drift * 1000.0;
        if shift.abs() >= LEAST {
            self.end_piece(shift);
            self.drift = 0.0;
        }
    }
}

/// The scaling that shows what is `new` em wide within `old`, and the usual one; `None` where none is needed or holds.
fn squeezed(normal: f64, old: f32, new: f32) -> Option<(f64, f64)> {
    let sound = normal.is_finite() && normal > 0.0 && old > 0.0 && new > 0.0;
    (sound && ((new - old) * 1000.0).abs() >= LEAST)
        .then(|| (normal * f64::from(old) / f64::from(new), normal))
}

/// True when a string that changes as a whole can be stretched to the width of its original.
pub(crate) fn can_stretch(string: &ShownString) -> bool {
    string.operator == Show::String && string.scale.is_finite() && string.scale > 0.0
}

/// True for a string that changes as a whole and is stretched then.
fn is_stretched(string: &ShownString, changes: &Changes) -> bool {
    let grown = |change: &Option<Change>| change.as_ref().is_none_or(|change| change.growth.is_some());
    can_stretch(string) && !changes.iter().any(grown)
}

/// The scaling that gives a string, changed as a whole, the width of its original; `None` when it is no such string or
/// as wide anyway.
fn stretch(string: &ShownString, codes: &[Code], changes: &Changes, drift: f32) -> Option<f64> {
    let old: f32 = codes.iter().map(|code| code.advance).sum();
    let new = old + drift;
    let sound = is_stretched(string, changes) && old > 0.0 && new > 0.0 && (drift * 1000.0).abs() >= LEAST;
    sound.then(|| string.scale * f64::from(old) / f64::from(new))
}

impl Rewritten {
    /// The string when no move is needed.
    pub(crate) fn plain(&self) -> Option<&[u8]> {
        match self.pieces.as_slice() {
            [Piece { bytes, shift: 0.0, squeeze: None, lent: None }] => Some(bytes),
            [] => Some(&[]),
            _ => None,
        }
    }

    /// The elements of a `TJ` array. A piece with a scaling or a font of its own ends the array and begins another.
    pub(crate) fn write_items(&self, names: &mut Names, out: &mut Vec<u8>) {
        for Piece { bytes, shift, squeeze, lent } in &self.pieces {
            let mut splice = |scale: Option<f64>, font: Option<(&[u8], f64)>| {
                let font = font.map(|(name, size)| format!(" /{} {size} Tf", names.of(name)));
                let scale = scale.map(|scale| format!(" {scale:.3} Tz"));
                let operators: String = font.into_iter().chain(scale).collect();
                if operators.is_empty() { operators } else { format!("]TJ{operators} [") }
            };
            let font = lent.as_ref().map(|lent| (lent.name.as_slice(), lent.size));
            let before = splice(squeeze.map(|(scale, _)| scale), font);
            let font = lent.as_ref().map(|lent| (lent.own.as_slice(), lent.size));
            let behind = splice(squeeze.map(|(_, normal)| normal), font);
            out.extend_from_slice(before.as_bytes());
            write_string(bytes, out);
            if *shift != 0.0 {
                out.extend_from_slice(format!(" {shift:.3} ").as_bytes());
            }
            out.extend_from_slice(behind.as_bytes());
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
    fn moves_scalings_and_fonts_stand_between_strings() {
        let piece =
            |bytes: &[u8], shift, squeeze| Piece { bytes: bytes.to_vec(), shift, squeeze, lent: None };
        let write = |rewritten: &Rewritten| {
            let mut out = Vec::new();
            rewritten.write_items(&mut Names::default(), &mut out);
            String::from_utf8(out).unwrap()
        };
        let rewritten =
            Rewritten { pieces: vec![piece(b"AB", 120.0, None), piece(b"C", 0.0, None)], scale: None };
        assert_eq!(rewritten.plain(), None);
        assert_eq!(write(&rewritten), "<4142> 120.000 <43>");
        let plain = Rewritten { pieces: vec![piece(b"AB", 0.0, None)], scale: None };
        assert_eq!(plain.plain(), Some(&b"AB"[..]));
        let squeezed = Rewritten { pieces: vec![piece(b"1", 0.0, Some((80.0, 100.0)))], scale: None };
        assert_eq!(squeezed.plain(), None);
        assert_eq!(write(&squeezed), "]TJ 80.000 Tz [<31>]TJ 100.000 Tz [");
        let lent = Lent { name: b"F2".to_vec(), own: b"F1".to_vec(), size: 7.5 };
        let lent = Piece { lent: Some(lent), ..piece(b"1", 0.0, None) };
        let lent = Rewritten { pieces: vec![lent], scale: None };
        assert_eq!(lent.plain(), None);
        assert_eq!(write(&lent), "]TJ /N1 7.5 Tf [<31>]TJ /N2 7.5 Tf [");
    }
}
