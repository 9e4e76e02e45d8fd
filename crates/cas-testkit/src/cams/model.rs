//! A registrar statement before it is laid out: who, which folios and schemes, which rows, in which generation's dress.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Generations of layout reference 2.0.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Generation {
    /// Karvy's old engine: leading minus, four decimals, text and numbers on two baselines.
    K0,
    /// To 2020: no ISIN, nominee or summary, `Valuation on`, Karvy and FTAMIL about.
    G1,
    /// 2020 to August 2023: stamp duty rows, `Price`, `Valuation on`.
    G2,
    /// September 2023 to 2025: portfolio summary, ISIN, holder, nominees, cost; column `NAV`.
    G3,
    /// Mid 2025 on: as G3 with `Price`.
    G4,
    /// Issued by KFintech: header on four baselines, dates painted twice, jitter.
    Kf,
}

/// How digits are grouped.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Grouping {
    /// `1,234,567.89`
    Western,
    /// `12,34,567.89`
    Indian,
    /// `1234567.89`
    None,
}

/// What a generation prints and how.
#[derive(Clone, Debug)]
pub struct Look {
    /// Issued by KFintech (or Karvy), else by CAMS.
    pub kfintech: bool,
    /// Label of the price column; empty: the file has none (some G1).
    pub price: &'static str,
    /// `Market Value on` or `Valuation on`.
    pub valuation: &'static str,
    /// ISIN and what follows it in the scheme line.
    pub isin: bool,
    /// Holder under the folio line.
    pub holder: bool,
    /// Nominee line.
    pub nominees: bool,
    /// Portfolio summary on page 1.
    pub summary: bool,
    /// `Total Cost Value`.
    pub cost: bool,
    /// Registrars named in the disclaimer.
    pub registrars: &'static str,
    /// The vertical stamp; empty: none (flattened re-prints).
    pub stamp: String,
    /// Digit groups.
    pub grouping: Grouping,
    /// Negatives as `-1.00` instead of `(1.00)`.
    pub minus: bool,
    /// Decimals of units.
    pub places: u32,
    /// Description and numbers of a row on two baselines (K0).
    pub two_baselines: bool,
    /// First baseline of later pages right under the header, whose `(INR)` then overlaps the folio line (G2).
    pub tight: bool,
}

impl Look {
    /// The usual dress of a generation.
    #[must_use]
    pub fn of(generation: Generation) -> Self {
        let modern = matches!(generation, Generation::G3 | Generation::G4 | Generation::Kf);
        let kfintech = matches!(generation, Generation::K0 | Generation::Kf);
        let stamp = match generation {
            Generation::K0 => "KARVYCASWS-010418113005 Version:V2.1 Live-1001",
            Generation::G1 => "CAMSCASWS-311219104512 Version:V2.9 Live-1007",
            Generation::G2 => "CAMSCASWS-221220093107 Version:V3.2 Live-1010",
            Generation::G3 => "CAMSCASWS-310325142309 Version:V3.4 Live-1014",
            Generation::G4 => "CAMSCASWS-310326101530 Version:V3.5 Live-1018",
            Generation::Kf => "KFINCASWS-310325180455 Version:V4.4 Live-1002",
        };
        Self {
            kfintech,
            price: if generation == Generation::G3 { "NAV" } else { "Price" },
            valuation: if modern { "Market Value on" } else { "Valuation on" },
            isin: modern,
            holder: modern,
            nominees: modern,
            summary: modern,
            cost: modern,
            registrars: match generation {
                Generation::K0 | Generation::G1 => "CAMS, Karvy, FT(AMIL), SBFS",
                _ => "CAMS and KFintech",
            },
            stamp: stamp.to_owned(),
            grouping: if generation == Generation::K0 { Grouping::None } else { Grouping::Western },
            minus: generation == Generation::K0,
            places: if generation == Generation::K0 { 4 } else { 3 },
            two_baselines: generation == Generation::K0,
            tight: false,
        }
    }
}

/// A whole statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Dress.
    pub look: Look,
    /// First and last day.
    pub period: (NaiveDate, NaiveDate),
    /// `Email Id:`
    pub email: String,
    /// Addressee.
    pub name: String,
    /// Address lines, post code line included.
    pub address: Vec<String>,
    /// Post code as it stands in the address.
    pub pincode: Option<String>,
    /// Lines such as `Phone Res: 1234567`.
    pub phones: Vec<String>,
    /// Number after `Mobile:`.
    pub mobile: Option<String>,
    /// Blocks in document order; neighbours of one AMC share its heading.
    pub blocks: Vec<Block>,
    /// What must be wrong on purpose: rows taken out or turned after the arithmetic was done.
    pub faults: Vec<Fault>,
}

/// A fault for the self-checks; positions are block and row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The row is not printed.
    DropRow(usize, usize),
    /// Units and amount lose or gain their sign.
    FlipSign(usize, usize),
    /// The closing balance is one unit too high.
    Closing(usize),
    /// The market value is ten rupees too high.
    Value(usize),
    /// The total cost is ten rupees too high.
    Cost(usize),
    /// The total of the portfolio summary is ten rupees too high.
    SummaryTotal,
    /// The last character of the ISIN is wrong.
    IsinDigit(usize),
}

/// A fund house.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Amc {
    /// Heading as printed.
    pub heading: &'static str,
    /// Name inside scheme names.
    pub brand: &'static str,
    /// `CAMS`, `KFINTECH`, `KARVY` or `FTAMIL`.
    pub registrar: &'static str,
    /// Start of its scheme codes.
    pub code: &'static str,
    /// First seven characters of its ISINs.
    pub isin: &'static str,
}

/// One scheme of one folio.
#[derive(Clone, Debug)]
pub struct Block {
    /// Fund house.
    pub amc: Amc,
    /// Folio as printed.
    pub folio: String,
    /// `Folio No:` line printed; false for a further scheme of the same folio (KFintech).
    pub folio_line: bool,
    /// PAN of the folio.
    pub pan: Option<String>,
    /// `KYC: OK` or `NOT OK`.
    pub kyc: Option<&'static str>,
    /// `PAN: OK` or `NOT OK`.
    pub pan_kyc: Option<&'static str>,
    /// Holder as printed.
    pub holder: String,
    /// Scheme code.
    pub code: String,
    /// Printed name, former names included, without demat suffix.
    pub printed_name: String,
    /// The name the unified answer gives.
    pub name: String,
    /// `Equity`, `Debt`, `Hybrid`, `Other`; `None`: a matter of opinion, not judged.
    pub kind: Option<&'static str>,
    /// Demat suffix as printed.
    pub suffix: &'static str,
    /// ISIN as printed (dummies included).
    pub isin: Option<String>,
    /// `Payout` or `Reinvest` after the ISIN.
    pub option: Option<&'static str>,
    /// Text after `(Advisor:`; `None`: no advisor bracket at all.
    pub advisor: Option<String>,
    /// Values of the three nominee cells.
    pub nominees: [String; 3],
    /// Units before the period.
    pub opening: Decimal,
    /// Rows in printed order.
    pub rows: Vec<Row>,
    /// Units at the end.
    pub closing: Decimal,
    /// Day of the valuation.
    pub nav_date: NaiveDate,
    /// Price of the valuation.
    pub nav: Decimal,
    /// Value.
    pub value: Decimal,
    /// Cost.
    pub cost: Decimal,
    /// Load text, one paragraph each.
    pub loads: Vec<String>,
}

/// One printed row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Day; `None` for the line that says there are no transactions.
    pub date: NaiveDate,
    /// Wording.
    pub text: String,
    /// Amount column.
    pub amount: Option<Decimal>,
    /// Units column.
    pub units: Option<Decimal>,
    /// Price column.
    pub price: Option<Decimal>,
    /// Balance column.
    pub balance: Option<Decimal>,
    /// Wire name of the type.
    pub kind: &'static str,
    /// Rate of a dividend row.
    pub rate: Option<Decimal>,
    /// Stamp duty that belongs to the row, printed on a row of its own.
    pub duty: Option<Decimal>,
    /// Brackets that are only decoration: printed negative, meant positive.
    pub cosmetic: bool,
}

impl Block {
    /// `demat` flag of the unified answer.
    #[must_use]
    pub fn is_demat(&self) -> Option<bool> {
        match self.suffix {
            "" => None,
            "(Demat)" => Some(true),
            _ => Some(false),
        }
    }

    /// The folio as a summary prints it: KFintech's long numbers without blanks, so that they run into the ISIN.
    #[must_use]
    pub fn summary_folio(&self, look: &Look) -> String {
        let tight = look.kfintech || self.amc.registrar == "KFINTECH";
        if tight { self.folio.replace(' ', "") } else { self.folio.clone() }
    }

    /// The scheme line as printed.
    #[must_use]
    pub fn scheme_line(&self, look: &Look) -> String {
        let mut line = format!("{}-{}", self.code, self.printed_name);
        if !self.suffix.is_empty() {
            line += " ";
            line += self.suffix;
        }
        if look.isin {
            if let Some(isin) = &self.isin {
                line += &format!(" - ISIN: {isin}");
            }
            if let Some(option) = self.option {
                line += &format!(" - {option}");
            }
        }
        if let Some(advisor) = &self.advisor {
            line += &format!("(Advisor: {advisor})");
        }
        line
    }
}

/// A number as a statement prints it.
#[must_use]
pub fn printed(value: Decimal, places: u32, look: &Look) -> String {
    let mut fixed = value.abs();
    fixed.rescale(places);
    let text = fixed.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        let comma = match look.grouping {
            Grouping::None => false,
            Grouping::Western => left % 3 == 0,
            Grouping::Indian => left == 3 || (left > 3 && left % 2 == 1),
        };
        if comma && index > 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if places > 0 {
        grouped = format!("{grouped}.{fraction}");
    }
    match (value.is_sign_negative() && !value.is_zero(), look.minus) {
        (false, _) => grouped,
        (true, true) => format!("-{grouped}"),
        (true, false) => format!("({grouped})"),
    }
}

/// `05-Mar-2025`.
#[must_use]
pub fn printed_date(date: NaiveDate) -> String {
    date.format("%d-%b-%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_signs() {
        let value = Decimal::new(-1_234_567_890, 3);
        let mut look = Look::of(Generation::G3);
        assert_eq!(printed(value, 3, &look), "(1,234,567.890)");
        look.grouping = Grouping::Indian;
        look.minus = true;
        assert_eq!(printed(value, 2, &look), "-12,34,567.89");
        assert_eq!(printed(Decimal::ZERO, 3, &look), "0.000");
    }
}
