"""Messages: headers as people write them, the words of their parts, what is not their own."""

import base64
from pathlib import Path
from quopri import encodestring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project
from factcheck.readers import Reading, Unread
from factcheck.records import Date
from tests.core.foreign_files import articles_or_sentence, read_all, read_one, refused
from tests.core.written import message, multipart, part

FRENCH = "Le président a dénoncé la façon dont étaient menées les négociations à Genève."
HEAD = {"From": "Ada Byron <ada@example.org>", "Subject": "A lie"}


def read(data: bytes, *, encoding: str | None = None) -> Reading:
    return read_one("eml", data, encoding=encoding)


def furniture(text: str, subject: str = "A lie") -> list[str]:
    article = read(message(text.encode(), {**HEAD, "Subject": subject})).article
    return [article.text[start:end] for start, end in article.furniture]


def test_headers_are_what_an_article_has_to_say_of_itself() -> None:
    head = {
        "Message-ID": "<1@example.org>",
        "In-Reply-To": "<0@example.org>",
        "Date": "Mon, 21 Feb 2022 10:15:00 +0100",
    }
    reading = read(message(b"The Kremlin denies it.\r\n", HEAD | head))
    article = reading.article
    assert (article.title, article.author) == ("A lie", "Ada Byron")
    moment = Date("2022-02-21T10:15:00+01:00", "Mon, 21 Feb 2022 10:15:00 +0100", "stated")
    assert article.published == moment
    assert article.text == "The Kremlin denies it."
    assert article.attributes == {
        "Message-ID": "<1@example.org>",
        "From": "Ada Byron <ada@example.org>",
        "In-Reply-To": "<0@example.org>",
    }
    assert article.guessed == frozenset()
    assert article.source_name == "a.eml"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"=?utf-8?q?N=C3=A9_non?=", "Né non"),
        (b"=?UTF-8?B?w6k=?=\r\n =?utf-8?b?w6k=?= x", "éé x"),
        (b"=?utf-8?b?ww==?= =?utf-8?b?qQ==?=", "é"),
        (b"=?ISO-2022-JP?B?GyRCJSIbKEI=?= =?ISO-2022-JP?B?GyRCJSQbKEI=?=", "アイ"),
        (b"=?nonsense?q?=E9?= =?utf-8?x?a?=", "é =?utf-8?x?a?="),
        ("Né".encode(), "Né"),
        ("Né".encode("cp1252"), "Né"),
        (b"two\r\n lines", "two lines"),
        (b"", "The Kremlin denies it."),
    ],
)
def test_subjects_are_decoded_whoever_wrote_them(raw: bytes, said: str) -> None:
    data = b"Subject: " + raw + b"\r\nFrom: a@b\r\n\r\nThe Kremlin denies it."
    assert read(data).article.title == said


@pytest.mark.parametrize(
    ("raw", "when"),
    [
        ("Mon, 21 Feb 2022 10:15:00 -0000", "2022-02-21T10:15:00"),
        ("21 Feb 22 10:15 EST", "2022-02-21T10:15:00-05:00"),
        ("Mon, 31 Feb 2022 10:15:00 +0100", None),
        ("yesterday", None),
        ("Mon, 21 Feb 2022 10:15:00 +9999", None),
        ("", None),
    ],
)
def test_a_day_is_as_stated_or_none(raw: str, when: str | None) -> None:
    published = read(message(b"No.", HEAD | {"Date": raw})).article.published
    assert (published and published.edtf) == when


@pytest.mark.parametrize(
    ("kind", "data", "text", "encoding"),
    [
        ("text/plain; charset=iso-8859-1", b"\x93No\x94", "“No”", "cp1252"),
        ("text/plain; charset=csISOLatin1", b"\x93No\x94", "“No”", "cp1252"),
        ("text/plain; charset=gb2312", "镕".encode("gb18030"), "镕", "gb18030"),
        ("text/plain; charset=us-ascii", "né".encode(), "né", "utf-8"),
        ("text/plain; charset=nonsense", "né".encode(), "né", "utf-8"),
        ("text/plain; charset=punycode", b"no", "no", "utf-8"),
        ("text/plain", "né".encode(), "né", "utf-8"),
        ("text/plain; charset=utf-8", FRENCH.encode("cp1252"), FRENCH, "cp1252"),
        ("text/x-unheard-of", b"no", "no", "utf-8"),
    ],
)
def test_words_are_decoded_as_said_or_as_they_look(
    kind: str, data: bytes, text: str, encoding: str
) -> None:
    reading = read(part(data, {**HEAD, "Content-Type": kind}))
    assert (reading.article.text, reading.encoding) == (text, encoding)
    assert ("encoding_guessed" in reading.notes) == (text == FRENCH)
    assert read(part(b"\xcd\xe5\xf2", HEAD), encoding="cp1251").article.text == "Нет"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "us-ascii"])
@pytest.mark.parametrize("way", ["8bit", "quoted-printable", "base64"])
def test_a_message_that_was_saved_as_a_text_in_utf_16_is_read(
    encoding: str, charset: str, way: str
) -> None:
    kind = "utf-8" if charset == "us-ascii" else charset
    inner = FRENCH.encode(kind)
    encoded = {
        "8bit": FRENCH,
        "quoted-printable": encodestring(inner).decode(),
        "base64": base64.encodebytes(inner).decode(),
    }[way]
    kinds = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {way}"
    head = f"From: Zoé <z@example.org>\r\nSubject: Négociations\r\n{kinds}\r\n\r\n"
    data = f"\ufeff{head}{encoded}".encode(encoding)
    article = read(data).article
    assert (article.title, article.author) == ("Négociations", "Zoé")
    assert article.text == FRENCH
    assert article.original is not None
    assert article.original.content == data


def test_a_header_that_no_mail_needs_is_not_put_together() -> None:
    parts = "; ".join(f"name*{n}*=a%20b" for n in range(2_000))
    said = f"text/plain; {parts}"
    assert refused("eml", message(b"He denies it.", {**HEAD, "Content-Type": said})) == (
        "mail.long_header"
    )
    odd = part(b"He denies it.", {"Content-Type": "text/plain", "Content-Disposition": said})
    inner = message(multipart("mixed", odd), {"Subject": "Within"})
    outer = part(inner, {"Content-Type": "message/rfc822"})
    found = read_all("eml", message(multipart("mixed", part(b"See below."), outer), HEAD))
    assert [one.code for one in found if isinstance(one, Unread)] == ["mail.long_header"]
    assert [one.article.text for one in found if isinstance(one, Reading)] == ["See below."]


def test_transfer_encodings_and_flowed_lines_are_undone() -> None:
    text = "“No”, the Kremlin says, and says it again and again and again and again.\n"
    quoted = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "quoted-printable",
    }
    assert read(part(encodestring(text.encode()), HEAD | quoted)).article.text == text.strip()
    packed = quoted | {"Content-Transfer-Encoding": "base64"}
    data = base64.encodebytes(text.encode())
    assert read(part(data, HEAD | packed)).article.text == text.strip()
    flowed = b"The Kremlin \nsays no. \n\n> What \n> of it?\n>> A \n> lie\n From here \n-- \nAda"
    kind = {"Content-Type": "text/plain; format=flowed"}
    expected = "The Kremlin says no. \n\n> What of it?\n>> A \n> lie\nFrom here \n-- \nAda"
    assert read(part(flowed, HEAD | kind)).article.text == expected
    kind = {"Content-Type": "text/plain; format=flowed; delsp=yes"}
    assert read(part("发言 \n人".encode(), HEAD | kind)).article.text == "发言人"


def test_the_plain_one_of_several_versions_is_taken() -> None:
    plain, page = part(b"The Kremlin says no."), part(b"<p>The <b>Kremlin</b> says no!</p>", HTML)
    both = multipart("alternative", plain, page)
    assert read(message(both, HEAD)).article.text == "The Kremlin says no."
    related = multipart("related", page, part(b"GIF89a", {"Content-Type": "image/gif"}))
    reading = read(message(multipart("alternative", plain, related), HEAD))
    assert (reading.article.text, reading.notes) == ("The Kremlin says no.", ())


HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_of_parts_that_hang_together_the_one_that_is_named_is_read() -> None:
    parts = [part(b"A picture's words.", {"Content-ID": "<1@x>"})]
    parts.append(part(b"The Kremlin denies it.", {"Content-ID": "<2@x>"}))
    data = message(multipart("related", *parts), HEAD)
    assert read(data).article.text == "A picture's words."
    named = data.replace(b"multipart/related;", b'multipart/related; start="<2@x>";', 1)
    assert named != data
    assert read(named).article.text == "The Kremlin denies it."


def test_a_page_is_read_where_there_is_no_plain_version_or_it_only_says_so() -> None:
    page = part("<p>“No”, he said.</p><script>alert(1)</script><p>Never.</p>".encode(), HTML)
    assert read(message(page, HEAD)).article.text == "“No”, he said.\n\nNever."
    above = '<div style="color:red; Display : none">Not shown.</div><p hidden>Nor this.</p>'
    shown = '<p style="display:block">Shown.</p>'
    assert read(message(part((above + shown).encode(), HTML), HEAD)).article.text == "Shown."
    long = part(f"<p>{'The Kremlin says no. ' * 20}</p>".encode(), HTML)
    stub = part(b"Your program cannot show this message.")
    text = read(message(multipart("alternative", stub, long), HEAD)).article.text
    assert text.startswith("The Kremlin says no.")


def test_attachments_are_left_aside_and_counted(sqlite_project: Project, tmp_path: Path) -> None:
    named = {"Content-Type": 'text/plain; name="../../etc/passwd"'}
    attached = {"Content-Type": "text/plain", "Content-Disposition": "attachment"}
    picture = {"Content-Type": "image/png", "Content-Transfer-Encoding": "base64"}
    parts = (part(b"The Kremlin says no."), part(b"x", named), part(b"y", attached))
    (tmp_path / "a.eml").write_bytes(
        message(multipart("mixed", *parts, part(b"eA==", picture)), HEAD)
    )
    report = bring_in(sqlite_project, [tmp_path / "a.eml"])
    assert sqlite_project.articles.text(report.ids[0]) == "The Kremlin says no."
    assert "a.eml (3)" in report.notes[0]
    assert sqlite_project.articles.get(report.ids[0]).attributes["attachments"] == "3"


def test_a_message_that_is_passed_on_whole_is_an_article_of_its_own() -> None:
    inner = message(b"The Kremlin says no.", {**HEAD, "Message-ID": "<2@b>"})
    passed = part(inner, {"Content-Type": "message/rfc822"})
    whole = message(multipart("mixed", part(b"See below."), passed), {"Subject": "Fwd: A lie"})
    outer, forwarded = read_all("eml", whole)
    assert isinstance(outer, Reading)
    assert isinstance(forwarded, Reading)
    assert (outer.article.title, outer.article.text) == ("Fwd: A lie", "See below.")
    assert forwarded.article.source_name == "a.eml/<2@b>"
    assert (forwarded.article.title, forwarded.article.author) == ("A lie", "Ada Byron")
    only = read(message(multipart("mixed", passed), {"Subject": "Fwd"}))
    assert only.article.source_name == "a.eml/<2@b>"
    digest = multipart("digest", part(inner), part(inner.replace(b"<2@b>", b"<3@b>")))
    names = [
        one.article.source_name
        for one in read_all("eml", message(digest, HEAD))
        if isinstance(one, Reading)
    ]
    assert names == ["a.eml/<2@b>", "a.eml/<3@b>"]


def test_quotations_signatures_and_what_lists_add_are_furniture() -> None:
    quoted = "On Monday, Ben <b@c> wrote:\n> Is there a list?\n>\n> Ben"
    signed = "-- \nAda\nLondon"
    assert furniture(f"No.\n\n{quoted}\n\nReally not.\n{signed}") == [quoted, signed]
    wrapped = (
        "No.\n\nOn Mon, Feb 21, 2022 at 10:15 AM Ben Babbage\n<ben@example.org> wrote:\n\n> List?"
    )
    assert furniture(wrapped) == [wrapped.partition("\n\n")[2]]
    line = "_" * 47
    listed = f"No.\n\n{line}\nLies mailing list\nlies@example.org"
    assert furniture(listed) == [listed.partition("\n\n")[2]]


def test_what_an_answer_repeats_without_marks_is_furniture_and_what_is_passed_on_is_not() -> None:
    text = "No.\n\n-----Original Message-----\nFrom: Ben\nIs there a list?"
    assert furniture(text, "Re: A lie") == [text.partition("\n\n")[2]]
    assert furniture(text, "FW: A lie") == []
    bare = "No.\n\nOn Monday, Ben wrote:\n\nIs there a list?"
    assert furniture(bare, "AW: A lie") == [bare.partition("\n\n")[2]]


def test_a_quotation_below_all_that_was_written_is_looked_for_once() -> None:
    text = "On Monday, Ben wrote:\n" * 40_000 + "> a lie\n"
    assert furniture(text, "Re: A lie")[-1].endswith("> a lie")


def test_remarks_in_remarks_are_no_name() -> None:
    deep = message(b"No.", {**HEAD, "From": "(" * 5_000})
    assert read(deep).article.text == "No."


def test_a_message_is_not_all_furniture() -> None:
    assert furniture("> The Kremlin says no.") == []
    assert furniture("-- \nAda") == []


def test_what_programs_leave_above_a_message_is_no_part_of_it() -> None:
    data = message(b"No.\n", HEAD)
    assert read(b"From ada@b Mon Feb 21 10:15:00 2022\n" + data).article.title == "A lie"
    emlx = b"%d\n%s<?xml version='1.0'?><plist/>" % (len(data), data)
    assert read(emlx).article.text == "No."


NESTED = message(b"no", HEAD)
for _ in range(30):
    NESTED = message(multipart("mixed", NESTED), HEAD)
MANY = message(multipart("mixed", *[part(b"no")] * 1_001), HEAD)
LOCKED = message(part(b"x", {"Content-Type": "application/pkcs7-mime"}), HEAD)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "mail.none"),
        (b"No message at all.", "mail.none"),
        (message(b"", HEAD), "text.empty"),
        (message(part(b"x", {"Content-Type": "image/png"}), HEAD), "mail.only_attachments"),
        (LOCKED, "mail.encrypted"),
        (NESTED, "reading.too_deep"),
        (MANY, "reading.too_deep"),
    ],
)
def test_what_holds_no_words_is_refused_by_a_sentence(data: bytes, code: str) -> None:
    assert refused("eml", data) == code


def test_of_messages_within_one_bad_ones_are_told() -> None:
    passed = [
        part(one, {"Content-Type": "message/rfc822"}) for one in (LOCKED, message(b"No.", HEAD))
    ]
    bad, good = read_all("eml", message(multipart("mixed", *passed), HEAD))
    assert bad == Unread("a.eml/1", "mail.encrypted")
    assert isinstance(good, Reading)


HEADERS = (
    "From: a@b\nFrom: =?x?q?\nSubject: =?utf-8?b?=\nDate: 99 99\nContent-Type: multipart/mixed\n"
    "Content-Type: multipart/alternative; boundary=x\nContent-Type: message/rfc822\n"
    "Content-Type: text/html; charset=\nContent-Type: text/plain; charset*=utf-8''x\n"
    "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: quoted-printable\n--x\n--x--\n"
    "Message-ID: <a b\n> quoted\n-- \nOn x wrote:\n"
)
lines = st.sampled_from(HEADERS.split("\n")).map(str.encode) | st.binary(max_size=12)


@given(st.lists(lines, max_size=25), st.sampled_from([b"\n", b"\r\n"]))
@settings(max_examples=300)
def test_no_lines_break_it(parts: list[bytes], end: bytes) -> None:
    articles_or_sentence("eml", b"Subject: x" + end + end.join(parts))
