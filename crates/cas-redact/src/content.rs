//! Content streams with other strings: everything that can hold text is written anew or left out, the rest is copied.

use std::collections::{BTreeMap, HashMap};

use cas_pdf::{LexemeKind, Show, lexemes};

use crate::drawings::pictures;
use crate::strings::{Rewritten, write_string};

/// What becomes of the shown strings of one content stream, by the offset of their operand.
pub(crate) type Strings = HashMap<usize, Option<Rewritten>>;

/// Names that mean something by themselves; others name resources and are numbered.
const MEANINGFUL: [&[u8]; 22] = [
    b"Annot",
    b"Artifact",
    b"Cal",
    b"DeviceCMYK",
    b"DeviceGray",
    b"DeviceRGB",
    b"Figure",
    b"H1",
    b"H2",
    b"LBody",
    b"LI",
    b"Link",
    b"OC",
    b"P",
    b"Pattern",
    b"Sect",
    b"Span",
    b"TD",
    b"TH",
    b"TR",
    b"Table",
    b"Tx",
];

/// The names of resources: numbered, as a name can be anything.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<Vec<u8>, usize>);

impl Names {
    /// What stands for a name, in contents and resource dictionaries alike.
    pub(crate) fn of(&mut self, name: &[u8]) -> String {
        if MEANINGFUL.contains(&name) {
            return String::from_utf8_lossy(name).into_owned();
        }
        let next = self.0.len() + 1;
        format!("N{}", self.0.entry(name.to_vec()).or_insert(next))
    }
}

/// A picture of one white dot, as wide and high on the page as any.
const BLANK: &[u8] = b" BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI";

/// What becomes of drawings that may be pictures.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Drawings {
    /// They are not painted.
    Screened,
    /// They are glyphs.
    Kept,
}

/// Writes a content stream anew. `actual` changes what marked content says that its glyphs stand for.
pub(crate) fn rewrite(
    data: &[u8],
    strings: &Strings,
    names: &mut Names,
    drawings: Drawings,
    actual: &dyn Fn(&str) -> String,
) -> Vec<u8> {
    let parts = lexemes(data);
    let pictures = if drawings == Drawings::Screened { pictures(&parts) } else { Vec::new() };
    let mut out = Vec::with_capacity(data.len() + data.len() / 4);
    let mut copied = 0;
    // What has to be shown behind the operator, and whether the operator shows an array now.
    let (mut behind, mut array, mut unscale) = (None, false, None);
    let shows = parts.iter().enumerate().filter_map(|(index, part)| match part.kind {
        LexemeKind::Show(show) => Some((index, show)),
        _ => None,
    });
    let mut shows = shows.peekable();
    for (index, part) in parts.iter().enumerate() {
        out.extend_from_slice(data.get(copied..part.range.start).unwrap_or_default());
        copied = part.range.end;
        let raw = data.get(part.range.clone()).unwrap_or_default();
        match &part.kind {
            LexemeKind::Comment => out.push(b' '),
            LexemeKind::Unknown => out.extend_from_slice(b"xx"),
            LexemeKind::InlineImage => out.extend_from_slice(BLANK),
            LexemeKind::Name(name) => {
                out.push(b'/');
                out.extend_from_slice(names.of(name).as_bytes());
            }
            LexemeKind::Properties(tag) => write_properties(tag, actual, &mut out),
            LexemeKind::String => match strings.get(&part.range.start) {
                None => out.extend_from_slice(b"<>"),
                Some(None) => out.extend_from_slice(raw),
                Some(Some(new)) => {
                    while shows.next_if(|(at, _)| *at < index).is_some() {}
                    match (new.plain(), shows.peek().map(|(_, show)| *show)) {
                        (_, Some(Show::Array)) => new.write_items(names, &mut out),
                        (Some(plain), _) => {
                            if let Some((scale, normal)) = new.scale {
                                out.extend_from_slice(format!("{scale} Tz ").as_bytes());
                                unscale = Some(normal);
                            }
                            write_string(plain, &mut out);
                        }
                        (None, Some(Show::String)) => {
                            write_array(new, names, &mut out);
                            array = true;
                        }
                        (None, _) => {
                            out.extend_from_slice(b"<>");
                            behind = Some(new);
                        }
                    }
                }
            },
            LexemeKind::Paint(_) => {
                // The path may have become the clip, so it ends without being painted.
                let picture = pictures.binary_search(&part.range.start).is_ok();
                out.extend_from_slice(if picture { b"n" } else { raw });
            }
            LexemeKind::Show(_) => {
                out.extend_from_slice(if std::mem::take(&mut array) { b"TJ" } else { raw });
                if let Some(scale) = unscale.take() {
                    out.extend_from_slice(format!(" {scale} Tz").as_bytes());
                }
                if let Some(new) = behind.take() {
                    out.push(b' ');
                    write_array(new, names, &mut out);
                    out.extend_from_slice(b"TJ");
                }
            }
        }
    }
    out.extend_from_slice(data.get(copied..).unwrap_or_default());
    out
}

fn write_array(new: &Rewritten, names: &mut Names, out: &mut Vec<u8>) {
    out.push(b'[');
    new.write_items(names, out);
    out.push(b']');
}

fn write_properties(tag: &cas_page::Tag, actual: &dyn Fn(&str) -> String, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    if let Some(number) = tag.mcid {
        out.extend_from_slice(format!("/MCID {number}").as_bytes());
    }
    if let Some(text) = &tag.actual_text {
        out.extend_from_slice(b"/ActualText");
        write_text(&actual(text), out);
    }
    out.extend_from_slice(b">>");
}

/// Writes a text string in UTF-16.
pub(crate) fn write_text(text: &str, out: &mut Vec<u8>) {
    let units: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    write_string(&units, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::Piece;

    fn run(data: &[u8], strings: &Strings) -> String {
        let out = rewrite(data, strings, &mut Names::default(), Drawings::Screened, &|_| "xyz".to_owned());
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn strings_that_nobody_sees_and_comments_go() {
        let out = run(b"/F1 9 Tf (seen) Tj (unseen) pop % remark\n1 0 0 rg", &HashMap::from([(9, None)]));
        assert_eq!(out, "/N1 9 Tf (seen) Tj <> xx  \n1 0 0 rg");
    }

    #[test]
    fn moves_make_arrays() {
        let piece = |bytes: &[u8], shift| Piece { bytes: bytes.to_vec(), shift, ..Piece::default() };
        let moved = Rewritten { pieces: vec![piece(b"A", 50.0), piece(b"B", 0.0)], scale: None };
        let strings = HashMap::from([(0, Some(moved))]);
        assert_eq!(run(b"(XY) Tj ET", &strings), "[<41> 50.000 <42>] TJ ET");
        assert_eq!(run(b"(XY) ' ET", &strings), "<> ' [<41> 50.000 <42>]TJ ET");
        let strings = HashMap::from([(1, strings.into_values().next().unwrap())]);
        assert_eq!(run(b"[(XY) -20] TJ", &strings), "[<41> 50.000 <42> -20] TJ");
    }

    #[test]
    fn whole_strings_are_stretched() {
        let piece = Piece { bytes: b"A".to_vec(), ..Piece::default() };
        let stretched = Rewritten { pieces: vec![piece], scale: Some((112.5, 100.0)) };
        let strings = HashMap::from([(0, Some(stretched))]);
        assert_eq!(run(b"(X) Tj ET", &strings), "112.5 Tz <41> Tj 100 Tz ET");
    }

    #[test]
    fn actual_text_is_changed() {
        let out = run(b"/Span<</ActualText(name)/Alt(name)/MCID 4>>BDC", &Strings::new());
        assert_eq!(out, "/Span<</MCID 4/ActualText<FEFF00780079007A>>>BDC");
    }
}
