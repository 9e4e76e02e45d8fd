"""Opens every output of cas with readers of other people and compares it, cell by cell, with the JSON.

usage: compare.py CAS CORPUS FOLDER [--all | CASE ...]

CAS is the program, CORPUS the corpus of the project, FOLDER where outputs may be written. Without cases a few of each
family are taken. Run it by `cargo xtask readers`, which installs the readers into an environment of its own.
"""

import datetime
import pathlib
import re
import subprocess
import sys
from decimal import Decimal

from columns import SCALES, TABLES
from expected import Expected, load
from readers import READERS, Wrong

CASES = """
cams_kfin/g3-nav cams_kfin/folio-family cams_kfin/fault-closing cams_kfin/g1-ftamil
nsdl/all-classes nsdl/insurance-policies nsdl/nps-two-accounts nsdl/nps-contributions nsdl/ledgers-busy
cdsl/all-classes cdsl/nps-two cdsl/both-depositories cdsl/folio-busy cdsl/ledger-long
contract_note/zerodha-c-mixed contract_note/groww-c-mixed contract_note/icici-c-amount-first contract_note/common-a-isin-column
contract_note/dhan-c-mixed contract_note/fault-fill-value
"""
EXTENSIONS = ["csv", "xlsx", "sqlite", "parquet", "arrow", "jsonl"]


def run(cas, case, words):
    password = re.search(r'^password = "(.*)"$', (case / "case.toml").read_text(), re.M)
    password = password.group(1) if password else ""
    command = [cas, "parse", case / "input.pdf", "--password-stdin", "--generated-at", "none", *words]
    return subprocess.run(command, input=password + "\n", capture_output=True, text=True, check=False)


def same(kind, manner, wanted, found):
    """Whether a cell is what the JSON says."""
    if wanted is None or found is None:
        return found is None and wanted in (None, "")
    if kind in SCALES:
        digits = format(found, "f")
        return digits == wanted if manner == "digits" else Decimal(wanted) == found
    if kind == "date":
        return type(found) is datetime.date and found.isoformat() == wanted
    if kind in ("int", "bool"):
        return type(found) is type(wanted) and found == wanted
    return isinstance(found, str) and found == wanted


def differences(expected, rows, manner):
    cells = 0
    for table, columns in TABLES.items():
        wanted, found = expected.rows[table], rows[table]
        if len(wanted) != len(found):
            yield f"{table}: {len(wanted)} rows in the JSON, {len(found)} here"
        for number, (one, other) in enumerate(zip(wanted, found), 1):
            for column, kind in columns.items():
                cells += 1
                if not same(kind, manner, one[column], other[column]):
                    yield f"{table} {number} {column}: {one[column]!r} in the JSON, {other[column]!r} here"
    need_cells = sum(map(len, expected.rows.values()))
    if need_cells and not cells:
        yield "nothing was compared"


def check(cas, case, folder):
    """Everything that is wrong with the outputs of a case; None when cas does not read it."""
    answer = run(cas, case, ["--with", "checks,notes,full"])
    if answer.returncode != 0:
        return None
    expected = Expected(load(answer.stdout), case / "input.pdf")
    problems = []
    for extension in EXTENSIONS:
        for again in ("out", "again"):
            done = run(cas, case, ["-o", folder / f"{again}.{extension}"])
            if done.returncode != 0:
                return [f"{extension}: {done.stderr}"]
    for one in sorted(folder.glob("out.*")):
        if one.read_bytes() != one.with_name(one.name.replace("out", "again", 1)).read_bytes():
            problems.append(f"{one.name}: two runs differ")
    plain = run(cas, case, []).stdout
    if (folder / "out.jsonl").read_text() != plain or plain.count("\n") != 1:
        problems.append("out.jsonl is not the JSON on one line")
    finished = False
    for name, _, reader, manner in READERS:
        try:
            rows = reader(folder / "out")
        except Wrong as wrong:
            problems.append(f"{name}: {wrong}")
            continue
        if not finished:
            expected.finish(rows)
            finished = True
        problems.extend(f"{name}: {problem}" for problem in differences(expected, rows, manner))
    return problems


def main():
    cas, corpus, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    words = sys.argv[4:]
    if words == ["--all"]:
        words = [str(path.parent.relative_to(corpus)) for path in sorted(corpus.glob("*/*/case.toml"))]
    read, failed, families = 0, 0, set()
    for case in words or CASES.split():
        work = folder / case.replace("/", "-")
        work.mkdir(parents=True, exist_ok=True)
        problems = check(cas, corpus / case, work)
        for path in work.iterdir():
            path.unlink()
        work.rmdir()
        if problems is None:
            if case in CASES.split():
                sys.exit(f"{case} is not read")
            continue
        read += 1
        families.add(case.split("/")[0])
        failed += bool(problems)
        for problem in problems[:10]:
            print(f"{case}: {problem}")
    print(f"{read} statements of {len(families)} families, {len(READERS)} readers: {failed} with differences")
    if failed or read == 0:
        sys.exit(1)


if __name__ == "__main__":
    main()
