"""What reception hands down and gets back: one register row as a form knows it."""

from dataclasses import dataclass
from datetime import datetime

from app.reception.rules import VisitOrdinal
from db.vocabulary import VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """What the form gives.

    Without phone and name the visitor is anonymous. `turn_id`: whose turn the window showed.
    """

    kind: VisitKind = VisitKind.WALK_IN
    phone: str | None = None
    name: str | None = None
    person_id: int | None = None
    model_id: int | None = None
    level_id: int | None = None
    level_reason: str | None = None
    party_size: int = 1
    source_id: int | None = None
    purpose_id: int | None = None
    consultant_id: int | None = None
    turn_id: int | None = None
    skip_reason: str | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    area: str | None = None
    transport: str | None = None
    rivals: str | None = None
    course: str | None = None
    quoted: bool = False
    trade_in: bool = False
    instalment: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """New contents for a row; `version` is the one that was read."""

    visit_id: int
    version: int
    visit: NewVisit


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registration made.

    The row, which talk this is, and when the next contact is due with whom.
    """

    visit_id: int
    order: VisitOrdinal
    owner_id: int | None = None
    due_at: datetime | None = None
