"""A message becomes an article; those that it passes on whole become articles of their own.

Its own headers and words are `headers`' and `bodies`' business; which of its words are somebody
else's is `quoting`'s. Bytes come from whoever split them off: a file, or one of many in a mailbox.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser

from factcheck.errors import BadInput
from factcheck.mail.bodies import DEEPEST, Found, Manner, Words, words_of
from factcheck.mail.headers import Headers, headers_of
from factcheck.mail.quoting import furniture
from factcheck.prose.decode import LARGEST
from factcheck.prose.layout import guess
from factcheck.prose.stretches import united
from factcheck.readers import Asked, Reading, Unread
from factcheck.records import NewArticle, Original

#: Bytes of one message with all that is attached to it.
LARGEST_MESSAGE = 100 * 1024 * 1024
MOST_WITHIN = 1_000
_LONGEST_NAME = 300
_LONGEST_HEADER = 20_000  # of those that say how to read a part
#: By what a text in UTF-16 begins.
WIDE = (BOM_UTF16_LE, BOM_UTF16_BE)
_LEFT_OUT = "attachments_left_out"  # the code of the note on what is attached
_KNOWN = ("from", "date", "subject", "message-id", "received", "to", "return-path", "content-type")
# The line that mailboxes set above each message, and some programs leave there.
_ABOVE = re.compile(rb"(?:\xef\xbb\xbf)?(?:>?From [^\r\n]*)?[\r\n]*")


def articles_of(
    data: bytes, asked: Asked, *, reader: str, number: int | None = None, charset: str = ""
) -> Iterator[Reading | Unread]:
    """Give the article of a message, and those of messages in it, named below it.

    `number` is its place in a mailbox, `charset` that of what is written out in it, where that is
    known, whatever its parts say. Raises BadInput where it is no message, is encrypted, or
    has no words.
    """
    if len(data) > LARGEST_MESSAGE:
        raise BadInput("reading.too_large", largest=LARGEST_MESSAGE // 2**20)
    original = Original.of(data)
    data, told = _in_bytes(data)
    charset = charset or told
    message = _parsed(data[_end_of_line_above(data) :])
    if not any(name in message for name in _KNOWN):
        raise BadInput("mail.none")
    manner = Manner(asked.encoding, charset)
    found, headers = Found(), headers_of(message, charset)
    words = words_of(message, found, manner)
    name = asked.uri or asked.name
    if number is not None:
        name = below(asked.name, headers.message_id or str(number))
    if words.text.strip():
        yield _Article(words, headers, original, reader).reading(name, asked, found)
    elif not found.messages:
        raise BadInput("mail.only_attachments" if found.attachments else "text.empty")
    yield from _Within(asked, manner, original, reader).of(found.messages, name)


def below(name: str, part: str) -> str:
    """Give the source name of a part of something."""
    return f"{name}/{' '.join(part.split())[:_LONGEST_NAME]}"


@dataclass(frozen=True, slots=True)
class _Within:
    """What is known of a message that passes on others."""

    asked: Asked
    manner: Manner
    original: Original
    reader: str

    def of(self, messages: list[Message], name: str) -> Iterator[Reading | Unread]:
        """Give the articles of messages that it passes on, at whatever depth."""
        waiting = [(one, 1) for one in reversed(messages)]
        count = 0
        while waiting:
            message, depth = waiting.pop()
            count += 1
            if count > MOST_WITHIN or depth > DEEPEST:
                yield Unread(name, "reading.too_deep")
                return
            found, called = Found(), below(name, str(count))
            try:
                headers = headers_of(message, self.manner.charset)
                called = below(name, headers.message_id) if headers.message_id else called
                words = words_of(message, found, self.manner)
            except BadInput as error:
                yield Unread.of(called, error)
                continue
            waiting += [(one, depth + 1) for one in reversed(found.messages)]
            if words.text.strip():
                article = _Article(words, headers, self.original, self.reader)
                yield article.reading(called, self.asked, found)


class _AsIs(policy.Compat32):
    """Gives headers as they stand, without the ends of lines in them.

    The newer policies read each by a grammar, which breaks on what is sent every day.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        # What is said in parts is put together by time that grows with the square of them.
        if len(value) > _LONGEST_HEADER and name.lower().startswith("content-"):
            raise BadInput("mail.long_header", name=name, most=_LONGEST_HEADER)
        return "".join(value.splitlines())


def _in_bytes(data: bytes) -> tuple[bytes, str]:
    """Give a message in bytes as it is sent, and the charset of what is written out in it.

    Some programs save a message as a text in UTF-16; what its parts say of theirs is of before.
    """
    if not data.startswith(WIDE):
        return data, ""
    return data.decode("utf-16", "replace").encode("utf-8", "replace"), "utf-8"


def _parsed(data: bytes) -> Message:
    try:
        return BytesParser(policy=_AsIs()).parsebytes(data)
    except RecursionError as error:
        raise BadInput("reading.too_deep") from error


def _end_of_line_above(data: bytes) -> int:
    match = _ABOVE.match(data)
    return match.end() if match else 0


@dataclass(frozen=True, slots=True)
class _Article:
    """What is known of a message that has words."""

    words: Words
    headers: Headers
    original: Original
    reader: str

    def reading(self, name: str, asked: Asked, found: Found) -> Reading:
        """Give the article, with what the report must say of it."""
        text = self.words.text.rstrip()
        if len(text) > LARGEST:
            raise BadInput("text.too_large", largest=LARGEST // 2**20)
        layout = guess(text)
        marked = list(furniture(text, subject=self.headers.subject))
        if self.words.was_page:  # such are made by programs, like pages
            for start, end in layout.furniture:
                marked = united(marked, start, end)
        guesses = {"title": not self.headers.subject, "furniture": bool(marked)}
        article = NewArticle(
            text=text,
            source_name=name,
            title=self.headers.subject or layout.title,
            author=self.headers.author or None,
            published=self.headers.date,
            uri=asked.uri,
            reader=self.reader,
            original=self.original,
            retrieved_on=asked.retrieved_on,
            guessed=frozenset(name for name, is_guess in guesses.items() if is_guess),
            furniture=tuple(marked),
            attributes=self._attributes(found),
        )
        return Reading(article, self.words.encoding, tuple(self._notes(found)))

    def _attributes(self, found: Found) -> dict[str, str]:
        values = {
            "Message-ID": self.headers.message_id,
            "From": self.headers.sender,
            "In-Reply-To": self.headers.in_reply_to,
            "attachments": str(found.attachments or ""),
        }
        return {name: value for name, value in values.items() if value}

    def _notes(self, found: Found) -> Iterator[str]:
        if self.words.is_guess:
            yield "encoding_guessed"
        if found.attachments:
            yield f"{_LEFT_OUT} {found.attachments}"
