"""What can be asked on the command line, and how: words, options and their help.

It imports no part of the core that works, only names what to run.
"""

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from factcheck import __version__
from factcheck.texts import text

Run = Callable[[argparse.Namespace], int]


def parse(arguments: Sequence[str]) -> tuple[Run, argparse.Namespace]:
    """Read arguments and give what runs them; raise SystemExit with 2 for wrong usage."""
    parser = _parser()
    # Not by the parser's own defaults: a word's would undo what was said before the word.
    before = argparse.Namespace(actor=None, json=False)
    asked = parser.parse_args(arguments, before)
    if not hasattr(asked, "run"):
        parser.error(text("cli.nothing_asked"))
    return cast(Run, asked.run), asked


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--as", dest="actor", metavar="NAME", help=text("cli.help.as"))
    common.add_argument("--json", action="store_true", help=text("cli.help.json"))
    common.add_argument(
        "--version",
        action="version",
        version=f"factcheck {__version__}",
        help=text("cli.help.version"),
    )
    parser = argparse.ArgumentParser(
        prog="factcheck",
        description=text("cli.description"),
        epilog=text("cli.epilog"),
        parents=[common],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    words = _Words(parser, common)
    _projects(words)
    _looking(words)
    _coming_in(words)
    _going_out(words)
    _assigning(words)
    _editions(words)
    words.name("tour", text("cli.tour.does"))
    return parser


class _Words:
    """Adds the words that a call can begin with, all with the common options."""

    def __init__(self, parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
        self._common = common
        self._added = parser.add_subparsers(metavar="WHAT", title=text("cli.words"))

    def name(self, word: str, help_text: str) -> None:
        """Name a word that the program answers to before it asks here: it needs the window."""
        self._added.add_parser(word, help=help_text, add_help=False, allow_abbrev=False)

    def add(self, word: str, runner: str, help_text: str) -> argparse.ArgumentParser:
        """Add a word, run by MODULE.FUNCTION beside this module, on a project."""
        added = self.add_alone(word, runner, help_text)
        added.add_argument("project", metavar="PROJECT", help=text("cli.help.project"))
        return added

    def add_alone(self, word: str, runner: str, help_text: str) -> argparse.ArgumentParser:
        """Add a word as `add` does, that needs no project."""
        added = self._added.add_parser(
            word, help=help_text, description=help_text, parents=[self._common], allow_abbrev=False
        )
        added.set_defaults(run=_runner(runner))
        return added


def _runner(name: str) -> Run:
    module, _, function = name.rpartition(".")

    def run(asked: argparse.Namespace) -> int:
        return cast(Run, getattr(import_module(f"factcheck.cli.{module}"), function))(asked)

    return run


def _projects(words: _Words) -> None:
    new = words.add("new", "projects.new", text("cli.new.does"))
    new.add_argument("--title", metavar="T", help=text("cli.new.title"))
    new.add_argument(
        "--layers", choices=("shared", "each"), default="each", help=text("cli.new.layers")
    )
    words.add("sample", "projects.sample", text("cli.sample.does"))
    backup = words.add("backup", "projects.backup", text("cli.backup.does"))
    backup.add_argument("out", metavar="OUT", help=text("cli.backup.out"))
    merge = words.add("merge", "merging.merge", text("cli.merge.does"))
    merge.add_argument("other", metavar="OTHER", help=text("cli.merge.colleague"))
    merge.add_argument("--dry-run", action="store_true", help=text("cli.merge.dry_run"))
    merge.add_argument(
        "--same-annotator",
        metavar="THEIRS=OURS",
        type=_pair("THEIRS=OURS"),
        action="append",
        default=[],
        help=text("cli.merge.same_annotator"),
    )
    undo = words.add("undo", "projects.undo", text("cli.undo.does"))
    undo.add_argument(
        "revision", metavar="REVISION", type=_count, nargs="?", help=text("cli.undo.revision")
    )


def _looking(words: _Words) -> None:
    words.add("stats", "looking.stats", text("cli.stats.does"))
    words.add("check", "looking.check", text("cli.check.does"))
    search = words.add("search", "looking.search", text("cli.search.does"))
    search.add_argument("query", metavar="QUERY", help=text("cli.search.query"))
    search.add_argument(
        "--limit", metavar="N", type=_count, default=50, help=text("cli.search.limit")
    )
    agree = words.add("agreement", "agreeing.agreement", text("cli.agreement.does"))
    agree.add_argument(
        "--annotators", metavar="A,B,...", type=_names, help=text("cli.agreement.annotators")
    )
    log = words.add("log", "looking.log", text("cli.log.does"))
    log.add_argument("--limit", metavar="N", type=_count, default=100, help=text("cli.log.limit"))


def _coming_in(words: _Words) -> None:
    from factcheck.formats import READERS
    from factcheck.formats.given import OFFSETS

    come = words.add("import", "datasets.bring_in", text("cli.import.does"))
    come.add_argument("paths", metavar="PATH", nargs="+", help=text("cli.import.path"))
    come.add_argument(
        "--format",
        metavar="F",
        choices=READERS,
        help=text("cli.import.format", formats=", ".join(READERS)),
    )
    come.add_argument("--annotator", metavar="A", help=text("cli.import.annotator"))
    come.add_argument(
        "--map",
        metavar="THEIRS=OURS",
        type=_pair("THEIRS=OURS"),
        action="append",
        default=[],
        help=text("cli.import.map"),
    )
    come.add_argument(
        "--column",
        metavar="OURS=THEIRS",
        type=_pair("OURS=THEIRS"),
        action="append",
        default=[],
        help=text("cli.import.column"),
    )
    come.add_argument("--encoding", metavar="E", help=text("cli.import.encoding"))
    come.add_argument("--offsets", choices=OFFSETS, help=text("cli.import.offsets"))
    come.add_argument("--skip-bad", action="store_true", help=text("cli.import.skip_bad"))
    come.add_argument("--dry-run", action="store_true", help=text("cli.import.dry_run"))


def _going_out(words: _Words) -> None:
    from factcheck.datasets.wishes import TEXTS
    from factcheck.formats import WRITERS
    from factcheck.splits import RULES

    go = words.add("export", "datasets.take_out", text("cli.export.does"))
    go.add_argument("out", metavar="OUT", help=text("cli.export.out"))
    go.add_argument(
        "--format",
        metavar="F",
        required=True,
        choices=WRITERS,
        help=text("cli.export.format", formats=", ".join(WRITERS)),
    )
    go.add_argument("--layer", metavar="NAME|gold|all", help=text("cli.export.layer"))
    go.add_argument("--text", choices=TEXTS, default=TEXTS[0], help=text("cli.export.text"))
    go.add_argument("--anonymous", action="store_true", help=text("cli.export.anonymous"))
    go.add_argument(
        "--without",
        metavar="notes,comments,…",
        type=_left_out,
        default=[],
        help=text("cli.export.without"),
    )
    go.add_argument("--split", metavar="train=0.8,…", help=text("cli.export.split"))
    go.add_argument("--split-by", choices=RULES, default=RULES[0], help=text("cli.export.split_by"))
    go.add_argument("--seed", metavar="N", type=int, default=0, help=text("cli.export.seed"))
    go.add_argument("--keep-split", metavar="OLD_EXPORT", help=text("cli.export.keep_split"))
    fill = words.add_alone("hydrate", "datasets.hydrate", text("cli.hydrate.does"))
    fill.add_argument("dataset", metavar="DATASET", help=text("cli.hydrate.dataset"))
    fill.add_argument("texts", metavar="TEXTS", help=text("cli.hydrate.texts"))
    fill.add_argument("--out", metavar="OUT", help=text("cli.hydrate.out"))
    fill.add_argument("--skip-bad", action="store_true", help=text("cli.hydrate.skip_bad"))


def _names(word: str) -> list[str]:
    return [name for part in word.split(",") if (name := part.strip())]


def _left_out(word: str) -> list[str]:
    from factcheck.datasets.wishes import LEFT_OUT

    names = _names(word)
    if not names or not {*names} <= {*LEFT_OUT}:
        raise argparse.ArgumentTypeError(
            text("cli.no_part", word=word, allowed=", ".join(LEFT_OUT))
        )
    return names


def _assigning(words: _Words) -> None:
    give = words.add("assign", "assigning.assign", text("cli.assign.does"))
    give.add_argument(
        "--to", metavar="A,B,...", type=_names, required=True, help=text("cli.assign.to")
    )
    give.add_argument(
        "--overlap", metavar="N", type=_count, default=1, help=text("cli.assign.overlap")
    )
    give.add_argument("--seed", metavar="N", type=int, default=0, help=text("cli.assign.seed"))
    give.add_argument("articles", metavar="ARTICLE", nargs="*", help=text("cli.assign.article"))


def _editions(words: _Words) -> None:
    edition = words.add("edition", "editions.edition", text("cli.edition.does"))
    edition.add_argument("old", metavar="OLD", help=text("cli.edition.earlier"))
    edition.add_argument("new", metavar="NEW", help=text("cli.edition.later"))
    edition.add_argument("--layer", metavar="NAME|gold", help=text("cli.edition.layer"))
    edition.add_argument("--dry-run", action="store_true", help=text("cli.edition.dry_run"))
    original = words.add("original", "editions.original", text("cli.original.does"))
    original.add_argument("article", metavar="ARTICLE", help=text("cli.original.article"))
    original.add_argument("out", metavar="OUT", help=text("cli.original.out"))


def _count(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError(text("cli.no_count", word=word))
    return number


def _pair(form: str) -> Callable[[str], tuple[str, str]]:
    """Give what reads two names with = between them."""

    def pair(word: str) -> tuple[str, str]:
        first, equals, second = map(str.strip, word.partition("="))
        if not equals or not first or not second:
            raise argparse.ArgumentTypeError(text("cli.no_pair", word=word, form=form))
        return first, second

    return pair
