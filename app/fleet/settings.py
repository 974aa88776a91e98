"""The settings of the demo cars."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_

LICENCES = N_("rules on driving licences (机动车驾驶证申领和使用规定)")


@dataclass(frozen=True, slots=True)
class DriveSettings:
    """How long a drive takes, and who may drive."""

    drive_minutes: int = setting(
        30, label=N_("Length of a drive"), minimum=5, maximum=480, unit="min"
    )
    drive_buffer: int = setting(15, label=N_("Pause after each drive"), maximum=240, unit="min")
    drive_age: int = setting(
        18, label=N_("Youngest driver (years)"), maximum=99, legal=18, law=LICENCES
    )
    drive_licence_months: int = setting(
        12, label=N_("In probation for (months)"), maximum=120, legal=12, law=LICENCES
    )
    drive_refuse_months: int = setting(
        0, label=N_("Refuse a licence held for less (months; 0 = none)"), maximum=120
    )
    drive_book_expired: bool = setting(
        True, label=N_("No booking for a driver whose licence will have expired")
    )
    drive_book_missing: bool = setting(
        False, label=N_("No booking for a driver without a noted licence")
    )
