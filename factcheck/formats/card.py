"""The card of a dataset: what it holds, how it was annotated, by which guide, under what licence.

Its words are in `resources/card.md`; the head is YAML that Hugging Face reads.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from factcheck import __version__, resources
from factcheck.formats.bundle import About, Assignment, Bundle, GuideVersion, Part, Texts
from factcheck.formats.parts import beginning
from factcheck.ids import Id
from factcheck.records import Link
from factcheck.texts import plural, text

NAME = "README.md"
_LARGEST = 4_000_000  # bytes
# What Hugging Face offers as sizes, by the least number of rows that is too many for each.
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
)
_LARGER = "n>1M"
# What YAML refuses in its source, though JSON does not.
_UNPRINTED = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,40}")
_FIRST = "statements"
_SHOWN = (_FIRST, "articles", "links", "speakers", "claims", "annotators", "assignments")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a dataset lies in its folder: names by kind of record and part of the split.

    The part is empty where there is no split. `labels` name what holds labels and link types.
    """

    names: Mapping[str, Mapping[str, str]]
    ending: str
    labels: tuple[str, ...]
    example: str

    def shown(self, kind: str) -> str:
        """Give the name of a kind's file, with a star where it has several."""
        parted = any(part for part in self.names.get(kind, ()))
        return f"{kind}-*{self.ending}" if parted else f"{kind}{self.ending}"


def card(bundle: Bundle, seen: "Seen", *, counts: Mapping[str, int], layout: Layout) -> str:
    """Give the card of a dataset as Markdown; `counts` are the rows of each kind."""
    template = resources.path("card.md").read_text("utf-8")
    about = bundle.about
    return template.format(
        head=head(
            about,
            sorted(seen.languages),
            rows=counts[_FIRST],
            tasks=("text-classification", "token-classification"),
            configs=_configs(counts, layout),
        ),
        title=line(about.title),
        version=__version__,
        articles=plural("card.articles", counts["articles"]),
        statements=plural("card.statements", counts["statements"]),
        links=plural("card.links", counts["links"]),
        cross=sum(seen.crossing.values()),
        layer=text("card.layer", name=line(about.layer)) if about.layer else text("card.bare"),
        about=about.description.strip(),
        labels=table((one.name, seen.labels[one.id]) for one in bundle.labels),
        link_types=table(
            (one.name, seen.link_types[one.id], seen.crossing[one.id]) for one in bundle.link_types
        ),
        layers=table(
            (one.name, one.kind, len(seen.articles.get(one.id, ())), seen.layers[one.id])
            for one in bundle.annotators
        ),
        method=_method(seen),
        guide=_deeper(about.guide or _standard_guide()),
        versions=_versions(about.guide_versions),
        published="\n\n".join((_words_left(about.texts), *about.published)),
        rights=rights(about),
        example=layout.example,
        label_files=", ".join(f"`{name}`" for name in layout.labels),
        **{f"n_{kind}": n for kind, n in counts.items()},
        **{f"file_{kind}": layout.shown(kind) for kind in counts},
    )


def read(folder: Path) -> str:
    """Give the card of a dataset as it is, nothing where it is missing or none of ours."""
    found = beginning(folder / NAME, _LARGEST + 1)
    return found.decode("utf-8", "replace") if len(found) <= _LARGEST else ""


class Seen:
    """What the card counts while the articles go by."""

    def __init__(self) -> None:
        self.languages: set[str] = set()
        self.labels: Counter[Id] = Counter()
        self.layers: Counter[Id] = Counter()
        self.articles: dict[Id, set[Id]] = {}
        self.adjudicated = 0
        self.link_types: Counter[Id] = Counter()
        self.crossing: Counter[Id] = Counter()

    def part(self, part: Part) -> None:
        """Count an article with its statements."""
        if part.article.language:
            self.languages.add(part.article.language)
        for one in part.statements:
            self.labels[one.label] += 1
            self.layers[one.annotator] += 1
            self.articles.setdefault(one.annotator, set()).add(one.article)
            self.adjudicated += one.origin == "adjudicated"

    def link(self, link: Link, *, crossing: bool) -> None:
        """Count a link, and whether it crosses articles."""
        self.link_types[link.type] += 1
        self.crossing[link.type] += crossing

    def assignment(self, assignment: Assignment) -> None:
        """Count an article that an annotator is done with, be it empty."""
        if assignment.status == "done":
            self.articles.setdefault(assignment.annotator, set()).add(assignment.article)


def head(
    about: About,
    languages: Iterable[str],
    *,
    rows: int,
    tasks: Iterable[str],
    configs: Iterable[str],
) -> str:
    """Give the YAML that Hugging Face reads, a subset that is JSON in its values.

    `rows` are those of the first of the `configs`, which are lines of YAML themselves.
    """
    lines = [f"pretty_name: {quoted(about.title)}"]
    licence = about.licence.strip()
    if _LICENCE.fullmatch(licence):
        lines.append(f"license: {quoted(licence.lower())}")
    elif licence:
        lines += ["license: other", f"license_name: {quoted(line(licence)[:80])}"]
    spoken = [f"- {quoted(one)}" for one in languages]
    lines += ["language:", *spoken] if spoken else []
    lines += ["task_categories:", *(f"- {one}" for one in tasks)]
    lines += ["tags:", *(f"- {tag}" for tag in text("card.keywords").split(", "))]
    size = next((name for limit, name in _SIZES if rows < limit), _LARGER)
    lines += ["size_categories:", f"- {size}"]
    shown = list(configs)
    return "\n".join([*lines, *(["configs:", *shown] if shown else [])])


def _configs(counts: Mapping[str, int], layout: Layout) -> Iterator[str]:
    shown = [kind for kind in _SHOWN if counts[kind]]
    for kind in shown:
        names = layout.names[kind]
        yield f"- config_name: {kind}"
        if "" in names:
            yield f"  data_files: {names['']}"
        else:
            yield "  data_files:"
        for part in filter(None, names):
            yield from (f"  - split: {quoted(part)}", f"    path: {quoted(names[part])}")
        if kind == shown[0]:
            yield "  default: true"


def _method(seen: Seen) -> str:
    n = len(seen.layers)
    said = plural("card.by_annotators", n) if n else ""
    if seen.adjudicated:
        said += " " + plural("card.adjudicated", seen.adjudicated)
    return said


def rights(about: About) -> str:
    """Give licence, citation and contact of a dataset as paragraphs."""
    licence = about.licence.strip()
    said = [text("card.licence", licence=licence) if licence else text("card.no_licence")]
    if about.citation.strip():
        said.append(text("card.citation", citation=about.citation.strip()))
    if about.contact.strip():
        said.append(text("card.contact", contact=about.contact.strip()))
    return "\n\n".join(said)


def filled(words: str, before: Texts) -> str:
    """Give a card in which texts are said to be left out as one of a dataset that has them."""
    return words.replace(_words_left(before), _words_left("full"))


def _words_left(texts: Texts) -> str:
    match texts:
        case "full":
            return text("card.all_words")
        case "quotes":
            return text("card.statements_words")
        case "none":
            return text("card.no_words")


def _standard_guide() -> str:
    return resources.path("guide.md").read_text("utf-8")


def _versions(found: Sequence[GuideVersion]) -> str:
    """Give the days on which the guide was changed, newest first, each with what differs."""
    if not found:
        return text("card.guide.unchanged")
    said = []
    before = _standard_guide()
    for number, one in enumerate(found, 1):
        words = one.words or _standard_guide()
        head = text("card.guide.version", n=number, day=one.changed_at, revision=one.revision)
        lines = unified_diff(before.splitlines(), words.splitlines(), lineterm="", n=1)
        changes = "\n".join(list(lines)[2:])
        # A run of the fence's own marks in the guide would end it.
        fence = max([3, *map(len, re.findall("~+", changes))]) * "~" + "~"
        said.append(f"{head}\n\n{fence}diff\n{changes}\n{fence}")
        before = words
    return "\n\n".join([text("card.guide.changed"), *reversed(said)])


def _deeper(guide: str) -> str:
    """Give the guide below the card's own headings."""
    body = re.sub(r"\A\s*# [^\n]*\n+", "", guide)
    return re.sub(r"^(#+ )", r"##\1", body, flags=re.MULTILINE).strip()


def table(rows: Iterable[tuple[object, ...]]) -> str:
    """Give rows as those of a table in Markdown, without its head."""
    cells = (" | ".join(line(str(cell)).replace("|", "\\|") for cell in row) for row in rows)
    return "\n".join(f"| {row} |" for row in cells)


def line(words: str) -> str:
    """Give words as one line."""
    return " ".join(words.split())


def quoted(words: str) -> str:
    """Give words as a value of YAML that is a text, whatever they look like."""
    said = json.dumps(line(words), ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", said)
