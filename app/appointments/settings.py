"""The settings of appointments."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class AppointmentSettings:
    """Hours that can be sold, and when a booking is warned about."""

    technician_hours: int = setting(
        8, label=N_("Hours of work that a technician has on a day"), minimum=1, maximum=24
    )
    bay_buffer: int = setting(
        15, label=N_("A bay is made ready for the next car in"), maximum=240, unit="min"
    )
    no_show_warning: int = setting(
        2, label=N_("Warn where a customer did not come (times; 0 = never)"), maximum=99
    )
    refuse_full_days: bool = setting(False, label=N_("Refuse more hours than a day has"))
