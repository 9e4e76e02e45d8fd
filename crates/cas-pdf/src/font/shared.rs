//! What fonts of one document have in common, so that each thing is read and kept once however many fonts name it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::cmap::CMap;
use super::predefined::{self, Predefined};
use super::program::Program;
use super::widths::Table;
use crate::budget;
use crate::store::Store;
use crate::syntax::object::{ObjectId, Stream};

/// Rows of glyphs kept for all composite fonts together, 2 KiB each; a statement has some dozens.
const MAX_ROWS: usize = 8192;

type Maps<Key> = RefCell<HashMap<Key, Rc<Predefined>>>;

/// Read once for all fonts.
#[derive(Debug, Default)]
pub(super) struct Shared {
    programs: RefCell<HashMap<ObjectId, Rc<Program>>>,
    cmaps: RefCell<HashMap<ObjectId, Rc<CMap>>>,
    maps: Maps<Vec<u8>>,
    collections: Maps<(Vec<u8>, Vec<u8>)>,
    widths: RefCell<HashMap<(ObjectId, bool), Rc<Table>>>,
    rows: Cell<usize>,
}

impl Shared {
    /// An embedded program.
    pub(super) fn program(&self, store: &Store<'_>, file: &Stream) -> Rc<Program> {
        if let Some(program) = self.programs.borrow().get(&file.id) {
            return Rc::clone(program);
        }
        let program =
            Rc::new(store.decode(file).map_or_else(|_| Program::default(), |data| open(store, &data)));
        self.programs.borrow_mut().insert(file.id, Rc::clone(&program));
        program
    }

    /// An embedded CMap.
    pub(super) fn cmap(&self, stream: &Stream, read: impl FnOnce() -> CMap) -> Rc<CMap> {
        if let Some(map) = self.cmaps.borrow().get(&stream.id) {
            return Rc::clone(map);
        }
        let map = Rc::new(read());
        self.cmaps.borrow_mut().insert(stream.id, Rc::clone(&map));
        map
    }

    /// A predefined CMap; `None` when there is none with this name.
    pub(super) fn predefined(&self, store: &Store<'_>, name: &[u8]) -> Option<Rc<Predefined>> {
        if let Some(map) = self.maps.borrow().get(name) {
            return Some(Rc::clone(map));
        }
        let map = parsed(store, || Predefined::named(name))?;
        self.maps.borrow_mut().insert(name.to_vec(), Rc::clone(&map));
        Some(map)
    }

    /// The map to Unicode of a character collection.
    pub(super) fn collection(
        &self,
        store: &Store<'_>,
        registry: &[u8],
        ordering: &[u8],
    ) -> Option<Rc<Predefined>> {
        let key = (registry.to_vec(), ordering.to_vec());
        if let Some(map) = self.collections.borrow().get(&key) {
            return Some(Rc::clone(map));
        }
        let map = parsed(store, || predefined::collection(registry, ordering))?;
        self.collections.borrow_mut().insert(key, Rc::clone(&map));
        Some(map)
    }

    /// A list of widths, by the object that it stands in; read for each font where that is not known.
    pub(super) fn widths(
        &self,
        of: Option<ObjectId>,
        vertical: bool,
        read: impl FnOnce() -> Table,
    ) -> Rc<Table> {
        let key = of.map(|id| (id, vertical));
        if let Some(table) = key.and_then(|key| self.widths.borrow().get(&key).cloned()) {
            return table;
        }
        let table = Rc::new(read());
        key.into_iter().for_each(|key| drop(self.widths.borrow_mut().insert(key, Rc::clone(&table))));
        table
    }

    /// True when one row of glyphs more may be kept.
    pub(super) fn takes_row(&self) -> bool {
        let rows = self.rows.get();
        self.rows.set(rows.saturating_add(1));
        rows < MAX_ROWS
    }
}

fn open(store: &Store<'_>, data: &[u8]) -> Program {
    store.budget().charge_each(data.len(), budget::PROGRAM_BYTE);
    if store.budget().is_spent() {
        return Program::default();
    }
    let program = Program::open(data);
    store.budget().charge_each(program.size(), budget::PROGRAM_BYTE * 10);
    program
}

/// Reads a map, which takes about a millisecond and a megabyte.
fn parsed(store: &Store<'_>, read: impl FnOnce() -> Option<Predefined>) -> Option<Rc<Predefined>> {
    if store.budget().is_spent() {
        return None;
    }
    let map = Rc::new(read()?);
    store.budget().charge(budget::PREDEFINED);
    Some(map)
}
