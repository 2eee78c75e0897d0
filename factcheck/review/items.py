"""The items of one article: its places with each annotator's version, gold, and the decision.

Pure. It puts together what was read; which articles and whose layers are asked about is decided
by whoever reads.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.ids import GOLD, Id
from factcheck.records import Statement
from factcheck.review.answers import Share, State, StatementItem
from factcheck.review.clusters import places
from factcheck.review.differing import core, differences, shares, whole_share
from factcheck.review.golds import with_gold
from factcheck.review.settled import Ground, Register, Settled
from factcheck.review.wording import Telling, same_claims


@dataclass(frozen=True, slots=True)
class Reading:
    """What items are made of besides statements."""

    #: The number of each annotator, in the order in which versions are shown.
    order: Mapping[Id, int]
    ground: Ground
    words: Mapping[Id, Telling]


def items_of(
    article: Id,
    statements: Sequence[Statement],
    layers: Collection[Id],
    register: Register,
    reading: Reading,
) -> list[StatementItem]:
    """Give the items of one article, in the order of the text.

    `statements` are all in it that may be seen, `layers` those whose work is compared; gold is
    never among them.
    """
    versions = [s for s in statements if s.annotator in layers]
    gold = [s for s in statements if s.annotator == GOLD]
    away = {s.id for s in statements if s.annotator not in layers and s.annotator != GOLD}
    groups = places(versions)
    of_place, alone = with_gold(groups, gold, register)
    parents = {s.id: group[0].id for group in groups for s in group}
    whole = _Article(article, sorted(layers, key=lambda a: reading.order[a]), away, parents)
    found = [
        _item(whole, group, made, register, reading)
        for group, made in zip(groups, of_place, strict=True)
    ]
    found += [_item(whole, [], [one], register, reading) for one in alone]
    return sorted(found, key=lambda item: (item.start, item.end, item.key))


@dataclass(frozen=True, slots=True)
class _Article:
    id: Id
    layers: Sequence[Id]
    away: Collection[Id]
    parents: Mapping[Id, Id]


def _item(
    whole: _Article,
    group: Sequence[Statement],
    gold: Sequence[Statement],
    register: Register,
    reading: Reading,
) -> StatementItem:
    versions = sorted(group, key=lambda s: reading.order[s.annotator])
    having = {s.annotator for s in versions}
    silent = tuple(layer for layer in whole.layers if layer not in having)
    parts = shares(versions, len(whole.layers), whole.parents)
    found = differences(versions, silent=bool(silent and versions), places=whole.parents)
    pairs = same_claims((v.claim for v in versions), reading.words) if "claim" in found else ()
    spans = [s for one in (versions or gold) for s in one.content]
    # Of work that was handed over, the copy stands for what was decided on.
    records = [i for one in versions for i in (one.id, *one.derived_from)]
    decided = register.about([*records, *(one.id for one in gold)], (whole.id,))
    state, settled = _state(decided, versions, gold, whole.away, reading.ground)
    golds = {core(one) for one in gold}
    if settled is None and gold and not found and all(core(v) in golds for v in versions):
        state = "decided"  # gold by itself, from elsewhere or by hand, with which all agree
    return StatementItem(
        key=min(one.id for one in (versions or gold)),
        article=whole.id,
        start=min(s.start for s in spans),
        end=max(s.end for s in spans),
        versions=tuple(versions),
        silent=silent,
        gold=tuple(gold),
        differences=found | {"wording"} if pairs else found,
        share=whole_share(parts) if versions else Share(0, len(whole.layers)),
        parts=parts,
        state=state,
        decision=None if settled is None else settled.decision,
        same_claims=pairs,
    )


def _state(
    settled: Settled | None,
    versions: Sequence[Statement],
    gold: Sequence[Statement],
    away: Collection[Id],
    ground: Ground,
) -> tuple[State, Settled | None]:
    """Say whether an item was decided, and whether that still holds."""
    if settled is None:
        return "open", None
    if ground.holds(settled.statements, versions, gold, away=away):
        return "decided", settled
    return "outdated", replace(settled, decision=replace(settled.decision, holds=False))
