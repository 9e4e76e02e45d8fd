//! Locks, containers, filters and ways of painting: a handful, the other families have all of them.

use super::on_both;
use crate::case::{Case, case};
use crate::draw::{Encoding, Order, Place, Show};
use crate::notes::outline::Position;
use crate::notes::{Recipe, groww, icici, upstox, zerodha};
use crate::pdf::{Cipher, Container, Filter};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("lock-none", "an open file", |r| r.binding.lock = None),
    case("lock-none-signed", "an open file whose broker only the signature names", |r| {
        r.by(groww::notes());
        r.binding.lock = None;
    }),
    case("lock-rc4-40", "RC4 with 40 bits", |r| locked(r, Cipher::Rc4Bits40)),
    case("lock-rc4-128", "RC4 with 128 bits, the signature locked too", |r| {
        r.by(groww::lines());
        locked(r, Cipher::Rc4Bits128);
    }),
    case("lock-aes-256", "AES-256 of PDF 2.0", |r| {
        r.by(icici::notes());
        locked(r, Cipher::Aes256R6);
    }),
    case("file-classic", "a classic table and no object streams", |r| {
        r.binding.container = Container::Classic;
    }),
    case("file-incremental", "an update replaces the content of a page", |r| {
        r.by(upstox::notes());
        r.binding.container = Container::Incremental;
    }),
    case("filter-chain", "ASCII85, RunLength and Flate around the content", |r| {
        r.binding.style.filters = vec![Filter::Ascii85, Filter::RunLength, Filter::Flate];
    }),
    case("show-words", "every word placed on its own", |r| {
        on_both(r);
        r.binding.style.show = Show::Words;
    }),
    case("show-glyphs", "every glyph placed on its own, pages flipped as browsers print them", |r| {
        r.by(zerodha::early_notes());
        r.binding.style.show = Show::Glyphs;
        r.binding.style.place = Place::Flip;
        r.binding.style.encoding = Encoding::IdentityH;
    }),
    case("order-shuffled", "texts in no order", |r| {
        r.by(groww::notes());
        r.outline.contracts = vec![Position::option(1, 1)];
        r.binding.style.order = Order::Shuffled(r.outline.seed);
    }),
    case("order-columns", "texts column by column", |r| {
        r.by(icici::notes());
        r.binding.style.order = Order::Columns;
    }),
    case("font-identity-h", "Type 0 fonts with two-byte codes", |r| {
        r.by(upstox::notes());
        r.binding.style.encoding = Encoding::IdentityH;
    }),
    case("font-standard-14", "standard fonts without widths", |r| {
        r.by(zerodha::lines());
        r.binding.style.encoding = Encoding::Standard14;
    }),
    case("font-renumbered", "letters renumbered through Differences, cells as clips", |r| {
        r.by(groww::lines());
        r.binding.style.encoding = Encoding::Renumbered;
    }),
    case("rotated", "pages turned by a quarter", |r| r.binding.style.rotate = 90),
];

fn locked(recipe: &mut Recipe, cipher: Cipher) {
    recipe.binding.lock = Some(cipher);
}
