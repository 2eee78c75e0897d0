"""Looks which columns a table of articles has, so that a person can say what they hold.

The table is read in the process apart, as far as examples need it.
"""

from collections.abc import Callable

from factcheck.apart import tables
from factcheck.apart.frames import BadFrame
from factcheck.apart.process import Apart, checked
from factcheck.errors import BadInput
from factcheck.intake.foreign import Manner, request
from factcheck.intake.walk import Readable
from factcheck.readers.table import Columns


def columns_of(one: Readable, manner: Manner, waiting: Callable[[], None]) -> Columns:
    """Give the columns of a table with some cells, and which of our fields they would hold.

    `waiting` is called often and may raise Cancelled. Raises BadInput where it is no table, or a
    column that the manner names is not there.
    """
    asked = request(0, one, manner, files=1)
    asked.head["job"] = "columns"
    with Apart() as apart:
        apart.ask([asked])
        found = checked(next(apart.answers(waiting)))
    try:
        return tables.unpacked(found)
    except BadFrame as error:
        raise BadInput("apart.broke", why=str(error)) from error
