//! Files that look like statements and must not be read as one: each gets an answer of its own.

use cas_model::Depository;

use crate::case::Statement as _;
use crate::depository::{Layout, Recipe};
use crate::draw::{Area, Canvas, Encoding, Face, Item, Metrics, Paper, Style, Text, draw};
use crate::pdf::{Container, assemble};
use crate::{cdsl, nsdl};

const BODY: Face = Face::new("Arial", Metrics::Sans);
const BOLD: Face = Face::new("Arial,Bold", Metrics::SansBold);

/// One written file that must be refused.
pub struct Refusal {
    /// Folder name.
    pub name: &'static str,
    /// What it is.
    pub shows: &'static str,
    /// The expected answer: `mf-central`, `dp-transaction-statement`, `printed-copy`, `contract-note-incomplete` or
    /// `no-text`.
    pub answer: &'static str,
    /// Makes the file and its password.
    pub make: fn() -> (Vec<u8>, String),
}

/// Every file that must be refused.
pub const CASES: &[Refusal] = &[
    Refusal {
        name: "dp-statement-nsdl",
        shows: "transaction statement of a participant of NSDL",
        answer: "dp-transaction-statement",
        make: || (letter("", DP_NSDL), String::new()),
    },
    Refusal {
        name: "dp-statement-without-end",
        shows: "the same without its last page",
        answer: "dp-transaction-statement",
        make: || (letter("", DP_NSDL.get(..DP_NSDL.len() - 1).unwrap_or(DP_NSDL)), String::new()),
    },
    Refusal {
        name: "mf-central-detailed",
        shows: "detailed statement of MF Central",
        answer: "mf-central",
        make: || (letter("", MF_CENTRAL_DETAILED), String::new()),
    },
    Refusal {
        name: "mf-central-summary",
        shows: "summary of MF Central, folios and demat units side by side",
        answer: "mf-central",
        make: || (letter("", MF_CENTRAL_SUMMARY), String::new()),
    },
    Refusal {
        name: "print-nsdl-windows",
        shows: "an NSDL statement printed to a file under Windows",
        answer: "printed-copy",
        make: || printed::<nsdl::Traits>(0x9001, "Microsoft: Print To PDF", ""),
    },
    Refusal {
        name: "print-nsdl-mac",
        shows: "an NSDL statement printed to a file on a Mac, title kept",
        answer: "printed-copy",
        make: || {
            let producer = "macOS Version 14.4 \\(Build 23E214\\) Quartz PDFContext";
            printed::<nsdl::Traits>(0x9002, producer, "NSDL-Consolidated Account Statement")
        },
    },
    Refusal {
        name: "print-cdsl-browser",
        shows: "a CDSL statement printed from a browser",
        answer: "printed-copy",
        make: || printed::<cdsl::Traits>(0x9003, "Skia/PDF m121", "APR2026_AA00000001_TXN.pdf"),
    },
    Refusal {
        name: "contract-note-letter",
        shows: "covering letter of a contract note: its title, no tables",
        answer: "contract-note-incomplete",
        make: || (letter("", CONTRACT_NOTE_LETTER), String::new()),
    },
    Refusal {
        name: "contract-note-first-page",
        shows: "first page of a contract note of two: neither fills nor charges",
        answer: "contract-note-incomplete",
        make: || (letter("", CONTRACT_NOTE_TORN), String::new()),
    },
    Refusal {
        name: "scan",
        shows: "pages of pictures",
        answer: "no-text",
        make: || (scan(false), String::new()),
    },
    Refusal {
        name: "scan-with-invisible-text",
        shows: "pages of pictures with the invisible text of a character recognition",
        answer: "no-text",
        make: || (scan(true), String::new()),
    },
];

impl Refusal {
    /// The files of its folder: names and bytes.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let (pdf, password) = (self.make)();
        let quote = |text: &str| toml::Value::from(text).to_string();
        let description = format!(
            "source = \"writer\"\nvariant = \"refused\"\npassword = {}\nshows = {}\nanswer = {}\n",
            quote(&password),
            quote(self.shows),
            quote(self.answer)
        );
        vec![("case.toml", description.into_bytes()), ("input.pdf", pdf)]
    }
}

const DP_NSDL: &[&str] = &[
    "NAMUNA SECURITIES LIMITED",
    "TRANSACTION STATEMENT",
    "Statement for the period 01-Mar-2026 to 31-Mar-2026",
    "DP Name : NAMUNA SECURITIES LIMITED   DP ID : IN300099   Client ID : 10000077",
    "ESHITA Q SAMPLEJA   PAN : ABCPS0000Z",
    "NSDL Beneficiary Account",
    "ISIN : INE0ZA101016   BRIJKALA POWER LIMITED",
    "Date   Description   Debit   Credit   Balance",
    "05-Mar-2026   Opening Balance   100",
    "09-Mar-2026   By CM NAMUNA BROKING   0   25   125",
    "31-Mar-2026   Closing Balance   125",
    "~~~End of Statement~~~",
];

const MF_CENTRAL_DETAILED: &[&str] = &[
    "MFCentral",
    "Consolidated Account Statement",
    "MFCentralDetailCAS_v1.2",
    "01-Apr-2025 To 31-Mar-2026",
    "ESHITA Q SAMPLEJA   PAN: ABCPS0000Z",
    "Amritdhan Mutual Fund",
    "Folio No: 70000077 / 0   KYC: OK",
    "FXA1-Amritdhan Flexi Cap Fund - Direct Plan - Growth   Registrar : CAMS",
    "Opening Unit Balance: 0.000",
    "05-May-2025   Purchase   10,000.00   400.000   25.0000   400.000",
    "Closing Unit Balance: 400.000",
];

const MF_CENTRAL_SUMMARY: &[&str] = &[
    "MFCentral",
    "Consolidated Account Summary",
    "From Date: 01-Apr-2025   To Date: 31-Mar-2026",
    "ESHITA Q SAMPLEJA   PAN: ABCPS0000Z",
    "SoA Holdings",
    "Folio No.   Scheme Name   Closing Balance   NAV   Market Value",
    "70000077/0   Amritdhan Flexi Cap Fund - Direct Plan - Growth   400.000   27.5000   11,000.00",
    "Demat Holdings",
    "DP ID   Client ID   Scheme Name   Units   Market Value",
    "IN300099   10000077   Ekaant Gilt Fund - Direct Growth   10.000   300.00",
];

const CONTRACT_NOTE_LETTER: &[&str] = &[
    "NAMUNA BROKING LIMITED",
    "CONTRACT NOTE CUM TAX INVOICE",
    "(Tax Invoice under Section 31 of GST Act)",
    "SEBI Registration No: INZ000000000",
    "Contract Note No : N0000077   Trade Date : 15-04-2026",
    "Trading Client Name : ESHITA Q SAMPLEJA   UCC : ZZ0077   PAN : ABCPS0000Z",
    "Dear ESHITA Q SAMPLEJA,",
    "Please find the contract note for your transactions of the day in the attachment of this letter.",
    "The attachment is signed digitally; it needs no other signature.",
    "Yours faithfully,",
    "For NAMUNA BROKING LIMITED",
];

const CONTRACT_NOTE_TORN: &[&str] = &[
    "NAMUNA BROKING LIMITED",
    "CONTRACT NOTE CUM TAX INVOICE",
    "(Tax Invoice under Section 31 of GST Act)",
    "SEBI Registration No: INZ000000000",
    "Contract Note No : N0000078   Trade Date : 15-04-2026   Settlement No : 2026067",
    "Trading Client Name : ESHITA Q SAMPLEJA   UCC : ZZ0077   PAN : ABCPS0000Z",
    "Sir/Madam, I / We have this day done by your order and on your account the following transactions:",
    "The transactions of the day stand on the next page.",
    "Page 1 of 2",
];

/// Lines on one page, columns parted by three blanks.
fn letter(producer: &'static str, lines: &[&str]) -> Vec<u8> {
    let mut page = Canvas::new(595.0, 842.0);
    for (index, line) in lines.iter().enumerate() {
        let y = 60.0 + 16.0 * index as f64;
        let mut x = 40.0;
        for cell in line.split("   ") {
            let text = Text::new(if index < 3 { BOLD } else { BODY }, 8.0, x, y, cell);
            x += text.width() + 24.0;
            page.text(text);
        }
    }
    let style = Style { encoding: Encoding::WinAnsi, unclipped: true, ..Style::default() };
    assemble(&draw(&[page], &style, &Paper { producer, ..Paper::default() }), Container::Classic, None)
}

/// A statement whose file was made anew by a print driver: another producer, another title, no lock.
fn printed<T: Layout>(seed: u64, producer: &'static str, title: &'static str) -> (Vec<u8>, String) {
    let mut recipe: Recipe<T> = T::plain(seed);
    recipe.lock = None;
    let created = match recipe.outline.issuer {
        Depository::Nsdl => "D:20260501101500",
        Depository::Cdsl => "D:20260601101500",
    };
    recipe.paper = Some(Paper { title, producer, created, seed, ..Paper::default() });
    (recipe.draw().pdf, String::new())
}

/// Two pages of pictures; `recognised` puts invisible text over them.
fn scan(recognised: bool) -> Vec<u8> {
    let mut pages = Vec::new();
    for number in 1..=2 {
        let mut page = Canvas::new(595.0, 842.0);
        page.items.push(Item::Logo(Area::new(0.0, 0.0, 595.0, 842.0)));
        if recognised {
            for (index, line) in DP_NSDL.iter().take(4 + number).enumerate() {
                let mut text = Text::new(BODY, 9.0, 40.0, 60.0 + 16.0 * index as f64, *line);
                text.invisible = true;
                page.text(text);
            }
        }
        pages.push(page);
    }
    let style = Style { encoding: Encoding::WinAnsi, unclipped: true, ..Style::default() };
    let paper = Paper { producer: "NAMUNA MFP 4000", ..Paper::default() };
    assemble(&draw(&pages, &style, &paper), Container::Classic, None)
}
