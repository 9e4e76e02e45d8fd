//! Programs of other people in Python: each task has an environment of its own under the target folder, made from a list
//! of pinned requirements, and made anew when the list changes.

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::cargo::{cargo, root, run};
use crate::report::target;
use crate::timing::text;

/// `readers`: every output, opened by readers of other people and compared with the JSON.
pub(crate) fn readers(arguments: &[String]) -> Outcome {
    let outputs = target().join("readers-out");
    std::fs::create_dir_all(&outputs).map_err(|error| format!("{}: {error}", outputs.display()))?;
    compare("readers", &[text(&outputs)], arguments)
}

/// `casparser`: `--shape casparser` against casparser itself.
pub(crate) fn casparser(arguments: &[String]) -> Outcome {
    compare("casparser", &[], arguments)
}

/// Where neither Python nor a package registry can be had, a task with this word says so and ends well.
pub(crate) const IF_INSTALLABLE: &str = "--if-installable";

/// Runs `tests/<name>/compare.py` on the binary and the corpus. `--release` takes the release build.
fn compare(name: &str, more: &[String], arguments: &[String]) -> Outcome {
    let release = arguments.iter().any(|word| word == "--release");
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    cargo(&[&["build", "--package", "cas-cli"], profile].concat(), &[])?;
    let binary = target().join(if release { "release" } else { "debug" }).join("cas");
    let folder = root().join("tests").join(name);
    let python = match environment(name, &folder.join("requirements.txt")) {
        Err(problem) if arguments.iter().any(|word| word == IF_INSTALLABLE) => {
            println!("SKIPPED {name}: {problem}");
            return Ok(());
        }
        outcome => outcome?,
    };
    let mut words = vec![text(&folder.join("compare.py")), text(&binary), text(&root().join("corpus"))];
    words.extend_from_slice(more);
    words.extend(
        arguments.iter().filter(|word| !["--release", IF_INSTALLABLE].contains(&word.as_str())).cloned(),
    );
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    run(&text(&python), &words, &[("PYTHONDONTWRITEBYTECODE", "1")])
}

/// The interpreter of an environment that has what is required.
pub(crate) fn environment(name: &str, requirements: &Path) -> Result<PathBuf, String> {
    let folder = target().join("python").join(name);
    let python = folder.join("bin").join("python");
    let made_from = folder.join("made-from.txt");
    let wanted = std::fs::read_to_string(requirements)
        .map_err(|error| format!("{}: {error}", requirements.display()))?;
    if std::fs::read_to_string(&made_from).is_ok_and(|list| list == wanted) {
        return Ok(python);
    }
    run("python3", &["-m", "venv", "--clear", &text(&folder)], &[])?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(&text(&python), &[&install[..], &[&text(requirements)]].concat(), &[])?;
    std::fs::write(&made_from, wanted).map_err(|error| format!("{}: {error}", made_from.display()))?;
    Ok(python)
}
