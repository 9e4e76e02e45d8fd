//! Obligation blocks drawn by hand: what is read of their lines.

use cas_model::Amount;
use cas_model::note_record::ChargeKind;
use cas_model::record::Record;
use cas_page::{Rect, Ruling};
use cas_table::{Draft, Rules, Sheet};

use super::charges::Charges;
use crate::sink::Sink;

/// The head of a block and its lines, 7 points apart: label and figure; the rules stand above the lines named.
fn drawn(lines: &[(&str, &str)], rules: &[usize]) -> Sheet {
    let y = |line: usize| 100.0 + 7.0 * line as f32;
    let head = Draft::new().right(220.0, 90.0, 6.0, "Equity").right(300.0, 90.0, 6.0, "NET TOTAL");
    let draft = lines.iter().enumerate().fold(head, |draft, (at, (label, figure))| {
        let draft = if label.is_empty() { draft } else { draft.left(30.0, y(at), 6.0, label) };
        if figure.is_empty() { draft } else { draft.right(300.0, y(at), 6.0, figure) }
    });
    let mut page = draft.page();
    let rule = |&line: &usize| {
        let y = y(line) - 5.0;
        Ruling { area: Rect::new(20.0, y, 310.0, y + 0.2), filled: false }
    };
    page.rulings = rules.iter().map(rule).collect();
    Sheet::from_page(page)
}

/// Every line that was read: its kind, figure and who pays.
fn read(lines: &[(&str, &str)], rules: &[usize]) -> Vec<(ChargeKind, String)> {
    read_sheet(&drawn(lines, rules))
}

fn read_sheet(sheet: &Sheet) -> Vec<(ChargeKind, String)> {
    let (rules, mut charges, mut sink) = (Rules::of(sheet), Charges::default(), Sink::default());
    let (mut at, end) = (0, sheet.lines.len());
    while at < end {
        at = charges.take(sheet, &rules, at..end, &mut sink).max(at + 1);
    }
    charges.flush(&mut sink);
    let records = sink.finish().value.into_iter().map(|found| found.record);
    let read = |record| match record {
        Record::Charge(charge) => {
            (charge.kind, charge.total.map(|total| total.to_string()).unwrap_or_default())
        }
        other => unreachable!("{other:?}"),
    };
    records.map(read).collect()
}

fn expected() -> Vec<(ChargeKind, String)> {
    let lines = [
        (ChargeKind::Obligation, "-142802.25"),
        (ChargeKind::Brokerage, "-10.00"),
        (ChargeKind::Exchange, "-5.00"),
        (ChargeKind::Cgst, "-1.39"),
        (ChargeKind::Net, "-142834.42"),
    ];
    lines.map(|(kind, figure)| (kind, figure.to_owned())).to_vec()
}

const LABELS: [&[&str]; 5] = [
    &["Pay In / Pay Out Obligation (before", "Brokerage)"],
    &["Taxable value of supply", "(Brokerage)"],
    &["Exchange", "transaction charges"],
    &["CGST (9% on Brokerage, Exchange", "transaction charges, SEBI turnover", "fees and IPFT charges)"],
    &["Net Amount Receivable /", "Payable By Client"],
];

/// The labels with their figure on the first line, the last, or beside the middle: wrapped labels have lines that are
/// labels of other levies.
#[test]
fn a_wrapped_label_is_one() {
    for place in [|_| 0, |count: usize| count - 1, |count: usize| count / 2] {
        let (mut lines, mut rules) = (Vec::new(), vec![0]);
        for (label, (_, figure)) in LABELS.iter().zip(expected().iter()) {
            let figured = place(label.len());
            lines.extend(
                label
                    .iter()
                    .enumerate()
                    .map(|(at, line)| (*line, if at == figured { figure.clone() } else { String::new() })),
            );
            rules.push(lines.len());
        }
        let lines: Vec<(&str, &str)> =
            lines.iter().map(|(label, figure)| (*label, figure.as_str())).collect();
        assert_eq!(read(&lines, &rules), expected(), "ruled: {lines:?}");
        assert_eq!(read(&lines, &[]), expected(), "{lines:?}");
    }
}

/// Who pays is told by the whole label of the net amount, though its figure stands beside its first line.
#[test]
fn the_net_amount_has_all_of_its_label() {
    let lines = [
        ("Pay in/Pay out obligation", "100.00"),
        ("Net Amount Receivable /", "90.00"),
        ("Payable By Client", ""),
    ];
    let sheet = drawn(&lines, &[]);
    let (mut charges, mut sink) = (Charges::default(), Sink::default());
    for at in 0..4 {
        assert_eq!(charges.take(&sheet, &Rules::default(), at..4, &mut sink), at + 1);
    }
    assert!(charges.is_complete());
    charges.flush(&mut sink);
    let last = sink.finish().value.pop().map(|found| found.record);
    let Some(Record::Charge(net)) = last else { unreachable!("the net amount") };
    assert_eq!((net.label.as_str(), net.direction), ("Net Amount Receivable / Payable By Client", None));
}

/// Axis prints the rate above the name of the tax, and its figures beside either.
#[test]
fn figures_beside_the_rate_belong_to_its_tax() {
    for [rate, tax] in [["(3.82)", ""], ["", "(3.82)"]] {
        let lines = [
            ("Pay in / Pay out obligation", "(12511.00)"),
            ("Rate 9%", rate),
            ("CGST", tax),
            ("Amount", ""),
            ("Stamp duty", "(39.00)"),
        ];
        for rules in [&[][..], &[0, 1, 4, 5]] {
            let read = read(&lines, rules);
            assert_eq!(read.get(1), Some(&(ChargeKind::Cgst, "-3.82".to_owned())), "{rules:?}");
            assert_eq!(read.len(), 3, "{rules:?}");
        }
    }
}

/// Flush left under labels in the middle, figures end before their labels begin.
#[test]
fn figures_without_blanks_stand_in_order() {
    for described in ["Description", ""] {
        let draft = Draft::new().left(40.0, 90.0, 6.0, described).left(220.0, 90.0, 6.0, "Equity");
        let draft = draft.left(320.0, 90.0, 6.0, "F&O").left(420.0, 90.0, 6.0, "NET TOTAL");
        let draft = draft.left(30.0, 100.0, 6.0, "Pay in/Pay out obligation");
        let draft = draft.left(200.0, 100.0, 6.0, "1.00").left(300.0, 100.0, 6.0, "2.00");
        let sheet = draft.left(400.0, 100.0, 6.0, "3.00").sheet();
        let (mut charges, mut sink) = (Charges::default(), Sink::default());
        for at in 0..2 {
            charges.take(&sheet, &Rules::default(), at..2, &mut sink);
        }
        charges.flush(&mut sink);
        let last = sink.finish().value.pop().map(|found| found.record);
        let Some(Record::Charge(charge)) = last else { unreachable!("the obligation") };
        let text = |amount: &Option<Amount>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        let segments: Vec<String> = charge.segments.iter().map(text).collect();
        assert_eq!((segments.concat().as_str(), text(&charge.total).as_str()), ("1.002.00", "3.00"));
    }
}

#[test]
fn a_number_in_a_label_is_no_figure_of_a_segment() {
    let draft = Draft::new().left(220.0, 90.0, 6.0, "Equity").left(320.0, 90.0, 6.0, "F&O");
    let draft =
        draft.left(420.0, 90.0, 6.0, "NET TOTAL").left(30.0, 100.0, 6.0, "Pay in/Pay out obligation 18");
    let sheet = draft.right(240.0, 100.0, 6.0, "2.00").right(450.0, 100.0, 6.0, "2.00").sheet();
    let (mut charges, mut sink) = (Charges::default(), Sink::default());
    for at in 0..2 {
        charges.take(&sheet, &Rules::default(), at..2, &mut sink);
    }
    charges.flush(&mut sink);
    let last = sink.finish().value.pop().map(|found| found.record);
    let Some(Record::Charge(charge)) = last else { unreachable!("the obligation") };
    assert_eq!(charge.segments.iter().flatten().count(), 1);
}

/// What a ruled row goes on with is no levy of its own, though nobody knows the row.
#[test]
fn a_row_that_nobody_knows_is_left_alone() {
    let lines = [("Pay in / Pay out obligation", "(12511.00)"), ("Rebate on", ""), ("Brokerage", "5.00")];
    assert_eq!(read(&lines, &[0, 1, 3]).len(), 1);
}

/// Lines at x and y, flush left: what is read of them.
fn read_at(lines: &[(f32, f32, &str)]) -> Vec<(ChargeKind, String)> {
    let sheet = lines.iter().fold(Draft::new(), |draft, (x, y, text)| draft.left(*x, *y, 6.0, text)).sheet();
    read_sheet(&sheet)
}

/// Without rules, and with rows farther apart than their lines, `Exchange Transaction` begins a label.
#[test]
fn a_label_may_begin_apart_from_the_line_above() {
    let lines = [
        (30.0, 100.0, "Pay in/Pay out obligation"),
        (300.0, 100.0, "(12511.00)"),
        (30.0, 114.0, "b) Exchange Transaction"),
        (30.0, 121.0, "Charges"),
        (300.0, 121.0, "5.00"),
        (30.0, 135.0, "Exchange Transaction"),
        (300.0, 135.0, "7.00"),
        (30.0, 142.0, "Charges"),
        (30.0, 156.0, "What nobody knows"),
        (300.0, 163.0, "9.00"),
        (30.0, 177.0, "Stamp duty"),
        (300.0, 177.0, "4.00"),
    ];
    let expected = [
        (ChargeKind::Obligation, "-12511.00"),
        (ChargeKind::Exchange, "5.00"),
        (ChargeKind::Exchange, "7.00"),
        (ChargeKind::StampDuty, "4.00"),
    ];
    assert_eq!(read_at(&lines), expected.map(|(kind, figure)| (kind, figure.to_owned())));
}

/// A block without titles may begin with a label of two lines.
#[test]
fn the_figure_of_the_first_label_may_stand_on_its_second_line() {
    let lines = [
        (30.0, 100.0, "Pay In / Pay Out Obligation"),
        (30.0, 107.0, "(before Brokerage)"),
        (300.0, 107.0, "-25005.00"),
        (30.0, 120.0, "Stamp duty"),
        (300.0, 120.0, "-4.00"),
    ];
    let expected = [(ChargeKind::Obligation, "-25005.00"), (ChargeKind::StampDuty, "-4.00")];
    assert_eq!(read_at(&lines), expected.map(|(kind, figure)| (kind, figure.to_owned())));
    // A sentence in the middle of nowhere begins nothing.
    assert_eq!(read_at(&[(30.0, 100.0, "Pay In / Pay Out Obligation"), (300.0, 150.0, "-25005.00")]), []);
}

/// A minus may stand apart from its figure, a dash in an empty cell or behind a label.
#[test]
fn dashes_and_signs() {
    let first = [(30.0, 100.0, "Pay in/Pay out obligation"), (300.0, 100.0, "(12511.00)")];
    for (words, expected) in [
        (&[(296.0, "-"), (301.0, "0.26")][..], "-0.26"),
        (&[(296.0, "\u{2212}"), (301.0, "0.26")], "-0.26"),
        (&[(200.0, "-"), (301.0, "0.26")], "0.26"),
        (&[(200.0, "--"), (301.0, "0.26")], "0.26"),
        (&[(71.0, "-"), (76.0, "0.26")], "0.26"),
    ] {
        let words = words.iter().map(|(x, text)| (*x, 112.0, *text));
        let lines: Vec<_> = first.into_iter().chain([(30.0, 112.0, "STT-Round off")]).chain(words).collect();
        let last = read_at(&lines).pop();
        assert_eq!(last, Some((ChargeKind::Stt, expected.to_owned())), "{lines:?}");
    }
}

/// Segments and total of every line of a block: a head at y 90, lines of figures flush left.
fn placed(head: &[(f32, &str)], lines: &[&[(f32, &str)]], edges: &[f32]) -> Vec<Vec<String>> {
    let draft = head.iter().fold(Draft::new(), |draft, (x, text)| draft.left(*x, 90.0, 6.0, text));
    let draft = draft.left(30.0, 82.0, 6.0, "* Details of all orders stand in the annexure below");
    let draft = lines.iter().enumerate().fold(draft, |draft, (at, words)| {
        let y = 100.0 + 10.0 * at as f32;
        let label = if at == 0 { "Pay in/Pay out obligation" } else { "Stamp duty" };
        words.iter().fold(draft.left(30.0, y, 6.0, label), |draft, (x, text)| draft.left(*x, y, 6.0, text))
    });
    let mut page = draft.page();
    let rule = |&x: &f32| Ruling { area: Rect::new(x, 84.0, x + 0.2, 200.0), filled: false };
    page.rulings = edges.iter().map(rule).collect();
    let sheet = Sheet::from_page(page);
    let (rules, mut charges, mut sink) = (Rules::of(&sheet), Charges::default(), Sink::default());
    for at in 0..sheet.lines.len() {
        charges.take(&sheet, &rules, at..sheet.lines.len(), &mut sink);
    }
    charges.flush(&mut sink);
    let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let figures = |record| match record {
        Record::Charge(charge) => charge.segments.into_iter().chain([charge.total]).map(text).collect(),
        other => unreachable!("{other:?}"),
    };
    sink.finish().value.into_iter().map(|found| figures(found.record)).collect()
}

/// Flush left in wide columns, a figure stands nearer to the label of the column before its own.
#[test]
fn figures_flush_left_are_no_figures_of_the_column_before() {
    let head = [(250.0, "Equity"), (350.0, "F&O"), (450.0, "NET TOTAL")];
    let whole: &[_] = &[(202.0, "1.00"), (302.0, "2.00"), (402.0, "3.00")];
    let blank: &[_] = &[(302.0, "4.00"), (402.0, "4.00")];
    let expected = [["1.00", "2.00", "3.00"], ["", "4.00", "4.00"]];
    for edges in [&[][..], &[20.0, 200.0, 300.0, 400.0, 500.0]] {
        assert_eq!(placed(&head, &[whole, blank], edges), expected, "{edges:?}");
    }
    // Rules tell without any line that is whole.
    let edges = [20.0, 200.0, 300.0, 400.0, 500.0];
    assert_eq!(placed(&head, &[blank], &edges), [["", "4.00", "4.00"]]);
}

/// A blank beside one of the brackets, an en dash, the sign behind the figure.
#[test]
fn brackets_and_signs_of_other_kinds() {
    for words in [
        &[(290.0, "("), (300.0, "12.00)")][..],
        &[(290.0, "(12.00"), (320.0, ")")],
        &[(300.0, "\u{2013}12.00")],
        &[(296.0, "\u{2013}"), (301.0, "12.00")],
        &[(300.0, "12.00-")],
    ] {
        let line = [(30.0, 100.0, "Pay in/Pay out obligation")].into_iter();
        let lines: Vec<_> = line.chain(words.iter().map(|(x, text)| (*x, 100.0, *text))).collect();
        assert_eq!(read_at(&lines), [(ChargeKind::Obligation, "-12.00".to_owned())], "{words:?}");
    }
}
