"""The settings of the program itself."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class LockSettings:
    """After how many minutes without a key the screen is locked."""

    lock_minutes: int = setting(5, label=N_("Lock after"), minimum=1, maximum=60, unit="min")
