"""The two ways in which WebAnno TSV escapes: in the cells of annotations, and in lines of text.

A cell's characters mean something only where no backslash stands before them, so what divides a
cell is looked for here, before anything is unescaped.
"""

import re

_CELL = re.compile(r"->|[\\\[\]|_;*\t\n]")
_CELL_SAYS = {"\t": "\\t", "\n": "\\n"}
_CELL_BACK = re.compile(r"\\(->|[\\\[\]|_;*tn])")
_BACK = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_TEXT = re.compile("[\x00-\x07\x0e-\x1f\b\t\n\f\r\\\\]")
_TEXT_SAYS = {"\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\b": "\\b", "\\": "\\\\"}
_TEXT_BACK = re.compile("\\\\([tnfrb\\\\\x00-\x07\x0e-\x1f])")
_JAVA_BACK = re.compile(r"\\(u+[0-9A-Fa-f]{4}|[0-3]?[0-7]{1,2}|.)", re.DOTALL)
_SUFFIX = re.compile(r"((?:\\.|[^\\\[\]])*)\[(\d{1,9}(?:_\d{1,9})?)\]", re.DOTALL)
_CHAIN = re.compile(r"((?:\\(?:->|.)|(?!->)[^\\])*)->(\d{1,9})-(\d{1,9})", re.DOTALL)

_JAVA = 1  # the minor version that escapes texts as Java does

NONE = "_"
NULL = "*"


def escaped(value: str) -> str:
    """Give a value as a cell has it; a carriage return, which no cell can have, as a space."""
    value = value.replace("\r\n", "\n").replace("\r", " ")
    return _CELL.sub(lambda m: _CELL_SAYS.get(m[0], f"\\{m[0]}"), value)


def unescaped(cell: str) -> str:
    """Give the value of a cell."""
    return _CELL_BACK.sub(lambda m: _BACK.get(m[1], m[1]), cell)


def divided(cell: str, mark: str) -> list[str]:
    """Divide a cell at a mark, but where it is escaped."""
    parts, begin, at = [], 0, 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 2
        elif cell[at] == mark:
            parts.append(cell[begin:at])
            at += 1
            begin = at
        else:
            at += 1
    return [*parts, cell[begin:]]


def suffixed(cell: str) -> tuple[str, str]:
    """Give a cell without the numbers in brackets at its end, and these."""
    match = _SUFFIX.fullmatch(cell)
    return (match[1], match[2]) if match else (cell, "")


def chained(cell: str) -> tuple[str, int, int] | None:
    """Give the value, chain and place in it of a cell that links an element of a chain."""
    match = _CHAIN.fullmatch(cell)
    return (match[1], int(match[2]), int(match[3])) if match else None


def text_escaped(line: str) -> str:
    """Give a line of text as the file has it."""
    return _TEXT.sub(lambda m: _TEXT_SAYS.get(m[0], f"\\{m[0]}"), line)


def text_unescaped(line: str, *, minor: int) -> str:
    """Give a line of text as files of version 3.`minor` have it: 3.0 as it is, 3.1 as in Java."""
    if minor < _JAVA:
        return line
    if minor == _JAVA:
        return _JAVA_BACK.sub(_java, line)
    return _TEXT_BACK.sub(lambda m: _BACK.get(m[1], m[1]), line)


def _java(match: re.Match[str]) -> str:
    said = match[1]
    if said[0] == "u" and len(said) > 4:
        return chr(int(said.lstrip("u"), 16))
    return chr(int(said, 8)) if said.isdigit() else _BACK.get(said, said)
