"""What is new among the articles of one import, and what its report says of the others.

Same text and source name: the same article. Same text under another name: another publication.
Same name with another text: another article. It reads the project and writes nothing.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.intake.batch_rows import NewText
from factcheck.intake.batches import Batch
from factcheck.intake.walk import TEXT
from factcheck.journal import Edit, inserted
from factcheck.models import article as article_table
from factcheck.prose.decode import clean
from factcheck.prose.near import Sketch
from factcheck.prose.passages import passages
from factcheck.readers import Aside, Reading
from factcheck.records import LARGEST_ORIGINAL, ImportReport, NewArticle, What
from factcheck.store.database import Database, Row, visible
from factcheck.store.lots import lots
from factcheck.texts import plural, text
from factcheck.verbs.places import shortened

LONGEST_TITLE = 1_000
_AT_ONCE = 200
_CHARACTERS_AT_ONCE = 2_000_000
_BYTES_AT_ONCE = 30_000_000  # of what texts were read from
_FEW = 1_000  # articles of a project that are looked up once, and not again for each portion
_NAMED = 3  # Names that a note gives before it only counts.
_LONGEST_NAMED = 200  # characters
_KINDS_NAMED = 8
_LEVEL = 1  # Higher levels save little of a text and cost a tenth of an import.


@dataclass(frozen=True, slots=True)
class Ready:
    """An article with all that can be worked out before a lock is taken."""

    id: Id
    source_name: str
    title: str
    text: NewText
    edits: tuple[Edit, ...]

    @property
    def identity(self) -> bytes:
        """What two imports of the same article have in common."""
        return identity(self.text.sha256, self.source_name)


def ready(new: NewArticle) -> Ready:
    """Hash, fold and cut an article's text and build its edits; raise BadInput if it is empty."""
    characters, data = _storable(new.text)
    if not characters.strip():
        raise BadInput("import.unreadable", name=new.source_name, why=text("errors.text.empty"))
    sha256 = hashlib.sha256(data).digest()
    record = new.id or Id.new()
    kept = NewText(sha256, characters, list(passages(characters)), _original(new))
    title = " ".join(new.title.split())[:LONGEST_TITLE].rstrip() or new.source_name
    edits = tuple(_edits(new, record, sha256, title))
    return Ready(record, new.source_name, title, kept, edits)


def portions(articles: Iterable[NewArticle]) -> Iterator[list[Ready]]:
    """Give articles ready, as many as one transaction takes: neither memory nor others suffer."""
    portion: list[Ready] = []
    size = packed = 0
    for article in articles:
        one = ready(article)
        portion.append(one)
        size += len(article.text)
        packed += len(one.text.original[1]) if one.text.original else 0
        is_full = size > _CHARACTERS_AT_ONCE or packed > _BYTES_AT_ONCE
        if is_full or len(portion) == _AT_ONCE:
            yield portion
            portion, size, packed = [], 0, 0
    if portion:
        yield portion


class Intake:
    """One import's view of what it brings; `articles` counts the new ones so far."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[bytes, Id] = {}
        self._names: set[str] = set()
        self._texts: set[bytes] = set()
        self._knows_all: bool | None = None
        self._ids: list[Id] = []
        self._new: dict[Id, None] = {}
        self._skipped: list[tuple[str, str]] = []
        self._noted: dict[str, list[str]] = {}
        self._counts: Counter[str] = Counter()
        self._aside: dict[str, Counter[str]] = {}
        self._first = ""
        self.articles = 0
        self.sketches: dict[bytes, Sketch] = {}
        #: By source name, why an article is not simply new: known, same_text or same_name.
        self.standings: dict[str, str] = {}

    @property
    def done(self) -> int:
        """How many articles and unreadable ones were dealt with."""
        return len(self._ids) + len(self._skipped)

    def settle(self, portion: Sequence[Ready]) -> list[Ready]:
        """Give those of a portion that are new, and note what the report says of the others."""
        self._look_up(portion)
        new = []
        for one in portion:
            known = self._known.get(one.identity)
            if known is None:
                known = self._known[one.identity] = one.id
                new.append(one)
                self._new[one.id] = None
                if one.text.sha256 in self._texts:
                    self._stand("same_text", one.source_name)
                elif one.source_name in self._names:
                    self._stand("same_name", one.source_name)
                self._texts.add(one.text.sha256)
                self._names.add(one.source_name)
            else:
                self._stand("known", one.source_name)
            self._ids.append(known)
        if new and not self.articles:
            self._first = new[0].title
        self.articles += len(new)
        return new

    def give_way(self, batch: Batch) -> None:
        """Take out of a batch what another import has meanwhile published."""
        twins = batch.twins("article")
        if not twins:
            return
        stands = self._standing_for(twins)
        batch.remove(twins)
        self._ids = [stands.get(record, record) for record in self._ids]
        for record in twins:
            self._new.pop(record, None)
        self.articles -= len(twins)
        self._counts["known"] += len(twins)

    def skip(self, name: str, why: str) -> None:
        """Note a file that could not be read."""
        self._skipped.append((name, why))

    def note_reading(self, name: str, encoding: str, notes: Iterable[str]) -> None:
        """Note what a reader says of an article, by codes that a detail may follow."""
        for note in notes:
            code, _, detail = note.partition(" ")
            detail = encoding if code == "encoding_guessed" else detail
            self._note(code, f"{name} ({detail})" if detail else name)

    def note_aside(self, aside: Aside) -> None:
        """Note what was left aside because it is no article."""
        self._aside.setdefault(aside.code, Counter()).update(aside.counts)

    def note_sketch(self, reading: Reading) -> None:
        """Keep by what nearly the same texts are told."""
        characters, original = reading.article.text, reading.article.original
        # Of a plain text they are the same; of others nothing may be kept as too large.
        is_text = reading.article.reader == TEXT and original and original.content is None
        sha256 = original.sha256 if original and is_text else None
        self.sketches[sha256 or hashlib.sha256(characters.encode()).digest()] = reading.sketch

    def what(self) -> What:
        """Name the revision."""
        if self.articles == 1:
            return What("import.article", {"title": shortened(self._first)})
        return What("import.articles", {"n": self.articles})

    def report(self, revision: int | None) -> ImportReport:
        """Say what became of everything."""
        replaced = self._counts["characters_replaced"]
        of_articles = (
            noted(code, n, self._noted.get(code, [])) for code, n in self._counts.items()
        )
        return ImportReport(
            articles=self.articles,
            revision=revision,
            lost={"characters": replaced} if replaced else {},
            skipped=tuple(self._skipped),
            notes=(*of_articles, *self.asides()),
            ids=tuple(self._ids),
            new=tuple(self._new),
        )

    def asides(self) -> tuple[str, ...]:
        """Say what was left aside, a sentence for each reason."""
        return tuple(_left(code, counts) for code, counts in self._aside.items() if counts)

    def _stand(self, code: str, name: str) -> None:
        self.standings[name] = code
        self._note(code, name)

    def _note(self, code: str, name: str) -> None:
        self._counts[code] += 1
        named = self._noted.setdefault(code, [])
        if len(named) <= _NAMED:  # one more, which shows that there are others
            named.append(name)

    def _look_up(self, portion: Sequence[Ready]) -> None:
        """Read what the project holds of these names and texts, of a small one all."""
        a = article_table.c
        columns = select(a.id, a.text, a.source_name).where(visible(article_table))
        if self._knows_all is None:
            few = self._database.rows(columns.limit(_FEW + 1))
            self._knows_all = len(few) <= _FEW
            self._note_known(few if self._knows_all else ())
        if self._knows_all:
            # What others publish meanwhile is seen to in the end.
            return
        names = {one.source_name for one in portion}
        texts = {one.text.sha256 for one in portion}
        for wanted in (a.source_name.in_(names), a.text.in_(texts)):
            self._note_known(self._database.rows(columns.where(wanted)))

    def _note_known(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._known.setdefault(identity(row.text, row.source_name), row.id)
            self._names.add(row.source_name)
            self._texts.add(row.text)

    def _standing_for(self, twins: Sequence[Id]) -> dict[Id, Id]:
        own, other = article_table.alias("own"), article_table.alias("other")
        same = (own.c.text == other.c.text, own.c.source_name == other.c.source_name)
        found: dict[Id, Id] = {}
        for lot in lots(twins):
            pairs = select(own.c.id, other.c.id).where(own.c.id.in_(lot), *same, visible(other))
            found.update((row[0], row[1]) for row in self._database.rows(pairs))
        return found


def _left(code: str, counts: Counter[str]) -> str:
    most = counts.most_common(_KINDS_NAMED + 1)
    names = [f"{name} ({n})" if n > 1 else name for name, n in most]
    return plural(f"import.note.{code}", counts.total(), names=_some(names, _KINDS_NAMED))


def noted(code: str, n: int, names: Sequence[str]) -> str:
    """Give the sentence of a note on `n` articles, which gives the first of their names."""
    return plural(
        f"import.note.{code}",
        n,
        names=_some([shortened(name, _LONGEST_NAMED) for name in names], _NAMED),
    )


def _some(names: Sequence[str], most: int) -> str:
    some = ", ".join(names[:most])
    return text("import.some", names=some) if len(names) > most else some


def identity(sha256: bytes, source_name: str) -> bytes:
    """Give what two imports of the same article have in common, in 16 bytes."""
    made = hashlib.blake2b(sha256, digest_size=16)
    made.update(source_name.encode("utf-8", "surrogatepass"))
    return made.digest()


def _storable(characters: str) -> tuple[str, bytes]:
    """Give a text as it may be stored, and its UTF-8."""
    try:
        if "\0" not in characters:
            return characters, characters.encode()
    except UnicodeEncodeError:
        pass
    characters, _ = clean(characters)
    return characters, characters.encode()


def _original(new: NewArticle) -> tuple[bytes, bytes, int] | None:
    original = new.original
    if original is None or original.content is None or len(original.content) > LARGEST_ORIGINAL:
        return None
    packed = zlib.compress(original.content, _LEVEL)
    return original.sha256, packed, len(original.content)


def _edits(new: NewArticle, record: Id, sha256: bytes, title: str) -> Iterator[Edit]:
    date = new.published
    yield inserted(
        "article",
        record,
        {
            "text": sha256,
            "title": title,
            "source_name": new.source_name,
            "language": new.language,
            "publisher": new.publisher,
            "author": new.author,
            "published_edtf": date.edtf if date else None,
            "published_words": date.words if date else None,
            "published_basis": date.basis if date else None,
            "uri": new.uri,
            "edition_of": new.edition_of,
            "reader": new.reader,
            "original_sha256": new.original.sha256 if new.original else None,
            "retrieved_on": new.retrieved_on,
            "archive_uri": new.archive_uri,
            "guessed": " ".join(sorted(new.guessed)),
        },
    )
    for start, end in new.furniture:
        yield inserted("furniture", Id.new(), {"article": record, "start": start, "end": end})
    for name, value in sorted(new.attributes.items()):
        yield inserted("attribute", Id.new(), {"record": record, "name": name, "value": value})
