"""How pressing a line of Today is."""

from enum import StrEnum


class Urgency(StrEnum):
    """How something planned stands at this minute, the least pressing first."""

    LATER = "later"
    TODAY = "today"
    OVERDUE = "overdue"
    CRITICAL = "critical"


LATE = frozenset({Urgency.OVERDUE, Urgency.CRITICAL})
"""Its time has passed."""
