//! Fonts: encodings, differences, ToUnicode, standard metrics, Type 3, composite fonts, vertical writing, programs.

mod one_page;

use cas_page::Turn;
use one_page::{OnePage, near, only, texts};

/// The texts of a page that shows `string` in the font `dict`.
fn shown(dict: &str, string: &str) -> String {
    let page = OnePage::new(format!("BT /F 10 Tf 10 50 Td {string} Tj ET")).font(dict).read();
    texts(&page).concat()
}

#[test]
fn letters_renumbered_from_code_64() {
    let dict = "<</Subtype/TrueType/BaseFont/Trebuchet#20MS,Bold/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding
        /Differences[64/A/B/C/D 80/rupee/comma]>>/FirstChar 64/LastChar 81/Widths[600 500 400 300 0 0 0 0 0 0 0 0 0 0 0 0
        250 250]>>";
    let page = OnePage::new("BT /F 10 Tf 10 50 Td (@ABCQ1) Tj ET").font(dict).read();
    let run = only(&page);
    assert_eq!(page.text_of(&run), "ABCD,1");
    near(page.edges_of(&run), &[10.0, 16.0, 21.0, 25.0, 28.0, 30.5, 30.5]);
    assert_eq!(page.fonts[0].name, "Trebuchet MS,Bold");
    assert!(!page.fonts[0].unmapped);
}

#[test]
fn base_encodings() {
    for (encoding, string, expected) in [
        ("/Encoding/WinAnsiEncoding", "(\\200\\222)", "\u{20ac}\u{2019}"),
        ("/Encoding/MacRomanEncoding", "(\\216\\312x)", "\u{e9} x"),
        ("/Encoding/PDFDocEncoding", "(\\240)", "\u{20ac}"),
        ("", "('\\256)", "\u{2019}fi"),
        (
            "/Encoding<</Differences[65/f_i/uni20B9/u1F600/g12/a.alt]>>",
            "(ABCDE)",
            "fi\u{20b9}\u{1f600}\u{fffd}a",
        ),
    ] {
        assert_eq!(
            shown(&format!("<</Subtype/Type1/BaseFont/Any{encoding}>>"), string),
            expected,
            "{encoding}"
        );
    }
    assert_eq!(shown("<</Subtype/Type1/BaseFont/Symbol>>", "(ab)"), "\u{3b1}\u{3b2}");
    assert_eq!(shown("<</Subtype/Type1/BaseFont/ZapfDingbats>>", "(4n)"), "\u{2714}\u{25a0}");
}

#[test]
fn codes_that_nothing_maps_are_kept_and_flagged() {
    let page = OnePage::new("BT /F 10 Tf (a\\001b) Tj ET").read();
    assert_eq!(texts(&page), ["a\u{fffd}b"]);
    assert!(page.fonts[0].unmapped);
}

#[test]
fn standard_metrics_without_widths() {
    let page = OnePage::new("BT /F 10 Tf (Ai) Tj ET").font("<</Subtype/Type1/BaseFont/Helvetica>>").read();
    near(page.edges_of(&only(&page)), &[0.0, 6.67, 8.89]);
    let page =
        OnePage::new("BT /F 10 Tf (Ai) Tj ET").font("<</Subtype/Type1/BaseFont/CourierNew,Bold>>").read();
    near(page.edges_of(&only(&page)), &[0.0, 6.0, 12.0]);
}

#[test]
fn to_unicode_wins_and_ligatures_share_the_advance() {
    let page = OnePage::new("BT /F 10 Tf (abc) Tj ET")
        .font("<</Subtype/TrueType/BaseFont/X/Encoding/WinAnsiEncoding/ToUnicode 10 0 R/FirstChar 97/Widths[900 600 500]>>")
        .stream("", "1 beginbfchar <61> <006600660069> endbfchar 1 beginbfrange <62> <62> [<20B9>] endbfrange")
        .read();
    let run = only(&page);
    assert_eq!(page.text_of(&run), "ffi\u{20b9}c");
    near(page.edges_of(&run), &[0.0, 3.0, 6.0, 9.0, 15.0, 20.0]);
}

#[test]
fn type3_fonts_scale_by_their_matrix() {
    let dict = "<</Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FontBBox[0 0 1 1]/CharProcs<<>>/FirstChar 65/LastChar 66
        /Widths[50 70]/Encoding<</Differences[65/one/a98]>>>>";
    let page = OnePage::new("BT /F 10 Tf (AB) Tj ET").font(dict).read();
    let run = only(&page);
    assert_eq!(page.text_of(&run), "1b");
    near(page.edges_of(&run), &[0.0, 5.0, 12.0]);
}

#[test]
fn type3_fonts_in_pixels_are_as_large_as_their_box() {
    // The same letters in em, in thousandths, and in pixels of which a hundred make an em.
    let font = |matrix: &str, sides: &str, width: &str| {
        format!(
            "<</Subtype/Type3/FontMatrix[{matrix}]/FontBBox[{sides}]/CharProcs<<>>/FirstChar 65/LastChar 66
             /Widths[{width} {width}]/Encoding<</Differences[65/A/B]>>>>"
        )
    };
    let read = |dict: &str, size: &str, shift: i32| {
        let page = OnePage::new(format!("BT /F {size} Tf 20 30 Td [(A){shift}(B)] TJ ET")).font(dict).read();
        let run = page.runs[0];
        (texts(&page).len(), [run.size, run.baseline, run.area.y0, run.area.y1])
    };
    let thousandths = font(".001 0 0 .001 0 0", "0 -250 900 750", "500");
    let (runs, plain) = read(&thousandths, "10", -150);
    assert_eq!(runs, 1);
    near(&plain, &[10.0, 70.0, 62.5, 72.5]);
    for dict in [
        font("1 0 0 1 0 0", "0 -25 90 75", "50"),
        font("1 0 0 -1 0 0", "0 -75 90 25", "50"),
        // Boxes of nothing, and of nothing sensible: widths tell.
        font("1 0 0 1 0 0", "0 0 0 0", "50"),
        font("1 0 0 1 0 0", "0 -9999 9999 9999", "50"),
    ] {
        let (runs, pixels) = read(&dict, ".1", -15_000);
        assert_eq!(runs, 1, "{dict}");
        near(&pixels, &plain);
        assert_eq!(read(&dict, ".1", -30_000).0, 2, "{dict}");
    }
    assert_eq!(read(&thousandths, "10", -300).0, 2);
}

#[test]
fn glyphs_named_after_their_codes_are_a_guess() {
    let dict = "<</Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 0 1 1]/CharProcs<<>>/FirstChar 65/LastChar 67
        /Widths[500 500 500]/Encoding<</Differences[65/65/66/68]>>>>";
    let page = OnePage::new("BT /F 10 Tf (ABC) Tj ET").font(dict).read();
    assert_eq!(texts(&page), ["AB\u{fffd}"]);
    assert!(page.fonts[0].unmapped);
}

#[test]
fn a_blank_without_a_glyph_is_still_a_blank() {
    let dict = "<</Subtype/Type1/BaseFont/Times-Roman/Encoding<</Differences[32/.notdef 65/.notdef]>>>>";
    assert_eq!(shown(dict, "(b bA)"), "b b\u{fffd}");
}

fn composite(encoding: &str, rest: &str, to_unicode: &str) -> String {
    format!(
        "<</Subtype/Type0/BaseFont/ABCDEF+Mangal/Encoding{encoding}{to_unicode}/DescendantFonts[<</Subtype/CIDFontType2
         /BaseFont/ABCDEF+Mangal/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>{rest}>>]>>"
    )
}

#[test]
fn codes_that_are_characters_already() {
    let shown = |to_unicode: &str, map: &str| {
        let page = OnePage::new("BT /F 10 Tf <005100E920B90000D800> Tj ET")
            .font(&composite("/Identity-H", "", to_unicode))
            .stream("", map)
            .read();
        texts(&page).concat()
    };
    assert_eq!(shown("/ToUnicode/Identity-H", ""), "Q\u{e9}\u{20b9}\u{fffd}\u{fffd}");
    let ranges = "begincidrange <0000><00ff> 0 <0100><ffff> 256 endcidrange";
    assert_eq!(shown("/ToUnicode 10 0 R", ranges), "Q\u{e9}\u{20b9}\u{fffd}\u{fffd}");
    assert_eq!(shown("/ToUnicode 10 0 R", "begincidrange <0000><ffff> 7 endcidrange"), "\u{fffd}".repeat(5));
}

#[test]
fn two_byte_codes_with_widths_by_cid() {
    let dict = composite("/Identity-H", "/DW 1000/W[1[500 250]3 5 300]", "/ToUnicode 10 0 R");
    let page = OnePage::new("BT /F 10 Tf 5 Tw <000100020004000600200007> Tj ET")
        .font(&dict)
        .stream(
            "",
            "beginbfrange <0001><0006><0041> endbfrange beginbfchar <0020><0020> <0007><FFFD> endbfchar",
        )
        .read();
    let run = only(&page);
    assert_eq!(page.text_of(&run), "ABDF \u{fffd}");
    near(page.edges_of(&run), &[0.0, 5.0, 7.5, 10.5, 20.5, 30.5, 40.5]);
    assert_eq!(page.fonts[0].name, "Mangal");
    assert!(page.fonts[0].unmapped);
}

#[test]
fn wide_ranges_hold_what_many_narrow_ones_in_them_leave() {
    let chars: String = (0x20..0x48).map(|code| format!("<{code:04x}> <{code:04x}>\n")).collect();
    let map = format!(
        "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange \
         40 beginbfchar {chars} endbfchar"
    );
    let widths: String = (32..60).map(|code| format!(" {code}[600]")).collect();
    let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[11 0 R]/ToUnicode 10 0 R>>";
    let page = OnePage::new("BT /F 10 Tf 0 50 Td <00410042004D004E> Tj ET")
        .font(font)
        .stream("", map)
        .object(&format!("<</Subtype/CIDFontType2/DW 100/W[0 65535 500{widths}]>>"))
        .read();
    assert_eq!(texts(&page), ["ABMN"]);
    near(page.edges_of(&only(&page)), &[0.0, 5.0, 10.0, 15.0, 20.0]);
}

#[test]
fn embedded_and_predefined_code_maps() {
    let dict = composite(" 10 0 R", "/DW 100/W[7[700]]", "/ToUnicode 11 0 R");
    let page = OnePage::new("BT /F 10 Tf (A\\201\\100) Tj ET")
        .font(&dict)
        .stream(
            "/Type/CMap",
            "begincodespacerange <00><80> <8140><9ffc> endcodespacerange begincidchar <41> 7 <8140> 8 endcidchar",
        )
        .stream("", "beginbfchar <41><0061> <8140><0062> endbfchar")
        .read();
    near(page.edges_of(&only(&page)), &[0.0, 7.0, 8.0]);
    assert_eq!(texts(&page), ["ab"]);
    let japanese =
        "<</Subtype/Type0/BaseFont/Any/Encoding/90ms-RKSJ-H/DescendantFonts[<</Subtype/CIDFontType0
        /CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000/W[264[600]]>>]>>";
    let page = OnePage::new("BT /F 10 Tf (A\\202\\240) Tj ET").font(japanese).read();
    assert_eq!(texts(&page), ["A\u{3042}"]);
    near(page.edges_of(&only(&page)), &[0.0, 6.0, 16.0]);
    let utf16 = japanese.replace("90ms-RKSJ-H", "UniJIS-UTF16-H");
    assert_eq!(shown(&utf16, "<00413042>"), "A\u{3042}");
}

#[test]
fn vertical_writing_reads_downwards() {
    let dict = composite("/Identity-V", "/DW2[880 -500]/W2[2[-1000 0 0]]", "/ToUnicode 10 0 R");
    let page = OnePage::new("BT /F 10 Tf 50 90 Td <00010002> Tj <0001> Tj ET")
        .font(&dict)
        .stream("", "beginbfrange <0001><0002><0041> endbfrange")
        .read();
    let run = page.runs[0];
    assert_eq!((page.text_of(&run), run.turn), ("AB", Turn::Down));
    near(page.edges_of(&run), &[0.0, 5.0, 15.0]);
    near(&[run.baseline, run.area.y0, run.area.y1], &[50.0, 10.0, 25.0]);
    near(&[page.runs[1].area.y0], &[25.0]);
}

/// A TrueType file with three glyphs, a `cmap` of the given subtables and advances 500, 600 and 700.
fn true_type(subtables: &[(u16, u16, Vec<u8>)]) -> Vec<u8> {
    let mut cmap = vec![0, 0, 0, subtables.len() as u8];
    let mut offset = 4 + 8 * subtables.len() as u32;
    for (platform, encoding, data) in subtables {
        cmap.extend(platform.to_be_bytes());
        cmap.extend(encoding.to_be_bytes());
        cmap.extend(offset.to_be_bytes());
        offset += data.len() as u32;
    }
    cmap.extend(subtables.iter().flat_map(|(_, _, data)| data.clone()));
    let mut head = vec![0; 54];
    head[0] = 0;
    head[1] = 1;
    head[12..16].copy_from_slice(&0x5f0f_3cf5_u32.to_be_bytes());
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let mut hhea = vec![0; 36];
    hhea[1] = 1;
    hhea[35] = 3;
    let hmtx: Vec<u8> = [500_u16, 0, 600, 0, 700, 0].iter().flat_map(|v| v.to_be_bytes()).collect();
    let mut maxp = vec![0, 1, 0, 0, 0, 3];
    maxp.resize(32, 0);
    let tables: [(&[u8; 4], Vec<u8>); 5] =
        [(b"cmap", cmap), (b"head", head), (b"hhea", hhea), (b"hmtx", hmtx), (b"maxp", maxp)];
    let mut file = vec![0, 1, 0, 0, 0, 5, 0, 64, 0, 2, 0, 16];
    let mut at = 12 + 16 * tables.len();
    for (tag, data) in &tables {
        file.extend(*tag);
        file.extend([0; 4]);
        file.extend((at as u32).to_be_bytes());
        file.extend((data.len() as u32).to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// A `cmap` subtable of format 12.
fn groups(entries: &[(u32, u32)]) -> Vec<u8> {
    let mut data = vec![0, 12, 0, 0];
    data.extend((16 + 12 * entries.len() as u32).to_be_bytes());
    data.extend(0_u32.to_be_bytes());
    data.extend((entries.len() as u32).to_be_bytes());
    for (code, glyph) in entries {
        data.extend(code.to_be_bytes());
        data.extend(code.to_be_bytes());
        data.extend(glyph.to_be_bytes());
    }
    data
}

#[test]
fn an_embedded_true_type_program_tells_what_glyphs_mean() {
    let unicode = (3, 1, groups(&[(0x41, 1), (0x20b9, 2)]));
    let file = true_type(std::slice::from_ref(&unicode));
    let dict = composite("/Identity-H", "/CIDToGIDMap/Identity/FontDescriptor<</FontFile2 10 0 R>>", "");
    let page = OnePage::new("BT /F 10 Tf <000100020005> Tj ET").font(&dict).stream("", &file).read();
    assert_eq!(texts(&page), ["A\u{20b9}\u{fffd}"]);
    let mapped = composite("/Identity-H", "/CIDToGIDMap 11 0 R/FontDescriptor<</FontFile2 10 0 R>>", "");
    let page = OnePage::new("BT /F 10 Tf <00000001> Tj ET")
        .font(&mapped)
        .stream("", &file)
        .stream("", [0, 2, 0, 1])
        .read();
    assert_eq!(texts(&page), ["\u{20b9}A"]);
    // Codes of a symbolic simple font go through the symbol table, meanings come from the Unicode one.
    let file = true_type(&[unicode, (3, 0, groups(&[(0xf021, 2), (0xf022, 1)]))]);
    let simple = "<</Subtype/TrueType/BaseFont/X/FontDescriptor<</Flags 4/FontFile2 10 0 R>>>>";
    let page = OnePage::new("BT /F 10 Tf (!\") Tj ET").font(simple).stream("", &file).read();
    assert_eq!(texts(&page), ["\u{20b9}A"]);
    near(page.edges_of(&only(&page)), &[0.0, 7.0, 13.0]);
}

/// A bare CFF font with the glyphs `.notdef`, `A` and `fi` at codes 1 and 2 of its own encoding.
fn compact() -> Vec<u8> {
    let index = |items: &[&[u8]]| {
        let mut data = (items.len() as u16).to_be_bytes().to_vec();
        if items.is_empty() {
            return data;
        }
        data.push(1);
        let mut offset = 1_u8;
        data.push(offset);
        for item in items {
            offset += item.len() as u8;
            data.push(offset);
        }
        data.extend(items.concat());
        data
    };
    let number = |value: u16| [28, (value >> 8) as u8, value as u8];
    let head = [1, 0, 4, 1].to_vec();
    let names = index(&[b"X"]);
    let rest = [index(&[]), index(&[])].concat();
    // The top dictionary has a fixed length, so offsets behind it are known beforehand.
    let length = 4 + 4 + 4 + 3 + 3 + 1;
    let start = head.len() + names.len() + 5 + length + rest.len();
    let encoding = [0, 2, 1, 2];
    let charset = [0, 0, 34, 0, 109];
    let glyphs = index(&[&[14], &[14], &[14]]);
    let top = [
        &number(start as u16)[..],
        &[16],
        &number((start + encoding.len()) as u16),
        &[15],
        &number((start + encoding.len() + charset.len()) as u16),
        &[17],
        &number(0),
        &number(0),
        &[18],
    ]
    .concat();
    assert_eq!(top.len(), length);
    [head, names, index(&[&top]), rest, encoding.to_vec(), charset.to_vec(), glyphs].concat()
}

#[test]
fn an_embedded_compact_font_brings_its_encoding() {
    let dict = "<</Subtype/Type1/BaseFont/X/FirstChar 1/Widths[500 500]/FontDescriptor<</Flags 4/FontFile3 10 0 R>>>>";
    let page = OnePage::new("BT /F 10 Tf (\\001\\002\\003) Tj ET")
        .font(dict)
        .stream("/Subtype/Type1C", compact())
        .read();
    assert_eq!(texts(&page), ["Afi\u{fffd}"]);
}

#[test]
fn broken_programs_and_maps_leave_codes_unmapped() {
    let dict = composite("/Identity-H", "/W 7/FontDescriptor<</FontFile2 10 0 R>>", "/ToUnicode 10 0 R");
    let page = OnePage::new("BT /F 10 Tf <0001> Tj <00> Tj ET").font(&dict).stream("", "no font").read();
    assert_eq!(texts(&page), ["\u{fffd}", "\u{fffd}"]);
    assert!(page.fonts[0].unmapped);
}

/// How many defects are told of a page that shows `string` in the font `dict`, which is an object of its own.
fn defects(dict: &str, string: &str) -> u32 {
    let content = format!("BT /F 10 Tf 10 50 Td {string} Tj ET");
    OnePage::new(content).resources("/Font<</F 10 0 R>>").object(dict).defects()
}

#[test]
fn what_cannot_be_meant_in_a_simple_font_is_told() {
    let font = |list: &str, widths: &str| {
        format!(
            "<</Type/Font/Subtype/TrueType/BaseFont/Own/Encoding<</Type/Encoding/Differences[{list}]>>
            /FirstChar 64/LastChar 71/Widths[{widths}]>>"
        )
    };
    let (list, widths) = ("64/A/C/D/F/G/I/M/e", "590 598 613 525 676 278 709 545");
    let all = "(@ABCDEFG)";
    assert_eq!(defects(&font(list, widths), all), 0);
    for (list, widths) in [
        (list, "590 598 613 525 -76 278 709 545"),
        (list, "590 598 613 525/76 278 709 545"),
        ("68/A/C/D/F/G/I/M/e", widths),
        ("645/A/C/D/F/G/I/M/e", widths),
        ("-4/A/C/D/F/G/I/M/e", widths),
        ("64/A/C/D/F/G/I/M", widths),
    ] {
        assert!(defects(&font(list, widths), all) > 0, "{list} {widths}");
    }
    for (name, told) in [("Times-Roman", 0), ("Arial,Bold", 0), ("Timez-Roman", 1)] {
        let bare = format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>");
        assert_eq!(defects(&bare, "(A)"), told, "{name} gives no widths");
    }
    let typeless = font(list, widths).replace("/Type/Encoding/Differences", "/Difference");
    assert!(defects(&typeless, all) > 0);
    assert!(defects(&font(list, widths).replace(">>", "/ToUnicode(Identity)>>"), all) > 0);
    assert!(defects(&font(list, widths).replace("/FirstChar", "/FontDescriptor[]/FirstChar"), all) > 0);
}

#[test]
fn what_cannot_be_meant_in_a_composite_font_is_told() {
    let font = |encoding: &str, widths: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/{encoding}/DescendantFonts[<</Type/Font
            /Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>/W {widths}>>]>>"
        )
    };
    let rising = "[3[590]4[598]5[613]6[525]7[676]8[278]9[709]10[545]11[500]12[490]13[500]]";
    let falling = "[13[590]12[598]11[613]10[525]9[676]8[278]7[709]6[545]5[500]4[490]3[500]]";
    for widths in [rising, falling, "[3 9 500 10[490]]", "[]"] {
        assert_eq!(defects(&font("Identity-H", widths), "<00030004>"), 0, "{widths}");
    }
    for (encoding, widths) in [
        ("Identity-X", rising.to_owned()),
        ("Identity-H", rising.replace("7[676]", "97[676]")),
        ("Identity-H", falling.replace("7[709]", "97[709]")),
        ("Identity-H", rising.replace("676", "6 6")),
        ("Identity-H", rising.replace("676", "/76")),
        ("Identity-H", rising.replace("676", "-76")),
        ("Identity-H", "[3 9 -500]".to_owned()),
        ("Identity-H", "[9 3 500]".to_owned()),
        ("Identity-H", "(3 9 500)".to_owned()),
    ] {
        assert!(defects(&font(encoding, &widths), "<00030004>") > 0, "{encoding} {widths}");
    }
}
