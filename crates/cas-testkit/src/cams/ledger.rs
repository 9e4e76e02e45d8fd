//! The arithmetic of one scheme (layout reference, section 6): net-of-duty amounts, STT, lots, running balance.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use rust_decimal::{Decimal, RoundingStrategy};

use super::model::Row;

/// A lot that is still held: units left, units bought, what they cost with stamp duty.
#[derive(Clone, Debug)]
struct Lot {
    left: Decimal,
    bought: Decimal,
    cost: Decimal,
}

/// Rows of one scheme as they happen.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Rows so far.
    pub rows: Vec<Row>,
    /// Units now.
    pub balance: Decimal,
    /// Units before the first row.
    pub opening: Decimal,
    /// Day of the next row.
    pub date: NaiveDate,
    /// Price of the next row.
    pub price: Decimal,
    /// Decimals of units.
    places: u32,
    /// Shares pay securities transaction tax.
    equity: bool,
    lots: Vec<Lot>,
}

/// A day, which must exist.
#[must_use]
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Rounds half away from zero, as registrars do.
#[must_use]
pub fn round(value: Decimal, places: u32) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    rounded
}

impl Ledger {
    /// An empty account; `price` is the first price and keeps its scale.
    #[must_use]
    pub fn new(date: NaiveDate, price: Decimal, places: u32, equity: bool) -> Self {
        let zero = round(Decimal::ZERO, places);
        Self { rows: Vec::new(), balance: zero, opening: zero, date, price, places, equity, lots: Vec::new() }
    }

    /// Starts with units from before the period, which cost this much.
    #[must_use]
    pub fn opened(mut self, units: Decimal, cost: Decimal) -> Self {
        let units = round(units, self.places);
        (self.opening, self.balance) = (units, units);
        self.lots.push(Lot { left: units, bought: units, cost });
        self
    }

    /// Moves on to a working day some days later, and the price by this many hundredths of a per cent.
    pub fn step(&mut self, days: u64, drift: i64) -> &mut Self {
        self.date = self.date.checked_add_days(Days::new(days)).unwrap_or(self.date);
        while matches!(self.date.weekday(), Weekday::Sat | Weekday::Sun) {
            self.date = self.date.succ_opt().unwrap_or(self.date);
        }
        let scale = self.price.scale();
        self.price = round(self.price * Decimal::new(10_000 + drift, 4), scale);
        self
    }

    /// A row as it is.
    pub fn row(&mut self, row: Row) -> &mut Self {
        self.rows.push(row);
        self
    }

    fn plain(&self, text: &str, kind: &'static str) -> Row {
        Row {
            date: self.date,
            text: text.to_owned(),
            amount: None,
            units: None,
            price: None,
            balance: None,
            kind,
            rate: None,
            duty: None,
            cosmetic: false,
        }
    }

    /// `***...***`: nothing moves.
    pub fn info(&mut self, text: &str) -> &mut Self {
        let row = self.plain(text, "MISC");
        self.row(row)
    }

    /// A row with an amount only.
    pub fn amount(
        &mut self,
        text: &str,
        kind: &'static str,
        amount: Decimal,
        rate: Option<Decimal>,
    ) -> &mut Self {
        let row = Row { amount: Some(amount), rate, ..self.plain(text, kind) };
        self.row(row)
    }

    /// Money in: units for `gross` rupees less stamp duty (from July 2020), and the duty's own row.
    pub fn buy(&mut self, text: &str, kind: &'static str, gross: Decimal) -> &mut Self {
        let duty = self.duty(gross);
        self.buy_before_duty(text, kind, gross);
        if !duty.is_zero() {
            self.amount("*** Stamp Duty ***", "STAMP_DUTY_TAX", duty, None);
        }
        self
    }

    fn duty(&self, gross: Decimal) -> Decimal {
        if self.date < day(2020, 7, 1) { Decimal::ZERO } else { round(gross * Decimal::new(5, 5), 2) }
    }

    /// As [`Ledger::buy`] without the duty's row, which the caller prints (or has lost) itself.
    pub fn buy_before_duty(&mut self, text: &str, kind: &'static str, gross: Decimal) -> &mut Self {
        let duty = self.duty(gross);
        let amount = round(gross - duty, 2);
        let units = round(amount / self.price, self.places);
        self.balance += units;
        self.lots.push(Lot { left: units, bought: units, cost: gross });
        let row = Row {
            amount: Some(amount),
            units: Some(units),
            price: Some(self.price),
            balance: Some(self.balance),
            duty: (!duty.is_zero()).then_some(duty),
            ..self.plain(text, kind)
        };
        self.row(row)
    }

    /// Money out: `units` at the price, net of STT, whose row follows.
    pub fn sell(&mut self, text: &str, kind: &'static str, units: Decimal) -> &mut Self {
        let units = round(units, self.places);
        let gross = round(units * self.price, 2);
        let tax = if self.equity { round(gross * Decimal::new(1, 5), 2) } else { Decimal::ZERO };
        self.take(units);
        self.balance -= units;
        let row = Row {
            amount: Some(tax - gross),
            units: Some(-units),
            price: Some(self.price),
            balance: Some(self.balance),
            ..self.plain(text, kind)
        };
        self.row(row);
        if !tax.is_zero() {
            self.amount("*** STT Paid ***", "STT_TAX", tax, None);
        }
        self
    }

    /// First in, first out.
    fn take(&mut self, mut units: Decimal) {
        for lot in &mut self.lots {
            let taken = units.min(lot.left);
            lot.left -= taken;
            units -= taken;
        }
    }

    /// Undoes the latest purchase: negative amount, units and stamp duty, its lot gone.
    pub fn reverse(&mut self, text: &str) -> &mut Self {
        let bought =
            self.rows.iter().rev().find(|row| row.units.is_some_and(|units| units.is_sign_positive()));
        let Some(bought) = bought.cloned() else { return self };
        self.lots.pop();
        let units = bought.units.unwrap_or_default();
        self.balance -= units;
        let row = Row {
            amount: bought.amount.map(|amount| -amount),
            units: Some(-units),
            price: bought.price,
            balance: Some(self.balance),
            ..self.plain(text, "REVERSAL")
        };
        self.row(row);
        if let Some(duty) = bought.duty {
            self.amount("*** Stamp Duty ***", "STAMP_DUTY_TAX", -duty, None);
        }
        self
    }

    /// Units without money: segregation, bonus, gifts, transfers. The lot of incoming units costs `cost`.
    pub fn units(&mut self, text: &str, kind: &'static str, units: Decimal, cost: Decimal) -> &mut Self {
        let units = round(units, self.places);
        self.balance += units;
        if units.is_sign_negative() {
            self.take(-units);
        } else {
            self.lots.push(Lot { left: units, bought: units, cost });
        }
        let row = Row { units: Some(units), balance: Some(self.balance), ..self.plain(text, kind) };
        self.row(row)
    }

    /// A row that prints the unchanged balance only.
    pub fn balance_only(&mut self, text: &str) -> &mut Self {
        let row = Row { balance: Some(self.balance), ..self.plain(text, "MISC") };
        self.row(row)
    }

    /// Income that buys units at the price.
    pub fn reinvest(&mut self, text: &str, rate: Decimal) -> &mut Self {
        let amount = round(self.balance * rate, 2);
        self.buy_before_duty(text, "DIVIDEND_REINVEST", amount);
        if let Some(row) = self.rows.last_mut() {
            row.rate = Some(rate);
        }
        let duty = self.rows.last().and_then(|row| row.duty);
        if let Some(duty) = duty {
            self.amount("*** Stamp Duty ***", "STAMP_DUTY_TAX", duty, None);
        }
        self
    }

    /// Cost of what is still held, first in first out, stamp duty included.
    #[must_use]
    pub fn cost(&self) -> Decimal {
        let cost =
            |lot: &Lot| if lot.bought.is_zero() { Decimal::ZERO } else { lot.cost * lot.left / lot.bought };
        round(self.lots.iter().map(cost).sum(), 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_lots_leave_first() {
        let mut ledger = Ledger::new(day(2024, 4, 8), Decimal::new(100_000, 4), 3, true);
        ledger.buy("Purchase", "PURCHASE", Decimal::new(1000, 0));
        ledger.step(10, 1000).buy("Purchase", "PURCHASE", Decimal::new(2000, 0));
        ledger.step(10, 0).sell("Redemption", "REDEMPTION", Decimal::new(99_995, 3));
        assert_eq!(ledger.cost(), Decimal::new(200_000, 2));
        let printed: Vec<String> =
            ledger.rows.iter().filter_map(|row| row.amount.map(|a| a.to_string())).collect();
        assert_eq!(printed, ["999.95", "0.05", "1999.90", "0.10", "-1099.94", "0.01"]);
        assert_eq!(ledger.balance.to_string(), "181.809");
    }
}
