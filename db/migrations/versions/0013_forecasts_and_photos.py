"""What outlets expect to sell, and photos of cars: one function per subject."""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each subject adds its own tables."""
