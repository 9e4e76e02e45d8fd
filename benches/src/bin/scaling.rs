//! Is the cost linear in the pages? `scaling [PAGES..]` times text and the whole parse of dense statements of 10, 100,
//! 1,000 and 5,000 pages (or of those named) and prints milliseconds a page, and how far each lies from their mean.

#![expect(clippy::disallowed_methods, reason = "a measuring tool reads a clock")]
#![expect(clippy::print_stdout, reason = "its answer")]

use std::time::Instant;

use cas_bench::{Answer, Case, Input, Stage, TEXT, WHOLE};
use cas_testkit::bench::{FAMILIES, Family};

type Failure = Box<dyn std::error::Error>;

const SIZES: [u32; 4] = [10, 100, 1_000, 5_000];

/// Pages that are read for each figure at least: short files are read more often.
const PAGES: u32 = 10_000;

/// A figure may lie this far from the mean of all sizes: the goal.
const ALLOWED: f64 = 0.05;

fn main() -> Result<(), Failure> {
    let mut sizes = std::env::args().skip(1).map(|size| size.parse()).collect::<Result<Vec<u32>, _>>()?;
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    let family: &'static Family = FAMILIES.first().ok_or("no family")?;
    let cases: Vec<Case> = sizes.iter().map(|pages| Case::draw(family, *pages, None)).collect();
    println!("{} statements, limits raised so that 5,000 dense pages pass, least of all runs", family.name);
    println!(
        "{:6} {:>7} {:>5} {:>12} {:>10} {:>10}",
        "stage", "pages", "runs", "ms", "ms a page", "from mean"
    );
    let mut linear = true;
    for stage in [TEXT, WHOLE] {
        let name = stage.name;
        let mut rows = Vec::new();
        for case in &cases {
            rows.push((case.pages, least(&stage, case)?));
        }
        let each = rows.iter().map(|(pages, (ms, _))| ms / f64::from(*pages));
        let mean = each.clone().sum::<f64>() / rows.len() as f64;
        for ((pages, (ms, runs)), each) in rows.iter().zip(each) {
            let off = each / mean - 1.0;
            linear &= off.abs() <= ALLOWED;
            println!("{name:6} {pages:>7} {runs:>5} {ms:>12.3} {each:>10.4} {:>+9.1}%", off * 100.0);
        }
        if let (Some((few, (low, _))), Some((many, (high, _)))) = (rows.first(), rows.last()) {
            let slope = (high - low) / f64::from(many.saturating_sub(*few).max(1));
            let fixed = low - slope * f64::from(*few);
            println!("{name:6} between the ends: {slope:.4} ms a page and {fixed:.3} ms a file");
        }
    }
    println!("linear within {:.0} %: {}", ALLOWED * 100.0, if linear { "yes" } else { "no" });
    Ok(())
}

/// Least time in milliseconds, and how many runs it was the least of.
fn least(stage: &Stage, case: &Case) -> Result<(f64, u32), Failure> {
    let input = Input::new(&case.pdf, &case.password);
    let expected: Answer = (stage.run)(&input)?;
    let runs = (PAGES / case.pages.max(1)).clamp(3, 200);
    let mut least = f64::INFINITY;
    for _ in 0..runs {
        let start = Instant::now();
        if (stage.run)(&input)? != expected {
            return Err("two runs on the same file differ".into());
        }
        least = least.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok((least, runs))
}
