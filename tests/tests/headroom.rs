//! Honest statements stay far below the limits: the largest drawn ones, and every file of the corpus.

use cas::{Limits, Options};

/// Work that reading a file takes, and what it may take by default.
fn work(pdf: &[u8], password: &str) -> Option<(u64, u64)> {
    let options = Options::with_password(password);
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits).ok()?;
    for index in 0..file.page_count() {
        file.page(index).ok()?;
    }
    let limits = Limits::default();
    let size = (pdf.len() as u64).max(256 << 10);
    Some((file.work(), limits.cpu.min(limits.cpu_per_mib * size / (1 << 20))))
}

#[test]
fn no_statement_takes_a_quarter_of_the_work_allowed() {
    let cases = cas_testkit::cases().unwrap();
    let stored = cases.iter().filter_map(|case| {
        let (work, allowed) = work(&case.read().unwrap(), &case.password)?;
        Some((case.name.clone(), work, allowed))
    });
    let drawn = [2, 60, 200].map(|pages| {
        let (pdf, password) = cas_testkit::bench_statement(pages);
        let (work, allowed) = work(&pdf, &password).unwrap();
        (format!("dense, {pages} pages"), work, allowed)
    });
    let mut most = (0, String::new());
    let mut count = 0;
    for (name, work, allowed) in stored.chain(drawn) {
        count += 1;
        most = most.max((work * 1000 / allowed, format!("{name}: {work} of {allowed} units")));
    }
    println!("{count} files, at most {} thousandths: {}", most.0, most.1);
    assert!(most.0 < 250, "{}", most.1);
}
