"""Writes the rare orders of a month: cars that come back for rework, and quick paint repairs.

They come last, from their own source of chance, so that nothing else in the invented store moves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from typing import Protocol

from sqlalchemy import select

from app.local_time import at_local, local_day
from app.practice.customers import Owner
from app.practice.jobs import Times, UsualJob
from app.practice.workshop import Workshop
from db.clock_words import QuickKind
from db.tables.clocks import QuickService
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import LineState, PersonKind, ServiceType, Trade

SEED = 20261124
REWORKS, QUICK = 7, 6
"""About one car in eighty comes back; so many scratches are touched up while one waits."""
COMES = time(15, 32)
"""After the other cars of a day, so that its numbers follow the clock."""
BACK_AFTER = (3, 6)
"""Days after the repair until the customer comes back."""
QUICK_MINUTES = 240
STAY, SLACK = timedelta(minutes=98), timedelta(minutes=12)
Write = Callable[[], None]


class Told(Protocol):
    """Says in the history when a record without an own time was written."""

    usual: datetime


def fill(workshop: Workshop, owners: Sequence[Owner], *, told: Told, at: datetime) -> None:
    """Writes these orders, the first one first, each told of on its day."""
    for moment, write in _planned(workshop, owners, at=at):
        told.usual = moment
        write()
    told.usual = at


def _planned(
    workshop: Workshop, owners: Sequence[Owner], *, at: datetime
) -> list[tuple[datetime, Write]]:
    """When each of these orders came, and what writes it."""
    random, today = Random(SEED), local_day(at)
    found: list[tuple[datetime, Write]] = []
    private = {one.vehicle.id: one for one in owners if one.person.kind is PersonKind.PERSON}
    for order in _repaired(workshop, private, at):
        days = random.randint(*BACK_AFTER)
        came = at_local(local_day(order.received_at) + timedelta(days=days), COMES)
        owner = private[order.vehicle_id]
        found.append((came, partial(_redo, workshop, owner, order, came=came, now=at)))
    for place in range(QUICK):
        came = at_local(today - timedelta(days=3 + 4 * place), COMES)
        minute = timedelta(minutes=random.randint(2, 9))
        found.append((came, partial(_touch_up, workshop, came=came + minute, now=at)))
    return sorted(found, key=lambda one: one[0])


def _repaired(workshop: Workshop, private: Mapping[int, Owner], at: datetime) -> list[RepairOrder]:
    """Repairs of private customers that left long enough ago, spread over the month."""
    left = at_local(local_day(at) - timedelta(days=BACK_AFTER[1] + 2), time(18))
    wanted = select(RepairOrder).where(
        RepairOrder.service_type == ServiceType.REPAIR, RepairOrder.delivered_at < left
    )
    month = wanted.where(RepairOrder.received_at > left - timedelta(days=25))
    orders = workshop.session.scalars(month.order_by(RepairOrder.id))
    repaired = [order for order in orders if order.vehicle_id in private]
    return repaired[:: max(1, len(repaired) // REWORKS)][:REWORKS]


def _redo(
    workshop: Workshop, owner: Owner, order: RepairOrder, *, came: datetime, now: datetime
) -> None:
    """The first job of the order once more, at the store's own cost."""
    jobs = select(LabourLine).where(
        LabourLine.order_id == order.id, LabourLine.state == LineState.APPROVED
    )
    line = workshop.session.scalars(jobs.order_by(LabourLine.position)).first()
    if line is None or line.code is None:
        return
    facts = {"labour": [line.code], "parts": [], "found": workshop.lists.facts["rework_found"]}
    words = workshop.lists.facts["rework"][order.id % 2]
    minutes = round(float(line.hours) * 60)
    job = UsualJob(facts, ServiceType.REWORK, words, line.trade, minutes)
    times = Times(came, came + STAY + SLACK, came + STAY)
    with _same_dice(workshop):
        workshop.write(owner, job=job, times=times, now=now, reworked=order)


def _touch_up(workshop: Workshop, *, came: datetime, now: datetime) -> None:
    """A scratch in one panel, promised and done within hours."""
    private = (one for one in workshop.owners if one.person.kind is PersonKind.PERSON)
    owner = next(private, None)
    if owner is None:
        return
    workshop.owners.remove(owner)
    facts = workshop.lists.facts["quick_body"]
    words = facts["words"][came.day % len(facts["words"])]
    job = UsualJob(facts, ServiceType(facts["type"]), words, Trade.PAINT, 90)
    times = Times(came, came + timedelta(minutes=QUICK_MINUTES), came + STAY)
    with _same_dice(workshop):
        order = workshop.write(owner, job=job, times=times, now=now)
    workshop.session.add(
        QuickService(order_id=order.id, kind=QuickKind.BODY, minutes=QUICK_MINUTES)
    )


@contextmanager
def _same_dice(workshop: Workshop) -> Iterator[None]:
    """The dice of the month lie afterwards as before."""
    dice = workshop.random.getstate()
    yield
    workshop.random.setstate(dice)
