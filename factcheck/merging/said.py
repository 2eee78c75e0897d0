"""What a record and its cells are in words, for reports and lists of conflicts.

It asks for records where they are; it decides nothing.
"""

from collections.abc import Callable, Iterator

from factcheck.ids import Id
from factcheck.journal import Value
from factcheck.merging.cells import CELLS, PARTS, Cell, Record, fields_of_cell, part_fields
from factcheck.merging.draft import REFERENCES
from factcheck.queries.rows import number
from factcheck.texts import has_text, text
from factcheck.verbs.places import shortened

LONG = 90  # characters of a record's name
LONGEST = 500  # and of a version, which is chosen by what it says
Get = Callable[[str, Id], Record | None]
_NAMES = {
    "project": "title",
    "annotator": "name",
    "article": "title",
    "speaker": "name",
    "claim": "proposition",
    "label": "name",
    "link_type": "name",
    "comment": "words",
}


class Said:
    """Says what records are, asking `get` for those that they name."""

    def __init__(self, get: Get) -> None:
        self._get = get

    def record(self, kind: str, record: Id) -> str:
        """Give a record by its name or words."""
        found = self._get(kind, record)
        if found is None:
            return text("merging.gone")
        if kind == "statement":
            return _words(found)
        if kind == "link":
            return text(
                "merging.link",
                type=self._named("link_type", found.fields["type"]),
                words=self._named("statement", found.fields["source"]),
            )
        if kind == "assignment":
            return text(
                "merging.assignment",
                title=self._named("article", found.fields["article"]),
                name=self._named("annotator", found.fields["annotator"]),
            )
        name = _NAMES.get(kind)
        return shortened(str(found.fields[name]), LONG) if name else text(f"merging.kind.{kind}")

    def cell(self, kind: str, name: str, value: Cell) -> str:
        """Give a value of a cell in words."""
        if name in PARTS[kind]:
            return self._parts(name, value) or text("merging.nothing")
        fields = fields_of_cell(kind, name, value)
        targets = dict(REFERENCES[kind])
        said = (
            self._named(targets[field], found) if field in targets else _plain(found)
            for field, found in fields.items()
        )
        return ", ".join(word for word in said if word) or text("merging.nothing")

    def _parts(self, part: str, value: Cell) -> str:
        rows = [part_fields(part, Id(), values) for values in _rows(value)]
        if part == "span":
            rows.sort(key=lambda row: (str(row["role"]) != "content", row["start"]))
            return shortened(" … ".join(str(row["exact"]) for row in rows), LONGEST)
        if part == "reporter":
            rows.sort(key=lambda row: number(row["position"]))
            return " < ".join(self._named("speaker", row["speaker"]) for row in rows)
        words = sorted(", ".join(_plain(v) for v in row.values() if v != b"") for row in rows)
        return shortened("; ".join(words), LONGEST)

    def _named(self, kind: str, value: Value) -> str:
        return self.record(kind, value) if isinstance(value, Id) else ""


def field_name(kind: str, cell: str) -> str:
    """Give what a cell is called."""
    key = f"merging.cell.{cell}"
    assert cell in CELLS[kind] or cell in PARTS[kind]
    return text(key) if has_text(key) else cell.replace("_", " ")


def _words(statement: Record) -> str:
    rows = [r for r in statement.parts.get("span", {}).values() if r["role"] == "content"]
    rows.sort(key=lambda row: number(row["start"]))
    return shortened(" … ".join(str(row["exact"]) for row in rows), LONG)


def _rows(value: Cell) -> Iterator[tuple[Value, ...]]:
    if isinstance(value, frozenset):
        yield from value


def _plain(value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return text("merging.yes") if value else text("merging.no")
    return value.hex()[:8] if isinstance(value, bytes) else shortened(str(value), LONGEST)
