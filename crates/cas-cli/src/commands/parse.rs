//! `cas parse`: the statement as unified JSON, or as tables.

use std::path::Path;

use cas::{JsonOptions, Options, Parsed, Verdict};
use cas_export::{CsvText, ExportOptions, Format, Item, Needs, Source};

use crate::args::output::{CsvTextName, ShapeName};
use crate::args::{Extra, ParseArgs};
use crate::config::Checks;
use crate::exit::{Exit, Failure};
use crate::source::Written;
use crate::{config, password, report, source};

pub(crate) fn run(args: &ParseArgs) -> Result<Exit, Failure> {
    let format = format(args)?;
    let export = export_options(args)?;
    let options = config::parse_options(args, wants_checks(args, format)?)?;
    source::refuse_overwriting(args.input.files(), args.output(), Written::NoPdf)?;
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    let mut parsed = password::with_passwords(&args.input, |passwords| {
        cas::parse(&bytes, &Options { passwords: passwords.to_vec(), ..options.clone() })
    })?;
    let failed = parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail).count();
    let checks = parsed.checks.len();
    if !args.answer.with.contains(&Extra::Checks) {
        // `--strict` and tables ran them without asking to see them.
        parsed.with.checks = false;
    }
    match needs(format)? {
        Needs::Json => source::write(args.output(), &json(args, &parsed)?)?,
        Needs::Tables => write_tables(args, (format, &export), &parsed, &cas_export::sha256_hex(&bytes))?,
    }
    if args.strict && failed > 0 {
        report::note(&format!("{failed} of {checks} checks failed; `cas check` shows them"));
        return Ok(Exit::Different);
    }
    Ok(Exit::Done)
}

/// Whether checks are needed although nobody asked to see them: tables have one for them, casparser warnings.
fn wants_checks(args: &ParseArgs, format: Format) -> Result<Checks, Failure> {
    let wanted = needs(format)? == Needs::Tables || args.form.shape == ShapeName::Casparser;
    Ok(if wanted { Checks::Run } else { Checks::AsAsked })
}

fn needs(format: Format) -> Result<Needs, Failure> {
    Ok(format.row()?.needs)
}

/// The format that was named, else that of the extension; JSON where there is none.
fn format(args: &ParseArgs) -> Result<Format, Failure> {
    if let Some(format) = args.form.format.as_deref().and_then(Format::of_name) {
        return Ok(format);
    }
    match args.output() {
        Some(path) if path.extension().is_some() => Ok(Format::of_path(path)?),
        _ => Ok(Format::Json),
    }
}

/// Refuses what cannot be meant together; what is left means this.
fn export_options(args: &ParseArgs) -> Result<ExportOptions, Failure> {
    let format = format(args)?;
    let tables = needs(format)? == Needs::Tables;
    let stdout = args.output().is_none();
    let refusals: [(bool, &str); 6] = [
        (
            args.form.shape == ShapeName::Casparser && !args.answer.with.is_empty(),
            "the casparser shape has no place for what --with adds",
        ),
        (
            !tables && args.form.table.is_some(),
            "--table is for formats with tables: csv, xlsx, sqlite, parquet, arrow",
        ),
        (
            tables && (!args.answer.with.is_empty() || args.answer.pretty),
            "--with and --pretty are for JSON; tables hold the checks anyway",
        ),
        (tables && args.form.shape != ShapeName::Unified, "--shape is for JSON"),
        (
            format == Format::JsonLines && args.answer.pretty,
            "JSON Lines is one line a statement: leave --pretty out",
        ),
        (
            tables && stdout && (format != Format::Csv || args.form.table.is_none()),
            "standard output takes JSON, JSON Lines, or one table as CSV (--table); name a file with --output",
        ),
    ];
    if let Some((_, why)) = refusals.iter().find(|(refused, _)| *refused) {
        return Err(Failure::Usage((*why).to_owned()));
    }
    let csv_text = match args.form.csv_text {
        CsvTextName::Escape => CsvText::Escape,
        CsvTextName::Raw => CsvText::Raw,
    };
    let table = args.form.table.as_deref().map(cas_export::table_index).transpose()?;
    Ok(ExportOptions { table, csv_text, ..ExportOptions::default() })
}

fn json(args: &ParseArgs, parsed: &Parsed) -> Result<Vec<u8>, Failure> {
    let options = JsonOptions { pretty: args.answer.pretty, numbers: config::numbers(args.answer.numbers) };
    match args.form.shape {
        ShapeName::Unified => Ok(parsed.to_json(options)),
        ShapeName::Casparser => parsed.to_casparser(options).ok_or_else(|| {
            Failure::Usage("contract notes have no casparser shape: leave --shape out".to_owned())
        }),
    }
}

fn write_tables(
    args: &ParseArgs,
    (format, options): (Format, &ExportOptions),
    parsed: &Parsed,
    sha256: &str,
) -> Result<(), Failure> {
    let name = if source::is_dash(&args.input.file) { "-".into() } else { file_name(&args.input.file) };
    let tables = cas_export::flatten(parsed, &Source { name: &name, sha256, mail: None });
    let stream = args.output().is_none_or(cas_export::is_device);
    match (args.output(), options.table) {
        (output, Some(table)) if stream && format == Format::Csv => {
            let csv = cas_export::csv_table(&tables, table, options.csv_text)?;
            source::write(output, &csv)
        }
        (Some(path), _) => {
            let mut sink = cas_export::create(format, path, options)?;
            sink.add(&Item::Tables(&tables))?;
            let written = sink.finish()?;
            if written.len() > 1 {
                let names: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
                report::note(&format!("wrote {}", names.join(", ")));
            }
            Ok(())
        }
        (None, _) => Err(Failure::Usage("name a table with --table, or a file with --output".to_owned())),
    }
}

/// The name of a file without its folders.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
