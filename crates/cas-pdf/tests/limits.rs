//! Every limit at its value, one below and one above; and the defaults themselves where that is quick.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use cas_pdf::{LimitRow, Limits, PdfError, open};
use cas_testkit::hostile::{bomb, file, page, stream};

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const RESOURCES: &str = "<</Font<</F1 6 0 R>>/XObject<</X 7 0 R>>>>";

/// Reads all pages; the work that it took.
fn read(pdf: &[u8], limits: &Limits) -> Result<u64, PdfError> {
    let file = open(pdf, &[], limits)?;
    for index in 0..file.page_count() {
        file.page(index)?;
    }
    Ok(file.work())
}

/// The file reads with the limit at `value` and above, and not below.
fn exact(name: &str, pdf: &[u8], value: u64) {
    let row = LimitRow::named(name).unwrap_or_else(|| panic!("{name} is no limit"));
    for (limit, reads) in [(value - 1, false), (value, true), (value + 1, true)] {
        let mut limits = Limits::default();
        row.set(&mut limits, limit);
        match read(pdf, &limits) {
            Ok(_) => assert!(reads, "{name}: {value} read with a limit of {limit}"),
            Err(PdfError::LimitExceeded { limit: told, allowed }) => {
                assert!(!reads, "{name}: {value} refused by {told} with a limit of {limit}");
                assert_eq!((told, allowed), (name, limit));
            }
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// A page that shows text, beside these objects from 8 on.
fn shown(content: &str, form: &str, others: &[Vec<u8>]) -> Vec<u8> {
    let form = stream("/Subtype/Form/BBox[0 0 9 9]", form.as_bytes());
    let objects = [&[text(FONT), form][..], others].concat();
    page(stream("", content.as_bytes()), RESOURCES, &objects)
}

/// Pages that share one page object.
fn pages(count: usize) -> Vec<u8> {
    let tree = format!("<</Type/Pages/Kids[{}]>>", "3 0 R ".repeat(count));
    file(&[text("<</Type/Catalog/Pages 2 0 R>>"), text(&tree), text("<</Type/Page/MediaBox[0 0 9 9]>>")])
}

/// A page with an entry of this many arrays inside each other; the page itself is a container.
fn nested(containers: usize) -> Vec<u8> {
    let (open, close) = ("[".repeat(containers - 1), "]".repeat(containers - 1));
    let kid = format!("<</Type/Page/MediaBox[0 0 9 9]/X {open}{close}>>");
    file(&[text("<</Type/Catalog/Pages 2 0 R>>"), text("<</Type/Pages/Kids[3 0 R]>>"), text(&kid)])
}

/// A page tree of this many inner nodes above each other.
fn deep(nodes: usize) -> Vec<u8> {
    let mut objects = vec![text("<</Type/Catalog/Pages 2 0 R>>")];
    objects.extend((0..nodes).map(|node| text(&format!("<</Kids[{} 0 R]>>", node + 3))));
    objects.push(text("<</Type/Page/MediaBox[0 0 9 9]>>"));
    file(&objects)
}

/// Forms that paint each other, this many deep.
fn forms(depth: usize) -> Vec<u8> {
    let mut objects = vec![text(FONT)];
    for level in 0..depth {
        let below = format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>", level + 8);
        objects.push(stream(&below, if level + 1 < depth { b"/X Do" } else { b"q Q" }));
    }
    page(stream("", b"/X Do"), RESOURCES, &objects)
}

#[test]
fn what_is_counted_in_the_whole_file() {
    exact("input_bytes", &pages(1), pages(1).len() as u64);
    exact("pages", &pages(7), 7);
    exact("objects", &pages(1), 3);
    // Forms count as often as they are painted, and every page counts.
    let content = "q /X Do Q /X Do BT /F1 9 Tf (glyphs) Tj ET";
    let shared = shown(content, "BT /F1 9 Tf (abc) Tj (de) Tj ET", &[]);
    exact("operators", &shared, 8 + 2 * 5);
    exact("glyphs", &shared, 6 + 2 * 5);
    let twice = String::from_utf8_lossy(&shared).replace("/Kids[3 0 R]", "/Kids[3 0 R 3 0 R]");
    exact("operators", twice.as_bytes(), 2 * (8 + 2 * 5));
    exact("glyphs", twice.as_bytes(), 2 * (6 + 2 * 5));
    exact("fonts", &shared, 1);
}

#[test]
fn characters_count_where_a_code_stands_for_several() {
    let cmap =
        b"1 begincodespacerange <0000><ffff> endcodespacerange 1 beginbfchar <0041><006600660069> endbfchar";
    let font =
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<<>>]>>";
    let content = stream("", b"BT /F1 9 Tf <004100410042> Tj ET");
    exact("glyphs", &page(content, RESOURCES, &[text(font), stream("", cmap)]), 7);
}

#[test]
fn what_is_nested() {
    exact("nesting", &nested(9), 9);
    exact("nesting", &deep(9), 9);
    exact("form_depth", &forms(5), 5);
}

#[test]
fn streams() {
    let flate = "/Filter/FlateDecode";
    let blank = |bytes: u64| page(stream(flate, &bomb(b' ', bytes)), RESOURCES, &[text(FONT)]);
    exact("stream_bytes", &blank(5000), 5000);
    exact("page_bytes", &blank(5000), 5000);
    exact("total_bytes", &blank(5000), 5000);
    // What all filters of a chain give counts.
    let inner = cas_testkit::pdf::encode(&[cas_testkit::pdf::Filter::Flate], &[b' '; 3000]).1;
    let outer = cas_testkit::pdf::encode(&[cas_testkit::pdf::Filter::Flate], &inner).1;
    let chain = page(stream("/Filter[/FlateDecode/FlateDecode]", &outer), RESOURCES, &[text(FONT)]);
    exact("stream_bytes", &chain, (inner.len() + 3000) as u64);
    // The streams of a page count together, with the line ends that part them not counted.
    let kid = "<</Type/Page/MediaBox[0 0 9 9]/Contents[4 0 R 5 0 R]>>";
    let part = |bytes| stream(flate, &bomb(b' ', bytes));
    let tree = [text("<</Type/Catalog/Pages 2 0 R>>"), text("<</Type/Pages/Kids[3 0 R]>>"), text(kid)];
    let parted = file(&[&tree[..], &[part(2000), part(3000)]].concat());
    exact("page_bytes", &parted, 5000);
    exact("total_bytes", &parted, 5000);
}

#[test]
fn what_is_counted_on_a_page_or_in_an_object() {
    exact("runs_per_page", &shown("BT /F1 9 Tf (a) Tj (b) Tj (c) Tj ET", "", &[]), 3);
    // The tree: itself, its type and its kids, and 100 references, 32 bytes each; the keys and the name besides.
    let bytes = 32 * (4 - 1 + 100) + "Type".len() + "Pages".len() + "Kids".len();
    exact("object_bytes", &pages(100), bytes as u64);
    exact("rulings_per_page", &shown("0 0 9 9 re f 1 1 9 9 re f 2 2 9 9 re f", "", &[]), 3);
}

#[test]
fn work() {
    let pdf = shown("q /X Do Q BT /F1 9 Tf (abc) Tj ET", "BT /F1 9 Tf (abc) Tj ET", &[]);
    let spent = read(&pdf, &Limits::default()).expect("a small file");
    assert_eq!(read(&pdf, &Limits::default()), Ok(spent), "the same every time");
    exact("cpu", &pdf, spent);
    // A small file may cost a quarter of what one of a MiB may.
    let row = LimitRow::named("cpu_per_mib").expect("a limit");
    for (units, reads) in [(spent - 1, false), (spent, true), (spent + 1, true)] {
        let mut limits = Limits::default();
        row.set(&mut limits, units * 4);
        assert_eq!(read(&pdf, &limits).is_ok(), reads, "{units}");
    }
}

#[test]
fn the_defaults_themselves() {
    for (make, most, name) in [
        (pages as fn(usize) -> Vec<u8>, 5_000, "pages"),
        (nested, 64, "nesting"),
        (deep, 64, "nesting"),
        (forms, 16, "form_depth"),
    ] {
        assert_eq!(ends_with(&make(most - 1)), None, "{name}");
        assert_eq!(ends_with(&make(most)), None, "{name}");
        assert_eq!(ends_with(&make(most + 1)), Some(name));
    }
}

/// Three values: one below, at, and above.
fn around(most: usize) -> [(usize, bool); 3] {
    [(most - 1, false), (most, false), (most + 1, true)]
}

/// The limit that ends reading with the defaults, were small files allowed as much work as large ones.
fn ends_with(pdf: &[u8]) -> Option<&'static str> {
    let mut limits = Limits::default();
    limits.cpu_per_mib = u64::MAX;
    match read(pdf, &limits) {
        Ok(_) => None,
        Err(PdfError::LimitExceeded { limit, .. }) => Some(limit),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_default_sizes_themselves() {
    // A font program is the stream that may be largest.
    for (bytes, refused) in around(64 << 20) {
        let font = "<</Type/Font/Subtype/TrueType/FontDescriptor<</FontFile2 7 0 R>>>>";
        let data = stream("/Filter/FlateDecode", &bomb(b' ', bytes as u64));
        let pdf = page(stream("", b"BT /F1 9 Tf (\x80\x81) Tj ET"), RESOURCES, &[text(font), data]);
        assert_eq!(ends_with(&pdf), refused.then_some("stream_bytes"), "{bytes}");
    }
    let mut large = pages(1);
    for (bytes, refused) in around(64 << 20) {
        large.resize(bytes, b' ');
        assert_eq!(ends_with(&large), refused.then_some("input_bytes"), "{bytes}");
    }
    for (bytes, refused) in around(16 << 20) {
        let content = stream("/Filter/FlateDecode", &bomb(b' ', bytes as u64));
        assert_eq!(ends_with(&page(content, RESOURCES, &[])), refused.then_some("page_bytes"), "{bytes}");
    }
    // Four font programs of 64 MiB together, the page counted as well.
    let content = b"BT /A 9 Tf (\x80) Tj /B 9 Tf (\x80) Tj /C 9 Tf (\x80) Tj /D 9 Tf (\x80) Tj ET";
    let font = |file: u32| format!("<</Type/Font/Subtype/TrueType/FontDescriptor<</FontFile2 {file} 0 R>>>>");
    let fonts = format!("<</Font<</A {}/B {}/C {}/D {}>>>>", font(6), font(7), font(8), font(9));
    for (bytes, refused) in around((64 << 20) - content.len()) {
        let program = |bytes: usize| stream("/Filter/FlateDecode", &bomb(b' ', bytes as u64));
        let whole = program(64 << 20);
        let pdf = page(stream("", content), &fonts, &[whole.clone(), whole.clone(), whole, program(bytes)]);
        assert_eq!(ends_with(&pdf), refused.then_some("total_bytes"), "{bytes}");
    }
}

#[test]
fn the_default_counts_themselves() {
    for (objects, refused) in around(1_000_000) {
        let mut all = vec![text("<</Type/Catalog/Pages 2 0 R>>"), text("<</Type/Pages/Kids[3 0 R]>>")];
        all.push(text("<</Type/Page/MediaBox[0 0 9 9]>>"));
        all.resize(objects, text("0"));
        assert_eq!(ends_with(&file(&all)), refused.then_some("objects"), "{objects}");
    }
    for (operators, refused) in around(20_000_000) {
        let content = |operators: usize| stream("", "q ".repeat(operators).as_bytes());
        let parts = [content(5_000_000), content(operators - 15_000_000)];
        assert_eq!(ends_with(&paged(&[0, 0, 0, 1], &parts)), refused.then_some("operators"), "{operators}");
    }
    for (glyphs, refused) in around(5_000_000) {
        let content = |glyphs: usize| stream("", format!("BT ({}) Tj ET", "x".repeat(glyphs)).as_bytes());
        let parts = [content(1_000_000), content(glyphs - 4_000_000)];
        assert_eq!(ends_with(&paged(&[0, 0, 0, 0, 1], &parts)), refused.then_some("glyphs"), "{glyphs}");
    }
}

/// Pages with these content streams.
fn paged(pages: &[usize], contents: &[Vec<u8>]) -> Vec<u8> {
    let kids: String = pages.iter().map(|page| format!("{} 0 R ", page + 3)).collect();
    let mut objects = vec![text("<</Type/Catalog/Pages 2 0 R>>"), text(&format!("<</Kids[{kids}]>>"))];
    for number in 0..contents.len() {
        let content = number + contents.len() + 3;
        objects.push(text(&format!("<</Type/Page/MediaBox[0 0 9 9]/Contents {content} 0 R>>")));
    }
    objects.extend_from_slice(contents);
    file(&objects)
}
