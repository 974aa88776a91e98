"""What waits today with the quotations: those that are valid for a last few days."""

from sqlalchemy.orm import Session

from app.formatting import joined, show_date
from app.local_time import local_day
from app.sales import queries
from app.sales.queries import ExpiringQuote
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.vocabulary import Role


def expiring(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Quotations in their last days: consultants see their own, a manager all."""
    mine = None if asked.viewer.may() else asked.viewer.staff_id
    rows = queries.expiring(session, local_day(asked.at), staff_id=mine)
    return tuple(_expires(row, asked) for row in rows)


def _expires(row: ExpiringQuote, asked: AskedDay) -> TodayItem:
    return TodayItem(
        opens=(Noun.QUOTE, row.id),
        at=asked.at,
        who=row.customer,
        what=joined(row.car, row.number),
        why=_("valid until {day}").format(day=show_date(row.valid_until)),
        act=TodayAct(N_("Open")),
        urgency=Urgency.TODAY,
        owner_id=row.staff_id,
        owner=row.consultant,
    )


LISTS = (
    TodayList(
        "expiring_quotes", N_("Quotations that expire"), "file-text", (Role.CONSULTANT,), expiring
    ),
)
