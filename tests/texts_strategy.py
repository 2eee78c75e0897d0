"""Texts that break naive code: what articles may hold, for every property test of this project.

`texts()` are texts as the project stores them (no NUL, no lone surrogate); `raw_texts()` may hold
NUL too; `texts_with_span()` adds a range of at least one code point.
"""

import random

from hypothesis import strategies as st

PIECES = (
    "The Kremlin rejects the “absolute lie”. ",
    "Mr. Putin, ",
    'U.S. officials said: "fake" ',
    "‘hit list’",
    "« c'est faux »",
    "„Nein“",
    "atrocitieshe",
    "spiesPolish",
    "cafe\u0301",
    "café",
    "İstanbul",
    "ΟΔΥΣΣΕΥΣ",
    "Łódź",
    "straße",
    "so\u00adft",
    "a\u200bb\u200cc\u200dd\u2060e",
    "\ufeff",
    "\u00a0",
    "\u202f",
    " ",
    "  ",
    ",",
    ".",
    "…",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\n\n",
    "\r",
    "\t",
    "\u2028",
    "\u2029",
    "\u0085",
    "\x0b",
    "\x0c",
    "\ufdd0",
    "\ufffc",
    "\ufffd",
    "😀",
    "👨‍👩‍👧",
    "👍🏽",
    "🇺🇦🇷🇺",
    "❤️",
    "𝔘𝔫𝔦",
    "\U000e0041",
    "שלום",
    "مرحبا، بالعالم.",
    "\u202eevil\u202c",
    "北京市长说。",
    "がか\u3099",
    "한국\u1112\u1161\u11ab",
    "कि",
    "ﬁﷺ",
)

_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def texts(*, min_pieces: int = 0, max_pieces: int = 12) -> st.SearchStrategy[str]:
    """Texts of nasty pieces and of arbitrary characters, mixed."""
    piece = st.one_of(st.sampled_from(PIECES), st.text(_CHARACTERS, min_size=1, max_size=6))
    return st.lists(piece, min_size=min_pieces, max_size=max_pieces).map("".join)


def raw_texts() -> st.SearchStrategy[str]:
    """Texts as a decoder may hand them over: NUL included."""
    return st.lists(st.one_of(texts(max_pieces=4), st.just("\0")), max_size=5).map("".join)


@st.composite
def texts_with_span(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a range of it, in code points, half-open, never empty."""
    text = draw(texts(min_pieces=1))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text and up to three sorted ranges of it that do not touch."""
    text = draw(texts(min_pieces=2))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, pairs


def long_text(length: int, seed: int = 0) -> str:
    """A reproducible text of nasty pieces with at least this many code points."""
    pick = random.Random(seed)
    pieces: list[str] = []
    total = 0
    while total < length:
        pieces.append(pick.choice(PIECES))
        total += len(pieces[-1])
    return "".join(pieces)
