//! Where passwords come from, in this order: `--password`, `--password-file`, `--password-stdin`, the environment, and
//! a prompt when a person sits at the terminal. They are never printed and never part of a message.

use std::env::VarError;
use std::io::IsTerminal as _;
use std::path::Path;

use cas::{ParseError, Password};
use cas_batch::passwords::candidates;

use crate::args::Input;
use crate::exit::Failure;
use crate::{report, source};

/// The environment variable that is asked when no option names a password.
const VARIABLE: &str = "CAS_PASSWORD";

/// How often a person may try.
const ATTEMPTS: usize = 3;

/// The passwords that options and environment give; empty when there are none.
pub(crate) fn given(input: &Input) -> Result<Vec<Password>, Failure> {
    if input.password_stdin && source::is_dash(&input.file) {
        let problem = "standard input cannot be both the statement and the password: name a file, or use \
                       --password-file or $CAS_PASSWORD";
        return Err(Failure::Usage(problem.to_owned()));
    }
    let mut passwords: Vec<Password> = input.password.iter().map(Password::new).collect();
    if let Some(path) = &input.password_file {
        passwords.extend(candidates(&source::read_text(path)?));
    }
    if input.password_stdin {
        passwords.extend(candidates(&source::read_text(Path::new("-"))?));
    }
    if passwords.is_empty() {
        passwords.extend(of_environment()?);
    }
    Ok(passwords)
}

/// The password of the environment; an empty variable is none.
pub(crate) fn of_environment() -> Result<Option<Password>, Failure> {
    match std::env::var(VARIABLE) {
        Ok(password) if password.is_empty() => Ok(None),
        Ok(password) => Ok(Some(Password::new(password))),
        Err(VarError::NotPresent) => Ok(None),
        // The error holds the password.
        Err(VarError::NotUnicode(_)) => Err(Failure::Usage(format!("${VARIABLE} is not UTF-8 text"))),
    }
}

/// Runs `attempt` with the given passwords; when the file is locked, none was given and a person is there, asks.
pub(crate) fn with_passwords<T, E: Into<Failure>>(
    input: &Input,
    mut attempt: impl FnMut(&[Password]) -> Result<T, E>,
) -> Result<T, Failure> {
    let mut attempt = |passwords: &[Password]| attempt(passwords).map_err(Into::into);
    let passwords = given(input)?;
    let mut outcome = attempt(&passwords);
    let person = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if !passwords.is_empty() || !person || source::is_dash(&input.file) {
        return outcome;
    }
    for _ in 0..ATTEMPTS {
        match outcome {
            Err(Failure::Parse(ParseError::PasswordRequired)) => {}
            Err(Failure::Parse(ParseError::WrongPassword { .. })) => {
                report::say("that password does not open the file");
            }
            other => return other,
        }
        let typed = rpassword::prompt_password("Password: ")
            .map_err(|source| Failure::Read { what: "the password".to_owned(), source })?;
        outcome = attempt(&[Password::new(typed)]);
    }
    outcome
}
