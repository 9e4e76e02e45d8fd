//! `x_class` and `x_full`: printed facts that the published schema has no home for, addressed by JSON pointer into the
//! body. `schema/README.md` documents every member.

use cas_model::facts::{
    AccountFacts, FolioFacts, HoldingFacts, HoldingList, NpsFacts, Printed, RowFacts, SchemeFacts,
};
use cas_model::record::{AccountKey, NpsRowRecord, TotalRecord, TotalScope};
use cas_model::statement::LinkedHolder;
use cas_model::{Amount, Facts, Percent, Price, SecurityClass, Units};
use cas_page::Location;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::extras::{Place, place};

/// A JSON object whose members keep the order in which they came.
pub(crate) struct Members<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for Members<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<T> Members<T> {
    pub(crate) fn new(members: Vec<(String, T)>) -> Self {
        Self(members)
    }

    /// Members named by their place in a list.
    pub(crate) fn numbered(list: &str, lines: impl Iterator<Item = T>) -> Self {
        Self(lines.enumerate().map(|(index, line)| (format!("{list}/{index}"), line)).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `x_class`: the exact class of each security.
pub(crate) fn classes(facts: &Facts) -> Members<SecurityClass> {
    let class = |(scope, holding): (String, &HoldingFacts)| holding.class.map(|class| (scope, class));
    Members(holdings(facts).filter_map(class).collect())
}

/// `x_full`.
#[derive(Serialize)]
pub(crate) struct Full<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    totals: Vec<TotalLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<RemarkLine<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    phones: &'a [String],
    #[serde(skip_serializing_if = "<[Vec<LinkedHolder>]>::is_empty")]
    groups: &'a [Vec<LinkedHolder>],
    #[serde(skip_serializing_if = "Members::is_empty")]
    accounts: Members<AccountLine<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    holdings: Members<HoldingLine<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    folios: Members<FolioLine<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    schemes: Members<SchemeLine<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    transactions: Members<RowLine<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    nps: Members<NpsLine<'a>>,
}

impl<'a> Full<'a> {
    pub(crate) fn of(facts: &'a Facts) -> Self {
        Self {
            totals: facts.totals.iter().map(TotalLine::of).collect(),
            remarks: facts
                .remarks
                .iter()
                .map(|remark| RemarkLine {
                    kind: remark.fact.kind,
                    text: &remark.fact.text,
                    at: place(remark.at),
                })
                .collect(),
            phones: &facts.phones,
            groups: &facts.groups,
            accounts: numbered("/demat_accounts", &facts.accounts, AccountLine::of),
            holdings: Members(
                holdings(facts).map(|(scope, holding)| (scope, HoldingLine::of(holding))).collect(),
            ),
            folios: numbered("/mutual_funds", &facts.folios, FolioLine::of),
            schemes: Members(schemes(facts).map(|(scope, scheme)| (scope, SchemeLine::of(scheme))).collect()),
            transactions: Members(rows(facts)),
            nps: numbered("/nps", &facts.nps, NpsLine::of),
        }
    }
}

fn numbered<'a, F, T>(list: &str, facts: &'a [F], line: fn(&'a F) -> T) -> Members<T> {
    Members::numbered(list, facts.iter().map(line))
}

fn holdings(facts: &Facts) -> impl Iterator<Item = (String, &HoldingFacts)> {
    facts.accounts.iter().enumerate().flat_map(|(a, account)| {
        HoldingList::ALL.into_iter().zip(&account.holdings).flat_map(move |(list, holdings)| {
            let scope = move |h: usize| format!("/demat_accounts/{a}/holdings/{}/{h}", list.key());
            holdings.iter().enumerate().map(move |(h, holding)| (scope(h), holding))
        })
    })
}

fn schemes(facts: &Facts) -> impl Iterator<Item = (String, &SchemeFacts)> {
    facts.folios.iter().enumerate().flat_map(|(f, folio)| {
        let scope = move |s: usize| format!("/mutual_funds/{f}/schemes/{s}");
        folio.schemes.iter().enumerate().map(move |(s, scheme)| (scope(s), scheme))
    })
}

fn rows(facts: &Facts) -> Vec<(String, RowLine<'_>)> {
    let of_holdings = holdings(facts).map(|(scope, holding)| (scope, &holding.rows));
    let of_schemes = schemes(facts).map(|(scope, scheme)| (scope, &scheme.rows));
    of_holdings
        .chain(of_schemes)
        .flat_map(|(scope, rows)| {
            let pointer = move |t: usize| format!("{scope}/transactions/{t}");
            rows.iter().enumerate().map(move |(t, row)| (pointer(t), RowLine::of(row)))
        })
        .collect()
}

#[derive(Serialize)]
pub(crate) struct Label<'a> {
    label: &'a str,
    value: &'a str,
}

pub(crate) fn labels(pairs: &[(String, String)]) -> Vec<Label<'_>> {
    pairs.iter().map(|(label, value)| Label { label, value }).collect()
}

#[derive(Serialize)]
struct TotalLine<'a> {
    scope: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> TotalLine<'a> {
    fn of(total: &'a Printed<TotalRecord>) -> Self {
        let fact = &total.fact;
        let (scope, of) = scope_of(&fact.scope);
        Self {
            scope,
            of,
            label: &fact.label,
            count: fact.count,
            value: fact.value,
            cost: fact.cost,
            change: fact.change,
            percent: fact.percent,
            at: place(total.at),
        }
    }
}

/// Wire name of a scope and what it is the total of.
fn scope_of(scope: &TotalScope) -> (&'static str, Option<String>) {
    let account = |key: &AccountKey| format!("{}-{}", key.dp_id, key.client_id);
    match scope {
        TotalScope::Portfolio => ("portfolio", None),
        TotalScope::Group(group) => ("group", Some(group.to_string())),
        TotalScope::Account(key) => ("account", Some(account(key))),
        TotalScope::AccountClass(key, class) => {
            ("account_class", Some(format!("{}-{}", account(key), class_name(*class))))
        }
        TotalScope::AccountBonds(key) => ("account_bonds", Some(account(key))),
        TotalScope::Folios(group) => ("folios", Some(group.to_string())),
        TotalScope::AssetClass(group, _) => ("asset_class", group.map(|group| group.to_string())),
        TotalScope::Amc(name) => ("amc", Some(name.clone())),
        TotalScope::Month { year, month } => ("month", Some(format!("{year:04}-{month:02}"))),
        TotalScope::Nps(pran) => ("nps", Some(pran.clone())),
        TotalScope::NpsTier(pran, tier) => ("nps_tier", Some(format!("{pran}-{tier}"))),
        _ => ("other", None),
    }
}

/// The wire name of a class, the one that serde writes.
fn class_name(class: SecurityClass) -> String {
    serde_json::to_value(class).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[derive(Serialize)]
struct RemarkLine<'a> {
    kind: &'a str,
    text: &'a str,
    #[serde(flatten)]
    at: Place,
}

#[derive(Serialize)]
struct AccountLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isin_count: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label<'a>>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> AccountLine<'a> {
    fn of(facts: &'a AccountFacts) -> Self {
        let AccountFacts { at, group, isin_count, labels: pairs, .. } = facts;
        Self { group: *group, isin_count: *isin_count, labels: labels(pairs), at: place(*at) }
    }
}

#[derive(Serialize)]
struct Balance<'a> {
    label: &'a str,
    units: Units,
}

#[derive(Serialize)]
struct HoldingLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<SecurityClass>,
    listed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    face_value: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coupon_rate: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coupon_frequency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maturity_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    balances: Vec<Balance<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    markers: &'a [String],
    #[serde(flatten)]
    at: Place,
}

impl<'a> HoldingLine<'a> {
    fn of(facts: &'a HoldingFacts) -> Self {
        Self {
            section: facts.section,
            listed: facts.listed,
            price: facts.price,
            face_value: facts.face_value,
            coupon_rate: facts.coupon_rate.as_deref(),
            coupon_frequency: facts.coupon_frequency.as_deref(),
            maturity_date: facts.maturity_date.map(|day| day.to_string()),
            symbol: facts.symbol.as_deref(),
            balances: facts.balances.iter().map(|(label, units)| Balance { label, units: *units }).collect(),
            markers: &facts.markers,
            at: place(facts.at),
        }
    }
}

#[derive(Serialize)]
struct FolioLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label<'a>>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> FolioLine<'a> {
    fn of(facts: &'a FolioFacts) -> Self {
        Self { group: facts.group, labels: labels(&facts.labels), at: place(facts.at) }
    }
}

#[derive(Serialize)]
struct SchemeLine<'a> {
    printed_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed_isin: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nav_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    average_cost: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ucc: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annualised_return: Option<Percent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed_gain: Option<Amount>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label<'a>>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> SchemeLine<'a> {
    fn of(facts: &'a SchemeFacts) -> Self {
        Self {
            printed_name: &facts.printed_name,
            printed_isin: facts.printed_isin.as_deref(),
            nav_date: facts.nav_date.map(|day| day.to_string()),
            average_cost: facts.average_cost,
            ucc: facts.ucc.as_deref(),
            annualised_return: facts.annualised_return,
            printed_gain: facts.printed_gain,
            labels: labels(&facts.labels),
            at: place(facts.at),
        }
    }
}

#[derive(Serialize)]
struct RowLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    opening: Option<Units>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    neutral: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    balance_type: Option<&'a str>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> RowLine<'a> {
    fn of(facts: &'a RowFacts) -> Self {
        let RowFacts { at, opening, neutral, balance_type } = facts;
        Self { opening: *opening, neutral: *neutral, balance_type: balance_type.as_deref(), at: place(*at) }
    }
}

#[derive(Serialize)]
struct NpsLine<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributions: Vec<ContributionLine<'a>>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> NpsLine<'a> {
    fn of(facts: &'a NpsFacts) -> Self {
        Self {
            labels: labels(&facts.labels),
            contributions: facts.rows.iter().map(|row| ContributionLine::of(row.at, &row.fact)).collect(),
            at: place(facts.at),
        }
    }
}

#[derive(Serialize)]
struct ContributionLine<'a> {
    date: Option<String>,
    description: &'a str,
    direction: Option<&'a str>,
    amount: Option<Amount>,
    nav: Option<Price>,
    units: Option<Units>,
    #[serde(flatten)]
    at: Place,
}

impl<'a> ContributionLine<'a> {
    fn of(at: Location, row: &'a NpsRowRecord) -> Self {
        Self {
            date: row.date.map(|day| day.to_string()),
            description: &row.description,
            direction: row.direction.as_deref(),
            amount: row.amount,
            nav: row.nav,
            units: row.units,
            at: place(at),
        }
    }
}
