//! One file per format, and what they share.

pub(crate) mod arrow;
pub(crate) mod arrow_ipc;
pub(crate) mod csv;
pub(crate) mod json;
pub(crate) mod json_lines;
pub(crate) mod parquet;
mod per_table;
pub(crate) mod sqlite;
mod sqlite_views;
pub(crate) mod xlsx;

use crate::{ExportError, Item, Tables};

/// The rows of an item.
fn rows_of<'a>(format: &'static str, item: &Item<'a>) -> Result<&'a Tables, ExportError> {
    match item {
        Item::Tables(tables) => Ok(tables),
        Item::Json { .. } => Err(ExportError::WrongItem { format, needs: "tables, not JSON" }),
    }
}
