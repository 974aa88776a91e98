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


@dataclass(frozen=True, slots=True)
class ServicePlanSettings:
    """When a car comes to its next maintenance: after kilometres or months, what is first."""

    plan_km: int = setting(
        5_000, label=N_("Maintenance every (km)"), minimum=500, maximum=100_000, unit="km"
    )
    plan_months: int = setting(6, label=N_("Maintenance every (months)"), minimum=1, maximum=24)
    usual_km: int = setting(
        40,
        label=N_("Kilometres a day where no two readings tell"),
        minimum=3,
        maximum=300,
        unit="km",
    )
    visit_minutes: int = setting(
        60, label=N_("A maintenance takes in the bay"), minimum=15, maximum=480, unit="min"
    )
