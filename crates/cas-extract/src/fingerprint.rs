//! What tells the families apart: marks in the document information and in the text, with weights.
//!
//! Text marks are written as they are compared: lower case, without blanks. A weight says how sure the mark is: 100
//! is proof, 30 alone is enough, smaller ones add up.

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

/// Brokers by legal name in the text, and the short name of the detection.
pub(crate) const BROKERS: &[(&str, &str)] = &[
    ("zerodhabroking", "Zerodha"),
    ("inz000031633", "Zerodha"),
    ("growwinvesttech", "Groww"),
    ("nextbilliontechnology", "Groww"),
    ("inz000301838", "Groww"),
    ("upstoxsecurities", "Upstox"),
    ("rksvsecurities", "Upstox"),
    ("inz000315837", "Upstox"),
    ("icicisecurities", "ICICI Securities"),
    ("inz000183631", "ICICI Securities"),
    ("hdfcsecurities", "HDFC Securities"),
    ("kotaksecurities", "Kotak Securities"),
    ("axissecurities", "Axis Securities"),
    ("angelone", "Angel One"),
    ("5paisacapital", "5paisa"),
    ("dhan", "Dhan"),
];
