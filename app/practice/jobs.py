"""Chooses what a car comes for, and how long that takes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from app.local_time import at_local, local, local_day
from app.practice.customers import Owner
from app.practice.lists import PracticeLists
from db.vocabulary import Energy, ServiceType, Trade

FIRST_KM = range(3_500, 7_600)
"""When a new car comes to its first maintenance."""
MAINTAINED = (ServiceType.FIRST_MAINTENANCE, ServiceType.MAINTENANCE)
"""Nobody brings a car to its usual maintenance before the first one is due."""
WARRANTY_YEARS = 3
CLOSES, LAST_PROMISE, NEXT_MORNING = time(17, 50), time(17, 30), time(11)
LATE = 0.12
HANGING = timedelta(hours=2, minutes=30)
HOUR = timedelta(hours=1)
PARKED = (45, 75, 120, 180, 240)
"""Minutes beside the work: some wait for the car, most collect it on their way home."""


@dataclass(frozen=True, slots=True)
class UsualJob:
    """A usual job from the list of packages, drawn for one car."""

    facts: dict[str, Any]
    service_type: ServiceType
    words: str
    trade: Trade
    minutes: int

    @property
    def takes_days(self) -> bool:
        """True for work on the body, where paint must dry."""
        return self.service_type is ServiceType.ACCIDENT


@dataclass(frozen=True, slots=True)
class Times:
    """When a car came, when it was promised, and when it leaves."""

    received: datetime
    promised: datetime
    leaves: datetime


def suits(facts: dict[str, Any], energy: Energy | None) -> bool:
    """True where a package fits the drive: no oil for an electric car."""
    wanted = "electric" if energy is Energy.ELECTRIC else "fuel"
    return facts["energy"] in ("any", wanted)


def choose(random: Random, lists: PracticeLists, *, owner: Owner, on: date) -> UsualJob:
    """The first maintenance of a new car at its kilometres, else one by how usual it is."""
    fitting = [one for one in lists.facts["packages"] if suits(one, owner.vehicle.energy)]
    is_first = owner.vehicle.bought_here and owner.driven(on) in FIRST_KM
    first = [one for one in fitting if one["type"] == ServiceType.FIRST_MAINTENANCE]
    if is_first and (on - owner.bought).days < 365:
        return _job(random, lists, first[0])
    if owner.driven(on) < FIRST_KM.stop:
        fitting = [one for one in fitting if one["type"] not in MAINTAINED]
    if (on - owner.bought).days > WARRANTY_YEARS * 365:
        fitting = [one for one in fitting if one["type"] != ServiceType.WARRANTY]
    weights = [one["weight"] for one in fitting]
    return _job(random, lists, random.choices(fitting, weights)[0])


def plan(random: Random, job: UsualJob, *, received: datetime, hangs: bool = False) -> Times:
    """Promise and hand-over within the hours of the store; one car in eight is late.

    A car that `hangs` is late by hours: some of today's must be seen on the board.
    """
    promised = _promise(random, job, received)
    on_time = promised - timedelta(minutes=random.randint(3, 40))
    leaves = max(on_time, received + timedelta(minutes=min(job.minutes, 40)))
    if hangs or random.random() < LATE:
        late = promised + (HANGING if hangs else timedelta(minutes=random.randint(12, 70)))
        closes = at_local(local_day(promised), CLOSES)
        leaves = late if late <= closes else leaves
    return Times(received, promised, leaves)


def quick(job: UsualJob, times: Times) -> Times:
    """Every other maintenance that fits is done within the hour by two: a third less time."""
    stay = timedelta(minutes=round(job.minutes * 0.7) + 14)
    if job.service_type not in MAINTAINED or stay > HOUR or times.received.minute % 2:
        return times
    return replace(times, promised=times.received + HOUR, leaves=times.received + stay)


def _promise(random: Random, job: UsualJob, received: datetime) -> datetime:
    day = local_day(received)
    if job.takes_days:
        return at_local(_working_day(day + timedelta(days=random.randint(2, 4))), time(16))
    ready = received + timedelta(minutes=job.minutes * 1.3 + random.choice(PARKED))
    ready += timedelta(minutes=-ready.minute % 15, seconds=-ready.second)
    if local(ready).time() > LAST_PROMISE or local_day(ready) > day:
        return at_local(day + timedelta(days=1), NEXT_MORNING)
    return ready


def _working_day(day: date) -> date:
    return day + timedelta(days=1) if day.weekday() == 6 else day


def _job(random: Random, lists: PracticeLists, facts: dict[str, Any]) -> UsualJob:
    items = [lists.labour[code] for code in facts["labour"]]
    hours = float(sum(item.hours for item in items))
    kind, words = ServiceType(facts["type"]), random.choice(facts["words"])
    return UsualJob(facts, kind, words, items[0].trade, round(hours * 60))
