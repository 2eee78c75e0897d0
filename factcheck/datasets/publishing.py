"""A dataset as it is to be published: without texts, names or remarks, as somebody wishes.

Pure, from bundle to bundle and article by article as they go by, so that no format need know of
it. What is left out is counted. What people wrote themselves (notes, propositions, comments) stays
as they wrote it; where it may repeat an article or name somebody, the card says so.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.datasets.wishes import LEFT_OUT, ExportWishes
from factcheck.formats.bundle import About, Assignment, Bundle, Comment, Decision, Part
from factcheck.formats.rows import hash_of
from factcheck.ids import GOLD, SHARED, Id
from factcheck.records import Annotator, Claim, Link, Statement
from factcheck.review import snapshots
from factcheck.texts import text

# From how many words, or characters of scripts without blanks, an attribute, which comes from
# another program, may be a stretch of a text.
_WORDS, _CHARACTERS = 5, 40
_NUMBER = re.compile(r"[0-9]+$")
_IN_BRACKETS = re.compile(r"(.*) \((.+)\)", re.DOTALL)
_SHORTEST_NAME = 3


class Publishing:
    """One dataset on its way out: its `bundle` as wished, and what it has lost by that."""

    def __init__(
        self,
        bundle: Bundle,
        wishes: ExportWishes,
        *,
        everybody: Iterable[Annotator],
        layer: Id | None,
    ) -> None:
        """Take a dataset; `everybody` are the project's annotators, `layer` is the only one."""
        self._wishes = wishes
        self._lost: dict[str, set[object]] = defaultdict(set)
        self._numbers = _Numbers(bundle, everybody) if wishes.anonymous else None
        self.bundle = self._published(bundle, layer)

    @property
    def lost(self) -> dict[str, int]:
        """How much was left out, by reason, of the articles that have gone by."""
        return {reason: len(records) for reason, records in self._lost.items()}

    def _published(self, bundle: Bundle, layer: Id | None) -> Bundle:
        if not self._is_anything_wished:
            return bundle
        return replace(
            bundle,
            links=tuple(map(self._link, bundle.links)),
            claims=tuple(map(self._claim, bundle.claims)),
            annotators=tuple(map(self._annotator, bundle.annotators)),
            assignments=tuple(map(self._assignment, bundle.assignments)),
            comments=tuple(map(self._comment, bundle.comments)),
            decisions=tuple(map(self._decision, bundle.decisions)),
            parts=_Changed(bundle.parts, self._part),
            about=self._about(bundle.about, layer),
        )

    @property
    def _is_anything_wished(self) -> bool:
        wishes = self._wishes
        return wishes.texts != "full" or wishes.anonymous or bool(wishes.without)

    def _about(self, about: About, layer: Id | None) -> About:
        said = [text("card.anonymous")] if self._numbers else []
        names = [one for one in LEFT_OUT if one in self._wishes.without]
        said += [text("card.without", names=", ".join(names))] if names else []
        name = about.layer
        if self._numbers and layer is not None and layer != GOLD:
            name = self._numbers.names.get(layer, name)
        return replace(about, layer=name, texts=self._wishes.texts, published=tuple(said))

    def _part(self, part: Part) -> Part:
        article = part.article
        attributes = self._attributes(part.id, article.attributes)
        article = replace(article, attributes=attributes)
        if self._wishes.texts != "full":
            self._lost["texts_left_out"].add(part.id)
            article = replace(article, text="", text_sha256=hash_of(article))
        if "notes" in self._wishes.without:
            self._lost["notes"].update(one.id for one in part.statements if one.note)
        return Part(article, tuple(map(self._statement, part.statements)))

    def _statement(self, one: Statement) -> Statement:
        spans = one.spans
        if self._wishes.texts == "none":
            spans = tuple(replace(s, exact="", prefix="", suffix="") for s in spans)
        return replace(
            one,
            annotator=self._who(one.annotator),
            agreed_by=tuple(map(self._who, one.agreed_by)),
            spans=spans,
            note="" if "notes" in self._wishes.without else one.note,
            attributes=self._attributes(one.id, one.attributes),
        )

    def _link(self, one: Link) -> Link:
        return replace(
            one,
            annotator=self._who(one.annotator),
            agreed_by=tuple(map(self._who, one.agreed_by)),
            rationale=self._rationale(one.id, one.rationale),
            attributes=self._attributes(one.id, one.attributes),
        )

    def _claim(self, one: Claim) -> Claim:
        note = one.note
        if note and "notes" in self._wishes.without:
            self._lost["notes"].add(one.id)
            note = ""
        return replace(one, note=note, rationale=self._rationale(one.id, one.rationale))

    def _annotator(self, one: Annotator) -> Annotator:
        if self._numbers is None:
            return one
        return replace(one, id=self._who(one.id), name=self._numbers.names.get(one.id, one.name))

    def _assignment(self, one: Assignment) -> Assignment:
        return replace(
            one,
            annotator=self._who(one.annotator),
            given_by=self._maybe(one.given_by),
            handed_from=self._maybe(one.handed_from),
            handed_to=self._maybe(one.handed_to),
        )

    def _comment(self, one: Comment) -> Comment:
        return replace(one, annotator=self._who(one.annotator))

    def _decision(self, one: Decision) -> Decision:
        return replace(
            one,
            annotator=self._who(one.annotator),
            reason=self._rationale(one.id, one.reason),
            snapshot=self._snapshot(one),
        )

    def _snapshot(self, one: Decision) -> str:
        """Give what a decision was made on with the same left out; nothing of what is unread."""
        wishes = self._wishes
        is_touched = wishes.anonymous or wishes.texts == "none"
        if not is_touched and not wishes.without & {"notes", "rationales"}:
            return one.snapshot
        if one.kind == "link":
            links = snapshots.read_links(one.snapshot)
            made = snapshots.altered(links, self._link_then)
        else:
            statements = snapshots.read_statements(one.snapshot)
            made = snapshots.altered(statements, self._statement)
        if made == snapshots.NOTHING != one.snapshot:
            self._lost["snapshots"].add(one.id)
        return made

    def _link_then(self, one: Link) -> Link:
        rationale = "" if "rationales" in self._wishes.without else one.rationale
        return replace(one, annotator=self._who(one.annotator), rationale=rationale)

    def _rationale(self, record: Id, words: str) -> str:
        if not words or "rationales" not in self._wishes.without:
            return words
        self._lost["rationales"].add(record)
        return ""

    def _attributes(self, record: Id, attributes: Mapping[str, str]) -> Mapping[str, str]:
        """Leave out attributes that may hold a stretch of the text, where texts are left out.

        Those that other programs made of annotators' names name nobody, where nobody is named.
        """
        if self._numbers is not None and attributes:
            named = attributes.items()
            attributes = {self._numbers.of_key(k): self._numbers.of_value(v) for k, v in named}
        if self._wishes.texts == "full" or not attributes:
            return attributes
        kept = {k: v for k, v in attributes.items() if not any(map(_may_be_of_text, (k, v)))}
        self._lost["long_attributes"].update((record, n) for n in attributes.keys() - kept.keys())
        return kept

    def _who(self, annotator: Id) -> Id:
        return annotator if self._numbers is None else self._numbers.of(annotator)

    def _maybe(self, annotator: Id | None) -> Id | None:
        return None if annotator is None else self._who(annotator)


class _Numbers:
    """Annotators by number: names of those in a dataset, and ids that say nothing of a person.

    Ids count all of a project, so that two exports do not call two persons one. Gold and the
    shared layer are nobody, and who has come from an anonymous dataset has a number already.
    """

    def __init__(self, bundle: Bundle, everybody: Iterable[Annotator]) -> None:
        self._project = bundle.about.project
        self._ids: dict[Id, Id] = {GOLD: GOLD, SHARED: SHARED}
        self.names: dict[Id, str] = {}
        numbered = {one.id: one.name for one in bundle.annotators if _is_numbered(one)}
        self._ids.update((one, one) for one in numbered)
        self.names.update(numbered)
        called = {one.id: one.name for one in everybody}
        for record in sorted(called):
            self.of(record)
        held = {one.id for one in bundle.annotators}
        n = 0
        # Who is not in the dataset may be named in it all the same, and comes after the others.
        for record in sorted(
            (held | called.keys()) - self._ids_kept(), key=lambda i: (i not in held, i)
        ):
            n += 1
            while (name := text("export.annotator", n=n)) in numbered.values():
                n += 1
            self.names[record] = name
        self._by_name = {
            name: self.names[record] for record, name in called.items() if record in self.names
        }

    def of(self, record: Id) -> Id:
        """Give the id that stands for an annotator's; the next one for who was not met yet."""
        if record not in self._ids:
            place = len(self._ids) - 1
            self._ids[record] = Id.fixed(f"anonymous/{self._project}/{place}")
        return self._ids[record]

    def of_key(self, key: str) -> str:
        """Give the name of an attribute, with a number where it says in brackets whose it is."""
        found = _IN_BRACKETS.fullmatch(key)
        number = self._by_name.get(found[2]) if found else None
        return f"{found[1]} ({number})" if found and number else key

    def of_value(self, value: str) -> str:
        """Give the value of an attribute, a number where it is nothing but somebody's name."""
        # A number or a letter may be anything.
        is_name = len(value) >= _SHORTEST_NAME and not value.isdecimal()
        return self._by_name.get(value, value) if is_name else value

    def _ids_kept(self) -> set[Id]:
        return {record for record, other in self._ids.items() if record == other}


def _may_be_of_text(value: str) -> bool:
    wordless = len(value) > _CHARACTERS and not value.isascii()
    return wordless or len(value.split()) >= _WORDS


def _is_numbered(one: Annotator) -> bool:
    found = _NUMBER.search(one.name)
    # A person's own id is of version 7, and one of version 5 is made of the name.
    is_own = one.id[6] >> 4 != 5
    return found is not None and not is_own and one.name == text("export.annotator", n=found[0])


@dataclass(frozen=True, slots=True)
class _Changed:
    """The articles of a dataset, changed each time they are gone through."""

    parts: Iterable[Part]
    change: Callable[[Part], Part]

    def __iter__(self) -> Iterator[Part]:
        return map(self.change, self.parts)
