"""What the showroom needs beyond the sale: one function per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UNDECIDED = sa.text("decided_at IS NULL")


def upgrade() -> None:
    """Each subject adds its own tables."""
    ask_for_discounts()


def ask_for_discounts() -> None:
    """Requests for a price below the floor, and what came of them."""
    op.create_table(
        "discount_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("quote_version_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "list_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "floor_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("income", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("granted", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_discount_request_decider")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (granted IS NULL)", name=op.f("ck_discount_request_decided")
        ),
        sa.CheckConstraint(
            "answer IS NULL OR length(answer) <= 200", name=op.f("ck_discount_request_answer")
        ),
        sa.CheckConstraint(
            "cost IS NULL OR cost BETWEEN 0 AND 9999999999", name=op.f("ck_discount_request_cost")
        ),
        sa.CheckConstraint(
            "floor_price BETWEEN 0 AND 9999999999", name=op.f("ck_discount_request_floor_price")
        ),
        sa.CheckConstraint(
            "income IS NULL OR income BETWEEN 0 AND 9999999999",
            name=op.f("ck_discount_request_income"),
        ),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_discount_request_number")),
        sa.CheckConstraint(
            "list_price BETWEEN 0 AND 9999999999", name=op.f("ck_discount_request_list_price")
        ),
        sa.CheckConstraint(
            "note IS NULL OR length(note) <= 200", name=op.f("ck_discount_request_note")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["staff.id"], name=op.f("fk_discount_request_asked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_discount_request_decided_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["quote_version_id"],
            ["quote_version.id"],
            name=op.f("fk_discount_request_quote_version_id_quote_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discount_request")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_discount_request_decided_at"), "discount_request", ["decided_at"], unique=False
    )
    op.create_index(
        "ix_discount_request_waiting",
        "discount_request",
        ["asked_at"],
        unique=False,
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    )
    op.create_index("uq_discount_request_number", "discount_request", ["number"], unique=True)
    op.create_index(
        "uq_discount_request_version", "discount_request", ["quote_version_id"], unique=True
    )
