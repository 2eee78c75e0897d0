"""What writers that go from article to article share: counts, and the links that cross articles.

Those lie beside in a folder; one file alone has no room for them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from factcheck.formats import Tick, Written
from factcheck.formats.bundle import Bundle, Part
from factcheck.formats.cross_links import Crossing
from factcheck.formats.ours import Outgoing
from factcheck.records import Link

#: Writes an article with the links that stay in it, and says what its format cannot hold.
Put = Callable[[Part, list[Link]], Mapping[str, int]]


def write(bundle: Bundle, out: Path, *, tick: Tick, outgoing: Outgoing, put: Put) -> Written:
    """Write all articles by `put`, and the links across them where `out` is a folder by now."""
    crossing = Crossing(bundle.links)
    counts = dict.fromkeys(("articles", "statements", "links"), 0)
    lost: Counter[str] = Counter()
    for number, part in enumerate(bundle.parts, 1):
        links = crossing.inside(part)
        lost.update(put(part, links))
        counts["articles"] += 1
        counts["statements"] += len(part.statements)
        counts["links"] += len(links)
        lost["gaps_shown_closed"] += sum(len(one.content) > 1 for one in part.statements)
        tick(number)
    if out.is_dir():
        counts["links"] += crossing.write(out, outgoing.names)
    else:
        lost["cross_links"] = len(crossing.crossing)
    lost.update(outgoing.left())
    return Written(counts, {reason: n for reason, n in lost.items() if n})
