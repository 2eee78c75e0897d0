"""The tables that the journal and the search index keep for themselves: revisions, changes, words.

No edit names them; only the journal and the index write them.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)
from sqlalchemy import text as sql_text

from factcheck.store.columns import IdType, metadata

# `number` is null until the revision is published. `root` is the edit that an undo or redo is
# ultimately about: an edit is undone while the newest revision with it as root is an undo.
revision = Table(
    "revision",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("number", Integer, unique=True),
    Column("id", IdType(), nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
    Column("annotator", IdType(), index=True),
    Column("what", Text, nullable=False),
    Column("params", Text, nullable=False),
    Column("act", String(4), nullable=False),
    Column("undoes", Integer, ForeignKey("revision.key")),
    Column("root", Integer, index=True),
    Column("bulk", Boolean, nullable=False, default=False),  # undone by hiding its batch
    Column("state", String(9), nullable=False),
    Column("schema", Integer, nullable=False),
    CheckConstraint("act IN ('edit', 'undo', 'redo')", name="act"),
    CheckConstraint("state IN ('open', 'published', 'withdrawn')", name="state"),
    sqlite_autoincrement=True,
)
hidden = Index(
    "ix_revision_hidden",
    revision.c.state,
    sqlite_where=revision.c.state != sql_text("'published'"),
)

# One row per record and revision: the touched fields before and after, as JSON that is never
# compared. An insert's `after` is left out: it is the present row less the later changes.
change = Table(
    "change",
    metadata,
    Column("revision", Integer, ForeignKey("revision.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("record", IdType(), nullable=False, index=True),
    Column("layer", IdType()),
    # The record it hangs on, where it hangs on one: who shows a statement hears of its spans.
    Column("owner", IdType()),
    Column("verb", String(6), nullable=False),
    Column("before", Text),
    Column("after", Text),
    CheckConstraint("verb IN ('insert', 'update', 'delete')", name="verb"),
)

# The search index's own tables; each engine needs more beside them.
passage = Table(
    "passage",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column(
        "text",
        LargeBinary,
        ForeignKey("text.sha256", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

entry = Table(
    "entry",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(12), nullable=False),
    Column("record", IdType(), nullable=False, unique=True),
    Column("folded", Text, nullable=False),
)
