"""The card of a set of pairs: what a premise and a hypothesis are, counts, seed, split, rights.

Its words are in `resources/pairs.md`; the head is YAML that Hugging Face reads.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck import __version__, resources
from factcheck.formats.bundle import Bundle, Split
from factcheck.formats.card import head, line, quoted, rights, table
from factcheck.formats.pairing import Pair
from factcheck.texts import plural, text

_NAME = "pairs"


def card(
    bundle: Bundle, pairs: Sequence[Pair], parts: Mapping[str, str], languages: Iterable[str]
) -> str:
    """Give the card as Markdown; `parts` are the names of the files by part of the split."""
    about = bundle.about
    template = resources.path("pairs.md").read_text("utf-8")
    labels = Counter(pair.label for pair in pairs)
    return template.format(
        head=head(
            about,
            sorted(languages),
            rows=len(pairs),
            tasks=("text-classification",),
            configs=_configs(pairs, parts),
        ),
        title=line(about.title),
        version=__version__,
        pairs=plural("card.pairs", len(pairs)),
        layer=text("card.layer", name=line(about.layer)) if about.layer else text("card.bare"),
        about=about.description.strip(),
        published="\n\n".join(about.published),
        labels=table(sorted(labels.items())),
        seed=bundle.seed,
        split=_split(pairs, parts, bundle.split),
        rights=rights(about),
    )


def _configs(pairs: Sequence[Pair], parts: Mapping[str, str]) -> Iterator[str]:
    # An empty file is none that could be loaded.
    held = {pair.part for pair in pairs}
    there = [(part, name) for part, name in parts.items() if held & {part, None}]
    if not there:
        return
    yield f"- config_name: {_NAME}"
    yield "  data_files:"
    for part, name in there:
        # Without a split all of it is for training, as Hugging Face has it.
        yield f"  - split: {quoted(part if None not in held else 'train')}"
        yield f"    path: {quoted(name)}"
    yield "  default: true"


def _split(pairs: Sequence[Pair], parts: Mapping[str, str], split: Split | None) -> str:
    if split is None:
        return text("card.no_split")
    counts = Counter(pair.part for pair in pairs)
    rows = table((part, name, counts[part]) for part, name in parts.items())
    said = text("card.split", rule=split.rule, seed=split.seed)
    return f"{said}\n\n| | | |\n|---|---|---|\n{rows}"
