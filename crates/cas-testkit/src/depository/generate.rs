//! Draws a [`Book`] from an outline and a seed. All totals tie; all wordings are of the layout references.
//!
//! Length: one seeded sequence draws everything, and its order is what makes the same seed give the same statement.

use cas_model::{Depository, SecurityClass, TransactionKind};
use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::invent::{self, HOUSES, PLANS, SCHEMES, capitals, decimal};
use super::model::{
    Account, Book, Details, FolioHolding, FolioRow, Group, Move, Pension, PensionFund, Person, Security,
};
use crate::Seed;

fn percent(dice: &mut Seed, chance: i64) -> bool {
    dice.percent(chance.unsigned_abs())
}

/// What to draw.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Seed.
    pub seed: u64,
    /// Issuer.
    pub issuer: Depository,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Holder groups.
    pub groups: Vec<GroupOutline>,
    /// Number of pension accounts.
    pub pensions: usize,
    /// True prints masked PANs.
    pub masked: bool,
    /// True for layouts without a market price of debt: value is units x face.
    pub debt_at_face: bool,
    /// Part of every third security is pledged.
    pub pledged: bool,
    /// Footnote markers on some equities.
    pub markers: bool,
    /// `STT` and `Total Tax` rows without a date after redemptions.
    pub undated_taxes: bool,
    /// Folio units below one.
    pub small_units: bool,
    /// The first folio has no ISIN.
    pub missing_isin: bool,
}

impl Outline {
    /// A statement without any of the extras.
    #[must_use]
    pub fn new(seed: u64, issuer: Depository, from: NaiveDate, to: NaiveDate, groups: Vec<GroupOutline>) -> Self {
        Self {
            seed,
            issuer,
            from,
            to,
            groups,
            pensions: 0,
            masked: false,
            debt_at_face: false,
            pledged: false,
            markers: false,
            undated_taxes: false,
            small_units: false,
            missing_isin: false,
        }
    }
}

impl Outline {
    /// Makes the first group a joint one and adds a single one like it.
    pub fn second_group(&mut self) {
        let mut single = self.groups.clone();
        if let Some(group) = self.groups.first_mut() {
            group.holders = 2;
        }
        self.groups.append(&mut single);
    }

    /// Replaces the accounts of the first group.
    pub fn accounts(&mut self, list: &[(Depository, &[(SecurityClass, usize)])]) {
        if let Some(group) = self.groups.first_mut() {
            group.accounts = list
                .iter()
                .map(|(depository, classes)| AccountOutline {
                    depository: *depository,
                    classes: classes.to_vec(),
                    moving: 40,
                })
                .collect();
        }
    }

    /// Sets the number of folio balances of the first group and every how many a ledger stands.
    pub fn folios(&mut self, count: usize, ledgers: usize) {
        if let Some(group) = self.groups.first_mut() {
            (group.folios, group.ledgers) = (count, ledgers);
        }
    }

    /// Sets how many per cent of all securities move.
    pub fn moving(&mut self, percent: i64) {
        for account in self.groups.iter_mut().flat_map(|group| &mut group.accounts) {
            account.moving = percent;
        }
    }
}

/// A holder group.
#[derive(Clone, Debug)]
pub struct GroupOutline {
    /// Number of holders.
    pub holders: usize,
    /// Accounts: depository, classes with the number of securities each, and whether they moved.
    pub accounts: Vec<AccountOutline>,
    /// Number of folio balances.
    pub folios: usize,
    /// Every how many folio balances a ledger with rows stands; 0 for none.
    pub ledgers: usize,
}

/// An account.
#[derive(Clone, Debug)]
pub struct AccountOutline {
    /// Depository.
    pub depository: Depository,
    /// Classes in printed order with the number of securities; empty for a dormant account.
    pub classes: Vec<(SecurityClass, usize)>,
    /// Per cent of the securities that moved in the period.
    pub moving: i64,
}

/// The password of the statement: the full PAN of the first holder, whatever is printed.
#[must_use]
pub fn password(outline: &Outline) -> String {
    first_holder(&mut Seed::new(outline.seed)).pan
}

fn first_holder(dice: &mut Seed) -> Person {
    Person { name: invent::person(dice), pan: invent::pan(dice) }
}

/// Draws the statement.
#[must_use]
pub fn book(outline: &Outline) -> Book {
    let mut dice = Seed::new(outline.seed);
    let first = first_holder(&mut dice);
    let shown = |person: &Person| Person {
        name: person.name.clone(),
        pan: if outline.masked { invent::masked(&person.pan) } else { person.pan.clone() },
    };
    let groups = outline
        .groups
        .iter()
        .map(|group| {
            let mut holders = vec![shown(&first)];
            for _ in 1..group.holders {
                let other = Person { name: invent::person(&mut dice), pan: invent::pan(&mut dice) };
                holders.push(shown(&other));
            }
            draw_group(&mut dice, outline, group, holders)
        })
        .collect();
    let pensions = (0..outline.pensions).map(|_| pension(&mut dice, outline, &first)).collect();
    let mut book = Book {
        issuer: outline.issuer,
        cas_id: match outline.issuer {
            Depository::Nsdl => dice.digits(9),
            Depository::Cdsl => format!("{}{}", capitals(&mut dice, 2), dice.digits(8)),
        },
        from: outline.from,
        to: outline.to,
        investor: shown(&first),
        address: vec![
            format!("FLAT {} KALPANA ENCLAVE", dice.between(1, 99)),
            format!("PLOT {} SECTOR {}", dice.between(1, 500), dice.between(1, 40)),
            "NAMUNAPUR".to_owned(),
        ],
        pincode: dice.digits(6),
        email: format!("{}{}@example.org", first.name.to_lowercase().replace(' ', "."), dice.between(1, 99)),
        mobile: format!("9{}", dice.digits(9)),
        groups,
        pensions,
        trend: Vec::new(),
    };
    book.trend = trend(&mut dice, &book);
    book
}

/// `a x b` to the paisa, half away from zero.
#[must_use]
pub fn rupees(a: Decimal, b: Decimal) -> Decimal {
    let mut product = (a * b).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    product.rescale(2);
    product
}

fn draw_group(dice: &mut Seed, outline: &Outline, group: &GroupOutline, holders: Vec<Person>) -> Group {
    let accounts = group.accounts.iter().map(|account| draw_account(dice, outline, account)).collect();
    let mut folios: Vec<FolioHolding> = Vec::new();
    for index in 0..group.folios {
        let ledger = group.ledgers > 0 && index % group.ledgers == 0;
        let mut folio = draw_folio(dice, outline, ledger);
        // Now and then a second scheme of the folio before.
        if let (true, Some(before)) = (percent(dice, 25), folios.last()) {
            folio.amc.clone_from(&before.amc);
            folio.folio.clone_from(&before.folio);
            folio.registrar.clone_from(&before.registrar);
            let scheme = folio.name.split_once(' ').map_or("", |(_, rest)| rest).to_owned();
            folio.name = format!("{} {}", house_of(&before.amc), strip_house(&scheme));
        }
        folios.push(folio);
    }
    if let (true, Some(first)) = (outline.missing_isin, folios.first_mut()) {
        first.isin = None;
    }
    folios.sort_by(|a, b| (&a.amc, &a.folio).cmp(&(&b.amc, &b.folio)));
    Group { holders, accounts, folios }
}

fn house_of(amc: &str) -> &str {
    amc.strip_suffix(" Mutual Fund").unwrap_or(amc)
}

/// `Valley Flexi Cap Fund` (left over from a two-word house) loses the second word of the house.
fn strip_house(scheme: &str) -> &str {
    scheme.strip_prefix("Valley ").unwrap_or(scheme)
}

fn draw_account(dice: &mut Seed, outline: &Outline, account: &AccountOutline) -> Account {
    let dp_id = match account.depository {
        Depository::Nsdl => format!("IN3{}", dice.digits(5)),
        Depository::Cdsl => format!("120{}", dice.digits(5)),
    };
    let dormant = account.classes.is_empty();
    let holdings = account
        .classes
        .iter()
        .flat_map(|(class, count)| std::iter::repeat_n(*class, *count))
        .map(|class| draw_security(dice, outline, account, class))
        .collect();
    let pick = |dice: &mut Seed, options: &[&str]| (*dice.pick(options)).to_owned();
    Account {
        depository: account.depository,
        dp_id,
        client_id: dice.digits(8),
        dp_name: invent::participant(dice),
        holdings,
        details: Details {
            bo_status: "ACTIVE".to_owned(),
            bo_type: "INDIVIDUAL".to_owned(),
            bo_sub_status: "Individual- Resident Negative Nomination".to_owned(),
            status: if dormant { "Dormant" } else { "Active" }.to_owned(),
            bsda: pick(dice, &["YES", "NO"]),
            nominee: pick(dice, &["Registered", "Not Registered"]),
        },
    }
}

/// How a class is drawn: decimals of units, range of units, range of the price in paise, face value.
struct Terms {
    unit_scale: u32,
    units: (i64, i64),
    price: (i64, i64),
    price_scale: u32,
    face: i64,
}

fn terms(class: SecurityClass) -> Terms {
    let (unit_scale, units, price, price_scale, face) = match class {
        SecurityClass::MutualFund | SecurityClass::SpecializedFund => (3, (1_000, 4_000_000), (100_000, 9_000_000), 4, 10),
        SecurityClass::Etf => (3, (1_000, 900_000), (100_000, 3_000_000), 4, 10),
        SecurityClass::CorporateBond => (0, (1, 300), (98_000, 104_000), 2, 1_000),
        SecurityClass::CommercialPaper | SecurityClass::CertificateOfDeposit | SecurityClass::MoneyMarket => {
            (0, (1, 20), (9_500_000, 9_990_000), 2, 100_000)
        }
        SecurityClass::GovernmentSecurity | SecurityClass::TreasuryBill => (0, (10, 900), (9_500, 10_400), 2, 100),
        SecurityClass::SovereignGoldBond => (0, (1, 60), (480_000, 980_000), 2, 4_000),
        SecurityClass::Aif => (0, (10, 900), (10_000, 10_000), 2, 100),
        _ => (0, (1, 900), (500, 400_000), 2, 10),
    };
    Terms { unit_scale, units, price, price_scale, face }
}

fn is_debt(class: SecurityClass) -> bool {
    matches!(
        class,
        SecurityClass::CorporateBond
            | SecurityClass::SovereignGoldBond
            | SecurityClass::GovernmentSecurity
            | SecurityClass::Securitised
            | SecurityClass::ZeroCouponZeroPrincipal
    )
}

fn draw_security(dice: &mut Seed, outline: &Outline, account: &AccountOutline, class: SecurityClass) -> Security {
    let terms = terms(class);
    let units = decimal(dice, terms.units.0, terms.units.1, terms.unit_scale);
    // CDSL accounts print every balance with three decimals.
    let units = if account.depository == Depository::Cdsl { rescaled(units, 3) } else { units };
    let debt = is_debt(class);
    let face = Decimal::new(terms.face * 100, 2);
    let price = decimal(dice, terms.price.0, terms.price.1, terms.price_scale);
    let price = if debt && outline.debt_at_face { face } else { price };
    let coupon = debt.then(|| decimal(dice, 550, 1_150, 2));
    let maturity = debt.then(|| outline.to + Days::new(dice.between(200, 4_000).unsigned_abs()));
    let mut security = Security {
        class,
        isin: invent::isin(dice, class),
        name: security_name(dice, class, account.depository, coupon, maturity),
        symbol: format!("{}.{}", capitals(dice, 6), dice.pick(&["NSE", "BSE"])),
        units,
        price,
        value: rupees(units, price),
        face,
        coupon,
        frequency: dice.pick::<&str>(&["Once a year", "Twice a year", "Four times a year", "Monthly", "On Maturity"]),
        maturity,
        pledged: Decimal::ZERO,
        moves: Vec::new(),
        marker: "",
    };
    if outline.pledged && units > Decimal::ONE {
        security.pledged = rescaled((units / Decimal::from(3)).floor(), units.scale());
    }
    if outline.markers && class == SecurityClass::Equity {
        security.marker = dice.pick::<&str>(&["", "!!", "##", "*"]);
    }
    if percent(dice, account.moving) {
        security.moves = moves(dice, outline, account.depository, &security);
    }
    security
}

/// The same value with `scale` decimals.
#[must_use]
pub fn rescaled(mut value: Decimal, scale: u32) -> Decimal {
    value.rescale(scale);
    value
}

fn security_name(
    dice: &mut Seed,
    class: SecurityClass,
    depository: Depository,
    coupon: Option<Decimal>,
    maturity: Option<NaiveDate>,
) -> String {
    let company = invent::company(dice);
    let house = dice.pick(&HOUSES).to_uppercase();
    match class {
        SecurityClass::MutualFund | SecurityClass::SpecializedFund => {
            let (scheme, _) = dice.pick(&SCHEMES);
            format!("{house} {} - DIRECT PLAN - GROWTH", scheme.to_uppercase())
        }
        SecurityClass::Etf => format!("{house} NIFTY NEXT 50 ETF"),
        SecurityClass::Aif => format!("{house} ALTERNATE FUND CATEGORY II SCHEME 1"),
        SecurityClass::SovereignGoldBond => {
            format!("2.50% SOVEREIGN GOLD BOND {} SR-IV SGB", maturity.map_or(0, |date| chrono::Datelike::year(&date)))
        }
        SecurityClass::GovernmentSecurity => format!("{}% GOVERNMENT STOCK", coupon.unwrap_or_default()),
        SecurityClass::TreasuryBill => "182 DAYS TREASURY BILL".to_owned(),
        SecurityClass::CorporateBond => format!("{company} LIMITED {}% NCD SERIES IV", coupon.unwrap_or_default()),
        SecurityClass::Preference => format!("{company} LIMITED 7% PREFERENCE SHARES"),
        SecurityClass::RightsEntitlement => format!("{company} LIMITED-RE"),
        SecurityClass::Reit => format!("{company} REAL ESTATE INVESTMENT TRUST"),
        SecurityClass::InvIt => format!("{company} INFRASTRUCTURE INVESTMENT TRUST"),
        _ if depository == Depository::Cdsl => {
            format!("{company} LIMITED#EQUITY SHARES OF RS. {}/-", dice.pick(&[1, 2, 5, 10]))
        }
        _ => format!("{company} LIMITED"),
    }
}

/// Movements that end at the current balance.
fn moves(dice: &mut Seed, outline: &Outline, depository: Depository, security: &Security) -> Vec<Move> {
    let nsdl_ledger = outline.issuer == Depository::Nsdl && depository == Depository::Nsdl;
    let scale = security.units.scale();
    let unit = Decimal::new(1, scale);
    let count = dice.between(1, 3);
    let span = (outline.to - outline.from).num_days().max(1);
    let mut days: Vec<i64> = (0..count).map(|_| dice.between(0, span)).collect();
    days.sort_unstable();
    let mut rows = Vec::new();
    let mut closing = security.units;
    for day in days.iter().rev() {
        let wording = *dice.pick(if nsdl_ledger { NSDL_MOVES } else { CDSL_MOVES });
        let quantity = rescaled(Decimal::from(dice.between(1, 90)) + if scale > 0 { unit * Decimal::from(dice.between(0, 999)) } else { Decimal::ZERO }, scale);
        let (way, quantity) = match wording.way {
            Way::In if closing >= quantity => (Way::In, quantity),
            Way::In => (Way::In, closing),
            other => (other, quantity),
        };
        let opening = match way {
            Way::In => closing - quantity,
            Way::Out => closing + quantity,
            Way::Neutral => closing,
        };
        if quantity.is_zero() {
            continue;
        }
        let nil = nsdl_ledger.then(|| rescaled(Decimal::ZERO, scale));
        let (credit, debit) = match way {
            Way::In | Way::Neutral => (Some(quantity), nil),
            Way::Out => (nil, Some(quantity)),
        };
        rows.push(Move {
            date: outline.from + Days::new(day.unsigned_abs()),
            wording: fill(dice, wording.text),
            instruction: wording.instruction.to_owned(),
            kind: wording.kind,
            order_no: nsdl_ledger.then(|| format!("81{}", dice.digits(12))),
            credit,
            debit,
            opening,
            closing,
            stamp_duty: if way == Way::In { decimal(dice, 0, 40, 2) } else { Decimal::ZERO },
        });
        closing = opening;
    }
    rows.reverse();
    rows
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Way {
    In,
    Out,
    Neutral,
}

#[derive(Clone, Copy)]
struct Wording {
    text: &'static str,
    instruction: &'static str,
    kind: TransactionKind,
    way: Way,
}

const fn wording(text: &'static str, instruction: &'static str, kind: TransactionKind, way: Way) -> Wording {
    Wording { text, instruction, kind, way }
}

/// Wordings of the ledger of an NSDL account in an NSDL statement; `#` is a digit.
const NSDL_MOVES: &[Wording] = &[
    wording("By CM KANAKVELI BROKING LIMITED, T+1 NORMAL / 20#####", "Standing Instruction to receive credit", TransactionKind::Purchase, Way::In),
    wording("To CM DHANVELI BROKING LIMITED, T+1 NORMAL / 20#####", "Instruction to deliver units", TransactionKind::Redemption, Way::Out),
    wording("By Transfer from account ########", "Inter Depository Transfer", TransactionKind::Misc, Way::In),
    wording("By Corporate Action BONUS", "", TransactionKind::Misc, Way::In),
];

/// Wordings of CDSL-style ledgers.
const CDSL_MOVES: &[Wording] = &[
    wording("PAYOUT-CR CM M99### TM/CP 90### SETT 12########001", "", TransactionKind::Purchase, Way::In),
    wording("BSECH-CR CM #### SETT ####### 12########", "", TransactionKind::Purchase, Way::In),
    wording("ON-CR TD:###### TX:###### SET:#######", "", TransactionKind::Purchase, Way::In),
    wording("INITIAL PUBLIC OFFERING ####### CREDIT", "", TransactionKind::Purchase, Way::In),
    wording("NSEDR SE:####### CM:M####", "", TransactionKind::Redemption, Way::Out),
    wording("ON-DR TD:###### TX:###### SET:#######", "", TransactionKind::Redemption, Way::Out),
    wording("OF-CR TD:###### TX:###### 12083400000#####", "", TransactionKind::Misc, Way::In),
    wording("INTDEP-CR ####### CTRBO IN001###", "", TransactionKind::Misc, Way::In),
    wording("CA-Bonus 000#### Cr Current Balance", "", TransactionKind::Misc, Way::In),
    wording("EARMARK-CR SETT EX #######", "", TransactionKind::Misc, Way::Neutral),
];

fn fill(dice: &mut Seed, pattern: &str) -> String {
    pattern.chars().map(|letter| if letter == '#' { char::from(b'0' + dice.between(0, 9) as u8) } else { letter }).collect()
}

fn draw_folio(dice: &mut Seed, outline: &Outline, ledger: bool) -> FolioHolding {
    let house = dice.pick(&HOUSES);
    let (scheme, stem) = dice.pick(&SCHEMES);
    let plan = dice.pick(&PLANS);
    let units = if outline.small_units { decimal(dice, 100, 999, 3) } else { decimal(dice, 1_000, 4_000_000, 3) };
    let nav = decimal(dice, 100_000, 3_000_000, 4);
    let value = rupees(units, nav);
    let cost = rupees(value, decimal(dice, 70, 115, 2));
    let isin = invent::isin(dice, SecurityClass::MutualFund);
    let mut folio = FolioHolding {
        amc: format!("{house} Mutual Fund"),
        registrar: (*dice.pick(&["CAMS", "KFINTECH"])).to_owned(),
        folio: if percent(dice, 30) {
            format!("{}/{}", dice.digits(8), dice.between(10, 99))
        } else {
            dice.digits(9)
        },
        ucc: format!("MF{stem}{}", dice.digits(4)),
        code: format!("{stem}{}{}", capitals(dice, 1), dice.digits(1)),
        name: format!("{house} {scheme} - {plan}"),
        isin: Some(isin),
        units,
        nav,
        value,
        cost,
        advisor: if percent(dice, 50) { "DIRECT".to_owned() } else { format!("ARN-{}", dice.digits(4)) },
        open_units: units,
        rows: Vec::new(),
    };
    if ledger {
        folio_rows(dice, outline, &mut folio);
    }
    folio
}

/// Rows of a folio ledger from the oldest on; the opening balance follows from the closing one.
fn folio_rows(dice: &mut Seed, outline: &Outline, folio: &mut FolioHolding) {
    const WORDINGS: [(&str, TransactionKind, i64); 6] = [
        ("SIP Purchase - Instalment ##/120", TransactionKind::PurchaseSip, 1),
        ("Additional Purchase - via Internet", TransactionKind::Purchase, 1),
        ("Lateral Shift Out", TransactionKind::SwitchOut, -1),
        ("Redemption - Online", TransactionKind::Redemption, -1),
        ("Systematic Withdrawal (3/12)", TransactionKind::Redemption, -1),
        ("IDCW Payout @ Rs.R per unit", TransactionKind::DividendPayout, 0),
    ];
    let span = (outline.to - outline.from).num_days().max(1);
    let mut days: Vec<i64> = (0..dice.between(1, 3)).map(|_| dice.between(0, span)).collect();
    days.sort_unstable();
    for day in days {
        let (text, kind, sign) = *dice.pick(&WORDINGS);
        let date = outline.from + Days::new(day.unsigned_abs());
        if sign == 0 {
            let rate = decimal(dice, 50, 2_000, 3);
            let income = rupees(folio.units, rate);
            folio.rows.push(FolioRow {
                date,
                wording: text.replace("Rs.R", &format!("Rs.{rate}")),
                kind,
                amount: Some(income),
                nav: None,
                units: None,
                stamp_duty: Decimal::ZERO,
                income,
                rate: Some(rate),
                undated: false,
            });
            continue;
        }
        let nav = rescaled(rupees(folio.nav, decimal(dice, 95, 105, 2)), 4);
        let units = decimal(dice, 100, 90_000, 3) * Decimal::from(sign);
        let amount = rupees(units, nav);
        let stamp_duty = if sign > 0 { rupees(amount, Decimal::new(5, 5)) } else { Decimal::ZERO };
        folio.open_units -= units;
        folio.rows.push(FolioRow {
            date,
            wording: fill(dice, text),
            kind,
            amount: Some(amount),
            nav: Some(nav),
            units: Some(units),
            stamp_duty,
            income: Decimal::ZERO,
            rate: None,
            undated: false,
        });
        if outline.undated_taxes && kind == TransactionKind::Redemption {
            for (wording, kind) in [("STT", TransactionKind::SttTax), ("Total Tax", TransactionKind::Misc)] {
                let tax = Some(decimal(dice, 1, 900, 2));
                folio.rows.push(undated(date, wording, kind, tax));
            }
        }
    }
    // An opening balance below zero would be no statement: hold that many units more throughout.
    if folio.open_units.is_sign_negative() {
        let more = -folio.open_units;
        folio.units += more;
        folio.open_units = rescaled(Decimal::ZERO, 3);
        folio.value = rupees(folio.units, folio.nav);
    }
}

fn undated(date: NaiveDate, wording: &str, kind: TransactionKind, amount: Option<Decimal>) -> FolioRow {
    FolioRow {
        date,
        wording: wording.to_owned(),
        kind,
        amount,
        nav: None,
        units: None,
        stamp_duty: Decimal::ZERO,
        income: Decimal::ZERO,
        rate: None,
        undated: true,
    }
}

fn pension(dice: &mut Seed, outline: &Outline, holder: &Person) -> Pension {
    let house = dice.pick(&HOUSES).to_uppercase();
    let funds = [("E", 1u8), ("C", 1), ("G", 1), ("E", 2)]
        .into_iter()
        .take(dice.between(2, 4).unsigned_abs() as usize)
        .map(|(scheme, tier)| {
            let roman = if tier == 1 { "I" } else { "II" };
            let units = decimal(dice, 1_000_000, 90_000_000, 4);
            let nav = decimal(dice, 100_000, 600_000, 4);
            PensionFund {
                name: match outline.issuer {
                    Depository::Nsdl => format!("{house} PENSION FUND SCHEME {scheme} - TIER {roman}"),
                    Depository::Cdsl => format!(
                        "NPS TRUST- A/C {house} PENSION FUND MANAGEMENT LIMITED SCHEME {scheme} - TIER {roman} [GS/POP] POP"
                    ),
                },
                tier,
                manager: format!("{} Pension Fund Management Ltd", house_title(&house)),
                units,
                nav,
                value: rupees(units, nav),
            }
        })
        .collect();
    Pension {
        pran: format!("11{}", dice.digits(10)),
        cra: (*dice.pick(&["PROT", "KFIN", "CAMS"])).to_owned(),
        holder: holder.clone(),
        funds,
    }
}

fn house_title(house: &str) -> &str {
    HOUSES.iter().find(|name| name.to_uppercase() == house).copied().unwrap_or("Amritdhan")
}

/// Twelve month-end values before the statement's own.
fn trend(dice: &mut Seed, book: &Book) -> Vec<(i32, u32, Decimal)> {
    use chrono::Datelike;
    let total = book.groups_value() + book.pension_value();
    let (mut year, mut month) = (book.to.year(), book.to.month());
    let mut months = vec![(year, month, total)];
    for _ in 0..5 {
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        months.push((year, month, rupees(total, decimal(dice, 85, 104, 2))));
    }
    months.reverse();
    months
}
