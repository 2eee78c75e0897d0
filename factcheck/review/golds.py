"""At which place a gold statement is: as its decision says, or its origin, or its words.

Pure. A decision may have made several gold statements of one place; gold that nothing says
anything about comes to the place that it is most like, one to each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from factcheck.ids import Id
from factcheck.records import Statement
from factcheck.review.clusters import in_order, pairs
from factcheck.review.settled import Register


def with_gold(
    groups: Sequence[Sequence[Statement]], gold: Iterable[Statement], register: Register
) -> tuple[list[list[Statement]], list[Statement]]:
    """Give the gold of each place, and the gold that is at none of them."""
    # A copy stands for its original, of work that is in other hands now.
    of_version = {i: n for n, group in enumerate(groups) for s in group for i in s.derived_from}
    of_version |= {s.id: n for n, group in enumerate(groups) for s in group}
    found: list[list[Statement]] = [[] for _ in groups]
    left: list[Statement] = []
    for one in gold:
        place = _said(one, of_version, register)
        if place is None:
            left.append(one)
        else:
            found[place].append(one)
    like = _most_like(groups, found, left)
    for one in left:
        if one.id in like:
            found[like[one.id]].append(one)
    alone = [one for one in left if one.id not in like]
    for several in found:
        several.sort(key=lambda s: (s.content[0].start, s.id))
    return found, alone


def _said(gold: Statement, of_version: Mapping[Id, int], register: Register) -> int | None:
    """Give the place that a gold statement's decision and origin name, most often named first."""
    votes: Counter[int] = Counter()
    for version in gold.derived_from:
        if version in of_version:
            votes[of_version[version]] += 2
    maker = register.maker(gold.id)
    for version in maker.decision.versions if maker else ():
        if version in of_version:
            votes[of_version[version]] += 1
    if not votes:
        return None
    return min(votes, key=lambda place: (-votes[place], place))


def _most_like(
    groups: Sequence[Sequence[Statement]],
    taken: Sequence[Sequence[Statement]],
    left: Sequence[Statement],
) -> dict[Id, int]:
    """Give the place, without gold so far, that each is most like, where there is one."""
    free = {s.id: n for n, group in enumerate(groups) if not taken[n] for s in group}
    found: dict[Id, int] = {}
    if not left or not free:
        return found
    told = in_order([*left, *(s for n, group in enumerate(groups) if not taken[n] for s in group)])
    golden, taken_now = {one.id for one in left}, set[int]()
    for *_, one, other in sorted(pairs(told)):
        gold, version = told[one].id, told[other].id
        if gold not in golden:
            gold, version = version, gold
        if gold in golden and gold not in found and version in free:
            if free[version] not in taken_now:
                found[gold] = free[version]
                taken_now.add(free[version])
    return found
