"""The settings of the program itself."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class LockSettings:
    """After how many minutes without a key the screen is locked."""

    lock_minutes: int = setting(5, label=N_("Lock after"), minimum=1, maximum=60, unit="min")


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """How many lines somebody who is no manager may save as files in one day."""

    export_rows: int = setting(200, label=N_("Lines saved as files per day"), maximum=100_000)
