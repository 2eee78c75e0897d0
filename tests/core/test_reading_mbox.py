"""Mailboxes: where messages begin, how they are named, and that one bad one harms no other."""

import io
from collections.abc import Iterator
from email.message import Message
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.mail.headers import Headers, headers_of
from factcheck.mail.messages import LARGEST_MESSAGE
from factcheck.project import Project
from factcheck.readers import Asked, Reading, Unread, mbox
from tests.core.foreign_files import articles_or_sentence, read_all, refused
from tests.core.written import message

ABOVE = b"From ada@b Mon Feb 21 10:15:00 2022\n"


def mail(n: int, words: str = "The Kremlin denies it.") -> bytes:
    return message(f"{words}\n".encode(), {"Subject": f"Lie {n}", "Message-ID": f"<{n}@b>"})


def box(*mails: bytes, above: bytes = ABOVE) -> bytes:
    return b"".join(above + one + b"\n" for one in mails)


def texts(data: bytes) -> list[str]:
    return [one.article.text for one in read_all("mbox", data) if isinstance(one, Reading)]


def test_each_message_is_an_article_named_by_its_id() -> None:
    found = read_all("mbox", box(mail(1), mail(2, "So does Peskov.")))
    articles = [one.article for one in found if isinstance(one, Reading)]
    assert [(one.source_name, one.title, one.text) for one in articles] == [
        ("a.mbox/<1@b>", "Lie 1", "The Kremlin denies it."),
        ("a.mbox/<2@b>", "Lie 2", "So does Peskov."),
    ]
    assert articles[0].original
    assert articles[0].original.content == mail(1) + b"\n"


def test_without_an_id_its_number_names_a_message() -> None:
    nameless = message(b"No.\n", {"Subject": "A lie"})
    _, second = read_all("mbox", box(mail(1), nameless))
    assert isinstance(second, Reading)
    assert second.article.source_name == "a.mbox/2"


def test_lines_that_begin_alike_begin_no_message_and_lose_their_mark() -> None:
    words = "He wrote:\n\nFrom Moscow with love.\n\n>From here on\n>>From there"
    assert texts(box(mail(1, words), mail(2))) == [
        "He wrote:\n\nFrom Moscow with love.\n\nFrom here on\n>From there",
        "The Kremlin denies it.",
    ]


@pytest.mark.parametrize("above", [ABOVE, b"From - \n", b"From \n", b"From ada@b\r\n"])
def test_the_lines_above_messages_may_be_of_any_program(above: bytes) -> None:
    assert len(texts(b"\xef\xbb\xbf" + box(mail(1), mail(2), above=above))) == 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_mailbox_that_was_saved_as_a_text_in_utf_16_is_read(encoding: str, charset: str) -> None:
    """What its parts say of their charset is of before."""
    kind = {"Content-Type": f"text/plain; charset={charset}", "Content-Transfer-Encoding": "8bit"}
    words = "Zoé said ćao.\rNo\u2028 line.\n"
    first = message(words.encode(), {"Subject": "A lie", "Message-ID": "<1@b>", **kind})
    data = ("\ufeff" + box(first, mail(2)).decode()).encode(encoding)
    found = [one.article for one in read_all("mbox", data) if isinstance(one, Reading)]
    assert [one.source_name for one in found] == ["a.mbox/<1@b>", "a.mbox/<2@b>"]
    plain, _ = texts(box(first.replace(charset.encode(), b"utf-8"), mail(2)))
    assert found[0].text == plain
    assert "Zoé said ćao." in plain
    cut = "\ufeffFrom \ud800".encode(encoding, "surrogatepass")
    assert refused("mbox", cut) == "text.not_in_encoding"


def test_no_empty_line_is_needed_where_the_line_above_is_sure() -> None:
    assert len(texts(ABOVE + mail(1) + ABOVE + mail(2))) == 2


def test_a_bad_message_is_told_and_the_others_are_read(
    sqlite_project: Project, tmp_path: Path
) -> None:
    data = box(mail(1), message(b"\n", {"Subject": "Nothing"}), mail(3))
    assert read_all("mbox", data)[1] == Unread("a.mbox/2", "text.empty")
    (tmp_path / "Inbox").write_bytes(data)
    report = bring_in(sqlite_project, [tmp_path / "Inbox"], Wishes(skip_bad=True))
    assert report.articles == 2
    assert [name for name, _ in report.skipped] == ["Inbox/2"]
    assert {sqlite_project.articles.get(one).reader for one in report.ids} == {"mbox"}


def test_a_message_over_which_a_library_breaks_down_is_told_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaking(message: Message, charset: str) -> Headers:
        if message["Message-ID"] == "<2@b>":
            raise IndexError("of a library")
        return headers_of(message, charset)

    monkeypatch.setattr("factcheck.mail.messages.headers_of", breaking)
    first, second, third = read_all("mbox", box(mail(1), mail(2), mail(3)))
    assert isinstance(first, Reading)
    assert second == Unread("a.mbox/2", "apart.broke", {"why": "IndexError: of a library"})
    assert isinstance(third, Reading)


def test_a_header_that_takes_ages_leaves_out_its_message_alone() -> None:
    parts = "; ".join(f"name*{n}*=a%20b" for n in range(300_000))
    long = message(b"He denies it.\n", {"Subject": "2", "Content-Type": f"text/plain; {parts}"})
    first, second, third = read_all("mbox", box(mail(1), long, mail(3)))
    assert isinstance(first, Reading)
    assert isinstance(second, Unread)
    assert (second.name, second.code) == ("a.mbox/2", "mail.long_header")
    assert isinstance(third, Reading)


def test_what_is_none_is_refused() -> None:
    assert refused("mbox", b"") == "mail.no_mailbox"
    assert refused("mbox", mail(1)) == "mail.no_mailbox"
    assert refused("mbox", b"From here to there.\n\nNo.") == "mail.no_mailbox"


class Endless(io.RawIOBase):
    """A mailbox that never ends, given line by line."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines

    def readline(self, size: int | None = -1, /) -> bytes:
        return next(self._lines, b"")

    def read(self, size: int = -1, /) -> bytes:
        return ABOVE[:size]  # how it begins

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return offset


def test_messages_come_one_by_one_however_many_there_are() -> None:
    def lines() -> Iterator[bytes]:
        while True:
            yield from box(mail(1)).splitlines(keepends=True)

    found = mbox.read(Endless(lines()), Asked("a.mbox"))  # type: ignore[arg-type]  # its lines are enough
    assert len(list(islice(found, 100))) == 100


def test_a_message_that_is_too_large_is_not_held() -> None:
    def lines() -> Iterator[bytes]:
        yield from box(mail(1)).splitlines(keepends=True)
        piece = b"x" * (1 << 20)
        for _ in range(LARGEST_MESSAGE // len(piece) + 50):
            yield piece
        yield from box(mail(2)).splitlines(keepends=True)

    found = list(mbox.read(Endless(lines()), Asked("a.mbox")))  # type: ignore[arg-type]  # as above
    assert [type(one) for one in found] == [Unread]


PIECES = (ABOVE, mail(1), b"\n", b"From - \n", b"From x\n", b">From x\n", b"Subject: x\n", b"\r\n")


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=9), max_size=12))
@settings(max_examples=200)
def test_no_bytes_break_it(pieces: list[bytes]) -> None:
    articles_or_sentence("mbox", ABOVE + mail(0) + b"".join(pieces))
