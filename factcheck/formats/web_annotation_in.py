"""Reads annotations of W3C's model, of any program, and those of Hypothesis into a bundle.

What is annotated must be there: a text of ours in the collection, a text file beside whose name is
the last part of the source's address, or an article of the project with that address. Sources that
are not are counted, for nothing is fetched.
Several targets are several statements, a Composite or List of them is one with gaps. Annotations
on annotations are links. A quote alone is looked for; if it is not there once, it is counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.formats import foreign
from factcheck.formats import web_annotation_hypothesis as hypothesis
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.fields import Fields
from factcheck.formats.given import Given
from factcheck.formats.ours import KEY
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import beginning, whole
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.formats.web_annotation_model import CONTEXT, check, check_context, every, types
from factcheck.formats.web_annotation_places import Place, place, place_elsewhere, words_told
from factcheck.formats.web_annotation_sources import Source, Sources
from factcheck.ids import Id
from factcheck.texts import text
from factcheck.verbs.checks import LONGEST_LINE, LONGEST_PROSE

ENDINGS = (".jsonld", ".json")
_HEAD = 100_000
_TAGS = frozenset(("tagging", "classifying", "identifying"))
_TOGETHER = frozenset(("Composite", "List"))


def collections(folder: Path) -> list[Path]:
    """Give the files of a folder that may hold annotations."""
    return sorted(one for one in folder.iterdir() if one.suffix.lower() in ENDINGS)


def shows_annotations(path: Path) -> bool:
    """Say whether the beginning of a file names the model, or is of Hypothesis."""
    if path.suffix.lower() not in ENDINGS:
        return False
    head = beginning(path, _HEAD)
    return CONTEXT.encode() in head or hypothesis.shows(head)


def read(path: Path, returning: Returning, given: Given) -> None:
    """Take in a collection, or all of a folder; raise BadInput naming the annotation at fault."""
    texts = path.iterdir() if path.is_dir() else ()
    beside = {one.name: one for one in texts if one.suffix == ".txt"}
    reading = _Reading(returning, Sources(returning, beside, given), given)
    for one in collections(path) if path.is_dir() else [path]:
        reading.collection(one)
    reading.link()


@dataclass(slots=True)
class _Reading:
    """Annotations on their way in: statements as they come, links when all are there."""

    returning: Returning
    sources: Sources
    given: Given
    _statements: dict[str, list[Id]] = field(default_factory=dict)
    _waiting: list[tuple[Fields, Origin]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def collection(self, path: Path) -> None:
        """Take in one file: a collection, a page, a list or one annotation."""
        found = hypothesis.modelled(parse(whole(path), name=path.name))
        top = Origin(path.name)
        for value in every(found):
            row = top.fields(value)
            check_context(row)
            self._articles(row, path.name)
        waiting = []
        for number, value in enumerate(self._annotations(found), 1):
            row = Origin(path.name, number).fields(value)
            check(row, Origin(path.name, number))
            name = str(row.values["id"])
            if name in self._seen:
                raise row.bad("id_twice")
            self._seen.add(name)
            waiting.append((row, Origin(path.name, number, name)))
        for row, at in waiting:
            if any(name in self._seen for name in _names(row.values["target"])):
                self._waiting.append((row, at))
            else:
                self._statement(row, at)

    def link(self) -> None:
        """Take in what annotates annotations, once all are there."""
        lost = self.returning.building.lost
        for row, at in self._waiting:
            ours = row.values.get(KEY)
            if isinstance(ours, dict):
                self._check_ends(at.fields(ours), at)
            names = [*_names(row.values["target"]), *_names(row.values.get("body"))]
            if len(names) < 2:
                lost["replies"] += 1
                continue
            source, *others = [self._statements.get(one, []) for one in names]
            if not source or not all(others):
                lost["links_left_out"] += 1
                continue
            labels, note = _said(row)
            directed = len([*_names(row.values["target"])]) < 2
            for kind in labels or [text("import.dataset.unnamed_link")]:
                for target in others:
                    self.returning.link(
                        *(ours, kind, (source[0], target[0]), at),
                        directed=directed,
                        rationale=note,
                    )

    def _check_ends(self, ours: Fields, at: Origin) -> None:
        """Raise BadInput where a link of ours is to nothing."""
        for key in ("from", "to"):
            record = ours.maybe_id(key)
            if record is not None and self.returning.found(record) is None:
                raise at.bad("unknown", key=key, said=record)

    def _annotations(self, found: Json) -> Iterator[Json]:
        """Give the annotations of a file; pages that are elsewhere are counted."""
        for value in every(found):
            kinds = types(value)
            row: Row = value if isinstance(value, dict) else {}
            if "AnnotationCollection" in kinds:
                yield from self._annotations(row.get("first"))
            elif "AnnotationPage" in kinds:
                self.returning.building.lost["pages"] += "next" in row
                yield from every(row.get("items"))
            elif isinstance(value, str):
                self.returning.building.lost["pages"] += 1
            else:
                yield value

    def _articles(self, row: Fields, name: str) -> None:
        """Take in the articles of ours that a collection brings along."""
        if not isinstance(row.values.get(KEY), dict):
            return
        at = Origin(name)
        for number, one in enumerate(foreign.many(row.inner(KEY), "articles", at), 1):
            at = Origin(name, number)
            known = one.inner("article")
            record = known.id()
            words = one.any_text("text")
            if words is None:
                words = self.sources.words_of_ours(record)
            if words is None:
                raise one.bad("unknown", key="text", said=f"{record}.txt")
            title = known.maybe_line("title") or ""
            found = foreign.article(words, str(record), reader="web-annotation", title=title)
            article = self.returning.article(found, dict(one.values), at)
            self.sources.travelled(record, article)

    def _statement(self, row: Fields, at: Origin) -> None:
        labels, note = _said(row)
        motivation = next((m for m in every(row.values.get("motivation")) if m), None)
        labels = labels or [str(motivation or text("import.dataset.unnamed_label"))]
        ours = row.values.get(KEY)
        known = ours.get("label") if isinstance(ours, dict) else None
        first = known if known in labels else labels[0]
        for targets in _together(row.values["target"]):
            article, stretches = self._places(targets, at)
            if article is None:
                continue
            for label in labels:
                made = self.returning.statement(
                    ours if label == first else None,
                    *(article, label, stretches, at),
                    annotator=_creator(row.values.get("creator")),
                    note="" if ours else note,
                )
                self._statements.setdefault(at.id, []).append(made)

    def _places(self, targets: list[Json], at: Origin) -> tuple[Id | None, list[Stretch]]:
        """Give where targets are that belong together: an article, and stretches of its text."""
        stretches: list[Stretch] = []
        articles: set[Id] = set()
        lost = self.returning.building.lost
        for one in targets:
            target: Row = one if isinstance(one, dict) else {"source": one}
            sources = self.sources.find(target.get("source") or target.get("id"))
            selectors = [*every(target.get("selector"))]
            if not sources or not selectors:
                lost["answers" if sources else "sources"] += 1
                return None, []
            found = self._place(sources, selectors, at)
            if found is None:
                lost["regions" if words_told(selectors) is None else "other_words"] += 1
                return None, []
            article, spot = found
            articles.add(article)
            stretches.append(("content", spot.start, spot.end))
        if len(articles) != 1:
            lost["several_articles"] += 1
            return None, []
        return articles.pop(), stretches

    def _place(
        self, sources: Sequence[Source], selectors: list[Json], at: Origin
    ) -> tuple[Id, Place] | None:
        """Give where selectors point to in the one article that has what they say."""
        building = self.returning.building
        told, found = words_told(selectors), []
        for one in sources:
            words = building.article_of(one.article).text
            if len(sources) > 1 and told and told.exact not in words:
                continue
            look = place if one.annotated else place_elsewhere
            found.append((one.article, look(selectors, words, at, self.given.offsets)))
        article, spot = found[0] if len(found) == 1 else (sources[0].article, None)
        if spot is None:
            return None
        if not spot.sure:
            building.note(text("import.dataset.units", name=at.name))
        if not sources[0].annotated and told is None:
            building.note(text("import.dataset.unchecked", name=at.name))
        return article, spot


def _names(value: Json) -> Iterator[str]:
    """Give the addresses of the resources themselves, not of what is inside them."""
    for one in every(value):
        name = one.get("id") if isinstance(one, dict) else one
        if isinstance(one, dict) and "id" not in one and "selector" not in one:
            source = one.get("source")
            name = source.get("id") if isinstance(source, dict) else source
        if isinstance(name, str):
            yield name


def _together(value: Json) -> Iterator[list[Json]]:
    """Give the targets, those that belong together in one list."""
    for one in every(value):
        items = one.get("items") if isinstance(one, dict) else None
        if items is None:
            yield [one]
        elif types(one) & _TOGETHER:
            yield [*every(items)]
        else:
            yield from ([item] for item in every(items))


def _said(row: Fields) -> tuple[list[str], str]:
    """Give the labels of an annotation, and what else it says in words."""
    labelling = _labelling(row)
    labels: list[str] = []
    notes: list[str] = []
    for value, purpose in _bodies(row):
        is_tag = purpose.removeprefix("oa:") in _TAGS if purpose else labelling
        if is_tag and (not value.strip() or len(value) > LONGEST_LINE or "\0" in value):
            raise row.bad("not_text", key="body", longest=LONGEST_LINE)
        (labels if is_tag else notes).append(value)
    note = "\n".join(notes)
    if len(note) > LONGEST_PROSE or "\0" in note:
        raise row.bad("not_text", key="body", longest=LONGEST_PROSE)
    return [*dict.fromkeys(labels)], note


def _labelling(row: Fields) -> bool:
    """Say whether an annotation is there to tag or classify."""
    motivations = every(row.values.get("motivation"))
    return any(str(one).removeprefix("oa:") in _TAGS for one in motivations)


def _bodies(row: Fields) -> Iterator[tuple[str, str]]:
    """Give the texts of the bodies, or their addresses where they are tags, with their purposes."""
    held = [*every(row.values.get("body")), *every(row.values.get("bodyValue"))]
    said = row.values.get("bodyValue")
    for one in held:
        if isinstance(one, dict) and "Choice" in types(one):
            one = next(every(one.get("items")), None)
        if isinstance(one, str):
            if one == said or _labelling(row):
                yield one, ""
        elif isinstance(one, dict):
            purpose = next((p for p in every(one.get("purpose")) if isinstance(p, str)), "")
            value = one.get("value")
            if isinstance(value, str):
                yield value, purpose
            elif isinstance(one.get("source"), str) and purpose in _TAGS:
                yield str(one["source"]), purpose


def _creator(value: Json) -> str:
    """Give the name of whoever made an annotation, empty where it is not said."""
    one = next(every(value), None)
    if isinstance(one, dict):
        found = (one.get(key) for key in ("name", "nickname", "id"))
        one = next((x for x in found if isinstance(x, str) and x.strip()), None)
    return one[:200] if isinstance(one, str) else ""
