//! Draws CDSL statements after the layout reference: summary, roster, details, accounts of both depositories, folio
//! ledgers and balances, pensions, legend. What is drawn comes from [`crate::depository`].

mod accounts;
pub mod cases;
mod details;
mod funds;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::depository::flow::{Flow, Look, Stand, grouped};
use crate::depository::model::{Book, Group};
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
    /// Reduced fund rows without the invested column (generations B and C).
    pub reduced: bool,
    /// Undated `STT` and `Total Tax` rows after redemptions.
    pub undated_taxes: bool,
    /// Joint holders above the tabs instead of a name line of their own.
    pub leading_dot: bool,
    /// Continuation rows of a ledger leave the opening balance blank.
    pub blank_opening: bool,
}

impl Traits {
    /// The plain statement of a generation.
    #[must_use]
    pub fn plain(generation: Generation) -> Self {
        Self {
            generation,
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
            reduced: false,
            undated_taxes: false,
            leading_dot: false,
            blank_opening: false,
        }
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
    let mut flow = Flow::new(150.0, 780.0, |canvas, number| furniture(canvas, number, book, traits));
    if traits.generation == Generation::D {
        first_page(&mut flow, book, traits);
        flow.page();
    }
    roster_page(&mut flow, book, traits);
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
        repeat: true,
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
    put(190.0, 40.0, 6.0, "A Wing, 25th Floor, Marathon Futurex, Mafatlal Mills Compounds, N M Joshi Marg,".to_owned());
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
    for tab in ["Summary of Investments", "CDSL Demat Account Details", "NSDL Demat Account Details", "MF Details", "Notes", "About CDSL"] {
        let text = Text::new(BODY, 6.5, x, 108.0, tab);
        x += text.width() + 18.0;
        canvas.text(text);
    }
    if number > 1 {
        canvas.text(Text::new(BOLD, 8.0, 25.0, 126.0, book.investor.name.clone()));
    }
}

fn first_page(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    heading(flow, 25.0, "Summary of Investments", traits);
    flow.line(BODY, 7.0, 25.0, "(On the basis of PAN of first holder)", 16.0);
    let y = flow.y;
    for (x, title) in [(25.0, "Name/Joint Name (s)"), (200.0, "Portfolio Valuation"), (480.0, "View Statement")] {
        flow.put(Text::new(BOLD, 7.0, x, y, title));
    }
    flow.y += 16.0;
    let one = book.groups.len() == 1;
    for group in &book.groups {
        for (index, holder) in group.holders.iter().enumerate() {
            flow.put(Text::new(BODY, 7.0, 25.0, flow.y + 10.0 * index as f64, holder.name.clone()));
        }
        let of = |depository| -> Option<Decimal> {
            let accounts: Vec<_> = group.accounts.iter().filter(|account| account.depository == depository).collect();
            (!accounts.is_empty()).then(|| accounts.iter().map(|account| account.value()).sum())
        };
        let printed = |value: Option<Decimal>| value.map_or_else(|| "N.A.".to_owned(), grouped);
        let mut rows = vec![
            ("CDSL Demat Accounts", printed(of(cas_model::Depository::Cdsl))),
            ("NSDL Demat Accounts *", printed(of(cas_model::Depository::Nsdl))),
            ("Mutual Fund Folios", grouped(group.folio_value())),
        ];
        let mut total = group.value();
        if one && !book.pensions.is_empty() {
            rows.push(("NPS", grouped(book.pension_value())));
            total += book.pension_value();
        }
        rows.push(("Total Portfolio Value", grouped(total)));
        for (label, value) in rows {
            flow.put(Text::new(BODY, 7.0, 200.0, flow.y, label));
            flow.put(Text::new(BODY, 7.0, 0.0, flow.y, value).ending(430.0));
            flow.y += 10.0;
        }
        flow.put(Text::new(BODY, 7.0, 485.0, flow.y - 10.0, "Click Here"));
        flow.y += 10.0;
    }
    if !one {
        let total = format!("Total Portfolio Value across investments {}", grouped(portfolio(book)));
        flow.line(BOLD, 7.0, 200.0, &total, 14.0);
    }
}

fn roster_page(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    let y = flow.y;
    flow.line(BODY, 8.0, 25.0, &format!("CAS ID: {}", book.cas_id), 11.0);
    flow.line(BOLD, 8.0, 25.0, &book.investor.name, 11.0);
    for line in &book.address {
        flow.line(BODY, 8.0, 25.0, line, 10.0);
    }
    flow.line(BODY, 8.0, 25.0, &format!("PINCODE: {}", book.pincode), 16.0);
    let period = format!("Statement for the period from {} to {}", named(book.from), named(book.to));
    flow.put(Text::new(BODY, 8.0, 260.0, y, period));
    let total = grouped(portfolio(book));
    let value = format!("YOUR CONSOLIDATED PORTFOLIO VALUE {} {total}", traits.rupee);
    flow.struck(Text::new(BOLD, 8.5, 260.0, y + 18.0, value), traits.strike);
    heading(flow, 25.0, "Your Demat Account and Mutual Fund Folios", traits);
    for group in &book.groups {
        roster(flow, group, traits);
    }
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 395.0, y, "Grand Total"));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, total).ending(570.0));
    flow.y += 24.0;
    trend(flow, book, traits);
    classes(flow, book, traits);
}

fn roster(flow: &mut Flow<'_>, group: &Group, traits: &Traits) {
    flow.need(90.0 + 24.0 * group.accounts.len() as f64);
    let heading = if group.holders.len() > 1 { "In the joint name(s) of" } else { "In the single name of" };
    flow.line(BODY, 7.5, 25.0, heading, 11.0);
    for holder in &group.holders {
        flow.line(BOLD, 7.5, 25.0, &format!("{} ( PAN :{} )", holder.name, holder.pan), 11.0);
    }
    let y = flow.y + 4.0;
    for (x, line, title) in [
        (25.0, 0.0, "Account Type"),
        (160.0, 0.0, "Account Details"),
        (395.0, 0.0, "No. of ISINs/"),
        (395.0, 8.0, "Schemes"),
    ] {
        flow.struck(Text::new(BOLD, 7.0, x, y + line, title), traits.strike);
    }
    flow.put(Text::new(BOLD, 7.0, 0.0, y, format!("Value in {}", traits.rupee)).ending(570.0));
    flow.y = y + 24.0;
    for account in &group.accounts {
        let y = flow.y;
        flow.put(Text::new(BODY, 7.0, 160.0, y - 4.5, account.dp_name.clone()));
        let ids = format!("DP Id: {} Client Id : {}", account.dp_id, account.client_id);
        flow.put(Text::new(BODY, 7.0, 160.0, y + 4.5, ids));
        let value = if account.holdings.is_empty() { "0.00".to_owned() } else { grouped(account.value()) };
        let kind = format!("{} Demat Account", depository(account.depository));
        roster_row(flow, &kind, "", account.holdings.len(), &value);
        flow.y += 24.0;
    }
    if !group.folios.is_empty() {
        let folios = format!("{} Folios", group.folio_count());
        roster_row(flow, "Mutual Fund Folios", &folios, group.folios.len(), &grouped(group.folio_value()));
        flow.y += 16.0;
    }
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 395.0, y, "Total"));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, grouped(group.value())).ending(570.0));
    flow.y += 18.0;
}

pub(crate) fn depository(depository: cas_model::Depository) -> &'static str {
    match depository {
        cas_model::Depository::Nsdl => "NSDL",
        cas_model::Depository::Cdsl => "CDSL",
    }
}

fn roster_row(flow: &mut Flow<'_>, kind: &str, details: &str, count: usize, value: &str) {
    let y = flow.y;
    flow.put(Text::new(BODY, 7.0, 25.0, y, kind));
    if !details.is_empty() {
        flow.put(Text::new(BODY, 7.0, 160.0, y, details));
    }
    flow.put(Text::new(BODY, 7.0, 405.0, y, count.to_string()));
    flow.put(Text::new(BODY, 7.0, 0.0, y, value).ending(570.0));
}

fn trend(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    flow.need(30.0 + 11.0 * book.trend.len() as f64);
    heading(flow, 25.0, "Consolidated Portfolio Valuation for Year", traits);
    let mut before: Option<Decimal> = None;
    for (year, month, value) in &book.trend {
        let Some(first) = NaiveDate::from_ymd_opt(*year, *month, 1) else { continue };
        let y = flow.y;
        let mut cells = vec![(25.0, first.format("%b %Y").to_string()), (140.0, grouped(*value))];
        if let Some(before) = before {
            cells.push((260.0, (*value - before).to_string()));
            cells.push((340.0, ((*value - before) * Decimal::ONE_HUNDRED / before).round_dp(2).to_string()));
        }
        for (x, text) in cells {
            flow.put(Text::new(BODY, 7.0, x, y, text));
        }
        flow.y += 11.0;
        before = Some(*value);
    }
    flow.y += 10.0;
}

/// The class that the asset-class table counts a security under.
fn asset_class(class: cas_model::SecurityClass) -> &'static str {
    use cas_model::SecurityClass as Class;
    match class {
        Class::MutualFund | Class::Etf | Class::SpecializedFund => "Mutual Funds Held in Demat Form",
        Class::Preference => "Preference Shares",
        Class::GovernmentSecurity | Class::SovereignGoldBond | Class::TreasuryBill => "Government Securities",
        Class::CorporateBond | Class::CommercialPaper | Class::CertificateOfDeposit | Class::Securitised => "Debts",
        Class::Reit | Class::InvIt | Class::Aif => "Others",
        _ => "Equity",
    }
}

fn classes(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    const LABELS: [&str; 8] = [
        "Equity", "Debts", "Mutual Funds Held in Demat Form", "Mutual Fund Folios", "Preference Shares",
        "Government Securities", "Others", "NPS",
    ];
    flow.need(30.0 + 10.0 * LABELS.len() as f64);
    heading(flow, 25.0, "Consolidated Portfolio for Accounts for the Month", traits);
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 25.0, y, "Asset Class"));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, "Value").ending(260.0));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, "Percentage").ending(340.0));
    flow.y += 12.0;
    let total = portfolio(book);
    for label in LABELS {
        let value = match label {
            "Mutual Fund Folios" => book.groups.iter().map(Group::folio_value).sum(),
            "NPS" => book.pension_value(),
            _ => book
                .groups
                .iter()
                .flat_map(|group| &group.accounts)
                .flat_map(|account| &account.holdings)
                .filter(|security| asset_class(security.class) == label)
                .map(|security| security.value)
                .sum::<Decimal>(),
        };
        if !value.is_zero() {
            class_row(flow, label, value, (value * Decimal::ONE_HUNDRED / total).round_dp(2));
        }
    }
    class_row(flow, "Total", total, Decimal::new(10_000, 2));
}

fn class_row(flow: &mut Flow<'_>, label: &str, value: Decimal, percent: Decimal) {
    let y = flow.y;
    flow.put(Text::new(BODY, 7.0, 25.0, y, label));
    flow.put(Text::new(BODY, 7.0, 0.0, y, grouped(value)).ending(260.0));
    flow.put(Text::new(BODY, 7.0, 0.0, y, percent.to_string()).ending(340.0));
    flow.y += 10.0;
}

fn tail(flow: &mut Flow<'_>, traits: &Traits) {
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
    flow.line(BODY, 6.5, 25.0, "Values are those of the last day of the period as received from the depositories and registrars.", 14.0);
    flow.line(BODY, 6.5, 25.0, "For any queries regarding demat accounts please write to your depository participant.", 14.0);
    flow.line(BOLD, 8.0, 25.0, "About CDSL", 12.0);
    flow.line(BODY, 6.5, 25.0, "Central Depository Services (India) Limited holds securities in demat form.", 14.0);
}
