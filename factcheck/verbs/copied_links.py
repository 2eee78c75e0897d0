"""Links between statements, made anew between those that stand for them in a layer.

A copy names its original. What the layer has already is not linked again. It builds edits and
records none.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from factcheck import models
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.queries.link_rows import load_links
from factcheck.records import Link
from factcheck.store.database import Database
from factcheck.store.lots import lots

_l = models.link.c


def copied_links(
    database: Database, links: Iterable[Link], stands: Mapping[Id, Id], layer: Id
) -> list[Edit]:
    """Give the edits that copy links of which something stands for both ends."""
    directed = {
        row[0]: row[1]
        for row in database.rows(select(models.link_type.c.id, models.link_type.c.directed))
    }
    wanted = [one for one in links if one.source in stands and one.target in stands]
    there = {
        (one.type, one.source, one.target)
        for lot in lots({stands[end] for one in wanted for end in (one.source, one.target)})
        for one in load_links(database, _l.annotator == layer, _l.source.in_(lot))
    }
    edits: list[Edit] = []
    for one in wanted:
        ends = stands[one.source], stands[one.target]
        if not directed[one.type]:
            ends = min(ends), max(ends)
        if ends[0] != ends[1] and (one.type, *ends) not in there:
            there.add((one.type, *ends))
            edits += _copied(one, ends, layer)
    return edits


def _copied(original: Link, ends: tuple[Id, Id], layer: Id) -> list[Edit]:
    made = Id.new()
    fields: dict[str, Value] = {
        "type": original.type,
        "source": ends[0],
        "target": ends[1],
        "annotator": layer,
        "contradiction_kind": original.contradiction_kind,
        "rationale": original.rationale,
        "confidence": original.confidence,
    }
    derivation: dict[str, Value] = {"record": made, "role": "derived_from", "position": 0}
    return [
        inserted("link", made, fields),
        inserted("derivation", Id.new(), {**derivation, "target": original.id}),
    ]
