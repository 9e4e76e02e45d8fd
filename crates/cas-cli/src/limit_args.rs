//! The flags under "Limits": one for each row of the table of the library, so that none can be missing.

use cas::{LimitRow, LimitUnit, Limits};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

/// The limits as typed; the defaults where nothing was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct LimitArgs(pub(crate) Limits);

impl Args for LimitArgs {
    fn augment_args(command: Command) -> Command {
        Limits::TABLE.iter().fold(command, |command, row| command.arg(flag(row)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn flag(row: &LimitRow) -> Arg {
    let (value, unit) = match row.unit {
        LimitUnit::Bytes => ("SIZE", row.unit),
        LimitUnit::Seconds => ("TIME", row.unit),
        unit => ("COUNT", unit),
    };
    let parse = move |text: &str| {
        unit.parse(text).ok_or("write 5000 or 20M for a count, 64MiB for a size, 10s for a time")
    };
    Arg::new(row.flag)
        .long(row.flag)
        .value_name(value)
        .value_parser(parse)
        .help_heading("Limits")
        .help(format!("{} [default: {}]", row.about, row.unit.show(row.default)))
}

impl FromArgMatches for LimitArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut limits = Self::default();
        limits.update_from_arg_matches(matches)?;
        Ok(limits)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for row in &Limits::TABLE {
            let typed = matches.try_get_one::<u64>(row.flag);
            let typed = typed.map_err(|error| Error::raw(ErrorKind::InvalidValue, error))?;
            if let Some(value) = typed {
                row.set(&mut self.0, *value);
            }
        }
        Ok(())
    }
}
