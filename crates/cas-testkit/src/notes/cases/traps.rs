//! What makes a note hard to read, whoever prints it.

use super::on_both;
use crate::case::{Case, case};
use crate::depository::flow::Stand;
use crate::notes::outline::{Dealt, Gst, Venue};
use crate::notes::press::{Footer, Lie};
use crate::notes::table::Ruling;
use crate::notes::traits::Empty;
use crate::notes::{Recipe, groww, icici, sample, upstox, zerodha};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("trap-titles-in-the-middle", "cells and titles stand in the middle of their rows", |r| {
        r.by(zerodha::early_notes());
        r.traits.stand = Stand::Middle;
        on_both(r);
    }),
    case("trap-groww-in-the-middle", "wrapped names in the middle of their rows", |r| {
        r.by(groww::notes());
        r.traits.stand = Stand::Middle;
        r.outline.securities = vec![Dealt::round_trip(2, 2).long().on(Venue::Both), Dealt::bought(2).long()];
    }),
    case("trap-icici-in-the-middle", "generation A, titles in the middle of their rows", |r| {
        r.by(icici::lines());
        r.traits.stand = Stand::Middle;
        on_both(r);
    }),
    case("trap-long-names", "names wrapped over three lines and more", |r| {
        r.by(upstox::notes());
        r.outline.securities = vec![Dealt::round_trip(2, 2).long(), Dealt::bought(1).long()];
    }),
    case("trap-grouped-digits", "digits in Indian groups, amounts of seven digits and more", |r| {
        r.traits.figures.grouped = true;
        large(r);
    }),
    case("trap-large-amounts", "amounts of eight digits without groups", |r| {
        r.by(groww::notes());
        large(r);
    }),
    case("trap-thirty-securities", "thirty securities, and their fills over two pages", |r| {
        r.by(zerodha::early_notes());
        r.outline.securities = [Dealt::round_trip(1, 1), Dealt::bought(1), Dealt::sold(1)].repeat(10);
    }),
    case("trap-three-pages-of-fills", "fills over three pages, titles again on each", |r| {
        r.outline.securities = vec![Dealt::round_trip(40, 35), Dealt::bought(40).on(Venue::Both)];
    }),
    case("trap-four-hundred-fills", "four hundred fills", |r| {
        r.outline.securities = vec![Dealt::round_trip(52, 48); 4];
    }),
    case("trap-marks", "stars and (RE) after names", |r| {
        for (dealt, mark) in r.outline.securities.iter_mut().zip(["*", "(RE)", ""]) {
            dealt.mark = mark;
        }
    }),
    case("trap-remarks", "auctions and odd lots in the remarks", |r| {
        for (dealt, remark) in r.outline.securities.iter_mut().zip(["AUCTION", "ODD LOT", ""]) {
            dealt.remark = remark;
        }
    }),
    case("trap-short-client", "a name of one word, an address of one line", |r| {
        r.outline.client.name = Some("NAMUNARANI");
        r.outline.client.lines = 1;
    }),
    case("trap-long-client", "a name with dots, dashes and brackets, an address of four lines", |r| {
        r.by(groww::notes());
        r.outline.client.name = Some("A. K. D'SAMPLE-TESTWALA & SONS (HUF)");
        r.outline.client.lines = 4;
    }),
    case("trap-upstox-long-client", "the same where nothing labels name and address", |r| {
        r.by(upstox::notes());
        r.outline.client.name = Some("M/S NAMUNA-UDAHARANI ENTERPRISES (PROP. K. Z. KALPITRAO)");
        r.outline.client.lines = 4;
    }),
    case("trap-two-lines-of-address", "an address of two lines", |r| {
        r.by(icici::notes());
        r.outline.client.lines = 2;
    }),
    case("trap-dashes", "dashes in the untraded halves", |r| r.traits.empty = Empty::Dashes),
    case("trap-blank-halves", "blanks in the untraded halves where zeros are usual", |r| {
        r.by(groww::notes());
        r.traits.empty = Empty::Blank;
    }),
    case("trap-rows-only", "lines under rows, none between columns", |r| {
        r.by(zerodha::early_notes());
        r.traits.ruling = Ruling::Rows;
    }),
    case("trap-bars", "thin filled bars for lines", |r| {
        r.by(sample::notes());
        r.traits.ruling = Ruling::Bars;
        r.outline.gst = Gst::State;
    }),
    case("trap-no-rules", "no lines at all", |r| {
        r.by(zerodha::lines());
        r.traits.ruling = Ruling::Bare;
    }),
    case("trap-landscape", "pages on their long side, page number at the right", |r| {
        r.traits.lie = Lie::Landscape;
        r.traits.footer = Footer::Number;
    }),
    case("trap-no-footer", "no page numbers", |r| {
        r.by(icici::early_notes());
        r.traits.footer = Footer::None;
    }),
];

fn large(recipe: &mut Recipe) {
    for dealt in &mut recipe.outline.securities {
        dealt.large = true;
    }
}
