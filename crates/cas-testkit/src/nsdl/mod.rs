//! Draws NSDL statements after the measured geometry of the layout reference: cover, roster, holdings of each holder
//! group, pensions, transactions, details. What is drawn comes from [`crate::depository`]; how it is painted from
//! [`crate::draw`].

pub mod cases;
mod extras;
mod faults;
mod folios;
mod holdings;
mod ledgers;
mod summary;

use cas_model::Depository;
use rust_decimal::Decimal;

use crate::depository::flow::{Cells, Flow, Look, Paging, Stand};
use crate::depository::model::Book;
use crate::depository::{Layout, Recipe};
use crate::draw::{Area, Canvas, Face, Metrics, Text};

pub(crate) const BODY: Face = Face::new("Verdana", Metrics::Sans);
pub(crate) const BOLD: Face = Face::new("Verdana,Bold", Metrics::SansBold);
const OVERLAY: Face = Face::new("ABCDEF+Mangal", Metrics::Sans);

/// Generations of the layout (reference 1.5).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Generation {
    /// 2014-2016: `CAS ID`, six folio columns, `SUMMARY OF VALUE OF HOLDINGS`.
    A,
    /// 2017-2020: costs and profit in the folio table, expense ratios below.
    B,
    /// 2020-2022: ten folio columns, bonds without a market price.
    C,
    /// 2023-2026: `NSDL ID`, market price of bonds, Devanagari title.
    D,
    /// 2025-2026: nine folio columns.
    D9,
}

/// The traps that a statement shows.
#[derive(Clone, Debug)]
pub struct Traits {
    /// Generation.
    pub generation: Generation,
    /// Where pages end.
    pub paging: Paging,
    /// How cells are aligned.
    pub cells: Cells,
    /// Banners and titles painted twice this far apart.
    pub strike: Option<f64>,
    /// Devanagari overlay font on titles.
    pub mangal: bool,
    /// What stands for the rupee sign.
    pub rupee: &'static str,
    /// `CAS ID: n` alone on its line (generation A).
    pub id_alone: bool,
    /// Balances of CDSL accounts in cells of their own instead of stacked ones (generation C).
    pub separate_cells: bool,
    /// The first folio row prints `NOT AVAILABLE` for its ISIN; the second one for its client code.
    pub not_available: bool,
    /// Folio numbers and units that are too wide for their cells break by character.
    pub broken_cells: bool,
    /// The value of folio rows is painted twice, the second time truncated.
    pub doubled_value: bool,
    /// A soft hyphen inside the ISINs of folios.
    pub soft_hyphen: bool,
    /// `See Note` for the price of the first equity.
    pub see_note: bool,
    /// Units below one without the leading zero.
    pub leading_dot: bool,
    /// `of which Pledged` lines.
    pub pledged: bool,
    /// Holder group pages without the `as on` line.
    pub no_as_on: bool,
    /// No ledgers at all (half-yearly statement).
    pub no_ledgers: bool,
    /// Second wording of the pension section.
    pub nps_account: bool,
    /// Pages about the accounts at the end.
    pub details: bool,
    /// Names of participants wrap on the roster and in the boxes.
    pub wrapped_names: bool,
    /// Folio number and units touch.
    pub touching: bool,
    /// Notes below tables, with numbers in them.
    pub notes: bool,
}

impl Traits {
    /// The plain statement of a generation.
    #[must_use]
    pub fn plain(generation: Generation) -> Self {
        Self {
            generation,
            paging: Paging::default(),
            cells: Cells::default(),
            strike: Some(0.25),
            mangal: generation >= Generation::D,
            rupee: "`",
            id_alone: false,
            separate_cells: false,
            not_available: false,
            broken_cells: false,
            doubled_value: false,
            soft_hyphen: false,
            see_note: false,
            leading_dot: false,
            pledged: false,
            no_as_on: false,
            no_ledgers: false,
            nps_account: false,
            details: true,
            wrapped_names: false,
            touching: false,
            notes: false,
        }
    }
}

impl Layout for Traits {
    fn plain(seed: u64) -> Recipe<Self> {
        cases::plain(seed)
    }

    fn variant(&self) -> &'static str {
        match self.generation {
            Generation::A => "A",
            Generation::B => "B",
            Generation::C => "C",
            Generation::D => "D",
            Generation::D9 => "D9",
        }
    }

    fn pages(&self, book: &Book) -> Vec<Canvas> {
        draw(book, self)
    }

    fn portfolio(book: &Book) -> Decimal {
        portfolio(book)
    }
}

/// What the portfolio total of an NSDL statement counts: everything printed.
#[must_use]
pub fn portfolio(book: &Book) -> Decimal {
    book.groups_value()
}

/// Draws all pages.
#[must_use]
pub fn draw(book: &Book, traits: &Traits) -> Vec<Canvas> {
    let mut flow = Flow::new(92.0, 790.0, traits.paging, |canvas, number| furniture(canvas, number, traits));
    cover(&mut flow, book);
    flow.page();
    summary::draw(&mut flow, book, traits);
    for group in &book.groups {
        flow.page();
        holdings::group(&mut flow, book, group, traits);
        folios::table(&mut flow, book, group, traits);
    }
    for pension in &book.pensions {
        folios::pension(&mut flow, book, pension, traits);
        extras::contributions(&mut flow, pension, traits);
    }
    extras::policies(&mut flow, book, traits);
    if !traits.no_ledgers {
        flow.page();
        ledgers::draw(&mut flow, book, traits);
    }
    flow.need(30.0);
    flow.line(BODY, 8.0, 240.0, "***End of Statement***", 20.0);
    if traits.details {
        flow.page();
        extras::account_labels(&mut flow, book);
        folios::details(&mut flow, book);
    }
    flow.page();
    flow.line(BOLD, 9.0, 22.0, "About NSDL", 16.0);
    flow.line(BODY, 8.0, 22.0, "NSDL Consolidated Account Statement", 11.0);
    flow.line(
        BODY,
        8.0,
        22.0,
        "National Securities Depository Limited holds securities in demat form and lists them here.",
        11.0,
    );
    flow.pages
}

/// The table look shared by every part.
pub(crate) fn look(traits: &Traits) -> Look {
    Look {
        face: BODY,
        bold: BOLD,
        size: 6.0,
        pitch: 7.0,
        gap: 11.0,
        stand: Stand::Top,
        strike: traits.strike,
        cells: traits.cells,
    }
}

fn furniture(canvas: &mut Canvas, number: usize, traits: &Traits) {
    let mut put = |text: Text| {
        if let Some(offset) = traits.strike {
            let mut twin = text.clone();
            twin.x += offset;
            canvas.text(twin);
        }
        canvas.text(text);
    };
    if number > 1 {
        put(Text::new(BOLD, 9.0, 22.0, 30.0, "Consolidated Account Statement"));
        let mut x = 300.0;
        for tab in ["Summary", "Holdings", "Transactions", "Your Account", "About NSDL"] {
            put(Text::new(BOLD, 6.0, x, 48.0, tab));
            x += 56.0;
        }
    }
    put(Text::new(BOLD, 6.5, 22.0, 825.0, "National Securities Depository Limited"));
    if traits.mangal {
        canvas.text(Text::new(
            OVERLAY,
            9.0,
            185.0,
            30.0,
            "\u{938}\u{92e}\u{947}\u{915}\u{93f}\u{fffd} \u{916}\u{93e}\u{924}\u{93e}",
        ));
        canvas.text(Text::new(
            OVERLAY,
            6.5,
            165.0,
            825.0,
            "\u{928}\u{947}\u{936}\u{928}\u{932} \u{938}\u{93f}\u{fffd}",
        ));
    }
    let footer =
        if traits.generation == Generation::A { format!("Page {number}") } else { number.to_string() };
    canvas.text(Text::new(BODY, 6.5, 0.0, 825.0, footer).ending(572.0));
    canvas.fill(Area::new(18.0, 56.0, 577.0, 56.8), 0.2);
}

fn cover(flow: &mut Flow<'_>, book: &Book) {
    flow.line(BOLD, 11.0, 180.0, "NSDL Consolidated Account Statement", 18.0);
    let month = book.to.format("Consolidated Account Statement for the month of %B %Y").to_string();
    flow.line(BODY, 9.0, 150.0, &month, 20.0);
    flow.line(BODY, 8.0, 30.0, "Dear Investor,", 14.0);
    flow.line(
        BODY,
        8.0,
        30.0,
        "This is your consolidated account statement. It shows your investments in one place.",
        11.0,
    );
    flow.line(
        BODY,
        8.0,
        30.0,
        "Please check it and tell your participant at once when anything is amiss.",
        11.0,
    );
}

/// The two id labels of an account, as its block header prints them.
pub(crate) fn ids(dp_id: &str, client_id: &str) -> String {
    format!("DP ID: {dp_id} Client ID: {client_id}")
}

/// `NSDL Demat Account` or `CDSL Demat Account`.
pub(crate) fn account_title(depository: Depository) -> &'static str {
    match depository {
        Depository::Nsdl => "NSDL Demat Account",
        Depository::Cdsl => "CDSL Demat Account",
    }
}
