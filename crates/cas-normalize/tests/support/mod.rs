//! Records of depository statements that several tests fold.

use cas_model::record::{Record, SchemeRecord};
use cas_model::{CasType, Isin, Noted, Sourced};
use cas_normalize::{AssembleContext, Assembled, assemble};
use cas_page::{Location, Rect};

pub(crate) const FUND: &str = "INF000X01013";

/// The statement that some records make, with a period.
pub(crate) fn fold(cas_type: CasType, records: Vec<Record>) -> Noted<Assembled> {
    let at = Location::new(2, Rect::new(10.0, 20.0, 30.0, 40.0));
    let day = |text| cas_model::date::parse_date(text).unwrap();
    let period = Record::Period { from: day("01-Mar-2026"), to: day("31-Mar-2026") };
    let records = std::iter::once(period).chain(records).map(|record| Sourced { at, record }).collect();
    assemble(records, &AssembleContext { cas_type, generated_at: None })
}

/// The head of a fund ledger.
pub(crate) fn ledger_head(folio: Option<&str>, isin: &str) -> Record {
    Record::Scheme(Box::new(SchemeRecord {
        folio_number: folio.map(str::to_owned),
        isin: Isin::parse(isin),
        printed_name: "A1G - Alpha Gilt Fund - Growth".into(),
        rta_code: Some("A1G".into()),
        open_units: "15.000".parse().ok(),
        close_units: "10.000".parse().ok(),
        ..SchemeRecord::default()
    }))
}
