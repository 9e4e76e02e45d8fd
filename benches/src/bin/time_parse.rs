//! Times `cas::parse` from bytes to JSON: `time-parse FILE PASSWORD RUNS` prints one line of JSON with the pages, the
//! smallest and the median time in milliseconds and, on Linux, the peak memory of the process in KiB.

#![expect(clippy::disallowed_methods, reason = "a measuring tool reads a file and a clock")]
#![expect(clippy::print_stdout, reason = "its answer")]

use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, password, runs] = arguments.as_slice() else {
        return Err("usage: time-parse FILE PASSWORD RUNS".into());
    };
    let pdf = std::fs::read(file)?;
    let options = cas::Options::with_password(password.as_str());
    let mut times = Vec::new();
    let mut size = 0;
    let pages = cas::detect(&pdf, &options)?.document.pages;
    for _ in 0..runs.parse::<usize>()?.max(1) {
        let start = Instant::now();
        size = cas::parse(&pdf, &options)?.to_json(cas::JsonOptions::default()).len();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let (least, median) = (times.first().ok_or("no run")?, times.get(times.len() / 2).ok_or("no run")?);
    let peak = std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_ascii_whitespace().nth(1).map(str::to_owned)
        })
        .unwrap_or_else(|| "null".to_owned());
    println!(
        "{{\"pages\": {pages}, \"json_bytes\": {size}, \"least_ms\": {least:.3}, \"median_ms\": {median:.3}, \
         \"peak_kib\": {peak}}}"
    );
    Ok(())
}
