//! Files made to hurt: bombs, circles, and things far larger than anybody needs. Each is small and quickly drawn; what a
//! reader does with it must be quick as well.

mod bomb;
mod unpaid;

use crate::pdf::{Filter, encode};
pub use bomb::{bomb, repeated};

/// A hostile file.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// What it does.
    pub name: &'static str,
    /// The file.
    pub pdf: Vec<u8>,
}

/// The objects of a file of one page; object 4 is the content.
const FRAME: [&str; 3] = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R>>",
];
const RESOURCES: &str = "<</Font<</F1 6 0 R>>/XObject<</X 7 0 R>>>>";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

/// A file of these objects, numbered from 1, with a table of cross-references.
#[must_use]
pub fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(table.bytes());
    let size = objects.len() + 1;
    out.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A stream object.
#[must_use]
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A file of one page with this content stream, resources and further objects, the first of which is object 6.
#[must_use]
pub fn page(content: Vec<u8>, resources: &str, others: &[Vec<u8>]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = FRAME.iter().map(|text| text.as_bytes().to_vec()).collect();
    objects.push(content);
    objects.push(resources.as_bytes().to_vec());
    objects.extend_from_slice(others);
    file(&objects)
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// A page with Helvetica and this content, not compressed.
fn plain(content: &[u8]) -> Vec<u8> {
    page(stream("", content), RESOURCES, &[text(FONT), text("null")])
}

/// As [`plain`], compressed.
fn packed(content: &[u8]) -> Vec<u8> {
    let (_, data) = encode(&[Filter::Flate], content);
    page(stream("/Filter/FlateDecode", &data), RESOURCES, &[text(FONT), text("null")])
}

/// As [`plain`], of a pattern repeated.
fn packed_pattern(pattern: &str, times: usize) -> Vec<u8> {
    let data = repeated(pattern.as_bytes(), pattern.len() * times);
    page(stream("/Filter/FlateDecode", &data), RESOURCES, &[text(FONT), text("null")])
}

/// A file with this page tree from object 2 on.
fn tree(objects: &[String]) -> Vec<u8> {
    let mut all = vec![text(FRAME[0])];
    all.extend(objects.iter().map(|object| text(object)));
    file(&all)
}

const GIB: u64 = 1 << 30;

/// Every hostile file.
#[must_use]
pub fn hostile() -> Vec<Hostile> {
    let mut all = bombs();
    all.extend(forms());
    all.extend(circles());
    all.extend(large());
    all.extend(many());
    all.extend(unpaid::unpaid());
    all.into_iter().map(|(name, pdf)| Hostile { name, pdf }).collect()
}

type Named = (&'static str, Vec<u8>);

/// Streams that unfold.
fn bombs() -> Vec<Named> {
    let flate = "/Filter/FlateDecode";
    let blanks = bomb(b' ', GIB);
    let twice = {
        // The inner bomb is nearly all zero bytes, which only its length matters of here: it need not end well.
        let inner = bomb(0, 40 << 20);
        encode(&[Filter::Flate], &inner).1
    };
    let font = |entries: &str| text(&format!("<</Type/Font/Subtype/TrueType/BaseFont/A{entries}>>"));
    let show = || stream("", b"BT /F1 9 Tf 20 700 Td (\x80\x81) Tj ET");
    let run_length = [129_u8, b' '].repeat(3 << 20);
    let xref = {
        let entries = format!("/Type/XRef/W[1 2 1]/Size 9/Root 1 0 R{flate}");
        let mut out = b"%PDF-1.7\n".to_vec();
        let start = out.len();
        out.extend(b"9 0 obj\n");
        out.extend(stream(&entries, &blanks));
        out.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
        out
    };
    vec![
        ("a page that unfolds", page(stream(flate, &blanks), RESOURCES, &[text(FONT)])),
        ("a page of sixteen parts that unfold", {
            let part = stream(flate, &bomb(b' ', 15 << 20));
            let parts = vec![part; 16];
            let list: String = (6..22).map(|number| format!("{number} 0 R ")).collect();
            let kid = format!("<</Type/Page/MediaBox[0 0 9 9]/Contents[{list}]>>");
            let mut objects = vec![text(FRAME[0]), text(FRAME[1]), text(&kid), text("0"), text("0")];
            objects.extend(parts);
            file(&objects)
        }),
        (
            "a bomb in a bomb",
            page(stream("/Filter[/FlateDecode/FlateDecode]", &twice), RESOURCES, &[text(FONT)]),
        ),
        ("a long chain of filters", {
            let chain = "/FlateDecode".repeat(200);
            page(stream(&format!("/Filter[{chain}]"), &twice), RESOURCES, &[text(FONT)])
        }),
        ("a mapping to Unicode that unfolds", {
            let objects = [font("/ToUnicode 7 0 R"), stream(flate, &blanks)];
            page(show(), RESOURCES, &objects)
        }),
        ("a font program that unfolds", {
            let objects = [
                font("/FontDescriptor 8 0 R"),
                text("null"),
                text("<</FontFile2 9 0 R>>"),
                stream(flate, &blanks),
            ];
            page(show(), RESOURCES, &objects)
        }),
        ("an object stream that unfolds", {
            let objects = [stream(&format!("/Type/ObjStm/N 900000000/First 10{flate}"), &bomb(b'1', GIB))];
            // The page is said to be inside it, by cross-references that are found by a scan.
            let whole = page(stream("", b""), RESOURCES, &objects);
            let table = whole.windows(5).rposition(|five| five == b"xref\n").unwrap_or(0);
            [whole.get(..table).unwrap_or(&[]), b"trailer<</Root 1 0 R>>"].concat()
        }),
        ("a cross-reference stream that unfolds", xref),
        (
            "run lengths that unfold",
            page(stream("/Filter/RunLengthDecode", &run_length), RESOURCES, &[text(FONT)]),
        ),
    ]
}

/// Forms that paint forms.
fn forms() -> Vec<Named> {
    let form = |resources: &str, content: &str| {
        stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<{resources}>>"),
            content.as_bytes(),
        )
    };
    let level = |below: usize, content: &str| form(&format!("/XObject<</X {below} 0 R>>"), content);
    let ten = "/X Do ".repeat(10);
    let chain = |depth: usize, content: &str| {
        let mut objects = vec![text(FONT)];
        objects.extend((0..depth).map(|index| level(8 + index, content)));
        objects.push(form("/Font<</F1 6 0 R>>", "BT /F1 9 Tf (x) Tj ET"));
        page(stream("", content.as_bytes()), RESOURCES, &objects)
    };
    let million = || repeated(b"/X Do ", 6 << 20);
    let words = "BT /F1 9 Tf 5 5 Td (word) Tj 50 0 Td (word) Tj ET ".repeat(50);
    vec![
        ("forms that paint ten forms that paint ten forms", chain(14, &ten)),
        ("forms deeper than the limit", chain(30, "/X Do")),
        ("a form painted a million times", packed_form(&million(), &form("", ""))),
        ("a form full of words painted a million times", {
            packed_form(&million(), &form("/Font<</F1 6 0 R>>", &words))
        }),
        ("a form that paints itself", packed_form(&encode(&[Filter::Flate], b"/X Do").1, &level(7, &ten))),
        ("two forms that paint each other", {
            page(stream("", b"/X Do"), RESOURCES, &[text(FONT), level(8, &ten), level(7, &ten)])
        }),
        ("five thousand pages that paint a form a thousand times", {
            let mut objects = vec![text(FRAME[0])];
            objects.push(text(&format!("<</Kids[{}]>>", "3 0 R ".repeat(5000))));
            objects.push(text(FRAME[2]));
            objects.push(stream("", "/X Do ".repeat(1000).as_bytes()));
            objects.extend([text(RESOURCES), text(FONT), form("", "q Q")]);
            file(&objects)
        }),
    ]
}

fn packed_form(content: &[u8], form: &[u8]) -> Vec<u8> {
    page(stream("/Filter/FlateDecode", content), RESOURCES, &[text(FONT), form.to_vec()])
}

/// Things that lead back to themselves.
fn circles() -> Vec<Named> {
    let page_with_font = |others: &[Vec<u8>]| page(stream("", b"BT /F1 9 Tf (ab) Tj ET"), RESOURCES, others);
    let composite =
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 7 0 R/ToUnicode 7 0 R/DescendantFonts[6 0 R]>>";
    let cmap = b"/A usecmap 1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <00> <ff> 0 endcidrange";
    vec![
        (
            "a tree under itself",
            tree(&["<</Kids[2 0 R 2 0 R 3 0 R]>>".into(), "<</Kids[2 0 R 3 0 R]>>".into()]),
        ),
        ("a tree with two ways at each of fifty forks", {
            let nodes = (0..50).map(|n| format!("<</Kids[{0} 0 R {0} 0 R]>>", n + 3));
            tree(&nodes.chain(["<</Type/Page>>".into()]).collect::<Vec<_>>())
        }),
        ("a tree deeper than the limit", {
            let nodes = (0..100).map(|n| format!("<</Kids[{} 0 R]>>", n + 3));
            tree(&nodes.chain(["<</Type/Page>>".into()]).collect::<Vec<_>>())
        }),
        (
            "a page listed a million times",
            tree(&[format!("<</Kids[{}]>>", "3 0 R ".repeat(1 << 20)), "<</Type/Page>>".into()]),
        ),
        ("references in a circle", tree(&["3 0 R".into(), "2 0 R".into()])),
        (
            "parents in a circle",
            tree(&["<</Type/Page/Parent 3 0 R>>".into(), "<</Type/Pages/Parent 2 0 R>>".into()]),
        ),
        ("an object stream in itself", {
            let inner = stream("/Type/ObjStm/N 1/First 4/Extends 6 0 R", b"6 0 6 0 R");
            page(stream("", b""), RESOURCES, &[inner])
        }),
        ("a composite font under itself", {
            page_with_font(&[text(composite), stream("/Type/CMap/UseCMap 7 0 R", cmap)])
        }),
        ("CMaps in a circle", {
            let one = stream("/Type/CMap/UseCMap 8 0 R", cmap);
            let other = stream("/Type/CMap/UseCMap 7 0 R", cmap);
            page_with_font(&[text(composite), one, other])
        }),
        ("glyphs that show themselves", {
            let font = "<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 7 0 R/b 7 0 R>>\
                        /Encoding<</Differences[97/a/b]>>/FirstChar 97/Widths[9 9]/Resources 5 0 R>>";
            page_with_font(&[text(font), stream("", b"BT /F1 9 Tf (abab) Tj ET")])
        }),
        ("updates in a circle", {
            let whole = plain(b"");
            let start = whole.windows(5).position(|five| five == b"xref\n").unwrap_or(0);
            let prev = format!("trailer<</Prev {start}");
            String::from_utf8_lossy(&whole).replace("trailer<<", &prev).into_bytes()
        }),
        ("a length that is the stream itself", {
            let content = b"<</Length 4 0 R>>stream\nBT ET\nendstream".to_vec();
            page(content, RESOURCES, &[text(FONT)])
        }),
        ("names of fields under themselves", {
            let mut objects = vec![text("<</Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>")];
            objects.extend([text("<</Kids[3 0 R 3 0 R]>>"), text("<</Type/Page/Kids[3 0 R 3 0 R 2 0 R]>>")]);
            file(&objects)
        }),
    ]
}

/// Single things that are far too large.
fn large() -> Vec<Named> {
    const LARGE: usize = 24 << 20;
    let in_page = |value: &[u8]| {
        let kid = [b"<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R/X ", value, b">>"].concat();
        file(&[text(FRAME[0]), text(FRAME[1]), kid, stream("", b"")])
    };
    let between =
        |open: &str, fill: u8, close: &str| [open.as_bytes(), &vec![fill; LARGE], close.as_bytes()].concat();
    let digits = between("", b'9', "");
    vec![
        ("a huge string", in_page(&between("(", b'x', ")"))),
        ("a huge string that never ends", in_page(&between("(", b'(', ""))),
        ("a huge string of escapes", in_page(&between("(", b'\\', ")"))),
        ("a huge hexadecimal string", in_page(&between("<", b'a', ">"))),
        ("a huge name", in_page(&between("/", b'a', " "))),
        ("a huge number", in_page(&digits)),
        (
            "a huge array",
            in_page(
                between("[", b'0', "]")
                    .chunks(2)
                    .flat_map(|pair| [pair[0], b' '])
                    .collect::<Vec<_>>()
                    .as_slice(),
            ),
        ),
        ("huge nesting", in_page(&between("", b'[', ""))),
        ("huge nesting of dictionaries", in_page(&between("", b'<', ""))),
        ("a huge number in a page", plain(&[digits.get(..10 << 20).unwrap_or(&[]), b" 0 Td"].concat())),
        ("a huge string in a page", {
            let part = |content: &[u8]| stream("", content);
            let kid = "<</Type/Page/MediaBox[0 0 9 9]/Contents[5 0 R 6 0 R 7 0 R]/Resources 8 0 R>>";
            let parts = [
                part(b"BT /F1 9 Tf ("),
                stream("/Filter/FlateDecode", &bomb(b'x', 6 << 20)),
                part(b") Tj ET"),
            ];
            let mut objects = vec![text(FRAME[0]), text(FRAME[1]), text(kid), text("0")];
            objects.extend(parts);
            objects.extend([text("<</Font<</F1 9 0 R>>>>"), text(FONT)]);
            file(&objects)
        }),
        ("a huge word in a page", plain(&vec![b'x'; 15 << 20])),
        (
            "huge coordinates",
            plain(b"9e99 99999999999999999999999999999999 Td BT /F1 1e30 Tf 1e38 1e38 Td (a) Tj ET"),
        ),
        ("a startxref beyond all bounds", {
            [b"%PDF-1.7 1 0 obj<<>>endobj startxref ", digits.get(..1 << 20).unwrap_or(&[])].concat()
        }),
        ("a table for four thousand million objects", {
            text(
                "%PDF-1.7\nxref\n0 4294967295\n0000000000 65535 f \n4294967294 1\n0000000009 00000 n \ntrailer<</Root 1 0 R>>startxref\n9\n",
            )
        }),
        ("a page as large as the universe", {
            let kid = "<</Type/Page/MediaBox[-1e38 -1e38 1e38 1e38]/UserUnit 1e30/Rotate 99999999999/Contents 4 0 R/Resources 5 0 R>>";
            let content = stream("", b"BT /F1 9 Tf (a) Tj ET");
            file(&[text(FRAME[0]), text(FRAME[1]), text(kid), content, text(RESOURCES), text(FONT)])
        }),
    ]
}

/// Small things, far too many.
fn many() -> Vec<Named> {
    let heads = |head: &str, count: usize| {
        let mut out = b"%PDF-1.7\n".to_vec();
        for number in 0..count {
            out.extend(format!("{} 0 obj{head}\n", number % 900_000 + 1).bytes());
        }
        out.extend(b"trailer<</Root 1 0 R>>");
        out
    };
    let cmap = {
        let entries: String =
            (0..60_000_u32).map(|code| format!("<{code:04x}><0041004200{:02x}>", code % 99 + 1)).collect();
        format!("1 begincodespacerange <0000><ffff> endcodespacerange 1 beginbfchar {entries} endbfchar")
    };
    let overlapped = "BT /F1 9 Tf 50 700 Td (word) Tj ET\n";
    let rows: String = (0..20_000)
        .map(|n| format!("BT /F1 7 Tf {} {} Td (1,234.5) Tj ET\n", n % 200 * 3, n / 200 * 8))
        .collect();
    let slanted = "BT /F1 9 Tf 1 1 -1 1 50 50 Tm (word) Tj ET\n";
    vec![
        ("two million heads of objects", heads("", 2_000_000)),
        ("streams that never end", heads("<</Length 9>>stream", 100_000)),
        ("object streams without number", heads("<</Type/ObjStm/N 1/First 4>>", 200_000)),
        ("trailers without number", {
            let trailers: String =
                (0..100_000).map(|n| format!("trailer<</K{n} {n}/Root 1 0 R>>\n")).collect();
            text(&format!("%PDF-1.7 1 0 obj<<>>endobj {trailers}"))
        }),
        ("twenty million operators and more", plain(&b"q\nQ\n".repeat(4 << 20))),
        ("blocks of text without number", packed_pattern("BT ET ", 2 << 20)),
        ("pieces of text over each other", packed_pattern(overlapped, 20_000)),
        ("a million pieces of text over each other", packed_pattern(overlapped, 470_000)),
        ("pieces of text all over the page", packed(rows.as_bytes())),
        ("slanted pieces of text", packed_pattern(slanted, 20_000)),
        ("rectangles without number", packed_pattern("0 0 9 9 re 5 5 7 7 re f ", 300_000)),
        ("clips without number", {
            let clips: String =
                (0..200_000).map(|n| format!("q {n} 0 9 9 re W n BT /F1 9 Tf (a) Tj ET Q ")).collect();
            packed(clips.as_bytes())
        }),
        ("fonts named without number", {
            let uses: String = (0..300_000).map(|n| format!("/F{n} 9 Tf ")).collect();
            packed(format!("BT {uses} ET").as_bytes())
        }),
        ("text said to be other text", {
            let marks = b"/Span/P BDC BT /F1 9 Tf (a) Tj ET EMC ";
            let long = "x".repeat(1 << 20);
            let resources = format!("<</Font<</F1 6 0 R>>/Properties<</P<</ActualText({long})>>>>>>");
            let data = repeated(marks, marks.len() * 60_000);
            page(stream("/Filter/FlateDecode", &data), &resources, &[text(FONT)])
        }),
        ("four thousand fonts with a large mapping", {
            let (_, data) = encode(&[Filter::Flate], cmap.as_bytes());
            let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<<>>]>>";
            let fonts: String = (0..4000).map(|n| format!("/F{n} {font}")).collect();
            let uses: String = (0..4000).map(|n| format!("/F{n} 9 Tf (ab) Tj ")).collect();
            let content = format!("BT {uses} ET");
            page(
                stream("", content.as_bytes()),
                &format!("<</Font<<{fonts}>>>>"),
                &[stream("/Filter/FlateDecode", &data)],
            )
        }),
        ("all codes of a font that says three letters for each", {
            let (_, data) = encode(&[Filter::Flate], cmap.as_bytes());
            let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<<>>]>>";
            let codes: String = (0..60_000).map(|code| format!("{code:04x}")).collect();
            let content = format!("BT /F1 1 Tf <{codes}> Tj ET");
            page(
                stream("", content.as_bytes()),
                RESOURCES,
                &[text(font), stream("/Filter/FlateDecode", &data)],
            )
        }),
        ("annotations without number", {
            let kid = format!(
                "<</Type/Page/MediaBox[0 0 595 842]/Annots[{}]>>",
                "<</Rect[0 0 9 9]/AP<</N 4 0 R>>>>".repeat(30_000)
            );
            let form = "/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 6 0 R>>>>";
            let words = "BT /F1 9 Tf (word) Tj ET ".repeat(1000);
            file(&[
                text(FRAME[0]),
                text(FRAME[1]),
                text(&kid),
                stream(form, words.as_bytes()),
                text("0"),
                text(FONT),
            ])
        }),
        ("pictures in a page that never end", packed_pattern("BI /W 9 ID x EI ", 200_000)),
        ("marks that never end", packed_pattern("/Span BMC ", 1 << 20)),
        ("states that are never restored", packed_pattern("q ", 4 << 20)),
    ]
}
