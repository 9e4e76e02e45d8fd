//! Invents a note from its outline: names, identifiers, orders and fills. Same outline, same note.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use rust_decimal::Decimal;

use super::figures::rounded;
use super::model::{Book, Client, Contract, Exchange, Fill, Security, Side, State};
use super::outline::{ClientOutline, Dealt, Fee, Gst, Held, Naming, Outline, Position, Venue};
use crate::Seed;
use crate::depository::invent;

/// States and union territories with their GST codes.
pub(super) const STATES: [State; 9] = [
    State { name: "KARNATAKA", code: "29" },
    State { name: "MAHARASHTRA", code: "27" },
    State { name: "TAMIL NADU", code: "33" },
    State { name: "ANDHRA PRADESH", code: "37" },
    State { name: "JAMMU AND KASHMIR", code: "01" },
    State { name: "DELHI", code: "07" },
    State { name: "WEST BENGAL", code: "19" },
    State { name: "KERALA", code: "32" },
    State { name: "CHANDIGARH", code: "04" },
];

/// Invents the note.
#[must_use]
pub(super) fn book(outline: &Outline) -> Book {
    let mut maker = Maker { dice: Seed::new(outline.seed), date: outline.date, taken: BTreeSet::new() };
    let client = maker.client(outline);
    let year = outline.date.year() - i32::from(outline.date.month() < 4);
    let number = outline
        .number
        .replace("yy", &format!("{:02}", year % 100))
        .replace("zz", &format!("{:02}", (year + 1) % 100));
    let number = invent::fill(&mut maker.dice, &number);
    let settlement = format!("{}{:03}", outline.date.year(), maker.dice.between(1, 245));
    let securities = outline.securities.iter().map(|dealt| maker.security(dealt, outline.fee)).collect();
    let contracts = outline.contracts.iter().map(|position| maker.contract(position, outline.fee)).collect();
    Book {
        number,
        date: outline.date,
        settlement,
        settled: next(outline.date),
        client,
        securities,
        contracts,
    }
}

/// The next working day.
fn next(date: NaiveDate) -> NaiveDate {
    let days = match date.weekday() {
        Weekday::Fri => 3,
        Weekday::Sat => 2,
        _ => 1,
    };
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

/// Names and numbers of a note above which it counts as large.
const MANY: usize = 300;

struct Maker {
    dice: Seed,
    date: NaiveDate,
    /// Names and numbers that must not come twice.
    taken: BTreeSet<String>,
}

impl Maker {
    /// Draws until something comes that was not there yet.
    fn fresh(&mut self, draw: impl Fn(&mut Seed) -> String) -> String {
        loop {
            let drawn = draw(&mut self.dice);
            if self.taken.insert(drawn.clone()) {
                return drawn;
            }
        }
    }

    /// A company that no other security of the note has; initials in front when most names are gone.
    fn company(&mut self) -> String {
        let many = self.taken.len() > MANY;
        self.fresh(|dice| {
            let initials = if many { format!("{} ", invent::capitals(dice, 3)) } else { String::new() };
            format!("{initials}{}", invent::company(dice))
        })
    }

    fn client(&mut self, outline: &Outline) -> Client {
        let ClientOutline { name, lines, state } = outline.client;
        let dice = &mut self.dice;
        let name = name.map_or_else(|| invent::person(dice), ToOwned::to_owned);
        let state = state.unwrap_or_else(|| match outline.gst {
            Gst::Integrated => loop {
                let state = *dice.pick(&STATES);
                if state != outline.home {
                    break state;
                }
            },
            Gst::State | Gst::Union => outline.home,
        });
        let ucc: String = outline
            .ucc
            .chars()
            .map(|sign| if sign == '@' { invent::capitals(dice, 1) } else { sign.to_string() })
            .collect();
        let ucc = invent::fill(dice, &ucc);
        let door =
            *dice.pick(&["FLAT NO ##, NAMUNA TOWERS", "H.NO. #-##/#, SAMPLE COLONY", "C/O TEST HOSTEL"]);
        let door = invent::fill(dice, door);
        let town = *dice.pick(&["SAMPLEPUR", "NAMUNABAD", "TESTNAGAR (EAST)"]);
        let pin = dice.digits(6);
        let last = format!("{town} {} {pin}", state.name);
        let near =
            *dice.pick(&["NEAR TEST LIBRARY, OPP WATER TANK", "BEHIND MITHYA TALKIES", "4TH CROSS ROAD"]);
        let middle = [near, "TALUKA SAMPLEGAON"];
        let address = match lines {
            1 => vec![last],
            lines => [door]
                .into_iter()
                .chain(middle.iter().take(lines - 2).map(|line| (*line).to_owned()))
                .chain([last])
                .collect(),
        };
        Client { name, address, pan: invent::pan(dice), ucc, state }
    }

    fn security(&mut self, dealt: &Dealt, fee: Fee) -> Security {
        let company = self.company();
        let name = match dealt.naming {
            Naming::Usual => {
                format!(
                    "{company} {}",
                    self.dice.pick(&["LIMITED", "LTD", "LTD.", "LIMITED", "(INDIA) LIMITED"])
                )
            }
            Naming::Long => {
                format!("{company} AND INFRASTRUCTURE DEVELOPMENT CORPORATION OF NAMUNA PRADESH LIMITED")
            }
        };
        let rights = dealt.mark == "(RE)";
        let isin = self.fresh(|dice| {
            let kind = if rights { "20" } else { "01" };
            let body = format!(
                "INEZ{}{}{kind}{}",
                invent::fill(dice, "##"),
                invent::capitals(dice, 1),
                invent::fill(dice, "##")
            );
            invent::with_check_digit(&body)
        });
        let symbol = symbol(&company);
        let lot = if dealt.large { 1000 } else { 1 };
        let base = self.dice.between(1_000, if dealt.large { 900_000 } else { 300_000 });
        let most = if dealt.bought.max(dealt.sold) > 20 { 4000 } else { 260 };
        let least = dealt.bought.max(dealt.sold) as i64 * 3;
        let bought = self.dice.between(least, least + most) * lot;
        let sold = if dealt.square { bought } else { self.dice.between(least, least + most) * lot };
        let fee = if fee == Fee::FreeCash { Charge::Free } else { Charge::of(fee) };
        let mut fills = Vec::new();
        for (side, count, quantity) in [(Side::Buy, dealt.bought, bought), (Side::Sell, dealt.sold, sold)] {
            let order = Deal { side, quantity, base, fee };
            fills.extend(self.fills(&order, count, dealt.venue, if dealt.large { lot / 10 } else { 1 }));
        }
        if let Some(fill) = fills.first_mut() {
            fill.remark = dealt.remark;
        }
        Security { isin, name, symbol, mark: dealt.mark, fills }
    }

    fn contract(&mut self, position: &Position, fee: Fee) -> Contract {
        let (underlying, spot, lot, step) = match (position.index, position.exchange) {
            (true, Exchange::Nse) => {
                *self.dice.pick(&[("NIFTY", 24_150, 65, 50), ("BANKNIFTY", 55_200, 30, 100)])
            }
            (true, Exchange::Bse) => {
                *self.dice.pick(&[("SENSEX", 80_300, 20, 100), ("BANKEX", 61_700, 30, 100)])
            }
            (false, _) => ("", self.dice.between(90, 2400), *self.dice.pick(&[250, 500, 750]), 20),
        };
        let underlying = if position.index {
            underlying.to_owned()
        } else {
            let company = self.company();
            symbol(&company)
        };
        // The number of days makes contracts of one note differ.
        let days = self.fresh(|dice| dice.between(2, 55).to_string()).parse().unwrap_or(7);
        let expiry = self.date.checked_add_days(Days::new(days)).unwrap_or(self.date);
        let strike = (spot / step + self.dice.between(-5, 5)) * step;
        let option = position.option.then(|| (strike, *self.dice.pick(&["CE", "PE"])));
        let base = if position.option { self.dice.between(800, 40_000) } else { spot * 100 };
        let quantity = |dice: &mut Seed, fills: usize| lot * dice.between(fills as i64, fills as i64 + 3);
        let bought = quantity(&mut self.dice, position.bought.max(position.sold));
        let sold = if position.square { bought } else { quantity(&mut self.dice, position.sold) };
        let mut fills = Vec::new();
        for (side, count, quantity) in
            [(Side::Buy, position.bought, bought), (Side::Sell, position.sold, sold)]
        {
            let order = Deal { side, quantity, base, fee: Charge::of(fee) };
            fills.extend(self.fills(&order, count, Venue::One(position.exchange), lot));
        }
        let lots = match position.held {
            Held::Nothing => 0,
            Held::Brought(lots) => lots,
        };
        Contract {
            underlying,
            index: position.index,
            expiry,
            option,
            exchange: position.exchange,
            closing: near(&mut self.dice, base),
            brought: lots * lot,
            before: near(&mut self.dice, base),
            fills,
        }
    }

    /// `count` fills of one side in orders of one to three fills; quantities are multiples of `lot`.
    fn fills(&mut self, deal: &Deal, count: usize, venue: Venue, lot: i64) -> Vec<Fill> {
        let mut fills: Vec<Fill> = Vec::new();
        let mut left = deal.quantity / lot;
        let mut clock = self.dice.between(9 * 3600 + 16 * 60, 14 * 3600);
        while fills.len() < count {
            let size = (self.dice.between(1, 3) as usize).min(count - fills.len());
            let exchange = match venue {
                Venue::One(exchange) => exchange,
                Venue::Both if fills.is_empty() => Exchange::Bse,
                Venue::Both => *self.dice.pick(&[Exchange::Nse, Exchange::Bse]),
            };
            let order = self.order(exchange, clock);
            let order_time = time(clock);
            let mut parts = Vec::new();
            for _ in 0..size {
                let after = (count - fills.len() - parts.len()) as i64 - 1;
                let part = if after == 0 {
                    left
                } else {
                    self.dice.between(1, (left - after).min(2 * left / (after + 1)).max(1))
                };
                left -= part;
                parts.push(part * lot);
            }
            let price = near(&mut self.dice, deal.base);
            let mut trade = self.dice.between(100_000, 900_000_000);
            let fees = deal.fee.split(&parts, price, &mut self.dice);
            for (part, (unit, fee)) in parts.into_iter().zip(fees) {
                trade += self.dice.between(1, 40);
                fills.push(Fill {
                    order: order.clone(),
                    order_time: order_time.clone(),
                    trade: trade.to_string(),
                    trade_time: time(clock + self.dice.between(0, 2)),
                    side: deal.side,
                    exchange,
                    quantity: part,
                    price: price + Decimal::new(self.dice.between(-2, 2) * 5, 2),
                    unit,
                    fee,
                    remark: "",
                });
            }
            clock += self.dice.between(40, 1500).min((15 * 3600 + 1500 - clock) / 2).max(1);
        }
        fills
    }

    fn order(&mut self, exchange: Exchange, clock: i64) -> String {
        let days = self.date.signed_duration_since(NaiveDate::default()).num_days();
        self.fresh(|dice| match exchange {
            Exchange::Nse => format!("1{}00000{}", dice.between(1, 4), dice.digits(9)),
            Exchange::Bse => format!("{}{}", days * 86_400 + clock - 19_800, dice.digits(9)),
        })
    }
}

/// Orders of one side.
struct Deal {
    side: Side,
    quantity: i64,
    /// About the price, in paise.
    base: i64,
    fee: Charge,
}

/// Brokerage of one side.
#[derive(Clone, Copy)]
enum Charge {
    Free,
    PerUnit,
    PerOrder,
}

impl Charge {
    fn of(fee: Fee) -> Self {
        if fee == Fee::PerUnit { Self::PerUnit } else { Self::PerOrder }
    }

    /// Brokerage per unit and of each fill of one order.
    fn split(self, quantities: &[i64], price: Decimal, dice: &mut Seed) -> Vec<(Decimal, Decimal)> {
        let whole: i64 = quantities.iter().sum();
        let unit = match self {
            Self::Free => Decimal::ZERO,
            Self::PerUnit => {
                let most = rounded(price * Decimal::new(3, 3), 2).max(Decimal::new(2, 2));
                Decimal::new(*dice.pick(&[100, 200, 500, 1000, 2500, 125]), 4).min(rounded(most, 4))
            }
            Self::PerOrder => rounded(Decimal::new(20, 0) / Decimal::from(whole.max(1)), 4),
        };
        let mut left = Decimal::new(2000, 2);
        let mut fees = Vec::new();
        for (index, &quantity) in quantities.iter().enumerate() {
            let mut fee = rounded(unit * Decimal::from(quantity), 2);
            if matches!(self, Self::PerOrder) {
                fee = if index + 1 == quantities.len() { left } else { fee.min(left) };
                left -= fee;
            }
            fees.push((rounded(unit, 4), fee));
        }
        fees
    }
}

/// A price within one in a thousand of `base` paise, in steps of five paise.
fn near(dice: &mut Seed, base: i64) -> Decimal {
    let wide = (base / 1000).max(5);
    Decimal::new((base + dice.between(-wide, wide)) / 5 * 5 + 10, 2)
}

fn time(clock: i64) -> String {
    format!("{:02}:{:02}:{:02}", clock / 3600, clock / 60 % 60, clock % 60)
}

/// The trading symbol of a company: six letters of its name and four of its trade.
fn symbol(company: &str) -> String {
    let (name, trade) = company.split_once(' ').unwrap_or((company, ""));
    name.chars().take(6).chain(trade.chars().take(4)).filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_of_an_order_add_up() {
        let fees = Charge::PerOrder.split(&[7, 11, 13], Decimal::new(10_000, 2), &mut Seed::new(1));
        assert_eq!(fees.iter().map(|(_, fee)| *fee).sum::<Decimal>(), Decimal::new(2000, 2));
    }

    #[test]
    fn symbols_are_one_word() {
        assert_eq!(symbol("AMBARVELI HOTELS & RESORTS"), "AMBARVHOTE");
    }

    #[test]
    fn settlement_skips_the_week_end() {
        let friday = NaiveDate::from_ymd_opt(2026, 4, 17).unwrap_or_default();
        assert_eq!(next(friday).to_string(), "2026-04-20");
    }
}
