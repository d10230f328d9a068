"""Readiness: rounds, answers, reviews, who signed. The conditions of licences become the one record of conditions."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEPT = """
    INSERT INTO condition (id, implementation_id, area_id, licence_id, wording, owner_id, due_on, met_on, version)
    SELECT old.id, licence.implementation_id, licence.area_id, licence.id, old.wording, old.owner_id, old.due_on,
           old.met_on, old.version
    FROM licence_condition AS old JOIN licence ON licence.id = old.licence_id
"""
TAKEN_BACK = """
    INSERT INTO licence_condition (id, licence_id, wording, owner_id, due_on, met_on, version)
    SELECT id, licence_id, wording, owner_id, due_on, met_on, version FROM condition WHERE licence_id IS NOT NULL
"""
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def go_on_after(table: str) -> None:
    """The next id is the one after the last that was copied."""
    if op.get_bind().dialect.name == "postgresql":
        last = sa.select(sa.func.coalesce(sa.func.max(sa.column("id")), 0) + 1).select_from(sa.table(table))
        sequence = sa.func.pg_get_serial_sequence(table, "id")
        op.get_bind().execute(sa.select(sa.func.setval(sequence, last.scalar_subquery(), sa.false())))


def upgrade() -> None:
    """The tables stand, and every condition of a licence is where it was, by the same id."""
    op.create_table(
        "assessment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("starts_from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_in_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("given_back_because", sa.String(length=1000), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'handed_in', 'signed')", name=op.f("ck_assessment_state")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_assessment_area_id")),
        sa.ForeignKeyConstraint(["handed_in_by_id"], ["person.id"], name=op.f("fk_assessment_handed_in_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_assessment_implementation_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_assessment_programme_version_id")
        ),
        sa.ForeignKeyConstraint(["starts_from_id"], ["assessment.id"], name=op.f("fk_assessment_starts_from_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(op.f("ix_assessment_area_id"), "assessment", ["area_id"], unique=False)
    op.create_index(op.f("ix_assessment_implementation_id"), "assessment", ["implementation_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assessment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_answer_answered_by_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_answer_assessment_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_answer_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("assessment_id", "item", name=op.f("uq_answer_assessment_id_item")),
    )
    op.create_table(
        "condition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("assessment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("item_code", sa.String(length=20), nullable=True),
        sa.Column("factor", sa.String(length=20), nullable=True),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_condition_area_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_condition_assessment_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_condition_implementation_id")
        ),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_condition_licence_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_condition_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
    )
    op.create_index(op.f("ix_condition_area_id"), "condition", ["area_id"], unique=False)
    op.create_index(op.f("ix_condition_implementation_id"), "condition", ["implementation_id"], unique=False)
    op.create_index(op.f("ix_condition_licence_id"), "condition", ["licence_id"], unique=False)
    op.create_index(
        "ix_condition_open",
        "condition",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("met_on IS NULL"),
        postgresql_where=sa.text("met_on IS NULL"),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assessment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_review_assessment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_review_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_assessment_id"), "review", ["assessment_id"], unique=False)
    op.create_table(
        "sign_off",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assessment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("finding", sa.String(length=40), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("failing", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('go', 'go_with_conditions', 'not_yet', 'declined')", name=op.f("ck_sign_off_decision")
        ),
        sa.CheckConstraint(
            "finding IN ('ready', 'ready_with_conditions', 'not_yet')", name=op.f("ck_sign_off_finding")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_sign_off_area_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_sign_off_assessment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sign_off_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_sign_off_implementation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_sign_off_assessment_id")),
    )
    op.create_index(op.f("ix_sign_off_area_id"), "sign_off", ["area_id"], unique=False)
    op.create_table(
        "answer_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_entry_answer_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_answer_entry_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_answer_entry_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_entry")),
    )
    op.create_index(op.f("ix_answer_entry_answer_id"), "answer_entry", ["answer_id"], unique=False)
    op.execute(KEPT)
    go_on_after("condition")
    op.drop_table("licence_condition")


def downgrade() -> None:
    """The tables are gone; a condition that no licence carries goes with them."""
    op.create_table(
        "licence_condition",
        sa.Column("id", ID, nullable=False),
        sa.Column("licence_id", ID, nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_licence_condition_licence_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_licence_condition_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_condition")),
    )
    op.create_index(op.f("ix_licence_condition_licence_id"), "licence_condition", ["licence_id"], unique=False)
    op.create_index(
        "ix_licence_condition_open",
        "licence_condition",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("met_on IS NULL"),
        postgresql_where=sa.text("met_on IS NULL"),
    )
    op.execute(TAKEN_BACK)
    go_on_after("licence_condition")
    op.drop_table("answer_entry")
    op.drop_table("sign_off")
    op.drop_table("review")
    op.drop_table("condition")
    op.drop_table("answer")
    op.drop_table("assessment")
