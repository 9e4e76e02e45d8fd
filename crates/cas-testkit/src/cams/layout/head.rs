//! The head of page 1: investor block and disclaimer (2.2), portfolio summary (2.3); and the column header (2.4).

use rust_decimal::Decimal;

use super::wrap::words;
use super::{FLUSH, INDENT, LEFT, RIGHT, Sheet, Table};
use crate::cams::model::{Block, Fault, printed};
use crate::draw::{Area, Item, Setting, Text};

impl Sheet<'_> {
    /// Both framed boxes. The lines of the two interleave when sorted by height.
    pub(super) fn investor(&mut self) {
        let boxed = Area::new(28.8, 95.04, 303.12, 224.64);
        self.item(Item::Frame(boxed, 0.5));
        self.item(Item::Frame(Area::new(303.12, 95.04, 566.64, 224.64), 0.5));
        let (bold, body, statement) = (self.faces.bold, self.faces.body, self.statement);
        self.put(
            Text::new(bold, 8.595, 34.69, 104.67, format!("Email Id: {}", statement.email)).within(boxed),
        );
        self.put(Text::new(bold, 9.55, 34.69, 123.57, statement.name.clone()).within(boxed));
        let mobile = statement.mobile.iter().map(|mobile| format!("Mobile: {mobile}"));
        let lines = statement.address.iter().chain(&statement.phones).cloned().chain(mobile);
        for (index, line) in lines.enumerate() {
            self.put(Text::new(body, 8.595, 34.69, 144.27 + 9.97 * index as f64, line).within(boxed));
        }
        self.disclaimer();
    }

    fn disclaimer(&mut self) {
        let boxed = Area::new(303.12, 95.04, 566.64, 224.64);
        let summary = self.table == Table::Holdings;
        let (article, lists) = if summary {
            ("The Consolidated Account Summary", "balances and valuation")
        } else {
            ("This Consolidated Account Statement", "transactions, balances and valuation")
        };
        let registrars = self.look.registrars;
        let mut paragraphs = vec![
            format!(
                "{article} is brought to you as an investor friendly initiative by {registrars}, and lists the {lists} \
                 of Mutual Funds in which you are holding investments. The consolidation has been carried out based on \
                 the email id entered by you. If you have not entered a PAN Number and if the email id is common to \
                 several members of your family, this statement will consolidate all those investments as well."
            ),
            "If you find any folios missing from this consolidation, you have not registered your email id against \
             those folios."
                .to_owned(),
        ];
        if self.look.summary {
            paragraphs.push(
                "This statement may not reflect the complete information on your DEMAT holdings. Please check with \
                 your DP for details on DEMAT holdings."
                    .to_owned(),
            );
        }
        let (face, mut y) = (self.faces.body, 103.78);
        for paragraph in paragraphs {
            let lines = words(face, 7.64, &paragraph, 258.94);
            let last = lines.len() - 1;
            for (index, line) in lines.into_iter().enumerate() {
                let mut text = Text::new(face, 7.64, 306.13, y, line).within(boxed);
                if index < last {
                    text.setting = Setting::Justified(258.94);
                }
                self.put(text);
                y += 8.86;
            }
            y += 8.86;
        }
    }

    /// `PORTFOLIO SUMMARY` and its table; gives the y of the rule of the column header below.
    pub(super) fn portfolio(&mut self) -> f64 {
        if !self.look.summary {
            return 231.84;
        }
        let bold = self.faces.bold;
        let columns = [(LEFT, 207.36), (207.36, 386.64), (386.64, RIGHT)];
        self.rule(Area::new(LEFT, 246.24, RIGHT, 267.84), 0.8);
        let titles = [(0, 259.78, "Mutual Fund"), (1, 255.34, "Cost Value"), (1, 264.2, "(INR)")];
        for (column, y, label) in titles.into_iter().chain([(2, 255.34, "Market Value"), (2, 264.2, "(INR)")])
        {
            let (left, right) = columns[column];
            let text = Text::new(bold, 7.64, 0.0, y, label).centred(left, right);
            self.put(text.within(Area::new(left, 246.24, right, 267.84)));
        }
        self.put(Text::new(bold, 8.595, 0.0, 239.96, "PORTFOLIO SUMMARY").centred(LEFT, RIGHT));
        let houses = self.houses();
        let mut total = [Decimal::ZERO; 2];
        for (index, (name, cost, value)) in houses.iter().enumerate() {
            total = [total[0] + cost, total[1] + value];
            self.portfolio_row(index, &format!("      {name}"), [*cost, *value], false);
        }
        if self.statement.faults.contains(&Fault::SummaryTotal) {
            total[1] += Decimal::new(1000, 2);
        }
        self.portfolio_row(houses.len(), "Total", total, true);
        267.84 + 14.4 * (houses.len() + 1) as f64 + 7.2
    }

    /// CAMS houses first, then the others, unordered inside (here: by the length of their name).
    fn houses(&self) -> Vec<(&'static str, Decimal, Decimal)> {
        let mut houses: Vec<(&'static str, bool, Decimal, Decimal)> = Vec::new();
        for (index, block) in self.statement.blocks.iter().enumerate() {
            let (cost, value) = self.printed_worth(index, block);
            match houses.iter_mut().find(|house| house.0 == block.amc.heading) {
                Some(house) => (house.2, house.3) = (house.2 + cost, house.3 + value),
                None => houses.push((block.amc.heading, block.amc.registrar != "CAMS", cost, value)),
            }
        }
        houses.sort_by_key(|house| (house.1, house.0.len()));
        houses.into_iter().map(|(name, _, cost, value)| (name, cost, value)).collect()
    }

    /// Cost and value as printed, faults included.
    pub(super) fn printed_worth(&self, index: usize, block: &Block) -> (Decimal, Decimal) {
        let extra = |fault: Fault| {
            if self.statement.faults.contains(&fault) { Decimal::new(1000, 2) } else { Decimal::ZERO }
        };
        (block.cost + extra(Fault::Cost(index)), block.value + extra(Fault::Value(index)))
    }

    fn portfolio_row(&mut self, index: usize, name: &str, numbers: [Decimal; 2], total: bool) {
        let top = 267.84 + 14.4 * index as f64;
        let y = top + 9.59;
        if index % 2 == 1 && !total {
            self.rule(Area::new(LEFT, top, RIGHT, top + 14.4), 0.92);
        }
        let face = if total { self.faces.bold } else { self.faces.body };
        let label = if total {
            Text::new(face, 7.64, 0.0, y, name).centred(LEFT, 208.08)
        } else {
            Text::new(face, 6.685, INDENT, y, name)
        };
        self.put(label.within(Area::new(LEFT, top, 207.36, top + 14.4)));
        for (number, (left, right)) in numbers.into_iter().zip([(207.36, 386.64), (386.64, RIGHT)]) {
            let text = Text::new(face, 6.685, 0.0, y, printed(number, 2, self.look)).centred(left, right);
            self.put(text.within(Area::new(left, top, right, top + 14.4)));
        }
    }

    /// The column header between its rules, the upper one at `top`; printed once per page.
    pub(super) fn columns(&mut self, top: f64) {
        self.rule(Area::new(LEFT, top - 0.6, RIGHT, top), 0.0);
        self.rule(Area::new(LEFT, top + 19.44, RIGHT, top + 20.04), 0.0);
        let y = top + 8.02;
        // KFintech's engine sets the labels on four baselines.
        let rise = if self.look.kfintech { [6.6, 0.0, 3.4, 10.6, 10.6] } else { [0.0, 0.0, 0.0, 9.09, 8.87] };
        let [base, upper, unit, second, balance] =
            rise.map(|rise| y + rise - if self.look.kfintech { 1.5 } else { 0.0 });
        let (bold, price) = (self.faces.bold, self.look.price);
        let cell = |left: f64, right: f64| Area::new(left, top, right, top + 19.44);
        let right = |label: &str, y: f64, edge: f64| Text::new(bold, 7.64, 0.0, y, label).ending(edge);
        self.put(Text::new(bold, 7.64, INDENT, base, "Date").within(cell(LEFT, 73.44)));
        self.put(right("Amount", upper, 373.55).within(cell(299.52, 374.4)));
        if !price.is_empty() {
            self.put(right(price, upper, 488.75).within(cell(432.0, 489.6)));
        }
        self.put(right("Units", base, 431.15).within(cell(374.4, 432.0)));
        self.put(Text::new(bold, 7.64, 74.29, base, "Transaction").within(cell(73.44, 299.52)));
        let padded = format!("{}Unit", " ".repeat(21));
        self.put(right(&padded, unit, 553.72).within(cell(489.6, RIGHT)));
        self.put(right("(INR)", second, 373.55).within(cell(299.52, 374.4)));
        if !price.is_empty() {
            self.put(right("(INR)", second, 488.75).within(cell(432.0, 489.6)));
        }
        self.put(right("Balance", balance, FLUSH).within(cell(489.6, RIGHT)));
    }
}
