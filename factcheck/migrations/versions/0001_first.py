"""The first schema: every table as it was then. Frozen; later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

from factcheck.index.keep import create_index
from factcheck.store.columns import IdType

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables and the search index in an empty database."""
    op.create_table(
        "annotator",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("reviewer", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_annotator"),
    )
    op.create_table(
        "attribute",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("record", IdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attribute"),
    )
    op.create_index("ix_attribute_record", "attribute", ["record"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("proposition", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("rationale", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("merged_into", IdType(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["claim.id"],
            name="fk_claim_merged_into_claim",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
    )
    op.create_index("ix_claim_merged_into", "claim", ["merged_into"], unique=False)
    op.create_table(
        "derivation",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("record", IdType(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("target", IdType(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_derivation"),
    )
    op.create_index("ix_derivation_record", "derivation", ["record"], unique=False)
    op.create_table(
        "entry",
        sa.Column("key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("record", IdType(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_entry"),
        sa.UniqueConstraint("record", name="uq_entry_record"),
    )
    op.create_table(
        "label",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), server_default="", nullable=False),
        sa.Column("example", sa.Text(), server_default="", nullable=False),
        sa.Column("counter_example", sa.Text(), server_default="", nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("underline", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_label"),
    )
    op.create_table(
        "link_type",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("directed", sa.Boolean(), nullable=False),
        sa.Column("contradicts", sa.Boolean(), nullable=False),
        sa.Column("definition", sa.Text(), server_default="", nullable=False),
        sa.Column("example", sa.Text(), server_default="", nullable=False),
        sa.Column("counter_example", sa.Text(), server_default="", nullable=False),
        sa.Column("passive", sa.Text(), server_default="", nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_link_type"),
    )
    op.create_table(
        "original",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_original"),
    )
    op.create_table(
        "project",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("layering", sa.String(length=8), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("fold_version", sa.Integer(), nullable=False),
        sa.Column("licence", sa.Text(), server_default="", nullable=False),
        sa.Column("citation", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("guide", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("layering IN ('each', 'shared')", name=op.f("ck_project_layering")),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
    )
    op.create_table(
        "revision",
        sa.Column("key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("id", IdType(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("annotator", IdType(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("act", sa.String(length=4), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("root", sa.Integer(), nullable=True),
        sa.Column("bulk", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.CheckConstraint("act IN ('edit', 'undo', 'redo')", name=op.f("ck_revision_act")),
        sa.CheckConstraint(
            "state IN ('open', 'published', 'withdrawn')", name=op.f("ck_revision_state")
        ),
        sa.ForeignKeyConstraint(["undoes"], ["revision.key"], name="fk_revision_undoes_revision"),
        sa.PrimaryKeyConstraint("key", name="pk_revision"),
        sa.UniqueConstraint("id", name="uq_revision_id"),
        sa.UniqueConstraint("number", name="uq_revision_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revision_annotator", "revision", ["annotator"], unique=False)
    op.create_index(
        "ix_revision_hidden",
        "revision",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state != 'published'"),
        postgresql_where=sa.text("state != 'published'"),
    )
    op.create_index("ix_revision_root", "revision", ["root"], unique=False)
    op.create_table(
        "text",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("characters", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_text"),
    )
    op.create_table(
        "article",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published_edtf", sa.Text(), nullable=True),
        sa.Column("published_words", sa.Text(), nullable=True),
        sa.Column("published_basis", sa.String(length=8), nullable=True),
        sa.Column("uri", sa.Text(), nullable=True),
        sa.Column("edition_of", IdType(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("original_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("retrieved_on", sa.Text(), nullable=True),
        sa.Column("archive_uri", sa.Text(), nullable=True),
        sa.Column("guessed", sa.Text(), server_default="", nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_of"],
            ["article.id"],
            name="fk_article_edition_of_article",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["text"],
            ["text.sha256"],
            name="fk_article_text_text",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
    )
    op.create_index("ix_article_source_name", "article", ["source_name"], unique=False)
    op.create_index("ix_article_text", "article", ["text"], unique=False)
    op.create_table(
        "change",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("record", IdType(), nullable=False),
        sa.Column("layer", IdType(), nullable=True),
        sa.Column("owner", IdType(), nullable=True),
        sa.Column("verb", sa.String(length=6), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint("verb IN ('insert', 'update', 'delete')", name=op.f("ck_change_verb")),
        sa.ForeignKeyConstraint(["revision"], ["revision.key"], name="fk_change_revision_revision"),
        sa.PrimaryKeyConstraint("revision", "position", name="pk_change"),
    )
    op.create_index("ix_change_record", "change", ["record"], unique=False)
    op.create_table(
        "passage",
        sa.Column("key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text"],
            ["text.sha256"],
            name="fk_passage_text_text",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("key", name="pk_passage"),
    )
    op.create_index("ix_passage_text", "passage", ["text"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("article", IdType(), nullable=False),
        sa.Column("annotator", IdType(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('to_do', 'in_progress', 'done')", name=op.f("ck_assignment_status")
        ),
        sa.ForeignKeyConstraint(
            ["annotator"],
            ["annotator.id"],
            name="fk_assignment_annotator_annotator",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["article"],
            ["article.id"],
            name="fk_assignment_article_article",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
    )
    op.create_index("ix_assignment_annotator", "assignment", ["annotator"], unique=False)
    op.create_index(
        "ix_assignment_article_annotator", "assignment", ["article", "annotator"], unique=False
    )
    op.create_table(
        "furniture",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("article", IdType(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_furniture_order")),
        sa.ForeignKeyConstraint(
            ["article"],
            ["article.id"],
            name="fk_furniture_article_article",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_furniture"),
    )
    op.create_index("ix_furniture_article", "furniture", ["article"], unique=False)
    op.create_table(
        "speaker",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("affiliation", IdType(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("article", IdType(), nullable=True),
        sa.Column("merged_into", IdType(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["affiliation"],
            ["speaker.id"],
            name="fk_speaker_affiliation_speaker",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["article"],
            ["article.id"],
            name="fk_speaker_article_article",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["speaker.id"],
            name="fk_speaker_merged_into_speaker",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
    )
    op.create_index("ix_speaker_merged_into", "speaker", ["merged_into"], unique=False)
    op.create_table(
        "alias",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("speaker", IdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker"],
            ["speaker.id"],
            name="fk_alias_speaker_speaker",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
    )
    op.create_index("ix_alias_speaker", "alias", ["speaker"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("article", IdType(), nullable=False),
        sa.Column("annotator", IdType(), nullable=False),
        sa.Column("label", IdType(), nullable=False),
        sa.Column("speaker", IdType(), nullable=True),
        sa.Column("speaker_basis", sa.String(length=8), nullable=True),
        sa.Column("said_to", IdType(), nullable=True),
        sa.Column("said_edtf", sa.Text(), nullable=True),
        sa.Column("said_words", sa.Text(), nullable=True),
        sa.Column("said_basis", sa.String(length=8), nullable=True),
        sa.Column("quotation", sa.String(length=8), nullable=True),
        sa.Column("certainty", sa.String(length=8), nullable=True),
        sa.Column("claim", IdType(), nullable=True),
        sa.Column("parent", IdType(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["annotator"],
            ["annotator.id"],
            name="fk_statement_annotator_annotator",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["article"],
            ["article.id"],
            name="fk_statement_article_article",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claim.id"],
            name="fk_statement_claim_claim",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["label"],
            ["label.id"],
            name="fk_statement_label_label",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["statement.id"],
            name="fk_statement_parent_statement",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_to"],
            ["speaker.id"],
            name="fk_statement_said_to_speaker",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["speaker"],
            ["speaker.id"],
            name="fk_statement_speaker_speaker",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
    )
    op.create_index("ix_statement_annotator", "statement", ["annotator"], unique=False)
    op.create_index(
        "ix_statement_article_annotator", "statement", ["article", "annotator"], unique=False
    )
    op.create_index("ix_statement_claim", "statement", ["claim"], unique=False)
    op.create_index("ix_statement_fingerprint", "statement", ["fingerprint"], unique=False)
    op.create_index("ix_statement_parent", "statement", ["parent"], unique=False)
    op.create_index("ix_statement_speaker", "statement", ["speaker"], unique=False)
    op.create_table(
        "link",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("type", IdType(), nullable=False),
        sa.Column("source", IdType(), nullable=False),
        sa.Column("target", IdType(), nullable=False),
        sa.Column("annotator", IdType(), nullable=False),
        sa.Column("contradiction_kind", sa.String(length=16), nullable=True),
        sa.Column("rationale", sa.Text(), server_default="", nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.CheckConstraint("source <> target", name=op.f("ck_link_two_ends")),
        sa.ForeignKeyConstraint(
            ["annotator"],
            ["annotator.id"],
            name="fk_link_annotator_annotator",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["statement.id"],
            name="fk_link_source_statement",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["target"],
            ["statement.id"],
            name="fk_link_target_statement",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["type"],
            ["link_type.id"],
            name="fk_link_type_link_type",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
    )
    op.create_index("ix_link_annotator", "link", ["annotator"], unique=False)
    op.create_index("ix_link_source", "link", ["source"], unique=False)
    op.create_index("ix_link_target", "link", ["target"], unique=False)
    op.create_table(
        "reporter",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("statement", IdType(), nullable=False),
        sa.Column("speaker", IdType(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker"],
            ["speaker.id"],
            name="fk_reporter_speaker_speaker",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["statement"],
            ["statement.id"],
            name="fk_reporter_statement_statement",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reporter"),
    )
    op.create_index("ix_reporter_statement", "reporter", ["statement"], unique=False)
    op.create_table(
        "span",
        sa.Column("id", IdType(), nullable=False),
        sa.Column("statement", IdType(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("suffix", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("role IN ('content', 'source', 'cue')", name=op.f("ck_span_role")),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_span_order")),
        sa.ForeignKeyConstraint(
            ["statement"],
            ["statement.id"],
            name="fk_span_statement_statement",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_span"),
    )
    op.create_index("ix_span_statement", "span", ["statement"], unique=False)
    create_index(op.get_bind())
