//! Demat accounts: roster rows, block headers and details pages merged by key; holdings and ledgers joined by ISIN.

use std::collections::HashMap;

use cas_model::facts::{AccountFacts, HoldingFacts, HoldingList};
use cas_model::record::{AccountKey, AccountRecord, HoldingRecord, MovementRecord};
use cas_model::statement::{DematAccount, DematInfo, Holding, HoldingInfo, Holdings, LinkedHolder};
use cas_model::{Depository, Diagnostic, DiagnosticCode, Isin, Pan};
use cas_page::Location;

use super::demat_ledger::Ledger;
use super::draft::{Draft, fill};
use crate::security::{self, Placement};

/// What a security is known by within an account: its ISIN, or its folded name where none can be read.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum SecurityKey {
    Isin(Isin),
    Name(String),
}

impl SecurityKey {
    fn of(isin: Option<Isin>, name: Option<&str>) -> Self {
        isin.map_or_else(|| Self::Name(name.unwrap_or("").to_lowercase()), Self::Isin)
    }
}

/// Accounts while they are gathered.
#[derive(Default)]
pub(super) struct Accounts {
    places: HashMap<AccountKey, usize>,
    gathered: Vec<Gathered>,
}

/// One account while it is gathered.
struct Gathered {
    key: AccountKey,
    account: DematAccount,
    facts: AccountFacts,
    /// Where each security stands.
    holdings: HashMap<SecurityKey, (HoldingList, usize)>,
    ledgers: Vec<(SecurityKey, Ledger)>,
    ledger_places: HashMap<SecurityKey, usize>,
}

impl Accounts {
    fn at_key(&mut self, at: Location, key: AccountKey) -> Option<&mut Gathered> {
        let index = match self.places.get(&key) {
            Some(&index) => index,
            None => {
                self.places.insert(key.clone(), self.gathered.len());
                self.gathered.push(Gathered::new(at, key));
                self.gathered.len() - 1
            }
        };
        self.gathered.get_mut(index)
    }

    /// Facts about an account; later records fill what earlier ones left open.
    pub(super) fn account(&mut self, at: Location, record: AccountRecord) {
        let AccountRecord { key, dp_name, group, value, isin_count, holders, info, labels } = record;
        let Some(Gathered { account, facts, .. }) = self.at_key(at, key) else { return };
        fill(&mut account.dp_name, dp_name);
        fill(&mut account.value, value);
        fill(&mut facts.group, group);
        fill(&mut facts.isin_count, isin_count);
        if account.linked_holders.is_empty() {
            account.linked_holders = holders;
        }
        merge_info(&mut account.additional_info, info);
        for label in labels {
            if !facts.labels.contains(&label) {
                facts.labels.push(label);
            }
        }
    }

    /// A row of a holding table.
    pub(super) fn holding(&mut self, at: Location, record: HoldingRecord, notes: &mut Vec<Diagnostic>) {
        let placement = security::place(record.section, record.isin, record.name.as_deref());
        if placement.disagrees {
            notes.push(Diagnostic { code: DiagnosticCode::ClassDisagrees, at });
        }
        let key = SecurityKey::of(record.isin, record.name.as_deref());
        let Some(gathered) = self.at_key(at, record.account.clone()) else { return };
        gathered.add(key, placement, holding_of(at, record, placement));
    }

    /// A row of a ledger.
    pub(super) fn movement(&mut self, at: Location, record: MovementRecord) {
        let key = SecurityKey::of(record.isin, record.name.as_deref());
        let Some(gathered) = self.at_key(at, record.account.clone()) else { return };
        let index = match gathered.ledger_places.get(&key) {
            Some(&index) => index,
            None => {
                gathered.ledger_places.insert(key.clone(), gathered.ledgers.len());
                gathered.ledgers.push((key, Ledger::default()));
                gathered.ledgers.len() - 1
            }
        };
        if let Some((_, ledger)) = gathered.ledgers.get_mut(index) {
            ledger.rows.push((at, record));
        }
    }

    /// Joins ledgers to holdings and hands everything to the draft.
    pub(super) fn build(self, draft: &mut Draft) {
        for mut gathered in self.gathered {
            for (key, ledger) in std::mem::take(&mut gathered.ledgers) {
                gathered.join(&key, ledger, draft);
            }
            gathered.complete_holders(&draft.facts.groups);
            draft.statement.demat_accounts.push(gathered.account);
            draft.facts.accounts.push(gathered.facts);
        }
    }
}

impl Gathered {
    fn new(at: Location, key: AccountKey) -> Self {
        let long_id = format!("{}{}", key.dp_id, key.client_id);
        let (client_id, bo_id) = match key.depository {
            Depository::Nsdl => (key.client_id.clone(), None),
            Depository::Cdsl => (long_id.clone(), Some(long_id)),
        };
        let some = |text: String| (!text.is_empty()).then_some(text);
        let account = DematAccount {
            demat_type: key.depository,
            dp_id: some(key.dp_id.clone()),
            dp_name: None,
            client_id: some(client_id),
            bo_id,
            value: None,
            linked_holders: Vec::new(),
            holdings: Holdings::default(),
            additional_info: DematInfo::default(),
        };
        Self {
            key,
            account,
            facts: AccountFacts { at, ..AccountFacts::default() },
            holdings: HashMap::new(),
            ledgers: Vec::new(),
            ledger_places: HashMap::new(),
        }
    }

    fn add(&mut self, key: SecurityKey, placement: Placement, (holding, facts): (Holding, HoldingFacts)) {
        let list = placement.list.of_mut(&mut self.account.holdings);
        self.holdings.entry(key).or_insert((placement.list, list.len()));
        list.push(holding);
        if let Some(beside) = self.facts.holdings.get_mut(placement.list.index()) {
            beside.push(facts);
        }
    }

    /// Gives a ledger to its holding; a security that is no longer held becomes a holding of its closing balance.
    fn join(&mut self, key: &SecurityKey, ledger: Ledger, draft: &mut Draft) {
        let Some((at, first)) = ledger.rows.first() else { return };
        let (at, isin) = (*at, first.isin);
        let name = ledger.rows.iter().find_map(|(_, row)| row.name.clone());
        let fallback = draft.statement.meta.statement_period.to;
        let settled = ledger.settle(fallback, &mut draft.classifier, &mut draft.notes);
        if !self.holdings.contains_key(key) {
            let placement = security::place(None, isin, name.as_deref());
            let holding = Holding {
                isin,
                name,
                units: settled.close,
                value: None,
                transactions: Vec::new(),
                additional_info: HoldingInfo::default(),
            };
            let facts = HoldingFacts { at, class: placement.class, ..HoldingFacts::default() };
            self.add(key.clone(), placement, (holding, facts));
        }
        let Some(&(list, index)) = self.holdings.get(key) else { return };
        let (Some(holding), Some(facts)) = (
            list.of_mut(&mut self.account.holdings).get_mut(index),
            self.facts.holdings.get_mut(list.index()).and_then(|beside| beside.get_mut(index)),
        ) else {
            return;
        };
        holding.transactions = settled.transactions;
        holding.additional_info.open_units = settled.open;
        holding.additional_info.close_units = settled.close;
        facts.rows = settled.facts;
    }

    /// The holders of the group, with what the account itself prints; an NSDL account lists their PANs.
    fn complete_holders(&mut self, groups: &[Vec<LinkedHolder>]) {
        let group = self.facts.group.or((groups.len() == 1).then_some(0));
        let group = group.and_then(|group| groups.get(group as usize)).filter(|g| !g.is_empty());
        if let Some(group) = group {
            let own = std::mem::replace(&mut self.account.linked_holders, group.clone());
            for holder in &mut self.account.linked_holders {
                if holder.pan.is_none() {
                    let twin = own.iter().find(|own| own.name == holder.name);
                    holder.pan = twin.and_then(|twin| twin.pan.clone());
                }
            }
        }
        let info = &mut self.account.additional_info;
        if self.key.depository == Depository::Nsdl && info.linked_pans.is_empty() {
            let pans = self.account.linked_holders.iter().filter_map(|holder| holder.pan.clone());
            info.linked_pans = pans.collect::<Vec<Pan>>();
        }
    }
}

fn holding_of(at: Location, record: HoldingRecord, placement: Placement) -> (Holding, HoldingFacts) {
    let is_bond = matches!(placement.list, HoldingList::CorporateBonds | HoldingList::GovernmentSecurities);
    let info = if is_bond {
        HoldingInfo {
            coupon_rate: record.coupon_rate.clone(),
            maturity_date: record.maturity_date,
            face_value: record.face_value,
            market_value: record.price.filter(|_| placement.list == HoldingList::CorporateBonds),
            ..HoldingInfo::default()
        }
    } else {
        HoldingInfo::default()
    };
    let facts = HoldingFacts {
        at,
        section: record.section,
        class: placement.class,
        listed: true,
        price: record.price,
        face_value: record.face_value,
        coupon_rate: record.coupon_rate,
        coupon_frequency: record.coupon_frequency,
        maturity_date: record.maturity_date,
        symbol: record.symbol,
        balances: record.balances,
        markers: record.markers,
        rows: Vec::new(),
    };
    let holding = Holding {
        isin: record.isin,
        name: record.name,
        units: record.units,
        value: record.value,
        transactions: Vec::new(),
        additional_info: info,
    };
    (holding, facts)
}

fn merge_info(info: &mut DematInfo, record: DematInfo) {
    fill(&mut info.bo_status, record.bo_status);
    fill(&mut info.bo_sub_status, record.bo_sub_status);
    fill(&mut info.bo_type, record.bo_type);
    fill(&mut info.bsda, record.bsda);
    fill(&mut info.email, record.email);
    fill(&mut info.status, record.status);
    fill(&mut info.nominee, record.nominee);
    if info.linked_pans.is_empty() {
        info.linked_pans = record.linked_pans;
    }
}
