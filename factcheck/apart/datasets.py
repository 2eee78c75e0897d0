"""Datasets of others, read in the process apart: there they become ours, which is read here.

Of what crosses nothing is believed: our own reader checks it as it checks any dataset of ours.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from factcheck import formats
from factcheck.apart import ahead
from factcheck.apart.far import Counting
from factcheck.apart.frames import Frame
from factcheck.apart.guessing import SILENCE, unpacked
from factcheck.apart.process import Apart, Telling, checked
from factcheck.errors import BadInput
from factcheck.formats import jsonl
from factcheck.formats.bundle import About, Bundle
from factcheck.formats.given import Given, Offsets
from factcheck.formats.reads import counted, size_of
from factcheck.ids import Id
from factcheck.prose.decode import clean
from factcheck.records import Megabytes, NewArticle, Progress
from factcheck.scratch import scratch
from factcheck.texts import text

#: The format that crosses, and so need not.
OURS = "jsonl"
#: Asked for the articles that the project has under a name, gives them.
Which = Callable[[str], Frame]
_MEGABYTES = 4096
# What a dataset may say of itself beside what ours says.
_BESIDE = ("description", "revised_on")


@contextmanager
def dataset(
    format_name: str, path: Path, given: Given, progress: Progress | None
) -> Iterator[Bundle]:
    """Give the dataset at a path, one of ours or of others, for as long as the context lasts.

    `progress` is called often and may raise Cancelled. Raises BadInput as the format's reader does.
    """
    telling = Telling(progress)
    if format_name == OURS:
        with unpacked(path, telling.again) as folder:
            bundle = _read(folder, telling)
            beside = _beside(format_name, folder, path.name)
            yield replace(bundle, notes=(*bundle.notes, *beside))
    else:
        with _foreign(format_name, path, given, telling) as bundle:
            yield bundle


def _read(folder: Path, telling: Telling) -> Bundle:
    with counted(Counting(size_of(folder), telling.tell).count):
        return jsonl.read(folder)


@contextmanager
def _foreign(format_name: str, path: Path, given: Given, telling: Telling) -> Iterator[Bundle]:
    with scratch() as folder:
        out = folder / "dataset"
        with (
            ahead.second(format_name, path, _MEGABYTES) as pipe,
            Apart(megabytes=_MEGABYTES, silence=SILENCE, writable=folder, inherits=pipe) as apart,
        ):
            apart.ask([_request(format_name, path, given, out, pipe)])
            answers = apart.answers(telling.again)
            known: set[Id] = set()
            while (answer := checked(next(answers))).head.keys() & {"which", "at"}:
                if "at" in answer.head:
                    telling.tell(*_far(answer))
                    continue
                there = given.articles(str(answer.head["which"])) if given.articles else ()
                known |= {one.id for one in there if one.id}
                apart.ask([Frame({"articles": [_row(one) for one in there]})])
        lost, notes = answer.head.get("lost"), answer.head.get("notes")
        if not isinstance(lost, dict) or not isinstance(notes, list):
            raise BadInput("apart.broke", why="no dataset")
        bundle = _read(out, telling)
        yield replace(
            bundle,
            about=_about(bundle.about, answer.head.get("about")),
            known=frozenset(known),
            is_foreign=not formats.is_own(format_name),
            lost={str(name): int(n) for name, n in lost.items()},
            notes=(*map(str, notes), *bundle.notes),
        )


def read_apart(request: Frame, which: Which, tell: Callable[[Frame], None]) -> Frame:
    """Read a dataset as asked for, write it as ours, and say what was lost: the other side."""
    head = request.head
    if "into" in head:
        return ahead.read_ahead(request)
    encoding, offsets = head["encoding"], head["offsets"]

    def articles(name: str) -> list[NewArticle]:
        rows = cast(list[dict[str, object]], which(name).head["articles"])
        return [_article(row) for row in rows]

    path = Path(str(head["path"]))

    def far(at: int, of: int) -> None:
        if of:
            tell(Frame({"n": 0, "at": at, "of": of}))

    with counted(Counting(size_of(path), far).count):
        with ahead.taking(cast(list[int], head["pipe"])) as take:
            given = Given(cast(Offsets | None, offsets), cast(str | None, encoding), articles, take)
            bundle = formats.read(str(head["format"]), path, given)
        jsonl.write(bundle, Path(str(head["out"])), tick=lambda _: None)
    notes = [*bundle.notes, *_beside(str(head["format"]), path, path.name)]
    about = bundle.about
    said = {name: clean(getattr(about, name))[0] for name in _BESIDE}
    rest = {**said, "card": bool(about.card)}
    return Frame({"lost": dict(bundle.lost), "notes": notes, "about": rest})


def _beside(format_name: str, place: Path, name: str) -> list[str]:
    """Say which articles that lie in the folder of a dataset nobody reads."""
    ends = formats.articles_beside(format_name, place)
    if not ends:
        return []
    params = {"formats": format_name, "names": ", ".join(sorted(ends))}
    return [text("import.dataset.beside", name=clean(name)[0], **params)]


def _far(answer: Frame) -> tuple[Megabytes, Megabytes]:
    at, of = answer.head.get("at"), answer.head.get("of")
    if not isinstance(at, int) or not isinstance(of, int) or not 0 <= at <= of:
        raise BadInput("apart.broke", why="no number")
    return Megabytes(at), Megabytes(of)


def _about(about: About, rest: object) -> About:
    """Give what a dataset says of itself, with what no dataset of ours has room for."""
    said = rest if isinstance(rest, dict) else {}
    # The card that it got on the way is about those files, not about the dataset's own.
    card = about.card if said.get("card") is True else ""
    description, day = (clean(str(said.get(name, "")))[0] for name in _BESIDE)
    return replace(about, card=card, description=description, revised_on=day)


def _request(format_name: str, path: Path, given: Given, out: Path, pipe: Sequence[int]) -> Frame:
    return Frame(
        {
            "n": 0,
            "format": format_name,
            "path": str(path.absolute()),
            "out": str(out),
            "encoding": given.encoding,
            "offsets": given.offsets,
            "pipe": [*pipe],
        }
    )


def _row(one: NewArticle) -> dict[str, object]:
    return {"id": str(one.id), "text": one.text, "name": one.source_name, "title": one.title}


def _article(row: dict[str, object]) -> NewArticle:
    name, title = str(row["name"]), str(row["title"])
    return NewArticle(str(row["text"]), name, title, id=Id.parse(str(row["id"])))
