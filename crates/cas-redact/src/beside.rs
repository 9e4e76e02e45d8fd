//! What a file prints beside its answer, as a source of words: labels, balances, rows as printed.

use cas_model::{Facts, NoteFacts};

use crate::lexicon::Lexicon;
use crate::role::{Role, role_of_label, role_of_note_label};

impl Lexicon {
    /// Words beside a statement.
    pub(crate) fn read_facts(&mut self, facts: &Facts) {
        let Facts { totals, remarks: _, phones, groups, accounts, folios, nps } = facts;
        for phone in phones {
            // The label in front of the number is common.
            self.read(Role::Code, phone);
        }
        for holder in groups.iter().flatten() {
            for text in [holder.name.as_deref(), holder.pan.as_ref().map(cas_model::Pan::as_str)]
                .into_iter()
                .flatten()
            {
                self.read(Role::Personal, text);
            }
        }
        for total in totals {
            self.read(Role::Public, &total.fact.label);
        }
        for account in accounts {
            self.read_labels(&account.labels);
            for holding in account.holdings.iter().flatten() {
                for text in
                    [&holding.symbol, &holding.coupon_rate, &holding.coupon_frequency].into_iter().flatten()
                {
                    self.read(Role::Public, text);
                }
                for (label, units) in &holding.balances {
                    self.read(Role::Public, label);
                    self.read_value(&units.value().to_string());
                }
                for opening in holding.rows.iter().filter_map(|row| row.opening) {
                    self.read_value(&opening.value().to_string());
                }
            }
        }
        for folio in folios {
            self.read_labels(&folio.labels);
            for scheme in &folio.schemes {
                self.read(Role::Public, &scheme.printed_name);
                self.read_labels(&scheme.labels);
                for (role, text) in [(Role::Public, &scheme.printed_isin), (Role::Personal, &scheme.ucc)] {
                    if let Some(text) = text {
                        self.read(role, text);
                    }
                }
            }
        }
        for account in nps {
            self.read_labels(&account.labels);
        }
    }

    fn read_labels(&mut self, labels: &[(String, String)]) {
        for (label, value) in labels {
            self.read(Role::Public, label);
            self.read(role_of_label(label), value);
        }
    }

    /// Words beside a contract note.
    pub(crate) fn read_note_facts(&mut self, facts: &NoteFacts) {
        for (label, value) in &facts.labels {
            self.read(Role::Public, label);
            self.read(role_of_note_label(label), value);
        }
        let securities = facts.securities.iter().flatten().map(|row| row.fact.name.as_deref());
        let contracts = facts.contracts.iter().flatten().map(|row| row.fact.description.as_deref());
        let taxes = facts.taxes.iter().map(|row| row.fact.name.as_deref());
        for name in securities.chain(contracts).chain(taxes).flatten() {
            self.read(Role::Public, name);
        }
        for label in facts.charges.iter().map(|row| &row.fact.label) {
            self.read(Role::Public, label);
        }
        for label in facts.sub_totals.iter().map(|total| &total.row.fact.label) {
            self.read(Role::Public, label);
        }
        for fill in facts.trades.iter().chain(&facts.forwards).chain(&facts.postings) {
            let fill = &fill.fact;
            for text in [&fill.description, &fill.segment, &fill.exchange].into_iter().flatten() {
                self.read(Role::Public, text);
            }
            for text in [&fill.order_number, &fill.trade_number].into_iter().flatten() {
                self.read(Role::Personal, text);
            }
        }
        let isins = facts.trade_isins.iter().flatten().copied();
        let of_rows = facts.taxes.iter().filter_map(|row| row.fact.isin);
        let of_charges = facts.demat_charges.iter().filter_map(|row| row.fact.isin);
        for isin in isins.chain(of_rows).chain(of_charges) {
            self.read(Role::Fixed, isin.as_str());
        }
    }
}
