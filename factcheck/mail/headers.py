"""Headers of messages as people read them: names, subjects, days.

What is written by the rules for other letters than ASCII is decoded, and what breaks these rules as
far as it makes sense; nothing in a header can make it fail. It knows no bodies.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from quopri import decodestring

from factcheck.mail.charsets import in_charset
from factcheck.prose import edtf
from factcheck.records import Date

_LONGEST = 20_000
_ENCODED = re.compile(r"=\?([^?\s]{1,40})\?([bqBQ])\?([^?]*)\?=")
_GAP = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,40}\?[bqBQ]\?)")
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Headers:
    """What of a message's headers is worth keeping; "" where it does not say."""

    subject: str
    author: str
    sender: str
    message_id: str
    in_reply_to: str
    date: Date | None


def headers_of(message: Message, charset: str = "") -> Headers:
    """Read the headers of a message, whose letters are in a charset, or in that of its words."""
    raw, charset = _raw(message), charset or str(message.get_content_charset() or "")
    whole = said(raw.get("from", ""), charset)
    name, address = (said(one, charset) for one in _name_and_address(raw.get("from", "")))
    sender = " ".join(filter(None, (name, f"<{address}>" if address else "")))
    return Headers(
        subject=said(raw.get("subject", ""), charset),
        author=name.strip("\"' ") or address or whole,
        sender=sender or whole,
        message_id=_id(raw.get("message-id", "")),
        in_reply_to=_id(raw.get("in-reply-to", "")),
        date=day_of(raw.get("date", "")),
    )


def said(value: str, charset: str = "") -> str:
    """Give a header's value in its letters, on one line; `charset` is that of the message."""
    joined = _GAP.sub(r"\1", value[:_LONGEST])
    return _WHITE.sub(" ", "".join(_pieces(joined, charset))).strip()


def day_of(value: str) -> Date | None:
    """Give the moment of a message, with its zone where it states one, as its header has it."""
    try:
        written = parsedate_to_datetime(value[:200]).isoformat(timespec="seconds")
    except (TypeError, ValueError, IndexError, OverflowError):
        return None  # no day that any calendar has
    when = written if edtf.is_valid(written) else written[:10]
    return Date(when, said(value), "stated") if edtf.is_valid(when) else None


def _name_and_address(value: str) -> tuple[str, str]:
    try:
        return parseaddr(value[:_LONGEST])
    except RecursionError:  # over remarks in remarks
        return "", ""


def _raw(message: Message) -> dict[str, str]:
    """Give the first header of each name, as it stands."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), str(value))
    return found


def _id(value: str) -> str:
    return said(value).split(" ")[0]


def _pieces(value: str, of_message: str) -> Iterator[str]:
    """Give what is encoded and what is not; parts of one encoding are joined before decoding."""
    at, held, charset = 0, b"", ""
    for match in _ENCODED.finditer(value):
        plain = value[at : match.start()]
        at = match.end()
        if held and (plain or match[1].lower() != charset):
            yield _short(held, charset)
            held = b""
        if plain:
            yield _unencoded(plain, of_message)
        charset = match[1].lower().partition("*")[0]
        held += _bytes(match[2], match[3])
    if held:
        yield _short(held, charset)
    yield _unencoded(value[at:], of_message)


def _bytes(how: str, encoded: str) -> bytes:
    data = encoded.encode("utf-8", "surrogateescape")
    if how in "qQ":
        return decodestring(data, header=True)
    try:
        return binascii.a2b_base64(data + b"==")
    except binascii.Error:
        return data


def _unencoded(value: str, of_message: str) -> str:
    """Give what is not encoded; bytes that are no ASCII are most likely like those below."""
    return (
        value if value.isascii() else _short(value.encode("utf-8", "surrogateescape"), of_message)
    )


def _short(data: bytes, charset: str) -> str:
    """Decode bytes that are too few to guess from."""
    for name in (charset, "utf-8", "iso-8859-1"):
        found = in_charset(data, name)
        if name and not found.is_guess:
            return found.text
    return data.decode("latin-1")
