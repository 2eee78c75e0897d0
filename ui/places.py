"""Where one was reading, article by article: kept in memory, and in the settings when one rests.

No project data: it belongs to the person, and opening or reading writes nothing to a project.
"""

from __future__ import annotations

from factcheck.ids import Id
from factcheck.settings import Json, Settings


class ReadingPlaces:
    """The reading places of one open project, as offsets in code points."""

    def __init__(self, settings: Settings, project: Id) -> None:
        self._settings = settings
        self._project = project
        kept = settings.place(project)
        offsets = kept.get("offsets")
        self._offsets: dict[str, Json] = dict(offsets) if isinstance(offsets, dict) else {}
        self.article = str(kept.get("article") or "")

    def of(self, article: Id) -> int:
        """Give the offset where an article was left, 0 where it was never read."""
        offset = self._offsets.get(str(article))
        return offset if isinstance(offset, int) else 0

    def put(self, article: Id, offset: int) -> None:
        """Remember where an article is left; `keep` writes it down."""
        self.article = str(article)
        self._offsets[str(article)] = offset

    def keep(self) -> None:
        """Write to the settings what is remembered."""
        place: dict[str, Json] = {"article": self.article, "offsets": self._offsets}
        self._settings.put_place(self._project, place)
