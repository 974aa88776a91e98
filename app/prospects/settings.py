"""The settings of the prospects."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class ContactSettings:
    """When a contact is long overdue, and how long a prospect stays with a consultant, in days."""

    critical_days: int = setting(
        0, label=N_("Long overdue after (days; 0 = by level)"), maximum=365
    )
    owner_days: int = setting(31, label=N_("Customer kept for (days; 0 = for good)"), maximum=365)
