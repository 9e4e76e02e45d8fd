//! `cas trace`: what a stage of the engine saw, as text.

use cas::Options;

use crate::args::TraceArgs;
use crate::exit::{Exit, Failure};
use crate::{config, password, source};

pub(crate) fn run(args: &TraceArgs) -> Result<Exit, Failure> {
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    let text = password::with_passwords(&args.input, |passwords| {
        let options = Options { passwords: passwords.to_vec(), ..config::options(&args.input) };
        cas::trace(&bytes, &options, config::stage(args.stage), args.page)
    })?;
    source::write(None, text.as_bytes())?;
    Ok(Exit::Done)
}
