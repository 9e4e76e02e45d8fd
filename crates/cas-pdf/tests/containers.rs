//! Files put together in every regular way, and broken ones.

mod support;

use cas_pdf::{Limits, PdfError, open};
use cas_testkit::pdf::{Container, Filter, assemble};
use support::{document, text, text_of};

/// A file of hand-written objects with a correct table; `objects` are numbered from 1.
fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("{table}trailer\n<<{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

const ROOT: &str = "/Root 1 0 R";
const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const CONTENTS: &str = "<</Length 37>>stream\nBT /F1 12 Tf 50 700 Td (Hello) Tj ET \nendstream";
const TREE: &str = "<</Type/Pages/Count 1/Kids[3 0 R]/Resources<</Font<</F1 4 0 R>>>>>>";
const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>";

#[test]
fn every_container() {
    for container in [
        Container::Classic,
        Container::ClassicLf,
        Container::XrefStream,
        Container::Hybrid,
        Container::Incremental,
        Container::IncrementalStreams,
        Container::Linearised,
        Container::JunkBefore,
        Container::WrongStartxref,
        Container::WrongLengths,
        Container::WrongOffsets,
        Container::Truncated,
        Container::DamagedTable,
    ] {
        let bytes = assemble(&document(&["first", "second"], &[Filter::Flate]), container, None);
        let opened = open(&bytes, &[], &Limits::default()).expect("opens");
        assert_eq!(text_of(&opened).as_deref(), Ok("first|second"), "{container:?}");
        assert_eq!(opened.encryption(), None);
        assert_eq!(opened.info().title.as_deref(), (container != Container::Truncated).then_some("A title"));
        assert!(opened.version().is_some_and(|version| version.starts_with("1.")), "{container:?}");
    }
}

#[test]
fn page_trees_of_all_sorts() {
    for (name, tree, page) in [
        ("regular", TREE, PAGE),
        ("no count", "<</Type/Pages/Kids[3 0 R]/Resources<</Font<</F1 4 0 R>>>>>>", PAGE),
        ("no types", "<</Kids[3 0 R]/Resources<</Font<</F1 4 0 R>>>>>>", "<</Contents 5 0 R>>"),
        ("a loop", "<</Type/Pages/Kids[3 0 R 2 0 R]/Resources<</Font<</F1 4 0 R>>>>>>", PAGE),
        ("a missing kid", "<</Type/Pages/Kids[99 0 R null 3 0 R]/Resources<</Font<</F1 4 0 R>>>>>>", PAGE),
        ("no kids: pages are searched for", "<</Type/Pages/Resources<</Font<</F1 4 0 R>>>>>>", PAGE),
        ("a direct kid", "<</Kids[<</Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>]>>", "null"),
        ("contents in an array", TREE, "<</Type/Page/Parent 2 0 R/Contents[99 0 R 5 0 R]>>"),
    ] {
        let bytes = file(&[CATALOG, tree, page, FONT, CONTENTS], ROOT);
        assert_eq!(text(&bytes, &[]).as_deref(), Ok("Hello"), "{name}");
    }
}

#[test]
fn a_page_without_what_it_shows_is_told() {
    for (page, told) in [
        (PAGE, 0),
        ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", 0),
        ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/ContentsL 5 0 R>>", 1),
        ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Content 5 0 R>>", 1),
    ] {
        let bytes = file(&[CATALOG, TREE, page, FONT, CONTENTS], ROOT);
        let opened = open(&bytes, &[], &Limits::default()).expect("opens");
        opened.page(0).expect("is read");
        assert_eq!(opened.defects(), told, "{page}");
    }
}

#[test]
fn broken_streams_and_objects() {
    for (name, contents) in [
        ("length too long", CONTENTS.replace("37", "9999")),
        ("length too short", CONTENTS.replace("37", "3")),
        ("no length", CONTENTS.replace("/Length 37", "")),
        ("indirect length", CONTENTS.replace("37", "6 0 R")),
        ("length that is its own stream", CONTENTS.replace("37", "5 0 R")),
        ("carriage return only", CONTENTS.replace("stream\nBT", "stream\rBT")),
        ("no endstream", CONTENTS.replace("endstream", "")),
        ("unknown filter", CONTENTS.replace("<<", "<</Filter/Other")),
    ] {
        let bytes = file(&[CATALOG, TREE, PAGE, FONT, &contents, "37"], ROOT);
        assert_eq!(text(&bytes, &[]).as_deref(), Ok("Hello"), "{name}");
    }
    let whole = String::from_utf8(file(&[CATALOG, TREE, PAGE, FONT, CONTENTS], ROOT)).expect("text");
    for (name, bytes) in [
        ("no endobj", whole.replace("endobj\n", "\n")),
        ("carriage returns", whole.replace('\n', "\r")),
        ("no trailer keyword", whole.replace("trailer", "")),
        ("no root in the trailer", whole.replace(ROOT, "")),
        ("root is the page tree", whole.replace(ROOT, "/Root 2 0 R")),
        ("no header", whole.replace("%PDF-1.4\n", "")),
        ("a previous section that loops", whole.replace(ROOT, "/Root 1 0 R/Prev 10")),
        ("junk behind", format!("{whole}{}", "junk ".repeat(1000))),
        (
            "junk in front, offsets from the file start",
            format!("junk\n{whole}").replace("junk\n%PDF-1.4\n", "j\n%PDF-1."),
        ),
    ] {
        assert_eq!(text(bytes.as_bytes(), &[]).as_deref(), Ok("Hello"), "{name}");
    }
}

#[test]
fn attributes_are_inherited_and_boxes_are_sane() {
    let size = |tree: &str, page: &str| {
        let bytes = file(&[CATALOG, tree, page], ROOT);
        let page = open(&bytes, &[], &Limits::default()).and_then(|file| file.page(0)).expect("a page");
        (page.width, page.height)
    };
    let tree = "<</Kids[3 0 R]/MediaBox[0 0 300 200]/Rotate 90>>";
    assert_eq!(size(tree, "<</Type/Page>>"), (200.0, 300.0));
    assert_eq!(size(tree, "<</Type/Page/Rotate 0>>"), (300.0, 200.0));
    assert_eq!(size(tree, "<</Type/Page/Rotate -270/MediaBox[100 50 0 0]>>"), (50.0, 100.0));
    assert_eq!(size(tree, "<</Type/Page/Rotate 0/CropBox[10 10 110 60]>>"), (100.0, 50.0));
    assert_eq!(size(tree, "<</Type/Page/Rotate 0/CropBox[-10 -10 50 999]>>"), (50.0, 200.0));
    assert_eq!(size("<</Kids[3 0 R]>>", "<</Type/Page/MediaBox[0 0 0 0]>>"), (595.0, 842.0));
    assert_eq!(size("<</Kids[3 0 R]>>", "<</Type/Page/UserUnit 2/MediaBox[0 0 10 20]>>"), (20.0, 40.0));
}

#[test]
fn annotations_that_a_reader_sees_are_text_of_the_page() {
    let form = "<</Subtype/Form/BBox[0 0 10 10]/Resources<</Font<</F1 4 0 R>>>>/Length 30>>stream\nBT /F1 5 Tf 1 2 Td (Note) Tj ET\nendstream";
    let page = |annotation: &str| {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/Annots[<</Subtype/Stamp/Rect[100 100 120 120]{annotation}>>]>>"
        );
        let bytes = file(&[CATALOG, TREE, &page, FONT, form], ROOT);
        open(&bytes, &[], &Limits::default()).and_then(|file| file.page(0)).expect("a page")
    };
    for shown in ["/AP<</N 5 0 R>>", "/F 4/AS/On/AP<</N<</Off null/On 5 0 R>>>>"] {
        let page = page(shown);
        let run = page.runs.first().expect("a run");
        assert_eq!((page.text_of(run), run.size, run.area.x0), ("Note", 10.0, 102.0));
        assert_eq!(page.tags.first().map(|tag| tag.name.as_str()), Some("Annot"));
    }
    for hidden in
        ["/F 2/AP<</N 5 0 R>>", "/F 32/AP<</N 5 0 R>>", "/AP<</D 5 0 R>>", "/AS/Off/AP<</N<</On 5 0 R>>>>"]
    {
        assert!(page(hidden).runs.is_empty(), "{hidden}");
    }
}

#[test]
fn annotations_of_optional_content_that_is_off_are_not_visible() {
    let visible = |annotation: &str, form: &str| {
        let catalog = "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>>>";
        let page =
            format!("<</Type/Page/Parent 2 0 R/Annots[<</Rect[0 0 9 9]/AP<</N 5 0 R>>{annotation}>>]>>");
        let form = format!(
            "<</Subtype/Form/BBox[0 0 9 9]{form}/Length 22>>stream\nBT /F1 5 Tf (a) Tj ET \nendstream"
        );
        let bytes = file(&[catalog, TREE, &page, FONT, &form, "<</Type/OCG/Name(a)>>"], ROOT);
        let page = open(&bytes, &[], &Limits::default()).and_then(|file| file.page(0)).expect("a page");
        page.runs.first().expect("a run").visible
    };
    assert!(visible("", ""));
    assert!(!visible("/OC 6 0 R", ""));
    assert!(!visible("", "/OC 6 0 R"));
}

#[test]
fn signed_files_are_known() {
    let signed = |fields: &str| {
        let catalog = format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]>>>>");
        let bytes = file(&[&catalog, TREE, PAGE], ROOT);
        open(&bytes, &[], &Limits::default()).expect("opens").is_signed()
    };
    assert!(signed("<</FT/Sig/V<</ByteRange[0 1 2 3]>>>>"));
    assert!(signed("<</FT/Sig/Kids[<</V<</Contents<00>>>>>]>>"));
    assert!(!signed("<</FT/Sig>>"));
    assert!(!signed("<</FT/Tx/V(text)>>"));
    assert!(!signed("1 0 R"));
}

#[test]
fn what_is_no_pdf_says_so() {
    for bytes in [&b""[..], b"PK\x03\x04", b"<html></html>", &[0; 4096]] {
        assert_eq!(text(bytes, &[]), Err(PdfError::NotPdf));
    }
    assert_eq!(text(b"%PDF-1.4\n", &[]), Err(PdfError::NoPages));
    assert_eq!(text(&file(&[CATALOG], ROOT), &[]), Err(PdfError::NoPages));
}

#[test]
fn limits_end_with_their_name() {
    let bytes = assemble(&document(&["first", "second"], &[Filter::Flate]), Container::XrefStream, None);
    let limit_of = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        match open(&bytes, &[], &limits).and_then(|file| text_of(&file)) {
            Err(PdfError::LimitExceeded { limit, .. }) => limit,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(limit_of(|limits| limits.input_bytes = 100), "input_bytes");
    assert_eq!(limit_of(|limits| limits.pages = 1), "pages");
    assert_eq!(limit_of(|limits| limits.operators = 2), "operators");
    assert_eq!(limit_of(|limits| limits.runs_per_page = 0), "runs_per_page");
}

#[test]
fn a_bomb_is_stopped() {
    let line = "x".repeat(1 << 20);
    let bytes = assemble(&document(&[&line], &[Filter::Flate, Filter::Flate]), Container::Classic, None);
    assert!(bytes.len() < 20_000);
    let mut limits = Limits::default();
    limits.stream_bytes = 1 << 19;
    let result = open(&bytes, &[], &limits).and_then(|file| text_of(&file));
    assert_eq!(result, Err(PdfError::LimitExceeded { limit: "stream_bytes", allowed: 1 << 19 }));
}

#[test]
fn hostile_structures_end() {
    let nested = format!("{}{}", "[".repeat(50_000), "<<".repeat(50_000));
    let loops = "<</Type/ObjStm/N 1/First 4/Length 10>>stream\n6 0 6 0 R  \nendstream";
    for (name, objects) in [
        ("nesting", vec![CATALOG, TREE, PAGE, &nested]),
        ("references in a circle", vec!["2 0 R", "3 0 R", "1 0 R"]),
        ("a tree under itself", vec![CATALOG, "<</Kids[2 0 R 2 0 R 3 0 R]>>", "<</Kids[2 0 R 3 0 R]>>"]),
        ("an object stream in itself", vec![CATALOG, TREE, PAGE, FONT, "6 0 R", loops]),
    ] {
        let result = text(&file(&objects, ROOT), &[]);
        assert!(
            result.as_deref().is_ok_and(str::is_empty) || result == Err(PdfError::NoPages),
            "{name}: {result:?}"
        );
    }
}

#[test]
fn cut_and_bent_files_never_hang_or_panic() {
    let whole = assemble(&document(&["first", "second"], &[Filter::Flate]), Container::Hybrid, None);
    for end in (0..whole.len()).step_by(7) {
        let cut = text(&whole[..end], &[]);
        assert!(cut.is_ok() || cut.is_err_and(|error| !error.is_limit()), "cut at {end}");
    }
    for at in (0..whole.len()).step_by(3) {
        let mut bent = whole.clone();
        bent[at] = bent[at].wrapping_mul(31).wrapping_add(7);
        let read = text(&bent, &[]);
        assert!(read.is_ok() || read.is_err(), "bent at {at}");
    }
}
