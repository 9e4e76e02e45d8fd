//! Statements and contract notes as flat tables, and everything that writes them: JSON, JSON Lines, CSV, XLSX, SQLite,
//! Parquet, Arrow IPC.
//!
//! [`flatten`] turns one answer into rows of the five [`TABLES`]; a [`Sink`] takes statements in the order in which they
//! are given and writes a file, or a file for each table. Every kind of statement fits every format.
//!
//! Promises: nothing is at the path before [`Sink::finish`]; memory does not grow with the number of statements; equal
//! input gives equal bytes (no clock, no name of a machine); a value is written exactly or refused, never rounded.

mod cell;
mod draft;
mod error;
mod flatten;
mod format;
mod sinks;
mod spec;
mod spool;
mod tables;

pub use cell::{Cell, Row};
pub use draft::{Draft, is_device};
pub use error::ExportError;
pub use flatten::{Mail, Source, flatten, sha256_hex};
pub use format::{
    CsvText, ExportOptions, FORMATS, Format, FormatRow, Item, Layout, Needs, Open, Sink, SourceMember, create,
};
pub use sinks::csv::csv_table;
pub use spec::{CellKind, ColumnSpec, TableSpec};
pub use tables::{TABLES, Tables, table_index};
