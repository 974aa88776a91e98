"""What waits today with the outlets: cars that should be back, or settled, by now."""

from datetime import time

from sqlalchemy.orm import Session

from app.formatting import joined, money, show_date
from app.local_time import at_local, local_day
from app.stock import outlet_queries
from app.stock.outlet_facts import TransferRow
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.outlet_words import TransferState
from db.vocabulary import Role


def transfers_due(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Cars at outlets, and what outlets owe, whose day has come."""
    today = local_day(asked.at)
    rows = outlet_queries.open_transfers(session, at=asked.at)
    return tuple(_due(row) for row in rows if row.due_on <= today)


def _due(row: TransferRow) -> TodayItem:
    why = _("not back and not sold, was due {day}")
    if row.state is TransferState.OWED:
        why = _("not paid, was due {day}")
    return TodayItem(
        opens=(Noun.CAR_TRANSFER, row.id),
        at=at_local(row.due_on, time()),
        who=row.outlet,
        what=joined(row.name, row.colour, money(row.price)),
        why=why.format(day=show_date(row.due_on)),
        act=TodayAct(N_("Open")),
        urgency=Urgency.OVERDUE if row.is_overdue else Urgency.TODAY,
    )


LISTS = (
    TodayList("transfers_due", N_("Due from outlets"), "warehouse", (Role.MANAGER,), transfers_due),
)
"""Of the manager, who settles with the outlets."""
