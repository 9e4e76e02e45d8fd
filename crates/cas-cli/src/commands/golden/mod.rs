//! `cas golden`: answers kept beside statements, so that a change of an answer is noticed.

mod accept;
mod check;
mod junit;
mod record;
mod suite;

use crate::args::golden::{GoldenArgs, GoldenTask};
use crate::exit::{Exit, Failure};

pub(crate) fn run(args: &GoldenArgs) -> Result<Exit, Failure> {
    match &args.task {
        GoldenTask::Record(args) => record::run(args),
        GoldenTask::Check(args) => check::run(args),
        GoldenTask::Accept(args) => accept::run(args),
    }
}
