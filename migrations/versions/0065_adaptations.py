"""Changes of the programme: asked about or told of, and decided."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "adaptation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("told", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kind_words", sa.Text(), nullable=False),
        sa.Column("light", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("decider", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decide_by_on", sa.Date(), nullable=False),
        sa.Column("ruling", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("conditions_on", sa.Date(), nullable=True),
        sa.Column("conditions_met_on", sa.Date(), nullable=True),
        sa.Column("book_words", sa.Text(), nullable=True),
        sa.Column("nonce", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decider IN ('facilitators', 'project_lead', 'team', 'service_leaders', 'partners', 'funders', 'politics', 'unit', 'researchers', 'community', 'parents')",
            name=op.f("ck_adaptation_decider"),
        ),
        sa.CheckConstraint(
            "level IN ('family', 'group', 'many_groups', 'cohort', 'facilitator', 'team', 'organisation', 'network')",
            name=op.f("ck_adaptation_level"),
        ),
        sa.CheckConstraint("light IN ('green', 'amber', 'red')", name=op.f("ck_adaptation_light")),
        sa.CheckConstraint(
            "nature IN ('tailoring', 'materials', 'adding', 'leaving_out', 'shortening', 'lengthening', 'replacing', 'reordering', 'spreading', 'combining', 'repeating', 'loosening', 'departing', 'drifting')",
            name=op.f("ck_adaptation_nature"),
        ),
        sa.CheckConstraint(
            "phase IN ('preparing', 'delivering', 'spreading', 'lasting')", name=op.f("ck_adaptation_phase")
        ),
        sa.CheckConstraint(
            "ruling IN ('agreed', 'agreed_with_conditions', 'declined')", name=op.f("ck_adaptation_ruling")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'agreed_with_conditions', 'declined', 'withdrawn', 'ended')",
            name=op.f("ck_adaptation_state"),
        ),
        sa.CheckConstraint("told IN ('before', 'after')", name=op.f("ck_adaptation_told")),
        sa.CheckConstraint("what IN ('content', 'setting', 'training', 'support')", name=op.f("ck_adaptation_what")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_adaptation_area_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_adaptation_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_adaptation_decided_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["delivery_group.id"], name=op.f("fk_adaptation_group_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_adaptation_implementation_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_adaptation_programme_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation")),
        sa.UniqueConstraint("nonce", name=op.f("uq_adaptation_nonce")),
    )
    op.create_index(op.f("ix_adaptation_area_id"), "adaptation", ["area_id"], unique=False)
    op.create_index(op.f("ix_adaptation_asked_by_id"), "adaptation", ["asked_by_id"], unique=False)
    op.create_index(
        "ix_adaptation_conditions",
        "adaptation",
        ["conditions_on"],
        unique=False,
        sqlite_where=sa.text("conditions_met_on IS NULL"),
        postgresql_where=sa.text("conditions_met_on IS NULL"),
    )
    op.create_index(op.f("ix_adaptation_decided_by_id"), "adaptation", ["decided_by_id"], unique=False)
    op.create_index(op.f("ix_adaptation_decided_on"), "adaptation", ["decided_on"], unique=False)
    op.create_index(op.f("ix_adaptation_group_id"), "adaptation", ["group_id"], unique=False)
    op.create_index(
        op.f("ix_adaptation_implementation_id_decided_on"),
        "adaptation",
        ["implementation_id", "decided_on"],
        unique=False,
    )
    op.create_index(
        "ix_adaptation_red",
        "adaptation",
        ["implementation_id"],
        unique=False,
        sqlite_where=sa.text("light = 'red' AND state <> 'ended'"),
        postgresql_where=sa.text("light = 'red' AND state <> 'ended'"),
    )
    op.create_index(
        "ix_adaptation_waiting",
        "adaptation",
        ["decide_by_on"],
        unique=False,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("adaptation")
