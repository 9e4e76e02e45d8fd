"""Times casparser and cas on the same file in the same run and prints the ratio.

usage: compare.py FILE PASSWORD TIME_PARSE [RUNS]

TIME_PARSE is the release build of `time-parse` (benches/src/bin/time_parse.rs), which times the library from bytes to
JSON. casparser is timed the same way, from the file to its JSON text, warmed up once. Run it by `cargo xtask
bench-peer`, which installs casparser 1.4.1 into an environment of its own under target/.
"""

import json
import subprocess
import sys
import time
from importlib.metadata import version

import casparser


def best(run, runs):
    """The smallest of several times in milliseconds: noise only ever adds."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def main():
    path, password, time_parse = sys.argv[1:4]
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    answer = casparser.read_cas_pdf(path, password, output="json")
    peer_rows = answer.count('"date"')
    peer = best(lambda: casparser.read_cas_pdf(path, password, output="json"), runs)
    ours = json.loads(subprocess.run([time_parse, path, password, "50"], check=True, capture_output=True).stdout)
    pages = ours["pages"]
    print(f"casparser {version('casparser')}: {peer:9.1f} ms  {peer / pages:8.3f} ms a page  ({peer_rows} dated rows)")
    print(f"cas            : {ours['least_ms']:9.2f} ms  {ours['least_ms'] / pages:8.3f} ms a page")
    print(f"pages {pages}, ratio {peer / ours['least_ms']:.0f}")


if __name__ == "__main__":
    main()
