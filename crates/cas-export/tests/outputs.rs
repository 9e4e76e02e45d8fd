//! Every writer on statements, contract notes and awkward values; what was written is read back by other programs.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests look at the files that were written"
)]

use std::path::{Path, PathBuf};

use calamine::Reader as _;
use cas::{Decimal, JsonOptions, Options, Parsed, With};
use cas_export::{
    Cell, CellKind, CsvText, ExportError, ExportOptions, FORMATS, Format, Item, Layout, Needs, Source,
    SourceMember, TABLES, Tables, create, flatten,
};
use chrono::NaiveDate;

/// A folder of its own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn parsed((pdf, password): (Vec<u8>, String)) -> Parsed {
    let with = With { checks: true, ..With::default() };
    cas::parse(&pdf, &Options { with, ..Options::with_password(password.as_str()) }).unwrap()
}

const SOURCE: Source<'static> = Source { name: "a.pdf", sha256: "00ff", mail: None };

/// One statement of each kind, as JSON and as tables.
fn kinds() -> Vec<(Vec<u8>, Tables)> {
    [cas_testkit::bench_statement(2), cas_testkit::bench_contract_note(1)]
        .into_iter()
        .map(|drawn| {
            let parsed = parsed(drawn);
            (parsed.to_json(JsonOptions::default()), flatten(&parsed, &SOURCE))
        })
        .collect()
}

fn write(format: Format, path: &Path, items: &[(Vec<u8>, Tables)]) -> Vec<PathBuf> {
    let mut sink = create(format, path, &ExportOptions::default()).unwrap();
    for (bytes, tables) in items {
        match format.row().unwrap().needs {
            Needs::Json => sink.add(&Item::Json { bytes, source: SOURCE }).unwrap(),
            Needs::Tables => sink.add(&Item::Tables(tables)).unwrap(),
        }
    }
    sink.finish().unwrap()
}

/// Tables with one row each, every text the same, every number the same.
fn awkward(text: &str, number: Decimal, day: NaiveDate) -> Tables {
    let mut tables = Tables::default();
    for (table, rows) in TABLES.iter().zip(&mut tables.rows) {
        let cells = table.columns.iter().enumerate().map(|(place, column)| match column.kind {
            _ if place == 0 => Cell::Null,
            CellKind::Text => Cell::Text(text.to_owned()),
            CellKind::Decimal { .. } => Cell::Decimal(number),
            CellKind::Date => Cell::Date(day),
            CellKind::Int => Cell::Int(1),
            CellKind::Bool => Cell::Bool(true),
        });
        rows.push(cells.collect());
    }
    tables
}

#[test]
fn every_format_takes_every_kind_whole_or_not_at_all() {
    let kinds = kinds();
    for row in FORMATS {
        let folder = folder(&format!("kinds-{}", row.name));
        let path = folder.join("out").with_extension(row.extensions[0]);
        let sink = create(row.format, &path, &ExportOptions::default()).unwrap();
        assert!(!path.exists(), "{}: something is there before the end", row.name);
        assert!(
            names(&folder).iter().all(|name| name.starts_with('.')),
            "{}: {:?}",
            row.name,
            names(&folder)
        );
        drop(sink);
        assert!(names(&folder).is_empty(), "{}: a draft stayed: {:?}", row.name, names(&folder));

        let written = write(row.format, &path, &kinds);
        let files = if row.layout == Layout::OneFile { 1 } else { TABLES.len() };
        assert_eq!((written.len(), names(&folder).len()), (files, files), "{}", row.name);
        let first: Vec<Vec<u8>> = written.iter().map(|path| std::fs::read(path).unwrap()).collect();
        #[cfg(unix)]
        for path in &written {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{}", row.name);
        }
        let again = write(row.format, &path, &kinds);
        let second: Vec<Vec<u8>> = again.iter().map(|path| std::fs::read(path).unwrap()).collect();
        assert!(first == second, "{}: two runs differ", row.name);
    }
}

#[test]
fn registry_and_extensions_agree() {
    for row in FORMATS {
        assert_eq!(Format::of_name(row.name), Some(row.format));
        for extension in row.extensions {
            let path = PathBuf::from(format!("x.{}", extension.to_uppercase()));
            assert_eq!(Format::of_path(&path).unwrap(), row.format);
        }
    }
    for path in ["x.xls", "x.", "x", "json"] {
        assert!(
            matches!(Format::of_path(Path::new(path)), Err(ExportError::UnknownExtension { .. })),
            "{path}"
        );
    }
}

#[test]
fn rows_are_numbered_linked_and_complete() {
    for (kind, (_, tables)) in kinds().iter().enumerate() {
        let at = |table: &str, row: &[Cell], column: &str| {
            let table = &TABLES[cas_export::table_index(table).unwrap()];
            row[table.columns.iter().position(|known| known.name == column).unwrap()].clone()
        };
        let [statements, accounts, holdings, transactions, checks] = &tables.rows;
        assert_eq!(statements.len(), 1);
        assert!(
            !accounts.is_empty() && !holdings.is_empty() && !transactions.is_empty() && !checks.is_empty()
        );
        let wanted = if kind == 0 { "CAMS_KFINTECH" } else { "CONTRACT_NOTE" };
        assert_eq!(at("statements", &statements[0], "kind"), Cell::Text(wanted.to_owned()));
        for (place, row) in transactions.iter().enumerate() {
            assert_eq!(at("transactions", row, "transaction_id"), Cell::Int(place as i64 + 1));
            let Cell::Int(account) = at("transactions", row, "account_id") else { panic!("no account") };
            assert!((1..=accounts.len() as i64).contains(&account));
            if let Cell::Int(holding) = at("transactions", row, "holding_id") {
                let held = &holdings[holding as usize - 1];
                assert_eq!(at("holdings", held, "account_id"), Cell::Int(account));
                assert_eq!(at("holdings", held, "name"), at("transactions", row, "name"));
            }
        }
        for row in holdings {
            let id = at("holdings", row, "holding_id");
            let mine =
                transactions.iter().filter(|other| at("transactions", other, "holding_id") == id).count();
            assert_eq!(at("holdings", row, "transactions"), Cell::Int(mine as i64));
        }
        assert_eq!(Tables::from_spool(&tables.to_spool()).unwrap(), *tables);
    }
}

#[test]
fn awkward_values_come_back_as_they_were() {
    let folder = folder("awkward");
    let text = "=HYPERLINK(\"x\")\r\n,;'\u{20b9}\u{200f}_x000D_\u{1}<&>\t";
    let number: Decimal = "-1234567890123456.7890123456".parse().unwrap();
    let day = NaiveDate::from_ymd_opt(1899, 12, 31).unwrap();
    let items = [(Vec::new(), awkward(text, number, day))];

    let lines = |options: ExportOptions| {
        let path = folder.join("out.csv");
        let mut sink = create(Format::Csv, &path, &options).unwrap();
        sink.add(&Item::Tables(&items[0].1)).unwrap();
        sink.finish().unwrap();
        let mut reader = csv::Reader::from_path(path).unwrap();
        let record = reader.records().next().unwrap().unwrap();
        record.iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let accounts = Some(cas_export::table_index("accounts").unwrap());
    let escaped = lines(ExportOptions { table: accounts, ..ExportOptions::default() });
    assert_eq!(
        (escaped[2].as_str(), escaped[7].as_str()),
        (format!("'{text}").as_str(), number.to_string().as_str())
    );
    let raw = lines(ExportOptions { table: accounts, csv_text: CsvText::Raw, ..ExportOptions::default() });
    assert_eq!(raw[2], text);

    write(Format::Sqlite, &folder.join("out.sqlite"), &items);
    let base = rusqlite::Connection::open(folder.join("out.sqlite")).unwrap();
    let query = "SELECT statement_id, investor_name, total_value, period_to FROM statements";
    let row =
        base.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
    assert_eq!(row, (1_i64, text.to_owned(), number.to_string(), day.to_string()));

    write(Format::Xlsx, &folder.join("out.xlsx"), &items);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.join("out.xlsx")).unwrap();
    let sheet = book.worksheet_range("accounts").unwrap();
    let cell = |column: u32| sheet.get_value((1, column)).unwrap().to_string();
    assert_eq!(cell(7), number.to_string(), "more digits than a float keeps are text");
    assert!(cell(2).starts_with("=HYPERLINK"));
    assert!(book.worksheet_formula("accounts").unwrap().is_empty(), "text became a formula");
}

#[test]
fn what_does_not_fit_is_refused_whole_and_the_sink_goes_on() {
    let day = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
    let fine = awkward("fine", Decimal::new(15, 1), day);
    let long = "x".repeat(40_000);
    let cases = [
        (Format::Parquet, awkward("x", Decimal::new(1, 28), day)),
        (Format::ArrowIpc, awkward("x", Decimal::new(1, 28), day)),
        (Format::Xlsx, awkward(&long, Decimal::ONE, day)),
        (Format::Xlsx, awkward("\u{ffff}", Decimal::ONE, day)),
    ];
    for (place, (format, bad)) in cases.iter().enumerate() {
        let folder = folder(&format!("unfit-{place}"));
        let path = folder.join("out");
        let mut sink = create(*format, &path, &ExportOptions::default()).unwrap();
        sink.add(&Item::Tables(&fine)).unwrap();
        assert!(matches!(sink.add(&Item::Tables(bad)), Err(ExportError::DoesNotFit { .. })), "{format:?}");
        assert!(matches!(
            sink.add(&Item::Json { bytes: b"{}", source: SOURCE }),
            Err(ExportError::WrongItem { .. })
        ));
        sink.add(&Item::Tables(&fine)).unwrap();
        sink.finish().unwrap();
        if *format == Format::Xlsx {
            let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
            let sheet = book.worksheet_range("statements").unwrap();
            let ids: Vec<String> =
                (1..=2).map(|row| sheet.get_value((row, 0)).unwrap().to_string()).collect();
            assert_eq!((ids, sheet.height()), (vec!["1".to_owned(), "2".to_owned()], 3));
        }
    }
}

#[test]
fn json_formats_keep_the_json_and_add_where_it_comes_from() {
    let folder = folder("json");
    let kinds = kinds();
    write(Format::JsonLines, &folder.join("plain.jsonl"), &kinds);
    let plain = std::fs::read(folder.join("plain.jsonl")).unwrap();
    assert_eq!(plain, kinds.iter().flat_map(|(json, _)| json.clone()).collect::<Vec<u8>>());

    let options = ExportOptions { source: SourceMember::Add, ..ExportOptions::default() };
    let mut sink = create(Format::Json, &folder.join("all.json"), &options).unwrap();
    let mail = cas_export::Mail { sender: Some("a \"b\" <c@example.com>"), ..cas_export::Mail::default() };
    for (bytes, _) in &kinds {
        sink.add(&Item::Json { bytes, source: Source { mail: Some(mail), ..SOURCE } }).unwrap();
    }
    sink.finish().unwrap();
    let all: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("all.json")).unwrap()).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 2);
    assert_eq!(all.pointer("/1/x_source/mail/sender").unwrap(), "a \"b\" <c@example.com>");
    assert_eq!(all.pointer("/0/x_source/sha256").unwrap(), "00ff");

    let none = create(Format::Json, &folder.join("none.json"), &options).unwrap().finish().unwrap();
    assert_eq!(std::fs::read(&none[0]).unwrap(), b"[]\n");
}

/// A folio in the spelling of a registrar and, later, in that of a depository is held once.
#[test]
fn the_latest_portfolio_knows_a_folio_by_its_number() {
    let place = |table: &str, column: &str| {
        let table = TABLES.iter().position(|known| known.name == table).unwrap();
        (table, TABLES[table].columns.iter().position(|known| known.name == column).unwrap())
    };
    let ((accounts, number), (statements, period_to)) =
        (place("accounts", "number"), place("statements", "period_to"));
    let (json, first) = kinds().swap_remove(0);
    let mut later = first.clone();
    for row in &mut later.rows[accounts] {
        if let Cell::Text(text) = &mut row[number] {
            assert!(text.contains(" / "), "{text}");
            *text = text.replace(' ', "");
        }
    }
    let Cell::Date(day) = &mut later.rows[statements][0][period_to] else { unreachable!("a period") };
    *day = day.succ_opt().unwrap();
    for (name, both) in [("forth", [first.clone(), later.clone()]), ("back", [later, first.clone()])] {
        let path = folder(&format!("latest-{name}")).join("out.sqlite");
        write(Format::Sqlite, &path, &both.map(|tables| (json.clone(), tables)));
        let database = rusqlite::Connection::open(&path).unwrap();
        let count = |view: &str| -> i64 {
            let query = format!("SELECT COUNT(*) FROM {view} WHERE account_kind = 'FOLIO'");
            database.query_row(&query, [], |row| row.get(0)).unwrap()
        };
        assert!(count("latest_portfolio") > 0, "{name}");
        assert_eq!(count("portfolio"), 2 * count("latest_portfolio"), "{name}");
    }
}
