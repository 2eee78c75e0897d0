"""Bytes become exactly the characters they mean, or a sentence says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.prose import decode
from tests.texts_strategy import raw_texts, texts

RUSSIAN = "Кремль назвал обвинения ложью. Песков сказал журналистам, что такого списка нет."
FRENCH = "Le président a dénoncé la façon dont étaient menées les négociations à Genève."
PORTUGUESE = (
    "O primeiro-ministro negou as acusações. A oposição não aceitou a explicação e pediu uma "
    "comissão de inquérito."
)
DANISH = (
    "Statsministeren afviste anklagerne på et pressemøde i går. Oppositionen mener, at hun løj om "
    "sagen, og kræver en undersøgelse af forløbet."
)
SPANISH = (
    "El ministro negó las acusaciones. «Es falso», dijo su portavoz en Málaga el miércoles. La "
    "oposición lo acusó de ocultar el informe durante años."
)
POLISH = (
    "Minister zaprzeczył oskarżeniom. Rzecznik powiedział dziennikarzom, że to kłamstwo, i że rząd "
    "złoży skargę w sądzie."
)
CZECH = (
    "Vláda obvinění odmítla. Mluvčí ve středu řekl novinářům, že je to lež a že ministr podá "
    "žalobu na vydavatele listu."
)
HUNGARIAN = (
    "A kormány visszautasította a vádakat. A szóvivő szerdán azt mondta az újságíróknak, hogy ez "
    "hazugság, és a miniszter pert indít a lap ellen."
)


@given(raw_texts())
def test_utf8_is_kept_to_the_character(text: str) -> None:
    stored = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    if not stored.strip() or text.count("\0") * 3 > len(text):
        return
    decoded = decode.decode(text.encode())
    assert decoded.text == stored
    assert decoded.replaced == text.count("\0")
    assert decoded.marked == text.startswith("\ufeff")
    assert decoded.encoding == "utf-8"


@given(texts(), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_a_byte_order_mark_decides_and_goes(text: str, encoding: str) -> None:
    text = f"a{text}"
    decoded = decode.decode(("\ufeff" + text).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.how) == (text, encoding, "mark")


@pytest.mark.parametrize("words", ["an “absolute lie”.", "Putin’s spokesman – who else", "50\xa0€"])
def test_english_with_the_marks_of_windows_is_read_as_such(words: str) -> None:
    decoded = decode.decode(f"He said: {words}\r\n".encode("cp1252"))
    assert decoded.text == f"He said: {words}\r\n"
    assert (decoded.encoding, decoded.notes) == ("cp1252", ("encoding_guessed",))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        *((text, "cp1252") for text in (FRENCH, PORTUGUESE, DANISH, SPANISH)),
        *((text, "cp1250") for text in (POLISH, CZECH, HUNGARIAN)),
    ],
)
def test_what_is_not_utf8_is_guessed_and_said(text: str, encoding: str) -> None:
    decoded = decode.decode(text.encode(encoding))
    assert (decoded.text, decoded.notes) == (text, ("encoding_guessed",))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_known_by_its_latin_letters(encoding: str) -> None:
    decoded = decode.decode(FRENCH.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.how) == (FRENCH, encoding, "guessed")


def test_lone_surrogates_are_replaced_and_counted() -> None:
    decoded = decode.decode("\ufeffa lie".encode("utf-16-le") + b"\x00\xd8" + b"!\0")
    assert decoded.text == "a lie\ufffd!"
    assert decoded.notes == ("characters_replaced",)
    assert decode.clean("a\ud800\0b") == ("a\ufffd\ufffdb", 2)


def test_a_given_encoding_is_obeyed() -> None:
    data = "“lie”".encode("cp1252")
    assert decode.decode(data, encoding="cp1252").text == "“lie”"
    with pytest.raises(BadInput) as caught:
        decode.decode(data, encoding="utf-8")
    assert caught.value.code == "text.not_in_encoding"
    assert caught.value.params["position"] == 0


@pytest.mark.parametrize("encoding", ["klingon", "zip", "hex", "a\0b", ""])
def test_what_is_no_encoding_of_text_is_refused(encoding: str) -> None:
    with pytest.raises(BadInput) as caught:
        decode.decode(b"78", encoding=encoding)
    assert caught.value.code == "text.unknown_encoding"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "text.empty"),
        (b" \r\n", "text.empty"),
        (b"\xef\xbb\xbf", "text.empty"),
        (b"\xff\xfe", "text.empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "text.binary"),
        (bytes(range(256)), "text.binary"),
        (b"name" + b"\0" * 500, "text.binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        decode.decode(data)
    assert caught.value.code == code


def test_what_no_pane_could_show_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "LARGEST", 10)
    with pytest.raises(BadInput) as caught:
        decode.decode(b"eleven byte")
    assert caught.value.code == "text.too_large"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_bad_input(data: bytes) -> None:
    try:
        decoded = decode.decode(data)
    except BadInput:
        return
    assert "\0" not in decoded.text
    decoded.text.encode("utf-8")
