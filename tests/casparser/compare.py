"""Compares `cas parse --shape casparser` with casparser itself, field by field, over the statements of the corpus.

usage: compare.py CAS CORPUS [--show PATTERN]

Run it by `cargo xtask casparser`, which installs casparser into an environment of its own. Statements that casparser
refuses, or that cas does, are counted and left out. Numbers are compared by value, texts with blanks folded. Differences
are counted by field, and the sums stand in RESULT.md with their causes; --show prints the places of a field.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
from decimal import Decimal, InvalidOperation

import casparser

NUMBERS = set(
    "open close close_calculated nav cost value amount units balance dividend_rate num_shares price num_bonds "
    "face_value coupon_rate market_price avg_cost total_cost pnl return".split()
)
# What the elements of a list are told apart by, so that one missing row is not a hundred differences.
KEYS = {
    "folios": ("folio", "amc"),
    "schemes": ("rta_code", "scheme"),
    "transactions": ("date", "description"),
    "accounts": ("type", "dp_id", "client_id"),
    "equities": ("isin",),
    "mutual_funds": ("isin", "folio"),
    "bonds": ("isin",),
}


def value(field, content):
    if content is None:
        return None
    if field in NUMBERS:
        try:
            return Decimal(content)
        except InvalidOperation:
            return content
    return " ".join(content.split()) if isinstance(content, str) else content


def keyed(field, rows):
    names = KEYS.get(field)
    if names is None:
        return dict(enumerate(rows))
    out = {}
    for row in rows:
        key = tuple(str(row.get(name)) for name in names)
        while key in out:
            key += ("again",)
        out[key] = row
    return out


def walk(path, field, theirs, ours, found):
    """Counts equal leaves and collects different ones as (path without numbers, kind, both)."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(theirs.keys() | ours.keys()):
            if key not in theirs or key not in ours:
                found.append((f"{path}.{key}", "member", key in theirs, key in ours))
            else:
                walk(f"{path}.{key}", key, theirs[key], ours[key], found)
    elif isinstance(theirs, list) and isinstance(ours, list):
        one, other = keyed(field, theirs), keyed(field, ours)
        for key in one.keys() | other.keys():
            if key not in one or key not in other:
                found.append((f"{path}[]", "only cas" if key in other else "only casparser", key, None))
            else:
                walk(f"{path}[]", field, one[key], other[key], found)
    elif field == "parse_warnings" or value(field, theirs) == value(field, ours):
        found.append((path, "equal", None, None))
    else:
        kind = "null in cas" if ours is None else "null in casparser" if theirs is None else "other value"
        found.append((path, kind, theirs, ours))


def ours_of(cas, case, password):
    command = [cas, "parse", case / "input.pdf", "--password-stdin", "--shape", "casparser"]
    done = subprocess.run(command, input=password + "\n", capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def main():
    cas, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    show = sys.argv[4] if sys.argv[3:4] == ["--show"] else None
    counts, read, equal = collections.Counter(), collections.Counter(), collections.Counter()
    for path in sorted(corpus.glob("*/*/case.toml")):
        case, family = path.parent, path.parent.parent.name
        if family == "contract_note":
            continue
        password = re.search(r'^password = "(.*)"$', path.read_text(encoding="utf-8"), re.M)
        password = password.group(1) if password else ""
        try:
            theirs = json.loads(casparser.read_cas_pdf(str(case / "input.pdf"), password, output="json"))
        except Exception:  # whatever it raises: the statement is one that it does not read
            theirs = None
        ours = ours_of(cas, case, password)
        outcome = {(True, True): "both", (True, False): "casparser alone", (False, True): "cas alone"}
        read[family, outcome.get((theirs is not None, ours is not None), "none")] += 1
        if theirs is None or ours is None:
            continue
        found = []
        walk(family, "", theirs, ours, found)
        for field, kind, one, other in found:
            if kind == "equal":
                equal[family] += 1
            else:
                counts[field, kind] += 1
                if show and re.search(show, f"{field} {kind}"):
                    print(f"{case.relative_to(corpus)} {field} {kind}: {one!r} / {other!r}")
    print("read by:")
    for (family, outcome), count in sorted(read.items()):
        print(f"  {family:12} {outcome:16} {count}")
    print("equal fields:")
    for family, count in sorted(equal.items()):
        print(f"  {family:12} {count}")
    print("differences:")
    for (field, kind), count in sorted(counts.items()):
        print(f"  {count:6}  {field}  {kind}")
    if not equal:
        sys.exit("nothing was compared")


if __name__ == "__main__":
    main()
