"""Loan cars: a demo car may also be lent while a repair order keeps the customer's own car."""

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
    op.execute("CREATE INDEX ix_test_drive_order_id ON test_drive (order_id) WHERE order_id IS NOT NULL")
    lent = "INTEGER NOT NULL DEFAULT 0" if op.get_bind().dialect.name == "sqlite" else "BOOLEAN NOT NULL DEFAULT false"
    op.execute(f"ALTER TABLE demo_car ADD COLUMN lent {lent}")
