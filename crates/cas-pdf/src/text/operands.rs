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
/// Elements kept of one array.
const MAX_ITEMS: usize = 100_000;

/// The operands in front of an operator.
#[derive(Debug, Default)]
pub(super) struct Operands<'a> {
    numbers: [f64; MAX_NUMBERS],
    count: usize,
    names: [Option<&'a [u8]>; 2],
    string: Option<Piece>,
    items: Vec<Item>,
    dict: Option<usize>,
    scratch: Vec<u8>,
    /// There is something beside numbers.
    mixed: bool,
}

impl<'a> Operands<'a> {
    /// True when no number was met.
    #[inline]
    pub(super) fn has_no_number(&self) -> bool {
        self.count == 0
    }

    /// True when there is something beside numbers.
    pub(super) fn are_mixed(&self) -> bool {
        self.mixed
    }

    /// Forgets all operands.
    pub(super) fn clear(&mut self) {
        self.count = 0;
        if self.mixed {
            self.mixed = false;
            self.names = [None; 2];
            self.string = None;
            self.dict = None;
            self.items.clear();
            self.scratch.clear();
        }
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
        if let Some(slot) = self.numbers.get_mut(self.count) {
            *slot = value;
            self.count += 1;
        } else {
            self.shift_in(value);
        }
    }

    /// Adds a number where there are enough.
    #[cold]
    fn shift_in(&mut self, value: f64) {
        self.numbers.rotate_left(1);
        self.numbers[MAX_NUMBERS - 1] = value;
    }

    /// Adds a number if there is one, and hands on where it ends.
    pub(super) fn push_any_number(&mut self, (value, end): (Option<f64>, usize)) -> usize {
        if let Some(value) = value {
            self.push_number(value);
        }
        end
    }

    /// Adds a name; of more than two, the second one is the last.
    pub(super) fn push_name(&mut self, name: &'a [u8]) {
        self.mixed = true;
        let slot = usize::from(self.names[0].is_some());
        self.names[slot] = Some(name);
    }

    /// Sets the string; of several, the last one counts.
    pub(super) fn set_string(&mut self, piece: Piece) {
        self.mixed = true;
        self.string = Some(piece);
    }

    /// Sets the offset of the `<<` of a dictionary; of several, the last one counts.
    pub(super) fn set_dict(&mut self, at: usize) {
        self.mixed = true;
        self.dict = Some(at);
    }

    /// Begins an array; of several, the last one counts.
    pub(super) fn begin_array(&mut self) {
        self.mixed = true;
        self.items.clear();
    }

    /// Adds an element to the array.
    pub(super) fn push_item(&mut self, item: Item) {
        if self.items.len() < MAX_ITEMS {
            self.items.push(item);
        }
    }

    /// Where strings are decoded to that do not stand for themselves.
    pub(super) fn scratch(&mut self) -> &mut Vec<u8> {
        self.mixed = true;
        &mut self.scratch
    }
}
