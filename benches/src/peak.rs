//! Peak memory of this process.

#![expect(clippy::disallowed_methods, reason = "a measuring tool asks the system")]

/// Peak resident memory of this process in KiB, read from `VmHWM` of `/proc/self/status`; `None` where there is none.
#[must_use]
pub fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}
