"""Values that the commands of this desk take."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from db.clock_words import PauseReason


@dataclass(frozen=True, slots=True)
class Who:
    """Whose clock is meant on a screen that several share, and the PIN that proves it.

    `uptime`: for how many seconds the PC has run.
    """

    staff_id: int
    pin: str | None = None
    uptime: float | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Why work stops; another reason needs words."""

    reason: PauseReason
    note: str | None = None


class ClockKind(StrEnum):
    """Which of the two clocks a span belongs to."""

    JOB = "job"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class CorrectedSpan:
    """The right times of a span, as they were read in `version`."""

    kind: ClockKind
    id: int
    started_at: datetime | None
    ended_at: datetime | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class WorkShare:
    """The part of a job that is one technician's, in percent."""

    staff_id: int
    percent: Decimal
