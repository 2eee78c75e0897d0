"""Between a statement's source span and its speaker: the one fills in the other.

It looks up the registry and the text, and decides how a speaker is known. It records nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck import models
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.queries.editions import meant_in
from factcheck.queries.registry import read_speakers
from factcheck.queries.speaker_names import Match, match_words, names_of, nearest_source
from factcheck.queries.standing import Standing, standing_speakers
from factcheck.records import Speaker, SpeakerBasis
from factcheck.store.database import Database

Stretches = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker with all the names of it and of those merged into it."""

    speaker: Speaker
    names: tuple[str, ...]
    all: tuple[Speaker, ...]


def speaker_of_words(database: Database, words: str, article: Id) -> Match | None:
    """Give whom the words of a source span name in an article, None if nobody or several."""
    here = meant_in(database, read_speakers(database), article)
    return match_words(words, here, standing_speakers(database))


def named(database: Database, speaker: Id) -> Named:
    """Read the speaker that stands for an id, with its names; raise NotFound if there is none."""
    ids = standing_speakers(database).under(speaker)
    found = {s.id: s for s in read_speakers(database, models.speaker.c.id.in_(ids))}
    if ids[0] not in found:
        raise NotFound("speaker.gone")
    all_of = tuple(found[i] for i in ids if i in found)
    return Named(all_of[0], tuple(n for s in all_of for n in names_of(s)), all_of)


def check_belongs(database: Database, found: Named, article: Id) -> None:
    """Raise BadInput if an unnamed speaker of one article is to speak in another."""
    if not meant_in(database, [found.speaker], article):
        raise BadInput("speaker.of_another_article", name=found.speaker.name)


def source_near(text: str, content: Stretches, found: Named) -> tuple[int, int] | None:
    """Give where the text names a speaker nearest to the content, None if nowhere near."""
    return nearest_source(text, content, found.names)


def fitting_basis(text: str, content: Stretches, sources: Stretches, found: Named) -> SpeakerBasis:
    """Say how a speaker is known: by the source's words, by a pronoun's, by the text, or not."""
    same = Standing((s.id, found.speaker.id) for s in found.all[1:])
    for start, end in sources:
        match = match_words(text[start:end], found.all, same)
        if match:
            return match.basis
    if sources:
        return "resolved"
    return "named" if source_near(text, content, found) else "inferred"
