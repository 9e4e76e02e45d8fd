//! Contract notes of stock brokers: the common exchange layout in its three generations, with the labels of the brokers
//! that we know.
//!
//! There is no reader per broker: all print the same tables (SEBI prescribes them) with wordings of their own, and these
//! are data (`tables.rs`, `charge_labels.rs`, `head_labels.rs`, `notices.rs`). `walk.rs` goes over the pages; `cells.rs` tells rows and
//! cells; `fills.rs` and `summary.rs` read them. Signs stay as printed: who pays is settled in `cas-normalize`.

mod cells;
#[cfg(test)]
mod cells_tests;
mod charge_labels;
mod charge_lines;
mod charges;
#[cfg(test)]
mod charges_tests;
mod figures;
mod fills;
mod head;
mod head_client;
mod head_flat;
mod head_labels;
mod head_pieces;
#[cfg(test)]
mod head_tests;
mod kinds;
mod notices;
mod statutory;
mod summary;
mod tables;
mod turn;
mod walk;
#[cfg(test)]
mod walk_tests;

use cas_model::{BrokerType, Diagnostic, DiagnosticCode, Noted, Sourced};
use cas_page::Location;
use cas_table::Sheet;

use crate::detect::{Detection, Family};
use crate::error::ExtractError;
use crate::registry::PageReader;

/// Reads a note page by page.
pub(crate) struct Reader {
    walk: walk::Walk,
    broker: Option<BrokerType>,
}

impl Reader {
    /// Before the first page.
    pub(crate) fn new(detection: &Detection) -> Self {
        Self { walk: walk::Walk::new(), broker: detection.broker }
    }
}

impl PageReader for Reader {
    fn page(&mut self, sheet: &Sheet, _next: Option<&Sheet>) {
        self.walk.page(sheet);
    }

    /// # Errors
    /// [`ExtractError::Incomplete`] when the note holds no table of trades or no obligation block that we know.
    fn finish(self: Box<Self>) -> Result<Noted<Vec<Sourced>>, ExtractError> {
        let (seen, sink) = self.walk.finish();
        let missing = match (seen.trades, seen.charges) {
            (false, _) => Some("a table of trades"),
            (true, false) => Some("the obligation block down to its net amount"),
            (true, true) => None,
        };
        if let Some(missing) = missing {
            return Err(ExtractError::Incomplete { family: Family::ContractNote, missing });
        }
        let mut noted = sink.finish();
        if self.broker == Some(BrokerType::Unknown) {
            noted.notes.push(Diagnostic { code: DiagnosticCode::CommonLayout, at: Location::default() });
        }
        Ok(noted)
    }
}
