"""The rows of a batch: how texts come with it, how all of it goes, and what refers into it.

It works inside a transaction of the journal's; when and in what portions is `batches.py`'s.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Connection,
    FromClause,
    Table,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
    text,
    update,
)

from factcheck import models as m
from factcheck.ids import Id
from factcheck.index.keep import INDEXED, drop_texts, index_texts, refresh
from factcheck.journal import Writer
from factcheck.journal.standing import UNIQUE, UPWARD, is_twin
from factcheck.prose.passages import Passage
from factcheck.store.database import visible
from factcheck.store.lots import lots


@dataclass(frozen=True, slots=True)
class NewText:
    """A text ready to be kept: hashed and cut before any lock is taken.

    `original` is the sha256, the compressed bytes and the length of what it was read from, where
    that is kept.
    """

    sha256: bytes
    characters: str
    passages: Sequence[Passage]
    original: tuple[bytes, bytes, int] | None = None


def add_texts(connection: Connection, texts: Sequence[NewText]) -> None:
    """Keep and index those texts, and keep those originals, that are not there yet."""
    new = {new_text.sha256: new_text for new_text in texts}
    for known in _known(connection, m.text, list(new)):
        del new[known]
    if new:
        rows = [
            {"sha256": t.sha256, "characters": t.characters, "length": len(t.characters)}
            for t in new.values()
        ]
        connection.execute(insert(m.text), rows)
        index_texts(connection, [(t.sha256, t.passages) for t in new.values()])
    originals = {t.original[0]: t.original for t in texts if t.original}
    for known in _known(connection, m.original, list(originals)):
        del originals[known]
    if originals:
        rows = [
            {"sha256": sha, "content": content, "length": length}
            for sha, content, length in originals.values()
        ]
        connection.execute(insert(m.original), rows)


# Kinds that have parts.
_BEARING = ("article", "speaker", "statement", "link", "decision")
#: A change of a batch: its position, kind, record, and what that hangs on.
BatchChange = tuple[int, str, Id, Id | None]


def erase(writer: Writer, batch: int, rows: Sequence[BatchChange]) -> None:
    """Delete records that a batch brought, by its changes, and these.

    With a record goes all that hangs on it; what its edits only altered, or who joined, stays,
    and so do the changes that tell of it.
    """
    connection = writer.connection
    named: dict[str, list[Id]] = {}
    for _, kind, record, _ in rows:
        named.setdefault(kind, []).append(record)
    # Parts go with what they hang on; those of a record that was there already stay.
    ids = {kind: _brought(connection, kind, batch, records) for kind, records in named.items()}
    gone = {record for records in ids.values() for record in records}
    wholes = list({owner for _, _, _, owner in rows if owner is not None} - gone)
    gone.update(record for kind in _BEARING for record in _brought(connection, kind, batch, wholes))
    shas = _texts_of(connection, ids.get("article", []))
    for kind in reversed(m.KINDS):
        for lot in lots(ids.get(kind, [])):
            _delete(connection, kind, lot)
    c = m.change.c
    told = (p for p, _, record, owner in rows if record in gone or owner in gone)
    for positions in lots(told):
        connection.execute(delete(m.change).where(c.revision == batch, c.position.in_(positions)))
    for kind in INDEXED:
        for lot in lots(ids.get(kind, [])):
            refresh(connection, kind, lot)
    _drop_unused(connection, shas)


def withdrawn_with(writer: Writer, records: Mapping[str, Collection[Id]]) -> set[int]:
    """Give the withdrawn batches that hold some records, and those that refer to one of these."""
    withdrawn = select(m.revision.c.key).where(m.revision.c.state == text("'withdrawn'"))
    found: set[int] = set()
    for kind, ids in records.items():
        table = m.KINDS[kind]
        for lot in lots(ids):
            held = select(table.c.batch).where(table.c.id.in_(lot), table.c.batch.in_(withdrawn))
            found.update(row[0] for row in writer.read(held.distinct()))
    newest = found
    while newest:
        newest = {
            row[0]
            for kind, column, target in _references()
            for row in writer.read(
                select(m.KINDS[_bearer(kind)].c.batch)
                .select_from(_borne(kind).join(target, m.KINDS[kind].c[column] == target.c.id))
                .where(target.c.batch.in_(newest))
                .where(m.KINDS[_bearer(kind)].c.batch.in_(withdrawn))
                .distinct()
            )
        } - found
        found |= newest
    return found


def loosen(writer: Writer, batch: int) -> None:
    """Let no record of a batch refer to another of its kind, so that they can go in any order."""
    for kind, field in UPWARD:
        table = m.KINDS[kind]
        own = (table.c.batch == batch, table.c[field].is_not(None))
        if writer.read(select(table.c.id).where(*own).limit(1)):
            writer.connection.execute(update(table).where(*own).values({field: None}))


def is_referred_to(writer: Writer, batch: int) -> bool:
    """Say whether a visible record from elsewhere refers to one of this batch."""
    for kind, column, target in _references():
        table, bearer = m.KINDS[kind], m.KINDS[_bearer(kind)]
        elsewhere = or_(bearer.c.batch.is_(None), bearer.c.batch != batch)
        inside = select(target.c.id).where(target.c.batch == batch)
        found = select(table.c.id).select_from(_borne(kind)).where(table.c[column].in_(inside))
        if writer.read(found.where(elsewhere, visible(bearer)).limit(1)):
            return True
    return False


def refers_to_hidden(writer: Writer, batch: int) -> bool:
    """Say whether a record of this batch refers to one that another, hidden batch holds."""
    hidden = select(m.revision.c.key).where(
        m.revision.c.state != text("'published'"), m.revision.c.key != batch
    )
    if not writer.read(hidden.limit(1)):
        return False
    for kind, column, target in _references():
        table, bearer = m.KINDS[kind], m.KINDS[_bearer(kind)]
        found = (
            select(table.c.id)
            .select_from(_borne(kind).join(target, table.c[column] == target.c.id))
            .where(bearer.c.batch == batch, target.c.batch.in_(hidden))
        )
        if writer.read(found.limit(1)):
            return True
    return False


def twins(writer: Writer, batch: int, kind: str) -> list[Id]:
    """Give the records of a batch that are like a visible one, or an earlier one of it."""
    table, (fields, _) = m.KINDS[kind], UNIQUE[kind]
    other = table.alias("other")
    earlier = and_(other.c.batch == batch, other.c.id < table.c.id)
    alike = exists().where(
        is_twin(table, other, fields), table.c.id != other.c.id, or_(visible(other), earlier)
    )
    return [row.id for row in writer.read(select(table.c.id).where(table.c.batch == batch, alike))]


def _references() -> Iterator[tuple[str, str, FromClause]]:
    """Give each field that refers to a record which a batch may hold, owners apart."""
    for kind, table in m.KINDS.items():
        owner = m.OWNERS.get(kind, ("", None))[0] if "batch" not in table.c else ""
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column.table
                if "batch" in target.c and column.name != owner:
                    yield kind, column.name, target.alias("target")


def _bearer(kind: str) -> str:
    """Give the kind of the record with which a kind of row hides: its own or its owner's."""
    if "batch" in m.KINDS[kind].c:
        return kind
    owner = m.OWNERS[kind][1]
    assert owner is not None
    return owner


def _borne(kind: str) -> FromClause:
    bearer, table = m.KINDS[_bearer(kind)], m.KINDS[kind]
    if bearer is table:
        return table
    return table.join(bearer, table.c[m.OWNERS[kind][0]] == bearer.c.id)


def _brought(connection: Connection, kind: str, batch: int, ids: Sequence[Id]) -> list[Id]:
    """Give those of some records that a batch brought."""
    table = m.KINDS[kind]
    if "batch" not in table.c:
        return []
    own = select(table.c.id).where(table.c.batch == batch)
    return [
        record
        for lot in lots(ids)
        for record in connection.execute(own.where(table.c.id.in_(lot))).scalars()
    ]


def _delete(connection: Connection, kind: str, ids: Sequence[Id]) -> None:
    table = m.KINDS[kind]
    for part, (column, bearer) in m.OWNERS.items():
        if bearer in (kind, None):
            hanging = m.KINDS[part]
            connection.execute(delete(hanging).where(hanging.c[column].in_(ids)))
    connection.execute(delete(table).where(table.c.id.in_(ids)))


def _known(connection: Connection, table: Table, shas: Sequence[bytes]) -> list[bytes]:
    return [
        sha
        for lot in lots(shas)
        for sha in connection.execute(
            select(table.c.sha256).where(table.c.sha256.in_(lot))
        ).scalars()
    ]


def _texts_of(connection: Connection, articles: Sequence[Id]) -> set[bytes]:
    """Give the hashes of the texts and originals of articles."""
    a = m.article.c
    rows = [
        row
        for lot in lots(articles)
        for row in connection.execute(select(a.text, a.original_sha256).where(a.id.in_(lot)))
    ]
    return {sha for row in rows for sha in row if sha is not None}


def _drop_unused(connection: Connection, shas: Collection[bytes]) -> None:
    """Delete those of these texts and originals that no article needs any more."""
    a = m.article.c
    for lot in lots(shas):
        for table, column in ((m.text, a.text), (m.original, a.original_sha256)):
            used = set(connection.execute(select(column).where(column.in_(lot))).scalars())
            unused = [sha for sha in lot if sha not in used]
            if table is m.text:
                drop_texts(connection, unused)
            connection.execute(delete(table).where(table.c.sha256.in_(unused)))
