//! Invented names, identifiers and securities, drawn from a seed. Nobody here lives.

use cas_model::SecurityClass;
use rust_decimal::Decimal;

use crate::Seed;

/// `count` capitals.
pub fn capitals(seed: &mut Seed, count: usize) -> String {
    (0..count).map(|_| char::from(b'A' + seed.between(0, 25) as u8)).collect()
}

/// A decimal with `scale` decimals between `low` and `high` in units of the last decimal.
pub fn decimal(seed: &mut Seed, low: i64, high: i64, scale: u32) -> Decimal {
    Decimal::new(seed.between(low, high), scale)
}

const GIVEN: [&str; 14] = [
    "ANOKHI", "BHUVAN", "CHARVIK", "DHRUVA", "ESHITA", "FALGUNA", "GAURANG", "HANSIKA", "INDIRAJ", "JALPANA",
    "KAVIRAJ", "LAVANYAM", "MUKTESH", "NIRVANI",
];
const FAMILY: [&str; 10] = [
    "NAMUNEWALA",
    "TESTGAONKAR",
    "SAMPLEJA",
    "DRISHTANTI",
    "PAREEKSHAN",
    "UDAHARANI",
    "KALPITRAO",
    "MITHYANI",
    "FIXTURIA",
    "SPECIMANI",
];
const COMPANY: [&str; 16] = [
    "AMBARVELI",
    "BRIJKALA",
    "CHITRAVAN",
    "DHANVELI",
    "EKSURYA",
    "GAGANTARA",
    "HIMKIRAN",
    "JHARNADIP",
    "KANAKVELI",
    "LOHITMANI",
    "MEGHDOOTI",
    "NEELSHIKHA",
    "PRITHVIN",
    "RATNADHI",
    "SHILPAJYOT",
    "TARANGIN",
];
const TRADE: [&str; 12] = [
    "STEEL",
    "FOODS",
    "POWER",
    "CHEMICALS",
    "TEXTILES",
    "CEMENT",
    "SOFTWARE",
    "HOTELS & RESORTS",
    "HOUSING FINANCE",
    "FERTILISERS",
    "PAPER MILLS",
    "AUTO COMPONENTS",
];
/// Fund houses, invented.
pub const HOUSES: [&str; 8] = [
    "Amritdhan",
    "Bhoomija",
    "Chandrika Valley",
    "Deepmala",
    "Ekaant",
    "Gulmohar",
    "Harshvardhana",
    "Indradhanush",
];
/// Scheme kinds with the registrar-like code stem.
pub const SCHEMES: [(&str, &str); 12] = [
    ("Flexi Cap Fund", "FX"),
    ("Large & Midcap Fund", "LM"),
    ("Small Cap Fund", "SC"),
    ("ELSS Tax Saver Fund", "TS"),
    ("Nifty 50 Index Fund", "NX"),
    ("Corporate Bond Fund", "CB"),
    ("Liquid Fund", "LQ"),
    ("Gilt Fund", "GL"),
    ("Balanced Advantage Fund", "BA"),
    ("Multi Asset Allocation Fund", "MA"),
    ("Arbitrage Fund", "AR"),
    ("Short Duration Fund", "SD"),
];
/// Plans and options.
pub const PLANS: [&str; 5] = [
    "Direct Plan - Growth",
    "Regular Plan - Growth",
    "Direct Plan - IDCW Payout",
    "Regular Plan - IDCW Reinvestment",
    "Direct Growth",
];

/// A wording with digits for its `#`.
pub fn fill(dice: &mut Seed, pattern: &str) -> String {
    pattern
        .chars()
        .map(|letter| if letter == '#' { char::from(b'0' + dice.between(0, 9) as u8) } else { letter })
        .collect()
}

/// A full name in capitals.
pub fn person(dice: &mut Seed) -> String {
    let initial = capitals(dice, 1);
    format!("{} {initial} {}", dice.pick(&GIVEN), dice.pick(&FAMILY))
}

/// A PAN of an individual (fourth letter `P`).
pub fn pan(dice: &mut Seed) -> String {
    format!("{}P{}{}{}", capitals(dice, 3), capitals(dice, 1), dice.digits(4), capitals(dice, 1))
}

/// `ABCPD1234F` becomes `ABXXXXXX4F`.
#[must_use]
pub fn masked(pan: &str) -> String {
    format!("{}XXXXXX{}", pan.get(..2).unwrap_or(""), pan.get(8..).unwrap_or(""))
}

/// A depository participant.
pub fn participant(dice: &mut Seed) -> String {
    const KIND: [&str; 5] = [
        "SECURITIES LIMITED",
        "BANK LIMITED",
        "BROKING LIMITED",
        "CAPITAL MARKETS LIMITED",
        "SECURITIES PRIVATE LIMITED",
    ];
    format!("{} {}", dice.pick(&COMPANY), dice.pick(&KIND))
}

/// A company without its legal form.
pub fn company(dice: &mut Seed) -> String {
    format!("{} {}", dice.pick(&COMPANY), dice.pick(&TRADE))
}

/// Completes eleven characters with the ISO 6166 check digit.
#[must_use]
pub fn with_check_digit(body: &str) -> String {
    ('0'..='9')
        .map(|digit| format!("{body}{digit}"))
        .find(|candidate| cas_model::Isin::parse(candidate).is_some())
        .unwrap_or_default()
}

/// An ISIN in the structure of its class.
pub fn isin(dice: &mut Seed, class: SecurityClass) -> String {
    let issuer = format!("{}{}", dice.digits(3), capitals(dice, 1));
    let serial = dice.digits(2);
    let body = match class {
        SecurityClass::MutualFund | SecurityClass::Etf | SecurityClass::SpecializedFund => {
            format!(
                "INF{issuer}{}{}{}",
                dice.pick(&["01", "KA", "KB", "KC"]),
                dice.digits(1),
                capitals(dice, 1)
            )
        }
        SecurityClass::Aif => format!("INF{issuer}22{serial}"),
        SecurityClass::SovereignGoldBond | SecurityClass::GovernmentSecurity => {
            format!("IN00{}{}", dice.between(2016, 2026), dice.digits(3))
        }
        SecurityClass::TreasuryBill => format!("IN00{}X{}", dice.between(2024, 2026), dice.digits(2)),
        _ => format!("INE{issuer}{}{serial}", type_code(class)),
    };
    with_check_digit(&body)
}

/// Characters 8 and 9 of a company's ISIN.
fn type_code(class: SecurityClass) -> &'static str {
    match class {
        SecurityClass::Preference => "04",
        SecurityClass::CorporateBond | SecurityClass::ZeroCouponZeroPrincipal => "07",
        SecurityClass::Warrant => "13",
        SecurityClass::CommercialPaper | SecurityClass::MoneyMarket => "14",
        SecurityClass::Securitised => "15",
        SecurityClass::CertificateOfDeposit => "16",
        SecurityClass::RightsEntitlement => "20",
        SecurityClass::InvIt => "23",
        SecurityClass::Reit => "25",
        _ => "01",
    }
}
