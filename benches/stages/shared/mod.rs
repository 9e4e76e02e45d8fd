//! What all criterion benches share: one loop over statements, and rates in pages and bytes a second, both at once.

use std::time::{Duration, Instant};

use cas_bench::Case;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{BenchmarkGroup, Criterion, Throughput};

/// Criterion with rates in pages and bytes.
pub(crate) fn criterion() -> Criterion<Rates> {
    Criterion::default().with_measurement(Rates(WallTime))
}

/// Benches every case in the group of this name.
pub(crate) fn each(
    c: &mut Criterion<Rates>,
    (group, cases): (&str, &[Case]),
    mut bench: impl FnMut(&mut BenchmarkGroup<'_, Rates>, &Case),
) {
    let mut group = c.benchmark_group(group);
    for case in cases {
        group.throughput(packed(case));
        group.sample_size(if case.pages > 60 { 10 } else { 40 });
        bench(&mut group, case);
    }
    group.finish();
}

/// Wall time, shown with rates in pages and bytes a second. Criterion has room for one number of things done in an
/// iteration, so both are packed into it: pages above, bytes below.
pub(crate) struct Rates(WallTime);

/// Bits of the number of bytes: files stay below a tebibyte.
const BYTES: u32 = 40;

fn packed(case: &Case) -> Throughput {
    Throughput::Elements(u64::from(case.pages) << BYTES | case.pdf.len() as u64)
}

impl Measurement for Rates {
    type Intermediate = Instant;
    type Value = Duration;

    fn start(&self) -> Instant {
        self.0.start()
    }

    fn end(&self, start: Instant) -> Duration {
        self.0.end(start)
    }

    fn add(&self, one: &Duration, two: &Duration) -> Duration {
        self.0.add(one, two)
    }

    fn zero(&self) -> Duration {
        self.0.zero()
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        self.0.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self
    }
}

impl ValueFormatter for Rates {
    fn format_throughput(&self, throughput: &Throughput, nanoseconds: f64) -> String {
        let Throughput::Elements(both) = *throughput else { return String::new() };
        let seconds = nanoseconds / 1e9;
        let pages = (both >> BYTES) as f64 / seconds;
        let bytes = (both & ((1 << BYTES) - 1)) as f64 / seconds;
        format!("{pages:.0} pages/s {:.1} MiB/s", bytes / f64::from(1 << 20))
    }

    fn scale_values(&self, typical: f64, values: &mut [f64]) -> &'static str {
        self.0.formatter().scale_values(typical, values)
    }

    fn scale_throughputs(&self, _: f64, throughput: &Throughput, values: &mut [f64]) -> &'static str {
        let Throughput::Elements(both) = *throughput else { return "" };
        for value in values {
            *value = (both >> BYTES) as f64 / (*value / 1e9);
        }
        "pages/s"
    }

    fn scale_for_machines(&self, values: &mut [f64]) -> &'static str {
        self.0.formatter().scale_for_machines(values)
    }
}
