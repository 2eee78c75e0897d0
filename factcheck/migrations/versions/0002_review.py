"""The second schema: comments, decisions, merges with their conflicts, and work handed over."""

import sqlalchemy as sa
from alembic import op

from factcheck.store.columns import IdType

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of review and merging."""
    for column in ("given_by", "handed_from", "handed_to"):
        op.add_column("assignment", sa.Column(column, IdType(), nullable=True))
    _comments()
    _decisions()
    _merges()


def _id(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, IdType(), nullable=null)


def _words(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, deferrable=True, initially="DEFERRED"
    )


def _make(table: str, *parts: sa.schema.SchemaItem, indexed: tuple[str, ...] = ()) -> None:
    op.create_table(table, _id("id"), *parts, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))
    for column in indexed:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _comments() -> None:
    _make(
        "comment",
        sa.Column("kind", sa.String(12), nullable=False),
        *(_id("record"), _id("article", null=True), _id("answers", null=True), _id("annotator")),
        *(_words("made_at"), _words("edited_at", null=True), _words("words")),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.Integer()),
        _to("comment", "article", "article"),
        _to("comment", "answers", "comment"),
        _to("comment", "annotator", "annotator"),
        indexed=("record", "article", "answers"),
    )


def _decisions() -> None:
    _make(
        "decision",
        sa.Column("kind", sa.String(12), nullable=False),
        *(_id("article", null=True), _id("annotator"), _words("made_at")),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        *(_words("snapshot"), _id("replaces", null=True)),
        sa.Column("batch", sa.Integer()),
        _to("decision", "article", "article"),
        _to("decision", "annotator", "annotator"),
        _to("decision", "replaces", "decision"),
        indexed=("article",),
    )
    _make(
        "decided",
        *(_id("decision"), _id("record")),
        sa.Column("role", sa.String(8), nullable=False),
        sa.CheckConstraint("role IN ('version', 'gold')", name=op.f("ck_decided_role")),
        _to("decided", "decision", "decision"),
        indexed=("decision", "record"),
    )


def _merges() -> None:
    _make(
        "merge",
        *(_id("project"), _id("head")),
        sa.Column("number", sa.Integer(), nullable=False),
        _words("made_at"),
        sa.Column("times", sa.Text(), server_default="", nullable=False),
        sa.Column("batch", sa.Integer()),
    )
    _make(
        "conflict",
        _id("merge"),
        sa.Column("kind", sa.String(12), nullable=False),
        *(_id("record"), _words("kept"), _words("other")),
        *(_id("other_by", null=True), _words("other_at", null=True)),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.Integer()),
        _to("conflict", "merge", "merge"),
        indexed=("merge", "record"),
    )
