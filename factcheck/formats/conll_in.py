"""Tagged tokens made statements of a bundle, in our own text where that has travelled beside.

Else the text is made of the tokens, with blanks between: never the original, which is noted.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from factcheck.formats import rows_in
from factcheck.formats.beside import Beside
from factcheck.formats.building import Stretch
from factcheck.formats.conll_lines import Columns, Tagged
from factcheck.formats.fields import Fields
from factcheck.formats.ours_in import Returning
from factcheck.formats.rows import Json
from factcheck.formats.token_places import Place, tokens_in
from factcheck.ids import Id
from factcheck.records import NewArticle


class Reading:
    """Files of columns on their way into a bundle; `guessed` says that a text was made up."""

    def __init__(self, returning: Returning, side: Beside, *, reader: str) -> None:
        self._returning = returning
        self._side = side
        self._reader = reader
        self.guessed = False

    def read(self, way: str, found: Iterable[Columns]) -> None:
        """Read the articles of one file; raise BadInput naming the line at fault."""
        articles = list(found)
        stem = str(PurePosixPath(way).with_suffix(""))
        annotator, place = self._whose(stem)
        lost = self._returning.building.lost
        lost["columns"] += max((one.more for one in articles), default=0)
        lost["remarks"] += sum(one.remarks for one in articles)
        lost["empty_articles"] += not articles
        for number, one in enumerate(articles, 1):
            name = one.name or (place if len(articles) == 1 else f"{place}#{number}")
            self._article(one, one.at.short("name", name), annotator)

    def _whose(self, stem: str) -> tuple[str, str]:
        """Give whose a file is and how its article is called."""
        layers = self._side.layers
        first, _, rest = stem.partition("/")
        if "" in layers:
            return layers[""], stem
        return (layers[first], rest) if first in layers else ("", stem)

    def _article(self, one: Columns, name: str, annotator: str) -> None:
        found = self._side.row(name)
        known = self._travelled(one, found[1]) if found else None
        if known is None:
            self.guessed = True
            known = one.text()
        text, places = known
        plain = NewArticle(text, name, name.rpartition("/")[2], reader=self._reader)
        article = self._side.article(self._returning, name, plain)
        rows = _rows(found[1]) if found else {}
        for tagged in one.tagged:
            row = rows.get((annotator, tagged.first, tagged.last))
            self._mark(tagged, row, article, places, annotator)

    def _travelled(self, one: Columns, row: Fields) -> tuple[str, list[Place]] | None:
        """Give the text that lies beside with the places of tokens, if it has these tokens."""
        text = row.any_text("text") or ""
        places = tokens_in(text)
        same = [text[start:end] for start, end in places] == one.tokens
        return (text, places) if same and text else None

    def _mark(
        self,
        tagged: Tagged,
        row: Fields | None,
        article: Id,
        places: Sequence[Place],
        annotator: str,
    ) -> None:
        ours: Json = None
        text = self._returning.building.article_of(article).text
        stretches: list[Stretch] = [
            ("content", places[tagged.first][0], places[tagged.last - 1][1])
        ]
        if row is not None:
            ours = {**row.values, "label": "", "spans": []}
            known = row.maybe_id("article") == article
            if known and row.maybe_line("label") == tagged.label:
                ours = {**row.values}
                stretches = [(s.role, s.start, s.end) for s in rows_in.spans(row, text)]
        self._returning.statement(
            ours, article, tagged.label, stretches, tagged.at, annotator=annotator
        )


def _rows(row: Fields) -> Mapping[tuple[str, int, int], Fields]:
    """Give what travelled with an article's statements, by whose they are and by their tokens."""
    found = {}
    for one in row.inner_rows("statements"):
        inner = one.inner("row")
        whose = inner.maybe_line("annotator") or ""
        found[whose, one.number("first"), one.number("last")] = inner
    return found
