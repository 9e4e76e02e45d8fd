//! The text model: operators, matrices, forms, clips, marks, rulings and limits, each on a page of a few operators.

mod one_page;

use cas_page::{Rect, Turn};
use cas_pdf::{Limits, PdfError, open};
use one_page::{OnePage, near, only, texts};

fn sides(area: &Rect) -> [f32; 4] {
    [area.x0, area.y0, area.x1, area.y1]
}

#[test]
fn a_string_has_edges_baseline_and_box() {
    let page = OnePage::new("BT /F 10 Tf 20 30 Td (ab c) Tj ET").read();
    let run = only(&page);
    assert_eq!(page.text_of(&run), "ab c");
    near(page.edges_of(&run), &[20.0, 25.0, 30.0, 35.0, 40.0]);
    near(&sides(&run.area), &[20.0, 62.5, 40.0, 72.5]);
    near(&[run.baseline, run.size], &[70.0, 10.0]);
    assert_eq!((run.turn, run.visible, run.clip, run.tag, run.show), (Turn::Upright, true, 0, 0, 0));
    assert_eq!(page.fonts[0].name, "Plain");
}

#[test]
fn spacing_and_scaling_widen_the_advance() {
    let page = OnePage::new("BT /F 10 Tf 1 Tc 2 Tw 50 Tz 1 0 0 1 0 50 Tm (a b) Tj (c) Tj ET").read();
    near(page.edges_of(&page.runs[0]), &[0.0, 3.0, 7.0, 9.5]);
    near(page.edges_of(&page.runs[1]), &[10.0, 12.5]);
}

#[test]
fn line_operators() {
    let page = OnePage::new(
        "BT /F 10 Tf 12 TL 10 90 Td (a) Tj T* (b) Tj (c) ' 3 0.5 (d e) \" 5 -20 TD (f) Tj T* (g) Tj 7 Ts (h) Tj ET",
    )
    .read();
    let places: Vec<_> = page.runs.iter().map(|run| (page.text_of(run), run.area.x0, run.baseline)).collect();
    assert_eq!(
        places,
        [
            ("a", 10.0, 10.0),
            ("b", 10.0, 22.0),
            ("c", 10.0, 34.0),
            ("d e", 10.0, 46.0),
            ("f", 15.0, 66.0),
            ("g", 15.0, 86.0),
            ("h", 20.5, 79.0)
        ]
    );
    near(page.edges_of(&page.runs[3]), &[10.0, 15.5, 24.0, 29.0]);
    let shows: Vec<_> = page.runs.iter().map(|run| run.show).collect();
    assert_eq!(shows, [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn arrays_split_at_word_gaps_and_steps_back_but_not_at_kerning() {
    let page = OnePage::new("BT /F 10 Tf 0 50 Td [(a)-100(b)-300(c)400(d)80()(e)] TJ (f) Tj ET").read();
    assert_eq!(texts(&page), ["ab", "c", "de", "f"]);
    near(page.edges_of(&page.runs[0]), &[0.0, 6.0, 11.0]);
    near(page.edges_of(&page.runs[1]), &[14.0, 19.0]);
    near(page.edges_of(&page.runs[2]), &[15.0, 19.2, 24.2]);
    let shows: Vec<_> = page.runs.iter().map(|run| run.show).collect();
    assert_eq!(shows, [0, 0, 0, 1]);
}

#[test]
fn letters_fitted_into_the_places_of_another_font_stay_together() {
    let texts_of = |content: &str| {
        let page = OnePage::new(format!("BT /F 10 Tf 0 50 Td {content} ET")).read();
        texts(&page).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    // Blanks are shown as blanks, in the array or in what came before; a wider gap is one all the same.
    assert_eq!(texts_of("[(J)-265(u)-7(n)20( )5(1)]TJ"), ["Jun 1"]);
    assert_eq!(texts_of("[(J)-265(u)-7(n)20( )5(1)-360(2)]TJ"), ["Jun 1", "2"]);
    let before = "a bc ".repeat(10);
    assert_eq!(texts_of(&format!("({before}) Tj [(J)-265(u)-7(n)]TJ")), [&before, "Jun"]);
    // Where no blanks are shown, and in justified lines of whole words, gaps are what blanks are.
    assert_eq!(texts_of("[(J)-265(u)-7(n)]TJ"), ["J", "un"]);
    assert_eq!(texts_of("[(based)-265(on)-265(the)]TJ"), ["based", "on", "the"]);
    assert_eq!(texts_of(&format!("({before}) Tj [(based)-265(on)]TJ")), [&before, "based", "on"]);
}

#[test]
fn turns_and_their_distances() {
    for (matrix, turn, baseline) in [
        ("0 1 -1 0 50 20", Turn::Up, 50.0),
        ("0 -1 1 0 50 80", Turn::Down, 50.0),
        ("-1 0 0 -1 50 40", Turn::Reversed, 60.0),
        (".7 .7 -.7 .7 50 40", Turn::Oblique, 60.0),
    ] {
        let page = OnePage::new(format!("BT /F 10 Tf {matrix} Tm [(ab)-500(c)] TJ ET")).read();
        assert_eq!(texts(&page), ["ab", "c"]);
        let run = page.runs[0];
        assert_eq!(run.turn, turn);
        near(&[run.baseline], &[baseline]);
        let length = if turn == Turn::Oblique { 9.8995 } else { 10.0 };
        near(page.edges_of(&run), &[0.0, length / 2.0, length]);
        near(&page.edges_of(&page.runs[1])[..1], &[0.0]);
    }
    let page = OnePage::new("BT /F 10 Tf 0 1 -1 0 50 20 Tm (ab) Tj ET").read();
    near(&sides(&page.runs[0].area), &[42.5, 70.0, 52.5, 80.0]);
}

#[test]
fn sheared_flipped_and_scaled_text_is_upright() {
    let sheared = OnePage::new("BT /F 10 Tf 1 0 .3 1 20 30 Tm (ab) Tj ET").read();
    let flipped = OnePage::new("1 0 0 -1 0 100 cm BT /F 10 Tf 1 0 0 -1 20 70 Tm (ab) Tj ET").read();
    let scaled = OnePage::new("10 0 0 10 0 0 cm BT /F 1 Tf 2 3 Td (ab) Tj ET").read();
    let negative = OnePage::new("BT /F -10 Tf -1 0 0 -1 20 30 Tm (ab) Tj ET").read();
    for page in [sheared, flipped, scaled, negative] {
        let run = only(&page);
        assert_eq!(run.turn, Turn::Upright);
        near(page.edges_of(&run), &[20.0, 25.0, 30.0]);
        near(&sides(&run.area), &[20.0, 62.5, 30.0, 72.5]);
        near(&[run.baseline, run.size], &[70.0, 10.0]);
    }
}

#[test]
fn rotated_cropped_and_scaled_pages() {
    for (attributes, size, at) in [
        ("/Rotate 90", [100.0, 200.0], [30.0, 20.0]),
        ("/Rotate 180", [200.0, 100.0], [180.0, 30.0]),
        ("/Rotate -90", [100.0, 200.0], [70.0, 180.0]),
        ("/CropBox[10 20 110 90]", [100.0, 70.0], [10.0, 60.0]),
        ("/UserUnit 2", [400.0, 200.0], [40.0, 140.0]),
    ] {
        let page = OnePage::new("BT /F 10 Tf 20 30 Td (a) Tj ET").attributes(attributes).read();
        near(&[page.width, page.height], &size);
        let run = only(&page);
        let start = match run.turn {
            Turn::Down => [run.baseline, run.area.y0],
            Turn::Up => [run.baseline, run.area.y1],
            Turn::Reversed => [run.area.x1, run.baseline],
            _ => [run.area.x0, run.baseline],
        };
        near(&start, &at);
    }
}

#[test]
fn clips_are_numbered_and_the_page_is_none() {
    let page = OnePage::new(
        "0 0 200 100 re W n BT /F 10 Tf 1 50 Td (a) Tj ET q 10 40 50 20 re W n BT 12 50 Td (b) Tj ET \
         q 0 0 30 200 re W* n BT 12 50 Td (c) Tj ET Q BT 12 50 Td (d) Tj ET Q BT 1 1 Td (e) Tj ET \
         q 20 20 m 80 50 l 20 80 l h W n BT 12 50 Td (f) Tj ET Q",
    )
    .read();
    let clips: Vec<_> = page.runs.iter().map(|run| run.clip).collect();
    assert_eq!(clips, [0, 1, 2, 1, 0, 3]);
    near(&sides(&page.clips[0]), &[10.0, 40.0, 60.0, 60.0]);
    near(&sides(&page.clips[1]), &[10.0, 40.0, 30.0, 60.0]);
    near(&sides(&page.clips[2]), &[20.0, 20.0, 80.0, 80.0]);
}

#[test]
fn marked_content_and_what_it_stands_for() {
    let page = OnePage::new(
        "/P <</MCID 3>> BDC BT /F 10 Tf 1 50 Td (a) Tj /Span <</ActualText <FEFF20B9> /MCID 4>> BDC (b) Tj \
         /X BMC (c) Tj EMC EMC (d) Tj ET EMC /Q /R BDC BT (e) Tj ET EMC EMC BT (f) Tj ET",
    )
    .resources(format!("/Font<</F {}>>/Properties<</R<</MCID 9/ActualText(x)>>>>", one_page::PLAIN))
    .read();
    let tags: Vec<_> = page.runs.iter().map(|run| run.tag).collect();
    assert_eq!(tags, [1, 2, 2, 1, 3, 0]);
    let shown: Vec<_> =
        page.tags.iter().map(|tag| (tag.name.as_str(), tag.mcid, tag.actual_text.as_deref())).collect();
    assert_eq!(shown, [("P", Some(3), None), ("Span", Some(4), Some("\u{20b9}")), ("Q", Some(9), Some("x"))]);
}

#[test]
fn optional_content_that_is_off_is_not_visible() {
    let page = OnePage::new(
        "BT /F 10 Tf /OC /Off BDC (a) Tj EMC /OC /On BDC (b) Tj EMC /OC /Both BDC (c) Tj EMC /OC /One BDC (d) Tj EMC ET",
    )
    .resources(format!(
        "/Font<</F {}>>/Properties<</Off 10 0 R/On 11 0 R/Both<</OCGs[10 0 R 11 0 R]>>/One<</OCGs 10 0 R>>>>",
        one_page::PLAIN
    ))
    .catalog("/OCProperties<</OCGs[10 0 R 11 0 R]/D<</OFF[10 0 R]>>>>")
    .object("<</Type/OCG/Name(a)>>")
    .object("<</Type/OCG/Name(b)>>")
    .read();
    let visible: Vec<_> = page.runs.iter().map(|run| run.visible).collect();
    assert_eq!(visible, [false, true, true, false]);
}

#[test]
fn invisible_modes_are_flagged() {
    let page = OnePage::new("BT /F 10 Tf 3 Tr (a) Tj 7 Tr (b) Tj 2 Tr (c) Tj ET").read();
    let visible: Vec<_> = page.runs.iter().map(|run| run.visible).collect();
    assert_eq!(visible, [false, false, true]);
}

#[test]
fn forms_nest_clip_and_leave_nothing_behind() {
    let own = format!(
        "/Subtype/Form/BBox[0 0 500 500]/Matrix[.1 0 0 .1 10 20]/Resources<</Font<</G {}>>/XObject<</Y 11 0 R>>>>",
        one_page::PLAIN
    );
    let page = OnePage::new("q /X Do Q BT /F 10 Tf 1 1 Td (c) Tj ET /X Do")
        .resources(format!("/Font<</F {}>>/XObject<</X 10 0 R>>", one_page::PLAIN))
        .stream(&own, "BT /G 100 Tf 50 60 Td (a) Tj ET /M BMC q q /Y Do")
        .stream("/Subtype/Form/BBox[0 0 300 300]", "BT /G 100 Tf 70 80 Td (b) Tj ET /Y Do /X Do")
        .read();
    assert_eq!(texts(&page), ["a", "b", "c", "a", "b"]);
    let run = page.runs[0];
    near(&[run.area.x0, run.baseline, run.size], &[15.0, 74.0, 10.0]);
    near(&[page.runs[1].area.x0, page.runs[1].baseline], &[17.0, 72.0]);
    near(&sides(&page.clips[0]), &[10.0, 30.0, 60.0, 80.0]);
    near(&sides(&page.clips[1]), &[10.0, 50.0, 40.0, 80.0]);
    assert_eq!((page.runs[2].clip, page.runs[2].tag), (0, 0));
    near(&[page.runs[2].area.x0], &[1.0]);
}

#[test]
fn a_form_that_lacks_a_category_uses_that_around_it() {
    let form = |resources: &str| format!("/Subtype/Form/BBox[0 0 500 500]/Resources<<{resources}>>");
    let page = OnePage::new("/X Do BT /F 10 Tf (c) Tj ET")
        .resources(format!("/Font<</F {}>>/XObject<</X 10 0 R/Y 11 0 R>>", one_page::PLAIN))
        .stream(&form("/ProcSet[/PDF/Text]"), "BT /F 10 Tf (a) Tj ET /Y Do")
        .stream(&form("/XObject<<>>"), "BT /F 10 Tf (b) Tj ET /X Do");
    let read = page.read();
    assert_eq!(texts(&read), ["a", "b", "c"]);
    // The category of its own that has no such entry counts.
    assert_eq!(page.defects(), 1);
}

#[test]
fn rules_and_boxes_are_kept_and_curves_are_not() {
    let page = OnePage::new(
        "10 10 50 20 re f 10 40 m 90 40 l S 5 5 m 5 95 l S 20 50 m 40 50 l 40 60 l 20 60 l h B \
         0 0 m 50 50 l S 10 10 m 20 20 30 20 40 10 c f 1 1 3 3 re n q 10 10 5 5 re W n 0 0 100 100 re f Q",
    )
    .read();
    let rulings: Vec<_> = page.rulings.iter().map(|ruling| (sides(&ruling.area), ruling.filled)).collect();
    assert_eq!(
        rulings,
        [
            ([10.0, 70.0, 60.0, 90.0], true),
            ([10.0, 60.0, 90.0, 60.0], false),
            ([5.0, 5.0, 5.0, 95.0], false),
            ([20.0, 40.0, 40.0, 50.0], true),
            ([10.0, 85.0, 15.0, 90.0], true),
        ]
    );
}

#[test]
fn inline_images_are_stepped_over() {
    let page = OnePage::new(
        b"BT /F 10 Tf (a) Tj ET BI /W 4 /H 2 /BPC 8 /CS /G ID (EI)xEI \nEI BT (b) Tj ET \
          BI /W 1 /H 1 /F /Fl ID \x01 EI\x02 (x) \xff EI BT (c) Tj ET BI /W 2 /H 1 /IM true ID \x80\nEI BT (d) Tj ET",
    )
    .read();
    assert_eq!(texts(&page), ["a", "b", "c", "d"]);
}

#[test]
fn the_end_of_an_inline_image_is_found_or_missed_aloud() {
    let shown = |image: &[u8]| {
        let content = [&b"BT /F 10 Tf (a) Tj ET q "[..], image, b" Q BT (b) Tj ET"].concat();
        let page = OnePage::new(content);
        (texts(&page.read()).len(), page.defects())
    };
    for image in [
        &b"BI /W 1 /H 1 /BPC 8 /CS /G /F /A85 ID 5l~>EI"[..],
        b"BI /W 1 /H 1 /F [/A85 /Fl] ID EI 5l~>\nEI",
        b"BI /W 2 /H 2 /F/AHx ID 00 EI 00>EI",
        // Nothing parts the end from the data; what follows is a string that no Latin letter is in, or a remark.
        b"BI /W 2 /H 2 /BPC 8 /CS /CS0 ID \x80bcdEI",
        b"BI /W 2 /H 2 /F/Fl ID \x01\x02\xff\nEI Q BT (\xa4 \xe9)Tj ET",
        b"BI /W 2 /H 2 /F/Fl ID \x01\x02\xff\nEI%remark \xe9\xe8\n",
        // What looks like the end and is none.
        b"BI /W 2 /H 2 /F/Fl ID \x01 EI \xff EI\xff EIEI xEI Q q \x80\nEI",
    ] {
        let expected = 2 + usize::from(image.ends_with(b"ET"));
        assert_eq!(shown(image), (expected, 0), "{}", String::from_utf8_lossy(image));
    }
    // No data, or data without an end.
    assert_eq!(shown(b"BI /W 1 /H 1"), (2, 1));
    assert_eq!(shown(b"BI /W 1 EI"), (2, 1));
    assert_eq!(shown(b"BI /W 1 ID \x01\x02 "), (1, 1));
}

#[test]
fn what_has_no_end_is_told() {
    let defects = |content: &str| OnePage::new(format!("BT /F 9 Tf (a) Tj {content}")).defects();
    for unclosed in ["(b) Tj (c", "<41", "[(b)", "/Span<</MCID 0 BDC (b) Tj", "(b)"] {
        assert_eq!(defects(unclosed), 1, "{unclosed}");
    }
    assert_eq!(defects("(b) Tj 1 0"), 0);
}

#[test]
fn hexadecimal_strings_end_no_dictionary() {
    let page =
        OnePage::new("BT /F 9 Tf /Span<</ActualText<41>>>BDC (b) Tj EMC /Span<</A<>>>BDC (c) Tj EMC ET");
    let read = page.read();
    assert_eq!((texts(&read), page.defects()), (vec!["b", "c"], 0));
    assert_eq!(read.tags[0].actual_text.as_deref(), Some("A"));
}

#[test]
fn graphics_states_can_set_the_font() {
    let page = OnePage::new("/S gs BT (a) Tj ET")
        .resources(format!("/ExtGState<</S<</Font[10 0 R 8]>>>>/Font<</F {}>>", one_page::PLAIN))
        .object(one_page::PLAIN)
        .read();
    near(&[only(&page).size], &[8.0]);
}

#[test]
fn broken_operators_are_skipped_and_missing_fonts_read() {
    let page =
        OnePage::new("Q Q EMC BT Tf Td (x) /Nope 9 Tf 1 2 3 Tm [ (a) TJ ) > } ] ET 5 Do /None Do (b) Tj")
            .read();
    assert_eq!(texts(&page), ["a", "b"]);
    assert!(page.fonts[0].unmapped);
    assert_eq!(page.fonts[0].name, "");
}

#[test]
fn limits_end_the_page() {
    let pdf = OnePage::new("BT /F 1 Tf (a) Tj (b) Tj (c) Tj ET").pdf();
    let mut limits = Limits::default();
    limits.runs_per_page = 2;
    let result = open(&pdf, &[], &limits).and_then(|file| file.page(0));
    assert_eq!(result.err(), Some(PdfError::LimitExceeded { limit: "runs_per_page", allowed: 2 }));
    let mut limits = Limits::default();
    limits.operators = 3;
    let result = open(&pdf, &[], &limits).and_then(|file| file.page(0));
    assert_eq!(result.err(), Some(PdfError::LimitExceeded { limit: "operators", allowed: 3 }));
}

#[test]
fn content_streams_are_joined_by_white_space() {
    let page = OnePage::new("")
        .attributes("/Contents[10 0 R 11 0 R]")
        .stream("", "BT /F 10 Tf (a)")
        .stream("", "Tj ET");
    assert_eq!(texts(&page.read()), ["a"]);
}

#[test]
fn text_far_beyond_any_page_is_told() {
    let defects = |place: &str| OnePage::new(format!("BT /F 9 Tf {place} Td (a) Tj ET")).defects();
    for place in ["10 20", "-300 900", "14000 -14000"] {
        assert_eq!(defects(place), 0, "{place}");
    }
    for place in ["10 241094", "-100000 20"] {
        assert_eq!(defects(place), 1, "{place}");
    }
}
