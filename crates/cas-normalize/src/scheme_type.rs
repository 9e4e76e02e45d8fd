//! The kind of a scheme, told from its name by a rule table; statements never print it.

use std::borrow::Cow;

use cas_model::SchemeType::{self, Debt, Equity, Hybrid, Other};

/// One rule: the first whose words stand in the name wins.
struct Rule {
    kind: SchemeType,
    /// Lower case, with blanks for hyphens within words; each begins a word, and ends one where it carries `>`.
    words: &'static [&'static str],
    /// Names that must come to this rule.
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples prove the rule in the tests"))]
    examples: &'static [&'static str],
}

/// Order matters: what a name says of its wrapper (fund of funds, gold) comes before what it says of its market, and
/// the narrow category before the broad word that it contains.
const RULES: &[Rule] = &[
    Rule {
        kind: Other,
        words: &[
            "fof>",
            "fund of fund",
            "funds of fund",
            "gold",
            "silver",
            "overseas",
            "unclaimed",
            "segregat",
            "segrd",
            "feeder",
            "commodit",
        ],
        examples: &[
            "Alpha Gold Fund",
            "Alpha NASDAQ 100 FOF",
            "Alpha Silver ETF",
            "Alpha Unclaimed Redemption Scheme",
        ],
    },
    // The plan of a retirement fund says what it holds.
    Rule {
        kind: Debt,
        words: &["fund - debt plan", "pure debt plan"],
        examples: &["Alpha Retirement Fund - Debt Plan - Growth", "Alpha Retirement Fund - Pure Debt Plan"],
    },
    Rule {
        kind: Equity,
        words: &["fund - equity plan", "pure equity plan"],
        examples: &["Alpha Retirement Fund - Equity Plan", "Alpha Retirement Fund - Pure Equity Plan"],
    },
    Rule {
        kind: Hybrid,
        words: &[
            "hybrid",
            "balanced",
            "multi asset",
            "multiasset",
            "arbitrage",
            "equity savings",
            "equity saving",
            "asset allocat",
            "dynamic asset",
            "equity & debt",
            "equity and debt",
            "monthly income",
            "mip>",
            "debt & equity",
            "retirement",
            "children",
            "child",
            "prudence",
            "conservative",
        ],
        examples: &[
            "Alpha Balanced Advantage Fund",
            "Alpha Equity Savings Fund",
            "Alpha Equity-Savings Fund",
            "Alpha Multi-Asset Fund",
            "Alpha Retirement Savings Fund - Hybrid - Equity Plan",
            "Alpha Aggressive Hybrid Fund",
            "Alpha Multi Asset Allocation Fund",
            "Alpha Arbitrage Fund",
            "Alpha Equity & Debt Fund",
        ],
    },
    Rule {
        kind: Debt,
        words: &[
            "liquid",
            "overnight",
            "money market",
            "money manager",
            "gilt",
            "g sec",
            "gsec",
            "duration",
            "bond",
            "credit risk",
            "credit opp",
            "banking & psu",
            "banking and psu",
            "fmp>",
            "fixed maturity",
            "fixed term",
            "interval",
            "floater",
            "floating",
            "corporate debt",
            "debt",
            "short term",
            "income",
            "savings fund",
            "treasury",
            "sdl>",
            "target maturity",
            "fixed income",
            "cash",
            "ultra short",
            "low duration",
            "dynamic bond",
            "constant maturity",
            "government securit",
            "crisil ibx",
        ],
        examples: &[
            "Alpha Liquid Fund",
            "Alpha Banking & PSU Debt Fund",
            "Alpha Gilt Fund",
            "Alpha Low Duration Fund",
            "Alpha Corporate Bond Fund",
            "Alpha Ultra Short Duration Fund",
            "Alpha Overnight Fund",
            "Alpha Money-Market Fund",
            "Alpha Short-Term Fund",
            "Alpha G-Sec Fund",
            "Alpha CRISIL-IBX Financial Services Fund",
            "Alpha Savings Fund",
            "Alpha FMP Series 12",
            "Alpha Total Return Bond Fund",
            "Alpha Income Fund - Income Distribution cum Capital Withdrawal",
        ],
    },
    Rule {
        kind: Equity,
        words: &[
            "large cap",
            "mid cap",
            "small cap",
            "midcap",
            "smallcap",
            "largecap",
            "flexi cap",
            "flexicap",
            "multi cap",
            "multicap",
            "large & mid",
            "large and mid",
            "elss",
            "tax saver",
            "taxsaver",
            "tax saving",
            "tax plan",
            "tax relief",
            "focused",
            "focussed",
            "value",
            "contra",
            "dividend yield",
            "sector",
            "thematic",
            "index",
            "nifty",
            "sensex",
            "bse>",
            "equity",
            "equities",
            "bluechip",
            "blue chip",
            "emerging",
            "opportunit",
            "infrastructure",
            "pharma",
            "health",
            "technology",
            "digital",
            "banking",
            "financial",
            "consumption",
            "consumer",
            "manufactur",
            "energy",
            "power",
            "psu>",
            "business cycle",
            "momentum",
            "quant fund",
            "innovation",
            "esg>",
            "mnc>",
            "transport",
            "auto>",
            "automo",
            "defence",
            "rural",
            "housing",
            "special situation",
            "quality",
            "alpha low",
            "low volatility",
            "vision",
            "growth fund",
            "pure value",
            "select",
            "top 100",
            "top 200",
            "long term",
            "nasdaq",
            "s&p 500",
            "international",
            "global",
            "exports",
            "services",
            "resources",
            "india fund",
            "logistics",
            "tourism",
            "realty",
            "exchange traded",
            "etf>",
            "quantamental",
            "metal",
            "media",
            "bharat 22",
        ],
        examples: &[
            "Alpha Large & Mid Cap Fund",
            "Alpha ELSS Tax Saver Fund",
            "Alpha Nifty 50 Index Fund",
            "Alpha Contra Fund",
            "Alpha Pharma Fund",
            "Alpha Flexi Cap Fund",
            "Alpha Grand Vision Equity Fund",
            "ALPHA SMALL CAP FUND",
            "Alpha Small-Cap Fund",
            "Alpha Multi-Cap Fund",
            "Alpha Tax Relief 96",
            "Alpha Innovation Fund",
            "Alpha Flexi Cap Fund - Payout of Income Distribution cum Capital Withdrawal",
            "Alpha ELSS Tax Saver Fund - Income Distribution cum Capital Withdrawal Option",
        ],
    },
];

/// Words of an option (`Payout of Income Distribution cum Capital Withdrawal`, IDCW), not of a category.
const OPTION: &str = "income distribution";

/// The type that the name tells; `Other` when it cannot be told.
#[must_use]
pub fn of(name: &str) -> SchemeType {
    let name = name.to_lowercase();
    let name = plain_part(&name).replace(OPTION, "");
    let name = without_hyphens(&name);
    let tails: Vec<&str> = word_starts(&name).collect();
    let told_by = |rule: &&Rule| rule.words.iter().any(|word| tails.iter().any(|tail| begins(tail, word)));
    RULES.iter().find(told_by).map_or(Other, |rule| rule.kind)
}

/// Without a former name, which may name another category.
fn plain_part(name: &str) -> &str {
    let end = ["(formerly", "(erstwhile"].iter().filter_map(|mark| name.find(mark)).min();
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

/// `small-cap` is `small cap`; a hyphen between blanks parts the name and stays.
fn without_hyphens(name: &str) -> Cow<'_, str> {
    let is_inner = |at: usize| {
        let ends = |text: Option<&str>| text.is_some_and(|text| text.ends_with(char::is_alphanumeric));
        let begins = |text: Option<&str>| text.is_some_and(|text| text.starts_with(char::is_alphanumeric));
        ends(name.get(..at)) && begins(name.get(at + 1..))
    };
    if !name.contains('-') {
        return name.into();
    }
    name.char_indices().map(|(at, c)| if c == '-' && is_inner(at) { ' ' } else { c }).collect()
}

/// The rest of the name from each start of a word.
fn word_starts(name: &str) -> impl Iterator<Item = &str> {
    let mut in_word = false;
    name.bytes().enumerate().filter_map(move |(at, byte)| {
        let starts = byte.is_ascii_alphanumeric() && !in_word;
        in_word = byte.is_ascii_alphanumeric();
        if starts { name.get(at..) } else { None }
    })
}

fn begins(tail: &str, word: &str) -> bool {
    let (text, whole) = word.strip_suffix('>').map_or((word, false), |text| (text, true));
    tail.strip_prefix(text)
        .is_some_and(|rest| !(whole && rest.starts_with(|c: char| c.is_ascii_alphanumeric())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_proves_itself() {
        for rule in RULES {
            for example in rule.examples {
                assert_eq!(of(example), rule.kind, "{example}");
            }
        }
    }

    #[test]
    fn what_cannot_be_told_is_other() {
        for name in ["Alpha Fund - Growth", "", "Alpha Yojana"] {
            assert_eq!(of(name), Other, "{name}");
        }
        assert_eq!(of("Alpha Gilt Fund (formerly Alpha Equity Fund)"), Debt);
    }
}
