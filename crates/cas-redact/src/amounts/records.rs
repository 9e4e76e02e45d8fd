//! The figures of records: which are money or units, which are prices or shares.

use cas_model::note_record::{ContractRecord, FillRecord, SecurityRecord, SideRecord};
use cas_model::record::{
    ClosingRecord, HoldingRecord, MovementRecord, NpsFundRecord, NpsRowRecord, Record, RowRecord,
    SchemeRecord, TotalRecord,
};
use cas_model::statement::LifeInsurancePolicy;
use cas_model::{Amount, Percent, Price, Units};
use rust_decimal::Decimal;

/// What a figure measures.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Measure {
    /// Rupees or units: grows with the factor.
    Grows,
    /// A price of one unit, a share, a rate: stays.
    Stays,
}

/// A type of the model that measures something.
trait Figure {
    const MEASURE: Measure;
    fn number(self) -> Decimal;
}

macro_rules! measures {
    ($($name:ident $measure:ident),*) => {
        $(impl Figure for $name {
            const MEASURE: Measure = Measure::$measure;
            fn number(self) -> Decimal {
                self.value()
            }
        })*
    };
}

measures!(Amount Grows, Units Grows, Price Stays, Percent Stays);

/// Collects figures.
struct Collected<'c>(&'c mut Vec<(Measure, Decimal)>);

impl Collected<'_> {
    fn add<F: Figure>(&mut self, figures: impl IntoIterator<Item = Option<F>>) {
        self.0.extend(figures.into_iter().flatten().map(|figure| (F::MEASURE, figure.number())));
    }
}

/// The figures of a record.
pub(super) fn figures(record: &Record, out: &mut Vec<(Measure, Decimal)>) {
    let mut out = Collected(out);
    match record {
        Record::Account(account) => out.add([account.value]),
        Record::Holding(holding) => of_holding(holding, &mut out),
        Record::Movement(movement) => {
            let MovementRecord { opening, credit, debit, closing, stamp_duty, .. } = **movement;
            out.add([opening, credit, debit, closing]);
            out.add([stamp_duty]);
        }
        Record::Scheme(scheme) => of_scheme(scheme, &mut out),
        Record::Row(row) => {
            let RowRecord { amount, units, nav, price, balance, stamp_duty, .. } = **row;
            out.add([amount, stamp_duty, row.income_distribution, row.capital_withdrawal]);
            out.add([units, balance]);
            out.add([nav, price]);
        }
        Record::Closing(closing) => {
            let ClosingRecord { units, nav, nav_date: _, value, cost } = **closing;
            out.add([units]);
            out.add([nav]);
            out.add([value, cost]);
        }
        Record::Nps(account) => out.add([account.value]),
        Record::NpsFund(fund) => {
            let NpsFundRecord { units, nav, value, .. } = **fund;
            out.add([units]);
            out.add([nav]);
            out.add([value]);
        }
        Record::NpsRow(row) => {
            let NpsRowRecord { amount, nav, units, .. } = **row;
            out.add([amount]);
            out.add([nav]);
            out.add([units]);
        }
        Record::Policy(policy) => {
            let LifeInsurancePolicy { sum_assured, premium_amount, .. } = **policy;
            out.add([sum_assured, premium_amount]);
        }
        Record::Total(total) => {
            let TotalRecord { value, cost, change, percent, .. } = **total;
            out.add([value, cost, change]);
            out.add([percent]);
        }
        Record::Security(security) => of_security(security, &mut out),
        Record::Contract(contract) => {
            let ContractRecord { quantity, wap, brokerage, wap_after, closing, net_total, .. } = **contract;
            out.add([quantity]);
            out.add([wap, brokerage, wap_after, closing]);
            out.add([net_total]);
        }
        Record::Fill(fill) => {
            let FillRecord { quantity, gross_rate, brokerage, net_rate, closing, net_total, .. } = **fill;
            out.add([quantity]);
            out.add([gross_rate, brokerage, net_rate, closing]);
            out.add([net_total]);
        }
        Record::SubTotal(total) => {
            out.add([total.quantity]);
            out.add([total.net_total]);
        }
        Record::Charge(charge) => out.add(charge.segments.iter().copied().chain([charge.total])),
        Record::Tax(tax) => {
            out.add([tax.quantity]);
            out.add([tax.value, tax.tax]);
        }
        Record::DematCharge(charge) => out.add([charge.amount, charge.gst, charge.total]),
        _ => {}
    }
}

fn of_security(security: &SecurityRecord, out: &mut Collected<'_>) {
    let SecurityRecord { buy, sell, net_quantity, net, net_after_levies, .. } = security;
    for SideRecord { quantity, wap, brokerage, wap_after, total, after_levies } in [*buy, *sell] {
        out.add([quantity]);
        out.add([wap, brokerage, wap_after]);
        out.add([total, after_levies]);
    }
    out.add([*net_quantity]);
    out.add([*net, *net_after_levies]);
}

fn of_holding(holding: &HoldingRecord, out: &mut Collected<'_>) {
    let HoldingRecord { units, price, value, face_value, balances, .. } = holding;
    out.add([*units]);
    out.add([*price, *face_value]);
    out.add([*value]);
    out.add(balances.iter().map(|(_, units)| Some(*units)));
}

fn of_scheme(scheme: &SchemeRecord, out: &mut Collected<'_>) {
    let SchemeRecord { open_units, close_units, units, nav, value, cost, gain, average_cost, .. } = scheme;
    out.add([*open_units, *close_units, *units]);
    out.add([*nav, *average_cost]);
    out.add([*value, *cost, *gain]);
    out.add([scheme.gain_percent, scheme.annualised_return]);
}
