"""The day's register as the sheet prints it.

Every line in words; the sheet itself masks the telephone numbers.
"""

from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, datetime

from app import fields
from app.reception.rules import Tally
from app.reception.values import NewVisit
from db.nouns import Noun
from db.vocabulary import VisitKind


@dataclass(frozen=True, slots=True)
class VisitSheetRow:
    """One line. `struck`: cancelled or replaced by a correction; printed, not counted."""

    kind: VisitKind
    arrived_at: datetime
    left_at: datetime | None
    party_size: int
    who: str
    phone: str
    area: str
    transport: str
    model: str
    purpose: str
    first: bool
    source: str
    level: str
    level_now: str
    rivals: str
    test_drive: bool
    quoted: bool
    trade_in: bool
    instalment: bool
    course: str
    consultant: str
    struck: bool
    correction: bool
    remarks: tuple[tuple[str, str], ...] = ()
    """Texts without a column of their own on the sheet, each with its field."""


@dataclass(frozen=True, slots=True)
class RegisterDay:
    """来店(电)客户登记表 of one day. `target` is the promised contact-kept rate in percent."""

    day: date
    rows: tuple[VisitSheetRow, ...]
    tally: Tally
    target: int
    history: str = ""


def remark_fields() -> tuple[str, ...]:
    """Texts of a visit that have no column of their own on the sheet."""
    own = {field.name for field in dataclass_fields(VisitSheetRow)}
    return tuple(
        name
        for name in fields.shared(NewVisit, Noun.VISIT)
        if name not in own and fields.declared(f"visit.{name}").free
    )
