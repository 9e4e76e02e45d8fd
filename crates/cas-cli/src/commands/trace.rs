//! `cas trace`: what a stage of the engine saw, as text or as drawn pages.

use cas::Options;

use crate::args::TraceArgs;
use crate::exit::{Exit, Failure};
use crate::source::Written;
use crate::{config, password, source};

pub(crate) fn run(args: &TraceArgs) -> Result<Exit, Failure> {
    source::refuse_overwriting(args.input.files(), args.html.as_deref(), Written::NoPdf)?;
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    if let Some(path) = &args.html {
        let page = password::with_passwords(&args.input, |passwords| {
            let options = Options { passwords: passwords.to_vec(), ..config::options(&args.input) };
            cas::draw(&bytes, &options)
        })?;
        source::write(Some(path), page.as_bytes())?;
        return Ok(Exit::Done);
    }
    let Some(stage) = args.stage else {
        return Err(Failure::Usage("--stage or --html is needed".to_owned()));
    };
    let text = password::with_passwords(&args.input, |passwords| {
        let options = Options { passwords: passwords.to_vec(), ..config::options(&args.input) };
        cas::trace(&bytes, &options, config::stage(stage), args.page)
    })?;
    source::write(None, text.as_bytes())?;
    Ok(Exit::Done)
}
