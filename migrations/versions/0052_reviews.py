"""Reviews of an implementation: planned by its licences, held, moved by hand or left out."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "area_review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("moved_because", sa.String(length=200), nullable=True),
        sa.Column("left_out_because", sa.String(length=400), nullable=True),
        sa.Column("left_out_on", sa.Date(), nullable=True),
        sa.Column("left_out_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("anchor_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('annual', 'sustainability')", name=op.f("ck_area_review_kind")),
        sa.CheckConstraint("state IN ('open', 'done', 'left_out', 'gone')", name=op.f("ck_area_review_state")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_review_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_area_review_implementation_id")
        ),
        sa.ForeignKeyConstraint(["left_out_by_id"], ["person.id"], name=op.f("fk_area_review_left_out_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_review")),
        sa.UniqueConstraint("implementation_id", "month", name=op.f("uq_area_review_implementation_id_month")),
    )
    op.create_index(op.f("ix_area_review_area_id"), "area_review", ["area_id"], unique=False)
    op.create_index(op.f("ix_area_review_left_out_by_id"), "area_review", ["left_out_by_id"], unique=False)
    op.create_index(
        "ix_area_review_open_due",
        "area_review",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "review_addendum",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_review_addendum_text")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_review_addendum_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_addendum_person_id")),
        sa.ForeignKeyConstraint(["review_id"], ["area_review.id"], name=op.f("fk_review_addendum_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_addendum")),
        sa.UniqueConstraint("nonce", name=op.f("uq_review_addendum_nonce")),
    )
    op.create_index(op.f("ix_review_addendum_area_id"), "review_addendum", ["area_id"], unique=False)
    op.create_index(op.f("ix_review_addendum_review_id"), "review_addendum", ["review_id"], unique=False)
    op.create_table(
        "review_before",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_review_before_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_before_person_id")),
        sa.ForeignKeyConstraint(["review_id"], ["area_review.id"], name=op.f("fk_review_before_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_before")),
    )
    op.create_index(op.f("ix_review_before_area_id"), "review_before", ["area_id"], unique=False)
    op.create_index(op.f("ix_review_before_review_id"), "review_before", ["review_id"], unique=False)
    op.create_table(
        "review_person",
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_person_person_id")),
        sa.ForeignKeyConstraint(["review_id"], ["area_review.id"], name=op.f("fk_review_person_review_id")),
        sa.PrimaryKeyConstraint("review_id", "person_id", name=op.f("pk_review_person")),
    )
    op.create_table(
        "review_record",
        sa.Column(
            "review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ratings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("barriers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('continue', 'more_support', 'change_agreed', 'plan_the_end')",
            name=op.f("ck_review_record_outcome"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_review_record_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_review_record_entered_by_id")),
        sa.ForeignKeyConstraint(["review_id"], ["area_review.id"], name=op.f("fk_review_record_review_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name=op.f("fk_review_record_staff_id")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_review_record")),
        sa.UniqueConstraint("nonce", name=op.f("uq_review_record_nonce")),
    )
    op.create_index(op.f("ix_review_record_area_id"), "review_record", ["area_id"], unique=False)
    op.create_index(op.f("ix_review_record_entered_by_id"), "review_record", ["entered_by_id"], unique=False)
    op.create_index(op.f("ix_review_record_staff_id"), "review_record", ["staff_id"], unique=False)
    op.create_table(
        "review_action",
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_review_action_action_id")),
        sa.ForeignKeyConstraint(["review_id"], ["area_review.id"], name=op.f("fk_review_action_review_id")),
        sa.PrimaryKeyConstraint("review_id", "action_id", name=op.f("pk_review_action")),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("review_action")
    op.drop_table("review_record")
    op.drop_table("review_person")
    op.drop_table("review_before")
    op.drop_table("review_addendum")
    op.drop_table("area_review")
