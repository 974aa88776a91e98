"""What waits today of the clocks: those that were forgotten on an earlier day."""

from sqlalchemy.orm import Session

from app.formatting import clock_on, joined, short_day
from app.local_time import local_day
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from app.workbench import queries
from app.workbench.queries import SpanRow
from app.workbench.values import ClockKind
from db.nouns import Noun
from db.vocabulary import Role

NOUNS = {ClockKind.JOB: Noun.JOB_CLOCK, ClockKind.SHIFT: Noun.SHIFT_CLOCK}


def forgotten_clocks(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Clocks that the program ended at closing: the controller says when it really was."""
    return tuple(_item(row, asked) for row in queries.forgotten(session))


def _item(row: SpanRow, asked: AskedDay) -> TodayItem:
    day = short_day(row.started_at)
    told = _("clock-out forgotten on {day}, ended at {time}").format(
        day=day, time=clock_on(row.ended_at, local_day(row.started_at))
    )
    return TodayItem(
        opens=(NOUNS[row.kind], row.id),
        at=row.ended_at or asked.at,
        who=row.staff,
        what=row.what or _("Shift clock"),
        why=joined(told),
        act=TodayAct(N_("Correct the time")),
        urgency=Urgency.TODAY,
    )


LISTS = (
    TodayList(
        "forgotten_clocks",
        N_("Forgotten clock-outs"),
        "clock",
        (Role.CONTROLLER,),
        forgotten_clocks,
    ),
)
