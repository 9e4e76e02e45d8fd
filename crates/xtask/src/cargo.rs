//! Running cargo (and other programs) from the root of the checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// The root of the checkout: two levels above this package.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_path_buf()
}

/// Runs `cargo` with these words and these variables set.
pub(crate) fn cargo(words: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    run(&program, words, variables)
}

/// Runs a program in the root of the checkout and waits for it.
pub(crate) fn run(program: &str, words: &[&str], variables: &[(&str, &str)]) -> Outcome {
    println!("== {} {}", program.rsplit('/').next().unwrap_or(program), words.join(" "));
    let status = Command::new(program)
        .args(words)
        .envs(variables.iter().copied())
        .current_dir(root())
        .status()
        .map_err(|error| format!("{program} does not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} {} failed", words.join(" "))) }
}

/// Runs a program in the root of the checkout and gives what it printed on standard output.
pub(crate) fn output(program: &str, words: &[&str]) -> Result<String, String> {
    let result = Command::new(program)
        .args(words)
        .current_dir(root())
        .output()
        .map_err(|error| format!("{program} does not start: {error}"))?;
    if !result.status.success() {
        return Err(format!("{program} failed: {}", String::from_utf8_lossy(&result.stderr)));
    }
    Ok(String::from_utf8_lossy(&result.stdout).into_owned())
}
