"""The card of a dataset: what it holds, how it was annotated, by which guide, under what licence.

Its words are in `resources/card.md`; the head is YAML that Hugging Face reads.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from factcheck import __version__, resources
from factcheck.formats.bundle import About, Assignment, Bundle, Part
from factcheck.ids import Id
from factcheck.records import Link
from factcheck.texts import plural, text

# What Hugging Face offers as sizes, by the least number of rows that is too many for each.
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
)
_LARGER = "n>1M"
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,40}")
_FIRST = "statements"
_SHOWN = (_FIRST, "articles", "links", "speakers", "claims", "annotators", "assignments")


def card(bundle: Bundle, seen: "Seen", *, counts: Mapping[str, int]) -> str:
    """Give the card of a dataset as Markdown; `counts` are the rows of each part."""
    template = resources.path("card.md").read_text("utf-8")
    about = bundle.about
    return template.format(
        head="\n".join(_head(about, counts, sorted(seen.languages))),
        title=_line(about.title),
        version=__version__,
        articles=plural("card.articles", counts["articles"]),
        statements=plural("card.statements", counts["statements"]),
        links=plural("card.links", counts["links"]),
        cross=sum(seen.crossing.values()),
        layer=text("card.layer", name=_line(about.layer)) if about.layer else text("card.bare"),
        about=about.description.strip(),
        labels=_table((one.name, seen.labels[one.id]) for one in bundle.labels),
        link_types=_table(
            (one.name, seen.link_types[one.id], seen.crossing[one.id]) for one in bundle.link_types
        ),
        layers=_table(
            (one.name, one.kind, len(seen.articles.get(one.id, ())), seen.layers[one.id])
            for one in bundle.annotators
        ),
        method=_method(seen),
        guide=_deeper(about.guide or resources.path("guide.md").read_text("utf-8")),
        rights=_rights(about),
        **{f"n_{kind}": n for kind, n in counts.items()},
    )


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
        self.labels.update(one.label for one in part.statements)
        self.layers.update(one.annotator for one in part.statements)
        for one in part.statements:
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


def _head(about: About, counts: Mapping[str, int], languages: list[str]) -> list[str]:
    """Give the YAML that Hugging Face reads, a subset that is JSON in its values."""
    lines = [f"pretty_name: {_quoted(about.title)}"]
    licence = about.licence.strip()
    if _LICENCE.fullmatch(licence):
        lines.append(f"license: {_quoted(licence.lower())}")
    elif licence:
        lines += ["license: other", f"license_name: {_quoted(_line(licence)[:80])}"]
    if languages:
        lines += ["language:", *(f"- {_quoted(one)}" for one in languages)]
    lines += ["task_categories:", "- text-classification", "- token-classification"]
    lines += ["tags:", *(f"- {tag}" for tag in text("card.keywords").split(", "))]
    n = counts[_FIRST]
    size = next((name for limit, name in _SIZES if n < limit), _LARGER)
    lines += ["size_categories:", f"- {size}"]
    shown = [kind for kind in _SHOWN if counts[kind]]
    if shown:
        lines.append("configs:")
    for kind in shown:
        lines += [f"- config_name: {kind}", f"  data_files: {kind}.jsonl"]
        lines += ["  default: true"] * (kind == shown[0])
    return lines


def _method(seen: Seen) -> str:
    n = len(seen.layers)
    said = plural("card.by_annotators", n) if n else ""
    if seen.adjudicated:
        said += " " + plural("card.adjudicated", seen.adjudicated)
    return said


def _rights(about: About) -> str:
    licence = about.licence.strip()
    said = [text("card.licence", licence=licence) if licence else text("card.no_licence")]
    if about.citation.strip():
        said.append(text("card.citation", citation=about.citation.strip()))
    if about.contact.strip():
        said.append(text("card.contact", contact=about.contact.strip()))
    return "\n\n".join(said)


def _deeper(guide: str) -> str:
    """Give the guide below the card's own headings."""
    body = re.sub(r"\A\s*# [^\n]*\n+", "", guide)
    return re.sub(r"^(#+ )", r"##\1", body, flags=re.MULTILINE).strip()


def _table(rows: Iterable[tuple[object, ...]]) -> str:
    cells = (" | ".join(_line(str(cell)).replace("|", "\\|") for cell in row) for row in rows)
    return "\n".join(f"| {row} |" for row in cells)


def _line(words: str) -> str:
    return " ".join(words.split())


def _quoted(words: str) -> str:
    return json.dumps(_line(words), ensure_ascii=False)
