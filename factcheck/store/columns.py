"""How columns are made: ids, references and names of constraints, the same on both databases.

It knows no table. `models` says which there are.
"""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType

from factcheck.ids import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class IdType(UserDefinedType[Id]):
    """An id as the database keeps it: 16 bytes on SQLite, `uuid` on PostgreSQL.

    It has no bind or result processor: `Id` is bytes for the one, and the drivers' adapters
    (see `sqlite.py` and `postgres.py`) do the rest, which halves the cost of bulk work.
    """

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Name the type in DDL; by its first word SQLite's driver makes each an `Id` again."""
        return "ID BLOB"


@compiles(IdType, "postgresql")
def _uuid(_type: IdType, _compiler: object, **_: object) -> str:
    return "UUID"


def key() -> Column[Id]:
    """Make the column of the record's own id."""
    return Column("id", IdType(), primary_key=True)


def to(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[Id]:
    """Make a reference to a record, checked when the transaction ends."""
    reference = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return Column(name, IdType(), reference, nullable=null, index=index)


def batch() -> Column[int]:
    """Make the key of the revision whose batch brought the row; hidden until published."""
    return Column("batch", Integer, nullable=True)


def words(name: str) -> Column[str]:
    """Make a text that is empty where nobody wrote one."""
    return Column(name, Text, nullable=False, default="", server_default="")
