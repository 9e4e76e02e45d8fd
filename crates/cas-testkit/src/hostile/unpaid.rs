//! Work that is easily done without being counted: lists walked again and again, maps and tables made anew for each font, bytes
//! that go into a filter of which nothing comes.

use super::bomb::{empty_tables, repeated};
use super::{FONT, FRAME, Named, RESOURCES, file, packed_pattern, page, stream, text};
use crate::pdf::{Filter, encode};

const FLATE: &str = "/Filter/FlateDecode";
const FLATE_TWICE: &str = "/Filter[/FlateDecode/FlateDecode]";

/// Every file of this kind.
pub(super) fn unpaid() -> Vec<Named> {
    let mut all = streams();
    all.extend(marks());
    all.extend(maps());
    all.extend(fonts());
    all
}

/// Filters that take much and give little.
fn streams() -> Vec<Named> {
    // Empty blocks of the fixed codes, four in five bytes.
    let [first, second, third, fourth, fifth, ..] =
        (0..4).map(|at| 2_u64 << (10 * at)).sum::<u64>().to_le_bytes();
    let fixed = repeated(&[first, second, third, fourth, fifth], 15 << 20);
    let tables = repeated(&empty_tables(), 15 << 20);
    let blanks = stream("/Filter/ASCIIHexDecode", &[b' '; 200_000]);
    let kid = format!("<</Type/Page/MediaBox[0 0 9 9]/Contents[{}]>>", "4 0 R ".repeat(10_000));
    vec![
        ("blocks of which nothing comes", page(stream(FLATE_TWICE, &fixed), RESOURCES, &[text(FONT)])),
        ("tables of which nothing comes", page(stream(FLATE_TWICE, &tables), RESOURCES, &[text(FONT)])),
        ("blanks that a filter skips", file(&[text(FRAME[0]), text(FRAME[1]), text(&kid), blanks])),
    ]
}

/// What a file may cost grows with its length.
fn padding() -> Vec<u8> {
    stream("", &vec![b' '; 7 << 20])
}

/// Marked and optional content.
fn marks() -> Vec<Named> {
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F1 6 0 R>>>>";
    let painted = |content: &[u8]| {
        let often = repeated(b"/X Do ", 250 * 6);
        page(stream(FLATE, &often), RESOURCES, &[text(FONT), stream(form, content)])
    };
    let long = "x".repeat(200_000);
    let groups = {
        let list = [&b"["[..], &b"7 0 R ".repeat(200_000), b"]"].concat();
        let objects = [
            (1, text("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]>>>>>>")),
            (2, text(FRAME[1])),
            (3, text(FRAME[2])),
            (5, text("<</Properties<</M 6 0 R>>>>")),
            (6, text("<</Type/OCMD/OCGs 8 0 R>>")),
            (7, text("<</Type/OCG/Name(a)>>")),
            (8, list),
        ];
        let content = stream(FLATE, &repeated(b"/OC /M BDC EMC ", 50_000 * 15));
        packed(&objects, &[(4, content)])
    };
    let switches = {
        let list =
            |from: usize| -> String { (from..from + 4096).map(|number| format!("{number} 0 R ")).collect() };
        let (all, on) = (list(10_000), list(20_000));
        let properties = format!("/OCProperties<</OCGs[{all}]/D<</BaseState/OFF/ON[{on}]>>>>");
        let kid = "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Properties<</M 6 0 R>>>>>>";
        let objects = [
            text(&format!("<</Type/Catalog/Pages 2 0 R{properties}>>")),
            text(&format!("<</Type/Pages/Kids[{}]>>", "3 0 R ".repeat(1000))),
            text(kid),
            stream("", b"/OC /M BDC EMC"),
            text("null"),
            text("<</Type/OCG/Name(a)>>"),
        ];
        file(&objects)
    };
    vec![
        ("dictionaries that seem to end in a string", packed_pattern("/P<<<41>>BDC EMC ", 12_000)),
        ("dictionaries that do not end", packed_pattern("/P<</A BDC EMC ", 12_000)),
        ("optional content of many groups", groups),
        ("groups switched on one by one on every page", switches),
        ("text said to be long text, painted often", {
            painted(format!("/Span<</ActualText({long})>>BDC BT /F1 9 Tf (a) Tj ET EMC").as_bytes())
        }),
        ("one text that all the glyphs are said to be", {
            let resources = "<</Font<</F1 6 0 R>>/Properties<</M 7 0 R>>>>";
            let said = text(&format!("<</ActualText({})>>", "x".repeat(16_000)));
            let often = repeated(b"/Span/M BDC BT /F1 9 Tf(a)Tj ET EMC ", 36 * 9000);
            page(stream(FLATE, &often), resources, &[text(FONT), said, padding()])
        }),
        (
            "tags with long names, painted often",
            painted(format!("/{long} BMC BT /F1 9 Tf (a) Tj ET EMC").as_bytes()),
        ),
        ("ends of a picture that are none", packed_pattern("BI /W 9 ID x EI ((((((((\u{80} ", 100_000)),
        ("words of one letter", {
            let line = format!("BT /F1 1 Tf ({}) Tj ET ", "a ".repeat(500));
            packed_pattern(&line, 2800)
        }),
    ]
}

/// Mappings to Unicode that are longer than what is read of them.
fn maps() -> Vec<Named> {
    let font = text("<</Type/Font/Subtype/TrueType/BaseFont/A/ToUnicode 7 0 R>>");
    let mapped = |entries: &str| {
        let map = repeated(format!("1 beginbfchar {entries} endbfchar ").as_bytes(), 60 << 20);
        page(stream("", b"BT /F1 9 Tf 20 700 Td (ab) Tj ET"), RESOURCES, &[font.clone(), stream(FLATE, &map)])
    };
    vec![
        ("a mapping to Unicode of many codes", mapped(&"<41><0041>".repeat(1000))),
        ("a mapping to Unicode to long texts", mapped(&format!("<41>({})", "ab".repeat(10_000)))),
    ]
}

/// What many fonts have in common.
fn fonts() -> Vec<Named> {
    let composite = |encoding: &str, below: &str| {
        format!("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/{encoding}/DescendantFonts[{below}]>>")
    };
    let system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 0>>";
    let cid_font = |entries: &str| text(&format!("<</Type/Font/Subtype/CIDFontType2/BaseFont/A{entries}>>"));
    let codes: String = (0..256).map(|high| format!("{high:02x}00")).collect();
    let widths = [&b"["[..], &b"0 0 1 ".repeat(80_000), b"]"].concat();
    let simple = "<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 65/LastChar 65/Widths[600]/FontDescriptor 6 0 R>>";
    vec![
        (
            "a predefined map for each of many fonts",
            shown_in(1000, &composite("UniJIS-UTF16-H", "6 0 R"), "<0041>", &[(6, cid_font(system))], &[]),
        ),
        (
            "a row of glyphs for each code of many fonts",
            shown_in(
                1000,
                &composite("Identity-H", "6 0 R"),
                &format!("<{codes}>"),
                &[(6, cid_font(""))],
                &[],
            ),
        ),
        (
            "widths that many fonts share",
            shown_in(
                150,
                &composite("Identity-H", "6 0 R"),
                "<0041>",
                &[(6, cid_font("/W 7 0 R")), (7, widths)],
                &[],
            ),
        ),
        ("a mapping to Unicode that many fonts share", {
            let entries: String = (0..=u16::MAX).map(|code| format!("<{code:04x}><00410042>")).collect();
            let map =
                format!("1 begincodespacerange<0000><ffff>endcodespacerange 1 beginbfchar{entries}endbfchar");
            let (_, map) = encode(&[Filter::Flate], map.as_bytes());
            let font = composite("Identity-H/ToUnicode 7 0 R", "6 0 R");
            let streams = [(7, stream(FLATE, &map)), (8, padding())];
            shown_in(100, &font, "<0001>", &[(6, cid_font(""))], &streams)
        }),
        ("names of glyphs in any order", {
            let (_, program) = encode(&[Filter::Flate], &names());
            let descriptor = text("<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 8 0 R>>");
            shown_in(50, simple, "(A)", &[(6, descriptor)], &[(8, stream(FLATE, &program))])
        }),
    ]
}

/// A page that shows a string in each of many fonts.
fn shown_in(
    count: usize,
    font: &str,
    string: &str,
    packed_objects: &[(usize, Vec<u8>)],
    streams: &[(usize, Vec<u8>)],
) -> Vec<u8> {
    let named: String = (0..count).map(|number| format!("/F{number} {} 0 R", number + 20)).collect();
    let uses: String = (0..count).map(|number| format!("/F{number} .01 Tf {string} Tj ")).collect();
    let (_, content) = encode(&[Filter::Flate], format!("BT 0 700 Td {uses} ET").as_bytes());
    let mut objects = vec![
        (1, text(FRAME[0])),
        (2, text(FRAME[1])),
        (3, text(FRAME[2])),
        (5, text(&format!("<</Font<<{named}>>>>"))),
    ];
    objects.extend((0..count).map(|number| (number + 20, text(font))));
    objects.extend_from_slice(packed_objects);
    let all = [&[(4, stream(FLATE, &content))][..], streams].concat();
    packed(&objects, &all)
}

/// A file whose objects are in an object stream, but for those that are streams; a scan finds them.
fn packed(objects: &[(usize, Vec<u8>)], streams: &[(usize, Vec<u8>)]) -> Vec<u8> {
    let (mut index, mut bodies) = (String::new(), Vec::new());
    for (number, object) in objects {
        index.push_str(&format!("{number} {} ", bodies.len()));
        bodies.extend_from_slice(object);
        bodies.push(b' ');
    }
    let (_, data) = encode(&[Filter::Flate], &[index.as_bytes(), &bodies].concat());
    let entries = format!("/Type/ObjStm/N {}/First {}{FLATE}", objects.len(), index.len());
    let mut out = b"%PDF-1.7\n".to_vec();
    let held = [(9000, stream(&entries, &data))];
    for (number, object) in streams.iter().chain(&held) {
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend_from_slice(object);
        out.extend(b"\nendobj\n");
    }
    out.extend(b"trailer<</Root 1 0 R>>");
    out
}

/// A TrueType file of nothing but a `post` table, whose names stand far from each other.
fn names() -> Vec<u8> {
    const COUNT: u16 = 65_000;
    let mut post = [&0x0002_0000_u32.to_be_bytes()[..], &[0; 28], &COUNT.to_be_bytes()].concat();
    // 7919 is prime: every name once, in no order.
    let places = (0..u32::from(COUNT)).map(|at| at * 7919 % u32::from(COUNT));
    post.extend(places.flat_map(|place| ((place + 258) as u16).to_be_bytes()));
    post.extend(vec![0; usize::from(COUNT)]);
    let mut out = [&0x0001_0000_u32.to_be_bytes()[..], &[0, 1, 0, 16, 0, 0, 0, 0], b"post", &[0; 4]].concat();
    out.extend(28_u32.to_be_bytes());
    out.extend((post.len() as u32).to_be_bytes());
    out.extend(post);
    out
}
