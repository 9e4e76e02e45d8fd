//! Predictors of Flate and LZW data (ISO 32000-1, 7.4.4.4): PNG filters per row and TIFF predictor 2, undone in place.

use super::Parameters;

/// Geometry of predicted rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Predictor {
    /// Bytes of one row.
    row: usize,
    /// Bytes from a sample to the same sample of the pixel to its left, at least 1.
    step: usize,
    colors: usize,
    bits: usize,
}

impl Predictor {
    /// Undoes whatever predictor the parameters ask for; parameters that make no sense leave the data alone.
    pub(super) fn undo(parameters: &Parameters, data: &mut Vec<u8>) {
        if parameters.predictor < 2 {
            return;
        }
        let Some(predictor) = Self::new(parameters) else { return };
        if parameters.predictor == 2 { predictor.undo_tiff(data) } else { predictor.undo_png(data) }
    }

    fn new(parameters: &Parameters) -> Option<Self> {
        let colors = usize::try_from(parameters.colors).ok().filter(|n| (1..=32).contains(n))?;
        let bits =
            usize::try_from(parameters.bits_per_component).ok().filter(|n| [1, 2, 4, 8, 16].contains(n))?;
        let columns = usize::try_from(parameters.columns).ok().filter(|n| (1..=1 << 24).contains(n))?;
        let row = (columns * colors * bits).div_ceil(8);
        Some(Self { row, step: (colors * bits).div_ceil(8), colors, bits })
    }

    /// Each row begins with a byte that names its filter; an unknown one counts as none.
    fn undo_png(self, data: &mut Vec<u8>) {
        let zero_row = vec![0; self.row];
        let mut written = 0;
        let mut read = 0;
        while read + 1 < data.len() {
            let kind = data.get(read).copied().unwrap_or(0);
            let length = self.row.min(data.len() - read - 1);
            data.copy_within(read + 1..read + 1 + length, written);
            read += 1 + length;
            let above_start = written.saturating_sub(self.row);
            let Some((before, rest)) = data.split_at_mut_checked(written) else { break };
            let above = if written == 0 {
                zero_row.as_slice()
            } else {
                before.get(above_start..).unwrap_or(&zero_row)
            };
            if let Some(current) = rest.get_mut(..length) {
                undo_row(kind, self.step, above, current);
            }
            written += length;
        }
        data.truncate(written);
    }

    fn undo_tiff(self, data: &mut [u8]) {
        for row in data.chunks_mut(self.row) {
            match self.bits {
                8 => {
                    for index in self.colors..row.len() {
                        let left = row.get(index - self.colors).copied().unwrap_or(0);
                        if let Some(byte) = row.get_mut(index) {
                            *byte = byte.wrapping_add(left);
                        }
                    }
                }
                16 => add_left_16(row, self.colors),
                bits => add_left_bits(row, self.colors, bits),
            }
        }
    }
}

fn add_left_16(row: &mut [u8], colors: usize) {
    let sample = |row: &[u8], at: usize| {
        u16::from_be_bytes([row.get(at).copied().unwrap_or(0), row.get(at + 1).copied().unwrap_or(0)])
    };
    for at in (2 * colors..row.len().saturating_sub(1)).step_by(2) {
        let sum = sample(row, at).wrapping_add(sample(row, at - 2 * colors)).to_be_bytes();
        if let Some(target) = row.get_mut(at..at + 2) {
            target.copy_from_slice(&sum);
        }
    }
}

/// Samples of 1, 2 or 4 bits.
fn add_left_bits(row: &mut [u8], colors: usize, bits: usize) {
    let mask = (1_u8 << bits) - 1;
    let shift_of = |index: usize| 8 - bits - (index * bits) % 8;
    for index in colors..row.len() * 8 / bits {
        let left_index = index - colors;
        let left = row.get(left_index * bits / 8).map_or(0, |byte| byte >> shift_of(left_index) & mask);
        if let Some(byte) = row.get_mut(index * bits / 8) {
            let shift = shift_of(index);
            let sum = (*byte >> shift & mask).wrapping_add(left) & mask;
            *byte = *byte & !(mask << shift) | sum << shift;
        }
    }
}

/// The five row filters of PNG.
fn undo_row(kind: u8, step: usize, above: &[u8], row: &mut [u8]) {
    match kind {
        1 => {
            for index in step..row.len() {
                let left = row.get(index - step).copied().unwrap_or(0);
                if let Some(byte) = row.get_mut(index) {
                    *byte = byte.wrapping_add(left);
                }
            }
        }
        2 => {
            for (byte, &up) in row.iter_mut().zip(above) {
                *byte = byte.wrapping_add(up);
            }
        }
        3 | 4 => {
            for index in 0..row.len() {
                let back = index.checked_sub(step);
                let left = back.and_then(|at| row.get(at).copied()).unwrap_or(0);
                let up = above.get(index).copied().unwrap_or(0);
                let corner = back.and_then(|at| above.get(at).copied()).unwrap_or(0);
                let guess = if kind == 3 {
                    (u16::from(left) + u16::from(up)) / 2
                } else {
                    paeth(left, up, corner).into()
                };
                if let Some(byte) = row.get_mut(index) {
                    *byte = byte.wrapping_add(guess as u8);
                }
            }
        }
        _ => {}
    }
}

/// The neighbour that is nearest to `left + up - corner` (PNG specification, filter type 4).
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (to_left, to_up, to_corner) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undo(predictor: i64, colors: i64, bits: i64, columns: i64, data: &[u8]) -> Vec<u8> {
        let mut data = data.to_vec();
        let parameters =
            Parameters { predictor, colors, bits_per_component: bits, columns, ..Parameters::default() };
        Predictor::undo(&parameters, &mut data);
        data
    }

    #[test]
    fn png_filters_row_by_row() {
        let data = [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1];
        assert_eq!(undo(15, 1, 8, 3, &data), [1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5]);
    }

    #[test]
    fn png_on_the_first_row_and_on_a_cut_row() {
        assert_eq!(undo(12, 1, 8, 4, &[2, 5, 6, 7, 8, 2, 1]), [5, 6, 7, 8, 6]);
        assert_eq!(undo(12, 1, 8, 4, &[4, 5, 1]), [5, 6]);
    }

    #[test]
    fn tiff_for_each_sample_size() {
        assert_eq!(undo(2, 1, 8, 4, &[1, 1, 1, 1, 255, 2, 0, 0]), [1, 2, 3, 4, 255, 1, 1, 1]);
        assert_eq!(undo(2, 3, 8, 2, &[1, 2, 3, 1, 1, 1]), [1, 2, 3, 2, 3, 4]);
        assert_eq!(undo(2, 1, 16, 2, &[0, 255, 0, 1]), [0, 255, 1, 0]);
        assert_eq!(undo(2, 1, 4, 4, &[0x11, 0x1f]), [0x12, 0x32]);
        assert_eq!(undo(2, 1, 1, 8, &[0b1000_0000]), [0b1111_1111]);
    }

    #[test]
    fn senseless_parameters_leave_the_data_alone() {
        assert_eq!(undo(15, 0, 8, 3, &[1, 2]), [1, 2]);
        assert_eq!(undo(15, 1, 7, 3, &[1, 2]), [1, 2]);
        assert_eq!(undo(15, 1, 8, i64::MAX, &[1, 2]), [1, 2]);
    }
}
