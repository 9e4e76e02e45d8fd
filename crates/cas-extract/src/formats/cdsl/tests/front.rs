//! The pages before the tables: summary, roster, details; the frame of every page.

use cas_model::record::{Record, TotalScope};

use super::{FRAME, all_claimed, page, records, schemes, shown};

#[test]
fn a_name_that_wraps_to_the_margin_is_no_part_of_the_code_beside_it() {
    let drawing = "
        220 | 25 Account Details
        330 | 25 MF Folios
        344 | 25 AMC Name : Sample One Mutual Fund
        356 | 25 Scheme Name : Sample One Very Long Named Aggressive Hybrid Multi Asset Fund | 430 Scheme Code : S1IX
        364 | 25 Series Twenty One - Direct Plan - Growth
        376 | 25 Folio No : 70000001 | 200 Mode of Holding : Single | 430 UCC : MFSONE0001";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let scheme = schemes(&found)[0];
    let name = "Sample One Very Long Named Aggressive Hybrid Multi Asset Fund Series Twenty One - Direct Plan - Growth";
    assert_eq!((scheme.rta_code.as_deref(), scheme.printed_name.as_str()), (Some("S1IX"), name));
    all_claimed(&sheets);
}

#[test]
fn details_by_label_whatever_the_line_breaks() {
    let drawing = "
        220 | 25 Account Details
        237 | 25 RIYA TESTCASE PAN: ABCDE1234F
        258 | 25 CDSL Demat Accounts
        272 | 25 DP Name : FIRST SAMPLE BROKING LIMITED DP ID : 12345678 CLIENT ID : 11111111
        284 | 25 Email Id : r***@example.com Mobile No : XXXXXX0000
        296 | 25 BO Type : INDIVIDUAL BO Sub Type / BO Sub Status : Individual- Resident Negative
        304 | 25 Nomination BO Status : ACTIVE
        316 | 25 Account Status : Active Frozen Status : - BSDA : NO RGESS : NO Nominee : Not Registered
        330 | 25 MF Folios
        344 | 25 AMC Name : Sample One Mutual Fund
        356 | 25 Scheme Name : Sample One Index Fund - Direct Plan - Growth Scheme Code : S1IX
        368 | 25 Folio No : 70000001 Mode of Holding : Single KYC of Investor/s : KYC OK Nominee : Please Nominate
        380 | 25 ISIN : NOT AVAILABLE UCC : MFSONE0001 RTA : CAMS
        400 | 25 NPS-SP : PROT PRAN ID : 110000000011";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let account =
        found.iter().find_map(|r| if let Record::Account(account) = r { Some(account) } else { None });
    let account = account.unwrap();
    assert_eq!(account.key.client_id, "11111111");
    let info = &account.info;
    assert_eq!(info.bo_sub_status.as_deref(), Some("Individual- Resident Negative Nomination"));
    assert_eq!(info.bo_status.as_deref(), Some("ACTIVE"));
    assert_eq!(info.status.as_deref(), Some("Active"));
    assert_eq!(info.bsda.as_deref(), Some("NO"));
    assert_eq!(info.nominee.as_deref(), Some("Not Registered"));
    assert_eq!(info.email.as_deref(), Some("r***@example.com"));
    let folio =
        found.iter().find_map(|r| if let Record::Folio(folio) = r { Some(folio) } else { None }).unwrap();
    assert_eq!(folio.amc.as_deref(), Some("Sample One Mutual Fund"));
    assert_eq!((folio.registrar.as_deref(), folio.kyc.as_deref()), (Some("CAMS"), Some("KYC OK")));
    let scheme = schemes(&found)[0];
    assert_eq!((scheme.isin, scheme.printed_isin.as_deref()), (None, Some("NOT AVAILABLE")));
    assert_eq!(scheme.rta_code.as_deref(), Some("S1IX"));
    assert!(
        found.iter().any(|r| matches!(r, Record::Nps(nps) if nps.pran.as_deref() == Some("110000000011")))
    );
    assert!(found.iter().any(|r| matches!(r, Record::Investor(investor) if investor.pan.is_some())));
    all_claimed(&sheets);
}

#[test]
fn wraps_of_details_stand_under_their_label() {
    let drawing = "
        220 | 25 Account Details
        258 | 25 CDSL Demat Accounts
        272 | 25 DP Name : FIRST SAMPLE BROKING | 300 DP ID : 12345678 | 430 CLIENT ID : 11111111
        280 | 60 LIMITED
        296 | 25 BO Type : INDIVIDUAL | 150 BO Sub Type / BO Sub Status : Individual- Resident | 450 BO Status : ACTIVE
        304 | 240 Negative Nomination";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let account =
        found.iter().find_map(|r| if let Record::Account(account) = r { Some(account) } else { None });
    let account = account.unwrap();
    assert_eq!(account.dp_name.as_deref(), Some("FIRST SAMPLE BROKING LIMITED"));
    assert_eq!(account.key.client_id, "11111111");
    assert_eq!(account.info.bo_sub_status.as_deref(), Some("Individual- Resident Negative Nomination"));
    assert_eq!(account.info.bo_status.as_deref(), Some("ACTIVE"));
    all_claimed(&sheets);
}

#[test]
fn groups_follow_the_names_at_the_top_of_the_page() {
    let roster = "
        178 | 25 CAS ID: AA00000001
        189 | 25 RIYA TESTCASE
        200 | 25 FLAT 1 SAMPLE TOWERS
        211 | 25 PINCODE: 400001 | 250 YOUR CONSOLIDATED PORTFOLIO VALUE ` 73,207.02
        275 | 25 In the single name of
        287 | 25 RIYA TESTCASE ( PAN :ABCDE1234F )
        299 | 25 Account Type | 150 Account Details
        312 | 400 Total | 514 10.00
        330 | 25 In the joint name(s) of
        342 | 25 RIYA TESTCASE ( PAN :ABCDE1234F )
        354 | 25 KABIR TESTCASE ( PAN :PQRSX5678K )
        366 | 25 Account Type | 150 Account Details
        380 | 400 Total | 514 20.00";
    let joint = "
        177 | 25 Joint A/C Holder: KABIR TESTCASE
        220 | 188 MUTUAL FUND UNITS HELD AS ON 30-04-2026
        236 | 22 Grand Total | 400 6,166.40 | 470 6,686.02";
    let sheets = [
        page(1, &[FRAME, roster].concat()),
        page(2, &[FRAME, joint].concat()),
        page(3, &[FRAME, "220 | 25 About CDSL"].concat()),
    ];
    let found = records(&sheets);
    let total = found.iter().find_map(|record| match record {
        Record::Total(total) if matches!(total.scope, TotalScope::Folios(_)) => Some(&total.scope),
        _ => None,
    });
    assert_eq!(total, Some(&TotalScope::Folios(1)));
    let investor =
        found.iter().find_map(|r| if let Record::Investor(investor) = r { Some(investor) } else { None });
    let investor = investor.unwrap();
    assert_eq!(investor.cas_id.as_deref(), Some("AA00000001"));
    assert_eq!(investor.name.as_deref(), Some("RIYA TESTCASE"));
    assert_eq!((investor.address.len(), investor.pincode.as_deref()), (1, Some("400001")));
    assert!(found.iter().any(|r| matches!(r, Record::Period { .. })), "the title names the period");
    all_claimed(&sheets);
}

#[test]
fn summary_of_investments_per_group_and_in_all() {
    let drawing = "
        220 | 25 Summary of Investments
        237 | 25 (On the basis of PAN of first holder)
        257 | 25 Name/Joint Name (s) | 230 Portfolio Valuation | 480 View Statement
        270 | 230 CDSL Demat Accounts | 370 5,021.00
        278 | 25 RIYA TESTCASE | 230 NSDL Demat Accounts * | 370 N.A. | 490 Click Here
        286 | 230 Total Portfolio Value | 370 5,021.00
        300 | 230 Total Portfolio Value | 370 ` 5,021.00";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let totals: Vec<_> = found
        .iter()
        .filter_map(|record| match record {
            Record::Total(total) => Some((total.scope.clone(), shown(total.value))),
            _ => None,
        })
        .collect();
    let class = |label: &str| TotalScope::AssetClass(Some(0), label.to_owned());
    assert_eq!(
        totals,
        [
            (class("CDSL Demat Accounts"), "5021.00".to_owned()),
            (class("NSDL Demat Accounts"), "-".to_owned()),
            (TotalScope::Group(0), "5021.00".to_owned()),
            (TotalScope::Portfolio, "5021.00".to_owned()),
        ]
    );
    all_claimed(&sheets);
}
