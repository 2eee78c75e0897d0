"""The bytes that an article was read from, as another program may open them.

What they are is told by themselves; the name comes from the title, and the ending from a short list
of kinds that hold words. Whatever else they may be is called a text, so that nothing is ever run.
It opens nothing itself.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factcheck.errors import BadInput, NotFound
from factcheck.paths import usable
from factcheck.readers.kinds import HEAD, settled
from factcheck.records import Article

#: The endings that a copy can have: of no kind that a system would run.
ENDINGS: Final = {
    "pdf": ".pdf",
    "docx": ".docx",
    "odt": ".odt",
    "rtf": ".rtf",
    "page": ".html",
    "mail": ".eml",
    "txt": ".txt",
}
_BY_READER = {"mail": "mail", "mbox": "mail", "eml": "mail"} | dict.fromkeys(
    ("html", "page", "fragment", "feed", "warc"), "page"
)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype|!--|html|head|body|[a-z]+[\s>/])",
    re.IGNORECASE,
)
_UNFIT = re.compile(r"[^\w\- ,()]+")
_LONGEST = 60  # characters of a title in a name
_NO_NAME = "article"
# What Windows takes for a device, whatever its ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes of an article's original, with a name that is safe on every system."""

    name: str
    kind: str
    data: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is a web page or mail, which may load something where it is opened."""
        return self.kind in ("page", "mail")


def kept(article: Article, data: bytes | None) -> Kept:
    """Give what was kept of an article's original; raise NotFound where the bytes were not."""
    if data is None:
        raise NotFound("article.original_not_kept", title=article.title)
    kind = _kind(article.reader, data)
    return Kept(_name(article.title) + ENDINGS[kind], kind, data)


def write_to(out: Path, original: Kept) -> None:
    """Write bytes where nothing is; raise BadInput where something is, or nothing can be."""
    with usable(out):
        if out.exists() or out.is_symlink():
            raise BadInput("article.original_exists", location=out)
        try:
            with out.open("xb") as stream:
                stream.write(original.data)
        except OSError:
            out.unlink(missing_ok=True)
            raise


def _kind(reader: str, data: bytes) -> str:
    signed = settled("", data[:HEAD])
    if signed in ENDINGS:
        return signed
    named = _BY_READER.get(reader)
    if named is None and _MARKUP.match(data[:HEAD]):
        named = "page"
    return named or "txt"


def _name(title: str) -> str:
    """Give a name of letters, digits and a few marks: no path, no ending, nothing hidden."""
    words = " ".join(_UNFIT.sub(" ", title).split())[:_LONGEST].strip(" -")
    return f"{_NO_NAME} {words}".strip() if not words or _DEVICES.fullmatch(words) else words
