//! Compared with zlib: what was packed, what was cut or changed, odd sets of codes, any bytes.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};

use super::*;

/// Numbers that look random and are the same each time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

fn deflate(data: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

fn inflate(data: &[u8], limit: usize) -> (Inflated, Vec<u8>) {
    let mut room = Vec::new();
    let inflated = Inflater::default().inflate(data, limit, &mut room);
    room.truncate(inflated.written);
    (inflated, room)
}

/// What zlib makes of data, with room for all of it.
fn by_zlib(data: &[u8]) -> (End, usize, Vec<u8>) {
    let mut state = Decompress::new(false);
    let mut out = vec![0; 1 << 20];
    let result = state.decompress(data, &mut out, FlushDecompress::Finish);
    out.truncate(state.total_out() as usize);
    let end = if matches!(result, Ok(Status::StreamEnd)) { End::Finished } else { End::Damaged };
    (end, state.total_in() as usize, out)
}

fn agrees_with_zlib(data: &[u8]) -> End {
    let (inflated, bytes) = inflate(data, 1 << 20);
    let (end, read, expected) = by_zlib(data);
    assert!(expected.len() < 1 << 20, "a test with too much data");
    assert_eq!(inflated.end, end, "{data:?}");
    assert!(bytes == expected, "{data:?}");
    if end == End::Finished {
        assert_eq!(inflated.read, read, "{data:?}");
    }
    end
}

/// Data of several kinds: even, repeating at every distance, like a page, random.
fn samples() -> Vec<Vec<u8>> {
    let mut numbers = Numbers(7);
    let mut samples = vec![Vec::new(), vec![b'x'], vec![0; 70_000], (0..=255).collect()];
    for distance in (1..70).chain([127, 128, 257, 258, 259, 4096, 32_767, 32_768, 32_769]) {
        let pattern: Vec<u8> = (0..distance).map(|_| numbers.next() as u8).collect();
        samples.push(pattern.iter().cycle().take(distance * 2 + 600).copied().collect());
    }
    let page: Vec<String> = (0..3_000)
        .map(|line| {
            format!(
                "BT /F1 8 Tf 1 0 0 1 {}.25 {} Tm ({}) Tj ET\n",
                30 + line % 7 * 60,
                800 - line / 7,
                line * 7919 % 10_007
            )
        })
        .collect();
    samples.push(page.concat().into_bytes());
    samples.push((0..50_000).map(|_| numbers.next() as u8).collect());
    // Symbols of very different frequency have codes longer than a table has bits.
    samples.push(
        (0..60_000).map(|_| numbers.next().leading_zeros() as u8 * 3 + (numbers.next() % 3) as u8).collect(),
    );
    samples
}

#[test]
fn what_was_packed_comes_back() {
    let mut inflater = Inflater::default();
    let mut room = Vec::new();
    for sample in samples() {
        for level in [0, 1, 6, 9] {
            let data = deflate(&sample, level);
            let behind = [&data[..], b"\x12\x34 behind it"].concat();
            for data in [&data[..], &behind] {
                let inflated = inflater.inflate(data, 1 << 20, &mut room);
                let expected =
                    Inflated { end: End::Finished, read: behind.len() - 12, written: sample.len() };
                assert_eq!(inflated, expected, "level {level}");
                assert!(room.starts_with(&sample), "level {level}, {} bytes", sample.len());
            }
        }
    }
}

#[test]
fn the_limit_is_exact() {
    for sample in [vec![7; 5000], samples().pop().expect("samples")] {
        for level in [0, 6] {
            let data = deflate(&sample, level);
            let length = sample.len();
            assert_eq!(inflate(&data, length).1, sample);
            for limit in [0, 1, length / 2, length - 1] {
                let (inflated, bytes) = inflate(&data, limit);
                assert_eq!((inflated.end, inflated.written), (End::TooLong, limit), "level {level}");
                assert!(sample.starts_with(&bytes));
            }
        }
    }
}

#[test]
fn every_cut_gives_what_zlib_gives() {
    for sample in samples() {
        let data = deflate(&sample, 6);
        let step = (data.len() / 300).max(1);
        for length in (0..data.len()).step_by(step).chain(data.len().saturating_sub(40)..data.len()) {
            assert_eq!(agrees_with_zlib(&data[..length]), End::Damaged);
        }
    }
}

#[test]
fn every_change_gives_what_zlib_gives() {
    let mut numbers = Numbers(11);
    let mut sound = 0;
    for sample in samples() {
        for level in [1, 9] {
            let data = deflate(&sample, level);
            for _ in 0..60 {
                let mut changed = data.clone();
                // Most changes near the beginning, where the codes stand.
                let reach = if numbers.below(2) == 0 { changed.len().min(120) } else { changed.len() };
                changed[numbers.below(reach)] ^= 1 << numbers.below(8);
                sound += usize::from(agrees_with_zlib(&changed) == End::Finished);
            }
        }
    }
    assert!(sound > 100, "changes that leave data readable: {sound}");
}

/// Any bytes, which mostly are damaged codes; those that are sound are found by their number.
#[test]
fn any_bytes_give_what_zlib_gives() {
    let mut numbers = Numbers(13);
    let mut sound = 0;
    for round in 0..60_000_u32 {
        let mut data: Vec<u8> = (0..numbers.below(60) + 1).map(|_| numbers.next() as u8).collect();
        // A last block, one kind after the other.
        data[0] = data[0] & !7 | 1 | ((round % 3) as u8) << 1;
        sound += usize::from(agrees_with_zlib(&data) == End::Finished);
    }
    assert!(sound > 500, "{sound}");
}

/// Writes bits, the lowest first.
#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    free: u32,
}

impl Writer {
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            let last = self.bytes.last_mut().expect("a byte");
            *last |= ((value >> bit & 1) as u8) << (8 - self.free);
            self.free -= 1;
        }
    }
}

/// A block with codes of given lengths, each length packed as four bits, and then some random bits.
fn block_of(literals: &[u8], distances: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.put(0b101, 3);
    writer.put(literals.len() as u32 - 257, 5);
    writer.put(distances.len() as u32 - 1, 5);
    writer.put(19 - 4, 4);
    // The lengths 0 to 15 get codes of four bits, which are their numbers; repetitions get none.
    (0..19).for_each(|place| writer.put(if place < 3 { 0 } else { 4 }, 3));
    for length in literals.iter().chain(distances) {
        writer.put(u32::from(*length).reverse_bits() >> 28, 4);
    }
    (0..40).for_each(|_| writer.put(numbers.next() as u32, 32));
    writer.bytes
}

#[test]
fn odd_sets_of_codes_are_taken_and_refused_as_zlib_does() {
    let mut numbers = Numbers(17);
    let mut finished = 0;
    let mut try_both = |literals: &[u8], distances: &[u8], expected: Option<End>, numbers: &mut Numbers| {
        let end = agrees_with_zlib(&block_of(literals, distances, numbers));
        assert!(expected.is_none_or(|expected| expected == end), "{literals:?} {distances:?}");
        finished += usize::from(end == End::Finished);
    };
    let with = |lengths: &[(usize, u8)], count: usize| {
        let mut all = vec![0; count];
        lengths.iter().for_each(|(symbol, length)| all[*symbol] = *length);
        all
    };
    let pair = with(&[(97, 1), (256, 1)], 257);
    // One code, of one bit and of two; no code; too many; one too few; no end of block.
    try_both(&with(&[(256, 1)], 257), &[0], None, &mut numbers);
    try_both(&with(&[(256, 2)], 257), &[0], Some(End::Damaged), &mut numbers);
    try_both(&pair, &[0], Some(End::Finished), &mut numbers);
    try_both(&with(&[(97, 1), (98, 1), (256, 1)], 257), &[0], Some(End::Damaged), &mut numbers);
    try_both(&with(&[(97, 1), (256, 2)], 257), &[0], Some(End::Damaged), &mut numbers);
    try_both(&with(&[(97, 1), (98, 1)], 257), &[0], Some(End::Damaged), &mut numbers);
    for distances in [&[1][..], &[2], &[1, 1], &[1, 2], &[1, 1, 1], &[0; 30], &[0, 0, 0, 1]] {
        for _ in 0..20 {
            try_both(
                &with(&[(97, 1), (256, 3), (257, 3), (270, 3), (285, 3)], 286),
                distances,
                None,
                &mut numbers,
            );
        }
    }
    // Codes as long as can be, which need subtables.
    let ladder: Vec<u8> = (1..=15).chain([15]).collect();
    for _ in 0..200 {
        let mut literals = vec![0; 286];
        literals[256] = 15;
        let mut distances = vec![0; 30];
        for (step, length) in ladder.iter().enumerate() {
            distances[numbers.below(2) + step + 5] = *length;
            if *length < 15 || step == 14 {
                let symbol = [numbers.below(256), 257 + numbers.below(29)][numbers.below(2)];
                literals[symbol] = *length;
            }
        }
        try_both(&literals, &distances, None, &mut numbers);
    }
    assert!(finished > 20, "{finished}");
}

#[test]
fn room_that_was_used_makes_no_difference() {
    let mut inflater = Inflater::default();
    let mut room = vec![0xAA; 1 << 16];
    let data = deflate(b"abcabcabcabcabcabcabc", 9);
    let inflated = inflater.inflate(&data, 100, &mut room);
    assert_eq!(&room[..inflated.written], b"abcabcabcabcabcabcabc");
    // A distance that goes back behind the beginning finds nothing there.
    let mut writer = Writer::default();
    writer.put(0b011, 3);
    writer.put(0b000_0001_u32.reverse_bits() >> 25, 7);
    writer.put(0, 5);
    writer.put(0, 7);
    let inflated = inflater.inflate(&writer.bytes, 100, &mut room);
    assert_eq!((inflated.end, inflated.written), (End::Damaged, 0));
}

#[test]
fn room_grows_no_further_than_the_limit() {
    let data = deflate(&vec![0; 3 << 20], 9);
    let mut room = Vec::new();
    let limit = (2 << 20) + 5;
    assert_eq!(Inflater::default().inflate(&data, limit, &mut room).end, End::TooLong);
    assert!(room.capacity() <= limit + SLACK, "{}", room.capacity());
}

/// Blocks of the fixed codes without anything in them: four in five bytes.
fn empty_blocks(count: usize) -> Vec<u8> {
    let four = (0..4).map(|at| 2_u64 << (10 * at)).sum::<u64>().to_le_bytes();
    let (four, _) = four.split_at(5);
    [&four.repeat(count / 4)[..], &[3, 0]].concat()
}

#[test]
fn blocks_of_which_nothing_comes_are_work() {
    let data = empty_blocks(4000);
    let mut inflater = Inflater::default();
    let mut room = Vec::new();
    assert_eq!(inflater.inflate(&data, 100, &mut room).end, End::Finished, "no bound");
    assert_eq!(inflater.work_left(), u64::MAX);
    // Blocks of the fixed codes share their tables.
    let needed = 4001 * BLOCK;
    inflater.allow(needed);
    assert_eq!(inflater.inflate(&data, 100, &mut room).end, End::Finished);
    assert_eq!(inflater.work_left(), 0);
    inflater.allow(needed - 1);
    assert_eq!(inflater.inflate(&data, 100, &mut room).end, End::TooLong);
    // Tables of their own are made for every block.
    let texts: Vec<u8> =
        (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).map(|b| b % 61).collect();
    inflater.allow(u64::MAX / 2);
    let whole = inflater.inflate(&deflate(&texts, 9), texts.len(), &mut room);
    assert_eq!((whole.end, whole.written), (End::Finished, texts.len()));
    let spent = u64::MAX / 2 - inflater.work_left();
    assert!(spent > 2 * TABLES && spent < texts.len() as u64 / 4, "{spent}");
}
