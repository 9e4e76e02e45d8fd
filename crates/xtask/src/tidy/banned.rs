//! No crate that can open a connection may be in a lock file: the list is that of `deny.toml`, so that the promise is
//! checked without a further tool.

use std::path::Path;

use super::Finding;

/// Reports every banned package of the lock files.
pub(super) fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let table = |path: &Path| -> Result<toml::Table, String> {
        let text = std::fs::read_to_string(root.join(path))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        text.parse().map_err(|error: toml::de::Error| format!("{}: {}", path.display(), error.message()))
    };
    let banned = names(&table(Path::new("deny.toml"))?, &["bans", "deny"], "crate");
    if banned.is_empty() {
        return Err("deny.toml bans nothing".to_owned());
    }
    let mut findings = Vec::new();
    for path in ["Cargo.lock", "fuzz/Cargo.lock"].map(Path::new) {
        for package in names(&table(path)?, &["package"], "name") {
            if banned.contains(&package) {
                findings.push(Finding::new(
                    path,
                    1,
                    format!("{package} can open connections: deny.toml bans it"),
                ));
            }
        }
    }
    Ok(findings)
}

/// A member of every table in a list.
fn names(table: &toml::Table, list: &[&str], member: &str) -> Vec<String> {
    let mut at = toml::Value::Table(table.clone());
    for key in list {
        let Some(next) = at.get(*key).cloned() else { return Vec::new() };
        at = next;
    }
    let rows = at.as_array().cloned().unwrap_or_default();
    rows.iter().filter_map(|row| Some(row.get(member)?.as_str()?.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_lists_are_found() {
        let table: toml::Table = "[bans]\ndeny = [{ crate = 'one' }, { crate = 'two' }]".parse().unwrap();
        assert_eq!(names(&table, &["bans", "deny"], "crate"), ["one", "two"]);
        assert!(names(&table, &["package"], "name").is_empty());
    }
}
