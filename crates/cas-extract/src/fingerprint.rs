//! What tells the families apart: marks in the document information and in the text, with weights.
//!
//! Text marks are written as they are compared: lower case, without blanks. A weight says how sure the mark is: 100
//! is proof, 30 alone is enough, smaller ones add up.

use cas_model::BrokerType;

use crate::detect::Source;
use crate::error::LookAlike;

/// One mark.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Where it stands.
    pub source: Source,
    /// The text, lower case, without blanks.
    pub text: &'static str,
    /// How sure it is.
    pub weight: u32,
}

const fn info(source: Source, text: &'static str, weight: u32) -> Mark {
    Mark { source, text, weight }
}

const fn text(text: &'static str, weight: u32) -> Mark {
    Mark { source: Source::Text, text, weight }
}

const fn aside(text: &'static str, weight: u32) -> Mark {
    Mark { source: Source::Aside, text, weight }
}

/// NSDL's statement (layout reference NSDL 1.2). It always names the other depository too.
pub(crate) const NSDL: &[Mark] = &[
    info(Source::Title, "nsdl-consolidatedaccountstatement", 100),
    info(Source::Creator, "nsdl-casteam", 60),
    info(Source::Author, "nsdl", 30),
    text("nsdlconsolidatedaccountstatement", 60),
    text("nsdlid:", 40),
    text("nationalsecuritiesdepositorylimited", 30),
    text("aboutnsdl", 25),
    text("nsdle-cas", 20),
];

/// CDSL's statement (layout reference CDSL 1.2); spelled `Limited` in the text and `Ltd` in the title.
pub(crate) const CDSL: &[Mark] = &[
    info(Source::Title, "centraldepositoryservices(india)", 100),
    text("consolidatedaccountstatement(cas)forsecurities", 60),
    text("centraldepositoryservices(india)", 50),
    text("aboutcdsl", 25),
    text("l67120mh1997plc112443", 25),
];

/// Contract notes (layout reference 1): the legal title, then the label set. Document titles are shared by brokers.
pub(crate) const CONTRACT_NOTE: &[Mark] = &[
    text("contractnotecumtaxinvoice", 100),
    text("taxinvoiceundersection31ofgstact", 40),
    text("contractnoteno", 30),
    text("(contractnote)", 30),
    text("tradingback-officecode", 20),
    text("payin/payoutobligation", 20),
    text("settlementno", 5),
    info(Source::Title, "contractnote", 20),
];

/// Registrar statements (layout reference CAMS/KFintech 1.5, 2.2): the stamp, the disclaimer, the block labels.
pub(crate) const CAMS_KFIN: &[Mark] = &[
    aside("camscasws-", 60),
    aside("kfincasws-", 60),
    aside("karvycasws", 60),
    text("camscasws-", 40),
    text("kfincasws-", 40),
    text("isbroughttoyouasaninvestor", 30),
    text("friendlyinitiativeby", 20),
    text("consolidatedaccountsummary", 40),
    text("consolidatedaccountstatement", 10),
    text("openingunitbalance:", 20),
    text("registrar:", 5),
    info(Source::Producer, "stimulsoft", 5),
    info(Source::Producer, "activereports", 5),
];

/// What is refused by name; every mark of a row must be there.
pub(crate) const LOOK_ALIKES: &[(LookAlike, &[&str])] = &[
    (LookAlike::MfCentral, &["mfcentraldetailcas"]),
    (LookAlike::MfCentral, &["mfcentralsummarycas"]),
    (LookAlike::MfCentral, &["soaholdings", "dematholdings"]),
    (LookAlike::MfCentral, &["mfcentral", "fromdate:"]),
    (LookAlike::DpTransactionStatement, &["~~~endofstatement~~~"]),
    (LookAlike::DpTransactionStatement, &["transactionstatement", "dpname", "nsdl", "clientid"]),
    (LookAlike::RegistrarReport, &["capitalgain", "statement", "folio"]),
];

/// Producers of print drivers and viewers: the original stream order, tags and information are gone.
pub(crate) const PRINT_DRIVERS: &[&str] = &[
    "microsoft:printtopdf",
    "skia/pdf",
    "quartzpdfcontext",
    "pdfcreator",
    "cutepdf",
    "ghostscript",
    "dopdf",
    "primopdf",
    "chromium",
    "cairo",
];

/// A broker, told by its legal name, its registration or a sentence of its own.
pub(crate) struct Broker {
    /// Text or name of the signer, lower case, without blanks.
    pub(crate) mark: &'static str,
    /// Short name of the detection.
    pub(crate) name: &'static str,
    /// What the answer calls it.
    pub(crate) kind: BrokerType,
}

const fn named(mark: &'static str, name: &'static str, kind: BrokerType) -> Broker {
    Broker { mark, name, kind }
}

const fn other(mark: &'static str, name: &'static str) -> Broker {
    Broker { mark, name, kind: BrokerType::Unknown }
}

/// Brokers (layout reference 5). Groww prints its name as a picture: its signature and its covering sentence tell it.
pub(crate) const BROKERS: &[Broker] = &[
    named("zerodhabroking", "Zerodha", BrokerType::Zerodha),
    named("inz000031633", "Zerodha", BrokerType::Zerodha),
    named("growwinvesttech", "Groww", BrokerType::Groww),
    named("nextbilliontechnology", "Groww", BrokerType::Groww),
    named("inz000301838", "Groww", BrokerType::Groww),
    named("upstoxsecurities", "Upstox", BrokerType::Upstox),
    named("rksvsecurities", "Upstox", BrokerType::Upstox),
    named("inz000315837", "Upstox", BrokerType::Upstox),
    named("icicisecurities", "ICICI Securities", BrokerType::Icici),
    named("inz000183631", "ICICI Securities", BrokerType::Icici),
    other("hdfcsecurities", "HDFC Securities"),
    other("kotaksecurities", "Kotak Securities"),
    other("axissecurities", "Axis Securities"),
    other("angelone", "Angel One"),
    other("5paisacapital", "5paisa"),
    other("raisesecurities", "Dhan"),
    other("moneylicioussecurities", "Dhan"),
    other("sbicapsecurities", "SBICAP Securities"),
    other("miraeassetcapital", "mStock"),
    other("motilaloswal", "Motilal Oswal"),
    other("nuvama", "Nuvama"),
    other("iiflsecurities", "IIFL Securities"),
    other("geojit", "Geojit"),
    named("onthisday,wehaveexecutedthefollowingtransactionsonyouraccount", "Groww", BrokerType::Groww),
    named("trading/backofficecode", "Groww", BrokerType::Groww),
];
