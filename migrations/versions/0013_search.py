"""The index of names."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def sorted_by_code_point(length: int) -> sa.types.TypeEngine[str]:
    """Text that both databases sort alike."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """The tables stand, empty; `scaleup index-names`, or the hourly look, fills them."""
    op.create_table(
        "name_word",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("word", sorted_by_code_point(40), nullable=False),
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.CheckConstraint("kind IN ('area', 'person', 'licence', 'organisation')", name=op.f("ck_name_word_kind")),
        sa.PrimaryKeyConstraint("kind", "word", "subject_id", name=op.f("pk_name_word")),
    )
    op.create_index(op.f("ix_name_word_kind_subject_id"), "name_word", ["kind", "subject_id"], unique=False)
    op.create_table(
        "word_piece",
        sa.Column("piece", sorted_by_code_point(3), nullable=False),
        sa.Column("word", sorted_by_code_point(40), nullable=False),
        sa.PrimaryKeyConstraint("piece", "word", name=op.f("pk_word_piece")),
    )


def downgrade() -> None:
    """The tables are gone; nothing is lost that the names do not tell."""
    op.drop_table("word_piece")
    op.drop_table("name_word")
