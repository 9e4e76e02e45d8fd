//! The closed sets of the published schema and of the statements.

use serde::Serialize;

/// `meta.cas_type`: who issued the statement.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub enum CasType {
    /// National Securities Depository Limited.
    #[serde(rename = "NSDL")]
    Nsdl,
    /// Central Depository Services (India) Limited.
    #[serde(rename = "CDSL")]
    Cdsl,
    /// A mutual-fund registrar: CAMS or KFintech (formerly Karvy).
    #[serde(rename = "CAMS_KFINTECH")]
    CamsKfintech,
}

/// `demat_accounts[].demat_type`: the depository that holds the account, whoever issued the statement.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub enum Depository {
    /// National Securities Depository Limited.
    #[serde(rename = "NSDL")]
    Nsdl,
    /// Central Depository Services (India) Limited.
    #[serde(rename = "CDSL")]
    Cdsl,
}

/// `schemes[].type`: derived from the scheme's name by rule, never printed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub enum SchemeType {
    /// Shares, index funds of shares, ELSS.
    Equity,
    /// Liquid, money market, gilt, bond and fixed maturity funds.
    Debt,
    /// Balanced, multi asset, arbitrage, equity savings.
    Hybrid,
    /// Everything else, and whatever cannot be told.
    #[default]
    Other,
}

/// `transactions[].type`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TransactionKind {
    /// Money buys units (or a clearing member delivers shares).
    Purchase,
    /// An instalment of a systematic investment plan.
    PurchaseSip,
    /// Units are paid out (or shares delivered for a sale).
    Redemption,
    /// Units arrive from another scheme.
    SwitchIn,
    /// Units arrive because schemes or companies merged.
    SwitchInMerger,
    /// Units leave to another scheme.
    SwitchOut,
    /// Units leave because schemes or companies merged.
    SwitchOutMerger,
    /// Income paid out.
    DividendPayout,
    /// Income that bought units.
    DividendReinvest,
    /// Units of a segregated portfolio.
    Segregation,
    /// Stamp duty row.
    StampDutyTax,
    /// Tax deducted at source row.
    TdsTax,
    /// Securities transaction tax row.
    SttTax,
    /// A row that moves no money between investor and fund.
    Misc,
    /// An earlier row undone.
    Reversal,
    /// Units moved and the wording is not known.
    #[default]
    Unknown,
}

impl TransactionKind {
    /// Every kind with its wire name, in schema order.
    pub const ALL: [(&'static str, Self); 16] = [
        ("PURCHASE", Self::Purchase),
        ("PURCHASE_SIP", Self::PurchaseSip),
        ("REDEMPTION", Self::Redemption),
        ("SWITCH_IN", Self::SwitchIn),
        ("SWITCH_IN_MERGER", Self::SwitchInMerger),
        ("SWITCH_OUT", Self::SwitchOut),
        ("SWITCH_OUT_MERGER", Self::SwitchOutMerger),
        ("DIVIDEND_PAYOUT", Self::DividendPayout),
        ("DIVIDEND_REINVEST", Self::DividendReinvest),
        ("SEGREGATION", Self::Segregation),
        ("STAMP_DUTY_TAX", Self::StampDutyTax),
        ("TDS_TAX", Self::TdsTax),
        ("STT_TAX", Self::SttTax),
        ("MISC", Self::Misc),
        ("REVERSAL", Self::Reversal),
        ("UNKNOWN", Self::Unknown),
    ];

    /// The kind with this wire name.
    #[must_use]
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(wire, _)| *wire == name).map(|(_, kind)| *kind)
    }

    /// The name in the published schema.
    #[must_use]
    pub fn wire(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("UNKNOWN", |(wire, _)| wire)
    }
}

/// The class of a security: from the printed section, or from the ISIN where a table mixes classes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SecurityClass {
    /// Equity shares, differential rights and partly paid shares included.
    Equity,
    /// Preference shares.
    Preference,
    /// Warrants.
    Warrant,
    /// Rights entitlements.
    RightsEntitlement,
    /// Mutual-fund units in demat form.
    MutualFund,
    /// Units of exchange-traded funds.
    Etf,
    /// Units of specialised investment funds (2026 on).
    SpecializedFund,
    /// Corporate bonds and debentures.
    CorporateBond,
    /// Commercial paper.
    CommercialPaper,
    /// Certificates of deposit.
    CertificateOfDeposit,
    /// Money market instruments, where the statement says no more.
    MoneyMarket,
    /// Securitised instruments.
    Securitised,
    /// Government securities: dated stock and state loans.
    GovernmentSecurity,
    /// Treasury bills.
    TreasuryBill,
    /// Sovereign gold bonds.
    SovereignGoldBond,
    /// Alternative investment funds.
    Aif,
    /// Real estate investment trusts.
    Reit,
    /// Infrastructure investment trusts.
    InvIt,
    /// Zero coupon zero principal instruments (social stock exchange).
    ZeroCouponZeroPrincipal,
    /// Postal saving schemes.
    PostalSaving,
    /// A class that the statement names and we do not know.
    Other,
}
