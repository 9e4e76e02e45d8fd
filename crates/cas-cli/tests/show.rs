//! `cas show` on statements of the corpus: what is in the tables, what is marked, what a terminal gets to see.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs `cas show` on the statement of a corpus case.
fn show(case: &str, words: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(case);
    let described = std::fs::read_to_string(folder.join("case.toml")).unwrap();
    let password = described.lines().find_map(|line| line.strip_prefix("password = \"")?.strip_suffix('"'));
    let mut command = Command::new(env!("CARGO_BIN_EXE_cas"));
    command.arg("show").arg(folder.join("input.pdf")).args(words).stdin(Stdio::null());
    command.env("CAS_PASSWORD", password.unwrap_or("")).env_remove("NO_COLOR");
    command.output().unwrap()
}

fn shown(case: &str, words: &[&str]) -> String {
    let output = show(case, words);
    assert!(output.status.success(), "{case}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn every_family_is_drawn() {
    let funds = shown("cams_kfin/g3-nav", &[]);
    has(&funds, &["CAMS and KFintech, detailed", "Holders", "34182338 / 11", "36,187.05", "57,203.38\n"]);
    has(&funds, &["All folios", "Checks: 38 passed, 0 failed"]);
    let nsdl = shown("nsdl/account-labels", &[]);
    has(&nsdl, &["IN326910 19110284", "14,96,180.11", "16,35,640.04", "Shares"]);
    let cdsl = shown("cdsl/nps-two", &[]);
    has(&cdsl, &["1201589265102189", "National Pension System", "38,05,159.90~", "~ reckoned by cas"]);
    // The value of the pension is printed.
    assert!(cdsl.contains("4,15,186.58\n") && !cdsl.contains("4,15,186.58~"), "{cdsl}");
    has(&shown("nsdl/insurance-policies", &[]), &["Life insurance", "20,00,000.00"]);
    let note = shown("contract_note/zerodha-c-mixed", &[]);
    has(&note, &["Derivatives", "-29,43,975.00", "Net amount, payable by the client  -4,00,203.83"]);
}

#[test]
fn contradicted_figures_are_marked() {
    let text = shown("cams_kfin/fault-cost", &[]);
    has(
        &text,
        &["1,00,606.41!", "! cost at /mutual_funds/0/schemes/0: reckoned 1,00,596.4058, printed 1,00,606.41"],
    );
    let text = shown("cams_kfin/fault-summary-total", &[]);
    for total in ["Total", "Mutual fund folios", "All folios"] {
        assert!(text.lines().any(|line| line.starts_with(total) && line.ends_with('!')), "{total}: {text}");
    }
}

#[test]
fn one_folio_one_account_one_security() {
    let whole = shown("cams_kfin/g3-nav", &["--folio", "34182338"]);
    has(&whole, &["Transactions of 34182338 / 11", "PURCHASE", "Balance"]);
    assert!(!whole.contains("88696009331"), "{whole}");
    assert_eq!(whole, shown("cams_kfin/g3-nav", &["--folio", "34182338/11"]));
    assert_eq!(whole, shown("cams_kfin/g3-nav", &["--isin", "inf904do2rg1"]));
    let account = shown("cdsl/nps-two", &["--account", "IN39383657918141"]);
    has(&account, &["JHARNADIP SOFTWARE LIMITED"]);
    assert!(!account.contains("DHANVELI"), "{account}");
    let refusals = [
        ("cams_kfin/g3-nav", "--folio", "no folio of this statement has this number; it has 2"),
        ("cams_kfin/g3-nav", "--account", "it has 0"),
        ("cams_kfin/g3-nav", "--isin", "there are 2 with one"),
        ("contract_note/zerodha-c-mixed", "--folio", "neither folios nor accounts"),
    ];
    for (case, flag, problem) in refusals {
        let output = show(case, &[flag, "1"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        has(&String::from_utf8_lossy(&output.stderr), &[problem, "`cas show FILE` lists"]);
    }
}

#[test]
fn names_give_way_to_numbers_on_narrow_screens() {
    for width in ["70", "30"] {
        let text = shown("cams_kfin/g3-nav", &["--width", width]);
        let width: usize = width.parse().unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= width), "{text}");
        has(&text, &["34,000.00", "2,187.05", "57,203.38", "…"]);
    }
}

#[test]
fn colours_are_for_terminals() {
    assert!(!shown("cams_kfin/g3-nav", &[]).contains('\u{1b}'), "a pipe is no terminal");
    let bright = shown("cams_kfin/fault-cost", &["--color", "always"]);
    has(&bright, &["\u{1b}[1;31m1,00,606.41\u{1b}[0m"]);
}
