//! `tidy`: the rules of the project that no compiler checks. Each rule is a function over one file or over the
//! manifests; all findings are listed, not only the first.

mod banned;
mod graph;
mod text;

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::cargo::root;

/// A rule that was broken: where and how.
pub(crate) struct Finding {
    path: PathBuf,
    line: usize,
    problem: String,
}

impl Finding {
    fn new(path: &Path, line: usize, problem: impl Into<String>) -> Self {
        Self { path: path.to_path_buf(), line, problem: problem.into() }
    }
}

/// Checks the whole checkout.
pub(crate) fn run(_: &[String]) -> Outcome {
    let root = root();
    let files = tracked(&root)?;
    let mut findings = graph::check(&root)?;
    findings.extend(banned::check(&root)?);
    for path in &files {
        let Ok(bytes) = std::fs::read(root.join(path)) else { continue };
        let Ok(content) = String::from_utf8(bytes) else { continue };
        findings.extend(text::check(path, &content));
    }
    for finding in &findings {
        println!("{}:{}: {}", finding.path.display(), finding.line, finding.problem);
    }
    match findings.len() {
        0 => {
            println!("tidy: {} files, nothing to say", files.len());
            Ok(())
        }
        count => Err(format!("{count} findings")),
    }
}

/// Paths that git knows (tracked, or new and not ignored); in an export without git, every file outside `target`.
fn tracked(root: &Path) -> Result<Vec<PathBuf>, String> {
    let listing = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root)
        .output();
    let mut paths: Vec<PathBuf> = match listing {
        Ok(output) if output.status.success() => output
            .stdout
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty())
            .map(|name| PathBuf::from(String::from_utf8_lossy(name).into_owned()))
            .collect(),
        _ => walk(root, Path::new(""))?,
    };
    paths.sort();
    Ok(paths)
}

fn walk(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        std::fs::read_dir(root.join(folder)).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let path = folder.join(&name);
        if entry.path().is_dir() {
            if name != "target" && name != ".git" {
                paths.extend(walk(root, &path)?);
            }
        } else {
            paths.push(path);
        }
    }
    Ok(paths)
}
