"""Comments: what colleagues say about statements, links, articles and all else, in threads.

Anybody may say something and settle a thread; only one's own words may be altered or taken away.
A comment outlasts what it is about, and one that was answered keeps its place. What a person has
read is theirs and not the project's: see `commenting.reading`.
"""

from collections.abc import Iterable, Mapping

from factcheck import models
from factcheck.access import Access
from factcheck.commenting import reading, rows
from factcheck.commenting.answers import (
    Comment,
    CommentKind,
    Counted,
    ReadMarks,
    Thread,
    Unread,
)
from factcheck.errors import BadInput, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Fields, inserted, updated
from factcheck.journal.journal import now
from factcheck.queries.rows import altered, by_ids, removed, row_id, where
from factcheck.queries.standing import standing_claims, standing_speakers
from factcheck.records import What
from factcheck.store.lots import lots
from factcheck.verbs.checks import choice, prose, values_of
from factcheck.verbs.places import shortened

_c = models.comment.c


class Comments:
    """Questions about comments, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def add(self, kind: CommentKind, record: Id, words: str) -> Id:
        """Begin a thread about a record and give the comment's id.

        Raises NotFound where the record is gone, BadInput for no words or too many.
        """
        choice("kind", kind, values_of(CommentKind))
        said = _said(words)
        subject = rows.subjects(self._database, [(kind, record)]).get(record)
        if subject is None:
            raise NotFound("comment.nothing")
        made = self._new({"kind": kind, "record": record, "article": subject.article}, said)
        self._record("comment.add", [made], subject.about)
        return made.id

    def answer(self, comment: Id, words: str) -> Id:
        """Say something in the thread of a comment, which is open again with it."""
        said = _said(words)
        root = self._root(comment)
        of = {name: root[name] for name in ("kind", "record", "article")}
        made = self._new({**of, "answers": row_id(root)}, said)
        edits = [made, *altered("comment", root, {"resolved": False})]
        self._record("comment.answer", edits, self._about(root))
        return made.id

    def resolve(self, comment: Id) -> None:
        """Say that the thread of a comment is settled."""
        root = self._root(comment)
        self._record(
            "comment.resolve", altered("comment", root, {"resolved": True}), self._about(root)
        )

    def reopen(self, comment: Id) -> None:
        """Say that the thread of a comment is not settled after all."""
        root = self._root(comment)
        self._record(
            "comment.reopen", altered("comment", root, {"resolved": False}), self._about(root)
        )

    def edit(self, comment: Id, words: str) -> None:
        """Say one's own comment in other words; raise NotAllowed for another's."""
        said = _said(words)
        row = self._own(comment)
        if said != row["words"]:
            before = {"words": row["words"], "edited_at": row["edited_at"]}
            edit = updated("comment", comment, before, {"words": said, "edited_at": now()})
            self._record("comment.edit", [edit], self._about(row))

    def delete(self, comment: Id) -> None:
        """Take one's own comment away; one that has answers keeps its place without words."""
        row = self._own(comment)
        thread = self._thread(row)
        answers = [one for one in thread if one["answers"] == comment]
        if answers:
            edits = altered("comment", row, {"words": ""})
        else:
            root = next((one for one in thread if one["answers"] is None), row)
            alone = len(thread) == 2 and root is not row and not root["words"]
            # Of a thread whose beginning was taken away before, the last answer takes that along.
            gone = [one for one in thread if row_id(one) == comment]
            edits = removed("comment", [*gone, root] if alone else gone)
        self._record("comment.delete", edits, self._about(row))

    def get(self, comment: Id) -> Comment:
        """Give a comment; raise NotFound if it is not there."""
        found = rows.comments(self._database, _c.id == comment)
        if not found:
            raise NotFound("comment.gone")
        return found[0]

    def of(self, kind: CommentKind, record: Id) -> list[Thread]:
        """Give the threads about a record, oldest first; of what was merged into it too."""
        ids = [record]
        if kind == "claim":
            ids = standing_claims(self._database).under(record)
        elif kind == "speaker":
            ids = standing_speakers(self._database).under(record)
        return rows.threads(self._database, _c.kind == kind, _c.record.in_(ids))

    def of_article(self, article: Id) -> list[Thread]:
        """Give the threads about an article and all in it, also about what is gone from it."""
        return rows.threads(self._database, rows.in_article(self._database, article))

    def all(self) -> list[Thread]:
        """Give all threads, oldest first."""
        return rows.threads(self._database)

    def open_threads(self) -> list[Thread]:
        """Give all threads that nobody has resolved, oldest first."""
        return [one for one in self.all() if not one.resolved]

    def counts(self, records: Iterable[Id]) -> Mapping[Id, Counted]:
        """Count what is said about records; those about which nothing is are left out."""
        found: dict[Id, Counted] = {}
        for lot in lots(records):
            found |= rows.counts(self._database, _c.record, _c.record.in_(lot))
        return found

    def counts_by_record(self) -> Mapping[Id, Counted]:
        """Count what is said about every record about which anything is."""
        return rows.counts(self._database, _c.record)

    def counts_by_article(self) -> Mapping[Id, Counted]:
        """Count what is said about each article and all in it."""
        return rows.counts(self._database, _c.article)

    def unread(self, marks: ReadMarks) -> list[Unread]:
        """Give what others said that who acts has not read, as their marks have it."""
        return reading.unread(self._database, self._access.actor.id, marks)

    def mark_read(self, marks: ReadMarks, ids: Iterable[Id]) -> ReadMarks:
        """Give the marks once comments are read; nothing is written to the project."""
        return reading.mark_read(self._database, self._access.actor.id, marks, ids)

    def _new(self, of: Fields, words: str) -> Edit:
        fields = {**of, "annotator": self._access.actor.id, "made_at": now(), "words": words}
        return inserted("comment", Id.new(), fields)

    def _row(self, comment: Id) -> Fields:
        found = by_ids(self._database, models.comment, [comment]).get(comment)
        if found is None or not found["words"]:
            raise NotFound("comment.gone")
        return found

    def _root(self, comment: Id) -> Fields:
        row = by_ids(self._database, models.comment, [comment]).get(comment)
        if row is not None and isinstance(row["answers"], Id):
            row = by_ids(self._database, models.comment, [row["answers"]]).get(row["answers"])
        if row is None:
            raise NotFound("comment.gone")
        return row

    def _own(self, comment: Id) -> Fields:
        row = self._row(comment)
        if row["annotator"] != self._access.actor.id:
            raise NotAllowed("comment.others", name=self.get(comment).who)
        return row

    def _thread(self, row: Fields) -> list[Fields]:
        root = row["answers"] or row_id(row)
        return where(self._database, models.comment, (_c.id == root) | (_c.answers == root))

    def _about(self, row: Fields) -> str:
        found = rows.comments(self._database, _c.id == row_id(row))
        subject = rows.subjects(self._database, [(x.kind, x.record) for x in found])
        return next((one.about for one in subject.values()), "")

    def _record(self, code: str, edits: list[Edit], about: str) -> None:
        if edits:
            self._access.record(What(code, {"about": shortened(about, 60)}), edits)


def _said(words: str) -> str:
    found = prose("comment", words)
    if not found:
        raise BadInput("comment.empty")
    return found
