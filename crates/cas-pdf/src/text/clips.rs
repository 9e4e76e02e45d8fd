//! The numbers of the clips of a page: equal clips have one number, so that readers can tell cells apart by it.

use cas_page::Rect;

/// Sets of clips known, a power of two.
const SETS: usize = 256;
/// Clips known in one set.
const WAYS: usize = 4;

/// Where the clips met last stand in the list of the page. Pages paint a cell or two of each row under a clip of its own, so
/// that most clips are new: a table tells that faster than a look through the list. It forgets the oldest of a set; a clip
/// that was forgotten gets another number.
#[derive(Debug)]
pub(super) struct KnownClips {
    /// Numbers, the newest of each set first; 0 is none.
    sets: Box<[[u16; WAYS]; SETS]>,
}

impl Default for KnownClips {
    fn default() -> Self {
        Self { sets: Box::new([[0; WAYS]; SETS]) }
    }
}

impl KnownClips {
    /// The number of a clip, its index in the list plus one; a new one is added to the list. 0 when the list is full.
    pub(super) fn number(&mut self, clip: &Rect, clips: &mut Vec<Rect>) -> u16 {
        let Some(set) = self.sets.get_mut(set_of(clip)) else { return 0 };
        let is_known = |number: &u16| {
            usize::from(*number)
                .checked_sub(1)
                .and_then(|index| clips.get(index))
                .is_some_and(|known| known == clip)
        };
        if let Some(number) = set.iter().copied().find(is_known) {
            return number;
        }
        let Ok(number) = u16::try_from(clips.len() + 1) else { return 0 };
        clips.push(*clip);
        let [first, second, third, _] = *set;
        *set = [number, first, second, third];
        number
    }
}

/// The set that a clip belongs to.
fn set_of(clip: &Rect) -> usize {
    let join = |a: f32, b: f32| u64::from(a.to_bits() ^ b.to_bits().rotate_left(16));
    let bits = join(clip.x0, clip.x1) | join(clip.y0, clip.y1) << 32;
    // Multiplied with 2^64 over the golden ratio; the highest bits are the best mixed.
    (bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize % SETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_clips_have_one_number() {
        let (mut known, mut clips) = (KnownClips::default(), Vec::new());
        let cell = |column: u16, row: u16| {
            let (x, y) = (f32::from(column) * 40.5, f32::from(row) * 9.8);
            Rect::new(x, y, x + 40.5, y + 9.8)
        };
        let cells: Vec<Rect> = (0..10).flat_map(|row| (0..10).map(move |column| cell(column, row))).collect();
        let numbers: Vec<u16> = cells.iter().map(|cell| known.number(cell, &mut clips)).collect();
        assert_eq!(numbers, (1..=100).collect::<Vec<u16>>());
        assert_eq!(clips, cells);
        let again: Vec<u16> = cells.iter().map(|cell| known.number(cell, &mut clips)).collect();
        let kept = numbers.iter().zip(&again).filter(|(first, second)| first == second).count();
        assert!(kept >= 95, "{kept} of 100");
    }

    #[test]
    fn a_full_list_stays_as_it_is() {
        let (mut known, mut clips) = (KnownClips::default(), vec![Rect::default(); usize::from(u16::MAX)]);
        assert_eq!(known.number(&Rect::new(1.0, 2.0, 3.0, 4.0), &mut clips), 0);
        assert_eq!(clips.len(), usize::from(u16::MAX));
    }
}
