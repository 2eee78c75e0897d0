"""An article's text as HTML, with its statements underlined and numbered: for the report.

Pure. Statements may overlap in any way, so the text is cut wherever one begins or ends, and each
piece lies in as many marks as statements cover it. Offsets are code points, half-open.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from factcheck.formats.bundle import Part, extent
from factcheck.ids import Id
from factcheck.records import Label, Statement

_STYLES = {"solid": "solid", "dash": "dashed", "dot": "dotted"}
_ROLE = re.compile(r"[a-z][a-z_]{0,40}")
_FIRST_LINE, _NEXT_LINE = 4, 4  # pixels below the letters, and between underlines


def marked_up(part: Part, labels: Mapping[Id, Label]) -> str:
    """Give the text of an article as HTML that stands between two tags."""
    words = part.article.text
    numbers = {one.id: n for n, one in enumerate(part.statements, 1)}
    begins: dict[int, list[Statement]] = {}
    ends: dict[int, list[Statement]] = {}
    for one in part.statements:
        for span in one.content:
            begins.setdefault(span.start, []).append(one)
            ends.setdefault(span.end, []).append(one)
    dim = sorted(part.article.furniture)
    cuts = {0, len(words), *begins, *ends, *(edge for stretch in dim for edge in stretch)}
    pieces: list[str] = []
    active: dict[Id, Statement] = {}
    in_order = sorted(cut for cut in cuts if 0 <= cut <= len(words))
    furniture = _Furniture(dim)
    for start, end in zip(in_order, [*in_order[1:], len(words)], strict=True):
        pieces += _ended(ends.get(start, ()), active, start, numbers)
        for one in begins.get(start, ()):
            active[one.id] = one
            if start == extent(one)[0]:
                pieces.append(f'<a id="t{one.id}"></a>')
        if start < end:
            # A bare CR would be read as a line's end.
            inner = escape(words[start:end], quote=False).replace("\r", "&#13;")
            if furniture.covers(start):
                inner = f'<span class="furniture">{inner}</span>'
            pieces.append(_in_marks(inner, active.values(), labels))
    return "".join(pieces)


def role(name: str, otherwise: str = "accent") -> str:
    """Give the name of a color if it can be one: labels may come from anybody."""
    return name if _ROLE.fullmatch(name) else otherwise


def _ended(
    ending: Iterable[Statement], active: dict[Id, Statement], at: int, numbers: Mapping[Id, int]
) -> Iterator[str]:
    for one in ending:
        active.pop(one.id, None)
        if at == extent(one)[1]:
            yield f'<sup><a href="#s{one.id}">{numbers[one.id]}</a></sup>'


def _in_marks(inner: str, active: Iterable[Statement], labels: Mapping[Id, Label]) -> str:
    for depth, one in enumerate(active):
        label = labels[one.label]
        color, style = role(label.color), _STYLES.get(label.underline, "solid")
        offset = _FIRST_LINE + _NEXT_LINE * depth
        tint = "" if depth else f" background: var(--{color}_tint, transparent);"
        inner = (
            f'<mark style="text-decoration-color: var(--{color}); '
            f'text-decoration-style: {style}; text-underline-offset: {offset}px;{tint}">'
            f"{inner}</mark>"
        )
    return inner


class _Furniture:
    """Which stretches are no prose, asked in the order of the text."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._rest = list(stretches)[::-1]

    def covers(self, at: int) -> bool:
        """Say whether a place lies in one; places come in order."""
        while self._rest and self._rest[-1][1] <= at:
            self._rest.pop()
        return bool(self._rest) and self._rest[-1][0] <= at
