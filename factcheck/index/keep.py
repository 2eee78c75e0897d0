"""Keeps the search index true: texts by passages, and statements, speakers and claims by words.

The journal calls it inside its own transactions, so that what is durable is also found. It
decides what is indexed; `sqlite` and `postgres` beside it know how, `search.py` asks.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from factcheck import models as m
from factcheck.ids import Id
from factcheck.index import postgres, sqlite
from factcheck.prose.fold import FOLD_VERSION, Folded
from factcheck.prose.passages import WORDS, Passage, indexed, passages
from factcheck.store.lots import lots

if TYPE_CHECKING:
    from factcheck.journal import Edit

_MANY = 500  # Ids in one query.
_FEW = 50  # Texts in memory at once.
# Between two names or stretches: a word that nobody can search for, so that no phrase spans them.
_GAP = " \ue000 "
# What the words of a record are: a field of its own, and a field of rows that hang on it.
_FIELD = {"speaker": "name", "claim": "proposition"}
_HANGING = {"statement": ("span", "exact"), "speaker": ("alias", "name")}
_OWNER = {kind: owner for owner, (kind, _) in _HANGING.items()}
INDEXED = ("statement", "speaker", "claim")


def engine_of(dialect: str) -> ModuleType:
    """Give the module that knows the index of a database, by its dialect."""
    return postgres if dialect == "postgresql" else sqlite


def create_index(connection: Connection) -> None:
    """Make the index of a new project, empty."""
    _engine(connection).create(connection)


def update_index(connection: Connection, edits: Sequence["Edit"]) -> None:
    """Index what the records of these edits now say, and forget those that are gone."""
    # A batch brings its texts already cut.
    new_articles = (e.after for e in edits if e.kind == "article" and not e.before and e.after)
    shas = {fields["text"] for fields in new_articles if fields["batch"] is None}
    for some in lots([sha for sha in shas if isinstance(sha, bytes)], _FEW):
        index_texts(connection, _uncut(connection, some))
    new, old = _touched(connection, edits)
    if new:
        _engine(connection).add_entries(connection, _from_edits(edits, new))
    for kind, ids in old.items():
        for few in lots(ids, _MANY):
            refresh(connection, kind, few)


def index_texts(connection: Connection, texts: Iterable[tuple[bytes, Sequence[Passage]]]) -> None:
    """Index texts that are not yet: the sha256 of each and its passages, cut beforehand."""
    rows = ((sha, p.start, p.end, p.indexed) for sha, cut in texts for p in cut)
    _engine(connection).add_passages(connection, rows)


def drop_texts(connection: Connection, shas: Collection[bytes]) -> None:
    """Take texts out of the index, before they go themselves."""
    p = m.passage.c
    columns = select(p.key, m.text.c.characters, p.start, p.end).join_from(m.passage, m.text)
    for some in lots(shas, _FEW):
        rows = connection.execute(columns.where(p.text.in_(some)))
        gone = [(key, indexed(Folded(text[start:end]).folded)) for key, text, start, end in rows]
        _engine(connection).drop_passages(connection, gone)


def rebuild(connection: Connection) -> None:
    """Index everything anew by the fold of this program, in the caller's transaction."""
    _engine(connection).clear(connection)
    shas = connection.execute(select(m.text.c.sha256)).scalars().all()
    for some in lots(shas, _FEW):
        index_texts(connection, _uncut(connection, some))
    for kind in INDEXED:
        ids = connection.execute(select(m.KINDS[kind].c.id)).scalars().all()
        for part in lots(ids, _MANY):
            rows = (
                (kind, record, words) for record, words in words_of(connection, kind, part).items()
            )
            _engine(connection).add_entries(connection, rows)
    connection.execute(update(m.project).values(fold_version=FOLD_VERSION))


def words_of(connection: Connection, kind: str, ids: Collection[Id]) -> dict[Id, str]:
    """Give the indexed words of those of at most 500 records that are there."""
    own = m.KINDS[kind].c
    field = own[_FIELD[kind]] if kind in _FIELD else own.id
    rows = connection.execute(select(own.id, field).where(own.id.in_(ids)))
    parts = {Id(record): [words] if kind in _FIELD else [] for record, words in rows}
    if kind in _HANGING:
        hanging, field_name = _HANGING[kind]
        child = m.KINDS[hanging].c
        stretches = select(child[kind], child[field_name]).where(child[kind].in_(ids))
        if hanging == "span":
            stretches = stretches.where(child.role == "content").order_by(child.start)
        for record, words in connection.execute(stretches.order_by(child.id)):
            if record in parts:
                parts[record].append(words)
    return {record: folded_names(stretch) for record, stretch in parts.items()}


def _from_edits(
    edits: Sequence["Edit"], new: Collection[tuple[str, Id]]
) -> Iterator[tuple[str, bytes, str]]:
    """Give the entries of wholly new records without reading them back."""
    parts: dict[tuple[str, Id], list[tuple[int, bytes, str]]] = {key: [] for key in new}
    for edit in edits:
        if not edit.after:
            continue
        field, owner = _FIELD.get(edit.kind), _OWNER.get(edit.kind)
        if field and (edit.kind, edit.id) in parts:
            parts[edit.kind, edit.id].append((-1, b"", str(edit.after[field])))
        if owner and edit.before is None and edit.after.get("role", "content") == "content":
            hanging = parts.get((owner, _owner_of(edit, owner)))
            if hanging is not None:
                place = edit.after.get("start", 0)
                assert isinstance(place, int)
                hanging.append((place, edit.id, str(edit.after[_HANGING[owner][1]])))
    for (kind, record), stretches in parts.items():
        yield kind, record, folded_names([words for _, _, words in sorted(stretches)])


def _touched(
    connection: Connection, edits: Sequence["Edit"]
) -> tuple[set[tuple[str, Id]], dict[str, set[Id]]]:
    """Tell the records whose words are all in these edits from those to be read again."""
    new = {(e.kind, e.id) for e in edits if e.kind in INDEXED and e.before is None}
    old: dict[str, set[Id]] = {}
    moved: dict[str, set[Id]] = {}
    for edit in edits:
        owner = _OWNER.get(edit.kind)
        if edit.kind in INDEXED and edit.before is not None:
            field = _FIELD.get(edit.kind)
            if edit.after is None or field in edit.after:
                old.setdefault(edit.kind, set()).add(edit.id)
        elif owner and edit.before is not None and edit.after is not None:
            moved.setdefault(edit.kind, set()).add(edit.id)
        elif owner and (edit.after is None or (owner, _owner_of(edit, owner)) not in new):
            old.setdefault(owner, set()).add(_owner_of(edit, owner))
    for kind, ids in moved.items():
        owner = _OWNER[kind]
        table = m.KINDS[kind].c
        for some in lots(ids, _MANY):
            rows = connection.execute(select(table[owner]).where(table.id.in_(some)))
            old.setdefault(owner, set()).update(Id(record) for (record,) in rows)
    return new - {(kind, record) for kind, ids in old.items() for record in ids}, old


def _owner_of(edit: "Edit", owner: str) -> Id:
    record = edit.touched[owner]
    assert isinstance(record, Id)
    return record


def refresh(connection: Connection, kind: str, ids: Collection[Id]) -> None:
    """Index what at most 900 records of a kind now say, or forget them where they are gone."""
    e = m.entry.c
    wanted = words_of(connection, kind, ids)
    rows = connection.execute(select(e.key, e.record, e.folded).where(e.record.in_(ids)))
    gone = []
    for key, record, folded in rows:
        if wanted.get(record) == folded:
            del wanted[record]
        else:
            gone.append((key, folded))
    _engine(connection).drop_entries(connection, gone)
    added = ((kind, record, words) for record, words in wanted.items())
    _engine(connection).add_entries(connection, added)


def _uncut(
    connection: Connection, shas: Collection[bytes]
) -> Iterator[tuple[bytes, Sequence[Passage]]]:
    """Give those of these texts that have no passage, cut into passages."""
    t, p = m.text.c, m.passage.c
    have = set(connection.execute(select(p.text).where(p.text.in_(shas))).scalars())
    lacking = [sha for sha in shas if sha not in have]
    if lacking:
        rows = select(t.sha256, t.characters).where(t.sha256.in_(lacking))
        for sha, characters in connection.execute(rows):
            yield sha, list(passages(characters))


def folded_names(stretches: Iterable[str]) -> str:
    """Give the indexed words of a record's names or stretches, of which no phrase spans two."""
    words = _GAP.join(indexed(Folded(stretch).folded) for stretch in stretches)
    # A statement may hold a whole book; it is found by how it begins.
    return " ".join(words.split()[:WORDS]) if len(words) > WORDS else words


def _engine(connection: Connection) -> ModuleType:
    return engine_of(connection.dialect.name)
