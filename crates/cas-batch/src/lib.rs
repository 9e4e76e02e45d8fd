//! Archives: thousands of statements in one run.
//!
//! - [`passwords`] says which passwords are tried on which input.

#![expect(clippy::disallowed_methods, reason = "an edge: files, threads and the clock are its job")]

pub mod passwords;
