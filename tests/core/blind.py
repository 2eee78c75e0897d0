"""A blind project with work to hide in it, as each of four people has it open.

Ana leads, Rita reviews, Ben and Cleo annotate the same two articles. All that Cleo, Rita and gold
have holds the word of `SECRET` or is known by id; nothing that Ben is told may hold either.
"""

from dataclasses import dataclass, field

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES, REPEATS
from factcheck.ids import GOLD, Id
from factcheck.journal import Value, inserted
from factcheck.merging.conflicts import written_cell
from factcheck.project import Project
from factcheck.queries.editions import LOST
from factcheck.records import What
from tests.core.annotating import LETTER, Desk

SECRET = "xylophone"


@dataclass
class Scene:
    """The project as each of the four has it open."""

    ana: Project
    ben: Project
    cleo: Project
    rita: Project
    letter: Id
    tasnim: Id
    claim: Id = field(default_factory=Id)
    kremlin: Id = field(default_factory=Id)
    own: Id = field(default_factory=Id)
    #: What is hidden from Ben, by what it is.
    hidden: dict[str, Id] = field(default_factory=dict)

    @property
    def layers(self) -> list[Id]:
        """Everybody's layers, gold too, Ben's first."""
        return [self.ben.actor.id, self.cleo.actor.id, self.rita.actor.id, self.ana.actor.id, GOLD]

    def pull(self) -> None:
        """Let all hear of what there is."""
        for project in (self.ana, self.ben, self.cleo, self.rita):
            project.pull()

    def begin(self) -> None:
        """Let the lead register what all share, and Ben mark something."""
        self.claim = self.ana.claims.create("Russia makes lists")
        self.kremlin = self.ana.speakers.create("Kremlin", "organisation")
        self.ana.assignments.assign([self.letter, self.tasnim], self.ben.actor.id)
        self.ana.assignments.assign([self.letter, self.tasnim], self.cleo.actor.id)
        # Gold is there before anything is decided, as in a project at work.
        self.rita.access.record(
            What("annotator.join", {"name": "Gold"}),
            [inserted("annotator", GOLD, {"name": "Gold", "kind": "gold"})],
        )
        self.ana.about.set_blind(True)
        self.pull()
        self.own = Desk(self.ben, self.letter, self.tasnim).mark("“absolute lie”")
        self.ben.statements.set_claim(self.own, self.claim)
        self.pull()

    def fill(self) -> None:
        """Let Cleo work, and Rita decide; all of it is to be hidden from Ben."""
        c, desk = self.cleo, Desk(self.cleo, self.letter, self.tasnim)
        h = self.hidden
        h["claim"] = c.claims.create(f"The {SECRET} plays", note=f"{SECRET} note")
        h["merged"] = c.claims.create(f"A {SECRET} is played")
        c.claims.merge(h["merged"], h["claim"])
        h["speaker"] = c.speakers.create(f"{SECRET} player", aliases=[f"the {SECRET}"])
        c.speakers.add_alias(self.kremlin, f"{SECRET} house")
        h["one"] = desk.mark("credible information", ALLEGATION)
        h["two"] = desk.mark("absolute lie", DENIAL)
        h["far"] = desk.mark("an absolute fiction", DENIAL, self.tasnim)
        h["retold"] = desk.mark("this is a fake", DENIAL, self.tasnim)
        c.statements.set_claim([h["one"], h["two"], h["far"]], h["claim"])
        c.statements.set_claim(h["retold"], self.claim)
        c.statements.set_speaker(h["two"], self.kremlin)
        c.statements.set_speaker(h["one"], h["speaker"])
        c.statements.set_said_to(h["one"], h["speaker"])
        c.statements.set_reported_by(h["two"], [h["speaker"]])
        c.statements.set_note(h["one"], f"a {SECRET}")
        h["link"] = c.links.link(h["two"], h["one"], DENIES, rationale=f"{SECRET}s deny")
        h["across"] = c.links.link(h["far"], h["one"], CONTRADICTS, rationale=SECRET)
        h["repeated"] = c.links.link(h["two"], h["far"], REPEATS)
        self._talk()
        self._decide()
        self._merge()
        self.pull()

    def _talk(self) -> None:
        """Let Cleo ask, and Ana answer, which is Cleo's to read alone."""
        h, words = self.hidden, f"Is it a {SECRET}?"
        h["comment on statement"] = self.cleo.comments.add("statement", h["one"], words)
        h["comment on article"] = self.cleo.comments.add("article", self.letter, words)
        h["answer of Ana"] = self.ana.comments.answer(h["comment on article"], f"No {SECRET}.")

    def _decide(self) -> None:
        """Put a decision, and a statement of gold, where they are hidden."""
        h, r = self.hidden, self.rita
        h["decision"], h["gold"] = Id.new(), Id.new()
        start = LETTER.index("absolute lie")
        words: dict[str, Value] = {"exact": "absolute lie", "prefix": "", "suffix": ""}
        words |= {"role": "content", "start": start, "end": start + len("absolute lie")}
        derived: dict[str, Value] = {"role": "derived_from", "target": h["two"], "position": 0}
        of: dict[str, Value] = {"decision": h["decision"]}
        decision: dict[str, Value] = {
            "kind": "statement",
            "article": self.letter,
            "annotator": r.actor.id,
            "made_at": "2024-02-20T12:00:00.000+00:00",
            "outcome": "kept",
            "reason": f"the {SECRET}",
            "snapshot": f'["{SECRET}"]',
        }
        statement: dict[str, Value] = {
            "article": self.letter,
            "annotator": GOLD,
            "label": DENIAL,
            "claim": h["claim"],
            "note": f"{SECRET}, decided",
            "origin": "adjudicated",
        }
        lost: dict[str, Value] = {"name": LOST, "value": str(self.tasnim)}
        r.access.record(
            What("claim.create", {"claim": SECRET}),
            [
                inserted("attribute", Id.new(), {"record": h["one"], **lost}),
                inserted("statement", h["gold"], statement),
                inserted("span", Id.new(), {"statement": h["gold"], **words}),
                inserted("decision", h["decision"], decision),
                inserted("derivation", Id.new(), {"record": h["gold"], **derived}),
                inserted("decided", Id.new(), {**of, "record": h["two"], "role": "version"}),
                inserted("decided", Id.new(), {**of, "record": h["gold"], "role": "gold"}),
            ],
        )

    def _merge(self) -> None:
        """Put a conflict of a merge where it is hidden."""
        h, merge = self.hidden, Id.new()
        h["conflict"] = Id.new()
        came: dict[str, Value] = {"project": Id.new(), "head": Id.new(), "number": 7}
        kept, other = (
            written_cell("claim", "proposition", f"{which} {SECRET}") for which in ("One", "Other")
        )
        of: dict[str, Value] = {"merge": merge, "kind": "claim", "record": h["claim"]}
        self.rita.access.record(
            What("claim.create", {"claim": SECRET}),
            [
                inserted("merge", merge, {**came, "made_at": "2024-02-20T12:00:00.000+00:00"}),
                inserted("conflict", h["conflict"], {**of, "kept": kept, "other": other}),
            ],
        )

    def finish(self) -> None:
        """Let both be done with everything."""
        for project in (self.ben, self.cleo):
            for article in (self.letter, self.tasnim):
                project.articles.set_status(article, "done")
        self.pull()

    def secrets(self, said: str) -> list[str]:
        """What of the hidden is in some words."""
        found = [name for name, record in self.hidden.items() if str(record) in said]
        return [*found, *([SECRET] if SECRET in said.casefold() else [])]
