"""The views of a CAS made articles: one for each text, with what is known of it there."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from factcheck.formats import cas_names as names
from factcheck.formats.beside import Beside
from factcheck.formats.building import Origin
from factcheck.formats.cas_in import Reading
from factcheck.formats.cas_model import Cas, View
from factcheck.formats.cas_values import Values
from factcheck.formats.ours_in import Returning
from factcheck.ids import Id
from factcheck.records import NewArticle
from factcheck.texts import text
from factcheck.verbs.checks import LONGEST_LINE

_FIRST = "_InitialView"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# INCEpTION and DKPro say it of every article.
_USUAL = {"isLastSegment": "false"}


@dataclass(slots=True)
class Articles:
    """CAS on their way into a bundle; `flat` gives words as the format gives them back."""

    returning: Returning
    side: Beside
    reader: str
    flat: Callable[[str], str]
    _there: dict[str, Id] = field(default_factory=dict)

    def take(self, cas: Cas, place: str, annotator: str) -> None:
        """Take in the texts of a CAS with all that is in them; raise BadInput."""
        values = Values(cas)
        views = list(cas.views())
        cas.lost["empty_articles"] += not views
        elsewhere = [view.sofa for view in views if view.sofa.is_elsewhere]
        if elsewhere and not any(view.text for view in views):
            raise cas.at(elsewhere[0].line, elsewhere[0].name).bad("no_text_here")
        for view in views:
            if view.text.strip():
                self._view(view, values, place, annotator)
            else:
                kind = "not_text" if view.sofa.is_elsewhere else "empty_articles"
                cas.lost[kind] += 1
                cas.lost["without_text"] += sum(map(cas.is_annotation, view.structures))
        cas.lost["structures"] += values.unread()
        self.returning.building.lost.update(cas.lost)

    def _view(self, view: View, values: Values, place: str, annotator: str) -> None:
        sofa = view.sofa.name
        name = place if sofa == _FIRST else f"{place}#{sofa}"
        plain = self._article(view, values, Origin(view.cas.name).short("name", name))
        article = self.side.article(self.returning, name, plain)
        if self._there.setdefault(name, article) != article:
            notes = self.returning.building.notes
            notes.append(text("import.dataset.other_text", name=name))
        Reading(self.returning, view, values, article, annotator, flat=self.flat).read()

    def _article(self, view: View, values: Values, name: str) -> NewArticle:
        about = self._about(view, values)
        title = " ".join(about.pop(names.TITLE, "").split())
        language = about.pop(names.LANGUAGE, names.NO_LANGUAGE)
        is_known = language != names.NO_LANGUAGE and bool(_LANGUAGE.fullmatch(language))
        if language != names.NO_LANGUAGE and not is_known:
            about[names.LANGUAGE] = language
        if about.get(names.ID) in (title, name.rpartition("/")[2]):
            del about[names.ID]
        return NewArticle(
            self._text(view, name),
            name,
            title[:LONGEST_LINE] or name.rpartition("/")[2],
            language=language if is_known else None,
            reader=self.reader,
            attributes=about,
        )

    def _text(self, view: View, name: str) -> str:
        """Give the text; ours that lies beside where only blanks stand for what XML cannot hold."""
        found = self.side.row(name)
        before = found[1].any_text("text") if found else None
        if before is not None and self.flat(before) == view.text:
            return before
        view.cas.lost["characters"] += view.text.count("\0")
        return view.text.replace("\0", "\ufffd")

    def _about(self, view: View, values: Values) -> dict[str, str]:
        """Give what annotations of the article as a whole say of it, the first one first."""
        found: dict[str, str] = {}
        for one in view.structures:
            if view.cas.types.is_a(one.type, names.DOCUMENT_ANNOTATION):
                for name, value in values.features(one).items():
                    found.setdefault(name, value)
        view.cas.lost["machine_places"] += bool(found.keys() & {*names.PLACES})
        return {k: v for k, v in found.items() if _USUAL.get(k) != v and k not in names.PLACES}
