"""The tables of what is said about annotations: comments, decisions, and merges with conflicts.

They hang on records without a key where what they say must outlast the record.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, Text

from factcheck.store.columns import IdType, batch, key, metadata, to, words

# What colleagues say about a record. It has no key to it: what is said stays when the record goes,
# under the article that is its place.
comment = Table(
    "comment",
    metadata,
    key(),
    Column("kind", String(12), nullable=False),
    Column("record", IdType(), nullable=False, index=True),
    to("article", "article", null=True, index=True),
    to("answers", "comment", null=True, index=True),
    to("annotator", "annotator"),
    Column("made_at", Text, nullable=False),
    Column("edited_at", Text),
    # Empty where it was deleted and has answers, which keep its place.
    Column("words", Text, nullable=False),
    Column("resolved", Boolean, nullable=False, default=False),
    batch(),
)

# What a reviewer settled; `snapshot` is the JSON of the versions that it was decided on.
decision = Table(
    "decision",
    metadata,
    key(),
    Column("kind", String(12), nullable=False),
    to("article", "article", null=True, index=True),
    to("annotator", "annotator"),
    Column("made_at", Text, nullable=False),
    Column("outcome", String(12), nullable=False),
    words("reason"),
    Column("snapshot", Text, nullable=False),
    to("replaces", "decision", null=True),
    batch(),
)

# The records of a decision: the versions it was decided on, what became gold.
decided = Table(
    "decided",
    metadata,
    key(),
    to("decision", "decision", index=True),
    Column("record", IdType(), nullable=False, index=True),
    Column("role", String(8), nullable=False),
    CheckConstraint("role IN ('version', 'gold')", name="role"),
)

# A project that was merged into this one, and how far: the base of the next merge with it.
merge = Table(
    "merge",
    metadata,
    key(),
    Column("project", IdType(), nullable=False),
    Column("head", IdType(), nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
    # As JSON, when and by whom there that was changed which came with it: the next merge asks.
    words("times"),
    batch(),
)

# Where both sides of a merge had changed the same: what was not kept, as JSON, to be chosen still.
conflict = Table(
    "conflict",
    metadata,
    key(),
    to("merge", "merge", index=True),
    Column("kind", String(12), nullable=False),
    Column("record", IdType(), nullable=False, index=True),
    Column("kept", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("other_by", IdType()),
    Column("other_at", Text),
    Column("resolved", Boolean, nullable=False, default=False),
    batch(),
)
