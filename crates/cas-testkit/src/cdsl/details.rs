//! Account Details pages (reference 2.4).

use cas_model::Depository;

use crate::depository::flow::Flow;
use crate::depository::model::{Account, Book, FolioHolding, Group};
use crate::draw::Text;

use super::{BODY, BOLD, Traits, heading};

pub(super) fn draw(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    heading(flow, 25.0, "Account Details", traits);
    for group in &book.groups {
        let Some(first) = group.holders.first() else { continue };
        flow.line(BOLD, 8.0, 25.0, &format!("{} PAN: {}", first.name, first.pan), 14.0);
        for (depository, title) in
            [(Depository::Cdsl, "CDSL Demat Accounts"), (Depository::Nsdl, "NSDL Demat Accounts")]
        {
            let accounts: Vec<&Account> =
                group.accounts.iter().filter(|account| account.depository == depository).collect();
            if accounts.is_empty() {
                continue;
            }
            flow.need(80.0);
            flow.line(BOLD, 8.0, 25.0, title, 14.0);
            for account in accounts {
                account_details(flow, book, account, traits);
            }
        }
        if !group.folios.is_empty() {
            flow.need(80.0);
            flow.line(BOLD, 8.0, 25.0, "MF Folios", 14.0);
            for folio in &group.folios {
                folio_details(flow, group, folio);
            }
        }
    }
    for pension in &book.pensions {
        flow.need(20.0);
        let y = flow.y;
        labels(flow, y, &[(25.0, "NPS-SP", &pension.cra), (200.0, "PRAN ID", &pension.pran)]);
        flow.y += 16.0;
    }
}

fn labels(flow: &mut Flow<'_>, y: f64, pairs: &[(f64, &str, &str)]) {
    for (x, label, value) in pairs {
        flow.put(Text::new(BODY, 7.0, *x, y, format!("{label} : {value}")));
    }
}

fn account_details(flow: &mut Flow<'_>, book: &Book, account: &Account, traits: &Traits) {
    flow.need(70.0);
    let y = flow.y;
    let details = &account.details;
    match account.depository {
        Depository::Nsdl if traits.joined_dp_id => {
            labels(flow, y, &[(25.0, "DP Name", &account.dp_name), (330.0, "DPID", &account.bo_id())]);
        }
        Depository::Nsdl => {
            let ids = [
                (25.0, "DP Name", &*account.dp_name),
                (290.0, "DPID", &*account.dp_id),
                (430.0, "CLIENT ID", &*account.client_id),
            ];
            labels(flow, y, &ids);
        }
        Depository::Cdsl => {
            let ids = [
                (25.0, "DP Name", &*account.dp_name),
                (290.0, "DP ID", &*account.dp_id),
                (430.0, "CLIENT ID", &*account.client_id),
            ];
            labels(flow, y, &ids);
        }
    }
    labels(flow, y + 11.0, &[(25.0, "Email Id", &book.email), (290.0, "Mobile No", &book.mobile)]);
    let sub = if traits.joined_sub_status { "BO Sub Type / BO Sub Status" } else { "BO Sub Status" };
    let line = [
        (25.0, "BO Type", &*details.bo_type),
        (150.0, sub, &*details.bo_sub_status),
        (430.0, "BO Status", &*details.bo_status),
    ];
    labels(flow, y + 22.0, &line);
    let line = [
        (25.0, "Account Status", &*details.status),
        (150.0, "Frozen Status", "-"),
        (270.0, "BSDA", &*details.bsda),
        (350.0, "RGESS", "NO"),
        (430.0, "Nominee", &*details.nominee),
    ];
    labels(flow, y + 33.0, &line);
    flow.y = y + 52.0;
}

fn folio_details(flow: &mut Flow<'_>, _group: &Group, folio: &FolioHolding) {
    flow.need(64.0);
    let y = flow.y;
    labels(flow, y, &[(25.0, "AMC Name", &folio.amc)]);
    labels(flow, y + 11.0, &[(25.0, "Scheme Name", &folio.name), (430.0, "Scheme Code", &folio.code)]);
    let line = [
        (25.0, "Folio No", &*folio.folio),
        (170.0, "Mode of Holding", "Single"),
        (300.0, "KYC of Investor/s", "KYC OK"),
        (430.0, "Nominee", "Registered"),
    ];
    labels(flow, y + 22.0, &line);
    let isin = folio.isin.as_deref().unwrap_or("NOT AVAILABLE");
    labels(
        flow,
        y + 33.0,
        &[(25.0, "ISIN", isin), (170.0, "UCC", &folio.ucc), (300.0, "RTA", &folio.registrar)],
    );
    flow.y = y + 50.0;
}
