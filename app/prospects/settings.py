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


@dataclass(frozen=True, slots=True)
class QuotaSettings:
    """What each consultant keeps up at least: live prospects, calls a day, visits a week."""

    live_target: int = setting(
        100, label=N_("Live prospects per consultant, at least"), maximum=2_000
    )
    calls_target: int = setting(30, label=N_("Calls per consultant and day, at least"), maximum=500)
    visits_target: int = setting(
        20, label=N_("Home visits per consultant and week, at least"), maximum=500
    )
