//! `corpus`: writes the cases of the statement writer, or checks them. `statement`: draws one statement for a user.
//! `seeds`: makes fuzz seeds out of the corpus.

use std::path::Path;

use cas::{Options, Stage};

use crate::Outcome;
use crate::cargo::root;

/// `corpus [--check]`.
pub(crate) fn corpus(arguments: &[String]) -> Outcome {
    let folder = cas_testkit::corpus_dir();
    if arguments.iter().any(|argument| argument == "--check") {
        let stale = cas_testkit::corpus::check(&folder).map_err(|error| error.to_string())?;
        for file in &stale {
            println!("{}: {}", file.path, file.problem);
        }
        return if stale.is_empty() { Ok(()) } else { Err(format!("{} files", stale.len())) };
    }
    let count = cas_testkit::corpus::write(&folder).map_err(|error| error.to_string())?;
    println!("{count} cases");
    Ok(())
}

/// `statement PAGES FILE`: a dense registrar statement of so many pages; prints what opens it.
pub(crate) fn statement(arguments: &[String]) -> Outcome {
    let [pages, file] = arguments else { return Err("usage: cargo xtask statement PAGES FILE".to_owned()) };
    let pages: u32 = pages.parse().map_err(|_| format!("{pages} is not a number of pages"))?;
    let (pdf, password) = cas_testkit::bench_statement(pages);
    save(Path::new(file), &pdf)?;
    println!("{pages} pages, everybody in it is invented; the password is {password}");
    Ok(())
}

/// Seeds are kept small: a fuzzer does more with many small inputs than with few large ones.
const LARGEST_SEED: usize = 64 << 10;

/// `seeds`: `fuzz/corpus/<target>/` from every case of the corpus.
pub(crate) fn seeds(_: &[String]) -> Outcome {
    let folder = root().join("fuzz").join("corpus");
    let cases = cas_testkit::cases().map_err(|error| error.to_string())?;
    let mut count = 0;
    for case in &cases {
        let name = case.name.replace('/', "-");
        let pdf = case.read().map_err(|error| format!("{}: {error}", case.name))?;
        let options = Options::with_password(case.password.as_str());
        let mut seed = |target: &str, kind: &str, bytes: &[u8]| {
            count += usize::from(bytes.len() <= LARGEST_SEED);
            if bytes.len() > LARGEST_SEED {
                return Ok(());
            }
            save(&folder.join(target).join(format!("{name}{kind}")), bytes)
        };
        seed("open_pdf", ".pdf", &pdf)?;
        if let Ok(runs) = cas::trace(&pdf, &options, Stage::Runs, Some(1)) {
            let head: Vec<&str> = runs.lines().take(400).collect();
            seed("extract_pages", ".page", format!("{}\n", head.join("\n")).as_bytes())?;
        }
        for (index, wording) in wordings(&pdf, &options).iter().enumerate() {
            seed("classify", &format!("-{index}"), wording.as_bytes())?;
        }
    }
    for (index, number) in
        ["1,23,456.789", "(1,234.50)", "-.5", "0.000", "+2500.00", "15550.0\u{ad}00"].iter().enumerate()
    {
        save(&folder.join("number_roundtrip").join(format!("printed-{index}")), number.as_bytes())?;
    }
    for (index, content) in CONTENTS.iter().enumerate() {
        save(&folder.join("text").join(format!("content-{index}")), content.as_bytes())?;
    }
    for width in 1..=8u8 {
        let runs: Vec<u8> = (0..12 * width).map(|byte| byte.wrapping_mul(37).wrapping_add(width)).collect();
        save(&folder.join("lines_from_runs").join(format!("runs-{width}")), &runs)?;
    }
    println!("{count} seeds of {} cases in fuzz/corpus", cases.len());
    Ok(())
}

/// Content streams that show each family of operators once; the fuzzer mixes them.
const CONTENTS: [&str; 6] = [
    "BT /F1 9 Tf 20 700 Td (Date) Tj 80 0 Td (Amount) Tj ET",
    "q 10 10 100 20 re W n BT /F1 7 Tf 1 0 0 1 12 14 Tm [(12) -20 (3,4) -900 (56)] TJ ET Q",
    "BT /F2 8 Tf 14 TL 20 700 Td <00010002> Tj T* <0003> ' 1 2 (ab) \" ET",
    "0.1 0 0 0.1 0 0 cm q /X1 Do Q BT /F3 80 Tf 3 Tr 50 Tz 2 Ts (AB) Tj ET",
    "/Span <</ActualText (x)>> BDC BT /F1 5 Tf 1 0.2 0 1 9 9 Tm (sheared) Tj ET EMC",
    "1 0 0 -1 0 842 cm BT /F1 9 Tf 1 0 0 -1 20 30 Tm (flipped) Tj ET 10 10 200 0.5 re f 0 0 m 9 0 l S",
];

/// The distinct wordings of the transactions of a file.
fn wordings(pdf: &[u8], options: &Options) -> Vec<String> {
    let Ok(parsed) = cas::parse(pdf, options) else { return Vec::new() };
    let funds = parsed.statement.mutual_funds.iter().flat_map(|folio| &folio.schemes);
    let mut wordings: Vec<String> = funds
        .flat_map(|scheme| &scheme.transactions)
        .filter_map(|transaction| transaction.description.clone())
        .collect();
    wordings.sort();
    wordings.dedup();
    wordings.truncate(20);
    wordings
}

fn save(path: &Path, bytes: &[u8]) -> Outcome {
    path.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| format!("{}: {error}", path.display()))
}
