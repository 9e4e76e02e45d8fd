//! The walk over the parts of a statement and the state that outlives a part.

use cas_model::record::{AccountKey, Record, TotalRecord, TotalScope};
use cas_model::{Amount, DiagnosticCode, Isin, Noted, Sourced};
use cas_page::Location;
use cas_table::{Furniture, Line, Sheet};
use chrono::NaiveDate;

use super::frame::FramedPage;
use super::labels::{begins_with_header, has_header};
use super::learned::Memory;
use super::middle::{MiddleSpec, Segment};
use super::numbers::is_date;
use super::sections::{Area, Part, heading};
use super::tables::{BONDS, FUND_BALANCES, FUND_LEDGER, HOLDINGS, LOCK_INS, MOVEMENTS};
use super::{
    accounts, balances, bonds, details, holdings, ledger, movements, notes, pension, portfolio, roster,
};
use crate::depository::cell;
use crate::depository::remark::is_row_like;
use crate::depository::roster::Roster;
use crate::sink::Sink;
use crate::value;

/// What tables of each kind have taught about their columns.
#[derive(Debug, Default)]
pub(crate) struct Memories {
    pub(crate) movements: Memory,
    pub(crate) holdings: Memory,
    pub(crate) stacked: Memory,
    pub(crate) lock_ins: Memory,
    pub(crate) bonds: Memory,
    pub(crate) ledger: Memory,
    pub(crate) balances: Memory,
    pub(crate) pension_funds: Memory,
    pub(crate) pension_rows: Memory,
}

/// State of the walk.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) out: Sink,
    pub(crate) roster: Roster,
    pub(crate) memories: Memories,
    /// The demat account of the section being read.
    pub(crate) account: Option<AccountKey>,
    /// Records of its holdings, for facts that later tables print.
    pub(crate) holdings: Vec<(Isin, usize)>,
    /// How many records have been searched for values of accounts.
    pub(crate) scanned: usize,
    /// Values of the accounts on the roster.
    pub(crate) roster_values: Vec<(AccountKey, Amount)>,
    /// Records of fund balances whose folio was wrapped at a hyphen.
    pub(crate) wrapped_folios: Vec<usize>,
    /// Values of the folios of each group on the roster.
    pub(crate) folio_values: Vec<(u32, Amount)>,
    /// Records of the fund part being read: folios and schemes of one holder group.
    pub(crate) fund_part: Vec<usize>,
    /// Folio numbers that were printed on one line.
    pub(crate) folios: Vec<String>,
    /// True once an e-mail address or mobile number of the addressee was emitted.
    pub(crate) contact_seen: bool,
    /// True once the PAN of the addressee was emitted.
    pub(crate) pan_seen: bool,
    /// True once the period was emitted.
    pub(crate) period_seen: bool,
    /// The pension account of the section being read.
    pub(crate) pension: pension::Open,
}

/// The headings above the table being read, as printed.
#[derive(Debug, Default)]
struct Heads {
    /// The line that opened the section of demat accounts or of folios.
    section: String,
    /// The line that names the account.
    account: String,
    /// The title of the table, and what it opens.
    title: Option<(Part, String)>,
    /// The page (index) of the title.
    page: usize,
}

impl Heads {
    /// Takes a heading; what stood above the table before it is forgotten.
    fn take(&mut self, part: Part, text: String, page: usize) {
        match part {
            Part::Demat => self.section = text,
            Part::Account => self.account = text,
            Part::FundLedger => {
                self.section.clone_from(&text);
                self.title = Some((part, text));
            }
            _ => self.title = Some((part, text)),
        }
        if matches!(part, Part::Demat | Part::Account) {
            self.title = None;
        }
        self.page = page;
    }

    /// True for a heading above the table that comes again.
    fn is_again(&self, part: Part, text: &str) -> bool {
        match part {
            Part::Demat | Part::FundLedger => text == self.section,
            Part::Transactions | Part::Holdings | Part::LockIns | Part::Bonds | Part::FundBalances => {
                self.title.as_ref().is_some_and(|(open, title)| *open == part && title == text)
            }
            _ => false,
        }
    }

    /// The table that the title opens.
    fn table(&self, area: Area) -> Option<&'static MiddleSpec> {
        let (part, _) = self.title.as_ref()?;
        match (part, area) {
            (Part::Transactions, Area::FundLedger) | (Part::FundLedger, _) => Some(&FUND_LEDGER),
            (Part::FundBalances, _) => Some(&FUND_BALANCES),
            (Part::Transactions, Area::Demat) => Some(&MOVEMENTS),
            (Part::Holdings, Area::Demat) => Some(&HOLDINGS),
            (Part::LockIns, _) => Some(&LOCK_INS),
            (Part::Bonds, _) => Some(&BONDS),
            _ => None,
        }
    }
}

/// A heading and what stands under it.
#[derive(Debug)]
pub(crate) struct Chapter<'s, 'c> {
    pub(crate) sheet: &'s Sheet,
    pub(crate) line: &'s Line,
    /// Lines up to the next heading, page by page.
    pub(crate) body: &'c [Segment<'s>],
    /// Holder group of the page with the heading.
    pub(crate) group: u32,
}

impl<'s> Chapter<'s, '_> {
    /// Where the heading stands.
    pub(crate) fn at(&self) -> Location {
        self.sheet.location(self.line)
    }

    /// The lines of the body with their sheets.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&'s Sheet, &'s Line)> + '_ {
        self.body.iter().flat_map(|segment| {
            let sheet = segment.sheet;
            sheet.lines.get(segment.lines.clone()).unwrap_or(&[]).iter().map(move |line| (sheet, line))
        })
    }
}

/// Goes through the pages.
#[derive(Debug)]
pub(crate) struct Walk<'s> {
    pages: Vec<FramedPage<'s>>,
    state: State,
    area: Area,
    /// The headings above the table being read.
    open: Heads,
    /// Page (index) and line of what comes next.
    page: usize,
    line: usize,
}

impl<'s> Walk<'s> {
    pub(crate) fn new(pages: Vec<FramedPage<'s>>) -> Self {
        let line = pages.first().map_or(0, |page| page.content.lines.start);
        Self { pages, state: State::default(), area: Area::Front, open: Heads::default(), page: 0, line }
    }

    /// Reads everything. `period` is what the titles say, for statements whose roster says nothing.
    pub(crate) fn run(mut self, period: Option<(NaiveDate, NaiveDate)>) -> Noted<Vec<Sourced>> {
        let mut body: Vec<Segment<'s>> = Vec::new();
        self.take_body(&mut body);
        while let Some((sheet, line)) = self.current() {
            let Some(part) = heading(sheet, line, self.area) else {
                self.line += 1;
                continue;
            };
            let group = self.group();
            self.line += 1;
            self.skip_wrapped_heading(sheet);
            self.enter(part);
            self.open.take(part, sheet.line_text(line), self.page);
            body.clear();
            self.take_body(&mut body);
            let chapter = Chapter { sheet, line, body: &body, group };
            self.read(part, &chapter);
            if self.area == Area::Demat || part == Part::FundTotal {
                notes::below_tables(&chapter, &mut self.state);
            }
        }
        if let Some((from, to)) = period.filter(|_| !self.state.period_seen) {
            self.state.emit(Location::default(), Record::Period { from, to });
        }
        balances::settle_folios(&mut self.state);
        self.state.out.finish()
    }

    /// The next line; pages without lines are passed over.
    fn current(&mut self) -> Option<(&'s Sheet, &'s Line)> {
        loop {
            let segment = &self.pages.get(self.page)?.content;
            if self.line < segment.lines.end {
                let sheet = segment.sheet;
                return sheet.lines.get(self.line).map(|line| (sheet, line));
            }
            self.page += 1;
            self.line = self.pages.get(self.page).map_or(0, |page| page.content.lines.start);
        }
    }

    /// Passes over the end of a heading that wrapped before its date: `30-04-2026`, `TO 30-04-2026`.
    fn skip_wrapped_heading(&mut self, heading: &Sheet) {
        let Some((sheet, line)) = self.current().filter(|(sheet, _)| std::ptr::eq(*sheet, heading)) else {
            return;
        };
        let is_rest = |text: &str| is_date(text) || text.eq_ignore_ascii_case("TO");
        if sheet.words_of(line).iter().all(|word| is_rest(sheet.text(word))) {
            sheet.claims.furniture(line.range(), Furniture::Heading);
            self.line += 1;
        }
    }

    /// Collects the lines up to the next heading that opens something else.
    fn take_body(&mut self, body: &mut Vec<Segment<'s>>) {
        while let Some((sheet, line)) = self.current() {
            if let Some(part) = heading(sheet, line, self.area) {
                if body.is_empty() || !(self.pass_repeated(sheet) || self.pass_foot(part, sheet, line)) {
                    return;
                }
                continue;
            }
            match body.last_mut().filter(|open| std::ptr::eq(open.sheet, sheet)) {
                Some(open) => open.lines.end = self.line + 1,
                None => body.push(Segment { sheet, lines: self.line..self.line + 1 }),
            }
            self.line += 1;
        }
    }

    /// Passes over the headings at the top of a page that say again what goes on below.
    fn pass_repeated(&mut self, sheet: &Sheet) -> bool {
        let at_top = self.pages.get(self.page).is_some_and(|page| page.content.lines.start == self.line);
        let repeated = if at_top { self.repeated_heads(self.page) } else { 0 };
        if repeated == 0 {
            return false;
        }
        for line in sheet.lines.get(self.line..self.line + repeated).unwrap_or(&[]) {
            sheet.claims.furniture(line.range(), Furniture::Heading);
        }
        self.line += repeated;
        self.skip_wrapped_heading(sheet);
        true
    }

    /// Keeps the legend at the foot of a page whose table goes on at the top of the next one, and passes over it.
    fn pass_foot(&mut self, part: Part, sheet: &'s Sheet, line: &'s Line) -> bool {
        if part != Part::Legend || !self.goes_on_overleaf() {
            return false;
        }
        let end = self.pages.get(self.page).map_or(0, |page| page.content.lines.end);
        let foot = [Segment { sheet, lines: self.line + 1..end }];
        sheet.claims.furniture(line.range(), Furniture::Heading);
        let chapter = Chapter { sheet, line, body: &foot, group: self.group() };
        notes::remark(&chapter, "legend", &mut self.state);
        self.line = end;
        true
    }

    /// True when nothing but this legend follows on the page, and the next one begins with the table being read.
    fn goes_on_overleaf(&self) -> bool {
        let (Some(page), Some(next)) = (self.pages.get(self.page), self.pages.get(self.page + 1)) else {
            return false;
        };
        let Some(spec) = self.open.table(self.area) else { return false };
        let rest = page.content.sheet.lines.get(self.line + 1..page.content.lines.end).unwrap_or(&[]);
        if rest.iter().any(|line| heading(page.content.sheet, line, self.area).is_some()) {
            return false;
        }
        let sheet = next.content.sheet;
        let below = next.content.lines.start + self.repeated_heads(self.page + 1);
        let top = Segment { sheet, lines: below..next.content.lines.end };
        let first = sheet.lines.get(below).filter(|_| !top.lines.is_empty());
        page.joint == next.joint
            && first.is_some_and(|first| {
                heading(sheet, first, self.area).is_none()
                    && (is_row_like(sheet, first) || has_header(&top, spec))
            })
    }

    /// Number of lines at the top of a page that say again whose table goes on below: `DEMAT ACCOUNTS HELD WITH ...`,
    /// `DP Name : ... BO ID : ...`, the title of the table. Where a heading follows, they open what it says.
    fn repeated_heads(&self, page: usize) -> usize {
        let Some(page) = self.pages.get(page) else { return 0 };
        let sheet = page.content.sheet;
        let lines = sheet.lines.get(page.content.lines.clone()).unwrap_or(&[]);
        let part = |line: &Line| heading(sheet, line, self.area);
        let heads = lines.iter().take_while(|line| match part(line) {
            Some(Part::Account) => self.is_open_account(&sheet.line_text(line)),
            Some(part) => self.open.is_again(part, &sheet.line_text(line)),
            None => false,
        });
        let count = heads.count();
        if lines.get(count).is_none_or(|line| part(line).is_some()) {
            return 0;
        }
        let goes_on = match self.area {
            Area::Demat => true,
            // Another scheme or holder may begin below the same headings.
            Area::FundLedger | Area::FundBalances => {
                let below = page.content.lines.start + count..page.content.lines.end;
                let top = Segment { sheet, lines: below };
                let joint = self.pages.get(self.open.page).map(|page| &page.joint);
                joint == Some(&page.joint)
                    && self.open.table(self.area).is_some_and(|spec| begins_with_header(&top, spec))
            }
            _ => false,
        };
        if goes_on { count } else { 0 }
    }

    /// True for the line of the account being read: its ids, or the same words without ids.
    fn is_open_account(&self, text: &str) -> bool {
        let named = accounts::named(text, &self.state);
        self.state.account.is_some()
            && (named == self.state.account || named.is_none() && self.open.account.starts_with(text))
    }

    /// Headings that move to another area do so before their body is collected.
    fn enter(&mut self, part: Part) {
        self.area = match part {
            Part::Details | Part::DetailsDemat | Part::DetailsFolios => Area::Details,
            Part::Demat | Part::Account => Area::Demat,
            Part::FundLedger => Area::FundLedger,
            Part::FundBalances => Area::FundBalances,
            Part::Pension => Area::Pension,
            Part::Legend | Part::Loads | Part::Notes
                if matches!(self.area, Area::Demat | Area::DematNotes) =>
            {
                Area::DematNotes
            }
            Part::Letter | Part::Summary | Part::Investor | Part::RosterCaption | Part::Group => Area::Front,
            Part::Trend | Part::Classes | Part::Legend | Part::Loads | Part::Notes => Area::Front,
            Part::FundTotal => Area::Front,
            Part::PensionSummary if self.area != Area::Pension => Area::Front,
            _ => self.area,
        };
    }

    /// The holder group of the page that is being read: the one with the names at the top of the page.
    fn group(&self) -> u32 {
        let Some(page) = self.pages.get(self.page) else { return 0 };
        let groups = self.state.roster.groups();
        let fits = |joint: &[String]| {
            groups.iter().position(|group| {
                let others = group.holders.get(1..).unwrap_or(&[]);
                others.len() == joint.len()
                    && others
                        .iter()
                        .zip(joint)
                        .all(|(holder, name)| holder.name.as_deref() == Some(name.as_str()))
            })
        };
        let count = groups.iter().position(|group| group.holders.len() == page.joint.len() + 1);
        fits(&page.joint).or(count).and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
    }

    fn read(&mut self, part: Part, chapter: &Chapter<'s, '_>) {
        let state = &mut self.state;
        let heading_line = chapter.line.range();
        match part {
            Part::Investor => return roster::investor(chapter, state),
            Part::Group => return roster::group(chapter, state),
            Part::Account => return accounts::section_head(chapter, state),
            Part::Pran => return pension::account(chapter, state),
            Part::Tier => return pension::tier(chapter, state),
            Part::PortfolioValue | Part::BondValue => return self.portfolio_value(part, chapter),
            Part::FundTotal => return balances::total(chapter, state),
            _ => chapter.sheet.claims.furniture(heading_line, Furniture::Heading),
        }
        match part {
            Part::Summary => portfolio::summary(chapter, state),
            Part::RosterCaption => notes::known(chapter),
            Part::Trend => portfolio::trend(chapter, state),
            Part::Classes => portfolio::classes(chapter, state),
            Part::Details | Part::DetailsDemat | Part::DetailsFolios => details::read(chapter, state),
            Part::Transactions if self.area == Area::Pension => pension::rows(chapter, state),
            Part::Transactions if self.area == Area::FundLedger => ledger::read(chapter, state),
            Part::Transactions => movements::read(chapter, state),
            Part::Holdings if self.area == Area::Pension => pension::funds(chapter, state),
            Part::Holdings => holdings::read(chapter, state),
            Part::LockIns => holdings::lock_ins(chapter, state),
            Part::Bonds => bonds::read(chapter, state),
            Part::FundLedger => {
                state.fund_part.clear();
                ledger::read(chapter, state);
            }
            Part::FundBalances => balances::read(chapter, state),
            Part::Pension => pension::head(chapter, state),
            Part::Letter | Part::PensionSummary | Part::Notes => notes::known(chapter),
            Part::Legend => notes::remark(chapter, "legend", state),
            Part::Loads => notes::remark(chapter, "load", state),
            _ => {}
        }
    }

    /// `Portfolio Value ` 3,000.00 as on 30-04-2026` closes the tables of an account or of a pension account.
    fn portfolio_value(&mut self, part: Part, chapter: &Chapter<'s, '_>) {
        let (sheet, line) = (chapter.sheet, chapter.line);
        sheet.claims.data(line.range());
        let value = sheet.words_of(line).iter().find_map(|word| cell::amount(sheet.text(word)));
        if self.area == Area::Pension {
            return pension::value(chapter.at(), value, &mut self.state);
        }
        let Some(key) = self.state.account.clone() else { return };
        let (scope, label) = match part {
            Part::BondValue => (TotalScope::AccountBonds(key), "Portfolio Value for Bond"),
            _ => (TotalScope::Account(key), "Portfolio Value"),
        };
        self.state.total(chapter.at(), scope, label, value);
    }
}

impl State {
    /// Adds a record and returns its index, for facts that are printed after it.
    pub(crate) fn emit(&mut self, at: Location, record: Record) -> usize {
        self.out.push(at, record)
    }

    /// A record added before.
    pub(crate) fn amend(&mut self, index: usize) -> Option<&mut Record> {
        self.out.amend(index)
    }

    /// Adds a remark.
    pub(crate) fn note(&mut self, at: Location, code: DiagnosticCode) {
        self.out.note(at, code);
    }

    /// The date of a row, with a note where it cannot be read.
    pub(crate) fn day(&mut self, at: Location, text: &str) -> Option<NaiveDate> {
        value::day(text, at, &mut self.out)
    }

    /// Emits a total that is nothing but a value.
    pub(crate) fn total(&mut self, at: Location, scope: TotalScope, label: &str, value: Option<Amount>) {
        let total = TotalRecord {
            scope,
            label: label.to_owned(),
            count: None,
            value,
            cost: None,
            change: None,
            percent: None,
        };
        self.emit(at, Record::Total(Box::new(total)));
    }

    /// The record of the holding with this ISIN in the account being read.
    pub(crate) fn holding_of(&self, isin: Isin) -> Option<usize> {
        self.holdings.iter().find(|(other, _)| *other == isin).map(|(_, index)| *index)
    }

    /// Remembers a folio number that was printed on one line.
    pub(crate) fn know_folio(&mut self, number: Option<&str>) {
        if let Some(number) = number.filter(|number| !self.folios.iter().any(|known| known == number)) {
            self.folios.push(number.to_owned());
        }
    }

    /// Emits the period once.
    pub(crate) fn period(&mut self, at: Location, from: NaiveDate, to: NaiveDate) {
        if !self.period_seen {
            self.period_seen = true;
            self.emit(at, Record::Period { from, to });
        }
    }
}
