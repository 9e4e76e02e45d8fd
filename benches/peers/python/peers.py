"""Times one peer that is used from Python.

usage: peers.py ENGINE FILE PASSWORD SECONDS

Reads every page of the file from locked bytes to positioned characters or words (casparser: to its JSON), as often as
fits into that time, once with 0, and prints one line of JSON with what was read, the least and the median time in
milliseconds and the peak memory of the process in KiB. The garbage collector runs as it does in any program.
"""

import ctypes
import io
import json
import sys
import time


class Tally:
    """What a peer read; `characters` are those that are no white space."""

    def __init__(self):
        self.pages = 0
        self.words = 0
        self.characters = 0
        self.rows = 0

    def text(self, text):
        self.characters += sum(map(len, text.split()))


def casparser_json(data, password):
    """casparser in process, from bytes to its JSON text."""
    import casparser

    tally = Tally()
    answer = casparser.read_cas_pdf(io.BytesIO(data), password, output="json")
    tally.rows = answer.count('"date"')
    return tally


def mupdf_words(data, password):
    """PyMuPDF: `words` of every page."""
    import pymupdf

    tally = Tally()
    with pymupdf.open(stream=data, filetype="pdf") as document:
        if document.needs_pass and not document.authenticate(password):
            raise ValueError("the password does not open it")
        for page in document:
            tally.pages += 1
            for word in page.get_text("words"):
                tally.words += 1
                tally.characters += len(word[4])
    return tally


def mupdf_page(data, password):
    """PyMuPDF: the text page alone, which holds every character with its box; characters are not looked at."""
    import pymupdf

    tally = Tally()
    with pymupdf.open(stream=data, filetype="pdf") as document:
        if document.needs_pass and not document.authenticate(password):
            raise ValueError("the password does not open it")
        for page in document:
            tally.pages += 1
            tally.text(page.get_textpage().extractText())
    return tally


def pdfium_page(data, password):
    """PDFium by its C API, five calls a page: the text page holds every character with its box, and its text is fetched
    in one call. Fetching the boxes, which would be a call for each character, is not counted against it."""
    import pypdfium2.raw as pdfium

    tally = Tally()
    document = pdfium.FPDF_LoadMemDocument(data, len(data), password.encode())
    if not document:
        raise ValueError(f"PDFium does not open it: error {pdfium.FPDF_GetLastError()}")
    for index in range(pdfium.FPDF_GetPageCount(document)):
        tally.pages += 1
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text)
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(text, 0, count, buffer)
        tally.text(bytes(buffer).decode("utf-16-le", "replace").replace("\0", ""))
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return tally


def pdfium_characters(data, password):
    """pypdfium2: the box of every character, which takes a call for each."""
    import pypdfium2

    tally = Tally()
    document = pypdfium2.PdfDocument(data, password=password)
    for page in document:
        tally.pages += 1
        text = page.get_textpage()
        for index in range(text.count_chars()):
            text.get_charbox(index)
        tally.text(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return tally


def pdfminer_characters(data, password):
    """pdfminer.six: its layout tree, every character with its box."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar

    tally = Tally()

    def walk(item):
        if isinstance(item, LTChar):
            tally.text(item.get_text())
            return
        if hasattr(item, "__iter__"):
            for part in item:
                walk(part)

    for page in extract_pages(io.BytesIO(data), password=password):
        tally.pages += 1
        walk(page)
    return tally


def pdfplumber_words(data, password):
    """pdfplumber: words of every page."""
    import pdfplumber

    tally = Tally()
    with pdfplumber.open(io.BytesIO(data), password=password) as document:
        for page in document.pages:
            tally.pages += 1
            for word in page.extract_words():
                tally.words += 1
                tally.text(word["text"])
            page.close()
    return tally


ENGINES = {
    "casparser": casparser_json,
    "mupdf-page": mupdf_page,
    "mupdf-words": mupdf_words,
    "pdfium": pdfium_page,
    "pypdfium2": pdfium_characters,
    "pdfminer.six": pdfminer_characters,
    "pdfplumber": pdfplumber_words,
}


def peak_kib():
    """Peak resident memory of this process, where the system tells."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return None


def prepare(engine):
    """Imports and whatever else is done once in a process, so that it is in no figure."""
    if engine.startswith("pdfium"):
        import pypdfium2.raw as pdfium

        pdfium.FPDF_InitLibrary()


def main():
    name, path, password, seconds = sys.argv[1:5]
    engine = ENGINES[name]
    prepare(name)
    with open(path, "rb") as file:
        data = file.read()

    def timed():
        start = time.perf_counter()
        tally = engine(data, password)
        return tally, (time.perf_counter() - start) * 1000

    tally, first = timed()
    peak = peak_kib()
    # The first run imports modules, so it counts only where it is the only one.
    times = []
    begun = time.perf_counter()
    while time.perf_counter() - begun < float(seconds):
        times.append(timed()[1])
    times = sorted(times) or [first]
    answer = dict(vars(tally), runs=len(times), least_ms=times[0], median_ms=times[len(times) // 2], peak_kib=peak)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
