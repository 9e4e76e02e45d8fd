//! The statement while it is being folded: the published part, the facts beside it, the notes.

use cas_model::record::{InvestorRecord, Record};
use cas_model::statement::{Insurance, Investor, Meta, Period, Statement, Summary};
use cas_model::{Diagnostic, DiagnosticCode, Noted};
use cas_page::Location;

use super::{AssembleContext, Assembled};
use crate::classify::Classifier;
use cas_model::Facts;
use cas_model::facts::Printed;

/// What the folds write to.
pub(super) struct Draft {
    pub(super) statement: Statement,
    pub(super) facts: Facts,
    pub(super) notes: Vec<Diagnostic>,
    pub(super) classifier: Classifier,
    address: Vec<String>,
}

impl Draft {
    pub(super) fn new(context: &AssembleContext) -> Self {
        let meta = Meta {
            cas_type: context.cas_type,
            statement_period: Period::default(),
            generated_at: context.generated_at.clone(),
        };
        let statement = Statement {
            meta,
            investor: Investor::default(),
            summary: Summary::default(),
            demat_accounts: Vec::new(),
            mutual_funds: Vec::new(),
            insurance: Insurance::default(),
            nps: Vec::new(),
        };
        Self {
            statement,
            facts: Facts::default(),
            notes: Vec::new(),
            classifier: Classifier::default(),
            address: Vec::new(),
        }
    }

    pub(super) fn note(&mut self, at: Location, code: DiagnosticCode) {
        self.notes.push(Diagnostic { code, at });
    }

    /// Takes the records that both kinds of statement treat alike; gives back the others.
    pub(super) fn take_common(&mut self, at: Location, record: Record) -> Option<Record> {
        match record {
            Record::Period { from, to } => {
                let period = &mut self.statement.meta.statement_period;
                period.from = period.from.or(Some(from));
                period.to = period.to.or(Some(to));
            }
            Record::Investor(investor) => self.take_investor(*investor),
            Record::Total(fact) => self.facts.totals.push(Printed { at, fact: *fact }),
            Record::Remark(fact) => self.facts.remarks.push(Printed { at, fact }),
            Record::Policy(policy) => self.statement.insurance.life_insurance_policies.push(*policy),
            other => return Some(other),
        }
        None
    }

    /// Later records fill what earlier ones left open.
    fn take_investor(&mut self, record: InvestorRecord) {
        let investor = &mut self.statement.investor;
        fill(&mut investor.name, record.name);
        fill(&mut investor.pan, record.pan);
        fill(&mut investor.email, record.email);
        fill(&mut investor.pincode, record.pincode);
        fill(&mut investor.mobile, record.mobile);
        fill(&mut investor.cas_id, record.cas_id);
        if self.address.is_empty() {
            self.address = record.address;
        }
        self.facts.phones.extend(record.phones);
    }

    pub(super) fn finish(mut self) -> Noted<Assembled> {
        if !self.address.is_empty() {
            self.statement.investor.address = Some(self.address.join(" "));
        }
        Noted { value: Assembled { statement: self.statement, facts: self.facts }, notes: self.notes }
    }
}

/// Sets what is still open.
pub(super) fn fill<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}
