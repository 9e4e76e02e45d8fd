//! Limits of the command line hold for every command that reads a statement, twins and reports included.

#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::path::Path;
use std::process::Command;

const COMMANDS: [&str; 10] = [
    "parse in.pdf",
    "check in.pdf",
    "detect in.pdf",
    "show in.pdf",
    "explain in.pdf /investor",
    "trace in.pdf --stage words",
    "trace in.pdf --html pages.html",
    "redact in.pdf -o twin.pdf",
    "redact in.pdf --amounts -o twin.pdf",
    "bug-report in.pdf -o report.zip",
];

#[test]
fn every_command_keeps_to_its_limits() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("limits");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let (pdf, password) = cas_testkit::bench_statement(1);
    std::fs::write(folder.join("in.pdf"), pdf).unwrap();
    for command in COMMANDS {
        let limited = ["--password", &password, "--max-objects", "3"];
        let output = Command::new(env!("CARGO_BIN_EXE_cas"))
            .args(command.split(' ').chain(limited))
            .current_dir(&folder)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(6), "{command}: {said}");
        assert!(said.contains("the objects limit of 3 was reached"), "{command}: {said}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing is written");
}
