//! Whose tables follow: boxes of demat accounts and the openings of holder groups.

use cas_model::DiagnosticCode;
use cas_model::record::{AccountRecord, Record};
use cas_model::statement::DematInfo;
use cas_page::Location;
use cas_table::{Furniture, Line, Sheet};

use super::account_box::{self, AccountBox, Found};
use super::sections::heading;
use super::{Part, Walk, holdings};

/// What is said where the ids of a box cannot be read: what follows is of no account that is known.
const UNREADABLE: DiagnosticCode = DiagnosticCode::UnreadableValue { field: "account" };

impl Walk {
    /// The box of a demat account; returns the number of lines used up.
    pub(super) fn account_box(&mut self, sheet: &Sheet, at: usize) -> usize {
        if matches!(self.part, Part::Cover | Part::About) || self.roster_is_open() {
            return 0;
        }
        let Some(line) = sheet.lines.get(at) else { return 0 };
        let first = sheet.words_of(line).first().map_or("", |word| sheet.text(word));
        let candidate = first.starts_with(['N', 'C', 'A', 'S'])
            && ["NSDL Demat", "CDSL Demat", "ACCOUNT HOLDER", "Summary of Trans"]
                .iter()
                .any(|text| sheet.starts_with(line, text));
        let Some(found) = candidate.then(|| account_box::read(sheet, at)).flatten() else { return 0 };
        self.close_account();
        match found {
            Found::Whole(found, lines) => {
                self.open_account(found, sheet.location(line));
                lines
            }
            Found::Half(half, lines) => {
                self.half_box = Some(half);
                lines
            }
            Found::Unreadable(lines) => {
                self.out.note(sheet.location(line), UNREADABLE);
                lines
            }
        }
    }

    /// The rest of a box that was cut by the end of the page before; returns the first line after it.
    pub(super) fn rest_of_box(&mut self, sheet: &Sheet) -> usize {
        let Some(half) = self.half_box.take() else { return 0 };
        let mut top = 0;
        while let Some(line) = sheet.lines.get(top) {
            let words = line.range();
            let repeated = heading(sheet, words.clone())
                .is_some_and(|(found, used)| self.enter(found, sheet, line, words, used));
            if !repeated && !account_box::is_frame(sheet, line) {
                break;
            }
            top += 1;
        }
        let at = half.at();
        match account_box::read_rest(sheet, top, half) {
            Some((found, end)) => {
                self.open_account(found, at);
                end
            }
            None => {
                self.out.note(at, UNREADABLE);
                top
            }
        }
    }

    /// A box whose rest never came.
    pub(super) fn give_up_box(&mut self) {
        if let Some(half) = self.half_box.take() {
            self.out.note(half.at(), UNREADABLE);
        }
    }

    /// Another account begins: what was open is over.
    fn close_account(&mut self) {
        let out = &mut self.out;
        match self.part {
            Part::Ledger => self.ledger.close(&self.context, out),
            Part::Details => self.details.settle(out),
            _ => {
                self.part = Part::Holdings;
                self.holdings.close(&self.context, out);
            }
        }
        self.below_opening = false;
        (self.context.account, self.context.details_account) = (None, None);
    }

    fn open_account(&mut self, found: AccountBox, at: Location) {
        let listed = self.context.roster.group_of(&found.key);
        if self.part == Part::Holdings {
            self.context.group = listed.or(self.context.group);
        }
        let record = AccountRecord {
            key: found.key.clone(),
            dp_name: found.dp_name,
            group: listed.or(self.context.group.filter(|_| self.part == Part::Holdings)),
            value: None,
            isin_count: None,
            holders: found.holders,
            info: DematInfo::default(),
            labels: Vec::new(),
        };
        self.out.push(at, Record::Account(Box::new(record)));
        self.context.details_account = (self.part == Part::Details).then(|| found.key.clone());
        self.context.account = Some(found.key);
    }

    fn roster_is_open(&self) -> bool {
        self.part == Part::Summary && !self.context.roster.is_finished()
    }

    /// The name and value that open the pages of a holder group.
    pub(super) fn opening(&mut self, sheet: &Sheet, line: &Line) -> bool {
        if !matches!(
            self.part,
            Part::Summary | Part::Trend | Part::Holdings | Part::Pension | Part::Insurance
        ) {
            return false;
        }
        if self.roster_is_open() && !self.context.roster.groups().iter().any(|group| group.total.is_some()) {
            return false;
        }
        let Some((name, value)) = holdings::group_opening(&self.context, sheet, line) else { return false };
        self.go(Part::Holdings, sheet, line);
        self.holdings.close(&self.context, &mut self.out);
        let amount =
            sheet.words.get(value).and_then(|word| crate::depository::cell::amount(sheet.text(word)));
        let group = self.group_with(amount);
        self.opened_groups.resize(self.opened_groups.len().max(group as usize + 1), false);
        self.opened_groups.get_mut(group as usize).into_iter().for_each(|opened| *opened = true);
        (self.context.group, self.context.account) = (Some(group), None);
        sheet.claims.data(name.start..value + 1);
        sheet.claims.furniture(line.range(), Furniture::PageFrame);
        holdings::emit_opening(group, sheet.location(line), sheet, value, &mut self.out);
        self.below_opening = true;
        true
    }

    /// The group with this total that has not been opened yet; else the next one.
    fn group_with(&self, value: Option<cas_model::Amount>) -> u32 {
        let closed = |group: &u32| !self.opened_groups.get(*group as usize).is_some_and(|opened| *opened);
        let groups = self.context.roster.groups();
        let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        (0..count)
            .filter(closed)
            .find(|&at| value.is_some() && groups.get(at as usize).is_some_and(|group| group.total == value))
            .or_else(|| (0..count).find(closed))
            .unwrap_or(count.saturating_sub(1))
    }

    /// Further holders below the opening of a joint group.
    pub(super) fn holder_below_opening(&mut self, sheet: &Sheet, line: &Line) -> bool {
        let found = self.below_opening && self.context.is_holder(&sheet.line_text(line));
        if found {
            sheet.claims.data(line.range());
        }
        found
    }
}
