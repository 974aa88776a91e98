"""Vehicle sales invoices, and orders of fleet projects: one function per subject."""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each subject adds its own tables."""
