"""Reads the lost customers of a month: why they went, to whom, and what could bring them back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.labels import label
from app.local_time import local_day
from app.permissions import Actor
from app.prospects.queries import LossRow, losses_of
from app.text import language, speaking
from db.tables.admin import Staff
from db.vocabulary import LossState, Role


@dataclass(frozen=True, slots=True)
class LossSheet:
    """The losses that were reported in a month; `whose` is one consultant, or "" for all."""

    month: date
    whose: str
    rows: tuple[LossRow, ...]
    language: str

    @property
    def by_reason(self) -> list[tuple[str, int]]:
        """How often each reason was given, the commonest first."""
        with speaking(self.language):
            return Counter(label(row.reason) for row in self.rows if row.reason).most_common()

    @property
    def by_rival(self) -> list[tuple[str, int]]:
        """How often each competitor won, the strongest first."""
        return Counter(row.rival for row in self.rows if row.rival).most_common()

    def count(self, state: LossState) -> int:
        """How many losses stand like this."""
        return sum(row.state is state for row in self.rows)


def loss_sheet(
    session: Session, month: date, *, viewer: Actor, at: datetime, staff_id: int | None = None
) -> LossSheet:
    """What was reported in the month of a day, but for what was sent back; the oldest first.

    Consultants read their own. Nothing is listed that is reported after `at`.
    """
    whose = staff_id if Role.MANAGER in viewer.roles else viewer.staff_id
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = losses_of(session, viewer, first, to=min(last, local_day(at)))
    rows = (
        row
        for row in found
        if row.state is not LossState.SENT_BACK and whose in (None, row.owner_id)
    )
    in_order = sorted(rows, key=lambda row: (row.asked_at, row.id))
    name = session.get_one(Staff, whose).name if whose is not None else ""
    return LossSheet(first, name, tuple(in_order), language())
