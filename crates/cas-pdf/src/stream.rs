//! What a stream dictionary says about its data (ISO 32000-1, 7.3.8.2): which filters, with which parameters.

use crate::filter::{self, Filter, Inflater, Integrity, Parameters, TooLong, is_zlib};
use crate::syntax::object::{Dict, Object};

/// Elements of a value that may be a single one or an array.
fn elements(value: Object, resolve: &dyn Fn(&Object) -> Object) -> Vec<Object> {
    match value {
        Object::Null => Vec::new(),
        Object::Array(items) => items.iter().map(resolve).collect(),
        single => vec![single],
    }
}

fn entry(dict: &Dict, keys: [&[u8]; 2], resolve: &dyn Fn(&Object) -> Object) -> Vec<Object> {
    let value = keys.into_iter().find_map(|key| dict.get(key));
    value.map_or_else(Vec::new, |value| elements(resolve(value), resolve))
}

/// The name of the crypt filter that a stream asks for (7.4.10); `Identity` when it names none.
pub(crate) fn crypt_filter(dict: &Dict, resolve: &dyn Fn(&Object) -> Object) -> Option<Vec<u8>> {
    let filters = entry(dict, [b"Filter", b"F"], resolve);
    let position = filters.iter().position(|filter| filter.as_name() == Some(b"Crypt"))?;
    let parameters = entry(dict, [b"DecodeParms", b"DP"], resolve);
    let name = parameters.get(position).and_then(Object::as_dict).and_then(|dict| dict.get(b"Name"));
    Some(
        name.map(resolve)
            .and_then(|name| name.as_name().map(<[u8]>::to_vec))
            .unwrap_or_else(|| b"Identity".to_vec()),
    )
}

/// What filters made of a stream.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    /// The data behind the last filter.
    pub(crate) data: Vec<u8>,
    /// Bytes that all filters of the stream gave.
    pub(crate) grown: usize,
    /// Bytes that all filters of the stream took.
    pub(crate) taken: usize,
    /// Whether the data are what their writer packed.
    pub(crate) integrity: Integrity,
}

/// Undoes the filters that a stream dictionary names, decryption excepted; together they may give `limit` bytes.
pub(crate) fn decode_filters(
    dict: &Dict,
    raw: &[u8],
    resolve: &dyn Fn(&Object) -> Object,
    inflater: &mut Inflater,
    limit: u64,
) -> Result<Decoded, TooLong> {
    let bytes = usize::try_from(limit).unwrap_or(usize::MAX);
    // Data in an external file are not part of the statement.
    if matches!(dict.get(b"F"), Some(Object::String(_) | Object::Dict(_))) {
        return Ok(Decoded::default());
    }
    let filters = entry(dict, [b"Filter", b"F"], resolve);
    let parameters = entry(dict, [b"DecodeParms", b"DP"], resolve);
    // A real chain has two or three filters; a hundred of them only cost time. What is no name is an unknown filter.
    let chain: Vec<(Filter, Parameters)> = (0..filters.len().min(8))
        .filter_map(|index| {
            let filter = Filter::from_name(filters.get(index)?.as_name().unwrap_or_default());
            let of_filter = parameters.get(index).and_then(Object::as_dict);
            Some((filter, of_filter.map_or_else(Parameters::default, |dict| read_parameters(dict, resolve))))
        })
        .filter(|(filter, _)| *filter != Filter::Crypt)
        .collect();
    let Some(((filter, parameters), rest)) = chain.split_first() else {
        // Packed data whose filter went missing: they begin as zlib data do, or end as ASCII85 does.
        let is_packed = is_zlib(raw) || raw.trim_ascii_end().ends_with(b"~>");
        let integrity = if is_packed { Integrity::Damaged } else { Integrity::Sound };
        let whole = || Decoded { data: raw.to_vec(), grown: raw.len(), taken: 0, integrity };
        return if raw.len() > bytes { Err(TooLong) } else { Ok(whole()) };
    };
    let mut data = Vec::new();
    let mut integrity = filter::decode(*filter, parameters, raw, inflater, bytes, &mut data)?;
    let (mut grown, mut taken) = (data.len(), raw.len());
    for (filter, parameters) in rest {
        let mut next = Vec::new();
        let left = bytes.saturating_sub(grown);
        integrity = integrity.and(filter::decode(*filter, parameters, &data, inflater, left, &mut next)?);
        grown += next.len();
        taken += data.len();
        data = next;
    }
    Ok(Decoded { data, grown, taken, integrity })
}

fn read_parameters(dict: &Dict, resolve: &dyn Fn(&Object) -> Object) -> Parameters {
    let defaults = Parameters::default();
    let int =
        |key: &[u8], default: i64| dict.get(key).and_then(|value| resolve(value).as_i64()).unwrap_or(default);
    Parameters {
        predictor: int(b"Predictor", defaults.predictor),
        colors: int(b"Colors", defaults.colors),
        bits_per_component: int(b"BitsPerComponent", defaults.bits_per_component),
        columns: int(b"Columns", defaults.columns),
        early_change: int(b"EarlyChange", 1) != 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_data_without_a_filter_are_told() {
        let integrity = |raw: &[u8]| {
            let whole = |object: &Object| object.clone();
            let decoded = decode_filters(&Dict::new(), raw, &whole, &mut Inflater::default(), 1 << 20);
            decoded.expect("short").integrity
        };
        assert_eq!(integrity(b"BT (x) Tj ET\n"), Integrity::Sound);
        assert_eq!(integrity(b"\x78\x9c\x03\x00"), Integrity::Damaged, "zlib data");
        assert_eq!(integrity(b"GarUp5u<b.~>\n"), Integrity::Damaged, "ASCII85");
    }
}
