"""Why the sample's gold was decided so, and what was said about it, as `review.toml` has it.

Records refer to each other by key; whoever stores them decides the rest.
"""

from dataclasses import dataclass
from pathlib import Path

from factcheck.commenting.answers import CommentKind
from factcheck.resources import seeds
from factcheck.sample.tables import Table, read_table


@dataclass(frozen=True, slots=True)
class SampleDecision:
    """Why something was decided: statements at one place, or the link of two.

    `versions` are layers with keys, where those at the place have other keys than gold.
    """

    keys: tuple[str, ...]
    link: bool
    reason: str
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleComment:
    """What somebody said, and about what: a kind with keys, or an answer to a comment."""

    key: str
    kind: CommentKind | None
    about: tuple[str, ...]
    layer: str | None
    answers: str | None
    by: str
    at: str
    words: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class SampleReview:
    """What was decided and said in the sample."""

    decisions: tuple[SampleDecision, ...]
    comments: tuple[SampleComment, ...]


def read_review(folder: Path | None = None) -> SampleReview:
    """Read what was decided and said; ValueError names the file and what is at fault."""
    table = read_table((folder or seeds()) / "annotation" / "review.toml")
    return SampleReview(
        tuple(_decision(each) for each in table.tables("decision")),
        tuple(_comment(each) for each in table.tables("comment")),
    )


def _decision(table: Table) -> SampleDecision:
    statements = table.texts("statements")
    reason = table.text("reason")
    if statements:
        named = [tuple(name.split("/")) for name in table.texts("versions")]
        if any(len(parts) != 2 for parts in named):
            raise table.error("versions are a layer, a slash and a key")
        versions = tuple((parts[0], parts[1]) for parts in named)
        return SampleDecision(statements, link=False, reason=reason, versions=versions)
    return SampleDecision((table.text("from"), table.text("to")), link=True, reason=reason)


def _comment(table: Table) -> SampleComment:
    kind: CommentKind | None = None
    about, layer = tuple[str, ...](), None
    for each in table.tables("about"):
        layer = each.maybe("layer")
        if each.maybe("statement"):
            kind, about = "statement", (each.text("statement"),)
        elif each.maybe("article"):
            kind, about = "article", (each.text("article"),)
        elif each.items("decision"):
            kind, about = "decision", each.texts("decision")
        else:
            kind, about = "link", (each.text("from"), each.text("to"))
    answers = table.maybe("answers")
    if (kind is None) == (answers is None):
        raise table.error("it is either about something or an answer")
    return SampleComment(
        key=table.text("key"),
        kind=kind,
        about=about,
        layer=layer,
        answers=answers,
        by=table.text("by"),
        at=table.text("at"),
        words=table.text("words"),
        resolved=table.yes("resolved"),
    )
