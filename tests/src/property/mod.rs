//! What must hold for any input: the properties behind the fuzz targets, one function each.
//!
//! They live here and not in `fuzz/`, so that `cargo test` replays every regression on the plain toolchain. A function
//! returns when the property holds (or the input says nothing about it) and panics when it does not.

pub mod grammar;
pub mod pdf;

use std::collections::BTreeMap;

use cas_model::{Amount, Units};
use cas_normalize::classify::{Classifier, Movement, Vocabulary};
use cas_page::{Page, Rect, TextRun, Turn};
use cas_pdf::{Limits, Password};
use cas_table::Sheet;

/// A property by the name of its fuzz target.
pub type Property = fn(&[u8]);

/// Every property with the name of its target and of the folder of its regressions.
pub const PROPERTIES: [(&str, Property); 22] = [
    ("open_pdf", open_pdf),
    ("text", text),
    ("filter_flate", pdf::filter_flate),
    ("filter_lzw", pdf::filter_lzw),
    ("filter_ascii", pdf::filter_ascii),
    ("filter_run_length", pdf::filter_run_length),
    ("predictor", pdf::predictor),
    ("xref_table", pdf::xref_table),
    ("xref_stream", pdf::xref_stream),
    ("xref_repair", pdf::xref_repair),
    ("decryption", pdf::decryption),
    ("cmap", pdf::cmap),
    ("font_encoding", pdf::font_encoding),
    ("lines_from_runs", lines_from_runs),
    ("extract_pages", extract_pages),
    ("grammar_cams_kfin", grammar::cams_kfin),
    ("grammar_nsdl", grammar::nsdl),
    ("grammar_cdsl", grammar::cdsl),
    ("grammar_contract_note", grammar::contract_note),
    ("classify", classify),
    ("number_roundtrip", number_roundtrip),
    ("date_roundtrip", date_roundtrip),
];

/// Limits that keep one run short.
pub(crate) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.input_bytes = 1 << 20;
    limits.pages = 64;
    limits.objects = 20_000;
    limits.stream_bytes = 4 << 20;
    limits.total_bytes = 16 << 20;
    limits.nesting = 24;
    limits.operators = 400_000;
    limits.glyphs = 100_000;
    limits.runs_per_page = 20_000;
    limits.rulings_per_page = 1_000;
    limits.fonts = 64;
    limits
}

/// Any bytes: opening ends, within the limits, without a panic; what opens has pages that can be asked for.
pub fn open_pdf(bytes: &[u8]) {
    let limits = limits();
    let passwords = [Password::new("ABCDE1234F"), Password::new("secret")];
    let Ok(file) = cas_pdf::open(bytes, &passwords, &limits) else { return };
    let count = file.page_count();
    assert!(u64::from(count) <= limits.pages, "more pages than the limit allows");
    let _ = (file.info(), file.encryption(), file.is_signed());
    for index in 0..count.min(4) {
        if let Ok(page) = file.page(index) {
            well_formed(&page);
        }
    }
    assert!(file.page(count).is_err(), "a page beyond the last one");
}

/// Any content stream: the page comes out whole, with one glyph edge more than characters in every run.
pub fn text(content: &[u8]) {
    let pdf = page_with(content);
    let limits = limits();
    let file = cas_pdf::open(&pdf, &[], &limits);
    let file = file.unwrap_or_else(|error| unreachable!("the frame of the page is sound: {error}"));
    if let Ok(page) = file.page(0) {
        assert!(page.runs.len() as u64 <= limits.runs_per_page, "more runs than the limit allows");
        well_formed(&page);
    }
}

/// Spans and indices of every run point into the page.
pub(crate) fn well_formed(page: &Page) {
    for run in &page.runs {
        assert!(page.text.get(run.text.start as usize..run.text.end as usize).is_some(), "text span");
        let characters = page.text_of(run).chars().count();
        assert!(characters > 0, "an empty run");
        assert_eq!(page.edges_of(run).len(), characters + 1, "glyph edges");
        assert!(usize::from(run.font) < page.fonts.len(), "font");
        assert!(usize::from(run.clip) <= page.clips.len(), "clip");
        assert!(usize::from(run.tag) <= page.tags.len(), "tag");
    }
}

/// A PDF of one page with this content and a font of every kind: `F1` simple, `F2` composite, `F3` Type 3.
#[must_use]
pub fn page_with(content: &[u8]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let bodies: [&[u8]; 8] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R/Resources<</Font<</F1 4 0 R/F2 5 0 R\
          /F3 6 0 R>>/XObject<</X1 7 0 R>>/Properties<</P1<</ActualText(actual)/MCID 3>>>>>>>>",
        b"<</Type/Font/Subtype/TrueType/BaseFont/Sample/FirstChar 32/LastChar 34/Widths[250 300 500]\
          /Encoding<</BaseEncoding/WinAnsiEncoding/Differences[64/A/B/rupee]>>>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/Wide/Encoding/Identity-H/DescendantFonts[<</Type/Font\
          /Subtype/CIDFontType2/BaseFont/Wide/DW 600/W[1[200 300]5 9 450]>>]>>",
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<>>\
          /Encoding<</Differences[65/A/B]>>/FirstChar 65/LastChar 66/Widths[500 600]>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Matrix[10 0 0 10 0 0]/Length 24>>stream\n\
          BT /F1 8 Tf (form) Tj ET\nendstream",
        b"",
    ];
    for (number, body) in (1..).zip(bodies) {
        places.push(pdf.len());
        pdf.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        if body.is_empty() {
            pdf.extend_from_slice(format!("<</Length {}>>stream\n", content.len()).as_bytes());
            pdf.extend_from_slice(content);
            pdf.extend_from_slice(b"\nendstream");
        } else {
            pdf.extend_from_slice(body);
        }
        pdf.extend_from_slice(b"\nendobj\n");
    }
    let start = pdf.len();
    pdf.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        pdf.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = places.len() + 1;
    pdf.extend_from_slice(
        format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    pdf
}

/// Any runs on a page: every character that is not blank is in a word or among the asides.
pub fn lines_from_runs(bytes: &[u8]) {
    let page = page_of_runs(bytes);
    let painted = characters(page.runs.iter().map(|run| page.text_of(run)));
    let sheet = Sheet::from_page(page);
    let words = sheet.words.iter().chain(sheet.asides.iter().map(|aside| &aside.word));
    assert_eq!(painted, characters(words.map(|word| sheet.text(word))), "characters lost or made up");
    let lined: usize = sheet.lines.iter().map(|line| line.range().len()).sum();
    assert_eq!(lined, sheet.words.len(), "every word is on one line");
}

/// How often each character that is not blank occurs.
fn characters<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for character in texts.flat_map(str::chars).filter(|character| !character.is_whitespace()) {
        *counts.entry(character).or_default() += 1;
    }
    counts
}

/// A page of runs, one from every 12 bytes: place, size, advance, turn, and which text of a small list.
fn page_of_runs(bytes: &[u8]) -> Page {
    const TEXTS: [&str; 16] = [
        "Date",
        "1,234.567",
        "(12.00)",
        "a",
        "Folio No:",
        " ",
        "NNAAVV",
        "*** x ***",
        "\u{939}\u{93f}\u{928}",
        "\u{fffd}",
        "05-Mar-2026",
        "INF000000001",
        "-",
        "\u{20b9} 5",
        "ab cd",
        "\u{ad}",
    ];
    const TURNS: [Turn; 8] = [
        Turn::Upright,
        Turn::Upright,
        Turn::Upright,
        Turn::Upright,
        Turn::Up,
        Turn::Down,
        Turn::Reversed,
        Turn::Oblique,
    ];
    let mut page = Page { number: 1, width: 600.0, height: 850.0, ..Page::default() };
    page.fonts.push(cas_page::FontFace { name: "Sample".to_owned(), unmapped: false });
    for (show, piece) in (0..).zip(bytes.as_chunks::<12>().0) {
        let [x, dx, y, dy, size, advance, text, turn, visible, baseline, x2, y2] = *piece;
        let x0 = f32::from(x) * 2.3 + f32::from(dx) / 64.0 + f32::from(x2) / 8.0;
        let base = f32::from(y) * 3.1 + f32::from(dy) / 64.0 + f32::from(y2) / 8.0;
        let size = 1.0 + f32::from(size) / 8.0;
        let text = TEXTS[usize::from(text) % TEXTS.len()];
        let step = size * (0.1 + f32::from(advance) / 255.0);
        let edges = page.edges.len() as u32;
        let count = text.chars().count();
        page.edges.extend((0..=count).map(|index| x0 + step * index as f32));
        let text = page.push_text(text);
        page.runs.push(TextRun {
            text,
            edges,
            area: Rect::new(x0, base - 0.75 * size, x0 + step * count as f32, base + 0.25 * size),
            baseline: base + f32::from(baseline % 8) / 16.0,
            size,
            font: 0,
            clip: 0,
            tag: 0,
            show,
            turn: TURNS[usize::from(turn) % TURNS.len()],
            visible: visible % 16 != 0,
        });
    }
    page
}

/// Any `.page` dump: detection and extraction end without a panic, and equal input gives equal output.
pub fn extract_pages(bytes: &[u8]) {
    let Ok(dump) = std::str::from_utf8(bytes) else { return };
    let Ok(pages) = cas_page::read_pages(dump) else { return };
    if pages.len() <= 8 && pages.iter().all(finite) {
        steady(pages);
    }
}

/// Detection and extraction of these pages end without a panic, twice with the same answer, which is JSON.
pub(crate) fn steady(pages: Vec<Page>) {
    let with = cas::With { checks: true, notes: true, full: true, provenance: true };
    let options = cas::Options { with, ..cas::Options::default() };
    let write =
        |pages| cas::parse_pages(pages, &options).map(|parsed| parsed.to_json(cas::JsonOptions::default()));
    let first = write(pages.clone());
    assert_eq!(first, write(pages), "the same pages gave two answers");
    if let Ok(json) = first {
        let value: Result<serde_json::Value, _> = serde_json::from_slice(&json);
        assert!(value.is_ok(), "the output is not JSON");
    }
}

/// True when every number of the page is one that a PDF can lead to.
fn finite(page: &Page) -> bool {
    let sound = |number: f32| number.is_finite() && number.abs() < 1e6;
    let rect = |r: &Rect| [r.x0, r.y0, r.x1, r.y1].into_iter().all(sound);
    page.edges.iter().copied().all(sound)
        && page.clips.iter().all(rect)
        && page.rulings.iter().all(|ruling| rect(&ruling.area))
        && page.runs.iter().all(|run| {
            rect(&run.area)
                && sound(run.baseline)
                && run.size > 0.0
                && sound(run.size)
                && usize::from(run.font) < page.fonts.len()
                && page.edges_of(run).len() > 1
        })
}

/// Any wording: a used classifier says what a fresh one says, and blanks around a wording mean nothing.
pub fn classify(bytes: &[u8]) {
    let Ok(wording) = std::str::from_utf8(bytes) else { return };
    let mut used = Classifier::default();
    for vocabulary in [Vocabulary::Fund, Vocabulary::Demat] {
        for units in [None, Some(-1), Some(0), Some(1)] {
            for amount in [false, true] {
                let row = Movement { units: units.map(|sign: i32| sign.cmp(&0)), amount };
                let meaning = used.classify(vocabulary, wording, row);
                assert_eq!(meaning, Classifier::default().classify(vocabulary, wording, row), "state");
                let padded = format!("  {wording} ");
                assert_eq!(meaning.kind, used.classify(vocabulary, &padded, row).kind, "outer blanks");
            }
        }
    }
}

/// Any text: what reads as a number prints as one that reads as the same number with the same scale.
pub fn number_roundtrip(bytes: &[u8]) {
    let Ok(printed) = std::str::from_utf8(bytes) else { return };
    let Ok(units) = printed.parse::<Units>() else { return };
    let written = units.to_string();
    let again: Result<Units, _> = written.parse();
    assert_eq!(again.map(|number| (number, number.scale())), Ok((units, units.scale())), "{written}");
    let json = serde_json::to_string(&units);
    assert_eq!(json.ok().as_deref(), Some(written.as_str()), "the JSON form");
    let negative: Result<Amount, _> = format!("({})", printed.trim()).parse();
    if let (Ok(amount), Ok(negative)) = (printed.parse::<Amount>(), negative) {
        assert_eq!(negative.value(), -amount.value(), "brackets turn the sign");
    }
}

/// Any text: what reads as a date reads as the same date when written in another of the accepted forms.
pub fn date_roundtrip(bytes: &[u8]) {
    const MONTHS: [&str; 12] =
        ["JAN", "Feb", "March", "apr", "May", "June", "jul", "Aug", "September", "oct", "NOV", "December"];
    let Ok(printed) = std::str::from_utf8(bytes) else { return };
    let _month = cas_model::date::month_number(printed);
    let bare = cas_model::date::parse_bare_date(printed);
    let Some(date) = cas_model::date::parse_date(printed).or(bare) else { return };
    let wire = date.to_string();
    let fields: Vec<&str> = wire.split('-').collect();
    let [year, month, day] = fields[..] else { unreachable!("a date has three fields: {wire}") };
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month - 1));
    let name = name.unwrap_or_else(|| unreachable!("a month: {wire}"));
    for form in
        [format!("{day}-{name}-{year}"), format!(" {day}/{month}/{year}"), format!("{day} {name} {year}")]
    {
        assert_eq!(cas_model::date::parse_date(&form), Some(date), "{form}");
    }
    assert_eq!(cas_model::date::parse_bare_date(&format!("{day}{month}{year}")), Some(date));
}
