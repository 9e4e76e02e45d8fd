//! The crate graph: which of our packages may use which. The picture is in ARCHITECTURE.md, the law is here.

use std::path::Path;

use super::Finding;

/// A package and what it may use: in the product, and for its own tests only.
struct Node {
    package: &'static str,
    uses: &'static [&'static str],
    tests_use: &'static [&'static str],
}

const STAGES: &[&str] = &[
    "cas-extract",
    "cas-locate",
    "cas-model",
    "cas-normalize",
    "cas-output",
    "cas-page",
    "cas-pdf",
    "cas-redact",
    "cas-table",
];
const EVERYTHING: &[&str] = &[
    "cas",
    "cas-batch",
    "cas-cli",
    "cas-diff",
    "cas-export",
    "cas-extract",
    "cas-inflate",
    "cas-locate",
    "cas-model",
    "cas-normalize",
    "cas-output",
    "cas-page",
    "cas-pdf",
    "cas-redact",
    "cas-table",
    "cas-testkit",
];

const GRAPH: &[Node] = &[
    Node { package: "cas-inflate", uses: &[], tests_use: &[] },
    Node { package: "cas-page", uses: &[], tests_use: &[] },
    Node { package: "cas-model", uses: &["cas-page"], tests_use: &[] },
    Node { package: "cas-pdf", uses: &["cas-inflate", "cas-page"], tests_use: &["cas-testkit"] },
    Node { package: "cas-table", uses: &["cas-page"], tests_use: &[] },
    Node { package: "cas-extract", uses: &["cas-model", "cas-page", "cas-table"], tests_use: &[] },
    Node { package: "cas-normalize", uses: &["cas-model", "cas-page"], tests_use: &[] },
    Node { package: "cas-output", uses: &["cas-model", "cas-page"], tests_use: &[] },
    Node { package: "cas-locate", uses: &["cas-model", "cas-page", "cas-table"], tests_use: &[] },
    Node {
        package: "cas-redact",
        uses: &["cas-model", "cas-normalize", "cas-page", "cas-pdf", "cas-table"],
        tests_use: &[],
    },
    Node { package: "cas", uses: STAGES, tests_use: &["cas-testkit"] },
    Node { package: "cas-export", uses: &["cas"], tests_use: &["cas-testkit"] },
    Node { package: "cas-batch", uses: &["cas", "cas-export"], tests_use: &["cas-testkit"] },
    Node { package: "cas-diff", uses: &[], tests_use: &[] },
    Node {
        package: "cas-cli",
        uses: &["cas", "cas-batch", "cas-diff", "cas-export"],
        tests_use: &["cas-testkit"],
    },
    Node { package: "cas-testkit", uses: &["cas-model"], tests_use: &["cas-pdf", "cas-page"] },
    Node { package: "xtask", uses: &["cas", "cas-testkit"], tests_use: &[] },
    Node { package: "cas-tests", uses: EVERYTHING, tests_use: EVERYTHING },
    Node { package: "cas-bench", uses: EVERYTHING, tests_use: EVERYTHING },
];

/// Reads every manifest of the workspace and reports edges that the table does not have.
pub(super) fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let mut folders = vec![root.join("tests"), root.join("benches")];
    let crates = std::fs::read_dir(root.join("crates")).map_err(|error| format!("crates: {error}"))?;
    folders.extend(crates.flatten().map(|entry| entry.path()));
    folders.sort();
    let mut findings = Vec::new();
    for folder in folders {
        let path = folder.join("Cargo.toml");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let shown = path.strip_prefix(root).unwrap_or(&path);
        let manifest: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| format!("{}: {}", shown.display(), error.message()))?;
        findings.extend(manifest_findings(shown, &folder, &manifest));
    }
    Ok(findings)
}

fn manifest_findings(path: &Path, folder: &Path, manifest: &toml::Table) -> Vec<Finding> {
    let package =
        manifest.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    let Some(node) = GRAPH.iter().find(|node| Some(node.package) == package) else {
        return vec![Finding::new(path, 1, "this package is not in the crate graph of xtask")];
    };
    let mut findings = Vec::new();
    let named_after_folder = folder.parent().is_some_and(|parent| parent.ends_with("crates"));
    if named_after_folder && !folder.ends_with(node.package) {
        findings.push(Finding::new(path, 1, "the folder is not named after the package"));
    }
    let lints = manifest.get("lints").and_then(|lints| lints.get("workspace"));
    if lints.and_then(toml::Value::as_bool) != Some(true) {
        findings.push(Finding::new(path, 1, "`[lints] workspace = true` is missing"));
    }
    for (section, also) in
        [("dependencies", &[][..]), ("build-dependencies", &[]), ("dev-dependencies", node.tests_use)]
    {
        let Some(table) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
        for used in table.keys().filter(|name| EVERYTHING.contains(&name.as_str())) {
            // A package may name itself in its tests, to switch a feature on.
            let itself = section == "dev-dependencies" && used == node.package;
            if !itself && !node.uses.contains(&used.as_str()) && !also.contains(&used.as_str()) {
                findings.push(Finding::new(path, 1, format!("{} must not use {used}", node.package)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(manifest: &str) -> Vec<String> {
        let manifest = manifest.parse().unwrap();
        let folder = Path::new("crates/cas-table");
        manifest_findings(Path::new("Cargo.toml"), folder, &manifest).into_iter().map(|f| f.problem).collect()
    }

    #[test]
    fn an_edge_outside_the_table_is_found() {
        let head = "package.name = 'cas-table'\nlints.workspace = true\n";
        assert!(
            problems(&format!("{head}[dependencies]\ncas-page.workspace = true\nserde = '1'\n")).is_empty()
        );
        let found = problems(&format!("{head}[dependencies]\ncas-model.workspace = true\n"));
        assert_eq!(found, ["cas-table must not use cas-model"]);
        let found = problems("package.name = 'cas-table'\n");
        assert_eq!(found, ["`[lints] workspace = true` is missing"]);
    }

    #[test]
    fn the_table_has_no_circle() {
        // A package may only use packages that stand above it, so the order of the table is a proof.
        for (index, node) in GRAPH.iter().enumerate().filter(|(_, node)| node.uses.len() < EVERYTHING.len()) {
            for used in node.uses {
                let place = GRAPH.iter().position(|other| other.package == *used).unwrap();
                assert!(place < index, "{} uses {used}", node.package);
            }
        }
    }
}
