"""Our records as a value that travels in another format's metadata, beside what it holds itself.

Whoever reads the format elsewhere sees its own spans and labels; what it has no room for, from
speakers to sources, is under one key and comes back by `ours_in`. Rows are those of our datasets.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from factcheck.formats import rows
from factcheck.formats.bundle import Assignment, Bundle, Part
from factcheck.formats.rows import Names, Row
from factcheck.ids import Id
from factcheck.records import Link, NewArticle, Statement
from factcheck.texts import text

#: The key in another format's metadata.
KEY = "factcheck"


class _HasId(Protocol):
    @property
    def id(self) -> Id: ...


T = TypeVar("T", bound=_HasId)


class Outgoing:
    """The records of one dataset on their way into another format, article by article.

    Each article brings along whom its statements name, the first one all of the registry: lines
    that somebody takes out or puts in another order elsewhere leave the others whole.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self.names = Names.of(bundle)
        self._speakers = {one.id: one for one in bundle.speakers}
        self._claims = {one.id: one for one in bundle.claims}
        self._assignments: dict[Id, list[Assignment]] = {}
        for one in bundle.assignments:
            self._assignments.setdefault(one.article, []).append(one)
        self._begun = False

    def article(self, part: Part) -> Row:
        """Give what travels with an article: its row without the text, and whom it names."""
        row = rows.article_row(part.article, self.names)
        del row["text"], row["split"]
        done = self._assignments.get(part.id, ())
        made: Row = {
            "article": row,
            "assignments": [rows.assignment_row(one, self.names) for one in done],
        }
        if not self._begun:
            about = self._bundle.about
            made["about"] = {
                "licence": about.licence,
                "citation": about.citation,
                "contact": about.contact,
            }
        made |= self._registry(part)
        self._begun = True
        return {name: value for name, value in made.items() if value}

    def statement(self, statement: Statement) -> Row:
        """Give what travels with a statement, what its format says too included."""
        row = rows.statement_row(statement, self.names)
        del row["split"]
        return {name: value for name, value in row.items() if value not in (None, "", [], {})}

    def link(self, link: Link) -> Row:
        """Give what travels with a link."""
        row: Row = {
            "agreed_by": [str(i) for i in link.agreed_by],
            "attributes": dict(link.attributes),
            "confidence": link.confidence,
            "contradiction_kind": link.contradiction_kind,
            "derived_from": [str(i) for i in link.derived_from],
            "from": str(link.source),
            "id": str(link.id),
            "rationale": link.rationale,
            "to": str(link.target),
            "type": self.names.link_types[link.type],
        }
        return {name: value for name, value in row.items() if value not in (None, "", [], {})}

    def shown(self, statement: Statement) -> list[str]:
        """Give what people should see of a statement where a format has a place for words."""
        speaker = self._speakers.get(statement.speaker) if statement.speaker else None
        claim = self._claims.get(statement.claim) if statement.claim else None
        lines = [text("export.shown.speaker", name=speaker.name)] if speaker else []
        lines += [text("export.shown.claim", proposition=claim.proposition)] if claim else []
        return [*lines, *([statement.note] if statement.note else [])]

    def said(self, article: NewArticle, *but: str) -> Row:
        """Give what other programs said of an article, by which they find it again.

        What has a name of ours, or one of those that stand for something else, is left out.
        """
        return {
            name: value
            for name, value in article.attributes.items()
            if name not in but and not name.startswith(f"{KEY}.")
        }

    def left(self) -> dict[str, int]:
        """Count what does not travel: talk about the work, and what had no article to go with."""
        n = 0 if self._begun else len(self._speakers) + len(self._claims)
        return {
            "comments": len(self._bundle.comments),
            "decisions": len(self._bundle.decisions),
            "without_article": n,
        }

    def _registry(self, part: Part) -> Row:
        bundle = self._bundle
        if not self._begun:
            speakers, claims = self._speakers, self._claims
            labels, annotators = bundle.labels, bundle.annotators
        else:
            named = _speakers_of(part)
            speakers = _reached(
                self._speakers, named, lambda one: (one.affiliation, one.merged_into)
            )
            named = (one.claim for one in part.statements)
            claims = _reached(self._claims, named, lambda one: (one.merged_into,))
            used = {one.label for one in part.statements}
            labels = tuple(one for one in bundle.labels if one.id in used)
            working = self._working(part)
            annotators = tuple(one for one in bundle.annotators if one.id in working)
        return {
            "annotators": [rows.annotator_row(one) for one in annotators],
            "claims": [rows.claim_row(claims[i]) for i in sorted(claims)],
            "labels": [rows.label_row(one) for one in labels],
            "link_types": []
            if self._begun
            else [rows.link_type_row(one) for one in bundle.link_types],
            "speakers": [rows.speaker_row(speakers[i]) for i in sorted(speakers)],
        }

    def _working(self, part: Part) -> set[Id | None]:
        """Give whom an article's statements and assignments name: rows have their names only."""
        done = self._assignments.get(part.id, ())
        given = (i for a in done for i in (a.annotator, a.given_by, a.handed_from, a.handed_to))
        return {*(one.annotator for one in part.statements), *given}


def _speakers_of(part: Part) -> Iterable[Id | None]:
    for one in part.statements:
        yield from (one.speaker, one.said_to, *one.reported_by)


def _reached(
    there: Mapping[Id, T], named: Iterable[Id | None], beside: Callable[[T], Iterable[Id | None]]
) -> dict[Id, T]:
    """Give the records that are named, and those that they refer to in turn."""
    found: dict[Id, T] = {}
    waiting = list(named)
    while waiting:
        record = waiting.pop()
        if record is None or record in found or record not in there:
            continue
        found[record] = there[record]
        waiting += beside(there[record])
    return found
