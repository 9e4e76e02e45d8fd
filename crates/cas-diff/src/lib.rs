//! Two answers of `cas`, compared field by field.
//!
//! [`compare`] walks two JSON documents side by side. Rows of lists are aligned first: folios by their number, schemes
//! and holdings by ISIN and name, transactions and trades by what is most alike (a sequence alignment of bounded cost),
//! so that a row that was inserted is one difference and not a hundred. Numbers are compared as exact decimals: `1.50`
//! and `1.5` differ in form, not in value. [`group`] puts together what has one cause.
//!
//! `meta.generated_at` is no difference, and the `x_` members at top level are compared where both documents have them:
//! they were asked for or not. Nothing here does input or output.
//!
//! ```
//! let read = |text: &str| serde_json::from_str(text).unwrap();
//! let before = read(r#"{"mutual_funds": [{"folio_number": "1", "value": 5.50}]}"#);
//! let after = read(r#"{"mutual_funds": [{"folio_number": "9"}, {"folio_number": "1", "value": -5.5}]}"#);
//! let differences = cas_diff::compare(&before, &after);
//! let shown: Vec<String> = differences.iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     shown,
//!     [
//!         "/mutual_funds/0: added {\"folio_number\":\"9\"}",
//!         "/mutual_funds/0/value (now /mutual_funds/1/value): 5.50 became -5.5",
//!     ]
//! );
//! assert_eq!(differences[1].cause, cas_diff::Cause::Sign);
//! ```

mod align;
mod cause;
mod compare;
mod difference;
mod group;
mod keys;
mod number;

pub use cause::Cause;
pub use compare::compare;
pub use difference::{Change, Difference};
pub use group::{Compared, Example, Group, group};
pub use number::same_number;
