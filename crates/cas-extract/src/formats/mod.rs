//! One folder per format. Formats do not use each other.

pub(crate) mod cams_kfin;
pub(crate) mod cdsl;
pub(crate) mod contract_note;
pub(crate) mod nsdl;
