//! The operands in front of an operator, gathered in place.

/// Where the bytes of a string operand are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// True when the bytes are in the scratch buffer: a string with escapes or a hexadecimal one.
    pub(super) decoded: bool,
    /// Where the operand stands in the content, its delimiters included.
    pub(super) token: (u32, u32),
}

impl Piece {
    /// Where the operand stands in the content, its delimiters included.
    pub(super) fn token(self) -> std::ops::Range<usize> {
        self.token.0 as usize..self.token.1 as usize
    }
}

/// An element of a `TJ` array.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    /// An adjustment in thousandths of an em; positive moves back.
    Shift(f64),
    /// A string to show.
    Text(Piece),
}

/// Numbers kept for one operator; colour operators may have more, which nobody reads.
const MAX_NUMBERS: usize = 12;

/// The operands in front of an operator.
#[derive(Debug, Default)]
pub(super) struct Operands<'a> {
    numbers: [f64; MAX_NUMBERS],
    count: usize,
    names: [Option<&'a [u8]>; 2],
    pub(super) string: Option<Piece>,
    pub(super) items: Vec<Item>,
    pub(super) dict: Option<usize>,
    pub(super) scratch: Vec<u8>,
}

impl<'a> Operands<'a> {
    /// Forgets all operands.
    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.names = [None; 2];
        self.string = None;
        self.dict = None;
        self.items.clear();
        self.scratch.clear();
    }

    /// The last `N` numbers, in order.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let start = self.count.checked_sub(N)?;
        self.numbers.get(start..self.count)?.try_into().ok()
    }

    /// The last number.
    pub(super) fn number(&self) -> Option<f64> {
        self.numbers::<1>().map(|[value]| value)
    }

    /// The first name, as written (escapes unresolved).
    pub(super) fn first_name(&self) -> Option<&'a [u8]> {
        self.names[0]
    }

    /// The second name, as written.
    pub(super) fn second_name(&self) -> Option<&'a [u8]> {
        self.names[1]
    }

    /// The last string.
    pub(super) fn string(&self) -> Option<Piece> {
        self.string
    }

    /// The elements of the last array.
    pub(super) fn items(&self) -> &[Item] {
        &self.items
    }

    /// Offset of the `<<` of the last dictionary.
    pub(super) fn dict(&self) -> Option<usize> {
        self.dict
    }

    /// The bytes of a string operand; `data` is what the scanner reads.
    pub(super) fn bytes<'b>(&'b self, piece: Piece, data: &'b [u8]) -> &'b [u8] {
        let source = if piece.decoded { &self.scratch } else { data };
        source.get(piece.start..piece.end).unwrap_or(&[])
    }

    /// Adds a number; of too many, the first one goes.
    #[inline]
    pub(super) fn push_number(&mut self, value: f64) {
        if self.count == MAX_NUMBERS {
            self.numbers.rotate_left(1);
            self.count -= 1;
        }
        if let Some(slot) = self.numbers.get_mut(self.count) {
            *slot = value;
            self.count += 1;
        }
    }

    /// Adds a name; of more than two, the second one is the last.
    #[inline]
    pub(super) fn push_name(&mut self, name: &'a [u8]) {
        let slot = usize::from(self.names[0].is_some());
        self.names[slot] = Some(name);
    }
}
