//! One difference.

use std::fmt::{Display, Formatter, Result};

use serde_json::Value;

use crate::Cause;

/// How the second document differs at a place.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Change {
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Both have it, with different values.
    Changed,
    /// The same row stands elsewhere among its neighbours.
    Moved,
    /// The same number, written in another way.
    Form,
}

impl Change {
    /// Wire name: `added`, `removed`, `changed`, `moved`, `form`.
    #[must_use]
    pub fn wire(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Form => "form",
        }
    }
}

/// One difference between two documents.
#[derive(Clone, PartialEq)]
pub struct Difference {
    /// What happened.
    pub change: Change,
    /// What it is likely to come from.
    pub cause: Cause,
    /// JSON pointer into the first document; `None` for what was added.
    pub before_at: Option<String>,
    /// JSON pointer into the second document; `None` for what was removed.
    pub after_at: Option<String>,
    /// The value in the first document; `None` for what was added or moved.
    pub before: Option<Value>,
    /// The value in the second document; `None` for what was removed or moved.
    pub after: Option<Value>,
}

impl Difference {
    /// A document that only one archive has: it was added, or removed.
    #[must_use]
    pub fn of_document(change: Change) -> Self {
        let at = |there: bool| there.then(String::new);
        let (before_at, after_at) = (at(change != Change::Added), at(change != Change::Removed));
        Self { change, cause: Cause::File, before_at, after_at, before: None, after: None }
    }

    /// The pointer by which people find it: into the first document where that has it.
    #[must_use]
    pub fn at(&self) -> &str {
        self.before_at.as_deref().or(self.after_at.as_deref()).unwrap_or("")
    }

    /// The pointer with `*` for the numbers of rows: what differences of one cause have in common.
    #[must_use]
    pub fn field(&self) -> String {
        let plain = |step: &str| if is_row(step) { "*".to_owned() } else { step.to_owned() };
        let folded = |text: &str, mark: &str| text.split(mark).map(plain).collect::<Vec<_>>().join(mark);
        // Some members are called after pointers, whose slashes are escaped.
        let step = |step: &str| if step.contains("~1") { folded(step, "~1") } else { plain(step) };
        self.at().split('/').map(step).collect::<Vec<_>>().join("/")
    }
}

fn is_row(step: &str) -> bool {
    !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit())
}

/// Values are personal data: they are shown by `Display` alone, which is for the owner's eyes.
impl std::fmt::Debug for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "Difference({} {})", self.change.wire(), self.field())
    }
}

/// `/summary/total_value: 5.00 became 6.00`
impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.at())?;
        if let (Some(before), Some(after)) = (&self.before_at, &self.after_at)
            && before != after
        {
            write!(f, " (now {after})")?;
        }
        let nothing = Value::Null;
        let (before, after) =
            (self.before.as_ref().unwrap_or(&nothing), self.after.as_ref().unwrap_or(&nothing));
        match self.change {
            Change::Added => write!(f, ": added {after}"),
            Change::Removed => write!(f, ": removed {before}"),
            Change::Moved => f.write_str(": moved"),
            Change::Changed | Change::Form => write!(f, ": {before} became {after}"),
        }
    }
}
