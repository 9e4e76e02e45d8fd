//! Words for the user, on stderr: what went wrong and what to do next. No message holds personal data, and text that
//! comes from a file cannot control the terminal.

use std::error::Error as _;
use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use cas::{LimitRow, ParseError};
use cas_batch::BatchError;
use cas_export::ExportError;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::exit::{Exit, Failure};

/// Writes a line to stderr. A reader that has gone away must not turn a message into a crash.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Tells why a command failed and what to do about it.
pub(crate) fn failure(failure: &Failure) {
    say(format_args!("error: {}", sanitise(&failure.to_string())));
    let mut cause = failure.source();
    while let Some(error) = cause {
        say(format_args!("  because: {}", sanitise(&error.to_string())));
        cause = error.source();
    }
    if let Some(hint) = hint(failure) {
        say(format_args!("  {hint}"));
    }
}

/// Says something that is no failure.
pub(crate) fn note(text: &str) {
    say(format_args!("note: {}", sanitise(text)));
}

/// Prints what clap has to say: help and version on stdout, wrong usage on stderr.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if is_stray_word(error) {
        // It may be a password whose option was forgotten: it is not repeated.
        failure(&Failure::Usage("one word too many; a password needs --password before it".to_owned()));
        return Exit::Usage.into();
    }
    // A closed pipe must not turn help into a failure.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() }
}

/// True for a word that is no option and has no place.
fn is_stray_word(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::UnknownArgument
        && matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(word)) if !word.starts_with('-'))
}

/// Replaces the panic message, which may quote text of the file, by the place in our code.
pub(crate) fn own_fault(info: &std::panic::PanicHookInfo<'_>) {
    say(format_args!("error: this is a fault of cas{}, not of your file", place_of(info)));
    say("  please report it with this line and what `cas --version` prints, never with the statement");
    #[expect(clippy::exit, reason = "a panic must end with the documented exit code instead of a signal")]
    std::process::exit(Exit::OwnFault as i32);
}

/// Where in our code a panic began.
pub(crate) fn place_of(info: &std::panic::PanicHookInfo<'_>) -> String {
    info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()))
}

/// What the user can do next.
fn hint(failure: &Failure) -> Option<String> {
    match failure {
        Failure::Usage(_) => Some("`cas --help` shows the commands and options".to_owned()),
        Failure::Parse(ParseError::LimitExceeded { limit, .. }) => {
            let flag = LimitRow::named(limit).map_or("max-input", |row| row.flag);
            Some(format!("no statement seen is that large, the file may be hostile; --{flag} allows more"))
        }
        Failure::NotFound(_) => Some(
            "`cas show FILE` lists folios, accounts and ISINs; without --folio, --account and --isin"
                .to_owned(),
        ),
        Failure::Unsound { .. } => {
            Some("nothing was written; tell us the line above, never send the statement".to_owned())
        }
        Failure::Export(ExportError::UnknownExtension { .. }) => {
            Some("name the format with --format, or another extension".to_owned())
        }
        Failure::Parse(error) => advice(error).map(str::to_owned),
        Failure::Batch(BatchError::Write { .. }) => {
            Some("what was finished is kept: the same command goes on from there".to_owned())
        }
        Failure::Batch(BatchError::Busy { .. }) => Some("wait for it, or name another output".to_owned()),
        _ => None,
    }
}

/// What to do about a file.
fn advice(error: &ParseError) -> Option<&'static str> {
    Some(match error {
        ParseError::PasswordRequired => {
            "give it with --password-file, --password-stdin, $CAS_PASSWORD or --password; CAMS and KFintech lock \
             with the password chosen in the request form, NSDL, CDSL and brokers with the PAN in capitals"
        }
        ParseError::WrongPassword { .. } => {
            "CAMS and KFintech lock with the password chosen in the request form, NSDL and CDSL with the PAN in \
             capitals; spaces around it and letter case were tried already"
        }
        ParseError::NotPdf => {
            "give the PDF as it came by mail; if it came inside an archive, unpack it first"
        }
        ParseError::Damaged { .. } => {
            "download or request the statement again; if it opens elsewhere, tell us"
        }
        ParseError::NoTextLayer { .. } => {
            "this is a scan, a picture or a print without letters: ask for the statement by mail and give that file, unprinted"
        }
        ParseError::UnsupportedEncryption { .. } => {
            "request the statement again: issuers use password protection"
        }
        ParseError::LookAlike { .. } | ParseError::UnknownLayout { .. } => {
            "cas reads Consolidated Account Statements of CAMS, KFintech, NSDL and CDSL and brokers' contract notes, as they came by mail; \
             `cas trace --stage lines` shows what is on the pages"
        }
        ParseError::Incomplete { .. } => {
            "nothing is half-read: give the file as it came by mail; `cas trace --stage lines` shows what is on the pages"
        }
        ParseError::NotAContractNote { .. } => "leave --broker out: it is for contract notes",
        ParseError::NoSuchPage { .. } => "pages count from 1; leave --page out for all of them",
        _ => return None,
    })
}

/// Text of a file or a path for the terminal: control characters (escape sequences among them) become U+FFFD.
pub(crate) fn sanitise(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || turns_text(c) { '\u{fffd}' } else { c }).collect()
}

/// Marks that make a terminal write backwards: a value could pose as another one.
fn turns_text(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Output for the terminal: line ends stay, other control characters become JSON escapes. JSON holds none of the ones
/// below U+0020 raw, but it may hold those from U+007F on, which some terminals obey.
pub(crate) fn sanitise_output(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() && character != '\n' {
            out.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_do_not_reach_the_terminal() {
        assert_eq!(sanitise("a\u{1b}[31mb\u{9b}c\n"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}");
        assert_eq!(sanitise("1\u{202e}2"), "1\u{fffd}2");
        assert_eq!(sanitise_output("{\"a\": \"\u{9b}31m\"}\n"), "{\"a\": \"\\u009b31m\"}\n");
    }
}
