//! `cas batch`: whole archives.

use std::io::IsTerminal as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use cas::{JsonOptions, Options};
use cas_batch::{
    BatchError, Display, Output, Renewed, Report, Resume, Session, Settings, Shape, Show, Tally, Timing,
    Watch, WorkList, sweep_drafts, watch,
};
use cas_export::{CsvText, ExportOptions, Format, Needs, SourceMember};

use crate::args::output::{CsvTextName, ShapeName};
use crate::args::{BatchArgs, ProgressName};
use crate::exit::{Exit, Failure};
use crate::source::Written;
use crate::{config, keyring, report, source};

pub(crate) fn run(args: &BatchArgs) -> Result<Exit, Failure> {
    // A panic of the engine is caught and becomes the outcome of its file: it must not end the program.
    std::panic::set_hook(Box::new(engine_fault));
    refuse_mixtures(args)?;
    let inputs = inputs(args)?;
    refuse_overwriting(args, &inputs)?;
    let settings = settings(args)?;
    if args.watch.watch {
        return follow(args, settings);
    }
    let list = WorkList::without(&inputs, &[&args.output])?;
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
    let readers = lists.chain(&args.files_from).filter(|path| source::is_dash(path)).count();
    refuse(&[
        (source::is_dash(&args.output), "--output names a file or a folder; `-` is none"),
        (
            readers + usize::from(passwords.password_stdin) > 1,
            "standard input can be read once: for the list of files or for one list of passwords",
        ),
        (
            args.inputs.iter().any(|path| source::is_dash(path)),
            "statements are not read from standard input here; --files-from - reads names of files",
        ),
        (
            args.watch.watch && (args.inputs.len() != 1 || args.files_from.is_some()),
            "--watch follows one folder",
        ),
        (
            args.form.shape == ShapeName::Casparser && !args.answer.with.is_empty(),
            "the casparser shape has no place for what --with adds",
        ),
        (
            args.watch.watch && args.report.is_some(),
            "--watch has no end and hence no --report; it tells what became of each file as it goes",
        ),
    ])
}

/// Nothing that is read may be written over.
fn refuse_overwriting(args: &BatchArgs, inputs: &[PathBuf]) -> Result<(), Failure> {
    for output in [Some(&args.output), args.report.as_ref()] {
        let files = args.passwords.files().chain(args.files_from.as_deref());
        let read = files.chain(inputs.iter().map(PathBuf::as_path));
        source::refuse_overwriting(read, output.map(PathBuf::as_path), Written::NoPdf)?;
    }
    Ok(())
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
    let sources = keyring::sources(&args.passwords)?;
    let mut settings = Settings::new(output);
    settings.stamp = sources.stamp();
    settings.passwords = sources.read().map_err(BatchError::from)?;
    settings.options = Options {
        broker: args.broker.map(config::broker),
        limits: args.limits.0.clone(),
        generated_at: config::generated_at(Some(&args.generated_at))?,
        with: config::with(&args.answer.with),
        ..Options::default()
    };
    settings.json = JsonOptions { pretty: args.answer.pretty, numbers: config::numbers(args.answer.numbers) };
    settings.shape = match args.form.shape {
        ShapeName::Unified => Shape::Unified,
        ShapeName::Casparser => Shape::Casparser,
    };
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
    let format = match args.form.format.as_deref().and_then(Format::of_name) {
        Some(format) => format,
        None if ends_as_folder || path.is_dir() || path.extension().is_none() => return folder(args, path),
        None => Format::of_path(&path).map_err(BatchError::from)?,
    };
    let tables = format.row()?.needs == Needs::Tables;
    refuse(&[
        (cas_export::is_device(&path), "--output names a pipe or device: name a file or a folder"),
        (args.watch.watch, "--watch writes one JSON for each statement: name a folder with --output"),
        (
            !tables && args.form.table.is_some(),
            "--table is for formats with tables: csv, xlsx, sqlite, parquet, arrow",
        ),
        (
            tables && (!args.answer.with.is_empty() || args.answer.pretty || args.source),
            "--with, --pretty and --source are for JSON; tables hold checks and sources anyway",
        ),
        (tables && args.form.shape != ShapeName::Unified, "--shape is for JSON"),
        (
            format == Format::JsonLines && args.answer.pretty,
            "JSON Lines is one line a statement: leave --pretty out",
        ),
    ])?;
    let options = ExportOptions {
        table: args.form.table.as_deref().map(cas_export::table_index).transpose()?,
        csv_text: match args.form.csv_text {
            CsvTextName::Escape => CsvText::Escape,
            CsvTextName::Raw => CsvText::Raw,
        },
        source: if args.source { SourceMember::Add } else { SourceMember::Omit },
    };
    Ok(Output::Combined { path, format, options })
}

fn folder(args: &BatchArgs, path: PathBuf) -> Result<Output, Failure> {
    refuse(&[
        (args.form.table.is_some(), "--table is for one output of all: name a file with --output"),
        (args.source, "--source is for one output of all; the report names the source of each file"),
    ])?;
    Ok(Output::Folder(path))
}

/// Refuses what cannot be meant together.
fn refuse(refusals: &[(bool, &str)]) -> Result<(), Failure> {
    match refusals.iter().find(|(refused, _)| *refused) {
        Some((_, why)) => Err(Failure::Usage((*why).to_owned())),
        None => Ok(()),
    }
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
