"""Places the cars that are in the shop: stage, bay and technician, each in one place only."""

from datetime import datetime, time, timedelta
from random import Random

from app.local_time import at_local, local_day
from app.practice.jobs import Times, UsualJob
from app.practice.lists import PracticeLists
from db.tables.admin import Staff
from db.tables.service import Bay, RepairOrder
from db.vocabulary import Role, ServiceType, Stage, Trade

PARTS_EVERY, ASKED_EVERY = 9, 7
"""Of so many cars in the shop one waits for parts, and one for the customer's answer."""
PATH = (
    (0.12, Stage.WAITING),
    (0.72, Stage.IN_WORK),
    (0.84, Stage.QUALITY_CHECK),
    (0.92, Stage.WASH),
)
"""Until which share of the promised time a car stands in which stage."""
QUICK = frozenset({Trade.QUICK, Trade.BEAUTY, Trade.MECHANICAL})


class Bays:
    """The bays and technicians of now, given out one by one."""

    def __init__(self, random: Random, lists: PracticeLists) -> None:
        self._random = random
        self._bays = list(lists.bays)
        trades = [Trade(name) for name in lists.facts["trades"]]
        self.technicians = list(zip(lists.staff[Role.TECHNICIAN], trades, strict=True))
        self._free = self.technicians.copy()
        self._standing = 0

    def stage(self, job: UsualJob, times: Times, *, wash: bool, now: datetime) -> Stage:
        """Where a car that has not left stands at `now`."""
        self._standing += 1
        if self._standing % PARTS_EVERY == 3 and job.facts["parts"]:
            return Stage.WAITING_PARTS
        if self._standing % ASKED_EVERY == 5:
            return Stage.WAITING_APPROVAL
        share = (now - times.received) / (times.promised - times.received)
        if share > 1:
            return Stage.IN_WORK if job.takes_days else Stage.QUALITY_CHECK
        stage = next((stage for until, stage in PATH if share < until), Stage.READY)
        return Stage.READY if stage is Stage.WASH and not wash else stage

    def place(self, order: RepairOrder, job: UsualJob) -> None:
        """Gives a bay and a technician; without both the car still waits."""
        bay, worker = self._bay(job.trade), self._worker(job.trade)
        if bay is None or worker is None:
            order.stage = Stage.WAITING
            return
        self._bays.remove(bay)
        self._free.remove(worker)
        order.bay_id, order.technician_id = bay.id, worker[0].id

    def somebody(self, job: UsualJob) -> Staff:
        """A technician of the trade, who has worked on the car and is free again."""
        able = [person for person, trade in self.technicians if _suits(trade, job.trade)]
        return self._random.choice(able)

    def _bay(self, trade: Trade) -> Bay | None:
        return next((bay for bay in self._bays if _suits(bay.trade, trade)), None)

    def _worker(self, trade: Trade) -> tuple[Staff, Trade] | None:
        return next((one for one in self._free if _suits(one[1], trade)), None)


def expected(now: datetime, service_type: ServiceType, *, received: datetime) -> datetime:
    """When missing parts come: tomorrow morning, later for an accident."""
    days = 2 if service_type is ServiceType.ACCIDENT else 1
    return at_local(local_day(max(now, received)) + timedelta(days=days), time(9, 30))


def _suits(have: Trade, wanted: Trade) -> bool:
    return have is wanted or (have in QUICK and wanted in QUICK)
