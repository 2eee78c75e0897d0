"""The edits by which a reviewer sends work back, to be worked on again, and says why.

It checks no role and records nothing.
"""

from factcheck import models
from factcheck.access import Access
from factcheck.errors import BadInput
from factcheck.ids import SHARED, Id
from factcheck.journal import Edit, Fields, inserted
from factcheck.journal.journal import now
from factcheck.queries.rows import Row, altered, row_id, where
from factcheck.review.deciding import decision_edits
from factcheck.review.snapshots import NOTHING
from factcheck.verbs.checks import prose

_g = models.assignment.c


def sending_back(access: Access, article: Id, annotator: Id, words: str) -> list[Edit]:
    """Give the edits that send an annotator's work on an article back; BadInput without words."""
    said = prose("comment", words)
    if not said:
        raise BadInput("words.empty", field="comment")
    rows = _assignments(access, article, annotator)
    edits: list[Edit] = []
    if rows:
        first = row_id(rows[0])
        for row in rows:
            edits += altered("assignment", row, {"status": "in_progress"})
    else:
        first = Id.new()
        fields: Fields = {"article": article, "annotator": annotator, "status": "in_progress"}
        edits.append(inserted("assignment", first, {**fields, "given_by": access.actor.id}))
    comment: Fields = {"kind": "assignment", "record": first, "article": article, "words": said}
    by: Fields = {"annotator": access.actor.id, "made_at": now()}
    edits.append(inserted("comment", Id.new(), {**comment, **by}))
    decision: Fields = {
        "kind": "assignment",
        "article": article,
        "outcome": "sent_back",
        "reason": said,
        "snapshot": NOTHING,
    }
    return [*edits, *decision_edits(access, decision, {"version": [first]})]


def _assignments(access: Access, article: Id, annotator: Id) -> list[Row]:
    """Give the assignments of an annotator in an article; of a desk those of its members."""
    here = _g.article == article, _g.handed_to.is_(None)
    if annotator == SHARED:
        return where(access.database, models.assignment, *here, _g.status == "done")
    return where(access.database, models.assignment, *here, _g.annotator == annotator)
