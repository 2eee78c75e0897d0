"""What a dataset of tables is, in Croissant 1.0, so that catalogues find it and programs load it.

Files with their sha256, and the columns of what people look for first. Nothing in it depends on
when or where it is written: the date is that of the project's newest revision, and as an address
it has the project's id. The words of the specification are in `resources/croissant.json`.
"""

import json
from collections.abc import Iterable, Mapping

from factcheck import resources
from factcheck.formats.bundle import About
from factcheck.formats.manifest import Listed
from factcheck.formats.parquet_columns import COLUMNS, INNER, Type
from factcheck.formats.rows import Json, Row
from factcheck.texts import text

NAME = "croissant.json"
_PARQUET = "application/x-parquet"
_CONFORMS = "http://mlcommons.org/croissant/1.0"
_SHOWN = ("articles", "statements", "links", "speakers", "claims")
_TYPES: dict[Type, str] = {"whole": "sc:Integer", "yes_no": "sc:Boolean"}
_REPEATED: tuple[Type, ...] = ("texts", "spans", "attributes")
_TEXT = "sc:Text"
# Only what is never empty: a row without what it refers to counts as none there.
_REFERENCES = {("statements", "article"): "articles"}


def described(
    about: About,
    names: Mapping[str, Mapping[str, str]],
    listed: Mapping[str, Listed],
    languages: Iterable[str],
) -> Row:
    """Give the description of a dataset; `names` are its files by kind and part of the split."""
    title = " ".join(about.title.split())
    made: Row = {
        "@context": json.loads(resources.path("croissant.json").read_text("utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": title,
        "description": about.description.strip() or text("croissant.description"),
        "license": about.licence.strip() or text("card.no_licence"),
        "creator": {
            "@type": "sc:Organization",
            "name": about.contact.strip() or text("croissant.creator", title=title),
        },
        "url": f"urn:uuid:{about.project}" if about.project else None,
        "datePublished": about.revised_on or None,
        "version": f"{about.revision}.0.0" if about.revision else None,
        "citeAs": about.citation.strip() or None,
        "inLanguage": [*sorted(languages)] or None,
        "keywords": [*text("card.keywords").split(", ")],
        "distribution": [_object(name, one) for name, one in sorted(listed.items())]
        + [_set(kind, some) for kind, some in names.items() if _is_parted(some)],
        "recordSet": [_record_set(kind, names[kind]) for kind in _SHOWN],
    }
    return {name: value for name, value in made.items() if value is not None}


def _object(name: str, one: Listed) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "encodingFormat": _PARQUET,
        "sha256": one.sha256,
    }


def _set(kind: str, names: Mapping[str, str]) -> Json:
    return {
        "@type": "cr:FileSet",
        "@id": f"{kind}-files",
        "name": f"{kind}-files",
        "encodingFormat": _PARQUET,
        "includes": [*names.values()],
    }


def _is_parted(names: Mapping[str, str]) -> bool:
    return any(names)


def _record_set(kind: str, names: Mapping[str, str]) -> Json:
    source: Row = {"fileSet": {"@id": f"{kind}-files"}}
    if not _is_parted(names):
        source = {"fileObject": {"@id": names[""]}}
    return {
        "@type": "cr:RecordSet",
        "@id": kind,
        "name": kind,
        "description": text(f"croissant.{kind}"),
        "key": {"@id": f"{kind}/id"},
        # A list of pairs is beyond what a field can be.
        "field": [_field(kind, c, t, source) for c, t in COLUMNS[kind].items() if t != "pairs"],
    }


def _field(kind: str, column: str, of: Type, source: Row) -> Json:
    here = f"{kind}/{column}"
    taken: Row = {**source, "extract": {"column": column}}
    made: Row = {"@type": "cr:Field", "@id": here, "name": column, "source": taken}
    if of in _REPEATED:
        made["repeated"] = True
    if (kind, column) in _REFERENCES:
        made["references"] = {"field": {"@id": f"{_REFERENCES[kind, column]}/id"}}
    if of not in INNER:
        return {**made, "dataType": _TYPES.get(of, _TEXT)}
    inner: list[Json] = [
        {
            "@type": "cr:Field",
            "@id": f"{here}/{name}",
            "name": name,
            "dataType": _TYPES.get(one, _TEXT),
            "source": {**taken, "transform": {"jsonPath": name}},
        }
        for name, one in INNER[of].items()
    ]
    return {**made, "subField": inner}
