//! Optional content (ISO 32000-1, 8.11): which groups the file switches off by default. Text of such groups stays on
//! the page, marked as not visible.

use super::Interpreter;
use crate::budget;
use crate::store::Store;
use crate::syntax::object::{Dict, Object, ObjectId};

/// Groups looked at.
const MAX_GROUPS: usize = 4096;

/// The groups that the default configuration switches off.
#[derive(Debug, Default)]
pub(super) struct HiddenGroups {
    /// Sorted.
    off: Vec<ObjectId>,
}

impl HiddenGroups {
    fn read(store: &Store<'_>) -> Self {
        let mut off = Vec::new();
        let catalog = crate::page::catalog(store);
        let properties =
            catalog.as_dict().map(|dict| store.dict_get(dict, b"OCProperties")).unwrap_or_default();
        let Some(properties) = properties.as_dict() else { return Self::default() };
        let default = store.dict_get(properties, b"D");
        let Some(default) = default.as_dict() else { return Self::default() };
        let ids = |dict: &Dict, key: &[u8]| -> Vec<ObjectId> {
            let list = store.dict_get(dict, key);
            let items = list.as_array().unwrap_or_default().iter().take(MAX_GROUPS);
            let mut ids: Vec<ObjectId> = items.filter_map(Object::as_ref_id).collect();
            store.budget().charge_each(ids.len(), budget::LOOKED_UP);
            ids.sort_unstable();
            ids
        };
        if store.dict_get(default, b"BaseState").as_name() == Some(b"OFF") {
            let on = ids(default, b"ON");
            off = ids(properties, b"OCGs");
            off.retain(|id| on.binary_search(id).is_err());
        }
        off.extend(ids(default, b"OFF"));
        off.sort_unstable();
        Self { off }
    }

    fn holds(&self, id: ObjectId) -> bool {
        self.off.binary_search(&id).is_ok()
    }
}

impl Interpreter<'_, '_> {
    /// True when `entry`, a group or a membership dictionary, is certainly switched off. Membership expressions (`/VE`)
    /// and policies other than the default `/AnyOn` count as switched on.
    pub(super) fn is_hidden(&self, entry: &Object) -> bool {
        let hidden = self.hidden_groups.get_or_init(|| HiddenGroups::read(self.store));
        if hidden.off.is_empty() {
            return false;
        }
        if entry.as_ref_id().is_some_and(|id| hidden.holds(id)) {
            return true;
        }
        let object = self.store.resolve(entry);
        let Some(dict) = object.as_dict() else { return false };
        let policy = self.store.dict_get(dict, b"P");
        if dict.get(b"VE").is_some() || policy.as_name().is_some_and(|policy| policy != b"AnyOn") {
            return false;
        }
        let holds = |object: &Object| object.as_ref_id().is_some_and(|id| hidden.holds(id));
        match dict.get(b"OCGs") {
            Some(one) if holds(one) => true,
            Some(list) => {
                let list = self.store.resolve(list);
                let groups = list.as_array().unwrap_or_default();
                self.store.budget().charge_each(groups.len(), budget::LOOKED_UP);
                !groups.is_empty() && groups.iter().all(holds)
            }
            None => false,
        }
    }
}
