//! Life insurance policies. No public sample of the section is known; any order of the known labels is read.

use cas_model::Amount;
use cas_model::record::Record;
use cas_model::statement::LifeInsurancePolicy;
use cas_table::Sheet;

use super::holdings::header_lines;
use super::rows::{Place, RowLines};
use super::tables::POLICIES;
use super::tables::policy::{COMPANY, FREQUENCY, KIND, LIFE, NAME, NUMBER, PREMIUM, STATUS, SUM};
use crate::depository::cell;
use crate::depository::draft::RowDraft;
use crate::depository::grid::{Grid, Placed};
use crate::sink::Sink;

/// Lines of the policies: the number stands on the first one.
const POLICY_LINES: RowLines = RowLines {
    key: Some((NUMBER, |text| text.bytes().any(|byte| byte.is_ascii_digit()))),
    name: None,
    // A total has a sum and a premium, too.
    valued: &[],
};

/// State of the insurance part.
#[derive(Debug, Default)]
pub(super) struct Insurance {
    grid: Option<Grid>,
    row: RowDraft,
    placed: Placed,
}

impl Insurance {
    /// Reads a line; returns the number of lines used up, 0 when it is none of this part.
    pub(super) fn line(&mut self, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        let Some(line) = sheet.lines.get(at) else { return 0 };
        let labels = header_lines(sheet, at);
        if !labels.is_empty()
            && let Some(header) = POLICIES.find(sheet, labels).filter(|header| header.columns.count() >= 3)
        {
            // A header repeated after a page break may stand between two lines of one row.
            if self.row.at().page == sheet.number {
                self.settle(out);
            }
            header.claim(sheet);
            self.grid = Some(Grid::new(&header.columns));
            return header.lines.end - at;
        }
        let Some(grid) = &mut self.grid else { return 0 };
        grid.place(sheet, line.range(), &mut self.placed);
        match POLICY_LINES.place(&self.row, grid, sheet, at, &self.placed) {
            Place::First => self.settle(out),
            Place::Further => {}
            Place::Nowhere => return 0,
        }
        self.row.add(sheet, line, &self.placed);
        1
    }

    /// Emits the open row.
    pub(super) fn settle(&mut self, out: &mut Sink) {
        if self.row.is_empty() {
            return;
        }
        let row = &self.row;
        let amount = |column: usize| row.filled(column).find_map(cell::decimal).map(Amount);
        let mut record = LifeInsurancePolicy {
            policy_number: row.code(NUMBER),
            provider: row.text(COMPANY),
            policy_name: row.text(NAME),
            life_assured: row.text(LIFE),
            status: row.text(STATUS),
            sum_assured: amount(SUM),
            premium_amount: amount(PREMIUM),
            premium_frequency: row.text(FREQUENCY),
            ..LifeInsurancePolicy::default()
        };
        if let Some(kind) = row.text(KIND) {
            record.additional_info.insert("type_of_policy".to_owned(), kind);
        }
        out.push(row.at(), Record::Policy(Box::new(record)));
        self.row.clear();
    }
}
