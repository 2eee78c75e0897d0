"""The shown article with its statements and links, asked of the core once for all panels.

After a change it asks for just what was touched, so that one mark among ten thousand costs no
more than one among ten. It is a copy to paint from; nobody alters it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from factcheck.ids import Id
from factcheck.queries.answers import Family
from factcheck.records import Article, Changed, Link, Statement, Status
from ui.session import Session
from ui.workspace import Workspace

# An article with more statements than this shows the stretch around the reading place first.
MANY: Final = 400
STRETCH: Final = 6_000  # code points; more than any window shows at once
STEP: Final = 40_000  # code points read between two paints, until all is there


class Shown(QObject):
    """What the reader and the claim pane show: one article, the shown layers."""

    article_changed = Signal()  # another article, or none
    header_changed = Signal()  # metadata, furniture or status of the same one
    statements_changed = Signal(object)  # frozenset of ids, or None where all may differ
    links_changed = Signal()

    def __init__(self, workspace: Workspace, session: Session) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session = session
        self.article: Article | None = None
        self.text = ""
        self.status: Status = "to_do"
        self.handed_from: Id | None = None  # whose work it was before
        self.family = Family()
        self.statements: dict[Id, Statement] = {}
        self.links: dict[Id, Link] = {}
        self._all: dict[Id, Statement] = {}
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._read_on)
        self._read_to = 0
        self._gathered: dict[Id, Statement] = {}
        session.article_changed.connect(self._take_article)
        workspace.changed.connect(self._on_changed)
        workspace.told.connect(self._let_go)
        workspace.layers_changed.connect(self._take_layers)

    def is_own(self, statement: Statement) -> bool:
        """Say whether a statement is in the layer where one's own marks go."""
        return statement.annotator == self._workspace.project.layer.id

    def links_of(self, statement: Id) -> list[Link]:
        """Give the links that a statement is an end of."""
        return [x for x in self.links.values() if statement in (x.source, x.target)]

    def contradicted(self) -> frozenset[Id]:
        """Give the statements that a denying or contradicting link ends on."""
        types = self._workspace.vocabulary.link_types
        return frozenset(
            end
            for link in self.links.values()
            if link.type in types and types[link.type].contradicts
            for end in (link.source, link.target)
        )

    def read_whole(self) -> None:
        """Read at once what would be read after the next paint."""
        if self._rest.isActive():
            self._rest.stop()
            self._read_statements()
            self._tell_all()

    def _take_article(self, article: Id | None) -> None:
        self._rest.stop()
        if article is None or not self._workspace.is_open:
            self.article, self.text, self._all, self.links = None, "", {}, {}
            self.statements = {}
        else:
            project = self._workspace.project
            self.article = project.articles.get(article)
            self.text = project.articles.text(article)
            self.status = project.articles.status(article)
            self.handed_from = project.assignments.handed_from(article)
            self.family = project.editions.family(article)
            if project.statements.count_of(article, self._workspace.layers) > MANY:
                self._read_stretch(article)
                self._read_to, self._gathered = 0, {}
                self._rest.start()
            else:
                self._read_statements()
        self.article_changed.emit()

    def _take_layers(self) -> None:
        self._rest.stop()
        if self.article is not None:
            self._read_statements()
            self._tell_all()

    def _read_stretch(self, article: Id) -> None:
        place = self._session.reading_place(article)
        found = self._workspace.project.statements.of_stretch(
            article, self._workspace.layers, place - STRETCH, place + STRETCH
        )
        self._all = {x.id: x for x in found}
        self._put_in_order()
        self.links = {}

    def _read_on(self) -> None:
        """Read the next stretch between two paints, and show all once all is there."""
        if self.article is None or not self._workspace.is_open:
            return
        project, layers = self._workspace.project, self._workspace.layers
        start, self._read_to = self._read_to, self._read_to + STEP
        found = project.statements.of_stretch(self.article.id, layers, start, self._read_to)
        self._gathered |= {x.id: x for x in found}
        if self._read_to < self.article.length:
            self._rest.start()
            return
        self._all, self._gathered = self._gathered, {}
        self._put_in_order()
        self._read_links()
        self._tell_all()

    def _tell_all(self) -> None:
        self.statements_changed.emit(None)
        self.links_changed.emit()

    def _read_links(self) -> None:
        assert self.article is not None
        found = self._workspace.project.links.of_article(self.article.id, self._workspace.layers)
        self.links = {x.id: x for x in found}

    def _read_statements(self) -> None:
        assert self.article is not None
        project, layers = self._workspace.project, self._workspace.layers
        found = project.statements.of_article(self.article.id, layers)
        self._all = {x.id: x for x in found}
        self._put_in_order()
        self._read_links()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("article"):
            self._mend_way()
        if self.article is None:
            return
        self.read_whole()
        if changed.touches("article", "furniture", "assignment"):
            self._read_header()
        if changed.touches("statement"):
            self._reread(changed.ids["statement"])
        elif changed.touches("label", "speaker", "claim", "alias"):
            self.statements_changed.emit(None)
        if changed.touches("link", "statement", "link_type"):
            self._read_links()
            self.links_changed.emit()

    def _mend_way(self) -> None:
        way = self._session.way
        found = self._workspace.project.articles.get_many(list(way))
        if len(found) < len(way):
            # An import was taken back, and with it places that one had come from.
            self._session.keep_way({x.id for x in found})

    def _let_go(self) -> None:
        # Not before every panel knows of the change: they would look for what is gone.
        if self._session.active is not None and self._session.active not in self.statements:
            self._session.activate(None)

    def _read_header(self) -> None:
        assert self.article is not None
        articles = self._workspace.project.articles
        found = articles.get_many([self.article.id])
        if not found:
            # An import was taken back, and the article with it.
            self._session.forget()
            return
        self.article = found[0]
        self.status = articles.status(self.article.id)
        self.handed_from = self._workspace.project.assignments.handed_from(self.article.id)
        self.family = self._workspace.project.editions.family(self.article.id)
        self.header_changed.emit()

    def _reread(self, ids: frozenset[Id] | None) -> None:
        assert self.article is not None
        if ids is None:
            self._read_statements()
            self.statements_changed.emit(None)
            return
        fresh = {x.id: x for x in self._of_this_article(ids)}
        for gone in ids - fresh.keys():
            self._all.pop(gone, None)
        self._all |= fresh
        self._put_in_order()
        self.statements_changed.emit(ids)

    def _of_this_article(self, ids: Iterable[Id]) -> list[Statement]:
        assert self.article is not None
        layers = set(self._workspace.layers)
        found = self._workspace.project.statements.many(list(ids))
        return [x for x in found if x.article == self.article.id and x.annotator in layers]

    def _put_in_order(self) -> None:
        # A statement taken over from another layer stands for the one it came from.
        own = self._workspace.project.layer.id
        copies = [x for x in self._all.values() if x.derived_from and x.annotator == own]
        replaced = {origin for x in copies for origin in x.derived_from}
        kept = [x for x in self._all.values() if x.id not in replaced]
        # Content comes first among a statement's spans; asking each for it takes ten times as long.
        kept.sort(key=lambda x: (x.spans[0].start, x.spans[0].end))
        self.statements = {x.id: x for x in kept}
