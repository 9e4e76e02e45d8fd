//! The named CDSL cases of the corpus: each row shows one generation, class, trap, lock or way of painting.

use cas_model::{Depository, SecurityClass as Class};
use chrono::NaiveDate;

use crate::depository::flow::{Align, Paging};
use crate::depository::{AccountOutline, Case, Costs, GroupOutline, Outline, Recipe, case};
use crate::draw::{Encoding, Order, Place, Show};
use crate::pdf::{Cipher, Container, Filter};

use super::{Generation, Hindi, Traits};

/// Every case of the table.
pub const CASES: &[Case<Traits>] = &[
    case("gen-a-seven-columns", "generation A: title breaks before FROM, seven fund columns", |r| {
        generation(r, Generation::A);
    }),
    case("gen-a-two-labels", "generation A: `BO Sub Status` alone", |r| {
        generation(r, Generation::A);
        r.traits.joined_sub_status = false;
    }),
    case("gen-b-twelve-columns", "generation B: advisor, expense ratios, commission", |r| {
        generation(r, Generation::B);
    }),
    case("gen-b-reduced-row", "generation B: a fund row without the invested column", |r| {
        generation(r, Generation::B);
        r.outline.costs = Costs::NotFirst;
    }),
    case("gen-c-thirteen-columns", "generation C: B with profit and per cent", |r| {
        generation(r, Generation::C);
    }),
    case("gen-c-financial-year", "generation C: a period of a year", |r| {
        generation(r, Generation::C);
        period(r, (2025, 4, 1), (2026, 3, 31));
        moving(r, 100);
    }),
    case("gen-c-half-year", "generation C: half a year without transactions", |r| {
        generation(r, Generation::C);
        period(r, (2024, 10, 1), (2025, 3, 31));
        moving(r, 0);
        folios(r, 3, 0);
    }),
    case("gen-d-plain", "generation D: summary of investments, nine fund columns", |_| {}),
    case("gen-d-rupee-sign", "the rupee sign itself", |r| r.traits.rupee = "\u{20b9}"),
    case("gen-d-rupee-quote", "the rupee glyph reads as U+2018", |r| r.traits.rupee = "\u{2018}"),
    case("hindi-none", "no Hindi twins", |r| {
        small(r);
        r.traits.hindi = Hindi::None;
    }),
    case("hindi-side", "Hindi twins on the same baseline", |r| {
        small(r);
        r.traits.hindi = Hindi::Side;
    }),
    case("hindi-under", "Hindi twins over the lower half of the line", |r| {
        small(r);
        r.traits.hindi = Hindi::Under;
    }),
    case("hindi-identity", "Hindi twins in a Type0 font whose conjuncts read as U+FFFD", |r| {
        small(r);
        r.traits.hindi = Hindi::Side;
        r.style.encoding = Encoding::IdentityH;
    }),
    case("two-groups", "a joint and a single holder group", joint),
    case("three-groups", "three holder groups", |r| {
        joint(r);
        let third = r.outline.groups.first().cloned();
        r.outline.groups.extend(third);
    }),
    case("group-without-folios", "a roster without a folio row", |r| folios(r, 0, 0)),
    case("group-of-folios-only", "a group with folios and no account", |r| {
        joint(r);
        if let Some(group) = r.outline.groups.last_mut() {
            group.accounts.clear();
        }
    }),
    case("masked-pan", "masked PANs", |r| r.outline.masked = true),
    case("masked-pan-joint", "masked PANs of two holders", |r| {
        joint(r);
        r.outline.masked = true;
    }),
    case("dormant-accounts", "accounts of zero value", |r| {
        accounts(
            r,
            &[(Depository::Cdsl, &[(Class::Equity, 2)]), (Depository::Cdsl, &[]), (Depository::Nsdl, &[])],
        );
    }),
    case("two-accounts-one-page", "two CDSL accounts on one page", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 2)]), (Depository::Cdsl, &[(Class::Equity, 1)])]);
    }),
    case("both-depositories", "a CDSL and an NSDL account", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 3)]), (Depository::Nsdl, &[(Class::Equity, 3)])]);
    }),
    case("nsdl-only", "a CDSL statement with an NSDL account only", |r| {
        accounts(r, &[(Depository::Nsdl, &[(Class::Equity, 3), (Class::CorporateBond, 1)])]);
    }),
    case("dp-id-sixteen", "`DPID : IN30000012345678`", |r| r.traits.joined_dp_id = true),
    case("bo-id-doubled", "BO id with every digit twice", |r| r.traits.doubled_bo_id = true),
    case("class-preference", "preference shares in the mixed table", |r| one_class(r, Class::Preference)),
    case("class-mutual-fund", "fund units in the mixed table", |r| one_class(r, Class::MutualFund)),
    case("class-etf", "exchange-traded funds in the mixed table", |r| one_class(r, Class::Etf)),
    case("class-corporate-bond", "bonds in the mixed table", |r| one_class(r, Class::CorporateBond)),
    case("class-bonds-table", "bonds in a table of their own, maturity as eight digits", |r| {
        one_class(r, Class::CorporateBond);
        r.traits.bonds_table = true;
    }),
    case("class-commercial-paper", "commercial paper", |r| one_class(r, Class::CommercialPaper)),
    case("class-certificate", "certificates of deposit", |r| one_class(r, Class::CertificateOfDeposit)),
    case("class-gold-bond", "sovereign gold bonds", |r| one_class(r, Class::SovereignGoldBond)),
    case("class-government", "government securities", |r| one_class(r, Class::GovernmentSecurity)),
    case("class-treasury-bill", "treasury bills", |r| one_class(r, Class::TreasuryBill)),
    case("class-aif", "alternative investment funds: type 22 of an INF ISIN", |r| one_class(r, Class::Aif)),
    case("class-reit", "REIT units: type 25", |r| one_class(r, Class::Reit)),
    case("class-invit", "InvIT units: type 23", |r| one_class(r, Class::InvIt)),
    case("class-rights", "rights entitlements: type 20", |r| one_class(r, Class::RightsEntitlement)),
    case("class-warrant", "warrants: type 13", |r| one_class(r, Class::Warrant)),
    case("all-classes", "every class in one account", |r| accounts(r, &[(Depository::Cdsl, ALL)])),
    case("footnote-markers", "`!!`, `##` and `*` after ISINs, with the legend", |r| {
        r.outline.markers = true;
        r.traits.markers = true;
    }),
    case("price-glued", "price and value touch", |r| r.traits.glued = true),
    case("pledged", "pledged balance: units are the current balance", |r| r.outline.pledged = true),
    case("other-details", "lock-in table between holdings and Portfolio Value", |r| {
        r.traits.other_details = true;
    }),
    case("other-details-bonds", "lock-in table and bonds table", |r| {
        one_class(r, Class::CorporateBond);
        r.traits.other_details = true;
        r.traits.bonds_table = true;
    }),
    case("isin-soft-hyphen", "soft hyphens inside ISINs", |r| {
        r.traits.soft_hyphen = true;
        r.style.encoding = Encoding::IdentityH;
    }),
    case("ledger-blank-opening", "continuation rows without an opening balance", |r| {
        r.traits.blank_opening = true;
        moving(r, 100);
    }),
    case("ledger-long", "a ledger over several pages: ISIN and name blank after the break", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 18)])]);
        moving(r, 100);
    }),
    case("account-long", "holdings over several pages", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 36)])]);
    }),
    case("folio-wrapped", "a folio number broken with a display hyphen", |r| r.traits.wrapped_folio = true),
    case("folio-leading-dot", "`.196` units", |r| {
        r.traits.leading_dot = true;
        r.outline.small_units = true;
    }),
    case("folio-without-isin", "`NOT AVAILABLE` in place of an ISIN", |r| r.outline.missing_isin = true),
    case("folio-undated-taxes", "`STT` and `Total Tax` rows without a date", |r| {
        r.outline.undated_taxes = true;
        folios(r, 6, 1);
    }),
    case("folio-busy", "every folio has rows", |r| folios(r, 6, 1)),
    case("folio-many", "fund table over several pages", |r| folios(r, 24, 0)),
    case("nps-one", "a pension account: value is units x NAV", |r| r.outline.pensions = 1),
    case("nps-two", "two pension accounts", |r| r.outline.pensions = 2),
    case("isin-around-numbers", "ISINs split above and below the line of the numbers", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 3)]), (Depository::Nsdl, &[(Class::Equity, 2)])]);
        r.traits.isin_break = Some('\n');
    }),
    case("isin-blank", "a blank inside ISINs", |r| r.traits.isin_break = Some(' ')),
    case("nil-holding", "a section with `Nil Holding` for an account without holdings", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 1)]), (Depository::Cdsl, &[])]);
        r.traits.nil_holding = true;
    }),
    case("two-sections", "an account in two sections, each with its portfolio value", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 4)])]);
        r.traits.two_sections = true;
    }),
    case("roster-wrapped-names", "names of participants wrapped on the roster", |r| {
        r.traits.wrapped_names = true;
    }),
    case("stacked-numbers-left", "stacked balances flush left under titles flush right", |r| {
        accounts(
            r,
            &[(Depository::Nsdl, &[(Class::Aif, 2), (Class::Reit, 2), (Class::GovernmentSecurity, 2)])],
        );
        r.traits.cells.numbers = Some(Align::Left);
    }),
    case("strike-wide", "titles painted twice 0.7 pt apart", |r| {
        small(r);
        r.traits.strike = Some(0.7);
    }),
    case("paint-ten-fold", "all text in nested form XObjects", |r| {
        small(r);
        r.style.forms = 2;
    }),
    case("paint-shuffled", "texts painted in no order", |r| {
        small(r);
        r.style.order = Order::Shuffled(5);
    }),
    case("paint-columns", "texts painted column after column", |r| {
        small(r);
        r.style.order = Order::Columns;
    }),
    case("paint-words", "every word a show of its own", |r| {
        small(r);
        r.style.show = Show::Words;
    }),
    case("paint-kerned", "kerned TJ arrays", |r| {
        small(r);
        r.style.show = Show::Kerned;
    }),
    case("paint-flip", "the page flipped and flipped back", |r| {
        small(r);
        r.style.place = Place::Flip;
    }),
    case("lock-none", "no password", |r| {
        small(r);
        r.lock = None;
    }),
    case("lock-rc4-40", "RC4, 40 bit", |r| {
        small(r);
        r.lock = Some(Cipher::Rc4Bits40);
    }),
    case("lock-rc4-128", "RC4, 128 bit", |r| {
        small(r);
        r.lock = Some(Cipher::Rc4Bits128);
    }),
    case("lock-aes-256", "AES, 256 bit, revision 6", |r| {
        small(r);
        r.lock = Some(Cipher::Aes256R6);
    }),
    case("lock-aes-256-r5", "AES, 256 bit, revision 5", |r| {
        small(r);
        r.lock = Some(Cipher::Aes256R5);
    }),
    case("container-classic", "a classic cross-reference table", |r| {
        small(r);
        r.container = Container::Classic;
    }),
    case("container-damaged", "a damaged cross-reference table", |r| {
        small(r);
        r.container = Container::DamagedTable;
    }),
    case("filter-chain", "ASCII85 over Flate", |r| {
        small(r);
        r.style.filters = vec![Filter::Ascii85, Filter::Flate];
    }),
    case("break-short-pages", "short pages: breaks between all rows, titles repeated", |r| {
        r.traits.paging.bottom = Some(430.0);
    }),
    case("break-loose-headings", "headings last on their page, apart from what they head", |r| {
        r.traits.paging = Paging { bottom: Some(390.0), loose: true, ..Paging::default() };
    }),
    case("break-inside-rows", "page breaks between the lines of a row", |r| {
        r.traits.paging = Paging { bottom: Some(407.0), split: true, ..Paging::default() };
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 6), (Class::MutualFund, 3)])]);
        folios(r, 6, 2);
    }),
    case("break-without-titles", "tables run over pages without their titles", |r| {
        r.traits.paging = Paging { bottom: Some(415.0), repeat: false, ..Paging::default() };
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 6), (Class::MutualFund, 3)])]);
        folios(r, 6, 2);
    }),
    case(
        "break-inside-rows-without-titles",
        "page breaks between the lines of a row, titles not repeated",
        |r| {
            r.traits.paging = Paging { bottom: Some(399.0), split: true, repeat: false, loose: true };
            accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 6), (Class::MutualFund, 3)])]);
            folios(r, 6, 2);
        },
    ),
    case("titles-left", "titles flush left over numbers flush right", |r| {
        r.traits.cells.titles = Some(Align::Left);
    }),
    case("titles-centred", "titles centred over their columns", |r| {
        r.traits.cells.titles = Some(Align::Centre);
    }),
    case("numbers-left", "numbers flush left under titles flush right", |r| {
        r.traits.cells.numbers = Some(Align::Left);
    }),
    case("numbers-centred", "numbers centred", |r| r.traits.cells.numbers = Some(Align::Centre)),
];

const ALL: &[(Class, usize)] = &[
    (Class::Equity, 3),
    (Class::Preference, 1),
    (Class::RightsEntitlement, 1),
    (Class::MutualFund, 2),
    (Class::Etf, 1),
    (Class::CorporateBond, 2),
    (Class::CommercialPaper, 1),
    (Class::SovereignGoldBond, 1),
    (Class::GovernmentSecurity, 1),
    (Class::Aif, 1),
    (Class::Reit, 1),
    (Class::InvIt, 1),
];

/// Every table of cases.
#[must_use]
pub fn all() -> Vec<&'static [Case<Traits>]> {
    vec![CASES, super::faults::CASES]
}

/// The plain statement: generation D, one holder, an account of each depository, a few folios, AES-128.
#[must_use]
pub fn plain(seed: u64) -> Recipe<Traits> {
    let from = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap_or_default();
    let to = NaiveDate::from_ymd_opt(2026, 4, 30).unwrap_or_default();
    let account = |depository, classes: &[(Class, usize)]| AccountOutline {
        depository,
        classes: classes.to_vec(),
        moving: 40,
    };
    let group = GroupOutline {
        holders: 1,
        accounts: vec![
            account(Depository::Cdsl, &[(Class::Equity, 1), (Class::MutualFund, 1)]),
            account(Depository::Nsdl, &[(Class::Equity, 1)]),
        ],
        folios: 2,
        ledgers: 2,
    };
    Recipe::new(Outline::new(seed, Depository::Cdsl, from, to, vec![group]), Traits::plain(Generation::D))
}

/// Turns the plain statement into one of a generation.
pub fn generation(recipe: &mut Recipe<Traits>, generation: Generation) {
    recipe.traits = Traits::plain(generation);
    match generation {
        Generation::A => period(recipe, (2022, 7, 1), (2022, 7, 31)),
        Generation::B => period(recipe, (2023, 5, 1), (2023, 5, 31)),
        Generation::C => period(recipe, (2025, 9, 1), (2025, 9, 30)),
        Generation::D => {}
    }
}

/// One account and one folio: for cases that are about the file and not about what it says.
fn small(recipe: &mut Recipe<Traits>) {
    recipe.outline.accounts(&[(Depository::Cdsl, &[(Class::Equity, 2)])]);
    recipe.outline.folios(1, 1);
}

fn period(recipe: &mut Recipe<Traits>, from: (i32, u32, u32), to: (i32, u32, u32)) {
    recipe.outline.from = NaiveDate::from_ymd_opt(from.0, from.1, from.2).unwrap_or_default();
    recipe.outline.to = NaiveDate::from_ymd_opt(to.0, to.1, to.2).unwrap_or_default();
}

fn joint(recipe: &mut Recipe<Traits>) {
    recipe.outline.second_group();
}

fn accounts(recipe: &mut Recipe<Traits>, list: &[(Depository, &[(Class, usize)])]) {
    recipe.outline.accounts(list);
}

fn one_class(recipe: &mut Recipe<Traits>, class: Class) {
    recipe.outline.accounts(&[(Depository::Cdsl, &[(Class::Equity, 1), (class, 2)])]);
    recipe.outline.folios(1, 1);
}

fn folios(recipe: &mut Recipe<Traits>, count: usize, ledgers: usize) {
    recipe.outline.folios(count, ledgers);
}

fn moving(recipe: &mut Recipe<Traits>, percent: i64) {
    recipe.outline.moving(percent);
}
