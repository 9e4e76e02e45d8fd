//! Font dictionaries: the ways statements encode the characters they show.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::face::{Face, Metrics};
use crate::pdf::{Dict, Document, Filter, Object};

/// How the characters of a document become codes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Encoding {
    /// Simple TrueType, not embedded, `/Widths`, letters renumbered from code 64 through `/Differences`, no
    /// `/ToUnicode`: what CAMS writes (layout reference 1.3).
    #[default]
    Renumbered,
    /// Simple TrueType with `/WinAnsiEncoding` and `/Widths`.
    WinAnsi,
    /// Type 1 with every used character numbered from 1 by `/Differences` (glyph names of all three kinds).
    Differences,
    /// One of the standard 14: no `/Widths`, no descriptor, no encoding entry.
    Standard14,
    /// Type 0, Identity-H, two-byte codes numbered by use, `/W` and `/ToUnicode`.
    IdentityH,
    /// Type 3 with drawn boxes for glyphs, `/Differences` and `/ToUnicode`.
    Type3,
    /// As [`Encoding::WinAnsi`], with the widths of another face: what a printer takes that has not got the fonts.
    StandIn,
}

impl Encoding {
    /// The face as this encoding can set it: the standard 14 have published widths that a layout must reckon with.
    #[must_use]
    pub fn fit(self, face: Face) -> Face {
        let metrics = match (self, face.metrics) {
            (Self::Standard14, Metrics::Humanist | Metrics::Grotesk | Metrics::Narrow) => Metrics::Sans,
            (Self::Standard14, Metrics::HumanistBold) => Metrics::SansBold,
            (_, metrics) => metrics,
        };
        Face { metrics, ..face }
    }
}

/// Codes of one face of one document.
#[derive(Clone, Debug)]
pub struct Coder {
    encoding: Encoding,
    face: Face,
    codes: BTreeMap<char, u16>,
}

impl Coder {
    /// Gives every used character a code.
    #[must_use]
    pub fn new(face: Face, encoding: Encoding, used: &BTreeSet<char>) -> Self {
        let codes = match encoding {
            Encoding::Renumbered => renumbered(used),
            Encoding::WinAnsi | Encoding::Standard14 | Encoding::StandIn => {
                used.iter().map(|&character| (character, win_ansi(character))).collect()
            }
            Encoding::Differences | Encoding::Type3 => used.iter().copied().zip(1..).collect(),
            Encoding::IdentityH => used.iter().rev().copied().zip(3..).collect(),
        };
        Self { encoding, face, codes }
    }

    /// Bytes of the codes of a text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        for character in text.chars() {
            let code = self.codes.get(&character).copied().unwrap_or(0);
            if self.encoding == Encoding::IdentityH {
                out.extend(code.to_be_bytes());
            } else {
                out.push(code as u8);
            }
        }
        out
    }

    /// True when a code takes two bytes, so that a word space operator has no effect.
    #[must_use]
    pub fn wide(&self) -> bool {
        self.encoding == Encoding::IdentityH
    }

    /// Advance of a character in the file, in thousandths of an em: not that of the face where another stands in for it.
    #[must_use]
    pub fn advance(&self, character: char) -> u16 {
        let meant = self.face.advance(character);
        if self.encoding != Encoding::StandIn {
            return meant;
        }
        match character {
            // The widest gap that was seen: J of Verdana, set in DejaVu.
            'J' => meant - 265,
            ' ' => meant - 7,
            _ => Face { metrics: Metrics::Sans, ..self.face }.advance(character) * 23 / 25,
        }
    }

    /// Adds the font dictionary to a document and gives its number.
    #[must_use]
    pub fn add(&self, document: &mut Document) -> u32 {
        let dict = match self.encoding {
            Encoding::Standard14 => Dict::typed("Font")
                .with("Subtype", Object::name("Type1"))
                .with("BaseFont", Object::name(standard_name(self.face))),
            Encoding::IdentityH => self.composite(document),
            Encoding::Type3 => self.drawn(document),
            Encoding::Renumbered | Encoding::WinAnsi | Encoding::Differences | Encoding::StandIn => {
                self.simple(document)
            }
        };
        document.add(Object::Dict(dict))
    }

    fn simple(&self, document: &mut Document) -> Dict {
        let subtype = if self.encoding == Encoding::Differences { "Type1" } else { "TrueType" };
        let encoding = match self.encoding {
            Encoding::WinAnsi | Encoding::StandIn => Object::name("WinAnsiEncoding"),
            _ => Object::Ref(document.add(Object::Dict(self.differences()))),
        };
        let descriptor = document.add(Object::Dict(descriptor(self.face)));
        let dict = Dict::typed("Font")
            .with("Subtype", Object::name(subtype))
            .with("BaseFont", Object::name(self.face.name))
            .with("Encoding", encoding)
            .with("FontDescriptor", Object::Ref(descriptor));
        self.widths(dict)
    }

    fn widths(&self, dict: Dict) -> Dict {
        let by_code: BTreeMap<u16, char> =
            self.codes.iter().map(|(&character, &code)| (code, character)).collect();
        let last = by_code.keys().last().copied().unwrap_or(32);
        let first = if matches!(self.encoding, Encoding::Differences | Encoding::Type3) { 1 } else { 32 };
        let width = |code: u16| {
            let literal = char::from_u32(u32::from(code)).unwrap_or(' ');
            i64::from(self.advance(by_code.get(&code).copied().unwrap_or(literal)))
        };
        dict.with("FirstChar", Object::Int(i64::from(first)))
            .with("LastChar", Object::Int(i64::from(last)))
            .with("Widths", Object::Array((first..=last).map(|code| Object::Int(width(code))).collect()))
    }

    fn differences(&self) -> Dict {
        let mut names = Vec::new();
        let mut expected = None;
        let mut by_code: Vec<(u16, char)> =
            self.codes.iter().map(|(&character, &code)| (code, character)).collect();
        by_code.sort_unstable();
        for (index, (code, character)) in by_code.into_iter().enumerate() {
            if self.encoding == Encoding::Renumbered && code < 64 {
                continue;
            }
            if expected != Some(code) {
                // Code 92 is a backslash and is avoided: the glyph of 91 stands there again.
                if expected == Some(92) && code == 93 {
                    names.extend(names.last().cloned());
                } else {
                    names.push(Object::Int(i64::from(code)));
                }
            }
            expected = Some(code + 1);
            let style = if self.encoding == Encoding::Differences { index % 3 } else { 0 };
            names.push(Object::Name(glyph_name(character, style)));
        }
        let mut dict = Dict::typed("Encoding");
        if self.encoding == Encoding::Renumbered {
            names.extend([Object::name("ellipsis"), Object::name("bullet")]);
            dict = dict.with("BaseEncoding", Object::name("WinAnsiEncoding"));
        }
        dict.with("Differences", Object::Array(names))
    }

    fn composite(&self, document: &mut Document) -> Dict {
        let mut widths = Vec::new();
        for (&character, &code) in &self.codes {
            widths.push(Object::Int(i64::from(code)));
            widths.push(Object::Array(vec![Object::Int(i64::from(self.face.advance(character)))]));
        }
        let information = Dict::default()
            .with("Registry", Object::Text(b"Adobe".to_vec()))
            .with("Ordering", Object::Text(b"Identity".to_vec()))
            .with("Supplement", Object::Int(0));
        let descriptor = document.add(Object::Dict(descriptor(self.face)));
        let descendant = Dict::typed("Font")
            .with("Subtype", Object::name("CIDFontType2"))
            .with("BaseFont", Object::name(self.face.name))
            .with("CIDSystemInfo", Object::Dict(information))
            .with("FontDescriptor", Object::Ref(descriptor))
            .with("CIDToGIDMap", Object::name("Identity"))
            .with("DW", Object::Int(1000))
            .with("W", Object::Array(widths));
        let descendant = document.add(Object::Dict(descendant));
        Dict::typed("Font")
            .with("Subtype", Object::name("Type0"))
            .with("BaseFont", Object::name(self.face.name))
            .with("Encoding", Object::name("Identity-H"))
            .with("DescendantFonts", Object::Array(vec![Object::Ref(descendant)]))
            .with("ToUnicode", Object::Ref(self.to_unicode(document)))
    }

    fn drawn(&self, document: &mut Document) -> Dict {
        let mut procedures = Dict::default();
        for &character in self.codes.keys() {
            let width = self.face.advance(character);
            let shape =
                if character == ' ' { String::new() } else { format!("60 0 {} 500 re f", width - 120) };
            let glyph = format!("{width} 0 0 -200 {width} 800 d1\n{shape}");
            let number = document.add_stream(Dict::default(), &[Filter::Flate], glyph.as_bytes());
            procedures = procedures.with(&glyph_name(character, 0), Object::Ref(number));
        }
        let dict = Dict::typed("Font")
            .with("Subtype", Object::name("Type3"))
            .with("FontBBox", Object::Array([0, -200, 1000, 800].map(Object::Int).to_vec()))
            .with("FontMatrix", Object::numbers(&[0.001, 0.0, 0.0, 0.001, 0.0, 0.0]))
            .with("CharProcs", Object::Dict(procedures))
            .with("Encoding", Object::Dict(self.differences()))
            .with("ToUnicode", Object::Ref(self.to_unicode(document)));
        self.widths(dict)
    }

    fn to_unicode(&self, document: &mut Document) -> u32 {
        let digits = if self.wide() { 4 } else { 2 };
        let top = "f".repeat(digits);
        let mut map = format!(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n\
             /CMapType 2 def\n1 begincodespacerange\n<{}> <{top}>\nendcodespacerange\n",
            "0".repeat(digits)
        );
        let entries: Vec<(&char, &u16)> = self.codes.iter().collect();
        for chunk in entries.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", chunk.len());
            for (character, code) in chunk {
                let mut units = [0; 2];
                let unicode: String =
                    character.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04x}")).collect();
                let _ = writeln!(map, "<{code:0digits$x}> <{unicode}>");
            }
            map += "endbfchar\n";
        }
        map += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
        document.add_stream(Dict::default(), &[Filter::Flate], map.as_bytes())
    }
}

/// Codes 32 to 63 stand for themselves, every other used character is numbered from 64, skipping 92.
fn renumbered(used: &BTreeSet<char>) -> BTreeMap<char, u16> {
    let mut codes = BTreeMap::new();
    let mut next = 64;
    for &character in used {
        if (' '..='?').contains(&character) {
            codes.insert(character, character as u16);
            continue;
        }
        if next == 92 {
            next = 93;
        }
        codes.insert(character, next);
        next += 1;
    }
    codes
}

/// Code in WinAnsiEncoding; a question mark for what it lacks.
fn win_ansi(character: char) -> u16 {
    match character {
        '\u{20ac}' => 0x80,
        '\u{2026}' => 0x85,
        '\u{2018}' => 0x91,
        '\u{2019}' => 0x92,
        '\u{201c}' => 0x93,
        '\u{201d}' => 0x94,
        '\u{2022}' => 0x95,
        '\u{2013}' => 0x96,
        '\u{2014}' => 0x97,
        ' '..='~' | '\u{a0}'..='\u{ff}' => character as u16,
        _ => 63,
    }
}

/// Glyph name of a character; style 1 prefers `uniXXXX`, style 2 `uXXXX` for letters beyond the basic list.
fn glyph_name(character: char, style: usize) -> String {
    if character.is_ascii_alphabetic() && style == 0 {
        return character.to_string();
    }
    let known = NAMES.iter().find(|(known, _)| *known == character).map(|(_, name)| *name);
    match (known, style) {
        (Some(name), 0) => name.to_owned(),
        (_, 2) => format!("u{:04X}", u32::from(character)),
        _ => format!("uni{:04X}", u32::from(character)),
    }
}

/// Names of the Adobe glyph list for everything that statements print besides letters.
const NAMES: [(char, &str); 54] = [
    (' ', "space"),
    ('!', "exclam"),
    ('"', "quotedbl"),
    ('#', "numbersign"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "ampersand"),
    ('\'', "quotesingle"),
    ('(', "parenleft"),
    (')', "parenright"),
    ('*', "asterisk"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "hyphen"),
    ('.', "period"),
    ('/', "slash"),
    ('0', "zero"),
    ('1', "one"),
    ('2', "two"),
    ('3', "three"),
    ('4', "four"),
    ('5', "five"),
    ('6', "six"),
    ('7', "seven"),
    ('8', "eight"),
    ('9', "nine"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('[', "bracketleft"),
    ('\\', "backslash"),
    (']', "bracketright"),
    ('^', "asciicircum"),
    ('_', "underscore"),
    ('`', "grave"),
    ('{', "braceleft"),
    ('|', "bar"),
    ('}', "braceright"),
    ('~', "asciitilde"),
    ('\u{a0}', "nbspace"),
    ('\u{e9}', "eacute"),
    ('\u{ff}', "ydieresis"),
    ('\u{2013}', "endash"),
    ('\u{2014}', "emdash"),
    ('\u{2018}', "quoteleft"),
    ('\u{2019}', "quoteright"),
    ('\u{201c}', "quotedblleft"),
    ('\u{201d}', "quotedblright"),
    ('\u{2022}', "bullet"),
    ('\u{2026}', "ellipsis"),
];

fn descriptor(face: Face) -> Dict {
    Dict::typed("FontDescriptor")
        .with("FontName", Object::name(face.name))
        .with("Flags", Object::Int(32))
        .with("ItalicAngle", Object::Int(0))
        .with("Ascent", Object::Int(939))
        .with("Descent", Object::Int(-222))
        .with("CapHeight", Object::Int(716))
        .with("StemV", Object::Int(80))
        .with("FontBBox", Object::Array([-86, -262, 1082, 943].map(Object::Int).to_vec()))
}

/// The standard font whose published widths are those of the metrics.
fn standard_name(face: Face) -> &'static str {
    match face.metrics {
        Metrics::Mono => "Courier",
        Metrics::Serif => "Times-Roman",
        Metrics::SansBold | Metrics::HumanistBold => "Helvetica-Bold",
        _ => "Helvetica",
    }
}
