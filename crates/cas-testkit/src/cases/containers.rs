//! How files are put together, regular and damaged, and the filters of their streams.

use super::plain::two;
use super::{Case, Made, case};
use crate::cams::Generation;
use crate::draw::Style;
use crate::pdf::{Container, Filter};

pub(super) const CASES: &[Case] = &[
    case("file-classic-crlf", "classic cross-reference table with CRLF", |seed| {
        contained(seed, Container::Classic)
    }),
    case("file-classic-lf", "classic cross-reference table with LF", |seed| {
        contained(seed, Container::ClassicLf)
    }),
    case("file-xref-stream", "object streams and a cross-reference stream with predictors", |seed| {
        contained(seed, Container::XrefStream)
    }),
    case("file-hybrid", "hybrid: a table, and XRefStm for the objects in object streams", |seed| {
        contained(seed, Container::Hybrid)
    }),
    case("file-incremental", "an update replaces the content of a page", |seed| {
        contained(seed, Container::Incremental)
    }),
    case("file-incremental-streams", "the same with cross-reference streams", |seed| {
        contained(seed, Container::IncrementalStreams)
    }),
    case("file-linearised", "first-page table in front, main table behind", |seed| {
        contained(seed, Container::Linearised)
    }),
    case("file-junk-before", "mail headers before %PDF, offsets counted from %PDF", |seed| {
        contained(seed, Container::JunkBefore)
    }),
    case("file-wrong-startxref", "startxref points elsewhere", |seed| {
        contained(seed, Container::WrongStartxref)
    }),
    case("file-wrong-lengths", "every stream says a wrong Length", |seed| {
        contained(seed, Container::WrongLengths)
    }),
    case("file-wrong-offsets", "every offset of the table is wrong", |seed| {
        contained(seed, Container::WrongOffsets)
    }),
    case("file-damaged-table", "the table is garbage, the trailer survived", |seed| {
        contained(seed, Container::DamagedTable)
    }),
    case("file-truncated", "cut off after the last object: no table, no trailer", |seed| {
        contained(seed, Container::Truncated).unlocked()
    }),
    case("filter-none-but-hex", "ASCIIHexDecode alone", |seed| filtered(seed, vec![Filter::AsciiHex])),
    case("filter-png", "Flate with all five PNG row predictors", |seed| {
        filtered(seed, vec![Filter::FlatePng(64)])
    }),
    case("filter-tiff", "Flate with the TIFF predictor", |seed| filtered(seed, vec![Filter::FlateTiff(50)])),
    case("filter-lzw", "LZW with early change", |seed| filtered(seed, vec![Filter::Lzw])),
    case("filter-lzw-late", "LZW with EarlyChange 0", |seed| filtered(seed, vec![Filter::LzwLate])),
    case("filter-chain", "ASCII85, then RunLength, then Flate", |seed| {
        filtered(seed, vec![Filter::Ascii85, Filter::RunLength, Filter::Flate])
    }),
];

fn contained(seed: u64, container: Container) -> Made {
    let mut made = two(seed, Generation::G3);
    made.container = container;
    if matches!(container, Container::XrefStream | Container::Hybrid | Container::IncrementalStreams) {
        made.paper.version = "1.5";
    }
    made
}

fn filtered(seed: u64, filters: Vec<Filter>) -> Made {
    let style = Style { filters, ..Style::default() };
    two(seed, Generation::G3).styled(style)
}
