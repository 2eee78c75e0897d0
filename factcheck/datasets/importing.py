"""Brings a dataset into a project: as one revision, by the ids it has, nothing twice.

What is there with the same content is nothing new; what an id that is there with other content
means, `clashes` says. It knows no format: bundles come in.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from factcheck.access import Access
from factcheck.annotators import joining
from factcheck.datasets.edits import (
    assignment_edits,
    claim_edits,
    comment_edits,
    decision_edits,
    link_edits,
    speaker_edits,
    statement_edits,
)
from factcheck.datasets.hydrating import with_texts
from factcheck.datasets.plan import Plan
from factcheck.datasets.upward import upward
from factcheck.formats.bundle import Bundle
from factcheck.ids import GOLD
from factcheck.intake.batches import Batch, give_up, sweep
from factcheck.intake.likeness import sketching
from factcheck.intake.sorting import noted, portions
from factcheck.journal import Edit
from factcheck.layers import check_may_alter
from factcheck.records import MOST_COMING, Annotator, ImportReport, Progress, What
from factcheck.roles import check_defines
from factcheck.texts import plural


def import_bundle(
    access: Access,
    bundle: Bundle,
    *,
    what: What | None = None,
    layer: Annotator | None = None,
    names: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a dataset as one revision; a dry run only says what it would do.

    `layer` takes the place of the dataset's only one; `names` are the dataset's names of labels
    and link types with ours. Raises BadInput or Conflict, Cancelled from `progress` included, and
    leaves the project as it was.
    """
    sweep(access.journal)
    bundle = with_texts(access.database, bundle)
    plan = Plan(access, bundle, layer=layer, names=names or {})
    _check_permitted(access, plan)
    counts, number = _counts(plan), None
    if not dry_run and (plan.news or plan.labelling.reworded or plan.head):
        number = _write(access, plan, what or What("import.dataset", counts), progress)
    return ImportReport(
        articles=counts["articles"],
        statements=counts["statements"],
        links=counts["links"],
        revision=number,
        lost=_lost(bundle, plan),
        notes=(*bundle.notes, *_notes(plan)),
        ids=tuple(plan.articles.values()),
        new=tuple(sorted(plan.parts.new_articles)),
        coming=tuple(islice(plan.parts.coming(), MOST_COMING)) if dry_run else (),
    )


def _check_permitted(access: Access, plan: Plan) -> None:
    """Raise NotAllowed for what is beyond the role of who imports: labels, gold, others' work."""
    if plan.labelling.new or plan.labelling.reworded:
        check_defines(access)
    layers = plan.new_layers()
    if access.sight.limited:
        layers |= {one.annotator for one in plan.new_assignments}
        layers |= {one.annotator for one in plan.new_comments}
    else:
        layers &= {GOLD}
    if plan.new_decisions:
        layers.add(GOLD)
    others = layers - {one.id for one in plan.new_annotators if one.id != GOLD}
    check_may_alter(access, [{"annotator": layer} for layer in others])


def _write(access: Access, plan: Plan, what: What, progress: Progress | None) -> int:
    give_up(access.journal, plan.new_ids())
    with Batch(access.database, what, access.actor.id) as batch:
        done = 0
        with sketching(access.database, len(plan.parts.new_articles), progress) as sketch:
            for lot in portions(plan.parts.articles_upward()):
                batch.insert([e for one in lot for e in one.edits], [one.text for one in lot])
                sketch(lot)
                done += len(lot)
                _tell(progress, done, plan.news)
            for so_far in batch.insert_all(_groups(plan)):
                _tell(progress, done + so_far, plan.news)
        stays = [*access.join_edits(), *plan.labelling.reworded, *plan.head]
        number = batch.publish(also=stays)
        access.unseen.wrote(number)
    access.joined()
    return number


def _groups(plan: Plan) -> Iterator[list[Edit]]:
    """Give the edits of each record, after those of the records that it refers to."""
    yield from ([joining(one)] for one in plan.new_annotators)
    yield from ([edit] for edit in plan.labelling.new)
    claims = upward(plan.new_claims, lambda c: (c.merged_into,), "claim.circle")
    yield from (claim_edits(claim) for claim in claims)
    speakers = upward(plan.new_speakers, lambda s: (s.affiliation, s.merged_into), "speaker.circle")
    yield from (speaker_edits(speaker) for speaker in speakers)
    for text, statements in plan.parts.statements_by_article():
        outer_first = upward(statements, lambda s: (s.parent,), "statement.circle")
        yield from (statement_edits(one, text) for one in outer_first)
    yield from (link_edits(link) for link in plan.new_links)
    yield from (assignment_edits(one) for one in plan.new_assignments)
    comments = upward(plan.new_comments, lambda c: (c.answers,), "comment.circle")
    yield from (comment_edits(one) for one in comments)
    decisions = upward(plan.new_decisions, lambda d: (d.replaces,), "decision.circle")
    yield from (decision_edits(one) for one in decisions)


def _counts(plan: Plan) -> dict[str, int]:
    return {
        "articles": len(plan.parts.new_articles),
        "statements": len(plan.parts.new_statements),
        "links": len(plan.new_links),
    }


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(done, total)


def _lost(bundle: Bundle, plan: Plan) -> dict[str, int]:
    lost = dict(bundle.lost)
    if plan.links_twice:
        lost["links_twice"] = lost.get("links_twice", 0) + plan.links_twice
    return lost


def _notes(plan: Plan) -> list[str]:
    twins = plan.parts.twins
    notes = [plural("import.dataset.known_articles", twins)] if twins else []
    same = plan.parts.same_text
    notes += [noted("same_text", len(same), same)] if same else []
    notes += [plural("import.dataset.kept", n)] if (n := plan.clashes.kept) else []
    kept = plan.labelling.kept
    if kept:
        notes.append(plural("import.dataset.wording_kept", len(kept), names=", ".join(kept)))
    return notes
