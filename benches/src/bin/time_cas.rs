//! Times a stage on one file: `time-cas STAGE FILE PASSWORD SECONDS` prints one line of JSON with what the stage made of
//! the file, the smallest and the median time in milliseconds and the peak memory of the process in KiB. With 0
//! seconds the stage runs once, which is what the guard counts and what memory is measured with. `RUNSx` instead of seconds
//! runs it so often: what a run more takes is the cost of the file without that of the process.
//!
//! The stages are `open`, `text`, `words` and `whole`, each with those before it; `shared` (`whole` on all processors), `draw`
//! and `floor`, of which only decrypting, inflating and tokenising is timed.

#![expect(clippy::disallowed_methods, reason = "a measuring tool reads a file and a clock")]
#![expect(clippy::print_stdout, reason = "its answer")]

use std::hint::black_box;
use std::time::Instant;

use cas_bench::{Answer, Floor, Input, Stage, peak_kib};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stage, file, password, seconds] = arguments.as_slice() else {
        return Err("usage: time-cas STAGE FILE PASSWORD SECONDS".into());
    };
    let stage = Stage::named(stage).ok_or("there is no such stage")?;
    let pdf = std::fs::read(file)?;
    let input = Input::new(&pdf, password);
    let start = Instant::now();
    let answer = (stage.run)(&input)?;
    let first = start.elapsed().as_secs_f64();
    // Read before anything is repeated: what one run needs.
    let peak = peak_kib();
    let (further, seconds) = match seconds.strip_suffix('x') {
        Some(runs) => (runs.parse::<usize>()?.saturating_sub(1), 0.0),
        None => (0, seconds.parse::<f64>()?),
    };
    let mut times = repeat(stage, &input, answer, (further, seconds))?;
    if times.is_empty() {
        times.push(first);
    }
    times.sort_by(f64::total_cmp);
    let (least, median) = (times.first().ok_or("no run")?, times.get(times.len() / 2).ok_or("no run")?);
    let Answer { pages, words, characters, bytes } = answer;
    println!(
        "{{\"pages\": {pages}, \"words\": {words}, \"characters\": {characters}, \"bytes\": {bytes}, \"runs\": {}, \
         \"least_ms\": {:.4}, \"median_ms\": {:.4}, \"peak_kib\": {}}}",
        times.len(),
        least * 1000.0,
        median * 1000.0,
        peak.map_or_else(|| "null".to_owned(), |peak| peak.to_string())
    );
    Ok(())
}

/// Times in seconds of so many runs at least, and of as many as begin within some seconds.
fn repeat(
    stage: &Stage,
    input: &Input<'_>,
    expected: Answer,
    (runs, seconds): (usize, f64),
) -> Result<Vec<f64>, Failure> {
    let begun = Instant::now();
    let mut times = Vec::new();
    let mut floor = (stage.name == "floor").then(|| Floor::new(input.pdf, input.password)).transpose()?;
    while times.len() < runs || begun.elapsed().as_secs_f64() < seconds {
        let start = Instant::now();
        if let Some(floor) = &mut floor {
            black_box(floor.run()?);
        } else if (stage.run)(black_box(input))? != expected {
            return Err("two runs on the same file differ".into());
        }
        times.push(start.elapsed().as_secs_f64());
    }
    Ok(times)
}
