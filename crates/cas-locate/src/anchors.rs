//! The places that the facts of an answer know, by JSON pointer.

use cas_model::facts::HoldingList;
use cas_model::{Facts, NoteFacts};
use cas_page::Location;

/// How far the values below a pointer may stand from its place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reach {
    /// On the lines of one row.
    Row,
    /// Anywhere up to the next anchor of another row or block.
    Block,
    /// On the lines of one row, which stands within what belongs to others.
    Total,
}

/// A place that is known for everything below a pointer.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// JSON pointer into the body.
    pub pointer: String,
    /// The first line of the row or block.
    pub at: Location,
    /// How far its values may stand.
    pub reach: Reach,
}

fn anchor(pointer: String, at: Location, reach: Reach) -> Anchor {
    Anchor { pointer, at, reach }
}

/// Anchors of a statement, in the order of the body. Places outside the pages are left out.
#[must_use]
pub fn anchors(facts: &Facts) -> Vec<Anchor> {
    let mut found = Vec::new();
    for total in &facts.totals {
        found.push(anchor("/summary".to_owned(), total.at, Reach::Total));
    }
    for (a, account) in facts.accounts.iter().enumerate() {
        let account_pointer = format!("/demat_accounts/{a}");
        found.push(anchor(account_pointer.clone(), account.at, Reach::Block));
        for (list, holdings) in HoldingList::ALL.into_iter().zip(&account.holdings) {
            for (h, holding) in holdings.iter().enumerate() {
                let pointer = format!("{account_pointer}/holdings/{}/{h}", list.key());
                found.push(anchor(pointer.clone(), holding.at, Reach::Row));
                for (t, row) in holding.rows.iter().enumerate() {
                    found.push(anchor(format!("{pointer}/transactions/{t}"), row.at, Reach::Row));
                }
            }
        }
    }
    for (f, folio) in facts.folios.iter().enumerate() {
        let folio_pointer = format!("/mutual_funds/{f}");
        found.push(anchor(folio_pointer.clone(), folio.at, Reach::Block));
        for (s, scheme) in folio.schemes.iter().enumerate() {
            let pointer = format!("{folio_pointer}/schemes/{s}");
            found.push(anchor(pointer.clone(), scheme.at, Reach::Block));
            for (t, row) in scheme.rows.iter().enumerate() {
                found.push(anchor(format!("{pointer}/transactions/{t}"), row.at, Reach::Row));
            }
        }
    }
    for (n, nps) in facts.nps.iter().enumerate() {
        found.push(anchor(format!("/nps/{n}"), nps.at, Reach::Block));
    }
    found.retain(|anchor| anchor.at.page > 0);
    found
}

/// Anchors of a contract note, in the order of the body.
#[must_use]
pub fn note_anchors(facts: &NoteFacts) -> Vec<Anchor> {
    let mut found = Vec::new();
    let mut row = |list: &str, index: usize, at: Location| {
        found.push(anchor(format!("/data/{list}/{index}"), at, Reach::Row));
    };
    for (index, security) in facts.securities.iter().enumerate() {
        if let Some(security) = security {
            row("equity_transactions", index, security.at);
        }
    }
    for (index, contract) in facts.contracts.iter().enumerate() {
        if let Some(contract) = contract {
            row("derivatives_transactions", index, contract.at);
        }
    }
    for (index, trade) in facts.trades.iter().enumerate() {
        row("detailed_trades", index, trade.at);
    }
    for charge in &facts.charges {
        found.push(anchor("/data/charges_summary".to_owned(), charge.at, Reach::Total));
    }
    found.retain(|anchor| anchor.at.page > 0);
    found
}
