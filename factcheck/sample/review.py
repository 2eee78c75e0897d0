"""The sample's decisions and comments as records: what `review.toml` says of the layers.

What both annotators have alike was taken in bulk. Times are made up, and the same everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence

from factcheck.formats.bundle import Comment, Decision
from factcheck.ids import GOLD, Id
from factcheck.records import Link, Statement
from factcheck.review.answers import DecisionOutcome
from factcheck.review.differing import core
from factcheck.review.snapshots import Snapshot, written
from factcheck.sample.reading import SampleLayer
from factcheck.sample.records import annotator_id, link_of, record_id, statement_of
from factcheck.sample.review_reading import SampleComment, SampleDecision

_BULK_AT = "2026-03-03T09:00:00.000+00:00"
_PARTS = ("spans", "label", "speaker", "claim", "reported_by", "said_to", "said", "certainty")


class Reviewing:
    """Makes the decisions and comments of the sample."""

    def __init__(
        self, gold: SampleLayer, layers: Mapping[str, SampleLayer], texts: Mapping[str, str]
    ) -> None:
        self._gold = gold
        self._layers = layers
        self._others = [layer for layer in layers.values() if layer.kind != "gold"]
        self._statements = {
            layer.key: {
                held.key: statement_of(layer, held, texts[held.article])
                for held in layer.statements
            }
            for layer in layers.values()
        }
        self._articles = {i.id: i.article for by in self._statements.values() for i in by.values()}

    def decisions(self, told: Sequence[SampleDecision]) -> tuple[Decision, ...]:
        """Give the decisions that have a reason, and those on what both have alike."""
        found = [
            self._on_link(one.keys, one.reason, _at(n))
            if one.link
            else self._on_statements(one.keys, one.reason, _at(n), one.versions)
            for n, one in enumerate(told)
        ]
        everybody = tuple(layer.key for layer in self._others)
        found += [
            self._on_statements((held.key,), "", _BULK_AT)
            for held in self._gold.statements
            if held.agreed_by == everybody
        ]
        found += [
            self._on_link((link.source, link.target), "", _BULK_AT)
            for link in self._gold.links
            if link.agreed_by == everybody
        ]
        return tuple(found)

    def comments(self, told: Sequence[SampleComment]) -> tuple[Comment, ...]:
        """Give what was said; an answer is about what the thread is about."""
        by_key = {one.key: one for one in told}
        found = []
        for one in told:
            root = by_key[one.answers] if one.answers else one
            if root.kind is None:
                raise ValueError(f"review.toml: {one.key} answers what is an answer itself")
            record, article = self._about(root)
            found.append(
                Comment(
                    id=record_id("comment", one.key),
                    kind=root.kind,
                    record=record,
                    article=article,
                    answers=record_id("comment", one.answers) if one.answers else None,
                    annotator=annotator_id(one.by),
                    made_at=one.at,
                    edited_at=None,
                    words=one.words,
                    resolved=one.resolved,
                )
            )
        return tuple(found)

    def _on_statements(
        self,
        keys: Sequence[str],
        reason: str,
        at: str,
        named: Sequence[tuple[str, str]] = (),
    ) -> Decision:
        versions = self._held(keys, self._others)
        if named:
            versions = tuple(self._statements[layer][key] for layer, key in named)
        gold = self._held(keys, [self._gold])
        if not versions:
            raise ValueError(f"review.toml: nobody has a statement {keys}")
        return Decision(
            id=record_id("decision", *keys),
            kind="statement",
            article=versions[0].article,
            annotator=GOLD,
            made_at=at,
            outcome=_outcome(versions, gold) if reason else "bulk",
            reason=reason,
            snapshot=written(Snapshot(versions, (), gold)),
            replaces=None,
            decided=_decided(versions, gold),
        )

    def _on_link(self, ends: Sequence[str], reason: str, at: str) -> Decision:
        versions, gold = self._linked(ends, self._others), self._linked(ends, [self._gold])
        if not versions:
            raise ValueError(f"review.toml: nobody has a link {ends}")
        outcome: DecisionOutcome = "taken" if reason else "bulk"
        if not gold:
            outcome = "none"
        elif gold[0].rationale not in {v.rationale for v in versions}:
            outcome = "edited"
        return Decision(
            id=record_id("decision", "link", *ends),
            kind="link",
            article=self._articles[versions[0].source],
            annotator=GOLD,
            made_at=at,
            outcome=outcome,
            reason=reason,
            snapshot=written(Snapshot(versions, (), gold)),
            replaces=None,
            decided=_decided(versions, gold),
        )

    def _held(self, keys: Sequence[str], layers: Iterable[SampleLayer]) -> tuple[Statement, ...]:
        by_layer = (self._statements[layer.key] for layer in layers)
        return tuple(held[key] for held in by_layer for key in keys if key in held)

    def _linked(self, ends: Sequence[str], layers: Iterable[SampleLayer]) -> tuple[Link, ...]:
        wanted = set(ends)
        return tuple(
            link_of(layer, link, self._layers)
            for layer in layers
            for link in layer.links
            if {link.source, link.target} == wanted
        )

    def _about(self, told: SampleComment) -> tuple[Id, Id | None]:
        """Give the record that a comment is about, and its article."""
        if told.kind == "article":
            article = record_id("article", *told.about)
            return article, article
        if told.kind == "decision":
            one = self._on_statements(told.about, "", "")
            return one.id, one.article
        assert told.layer is not None
        if told.kind == "statement":
            one_ = self._statements[told.layer][told.about[0]]
            return one_.id, one_.article
        link = self._linked(told.about, [self._layers[told.layer]])[0]
        return link.id, self._articles[link.source]


def _decided(
    versions: Sequence[Statement | Link], gold: Sequence[Statement | Link]
) -> tuple[tuple[str, Id], ...]:
    return (*(("version", v.id) for v in versions), *(("gold", g.id) for g in gold))


def _outcome(versions: Sequence[Statement], gold: Sequence[Statement]) -> DecisionOutcome:
    """Say in a word how gold came of the versions."""
    if not gold:
        return "none"
    if len(gold) > 1:
        return "several"
    if any(core(v) == core(gold[0]) for v in versions):
        return "taken"
    own = [{getattr(v, name) for v in versions} for name in _PARTS]
    mixed = all(getattr(gold[0], name) in had for name, had in zip(_PARTS, own, strict=True))
    return "mixed" if mixed else "edited"


def _at(n: int) -> str:
    """Give the time of the decision of a number: a few minutes after the one before."""
    hour, minute = divmod(n * 3, 60)
    return f"2026-03-03T{10 + hour:02}:{minute:02}:00.000+00:00"
