//! The named NSDL cases of the corpus: each row shows one generation, class, trap, lock or way of painting.

use cas_model::{Depository, SecurityClass as Class};
use chrono::NaiveDate;

use crate::depository::flow::{Align, Paging};
use crate::depository::{AccountOutline, Case, Costs, GroupOutline, Outline, Recipe, case};
use crate::draw::{Encoding, Order, Place, Show};
use crate::pdf::{Cipher, Container, Filter};

use super::{Generation, Traits};

/// Every case of the table.
pub const CASES: &[Case<Traits>] = &[
    case("gen-a-two-labels", "generation A: name and CAS ID on one line, six folio columns", |r| {
        generation(r, Generation::A);
    }),
    case("gen-a-id-alone", "generation A: CAS ID alone, the name on the next line", |r| {
        generation(r, Generation::A);
        r.traits.id_alone = true;
    }),
    case("gen-a-month-2014", "generation A: August 2014", |r| {
        generation(r, Generation::A);
        period(r, (2014, 8, 1), (2014, 8, 31));
    }),
    case("gen-b-expense-ratio", "generation B: nine folio columns, expense ratio table below", |r| {
        generation(r, Generation::B);
    }),
    case("gen-b-joint", "generation B with a joint group", |r| {
        generation(r, Generation::B);
        joint(r);
    }),
    case("gen-c-ten-columns", "generation C: ten folio columns, bonds without market price", |r| {
        generation(r, Generation::C);
    }),
    case("gen-c-separate-cells", "generation C: balances of CDSL accounts in cells of their own", |r| {
        generation(r, Generation::C);
        r.traits.separate_cells = true;
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 3), (Class::CorporateBond, 2)])]);
    }),
    case("gen-c-bonds-only", "generation C: value is units x face", |r| {
        generation(r, Generation::C);
        accounts(r, &[(Depository::Nsdl, &[(Class::CorporateBond, 5)])]);
    }),
    case("gen-d-plain", "generation D: NSDL ID, market price of bonds, Devanagari title", |_| {}),
    case("gen-d9-nine-columns", "generation D9: nine folio columns", |r| generation(r, Generation::D9)),
    case("gen-d9-rupee-sign", "generation D9 with the rupee sign itself", |r| {
        generation(r, Generation::D9);
        r.traits.rupee = "\u{20b9}";
    }),
    case("rupee-backtick", "the rupee glyph reads as a backtick", |r| {
        small(r);
        r.traits.rupee = "`";
    }),
    case("rupee-lost", "no rupee glyph at all", |r| {
        small(r);
        r.traits.rupee = "";
    }),
    case("two-groups", "a joint and a single holder group, folios in both", joint),
    case("three-groups", "three holder groups", |r| {
        joint(r);
        let third = r.outline.groups.first().cloned();
        r.outline.groups.extend(third);
    }),
    case("group-of-folios-only", "a group with folios and no account", |r| {
        joint(r);
        if let Some(group) = r.outline.groups.last_mut() {
            group.accounts.clear();
        }
    }),
    case("group-without-folios", "a roster without a folio row", |r| folios(r, 0, 0)),
    case("masked-pan", "masked PANs in the roster and in the holder boxes", |r| r.outline.masked = true),
    case("masked-pan-joint", "masked PANs of two holders", |r| {
        joint(r);
        r.outline.masked = true;
    }),
    case("dormant-accounts", "accounts of zero value have a roster row and no block", |r| {
        accounts(
            r,
            &[(Depository::Nsdl, &[(Class::Equity, 2)]), (Depository::Nsdl, &[]), (Depository::Cdsl, &[])],
        );
    }),
    case("both-depositories", "an NSDL and a CDSL account", |r| {
        accounts(
            r,
            &[
                (Depository::Nsdl, &[(Class::Equity, 3)]),
                (Depository::Cdsl, &[(Class::Equity, 3), (Class::MutualFund, 2)]),
            ],
        );
    }),
    case("cdsl-only", "an NSDL statement with a CDSL account only", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 4)])]);
    }),
    case("class-preference", "preference shares", |r| one_class(r, Class::Preference)),
    case("class-mutual-fund", "mutual-fund units in demat form", |r| one_class(r, Class::MutualFund)),
    case("class-etf", "exchange-traded funds stand under Mutual Funds", |r| one_class(r, Class::Etf)),
    case("class-specialized-fund", "Specialized Fund (SD), 2026", |r| one_class(r, Class::SpecializedFund)),
    case("class-corporate-bond", "corporate bonds with coupon, frequency, maturity and price", |r| {
        one_class(r, Class::CorporateBond);
    }),
    case("class-money-market", "money market instruments", |r| one_class(r, Class::MoneyMarket)),
    case("class-commercial-paper", "commercial paper under Money Market", |r| {
        one_class(r, Class::CommercialPaper);
    }),
    case("class-securitised", "securitised instruments", |r| one_class(r, Class::Securitised)),
    case("class-government", "government securities: IN00 ISINs", |r| {
        one_class(r, Class::GovernmentSecurity);
    }),
    case("class-gold-bond", "sovereign gold bonds", |r| one_class(r, Class::SovereignGoldBond)),
    case("class-aif", "alternate investment fund units", |r| one_class(r, Class::Aif)),
    case("class-zero-coupon", "Zero Coupon Zero Principal(Z) without a blank before the bracket", |r| {
        one_class(r, Class::ZeroCouponZeroPrincipal);
    }),
    case("class-rights", "rights entitlements among equities", |r| one_class(r, Class::RightsEntitlement)),
    case(
        "class-unknown-marker",
        "a section marker that no list names: Real Estate Investment Trust (R)",
        |r| one_class(r, Class::Reit),
    ),
    case("all-classes", "every class in one account", |r| {
        accounts(r, &[(Depository::Nsdl, ALL)]);
    }),
    case("pledged-shares", "`of which Pledged` under the name, the quantity under the units", |r| {
        r.traits.pledged = true;
        r.outline.pledged = true;
    }),
    case("pledged-funds", "pledged units of funds", |r| {
        one_class(r, Class::MutualFund);
        r.traits.pledged = true;
        r.outline.pledged = true;
    }),
    case("pledged-cdsl", "pledged balance of a CDSL account: units are the current balance", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 5)])]);
        r.outline.pledged = true;
    }),
    case("see-note", "`See Note` in the price column; the value is still printed", |r| {
        r.traits.see_note = true;
    }),
    case("folio-without-isin", "`NOT AVAILABLE` in place of the ISIN and of the client code", |r| {
        r.traits.not_available = true;
        r.outline.missing_isin = true;
    }),
    case(
        "folio-cells-broken",
        "narrow folio cells break by character: the last decimal of the units wraps",
        |r| r.traits.broken_cells = true,
    ),
    case("folio-value-twice", "the value painted twice, the second time without its first group", |r| {
        r.traits.doubled_value = true;
    }),
    case("folio-soft-hyphen", "a soft hyphen inside ISINs", |r| {
        r.traits.soft_hyphen = true;
        r.style.encoding = Encoding::IdentityH;
    }),
    case("folio-leading-dot", "`.196` units", |r| {
        r.traits.leading_dot = true;
        r.outline.small_units = true;
    }),
    case("folio-many-rows", "a folio table over several pages with repeated titles", |r| folios(r, 32, 0)),
    case("account-many-rows", "an account over several pages, account header not repeated", |r| {
        accounts(r, &[(Depository::Nsdl, &[(Class::Equity, 38)])]);
    }),
    case("ledgers-busy", "every security and folio has movements", |r| {
        moving(r, 100);
        folios(r, 6, 1);
    }),
    case("ledgers-quiet", "NO TRANSACTION RECORDED FOR THE GIVEN PERIOD", |r| {
        moving(r, 0);
        folios(r, 3, 0);
    }),
    case("half-year", "half-yearly statement without ledgers", |r| {
        period(r, (2023, 10, 1), (2024, 3, 31));
        moving(r, 0);
        folios(r, 3, 0);
        r.traits.no_ledgers = true;
    }),
    case("no-as-on-line", "holder pages without the `as on` line", |r| r.traits.no_as_on = true),
    case("nps-investor-line", "pension section headed by `Investor Name:`", |r| r.outline.pensions = 1),
    case("nps-account-line", "pension section headed by `Your NPS Account in the name of`", |r| {
        r.outline.pensions = 1;
        r.traits.nps_account = true;
    }),
    case("nps-two-accounts", "two pension accounts", |r| r.outline.pensions = 2),
    case("strike-wide", "titles painted twice 0.7 pt apart", |r| {
        small(r);
        r.traits.strike = Some(0.7);
    }),
    case("strike-none", "nothing painted twice", |r| {
        small(r);
        r.traits.strike = None;
    }),
    case("paint-shuffled", "texts painted in no order", |r| {
        small(r);
        r.style.order = Order::Shuffled(11);
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
    case("paint-identity", "Type0 fonts with Identity-H", |r| {
        small(r);
        r.style.encoding = Encoding::IdentityH;
    }),
    case("paint-standard14", "standard 14 fonts without widths", |r| {
        small(r);
        r.style.encoding = Encoding::Standard14;
    }),
    case("paint-forms", "text inside nested form XObjects", |r| {
        small(r);
        r.style.forms = 2;
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
    case("lock-aes-128", "AES, 128 bit", |r| {
        small(r);
        r.lock = Some(Cipher::AES_128);
    }),
    case("lock-aes-256", "AES, 256 bit, revision 6", |r| {
        small(r);
        r.lock = Some(Cipher::Aes256R6);
    }),
    case("container-classic", "a classic cross-reference table", |r| {
        small(r);
        r.container = Container::Classic;
    }),
    case("container-damaged", "a damaged cross-reference table", |r| {
        small(r);
        r.container = Container::DamagedTable;
    }),
    case("filter-lzw", "LZW content streams", |r| {
        small(r);
        r.style.filters = vec![Filter::Lzw];
    }),
    case("break-short-pages", "short pages: breaks between all rows, titles repeated", |r| {
        r.traits.paging.bottom = Some(430.0);
    }),
    case("break-loose-headings", "headings last on their page, apart from what they head", |r| {
        r.traits.paging = Paging { bottom: Some(390.0), loose: true, ..Paging::default() };
    }),
    case("break-inside-rows", "page breaks between the lines of a row", |r| {
        r.traits.paging = Paging { bottom: Some(407.0), split: true, ..Paging::default() };
        accounts(r, &[(Depository::Nsdl, &[(Class::Equity, 6), (Class::MutualFund, 3)])]);
        folios(r, 6, 2);
    }),
    case("break-without-titles", "tables run over pages without their titles", |r| {
        r.traits.paging = Paging { bottom: Some(415.0), repeat: false, ..Paging::default() };
        accounts(r, &[(Depository::Nsdl, &[(Class::Equity, 6), (Class::MutualFund, 3)])]);
        folios(r, 6, 2);
    }),
    case(
        "break-inside-rows-without-titles",
        "page breaks between the lines of a row, titles not repeated",
        |r| {
            r.traits.paging = Paging { bottom: Some(399.0), split: true, repeat: false, loose: true };
            accounts(r, &[(Depository::Nsdl, &[(Class::Equity, 6), (Class::MutualFund, 3)])]);
            folios(r, 6, 2);
        },
    ),
    case("insurance-policies", "life insurance policies of a linked e-insurance account", |r| {
        small(r);
        r.outline.policies = 3;
    }),
    case("nps-contributions", "contributions below the schemes of a pension account", |r| {
        small(r);
        r.outline.pensions = 1;
        r.outline.contributions = true;
    }),
    case("account-labels", "labels of demat accounts on the last pages", |r| {
        small(r);
        r.outline.account_labels = true;
    }),
    case("ledger-pledge", "a pledged balance below the free one of the same ISIN", |r| {
        small(r);
        moving(r, 100);
        r.outline.pledge_ledgers = true;
    }),
    case("roster-wrapped-names", "names of participants wrapped on the roster", |r| {
        r.traits.wrapped_names = true;
    }),
    case("folio-cells-touch", "folio numbers and units without a gap", |r| {
        folios(r, 4, 0);
        r.traits.touching = true;
    }),
    case("folio-notes", "notes with figures below the folio table are remarks", |r| {
        small(r);
        r.traits.notes = true;
    }),
    case("titles-left-neutral-rows", "quantities of rows that move nothing, under titles flush left", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 6)])]);
        moving(r, 100);
        folios(r, 2, 1);
        r.traits.cells.titles = Some(Align::Left);
    }),
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
    (Class::MutualFund, 2),
    (Class::Etf, 1),
    (Class::SpecializedFund, 1),
    (Class::CorporateBond, 2),
    (Class::MoneyMarket, 1),
    (Class::Securitised, 1),
    (Class::GovernmentSecurity, 1),
    (Class::SovereignGoldBond, 2),
    (Class::Aif, 1),
    (Class::ZeroCouponZeroPrincipal, 1),
];

/// Every table of cases.
#[must_use]
pub fn all() -> Vec<&'static [Case<Traits>]> {
    vec![CASES, super::faults::CASES]
}

/// The plain statement: generation D, one holder, one account of each depository, a few folios, AES-128.
#[must_use]
pub fn plain(seed: u64) -> Recipe<Traits> {
    let from = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap_or_default();
    let to = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default();
    let account = |depository, classes: &[(Class, usize)]| AccountOutline {
        depository,
        classes: classes.to_vec(),
        moving: 40,
    };
    let group = GroupOutline {
        holders: 1,
        accounts: vec![
            account(
                Depository::Nsdl,
                &[(Class::Equity, 1), (Class::MutualFund, 1), (Class::CorporateBond, 1)],
            ),
            account(Depository::Cdsl, &[(Class::Equity, 1)]),
        ],
        folios: 2,
        ledgers: 2,
    };
    Recipe::new(Outline::new(seed, Depository::Nsdl, from, to, vec![group]), Traits::plain(Generation::D))
}

/// Turns the plain statement into one of a generation.
pub fn generation(recipe: &mut Recipe<Traits>, generation: Generation) {
    recipe.traits = Traits::plain(generation);
    recipe.outline.debt_at_face = generation < Generation::D;
    if generation == Generation::A {
        recipe.outline.costs = Costs::None;
    }
    match generation {
        Generation::A => period(recipe, (2016, 1, 1), (2016, 1, 31)),
        Generation::B => period(recipe, (2018, 9, 1), (2018, 9, 30)),
        Generation::C => period(recipe, (2021, 12, 1), (2021, 12, 31)),
        Generation::D | Generation::D9 => {}
    }
}

/// One account and one folio: for cases that are about the file and not about what it says.
fn small(recipe: &mut Recipe<Traits>) {
    recipe.outline.accounts(&[(Depository::Nsdl, &[(Class::Equity, 2)])]);
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
    recipe.outline.accounts(&[(Depository::Nsdl, &[(Class::Equity, 1), (class, 2)])]);
    recipe.outline.folios(1, 1);
}

fn folios(recipe: &mut Recipe<Traits>, count: usize, ledgers: usize) {
    recipe.outline.folios(count, ledgers);
}

fn moving(recipe: &mut Recipe<Traits>, percent: i64) {
    recipe.outline.moving(percent);
}
