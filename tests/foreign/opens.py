#!/usr/bin/env python3
"""Who opens what: runs cas and three other engines over a folder of PDFs that others wrote, and prints a table.

    python3 -m venv scratch && scratch/bin/pip install pikepdf pymupdf pypdfium2
    cargo build --release -p cas-cli
    scratch/bin/python tests/foreign/opens.py FOLDER [--passwords LIST.json] [--cas target/release/cas]

FOLDER holds checkouts of public projects that test PDF readers (qpdf, pypdf, pdf.js, pdfminer.six, pdf-rs, PDFBox,
pikepdf, PyMuPDF, lopdf); nothing of them is kept here. LIST.json is a list of {"path", "password"} with paths relative
to a project; a file without an entry is tried without a password. A file is open when its first page can be read.
Every reading runs in a process of its own with 20 seconds and 2 GiB. `RESULT.md` beside this script is the last run.
"""
import argparse
import collections
import json
import pathlib
import resource
import subprocess
import sys

READERS = {
    "qpdf": "import sys,pikepdf;pikepdf.open(sys.argv[1],password=sys.argv[2]).pages[0]",
    "MuPDF": (
        "import sys,pymupdf;d=pymupdf.open(sys.argv[1],filetype='pdf');"
        "ok=not d.needs_pass or d.authenticate(sys.argv[2]);"
        "sys.exit(3) if not ok else d[0].get_text()"
    ),
    "PDFium": (
        "import sys,pypdfium2;d=pypdfium2.PdfDocument(sys.argv[1],password=sys.argv[2] or None);"
        "d[0].get_textpage().count_chars()"
    ),
}


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


def opens(command):
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20, preexec_fn=bounded)
    except subprocess.TimeoutExpired:
        return "timeout"
    return {0: "open"}.get(done.returncode, "crash" if done.returncode < 0 else f"exit {done.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--passwords", type=pathlib.Path)
    parser.add_argument("--cas", default="target/release/cas")
    parser.add_argument("--most", type=int, default=10**9)
    args = parser.parse_args()
    passwords = collections.defaultdict(list)
    if args.passwords:
        for row in json.loads(args.passwords.read_text()):
            passwords[row["path"]].append(row["password"])
    counts = collections.Counter()
    ours, lost = collections.Counter(), []
    files = sorted(path for path in args.folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    for path in files[: args.most]:
        relative = str(path.relative_to(args.folder))
        tail = relative.split("/", 1)[-1]
        for password in passwords.get(tail, [""]):
            counts["files"] += 1
            answers = {
                name: opens([sys.executable, "-c", code, str(path), password]) for name, code in READERS.items()
            }
            answer = opens([args.cas, "trace", str(path), "--stage", "runs", "--page", "1", "--password", password])
            ours[answer] += 1
            for name, found in answers.items():
                counts[name] += found == "open"
            counts["cas"] += answer == "open"
            if answer != "open" and "open" in answers.values():
                lost.append(f"{answer}: {relative} ({', '.join(n for n, a in answers.items() if a == 'open')} open it)")
    print("| engine | opens |\n|---|---|")
    for name in [*READERS, "cas"]:
        print(f"| {name} | {counts[name]} of {counts['files']} |")
    print("\ncas answers:", ", ".join(f"{name} {count}" for name, count in sorted(ours.items())))
    print(f"\n{len(lost)} files that another engine opens and cas does not\n")
    for line in lost:
        print("-", line)


if __name__ == "__main__":
    main()
