//! Properties of the grammars: a statement of the format, its runs bent by the input. Detection still succeeds, so that
//! what is tested is the format and not the way to it.

use std::sync::OnceLock;

use cas_page::{Page, TextRun};

use super::steady;

/// Pages that a bent statement has at most.
const PAGES: usize = 3;
/// Words that formats look for, and values that they read; the input picks among these and the words of the page.
const WORDS: [&str; 48] = [
    "1,234.567",
    "(12.50)",
    "-0.001",
    "99,99,99,99,999.99",
    "0",
    "NIL",
    "N.A.",
    "--",
    "12-Mar-2026",
    "31/02/2020",
    "Total",
    "Grand Total",
    "Sub Total",
    "Opening Unit Balance:",
    "Closing Unit Balance:",
    "NAV on",
    "Folio No:",
    "PAN:",
    "ISIN:",
    "INF109K01VQ1",
    "INE002A01018",
    "INE000000000",
    "KYC: OK",
    "Registrar : CAMS",
    "Advisor:",
    "DP ID",
    "Client ID",
    "IN300000",
    "12345678",
    "BO ID",
    "STATEMENT OF TRANSACTIONS",
    "HOLDING STATEMENT",
    "Opening Balance",
    "Closing Balance",
    "Equities (E)",
    "Mutual Fund Folios (F)",
    "NPS",
    "Buy",
    "Sell",
    "B",
    "S",
    "NET TOTAL",
    "Pay in / Pay out Obligation",
    "CGST",
    "STT",
    "Page 1 of 9",
    "\u{20b9}",
    "\u{939}\u{93f}",
];

/// Bent statements of CAMS and KFintech.
pub fn cams_kfin(bytes: &[u8]) {
    static BASES: OnceLock<Vec<Vec<Page>>> = OnceLock::new();
    bend(BASES.get_or_init(|| bases("cams_kfin")), bytes);
}

/// Bent statements of NSDL.
pub fn nsdl(bytes: &[u8]) {
    static BASES: OnceLock<Vec<Vec<Page>>> = OnceLock::new();
    bend(BASES.get_or_init(|| bases("nsdl")), bytes);
}

/// Bent statements of CDSL.
pub fn cdsl(bytes: &[u8]) {
    static BASES: OnceLock<Vec<Vec<Page>>> = OnceLock::new();
    bend(BASES.get_or_init(|| bases("cdsl")), bytes);
}

/// Bent contract notes.
pub fn contract_note(bytes: &[u8]) {
    static BASES: OnceLock<Vec<Vec<Page>>> = OnceLock::new();
    bend(BASES.get_or_init(|| bases("contract_note")), bytes);
}

/// The pages of eight statements of a family, spread over its cases.
fn bases(family: &str) -> Vec<Vec<Page>> {
    let cases = cas_testkit::cases().unwrap_or_default();
    let of_family: Vec<_> = cases.iter().filter(|case| case.family == family && case.is_readable()).collect();
    let step = (of_family.len() / 8).max(1);
    let pages = of_family.into_iter().step_by(step).filter_map(|case| {
        let pdf = case.read().ok()?;
        let options = cas::Options::with_password(case.password.as_str());
        let file = cas_pdf::open(&pdf, &options.passwords, &options.limits).ok()?;
        let last = file.page_count().min(PAGES as u32);
        (0..last).map(|index| file.page(index).ok()).collect::<Option<Vec<Page>>>()
    });
    let bases: Vec<_> = pages.collect();
    assert!(!bases.is_empty(), "no case of {family}");
    bases
}

/// Bends a statement: the first byte picks it, every five bytes more do one thing to one run.
fn bend(bases: &[Vec<Page>], bytes: &[u8]) {
    let Some((&which, rest)) = bytes.split_first() else { return };
    let mut pages = bases[usize::from(which) % bases.len()].clone();
    for step in rest.as_chunks::<5>().0.iter().take(200) {
        let [what, page, low, high, value] = *step;
        let count = pages.len();
        let page = &mut pages[usize::from(page) % count];
        if page.runs.is_empty() {
            continue;
        }
        let at = usize::from(u16::from_le_bytes([low, high])) % page.runs.len();
        match what % 6 {
            0 => say(page, at, WORDS[usize::from(value) % WORDS.len()]),
            1 => {
                // The words of another run.
                let other = page.runs[(at + usize::from(value)) % page.runs.len()];
                let text = page.text_of(&other).to_owned();
                say(page, at, &text);
            }
            2 => {
                page.runs.remove(at);
            }
            3 => shift(page, at, f32::from(value) - 128.0, 0.0),
            4 => shift(page, at, 0.0, f32::from(value) - 128.0),
            _ => {
                let run = page.runs[at];
                page.runs.push(run);
                let last = page.runs.len() - 1;
                shift(page, last, 0.0, f32::from(value) / 4.0);
            }
        }
    }
    steady(pages);
}

/// Gives a run another text, with glyphs half as wide as high.
fn say(page: &mut Page, at: usize, text: &str) {
    let edges = page.edges.len() as u32;
    let Some(run) = page.runs.get(at).copied() else { return };
    let step = run.size * 0.5;
    let count = text.chars().count();
    page.edges.extend((0..=count).map(|index| run.area.x0 + step * index as f32));
    let text = page.push_text(text);
    let mut area = run.area;
    area.x1 = area.x0 + step * count as f32;
    page.runs[at] = TextRun { text, edges, area, ..run };
}

/// Moves a run; its glyph edges are written anew, as other runs may share them.
fn shift(page: &mut Page, at: usize, dx: f32, dy: f32) {
    let Some(run) = page.runs.get(at).copied() else { return };
    let edges: Vec<f32> = page.edges_of(&run).iter().map(|edge| edge + dx).collect();
    let start = page.edges.len() as u32;
    page.edges.extend(edges);
    let mut area = run.area;
    area.x0 += dx;
    area.x1 += dx;
    area.y0 += dy;
    area.y1 += dy;
    page.runs[at] = TextRun { edges: start, area, baseline: run.baseline + dy, ..run };
}
