"""The settings of the reception."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class VisitSettings:
    """The target of the kept contacts, long visits, and whether the source must be named."""

    contact_target: int = setting(
        70, label=N_("Target: contacts captured (%)"), maximum=100, unit="%"
    )
    long_visit: int = setting(90, label=N_("Long visit after"), minimum=5, maximum=1440, unit="min")
    source_required: bool = setting(False, label=N_("The source must be named"))
