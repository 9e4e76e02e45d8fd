//! `cas golden accept`: what is answered now becomes what is expected.

use std::collections::BTreeSet;

use super::suite::{self, Reader};
use crate::args::golden::AcceptArgs;
use crate::exit::{Exit, Failure};
use crate::{report, source};

pub(super) fn run(args: &AcceptArgs) -> Result<Exit, Failure> {
    let reader = Reader::of(&args.suite)?;
    let found = suite::find(&args.suite)?;
    let wanted: BTreeSet<&str> = args.names.iter().map(String::as_str).collect();
    let asked = |name: &str| wanted.is_empty() || wanted.contains(name);
    let known = found.inputs.iter().chain(&found.orphans).map(|file| file.name.as_str());
    let known: BTreeSet<&str> = known.collect();
    if let Some(stranger) = wanted.difference(&known).next() {
        return Err(Failure::Usage(format!("the folder has no statement {stranger}")));
    }
    let mut worst = Exit::Done;
    for file in found.inputs.iter().filter(|file| asked(&file.name)) {
        let golden = suite::golden_of(&file.path);
        let name = report::sanitise(&file.name);
        match reader.answer(file).map_err(Failure::from) {
            Ok(answer) if std::fs::read(&golden).is_ok_and(|golden| golden == answer) => {}
            Ok(answer) => {
                source::write(Some(&golden), &answer)?;
                report::say(format_args!("{name}: accepted"));
            }
            Err(failure) => {
                report::say(format_args!("{name}:"));
                report::failure(&failure);
                worst = Exit::from(&failure);
            }
        }
    }
    for file in found.orphans.iter().filter(|file| asked(&file.name)) {
        std::fs::remove_file(&file.path)
            .map_err(|error| Failure::Write { what: source::shown(&file.path), source: error })?;
        report::say(format_args!("{}: removed, its statement is gone", report::sanitise(&file.name)));
    }
    Ok(worst)
}
