//! The named NSDL cases of the corpus: each row shows one generation, class, trap, lock or way of painting.

use cas_model::{Depository, SecurityClass as Class};
use chrono::NaiveDate;

use crate::depository::{AccountOutline, GroupOutline, Outline, Recipe};
use crate::draw::{Encoding, Order, Place, Show};
use crate::pdf::{Cipher, Container, Filter};

use super::{Generation, Traits};

type Change = fn(&mut Recipe<Traits>);

/// Name, what it shows, and how it differs from the plain statement of generation D.
pub const CASES: &[(&str, &str, Change)] = &[
    ("gen-a-two-labels", "generation A: name and CAS ID on one line, six folio columns", |r| generation(r, Generation::A)),
    ("gen-a-id-alone", "generation A: CAS ID alone, the name on the next line", |r| {
        generation(r, Generation::A);
        r.traits.id_alone = true;
    }),
    ("gen-a-month-2014", "generation A: August 2014", |r| {
        generation(r, Generation::A);
        period(r, (2014, 8, 1), (2014, 8, 31));
    }),
    ("gen-b-expense-ratio", "generation B: nine folio columns, expense ratio table below", |r| generation(r, Generation::B)),
    ("gen-b-joint", "generation B with a joint group", |r| {
        generation(r, Generation::B);
        joint(r);
    }),
    ("gen-c-ten-columns", "generation C: ten folio columns, bonds without market price", |r| generation(r, Generation::C)),
    ("gen-c-separate-cells", "generation C: balances of CDSL accounts in cells of their own", |r| {
        generation(r, Generation::C);
        r.traits.separate_cells = true;
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 3), (Class::CorporateBond, 2)])]);
    }),
    ("gen-c-bonds-only", "generation C: value is units x face", |r| {
        generation(r, Generation::C);
        accounts(r, &[(Depository::Nsdl, &[(Class::CorporateBond, 5)])]);
    }),
    ("gen-d-plain", "generation D: NSDL ID, market price of bonds, Devanagari title", |_| {}),
    ("gen-d9-nine-columns", "generation D9: nine folio columns", |r| generation(r, Generation::D9)),
    ("gen-d9-rupee-sign", "generation D9 with the rupee sign itself", |r| {
        generation(r, Generation::D9);
        r.traits.rupee = "\u{20b9}";
    }),
    ("rupee-backtick", "the rupee glyph reads as a backtick", |r| r.traits.rupee = "`"),
    ("rupee-lost", "no rupee glyph at all", |r| r.traits.rupee = ""),
    ("two-groups", "a joint and a single holder group, folios in both", joint),
    ("three-groups", "three holder groups", |r| {
        joint(r);
        let third = r.outline.groups.first().cloned();
        r.outline.groups.extend(third);
    }),
    ("group-of-folios-only", "a group with folios and no account", |r| {
        joint(r);
        if let Some(group) = r.outline.groups.last_mut() {
            group.accounts.clear();
        }
    }),
    ("group-without-folios", "a roster without a folio row", |r| folios(r, 0, 0)),
    ("masked-pan", "masked PANs in the roster and in the holder boxes", |r| r.outline.masked = true),
    ("masked-pan-joint", "masked PANs of two holders", |r| {
        joint(r);
        r.outline.masked = true;
    }),
    ("dormant-accounts", "accounts of zero value have a roster row and no block", |r| {
        accounts(r, &[(Depository::Nsdl, &[(Class::Equity, 2)]), (Depository::Nsdl, &[]), (Depository::Cdsl, &[])]);
    }),
    ("both-depositories", "an NSDL and a CDSL account", |r| {
        accounts(r, &[
            (Depository::Nsdl, &[(Class::Equity, 3)]),
            (Depository::Cdsl, &[(Class::Equity, 3), (Class::MutualFund, 2)]),
        ]);
    }),
    ("cdsl-only", "an NSDL statement with a CDSL account only", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 4)])]);
    }),
    ("class-preference", "preference shares", |r| one_class(r, Class::Preference)),
    ("class-mutual-fund", "mutual-fund units in demat form", |r| one_class(r, Class::MutualFund)),
    ("class-etf", "exchange-traded funds stand under Mutual Funds", |r| one_class(r, Class::Etf)),
    ("class-specialized-fund", "Specialized Fund (SD), 2026", |r| one_class(r, Class::SpecializedFund)),
    ("class-corporate-bond", "corporate bonds with coupon, frequency, maturity and price", |r| one_class(r, Class::CorporateBond)),
    ("class-money-market", "money market instruments", |r| one_class(r, Class::MoneyMarket)),
    ("class-commercial-paper", "commercial paper under Money Market", |r| one_class(r, Class::CommercialPaper)),
    ("class-securitised", "securitised instruments", |r| one_class(r, Class::Securitised)),
    ("class-government", "government securities: IN00 ISINs", |r| one_class(r, Class::GovernmentSecurity)),
    ("class-gold-bond", "sovereign gold bonds", |r| one_class(r, Class::SovereignGoldBond)),
    ("class-aif", "alternate investment fund units", |r| one_class(r, Class::Aif)),
    ("class-zero-coupon", "Zero Coupon Zero Principal(Z) without a blank before the bracket", |r| one_class(r, Class::ZeroCouponZeroPrincipal)),
    ("class-rights", "rights entitlements among equities", |r| one_class(r, Class::RightsEntitlement)),
    ("class-unknown-marker", "a section marker that no list names: Real Estate Investment Trust (R)", |r| one_class(r, Class::Reit)),
    ("all-classes", "every class in one account", |r| {
        accounts(r, &[(Depository::Nsdl, ALL)]);
    }),
    ("pledged-shares", "`of which Pledged` under the name, the quantity under the units", |r| {
        r.traits.pledged = true;
        r.outline.pledged = true;
    }),
    ("pledged-funds", "pledged units of funds", |r| {
        one_class(r, Class::MutualFund);
        r.traits.pledged = true;
        r.outline.pledged = true;
    }),
    ("pledged-cdsl", "pledged balance of a CDSL account: units are the current balance", |r| {
        accounts(r, &[(Depository::Cdsl, &[(Class::Equity, 5)])]);
        r.outline.pledged = true;
    }),
    ("see-note", "`See Note` in the price column; the value is still printed", |r| r.traits.see_note = true),
    ("folio-without-isin", "`NOT AVAILABLE` in place of the ISIN and of the client code", |r| {
        r.traits.not_available = true;
        r.outline.missing_isin = true;
    }),
    ("folio-cells-broken", "narrow folio cells break by character: the last decimal of the units wraps", |r| r.traits.broken_cells = true),
    ("folio-value-twice", "the value painted twice, the second time without its first group", |r| r.traits.doubled_value = true),
    ("folio-soft-hyphen", "a soft hyphen inside ISINs", |r| {
        r.traits.soft_hyphen = true;
        r.style.encoding = Encoding::IdentityH;
    }),
    ("folio-leading-dot", "`.196` units", |r| {
        r.traits.leading_dot = true;
        r.outline.small_units = true;
    }),
    ("folio-many-rows", "a folio table over several pages with repeated titles", |r| folios(r, 70, 0)),
    ("account-many-rows", "an account over several pages, account header not repeated", |r| {
        accounts(r, &[(Depository::Nsdl, &[(Class::Equity, 90)])]);
    }),
    ("ledgers-busy", "every security and folio has movements", |r| {
        moving(r, 100);
        folios(r, 8, 1);
    }),
    ("ledgers-quiet", "NO TRANSACTION RECORDED FOR THE GIVEN PERIOD", |r| {
        moving(r, 0);
        folios(r, 3, 0);
    }),
    ("half-year", "half-yearly statement without ledgers", |r| {
        period(r, (2023, 10, 1), (2024, 3, 31));
        moving(r, 0);
        folios(r, 3, 0);
        r.traits.no_ledgers = true;
    }),
    ("no-as-on-line", "holder pages without the `as on` line", |r| r.traits.no_as_on = true),
    ("nps-investor-line", "pension section headed by `Investor Name:`", |r| r.outline.pensions = 1),
    ("nps-account-line", "pension section headed by `Your NPS Account in the name of`", |r| {
        r.outline.pensions = 1;
        r.traits.nps_account = true;
    }),
    ("nps-two-accounts", "two pension accounts", |r| r.outline.pensions = 2),
    ("strike-wide", "titles painted twice 0.7 pt apart", |r| r.traits.strike = Some(0.7)),
    ("strike-none", "nothing painted twice", |r| r.traits.strike = None),
    ("paint-shuffled", "texts painted in no order", |r| r.style.order = Order::Shuffled(11)),
    ("paint-columns", "texts painted column after column", |r| r.style.order = Order::Columns),
    ("paint-words", "every word a show of its own", |r| r.style.show = Show::Words),
    ("paint-kerned", "kerned TJ arrays", |r| r.style.show = Show::Kerned),
    ("paint-flip", "the page flipped and flipped back", |r| r.style.place = Place::Flip),
    ("paint-identity", "Type0 fonts with Identity-H", |r| r.style.encoding = Encoding::IdentityH),
    ("paint-standard14", "standard 14 fonts without widths", |r| r.style.encoding = Encoding::Standard14),
    ("paint-forms", "text inside nested form XObjects", |r| r.style.forms = 2),
    ("lock-none", "no password", |r| r.lock = None),
    ("lock-rc4-40", "RC4, 40 bit", |r| r.lock = Some(Cipher::Rc4Bits40)),
    ("lock-rc4-128", "RC4, 128 bit", |r| r.lock = Some(Cipher::Rc4Bits128)),
    ("lock-aes-128", "AES, 128 bit", |r| r.lock = Some(Cipher::AES_128)),
    ("lock-aes-256", "AES, 256 bit, revision 6", |r| r.lock = Some(Cipher::Aes256R6)),
    ("container-objects", "object streams and a cross-reference stream", |r| r.container = Container::XrefStream),
    ("container-damaged", "a damaged cross-reference table", |r| r.container = Container::DamagedTable),
    ("filter-lzw", "LZW content streams", |r| r.style.filters = vec![Filter::Lzw]),
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

/// The plain statement: generation D, one holder, one account of each depository, a few folios, AES-128.
#[must_use]
pub fn plain(seed: u64) -> Recipe<Traits> {
    let from = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap_or_default();
    let to = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default();
    let account = |depository, classes: &[(Class, usize)]| AccountOutline { depository, classes: classes.to_vec(), moving: 40 };
    let group = GroupOutline {
        holders: 1,
        accounts: vec![
            account(Depository::Nsdl, &[(Class::Equity, 4), (Class::MutualFund, 1), (Class::CorporateBond, 1)]),
            account(Depository::Cdsl, &[(Class::Equity, 2)]),
        ],
        folios: 4,
        ledgers: 2,
    };
    Recipe::new(Outline::new(seed, Depository::Nsdl, from, to, vec![group]), Traits::plain(Generation::D))
}

fn generation(recipe: &mut Recipe<Traits>, generation: Generation) {
    recipe.traits = Traits::plain(generation);
    recipe.outline.debt_at_face = generation < Generation::D;
    match generation {
        Generation::A => period(recipe, (2016, 1, 1), (2016, 1, 31)),
        Generation::B => period(recipe, (2018, 9, 1), (2018, 9, 30)),
        Generation::C => period(recipe, (2021, 12, 1), (2021, 12, 31)),
        Generation::D | Generation::D9 => {}
    }
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
    recipe.outline.accounts(&[(Depository::Nsdl, &[(Class::Equity, 1), (class, 3)])]);
}

fn folios(recipe: &mut Recipe<Traits>, count: usize, ledgers: usize) {
    recipe.outline.folios(count, ledgers);
}

fn moving(recipe: &mut Recipe<Traits>, percent: i64) {
    recipe.outline.moving(percent);
}
