//! Draws CDSL statements after the layout reference: summary, roster, details, accounts of both depositories, folio
//! ledgers and balances, pensions, legend. What is drawn comes from [`crate::depository`].

mod accounts;
pub mod cases;
mod details;
mod faults;
mod front;
mod funds;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::depository::flow::{Cells, Flow, Look, Paging, Stand};
use crate::depository::model::{Book, Group};
use crate::depository::{Layout, Recipe};
use crate::draw::{Area, Canvas, Face, Metrics, Text};

pub(crate) const BODY: Face = Face::new("Arial", Metrics::Sans);
pub(crate) const BOLD: Face = Face::new("Arial,Bold", Metrics::SansBold);
const OVERLAY: Face = Face::new("ABCDEF+Mangal", Metrics::Sans);

/// Generations of the layout (reference 1.5).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Generation {
    /// 2021-2022: seven fund columns, labels with the account header.
    A,
    /// 2022-2023: advisor, expense ratios and commission in the fund table.
    B,
    /// 2024 to March 2026: B and profit columns.
    C,
    /// April 2026 on: first page summary, nine fund columns.
    D,
}

/// Where the Hindi twin of titles stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Hindi {
    /// Nowhere.
    None,
    /// To the right, on the same baseline.
    Side,
    /// Over the lower half of the line.
    Under,
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
    /// Banner and titles painted twice this far apart.
    pub strike: Option<f64>,
    /// Hindi twins.
    pub hindi: Hindi,
    /// What stands for the rupee sign.
    pub rupee: &'static str,
    /// A soft hyphen inside every third ISIN.
    pub soft_hyphen: bool,
    /// BO ids with every digit printed twice.
    pub doubled_bo_id: bool,
    /// Footnote markers after ISINs, with a legend.
    pub markers: bool,
    /// Price and value of a holding touch.
    pub glued: bool,
    /// `(Other Details)` table of locked units.
    pub other_details: bool,
    /// Bonds in a table of their own.
    pub bonds_table: bool,
    /// `DPID : IN30000012345678` instead of `DPID` and `CLIENT ID`.
    pub joined_dp_id: bool,
    /// `BO Sub Type / BO Sub Status` as one label.
    pub joined_sub_status: bool,
    /// Folio numbers break after eight characters.
    pub wrapped_folio: bool,
    /// Units below one without the leading zero.
    pub leading_dot: bool,
    /// Continuation rows of a ledger leave the opening balance blank.
    pub blank_opening: bool,
    /// What stands inside ISINs: a blank, or a line break that puts their halves around the line of the numbers.
    pub isin_break: Option<char>,
    /// Dormant accounts have a section with `Nil Holding`.
    pub nil_holding: bool,
    /// Names of participants wrap on the roster.
    pub wrapped_names: bool,
    /// Holdings of an account are printed in two sections, each with a portfolio value.
    pub two_sections: bool,
}

impl Traits {
    /// The plain statement of a generation.
    #[must_use]
    pub fn plain(generation: Generation) -> Self {
        Self {
            generation,
            paging: Paging::default(),
            cells: Cells::default(),
            strike: (generation > Generation::A).then_some(0.3),
            hindi: if generation > Generation::A { Hindi::Side } else { Hindi::None },
            rupee: "`",
            soft_hyphen: false,
            doubled_bo_id: false,
            markers: false,
            glued: false,
            other_details: false,
            bonds_table: false,
            joined_dp_id: false,
            joined_sub_status: true,
            wrapped_folio: false,
            leading_dot: false,
            blank_opening: false,
            isin_break: None,
            nil_holding: false,
            wrapped_names: false,
            two_sections: false,
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
        }
    }

    fn pages(&self, book: &Book) -> Vec<Canvas> {
        draw(book, self)
    }

    fn portfolio(book: &Book) -> Decimal {
        portfolio(book)
    }
}

/// What the portfolio total counts: accounts, folios and pensions.
#[must_use]
pub fn portfolio(book: &Book) -> Decimal {
    book.groups_value() + book.pension_value()
}

/// Draws all pages.
#[must_use]
pub fn draw(book: &Book, traits: &Traits) -> Vec<Canvas> {
    let mut flow =
        Flow::new(150.0, 780.0, traits.paging, |canvas, number| furniture(canvas, number, book, traits));
    if traits.generation == Generation::D {
        front::first_page(&mut flow, book, traits);
        flow.page();
    }
    front::roster_page(&mut flow, book, traits);
    flow.page();
    details::draw(&mut flow, book, traits);
    for group in &book.groups {
        accounts::draw(&mut flow, book, group, traits);
        funds::draw(&mut flow, book, group, traits);
    }
    for pension in &book.pensions {
        funds::pension(&mut flow, book, pension, traits);
    }
    tail(&mut flow, traits);
    let count = flow.pages.len();
    let mut pages = flow.pages;
    for (index, page) in pages.iter_mut().enumerate() {
        page.text(Text::new(BODY, 7.0, 0.0, 815.0, format!("Page {} of {count}", index + 1)).ending(560.0));
    }
    pages
}

/// `01-04-2026`.
pub(crate) fn numeric(date: NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}

/// `01-Apr-2026`.
pub(crate) fn named(date: NaiveDate) -> String {
    date.format("%d-%b-%Y").to_string()
}

pub(crate) fn look(traits: &Traits) -> Look {
    Look {
        face: BODY,
        bold: BOLD,
        size: 6.2,
        pitch: 8.5,
        gap: 14.0,
        stand: Stand::Middle,
        strike: traits.strike,
        cells: traits.cells,
    }
}

/// A heading in bold, painted twice, with its Hindi twin.
pub(crate) fn heading(flow: &mut Flow<'_>, x: f64, text: &str, traits: &Traits) {
    flow.need(60.0);
    let title = Text::new(BOLD, 8.0, x, flow.y, text);
    let end = x + title.width();
    flow.struck(title, traits.strike);
    let hindi = "\u{92e}\u{94d}\u{92f}\u{942}\u{fffd}\u{905}\u{932}";
    match traits.hindi {
        Hindi::None => {}
        Hindi::Side => flow.put(Text::new(OVERLAY, 7.0, end + 8.0, flow.y, hindi)),
        Hindi::Under => flow.put(Text::new(OVERLAY, 5.0, x + 2.0, flow.y + 4.0, hindi)),
    }
    flow.y += 16.0;
}

fn furniture(canvas: &mut Canvas, number: usize, book: &Book, traits: &Traits) {
    let mut put = |x: f64, y: f64, size: f64, text: String| {
        let text = Text::new(BOLD, size, x, y, text);
        if let Some(offset) = traits.strike {
            let mut twin = text.clone();
            twin.x += offset;
            canvas.text(twin);
        }
        canvas.text(text);
    };
    put(190.0, 28.0, 9.0, "Central Depository Services (India) Limited".to_owned());
    put(
        190.0,
        40.0,
        6.0,
        "A Wing, 25th Floor, Marathon Futurex, Mafatlal Mills Compounds, N M Joshi Marg,".to_owned(),
    );
    put(190.0, 48.0, 6.0, "Lower Parel (E), Mumbai - 400013.| (CIN : L67120MH1997PLC112443)".to_owned());
    let (from, to) = (numeric(book.from), numeric(book.to));
    put(86.0, 72.0, 9.0, "CONSOLIDATED ACCOUNT STATEMENT (CAS) FOR SECURITIES HELD IN DEMAT".to_owned());
    if traits.generation == Generation::A {
        put(86.0, 83.0, 9.0, "FORM AND INVESTMENTS IN MUTUAL FUNDS FOR THE PERIOD".to_owned());
        put(86.0, 94.0, 9.0, format!("FROM {from} TO {to}"));
    } else {
        put(86.0, 83.0, 9.0, format!("FORM AND INVESTMENTS IN MUTUAL FUNDS FOR THE PERIOD FROM {from}"));
        put(86.0, 94.0, 9.0, format!("TO {to}"));
    }
    canvas.fill(Area::new(20.0, 101.0, 575.0, 111.0), 0.9);
    let mut x = 25.0;
    for tab in [
        "Summary of Investments",
        "CDSL Demat Account Details",
        "NSDL Demat Account Details",
        "MF Details",
        "Notes",
        "About CDSL",
    ] {
        let text = Text::new(BODY, 6.5, x, 108.0, tab);
        x += text.width() + 18.0;
        canvas.text(text);
    }
    if number > 1 {
        canvas.text(Text::new(BOLD, 8.0, 25.0, 126.0, book.investor.name.clone()));
    }
}

/// An ISIN as the traits break it.
pub(crate) fn broken(isin: &str, traits: &Traits) -> String {
    match (traits.isin_break, isin.split_at_checked(10)) {
        (Some('\n'), Some((head, tail))) => format!("{head}\n{tail}"),
        (Some(blank), _) => format!("{}{blank}{}", &isin[..6], &isin[6..]),
        _ => isin.to_owned(),
    }
}

/// The lines that head every page of a joint group.
pub(crate) fn joint_holders(group: &Group) -> Vec<Text> {
    let others = group.holders.iter().skip(1).enumerate();
    others
        .map(|(index, holder)| {
            let y = 136.0 + 10.0 * index as f64;
            Text::new(BOLD, 8.0, 25.0, y, format!("Joint A/C Holder: {}", holder.name))
        })
        .collect()
}

pub(crate) fn depository(depository: cas_model::Depository) -> &'static str {
    match depository {
        cas_model::Depository::Nsdl => "NSDL",
        cas_model::Depository::Cdsl => "CDSL",
    }
}

fn tail(flow: &mut Flow<'_>, traits: &Traits) {
    flow.running.clear();
    flow.page();
    if traits.markers {
        flow.line(BOLD, 7.0, 25.0, "Note:", 11.0);
        flow.line(BODY, 6.5, 25.0, "!! Unlisted security", 10.0);
        flow.line(BODY, 6.5, 25.0, "## Under Liquidation / Winding Up", 10.0);
        flow.line(BODY, 6.5, 25.0, "* Awaiting listing", 14.0);
    }
    flow.line(BOLD, 8.0, 25.0, "Load Structures", 12.0);
    flow.line(BODY, 6.5, 25.0, "Exit load of 1% if redeemed within 12 months; nil after that.", 14.0);
    flow.line(BOLD, 8.0, 25.0, "Notes", 12.0);
    flow.line(
        BODY,
        6.5,
        25.0,
        "Values are those of the last day of the period as received from the depositories and registrars.",
        14.0,
    );
    flow.line(
        BODY,
        6.5,
        25.0,
        "For any queries regarding demat accounts please write to your depository participant.",
        14.0,
    );
    flow.line(BOLD, 8.0, 25.0, "About CDSL", 12.0);
    flow.line(
        BODY,
        6.5,
        25.0,
        "Central Depository Services (India) Limited holds securities in demat form.",
        14.0,
    );
}
