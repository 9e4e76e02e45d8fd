//! Texts, fills and frames as content stream operators, in PDF space (y upwards).

use std::fmt::Write as _;

use super::canvas::{Area, Item, Setting, Text};
use super::font::Coder;
use super::style::{Marked, Place, Show, Strings, Style};
use crate::pdf::number;

/// What the operators of a page need to know.
pub(super) struct Pen<'a> {
    pub(super) style: &'a Style,
    /// Page height, to turn y around.
    pub(super) height: f64,
    /// Resource name and codes of each face, by face name.
    pub(super) coders: &'a dyn Fn(&Text) -> (String, &'a Coder),
}

impl Pen<'_> {
    /// Operators of one item; `mark` is the marked-content identifier it may use.
    pub(super) fn item(&self, item: &Item, mark: usize) -> String {
        let drawn = match item {
            Item::Text(text) => return self.marked(text, mark, self.text(text)),
            Item::Fill(area, gray) => format!(
                "q {} g {} {} {} {} re f Q\n",
                number(*gray),
                number(area.x0),
                number(self.foot(area)),
                number(area.x1 - area.x0),
                number(area.y1 - area.y0)
            ),
            Item::Frame(area, width) => format!(
                "q {} w {} {} {} {} re S Q\n",
                number(*width),
                number(area.x0),
                number(self.foot(area)),
                number(area.x1 - area.x0),
                number(area.y1 - area.y0)
            ),
            Item::Logo(area) => {
                let height = area.y1 - area.y0;
                // Under a flipped page the picture stands on its head; it carries no information.
                format!(
                    "q {} 0 0 {} {} {} cm /Im0 Do Q\n",
                    number(area.x1 - area.x0),
                    number(height),
                    number(area.x0),
                    number(self.foot(area))
                )
            }
        };
        if self.style.marked == Marked::ActualText { format!("/Artifact BMC\n{drawn}EMC\n") } else { drawn }
    }

    fn up(&self, y: f64) -> f64 {
        if self.style.place == Place::Flip { y } else { self.height - y }
    }

    /// Where a rectangle begins: its lower edge, or under a flipped page its upper one.
    fn foot(&self, area: &Area) -> f64 {
        if self.style.place == Place::Flip { area.y0 } else { self.height - area.y1 }
    }

    fn marked(&self, text: &Text, mark: usize, drawn: String) -> String {
        match self.style.marked {
            Marked::None => drawn,
            Marked::Span => format!("/Span <</MCID {mark}>> BDC\n{drawn}EMC\n"),
            Marked::ActualText => {
                let units: String = text.text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                format!("/Span <</ActualText <FEFF{units}>>> BDC\n{drawn}EMC\n")
            }
        }
    }

    /// `1 1 1 rg` outside and the ink inside, as the registrar's engine does; the clip rectangle is the cell.
    fn text(&self, text: &Text) -> String {
        let mut out = String::from("1 1 1 rg\nq\n");
        if let (Some(cell), false) = (text.cell, self.style.unclipped) {
            let bottom = self.foot(&cell);
            let _ = writeln!(
                out,
                "{} {} {} {} re W n",
                number(cell.x0),
                number(bottom),
                number(cell.x1 - cell.x0),
                number(cell.y1 - cell.y0)
            );
        }
        let ink = number(text.ink);
        let _ = writeln!(out, "{ink} {ink} {ink} rg");
        for drop in [Some(0.0), text.twin].into_iter().flatten() {
            out += &self.object(text, drop);
        }
        out += "Q\n";
        out
    }

    /// One text object.
    fn object(&self, text: &Text, drop: f64) -> String {
        let (name, coder) = (self.coders)(text);
        let (x, y) = (text.x, self.up(text.y + drop));
        let turned = text.upwards || text.turn != 0.0 || text.slant != 0.0;
        let mut out = String::new();
        let place = if turned && self.style.place != Place::Flip { Place::Tm } else { self.style.place };
        if place == Place::Cm {
            let _ = writeln!(out, "1 0 0 1 {} {} cm", number(x), number(y));
        }
        out += "BT\n";
        let in_matrix = place == Place::Tm && self.style.place == Place::Tm;
        let size = if in_matrix { 1.0 } else { text.size };
        let _ = writeln!(out, "/{name} {} Tf", number(size));
        match place {
            Place::Td => {
                let _ = writeln!(out, "{} {} Td", number(x), number(y));
            }
            Place::Cm => out += "0 0 Td\n",
            Place::Tm | Place::Flip => {
                let scale = if in_matrix { text.size } else { 1.0 };
                let mut matrix = matrix(text, scale);
                if place == Place::Flip {
                    (matrix[1], matrix[3]) = (-matrix[1], -matrix[3]);
                }
                let numbers: Vec<String> = matrix.into_iter().chain([x, y]).map(number).collect();
                let _ = writeln!(out, "{} Tm", numbers.join(" "));
            }
        }
        if text.invisible {
            out += "3 Tr\n";
        }
        // Offsets inside the text object are in unscaled text space, hence divided by the matrix scale.
        let unit = if in_matrix { text.size } else { 1.0 };
        out += &self.show(text, coder, unit);
        out += "ET\n";
        out
    }

    fn show(&self, text: &Text, coder: &Coder, unit: f64) -> String {
        match (&text.setting, self.style.show) {
            (Setting::Justified(width), _) => self.justified(text, coder, *width),
            (Setting::Shaped, Show::Whole | Show::Kerned) => self.shaped(text, coder, unit),
            (_, Show::Whole) => format!("{} Tj\n", self.string(coder, &text.text)),
            (_, Show::Kerned) => format!("{} TJ\n", self.kerned(coder, &text.text)),
            (_, Show::Fitted) => format!("{} TJ\n", self.fitted(text, coder)),
            (_, Show::Words) => self.placed(text, coder, unit, words(&text.text)),
            (_, Show::Glyphs) => {
                let glyphs =
                    text.text.char_indices().map(|(at, glyph)| (at, &text.text[at..at + glyph.len_utf8()]));
                self.placed(text, coder, unit, glyphs.filter(|(_, glyph)| *glyph != " ").collect())
            }
            (_, Show::Spaced) => self.spaced(text, coder, unit),
            (_, Show::Quote) => {
                // `'` moves down by the leading first, so a negative-height line above cancels it.
                let leading = number(1.0);
                format!("1 Ts 0 Ts {leading} TL 0 {leading} Td {} '\n", self.string(coder, &text.text))
            }
        }
    }

    /// Letters narrowed to 90 % and spaced out so that the text stays as wide as it was.
    fn spaced(&self, text: &Text, coder: &Coder, unit: f64) -> String {
        let glyphs = text.text.chars().count().max(1) as f64;
        let blanks = text.text.chars().filter(|&character| character == ' ').count() as f64;
        let size = text.size / unit;
        let spare = text.width() / unit * 0.1;
        // Word spacing counts single-byte code 32 only (ISO 32000-1, 9.3.3).
        let word = if coder.wide() || blanks == 0.0 { 0.0 } else { size * 0.02 };
        let letter = (spare / 0.9 - word * blanks) / glyphs;
        format!("90 Tz {letter:.5} Tc {word:.5} Tw {} Tj 0 Tc 0 Tw 100 Tz\n", self.string(coder, &text.text))
    }

    fn placed(&self, text: &Text, coder: &Coder, unit: f64, parts: Vec<(usize, &str)>) -> String {
        let mut out = String::new();
        let mut at = 0.0;
        for (offset, part) in parts {
            let x = text.face.width(&text.text[..offset], text.size) / unit;
            let _ = writeln!(out, "{} 0 Td {} Tj", fine(x - at), self.string(coder, part));
            at = x;
        }
        out
    }

    fn fitted(&self, text: &Text, coder: &Coder) -> String {
        let mut out = String::from("[");
        for character in text.text.chars() {
            out += &self.string(coder, character.encode_utf8(&mut [0; 4]));
            let beyond = i32::from(coder.advance(character)) - i32::from(text.face.advance(character));
            let _ = write!(out, "{beyond}");
        }
        out + "]"
    }

    fn kerned(&self, coder: &Coder, text: &str) -> String {
        let mut out = String::from("[");
        let characters: Vec<char> = text.chars().collect();
        for (index, pair) in characters.chunks(2).enumerate() {
            out += &self.string(coder, &pair.iter().collect::<String>());
            // Kerning that cancels itself out over two pairs.
            if (index + 1) * 2 < characters.len() {
                let kern = [-6, 6, 3, -3][index % 4];
                let _ = write!(out, "{kern}");
            }
        }
        out + "]"
    }

    /// Words without blanks, spread by `TJ` gaps.
    fn justified(&self, text: &Text, coder: &Coder, width: f64) -> String {
        let parts: Vec<&str> = text.text.split(' ').collect();
        let inked: f64 = parts.iter().map(|part| text.face.width(part, text.size)).sum();
        let gap = (width - inked) / (parts.len().max(2) - 1) as f64 / text.size * 1000.0;
        let parts: Vec<String> = parts.iter().map(|part| self.string(coder, part)).collect();
        format!("[{}] TJ\n", parts.join(&number(-gap)))
    }

    /// Runs split at letter, digit and punctuation changes; each but the first placed by `Td` where the last one ended.
    fn shaped(&self, text: &Text, coder: &Coder, unit: f64) -> String {
        let mut out = String::new();
        let (mut start, mut at) = (0, 0.0);
        let class = |character: char| match character {
            'A'..='Z' | 'a'..='z' | ' ' => 0,
            '0'..='9' => 1,
            _ => 2,
        };
        let ends =
            text.text.char_indices().zip(text.text.chars().skip(1)).filter_map(|((at, this), next)| {
                (class(this) != class(next)).then_some(at + this.len_utf8())
            });
        for end in ends.chain([text.text.len()]) {
            let x = text.face.width(&text.text[..start], text.size) / unit;
            if start > 0 {
                let _ = writeln!(out, "{} 0 Td", fine(x - at));
            }
            let _ = writeln!(out, "{} TJ", self.kerned(coder, &text.text[start..end]));
            (start, at) = (end, x);
        }
        out
    }

    /// A string operand.
    fn string(&self, coder: &Coder, text: &str) -> String {
        let bytes = coder.encode(text);
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
        match self.style.strings {
            Strings::Hex => format!("<{}>", hex(&bytes)),
            Strings::Literal if coder.wide() || bytes.iter().any(|byte| !(32..127).contains(byte)) => {
                format!("<{}>", hex(&bytes))
            }
            Strings::Literal => {
                let mut out = String::from("(");
                for byte in bytes {
                    if b"()\\".contains(&byte) {
                        out.push('\\');
                    }
                    out.push(char::from(byte));
                }
                out + ")"
            }
            Strings::Octal => {
                let mut out = String::from("(");
                for (index, byte) in bytes.into_iter().enumerate() {
                    if index == 12 {
                        out += "\\\n";
                    }
                    if index % 2 == 0 || !byte.is_ascii_alphanumeric() {
                        let _ = write!(out, "\\{byte:03o}");
                    } else {
                        out.push(char::from(byte));
                    }
                }
                out + ")"
            }
        }
    }
}

/// The linear part of a text's matrix.
fn matrix(text: &Text, scale: f64) -> [f64; 4] {
    if text.upwards {
        return [0.0, scale, -scale, 0.0];
    }
    let (sine, cosine) = text.turn.to_radians().sin_cos();
    [cosine * scale, sine * scale, (text.slant * cosine - sine) * scale, cosine * scale]
}

/// Words with their byte offsets.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        if !word.is_empty() {
            out.push((at, word));
        }
        at += word.len() + 1;
    }
    out
}

/// A distance with five decimals, because many small ones add up.
fn fine(value: f64) -> String {
    let text = format!("{value:.5}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() { "0".to_owned() } else { text.to_owned() }
}
