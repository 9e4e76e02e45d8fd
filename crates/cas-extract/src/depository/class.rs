//! Section markers of holding tables: a line `Equities (E)` that names the class of the rows below it.
//!
//! The words of a marker also occur in composition tables (followed by a value and a percentage): callers pass whole
//! cells that stand alone on their line. ISIN structure is not looked at here: the printed section wins.

use cas_model::SecurityClass;

/// What the rows after a marker are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Section {
    /// Holdings of a demat account.
    Holdings(SecurityClass),
    /// Mutual-fund folios outside demat form.
    Folios,
    /// Pension accounts.
    Pension,
}

/// Codes in brackets, as both depositories print them.
const CODES: [(&str, Section); 14] = [
    ("E", Section::Holdings(SecurityClass::Equity)),
    ("P", Section::Holdings(SecurityClass::Preference)),
    ("M", Section::Holdings(SecurityClass::MutualFund)),
    ("SD", Section::Holdings(SecurityClass::SpecializedFund)),
    ("SF", Section::Holdings(SecurityClass::SpecializedFund)),
    ("C", Section::Holdings(SecurityClass::CorporateBond)),
    ("I", Section::Holdings(SecurityClass::MoneyMarket)),
    ("S", Section::Holdings(SecurityClass::Securitised)),
    ("G", Section::Holdings(SecurityClass::GovernmentSecurity)),
    ("SGB", Section::Holdings(SecurityClass::SovereignGoldBond)),
    ("A", Section::Holdings(SecurityClass::Aif)),
    ("O", Section::Holdings(SecurityClass::PostalSaving)),
    ("Z", Section::Holdings(SecurityClass::ZeroCouponZeroPrincipal)),
    ("F", Section::Folios),
];

/// Splits `Zero Coupon Zero Principal(Z)` into label and code; the blank before the bracket may be missing.
///
/// `None` unless the text ends with one to four capitals in brackets and the label before them is made of words in
/// title or upper case without digits.
pub(crate) fn split_marker(text: &str) -> Option<(&str, &str)> {
    let (label, code) = text.trim().strip_suffix(')')?.rsplit_once('(')?;
    let (label, code) = (label.trim_end(), code.trim());
    let code_fits = (1..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let label_fits = label.starts_with(|first: char| first.is_ascii_uppercase())
        && label.chars().all(|character| character.is_alphabetic() || " -/&".contains(character));
    (code_fits && label_fits).then_some((label, code))
}

/// The section that a marker opens; unknown codes open [`SecurityClass::Other`].
pub(crate) fn section_of(text: &str) -> Option<Section> {
    let (label, code) = split_marker(text)?;
    if code == "N" || label.eq_ignore_ascii_case("National Pension System") {
        return Some(Section::Pension);
    }
    let known = CODES.iter().find(|(known, _)| *known == code).map(|(_, section)| *section);
    Some(known.unwrap_or(Section::Holdings(SecurityClass::Other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        let cases = [
            ("Equities (E)", Some(Section::Holdings(SecurityClass::Equity))),
            (
                "Zero Coupon Zero Principal(Z)",
                Some(Section::Holdings(SecurityClass::ZeroCouponZeroPrincipal)),
            ),
            ("MUTUAL FUND FOLIOS (F)", Some(Section::Folios)),
            ("Sovereign Gold Bonds (SGB)", Some(Section::Holdings(SecurityClass::SovereignGoldBond))),
            ("Municipal Bonds (MB)", Some(Section::Holdings(SecurityClass::Other))),
            ("National Pension System (N)", Some(Section::Pension)),
            ("Equities (E) 10.00 1.00%", None),
            ("SAMPLE HOTELS (UNLISTED)", None),
            ("8.10% NCD (C)", None),
            ("Equities", None),
        ];
        for (text, expected) in cases {
            assert_eq!(section_of(text), expected, "{text}");
        }
    }
}
