//! The same statement painted in another way says the same: the answer must not depend on the size of the page, on the
//! order of painting, on clips, or on how the text was cut into show operations.

use cas::{JsonOptions, Options};
use cas_page::{Page, Rect, Span, TextRun, Turn};
use cas_testkit::{Seed, StoredCase};

/// A way to paint a page anew; the seed is different on each page.
type Repaint = fn(&Page, &mut Seed) -> Page;

const GLYPHS: &str = "glyph by glyph";

const WAYS: [(&str, Repaint); 5] = [
    ("scaled and moved", |page, _| scaled(page, 0.83, 31.0, 17.5)),
    ("enlarged", |page, _| scaled(page, 1.37, -4.0, 9.0)),
    ("in another order", shuffled),
    ("word by word", |page, _| cut(page, |character, before| before == ' ' && character != ' ')),
    (GLYPHS, |page, _| cut(page, |_, _| true)),
];

#[test]
fn another_way_of_painting_changes_nothing() {
    let cases = cas_testkit::cases().unwrap();
    let (first, second) = cases.split_at(cases.len() / 2);
    let (compared, problems) = std::thread::scope(|scope| {
        let other = scope.spawn(|| compare(second));
        let (one, mut problems) = compare(first);
        let (two, more) = other.join().unwrap();
        problems.extend(more);
        (one + two, problems)
    });
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
    assert!(compared > 4 * cases.len(), "{compared} comparisons over {} cases", cases.len());
}

/// The number of comparisons made and what they found.
fn compare(cases: &[StoredCase]) -> (usize, Vec<String>) {
    let mut compared = 0;
    let mut problems = Vec::new();
    for case in cases {
        let Some((pages, plain)) = pages_of(case) else { continue };
        for (number, (way, repaint)) in WAYS.iter().enumerate() {
            // Text painted over other text is only told apart by its show operations.
            if *way == GLYPHS && pages.iter().any(has_text_over_text) {
                continue;
            }
            let seed = |page: &Page| Seed::new(u64::from(page.number) * 16 + number as u64);
            let answer = answer(pages.iter().map(|page| repaint(page, &mut seed(page))).collect());
            compared += 1;
            if answer.as_ref() != Some(&plain) {
                problems.push(format!("{} {way}: {}", case.name, difference(&plain, answer.as_deref())));
            }
        }
    }
    (compared, problems)
}

/// True when two different texts lie over each other on one baseline.
fn has_text_over_text(page: &Page) -> bool {
    let upright: Vec<&TextRun> =
        page.runs.iter().filter(|run| run.turn == Turn::Upright && run.visible).collect();
    upright.iter().enumerate().any(|(index, one)| {
        upright.iter().skip(index + 1).any(|other| {
            (one.baseline - other.baseline).abs() < 0.5 * one.size.min(other.size)
                && one.area.x_overlap(&other.area) > 0.3 * one.size
                && page.text_of(one) != page.text_of(other)
        })
    })
}

/// The pages of a case and the answer to them; `None` for a case that is refused.
fn pages_of(case: &StoredCase) -> Option<(Vec<Page>, String)> {
    let pdf = case.read().ok()?;
    let options = Options::with_password(case.password.as_str());
    let file = cas_pdf::open(&pdf, &options.passwords, &options.limits).ok()?;
    let pages: Result<Vec<Page>, _> = (0..file.page_count()).map(|index| file.page(index)).collect();
    let pages = pages.ok()?;
    let plain = answer(pages.clone())?;
    Some((pages, plain))
}

fn answer(pages: Vec<Page>) -> Option<String> {
    let parsed = cas::parse_pages(pages, &Options::default()).ok()?;
    String::from_utf8(parsed.to_json(JsonOptions::default())).ok()
}

/// The place of the first difference.
fn difference(plain: &str, other: Option<&str>) -> String {
    let Some(other) = other else { return "refused".to_owned() };
    let at =
        plain.bytes().zip(other.bytes()).position(|(a, b)| a != b).unwrap_or(plain.len().min(other.len()));
    let around = |text: &str| {
        String::from_utf8_lossy(
            text.as_bytes().get(at.saturating_sub(60)..text.len().min(at + 60)).unwrap_or_default(),
        )
        .into_owned()
    };
    format!("\n    plain {}\n    other {}", around(plain), around(other))
}

fn scaled(page: &Page, factor: f32, dx: f32, dy: f32) -> Page {
    let mut page = page.clone();
    let place = |area: &mut Rect| {
        *area = Rect {
            x0: area.x0 * factor + dx,
            y0: area.y0 * factor + dy,
            x1: area.x1 * factor + dx,
            y1: area.y1 * factor + dy,
        };
    };
    for run in &mut page.runs {
        let count = run.text.of(&page.text).chars().count() + 1;
        let moved = if run.turn == Turn::Upright { dx } else { 0.0 };
        for edge in page.edges.iter_mut().skip(run.edges as usize).take(count) {
            *edge = *edge * factor + moved;
        }
        place(&mut run.area);
        let moved = if matches!(run.turn, Turn::Up | Turn::Down) { dx } else { dy };
        run.baseline = run.baseline * factor + moved;
        run.size *= factor;
    }
    page.clips.iter_mut().for_each(place);
    page.rulings.iter_mut().for_each(|ruling| place(&mut ruling.area));
    (page.width, page.height) = (page.width * factor, page.height * factor);
    page
}

fn shuffled(page: &Page, seed: &mut Seed) -> Page {
    let mut page = page.clone();
    seed.shuffle(&mut page.runs);
    for (show, run) in (0..).zip(&mut page.runs) {
        run.show = show;
    }
    page
}

/// Cuts upright runs in front of every character for which `here` says so.
fn cut(page: &Page, here: fn(char, char) -> bool) -> Page {
    let mut page = page.clone();
    let mut runs: Vec<TextRun> = Vec::new();
    for run in std::mem::take(&mut page.runs) {
        if run.turn != Turn::Upright {
            runs.push(run);
            continue;
        }
        let text = page.text_of(&run).to_owned();
        let edges = page.edges_of(&run).to_vec();
        let mut from = (0, 0);
        let mut before = None;
        let starts =
            text.char_indices().enumerate().map(|(count, (at, character))| (at, count, Some(character)));
        for (at, count, character) in starts.chain([(text.len(), edges.len().saturating_sub(1), None)]) {
            let ends = match (before, character) {
                (Some(before), Some(character)) => here(character, before),
                (before, None) => before.is_some(),
                (None, _) => false,
            };
            if ends {
                let (Some(&left), Some(&right)) = (edges.get(from.1), edges.get(count)) else { continue };
                let start = page.edges.len() as u32;
                page.edges.extend_from_slice(edges.get(from.1..=count).unwrap_or_default());
                let span = Span { start: run.text.start + from.0 as u32, end: run.text.start + at as u32 };
                let area = Rect { x0: left.min(right), x1: left.max(right), ..run.area };
                runs.push(TextRun { text: span, edges: start, area, ..run });
                from = (at, count);
            }
            before = character;
        }
    }
    for (show, run) in (0..).zip(&mut runs) {
        run.show = show;
    }
    page.runs = runs;
    page
}
