//! Reads Indian Consolidated Account Statements and brokers' contract notes: locked PDF in, exact unified JSON out.
//! Offline.
//!
//! This is the crate to depend on; it wires the stages and adds no knowledge of its own. The way of a file:
//! `cas-pdf` opens it and reads pages of text runs, `cas-table` makes words and lines of them, `cas-extract` tells
//! which document it is and emits records, `cas-normalize` folds them into a [`Statement`] or [`ContractNote`] and checks it against its
//! own arithmetic, `cas-output` writes JSON.
//!
//! ```
//! # let (pdf, password) = cas_testkit::bench_statement(1);
//! let options = cas::Options::with_password(password.as_str());
//! let parsed = cas::parse(&pdf, &options)?;
//! let statement = parsed.statement().expect("not a contract note");
//! assert_eq!(statement.meta.cas_type, cas::model::CasType::CamsKfintech);
//! let json = parsed.to_json(cas::JsonOptions::default());
//! assert!(json.starts_with(br#"{"meta":{"cas_type":"CAMS_KFINTECH""#));
//! # Ok::<(), cas::ParseError>(())
//! ```
//!
//! Promises: no call panics, reads a file, a clock or the environment, or opens a connection; time and memory are
//! bounded by [`Limits`]; equal bytes and options give equal answers; no error, note or `Debug` form of a holder
//! shows personal data.

mod document;
mod error;
mod options;
mod pages;
mod parsed;
mod pipeline;
mod redact;
mod trace;

pub use cas_extract::{Detection, Family, LookAlike, Variant};
pub use cas_locate::{Located, Origin};
pub use cas_model::{BrokerType, Check, ContractNote, Diagnostic, Statement, Verdict};
pub use cas_output::{JsonOptions, Words};
pub use cas_pdf::{LimitRow, LimitUnit, Limits, Password};
pub use cas_redact::Key;
pub use rust_decimal::Decimal;
pub use {cas_model as model, cas_output as output, cas_page as page, cas_redact as redaction};

pub use document::Document;
pub use error::{ParseError, RedactError};
pub use options::{Options, RedactOptions, Stage, With};
pub use parsed::{Content, Detected, Explained, Parsed, Twin};
pub use pipeline::{detect, draw, explain, parse, parse_pages, trace};
pub use redact::redact;
