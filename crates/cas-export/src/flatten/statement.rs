//! A consolidated account statement: demat accounts, folios, policies, pension accounts.

use cas::model::facts::{AccountFacts, Facts, FolioFacts, HoldingFacts, HoldingList, NpsFacts, SchemeFacts};
use cas::model::record::NpsRowRecord;
use cas::model::statement::{
    DematAccount, Holding, Holdings, LifeInsurancePolicy, LinkedHolder, MutualFundFolio, NpsAccount, NpsFund,
    Scheme, Statement, Transaction,
};
use cas::model::{Amount, TransactionKind};

use super::{Builder, joined, object, repeated, wire};
use crate::cell::{Cell, cell, text};
use crate::tables::{AccountRow, HoldingRow, StatementRow, TransactionRow};

/// Adds everything of a statement.
pub(super) fn add(builder: &mut Builder, about: StatementRow, statement: &Statement, facts: &Facts) {
    builder.statement(head(about, statement));
    for (index, account) in statement.demat_accounts.iter().enumerate() {
        demat(builder, account, facts.accounts.get(index), index);
    }
    for (index, account) in statement.mutual_funds.iter().enumerate() {
        folio(builder, account, facts.folios.get(index), index);
    }
    for (index, policy) in statement.insurance.life_insurance_policies.iter().enumerate() {
        builder.account(policy_row(policy, index));
    }
    for (index, account) in statement.nps.iter().enumerate() {
        pension(builder, account, facts.nps.get(index), index);
    }
}

fn head(about: StatementRow, statement: &Statement) -> StatementRow {
    let Statement { meta, investor, summary, .. } = statement;
    let accounts = &summary.accounts;
    StatementRow {
        kind: wire(meta.cas_type),
        period_from: cell(meta.statement_period.from),
        period_to: cell(meta.statement_period.to),
        investor_name: text(investor.name.as_ref()),
        investor_pan: cell(investor.pan.as_ref()),
        investor_email: text(investor.email.as_ref()),
        investor_address: text(investor.address.as_ref()),
        investor_pincode: text(investor.pincode.as_ref()),
        investor_mobile: text(investor.mobile.as_ref()),
        cas_id: text(investor.cas_id.as_ref()),
        total_value: cell(summary.total_value),
        demat_count: accounts.demat.count.into(),
        demat_value: cell(accounts.demat.total_value),
        mutual_fund_count: accounts.mutual_funds.count.into(),
        mutual_fund_value: cell(accounts.mutual_funds.total_value),
        insurance_count: accounts.insurance.count.into(),
        insurance_value: cell(accounts.insurance.total_value),
        nps_count: accounts.nps.count.into(),
        nps_value: cell(accounts.nps.total_value),
        ..about
    }
}

fn holders(linked: &[LinkedHolder]) -> (Cell, Cell) {
    let pan =
        |holder: &'_ LinkedHolder| holder.pan.as_ref().map(|pan| pan.as_str().to_owned()).unwrap_or_default();
    let pans: Vec<String> = linked.iter().map(pan).collect();
    let names = joined(linked.iter().map(|holder| holder.name.as_deref().unwrap_or("")));
    (names, joined(pans.iter().map(String::as_str)))
}

fn demat(builder: &mut Builder, account: &DematAccount, facts: Option<&AccountFacts>, index: usize) {
    let pointer = format!("/demat_accounts/{index}");
    let (names, pans) = holders(&account.linked_holders);
    let info = &account.additional_info;
    let count = |held: &Holdings| HoldingList::ALL.iter().map(|list| list.of(held).len()).sum::<usize>();
    let number = match (&account.bo_id, &account.dp_id, &account.client_id) {
        (Some(bo), _, _) => Cell::Text(bo.clone()),
        (None, Some(dp), Some(client)) => Cell::Text(format!("{dp}-{client}")),
        (None, _, client) => text(client.as_ref()),
    };
    let id = builder.account(AccountRow {
        pointer: pointer.as_str().into(),
        kind: "DEMAT".into(),
        number,
        holders: names,
        holder_pans: pans,
        value: cell(account.value),
        holdings: count(&account.holdings).into(),
        depository: wire(account.demat_type),
        dp_id: text(account.dp_id.as_ref()),
        dp_name: text(account.dp_name.as_ref()),
        client_id: text(account.client_id.as_ref()),
        bo_id: text(account.bo_id.as_ref()),
        bo_status: text(info.bo_status.as_ref()),
        bo_sub_status: text(info.bo_sub_status.as_ref()),
        bo_type: text(info.bo_type.as_ref()),
        bsda: text(info.bsda.as_ref()),
        status: text(info.status.as_ref()),
        nominee: text(info.nominee.as_ref()),
        email: text(info.email.as_ref()),
        linked_pans: joined(info.linked_pans.iter().map(cas::model::Pan::as_str)),
        ..AccountRow::default()
    });
    for list in HoldingList::ALL {
        let beside = facts.and_then(|facts| facts.holdings.get(list.index()));
        for (place, holding) in list.of(&account.holdings).iter().enumerate() {
            let row = HoldingRow {
                account_id: id.clone(),
                pointer: format!("{pointer}/holdings/{}/{place}", list.key()).into(),
                section: list.key().into(),
                ..security(holding, beside.and_then(|facts| facts.get(place)))
            };
            held(builder, row, &holding.transactions);
        }
    }
}

fn security(holding: &Holding, facts: Option<&HoldingFacts>) -> HoldingRow {
    let info = &holding.additional_info;
    HoldingRow {
        class: facts.and_then(|facts| facts.class).map_or(Cell::Null, wire),
        isin: cell(holding.isin),
        name: text(holding.name.as_ref()),
        units: cell(holding.units),
        price: cell(facts.and_then(|facts| facts.price)),
        value: cell(holding.value),
        open_units: cell(info.open_units),
        close_units: cell(info.close_units),
        coupon_rate: text(info.coupon_rate.as_ref()),
        maturity_date: cell(info.maturity_date),
        face_value: cell(info.face_value),
        market_value: cell(info.market_value),
        ..HoldingRow::default()
    }
}

fn folio(builder: &mut Builder, folio: &MutualFundFolio, facts: Option<&FolioFacts>, index: usize) {
    let pointer = format!("/mutual_funds/{index}");
    let (names, pans) = holders(&folio.linked_holders);
    let info = &folio.additional_info;
    let id = builder.account(AccountRow {
        pointer: pointer.as_str().into(),
        kind: "FOLIO".into(),
        number: text(folio.folio_number.as_ref()),
        holders: names,
        holder_pans: pans,
        value: cell(folio.value),
        holdings: folio.schemes.len().into(),
        amc: text(folio.amc.as_ref()),
        registrar: text(folio.registrar.as_ref()),
        pan: cell(info.pan.as_ref()),
        kyc: text(info.kyc.as_ref()),
        pankyc: text(info.pankyc.as_ref()),
        ..AccountRow::default()
    });
    for (place, scheme) in folio.schemes.iter().enumerate() {
        let row = HoldingRow {
            account_id: id.clone(),
            pointer: format!("{pointer}/schemes/{place}").into(),
            section: "mutual_funds".into(),
            ..scheme_row(scheme, facts.and_then(|facts| facts.schemes.get(place)))
        };
        held(builder, row, &scheme.transactions);
    }
}

fn scheme_row(scheme: &Scheme, facts: Option<&SchemeFacts>) -> HoldingRow {
    let info = &scheme.additional_info;
    HoldingRow {
        isin: cell(scheme.isin),
        name: text(scheme.name.as_ref()),
        scheme_type: wire(scheme.kind),
        units: cell(scheme.units),
        price: cell(scheme.nav),
        price_date: cell(facts.and_then(|facts| facts.nav_date)),
        value: cell(scheme.value),
        cost: cell(scheme.cost),
        gain: cell(scheme.gain.absolute),
        gain_percent: cell(scheme.gain.percentage),
        open_units: cell(info.open_units),
        close_units: cell(info.close_units),
        rta_code: text(info.rta_code.as_ref()),
        advisor: text(info.advisor.as_ref()),
        amfi: text(info.amfi.as_ref()),
        is_demat: cell(info.is_demat),
        nominees: joined(scheme.nominees.iter().map(String::as_str)),
        ..HoldingRow::default()
    }
}

/// Adds a holding and its transactions.
fn held(builder: &mut Builder, row: HoldingRow, transactions: &[Transaction]) {
    let row = HoldingRow { transactions: transactions.len().into(), ..row };
    let (account, isin, name) = (row.account_id.clone(), row.isin.clone(), repeated(&row.name));
    let pointer = match &row.pointer {
        Cell::Text(pointer) => pointer.clone(),
        _ => String::new(),
    };
    let id = builder.holding(row);
    for (place, transaction) in transactions.iter().enumerate() {
        builder.transaction(TransactionRow {
            account_id: account.clone(),
            holding_id: id.clone(),
            pointer: format!("{pointer}/transactions/{place}").into(),
            isin: isin.clone(),
            name: name.clone(),
            ..transaction_row(transaction)
        });
    }
}

/// What the investor pays: the JSON has the amount of a payout as it is printed, without a minus.
fn paid(transaction: &Transaction) -> Option<Amount> {
    let is_payout = transaction.kind == TransactionKind::DividendPayout;
    transaction.amount.map(|amount| if is_payout && !amount.is_zero() { -amount } else { amount })
}

fn transaction_row(transaction: &Transaction) -> TransactionRow {
    let info = &transaction.additional_info;
    TransactionRow {
        record: "transaction".into(),
        date: transaction.date.into(),
        kind: transaction.kind.wire().into(),
        description: text(transaction.description.as_ref()),
        amount: cell(paid(transaction)),
        units: cell(transaction.units),
        price: cell(transaction.nav),
        balance: cell(transaction.balance),
        dividend_rate: cell(transaction.dividend_rate),
        credit: cell(info.credit),
        debit: cell(info.debit),
        stamp_duty: cell(info.stamp_duty),
        order_no: text(info.order_no.as_ref()),
        price_column: cell(info.price),
        income_distribution: cell(info.income_distribution),
        capital_withdrawal: cell(info.capital_withdrawal),
        ..TransactionRow::default()
    }
}

fn policy_row(policy: &LifeInsurancePolicy, index: usize) -> AccountRow {
    AccountRow {
        pointer: format!("/insurance/life_insurance_policies/{index}").into(),
        kind: "INSURANCE".into(),
        number: text(policy.policy_number.as_ref()),
        holdings: 0_u32.into(),
        status: text(policy.status.as_ref()),
        provider: text(policy.provider.as_ref()),
        policy_name: text(policy.policy_name.as_ref()),
        life_assured: text(policy.life_assured.as_ref()),
        sum_assured: cell(policy.sum_assured),
        premium_amount: cell(policy.premium_amount),
        premium_frequency: text(policy.premium_frequency.as_ref()),
        additional_info: object(&policy.additional_info),
        ..AccountRow::default()
    }
}

fn pension(builder: &mut Builder, account: &NpsAccount, facts: Option<&NpsFacts>, index: usize) {
    let pointer = format!("/nps/{index}");
    let (names, pans) = holders(&account.linked_holders);
    let id = builder.account(AccountRow {
        pointer: pointer.as_str().into(),
        kind: "NPS".into(),
        number: text(account.pran.as_ref()),
        holders: names,
        holder_pans: pans,
        value: cell(account.value),
        holdings: account.funds.len().into(),
        cra: text(account.cra.as_ref()),
        additional_info: object(&account.additional_info),
        ..AccountRow::default()
    });
    for (place, fund) in account.funds.iter().enumerate() {
        let pointer = format!("{pointer}/funds/{place}").into();
        builder.holding(HoldingRow { account_id: id.clone(), pointer, ..fund_row(fund) });
    }
    for (place, row) in facts.into_iter().flat_map(|facts| &facts.rows).enumerate() {
        let pointer = format!("/x_full/nps/~1nps~1{index}/contributions/{place}").into();
        builder.transaction(TransactionRow { account_id: id.clone(), pointer, ..contribution(&row.fact) });
    }
}

fn fund_row(fund: &NpsFund) -> HoldingRow {
    HoldingRow {
        section: "nps".into(),
        name: text(fund.name.as_ref()),
        units: cell(fund.units),
        price: cell(fund.nav),
        value: cell(fund.value),
        cost: cell(fund.cost),
        tier: cell(fund.additional_info.tier),
        manager: text(fund.additional_info.manager.as_ref()),
        transactions: 0_u32.into(),
        ..HoldingRow::default()
    }
}

fn contribution(row: &NpsRowRecord) -> TransactionRow {
    TransactionRow {
        record: "contribution".into(),
        date: cell(row.date),
        description: row.description.as_str().into(),
        amount: cell(row.amount),
        units: cell(row.units),
        price: cell(row.nav),
        buy_sell: text(row.direction.as_ref()),
        ..TransactionRow::default()
    }
}
