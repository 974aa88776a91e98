"""What outlets expect to sell, and photos of cars: one function per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each subject adds its own tables."""
    forecast_outlets()


def forecast_outlets() -> None:
    """What outlets expect to sell, month by month."""
    op.create_table(
        "outlet_forecast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("trim_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("cars", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column(
            "given_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("cars BETWEEN 0 AND 999", name=op.f("ck_outlet_forecast_cars")),
        sa.CheckConstraint("length(colour) <= 40", name=op.f("ck_outlet_forecast_colour")),
        sa.ForeignKeyConstraint(
            ["given_by"], ["staff.id"], name=op.f("fk_outlet_forecast_given_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_outlet_forecast_outlet_id_outlet")
        ),
        sa.ForeignKeyConstraint(
            ["trim_id"], ["trim.id"], name=op.f("fk_outlet_forecast_trim_id_trim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet_forecast")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_outlet_forecast_month"), "outlet_forecast", ["month"], unique=False)
    op.create_index(
        "uq_outlet_forecast_line",
        "outlet_forecast",
        ["outlet_id", "month", "trim_id", "colour"],
        unique=True,
    )
