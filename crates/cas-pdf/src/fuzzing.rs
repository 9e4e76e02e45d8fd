//! Doors to the inside for fuzz targets, behind the feature `fuzzing`. Nothing here is part of the interface.

use zeroize::Zeroizing;

use crate::Limits;
use crate::budget::Budget;
use crate::crypt::cipher_for_fuzzing;
use crate::filter::{self, Filter, Inflater, Integrity, Parameters};
use crate::font::fuzz_cmap;
use crate::syntax::{repair, xref};

/// The filters with a decoder of their own, by the names that files use.
pub const FILTERS: [&str; 5] =
    ["FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"];

/// What a decoder made of data.
#[derive(Debug, Eq, PartialEq)]
pub struct Decoded {
    /// The bytes; `None` when they would be more than `limit`.
    pub bytes: Option<Vec<u8>>,
    /// True when nothing speaks against them being what their writer packed.
    pub sound: bool,
}

/// Undoes a filter with these predictor parameters (predictor, colours, bits, columns), twice with one state. The two
/// answers must be equal.
#[must_use]
pub fn decode(
    name: &str,
    predictor: [i64; 4],
    early_change: bool,
    data: &[u8],
    limit: usize,
) -> [Decoded; 2] {
    let [predictor, colors, bits_per_component, columns] = predictor;
    let parameters = Parameters { predictor, colors, bits_per_component, columns, early_change };
    let mut inflater = Inflater::default();
    [(); 2].map(|()| {
        let mut out = Vec::new();
        let filter = Filter::from_name(name.as_bytes());
        let told = filter::decode(filter, &parameters, data, &mut inflater, limit, &mut out);
        Decoded { sound: told == Ok(Integrity::Sound), bytes: told.is_ok().then_some(out) }
    })
}

/// Reads cross-references from offset 0, as a table or a stream; how many objects they name.
#[must_use]
pub fn read_xref(data: &[u8], limits: &Limits) -> Option<usize> {
    let budget = Budget::new(limits, data.len() as u64);
    xref::read(data, 0, 0, &budget).ok().map(|xref| xref.numbers().len())
}

/// Rebuilds cross-references by a scan; how many objects they name.
#[must_use]
pub fn rebuild_xref(data: &[u8], limits: &Limits) -> Option<usize> {
    let budget = Budget::new(limits, data.len() as u64);
    repair::scan(data, &budget).ok().map(|scan| scan.xref.numbers().len())
}

/// Decrypts data with RC4 (0), AES-128 (1) or AES-256 (2).
#[must_use]
pub fn decrypt(method: u8, key: &[u8], data: &[u8]) -> Vec<u8> {
    cipher_for_fuzzing(method, Zeroizing::new(key.to_vec())).decrypt(data).0
}

/// Reads a CMap and takes a string apart by it: each code, its length, its CID and its text.
#[must_use]
pub fn cmap(data: &[u8], string: &[u8]) -> Vec<(u32, usize, Option<u32>, Option<String>)> {
    fuzz_cmap(data, string)
}
