//! `corpus`: writes the cases of the statement writer, or checks them. `statement`: draws one statement for a user.

use std::path::Path;

use crate::Outcome;

/// `corpus [--check]`.
pub(crate) fn corpus(arguments: &[String]) -> Outcome {
    let folder = cas_testkit::corpus_dir();
    if arguments.iter().any(|argument| argument == "--check") {
        let stale = cas_testkit::corpus::check(&folder).map_err(|error| error.to_string())?;
        for file in &stale {
            println!("{}: {}", file.path, file.problem);
        }
        return if stale.is_empty() { Ok(()) } else { Err(format!("{} files", stale.len())) };
    }
    let count = cas_testkit::corpus::write(&folder).map_err(|error| error.to_string())?;
    println!("{count} cases");
    Ok(())
}

/// `statement PAGES FILE`: a dense registrar statement of so many pages; prints what opens it.
pub(crate) fn statement(arguments: &[String]) -> Outcome {
    let [pages, file] = arguments else { return Err("usage: cargo xtask statement PAGES FILE".to_owned()) };
    let pages: u32 = pages.parse().map_err(|_| format!("{pages} is not a number of pages"))?;
    let (pdf, password) = cas_testkit::bench_statement(pages);
    save(Path::new(file), &pdf)?;
    println!("{pages} pages, everybody in it is invented; the password is {password}");
    Ok(())
}

/// Writes a file, folders included.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Outcome {
    path.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| format!("{}: {error}", path.display()))
}
