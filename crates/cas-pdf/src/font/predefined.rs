//! The CMaps that every reader is expected to know (ISO 32000-1, 9.7.5.2), and CIDs of the Adobe character collections
//! as Unicode.

use hayro_cmap::{BfString, CMapName, CidFamily, load_embedded};

use super::glyph::Mapped;

/// A predefined CMap.
#[derive(Debug)]
pub(super) struct Predefined {
    map: hayro_cmap::CMap,
}

impl Predefined {
    /// The CMap with this name.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        let data = load_embedded(CMapName::from_bytes(name))?;
        hayro_cmap::CMap::parse(data, load_embedded).map(|map| Self { map })
    }

    /// The next code of a string and its length: the shortest that the map knows, two bytes when it knows none.
    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        let mut code = 0;
        for (length, &byte) in (1_u8..=4).zip(bytes) {
            code = code << 8 | u32::from(byte);
            if self.map.lookup_cid_code(code, length).is_some() {
                return Some((code, usize::from(length)));
            }
        }
        let taken = bytes.get(..2.min(bytes.len())).filter(|taken| !taken.is_empty())?;
        Some((taken.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)), taken.len()))
    }

    /// The CID of a code of `length` bytes.
    pub(super) fn cid(&self, code: u32, length: usize) -> Option<u32> {
        self.map.lookup_cid_code(code, u8::try_from(length).ok()?)
    }

    /// The text that a code maps to directly.
    pub(super) fn text(&self, code: u32) -> Option<Mapped> {
        match self.map.lookup_bf_string(code)? {
            BfString::Char(c) => Mapped::from_chars(std::iter::once(c)),
            BfString::String(text) => Mapped::from_chars(text.chars()),
        }
    }
}

/// The map from CIDs to Unicode of a character collection; `None` for those that stand for no fixed characters.
pub(super) fn collection(registry: &[u8], ordering: &[u8]) -> Option<Predefined> {
    let name = CidFamily::from_registry_ordering(registry, ordering).ucs2_cmap()?;
    let data = load_embedded(name)?;
    hayro_cmap::CMap::parse(data, load_embedded).map(|map| Predefined { map })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_one_and_two_bytes() {
        let map = Predefined::named(b"90ms-RKSJ-H").unwrap_or_else(|| unreachable!("a predefined map"));
        assert_eq!(map.next_code(b"A"), Some((0x41, 1)));
        assert_eq!(map.next_code(b"\x82\xa0"), Some((0x82a0, 2)));
        let cid = map.cid(0x82a0, 2);
        assert_eq!(cid, Some(843));
        let unicode = collection(b"Adobe", b"Japan1").and_then(|map| map.text(843));
        assert_eq!(unicode, Some(Mapped::Char('\u{3042}')));
    }

    #[test]
    fn unknown_names_are_refused() {
        assert!(Predefined::named(b"No-Such-H").is_none());
        assert!(collection(b"Adobe", b"Identity").is_none());
    }
}
