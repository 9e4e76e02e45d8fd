//! Known text without data: titles, salutations, names of segments, fixed notices.

/// Starts of lines that are known and carry no data, as they are compared: letters and digits, lower case.
const STARTS: [&str; 52] = [
    "contractnotecum",
    "contractnoteannexure",
    "taxinvoiceunder",
    "dealingoffice",
    "registeredoffice",
    "corporateoffice",
    "sebiregistration",
    "sebireg",
    "directors",
    "directorauthorised",
    "authorisedsignatory",
    "complianceofficer",
    "exchangewisedetails",
    "obligationdetails",
    "annexure",
    "onthisday",
    "sirmadam",
    "iwehavethisday",
    "dearsir",
    "gsttaxablevalue",
    "turnoverchgexchange",
    "gstinoftradingmember",
    "gstinofmember",
    "descriptionofservice",
    "accountingcodeof",
    "yoursfaithfully",
    "clgno",
    "clearingno",
    "summaryincludingstatutory",
    "netobligationfor",
    "netobligationper",
    "isinbeforelevies",
    "securitydescription",
    "tradeannexure",
    "equitysegment",
    "derivativessegment",
    "derivativesegment",
    "tradingmember",
    "website",
    "investorgrievance",
    "thisisacomputer",
    "thisisanelectronic",
    "digitallysigned",
    "scripwisesummary",
    "srcipwise",
    "scripwise",
    "subjectto",
    "originalforrecipient",
    "tradewiselevies",
    "ipftdetails",
    "receivablebytheclient",
    "figuresinbrackets",
];

/// Whole texts that are known and carry no data.
const WHOLE: [&str; 18] = [
    "contractnote",
    "taxinvoice",
    "buy",
    "sell",
    "security",
    "rs",
    "description",
    "resident",
    "cin",
    "tradesummary",
    "ontradedate",
    "particulars",
    "netobligation",
    "ncl",
    "icclforbse",
    "contractwisesummary",
    "beforelevies",
    "to",
];

/// Labels of lines about the making of the note; what follows their colon is no data of the client.
const OF_THE_MAKING: [&str; 8] = ["Date", "Place", "For", "Dated", "Signature", "PAN", "CIN", "Location"];

/// Names of segments that need nobody before them, compared likewise.
const SEGMENTS: [&str; 16] = [
    "eqcash",
    "equity",
    "equityt1",
    "fo",
    "futuresandoptions",
    "futuresoptions",
    "futureoptions",
    "derivatives",
    "equityderivatives",
    "currencyderivatives",
    "commodityderivatives",
    "currency",
    "commodity",
    "cash",
    "mcx",
    "ncdex",
];

/// Exchanges, and the houses that clear for them.
pub(super) const PLACES: [&str; 7] = ["nse", "bse", "mcx", "ncdex", "msei", "ncl", "iccl"];

/// What an exchange or clearing house calls its segments; `NSE` alone is no segment.
const KINDS: [&str; 25] = [
    "eq",
    "equity",
    "equities",
    "equityderivatives",
    "eqcash",
    "cash",
    "cashmarket",
    "capitalmarket",
    "cm",
    "fo",
    "fno",
    "futuresandoptions",
    "futuresoptions",
    "futureoptions",
    "futureandoptions",
    "derivatives",
    "cur",
    "cd",
    "cds",
    "cdx",
    "currency",
    "currencyderivatives",
    "com",
    "commodity",
    "commodityderivatives",
];

/// Words that may follow the name of a segment, besides a series (`Z`, `T1`).
const SUFFIXES: [&str; 4] = ["segment", "market", "auction", "auc"];

/// Series that may be glued to their segment: `NSEEQZ`.
const GLUED: [char; 2] = ['z', 'm'];

/// A series has at most this many letters and digits.
const SERIES: usize = 2;

/// True for text that is known and carries no data.
pub(super) fn is_known(text: &str) -> bool {
    let compact = super::charges::compact(text);
    // Footnotes begin with their number.
    let compact =
        if compact.len() > 20 { compact.trim_start_matches(|c: char| c.is_ascii_digit()) } else { &compact };
    compact.is_empty() && !text.trim().is_empty()
        || STARTS.iter().any(|start| compact.starts_with(start))
        || WHOLE.contains(&compact)
        || compact.ends_with("ifdifferentfromucc")
        || is_page_number(compact)
}

/// True for `Date : 15/04/2026`, `Place : Mumbai`, `For SAMPLE BROKING LIMITED` below the tables.
pub(super) fn is_of_the_making(text: &str) -> bool {
    OF_THE_MAKING.iter().any(|label| {
        let rest = text.strip_prefix(label).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(':') || *label == "For" && text.starts_with("For "))
    })
}

/// True for a sentence: words in small letters, no figures with paise. Rows of tables and labels are none.
pub(super) fn is_prose(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    let small = words().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).count();
    let is_money = super::figures::is_money;
    words().count() >= 5
        && small * 2 > words().count()
        && !text.split_whitespace().any(is_money)
        && super::figures::isin_in(text).is_none()
}

/// True for the label above the names of the directors.
pub(super) fn names_follow(text: &str) -> bool {
    super::charges::compact(text).starts_with("directors")
}

/// True for the name of a company that has a part in every note: an exchange, its clearing house, a depository.
pub(super) fn is_institution(text: &str) -> bool {
    const PARTS: [&str; 6] = ["exchange", "clearing", "depositor", "nsdl", "cdsl", "bse limited"];
    let text = text.to_ascii_lowercase();
    PARTS.iter().any(|part| text.contains(part))
}

/// True for `Page 1 of 2`, letters and digits alone.
pub(super) fn is_page_number(compact: &str) -> bool {
    let Some(rest) = compact.strip_prefix("page") else { return false };
    !rest.is_empty() && rest.split("of").all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// True for the name of a segment alone: `F&O`, `NSE-EQ - Z`, `Equity - NSE`, `NSE CASH SEGMENT`.
pub(super) fn is_segment(text: &str) -> bool {
    let compact = super::charges::compact(text);
    SEGMENTS.contains(&compact.as_str()) || is_placed(&compact) || has_suffix(text)
}

/// True for the segment of shares itself: `NSE-EQ`, `Equity (T+1)`, `NCL-Cash`; no derivatives, no currencies.
pub(super) fn is_cash(text: &str) -> bool {
    const CASH: [&str; 4] = ["eq", "cash", "cm", "capital"];
    let compact = super::charges::compact(text);
    let mut kind = compact.as_str();
    while let Some(rest) = PLACES.iter().find_map(|place| kind.strip_prefix(place)) {
        kind = rest;
    }
    CASH.iter().any(|cash| kind.starts_with(cash)) && !kind.contains("derivative")
}

/// True for a segment with the exchange or clearing house that it is of, before it or behind it.
fn is_placed(compact: &str) -> bool {
    let mut kind = compact;
    while let Some(rest) = PLACES.iter().find_map(|place| kind.strip_prefix(place)) {
        kind = rest;
    }
    if kind.len() == compact.len() {
        kind = PLACES.iter().find_map(|place| compact.strip_suffix(place)).unwrap_or_default();
    }
    KINDS.contains(&kind) || kind.strip_suffix(GLUED).is_some_and(|kind| KINDS.contains(&kind))
}

/// True for such a segment with a series or another suffix behind it.
fn has_suffix(text: &str) -> bool {
    let Some((head, tail)) = text.trim_end().rsplit_once([' ', '-']) else { return false };
    let tail = super::charges::compact(tail);
    let is_series = tail.len() <= SERIES && tail.bytes().any(|byte| byte.is_ascii_alphabetic());
    (is_series || SUFFIXES.contains(&tail.as_str())) && is_placed(&super::charges::compact(head))
}

/// True for a heading that begins with an exchange or clearing house: a segment, whatever its name.
pub(super) fn is_of_an_exchange(text: &str) -> bool {
    const WORDS: usize = 6;
    let first = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    PLACES.iter().any(|place| place.eq_ignore_ascii_case(first))
        && text.split_whitespace().count() <= WORDS
        && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// True for what says who answers complaints: the names behind it are none of the client's.
pub(super) fn is_of_the_officer(text: &str) -> bool {
    super::charges::compact(text).starts_with("complianceofficer")
}

/// The name in `Dear ASHA TESTWALA,`.
pub(super) fn addressee(text: &str) -> Option<&str> {
    let name = text.strip_prefix("Dear ")?.trim().trim_end_matches(',').trim();
    (!name.to_ascii_lowercase().starts_with("sir") && !name.to_ascii_lowercase().contains("customer"))
        .then_some(name)
}

/// True for the sentence that opens the tables.
pub(super) fn ends_head(text: &str) -> bool {
    let compact = super::charges::compact(text);
    compact.starts_with("sirmadam")
        || compact.starts_with("iwehavethisday")
        || compact.starts_with("onthisdaywehave")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_segments() {
        for text in [
            "NSE-EQ - Z",
            "NSE - Equity",
            "MCX",
            "NSE-CDS",
            "Currency Derivatives",
            "NCL-NSE-Equity-M",
            "F&O",
            "NSE-F&O - N",
            "BSE-EQ - T",
            "NSE-EQ - AUCTION",
            "NSE - Equity (T+1)",
            "NSE - Futures & Options",
            "Equity - NSE",
            "NSE CASH SEGMENT",
            "NCL - CDS",
        ] {
            assert!(is_segment(text), "{text}");
        }
        for (text, cash) in [
            ("NSE-EQ", true),
            ("Equity (T+1)", true),
            ("NSE-FNO", false),
            ("NSE - Equity Derivatives", false),
        ] {
            assert_eq!(is_cash(text), cash, "{text}");
        }
        for text in [
            "NSE",
            "NSE BSE",
            "SAMPLE STEEL",
            "NSE - SAMPLE",
            "Equity Traders Limited",
            "NSE FORT LTD",
            "BSE EQUITY TRADERS",
            "Cash - Z",
            "NSE-EQ 65",
            "",
        ] {
            assert!(!is_segment(text), "{text}");
        }
    }
}
