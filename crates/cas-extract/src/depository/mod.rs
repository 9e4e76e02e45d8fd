//! What both depositories print alike, whoever issued the statement: account rosters, holder lines, section markers,
//! number cells, rows under wrapped headers, lines that are rows and lines that are remarks.
//!
//! `formats/nsdl` and `formats/cdsl` stand on this layer and never on each other. Nothing here knows the order of
//! sections of a statement: that is the walk of each format.

pub(crate) mod cell;
pub(crate) mod class;
pub(crate) mod draft;
mod extents;
pub(crate) mod grid;
pub(crate) mod holder;
pub(crate) mod month;
pub(crate) mod remark;
pub(crate) mod roster;
