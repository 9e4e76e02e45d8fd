//! The composition table: each class of assets, of a holder group or of the whole statement, against what is held.
//!
//! `Others` is not compared: statements do not say what they put there.

use cas_model::SecurityClass::{self, *};
use cas_model::facts::{AccountFacts, HoldingList};
use cas_model::record::TotalScope;
use cas_model::statement::DematAccount;
use cas_model::{Amount, Depository};
use rust_decimal::Decimal;

use super::fund_schemes::or_zero;
use super::portfolio::counts_pensions;
use super::{Outcomes, Subject, tolerance, total};

/// What a label of the table sums up.
enum Measure {
    /// Holdings by the section they are printed in, or else by class.
    Holdings { section: &'static [SecurityClass], class: &'static [SecurityClass] },
    /// Accounts of one depository.
    Accounts(Depository),
    /// Folios outside demat form.
    Folios,
    /// Pension accounts.
    Pensions,
}

/// Beginnings of labels, lower case; the first that fits wins.
const LABELS: [(&str, Measure); 17] = [
    ("equit", Measure::Holdings { section: &[Equity], class: &[Equity, Warrant, RightsEntitlement] }),
    ("preference", Measure::Holdings { section: &[Preference], class: &[Preference] }),
    ("mutual fund folios", Measure::Folios),
    (
        "mutual funds",
        Measure::Holdings { section: &[MutualFund, Etf], class: &[MutualFund, Etf, SpecializedFund] },
    ),
    ("corporate bonds", Measure::Holdings { section: &[CorporateBond], class: &[CorporateBond] }),
    (
        "debt",
        Measure::Holdings {
            section: &[CorporateBond, CommercialPaper, CertificateOfDeposit, MoneyMarket, Securitised],
            class: &[CorporateBond, CommercialPaper, CertificateOfDeposit, MoneyMarket, Securitised],
        },
    ),
    ("money market", Measure::Holdings { section: &[MoneyMarket], class: &[MoneyMarket] }),
    ("securitised", Measure::Holdings { section: &[Securitised], class: &[Securitised] }),
    (
        "government sec",
        Measure::Holdings {
            section: &[GovernmentSecurity, TreasuryBill],
            class: &[GovernmentSecurity, TreasuryBill, SovereignGoldBond],
        },
    ),
    ("sovereign gold", Measure::Holdings { section: &[SovereignGoldBond], class: &[SovereignGoldBond] }),
    ("alternat", Measure::Holdings { section: &[Aif], class: &[Aif] }),
    ("postal saving", Measure::Holdings { section: &[PostalSaving], class: &[PostalSaving] }),
    (
        "zero coupon",
        Measure::Holdings { section: &[ZeroCouponZeroPrincipal], class: &[ZeroCouponZeroPrincipal] },
    ),
    ("nsdl demat", Measure::Accounts(Depository::Nsdl)),
    ("cdsl demat", Measure::Accounts(Depository::Cdsl)),
    ("national pension", Measure::Pensions),
    ("nps", Measure::Pensions),
];

pub(super) fn asset_class(subject: Subject<'_>, out: &mut Outcomes) {
    for printed in subject.facts.totals.iter().map(|total| &total.fact) {
        let (TotalScope::AssetClass(group, label), Some(value)) = (&printed.scope, printed.value) else {
            continue;
        };
        let label = label.to_lowercase();
        let Some((_, measure)) = LABELS.iter().find(|(known, _)| label.starts_with(known)) else { continue };
        let expected = match measure {
            Measure::Pensions => pensions(subject, *group, value.value()),
            _ => or_zero(measured(subject, measure, *group)),
        };
        let scope = match measure {
            Measure::Holdings { .. } | Measure::Accounts(_) => "/demat_accounts",
            Measure::Folios => "/mutual_funds",
            Measure::Pensions => "/nps",
        };
        out.compare(scope.to_owned(), Some(expected), Some(value.value()), tolerance::PAISA);
    }
}

/// What the row of pensions should say. NSDL prints the row and leaves pensions out of its values: then it says zero,
/// and the portfolio value proves it. Which group has a pension account is not printed: with several groups it may be
/// any or none of them.
fn pensions(subject: Subject<'_>, group: Option<u32>, printed: Decimal) -> Decimal {
    let values = || subject.statement.nps.iter().map(|account| account.value.map(Amount::value));
    let all = or_zero(total(values()));
    let several = group.is_some() && subject.facts.groups.len() > 1;
    if printed.is_zero() && (several || !counts_pensions(subject)) {
        return Decimal::ZERO;
    }
    let own = values().flatten().find(|value| several && *value == printed);
    own.unwrap_or(all)
}

fn measured(subject: Subject<'_>, measure: &Measure, group: Option<u32>) -> Option<Decimal> {
    let statement = subject.statement;
    match measure {
        Measure::Holdings { section, class } => {
            total(accounts(subject, group).map(|(account, facts)| value_in(account, facts, section, class)))
        }
        Measure::Accounts(depository) => {
            let own = accounts(subject, group).filter(|(account, _)| account.demat_type == *depository);
            total(own.map(|(account, _)| account.value.map(Amount::value)))
        }
        Measure::Folios => {
            let folios = statement.mutual_funds.iter().zip(&subject.facts.folios);
            let own = folios.filter(|(_, facts)| is_in(facts.group, group));
            total(own.map(|(folio, _)| folio.value.map(Amount::value)))
        }
        Measure::Pensions => None,
    }
}

fn accounts<'a>(
    subject: Subject<'a>,
    group: Option<u32>,
) -> impl Iterator<Item = (&'a DematAccount, &'a AccountFacts)> {
    let all = subject.statement.demat_accounts.iter().zip(&subject.facts.accounts);
    all.filter(move |(_, facts)| is_in(facts.group, group))
}

/// What names no group is in the only one.
fn is_in(own: Option<u32>, wanted: Option<u32>) -> bool {
    wanted.is_none() || own.is_none() || own == wanted
}

fn value_in(
    account: &DematAccount,
    facts: &AccountFacts,
    section: &[SecurityClass],
    class: &[SecurityClass],
) -> Option<Decimal> {
    let holdings = HoldingList::ALL.into_iter().flat_map(|list| {
        list.of(&account.holdings).iter().zip(facts.holdings.get(list.index()).into_iter().flatten())
    });
    let own = holdings.filter(|(_, beside)| match (beside.section, beside.class) {
        (Some(printed), _) => section.contains(&printed),
        (None, Some(told)) => class.contains(&told),
        (None, None) => false,
    });
    total(own.map(|(holding, _)| holding.value.map(Amount::value)))
}
