"""The settings of the prospects."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class ContactSettings:
    """Days until a contact is long overdue, and until a prospect is free for others."""

    critical_days: int = setting(
        0, label=N_("Long overdue after (days; 0 = by level)"), maximum=365
    )
    owner_days: int = setting(31, label=N_("Customer kept for (days; 0 = for good)"), maximum=365)
