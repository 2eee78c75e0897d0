"""What items, versions and decisions are called in the window: titles, shares, outcomes.

It turns records into words; it asks the core for nothing but what it is given.
"""

from __future__ import annotations

from typing import Final

from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.review.answers import Difference, Item, LinkItem, Share, StatementItem
from ui.claim_pane.views import quoted
from ui.dates import date_shown
from ui.review.people import People, listed
from ui.texts import tr
from ui.vocabulary import Vocabulary

#: In this order differences are named; each with its word in a list of several.
KINDS: Final[tuple[Difference, ...]] = (
    *("only_some", "only_some_linked", "label", "edges", "trifles", "speaker", "claim"),
    *("wording", "details", "link_type", "link_details"),
)
_KEYS: Final = {"edges": "boundary"}  # in the texts, which say nothing of edges
_SOME: Final = frozenset(("only_some", "only_some_linked"))
QUOTE_HEAD: Final = 64  # characters of a long quote that stay at its beginning
QUOTE_TAIL: Final = 32


def kind_words(kind: Difference) -> str:
    """Name a way in which versions differ."""
    return tr(f"review.kind.{_KEYS.get(kind, kind)}")


def title(item: Item, people: People, *, short: bool = False) -> str:
    """Say how the versions of an item differ; short, for a row of the queue."""
    if not item.differences:
        return tr("review.single" if len(item.versions) == 1 else "review.agreed")
    # That two claims may be one is the more exact way to say that claims differ.
    rest_of_claim = {"claim"} if "wording" in item.differences else set()
    found = [kind for kind in KINDS if kind in item.differences - rest_of_claim]
    parts = [_some(item, people)] if _SOME & item.differences else []
    rest = [kind for kind in found if kind not in _SOME]
    if len(rest) == 1:
        parts.append(kind_words(rest[0]))
    elif rest:
        words = [tr(f"review.part.{_KEYS.get(kind, kind)}") for kind in rest]
        names = ", ".join(words) if short else listed(words)
        parts.append(tr("review.differ", parts=names[:1].upper() + names[1:]))
    return " · ".join(parts)


def share(told: Share) -> str:
    """Say how many of how many agree."""
    return tr("review.share", n=told.agreeing, of=told.of)


def _some(item: Item, people: People) -> str:
    who = people.listed(x.annotator for x in item.versions)
    linked = isinstance(item, LinkItem)
    return tr("review.only_linked" if linked else "review.only_marked", who=who)


def middle_elided(words: str, most: int = QUOTE_HEAD + QUOTE_TAIL + 8) -> str:
    """Shorten a long quote in its middle, for it is at the ends that versions differ."""
    plain = " ".join(words.split())
    if len(plain) <= most:
        return plain
    head = plain[:QUOTE_HEAD].rsplit(" ", 1)[0]
    tail = plain[-QUOTE_TAIL:].split(" ", 1)[-1]
    return f"{head} … {tail}"


def speaker(statement: Statement, vocabulary: Vocabulary) -> tuple[str, str]:
    """Name who said it, and the position if there is one."""
    found = vocabulary.speaker(statement.speaker)
    if found is not None:
        return found.name, found.position or ""
    none = statement.speaker_basis == "none"
    return tr("claims.names_none" if none else "claims.no_speaker"), ""


def claim(statement: Statement, vocabulary: Vocabulary) -> str:
    """Give the words of what it is about."""
    found = vocabulary.claim(statement.claim)
    return found.proposition if found else tr("claims.no_claim")


def details(statement: Statement, vocabulary: Vocabulary) -> str:
    """Say what else a version has: through whom, to whom, when, how sure, how reported."""
    chain = [x.name for i in statement.reported_by if (x := vocabulary.speaker(i))]
    parts = [tr("claims.via", names=" < ".join(chain))] if chain else []
    to = vocabulary.speaker(statement.said_to)
    if to is not None:
        parts.append(tr("claims.to", name=to.name))
    if statement.said is not None:
        parts.append(date_shown(statement.said))
    if statement.certainty is not None:
        parts.append(tr(f"claims.sure.{statement.certainty}"))
    if statement.quotation is not None:
        parts.append(tr(f"claims.quotation.{statement.quotation}"))
    return " · ".join(x for x in parts if x) or tr("review.no_details")


def link_verb(link: Link, vocabulary: Vocabulary) -> str:
    """Name the type of a link."""
    kind = vocabulary.link_types.get(link.type)
    return kind.name if kind else ""


def outcome(item: Item) -> str:
    """Say how it was decided, in a word or two; empty while it is open."""
    return tr(f"review.outcome.{item.decision.outcome}") if item.decision is not None else ""


def quote(item: Item, ends: dict[Id, Statement]) -> str:
    """Give the words that an item is about; of a link those of both ends."""
    if isinstance(item, StatementItem):
        first = (*item.gold, *item.versions)
        return " ".join(first[0].words.split()) if first else ""
    link = next(iter((*item.gold, *item.versions)), None)
    if link is None:
        return ""
    told = [ends[x].words if x in ends else "" for x in (link.source, link.target)]
    one, other = (quoted(middle_elided(x, 60)) for x in told)
    return tr("review.both_ends", first=one, second=other)
