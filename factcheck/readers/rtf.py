"""Rich text (.rtf): its words with tables and notes, without what is hidden, struck out or a look.

Bytes are decoded as their font says; what is written twice, for old programs and for new ones, is
read once. Pictures and objects are passed over, nothing in them is run.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.prose.decode import REPLACEMENT
from factcheck.readers import Asked, Reading
from factcheck.readers.described import Properties, bytes_of, described
from factcheck.readers.flow import SYMBOLS, Flow, Notes
from factcheck.readers.rtf_fonts import BASES, SYMBOL, SYMBOL_BASE, of_page, of_set
from factcheck.readers.rtf_tables import Part
from factcheck.readers.rtf_words import CLOSE, OPEN, Word, is_rtf, words_of

NAME = "rtf"
_DEEPEST = 5_000
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "~": "\u00a0",
    "_": "\u2011",
    "-": "\u00ad",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})
# Groups whose words are of the text, though they begin by a sign that means they may be skipped.
_KEPT = frozenset({"shpinst", "footnote", "ud", "shptxt", "fldrslt", "do", "dptxbxtext"})
_UNSEEN = frozenset(
    {
        *("colortbl", "stylesheet", "pict", "objdata", "nonshppict", "shprslt", "sp", "upr"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("fldinst", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc"),
        *("rxe", "txe", "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "atndate"),
        *("nonesttables", "filetbl", "revtbl", "listtable", "listoverridetable", "generator"),
        *("fname", "template", "private", "mmathPict", "operator", "company", "doccomm"),
        *("manager", "category", "hlinkbase", "comment", "printim", "buptim"),
    }
)
_ITEMS = frozenset({"listtext", "pntext"})
_BOXES = frozenset({"shptxt", "dptxbxtext"})
_SAID = frozenset({"title", "author", "subject", "keywords", "creatim", "revtim"})
_MOMENT = ("yr", "mo", "dy", "hr", "min")


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a rich text; raise BadInput where it is none, nested too deeply, or has no text."""
    data = bytes_of(stream)
    if not is_rtf(data):
        raise BadInput("reading.damaged")
    body = _Body(asked.encoding)
    for word in words_of(data[data.index(b"{") :]):
        body.take(word)
        if body.is_whole:
            break
    text, furniture = body.result()
    yield described(
        text,
        asked,
        body.properties,
        kind=NAME,
        data=data,
        furniture=furniture,
        notes=tuple(body.notes()),
    )


@dataclass(slots=True)
class _State:
    """What holds in a group, and again after it."""

    part: Part
    into: str = ""  # where words go that are not of the text: of the font table, a title
    is_unseen: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    in_table: bool = False
    skips: int = 1  # bytes that stand for a character which is given by its number, too
    font: int | None = None


class _Body:
    """A rich text as it is walked through."""

    def __init__(self, encoding: str | None) -> None:
        self._given = encoding
        self._base = encoding or "cp1252"
        self._flow, self._notes = Flow(), Notes()
        self._state = _State(Part(self._flow))
        self._outer: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._default_font: int | None = None
        self._bytes = bytearray()
        self._half = ""  # the first half of a character
        self._skipping = 0
        self._opened = self._starred = False  # the word before was "{", was a sign after that
        self._said: dict[str, str] = {}
        self._moments: dict[str, dict[str, int]] = {}
        self._has_remarks = False
        self._replaced = False
        self.is_whole = False

    def take(self, word: Word) -> None:
        """Go on by a word."""
        if not word.name:
            self._take_bytes(word)
            return
        self._settle()
        self._skipping = 0
        opened, self._opened = self._opened, word is OPEN
        starred, self._starred = self._starred, opened and word.name == "*"
        if word is OPEN:
            self._begin()
        elif word is CLOSE:
            self._end()
        elif word.name != "*":
            self._control(word, is_starred=starred)

    def result(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """Give the text and its furniture."""
        self._settle()
        for state in reversed([*self._outer, self._state]):
            state.part.close()
        self._notes.append_to(self._flow)
        return self._flow.result()

    def notes(self) -> Iterator[str]:
        """Give the codes of what the report must say."""
        if self._has_remarks:
            yield "remarks_left_out"
        if self._replaced:
            yield "characters_replaced"
        if not self.is_whole:
            yield "cut_short"

    @property
    def properties(self) -> Properties:
        """What the text says of itself."""
        said = {name: value.strip() for name, value in self._said.items()}
        return Properties(
            title=said.get("title", ""),
            author=said.get("author", ""),
            created=_moment(self._moments.get("creatim", {})),
            modified=_moment(self._moments.get("revtim", {})),
            others={name: said.get(name, "") for name in ("subject", "keywords")},
        )

    def _begin(self) -> None:
        if len(self._outer) >= _DEEPEST:
            raise BadInput("reading.too_deep")
        self._outer.append(self._state)
        self._state = replace(self._state)

    def _end(self) -> None:
        if not self._outer:
            return
        inner, self._state = self._state, self._outer.pop()
        if inner.part is not self._state.part:
            inner.part.close()
        self.is_whole = not self._outer

    def _control(self, word: Word, *, is_starred: bool) -> None:
        state, name = self._state, word.name
        if name == "nestrow":  # stands in a group that old programs pass over
            state.part.end_inner_row()
        elif name == "ud":
            # The same words once more, for programs that know all characters.
            state.is_unseen = len(self._outer) > 1 and self._outer[-2].is_unseen
        elif name in _UNSEEN or (is_starred and name not in _KEPT):
            self._has_remarks = self._has_remarks or name == "annotation"
            state.is_unseen = True
        elif not state.is_unseen:
            self._shown(word)

    def _shown(self, word: Word) -> None:
        state, name, number = self._state, word.name, word.number
        if name in ("fonttbl", "info") or (name in _SAID and state.into == "info"):
            state.into = name
        elif name == "footnote":
            state.part = Part(self._notes.refer(state.part.line))
            state.in_table = False
        elif name in _ITEMS:
            state.part.is_item = True
        elif name in _BOXES:
            state.part = Part(state.part.boxes)
            state.in_table = False
        elif name in BASES:
            self._base = self._given or BASES[name]
        elif number is not None and self._is_of_fonts(name, number):
            return
        elif state.into and number is not None and name in _MOMENT:
            self._moments.setdefault(state.into, {})[name] = number
        elif name in _SIGNS:
            self._put(_SIGNS[name])
        elif name == "u":
            self._put_numbered(number or 0)
        elif not state.into:
            self._look(word)

    def _is_of_fonts(self, name: str, number: int) -> bool:
        """Take a word that says in which encoding bytes are; say whether it was one."""
        state = self._state
        if name == "ansicpg":
            self._base = self._given or of_page(number) or self._base
        elif name == "deff":
            self._default_font = number
        elif name == "f":
            state.font = number
        elif name in ("fcharset", "cpg") and state.into == "fonttbl" and state.font is not None:
            found = of_set(number) if name == "fcharset" else of_page(number)
            if found:
                self._fonts[state.font] = found
        else:
            return False
        return True

    def _look(self, word: Word) -> None:
        """Take a word that ends something, or says how the words after it are shown."""
        state, name = self._state, word.name
        is_on = word.number != 0
        if name in _ENDS:
            state.part.end(in_table=state.in_table)
        elif name == "cell":
            state.part.end_cell()
        elif name == "row":
            state.part.end_row()
        elif name == "nestcell":
            state.part.end_inner_cell()
        elif name in ("intbl", "itap"):
            state.in_table = is_on
        elif name == "pard":
            state.in_table = False
        elif name == "plain":
            state.font, state.is_hidden, state.is_struck = None, False, False
        elif name == "v":
            state.is_hidden = is_on
        elif name == "deleted":
            state.is_struck = is_on
            self._has_remarks = self._has_remarks or is_on
        elif name == "uc":
            state.skips = max(0, word.number or 0)

    def _take_bytes(self, word: Word) -> None:
        self._opened = self._starred = False
        cut = min(self._skipping, len(word.data))
        self._skipping -= cut
        if not self._state.is_unseen:
            self._bytes += word.data[cut:]

    def _settle(self) -> None:
        """Decode the bytes that are held, which make whole characters only together."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        font = self._default_font if self._state.font is None else self._state.font
        encoding = self._given or self._fonts.get(-1 if font is None else font) or self._base
        if encoding == SYMBOL:
            self._put("".join(SYMBOLS.get(SYMBOL_BASE + one, chr(one)) for one in data))
            return
        words = data.decode(encoding, "replace")
        self._replaced = self._replaced or REPLACEMENT in words
        self._put(words)

    def _put_numbered(self, number: int) -> None:
        """Add a character by its number; those beyond the first 65,536 come in two halves."""
        self._skipping = self._state.skips
        unit = number % 0x10000
        if 0xD800 <= unit < 0xDC00:
            self._put("")
            self._half = chr(unit)
        elif 0xDC00 <= unit < 0xE000:
            half, self._half = self._half, ""
            pair = f"{half}{chr(unit)}".encode("utf-16-le", "surrogatepass")
            self._put(pair.decode("utf-16-le", "replace"))
            self._replaced = self._replaced or not half
        else:
            self._put(SYMBOLS.get(unit, chr(unit)))

    def _put(self, words: str) -> None:
        state = self._state
        if self._half:
            self._half, words = "", f"{REPLACEMENT}{words}"
            self._replaced = True
        if state.is_unseen or state.is_hidden or state.is_struck:
            return
        if state.into in _SAID:
            self._said[state.into] = self._said.get(state.into, "") + words
        elif not state.into:
            state.part.line.add(words)


def _moment(found: dict[str, int]) -> str:
    """Give a date out of its numbers as ISO 8601, nothing where it is none."""
    try:
        year, month, day, hour, minute = (found.get(name, 0) for name in _MOMENT)
        when = datetime(year, month, day, hour, minute)  # noqa: DTZ001 - RTF has no zones
    except (ValueError, OverflowError):
        return ""
    return when.isoformat()
