//! The unified statement: exactly the published JSON, in its key order.
//!
//! Members that the schema marks "always" are always written; the others are skipped when nothing was printed.
//! Extensions (`x_...`) are not here: `cas-output` adds them at top level when asked for.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{Amount, CasType, Depository, Isin, Pan, Percent, Price, SchemeType, TransactionKind, Units};

/// The unified response for one statement.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statement {
    /// What was parsed.
    pub meta: Meta,
    /// Whose statement it is.
    pub investor: Investor,
    /// Counts and values per kind of account.
    pub summary: Summary,
    /// Demat accounts of both depositories, in roster order.
    pub demat_accounts: Vec<DematAccount>,
    /// Mutual-fund folios, in document order.
    pub mutual_funds: Vec<MutualFundFolio>,
    /// Insurance policies.
    pub insurance: Insurance,
    /// National Pension System accounts.
    pub nps: Vec<NpsAccount>,
}

/// `meta`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Meta {
    /// Issuer family.
    pub cas_type: CasType,
    /// First and last day covered; both the as-on day for a summary.
    pub statement_period: Period,
    /// RFC 3339 moment at which the answer was made, given by the caller; `None` (null) when the caller fixes none.
    pub generated_at: Option<String>,
}

/// First and last day, both inclusive.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// First day; `None` when not printed.
    pub from: Option<NaiveDate>,
    /// Last day; `None` when not printed.
    pub to: Option<NaiveDate>,
}

/// `investor`: the addressee.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Investor {
    /// As printed.
    pub name: Option<String>,
    /// First holder's PAN.
    pub pan: Option<Pan>,
    /// As printed, masked where the statement masks it.
    pub email: Option<String>,
    /// Lines joined by one blank, without the telephone lines.
    pub address: Option<String>,
    /// Postal code.
    pub pincode: Option<String>,
    /// As printed.
    pub mobile: Option<String>,
    /// Number of a depository statement; `None` for registrars.
    pub cas_id: Option<String>,
}

/// Personal data never reaches a log through `{:?}`.
impl std::fmt::Debug for Investor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Investor(***)")
    }
}

/// `summary`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Printed grand total, else the sum of the parts; `None` when neither can be told.
    pub total_value: Option<Amount>,
    /// Per kind of account.
    pub accounts: SummaryAccounts,
}

/// `summary.accounts`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SummaryAccounts {
    /// Demat accounts.
    pub demat: CountAndValue,
    /// Mutual-fund folios.
    pub mutual_funds: CountAndValue,
    /// Policies; statements print no surrender value, so the value is 0.
    pub insurance: CountAndValue,
    /// Pension accounts.
    pub nps: CountAndValue,
}

/// How many accounts of a kind and what they are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CountAndValue {
    /// Number of accounts.
    pub count: u32,
    /// Their value.
    pub total_value: Option<Amount>,
}

/// A holder of an account or folio.
#[derive(Clone, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkedHolder {
    /// As printed.
    pub name: Option<String>,
    /// Full or masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pan: Option<Pan>,
}

impl std::fmt::Debug for LinkedHolder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkedHolder(***)")
    }
}

/// One transaction of a scheme or security.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Transaction {
    /// Day of the transaction.
    #[serde(serialize_with = "crate::date::serialize")]
    pub date: NaiveDate,
    /// Wording as printed, wrapped lines joined by one blank.
    pub description: Option<String>,
    /// What the wording means.
    #[serde(rename = "type")]
    pub kind: TransactionKind,
    /// Rupees; negative when paid out to the investor. `None` when not printed.
    pub amount: Option<Amount>,
    /// Units; negative when they leave. `None` when the row moves none.
    pub units: Option<Units>,
    /// Price of one unit. `None` when not printed.
    pub nav: Option<Price>,
    /// Units after the row. `None` when not printed.
    pub balance: Option<Units>,
    /// Rupees of income per unit.
    pub dividend_rate: Option<Price>,
    /// Columns without a home of their own.
    pub additional_info: TransactionInfo,
}

/// `transactions[].additional_info`: only what was printed.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransactionInfo {
    /// Credit column of a demat ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Units>,
    /// Debit column of a demat ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debit: Option<Units>,
    /// Stamp duty of this purchase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stamp_duty: Option<Amount>,
    /// Order or reference number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_no: Option<String>,
    /// Price column beside the NAV column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// Income distribution column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub income_distribution: Option<Amount>,
    /// Capital withdrawal column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capital_withdrawal: Option<Amount>,
}

/// One demat account.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DematAccount {
    /// The depository that holds it.
    pub demat_type: Depository,
    /// NSDL: `IN` + 6 digits; CDSL: 8 digits.
    pub dp_id: Option<String>,
    /// Depository participant.
    pub dp_name: Option<String>,
    /// NSDL: 8 digits; CDSL: the 16 digits of the BO id.
    pub client_id: Option<String>,
    /// CDSL: 16 digits; NSDL: `None`.
    pub bo_id: Option<String>,
    /// Value of the account as the roster prints it.
    pub value: Option<Amount>,
    /// Holders, first holder first.
    pub linked_holders: Vec<LinkedHolder>,
    /// What it holds.
    pub holdings: Holdings,
    /// What the statement says of the account.
    pub additional_info: DematInfo,
}

/// `demat_accounts[].holdings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holdings {
    /// Equity and preference shares, warrants, rights, REIT and InvIT units.
    pub equities: Vec<Holding>,
    /// Bonds, debentures, commercial paper, certificates of deposit, securitised debt.
    pub corporate_bonds: Vec<Holding>,
    /// Dated stock, treasury bills, state loans, sovereign gold bonds.
    pub government_securities: Vec<Holding>,
    /// Alternative investment funds.
    pub aifs: Vec<Holding>,
    /// Mutual-fund units in demat form, exchange-traded funds included.
    pub demat_mutual_funds: Vec<Holding>,
}

/// One security in a demat account.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holding {
    /// `None` when the printed one is not valid.
    pub isin: Option<Isin>,
    /// As printed, wraps joined.
    pub name: Option<String>,
    /// Current balance.
    pub units: Option<Units>,
    /// Value as printed.
    pub value: Option<Amount>,
    /// Movements in the period, in printed order.
    pub transactions: Vec<Transaction>,
    /// Balances and bond facts.
    pub additional_info: HoldingInfo,
}

/// `additional_info` of a holding.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoldingInfo {
    /// Units before the first movement; `None` without movements.
    pub open_units: Option<Units>,
    /// Units after the last movement; `None` without movements.
    pub close_units: Option<Units>,
    /// Coupon as printed (`8.10`); bonds only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon_rate: Option<String>,
    /// Day of maturity; bonds only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity_date: Option<NaiveDate>,
    /// Face value of one unit; bonds and government securities only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face_value: Option<Price>,
    /// Market price of one bond; corporate bonds only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub market_value: Option<Price>,
}

/// `additional_info` of a demat account: only what was printed.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DematInfo {
    /// `BO Status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bo_status: Option<String>,
    /// `BO Sub Status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bo_sub_status: Option<String>,
    /// `BO Type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bo_type: Option<String>,
    /// Basic services demat account: `YES` or `NO`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bsda: Option<String>,
    /// As printed, masked where the statement masks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// `Account Status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `Nominee`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nominee: Option<String>,
    /// PANs of the holders of an NSDL account.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked_pans: Vec<Pan>,
}

impl std::fmt::Debug for DematInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DematInfo(***)")
    }
}

/// One folio with one fund house.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MutualFundFolio {
    /// As printed, wraps spliced.
    pub folio_number: Option<String>,
    /// Fund house.
    pub amc: Option<String>,
    /// `CAMS`, `KFINTECH`, `KARVY`, `FTAMIL`, as printed.
    pub registrar: Option<String>,
    /// Sum of the schemes.
    pub value: Option<Amount>,
    /// Holders, first holder first.
    pub linked_holders: Vec<LinkedHolder>,
    /// Schemes in document order.
    pub schemes: Vec<Scheme>,
    /// Registrations.
    pub additional_info: FolioInfo,
}

/// `mutual_funds[].additional_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FolioInfo {
    /// First holder's PAN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pan: Option<Pan>,
    /// KYC status as printed: `OK`, `NOT OK`, `KYC OK`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kyc: Option<String>,
    /// Status of the PAN in the KYC cell: `OK`, `NOT OK`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pankyc: Option<String>,
}

/// One scheme of a folio.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scheme {
    /// `None` when not printed or not valid.
    pub isin: Option<Isin>,
    /// Cleaned name: plan and option kept, code, ISIN, advisor, registrar and demat suffix removed.
    pub name: Option<String>,
    /// Derived from the name.
    #[serde(rename = "type")]
    pub kind: SchemeType,
    /// Closing units.
    pub units: Option<Units>,
    /// NAV of the valuation.
    pub nav: Option<Price>,
    /// Market value.
    pub value: Option<Amount>,
    /// Cost value.
    pub cost: Option<Amount>,
    /// Value against cost.
    pub gain: Gain,
    /// Transactions in printed order.
    pub transactions: Vec<Transaction>,
    /// Names of nominees; a flag (`Registered`) is not a name.
    pub nominees: Vec<String>,
    /// Codes and balances.
    pub additional_info: SchemeInfo,
}

/// `schemes[].gain`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gain {
    /// Value less cost; `None` when cost is not printed.
    pub absolute: Option<Amount>,
    /// Per cent of cost, simple, two decimals when computed; `None` when cost is absent or zero.
    pub percentage: Option<Percent>,
}

/// `schemes[].additional_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeInfo {
    /// ARN, RIA or broker code, `DIRECT`, or what the bank printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advisor: Option<String>,
    /// AMFI code; never printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amfi: Option<String>,
    /// The registrar's scheme code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rta_code: Option<String>,
    /// From the `(Demat)` or `(Non-Demat)` suffix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_demat: Option<bool>,
    /// Units at the start of the period.
    pub open_units: Option<Units>,
    /// Units at the end of the period.
    pub close_units: Option<Units>,
}

/// `insurance`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Insurance {
    /// Life policies.
    pub life_insurance_policies: Vec<LifeInsurancePolicy>,
}

/// One life policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LifeInsurancePolicy {
    /// As printed.
    pub policy_number: Option<String>,
    /// Insurer.
    pub provider: Option<String>,
    /// Product.
    pub policy_name: Option<String>,
    /// Person assured.
    pub life_assured: Option<String>,
    /// As printed.
    pub status: Option<String>,
    /// Rupees.
    pub sum_assured: Option<Amount>,
    /// Rupees per premium.
    pub premium_amount: Option<Amount>,
    /// As printed.
    pub premium_frequency: Option<String>,
    /// Further printed columns by label.
    pub additional_info: std::collections::BTreeMap<String, String>,
}

/// One pension account.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NpsAccount {
    /// Permanent retirement account number, twelve digits, possibly masked.
    pub pran: Option<String>,
    /// Central recordkeeping agency code.
    pub cra: Option<String>,
    /// Value of the account.
    pub value: Option<Amount>,
    /// Schemes held.
    pub funds: Vec<NpsFund>,
    /// The subscriber.
    pub linked_holders: Vec<LinkedHolder>,
    /// Further printed facts by label.
    pub additional_info: std::collections::BTreeMap<String, String>,
}

/// One pension scheme.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NpsFund {
    /// As printed, wraps joined.
    pub name: Option<String>,
    /// Units.
    pub units: Option<Units>,
    /// NAV.
    pub nav: Option<Price>,
    /// Printed value, or units x NAV to the paisa where no value column exists.
    pub value: Option<Amount>,
    /// Never printed.
    pub cost: Option<Amount>,
    /// Tier and manager.
    pub additional_info: NpsFundInfo,
}

/// `nps[].funds[].additional_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NpsFundInfo {
    /// 1 or 2; `None` when not printed.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = [1, 2, null])))]
    pub tier: Option<u8>,
    /// Pension fund manager.
    pub manager: Option<String>,
}
