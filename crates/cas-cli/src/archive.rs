//! A small ZIP archive: a few members, packed with deflate, without times, so that equal members give equal bytes.

/// A member of an archive.
pub(crate) struct Member<'a> {
    /// Plain ASCII, without folders.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) data: &'a [u8],
}

/// Needed to unpack: deflate (2.0).
const VERSION: u16 = 20;
const DEFLATE: u16 = 8;
/// The first day that the format knows: 1 January 1980.
const DAY: u16 = 0x21;
/// Effort of the packer.
const EFFORT: u8 = 6;

/// The archive; `None` when it would be too large for the format.
pub(crate) fn pack(members: &[Member<'_>]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for member in members {
        let packed = miniz_oxide::deflate::compress_to_vec(member.data, EFFORT);
        let place = u32::try_from(out.len()).ok()?;
        let mut head = Vec::new();
        words(&mut head, &[VERSION, 0, DEFLATE, 0, DAY]);
        let sizes = [u32::try_from(packed.len()).ok()?, u32::try_from(member.data.len()).ok()?];
        longs(&mut head, &[checksum(member.data), sizes[0], sizes[1]]);
        words(&mut head, &[u16::try_from(member.name.len()).ok()?, 0]);
        longs(&mut out, &[0x0403_4b50]);
        out.extend_from_slice(&head);
        out.extend_from_slice(member.name.as_bytes());
        out.extend_from_slice(&packed);
        longs(&mut directory, &[0x0201_4b50]);
        words(&mut directory, &[VERSION]);
        directory.extend_from_slice(&head);
        words(&mut directory, &[0, 0, 0]);
        longs(&mut directory, &[0, place]);
        directory.extend_from_slice(member.name.as_bytes());
    }
    let (place, size) = (u32::try_from(out.len()).ok()?, u32::try_from(directory.len()).ok()?);
    let count = u16::try_from(members.len()).ok()?;
    out.extend_from_slice(&directory);
    longs(&mut out, &[0x0605_4b50]);
    words(&mut out, &[0, 0, count, count]);
    longs(&mut out, &[size, place]);
    words(&mut out, &[0]);
    Some(out)
}

fn words(out: &mut Vec<u8>, values: &[u16]) {
    out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn longs(out: &mut Vec<u8>, values: &[u32]) {
    out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

/// CRC-32 as the format asks for (reflected, polynomial 0x04C11DB7).
fn checksum(data: &[u8]) -> u32 {
    let step = |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
    !data.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }

    #[test]
    fn members_are_packed_one_after_the_other() {
        let members = [Member { name: "a.txt", data: b"aaaa" }, Member { name: "b", data: b"" }];
        let archive = pack(&members).unwrap();
        assert!(archive.starts_with(b"PK\x03\x04\x14\0\0\0\x08\0"));
        assert_eq!(archive.windows(4).filter(|window| window == b"PK\x01\x02").count(), 2);
        assert_eq!(archive.get(archive.len() - 22..archive.len() - 18), Some(&b"PK\x05\x06"[..]));
        assert_eq!(pack(&members), Some(archive));
    }
}
