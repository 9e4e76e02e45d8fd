//! Seeded statements: people, folios, schemes and rows whose arithmetic holds.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::ledger::{Ledger, day, round};
use super::model::{Amc, Block, Generation, Look, Statement};
use super::names::{self, CAMS_HOUSES, KFINTECH_HOUSES, LOADS, SCHEMES};
use crate::seed::Seed;

/// Makes the parts of one statement.
#[derive(Clone, Debug)]
pub struct Maker {
    /// Source of variety.
    pub seed: Seed,
    /// Dress.
    pub look: Look,
    /// First and last day.
    pub period: (NaiveDate, NaiveDate),
    /// Addressee and usual holder.
    pub name: String,
    /// PAN of the usual holder.
    pub pan: String,
}

impl Maker {
    /// Starts a statement of a generation.
    #[must_use]
    pub fn new(seed: u64, generation: Generation) -> Self {
        let mut seed = Seed::new(seed);
        let end = match generation {
            Generation::K0 => day(2018, 3, 30),
            Generation::G1 => day(2019, 12, 31),
            Generation::G2 => day(2022, 12, 22),
            Generation::G3 | Generation::Kf => day(2025, 3, 31),
            Generation::G4 => day(2026, 3, 31),
        };
        let name = names::person(&mut seed);
        let pan = names::pan(&mut seed);
        Self { seed, look: Look::of(generation), period: (day(1990, 4, 1), end), name, pan }
    }

    /// Day of the valuation: a working day or two before the end.
    #[must_use]
    pub fn nav_date(&self) -> NaiveDate {
        let date = self.period.1.checked_sub_days(Days::new(3)).unwrap_or(self.period.1);
        let mut ledger = Ledger::new(date, Decimal::ONE, 3, false);
        ledger.step(1, 0);
        ledger.date
    }

    /// An empty account that starts so long before the end that this many rows fit.
    pub fn ledger(&mut self, rows: usize, equity: bool) -> Ledger {
        // A month for each purchase; from July 2020 each prints two rows.
        let each = if self.period.1 < day(2020, 7, 1) { 31 } else { 18 };
        let lead = rows as u64 * each + 60;
        let date = self.period.1.checked_sub_days(Days::new(lead)).unwrap_or(self.period.0);
        let places = [2, 3, 4, 4][self.seed.between(0, 3) as usize];
        let price = Decimal::new(self.seed.between(100_000, 9_000_000), 4);
        Ledger::new(date, round(price, places), self.look.places, equity)
    }

    /// Fills a ledger with rows of daily life: instalments, duty, sales, switches, remarks.
    pub fn fill(&mut self, ledger: &mut Ledger, rows: usize, kfintech: bool) {
        let wanted = ledger.rows.len() + rows;
        let plan = *self.seed.pick(&[24i64, 60, 120, 240]);
        let sum = Decimal::new(self.seed.between(1, 20) * 500, 0);
        let mut instalment = 1;
        while ledger.rows.len() < wanted {
            let (days, drift) = (self.seed.between(24, 31) as u64, self.seed.between(-220, 320));
            ledger.step(days, drift);
            if ledger.date > self.nav_date() {
                ledger.date = self.nav_date();
            }
            match self.seed.between(0, 19) {
                0 => {
                    let text = *self.seed.pick(&REMARKS);
                    ledger.info(text);
                }
                1 if ledger.balance > Decimal::ONE => self.sale(ledger, kfintech),
                2 => {
                    let lump = sum * Decimal::new(self.seed.between(2, 9), 0);
                    let text = *self.seed.pick(if kfintech { &KFINTECH_PURCHASES } else { &CAMS_PURCHASES });
                    ledger.buy(text, "PURCHASE", lump);
                }
                _ => {
                    let text = if kfintech {
                        format!("Systematic Investment ({instalment}/{plan})")
                    } else {
                        format!("SIP Purchase - Instalment {instalment}/{plan} - via Online")
                    };
                    instalment += 1;
                    ledger.buy(&text, "PURCHASE_SIP", sum);
                }
            }
        }
        // One purchase prints two rows: the last duty row may be one too many for an exact count.
        if ledger.rows.len() > wanted {
            // A tax row stays with the row it belongs to: the cost counts it.
            let cut = ledger.rows.iter().skip(wanted).position(|row| !row.kind.ends_with("_TAX"));
            let kept = cut.map_or(ledger.rows.len(), |cut| wanted + cut);
            ledger.rows.truncate(kept);
        }
    }

    fn sale(&mut self, ledger: &mut Ledger, kfintech: bool) {
        let part = round(ledger.balance * Decimal::new(self.seed.between(10, 60), 2), 3);
        let other = self.seed.pick(&SCHEMES).0;
        match (self.seed.between(0, 2), kfintech) {
            (0, false) => ledger.sell(&format!("*Switch Out - To {other} , less STT"), "SWITCH_OUT", part),
            (0, true) => ledger.sell(&format!("Lateral Shift Out (To {other})"), "SWITCH_OUT", part),
            (1, false) => ledger.sell("*Redemption(NEFT NAMUNA BANK)-BSE - , less STT", "REDEMPTION", part),
            _ => ledger.sell("Redemption", "REDEMPTION", part),
        };
    }

    /// A block around a ledger.
    pub fn block(&mut self, amc: Amc, scheme: usize, ledger: Ledger) -> Block {
        let kfintech = matches!(amc.registrar, "KFINTECH" | "KARVY");
        let (words, kind) = SCHEMES[scheme % SCHEMES.len()];
        let direct = self.seed.percent(40);
        let advisor = if direct { "DIRECT".to_owned() } else { format!("ARN-{}", self.seed.digits(5)) };
        let plan = if direct { "Direct Plan" } else { "Regular Plan" };
        let name = format!("{} {words} - {plan} - Growth", amc.brand);
        let folio = match (kfintech, self.look.minus) {
            (true, false) => format!("{} / 0", self.seed.digits(11)),
            (true, true) => format!("{}/ 0", self.seed.digits(11)),
            _ => format!("{} / {}", self.seed.digits(8), self.seed.digits(2)),
        };
        let letters: String = (0..3).map(|_| char::from(b'A' + self.seed.between(0, 25) as u8)).collect();
        let code = if kfintech {
            format!("{}{letters}G", amc.code)
        } else {
            format!("{}{}", amc.code, self.seed.digits(3))
        };
        let isin = names::isin(&amc, &mut self.seed);
        let nominee = names::person(&mut self.seed);
        let mut last = ledger.clone();
        let drift = self.seed.between(-150, 250);
        last.step(1, drift);
        let cost = ledger.cost();
        Block {
            amc,
            folio,
            folio_line: true,
            pan: Some(self.pan.clone()),
            kyc: Some("OK"),
            pan_kyc: Some("OK"),
            holder: self.name.clone(),
            code,
            printed_name: name.clone(),
            name,
            kind: Some(kind),
            suffix: if kfintech || !self.look.isin { "" } else { "(Non-Demat)" },
            isin: Some(isin),
            option: None,
            advisor: Some(advisor),
            nominees: [nominee, String::new(), String::new()],
            opening: ledger.opening,
            closing: ledger.balance,
            nav_date: self.nav_date(),
            nav: last.price,
            value: round(ledger.balance * last.price, 2),
            cost,
            rows: ledger.rows,
            loads: vec![(*self.seed.pick(&LOADS)).to_owned()],
        }
    }

    /// A block of a scheme with this many rows of daily life.
    pub fn filled(&mut self, amc: Amc, scheme: usize, rows: usize) -> Block {
        let kfintech = matches!(amc.registrar, "KFINTECH" | "KARVY");
        let equity = SCHEMES[scheme % SCHEMES.len()].1 == "Equity";
        let mut ledger = self.ledger(rows, equity);
        self.fill(&mut ledger, rows, kfintech);
        self.block(amc, scheme, ledger)
    }

    /// The house at this place: CAMS houses first, then those of KFintech, round and round.
    #[must_use]
    pub fn house(index: usize) -> Amc {
        let all = CAMS_HOUSES.len() + KFINTECH_HOUSES.len();
        CAMS_HOUSES.iter().chain(&KFINTECH_HOUSES).nth(index % all).copied().unwrap_or(CAMS_HOUSES[0])
    }

    /// Puts blocks under a head; sections come in alphabetical order, whatever the case of the letters.
    pub fn statement(&mut self, mut blocks: Vec<Block>) -> Statement {
        blocks.sort_by_key(|block| block.amc.heading.to_lowercase());
        let (address, pincode) = names::address(&mut self.seed);
        let email = format!("{}@example.com", self.name.to_lowercase().replace(' ', "."));
        Statement {
            look: self.look.clone(),
            period: self.period,
            email,
            name: self.name.clone(),
            address,
            pincode: Some(pincode),
            phones: Vec::new(),
            mobile: Some(format!("+91{}", self.seed.digits(10))),
            blocks,
            faults: Vec::new(),
        }
    }
}

const CAMS_PURCHASES: [&str; 5] = [
    "Purchase - via Internet",
    "Purchase - via myCAMS Mobile App",
    "Additional Purchase",
    "Purchase-BSE - Physical - ARN-12345",
    "Purchase - via MFCentral",
];
const KFINTECH_PURCHASES: [&str; 3] = ["Purchase", "Additional Purchase", "New Purchase"];
const REMARKS: [&str; 6] = [
    "***Address Updated from KRA Data***",
    "***Registration of Nominee***",
    "***Change of Bank Mandate***",
    "***SIP Registered - via Online***",
    "***Change of ContactsCOC***",
    "***CAN Change of Permenant Address***",
];
