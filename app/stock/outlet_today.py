"""What waits today with the outlets: cars due back or settled, and their forecasts."""

from datetime import time

from sqlalchemy.orm import Session

from app.formatting import joined, money, show_date, show_month
from app.local_time import at_local, local_day
from app.stock import forecast_queries, outlet_queries
from app.stock.outlet_facts import TransferRow
from app.stock.proposal_rules import month_at
from app.stock.settings import StockSettings
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


def forecasts_missing(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Towards the end of a month, the outlets whose forecast for the next one is not there."""
    today = local_day(asked.at)
    since = today.replace(day=asked.settings.of(StockSettings).forecast_day)
    if today < since:
        return ()
    month = month_at(today, 1)
    return tuple(
        TodayItem(
            opens=(Noun.FORECAST_WISH, outlet_id),
            at=at_local(since, time()),
            who=name,
            what=show_month(month),
            why=_("the outlet has not said yet how many cars it expects to sell"),
            act=TodayAct(N_("Type the forecast")),
            urgency=Urgency.TODAY,
        )
        for outlet_id, name in forecast_queries.missing(session, month)
    )


MANAGERS = (Role.MANAGER,)
"""Who settles with the outlets."""
LISTS = (
    TodayList("transfers_due", N_("Due from outlets"), "warehouse", MANAGERS, transfers_due),
    TodayList(
        "forecasts_missing", N_("Forecasts of outlets"), "route", MANAGERS, forecasts_missing
    ),
)
