//! Files that look like statements and are none: each gets an answer of its own, never a wrong reading.

use cas::{LookAlike, Options, ParseError};

/// What the code of a case stands for.
fn is_answer(error: &ParseError, code: &str) -> bool {
    match error {
        ParseError::LookAlike { which } => match which {
            LookAlike::MfCentral => code == "mf-central",
            LookAlike::DpTransactionStatement => code == "dp-transaction-statement",
            LookAlike::PrintedCopy => code == "printed-copy",
            _ => false,
        },
        ParseError::NoTextLayer { .. } => code == "no-text",
        ParseError::Incomplete { .. } => code == "contract-note-incomplete",
        _ => false,
    }
}

#[test]
fn each_look_alike_is_refused_by_name() {
    let cases = cas_testkit::cases().unwrap();
    let refused: Vec<_> = cases.iter().filter(|case| !case.answer.is_empty()).collect();
    for answer in
        ["mf-central", "dp-transaction-statement", "printed-copy", "no-text", "contract-note-incomplete"]
    {
        assert!(refused.iter().any(|case| case.answer == answer), "no case for {answer}");
    }
    for case in refused {
        let pdf = case.read().unwrap();
        let options = Options::with_password(case.password.as_str());
        let parsed = cas::parse(&pdf, &options).map(|_| ()).unwrap_err();
        // A contract note is known for one before its tables are looked for.
        if case.answer != "contract-note-incomplete" {
            let detected = cas::detect(&pdf, &options).map(|_| ()).unwrap_err();
            assert_eq!(parsed, detected, "{}", case.name);
        }
        assert!(is_answer(&parsed, &case.answer), "{}: {parsed}", case.name);
    }
}

#[test]
fn an_incomplete_download_is_damaged_and_no_scan() {
    let (pdf, password) = cas_testkit::bench_statement(2);
    let options = Options::with_password(password.as_str());
    assert!(cas::parse(&pdf, &options).is_ok());
    // The trailer is gone; then what the file is locked with as well; then pages.
    let table = pdf.windows(5).rposition(|five| five == b"xref\n").unwrap_or(pdf.len() * 19 / 20);
    for end in [table, pdf.len() * 9 / 10, pdf.len() / 2] {
        let cut = pdf.get(..end).unwrap();
        let answers = [cas::parse(cut, &options).map(|_| ()), cas::detect(cut, &options).map(|_| ())]
            .map(Result::unwrap_err);
        for answer in answers {
            assert!(matches!(answer, ParseError::Damaged { .. }), "{end}: {answer}");
        }
    }
}
