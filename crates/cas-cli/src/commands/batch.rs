//! `cas batch`: whole archives.

use std::io::IsTerminal as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use cas::{JsonOptions, Options};
use cas_batch::{
    BatchError, Display, Output, Renewed, Report, Resume, Session, Settings, Show, Tally, Timing, Watch,
    WorkList, sweep_drafts, watch,
};
use cas_export::{ExportOptions, Format, SourceMember};

use crate::args::{BatchArgs, ProgressName};
use crate::exit::{Exit, Failure};
use crate::{config, keyring, report, source};

pub(crate) fn run(args: &BatchArgs) -> Result<Exit, Failure> {
    // A panic of the engine is caught and becomes the outcome of its file: it must not end the program.
    std::panic::set_hook(Box::new(engine_fault));
    refuse_mixtures(args)?;
    let settings = settings(args)?;
    if args.watch.watch {
        return follow(args, settings);
    }
    let list = WorkList::of(&inputs(args)?)?;
    let session = Session::open(settings)?;
    let tally = Arc::new(Tally::default());
    let display = Display::start(show(args.progress), Arc::clone(&tally));
    let outcome = session.run(list, &tally, &AtomicBool::new(false));
    display.finish();
    let done = outcome?;
    tell(&done);
    if let Some(path) = &args.report {
        let timing = if args.timing { Timing::Add } else { Timing::Omit };
        sweep_drafts(path);
        source::write(Some(path), &done.to_json(timing))?;
    }
    Ok(if done.is_complete() { Exit::Done } else { Exit::NotEverything })
}

/// What cannot go together, and what clap cannot tell.
fn refuse_mixtures(args: &BatchArgs) -> Result<(), Failure> {
    let passwords = &args.passwords;
    let lists = passwords.password_file.iter().chain(&passwords.password_map).chain(&passwords.people);
    let readers = lists.chain(&args.files_from).filter(|path| source::is_stdin(path)).count();
    let problem = if readers + usize::from(passwords.password_stdin) > 1 {
        "standard input can be read once: for the list of files or for one list of passwords"
    } else if args.inputs.iter().any(|path| source::is_stdin(path)) {
        "statements are not read from standard input here; --files-from - reads names of files"
    } else if args.watch.watch && (args.inputs.len() != 1 || args.files_from.is_some()) {
        "--watch follows one folder"
    } else if args.watch.watch && args.report.is_some() {
        "--watch has no end and hence no --report; it tells what became of each file as it goes"
    } else {
        return Ok(());
    };
    Err(Failure::Usage(problem.to_owned()))
}

fn inputs(args: &BatchArgs) -> Result<Vec<PathBuf>, Failure> {
    let mut inputs = args.inputs.clone();
    if let Some(path) = &args.files_from {
        inputs.extend(WorkList::lines(path)?);
    }
    Ok(inputs)
}

fn settings(args: &BatchArgs) -> Result<Settings, Failure> {
    let output = output(args)?;
    let sources = keyring::sources(&args.passwords);
    let mut settings = Settings::new(output);
    settings.stamp = sources.stamp();
    settings.passwords = sources.read().map_err(BatchError::from)?;
    settings.options = Options {
        broker: args.broker.map(config::broker),
        limits: args.limits.0.clone(),
        generated_at: config::generated_at(Some(&args.generated_at))?,
        with: config::with(&args.with),
        ..Options::default()
    };
    settings.json = JsonOptions { pretty: args.pretty, numbers: config::numbers(args.numbers) };
    if let Some(jobs) = args.jobs {
        settings.jobs = usize::from(jobs);
    }
    settings.resume = match (args.restart, args.retry_failed) {
        (true, _) => Resume::Restart,
        (_, true) => Resume::RetryFailed,
        _ => Resume::Continue,
    };
    if args.watch.done.is_some() {
        settings.renewed = Renewed::Joins;
    }
    Ok(settings)
}

/// A folder when the path is one, ends in `/` or has no end that could mean a format; else one output of all.
fn output(args: &BatchArgs) -> Result<Output, Failure> {
    let path = args.output.clone();
    let ends_as_folder = path.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
    let format = match &args.format {
        Some(name) => {
            let unknown = || Failure::Usage(format!("there is no format {name:?}: {}", format_names()));
            Format::of_name(name).ok_or_else(unknown)?
        }
        None if ends_as_folder || path.is_dir() || path.extension().is_none() => {
            return Ok(Output::Folder(path));
        }
        None => Format::of_path(&path).map_err(BatchError::from)?,
    };
    if args.watch.watch {
        let problem = "--watch writes one JSON for each statement: name a folder with --output";
        return Err(Failure::Usage(problem.to_owned()));
    }
    let source = if args.source { SourceMember::Add } else { SourceMember::Omit };
    Ok(Output::Combined { path, format, options: ExportOptions { source, ..ExportOptions::default() } })
}

fn format_names() -> String {
    let names: Vec<&str> = cas_export::FORMATS.iter().map(|row| row.name).collect();
    names.join(", ")
}

fn show(name: ProgressName) -> Show {
    match name {
        ProgressName::Json => Show::Json,
        ProgressName::Auto if std::io::stderr().is_terminal() => Show::Bar,
        ProgressName::Auto | ProgressName::None => Show::Nothing,
    }
}

fn tell(done: &Report) {
    for line in done.table().lines() {
        report::say(report::sanitise(line));
    }
}

/// Follows a folder until somebody asks to stop.
fn follow(args: &BatchArgs, settings: Settings) -> Result<Exit, Failure> {
    let folder = args.inputs.first().map_or(Path::new("."), PathBuf::as_path);
    if !folder.is_dir() {
        return Err(Failure::Usage("--watch follows a folder".to_owned()));
    }
    let seconds = args.watch.watch_interval;
    let interval = Duration::try_from_secs_f64(seconds).ok().filter(|interval| !interval.is_zero());
    let interval =
        interval.ok_or_else(|| Failure::Usage("--watch-interval takes seconds, 0.5 or 60".to_owned()))?;
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop))
            .map_err(|source| Failure::Read { what: "signals".to_owned(), source })?;
    }
    let session = Session::open(settings)?;
    let how = Watch {
        folder: folder.to_owned(),
        interval,
        done: args.watch.done.clone(),
        quarantine: args.watch.quarantine.clone(),
    };
    let mut told = |done: &Report| {
        for entry in &done.entries {
            let error = entry.error.as_ref().map_or_else(String::new, |error| format!(": {}", error.message));
            report::say(report::sanitise(&format!("{}: {}{error}", entry.outcome.name(), entry.name)));
        }
    };
    watch(&session, &how, &stop, &mut told)?;
    Ok(Exit::Done)
}

/// Tells the place in our code, and nothing else: the message of a panic may quote the file.
fn engine_fault(info: &PanicHookInfo<'_>) {
    report::say(format_args!("error: this is a fault of cas{}, not of your file", report::place_of(info)));
}
