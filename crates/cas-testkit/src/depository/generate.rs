//! Draws a [`Book`] from an outline and a seed. All totals tie; all wordings are of the layout references.

use cas_model::{Depository, SecurityClass};
use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::invent::{self, HOUSES, SCHEMES, capitals, decimal};
use super::ledgers::draw_folio;
use super::model::{
    Account, Book, Details, Figure, FolioHolding, Group, Pension, PensionFund, Person, Security,
};
use super::moves::moves;
use super::outline::{AccountOutline, Costs, GroupOutline, Outline};
use super::spoil::spoil;
use crate::Seed;

pub(super) fn percent(dice: &mut Seed, chance: i64) -> bool {
    dice.percent(chance.unsigned_abs())
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
        policies: Vec::new(),
        trend: Vec::new(),
        labels: outline.account_labels,
        fault: outline.fault,
    };
    super::extras::draw(outline, &mut book);
    spoil(&mut book);
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
    for (index, folio) in folios.iter_mut().enumerate() {
        folio.shows_cost = outline.costs == Costs::All || outline.costs == Costs::NotFirst && index > 0;
    }
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
        SecurityClass::MutualFund | SecurityClass::SpecializedFund => {
            (3, (1_000, 4_000_000), (100_000, 9_000_000), 4, 10)
        }
        SecurityClass::Etf => (3, (1_000, 900_000), (100_000, 3_000_000), 4, 10),
        SecurityClass::CorporateBond => (0, (1, 300), (98_000, 104_000), 2, 1_000),
        SecurityClass::CommercialPaper | SecurityClass::CertificateOfDeposit | SecurityClass::MoneyMarket => {
            (0, (1, 20), (9_500_000, 9_990_000), 2, 100_000)
        }
        SecurityClass::GovernmentSecurity | SecurityClass::TreasuryBill => {
            (0, (10, 900), (9_500, 10_400), 2, 100)
        }
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

fn draw_security(
    dice: &mut Seed,
    outline: &Outline,
    account: &AccountOutline,
    class: SecurityClass,
) -> Security {
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
        frequency: dice.pick::<&str>(&[
            "Once a year",
            "Twice a year",
            "Four times a year",
            "Monthly",
            "On Maturity",
        ]),
        maturity,
        pledged: Decimal::ZERO,
        moves: Vec::new(),
        pledges: Vec::new(),
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
            format!(
                "2.50% SOVEREIGN GOLD BOND {} SR-IV SGB",
                maturity.map_or(0, |date| chrono::Datelike::year(&date))
            )
        }
        SecurityClass::GovernmentSecurity => format!("{}% GOVERNMENT STOCK", coupon.unwrap_or_default()),
        SecurityClass::TreasuryBill => "182 DAYS TREASURY BILL".to_owned(),
        SecurityClass::CorporateBond => {
            format!("{company} LIMITED {}% NCD SERIES IV", coupon.unwrap_or_default())
        }
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
        rows: Vec::new(),
    }
}

fn house_title(house: &str) -> &str {
    HOUSES.iter().find(|name| name.to_uppercase() == house).copied().unwrap_or("Amritdhan")
}

/// Five month-end values before the statement's own.
fn trend(dice: &mut Seed, book: &Book) -> Vec<(i32, u32, Decimal)> {
    use chrono::Datelike;
    // NSDL leaves pensions out of its values.
    let pensions = if book.issuer == Depository::Cdsl { book.pension_value() } else { Decimal::ZERO };
    let total = book.groups_value() + pensions;
    let (mut year, mut month) = (book.to.year(), book.to.month());
    let mut months = vec![(year, month, book.shown(Figure::TrendValue, total))];
    for _ in 0..5 {
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        months.push((year, month, rupees(total, decimal(dice, 85, 104, 2))));
    }
    months.reverse();
    months
}
