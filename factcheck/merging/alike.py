"""What is alike on both sides but not the same by id: joined where its name is, or listed.

Speakers and claims of one folded name are joined as a person would, by `merged into`, so that it
can be taken back. People of one name stay apart and are asked about. Articles that differ by line
ends only stay two.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice

from sqlalchemy import select

from factcheck.ids import Id
from factcheck.merging.cells import Record
from factcheck.merging.draft import Draft
from factcheck.models import text
from factcheck.prose.fold import key as folded
from factcheck.store.database import Database
from factcheck.store.lots import lots

_LISTED = 50
_TEXTS_AT_ONCE = 50
_COMMON = 40  # records beyond which a word tells nothing
_NEAR = 0.5  # of the words of both together
_WORDS = {"speaker": "name", "claim": "proposition"}


def find_alike(draft: Draft, ours: Database, theirs: Database) -> None:
    """Join speakers and claims of one name, and note what else is alike."""
    for kind, field in _WORDS.items():
        new, own = _apart(draft, kind)
        rest = _join(draft, kind, new, own)
        every = _alone(r for r in draft.all(kind) if not draft.is_new(r))
        draft.found.near += _near(kind, field, rest, every)
    _note_names(draft)
    _note_line_ends(draft, ours, theirs)


def _apart(draft: Draft, kind: str) -> tuple[list[Record], list[Record]]:
    """Give the records that only they have, and those that only we have, none merged already."""
    there, here = draft.there[kind], draft.here.shown[kind]
    new = [record for i, record in draft.put[kind].items() if i not in here]
    own = [record for record in draft.all(kind) if record.id in here and record.id not in there]
    return _alone(new), _alone(own)


def _alone(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record.fields["merged_into"] is None]


def _join(draft: Draft, kind: str, new: Sequence[Record], own: Sequence[Record]) -> list[Record]:
    """Join those of one name, the larger id into the smaller, and give those left."""
    sides: Mapping[Hashable, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for place, records in enumerate((own, new)):
        for record in records:
            sides[_key(kind, record)][place].append(record)
    left = []
    for ours, theirs in sides.values():
        if len(ours) == len(theirs) == 1:
            first, second = sorted((ours[0], theirs[0]), key=lambda r: r.id)
            draft.set_field(second, "merged_into", first.id)
            draft.found.joined.append((kind, second.id, first.id))
        else:
            left += theirs
    return left


def _key(kind: str, record: Record) -> Hashable:
    name = folded(str(record.fields[_WORDS[kind]]))
    return (name, record.fields["kind"], record.fields["article"]) if kind == "speaker" else name


def _near(
    kind: str, field: str, new: Sequence[Record], own: Sequence[Record]
) -> Iterable[tuple[str, str, str]]:
    """List those whose names share most of their words."""
    by_word: dict[str, list[Record]] = defaultdict(list)
    words = {r.id: frozenset(folded(str(r.fields[field])).split()) for r in (*new, *own)}
    for record in own:
        for word in words[record.id]:
            by_word[word].append(record)
    found: list[tuple[str, str, str]] = []
    for record in new:
        mine = words[record.id]
        fitting = {
            o.id: o for w in mine if len(by_word.get(w, ())) <= _COMMON for o in by_word.get(w, ())
        }
        found += (
            (kind, str(other.fields[field]), str(record.fields[field]))
            for other in fitting.values()
            if len(mine & words[other.id]) >= _NEAR * len(mine | words[other.id])
        )
        if len(found) >= _LISTED:
            break
    return found[:_LISTED]


def _note_names(draft: Draft) -> None:
    """Note people of one name, one of whom is new here."""
    here = draft.here.shown["annotator"]
    names: dict[str, list[Id]] = defaultdict(list)
    for record in here.values():
        names[_person(record)].append(record.id)
    for record in draft.put["annotator"].values():
        if record.id not in here:
            for ours in names.get(_person(record), ()):
                draft.found.same_names.append((str(record.fields["name"]), record.id, ours))


def _person(record: Record) -> str:
    kind, name = str(record.fields["kind"]), str(record.fields["name"])
    return f"{kind} {folded(name)}"


def _note_line_ends(draft: Draft, ours: Database, theirs: Database) -> None:
    """Note articles of one source whose texts differ by nothing but line ends."""
    new = [r for r in draft.put["article"].values() if draft.is_new(r)]
    own = list(draft.here.shown["article"].values())
    sources = _sources(new) & _sources(own)
    known = {(_source(r), lines) for r, lines in _lines(ours, own, sources)}
    found = (r for r, lines in _lines(theirs, new, sources) if (_source(r), lines) in known)
    draft.found.line_ends += (str(r.fields["title"]) for r in islice(found, _LISTED))


def _sources(articles: Iterable[Record]) -> set[object]:
    return {_source(record) for record in articles}


def _source(article: Record) -> object:
    return article.fields["source_name"]


def _lines(
    database: Database, articles: Iterable[Record], sources: Collection[object]
) -> Iterator[tuple[Record, bytes]]:
    """Give the articles of some sources with a hash of their lines, whatever ends these."""
    for lot in lots((r for r in articles if _source(r) in sources), _TEXTS_AT_ONCE):
        of_lot = text.c.sha256.in_({record.fields["text"] for record in lot})
        rows = database.rows(select(text.c.sha256, text.c.characters).where(of_lot))
        hashed = {sha: sha256("\n".join(words.splitlines()).encode()) for sha, words in rows}
        yield from ((record, hashed[record.fields["text"]].digest()) for record in lot)
