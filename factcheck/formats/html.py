"""A report to read: contradictions side by side under their claims, and the articles marked up.

One file that stands by itself: no script, nothing fetched, everything escaped. Out only: it holds
no ids, registries or assignments to read back. Words are in `report.toml`, looks in `report.css`.
"""

import shutil
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryFile

from factcheck import __version__, resources
from factcheck.errors import BadInput
from factcheck.formats import Tick, Written
from factcheck.formats.bundle import About, Bundle, Part
from factcheck.formats.marked_up import marked_up, role
from factcheck.formats.parts import opened
from factcheck.ids import Id
from factcheck.records import Claim, Label, Link, LinkType, NewArticle, Speaker, Statement
from factcheck.texts import text

ENDS = (".html", ".htm")
#: What a report says of the program that made it, before the version.
GENERATOR = "Factcheck "
_OURS = f'<meta name="generator" content="{GENERATOR}'
_HEAD = 2_000  # bytes in which the mark of ours stands
_NOT_HELD = ("comments", "decisions")


def is_ours(path: Path) -> bool:
    """Say whether a path is a report of ours."""
    if path.suffix.lower() not in ENDS:
        return False
    try:
        with opened(path) as stream:
            return _OURS.encode() in stream.read(_HEAD)
    except (OSError, BadInput):
        return False


def is_replaceable(path: Path) -> bool:
    """Say whether what is at a path is a report of ours, which nobody adds to."""
    return path.is_file() and is_ours(path)


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write the report as one new file."""
    seen = _Seen.of(bundle)
    title = bundle.about.title.strip() or text("report.untitled")
    with (
        # What comes last in it is known first, and need not fit into memory.
        TemporaryFile("w+", encoding="utf-8", newline="\n", dir=out.parent) as articles,
        out.open("x", encoding="utf-8", newline="\n") as stream,
    ):
        for done, part in enumerate(bundle.parts, 1):
            articles.write(_article(part, seen, done))
            seen.take(part, done)
            tick(done)
        articles.seek(0)
        counts = seen.counts()
        stream.write(_head(title))
        stream.write(f"<main>\n<h1>{escape(title)}</h1>\n{_origin(bundle.about)}\n")
        stream.write(_table(counts))
        stream.write(_contents(seen))
        stream.writelines(_contradictions(bundle, seen))
        shutil.copyfileobj(articles, stream)
        stream.write("</main>\n</body>\n</html>\n")
    lost = {name: len(getattr(bundle, name)) for name in _NOT_HELD}
    lost["assignments_not_shown"] = len(bundle.assignments)
    lost["links_not_shown"] = len(bundle.links) - counts["links"]
    return Written(counts, {name: n for name, n in lost.items() if n})


@dataclass(slots=True)
class _Seen:
    """What the report shows of records that others refer to, by id."""

    labels: Mapping[Id, Label]
    types: Mapping[Id, LinkType]
    speakers: Mapping[Id, Speaker]
    claims: Mapping[Id, Claim]
    #: How many links are shown: those that contradict.
    links: int
    linked: set[Id]
    statements: dict[Id, Statement] = field(default_factory=dict)
    articles: dict[Id, tuple[int, NewArticle]] = field(default_factory=dict)
    total: int = 0

    @classmethod
    def of(cls, bundle: Bundle) -> "_Seen":
        """Take what a bundle has besides its articles."""
        types = {one.id: one for one in bundle.link_types}
        return cls(
            {one.id: one for one in bundle.labels},
            types,
            {one.id: one for one in bundle.speakers},
            {one.id: one for one in bundle.claims},
            sum(types[link.type].contradicts for link in bundle.links),
            {end for link in bundle.links for end in (link.source, link.target)},
        )

    def take(self, part: Part, number: int) -> None:
        """Remember an article without its text, and those of its statements that links show."""
        self.articles[part.id] = number, replace(part.article, text="")
        self.statements |= {s.id: s for s in part.statements if s.id in self.linked}
        self.total += len(part.statements)

    def counts(self) -> dict[str, int]:
        """Give how much of everything there is."""
        return {
            "articles": len(self.articles),
            "statements": self.total,
            "links": self.links,
            "claims": sum(1 for one in self.claims.values() if not one.merged_into),
        }

    def speaker(self, statement: Statement) -> str:
        """Give who says it, as words."""
        if statement.speaker_basis == "none":
            return text("report.none_named")
        found = self.speakers.get(statement.speaker) if statement.speaker else None
        return found.name if found else text("report.no_speaker")

    def claim(self, statement: Statement) -> Claim | None:
        """Give the claim that stands for a statement's."""
        found = self.claims.get(statement.claim) if statement.claim else None
        steps = 0
        while found and found.merged_into and steps < len(self.claims):
            found, steps = self.claims.get(found.merged_into), steps + 1
        return found


def _head(title: str) -> str:
    css = resources.path("report", "report.css").read_text("utf-8")
    light, dark = (_properties(name) for name in ("light", "dark"))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'{_OURS}{__version__}">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n:root {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n{css}</style>\n"
        "</head>\n<body>\n"
    )


def _properties(theme: str) -> str:
    with resources.path("themes", f"{theme}.toml").open("rb") as stream:
        colors = tomllib.load(stream)["color"]
    # Qt writes the alpha first; the report has no scrim.
    return " ".join(f"--{role}: {color};" for role, color in colors.items() if len(color) == 7)


def _origin(about: About) -> str:
    key = "report.by" if about.layer else "report.bare"
    said = text(key, version=__version__, revision=about.revision, layer=about.layer)
    lines = [f'<p class="quiet">{escape(said)}</p>']
    lines += [f"<p>{escape(line)}</p>" for line in about.description.split("\n\n") if line.strip()]
    rights = (*about.published, about.licence, about.citation, about.contact)
    lines += [f'<p class="quiet">{escape(line)}</p>' for line in rights if line]
    return "\n".join(lines)


def _table(counts: Mapping[str, int]) -> str:
    heads = {
        "articles": text("report.counts.articles"),
        "statements": text("report.counts.statements"),
        "links": text("report.counts.links"),
        "claims": text("report.counts.claims"),
    }
    names = "".join(f"<th>{escape(heads[name])}</th>" for name in counts)
    numbers = "".join(f"<td>{n}</td>" for n in counts.values())
    return f"<table><tr>{names}</tr><tr>{numbers}</tr></table>\n"


def _contents(seen: _Seen) -> str:
    lines = (
        f'<li><a href="#a{n}">{escape(article.title)}</a></li>'
        for n, article in seen.articles.values()
    )
    return f'<h2>{escape(text("report.contents"))}</h2>\n<ol class="toc">{"".join(lines)}</ol>\n'


def _contradictions(bundle: Bundle, seen: _Seen) -> Iterator[str]:
    yield f"<h2>{escape(text('report.contradictions'))}</h2>\n"
    by_claim: dict[str, list[Link]] = defaultdict(list)
    for link in bundle.links:
        if seen.types[link.type].contradicts:
            claims = (seen.claim(seen.statements[end]) for end in (link.target, link.source))
            claim = next((one for one in claims if one), None)
            by_claim[claim.proposition if claim else ""].append(link)
    if not by_claim:
        yield f"<p>{escape(text('report.no_contradictions'))}</p>\n"
    for proposition in sorted(by_claim, key=lambda words: (not words, words)):
        yield f"<h3>{escape(proposition or text('report.no_claim'))}</h3>\n"
        for link in by_claim[proposition]:
            yield _pair(link, seen)


def _pair(link: Link, seen: _Seen) -> str:
    kind = seen.types[link.type]
    source, target = (_side(seen.statements[end], seen) for end in (link.source, link.target))
    why = f'<div class="quiet">{escape(link.rationale)}</div>' if link.rationale else ""
    return (
        f'<div class="pair">{source}<div class="between">{_shape(kind.shape)} '
        f"{escape(kind.name)}{why}</div>{target}</div>\n"
    )


def _side(statement: Statement, seen: _Seen) -> str:
    _, article = seen.articles[statement.article]
    where = [article.title, article.publisher or "", _when(article)]
    place = " · ".join(one for one in where if one)
    return (
        f'<div class="side">{_label(seen.labels[statement.label])} '
        f'<a class="quiet" href="#s{statement.id}">{escape(seen.speaker(statement))}</a>'
        f'<p><q>{escape(statement.words)}</q></p><div class="quiet">{escape(place)}</div></div>'
    )


def _article(part: Part, seen: _Seen, number: int) -> str:
    article = part.article
    head = (article.publisher, article.author, _when(article), article.uri)
    marked = marked_up(part, seen.labels)
    cards = "".join(_card(n, one, seen) for n, one in enumerate(part.statements, 1))
    said = escape(text("report.statements"))
    return (
        f'<h2 id="a{number}">{escape(article.title)}</h2>\n'
        f'<p class="quiet">{escape(" · ".join(one for one in head if one))}</p>\n'
        f'<div class="text" lang="{escape(article.language or "")}">{marked}</div>\n'
        + (f'<h3>{said}</h3>\n<div class="cards">{cards}</div>\n' if cards else "")
    )


def _card(number: int, statement: Statement, seen: _Seen) -> str:
    claim = seen.claim(statement)
    more = _more(statement, seen)
    back = escape(text("report.back"))
    about = f"<div>{escape(claim.proposition)}</div>" if claim else ""
    return (
        f'<div class="card" id="s{statement.id}">{_label(seen.labels[statement.label])} '
        f'<a class="quiet" href="#t{statement.id}" title="{back}">{number}</a> '
        f"<b>{escape(seen.speaker(statement))}</b><p><q>{escape(statement.words)}</q></p>"
        f'{about}<div class="quiet">{escape(" · ".join(more))}</div></div>\n'
    )


def _more(statement: Statement, seen: _Seen) -> Sequence[str]:
    chain = [seen.speakers[i].name for i in statement.reported_by if i in seen.speakers]
    said = [text("report.via", names=" < ".join(chain))] if chain else []
    said += [one for one in (statement.quotation, statement.certainty) if one]
    if statement.note:
        said.append(text("report.note", note=statement.note))
    return said


def _when(article: NewArticle) -> str:
    date = article.published
    if date is None or not date.edtf:
        return date.words or "" if date else ""
    day = date.edtf.rstrip("~?%")
    return day if day == date.edtf else text("report.about", date=day)


def _label(label: Label) -> str:
    return (
        f'<span class="label" style="color: var(--{role(label.color)})">'
        f"{_shape(label.shape)} {escape(label.name)}</span>"
    )


@cache
def _shapes() -> Mapping[str, Mapping[str, object]]:
    with resources.path("themes", "shapes.toml").open("rb") as stream:
        return tomllib.load(stream)


def _shape(name: str) -> str:
    shape = _shapes().get(name)
    if shape is None:
        return ""
    fill = ' fill="currentColor"' if shape.get("fill") else ""
    return (
        f'<svg viewBox="0 0 12 12" aria-hidden="true" stroke-width="{shape["pen"]}">'
        f'<path d="{shape["d"]}"{fill}/></svg>'
    )
