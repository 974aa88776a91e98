"""A lost prospect: reason, rival and price, the manager's answer, and when it was revived."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = (
    ("loss_asked_at", "TEXT", "TIMESTAMP WITH TIME ZONE"),
    ("loss_reason", "TEXT", "TEXT"),
    ("rival", "TEXT", "TEXT"),
    ("rival_price", "INTEGER", "BIGINT"),
    ("loss_answer", "TEXT", "TEXT"),
    ("revived_at", "TEXT", "TIMESTAMP WITH TIME ZONE"),
)


def upgrade() -> None:
    on_sqlite = op.get_context().dialect.name == "sqlite"
    for name, lite, served in COLUMNS:
        op.execute(f"ALTER TABLE prospect ADD COLUMN {name} {lite if on_sqlite else served}")
    op.execute(
        "CREATE INDEX ix_prospect_loss ON prospect (loss_asked_at) WHERE loss_asked_at IS NOT NULL"
    )
    # until now a reason was free text only, and nobody wrote down when a loss was asked
    op.execute(
        "UPDATE prospect SET loss_asked_at = coalesce(closed_at, opened_at), loss_reason = 'other'"
        " WHERE state IN ('loss_asked', 'lost') AND lost_reason IS NOT NULL"
    )
