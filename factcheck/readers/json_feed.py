"""Items of a JSON Feed, version 1: as its definition has them, read strictly."""

from collections.abc import Iterator, Mapping

from factcheck.errors import BadInput
from factcheck.formats.rows import Json
from factcheck.formats.strict_json import parse
from factcheck.readers import fragments
from factcheck.readers.items import Item

_BOM = b"\xef\xbb\xbf"


def begins(data: bytes) -> bool:
    """Say whether a feed is in JSON."""
    return data.removeprefix(_BOM).lstrip()[:1] == b"{"


def items(data: bytes) -> Iterator[Item]:
    """Give the items; raise BadInput where it is no such feed."""
    try:
        feed = parse(data.removeprefix(_BOM), name="")
    except BadInput as error:
        raise BadInput("feed.not_json", why=error.params["why"]) from error
    found = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(found, list):
        raise BadInput("feed.none")
    for one in found:
        if isinstance(one, dict):
            yield _item(one, feed)


def _item(one: Mapping[str, Json], feed: Mapping[str, Json]) -> Item:
    html, text = _word(one, "content_html"), _word(one, "content_text")
    published = _word(one, "date_published")
    known = {
        "title": fragments.unescaped(_word(one, "title")),
        "author": fragments.unescaped(_people(one) or _people(feed)),
        "published": published or _word(one, "date_modified"),
        "publisher": fragments.unescaped(_word(feed, "title")),
        "uri": _word(one, "url") or _word(one, "external_url"),
        "language": _word(one, "language") or _word(feed, "language"),
    }
    attributes: dict[str, Json] = {
        "guid": _word(one, "id"),
        "updated": _word(one, "date_modified") if published else "",
        "categories": ", ".join(tag for tag in _list(one, "tags") if isinstance(tag, str)),
    }
    return Item(
        html or text or _word(one, "summary"),
        bool(html),
        bool(html or text),
        {name: value for name, value in known.items() if value},
        attributes,
        doubtful=frozenset(() if published else {"published"}),
    )


def _people(row: Mapping[str, Json]) -> str:
    people = [*_list(row, "authors"), row.get("author")]
    return ", ".join(filter(None, (_word(x, "name") for x in people if isinstance(x, dict))))


def _word(row: Mapping[str, Json], key: str) -> str:
    value = row.get(key)
    # Ids may be numbers: the first version left it open.
    return value if isinstance(value, str) else str(value) if type(value) is int else ""


def _list(row: Mapping[str, Json], key: str) -> list[Json]:
    value = row.get(key)
    return value if isinstance(value, list) else []
