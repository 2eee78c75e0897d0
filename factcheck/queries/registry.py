"""The speakers and claims as they are registered: rows to records, merged ones included.

Reading only. Who stands for whom is in `standing`, which names are meant in `speaker_names`.
"""

from collections import defaultdict
from typing import cast

from sqlalchemy import ColumnElement, select

from factcheck import models
from factcheck.ids import Id
from factcheck.records import Claim, Speaker, SpeakerKind
from factcheck.store.database import Database

_sp, _al, _cl = models.speaker.c, models.alias.c, models.claim.c


def read_speakers(database: Database, *conditions: ColumnElement[bool]) -> list[Speaker]:
    """Give the visible speakers for which conditions on their table hold, by name."""
    shown = (*conditions, database.shown(models.speaker))
    named = models.alias.join(models.speaker, _al.speaker == _sp.id)
    aliases: dict[Id, list[str]] = defaultdict(list)
    with database.reading():
        query = select(_al.speaker, _al.name).select_from(named)
        query = query.where(*shown, database.shown(models.alias))
        for speaker, name in database.rows(query.order_by(_al.id)):
            aliases[speaker].append(name)
        rows = database.rows(
            select(
                *(_sp.id, _sp.name, _sp.kind, _sp.position, _sp.affiliation),
                *(_sp.external_id, _sp.article, _sp.merged_into),
            ).where(*shown)
        )
    found = [
        Speaker(
            *(row[0], row[1], cast(SpeakerKind, row[2]), tuple(aliases.get(row[0], ()))),
            *row[3:],
        )
        for row in rows
    ]
    return sorted(found, key=lambda s: (s.name.casefold(), s.id))


def read_claims(database: Database, *conditions: ColumnElement[bool]) -> list[Claim]:
    """Give the visible claims for which conditions on their table hold, by proposition."""
    columns = (
        *(_cl.id, _cl.proposition, _cl.note, _cl.verdict, _cl.rationale, _cl.evidence),
        _cl.merged_into,
    )
    rows = database.rows(select(*columns).where(*conditions, database.shown(models.claim)))
    return sorted((Claim(*row) for row in rows), key=lambda c: (c.proposition.casefold(), c.id))
