//! A second shape of the JSON: the one that the Python package casparser 1.4.1 writes, for programs that read that.
//!
//! Registrar statements have folios with schemes; depository statements have accounts with lists of securities, and
//! folios as an account of their own for each group of holders. Decimals are strings, as there. What the shape has no
//! place for is left out (policies, movements in demat accounts); `tests/casparser/RESULT.md` compares the two field by
//! field. Contract notes have no such shape.

mod demat;
mod folios;

use std::io;

use cas_model::{CasType, Check, Facts, Statement, Verdict};
use chrono::NaiveDate;
use serde::Serialize;

use crate::JsonOptions;
use crate::formatter::Writer;

/// What the shape is made from.
#[derive(Clone, Copy, Debug)]
pub struct Casparser<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// What it prints beside that.
    pub facts: &'a Facts,
    /// Whose engine made the file: `CAMS`, `KFINTECH`; `None` when it cannot be told.
    pub issuer: Option<&'a str>,
    /// `detailed` or `summary`.
    pub variant: &'a str,
    /// Checks; those that fail become `parse_warnings`.
    pub checks: &'a [Check],
}

/// Writes the shape; ends with a line break. Decimals are strings whatever the options say.
///
/// # Errors
/// None that memory can answer; kept so that nothing is swallowed.
pub fn to_casparser(of: Casparser<'_>, options: JsonOptions) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(16 * 1024);
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Writer::new(options));
    match of.statement.meta.cas_type {
        CasType::CamsKfintech => folios::Registrar::of(of).serialize(&mut serializer)?,
        CasType::Nsdl | CasType::Cdsl => demat::Depository::of(of).serialize(&mut serializer)?,
    }
    out.push(b'\n');
    Ok(out)
}

/// `statement_period`: `01-Apr-2025`.
#[derive(Serialize)]
struct Period {
    from: Option<String>,
    to: Option<String>,
}

impl Period {
    fn of(statement: &Statement) -> Self {
        let period = &statement.meta.statement_period;
        Self { from: period.from.map(printed_day), to: period.to.map(printed_day) }
    }
}

/// `investor_info`: blank where nothing is printed.
#[derive(Serialize)]
struct Investor<'a> {
    name: &'a str,
    email: &'a str,
    address: String,
    mobile: &'a str,
}

impl<'a> Investor<'a> {
    fn of(statement: &'a Statement) -> Self {
        let investor = &statement.investor;
        let blank = |text: &'a Option<String>| text.as_deref().unwrap_or("");
        let mut address = blank(&investor.address).to_owned();
        if let (Some(pincode), CasType::Nsdl | CasType::Cdsl) = (&investor.pincode, statement.meta.cas_type) {
            address.push_str("\nPINCODE: ");
            address.push_str(pincode);
        }
        Self {
            name: blank(&investor.name),
            email: blank(&investor.email),
            address,
            mobile: blank(&investor.mobile),
        }
    }
}

/// `parse_warnings`: the checks that fail.
fn warnings(checks: &[Check]) -> Vec<String> {
    let failed = checks.iter().filter(|check| check.verdict == Verdict::Fail);
    failed.map(|check| format!("check {} fails at {}", check.id, check.scope)).collect()
}

/// A day as statements print it.
fn printed_day(day: NaiveDate) -> String {
    day.format("%d-%b-%Y").to_string()
}

/// A number as a string with its printed decimals.
fn digits<T: std::fmt::Display>(number: Option<T>) -> Option<String> {
    number.map(|number| number.to_string())
}
