"""Puts records after those that they refer to, such as an edition after what it is one of. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol, TypeVar

from factcheck.errors import BadInput
from factcheck.ids import Id


class HasId(Protocol):
    """What has an id."""

    @property
    def id(self) -> Id | None:
        """The record's id."""


T = TypeVar("T", bound=HasId)


def upward(records: Iterable[T], above: Callable[[T], Sequence[Id | None]], error: str) -> list[T]:
    """Put records after those that they refer to; raise BadInput where they go in a circle."""
    by_id = {record.id: record for record in records}
    within = {i: [up for up in above(record) if up in by_id] for i, record in by_id.items()}
    if not any(within.values()):
        return [*by_id.values()]
    order = TopologicalSorter(within)
    try:
        return [by_id[i] for i in order.static_order()]
    except CycleError as problem:
        raise BadInput(error) from problem


def check_upward(above: Mapping[Id, Id], error: str) -> None:
    """Raise BadInput where records, each with the one above it, go in a circle."""
    try:
        TopologicalSorter({record: [up] for record, up in above.items()}).prepare()
    except CycleError as problem:
        raise BadInput(error) from problem


def upward_streamed(records: Iterable[T], above: Mapping[Id, Id]) -> Iterator[T]:
    """Give records as they come, but each after the one above it, for which it waits.

    They must go in no circle, and all that is above another come.
    """
    waited_for = set(above.values())
    waiting: dict[Id | None, list[T]] = {}
    for record in records:
        ready = [record]
        while ready:
            one = ready.pop()
            up = above.get(one.id) if one.id else None
            if up in waited_for:
                waiting.setdefault(up, []).append(one)
                continue
            yield one
            waited_for.discard(one.id)
            ready += waiting.pop(one.id, ())
