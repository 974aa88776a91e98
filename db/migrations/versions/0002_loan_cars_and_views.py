"""Loan cars: a demo car may also be lent while a repair order keeps the customer's own car. And how everybody left the lists."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # by hand: alembic would make the table anew on SQLite and lose the triggers that refuse overlaps
    op.execute(
        "ALTER TABLE test_drive ADD COLUMN order_id INTEGER CONSTRAINT fk_test_drive_order_id_repair_order REFERENCES repair_order(id)"
    )
    op.execute(
        "CREATE INDEX ix_test_drive_order_id ON test_drive (order_id) WHERE order_id IS NOT NULL"
    )
    lent = (
        "INTEGER NOT NULL DEFAULT 0"
        if op.get_context().dialect.name == "sqlite"
        else "BOOLEAN NOT NULL DEFAULT false"
    )
    op.execute(f"ALTER TABLE demo_car ADD COLUMN lent {lent}")
    op.create_table(
        "list_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_list_view_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_view")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_list_view_staff_id_name")),
        sqlite_strict=True,
    )
