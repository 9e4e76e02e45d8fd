//! How far a run is: a bar on a terminal, lines of JSON for programs. A thread looks at the counts some times a second;
//! the workers do not wait for it.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::outcome::OUTCOMES;
use crate::tally::{Counts, Tally};

/// What is shown on standard error.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Show {
    /// A bar with rate, time to go and counts by outcome.
    Bar,
    /// A JSON object a line, twice a second, and one at the end.
    Json,
    /// Nothing.
    Nothing,
}

impl Show {
    fn pause(self) -> Duration {
        Duration::from_millis(if self == Self::Bar { 125 } else { 500 })
    }
}

/// What shows how far a run is, until it is dropped or finished.
#[derive(Debug)]
pub struct Display {
    stop: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Serialize)]
struct Line {
    progress: &'static str,
    total: u64,
    done: u64,
    skipped: u64,
    seconds: f64,
    rate: f64,
    eta_seconds: Option<f64>,
    outcomes: std::collections::BTreeMap<&'static str, u64>,
}

impl Display {
    /// Starts showing.
    #[must_use]
    pub fn start(show: Show, tally: Arc<Tally>) -> Self {
        let (stop, stopped) = channel();
        let run = move || {
            let started = Instant::now();
            let bar = (show == Show::Bar).then(bar);
            loop {
                let wait = stopped.recv_timeout(show.pause());
                let (counts, seconds) = (tally.counts(), started.elapsed().as_secs_f64());
                let last = !matches!(wait, Err(RecvTimeoutError::Timeout));
                match &bar {
                    Some(bar) => draw(bar, &counts, seconds),
                    None => say(&line(&counts, seconds, if last { "end" } else { "running" })),
                }
                if last {
                    break;
                }
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        };
        let thread = (show != Show::Nothing).then(|| std::thread::spawn(run));
        Self { stop, thread }
    }

    /// Shows the end.
    pub fn finish(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // When the thread is gone there is nothing to tell it, and what ended it has been said.
        let _ = self.stop.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.end();
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    let style = "{bar:24} {pos}/{len}  {wide_msg}";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

fn draw(bar: &ProgressBar, counts: &Counts, seconds: f64) {
    bar.set_length(counts.total);
    bar.set_position(counts.done);
    bar.set_message(words(counts, seconds));
}

/// Rate, time to go, counts by outcome.
fn words(counts: &Counts, seconds: f64) -> String {
    let (rate, left) = pace(counts, seconds);
    let mut words = vec![format!("{rate:.0}/s")];
    if let Some(left) = left {
        let left = left.ceil() as u64;
        words.push(match left {
            0..60 => format!("{left} s to go"),
            60..3600 => format!("{}:{:02} min to go", left / 60, left % 60),
            _ => format!("{}:{:02} h to go", left / 3600, left / 60 % 60),
        });
    }
    let shown = OUTCOMES.iter().zip(counts.outcomes).filter(|(_, count)| *count > 0);
    words.extend(shown.map(|(row, count)| format!("{} {count}", row.name)));
    if counts.skipped > 0 {
        words.push(format!("unchanged {}", counts.skipped));
    }
    words.join(", ")
}

/// Inputs a second, and seconds to go; `None` before anything is done.
fn pace(counts: &Counts, seconds: f64) -> (f64, Option<f64>) {
    let rate = if seconds > 0.0 { counts.done as f64 / seconds } else { 0.0 };
    let left = counts.total.saturating_sub(counts.done) as f64;
    (rate, (rate > 0.0).then(|| left / rate))
}

fn line(counts: &Counts, seconds: f64, state: &'static str) -> String {
    let round = |number: f64| (number * 10.0).round() / 10.0;
    let (rate, left) = pace(counts, seconds);
    let line = Line {
        progress: state,
        total: counts.total,
        done: counts.done,
        skipped: counts.skipped,
        seconds: round(seconds),
        rate: round(rate),
        eta_seconds: left.map(round),
        outcomes: OUTCOMES.iter().map(|row| row.name).zip(counts.outcomes).collect(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// A reader of standard error that has gone away must not end the run.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_json_with_rate_and_time_to_go() {
        let counts = Counts { total: 30, done: 10, skipped: 2, outcomes: [9, 1, 0, 0, 0, 0, 0] };
        let line: serde_json::Value = serde_json::from_str(&line(&counts, 5.0, "running")).unwrap();
        assert_eq!(line["rate"].to_string(), "2.0");
        assert_eq!(line["eta_seconds"].to_string(), "10.0");
        assert_eq!(line["outcomes"]["locked"].to_string(), "1");
        assert_eq!(words(&counts, 5.0), "2/s, 10 s to go, read 9, locked 1, unchanged 2");
        assert!(words(&counts, 500.0).contains("16:40 min to go"));
    }
}
