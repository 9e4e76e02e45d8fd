//! Streams behind every filter and chain of filters.

mod support;

use cas_testkit::pdf::{Container, Filter, assemble};
use support::{document, text};

#[test]
fn every_filter_and_some_chains() {
    let chains: [&[Filter]; 14] = [
        &[],
        &[Filter::Flate],
        &[Filter::FlatePng(7)],
        &[Filter::FlatePng(1)],
        &[Filter::FlateTiff(5)],
        &[Filter::Lzw],
        &[Filter::LzwLate],
        &[Filter::Ascii85],
        &[Filter::AsciiHex],
        &[Filter::RunLength],
        &[Filter::Ascii85, Filter::Flate],
        &[Filter::AsciiHex, Filter::RunLength],
        &[Filter::Ascii85, Filter::Lzw],
        &[Filter::AsciiHex, Filter::Ascii85, Filter::FlatePng(16)],
    ];
    for chain in chains {
        let file = assemble(&document(&["first", "second"], chain), Container::Classic, None);
        assert_eq!(text(&file, &[]).as_deref(), Ok("first|second"), "{chain:?}");
    }
}
