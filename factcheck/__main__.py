"""`python -m factcheck`: the command line, for machines that have no Qt or no use for it."""

import sys

from factcheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
