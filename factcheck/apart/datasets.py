"""Datasets of others, read in the process apart: there they become ours, which is read here.

Of what crosses nothing is believed: our own reader checks it as it checks any dataset of ours.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from factcheck import formats
from factcheck.apart.frames import Frame
from factcheck.apart.process import Apart, checked
from factcheck.apart.readings import packed, unpacked
from factcheck.errors import BadInput
from factcheck.formats import jsonl
from factcheck.formats.bundle import Bundle
from factcheck.formats.given import Given, Offsets
from factcheck.ids import Id
from factcheck.readers import Reading
from factcheck.records import NewArticle

#: Asked for the articles that the project has under a name, gives them.
Which = Callable[[str], Frame]
_MEGABYTES = 4096
_SILENCE = 600.0  # seconds; it says nothing before all is read


@contextmanager
def foreign_dataset(
    format_name: str, path: Path, given: Given, waiting: Callable[[], None]
) -> Iterator[Bundle]:
    """Give the dataset at a path, whole for as long as the context lasts.

    `waiting` is called often and may raise Cancelled. Raises BadInput as the format's reader does.
    """
    with TemporaryDirectory(prefix="factcheck-") as above:
        folder = Path(above)
        out = folder / "dataset"
        with Apart(megabytes=_MEGABYTES, silence=_SILENCE, writable=folder) as apart:
            apart.ask([_request(format_name, path, given, out)])
            answers = apart.answers(waiting)
            while "which" in (answer := checked(next(answers))).head:
                apart.ask([_known(given, str(answer.head["which"]))])
        lost, notes = answer.head.get("lost"), answer.head.get("notes")
        if not isinstance(lost, dict) or not isinstance(notes, list):
            raise BadInput("apart.broke", why="no dataset")
        bundle = jsonl.read(out)
        yield replace(
            bundle,
            lost={str(name): int(n) for name, n in lost.items()},
            notes=(*map(str, notes), *bundle.notes),
        )


def read_apart(request: Frame, which: Which) -> Frame:
    """Read a dataset as asked for, write it as ours, and say what was lost: the other side."""
    head = request.head
    encoding, offsets = head["encoding"], head["offsets"]

    def articles(name: str) -> list[NewArticle]:
        rows = cast(list[dict[str, object]], which(name).head["articles"])
        return [_article(row) for row in rows]

    given = Given(cast(Offsets | None, offsets), cast(str | None, encoding), articles)
    bundle = formats.read(str(head["format"]), Path(str(head["path"])), given)
    jsonl.write(bundle, Path(str(head["out"])), tick=lambda _: None)
    return Frame({"lost": dict(bundle.lost), "notes": list(bundle.notes)})


def _request(format_name: str, path: Path, given: Given, out: Path) -> Frame:
    return Frame(
        {
            "n": 0,
            "format": format_name,
            "path": str(path.absolute()),
            "out": str(out),
            "encoding": given.encoding,
            "offsets": given.offsets,
        }
    )


def _known(given: Given, name: str) -> Frame:
    found = given.articles(name) if given.articles else ()
    bare = [replace(one, original=None) for one in found]
    return Frame({"articles": [{"id": str(one.id), **packed(Reading(one)).head} for one in bare]})


def _article(row: dict[str, object]) -> NewArticle:
    found = unpacked(Frame(row))
    assert isinstance(found, Reading)
    return replace(found.article, id=Id.parse(str(row["id"])))
