"""Merging as a noun of the project: what a merge would do, the merge, and what it left open."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.access import Access
from factcheck.errors import BadInput, Conflict, NotAllowed
from factcheck.history import MERGED
from factcheck.ids import Id
from factcheck.models import annotator
from factcheck.records import Progress, What

if TYPE_CHECKING:
    from factcheck.merging.conflicts import OpenConflict
    from factcheck.merging.planning import Plan
    from factcheck.merging.report import MergeReport
    from factcheck.store.database import Database

_ATTEMPTS = 2
SameAnnotator = Mapping[str, str]
_NOBODY: SameAnnotator = {}


class Merging:
    """Questions about merging another project into this one, and its verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def may(self) -> bool:
        """Say whether who acts may merge: anybody, but in a blind project lead and reviewers."""
        self._access.refresh()
        return not self._access.sight.limited

    def compare(
        self,
        other: str | Path,
        *,
        same_annotator: SameAnnotator = _NOBODY,
        progress: Progress | None = None,
    ) -> "MergeReport":
        """Say what a merge with another project would do; nothing is written.

        `same_annotator` has names or ids of theirs with ours who are one person. Raises NotFound,
        BadInput, Damaged, NotAllowed or Busy, each with what to do.
        """
        with self._planned(other, same_annotator, (), progress) as (plan, _):
            from factcheck.merging.report import report_of
            from factcheck.merging.result import is_nothing

            return report_of(plan, str(other), nothing=is_nothing(plan.draft))

    def merge(
        self,
        other: str | Path,
        *,
        same_annotator: SameAnnotator = _NOBODY,
        chosen: Collection[Id] = (),
        progress: Progress | None = None,
    ) -> "MergeReport":
        """Merge another project into this one as one revision; nothing to do writes nothing.

        `chosen` are those of `MergeReport.both` of which the other version is to be kept. Raises
        what `compare` raises, and Conflict where the project changes again and again meanwhile.
        """
        for attempt in range(_ATTEMPTS):
            try:
                return self._merge(other, same_annotator, chosen, progress)
            except Conflict as error:
                if attempt + 1 == _ATTEMPTS:
                    raise Conflict("merge.changed", why=str(error)) from error
        raise AssertionError("unreachable")

    def conflicts(self) -> "list[OpenConflict]":
        """Give what merges did not keep and nobody settled; none to whom may not merge."""
        from factcheck.merging.conflicts import open_conflicts

        with self._database.reading():
            return open_conflicts(self._database) if self.may() else []

    def choose_other(self, conflict: Id) -> None:
        """Let the version count that a merge did not keep; see `conflicts.choose_other`."""
        from factcheck.merging.conflicts import choose_other

        self._check_may()
        choose_other(self._access, conflict)

    def keep(self, conflict: Id) -> None:
        """Settle a conflict with what was kept; see `conflicts.keep`."""
        from factcheck.merging.conflicts import keep

        self._check_may()
        keep(self._access, conflict)

    def _merge(
        self,
        other: str | Path,
        same_annotator: SameAnnotator,
        chosen: Collection[Id],
        progress: Progress | None,
    ) -> "MergeReport":
        from factcheck.merging.report import report_of
        from factcheck.merging.result import finish, is_nothing
        from factcheck.merging.writing import edits_of, write

        with self._planned(other, same_annotator, chosen, progress) as (plan, theirs):
            nothing = is_nothing(plan.draft)
            report = report_of(plan, str(other), nothing=nothing)
            if nothing:
                return report
            finish(plan, chosen)
            writing = edits_of(plan.draft)
            what = What(MERGED, {"title": report.title, "n": len(writing)})
            number = write(
                self._access, plan.draft, writing, what, theirs=theirs, progress=progress
            )
            return replace(report, revision=number)

    @contextmanager
    def _planned(
        self,
        other: str | Path,
        same_annotator: SameAnnotator,
        chosen: Collection[Id],
        progress: Progress | None,
    ) -> "Iterator[tuple[Plan, Database]]":
        from factcheck.merging.opening import opened
        from factcheck.merging.result import planned
        from factcheck.merging.rights import check_roles

        self._check_may()
        with opened(other, self._database, progress) as theirs:
            annotators = self._annotators(theirs, same_annotator)
            made = planned(self._database, theirs, annotators, chosen, progress=progress)
            check_roles(self._access, made.draft, chosen)
            yield made, theirs

    def _annotators(self, theirs: "Database", same: SameAnnotator) -> Mapping[Id, Id]:
        return {
            _named(theirs, name, "merge.no_annotator_there"): _named(
                self._database, own, "merge.no_annotator_here"
            )
            for name, own in same.items()
        }

    def _check_may(self) -> None:
        if not self.may():
            raise NotAllowed("merge.blind")


def _named(database: "Database", name: str, error: str) -> Id:
    """Give the annotator of a name or id; raise BadInput for none, or two of it."""
    query = select(annotator.c.id, annotator.c.name)
    everybody: dict[Id, str] = {row[0]: row[1] for row in database.rows(query)}
    found = [i for i, other in everybody.items() if name in (other, str(i))]
    if len(found) != 1:
        code = error if not found else "merge.two_annotators"
        ids = ", ".join(str(i) for i in found)
        names = ", ".join(sorted(set(everybody.values())))
        raise BadInput(code, name=name, ids=ids, names=names)
    return found[0]
