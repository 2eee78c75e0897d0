"""The tables, and which of them the journal writes: what a project is, on SQLite and PostgreSQL.

Columns are named as the fields of `records`. Lists are child tables, so that every field can be
compared in SQL. There is no trigger, no view, no cascade: the journal lists what hangs on a row.
What must be unique among the rows that are to be seen (links, assignments) the journal checks:
a constraint would also count the hidden rows of a withdrawn batch.
"""

from sqlalchemy import (
    BigInteger,
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

from factcheck.store.columns import IdType, batch, key, metadata, to, words
from factcheck.store.history_tables import change, entry, passage, revision
from factcheck.store.review_tables import comment, conflict, decided, decision, merge

__all__ = ["KEPT", "KINDS", "OWNERS", "SCHEMA"]
__all__ += ["alias", "annotator", "article", "assignment", "attribute", "change", "claim"]
__all__ += ["comment", "conflict", "decided", "decision", "derivation", "entry", "furniture"]
__all__ += ["label", "link", "link_type", "merge", "original", "passage", "project", "reporter"]
__all__ += ["revision", "span", "speaker", "statement", "text"]

# The project itself. One row; `head` is the number of the newest revision and its update is the
# lock that every writer takes first.
project = Table(
    "project",
    metadata,
    key(),
    Column("title", Text, nullable=False),
    Column("layering", String(8), nullable=False),
    Column("blind", Boolean, nullable=False, default=False),
    Column("head", Integer, nullable=False, default=0),
    Column("schema", Integer, nullable=False),
    Column("fold_version", Integer, nullable=False),
    words("licence"),
    words("citation"),
    words("contact"),
    words("about"),
    words("guide"),
    CheckConstraint("layering IN ('each', 'shared')", name="layering"),
)

annotator = Table(
    "annotator",
    metadata,
    key(),
    Column("name", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("lead", Boolean, nullable=False, default=False),
    Column("reviewer", Boolean, nullable=False, default=False),
    batch(),
)

# Texts never change and are never journaled: an insert of one is recorded by its sha256.
text = Table(
    "text",
    metadata,
    Column("sha256", LargeBinary, primary_key=True),
    Column("characters", Text, nullable=False),
    Column("length", Integer, nullable=False),
)

original = Table(
    "original",
    metadata,
    Column("sha256", LargeBinary, primary_key=True),
    Column("content", LargeBinary, nullable=False),  # zlib
    Column("length", Integer, nullable=False),
)

article = Table(
    "article",
    metadata,
    key(),
    Column(
        "text",
        LargeBinary,
        ForeignKey("text.sha256", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    Column("title", Text, nullable=False),
    Column("source_name", Text, nullable=False, index=True),
    Column("language", Text),
    Column("publisher", Text),
    Column("author", Text),
    # A date is one value: its three columns are compared and written together.
    Column("published_edtf", Text),
    Column("published_words", Text),
    Column("published_basis", String(8)),
    Column("uri", Text),
    to("edition_of", "article", null=True),
    Column("reader", Text, nullable=False),
    Column("original_sha256", LargeBinary),
    Column("retrieved_on", Text),
    Column("archive_uri", Text),
    # The names of the fields that are guesses, joined by blanks, sorted.
    words("guessed"),
    batch(),
)

furniture = Table(
    "furniture",
    metadata,
    key(),
    to("article", "article", index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    CheckConstraint('"start" >= 0 AND "start" < "end"', name="order"),
)

assignment = Table(
    "assignment",
    metadata,
    key(),
    to("article", "article"),
    to("annotator", "annotator", index=True),
    Column("status", String(12), nullable=False),
    # Who gave it; null where the annotator began by themselves.
    Column("given_by", IdType()),
    # Whose work it was before it was handed over, and on the ended one whose it is now.
    Column("handed_from", IdType()),
    Column("handed_to", IdType()),
    Index("ix_assignment_article_annotator", "article", "annotator"),
    CheckConstraint("status IN ('to_do', 'in_progress', 'done')", name="status"),
    batch(),
)

speaker = Table(
    "speaker",
    metadata,
    key(),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("position", Text),
    to("affiliation", "speaker", null=True),
    Column("external_id", Text),
    to("article", "article", null=True),
    to("merged_into", "speaker", null=True, index=True),
    batch(),
)

alias = Table(
    "alias",
    metadata,
    key(),
    to("speaker", "speaker", index=True),
    Column("name", Text, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    key(),
    Column("proposition", Text, nullable=False),
    words("note"),
    Column("verdict", Text),
    words("rationale"),
    words("evidence"),
    to("merged_into", "claim", null=True, index=True),
    batch(),
)

label = Table(
    "label",
    metadata,
    key(),
    Column("name", Text, nullable=False),
    words("definition"),
    words("example"),
    words("counter_example"),
    Column("shape", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("underline", Text, nullable=False),
    Column("key", Text),
    Column("position", Integer, nullable=False),
    batch(),
)

link_type = Table(
    "link_type",
    metadata,
    key(),
    Column("name", Text, nullable=False),
    Column("directed", Boolean, nullable=False),
    Column("contradicts", Boolean, nullable=False),
    words("definition"),
    words("example"),
    words("counter_example"),
    words("passive"),
    Column("shape", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("key", Text),
    Column("position", Integer, nullable=False),
    batch(),
)

statement = Table(
    "statement",
    metadata,
    key(),
    to("article", "article"),
    to("annotator", "annotator"),
    to("label", "label"),
    to("speaker", "speaker", null=True, index=True),
    Column("speaker_basis", String(8)),
    to("said_to", "speaker", null=True),
    Column("said_edtf", Text),
    Column("said_words", Text),
    Column("said_basis", String(8)),
    Column("quotation", String(8)),
    Column("certainty", String(8)),
    to("claim", "claim", null=True, index=True),
    to("parent", "statement", null=True, index=True),
    words("note"),
    Column("flagged", Boolean, nullable=False, default=False),
    Column("origin", String(12), nullable=False, default="typed"),
    # Eight bytes over article, layer, label, speaker, claim and content spans, kept by the
    # journal and not journaled: by it an exact duplicate is found without reading spans.
    Column("fingerprint", BigInteger),
    batch(),
    Index("ix_statement_article_annotator", "article", "annotator"),
    Index("ix_statement_fingerprint", "fingerprint"),
    Index("ix_statement_annotator", "annotator"),
)

reporter = Table(
    "reporter",
    metadata,
    key(),
    to("statement", "statement", index=True),
    to("speaker", "speaker"),
    Column("position", Integer, nullable=False),
)

# A span's start, end and quote are one value.
span = Table(
    "span",
    metadata,
    key(),
    to("statement", "statement", index=True),
    Column("role", String(8), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    words("prefix"),
    words("suffix"),
    CheckConstraint('"start" >= 0 AND "start" < "end"', name="order"),
    CheckConstraint("role IN ('content', 'source', 'cue')", name="role"),
)

link = Table(
    "link",
    metadata,
    key(),
    to("type", "link_type"),
    to("source", "statement", index=True),
    to("target", "statement", index=True),
    to("annotator", "annotator", index=True),
    Column("contradiction_kind", String(16)),
    words("rationale"),
    Column("confidence", String(8)),
    CheckConstraint("source <> target", name="two_ends"),
    batch(),
)

# `derived_from` and `agreed_by` of statements and links; they may point outside this project.
derivation = Table(
    "derivation",
    metadata,
    key(),
    Column("record", IdType(), nullable=False, index=True),
    Column("role", String(12), nullable=False),
    Column("target", IdType(), nullable=False),
    Column("position", Integer, nullable=False),
)

# What a foreign format said of an article, statement or link and we have no field for.
attribute = Table(
    "attribute",
    metadata,
    key(),
    Column("record", IdType(), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
)

#: The kinds of record that the journal writes, by the word used in edits and changes.
KINDS: dict[str, Table] = {
    table.name: table
    for table in (
        project,
        annotator,
        article,
        furniture,
        assignment,
        speaker,
        alias,
        claim,
        label,
        link_type,
        statement,
        reporter,
        span,
        link,
        derivation,
        attribute,
        comment,
        decision,
        decided,
        merge,
        conflict,
    )
}

#: Columns that the journal keeps itself and no edit may name.
KEPT: dict[str, frozenset[str]] = {
    "project": frozenset({"id", "head", "schema", "fold_version"}),
    "statement": frozenset({"fingerprint"}),
}

#: For each kind that is a part of another: the column that names the whole, and its kind, which
#: for derivations and attributes may be one of several.
OWNERS: dict[str, tuple[str, str | None]] = {
    "furniture": ("article", "article"),
    "assignment": ("article", "article"),
    "alias": ("speaker", "speaker"),
    "reporter": ("statement", "statement"),
    "span": ("statement", "statement"),
    "derivation": ("record", None),
    "attribute": ("record", None),
    "decided": ("decision", "decision"),
}

#: The number of this schema; the last migration raises a project to it.
SCHEMA = 2
