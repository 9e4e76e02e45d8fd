//! Headings of a CDSL statement. Sections are found by these lines, never by page number.

use cas_table::{Line, Sheet};

use super::blocks::CELL_PITCH_EM;
use crate::depository::remark::is_sentence;

/// What a heading line opens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Part {
    /// Letter before the statement (until 2025).
    Letter,
    /// `Summary of Investments` (2026 on).
    Summary,
    /// `CAS ID: ...`: the block of the addressee.
    Investor,
    /// Caption of the roster.
    RosterCaption,
    /// `In the single name of` / `In the joint name(s) of`.
    Group,
    /// Values of the last months.
    Trend,
    /// Values by asset class.
    Classes,
    /// `Account Details`.
    Details,
    /// Caption of the accounts of one depository within the details.
    DetailsDemat,
    /// Caption of the folios within the details.
    DetailsFolios,
    /// `DEMAT ACCOUNTS HELD WITH ...`.
    Demat,
    /// `DP Name : ... BO ID : ...` in the sections of accounts.
    Account,
    /// `STATEMENT OF TRANSACTIONS FOR THE PERIOD ...`.
    Transactions,
    /// `No Transaction during the period`.
    NoTransaction,
    /// `HOLDING STATEMENT AS ON ...`.
    Holdings,
    /// The same with `(Other Details)`: lock-ins, no holdings.
    LockIns,
    /// `HOLDING STATEMENT OF BONDS AS ON ...`.
    Bonds,
    /// `Nil Holding`.
    NilHolding,
    /// `Portfolio Value ... as on ...`.
    PortfolioValue,
    /// `Portfolio Value for Bond ...`.
    BondValue,
    /// `MUTUAL FUND UNITS HELD WITH MF/RTA`.
    FundLedger,
    /// `MUTUAL FUND UNITS HELD AS ON ...`.
    FundBalances,
    /// `Grand Total` under the fund balances.
    FundTotal,
    /// `NPS PRAN HELD WITH CRA`.
    Pension,
    /// `NPS-SP : ... PRAN ID : ...`: a pension account.
    Pran,
    /// `Tier Status : ...` of a pension account.
    Tier,
    /// `NPS Investment Summary`.
    PensionSummary,
    /// Legend of the footnote markers.
    Legend,
    /// Load structures.
    Loads,
    /// Fixed notes to the end of the statement.
    Notes,
}

/// Where the walk is: some headings exist in some places only.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Area {
    /// Before or outside the others.
    #[default]
    Front,
    /// Account Details pages: `DP Name` is a label there.
    Details,
    /// Demat account sections.
    Demat,
    /// Notes among these sections: the next account may follow.
    DematNotes,
    /// The ledger of the folios.
    FundLedger,
    /// The balances of the folios.
    FundBalances,
    /// The pension section.
    Pension,
}

#[derive(Clone, Copy, Debug)]
enum Match {
    /// The line says exactly this.
    Is,
    /// The line starts with this.
    Starts,
    /// The line starts with this and is no sentence.
    Opens,
}

/// First match wins; blanks and letter case are not compared.
const HEADINGS: [(Match, &str, Part); 35] = [
    (Match::Starts, "CAS ID:", Part::Investor),
    (Match::Is, "CONSOLIDATED ACCOUNT STATEMENT", Part::Letter),
    (Match::Starts, "Dear Investor", Part::Letter),
    (Match::Is, "Summary of Investments", Part::Summary),
    (Match::Starts, "Your Demat Account and", Part::RosterCaption),
    (Match::Starts, "Your Demat Accounts and", Part::RosterCaption),
    (Match::Starts, "In the single name", Part::Group),
    (Match::Starts, "In the joint name", Part::Group),
    (Match::Starts, "In the name", Part::Group),
    (Match::Starts, "Consolidated Portfolio Valuation for", Part::Trend),
    (Match::Starts, "Consolidated Portfolio for Accounts", Part::Classes),
    (Match::Is, "Account Details", Part::Details),
    (Match::Is, "CDSL Demat Accounts", Part::DetailsDemat),
    (Match::Is, "NSDL Demat Accounts", Part::DetailsDemat),
    (Match::Is, "MF Folios", Part::DetailsFolios),
    (Match::Opens, "DEMAT ACCOUNTS HELD WITH", Part::Demat),
    (Match::Opens, "DEMAT ACCOUNT HELD WITH", Part::Demat),
    (Match::Starts, "DP Name :", Part::Account),
    (Match::Starts, "STATEMENT OF TRANSACTIONS FOR THE PERIOD", Part::Transactions),
    (Match::Starts, "No Transaction", Part::NoTransaction),
    (Match::Starts, "HOLDING STATEMENT OF BONDS", Part::Bonds),
    (Match::Starts, "HOLDING STATEMENT AS ON", Part::Holdings),
    (Match::Starts, "HOLDING STATEMENT AS OF", Part::Holdings),
    (Match::Is, "Nil Holding", Part::NilHolding),
    (Match::Starts, "Portfolio Value for Bond", Part::BondValue),
    (Match::Opens, "MUTUAL FUND UNITS HELD WITH", Part::FundLedger),
    (Match::Opens, "MUTUAL FUND UNITS HELD AS ON", Part::FundBalances),
    (Match::Opens, "NPS PRAN HELD", Part::Pension),
    (Match::Starts, "NPS-SP :", Part::Pran),
    (Match::Starts, "Tier Status", Part::Tier),
    (Match::Opens, "NPS Investment Summary", Part::PensionSummary),
    (Match::Starts, "Note:", Part::Legend),
    (Match::Is, "Load Structures", Part::Loads),
    (Match::Is, "NOTES TO CAS", Part::Notes),
    (Match::Is, "Notes", Part::Notes),
];

/// Other captions of the details.
const CAPTIONS: [&str; 4] = ["Mutual Fund Folios", "NPS", "NPS Accounts", "National Pension System"];

/// Headings that close the statement.
const CLOSING: [&str; 2] = ["For any queries regarding", "About CDSL"];

/// Headings at the margin start within so many em of it.
const MARGIN_EM: f32 = 2.0;

/// Headings in the middle of the page have their own middle within this share of the width of it.
const MIDDLE_SHARE: f32 = 0.05;

/// The part that a line opens.
pub(crate) fn heading(sheet: &Sheet, line: &Line, area: Area) -> Option<Part> {
    named(sheet, line, area).filter(|part| *part != Part::Notes || !ends_cell(sheet, line, area))
}

/// The part that the words of a line name, wherever it stands.
fn named(sheet: &Sheet, line: &Line, area: Area) -> Option<Part> {
    let first = sheet.words_of(line).first().and_then(|word| sheet.text(word).bytes().next())?;
    let part = HEADINGS
        .iter()
        .filter(|(_, text, _)| text.bytes().next().is_some_and(|byte| byte.eq_ignore_ascii_case(&first)))
        .find(|(how, text, _)| matches(sheet, line, *how, text))
        .map(|(_, _, part)| *part);
    let part = part.or_else(|| late_heading(sheet, line, first, area))?;
    match part {
        Part::Account if !matches!(area, Area::Demat | Area::DematNotes) => None,
        Part::Tier | Part::Pran if area != Area::Pension => None,
        Part::NoTransaction | Part::NilHolding if area == Area::FundLedger => None,
        Part::Holdings if holds_word(sheet, line, "Details)") => Some(Part::LockIns),
        _ => Some(part),
    }
}

/// True for a word alone on a line that ends a name of a table (`... PERPETUAL` / `NOTES`): as near below another line as
/// lines of one cell are, or neither at the margin nor in the middle of the page.
fn ends_cell(sheet: &Sheet, line: &Line, area: Area) -> bool {
    let [word] = sheet.words_of(line) else { return false };
    if matches!(area, Area::Front | Area::DematNotes | Area::Details) {
        return false;
    }
    let at = sheet.lines.partition_point(|other| other.range().start < line.range().start);
    let above = at.checked_sub(1).and_then(|above| sheet.lines.get(above));
    let near = |above: &&Line| line.baseline - above.baseline <= CELL_PITCH_EM * line.size;
    let off_margin = word.area.x0 - sheet.margin > MARGIN_EM * word.size;
    let off_middle = (word.area.x0 + word.area.x1 - sheet.width).abs() / 2.0 > MIDDLE_SHARE * sheet.width;
    off_margin && off_middle || above.filter(near).is_some_and(|above| named(sheet, above, area).is_none())
}

/// Headings whose words occur elsewhere too.
fn late_heading(sheet: &Sheet, line: &Line, first: u8, area: Area) -> Option<Part> {
    match first.to_ascii_uppercase() {
        b'P' if sheet.starts_with(line, "Portfolio Value") => (line.range().len() > 2
            && !sheet.starts_with(line, "Portfolio Valuation"))
        .then_some(Part::PortfolioValue),
        b'G' if area == Area::FundBalances && sheet.starts_with(line, "Grand Total") => Some(Part::FundTotal),
        b'M' | b'N'
            if area == Area::Details && CAPTIONS.iter().any(|text| matches(sheet, line, Match::Is, text)) =>
        {
            Some(Part::DetailsFolios)
        }
        _ => CLOSING.iter().any(|text| sheet.starts_with(line, text)).then_some(Part::Notes),
    }
}

fn matches(sheet: &Sheet, line: &Line, how: Match, text: &str) -> bool {
    sheet.prefix(line.range(), text).is_some_and(|(used, rest)| match how {
        Match::Starts => true,
        Match::Opens => !is_sentence(sheet, line.range().start + used..line.range().end),
        Match::Is => used == line.range().len() && sheet.span(rest).is_empty(),
    })
}

fn holds_word(sheet: &Sheet, line: &Line, text: &str) -> bool {
    sheet.words_of(line).iter().any(|word| sheet.text(word).ends_with(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::Draft;

    #[test]
    fn many_lines_of_notes_are_looked_at_one_by_one() {
        let lines = 0..20_000;
        let draft = lines.fold(Draft::new(), |draft, at| draft.left(21.0, 9.0 * at as f32, 8.0, "NOTES"));
        let sheet = draft.sheet();
        let last = sheet.lines.last().unwrap();
        assert_eq!(heading(&sheet, last, Area::Demat), Some(Part::Notes));
    }

    #[test]
    fn headings_by_area() {
        let cases = [
            ("HOLDING STATEMENT AS ON 30-04-2026", Area::Demat, Some(Part::Holdings)),
            ("HOLDING STATEMENT AS ON 30-04-2026 (Other Details)", Area::Demat, Some(Part::LockIns)),
            ("HOLDING STATEMENT OF BONDS AS ON 30-04-2026", Area::Demat, Some(Part::Bonds)),
            ("Portfolio Value ` 3,000.00 as on 30-04-2026", Area::Demat, Some(Part::PortfolioValue)),
            ("Portfolio Value for Bond ` 2,021.00 as on 30-04-2026", Area::Demat, Some(Part::BondValue)),
            ("DP Name : FIRST SAMPLE BROKING LIMITED", Area::Demat, Some(Part::Account)),
            ("DP Name : FIRST SAMPLE BROKING LIMITED", Area::DematNotes, Some(Part::Account)),
            ("DP Name : FIRST SAMPLE BROKING LIMITED", Area::Details, None),
            ("Your Demat Account and Mutual Fund Folios", Area::Front, Some(Part::RosterCaption)),
            ("Your Demat Account is a Basic Services Demat Account", Area::Demat, None),
            ("CDSL Demat Accounts", Area::Details, Some(Part::DetailsDemat)),
            ("CDSL Demat Accounts 5,021.00", Area::Front, None),
            ("Grand Total 6,166.40 6,686.02", Area::FundBalances, Some(Part::FundTotal)),
            ("Grand Total 6,166.40", Area::Front, None),
            ("DEMAT ACCOUNTS HELD WITH NSDL", Area::Front, Some(Part::Demat)),
            ("NPS PRAN HELD WITH CRA", Area::FundBalances, Some(Part::Pension)),
            ("NPS PRAN held with CRA is shown on consent.", Area::Demat, None),
            ("About CDSL", Area::Front, Some(Part::Notes)),
            ("Plan - IDCW Payout", Area::FundBalances, None),
        ];
        for (text, area, expected) in cases {
            let sheet = Draft::new().left(20.0, 100.0, 7.0, text).sheet();
            assert_eq!(heading(&sheet, &sheet.lines[0], area), expected, "{text}");
        }
    }
}
