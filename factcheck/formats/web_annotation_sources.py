"""Which articles the sources of annotations are: those of ours that come along, texts that lie
beside, or articles that the project has under that address. Nothing is fetched.

Of an address a project may have several editions, and none need be the very text that was
annotated: whoever asks must look which of them has the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urlsplit

from factcheck.formats import foreign
from factcheck.formats.building import Origin
from factcheck.formats.decoding import decoded
from factcheck.formats.given import Given
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import opened
from factcheck.formats.rows import Json
from factcheck.ids import Id
from factcheck.prose.decode import LARGEST


@dataclass(frozen=True, slots=True)
class Source:
    """An article that may be meant; `annotated` where its text is the very one that was."""

    article: Id
    annotated: bool = True


@dataclass(slots=True)
class Sources:
    """What sources mean, found once each; `texts` are those beside, by their names."""

    returning: Returning
    texts: Mapping[str, Path]
    given: Given
    _known: dict[str, Sequence[Source]] = field(default_factory=dict)

    def travelled(self, record: Id, article: Id) -> None:
        """Note which article one of ours became."""
        self._known[f"urn:uuid:{record}"] = [Source(article)]

    def find(self, source: Json) -> Sequence[Source]:
        """Give the articles that a source may mean, none where its text is not there.

        Where it is not said, it is the only text that lies beside.
        """
        if source is None and len(self.texts) == 1:
            (source,) = self.texts
        name = source.get("id") if isinstance(source, dict) else source
        if not isinstance(name, str):
            return ()
        if name not in self._known:
            self._known[name] = self._look(name)
        return self._known[name]

    def words_of_ours(self, record: Id) -> str | None:
        """Give the text beside of an article of ours, None where there is none."""
        path = self.texts.get(f"{record}.txt")
        # Written by us, so in UTF-8 whatever others are in.
        return None if path is None else text_in(path, None)

    def _look(self, name: str) -> Sequence[Source]:
        there = self.given.articles(name) if self.given.articles else ()
        there = there or (self.given.articles(urldefrag(name)[0]) if self.given.articles else ())
        path, refer = self._beside(name), self.returning.building.refer
        if path is None:
            return [Source(refer(one), annotated=False) for one in there]
        words = text_in(path, self.given.encoding).removeprefix("\ufeff")
        for one in there:
            if one.text == words:
                return [Source(refer(one))]
        found = foreign.article(words, path.name, reader="web-annotation")
        return [Source(self.returning.building.article(found))]

    def _beside(self, name: str) -> Path | None:
        stem = PurePosixPath(unquote(urlsplit(name).path)).name
        wanted = (name, stem, f"{stem}.txt", f"{PurePosixPath(stem or '_').stem}.txt")
        return next((self.texts[one] for one in wanted if one in self.texts), None)


def text_in(path: Path, encoding: str | None) -> str:
    """Give a text exactly as it is in its file; raise BadInput where it cannot be had."""
    with opened(path) as stream:
        data = stream.read(4 * LARGEST + 1)
    if len(data) > 4 * LARGEST:
        raise Origin(path.name).bad("too_long")
    return decoded(data, path.name, encoding)
