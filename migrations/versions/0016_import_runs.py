"""Imports on their way, with their lines and questions, and what people said that headings mean."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "import_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stored", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("next_step", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cut_short", sa.Integer(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("recognised", sa.JSON(), nullable=False),
        sa.Column("weighed", sa.JSON(), nullable=False),
        sa.Column("shown", sa.String(length=16), nullable=False),
        sa.Column("workbook_id", BIG, nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", BIG, nullable=True),
        sa.Column("confirmed_by_id", BIG, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('sent', 'shown', 'confirmed', 'done', 'refused', 'dropped')", name=op.f("ck_import_run_state")
        ),
        sa.CheckConstraint(
            "next_step IN ('nothing', 'read', 'bring_in', 'settle')", name=op.f("ck_import_run_next_step")
        ),
        sa.ForeignKeyConstraint(["workbook_id"], ["workbook.id"], name=op.f("fk_import_run_workbook_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_import_run_sent_by_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_import_run_confirmed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    for name, column, where in (
        ("uq_import_run_confirmed", "state", "state = 'confirmed'"),
        ("ix_import_run_next_step", "next_step", "next_step <> 'nothing'"),
    ):
        op.create_index(
            name,
            "import_run",
            [column],
            unique=name.startswith("uq"),
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "import_line",
        sa.Column("id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=120), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_import_line_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_line")),
    )
    op.create_index(op.f("ix_import_line_run_id_rank_position"), "import_line", ["run_id", "rank", "position"])
    op.create_index(op.f("ix_import_line_run_id_outcome"), "import_line", ["run_id", "outcome"])
    op.create_table(
        "import_question",
        sa.Column("id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("typed", sa.String(length=80), nullable=False),
        sa.Column("picks", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_import_question_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_question")),
        sa.UniqueConstraint("run_id", "question_key", name=op.f("uq_import_question_run_id_question_key")),
    )
    op.create_index(op.f("ix_import_question_question_key"), "import_question", ["question_key"])
    op.create_table(
        "import_meaning",
        sa.Column("id", BIG, nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("meaning", sa.String(length=40), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name=op.f("fk_import_meaning_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_meaning")),
        sa.UniqueConstraint("scope", "words", name=op.f("uq_import_meaning_scope_words")),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("import_meaning")
    op.drop_table("import_question")
    op.drop_table("import_line")
    op.drop_table("import_run")
