//! One file per command.

pub(crate) mod batch;
pub(crate) mod bug_report;
pub(crate) mod check;
pub(crate) mod detect;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod golden;
pub(crate) mod parse;
pub(crate) mod redact;
pub(crate) mod show;
pub(crate) mod trace;
