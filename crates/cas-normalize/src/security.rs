//! What the structure of an ISIN tells: who issued the security and of which class it is.
//!
//! `IN`, a kind character, then for companies and funds four issuer characters, two type characters, two serial
//! characters and the check digit; government paper continues with digits. The check digit itself is proved when an
//! [`Isin`] is made. The printed section of a statement wins over what is told here (layout references of both
//! depositories, section 7).

use cas_model::Isin;
use cas_model::SecurityClass::{self, *};
use cas_model::facts::HoldingList;

/// Who issued a security, from the third character of its ISIN.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Issuer {
    /// `E`: a company, a statutory corporation, a bank; also REIT and InvIT.
    Company,
    /// `9`: a company, partly paid or with differential rights.
    PartlyPaid,
    /// `F`: a mutual fund or an alternative investment fund.
    Fund,
    /// `0`: the central government.
    CentralGovernment,
    /// `1` to `8`: a state or a union territory.
    StateGovernment,
    /// Any other kind character.
    Other,
}

/// What an ISIN tells of itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Structure {
    /// Who issued it.
    pub issuer: Issuer,
    /// Of which class; `None` when no rule knows the type characters.
    pub class: Option<SecurityClass>,
}

/// One rule: the first pattern that fits wins.
struct Rule {
    /// `?` any character, `#` a digit; shorter than the ISIN: the rest is free.
    pattern: &'static str,
    class: SecurityClass,
    /// Codes that must come to this rule.
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples prove the rule in the tests"))]
    examples: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule { pattern: "INF????22", class: Aif, examples: &["INF000X22017"] },
    Rule { pattern: "INF", class: MutualFund, examples: &["INF000X01017", "INF000KA1017"] },
    Rule { pattern: "IN00####X", class: TreasuryBill, examples: &["IN002026X016"] },
    Rule { pattern: "IN00####Y", class: TreasuryBill, examples: &["IN002026Y014"] },
    Rule { pattern: "IN00####Z", class: TreasuryBill, examples: &["IN002026Z011"] },
    Rule { pattern: "IN0", class: GovernmentSecurity, examples: &["IN0020260017"] },
    Rule { pattern: "IN9????01", class: Equity, examples: &["IN9000X01016"] },
    Rule { pattern: "IN9????03", class: Preference, examples: &["IN9000X03012"] },
    Rule { pattern: "IN9????04", class: Preference, examples: &["IN9000X04010"] },
    Rule { pattern: "IN9", class: Equity, examples: &["IN9000X99014"] },
    Rule { pattern: "IN#", class: GovernmentSecurity, examples: &["IN1020260015", "IN4520260019"] },
    Rule { pattern: "INE????01", class: Equity, examples: &["INE000X01017"] },
    Rule { pattern: "INE????03", class: Preference, examples: &["INE000X03013"] },
    Rule { pattern: "INE????04", class: Preference, examples: &["INE000X04011"] },
    Rule { pattern: "INE????07", class: CorporateBond, examples: &["INE000X07014"] },
    Rule { pattern: "INE????08", class: CorporateBond, examples: &["INE000X08012"] },
    Rule { pattern: "INE????13", class: Warrant, examples: &["INE000X13012"] },
    Rule { pattern: "INE????14", class: CommercialPaper, examples: &["INE000X14010"] },
    Rule { pattern: "INE????15", class: Securitised, examples: &["INE000X15017"] },
    Rule { pattern: "INE????16", class: CertificateOfDeposit, examples: &["INE000X16015"] },
    Rule { pattern: "INE????20", class: RightsEntitlement, examples: &["INE000X20017"] },
    Rule { pattern: "INE????23", class: InvIt, examples: &["INE000X23011"] },
    Rule { pattern: "INE????25", class: Reit, examples: &["INE000X25016"] },
];

/// A word in a security's name that tells its class where the ISIN cannot, or can only half.
struct NameRule {
    /// Capitals; stands as a whole word.
    word: &'static str,
    class: SecurityClass,
    /// Classes that the ISIN may tell for the word to count.
    among: &'static [Option<SecurityClass>],
}

const NAME_RULES: &[NameRule] = &[
    NameRule { word: "SGB", class: SovereignGoldBond, among: &[None, Some(GovernmentSecurity)] },
    NameRule { word: "GOLD BOND", class: SovereignGoldBond, among: &[None, Some(GovernmentSecurity)] },
    NameRule { word: "GOLD BONDS", class: SovereignGoldBond, among: &[None, Some(GovernmentSecurity)] },
    NameRule { word: "ETF", class: Etf, among: &[None, Some(MutualFund)] },
    NameRule { word: "BEES", class: Etf, among: &[None, Some(MutualFund)] },
    NameRule { word: "REIT", class: Reit, among: &[None] },
    NameRule { word: "INVIT", class: InvIt, among: &[None] },
    NameRule { word: "NCD", class: CorporateBond, among: &[None] },
    NameRule { word: "BOND", class: CorporateBond, among: &[None] },
    NameRule { word: "BONDS", class: CorporateBond, among: &[None] },
    NameRule { word: "DEB", class: CorporateBond, among: &[None] },
    NameRule { word: "DEBENTURE", class: CorporateBond, among: &[None] },
    NameRule { word: "DEBENTURES", class: CorporateBond, among: &[None] },
    NameRule { word: "FUND", class: MutualFund, among: &[None] },
];

/// What the ISIN alone tells.
#[must_use]
pub fn structure(isin: Isin) -> Structure {
    let text = isin.as_str();
    let issuer = match text.as_bytes().get(2) {
        Some(b'E') => Issuer::Company,
        Some(b'9') => Issuer::PartlyPaid,
        Some(b'F') => Issuer::Fund,
        Some(b'0') => Issuer::CentralGovernment,
        Some(b'1'..=b'8') => Issuer::StateGovernment,
        _ => Issuer::Other,
    };
    Structure { issuer, class: RULES.iter().find(|rule| fits(text, rule.pattern)).map(|rule| rule.class) }
}

/// The class told by ISIN and name together; `None` when neither tells.
///
/// ```
/// # use cas_model::{Isin, SecurityClass};
/// let isin = Isin::parse("IN0020260017");
/// let class = cas_normalize::security::class(isin, Some("2.50% SOVEREIGN GOLD BOND 2034 SR-I"));
/// assert_eq!(class, Some(SecurityClass::SovereignGoldBond));
/// ```
#[must_use]
pub fn class(isin: Option<Isin>, name: Option<&str>) -> Option<SecurityClass> {
    let told = isin.and_then(|isin| structure(isin).class);
    let name = name.unwrap_or("");
    NAME_RULES
        .iter()
        .find(|rule| rule.among.contains(&told) && has_word(name, rule.word))
        .map(|rule| rule.class)
        .or(told)
}

/// The list of the published schema that a class belongs to (decision: ETF with funds; REIT, InvIT, rights, warrants
/// and preference shares with equities). `None` for a class that no list is meant for.
#[must_use]
pub fn list_of(class: SecurityClass) -> Option<HoldingList> {
    Some(match class {
        Equity | Preference | Warrant | RightsEntitlement | Reit | InvIt => HoldingList::Equities,
        MutualFund | Etf | SpecializedFund => HoldingList::DematMutualFunds,
        CorporateBond
        | CommercialPaper
        | CertificateOfDeposit
        | MoneyMarket
        | Securitised
        | ZeroCouponZeroPrincipal => HoldingList::CorporateBonds,
        GovernmentSecurity | TreasuryBill | SovereignGoldBond | PostalSaving => {
            HoldingList::GovernmentSecurities
        }
        Aif => HoldingList::Aifs,
        _ => return None,
    })
}

/// Where a holding goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Placement {
    /// The list.
    pub list: HoldingList,
    /// The exact class.
    pub class: Option<SecurityClass>,
    /// True when the printed section and the ISIN name different lists; the section was followed.
    pub disagrees: bool,
}

/// Places a holding: the printed section decides the list, ISIN and name refine the class within it.
#[must_use]
pub fn place(section: Option<SecurityClass>, isin: Option<Isin>, name: Option<&str>) -> Placement {
    let told = class(isin, name);
    let told_list = told.and_then(list_of);
    let Some(list) = section.and_then(list_of) else {
        let list = told_list.unwrap_or(HoldingList::Equities);
        return Placement { list, class: told.or(section), disagrees: false };
    };
    let told_list = if isin.is_some() { told_list } else { None };
    let disagrees = told_list.is_some_and(|told| told != list);
    let class = if told_list == Some(list) && is_broad(section) { told } else { section };
    Placement { list, class, disagrees }
}

/// Sections that hold more than one class.
fn is_broad(section: Option<SecurityClass>) -> bool {
    matches!(section, Some(Equity | MutualFund | CorporateBond | MoneyMarket | GovernmentSecurity))
}

fn fits(text: &str, pattern: &str) -> bool {
    text.len() >= pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(byte, wanted)| match wanted {
            b'?' => true,
            b'#' => byte.is_ascii_digit(),
            exact => byte == exact,
        })
}

fn has_word(name: &str, word: &str) -> bool {
    let bytes = name.as_bytes();
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    bytes.windows(word.len()).enumerate().any(|(at, window)| {
        window.eq_ignore_ascii_case(word.as_bytes())
            && !letter(at.checked_sub(1))
            && !letter(Some(at + word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An ISIN with the first eleven characters of `code` and the digit that proves it.
    fn proved(code: &str) -> Isin {
        (0..10).find_map(|digit| Isin::parse(&format!("{}{digit}", &code[..11]))).unwrap()
    }

    #[test]
    fn every_rule_proves_itself() {
        for rule in RULES {
            for example in rule.examples {
                assert_eq!(structure(proved(example)).class, Some(rule.class), "{example}");
            }
        }
    }

    #[test]
    fn names_refine() {
        let cases = [
            ("IN0020260017", "2.50% SGB 2030", Some(SovereignGoldBond)),
            ("IN0020260017", "7.10% GS 2034", Some(GovernmentSecurity)),
            ("INF000X01017", "ALPHA NIFTY NEXT 50 ETF", Some(Etf)),
            ("INF000X01017", "ALPHA GOLD BEES", Some(Etf)),
            ("INF000X01017", "ALPHA BOND FUND", Some(MutualFund)),
            ("INE000X01017", "ALPHA BONDS LIMITED", Some(Equity)),
            ("INE000X07014", "ALPHA LIMITED 9% NCD", Some(CorporateBond)),
            ("INE000X77019", "ALPHA LIMITED 9% NCD", Some(CorporateBond)),
            ("INE000X77019", "ALPHA LIMITED", None),
        ];
        for (code, name, expected) in cases {
            assert_eq!(class(Some(proved(code)), Some(name)), expected, "{code} {name}");
        }
        assert_eq!(class(None, Some("ALPHA 9% DEBENTURE")), Some(CorporateBond));
        assert_eq!(class(None, None), None);
    }

    #[test]
    fn the_section_wins() {
        let equity = Some(proved("INE000X01017"));
        let placed = place(Some(CorporateBond), equity, None);
        assert_eq!((placed.list, placed.disagrees), (HoldingList::CorporateBonds, true));
        let placed = place(Some(Equity), Some(proved("INE000X25016")), None);
        assert_eq!((placed.class, placed.disagrees), (Some(Reit), false));
        let placed = place(None, Some(proved("INF000X22017")), None);
        assert_eq!(placed.list, HoldingList::Aifs);
        let placed = place(Some(Other), Some(proved("INF000X22017")), None);
        assert_eq!((placed.list, placed.disagrees), (HoldingList::Aifs, false));
        assert_eq!(place(None, None, None).list, HoldingList::Equities);
    }
}
