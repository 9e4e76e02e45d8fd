//! Temporary.
use cas::{Key, Options, RedactOptions, With};
#[test]
fn try_amounts() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let cases = cas_testkit::cases().unwrap();
    let (mut n, mut ok) = (0, 0);
    let mut factors = std::collections::BTreeMap::new();
    for case in cases.iter().filter(|case| case.is_readable() && case.name.contains(&only)) {
        n += 1;
        let with = With { checks: true, notes: true, full: true };
        let options = Options { with, ..Options::with_password(case.password.as_str()) };
        let redaction = RedactOptions { key: Key::of_content(case.name.as_bytes()), amounts: true };
        match cas::redact(&case.read().unwrap(), &options, &redaction) {
            Ok(twin) => { ok += 1; *factors.entry(twin.factor.unwrap().number()).or_insert(0) += 1; }
            Err(error) => println!("{}: {error}", case.name),
        }
    }
    println!("{ok} of {n} {factors:?}");
}
