"""Vehicle sales invoices, and orders of fleet projects: one function per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each subject adds its own tables."""
    invoice_cars()


def invoice_cars() -> None:
    """The tax invoices of the cars that were sold, and the red ones that take them back."""
    op.create_table(
        "sale_invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sale_order_id", sa.Integer(), nullable=False),
        sa.Column("stock_car_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column(
            "noted_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("red_number", sa.Text(), nullable=True),
        sa.Column("red_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.CheckConstraint("amount BETWEEN 0 AND 9999999999", name=op.f("ck_sale_invoice_amount")),
        sa.CheckConstraint("length(buyer) <= 120", name=op.f("ck_sale_invoice_buyer")),
        sa.CheckConstraint(
            "id_number IS NULL OR length(id_number) <= 64", name=op.f("ck_sale_invoice_id_number")
        ),
        sa.CheckConstraint("length(number) <= 24", name=op.f("ck_sale_invoice_number")),
        sa.CheckConstraint(
            "red_number IS NULL OR length(red_number) <= 24",
            name=op.f("ck_sale_invoice_red_number"),
        ),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["staff.id"], name=op.f("fk_sale_invoice_noted_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["sale_order_id"],
            ["sale_order.id"],
            name=op.f("fk_sale_invoice_sale_order_id_sale_order"),
        ),
        sa.ForeignKeyConstraint(
            ["stock_car_id"], ["stock_car.id"], name=op.f("fk_sale_invoice_stock_car_id_stock_car")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_invoice")),
        sa.UniqueConstraint("number", name=op.f("uq_sale_invoice_number")),
        sa.UniqueConstraint("red_number", name=op.f("uq_sale_invoice_red_number")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sale_invoice_sale_order_id"), "sale_invoice", ["sale_order_id"], unique=False
    )
    standing = sa.text("red_number IS NULL")
    op.create_index(
        "uq_sale_invoice_car",
        "sale_invoice",
        ["stock_car_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
