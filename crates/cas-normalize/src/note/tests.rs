//! Signs, sums and forward lines of contract notes.

use cas_model::note_record::{
    ChargeKind, ChargeRecord, ContractRecord, Direction, FillRecord, SecurityRecord, SubTotalRecord,
    SubTotalScope,
};
use cas_model::record::Record;
use cas_model::{Amount, BrokerType, DiagnosticCode, Isin, Sourced};
use cas_page::Location;

use super::{NoteContext, assemble_note};

const ISIN: &str = "INE0ZA101016";

fn sourced(record: Record) -> Sourced {
    Sourced { at: Location::default(), record }
}

fn fill(side: &str, quantity: &str, rate: &str, total: &str) -> Sourced {
    sourced(Record::Fill(Box::new(FillRecord {
        order_number: Some("1300000000000001".into()),
        order_time: Some("09:20:11".into()),
        trade_number: Some("500001".into()),
        trade_time: Some("09:20:12".into()),
        description: Some("Sample Works Limited".into()),
        side: Some(side.into()),
        quantity: quantity.parse().ok(),
        gross_rate: rate.parse().ok(),
        net_rate: rate.parse().ok(),
        net_total: total.parse().ok(),
        ..FillRecord::default()
    })))
}

fn charge(kind: ChargeKind, figure: &str, direction: Option<Direction>) -> Sourced {
    let total = figure.parse().ok();
    let record = ChargeRecord { kind, label: String::new(), direction, segments: Vec::new(), total };
    sourced(Record::Charge(Box::new(record)))
}

fn amounts(broker: BrokerType, records: Vec<Sourced>) -> (Vec<String>, [String; 2], usize) {
    let noted = assemble_note(records, &NoteContext { broker, signer: None });
    let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let note = noted.value.note;
    let block = &note.charges_summary;
    let inferred = noted.notes.iter().filter(|note| note.code == DiagnosticCode::SignInferred).count();
    (
        note.detailed_trades.iter().map(|trade| text(trade.net_total)).collect(),
        [text(block.pay_in_pay_out_obligation), text(block.net_amount_receivable_payable)],
        inferred,
    )
}

#[test]
fn the_rows_tell_what_a_plus_means() {
    let natural = || vec![fill("B", "10", "5.00", "-50.00"), fill("S", "10", "6.00", "60.00")];
    let flipped = || vec![fill("B", "10", "5.00", "50.00"), fill("S", "-10", "6.00", "-60.00")];
    let unsigned = || vec![fill("B", "10", "5.00", "50.00"), fill("S", "10", "6.00", "60.00")];
    for broker in [BrokerType::Unknown, BrokerType::Zerodha, BrokerType::Upstox, BrokerType::Icici] {
        for rows in [natural(), flipped(), unsigned()] {
            assert_eq!(amounts(broker, rows).0, ["-50.00", "60.00"], "{broker:?}");
        }
    }
    // A sale that costs more than it brings keeps the rule of its broker.
    assert_eq!(amounts(BrokerType::Zerodha, vec![fill("S", "1", "0.05", "-4.95")]).0, ["-4.95"]);
}

#[test]
fn the_arithmetic_tells_who_pays_where_no_label_does() {
    let block = |obligation, net| {
        vec![
            charge(ChargeKind::Obligation, obligation, None),
            charge(ChargeKind::Brokerage, "7.00", None),
            charge(ChargeKind::Stt, "3.00", None),
            charge(ChargeKind::Net, net, None),
        ]
    };
    let (_, settled, inferred) = amounts(BrokerType::Unknown, block("100.00", "110.00"));
    assert_eq!((settled, inferred), (["-100.00".into(), "-110.00".into()], 1));
    let (_, settled, inferred) = amounts(BrokerType::Unknown, block("100.00", "90.00"));
    assert_eq!((settled, inferred), (["100.00".into(), "90.00".into()], 0));
    let (_, settled, inferred) = amounts(BrokerType::Upstox, block("-5.00", "5.00"));
    assert_eq!(
        (settled, inferred),
        (["5.00".into(), "-5.00".into()], 0),
        "what is received is eaten up by levies"
    );
}

#[test]
fn a_closing_row_names_the_security_of_the_fills_above() {
    let close =
        sourced(Record::SubTotal(Box::new(SubTotalRecord { isin: Isin::parse(ISIN), ..Default::default() })));
    let records = vec![fill("B", "3", "10.00", "-30.00"), fill("B", "1", "11.00", "-11.00"), close];
    let noted = assemble_note(records, &NoteContext::default());
    let [security] = noted.value.note.equity_transactions.as_slice() else { panic!("one security") };
    assert_eq!(security.isin.map(|isin| isin.to_string()).as_deref(), Some(ISIN));
    assert_eq!(security.buy_quantity.map(|units| units.to_string()).as_deref(), Some("4"));
    assert_eq!(security.buy_wap.map(|price| price.to_string()).as_deref(), Some("10.25"));
    assert_eq!(security.net_obligation.map(|amount| amount.to_string()).as_deref(), Some("-41.00"));
    assert_eq!(security.sell_wap, None);
}

#[test]
fn a_settlement_number_is_whole_or_as_printed() {
    for (printed, expected) in [
        ("Rolling (T1)/2026067", "2026067"),
        ("2026064 Normal T1", "2026064"),
        ("2026113", "2026113"),
        ("20x26113", "20x26113"),
        ("2\u{fffd}26113", "2\u{fffd}26113"),
        ("2\u{2022}26113 Normal", "2\u{2022}26113 Normal"),
        ("T1", "T1"),
    ] {
        assert_eq!(super::settlement_number(printed), expected, "{printed}");
    }
}

#[test]
fn a_note_without_its_obligation_says_so() {
    let absent = |records| {
        let noted = assemble_note(records, &NoteContext::default());
        noted.notes.iter().any(|note| note.code == DiagnosticCode::Missing { part: "the obligation" })
    };
    assert!(absent(vec![charge(ChargeKind::Net, "90.00", None)]));
    assert!(!absent(vec![
        charge(ChargeKind::Obligation, "100.00", None),
        charge(ChargeKind::Net, "90.00", None)
    ]));
}

#[test]
fn a_row_that_only_names_closes_nothing() {
    let row = |isin: &str, scope| {
        sourced(Record::SubTotal(Box::new(SubTotalRecord {
            isin: Isin::parse(isin),
            scope,
            ..Default::default()
        })))
    };
    let records = vec![
        fill("B", "3", "10.00", "-30.00"),
        fill("B", "1", "11.00", "-11.00"),
        row(ISIN, SubTotalScope::Name),
        row("", SubTotalScope::Group),
    ];
    let facts = assemble_note(records, &NoteContext::default()).value.facts;
    assert_eq!(facts.trade_isins, [Isin::parse(ISIN), Isin::parse(ISIN)]);
    let [total] = facts.sub_totals.as_slice() else { panic!("one sub total") };
    assert_eq!(total.trades, 2);
}

/// Half of the summaries printed, the other one is not invented from fills that the printed one names.
#[test]
fn fills_of_a_printed_table_add_up_to_no_other() {
    let named = |text: &str, closing: &str| {
        let mut found = fill("B", "10", "5.00", "-50.00");
        if let Record::Fill(fill) = &mut found.record {
            (fill.description, fill.closing) = (Some(text.into()), closing.parse().ok());
        }
        found
    };
    let security =
        SecurityRecord { isin: Isin::parse(ISIN), name: Some("ACE".to_owned()), ..Default::default() };
    let records = vec![sourced(Record::Security(Box::new(security))), named("ACE-SAMPLE 7 PE", "12.00")];
    let note = assemble_note(records, &NoteContext::default()).value.note;
    assert_eq!((note.equity_transactions.len(), note.derivatives_transactions.len()), (1, 0));
    let contract = ContractRecord { description: Some("GOLD PETAL - MCX".into()), ..Default::default() };
    let records = vec![
        sourced(Record::Contract(Box::new(contract))),
        named("GOLD PETAL", ""),
        named("GOLD PETALS", ""),
    ];
    let note = assemble_note(records, &NoteContext::default()).value.note;
    assert_eq!((note.equity_transactions.len(), note.derivatives_transactions.len()), (1, 1));
}

#[test]
fn a_fill_that_cannot_be_read_leaves_no_sum() {
    let sums = |first: Sourced| {
        let records = vec![first, fill("B", "3", "5.00", "-15.00"), fill("S", "2", "6.00", "12.00")];
        let note =
            assemble_note(records, &NoteContext { broker: BrokerType::Unknown, signer: None }).value.note;
        let sums = note.equity_transactions.first().cloned().unwrap_or_default();
        let figures = [
            sums.buy_quantity.map(|units| units.to_string()),
            sums.buy_wap.map(|price| price.0.to_string()),
            sums.buy_total_value.map(|total| total.to_string()),
            sums.sell_quantity.map(|units| units.to_string()),
            sums.sell_total_value.map(|total| total.to_string()),
            sums.net_obligation.map(|net| net.to_string()),
        ];
        figures.map(Option::unwrap_or_default).join(" ")
    };
    assert_eq!(sums(fill("B", "10", "5.00", "-50.00")), "13 5 65.00 2 12.00 -53.00");
    assert_eq!(sums(fill("B", "1x", "5.00", "-50.00")), "  65.00 2 12.00 -53.00");
    assert_eq!(sums(fill("B", "10", "5.00", "-5x.00")), "13 5  2 12.00 ");
    // Who knows which side it belongs to.
    assert_eq!(sums(fill("8", "10", "5.00", "-50.00")), "     -53.00");
}

/// Upstox prints the exchange in the remarks, with what else is to be said behind it.
#[test]
fn a_remark_may_begin_with_the_exchange() {
    for (column, remark, exchange, rest) in [
        (None, "NSE", Some("NSE"), None),
        (None, "NSE AUC", Some("NSE"), Some("AUC")),
        (None, "ODD LOT", None, Some("ODD LOT")),
        (Some("BSE"), "NSE AUC", Some("BSE"), Some("NSE AUC")),
    ] {
        let mut found = fill("B", "10", "5.00", "-50.00");
        if let Record::Fill(fill) = &mut found.record {
            (fill.exchange, fill.remarks) = (column.map(Into::into), Some(remark.into()));
        }
        let note = assemble_note(vec![found], &NoteContext::default()).value.note;
        let [trade] = note.detailed_trades.as_slice() else { panic!("one trade") };
        assert_eq!((trade.exchange.as_deref(), trade.remarks.as_deref()), (exchange, rest), "{remark}");
    }
}

/// A position brought forward is marked to market: whether it gained says nothing of its side.
#[test]
fn a_forward_line_counts_by_its_side() {
    for (side, quantity, value, total) in [
        (Some("B"), "75", "375.00", "-75"),
        (Some("S"), "75", "-375.00", "-225"),
        (None, "-75", "-375.00", "-225"),
        (None, "75", "-375.00", "-75"),
    ] {
        let forward = FillRecord {
            order_number: Some("0".into()),
            trade_number: Some("0".into()),
            description: Some("Sample Works Limited".into()),
            side: side.map(Into::into),
            quantity: quantity.parse().ok(),
            net_total: value.parse().ok(),
            ..FillRecord::default()
        };
        let total = SubTotalRecord { quantity: total.parse().ok(), ..Default::default() };
        let records = vec![
            sourced(Record::Fill(Box::new(forward))),
            fill("S", "150", "5.00", "750.00"),
            sourced(Record::SubTotal(Box::new(total))),
        ];
        let found = assemble_note(records, &NoteContext::default()).value;
        let checks = crate::reconcile_note(&found.note, &found.facts);
        let of_totals = checks.iter().filter(|check| check.id == "sub-total");
        let verdicts: Vec<_> = of_totals.map(|check| check.verdict).collect();
        assert_eq!(verdicts, [cas_model::Verdict::Pass], "{side:?} {quantity} {value}");
    }
}

/// An average in the middle of two figures is rounded up, as brokers print it.
#[test]
fn averages_are_rounded_half_up() {
    let fills = vec![fill("B", "1", "10.0001", "-10.00"), fill("B", "1", "10.0002", "-10.00")];
    let noted = assemble_note(fills, &NoteContext { broker: BrokerType::Zerodha, signer: None });
    let security = noted.value.note.equity_transactions.first().unwrap();
    assert_eq!(security.buy_wap.map(|price| price.to_string()).as_deref(), Some("10.0002"));
    let fills = vec![fill("B", "1", "10.0002", "-10.00"), fill("B", "1", "10.0003", "-10.00")];
    let noted = assemble_note(fills, &NoteContext { broker: BrokerType::Zerodha, signer: None });
    let security = noted.value.note.equity_transactions.first().unwrap();
    assert_eq!(security.buy_wap.map(|price| price.to_string()).as_deref(), Some("10.0003"));
}
