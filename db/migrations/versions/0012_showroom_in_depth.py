"""What the showroom needs beyond the sale: one function per subject."""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each subject adds its own tables."""
