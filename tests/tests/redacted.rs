//! The twin of every statement of the corpus: it says what the original says with its words replaced, and nothing of
//! the original is left in it.

use cas::{Key, Options, With};

#[test]
fn every_twin_says_the_same() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let cases = cas_testkit::cases().unwrap();
    let (mut made, mut equal) = (0, 0);
    let mut problems = Vec::new();
    for case in cases.iter().filter(|case| case.is_readable() && case.name.contains(&only)) {
        let pdf = case.read().unwrap();
        let with = With { checks: true, notes: true, full: true };
        let options = Options { with, ..Options::with_password(case.password.as_str()) };
        match cas::redact(&pdf, &options, &cas::RedactOptions::with_key(Key::seeded(7))) {
            Err(error) => problems.push(format!("{}: {error}", case.name)),
            Ok(twin) => {
                made += 1;
                if twin.differences.is_empty() {
                    equal += 1;
                } else {
                    let expected = twin.replacer.statement(&twin.original.statement);
                    let found =
                        twin.parsed.as_ref().map(|parsed| serde_json::to_value(&parsed.statement).unwrap());
                    for pointer in twin.differences.iter().take(3) {
                        let pointer = &pointer.replace("/type", "/description");
                        let was = serde_json::to_value(&twin.original.statement).unwrap();
                        problems.push(format!(
                            "{} {pointer}:\n   original {:?}\n   expected {:?}\n   found    {:?}",
                            case.name,
                            was.pointer(pointer).map(|v| v.to_string().chars().take(300).collect::<String>()),
                            expected.pointer(pointer).map(|v| v
                                .to_string()
                                .chars()
                                .take(300)
                                .collect::<String>()),
                            found.as_ref().and_then(|found| found.pointer(pointer).map(|v| v
                                .to_string()
                                .chars()
                                .take(300)
                                .collect::<String>()))
                        ));
                    }
                    if std::env::var("KEEP").is_ok() {
                        std::fs::write(format!("/tmp/twin-{}.pdf", case.name.replace('/', "-")), &twin.pdf)
                            .unwrap();
                    }
                }
            }
        }
    }
    println!("{made} made, {equal} equal");
    assert!(
        problems.is_empty(),
        "{made} made, {equal} equal, {} problems\n{}",
        problems.len(),
        problems.join("\n")
    );
}
