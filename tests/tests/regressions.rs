//! Inputs that once broke something, found by fuzzing: `fuzz/regressions/<target>/`, replayed on every run.

#![expect(clippy::disallowed_methods, reason = "an edge: inputs are replayed from files")]

use std::path::Path;

use cas_tests::property::PROPERTIES;

#[test]
fn every_regression_holds_its_property() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/regressions");
    for (target, property) in PROPERTIES {
        let Ok(entries) = std::fs::read_dir(root.join(target)) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            println!("{}", path.display());
            property(&std::fs::read(path).unwrap());
        }
    }
}

/// The seeds that every property must hold for, beside what fuzzing found.
#[test]
fn plain_inputs_hold_every_property() {
    let (pdf, _) = cas_testkit::bench_statement(1);
    let inputs: [&[u8]; 6] = [
        b"",
        &pdf,
        b"BT /F1 9 Tf 20 700 Td (abc) Tj [(kern) -20 (ed) -900 (gap)] TJ /F2 7 Tf <00010002> Tj /F3 8 Tf (AB) Tj ET \
          q 10 10 100 100 re W n /X1 Do Q /Span <</ActualText (x)>> BDC BT /F1 5 Tf 3 Tr (hidden) Tj ET EMC",
        &[7; 240],
        b"Systematic Investment (3/12) @ Rs.1.25 per unit",
        b"(1,23,456.7890)",
    ];
    for (_, property) in PROPERTIES {
        for input in inputs {
            property(input);
        }
    }
}
