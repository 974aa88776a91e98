"""What a year of real days asked of the tables; one function per subject, in the order written."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
