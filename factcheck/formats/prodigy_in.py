"""Reads tasks of Prodigy, of any recipe that shows text, into a bundle.

Only what was accepted counts: what was rejected or ignored is counted as lost. All tasks of one
text are one article, whatever the number of its lines or files. A chosen option or label of the
text as a whole is an attribute of the article, and so are other fields of a task, such as what
somebody wrote into one; those of a span are its statement's. Relations hang on the span at their
ends, or on the one that holds their token.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.formats import foreign
from factcheck.formats.building import Origin, Stretch
from factcheck.formats.fields import Fields
from factcheck.formats.lines import first_row, values
from factcheck.formats.ours import KEY
from factcheck.formats.ours_in import Returning
from factcheck.formats.placed import Placed
from factcheck.formats.rows import Json, Row
from factcheck.ids import Id

_FIELDS = frozenset(("_input_hash", "_task_hash", "tokens", "spans", "answer"))
_ANSWERS = ("accept", "reject", "ignore")
# What is read of tasks and spans otherwise than as attributes, with what spans repeat of tasks.
_READ = ("text", "tokens", "spans", "relations", "answer", "meta", "accept", "label", KEY)
_READ_OF_SPANS = ("start", "end", "token_start", "token_end", "label", "text", "input_hash")
# Sessions without a name have the time at which they began.
_TIME = re.compile(r".*\d{4}-\d\d-\d\d[_ T]\d\d[-:]\d\d[-:]\d\d")


def shows_lines(path: Path) -> bool:
    """Say whether the first line of a file looks like a task of Prodigy."""
    row = first_row(path)
    return "text" in row and any(_is_of_a_task(name, row.get(name)) for name in _FIELDS)


def _is_of_a_task(name: str, value: Json) -> bool:
    """Say whether a field is Prodigy's own: rows of articles may have one of that name too."""
    if isinstance(value, list):
        return isinstance(value[0] if value else {}, dict)
    return type(value) is int if name.endswith("_hash") else value in _ANSWERS


def read_parts(paths: Sequence[Path], returning: Returning) -> None:
    """Take in the tasks of some files; raise BadInput naming the line at fault."""
    held: dict[tuple[str, str], list[_Task]] = {}
    for path in paths:
        _sort(path, held, returning.building.lost)
    for (words, _), tasks in held.items():
        _take(words, tasks, returning, alone=len(paths) == 1)


def _sort(path: Path, held: dict[tuple[str, str], list["_Task"]], lost: Counter[str]) -> None:
    """Put the tasks of a file to those of the same text."""
    for number, value in values(path):
        at = Origin(path.name, number)
        row = at.fields(value)
        answer = row.choice("answer", _ANSWERS) or "accept"
        words = row.any_text("text") if isinstance(row.values.get("text"), str) else None
        if answer != "accept":
            lost["rejected" if answer == "reject" else "ignored"] += 1
        elif words is None or not words.strip() or "image" in row.values:
            lost["not_text"] += 1
        else:
            ours = row.values.get(KEY)
            known = ours.get("article") if isinstance(ours, dict) else None
            name = known.get("id") if isinstance(known, dict) else None
            held.setdefault((words, str(name)), []).append(_Task(row, at))


def _take(words: str, tasks: Sequence["_Task"], returning: Returning, *, alone: bool) -> None:
    """Take in an article with all tasks about its text, from one file alone or from several."""
    first = tasks[0]
    number = first.row.values.get("_input_hash")
    # Of several files each may be an annotator's; the hash is of the text.
    is_numbered = not alone and type(number) is int
    name = f"tasks#{number}" if is_numbered else f"{first.at.name}#{first.at.line}"
    title, answers = first.about().get("title"), _answers(tasks)
    found = foreign.article(
        words, name, reader="prodigy", title=title if isinstance(title, str) else ""
    )
    for task in tasks:
        said = foreign.attributes({**task.about(), **answers}, but=("title",))
        there = replace(found, attributes=said)
        article = returning.article(there, task.row.values.get(KEY), task.at)
        task.take(returning, article)


def _answers(tasks: Sequence["_Task"]) -> Row:
    """Give what was chosen of options or labels for a text, by annotator where there are some."""
    given: dict[str, dict[str, list[Json]]] = {}
    for task in tasks:
        held = given.setdefault(task.annotator(), {})
        for key in ("accept", "label"):
            value = task.row.values.get(key)
            if value is not None:
                held.setdefault(key, []).extend(value if isinstance(value, list) else [value])
    several = len(given) > 1
    return {
        f"{key} ({by})" if several and by else key: [*dict.fromkeys(map(str, chosen))]
        for by, held in given.items()
        for key, chosen in held.items()
    }


@dataclass(frozen=True, slots=True)
class _Span:
    """A span as a task has it, and the statement made of it."""

    label: str
    start: int
    end: int
    statement: Id


class _Spans:
    """The spans of a task, found by place."""

    def __init__(self) -> None:
        self._all: list[_Span] = []
        self._there: dict[tuple[int, int, str | None], list[Id]] = {}

    def add(self, span: _Span) -> None:
        """Take in a span."""
        self._all.append(span)
        key = (span.start, span.end, span.label)
        self._there.setdefault(key, []).append(span.statement)

    def at(self, start: int, end: int, label: str | None) -> list[Id]:
        """Give the statements of a label at a place, else those around it, the smallest first."""
        if there := self._there.get((start, end, label)):
            return there
        around = [s for s in self._all if s.start <= start and end <= s.end]
        around.sort(key=lambda s: s.end - s.start)
        return [s.statement for s in around]


@dataclass(frozen=True, slots=True)
class _Task:
    """One task on its way in."""

    row: Fields
    at: Origin

    def annotator(self) -> str:
        """Give whose task it is: as it travelled, or as Prodigy says; empty for nobody."""
        ours = self.row.values.get(KEY)
        said = ours.get("annotator") if isinstance(ours, dict) else None
        for by in (said, self.row.values.get("_annotator_id"), self.row.values.get("_session_id")):
            if isinstance(by, str) and by.strip() and not _TIME.fullmatch(by):
                return by[:200]
        return ""

    def about(self) -> Row:
        """Give what it says of its text besides what is marked in it, its title among that."""
        meta = self.row.values.get("meta")
        return {**_others(self.row, _READ), **(meta if isinstance(meta, dict) else {})}

    def take(self, returning: Returning, article: Id) -> None:
        """Take in the spans and what links them."""
        lost = returning.building.lost
        placed = Placed(self.row.values.get(KEY), self.at)
        tokens = self.row.values.get("tokens") or []
        if not isinstance(tokens, list):
            raise self.row.bad("not_list", key="tokens")
        spans = _Spans()
        for one in foreign.many(self.row, "spans", self.at):
            if "start" not in one.values:
                lost["regions"] += 1
            elif one.maybe_line("label") is None:
                lost["unlabelled"] += 1
            else:
                spans.add(self._span(one, article, tokens, placed, returning))
        for one in foreign.many(self.row, "relations", self.at):
            heads = self._at_end(one, "head", spans, tokens)
            children = self._at_end(one, "child", spans, tokens)
            if not heads or not children:
                lost["links_left_out"] += 1
                continue
            kind = one.line("label")
            ends, ours = _ends(kind, heads, children, placed)
            returning.link(ours, kind, ends, self.at)

    def _span(
        self,
        row: Fields,
        article: Id,
        tokens: Sequence[Json],
        placed: Placed,
        returning: Returning,
    ) -> _Span:
        start, end, label = row.number("start"), row.number("end"), row.line("label")
        words = row.any_text("text")
        if tokens and row.says("token_start") and row.says("token_end"):
            first, last = (self._token(row, key, tokens) for key in ("token_start", "token_end"))
            if (first.number("start"), last.number("end")) != (start, end):
                raise row.bad("span_tokens", start=start, end=end)
            # The tokens are what Prodigy goes by; corrections leave old words behind.
            there = returning.building.article_of(article).text[start:end]
            returning.building.lost["old_words"] += words not in (None, there)
            words = None
        content: list[Stretch] = [("content", start, end)]
        made = returning.statement(
            placed.statement(label, start, end),
            *(article, label),
            content,
            self.at,
            annotator=self.annotator(),
            words=words,
            attributes=foreign.attributes(_others(row, _READ_OF_SPANS)),
        )
        return _Span(label, start, end, made)

    def _at_end(self, row: Fields, key: str, spans: "_Spans", tokens: Sequence[Json]) -> list[Id]:
        """Give the statements of the span at an end of a relation, the likeliest first."""
        label = None
        place = self._token(row, key, tokens) if not row.says(f"{key}_span") else None
        if place is None:
            place = row.inner(f"{key}_span")
            label = place.maybe_line("label")
        return spans.at(place.number("start"), place.number("end"), label)

    def _token(self, row: Fields, key: str, tokens: Sequence[Json]) -> Fields:
        number = row.number(key)
        if number >= len(tokens):
            raise row.bad("unknown", key=key, said=number)
        return self.at.fields(tokens[number])


def _others(row: Fields, but: Sequence[str]) -> Row:
    """Give the fields of a row that are not read, but those by which Prodigy keeps its books."""
    values = row.values.items()
    return {key: value for key, value in values if key not in but and not key.startswith("_")}


def _ends(
    kind: str, heads: Sequence[Id], children: Sequence[Id], placed: Placed
) -> tuple[tuple[Id, Id], Json]:
    """Give the ends of a relation, and ours where it is one: places may have several statements."""
    for head in heads:
        for child in children:
            ours = placed.link(kind, [str(head), str(child)]) if head != child else None
            if ours is not None:
                return (head, child), ours
    return (heads[0], children[0]), None
