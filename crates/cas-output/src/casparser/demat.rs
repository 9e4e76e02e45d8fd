//! Depository statements: accounts with lists of securities, an account for the folios of each group of holders, one pension account.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cas_model::facts::{AccountFacts, FolioFacts, HoldingFacts, HoldingList, SchemeFacts};
use cas_model::statement::{
    DematAccount, Holding, LinkedHolder, MutualFundFolio, NpsAccount, NpsFund, Scheme,
};
use cas_model::{Amount, CasType, Isin, Pan};
use serde::Serialize;

use super::{Casparser, Investor, Period, digits, printed_day, warnings};

/// Name and type of the account that stands for folios.
const FOLIOS: &str = "Mutual Fund Folios";
/// Digits of the client id at the end of a CDSL BO id.
const CLIENT: usize = 8;

/// The whole answer.
#[derive(Serialize)]
pub(super) struct Depository<'a> {
    accounts: Vec<AccountLine<'a>>,
    statement_period: Period,
    investor_info: Investor<'a>,
    file_type: &'static str,
    nps: Option<Pension<'a>>,
    parse_warnings: Vec<String>,
}

impl<'a> Depository<'a> {
    pub(super) fn of(of: Casparser<'a>) -> Self {
        let Casparser { statement, facts, .. } = of;
        let demat = statement.demat_accounts.iter().enumerate();
        let mut accounts: Vec<_> =
            demat.map(|(index, account)| AccountLine::demat(account, facts.accounts.get(index))).collect();
        accounts.extend(folio_groups(of));
        Self {
            accounts,
            statement_period: Period::of(statement),
            investor_info: Investor::of(statement),
            file_type: if statement.meta.cas_type == CasType::Cdsl { "CDSL" } else { "NSDL" },
            nps: Pension::of(&statement.nps),
            parse_warnings: warnings(of.checks),
        }
    }
}

/// A folio and what is printed beside it.
type Folio<'a> = (&'a MutualFundFolio, Option<&'a FolioFacts>);

/// Which name of a scheme: CDSL prints the registrar's code in front of it, and casparser leaves it there.
#[derive(Clone, Copy, Eq, PartialEq)]
enum FundName {
    Bare,
    WithCode,
}

impl FundName {
    fn of(self, scheme: &Scheme) -> Option<Cow<'_, str>> {
        let name = scheme.name.as_deref()?;
        match (self, &scheme.additional_info.rta_code) {
            (Self::WithCode, Some(code)) => Some(format!("{code} - {name}").into()),
            _ => Some(name.into()),
        }
    }
}

/// Folios by group of holders, in the order of the groups.
fn folio_groups<'a>(of: Casparser<'a>) -> Vec<AccountLine<'a>> {
    let cdsl = of.statement.meta.cas_type == CasType::Cdsl;
    let named = if cdsl { FundName::WithCode } else { FundName::Bare };
    let mut groups: BTreeMap<Option<u32>, Vec<Folio<'a>>> = BTreeMap::new();
    for (index, folio) in of.statement.mutual_funds.iter().enumerate() {
        let facts = of.facts.folios.get(index);
        groups.entry(facts.and_then(|facts| facts.group)).or_default().push((folio, facts));
    }
    groups.into_values().map(|folios| AccountLine::folios(&folios, named)).collect()
}

#[derive(Serialize)]
struct AccountLine<'a> {
    name: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'static str,
    dp_id: &'a str,
    client_id: &'a str,
    /// Securities of a demat account, folios of the account that stands for folios.
    folios: usize,
    balance: Option<String>,
    owners: Vec<Owner<'a>>,
    equities: Vec<Equity<'a>>,
    mutual_funds: Vec<Fund<'a>>,
    bonds: Vec<Bond<'a>>,
}

impl<'a> AccountLine<'a> {
    fn demat(account: &'a DematAccount, facts: Option<&'a AccountFacts>) -> Self {
        let held = |list: HoldingList| {
            let beside = facts.and_then(|facts| facts.holdings.get(list.index()));
            let place = list.of(&account.holdings).iter().enumerate();
            place.map(move |(index, holding)| (holding, beside.and_then(|facts| facts.get(index))))
        };
        let printed = facts.and_then(|facts| facts.isin_count).and_then(|count| usize::try_from(count).ok());
        let listed = HoldingList::ALL.iter().map(|list| list.of(&account.holdings).len()).sum();
        let client = account.client_id.as_deref().unwrap_or("");
        let cdsl = account.bo_id.is_some();
        Self {
            name: account.dp_name.as_deref(),
            kind: if cdsl { "CDSL Demat Account" } else { "NSDL Demat Account" },
            dp_id: account.dp_id.as_deref().unwrap_or(""),
            client_id: client.get(client.len().saturating_sub(CLIENT)..).unwrap_or(client),
            folios: printed.unwrap_or(listed),
            balance: digits(account.value),
            owners: account.linked_holders.iter().map(Owner::of).collect(),
            equities: held(HoldingList::Equities)
                .map(|(holding, facts)| Equity::of(holding, facts))
                .collect(),
            mutual_funds: held(HoldingList::DematMutualFunds)
                .chain(held(HoldingList::Aifs))
                .map(|(holding, facts)| Fund::held(holding, facts))
                .collect(),
            bonds: held(HoldingList::CorporateBonds)
                .chain(held(HoldingList::GovernmentSecurities))
                .map(|(holding, facts)| Bond::of(holding, facts))
                .collect(),
        }
    }

    fn folios(folios: &[Folio<'a>], named: FundName) -> Self {
        let schemes = folios.iter().flat_map(|(folio, facts)| {
            folio.schemes.iter().enumerate().map(move |(place, scheme)| {
                let facts = facts.and_then(|facts| facts.schemes.get(place));
                Fund { name: named.of(scheme), ..Fund::scheme(folio, scheme, facts) }
            })
        });
        let value = folios.iter().map(|(folio, _)| folio.value).sum::<Option<Amount>>();
        let owners = folios.first().map_or(&[][..], |(folio, _)| folio.linked_holders.as_slice());
        Self {
            name: Some(FOLIOS),
            kind: FOLIOS,
            dp_id: "",
            client_id: "",
            folios: folios.len(),
            balance: digits(value),
            owners: owners.iter().map(Owner::of).collect(),
            equities: Vec::new(),
            mutual_funds: schemes.collect(),
            bonds: Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct Owner<'a> {
    name: &'a str,
    #[serde(rename = "PAN")]
    pan: &'a str,
}

impl<'a> Owner<'a> {
    fn of(holder: &'a LinkedHolder) -> Self {
        Self { name: holder.name.as_deref().unwrap_or(""), pan: holder.pan.as_ref().map_or("", Pan::as_str) }
    }
}

#[derive(Serialize)]
struct Equity<'a> {
    name: Option<&'a str>,
    isin: Option<&'a str>,
    num_shares: Option<String>,
    price: Option<String>,
    value: Option<String>,
    /// Symbol and exchange come from a table of securities there, which we do not have.
    symbol: Option<&'a str>,
    exchange: Option<&'a str>,
}

impl<'a> Equity<'a> {
    fn of(holding: &'a Holding, facts: Option<&'a HoldingFacts>) -> Self {
        Self {
            name: holding.name.as_deref(),
            isin: holding.isin.as_ref().map(Isin::as_str),
            num_shares: digits(holding.units),
            price: digits(facts.and_then(|facts| facts.price)),
            value: digits(holding.value),
            symbol: None,
            exchange: None,
        }
    }
}

#[derive(Serialize)]
struct Fund<'a> {
    name: Option<Cow<'a, str>>,
    isin: Option<&'a str>,
    amfi: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    balance: Option<String>,
    nav: Option<String>,
    value: Option<String>,
    avg_cost: Option<String>,
    total_cost: Option<String>,
    ucc: Option<&'a str>,
    folio: Option<&'a str>,
    pnl: Option<String>,
    #[serde(rename = "return")]
    annual: Option<String>,
}

impl<'a> Fund<'a> {
    fn held(holding: &'a Holding, facts: Option<&'a HoldingFacts>) -> Self {
        Self {
            name: holding.name.as_deref().map(Cow::Borrowed),
            isin: holding.isin.as_ref().map(Isin::as_str),
            amfi: None,
            kind: None,
            balance: digits(holding.units),
            nav: digits(facts.and_then(|facts| facts.price)),
            value: digits(holding.value),
            avg_cost: None,
            total_cost: None,
            ucc: None,
            folio: None,
            pnl: None,
            annual: None,
        }
    }

    fn scheme(folio: &'a MutualFundFolio, scheme: &'a Scheme, facts: Option<&'a SchemeFacts>) -> Self {
        Self {
            name: None,
            isin: scheme.isin.as_ref().map(Isin::as_str),
            amfi: None,
            kind: None,
            balance: digits(scheme.units),
            nav: digits(scheme.nav),
            value: digits(scheme.value),
            avg_cost: digits(facts.and_then(|facts| facts.average_cost)),
            total_cost: digits(scheme.cost),
            ucc: facts.and_then(|facts| facts.ucc.as_deref()),
            folio: folio.folio_number.as_deref(),
            pnl: digits(facts.and_then(|facts| facts.printed_gain).or(scheme.gain.absolute)),
            annual: digits(facts.and_then(|facts| facts.annualised_return)),
        }
    }
}

#[derive(Serialize)]
struct Bond<'a> {
    name: Option<&'a str>,
    isin: Option<&'a str>,
    num_bonds: Option<String>,
    value: Option<String>,
    face_value: Option<String>,
    coupon_rate: Option<&'a str>,
    coupon_frequency: Option<&'a str>,
    maturity_date: Option<String>,
    market_price: Option<String>,
}

impl<'a> Bond<'a> {
    fn of(holding: &'a Holding, facts: Option<&'a HoldingFacts>) -> Self {
        let info = &holding.additional_info;
        let price = facts.and_then(|facts| facts.price);
        Self {
            name: holding.name.as_deref(),
            isin: holding.isin.as_ref().map(Isin::as_str),
            num_bonds: digits(holding.units),
            value: digits(holding.value),
            face_value: digits(info.face_value.or(facts.and_then(|facts| facts.face_value))),
            coupon_rate: info.coupon_rate.as_deref(),
            coupon_frequency: facts.and_then(|facts| facts.coupon_frequency.as_deref()),
            maturity_date: info.maturity_date.map(printed_day),
            market_price: digits(info.market_value.or(price)),
        }
    }
}

/// The shape has room for one pension account: the first, with the schemes and the value of all.
#[derive(Serialize)]
struct Pension<'a> {
    pran: Option<&'a str>,
    nps_sp: Option<&'a str>,
    value: Option<String>,
    schemes: Vec<PensionScheme<'a>>,
}

impl<'a> Pension<'a> {
    fn of(accounts: &'a [NpsAccount]) -> Option<Self> {
        let first = accounts.first()?;
        Some(Self {
            pran: first.pran.as_deref(),
            nps_sp: first.cra.as_deref(),
            value: digits(accounts.iter().map(|account| account.value).sum::<Option<Amount>>()),
            schemes: accounts.iter().flat_map(|account| &account.funds).map(PensionScheme::of).collect(),
        })
    }
}

#[derive(Serialize)]
struct PensionScheme<'a> {
    scheme: Option<&'a str>,
    fund_manager: Option<&'a str>,
    tier: Option<&'static str>,
    asset_class: Option<&'a str>,
    units: Option<String>,
    nav: Option<String>,
    value: Option<String>,
}

impl<'a> PensionScheme<'a> {
    fn of(fund: &'a NpsFund) -> Self {
        Self {
            scheme: fund.name.as_deref(),
            fund_manager: fund.additional_info.manager.as_deref(),
            tier: match fund.additional_info.tier {
                Some(1) => Some("I"),
                Some(2) => Some("II"),
                _ => None,
            },
            asset_class: fund.name.as_deref().and_then(asset_class),
            units: digits(fund.units),
            nav: digits(fund.nav),
            value: digits(fund.value),
        }
    }
}

/// `E` of `... SCHEME E - TIER I`.
fn asset_class(name: &str) -> Option<&str> {
    let mut words = name.split_whitespace();
    words.find(|word| *word == "SCHEME")?;
    words.next().filter(|class| matches!(*class, "E" | "C" | "G" | "A"))
}
