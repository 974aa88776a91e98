"""What waits today on the board: cars that were carried over, cars that nobody has collected."""

from sqlalchemy.orm import Session

from app.formatting import joined
from app.identity import plate as plates
from app.labels import label
from app.local_time import day_bounds, local_day
from app.orders import queries
from app.orders.carried_over import carried
from app.orders.due import ready
from app.orders.queries import OrderRow
from app.orders.rules import FINISHED
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.vocabulary import Role, Stage

WHO = (Role.CONTROLLER, Role.ADVISOR)
WHOLE = (Role.CONTROLLER, Role.RECEPTION)


def carried_over(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Unfinished cars of earlier days that are not due today, with why they were left."""
    notes = carried(session, local_day(asked.at))
    rows = (row for row in queries.in_shop(session) if row.id in notes)
    return tuple(
        _item(row, _("Carried over: {reason}").format(reason=notes[row.id].reason), N_("Open"))
        for row in rows
        if row.stage not in FINISHED and not _is_due(row, asked) and _is_of(row, asked)
    )


def not_collected(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Cars ready before their day: since yesterday or before, or the customer does not know."""
    today = local_day(asked.at)
    rows = (row for row in queries.in_shop(session) if row.stage is Stage.READY)
    return tuple(
        _item(row, ready(row, asked.at), N_("Tell the customer") if not row.told_at else N_("Open"))
        for row in rows
        if (row.told_at is None or local_day(row.stage_since) < today)
        and not _is_due(row, asked)
        and _is_of(row, asked)
    )


def _item(row: OrderRow, why: str, act: str) -> TodayItem:
    who = row.customer or plates.shown(row.plate or "") or row.number
    return TodayItem(
        opens=(Noun.REPAIR_ORDER, row.id),
        at=row.promised_at or row.stage_since,
        who=who,
        what=joined(plates.shown(row.plate or ""), row.model, by=" "),
        why=joined(why, "" if row.stage is Stage.READY else label(row.stage)),
        act=TodayAct(act),
        urgency=Urgency.TODAY,
        owner_id=row.advisor_id,
        owner=row.advisor,
    )


def _is_due(row: OrderRow, asked: AskedDay) -> bool:
    """True for a car that stands among the hand-overs of today already."""
    end = day_bounds(local_day(asked.at))[1]
    return row.promised_at is not None and row.promised_at < end


def _is_of(row: OrderRow, asked: AskedDay) -> bool:
    return asked.viewer.staff_id == row.advisor_id or asked.viewer.may(*WHOLE)


LISTS = (
    TodayList("carried_over", N_("Carried over"), "history", WHO, carried_over),
    TodayList("not_collected", N_("Ready, not collected"), "circle-check", WHO, not_collected),
)
