"""How urgent a line of Today is."""

from enum import StrEnum


class Urgency(StrEnum):
    """How urgent something planned is now, the least urgent first."""

    LATER = "later"
    TODAY = "today"
    OVERDUE = "overdue"
    CRITICAL = "critical"


LATE = frozenset({Urgency.OVERDUE, Urgency.CRITICAL})
"""What is past its time."""
