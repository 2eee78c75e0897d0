"""Two annotators: what is counted in each article that both annotated, and where they differ.

Statements are aligned once, whatever their labels; labels, speakers, claims and links are
compared over what was aligned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from factcheck.agreement.counts import Tally
from factcheck.agreement.grouping import b_cubed
from factcheck.agreement.links import Linked, link_matches, saying_pairs, typed, untyped
from factcheck.agreement.matching import Step, most, nothing
from factcheck.agreement.material import Joining, Judged, Material
from factcheck.agreement.overlaps import Shared, Stretches, common, size
from factcheck.agreement.result import Disagreement, Kind
from factcheck.agreement.spans import (
    Marked,
    aligned,
    by_label,
    exact_by_label,
    of_tokens,
    overlaps_of,
    same_label,
)
from factcheck.agreement.tokens import Tokens
from factcheck.ids import Id

Under = Mapping[Id, Stretches]
_CLAIMS = ("claims", "claim_precision", "claim_recall")
LINK_WAYS = ("typed", "typed_aligned", "untyped", "untyped_aligned")


class Layer(NamedTuple):
    """One annotator's statements in one article, and what is under each label."""

    statements: Sequence[Judged]
    marked: list[Marked[Id]]
    counted: Counter[Marked[Id]]
    characters: Under
    tokens: Under


def layer_of(statements: Sequence[Judged], tokens: Tokens) -> Layer:
    """Make ready to be compared what an annotator has in one article."""
    marked = [Marked(one.place, one.label) for one in statements]
    characters = by_label(marked)
    under = of_tokens(characters, tokens)
    return Layer(statements, marked, Counter(marked), characters, under)


@dataclass(slots=True)
class Compared:
    """Two layers while they are compared: counts by article, what was aligned, what differs."""

    a: Id
    b: Id
    tallies: dict[Id, Tally] = field(default_factory=dict)
    #: Statements of a that were aligned, with b's; and the other way round.
    alignment: dict[Id, Id] = field(default_factory=dict)
    back: dict[Id, Id] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)
    _pairs: list[tuple[Id, Judged, Judged]] = field(default_factory=list)

    def compare_article(self, article: Id, a: Layer, b: Layer, step: Step = nothing) -> None:
        """Align and count one article; `step` is called now and then and may raise to stop."""
        tally = self.tallies[article] = Tally()
        overlaps = overlaps_of(a.marked, b.marked)
        _count_spans(tally, a, b, overlaps)
        _count_united(tally, "character", a.characters, b.characters)
        _count_united(tally, "token", a.tokens, b.tokens)
        pairs = aligned(a.marked, b.marked, overlaps, step)
        met = [(a.statements[i], b.statements[j]) for i, j in sorted(pairs.items())]
        for one, other in met:
            self.alignment[one.id], self.back[other.id] = other.id, one.id
        self._pairs += ((article, one, other) for one, other in met)
        left = [s for s in a.statements if s.id not in self.alignment]
        self._differ("only_a", article, ((s, None) for s in left))
        added = [s for s in b.statements if s.id not in self.back]
        self._differ("only_b", article, ((None, s) for s in added))
        self._judge(tally, article, met)

    def compare_all(self, material: Material) -> None:
        """Count what goes across articles, once each article was compared: claims and links."""
        self._count_claims()
        articles = self.tallies.keys()
        of_a, of_b = (
            [k for k in material.links.get(layer, ()) if articles >= set(k.articles)]
            for layer in (self.a, self.b)
        )
        self._count_links(of_a, of_b)
        self._links_that_differ(of_a, of_b)
        self._count_sayings(
            _between_sayings(of_a, material.sayings.get(self.a, {})),
            _between_sayings(of_b, material.sayings.get(self.b, {})),
            self._sayings_that_meet(material),
        )

    def _judge(self, tally: Tally, article: Id, met: Sequence[tuple[Judged, Judged]]) -> None:
        """Count what was said of the statements that were aligned."""
        for (label, other_label), n in Counter((x.label, y.label) for x, y in met).items():
            tally.add("said", label, other_label, n=n)
        known = [(x, y) for x, y in met if x.speaker is not None or y.speaker is not None]
        unlike = [(x, y) for x, y in known if x.speaker != y.speaker]
        tally.add("speakers", n=len(known))
        tally.add("same_speaker", n=len(known) - len(unlike))
        self._differ("bounds", article, ((x, y) for x, y in met if x.place != y.place))
        self._differ("label", article, ((x, y) for x, y in met if x.label != y.label))
        self._differ("speaker", article, unlike)

    def _count_claims(self) -> None:
        """Compare how claims group what was aligned; a statement without one stands alone."""
        known = [p for p in self._pairs if p[1].claim is not None or p[2].claim is not None]
        groups: list[tuple[Hashable, Hashable]] = [
            (x.claim or ("alone", x.id), y.claim or ("alone", y.id)) for _, x, y in known
        ]
        sums: dict[Id, list[float]] = {article: [0, 0.0, 0.0] for article in self.tallies}
        for (article, one, other), (precision, recall) in zip(known, b_cubed(groups), strict=True):
            here = sums[article]
            here[0] += 1
            here[1] += precision
            here[2] += recall
            if precision < 1 or recall < 1:
                labels = (one.label, other.label)
                self.disagreements.append(Disagreement("claim", article, one.id, other.id, labels))
        for article, counted in sums.items():
            for name, n in zip(_CLAIMS, counted, strict=True):
                self.tallies[article].add(name, n=n)

    def _count_links(self, a: Sequence[Joining], b: Sequence[Joining]) -> None:
        """Count links article by article; one across articles belongs to the smaller id."""
        by_home: dict[Id, tuple[list[Linked[Id]], list[Linked[Id]]]]
        by_home = defaultdict(lambda: ([], []))
        for side, links in enumerate((a, b)):
            for link in links:
                by_home[min(link.articles)][side].append(link.link)
        for home, (of_a, of_b) in by_home.items():
            found = link_matches(of_a, of_b, self._alignment_at(of_a, of_b))
            tally = self.tallies[home]
            for way in LINK_WAYS:
                matches = getattr(found, way)
                tally.add("link", way, n=matches.tp_a)
                tally.add("link_a", way, n=matches.n_a)
                tally.add("link_b", way, n=matches.n_b)

    def _alignment_at(self, a: Sequence[Linked[Id]], b: Sequence[Linked[Id]]) -> dict[Id, Id]:
        """Give the part of the alignment that some links need."""
        ends = {end for k in a for end in (k.source, k.target)}
        ends |= {self.back[end] for k in b for end in (k.source, k.target) if end in self.back}
        return {end: self.alignment[end] for end in ends if end in self.alignment}

    def _links_that_differ(self, a: Sequence[Joining], b: Sequence[Joining]) -> None:
        there = {typed(k.link) for k in b}
        joined = {untyped(k.link): k.id for k in b}
        met: set[Id] = set()
        kept: set[Hashable] = set()
        for made, link, articles in a:
            source, target = self.alignment.get(link.source), self.alignment.get(link.target)
            other = None
            if source is not None and target is not None:
                mapped = Linked(link.type, source, target, link.directed)
                if typed(mapped) in there:
                    kept.add(typed(mapped))
                    continue
                other = joined.get(untyped(mapped))
            if other is not None:
                met.add(other)
            kind: Kind = "link_only_a" if other is None else "link_differs"
            self.disagreements.append(Disagreement(kind, articles[0], made, other))
        for made, link, articles in b:
            if made not in met and typed(link) not in kept:
                self.disagreements.append(Disagreement("link_only_b", articles[0], None, made))

    def _sayings_that_meet(self, material: Material) -> dict[Id, set[Id]]:
        """Give, for each saying of a, those of b that have a statement aligned with one of it."""
        of_a, of_b = material.sayings.get(self.a, {}), material.sayings.get(self.b, {})
        meets: dict[Id, set[Id]] = defaultdict(set)
        for one, other in self.alignment.items():
            meets[of_a.get(one, one)].add(of_b.get(other, other))
        return meets

    def _count_sayings(self, a: _Homes, b: _Homes, meets: Mapping[Id, set[Id]]) -> None:
        for name, homes in (("saying_a", a), ("saying_b", b)):
            for home in homes.values():
                self.tallies[home].add(name)
        for one, other in saying_pairs(a, b, meets):
            self.tallies[a[one]].add("saying_tp_a")
            self.tallies[b[other]].add("saying_tp_b")

    def _differ(
        self, kind: Kind, article: Id, found: Iterable[tuple[Judged | None, Judged | None]]
    ) -> None:
        self.disagreements += (
            Disagreement(kind, article, a and a.id, b and b.id, (a and a.label, b and b.label))
            for a, b in found
        )


#: Links between sayings, each once, and the article to which each counts.
_Homes = Mapping[Linked[Id], Id]


def _between_sayings(links: Sequence[Joining], sayings: Mapping[Id, Id]) -> _Homes:
    """Give the links between sayings, whichever of their statements they join, each once."""
    found: dict[Linked[Id], Id] = {}
    for _, link, articles in links:
        source = sayings.get(link.source, link.source)
        target = sayings.get(link.target, link.target)
        if source == target:
            continue
        if not link.directed and target < source:
            source, target = target, source
        found.setdefault(Linked(link.type, source, target, link.directed), min(articles))
    return found


def _count_spans(tally: Tally, a: Layer, b: Layer, overlaps: Shared) -> None:
    """Count spans by label: all, those exactly alike, those that overlap."""
    pairs = same_label(a.marked, b.marked, overlaps)
    labels_a = [one.label for one in a.marked]
    labels_b = [other.label for other in b.marked]
    counted: dict[str, Iterable[Id]] = {
        "marked_a": labels_a,
        "marked_b": labels_b,
        "overlap": [labels_a[i] for i in most(pairs)],
        "any_a": [labels_a[i] for i in {i for i, _ in pairs}],
        "any_b": [labels_b[j] for j in {j for _, j in pairs}],
    }
    by_name = {name: Counter(labels) for name, labels in counted.items()}
    by_name["exact"] = exact_by_label(a.counted, b.counted)
    for name, labels in by_name.items():
        for label, n in labels.items():
            tally.add(name, label, n=n)


def _count_united(tally: Tally, name: str, a: Under, b: Under) -> None:
    """Count what is under each label: characters, or tokens."""
    for label, place in a.items():
        tally.add(f"{name}_a", label, n=size(place))
        if label in b:
            tally.add(name, label, n=common(place, b[label]))
    for label, place in b.items():
        tally.add(f"{name}_b", label, n=size(place))
