"""Where a page is from: by who saved it, and by what it says of itself.

A page's word is believed only about its own site: a copy of an agency's text that names the agency
as its source is still a publication of its own. Nothing is looked up.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from factcheck.pages.markup import Element

LONGEST = 2000
_HEAD = 4096
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(\S{1,2000}?)\s*-->")
_SINGLE_FILE = re.compile(
    r"<!--\s*(?:Page saved with|Archive processed by) SingleFile\s+url:\s*(\S{1,2000})"
    r"\s+saved date:[ \t]*([^\n<>]{1,100})"
)
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:ph|today|is|li|vn|fo|md))"
    r"/(\d{4})\.?(\d\d)\.?(\d\d)[-\d]*(?:[a-z]{2}_)?/(https?:.+)"
)
# What a site of phones, or of nobody in particular, is called before its name.
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|beta|edition|touch)\.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a browser wrote into a page that it saved: from where, and on which words of a day."""

    address: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """A page's address, and an archive's of this copy; `own` is what the page calls itself."""

    address: str | None = None
    archive: str | None = None
    own: str | None = None
    archived_on: str | None = None


def saved(text: str) -> Saved:
    """Read what a browser wrote above a page that it saved."""
    head = text[:_HEAD]
    if found := _SINGLE_FILE.search(head):
        return Saved(proper(found[1]), found[2])
    found = _SAVED_FROM.search(head)
    return Saved(proper(found[1])) if found else Saved()


def addresses(tree: Element, *, known: str | None, linked: str) -> Addresses:
    """Settle a page's address.

    `known` is where it was taken from, `linked` what its linked data says.
    """
    archive = archived_on = None
    if known and (found := _ARCHIVED.fullmatch(known)):
        archive, archived_on = known, "-".join(found.groups()[:3])
        known = proper(found[4])
    own = _own(tree, known, linked)
    if own and (found := _ARCHIVED.fullmatch(own)):
        archive, archived_on = archive or own, archived_on or "-".join(found.groups()[:3])
        own = proper(found[4])
    if known is None:
        return Addresses(own, archive, own, archived_on)
    better = own if own and site(own) == site(known) else known
    return Addresses(better, archive, own, archived_on)


def proper(address: str | None) -> str | None:
    """Give an address of the web as it is, None for anything else."""
    if address is None or len(address) > LONGEST:
        return None
    address = address.strip()
    if not re.fullmatch(r"https?://[^\s<>\"\x00-\x1f\x7f-\x9f]+", address, re.IGNORECASE):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if host and "." in host else None


def site(address: str) -> str:
    """Give the host of a proper address, without what several sites of one house differ in."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return _PREFIX.sub("", host)


def _own(tree: Element, known: str | None, linked: str) -> str | None:
    """Give what a page calls its own address; of two sites that of its own data."""
    canonical = og = None
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and canonical is None:
            canonical = link.get("href")
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "og:url" and og is None:
            og = meta.get("content")
    base = known or proper(og) or proper(linked)
    found = [one for value in (canonical, og, linked) if (one := _joined(base, value))]
    # Of a page below it a careless site says that it is its home.
    deeper = [one for one in found if not _is_home(one)]
    found = deeper or [one for one in found if known is None or _is_home(known)]
    if not found:
        return None
    first, others = found[0], found[1:]
    # A copy names its source as canonical, and itself in the rest.
    if others and all(site(one) != site(first) for one in others):
        return others[0]
    return first


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _joined(base: str | None, value: str | None) -> str | None:
    if not value or len(value) > LONGEST:
        return None
    try:
        return proper(urljoin(base, value.strip()) if base else value)
    except ValueError:
        return None
