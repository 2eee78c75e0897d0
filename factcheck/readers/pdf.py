"""PDFs: their printed lines as paragraphs, page by page, and which pages are pictures only.

Nothing is recognised in pictures: it is said which pages have no text. PDFium reads them; it is
not safe in several threads, and in the process apart only one uses it. A broken file becomes one
sentence. It knows no layout (`prose.reflow`) and no places (`pdf_lines`).
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from factcheck.errors import BadInput
from factcheck.prose.decode import LARGEST, REPLACEMENT
from factcheck.prose.reflow import Line, flowed
from factcheck.readers import STILL, Aside, Asked, Reading
from factcheck.readers.described import Properties, bytes_of, described
from factcheck.readers.pdf_lines import lines_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

NAME = "pdf"
MOST_PAGES = 10_000
_OFTEN = 20  # pages after which it says that it goes on
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:([+-]\d\d)'?(\d\d)|(Z))?)?.*"
)


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading | Aside]:
    """Read a PDF; raise BadInput where it is damaged, locked, too large, or has no text."""
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    data = bytes_of(stream)
    try:
        yield from _article(data, asked)
    except PdfiumError as error:
        if getattr(error, "err_code", None) in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise BadInput("reading.locked") from error
        raise BadInput("reading.damaged") from error


def _article(data: bytes, asked: Asked) -> Iterator[Reading | Aside]:
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as pdf:
        pages, pictures = yield from _pages(pdf)
        properties = _properties(pdf)
    result = flowed(pages)
    if not result.text and pictures:
        raise BadInput("reading.scan")
    others = dict(properties.others)
    others["pages"] = str(len(pages))
    others["page_starts"] = " ".join(map(str, result.starts))
    notes = ("characters_replaced",) if REPLACEMENT in result.text else ()
    if pictures:
        others["pages_without_text"] = _numbers(pictures)
        notes = (*notes, f"pages_without_text {_numbers(pictures)}")
    properties = replace(properties, others=others)
    furniture = result.furniture
    yield described(
        result.text, asked, properties, kind=NAME, data=data, furniture=furniture, notes=notes
    )


def _pages(pdf: "PdfDocument") -> Generator[Aside, None, tuple[list[list[Line]], list[int]]]:
    """Give the lines of each page, and the numbers of those that show something without text."""
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDFPage_CountObjects

    if len(pdf) > MOST_PAGES:
        raise BadInput("reading.pages", pages=len(pdf), most=MOST_PAGES)
    pages: list[list[Line]] = []
    pictures: list[int] = []
    unloaded, size = 0, 0
    for n in range(len(pdf)):
        if n % _OFTEN == _OFTEN - 1:
            yield STILL
        pages.append([])
        try:
            page = pdf[n]
            text = page.get_textpage()
        except PdfiumError:
            unloaded += 1
            pictures.append(n + 1)
            continue
        pages[n] = lines_of(text)
        size += sum(len(line.words) + 1 for line in pages[n])
        if size > LARGEST:
            raise BadInput("text.too_large", largest=LARGEST // 2**20)
        if not pages[n] and FPDFPage_CountObjects(page) > 0:
            pictures.append(n + 1)
        text.close()
        page.close()
    if unloaded == len(pdf):
        raise BadInput("reading.damaged")
    return pages, pictures


def _properties(pdf: "PdfDocument") -> Properties:
    return Properties(
        title=_value(pdf, "Title"),
        author=_value(pdf, "Author"),
        created=_moment(_value(pdf, "CreationDate")),
        modified=_moment(_value(pdf, "ModDate")),
        others={"subject": _value(pdf, "Subject"), "keywords": _value(pdf, "Keywords")},
    )


def _value(pdf: "PdfDocument", name: str) -> str:
    try:
        return str(pdf.get_metadata_value(name))
    except UnicodeDecodeError:  # half a character
        return ""


def _moment(value: str) -> str:
    """Give a PDF's date as ISO 8601, nothing where it is none."""
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second, zone, zone_minutes, utc = match.groups()
    date = f"{year}-{month}-{day}"
    if hour is None:
        return date
    shift = f"{zone}:{zone_minutes}" if zone else (utc or "")
    return f"{date}T{hour}:{minute}:{second or '00'}{shift}"


def _numbers(pages: list[int]) -> str:
    """Give numbers in order as people write them: 2–4, 9."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("–".join(map(str, run)) for run in runs)
