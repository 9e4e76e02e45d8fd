"""Lays out the folder that the recipes of the cookbook start from: statements, their passwords, a mailbox.

usage: desk.py CORPUS FOLDER
"""

import pathlib
import shutil
import sys
import tomllib
from email.message import EmailMessage

STATEMENTS = {
    "funds.pdf": "cams_kfin/g3-nav",
    "switches.pdf": "cams_kfin/rows-switches",
    "nsdl-march.pdf": "nsdl/account-labels",
    "cdsl-april.pdf": "cdsl/nps-two",
    "contract-note.pdf": "contract_note/zerodha-c-mixed",
}


def password(case):
    return tomllib.loads((case / "case.toml").read_text())["password"]


def mail(subject, date, name, pdf):
    message = EmailMessage()
    message["From"] = "Statements <statements@registrar.example>"
    message["To"] = "holder@example.org"
    message["Subject"] = subject
    message["Date"] = date
    message.set_content("Your statement is attached.")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def main(corpus, folder):
    (folder / "statements").mkdir(parents=True)
    rows = []
    for name, case in STATEMENTS.items():
        shutil.copy(corpus / case / "input.pdf", folder / "statements" / name)
        rows.append(f"{name}\t{password(corpus / case)}\n")
    (folder / "passwords.tsv").write_text("".join(rows))
    for part in ("cur", "new", "tmp"):
        (folder / "Maildir" / part).mkdir(parents=True)
    arrived = [
        ("Your consolidated account statement", "Tue, 01 Apr 2025 10:00:00 +0530", "funds.pdf"),
        ("NSDL CAS for March", "Fri, 03 Apr 2026 09:30:00 +0530", "nsdl-march.pdf"),
    ]
    for number, (subject, date, name) in enumerate(arrived):
        pdf = (folder / "statements" / name).read_bytes()
        (folder / "Maildir" / "new" / f"{number}.example").write_bytes(mail(subject, date, name, pdf))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
