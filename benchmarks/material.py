"""What is measured on: generated once, or given in a folder of the same shape.

`txt/*.txt`, `spans.jsonl` (id, article by its stem, start, end, label, text), `queries.json`
(phrase, articles) and `big_BYTES_SPANS.txt` with `.spans.jsonl` beside it. Offsets are code
points, half-open.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARTICLES = 10_000
CHARACTERS = 4_000
SPANS = 10_000
BIG = ((3_000, 20), (100_000, 1_000), (1_000_000, 10_000))
LABELS = ("allegation", "denial", "confirmation")
_PHRASES = {
    "the kremlin rejects the accusation": 700,
    "an absolute lie": 300,
    "credible information that moscow": 120,
    "such a list does not exist": 50,
    "joint military exercises": 25,
    "to be killed or sent to camps": 8,
    "we can confirm that we have received": 3,
    "a complete fabrication from start to end": 1,
}
_BIG_NAME = re.compile(r"big_(\d+)_(\d+)\.txt")


@dataclass(frozen=True)
class Given:
    """A labelled stretch of an article."""

    article: str
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Material:
    """A folder with what is measured on."""

    folder: Path

    @property
    def texts(self) -> Path:
        """The folder of texts."""
        return self.folder / "txt"

    def spans(self) -> list[Given]:
        """The stretches to be marked."""
        return list(_given(self.folder / "spans.jsonl"))

    def phrases(self) -> list[tuple[str, int]]:
        """The phrases to be searched, and how many articles hold each."""
        queries = json.loads((self.folder / "queries.json").read_text("utf-8"))
        return [
            (q["phrase"], q["articles"] if isinstance(q["articles"], int) else len(q["articles"]))
            for q in queries
        ]

    def big(self, spans: int) -> tuple[Path, list[Given]]:
        """The single text whose number of stretches comes nearest, and these."""
        found = {
            int(match[2]): path
            for path in self.folder.glob("big_*.txt")
            if (match := _BIG_NAME.fullmatch(path.name))
        }
        path = found[min(found, key=lambda n: abs(n - spans))]
        return path, list(_given(path.with_suffix(".spans.jsonl")))


def make(folder: Path) -> Material:
    """Generate material, the same in every run."""
    rng = random.Random(20220222)
    words = _Words(rng)
    (folder / "txt").mkdir(parents=True)
    planted: list[list[str]] = [[] for _ in range(ARTICLES)]
    for phrase, n in _PHRASES.items():
        for article in rng.sample(range(ARTICLES), n):
            planted[article].append(phrase)
    spans = []
    for n in range(ARTICLES):
        text = words.text(CHARACTERS, planted[n])
        (folder / "txt" / f"article_{n:05}.txt").write_text(text, "utf-8", newline="")
        spans += list(_stretches(rng, text, f"article_{n:05}", SPANS // ARTICLES))
    _write(folder / "spans.jsonl", spans)
    queries = [{"phrase": phrase, "articles": n} for phrase, n in _PHRASES.items()]
    (folder / "queries.json").write_text(json.dumps(queries), "utf-8")
    for size, n in BIG:
        text = words.text(size, [])
        path = folder / f"big_{size}_{n}.txt"
        path.write_text(text, "utf-8", newline="")
        _write(path.with_suffix(".spans.jsonl"), list(_stretches(rng, text, path.stem, n)))
    return Material(folder)


class _Words:
    """Sentences of made-up words, as frequent as words are, with the marks of real ones."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        letters = "etaoinshrdlucmfwypvbgk"
        words = {"".join(rng.choices(letters, k=rng.randint(2, 11))) for _ in range(30_000)}
        ordered = sorted(words)
        weights = [1 / (n + 2) for n in range(len(ordered))]
        self._pool = rng.choices(ordered, weights, k=300_000)

    def text(self, size: int, planted: list[str]) -> str:
        """A text of at least a size, with phrases in its sentences."""
        paragraphs = []
        length = 0
        left = list(planted)
        while length < size or left:
            sentences = [self._sentence(left.pop() if left else "") for _ in range(4)]
            paragraphs.append(" ".join(sentences))
            length += len(paragraphs[-1]) + 2
        return "\n\n".join(paragraphs)

    def _sentence(self, phrase: str) -> str:
        n = self._rng.randint(8, 30)
        first = self._rng.randrange(len(self._pool) - n)
        words = self._pool[first : first + n]
        said = " ".join(words[: n // 2])
        rest = " ".join(words[n // 2 :])
        return f"{said.capitalize()}, {phrase} “{rest}”." if phrase else f"{said} – {rest}."


def _stretches(rng: random.Random, text: str, stem: str, n: int) -> Iterator[dict[str, object]]:
    for k in range(n):
        start = rng.randrange(max(1, len(text) - 200))
        start = max(0, text.rfind(" ", 0, start) + 1)
        end = text.find(" ", min(len(text) - 1, start + rng.randint(20, 120)))
        end = len(text) if end < 0 else end
        exact = text[start:end]
        start += len(exact) - len(exact.lstrip())
        end -= len(exact) - len(exact.rstrip())
        yield {
            "id": f"{stem}-{k}",
            "article": stem,
            "start": start,
            "end": end,
            "label": LABELS[k % 3],
            "text": text[start:end],
        }


def _write(path: Path, spans: list[dict[str, object]]) -> None:
    lines = (json.dumps(span, ensure_ascii=False) + "\n" for span in spans)
    path.write_text("".join(lines), "utf-8")


def _given(path: Path) -> Iterator[Given]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            yield Given(one["article"], one["start"], one["end"], one["label"])
