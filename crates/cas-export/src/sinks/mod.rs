//! One file per format, and what they share.

pub(crate) mod json;
pub(crate) mod json_lines;
