//! probe
fn main() {
    let dir = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_default());
    let n = cas_testkit::corpus::write(&dir);
    let c = cas_testkit::corpus::check(&dir);
    std::process::exit(match (n, c) {
        (Ok(_), Ok(c)) if c.is_empty() => 0,
        _ => 1,
    });
}
