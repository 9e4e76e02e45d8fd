//! Base encodings of simple fonts (ISO 32000-1, annex D). MacExpertEncoding is answered with Adobe's expert encoding of
//! the compact font format: no statement uses either.

use read_fonts::ps::PredefinedEncoding;

use super::glyph::{Mapped, mapped_name};

/// An encoding that a font can name or that is built into it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum BaseEncoding {
    /// `StandardEncoding`, the default of fonts that are not symbolic.
    Standard,
    /// `WinAnsiEncoding`.
    WinAnsi,
    /// `MacRomanEncoding`.
    MacRoman,
    /// `PDFDocEncoding`.
    PdfDoc,
    /// `MacExpertEncoding`.
    Expert,
    /// Built into Symbol.
    Symbol,
    /// Built into ZapfDingbats.
    ZapfDingbats,
}

impl BaseEncoding {
    /// The encoding with this PDF name.
    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        const NAMES: [(&[u8], BaseEncoding); 5] = [
            (b"WinAnsiEncoding", BaseEncoding::WinAnsi),
            (b"StandardEncoding", BaseEncoding::Standard),
            (b"MacRomanEncoding", BaseEncoding::MacRoman),
            (b"PDFDocEncoding", BaseEncoding::PdfDoc),
            (b"MacExpertEncoding", BaseEncoding::Expert),
        ];
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, encoding)| *encoding)
    }

    /// The text of a code; `None` where the encoding has no glyph.
    pub(crate) fn text(self, code: u8) -> Option<Mapped> {
        let c = match self {
            Self::Standard => return mapped_name(PredefinedEncoding::Standard.name(code).as_bytes(), false),
            Self::Expert => return mapped_name(PredefinedEncoding::Expert.name(code).as_bytes(), false),
            Self::WinAnsi => latin(code, WIN_ANSI),
            Self::MacRoman => latin(code, MAC_ROMAN),
            Self::PdfDoc => match code {
                0x18..=0x1f => pick(PDF_DOC_ACCENTS, code - 0x18),
                _ => latin(code, PDF_DOC),
            },
            Self::Symbol => symbol(code),
            Self::ZapfDingbats => dingbat(code),
        };
        c.map(Mapped::Char)
    }
}

/// ASCII below 128, `upper` above.
fn latin(code: u8, upper: &str) -> Option<char> {
    match code {
        0x20..=0x7e => Some(char::from(code)),
        0x80.. => pick(upper, code - 0x80),
        _ => None,
    }
}

fn pick(table: &str, index: u8) -> Option<char> {
    table.chars().nth(usize::from(index)).filter(|&c| c != char::REPLACEMENT_CHARACTER)
}

/// The character of a code of the encoding built into Symbol.
pub(crate) fn symbol(code: u8) -> Option<char> {
    pick(SYMBOL, code.checked_sub(0x20)?)
}

/// The character of a code of the encoding built into ZapfDingbats: the dingbats block of Unicode, save for signs that
/// Unicode had before.
pub(crate) fn dingbat(code: u8) -> Option<char> {
    const ELSEWHERE: [(u8, char); 17] = [
        (0x25, '\u{260e}'),
        (0x2a, '\u{261b}'),
        (0x2b, '\u{261e}'),
        (0x48, '\u{2605}'),
        (0x6c, '\u{25cf}'),
        (0x6e, '\u{25a0}'),
        (0x73, '\u{25b2}'),
        (0x74, '\u{25bc}'),
        (0x75, '\u{25c6}'),
        (0x77, '\u{25d7}'),
        (0xa8, '\u{2663}'),
        (0xa9, '\u{2666}'),
        (0xaa, '\u{2665}'),
        (0xab, '\u{2660}'),
        (0xd5, '\u{2192}'),
        (0xd6, '\u{2194}'),
        (0xd7, '\u{2195}'),
    ];
    if let Some((_, c)) = ELSEWHERE.iter().find(|(known, _)| *known == code) {
        return Some(*c);
    }
    let offset = u32::from(code);
    match code {
        0x20 => Some(' '),
        0x21..=0x7e => char::from_u32(0x2700 + offset - 0x20),
        0x80..=0x8d => char::from_u32(0x2768 + offset - 0x80),
        0xac..=0xb5 => char::from_u32(0x2460 + offset - 0xac),
        0xa1..=0xef | 0xf1..=0xfe => char::from_u32(0x2761 + offset - 0xa1),
        _ => None,
    }
}

/// Codes 128 to 255. Unused codes are bullets; 160 is a blank and 173 a hyphen, as the annex says.
const WIN_ANSI: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ ¡¢£¤¥¦§¨©ª«¬-®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
/// Codes 128 to 255; 219 is the currency sign and 202 a blank.
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›\u{fb01}\u{fb02}‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{fffd}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
/// Codes 24 to 31.
const PDF_DOC_ACCENTS: &str = "˘ˇˆ˙˝˛˚˜";
/// Codes 128 to 255.
const PDF_DOC: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™\u{fb01}\u{fb02}ŁŒŠŸŽıłœšž\u{fffd}€¡¢£¤¥¦§¨©ª«¬\u{fffd}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
/// Codes 32 to 255.
const SYMBOL: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊\u{3008}®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{fffd}\u{3009}∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\u{fffd}";

#[cfg(test)]
mod tests {
    use super::*;

    fn text(encoding: BaseEncoding, code: u8) -> String {
        encoding.text(code).map(|mapped| mapped.to_string()).unwrap_or_default()
    }

    #[test]
    fn every_table_has_its_length() {
        assert_eq!(
            [WIN_ANSI, MAC_ROMAN, PDF_DOC, SYMBOL].map(|table| table.chars().count()),
            [128, 128, 128, 224]
        );
    }

    #[test]
    fn landmarks() {
        for (encoding, code, expected) in [
            (BaseEncoding::WinAnsi, 0x80, "\u{20ac}"),
            (BaseEncoding::WinAnsi, 0x92, "\u{2019}"),
            (BaseEncoding::WinAnsi, 0xad, "-"),
            (BaseEncoding::WinAnsi, 0xff, "\u{ff}"),
            (BaseEncoding::WinAnsi, 0x07, ""),
            (BaseEncoding::MacRoman, 0x8e, "\u{e9}"),
            (BaseEncoding::MacRoman, 0xdb, "\u{a4}"),
            (BaseEncoding::PdfDoc, 0x18, "\u{2d8}"),
            (BaseEncoding::PdfDoc, 0xa0, "\u{20ac}"),
            (BaseEncoding::PdfDoc, 0xe9, "\u{e9}"),
            (BaseEncoding::Standard, 0x27, "\u{2019}"),
            (BaseEncoding::Standard, 0xae, "\u{fb01}"),
            (BaseEncoding::Standard, 0x80, ""),
            (BaseEncoding::Symbol, 0x61, "\u{3b1}"),
            (BaseEncoding::Symbol, 0xa0, "\u{20ac}"),
            (BaseEncoding::Symbol, 0xf2, "\u{222b}"),
            (BaseEncoding::ZapfDingbats, 0x34, "\u{2714}"),
            (BaseEncoding::ZapfDingbats, 0x6e, "\u{25a0}"),
        ] {
            assert_eq!(text(encoding, code), expected, "{encoding:?} {code:#x}");
        }
    }
}
