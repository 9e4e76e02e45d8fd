//! `cookbook`: runs every recipe of `docs/cookbook.md` as printed, and compares what it prints with what the document
//! says that it prints. Each section starts in a folder of its own, laid out by `docs/cookbook/desk.py`.
//!
//! A recipe is a fenced block of `bash` or `python`; the `text` block after it is what it prints on standard output. A
//! recipe without one prints nothing. `--bless` writes the blocks anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::cargo::{cargo, root, run};
use crate::python::{IF_INSTALLABLE, environment};
use crate::report::target;

/// The languages that are run.
const RUN: [&str; 2] = ["bash", "python"];
/// The language of what is printed.
const PRINTED: &str = "text";

/// A recipe and what it should print.
#[derive(Debug, Eq, PartialEq)]
struct Recipe {
    /// Heading of the section that it stands in.
    section: String,
    language: String,
    /// Line of the opening fence, from 1.
    line: usize,
    code: String,
    /// Lines of the block below it, without the fences, from 0; `None` when it prints nothing.
    printed: Option<std::ops::Range<usize>>,
}

/// Runs them all.
pub(crate) fn run_all(arguments: &[String]) -> Outcome {
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let path = root().join("docs").join("cookbook.md");
    let document = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let recipes = recipes(&document)?;
    cargo(&["build", "--package", "cas-cli"], &[])?;
    let python = match environment("cookbook", &root().join("docs").join("cookbook").join("requirements.txt"))
    {
        Err(problem) if has(IF_INSTALLABLE) => {
            println!("SKIPPED cookbook: {problem}");
            return Ok(());
        }
        outcome => outcome?,
    };
    let kitchen = Kitchen { python, folder: target().join("cookbook") };
    let lines: Vec<&str> = document.lines().collect();
    let mut blessed: Vec<String> = Vec::new();
    let (mut copied, mut wrong, mut section) = (0, Vec::new(), "");
    for recipe in &recipes {
        if recipe.section != section {
            section = &recipe.section;
            kitchen.lay_out()?;
        }
        let printed = kitchen.cook(recipe)?;
        let expected = recipe.printed.clone().and_then(|range| lines.get(range)).unwrap_or_default();
        if printed != expected {
            wrong.push(format!(
                "line {}: printed\n{}\ninstead of\n{}",
                recipe.line,
                printed.join("\n"),
                expected.join("\n")
            ));
        }
        if let Some(range) = &recipe.printed {
            blessed.extend(
                lines.get(copied..range.start).unwrap_or_default().iter().map(|line| (*line).to_owned()),
            );
            blessed.extend(printed);
            copied = range.end;
        }
    }
    if has("--bless") {
        blessed.extend(lines.get(copied..).unwrap_or_default().iter().map(|line| (*line).to_owned()));
        let text = blessed.join("\n") + "\n";
        return std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    println!("cookbook: {} recipes, {} as printed", recipes.len(), recipes.len() - wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err(format!("docs/cookbook.md\n{}", wrong.join("\n\n"))) }
}

/// Where recipes are run.
struct Kitchen {
    python: PathBuf,
    folder: PathBuf,
}

impl Kitchen {
    /// A fresh folder for a section.
    fn lay_out(&self) -> Outcome {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)
                .map_err(|error| format!("{}: {error}", self.folder.display()))?;
        }
        let desk = root().join("docs").join("cookbook").join("desk.py");
        let words = [text(&desk), text(&root().join("corpus")), text(&self.folder)];
        run(&text(&self.python), &words.iter().map(String::as_str).collect::<Vec<_>>(), &[])
    }

    /// What a recipe prints.
    fn cook(&self, recipe: &Recipe) -> Result<Vec<String>, String> {
        println!("== line {}, {}", recipe.line, recipe.section);
        let mut command = match recipe.language.as_str() {
            "python" => {
                let mut command = Command::new(&self.python);
                command.args(["-c", &recipe.code]);
                command
            }
            _ => {
                let mut command = Command::new("bash");
                command.args(["-euo", "pipefail", "-c", &recipe.code]);
                command
            }
        };
        let tools = [target().join("debug"), self.python.parent().unwrap_or(Path::new("")).to_path_buf()];
        let known = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(tools.into_iter().chain(std::env::split_paths(&known)));
        command.env("PATH", path.map_err(|error| error.to_string())?);
        // The folder of a reader stands for the folder of the section.
        command.env("HOME", &self.folder).env_remove("CAS_PASSWORD").env_remove("SOURCE_DATE_EPOCH");
        command.env("PYTHONDONTWRITEBYTECODE", "1").current_dir(&self.folder);
        let output =
            command.output().map_err(|error| format!("{} does not start: {error}", recipe.language))?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            return Err(format!("docs/cookbook.md, line {}: the recipe fails\n{words}", recipe.line));
        }
        let printed = String::from_utf8_lossy(&output.stdout);
        Ok(printed.trim_end().lines().map(|line| line.trim_end().to_owned()).collect())
    }
}

/// The recipes of a document, in its order.
fn recipes(document: &str) -> Result<Vec<Recipe>, String> {
    let mut recipes: Vec<Recipe> = Vec::new();
    let mut section = String::new();
    let mut lines = document.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_owned();
        }
        let Some(language) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        if RUN.contains(&language) {
            let code = body.join("\n");
            let language = language.to_owned();
            recipes.push(Recipe { section: section.clone(), language, line: index + 1, code, printed: None });
        } else if language == PRINTED {
            let recipe = recipes.last_mut().filter(|recipe| recipe.printed.is_none());
            let recipe = recipe.ok_or(format!("line {}: nothing prints this", index + 1))?;
            recipe.printed = Some(index + 1..index + 1 + body.len());
        } else {
            return Err(format!("line {}: `{language}` is neither run nor printed", index + 1));
        }
    }
    if recipes.is_empty() { Err("the cookbook has no recipes".to_owned()) } else { Ok(recipes) }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_belong_together() {
        let document = "## One\n\n```bash\necho 1\n```\n\n```text\n1\n```\n\n## Two\n```python\npass\n```\n";
        let found = recipes(document).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].section.as_str(), found[0].line, found[0].printed.clone()),
            ("One", 3, Some(7..8))
        );
        assert_eq!(
            (found[1].section.as_str(), found[1].code.as_str(), &found[1].printed),
            ("Two", "pass", &None)
        );
        assert!(recipes("```text\n1\n```\n").is_err(), "nothing prints it");
        assert!(recipes("```yaml\na: 1\n```\n").is_err(), "nobody runs it");
        assert!(recipes("no recipe").is_err());
    }
}
