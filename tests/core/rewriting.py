"""A text rewritten at random, with the truth: where each character of the old one is in the new.

For the tests of editions: whatever is inserted was nowhere before, so what is kept is known.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.texts_strategy import texts

_SENTENCES = (
    "The Kremlin called it an “absolute lie”. ",
    "Minister Abe denies the claim. ",
    "Minister Bea denies the claim. ",
    "Nobody denies the claim. ",
    "He said no. ",
    "She said no.\n\n",
    "Washington says it has “credible information” that Moscow is making lists. ",
    "No. ",
    "北京市长说没有这样的名单。",
)
_FRESH = (
    "Meanwhile it rained. ",
    "zebra ",
    "no",
    "Thirteen quick owls vexed Jim. ",
    "\n\n",
    "“",
    " ",
)


@dataclass(frozen=True)
class Rewritten:
    """Two texts; `origins` has for each new character the old one it was, or -1."""

    old: str
    new: str
    origins: tuple[int, ...]

    def place(self, start: int, end: int) -> int | None:
        """Where the new text has an old stretch in one piece, None where it has not."""
        wanted = tuple(range(start, end))
        at = next((n for n, i in enumerate(self.origins) if i == start), None)
        return at if at is not None and self.origins[at : at + end - start] == wanted else None

    def is_whole(self, start: int, end: int, around: int) -> bool:
        """Whether a stretch is kept with what stands around it, to the edge where that is near."""
        low, high = max(0, start - around), min(len(self.old), end + around)
        at = self.place(low, high)
        if at is None:
            return False
        last = at + high - low
        begins = start - low == around or at == 0
        return begins and (high - end == around or last == len(self.new))


@st.composite
def rewritten(draw: st.DrawFn) -> Rewritten:
    """A text of sentences, some of them again, or of anything, and what became of it."""
    sentences = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=14).map("".join)
    old = draw(st.one_of(sentences, texts(min_pieces=1, max_pieces=20)))
    new = [(character, n) for n, character in enumerate(old)]
    for _ in range(draw(st.integers(0, 4))):
        a = draw(st.integers(0, len(new)))
        b = min(len(new), a + draw(st.integers(0, 40)))
        match draw(st.sampled_from(("delete", "insert", "replace", "move"))):
            case "delete":
                del new[a:b]
            case "insert":
                new[a:a] = [(c, -1) for c in draw(st.sampled_from(_FRESH))]
            case "replace":
                new[a:b] = [(c, -1) for c in draw(st.sampled_from(_FRESH))]
            case _:
                moving = new[a:b]
                del new[a:b]
                to = draw(st.integers(0, len(new)))
                new[to:to] = moving
    return Rewritten(old, "".join(c for c, _ in new), tuple(n for _, n in new))


@st.composite
def rewritten_with_stretch(draw: st.DrawFn) -> tuple[Rewritten, int, int]:
    """A rewritten text and a stretch of the old one with more than white space."""
    made = draw(rewritten().filter(lambda r: bool(r.old.strip())))
    start = draw(st.integers(0, len(made.old) - 1))
    end = draw(st.integers(start + 1, min(len(made.old), start + 60)))
    return made, start, end
