"""The command line: what is asked, done by the core, and told in text or as one JSON document.

It alone in the core prints. Each module beside holds one group of what can be asked; they are
imported when asked for, so that `--version` and a misspelt word answer at once.
"""

import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
_BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask and give the exit code: 0 done, 1 a sentence, 2 wrong usage."""
    from factcheck.cli.hints import hinted
    from factcheck.cli.output import complain, speak_utf8
    from factcheck.cli.parser import parse
    from factcheck.errors import FactcheckError
    from factcheck.texts import text

    speak_utf8()
    try:
        run, asked = parse(sys.argv[1:] if arguments is None else arguments)
        return run(asked)
    except SystemExit as leaving:  # argparse, which has said why
        return leaving.code if isinstance(leaving.code, int) else 2
    except FactcheckError as error:
        complain(hinted(error))
        return 1
    except KeyboardInterrupt:
        complain(text("cli.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has enough; Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
