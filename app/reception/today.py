"""What waits today in the showroom: visitors without a consultant, long visits, the figures."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import duration, short_day
from app.local_time import local, local_day
from app.reception import commands, queries, rules
from app.reception.queries import VisitRow
from app.reception.settings import VisitSettings
from app.text import N_, _
from app.today_spec import (
    AskedDay,
    SetUpStep,
    StripBar,
    StripFacts,
    StripPerson,
    TodayAct,
    TodayItem,
    TodayList,
    TodayStrip,
)
from app.tones import Tone
from app.urgency import Urgency
from db.nouns import Noun
from db.tables.reception import Visit
from db.vocabulary import Role, VisitKind

DESK = (Role.RECEPTION, Role.CONSULTANT)


def visitors(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Visitors without a consultant, and those who are here for long."""
    rows = _inside(session, asked)
    return tuple(
        _item(row, asked) for row in rows if row.consultant_id is None or _is_long(row, asked)
    )


def showroom(session: Session, asked: AskedDay) -> StripFacts:
    """Who is in the showroom, and for how long."""
    rows = _inside(session, asked)
    people = tuple(_person(row, asked) for row in rows)
    return StripFacts(count=str(len(rows)), people=people)


def day_so_far(session: Session, asked: AskedDay) -> StripFacts:
    """The visits of today by hour, and the share of kept contacts with its target."""
    rows = queries.register_of(session, local_day(asked.at), viewer=asked.viewer)
    guests = queries.guests(rows)
    tally, target = rules.tally(guests), asked.settings.of(VisitSettings).contact_target
    came = [row.arrived_at for row in rows if row.counts and row.kind is VisitKind.WALK_IN]
    return StripFacts(
        count=str(tally.groups),
        bars=(kept_bar(tally.rate, target),) if tally.rate.visits else (),
        by_hour=_by_hour(came),
    )


def kept_bar(rate: rules.Rate, target: int) -> StripBar:
    """The share of kept contacts as a bar, with the word whether it meets the target."""
    meets = rate.meets(target)
    told = (
        _("{percent} % of {target} %, target met")
        if meets
        else _("{percent} % of {target} %, below target")
    )
    words = told.format(percent=rate.percent, target=target)
    return StripBar(
        _("Contact captured"), rate.percent or 0, target, words, Tone.GOOD if meets else Tone.WARN
    )


def _inside(session: Session, asked: AskedDay) -> list[VisitRow]:
    """Consultants see their own visitors and those of nobody, the reception everybody's."""
    rows = queries.inside(session, viewer=asked.viewer)
    everything, mine = asked.viewer.may(Role.RECEPTION), (None, asked.viewer.staff_id)
    return [row for row in rows if everything or row.consultant_id in mine]


def _item(row: VisitRow, asked: AskedDay) -> TodayItem:
    is_left_over = local_day(row.arrived_at) < local_day(asked.at)
    is_free = row.consultant_id is None and not is_left_over
    return TodayItem(
        opens=(Noun.VISIT, row.id),
        at=row.arrived_at,
        who=row.called,
        what=row.model,
        why=_("nobody looks after them, {stay}").format(stay=_stay(row, asked))
        if is_free
        else _stay(row, asked),
        act=TodayAct(N_("Assign")) if is_free else _see_out(row),
        urgency=Urgency.OVERDUE if _is_long(row, asked) else Urgency.TODAY,
        waits=True,
        owner_id=row.consultant_id,
        owner=row.consultant,
    )


def _see_out(row: VisitRow) -> TodayAct:
    return TodayAct(
        N_("Check out"),
        (commands.see_out, (row.id,)),
        N_("{who} has left."),
        (commands.bring_back, (row.id,)),
    )


def _person(row: VisitRow, asked: AskedDay) -> StripPerson:
    if row.consultant_id is None:
        note, tone = _("nobody yet"), Tone.WARN
    else:
        note = _stay(row, asked)
        tone = Tone.BAD if _is_long(row, asked) else Tone.ACCENT
    return StripPerson((Noun.VISIT, row.id), row.called, note, tone)


def _stay(row: VisitRow, asked: AskedDay) -> str:
    if local_day(row.arrived_at) < local_day(asked.at):
        return _("since {day}").format(day=short_day(row.arrived_at))
    span = duration(rules.minutes_inside(row.arrived_at, asked.at))
    return _("{span} · long").format(span=span) if _is_long(row, asked) else span


def _is_long(row: VisitRow, asked: AskedDay) -> bool:
    minutes = rules.minutes_inside(row.arrived_at, asked.at)
    return rules.is_long(minutes, asked.settings.of(VisitSettings).long_visit)


def _by_hour(moments: list[datetime]) -> tuple[int, ...]:
    hours = [local(at).hour for at in moments]
    return tuple(hours.count(hour) for hour in range(24)) if hours else ()


def _has_visitor(session: Session) -> bool:
    return session.scalar(select(Visit.id).limit(1)) is not None


LISTS = (TodayList("inside", N_("Visitors"), "users", DESK, visitors),)
STRIPS = (
    TodayStrip("showroom", N_("In the showroom"), "store", DESK, "reception", showroom),
    TodayStrip("visits", N_("Visits today"), "target", DESK, "reception", day_so_far),
)
SET_UP = (
    SetUpStep(
        "first_visitor",
        N_("First visitor"),
        N_("Greet the first visitor, or open an order for a car that comes in."),
        N_("Register a visitor"),
        "user-plus",
        (Role.MANAGER, Role.RECEPTION),
        "reception",
        "new_visit",
        _has_visitor,
    ),
)
