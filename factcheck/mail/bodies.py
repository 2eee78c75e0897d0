"""The words of a message: which of its parts they are, and how these were wrapped.

Of parts that say the same the plain one is taken, unless it only says that it is not the one to be
read. What is attached is counted and left aside. It knows no headers but those of parts.
"""

import re
from dataclasses import dataclass, field
from email.message import Message
from typing import cast

from factcheck.errors import BadInput
from factcheck.mail.charsets import in_charset

DEEPEST = 20
MOST_PARTS = 1_000
_STUB = 500  # characters: a plain part of fewer may be there only to say that there is another
_TIMES = 5
_ENCRYPTED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)
# What belongs to other parts, or says what became of a message: nobody attached it.
_ASIDE = frozenset(
    {
        *("application/pgp-signature", "application/pkcs7-signature", "text/rfc822-headers"),
        *("application/x-pkcs7-signature", "message/delivery-status"),
    }
)
_ENCODED = frozenset({"base64", "quoted-printable", "x-uuencode", "uuencode", "uue", "x-uue"})
_NAMED = re.compile(r"(?i)\bname\*?\d*\*?\s*=")
_ATTACHED = re.compile(r"(?i)\s*attachment")
# Where a page says how it is encoded.
_DECLARED = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})")
_HEAD = 4_096
_DEPTH = re.compile(r">*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a message, or of one of its parts, and how they were decoded."""

    text: str
    encoding: str = ""
    is_guess: bool = False
    was_page: bool = False


@dataclass(slots=True)
class Found:
    """What a message holds besides its words."""

    attachments: int = 0
    messages: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Manner:
    """How parts are decoded whatever they say: all of them, or those written out as they are."""

    encoding: str | None = None
    charset: str = ""


def words_of(message: Message, found: Found, manner: Manner) -> Words:
    """Give the words of a message and note in `found` what else it holds.

    Raises BadInput where it is encrypted, nested too deeply, or has too many parts.
    """
    parts = [one for one in _Walk(found, manner).below(message, 0) if one.text.strip()]
    text = "\n\n".join(one.text.strip("\n") for one in parts)
    first = parts[0] if parts else Words("")
    return Words(
        text,
        first.encoding,
        any(one.is_guess for one in parts),
        any(one.was_page for one in parts),
    )


class _Walk:
    """A walk through the parts of a message."""

    def __init__(self, found: Found, manner: Manner) -> None:
        self._found = found
        self._manner = manner
        self._left = MOST_PARTS

    def below(self, part: Message, depth: int) -> list[Words]:
        """Give the words of a part, those of its parts one by one."""
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise BadInput("reading.too_deep")
        kind = part.get_content_type()
        if kind in _ENCRYPTED:
            raise BadInput("mail.encrypted")
        if not part.is_multipart():
            return self._leaf(part, kind, is_root=not depth)
        parts = [one for one in cast(list[object], part.get_payload()) if isinstance(one, Message)]
        if kind == "message/rfc822":
            self._found.messages += parts[:1]
            return []
        if kind == "multipart/alternative":
            return self._best([self.below(one, depth + 1) for one in parts])
        if kind == "multipart/related":
            parts = _root(part, parts)
        elif kind == "multipart/signed":
            parts = parts[:1]
        return [words for one in parts for words in self.below(one, depth + 1)]

    def _leaf(self, part: Message, kind: str, *, is_root: bool) -> list[Words]:
        if kind in _ASIDE:
            return []
        if not _is_read(part, kind, is_root=is_root):
            self._found.attachments += 1
            return []
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        charset = self._charset(part)
        if kind == "text/html":
            return [_page(data, charset)]
        decoded = in_charset(data, charset)
        text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
        if str(part.get_param("format", "")).lower() == "flowed":
            text = unwrapped(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
        return [Words(text, decoded.encoding, decoded.is_guess)]

    def _charset(self, part: Message) -> str:
        way = str(part.get("content-transfer-encoding", "")).strip().lower()
        written_out = "" if way in _ENCODED else self._manner.charset
        return self._manner.encoding or written_out or str(part.get_content_charset() or "")

    def _best(self, versions: list[list[Words]]) -> list[Words]:
        """Choose of versions the plain one, unless it only points at another."""
        there = [one for one in versions if any(part.text.strip() for part in one)]
        plain = [one for one in there if not any(part.was_page for part in one)]
        if not plain:
            return there[-1] if there else []
        longest = max(map(_length, there))
        is_stub = _length(plain[0]) < _STUB and longest > _TIMES * _length(plain[0])
        return there[-1] if is_stub else plain[0]


def unwrapped(text: str, *, joined: bool) -> str:
    """Give a flowed text with its lines joined that a program had wrapped (RFC 3676).

    With `joined` the space that ends such a line was put there for it only.
    """
    made: list[list[str]] = []
    goes_on, before = False, 0
    for line in text.split("\n"):
        match = _DEPTH.match(line)
        depth = match.end() if match else 0
        words = line[depth:].removeprefix(" ")
        if goes_on and depth == before and words not in ("", "-- "):
            if joined:
                made[-1][-1] = made[-1][-1].removesuffix(" ")
            made[-1].append(words)
        else:
            made.append([">" * depth + (" " if depth and words else "") + words])
        goes_on, before = words.endswith(" ") and words != "-- ", depth
    return "\n".join(map("".join, made))


def _page(data: bytes, charset: str) -> Words:
    """Give all that a part shows which is written as a web page."""
    from factcheck.readers.fragments import text_of

    declared = _DECLARED.search(data, 0, _HEAD)
    decoded = in_charset(data, charset or (declared[1].decode() if declared else ""))
    text = text_of(decoded.text)
    return Words(text, decoded.encoding, decoded.is_guess and bool(text), was_page=True)


def _is_read(part: Message, kind: str, *, is_root: bool) -> bool:
    """Say whether a part is words of the message, and nothing that is attached to it."""
    if kind.startswith("multipart/") or (is_root and kind.startswith("text/")):
        return True  # a multipart without parts is one whose ends nobody finds
    said = " ".join(str(part.get(name, "")) for name in ("content-disposition", "content-type"))
    is_attached = _NAMED.search(said) or _ATTACHED.match(said)
    return kind in ("text/plain", "text/html") and not is_attached


def _root(part: Message, parts: list[Message]) -> list[Message]:
    """Give the one that shows the others, of parts that belong to one: as named, else the first."""
    named = str(part.get_param("start", "")).strip("<> ")
    chosen = [
        one for one in parts if named and str(one.get("content-id", "")).strip("<> ") == named
    ]
    return (chosen or parts)[:1]


def _length(parts: list[Words]) -> int:
    return sum(len(part.text.strip()) for part in parts)
