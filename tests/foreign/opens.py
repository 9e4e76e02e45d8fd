#!/usr/bin/env python3
"""Who opens what: runs cas and three other engines over a folder of PDFs that others wrote, and prints a table.

    python3 -m venv scratch && scratch/bin/pip install pikepdf pymupdf pypdfium2
    cargo build --release -p cas-cli
    scratch/bin/python tests/foreign/opens.py FOLDER [--passwords LIST.json] [--only-listed] [--cas target/release/cas]

FOLDER holds checkouts of public projects that test PDF readers (qpdf, pypdf, pdf.js, pdfminer.six, pdf-rs, PDFBox,
pikepdf, PyMuPDF, lopdf), each in a folder of its own; nothing of them is kept here. LIST.json is a list of {"path",
"password"} with paths relative to a project; a file without an entry is tried without a password. A file is open when
its first page can be read. Every reading runs in a process of its own with 20 seconds and 2 GiB.

With --only-listed the files of the list alone are read, and the characters of all their pages (blanks aside, in any
order) are compared with those of MuPDF: cas agrees when 95 of 100 are the same. `RESULT.md` beside this script is the
last run.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys

import pikepdf
import pymupdf
import pypdfium2

SECONDS = 20
BYTES = 2 << 30
AGREES = 0.95


def by_qpdf(path, password):
    return bool(pikepdf.open(path, password=password).pages[0])


def mupdf_document(path, password):
    document = pymupdf.open(path, filetype="pdf")
    if document.needs_pass and not document.authenticate(password):
        raise ValueError("the password does not open it")
    return document


def by_mupdf(path, password):
    mupdf_document(path, password)[0].get_text()


def by_pdfium(path, password):
    pypdfium2.PdfDocument(path, password=password or None)[0].get_textpage().count_chars()


READERS = {"qpdf": by_qpdf, "MuPDF": by_mupdf, "PDFium": by_pdfium}


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    signal.alarm(SECONDS)


def in_child(work):
    """Runs work in a child process: "open", or what became of it."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            bounded()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) == signal.SIGALRM else "crash"
    return "open" if os.WEXITSTATUS(status) == 0 else f"exit {os.WEXITSTATUS(status)}"


def by_cas(command):
    """What cas answers, and its standard output."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=bounded)
    if done.returncode == -signal.SIGALRM:
        return "timeout", b""
    return {0: "open"}.get(done.returncode, "crash" if done.returncode < 0 else f"exit {done.returncode}"), done.stdout


RUN = re.compile(r'^run .*?"((?:[^"\\]|\\.)*)"', re.M)
ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
NAMED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def characters(text):
    return collections.Counter(text for text in text if not text.isspace() and text.isprintable())


def agreement(dump, path, password):
    """Which share of the characters of cas and MuPDF is the same; None where MuPDF finds none and cas neither."""
    plain = lambda m: chr(int(m.group(1), 16)) if m.group(1) else NAMED.get(m.group(2), m.group(2))
    ours = characters("".join(ESCAPE.sub(plain, run) for run in RUN.findall(dump.decode("utf-8", "replace"))))
    theirs = characters("".join(page.get_text() for page in mupdf_document(path, password)))
    most = max(ours.total(), theirs.total())
    return (ours & theirs).total() / most if most else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--passwords", type=pathlib.Path)
    parser.add_argument("--only-listed", action="store_true")
    parser.add_argument("--cas", default="target/release/cas")
    parser.add_argument("--most", type=int, default=10**9)
    args = parser.parse_args()
    passwords = collections.defaultdict(list)
    if args.passwords:
        for row in json.loads(args.passwords.read_text()):
            passwords[row["path"]].append(row["password"])
    counts, ours = collections.Counter(), collections.Counter()
    lost, strays, agreed, empty = [], [], 0, 0
    files = sorted(path for path in args.folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    for path in files[: args.most]:
        relative = str(path.relative_to(args.folder))
        tail = relative.split("/", 1)[-1]
        if args.only_listed and tail not in passwords:
            continue
        for password in passwords.get(tail, [""]):
            counts["files"] += 1
            answers = {name: in_child(lambda: read(str(path), password)) for name, read in READERS.items()}
            page = [] if args.only_listed else ["--page", "1"]
            command = [args.cas, "trace", str(path), "--stage", "runs", *page, "--password", password]
            answer, dump = by_cas(command)
            ours[answer] += 1
            for name, found in answers.items():
                counts[name] += found == "open"
            counts["cas"] += answer == "open"
            if answer != "open" and "open" in answers.values():
                lost.append(f"{answer}: {relative} ({', '.join(n for n, a in answers.items() if a == 'open')} open it)")
            if args.only_listed and answer == "open" and answers["MuPDF"] == "open":
                share = agreement(dump, str(path), password)
                agreed += share is None or share >= AGREES
                empty += share is None
                if share is not None and share < AGREES:
                    strays.append(f"{share:.0%}: {relative}")
    print("| engine | opens |\n|---|---|")
    for name in [*READERS, "cas"]:
        print(f"| {name} | {counts[name]} of {counts['files']} |")
    print("\ncas answers:", ", ".join(f"{name} {count}" for name, count in sorted(ours.items())))
    print(f"\n{len(lost)} readings that another engine opens and cas does not\n")
    for line in lost:
        print("-", line)
    if args.only_listed:
        print(f"\ntext agrees with MuPDF in {agreed} readings, {empty} of them without text\n")
        for line in strays:
            print("-", line)


if __name__ == "__main__":
    main()
