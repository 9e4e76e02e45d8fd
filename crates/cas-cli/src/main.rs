//! The command line of `cas`: data on stdout, words on stderr, one exit code per kind of trouble.
//!
//! `args.rs` is what was typed, `config.rs` what it means, `commands/` what is done. No logic about statements lives
//! here: everything that can be said about a file comes from the library `cas`.

#![expect(
    clippy::disallowed_methods,
    reason = "the command line is an edge: files, environment and clock are its job"
)]

mod archive;
mod args;
mod commands;
mod config;
mod exit;
mod folder;
mod keyring;
mod limit_args;
mod password;
mod reading;
mod report;
mod source;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report::own_fault));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return report::usage(&error),
    };
    let outcome = match &cli.command {
        Command::Batch(args) => commands::batch::run(args),
        Command::Parse(args) => commands::parse::run(args),
        Command::Detect(args) => commands::detect::run(args),
        Command::Check(args) => commands::check::run(args),
        Command::Explain(args) => commands::explain::run(args),
        Command::BugReport(args) => commands::bug_report::run(args),
        Command::Redact(args) => commands::redact::run(args),
        Command::Diff(args) => commands::diff::run(args),
        Command::Golden(args) => commands::golden::run(args),
        Command::Show(args) => commands::show::run(args),
        Command::Trace(args) => commands::trace::run(args),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            report::failure(&failure);
            Exit::from(&failure).into()
        }
    }
}
