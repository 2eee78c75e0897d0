"""Random work on copies of one project: merges meet, lose nothing, and are taken back exactly."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import builtin
from factcheck.errors import BadInput, Conflict, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person

from .edits import TEXT, add_article
from .merging import content, merges

LABELS = (builtin.ALLEGATION, builtin.DENIAL, builtin.CONFIRMATION)
TYPES = (builtin.DENIES, builtin.CONTRADICTS)
#: What one gesture does: which, and numbers that choose on what.
Gesture = tuple[str, int, int]
NAMES = (
    *("mark", "relabel", "note", "delete", "edge", "link", "unlink", "retype", "parent"),
    *(
        "speaker",
        "speaks",
        "alias",
        "no_alias",
        "claim",
        "reword",
        "about",
        "join",
        "undo",
        "status",
    ),
)
gestures = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 40), st.integers(0, 6)), max_size=9
)


def _one(items: Sequence[Id], at: int) -> Id:
    if not items:
        raise NotFound("claim.gone")
    return sorted(items)[at % len(items)]


class Worker:
    """Someone at work on a copy, by the verbs of the project."""

    def __init__(self, project: Project, article: Id) -> None:
        self.project = project
        self.article = article

    def do(self, gesture: Gesture) -> None:
        """Make a gesture; what is refused is not made."""
        name, at, to = gesture
        verb: Callable[[int, int], object] = getattr(self, f"_{name}")
        with suppress(BadInput, Conflict, NotFound):
            verb(at, to)

    @property
    def _own(self) -> list[Id]:
        layers = [self.project.layer.id]
        return [s.id for s in self.project.statements.of_article(self.article, layers)]

    @property
    def _links(self) -> list[Id]:
        layers = [self.project.layer.id]
        return [link.id for link in self.project.links.of_article(self.article, layers)]

    @property
    def _speakers(self) -> list[Id]:
        return [speaker.id for speaker in self.project.speakers.all()]

    @property
    def _claims(self) -> list[Id]:
        return [claim.id for claim in self.project.claims.all()]

    def _mark(self, at: int, to: int) -> None:
        self.project.statements.mark(self.article, at, at + 5, LABELS[to % 3])

    def _relabel(self, at: int, to: int) -> None:
        self.project.statements.relabel(_one(self._own, at), LABELS[to % 3])

    def _note(self, at: int, to: int) -> None:
        self.project.statements.set_note(_one(self._own, at), f"note {to}")

    def _delete(self, at: int, to: int) -> None:
        self.project.statements.delete(_one(self._own, at))

    def _edge(self, at: int, to: int) -> None:
        statement = self.project.statements.get(_one(self._own, at))
        span = statement.content[0]
        assert span.id is not None
        self.project.statements.move_edge(statement.id, span.id, span.start, span.end + to + 1)

    def _link(self, at: int, to: int) -> None:
        self.project.links.link(_one(self._own, at), _one(self._own, at + to), TYPES[to % 2])

    def _unlink(self, at: int, to: int) -> None:
        self.project.links.unlink(_one(self._links, at))

    def _retype(self, at: int, to: int) -> None:
        self.project.links.retype(_one(self._links, at), TYPES[to % 2])

    def _parent(self, at: int, to: int) -> None:
        self.project.statements.set_parent(_one(self._own, at), _one(self._own, at + to))

    def _speaker(self, at: int, to: int) -> None:
        self.project.speakers.create(f"Speaker {to}", "person")

    def _speaks(self, at: int, to: int) -> None:
        self.project.statements.set_speaker(_one(self._own, at), _one(self._speakers, to))

    def _alias(self, at: int, to: int) -> None:
        self.project.speakers.add_alias(_one(self._speakers, at), f"alias {to}")

    def _no_alias(self, at: int, to: int) -> None:
        speaker = self.project.speakers.get(_one(self._speakers, at))
        self.project.speakers.remove_alias(
            speaker.id, speaker.aliases[0] if speaker.aliases else ""
        )

    def _claim(self, at: int, to: int) -> None:
        self.project.claims.create(f"It rains {to} times")

    def _reword(self, at: int, to: int) -> None:
        self.project.claims.reword(_one(self._claims, at), f"It pours {to} times", "wording")

    def _about(self, at: int, to: int) -> None:
        self.project.statements.set_claim(_one(self._own, at), _one(self._claims, to))

    def _join(self, at: int, to: int) -> None:
        self.project.claims.merge(_one(self._claims, at), _one(self._claims, at + to))

    def _undo(self, at: int, to: int) -> None:
        self.project.undo()

    def _status(self, at: int, to: int) -> None:
        self.project.articles.set_status(self.article, ("to_do", "in_progress", "done")[to % 3])


class Table:
    """Copies of one project in a folder, and merges between them."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.person = Person(Id.new(), "Ana")
        self.projects: list[Project] = []
        first = Project.create(self.path(), title="Walk", layering="shared", actor=self.person)
        self.projects.append(first)
        self.article = add_article(first, TEXT)
        worker = Worker(first, self.article)
        for begin in ((0, 0), (6, 1), (12, 2)):
            worker.do(("mark", *begin))
        for name in ("speaker", "claim", "claim"):
            worker.do((name, 0, len(name)))
        worker.do(("link", 0, 1))

    def path(self) -> Path:
        """Give a path where nothing is."""
        return self.folder / f"{len(self.projects)}.factcheck"

    def copy(self, project: Project, name: str = "Ana") -> Project:
        """Give a copy, opened as somebody."""
        path = self.path()
        project.backup(path)
        person = self.person if name == "Ana" else Person(Id.new(), name)
        self.projects.append(Project.open(path, actor=person))
        return self.projects[-1]

    def work(self, project: Project, script: Sequence[Gesture]) -> None:
        """Let somebody work."""
        for gesture in script:
            Worker(project, self.article).do(gesture)

    def take_in(self, project: Project, other: Project) -> int | None:
        """Merge, and see that the project is whole."""
        report = project.merging.merge(other.location)
        assert project.check() == {"ok": True, "problems": []}
        project.pull()
        return report.revision

    def close(self) -> None:
        """Close all."""
        for project in self.projects:
            project.close()
        shutil.rmtree(self.folder)


def _walk(here: Sequence[Gesture], there: Sequence[Gesture], later: Sequence[Gesture]) -> None:
    table = Table(tempfile.mkdtemp())
    try:
        ana = table.projects[0]
        ben = table.copy(ana, "Ben")
        table.work(ana, here)
        table.work(ben, there)
        before, untouched = content(ana), table.copy(ana)
        number = table.take_in(ana, ben)
        after = content(ana)
        assert table.take_in(ana, ben) is None
        assert content(ana) == after
        if number is not None:
            ana.undo()
            assert _but_people(content(ana)) == _but_people(before)
            assert merges(ana) == set()
            ana.redo()
            assert content(ana) == after
            ana.undo()
            table.take_in(ana, ben)
            assert content(ana) == after
        table.take_in(ben, untouched)
        assert _told(ben, table.article) == _told(ana, table.article)
        table.work(ana, later)
        table.take_in(ben, ana)
        table.take_in(ana, ben)
        assert _told(ben, table.article) == _told(ana, table.article)
        assert table.take_in(ben, ana) is None
        assert table.take_in(ana, ben) is None
    finally:
        table.close()


def _but_people(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {kind: rows for kind, rows in found.items() if kind != "annotator"}


def _told(project: Project, article: Id) -> dict[str, list[str]]:
    """What both sides of a crossed merge tell, whatever ids they have for the same."""
    statements = project.statements.of_article(article, [project.layer.id])
    names = {s.id: s.name for s in project.speakers.all()}
    claims = {c.id: c.proposition for c in project.claims.all()}

    def said(record: Id | None) -> str:
        if record is None:
            return ""
        s = project.statements.get(record)
        spans = [(x.role, x.start, x.end) for x in s.spans]
        parts = (spans, str(s.label), names.get(s.speaker or Id()), claims.get(s.claim or Id()))
        return repr((*parts, s.note))

    links = project.links.of_article(article, [project.layer.id])
    return {
        "statements": sorted(said(s.id) + said(s.parent) for s in statements),
        "links": sorted(
            repr((link.type, sorted((said(link.source), said(link.target))))) for link in links
        ),
        "speakers": sorted(repr((s.name, sorted(s.aliases))) for s in project.speakers.all()),
        "claims": sorted(c.proposition + str(c.merged_into) for c in project.claims.all()),
    }


_SLOW = settings(deadline=None, max_examples=5)


@_SLOW
@given(here=gestures, there=gestures, later=gestures)
def test_work_apart_meets(
    here: Sequence[Gesture], there: Sequence[Gesture], later: Sequence[Gesture]
) -> None:
    _walk(here, there, later)


@pytest.mark.trust
@settings(deadline=None, max_examples=150)
@given(here=gestures, there=gestures, later=gestures)
def test_much_work_apart_meets(
    here: Sequence[Gesture], there: Sequence[Gesture], later: Sequence[Gesture]
) -> None:
    _walk(here, there, later)
