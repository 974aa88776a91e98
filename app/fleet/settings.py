"""The settings of the demo cars."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class DriveSettings:
    """How long a drive takes, and who may drive."""

    drive_minutes: int = setting(
        30, label=N_("Length of a drive"), minimum=5, maximum=480, unit="min"
    )
    drive_buffer: int = setting(15, label=N_("Pause after each drive"), maximum=240, unit="min")
    drive_age: int = setting(18, label=N_("Youngest driver (years)"), minimum=18, maximum=99)
    drive_licence_months: int = setting(12, label=N_("Licence held for (months)"), maximum=120)
    drive_book_expired: bool = setting(
        True, label=N_("No booking for a driver whose licence will have expired")
    )
    drive_book_missing: bool = setting(
        False, label=N_("No booking for a driver without a noted licence")
    )
