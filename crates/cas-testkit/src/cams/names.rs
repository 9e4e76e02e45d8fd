//! Invented people, fund houses, schemes, addresses and load texts. Nobody and nothing here exists.

use super::model::Amc;
use crate::seed::Seed;

const FIRST: [&str; 12] = [
    "ANOKHI", "BIRJU", "CHAMPAK", "DAMINI", "FALGU", "GOMTI", "HARIYA", "IMLI", "JHUNNU", "KAJRI", "LATTU",
    "MAINA",
];
const LAST: [&str; 10] = [
    "TESTWALA",
    "SAMPLEJA",
    "NAMUNAWALA",
    "DUMMYKAR",
    "FIXTUREWAR",
    "MOCKANI",
    "DEMORAM",
    "PARAKHI",
    "MISALKAR",
    "KALPANIK",
];
const STREETS: [&str; 8] = [
    "14 NOWHERE LANE",
    "FLAT 7C, PHANTOM HEIGHTS",
    "PLOT 0, IMAGINARY SECTOR",
    "2ND CROSS, BLANK LAYOUT",
    "OPP INVISIBLE TANK",
    "WARD 99, UNSEEN COLONY",
    "C/O THE EMPTY HOUSE",
    "S/O PITA NAMUNAWALA",
];
const TOWNS: [&str; 6] = ["KALPNAPUR", "NAMUNAGANJ", "TESTABAD", "UDAHARAN NAGAR", "MISALGARH", "DEMOPALLI"];
const STATES: [&str; 4] = ["Karnataka", "Maharashtra", "Tamil Nadu", "Uttar Pradesh"];

/// Fund houses whose schemes CAMS services.
pub const CAMS_HOUSES: [Amc; 6] = [
    amc("Anupam Mutual Fund", "Anupam", "CAMS", "A", "INF901A"),
    amc("BINDU Mutual Fund", "Bindu", "CAMS", "BD", "INF902B"),
    amc("Chhaya MF", "Chhaya", "CAMS", "C", "INF903C"),
    amc("99 UNO Mutual Fund", "99 UNO", "CAMS", "NU", "INF904D"),
    amc("Dhruva Fund House", "Dhruva", "CAMS", "DH", "INF905E"),
    amc("EKTARA MUTUAL FUND", "Ektara", "CAMS", "E", "INF906F"),
];

/// Fund houses whose schemes KFintech services.
pub const KFINTECH_HOUSES: [Amc; 5] = [
    amc("Garuda Asset Mutual Fund", "Garuda", "KFINTECH", "291", "INF911G"),
    amc("Himkan Mutual Fund", "Himkan", "KFINTECH", "292", "INF912H"),
    amc("INDRADHANU MUTUAL FUND", "Indradhanu", "KFINTECH", "293", "INF913J"),
    amc("Jharna MF", "Jharna", "KFINTECH", "294", "INF914K"),
    amc("Kinara Mutual Fund", "Kinara", "KFINTECH", "295", "INF915L"),
];

/// The house that had a registrar of its own until 2021, under the name its folios were headed with.
pub const OWN_REGISTRAR: Amc =
    amc("Franklin Templeton Investments", "Farkana India", "FTAMIL", "FTI", "INF916M");

const fn amc(
    heading: &'static str,
    brand: &'static str,
    registrar: &'static str,
    code: &'static str,
    isin: &'static str,
) -> Amc {
    Amc { heading, brand, registrar, code, isin }
}

/// Scheme names after the brand, with the type their words tell.
pub const SCHEMES: [(&str, &str); 16] = [
    ("Flexi Cap Fund", "Equity"),
    ("Liquid Fund", "Debt"),
    ("Large & Mid Cap Fund", "Equity"),
    ("Balanced Advantage Fund", "Hybrid"),
    ("ELSS Tax Saver Fund", "Equity"),
    ("Corporate Bond Fund", "Debt"),
    ("Small Cap Fund", "Equity"),
    ("Multi Asset Allocation Fund", "Hybrid"),
    ("Overnight Fund", "Debt"),
    ("Nifty 50 Index Fund", "Equity"),
    ("Gilt Fund", "Debt"),
    ("Aggressive Hybrid Fund", "Hybrid"),
    ("Mid Cap Fund", "Equity"),
    ("Money Market Fund", "Debt"),
    ("Focused Fund", "Equity"),
    ("Ultra Short Duration Fund", "Debt"),
];

/// Load texts with everything that looks like something else: dates, codes, hyphens, fund names.
pub const LOADS: [&str; 6] = [
    "Entry Load: Nil; Exit Load: Nil.",
    "Exit Load: 1% if redeemed/switched within 12 months. NIL after 12 months.",
    "Current : Entry Load - Nil. Exit Load w.e.f 01-Jan-2015 [including SIP,STP,SWP wherever available] - If redeemed or \
     switched out upto 30% of the units within 1 year - Nil, excess of the limit within 1 Year - 1%, > 1 year - Nil.",
    "15-Sep-2023: 1% if redeemed within 15 days from the date of allotment. Investment in Anupam Mutual Fund schemes \
     is subject to the load structure \"as on\" the registration date **",
    "An open ended equity scheme predominantly investing in MID-CAP stocks. Exit Load - NIL for 10% of units, 1% for the rest.",
    "For lumpsum investment/switch in, the applicable load will be based on the load structure as on the date of investment\u{ff}",
];

/// A person in capitals.
pub fn person(seed: &mut Seed) -> String {
    format!("{} {}", seed.pick(&FIRST), seed.pick(&LAST))
}

/// A name in title case.
#[must_use]
pub fn title_case(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first: String = letters.by_ref().take(1).collect();
        first + &letters.as_str().to_lowercase()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Address lines and the post code in the second to last but one.
pub fn address(seed: &mut Seed) -> (Vec<String>, String) {
    let pincode = format!("9{}", seed.digits(5));
    let mut lines = vec![(*seed.pick(&STREETS)).to_owned()];
    if seed.percent(50) {
        lines.push((*seed.pick(&STREETS)).to_owned());
    }
    lines.push(format!("{} - {pincode}", seed.pick(&TOWNS)));
    lines.push((*seed.pick(&STATES)).to_owned());
    lines.push("India".to_owned());
    (lines, pincode)
}

/// A PAN of an individual in the reserved-looking series `ZZ?P?`.
pub fn pan(seed: &mut Seed) -> String {
    let letter = |seed: &mut Seed| char::from(b'A' + seed.between(0, 25) as u8);
    let (third, fifth, last) = (letter(seed), letter(seed), letter(seed));
    format!("ZZ{third}P{fifth}{}{last}", seed.digits(4))
}

/// A fund ISIN of a house with a correct check digit.
pub fn isin(amc: &Amc, seed: &mut Seed) -> String {
    let alphabet: Vec<char> = ('0'..='9').chain('A'..='Z').collect();
    let tail: String =
        [*seed.pick(&alphabet), *seed.pick(&alphabet), *seed.pick(&alphabet), *seed.pick(&alphabet)]
            .iter()
            .collect();
    let body = format!("{}{tail}", amc.isin);
    format!("{body}{}", check_digit(&body))
}

/// ISO 6166: letters count 10 to 35, every second digit from the right is doubled, digit sums are added.
#[must_use]
pub fn check_digit(body: &str) -> u32 {
    let digits: Vec<u32> = body
        .chars()
        .filter_map(|character| character.to_digit(36))
        .flat_map(|value| if value > 9 { vec![value / 10, value % 10] } else { vec![value] })
        .collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| if index % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_company_proves_the_check_digit() {
        assert_eq!(check_digit("INE002A0101"), 8);
        assert_eq!(title_case("MAINA DUMMYKAR"), "Maina Dummykar");
    }
}
