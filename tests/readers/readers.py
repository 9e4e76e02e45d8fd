"""Reads every output with programs of other people, as rows of Python values, and checks types on the way.

Every reader gives {table: [row]}; a row is {column: None, str, Decimal, date, int or bool}.
"""

import csv
import datetime
import sqlite3
from decimal import Decimal

import duckdb
import openpyxl
import pandas
import pyarrow
import pyarrow.ipc
import pyarrow.parquet

from columns import SCALES, TABLES

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


class Wrong(Exception):
    """What a reader did not expect."""


def need(truth, words):
    if not truth:
        raise Wrong(words)


def of_text(kind, text):
    """The value behind the text of a CSV field or a SQLite cell."""
    if text is None or text == "":
        return None
    if kind in SCALES:
        return Decimal(text)
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind == "int":
        return int(text)
    if kind == "bool":
        need(text in ("true", "false"), f"{text} is no boolean")
        return text == "true"
    return text


def each_file(stem, extension):
    for table, columns in TABLES.items():
        yield table, columns, stem.with_name(f"{stem.name}.{table}.{extension}")


def unescaped(text):
    return text[1:] if text.startswith("'") else text


def read_csv(stem):
    """The standard library and pandas; a text cell never starts a formula."""
    rows = {}
    for table, columns, path in each_file(stem, "csv"):
        with open(path, newline="", encoding="utf-8") as file:
            lines = list(csv.DictReader(file))
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        need(list(frame.columns) == list(columns), f"{path.name}: other columns")
        need(frame.to_dict("records") == lines, f"{path.name}: pandas and csv differ")
        for line in lines:
            for column, text in line.items():
                safe = columns[column] != "text" or not text.lstrip().startswith(FORMULA[:-5] + FORMULA[-4:])
                need(safe, f"{path.name}: {column} starts a formula")
        rows[table] = [
            {c: of_text(k, unescaped(line[c]) if k == "text" else line[c]) for c, k in columns.items()}
            for line in lines
        ]
    return rows


def read_duckdb_csv(stem):
    rows = {}
    for table, columns, path in each_file(stem, "csv"):
        found = duckdb.sql(f"SELECT * FROM read_csv('{path}', all_varchar = true, header = true, delim = ',')")
        need(found.columns == list(columns), f"{path.name}: duckdb sees other columns")
        rows[table] = [
            {c: of_text(k, unescaped(v) if v and k == "text" else v) for (c, k), v in zip(columns.items(), row)}
            for row in found.fetchall()
        ]
    return rows


def read_xlsx(stem):
    """openpyxl: typed cells, no formula; numbers that a float does not keep are text."""
    book = openpyxl.load_workbook(stem.with_suffix(".xlsx"))
    need(book.sheetnames == [*TABLES, "columns"], f"other sheets: {book.sheetnames}")
    need(str(book.properties.created).startswith("2000-01-01"), "the time of the writing is in the workbook")
    rows = {}
    for table, columns in TABLES.items():
        head, *lines = book[table].iter_rows()
        need([cell.value for cell in head] == list(columns), f"{table}: other columns")
        rows[table] = [
            {column: of_cell(kind, cell) for (column, kind), cell in zip(columns.items(), line)} for line in lines
        ]
    return rows


def of_cell(kind, cell):
    value = cell.value
    need(cell.data_type != "f", f"{cell.coordinate} is a formula")
    if value is None:
        return None
    if kind == "text":
        need(cell.data_type in ("s", "inlineStr"), f"{cell.coordinate}: text is {cell.data_type}")
        return value
    if kind == "date" and cell.is_date:
        return value.date()
    if kind == "bool":
        need(cell.data_type == "b", f"{cell.coordinate}: a boolean is {cell.data_type}")
        return value
    if kind == "int":
        need(cell.data_type == "n" and value == int(value), f"{cell.coordinate}: a count is {value}")
        return int(value)
    if cell.data_type == "n":
        return Decimal(repr(value))
    digits = value.replace(".", "").replace("-", "").lstrip("0")
    need(kind == "date" or len(digits) > 15, f"{cell.coordinate}: {cell.data_type} instead of a number")
    return of_text(kind, value)


def read_sqlite(stem):
    """sqlite3: keys hold, views answer, text keeps every digit."""
    base = sqlite3.connect(f"file:{stem.with_suffix('.sqlite')}?mode=ro", uri=True)
    need(base.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the database is damaged")
    need(base.execute("PRAGMA foreign_key_check").fetchall() == [], "a foreign key leads nowhere")
    views = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    need(len(views) == 13, f"other views: {views}")
    for view in views:
        base.execute(f"SELECT * FROM {view}").fetchall()
    held = "section NOT IN ('traded_securities', 'traded_contracts')"
    counts = base.execute(f"SELECT (SELECT COUNT(*) FROM portfolio), (SELECT COUNT(*) FROM holdings WHERE {held})")
    need(len(set(counts.fetchone())) == 1, "the portfolio has other rows than the holdings")
    parts = base.execute(
        "SELECT (SELECT COUNT(*) FROM ledger) + (SELECT COUNT(*) FROM trades) + (SELECT COUNT(*) FROM charges),"
        " (SELECT COUNT(*) FROM transactions)"
    )
    need(len(set(parts.fetchone())) == 1, "ledger, trades and charges are not all transactions")
    rows = {}
    for table, columns in TABLES.items():
        cursor = base.execute(f"SELECT * FROM {table} ORDER BY rowid")
        need([column for column, *_ in cursor.description] == list(columns), f"{table}: other columns")
        rows[table] = [
            {c: of_stored(k, v) for (c, k), v in zip(columns.items(), row)} for row in cursor.fetchall()
        ]
    base.close()
    return rows


def of_stored(kind, value):
    if value is None:
        return None
    if kind in ("int", "bool"):
        need(isinstance(value, int), f"{value!r} is no integer")
        return bool(value) if kind == "bool" else value
    need(isinstance(value, str), f"{value!r} is no text")
    return value if kind == "text" else of_text(kind, value)


ARROW = {"text": pyarrow.string(), "date": pyarrow.date32(), "int": pyarrow.int64(), "bool": pyarrow.bool_()}


def of_arrow(name, columns, read):
    need(read.schema.names == list(columns), f"{name}: other columns")
    for column, kind in columns.items():
        wanted = ARROW.get(kind) or pyarrow.decimal128(38, SCALES[kind])
        need(read.schema.field(column).type == wanted, f"{name}: {column} is {read.schema.field(column).type}")
    return read.to_pylist()


def read_parquet(stem):
    """pyarrow, and pandas through it."""
    rows = {}
    for table, columns, path in each_file(stem, "parquet"):
        rows[table] = of_arrow(path.name, columns, pyarrow.parquet.read_table(path))
        frame = pandas.read_parquet(path, dtype_backend="pyarrow")
        need(frame.shape == (len(rows[table]), len(columns)), f"{path.name}: pandas sees another shape")
    return rows


def read_duckdb_parquet(stem):
    rows = {}
    for table, columns, path in each_file(stem, "parquet"):
        found = duckdb.sql(f"SELECT * FROM '{path}'")
        types = {"text": "VARCHAR", "date": "DATE", "int": "BIGINT", "bool": "BOOLEAN"}
        wanted = [types.get(kind) or f"DECIMAL(38,{SCALES[kind]})" for kind in columns.values()]
        need([str(kind) for kind in found.types] == wanted, f"{path.name}: duckdb sees {found.types}")
        rows[table] = [dict(zip(columns, row)) for row in found.fetchall()]
    return rows


def read_arrow(stem):
    rows = {}
    for table, columns, path in each_file(stem, "arrow"):
        with pyarrow.ipc.open_file(path) as file:
            rows[table] = of_arrow(path.name, columns, file.read_all())
    return rows


# Name, extension, reader, and whether the reader sees the digits as printed (1.50) or the value alone (1.5).
READERS = [
    ("csv and pandas", "csv", read_csv, "digits"),
    ("duckdb, CSV", "csv", read_duckdb_csv, "digits"),
    ("openpyxl", "xlsx", read_xlsx, "value"),
    ("sqlite3", "sqlite", read_sqlite, "digits"),
    ("pyarrow and pandas, Parquet", "parquet", read_parquet, "value"),
    ("duckdb, Parquet", "parquet", read_duckdb_parquet, "value"),
    ("pyarrow, Arrow", "arrow", read_arrow, "value"),
]
