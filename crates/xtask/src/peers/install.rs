//! Puts the peers into `target/peers`: crates built, a Python environment of its own, a small program compiled against
//! poppler. What cannot be had is an entry in the tables that says why, never a made-up figure.

use std::process::Command;

use super::engines::Program;
use crate::Outcome;
use crate::cargo::{cargo, output, root, run};
use crate::python::{IF_INSTALLABLE, environment};
use crate::report::target;
use crate::timing::{Ours, ours, text};

/// How to start each program, or why it cannot be started.
pub(crate) struct Tools {
    /// Ours.
    pub(crate) ours: Ours,
    rust: Result<Vec<String>, String>,
    python: Result<Vec<String>, String>,
    poppler: Result<Vec<String>, String>,
}

impl Tools {
    /// The words that start a program.
    pub(crate) fn program(&self, program: Program) -> Result<Vec<String>, String> {
        match program {
            Program::Cas => Ok(self.ours.time.clone()),
            Program::Rust => self.rust.clone(),
            Program::Python => self.python.clone(),
            Program::Poppler => self.poppler.clone(),
        }
    }
}

/// Builds ours, which must work, and installs the peers as far as that works.
pub(crate) fn all() -> Result<Tools, String> {
    let tools = Tools { ours: ours()?, rust: rust(), python: python(), poppler: poppler() };
    for problem in
        [&tools.rust, &tools.python, &tools.poppler].into_iter().filter_map(|tool| tool.as_ref().err())
    {
        println!("NOT MEASURED: {problem}");
    }
    Ok(tools)
}

fn rust() -> Result<Vec<String>, String> {
    let folder = target().join("peers").join("rust");
    let built = text(&folder);
    let manifest = ["build", "--release", "--locked", "--manifest-path", "benches/peers/Cargo.toml"];
    cargo(&manifest, &[("CARGO_TARGET_DIR", &built)])?;
    Ok(vec![text(&folder.join("release").join("cas-peers"))])
}

fn python() -> Result<Vec<String>, String> {
    let folder = root().join("benches").join("peers").join("python");
    let python = environment("peers", &folder.join("requirements.txt"))?;
    Ok(vec![text(&python), text(&folder.join("peers.py"))])
}

fn poppler() -> Result<Vec<String>, String> {
    let source = root().join("benches").join("peers").join("poppler").join("poppler.cpp");
    let binary = target().join("peers").join("poppler-peer");
    std::fs::create_dir_all(target().join("peers")).map_err(|error| error.to_string())?;
    let (source, binary) = (text(&source), text(&binary));
    if flags().is_err() {
        install_package("libpoppler-cpp-dev")?;
    }
    let flags = flags()?;
    let mut words = vec!["-O2", "-std=c++17", "-o", &binary, &source];
    words.extend(flags.split_ascii_whitespace());
    run("c++", &words, &[])?;
    Ok(vec![binary])
}

fn flags() -> Result<String, String> {
    output("pkg-config", &["--cflags", "--libs", "poppler-cpp"])
        .map_err(|_| "poppler's C++ interface is not installed (libpoppler-cpp-dev)".to_owned())
}

/// Makes sure that the tests of `crates/cas-cli/tests/privacy.rs` can trace system calls.
pub(crate) fn tracer(arguments: &[String]) -> Outcome {
    match have("strace", "-V") {
        Err(problem) if arguments.iter().any(|word| word == IF_INSTALLABLE) => {
            println!("SKIPPED tracing: {problem}");
            Ok(())
        }
        outcome => outcome,
    }
}

/// Makes sure that a program starts, which a Debian package of its name holds; `version` is what it says its version by.
pub(crate) fn have(program: &str, version: &str) -> Outcome {
    if output(program, &[version]).is_ok() {
        return Ok(());
    }
    install_package(program)?;
    output(program, &[version]).map(|_| ())
}

/// Installs a Debian package, if this is Debian and we may.
fn install_package(package: &str) -> Result<(), String> {
    let root = output("id", &["-u"]).is_ok_and(|id| id.trim() == "0");
    let debian = Command::new("apt-get").arg("--version").output().is_ok();
    if !(root && debian) {
        return Err(format!("the Debian package {package} is missing and cannot be installed from here"));
    }
    let quietly = [("DEBIAN_FRONTEND", "noninteractive")];
    let install = ["install", "--yes", "--no-install-recommends", package];
    run("apt-get", &install, &quietly).or_else(|_| {
        run("apt-get", &["update"], &quietly)?;
        run("apt-get", &install, &quietly)
    })
}
