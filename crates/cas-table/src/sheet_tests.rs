//! Tests of the way from runs to words and lines: joining, cleaning, reading order, and that nothing is lost.

use cas_page::{Page, Turn};

use crate::{AsideKind, Draft, Sheet};

fn lines(sheet: &Sheet) -> Vec<String> {
    sheet.lines.iter().map(|line| sheet.line_text(line)).collect()
}

#[test]
fn abutting_runs_are_one_word_and_blanks_separate() {
    let sheet = Draft::new()
        .left(10.0, 50.0, 8.0, "128")
        .left(22.0, 50.0, 8.0, "TSDGG")
        .left(42.0, 50.0, 8.0, "-")
        .left(46.0, 50.0, 8.0, "Axis ")
        .left(66.0, 50.0, 8.0, "ELSS")
        .sheet();
    assert_eq!(lines(&sheet), ["128TSDGG-Axis ELSS"]);
    let first = sheet.words[0];
    assert_eq!(sheet.text(&first), "128TSDGG-Axis");
    assert_eq!(sheet.edges(&first).len(), 14);
    assert!(first.blank_after);
    assert_eq!(sheet.joints(&first).collect::<Vec<_>>(), [3, 8, 9]);
    assert_eq!(sheet.joints(&sheet.words[1]).count(), 0);
}

#[test]
fn cells_five_points_apart_stay_apart() {
    let sheet = Draft::new().left(10.0, 50.0, 7.0, "70000001").left(43.0, 50.0, 7.0, "1,234.567").sheet();
    assert_eq!(sheet.words.len(), 2);
}

#[test]
fn cells_under_different_clips_are_not_joined() {
    let mut page = Draft::new().left(10.0, 50.0, 8.0, "12.517").left(34.0, 50.0, 8.0, "99.361").page();
    page.clips =
        vec![cas_page::Rect::new(0.0, 40.0, 34.0, 60.0), cas_page::Rect::new(34.0, 40.0, 80.0, 60.0)];
    page.runs[0].clip = 1;
    page.runs[1].clip = 2;
    assert_eq!(Sheet::from_page(page).words.len(), 2);
}

#[test]
fn a_raised_sign_belongs_to_its_word() {
    let sheet = Draft::new()
        .left(10.0, 50.0, 7.162, "IDCW")
        .left(24.324, 47.8, 4.775, "#")
        .left(27.5, 50.0, 7.162, " Payout")
        .left(510.0, 49.12, 7.162, "Registrar : CAMS")
        .sheet();
    assert_eq!(lines(&sheet), ["IDCW# Payout Registrar : CAMS"]);
}

#[test]
fn a_line_is_not_torn_below_a_cell_that_stands_higher() {
    let sheet = Draft::new()
        .left(510.0, 161.95, 6.74, "Registrar :")
        .left(53.0, 163.83, 6.74, "166TB-Fund")
        .left(200.0, 163.70, 6.74, "- Payout")
        .left(525.0, 169.76, 6.74, "KFINTECH")
        .sheet();
    assert_eq!(lines(&sheet), ["Registrar :", "166TB-Fund - Payout", "KFINTECH"]);
}

#[test]
fn twins_are_set_aside() {
    let sheet = Draft::new()
        .left(25.0, 50.0, 6.5, "Statement for the period")
        .left(25.3, 50.0, 6.5, "Statement for the period")
        .left(25.0, 70.0, 6.7, "15-Jan-2021")
        .left(25.0, 70.7, 6.7, "15-Jan-2021")
        .left(25.0, 90.0, 6.7, "15-Feb-2021")
        .left(25.0, 92.9, 6.7, "15-Feb-2021")
        .right(400.0, 110.0, 6.7, "12,34,567.00")
        .right(400.0, 110.0, 6.7, "34,567.00")
        .sheet();
    assert_eq!(lines(&sheet), ["Statement for the period", "15-Jan-2021", "15-Feb-2021", "12,34,567.00"]);
    assert_eq!(sheet.aside_count(AsideKind::Twin), 7);
}

#[test]
fn equal_rows_one_pitch_apart_stay() {
    let sheet = Draft::new().left(25.0, 50.0, 6.7, "11.11").left(25.0, 57.2, 6.7, "11.11").sheet();
    assert_eq!(lines(&sheet), ["11.11", "11.11"]);
}

#[test]
fn doubled_glyphs_are_halved_only_when_all_are_paired() {
    let sheet = Draft::new()
        .left(25.0, 50.0, 6.5, "NNaattiioonnaall")
        .left(25.0, 60.0, 6.5, "Issuer BALLARPUR")
        .left(25.0, 70.0, 6.5, "0011--0044--22002266")
        .left(25.0, 80.0, 6.5, "112233 AA 1100 TT")
        .sheet();
    assert_eq!(lines(&sheet), ["National", "Issuer BALLARPUR", "01-04-2026", "112233 AA 1100 TT"]);
    let width = sheet.words[0].area.width();
    assert_eq!(sheet.edges(&sheet.words[0]).len(), 9);
    assert!((width - 16.0 * 3.25).abs() < 0.01);
}

#[test]
fn coincident_doubles_are_halved_even_in_numbers() {
    let mut page = Draft::new().left(25.0, 50.0, 6.5, "1122").page();
    page.edges = vec![25.0, 25.3, 28.25, 28.5, 31.5];
    let sheet = Sheet::from_page(page);
    assert_eq!(lines(&sheet), ["12"]);
}

#[test]
fn overlays_stamps_and_watermarks_are_asides() {
    let mut page = Draft::new()
        .run("ABCDEF+Mangal", 60.0, 50.0, 6.5, "xyz")
        .left(25.0, 50.0, 6.5, "Security")
        .left(80.0, 50.0, 6.5, "\u{916}\u{93e}\u{924}\u{947}")
        .left(580.0, 800.0, 4.8, "CAMSCASWS-1")
        .left(200.0, 400.0, 40.0, "COPY")
        .left(25.0, 60.0, 6.5, "hidden")
        .page();
    page.runs[3].turn = Turn::Up;
    page.runs[4].turn = Turn::Oblique;
    page.runs[5].visible = false;
    let sheet = Sheet::from_page(page);
    assert_eq!(lines(&sheet), ["Security"]);
    let kinds: Vec<AsideKind> = sheet.asides.iter().map(|aside| aside.kind).collect();
    let expected = [
        AsideKind::Overlay,
        AsideKind::Overlay,
        AsideKind::Rotated,
        AsideKind::Oblique,
        AsideKind::Invisible,
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn a_prefix_ends_within_a_word() {
    let sheet = Draft::new().left(25.0, 50.0, 6.5, "Folio No : 123 PAN:ABCDE1234F").sheet();
    let (count, rest) = sheet.prefix(0..sheet.words.len(), "Folio No:").unwrap();
    assert_eq!((count, sheet.span(rest)), (3, ""));
    let (count, rest) = sheet.prefix(4..sheet.words.len(), "pan:").unwrap();
    assert_eq!((count, sheet.span(rest)), (1, "ABCDE1234F"));
    assert!(sheet.prefix(0..2, "Folio No:").is_none());
}

#[test]
fn words_are_cut_at_glyph_edges() {
    let sheet = Draft::new().left(20.0, 50.0, 6.0, "910000000001/0INF900A01AB0").sheet();
    let (folio, isin, x) = sheet.cut(&sheet.words[0], 62.4, 1.5).unwrap();
    assert_eq!((sheet.span(folio), sheet.span(isin), x), ("910000000001/0", "INF900A01AB0", 62.0));
    assert!(sheet.cut(&sheet.words[0], 200.0, 1.5).is_none());
}

/// A small generator of numbers for the property test: xorshift, seeded.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// Every character painted is in a word or in something set aside, whatever the page looks like.
#[test]
fn no_character_is_lost() {
    const TEXTS: [&str; 12] = [
        "Date",
        " Folio No: 1 ",
        "1,234.56",
        "NNaa",
        "#",
        "\u{fffd}\u{fffd}",
        "\u{924}",
        "aabbcc",
        "",
        "  ",
        "\u{ad}x",
        "15-Jan-2021",
    ];
    for seed in 1..400 {
        let mut dice = Dice(seed * 0x9E37_79B9);
        let mut draft = Draft::new();
        for _ in 0..dice.roll(60) {
            let text = TEXTS[dice.roll(TEXTS.len() as u64) as usize];
            let (x, y) = (dice.roll(600) as f32 / 3.0, dice.roll(300) as f32 / 3.0);
            draft = draft.left(x, y, 4.0 + dice.roll(8) as f32, text);
        }
        let mut page: Page = draft.page();
        for run in &mut page.runs {
            run.turn =
                [Turn::Upright, Turn::Upright, Turn::Upright, Turn::Up, Turn::Oblique][dice.roll(5) as usize];
            run.visible = dice.roll(9) > 0;
            run.clip = dice.roll(3) as u16;
        }
        let count = |text: &str| text.chars().filter(|character| !character.is_whitespace()).count();
        let painted: usize = page.runs.iter().map(|run| count(page.text_of(run))).sum();
        let sheet = Sheet::from_page(page);
        let words: usize = sheet.words.iter().map(|word| count(sheet.text(word))).sum();
        let asides: usize = sheet.asides.iter().map(|aside| count(sheet.text(&aside.word))).sum();
        assert_eq!(words + asides, painted, "seed {seed}");
        let in_lines: usize = sheet.lines.iter().map(|line| line.range().len()).sum();
        assert_eq!(in_lines, sheet.words.len(), "seed {seed}");
    }
}

#[test]
fn an_excerpt_says_what_its_words_say() {
    let sheet = Draft::new()
        .numbered(3)
        .left(20.0, 30.0, 8.0, "Folio No: 12")
        .left(20.0, 42.0, 8.0, "Alpha Fund")
        .sheet();
    let line = &sheet.lines[1];
    let excerpt = sheet.excerpt(line.range());
    assert_eq!((excerpt.number, excerpt.joined(0..2)), (3, "Alpha Fund".to_owned()));
    assert_eq!(excerpt.words[0].area, sheet.words_of(line)[0].area);
    assert!(excerpt.prefix(0..2, "Alpha:").is_none() && excerpt.prefix(0..2, "AlphaFund").is_some());
}
