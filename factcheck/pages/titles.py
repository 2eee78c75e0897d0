"""A page's title without what its site adds to it: "A lie? - The Post" is called "A lie?".

Only what is known to be the site's name is taken off, or what leaves a heading of the page; a dash
may be the title's own.
"""

from collections.abc import Collection, Iterable

from factcheck.pages.marks import mark
from factcheck.prose.fold import key as folded

_SHORTEST_CUT = 20


def without_site(title: str, sites: Iterable[str], headings: Collection[str] = ()) -> str:
    """Take the names of a site off a title, in front or behind."""
    known = {_bare(name) for name in sites} - {""}
    called = {folded(one) for one in headings} - {folded(title)}
    while len(parts := _parts(title)) > 1:
        front, back = title[: parts[-1][0]], title[parts[1][0] :]
        front = front[: parts[-2][0] + len(parts[-2][1])]
        if _bare(parts[-1][1]) in known or folded(front) in called:
            title = front
        elif _bare(parts[0][1]) in known or folded(back) in called:
            title = back
        else:
            break
    return title


def is_site(title: str, sites: Iterable[str]) -> bool:
    """Say whether a title is nothing but the name of a site."""
    return _bare(title) in {_bare(name) for name in sites}


def last_part(title: str) -> str:
    """Give what stands behind the last dash or bar, where a site has its name; may be empty."""
    parts = _parts(title)
    return parts[-1][1] if len(parts) > 1 else ""


def whole(title: str, others: Iterable[str]) -> str:
    """Give a title that was cut short as another one has it whole."""
    short = title.rstrip(" .…")
    if short == title or len(short) < _SHORTEST_CUT:
        return title
    begins = folded(short)
    longer = (one for one in others if len(one) > len(title) and folded(one).startswith(begins))
    return next(longer, title)


def _bare(name: str) -> str:
    """Give a name without case and spaces, an address without its ending: thepost."""
    bare = folded(name.removeprefix("www.")).replace(" ", "")
    for ending in ("couk", "com", "org", "net"):
        if "." in name and bare.endswith(ending):
            return bare.removesuffix(ending)
    return bare


def _parts(title: str) -> list[tuple[int, str]]:
    """Give the parts between dashes and bars, with where they begin."""
    found, begin = [], 0
    for match in mark("between").finditer(title):
        if match.start() > begin:
            found.append((begin, title[begin : match.start()]))
        begin = match.end()
    if begin < len(title):
        found.append((begin, title[begin:]))
    return found
