"""What a contact says beyond its outcome, words added later, ratings for the unit, and summaries that were mailed."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

FIGURES = {"minutes": 600, "confidence": 5}
"""Figures and their most; SQLite adds a constraint only together with its column."""


def upgrade() -> None:
    """The columns and tables stand; nothing is said in them yet."""
    for name, most in FIGURES.items():
        op.execute(
            f"ALTER TABLE contact ADD COLUMN {name} INTEGER "
            f"CONSTRAINT ck_contact_{name} CHECK ({name} BETWEEN 1 AND {most})"
        )
    op.add_column("contact", sa.Column("topics", sa.JSON(), nullable=True))
    op.add_column("contact", sa.Column("works", sa.Text(), nullable=True))
    op.add_column("contact", sa.Column("counts", sa.JSON(), nullable=True))
    op.add_column("contact", sa.Column("known", sa.JSON(), nullable=True))
    op.create_table(
        "contact_addendum",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_contact_addendum_area_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_addendum_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_addendum_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_addendum")),
        sa.UniqueConstraint("nonce", name=op.f("uq_contact_addendum_nonce")),
    )
    op.create_index(op.f("ix_contact_addendum_area_id"), "contact_addendum", ["area_id"], unique=False)
    op.create_index(op.f("ix_contact_addendum_contact_id"), "contact_addendum", ["contact_id"], unique=False)
    op.create_table(
        "contact_rating",
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed", sa.String(length=40), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("rating", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("proposed IN ('green', 'amber', 'red')", name=op.f("ck_contact_rating_proposed")),
        sa.CheckConstraint("rating IN ('green', 'amber', 'red')", name=op.f("ck_contact_rating_rating")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_contact_rating_area_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_rating_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_rating_person_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_contact_rating")),
    )
    op.create_index(op.f("ix_contact_rating_area_id"), "contact_rating", ["area_id"], unique=False)
    op.create_table(
        "contact_summary",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sending", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_contact_summary_area_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_contact_summary_by_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_summary_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_summary_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_summary")),
        sa.UniqueConstraint(
            "contact_id", "person_id", "sending", name=op.f("uq_contact_summary_contact_id_person_id_sending")
        ),
    )
    op.create_index(op.f("ix_contact_summary_area_id"), "contact_summary", ["area_id"], unique=False)
    op.create_index(op.f("ix_contact_summary_person_id"), "contact_summary", ["person_id"], unique=False)


def downgrade() -> None:
    """The columns and tables are gone."""
    op.drop_table("contact_summary")
    op.drop_table("contact_rating")
    op.drop_table("contact_addendum")
    for name in ("known", "counts", "works", "topics", "confidence", "minutes"):
        op.drop_column("contact", name)
