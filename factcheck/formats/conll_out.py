"""A dataset as CoNLL columns: a folder with all that we know beside, or one file of tags alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from factcheck.formats import Tick, Written
from factcheck.formats.beside import Writing
from factcheck.formats.bundle import UNSAID, Bundle, Part, layers_of
from factcheck.formats.conll_lines import NEWDOC, OURS
from factcheck.formats.conll_marks import Tagging
from factcheck.formats.conll_shape import DOCSTART, OUTSIDE
from factcheck.formats.places import Places
from factcheck.formats.rows import Json, Names
from factcheck.ids import Id
from factcheck.records import Statement

_KINDS = ("articles", "statements", "links")


def write_folder(
    bundle: Bundle, out: Path, tick: Tick, *, format_name: str, ending: str
) -> Written:
    """Write a folder with a file for each article, several layers in a sub-folder each."""
    counts, lost = Counter[str](), Counter[str]()
    with Writing(out, format_name, bundle) as side:
        folders = side.folders()
        for done, part in enumerate(bundle.parts, 1):
            counts["articles"] += 1
            side.crossing.inside(part)
            tagged = _by_layer(part, next(iter(folders), UNSAID))
            place = side.article(
                part, text=part.article.text, statements=_travelling(side, tagged.values())
            )
            for layer, (statements, tagging) in tagged.items():
                words = tagging.lines(statements, side.outgoing.names.labels)
                folder = folders.get(layer)
                side.put(f"{folder}/{place}{ending}" if folder else f"{place}{ending}", words)
                side.left_out.update({one.id for one in statements} - tagging.kept.keys())
                counts["statements"] += len(tagging.kept)
                lost.update(tagging.lost)
            tick(done)
        counts["links"] += side.finish_with_links()
        lost += side.left()
    written = {kind: counts[kind] for kind in _KINDS}
    return Written(written, dict(lost), frozenset(side.left_out))


def write_one(bundle: Bundle, out: Path, tick: Tick) -> Written:
    """Write one file with all articles: the tags of the first layer, and nothing beside."""
    counts, lost = Counter[str](), Counter[str]()
    layers, names, places = layers_of(bundle), Names.of(bundle), Places()
    first = layers[0].id if layers else UNSAID
    with out.open("xb") as stream:
        stream.write(f"{OURS}\n".encode())
        for done, part in enumerate(bundle.parts, 1):
            counts["articles"] += 1
            statements = [one for one in part.statements if one.annotator == first]
            lost["other_layers"] += len(part.statements) - len(statements)
            tagging = Tagging(part.article.text, statements)
            head = f"\n{NEWDOC}{places.place(part.article.source_name)}\n{DOCSTART}\t{OUTSIDE}\n\n"
            stream.write((head + tagging.lines(statements, names.labels)).encode())
            counts["statements"] += len(tagging.kept)
            lost.update(tagging.lost)
            kept = (one for one in statements if one.id in tagging.kept)
            lost["details"] += sum(_has_more(one) for one in kept)
            tick(done)
    lost += Counter(
        {
            "links_alone": len(bundle.links),
            "registry": len(bundle.speakers) + len(bundle.claims),
            "assignments": len(bundle.assignments),
            "comments": len(bundle.comments),
            "decisions": len(bundle.decisions),
            "texts": counts["articles"],
        }
    )
    return Written({kind: counts[kind] for kind in _KINDS}, {k: n for k, n in lost.items() if n})


def _by_layer(part: Part, first: Id) -> dict[Id, tuple[Sequence[Statement], Tagging]]:
    """Give the statements of each layer in an article, and how they are tagged."""
    found: dict[Id, tuple[Sequence[Statement], Tagging]] = {}
    for layer in sorted({one.annotator for one in part.statements} or {first}):
        statements = [one for one in part.statements if one.annotator == layer]
        found[layer] = (statements, Tagging(part.article.text, statements))
    return found


def _travelling(side: Writing, tagged: Iterable[tuple[Sequence[Statement], Tagging]]) -> list[Json]:
    """Give what travels with the statements that are tagged, and by which tokens to find them."""
    rows: list[Json] = []
    for statements, tagging in tagged:
        for one in statements:
            if one.id in tagging.kept:
                first, last = tagging.kept[one.id]
                rows.append({"first": first, "last": last, "row": side.outgoing.statement(one)})
    return rows


def _has_more(one: Statement) -> bool:
    """Say whether a statement has anything besides content, label and what every import sets."""
    return one != Statement(
        *(one.id, one.article, one.annotator, one.label, one.content),
        quotation=one.quotation,
        origin=one.origin,
    )
