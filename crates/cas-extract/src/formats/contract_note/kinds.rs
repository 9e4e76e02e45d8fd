//! The tables that a note may hold, and what the walk must know of each.

use std::sync::LazyLock;

use cas_table::TightLabels;

use super::cells::Marks;
use super::tables;

/// The tables of a note.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Fills,
    Securities,
    Contracts,
    Statutory,
    Taxes,
    Transposed,
    Demat,
    Scrips,
}

impl Kind {
    /// The column of names, where others precede it.
    pub(super) fn names(self) -> Option<usize> {
        match self {
            Self::Fills => Some(tables::fills::TEXT),
            Self::Securities => Some(tables::securities::NAME),
            Self::Scrips => Some(tables::scrips::NAME),
            Self::Taxes => Some(tables::taxes::NAME),
            Self::Demat => Some(tables::demat::TEXT),
            Self::Contracts | Self::Statutory | Self::Transposed => None,
        }
    }

    pub(super) fn marks(self) -> Marks {
        match self {
            Self::Fills => tables::fills::MARKS,
            Self::Securities => tables::securities::MARKS,
            Self::Scrips => tables::scrips::MARKS,
            Self::Taxes => tables::taxes::MARKS,
            Self::Demat => tables::demat::MARKS,
            Self::Contracts => tables::contracts::MARKS,
            Self::Statutory | Self::Transposed => Marks::default(),
        }
    }
}

/// The tables with their labels, which are spelled for the first note of a process.
pub(super) static KINDS: LazyLock<[(Kind, TightLabels); 8]> = LazyLock::new(|| {
    [
        (Kind::Fills, &tables::FILLS),
        (Kind::Securities, &tables::SECURITIES),
        (Kind::Contracts, &tables::CONTRACTS),
        (Kind::Statutory, &tables::STATUTORY),
        (Kind::Taxes, &tables::TAXES),
        (Kind::Transposed, &tables::TRANSPOSED),
        (Kind::Demat, &tables::DEMAT),
        (Kind::Scrips, &tables::SCRIPS),
    ]
    .map(|(kind, spec)| (kind, TightLabels::of(spec)))
});
