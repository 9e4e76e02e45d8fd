//! Times one peer written in Rust: `cas-peers ENGINE FILE PASSWORD SECONDS` reads every page of the file from locked bytes to
//! positioned characters or words, as often as fits into that time (once with 0), and prints one line of JSON with what
//! was read, the least and the median time in milliseconds and the peak memory of the process in KiB.

mod content;
mod with_extract;
mod with_hayro;
mod with_lopdf;
mod with_oxide;
mod with_pdf;

use std::hint::black_box;
use std::time::Instant;

/// What a peer read: a thing without white space inside counts as one word where the peer makes words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pages: usize,
    words: usize,
    /// Characters that are no white space.
    characters: usize,
    /// Sum of all positions: they have to be worked out to be summed.
    positions: f64,
}

impl Tally {
    /// A text that stands at a place.
    fn text(&mut self, text: &str, x: f64, y: f64) {
        self.characters += text.chars().filter(|character| !character.is_whitespace()).count();
        self.positions += x + y;
    }
}

type Failure = Box<dyn std::error::Error>;
type Engine = fn(&[u8], &str) -> Result<Tally, Failure>;

const ENGINES: &[(&str, Engine)] = &[
    ("hayro", with_hayro::characters),
    ("lopdf", with_lopdf::shown),
    ("pdf", with_pdf::shown),
    ("pdf-extract", with_extract::characters),
    ("pdf_oxide", with_oxide::characters),
    ("pdf_oxide-words", with_oxide::words),
];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, file, password, seconds] = arguments.as_slice() else {
        return Err("usage: cas-peers ENGINE FILE PASSWORD SECONDS".into());
    };
    let (_, engine) = ENGINES.iter().find(|(engine, _)| engine == name).ok_or("there is no such engine")?;
    let bytes = std::fs::read(file)?;
    let seconds: f64 = seconds.parse()?;
    let start = Instant::now();
    let tally = engine(&bytes, password)?;
    let mut times = vec![start.elapsed().as_secs_f64() * 1000.0];
    let peak = peak_kib();
    let begun = Instant::now();
    while begun.elapsed().as_secs_f64() < seconds {
        let start = Instant::now();
        black_box(engine(black_box(&bytes), password)?);
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{{\"pages\": {}, \"words\": {}, \"characters\": {}, \"runs\": {}, \"least_ms\": {:.4}, \"median_ms\": {:.4}, \
         \"peak_kib\": {}}}",
        tally.pages,
        tally.words,
        tally.characters,
        times.len(),
        times[0],
        times[times.len() / 2],
        peak.map_or_else(|| "null".to_owned(), |peak| peak.to_string())
    );
    Ok(())
}

/// Peak resident memory of this process in KiB, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}
