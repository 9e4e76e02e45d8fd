//! Registrar statements: folios, schemes, transactions.

use cas_model::facts::SchemeFacts;
use cas_model::statement::{MutualFundFolio, Scheme, Transaction};
use cas_model::{Pan, Units};
use chrono::NaiveDate;
use serde::Serialize;

use super::{Casparser, Investor, Period, digits, warnings};

/// What its table of funds, which we do not have, would tell; it writes this for a fund that it does not know.
const TYPE: &str = "N/A";

/// The whole answer.
#[derive(Serialize)]
pub(super) struct Registrar<'a> {
    statement_period: Period,
    folios: Vec<FolioLine<'a>>,
    investor_info: Investor<'a>,
    cas_type: String,
    file_type: &'a str,
    parse_warnings: Vec<String>,
}

impl<'a> Registrar<'a> {
    pub(super) fn of(of: Casparser<'a>) -> Self {
        let summary = of.variant == "summary";
        let last = of.statement.meta.statement_period.to;
        let folios = of.statement.mutual_funds.iter().enumerate();
        Self {
            statement_period: Period::of(of.statement),
            folios: folios
                .map(|(index, folio)| {
                    let facts = of.facts.folios.get(index);
                    let schemes = folio.schemes.iter().enumerate().map(|(place, scheme)| {
                        let facts = facts.and_then(|facts| facts.schemes.get(place));
                        let mut line = SchemeLine::of(scheme, facts, last);
                        line.rta = folio.registrar.as_deref();
                        if summary {
                            line.without_ledger(scheme);
                        }
                        line
                    });
                    FolioLine { schemes: schemes.collect(), ..FolioLine::of(folio) }
                })
                .collect(),
            investor_info: Investor::of(of.statement),
            cas_type: of.variant.to_uppercase(),
            file_type: of.issuer.unwrap_or("UNKNOWN"),
            parse_warnings: warnings(of.checks),
        }
    }
}

#[derive(Serialize)]
struct FolioLine<'a> {
    folio: Option<&'a str>,
    amc: &'a str,
    name: Option<&'a str>,
    #[serde(rename = "PAN")]
    pan: &'a str,
    #[serde(rename = "KYC")]
    kyc: Option<&'a str>,
    #[serde(rename = "PANKYC")]
    pankyc: Option<&'a str>,
    schemes: Vec<SchemeLine<'a>>,
}

impl<'a> FolioLine<'a> {
    fn of(folio: &'a MutualFundFolio) -> Self {
        let info = &folio.additional_info;
        Self {
            folio: folio.folio_number.as_deref(),
            amc: folio.amc.as_deref().unwrap_or("UNKNOWN"),
            name: folio.linked_holders.first().and_then(|holder| holder.name.as_deref()),
            pan: info.pan.as_ref().map_or("", Pan::as_str),
            kyc: info.kyc.as_deref(),
            pankyc: info.pankyc.as_deref(),
            schemes: Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct SchemeLine<'a> {
    scheme: Option<&'a str>,
    advisor: Option<&'a str>,
    rta_code: Option<&'a str>,
    rta: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'static str,
    isin: Option<&'a str>,
    amfi: Option<&'a str>,
    nominees: &'a [String],
    open: Option<String>,
    close: Option<String>,
    close_calculated: Option<String>,
    valuation: Valuation,
    transactions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Valuation {
    date: Option<NaiveDate>,
    nav: Option<String>,
    cost: Option<String>,
    value: Option<String>,
}

impl<'a> SchemeLine<'a> {
    fn of(scheme: &'a Scheme, facts: Option<&'a SchemeFacts>, last: Option<NaiveDate>) -> Self {
        let info = &scheme.additional_info;
        let moved: Units = scheme.transactions.iter().filter_map(|row| row.units).sum();
        Self {
            scheme: scheme.name.as_deref(),
            advisor: info.advisor.as_deref(),
            rta_code: info.rta_code.as_deref(),
            rta: None,
            kind: TYPE,
            isin: scheme.isin.as_ref().map(cas_model::Isin::as_str),
            amfi: info.amfi.as_deref(),
            nominees: &scheme.nominees,
            open: digits(info.open_units),
            close: digits(info.close_units.or(scheme.units)),
            close_calculated: digits(info.open_units.map(|open| open + moved)),
            valuation: Valuation {
                date: facts.and_then(|facts| facts.nav_date).or(last),
                nav: digits(scheme.nav),
                cost: digits(scheme.cost),
                value: digits(scheme.value),
            },
            transactions: scheme.transactions.iter().map(Row::of).collect(),
        }
    }

    /// A summary prints one balance, which stands for all three.
    fn without_ledger(&mut self, scheme: &Scheme) {
        self.open = digits(scheme.units);
        self.close = digits(scheme.units);
        self.close_calculated = digits(scheme.units);
    }
}

#[derive(Serialize)]
struct Row<'a> {
    date: NaiveDate,
    description: Option<&'a str>,
    amount: Option<String>,
    units: Option<String>,
    nav: Option<String>,
    balance: Option<String>,
    #[serde(rename = "type")]
    kind: &'static str,
    dividend_rate: Option<String>,
    /// The folio at the other end of a gift, which stays within the description here.
    gift_folio: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn of(row: &'a Transaction) -> Self {
        Self {
            date: row.date,
            description: row.description.as_deref(),
            amount: digits(row.amount),
            units: digits(row.units),
            nav: digits(row.nav),
            balance: digits(row.balance),
            kind: row.kind.wire(),
            dividend_rate: digits(row.dividend_rate),
            gift_folio: None,
        }
    }
}
