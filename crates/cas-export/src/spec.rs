//! What a table is: its name and its columns. The tables themselves are in `tables.rs`.

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec {
    /// Name: of the sheet, of the SQL table, in the name of a file.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// How many of the first columns name a row.
    pub key: usize,
    /// The columns, in order.
    pub columns: &'static [ColumnSpec],
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Name, in small letters.
    pub name: &'static str,
    /// What its cells are, besides null.
    pub kind: CellKind,
    /// What stands in it: unit, sign, where it comes from.
    pub doc: &'static str,
}

/// The kind of a column.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CellKind {
    /// UTF-8 text.
    Text,
    /// An exact number. Formats with a fixed scale take this one; the others keep the printed scale.
    Decimal {
        /// Decimals of the column.
        scale: u8,
    },
    /// A day.
    Date,
    /// A whole number.
    Int,
    /// Yes or no.
    Bool,
}
