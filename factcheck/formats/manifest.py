"""The manifest of a dataset: which project and layer it is of, and what belongs to it.

A folder without one is not a dataset of ours, and is neither read nor replaced as such.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from factcheck import __version__
from factcheck.errors import BadInput
from factcheck.formats.bundle import About, PartSize, Split, Texts
from factcheck.formats.fields import Fields
from factcheck.formats.parts import opened
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.ids import Id

NAME = "manifest.json"
VERSION = 1
LARGEST = 4_000_000  # bytes
_TEXTS: tuple[Texts, ...] = get_args(Texts)


@dataclass(frozen=True, slots=True)
class Listed:
    """One part of a dataset as the manifest lists it."""

    rows: int
    sha256: str


def manifest_row(about: About, split: Split | None, listed: Mapping[str, Listed]) -> Row:
    """Give the manifest as a JSON value."""
    return {
        "citation": about.citation,
        "contact": about.contact,
        "files": {
            name: {"rows": one.rows, "sha256": one.sha256} for name, one in sorted(listed.items())
        },
        "format_version": VERSION,
        "layer": about.layer,
        "licence": about.licence,
        "program_version": __version__,
        "project": str(about.project) if about.project else None,
        "revision": about.revision,
        "split": split_row(split) if split else None,
        "text": about.texts,
        "title": about.title,
    }


def about_of(row: Fields) -> About:
    """Read what a dataset says of itself; raise BadInput where that is no such value."""
    return About(
        project=row.maybe_id("project"),
        title=row.prose("title"),
        revision=row.number("revision") if row.says("revision") else None,
        layer=row.maybe_line("layer"),
        licence=row.prose("licence"),
        citation=row.prose("citation"),
        contact=row.prose("contact"),
        texts=row.choice("text", _TEXTS) or "full",
    )


def split_of(found: Json, where: Mapping[Id, str]) -> Split | None:
    """Give the split of a dataset whose rows say in which part articles are, None without one.

    What a manifest says of it and does not fit counts as not said.
    """
    said = found if isinstance(found, dict) else {}
    if not said and not where:
        return None
    sizes = said.get("sizes")
    proof, rule, seed = said.get("proof"), said.get("rule"), said.get("seed")
    parts = {name: _size(one) for name, one in sizes.items()} if isinstance(sizes, dict) else {}
    counts = proof.items() if isinstance(proof, dict) else ()
    return Split(
        where,
        rule if isinstance(rule, str) else "",
        seed if isinstance(seed, int) else 0,
        {name: size for name, size in parts.items() if size},
        {name: n for name, n in counts if isinstance(n, int)},
    )


def _size(found: Json) -> PartSize | None:
    values = found if isinstance(found, dict) else {}
    wish, articles, n = (values.get(key) for key in ("wish", "articles", "statements"))
    fits = isinstance(wish, float | int) and isinstance(articles, int) and isinstance(n, int)
    return PartSize(wish, articles, n) if fits else None  # type: ignore[arg-type]  # as `fits` says


def split_row(split: Split) -> Row:
    """Give a split, without where each article is, as a JSON value."""
    sizes: dict[str, Json] = {
        name: {"articles": one.articles, "statements": one.statements, "wish": round(one.wish, 6)}
        for name, one in split.sizes.items()
    }
    return {"proof": {**split.proof}, "rule": split.rule, "seed": split.seed, "sizes": sizes}


def read_manifest(folder: Path, ending: str) -> dict[str, Json]:
    """Read the manifest of a dataset whose files have an ending.

    Raises BadInput where there is none, not one of ours, or one for files of another ending.
    """
    found = read_any(folder)
    listed = found.get("files")
    others = isinstance(listed, dict) and listed and not any(n.endswith(ending) for n in listed)
    # Pairs have a manifest as well.
    if "format" in found or others:
        raise BadInput("dataset.no_manifest", location=folder)
    return found


def read_any(folder: Path) -> dict[str, Json]:
    """Read a manifest of ours, whatever it lists; raise BadInput as `read_manifest`."""
    path = folder / NAME
    try:
        with opened(path) as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, BadInput) as error:
        raise BadInput("dataset.no_manifest", location=folder) from error
    if len(data) > LARGEST:
        raise BadInput("dataset.no_manifest", location=folder)
    found = parse(data, name=NAME)
    version = found.get("format_version") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(version, int) or isinstance(version, bool):
        raise BadInput("dataset.no_manifest", location=folder)
    if version > VERSION:
        raise BadInput("dataset.newer", location=folder)
    return found


def has_manifest(folder: Path, ending: str) -> bool:
    """Say whether a folder has a manifest of ours for such files, newer ones included."""
    try:
        read_manifest(folder, ending)
    except BadInput as error:
        return error.code == "dataset.newer"
    return True


def listed_rows(manifest: Mapping[str, Json]) -> dict[str, int]:
    """Give how many rows the manifest says that each part has."""
    listed = manifest.get("files")
    if not isinstance(listed, dict):
        return {}
    found = {}
    for name, one in listed.items():
        rows = one.get("rows") if isinstance(one, dict) else None
        if isinstance(rows, int) and rows > 0:
            found[name] = rows
    return found


def pretty(value: Json) -> bytes:
    """Give a JSON value for people and programs, with its end of line."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
