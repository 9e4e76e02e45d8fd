//! The passwords of many files: read once, tried by name.

use cas::{Options, Parsed, Password};
use cas_batch::passwords::{PasswordBook, PasswordSources};

use crate::args::keyring::KeyringArgs;
use crate::exit::Failure;
use crate::password::VARIABLE;
use crate::reading::{self, ReadingError};

/// Reads every source; the environment where none is named.
pub(crate) fn read(args: &KeyringArgs) -> Result<PasswordBook, Failure> {
    let KeyringArgs { password, password_file, password_map, people, pattern } = args;
    let mut given: Vec<Password> = password.iter().map(Password::new).collect();
    let silent = given.is_empty() && password_file.is_empty() && password_map.is_empty() && people.is_empty();
    if silent && let Ok(password) = std::env::var(VARIABLE) {
        given.push(Password::new(password));
    }
    let sources = PasswordSources {
        candidates: password_file.clone(),
        maps: password_map.clone(),
        people: people.clone(),
        patterns: pattern.clone(),
        given,
    };
    sources.read().map_err(|source| Failure::Passwords { source })
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
