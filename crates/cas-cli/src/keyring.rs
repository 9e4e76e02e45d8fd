//! The passwords of many files: read once, tried by name.

use std::path::PathBuf;

use cas::{Options, Parsed, Password};
use cas_batch::BatchError;
use cas_batch::passwords::{PasswordBook, PasswordSources};

use crate::args::PasswordArgs;
use crate::exit::Failure;
use crate::password;
use crate::reading::{self, ReadingError};

/// The sources that the arguments name; the environment where there are none.
pub(crate) fn sources(args: &PasswordArgs) -> Result<PasswordSources, Failure> {
    let mut sources = PasswordSources {
        candidates: args.password_file.clone(),
        maps: args.password_map.clone(),
        people: args.people.clone(),
        patterns: args.password_pattern.clone(),
        given: args.password.iter().map(Password::new).collect(),
    };
    if args.password_stdin {
        sources.candidates.push(PathBuf::from("-"));
    }
    let none = sources.candidates.is_empty() && sources.maps.is_empty() && sources.people.is_empty();
    if none && sources.given.is_empty() {
        sources.given.extend(password::of_environment()?);
    }
    Ok(sources)
}

/// Reads every source.
pub(crate) fn read(args: &PasswordArgs) -> Result<PasswordBook, Failure> {
    Ok(sources(args)?.read().map_err(BatchError::from)?)
}

/// Reads a statement or page dump with the passwords for its name.
pub(crate) fn parse(
    bytes: &[u8],
    name: &str,
    book: &PasswordBook,
    options: &Options,
) -> Result<Parsed, ReadingError> {
    reading::parse(bytes, &Options { passwords: book.for_name(name), ..options.clone() })
}
