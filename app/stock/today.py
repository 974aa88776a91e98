"""What waits today with the cars for sale: long standing, late, to care for, to be ordered."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from app.formatting import clock, joined, show_date
from app.labels import label
from app.local_time import at_local, day_bounds, local_day
from app.permissions import Actor
from app.read_once import read_once
from app.stock import commands, queries
from app.stock.facts import StockRow
from app.stock.proposal import PROPOSAL, due_since
from app.text import N_, _, ngettext
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.vocabulary import Role

SELLERS = (Role.CONSULTANT,)
NOBODY = Actor(0, "", frozenset(), "")
"""Who is told no price: what waits names none."""


@read_once
def _standing(session: Session, at: datetime) -> list[StockRow]:
    """The cars of the stock, read once for all lists of a day."""
    return queries.standing(session, NOBODY, at=at)


def long_standing(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """How many cars have stood too long, with the longest one (S064)."""
    rows = [row for row in _standing(session, asked.at) if row.is_long]
    if not rows:
        return ()
    longest = max(rows, key=lambda row: row.days or 0)
    many = ngettext("{n} car has stood too long", "{n} cars have stood too long", len(rows))
    return (
        TodayItem(
            opens=(Noun.STOCK_CAR, longest.id),
            at=asked.at,
            who=many.format(n=len(rows)),
            what="",
            why=_("the longest: {car}, {days} days").format(car=_car(longest), days=longest.days),
            act=TodayAct(N_("Open")),
            urgency=Urgency.TODAY,
        ),
    )


def late_arrivals(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Cars in transit whose day has passed."""
    return tuple(_late(row, asked.at) for row in _standing(session, asked.at) if row.is_late)


def _late(row: StockRow, at: datetime) -> TodayItem:
    due = row.expected_on
    assert due is not None
    return TodayItem(
        opens=(Noun.STOCK_CAR, row.id),
        at=at_local(due, time()),
        who=row.name,
        what=joined(row.colour, _tail(row)),
        why=_("was expected {day}").format(day=show_date(due)),
        act=TodayAct(
            N_("Has arrived"),
            (commands.arrive, (row.id,)),
            N_("{who} is in stock."),
            (commands.take_back_arrival, (row.id,)),
        ),
        urgency=Urgency.OVERDUE,
    )


def care_due(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Cars whose battery, tyres and fuel are to be looked at."""
    return tuple(_care(row, asked.at) for row in _standing(session, asked.at) if row.care_due)


def _care(row: StockRow, at: datetime) -> TodayItem:
    last = row.cared_on or row.arrived_on
    assert last is not None
    ago = (local_day(at) - last).days
    return TodayItem(
        opens=(Noun.STOCK_CAR, row.id),
        at=at,
        who=row.name,
        what=joined(row.colour, row.place, _tail(row)),
        why=_("battery, tyres, fuel: last looked at {days} days ago").format(days=ago),
        act=TodayAct(
            N_("Looked after"),
            (commands.note_care, (row.id,)),
            N_("{who} was looked after."),
            (commands.take_back_care, (row.id, row.cared_on)),
        ),
        urgency=Urgency.TODAY,
    )


def late_steps(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Cars that somebody has for longer than was planned (E9)."""
    return tuple(_step(row) for row in _standing(session, asked.at) if row.is_step_late)


def _step(row: StockRow) -> TodayItem:
    step = row.open_step
    assert step is not None
    due = show_date(step.due_on)
    return TodayItem(
        opens=(Noun.STOCK_CAR, row.id),
        at=at_local(step.due_on, time()),
        who=row.name,
        what=joined(label(step.kind), step.holder),
        why=_("back by {day}").format(day=due),
        act=TodayAct(N_("Open")),
        urgency=Urgency.OVERDUE,
    )


def holds_ending(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Reservations that run out today: consultants see their own, the manager all."""
    end = day_bounds(local_day(asked.at))[1]
    viewer = asked.viewer
    return tuple(
        _hold(row)
        for row in _standing(session, asked.at)
        if row.held_until is not None
        and row.held_until < end
        and (viewer.may() or row.holder_id == viewer.staff_id)
    )


def _hold(row: StockRow) -> TodayItem:
    assert row.held_until is not None and row.holder_id is not None
    return TodayItem(
        opens=(Noun.STOCK_CAR, row.id),
        at=row.held_until,
        who=row.held_for,
        what=joined(row.name, row.colour),
        why=_("reserved until {time}").format(time=clock(row.held_until)),
        act=TodayAct(N_("Open")),
        urgency=Urgency.TODAY,
        owner_id=row.holder_id,
        owner=row.holder,
    )


def to_order(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Each Monday what to order from the maker is to be decided, until it was printed (S065)."""
    today = local_day(asked.at)
    monday = due_since(session, today)
    if monday is None:
        return ()
    return (
        TodayItem(
            opens=(Noun.STOCK_CAR, PROPOSAL),
            at=at_local(monday, time()),
            who=_("Order proposal"),
            what=show_date(monday),
            why=_("what to order from the maker is decided each Monday"),
            act=TodayAct(N_("Print the proposal")),
            urgency=Urgency.TODAY if monday == today else Urgency.OVERDUE,
        ),
    )


def _car(row: StockRow) -> str:
    return joined(row.name, row.colour)


def _tail(row: StockRow) -> str:
    return f"…{row.vin[-6:]}"


LISTS = (
    TodayList("holds_ending", N_("Reservations that end today"), "clock", SELLERS, holds_ending),
    TodayList("late_arrivals", N_("Cars that should be here"), "route", SELLERS, late_arrivals),
    TodayList("long_standing", N_("Long in stock"), "hourglass", SELLERS, long_standing),
    TodayList("late_steps", N_("Reconditioning that is late"), "wrench", SELLERS, late_steps),
    TodayList("to_order", N_("Cars to order from the maker"), "route", (Role.MANAGER,), to_order),
    TodayList("care_due", N_("Cars to look after"), "droplets", SELLERS, care_due),
)
