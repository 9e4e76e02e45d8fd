//! One page, written in every way: fonts, showing and placing operators, order, nesting, re-prints.

use super::plain::two;
use super::{Case, Made, case};
use crate::cams::Generation;
use crate::draw::{Encoding, Map, Marked, Order, Place, Show, Strings, Style};

pub(super) const CASES: &[Case] = &[
    case("font-renumbered", "letters renumbered from code 64 through Differences, no ToUnicode", |seed| {
        encoded(seed, Encoding::Renumbered)
    }),
    case("font-win-ansi", "simple TrueType fonts with WinAnsiEncoding", |seed| {
        encoded(seed, Encoding::WinAnsi)
    }),
    case("font-differences", "Type 1 with Differences from code 1 and glyph names of three kinds", |seed| {
        encoded(seed, Encoding::Differences)
    }),
    case("font-standard-14", "standard fonts without widths", |seed| encoded(seed, Encoding::Standard14)),
    case("font-identity-h", "Type 0 fonts, Identity-H, ToUnicode", |seed| encoded(seed, Encoding::IdentityH)),
    case("font-type-3", "Type 3 fonts", |seed| encoded(seed, Encoding::Type3)),
    case("show-kerned", "every text a TJ with kerning", |seed| shown(seed, Show::Kerned)),
    case("show-words", "every word placed on its own, no blanks", |seed| shown(seed, Show::Words)),
    case("show-glyphs", "every glyph placed on its own", |seed| shown(seed, Show::Glyphs)),
    case("show-spaced", "letter-spacing, word spacing and narrowed glyphs", |seed| shown(seed, Show::Spaced)),
    case("show-quote", "the ' operator, leading and rise", |seed| shown(seed, Show::Quote)),
    case("show-spaced-identity-h", "letter-spacing with two-byte codes", |seed| {
        two(seed, Generation::G3).styled(Style {
            show: Show::Spaced,
            encoding: Encoding::IdentityH,
            ..Style::default()
        })
    }),
    case("place-tm", "Tm with the size in the matrix", |seed| placed(seed, Place::Tm)),
    case("place-cm", "cm before every text object", |seed| placed(seed, Place::Cm)),
    case("place-flip", "the page flipped and every text flipped back", |seed| placed(seed, Place::Flip)),
    case("place-flip-glyphs", "a browser's print: flipped page, glyph by glyph, two-byte codes", |seed| {
        let style = Style {
            place: Place::Flip,
            show: Show::Glyphs,
            encoding: Encoding::IdentityH,
            ..Style::default()
        };
        two(seed, Generation::G4).styled(style)
    }),
    case("order-reading", "texts in reading order", |seed| ordered(seed, Order::Reading)),
    case("order-columns", "texts column by column", |seed| ordered(seed, Order::Columns)),
    case("order-shuffled", "texts in no order", |seed| ordered(seed, Order::Shuffled(seed))),
    case("order-shuffled-unclipped", "no order and no clip rectangles", |seed| {
        two(seed, Generation::G3).styled(Style {
            order: Order::Shuffled(seed),
            unclipped: true,
            ..Style::default()
        })
    }),
    case("strings-hex", "hexadecimal strings", |seed| {
        two(seed, Generation::G3).styled(Style { strings: Strings::Hex, ..Style::default() })
    }),
    case("strings-octal", "octal escapes and line continuations", |seed| {
        two(seed, Generation::G3).styled(Style { strings: Strings::Octal, ..Style::default() })
    }),
    case("marked-content", "marked content with MCIDs", |seed| {
        two(seed, Generation::G3).styled(Style { marked: Marked::Span, ..Style::default() })
    }),
    case("marked-actual-text", "ActualText on every text, artifacts for rules", |seed| {
        two(seed, Generation::G3).styled(Style { marked: Marked::ActualText, ..Style::default() })
    }),
    case("nested-forms", "two form XObjects inside each other, each scaled", |seed| {
        two(seed, Generation::G3).styled(Style { forms: 2, ..Style::default() })
    }),
    case("split-streams", "content split into five streams", |seed| {
        two(seed, Generation::G3).styled(Style { streams: 5, ..Style::default() })
    }),
    case("inherited-resources", "resources and media box inherited from the page tree", |seed| {
        two(seed, Generation::G3).styled(Style { inherited: true, ..Style::default() })
    }),
    case("rotated-90", "Rotate 90 and content turned against it", |seed| {
        two(seed, Generation::G3).styled(Style { rotate: 90, ..Style::default() })
    }),
    case("rotated-270-origin", "Rotate 270 and a media box that does not start at zero", |seed| {
        two(seed, Generation::G3).styled(Style { rotate: 270, origin: (36.0, -20.0), ..Style::default() })
    }),
    case("reprint-letter", "fitted to US Letter: the page at 0.941", |seed| {
        two(seed, Generation::G4).styled(mapped(0.941, 25.85, (612.0, 792.0)))
    }),
    case(
        "reprint-mac",
        "printed to A4 by a Mac: the page at 0.903, stamp flattened away, subset fonts",
        |seed| {
            let mut made = two(seed, Generation::G3)
                .unlocked()
                .styled(Style { encoding: Encoding::IdentityH, ..mapped(0.903, 28.67, (595.0, 842.0)) });
            made.statement.look.stamp.clear();
            made.paper.producer = "macOS Version 14.0 (Build 0) Quartz PDFContext";
            made.paper.creator = "Preview";
            made
        },
    ),
    case(
        "reprint-fitted",
        "printed without its fonts: letters of another face fitted into their places",
        |seed| {
            let mut made = two(seed, Generation::G3).unlocked().styled(Style {
                encoding: Encoding::StandIn,
                show: Show::Fitted,
                ..Style::default()
            });
            (made.paper.producer, made.paper.creator) = ("GPL Ghostscript 10.0", "");
            made
        },
    ),
    case("reprint-without-producer", "re-saved: no information dictionary at all", |seed| {
        let mut made = two(seed, Generation::G3).unlocked();
        (made.paper.producer, made.paper.creator, made.paper.created) = ("", "", "");
        made
    }),
    case("kf-glyphs", "KFintech's engine, glyph by glyph: twin dates must not interleave", |seed| {
        two(seed, Generation::Kf).styled(Style {
            encoding: Encoding::WinAnsi,
            show: Show::Glyphs,
            ..Style::default()
        })
    }),
];

fn encoded(seed: u64, encoding: Encoding) -> Made {
    two(seed, Generation::G3).styled(Style { encoding, ..Style::default() })
}

fn shown(seed: u64, show: Show) -> Made {
    two(seed, Generation::G3).styled(Style { show, ..Style::default() })
}

fn placed(seed: u64, place: Place) -> Made {
    two(seed, Generation::G3).styled(Style { place, ..Style::default() })
}

fn ordered(seed: u64, order: Order) -> Made {
    two(seed, Generation::G3).styled(Style { order, ..Style::default() })
}

fn mapped(scale: f64, dx: f64, size: (f64, f64)) -> Style {
    Style { map: Some(Map { scale, dx, dy: 0.0, size }), ..Style::default() }
}
