"""Makes ten years of repair orders with lines, approval, bill and payment.

The last day's cars stand on the board.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.local_time import at_local, local_day
from app.practice.bulk_people import BulkPeople, OrderCar
from app.practice.bulk_writer import BulkWriter
from app.practice.fake_identities import FakeIdentities
from app.practice.jobs import suits
from app.practice.lists import PracticeLists, labour_values, part_values
from app.practice.order_lines import MEDIA
from app.practice.workshop import FUELS, METHODS, WAITS, WASHED
from db.quality_words import CheckStep
from db.tables.bills import Payment, Settlement
from db.tables.quality import QualityCheck
from db.tables.service import Approval, Concern, LabourLine, PartLine, RepairOrder, StageChange
from db.vocabulary import Energy, LineState, OldParts, Role, ServiceType, Stage

TODAY = (
    Stage.READY,
    Stage.IN_WORK,
    Stage.WAITING_PARTS,
    Stage.WASH,
    Stage.QUALITY_CHECK,
    Stage.IN_WORK,
    Stage.WAITING_APPROVAL,
    Stage.IN_WORK,
    Stage.WAITING,
    Stage.READY,
    Stage.IN_WORK,
    Stage.WAITING,
    Stage.WAITING_PARTS,
    Stage.WAITING_APPROVAL,
    Stage.WAITING,
    Stage.IN_WORK,
    Stage.WAITING,
)
"""The stages of the last day's cars, in the order in which they came."""
NOT_BEGUN = (Stage.WAITING, Stage.WAITING_APPROVAL)
CHECKED = (Stage.WASH, Stage.READY)
"""The quality check of the work is passed; without its row nothing here can be billed."""
PROMISES = (90, 120, 180, 240, 300)
"""Minutes from the arrival to the promised time."""
PATH = (Stage.WAITING, Stage.IN_WORK, Stage.READY, Stage.DELIVERED)
CHECKED_PATH = (Stage.WAITING, Stage.IN_WORK, Stage.QUALITY_CHECK)
QUICK, USUAL = timedelta(minutes=3), timedelta(minutes=5)
"""Between two moves of a car that stands here; every one came at least ten minutes ago."""


@dataclass(frozen=True, slots=True)
class Package:
    """A usual job: the values of its lines, and what they cost."""

    service_type: ServiceType
    words: tuple[str, ...]
    labour: tuple[dict[str, Any], ...]
    parts: tuple[dict[str, Any], ...]
    fees: Decimal
    goods: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn first of an order."""

    stage: Stage
    received: datetime
    package: Package
    advisor: int
    technician: int | None
    promised: datetime
    leaves: datetime

    @property
    def is_gone(self) -> bool:
        """True when the car has left."""
        return self.stage is Stage.DELIVERED


class BulkOrders:
    """Writes the orders of one day after the other."""

    def __init__(
        self,
        writer: BulkWriter,
        identities: FakeIdentities,
        lists: PracticeLists,
        *,
        people: BulkPeople,
    ) -> None:
        self._writer, self._random, self._people = writer, identities.random, people
        self._staff = {role: [one.id for one in found] for role, found in lists.staff.items()}
        self._facts, packages = lists.facts, lists.facts["packages"]
        self._packages = [_package(lists, facts) for facts in packages]
        kinds = {energy: [suits(one, energy) for one in packages] for energy in Energy}
        self._suiting = {
            energy: [one for one, fits in zip(self._packages, found, strict=True) if fits]
            for energy, found in kinds.items()
        }
        self._methods = [method for method, weight in METHODS.items() for _ in range(weight)]
        self.numbers: Counter[str] = Counter()

    def day(self, day: date, count: int) -> None:
        """`count` orders that are handed over on the same day."""
        opens, random = at_local(day, time(8, 20)), self._random
        arrivals = sorted(opens + timedelta(minutes=random.randint(0, 420)) for _ in range(count))
        for received in arrivals:
            self._order(received, random.choice(self._people.cars), Stage.DELIVERED)

    def last_day(self, count: int, *, now: datetime) -> None:
        """The orders that stand on the board at `now`."""
        random, cars = self._random, self._people.cars
        wanted = min(count, len(cars))
        times = sorted(now - timedelta(minutes=random.randint(10, 560)) for _ in range(wanted))
        pairs = zip(times, random.sample(cars, wanted), strict=True)
        for place, (received, car) in enumerate(pairs):
            self._order(received, car, TODAY[place % len(TODAY)])

    def _order(self, received: datetime, car: OrderCar, stage: Stage) -> None:
        plan = self._plan(received, stage, car.energy)
        odometer = car.driven(local_day(received)) + self._random.randint(10, 800)
        order = self._writer.add_record(
            RepairOrder,
            received,
            saved_by=plan.advisor,
            vehicle_id=car.id,
            plate=car.plate,
            model_name=car.model_name,
            customer_id=car.owner_id,
            **self._intake(plan, odometer),
            **_departure(plan, odometer, collected_by=self._facts["in_person"]),
        )
        self._lines(order, plan)
        self._moves(order, plan)
        if plan.is_gone:
            self._bill(order, plan, payer_id=car.owner_id)

    def _plan(self, received: datetime, stage: Stage, energy: Energy) -> Plan:
        random, staff = self._random, self._staff
        package, advisor = random.choice(self._suiting[energy]), random.choice(staff[Role.ADVISOR])
        technician = random.choice(staff[Role.TECHNICIAN])
        worker = technician if stage not in NOT_BEGUN else None
        promised = received + timedelta(minutes=random.choice(PROMISES))
        leaves = promised + timedelta(minutes=random.randint(-35, 35))
        return Plan(stage, received, package, advisor, worker, promised, leaves)

    def _intake(self, plan: Plan, odometer: int) -> dict[str, Any]:
        random, received = self._random, plan.received
        return {
            "number": self._number("W", local_day(received)),
            "advisor_id": plan.advisor,
            "technician_id": plan.technician,
            "service_type": plan.package.service_type,
            "stage": plan.stage,
            "received_at": received,
            "promised_at": plan.promised,
            "odometer_in": odometer,
            "fuel": random.choice(FUELS),
            "belongings": random.choice(self._facts["belongings"]),
            "wash": random.random() < WASHED,
            "waits_in_store": random.random() < WAITS,
            "parts_expected_at": plan.promised if plan.stage is Stage.WAITING_PARTS else None,
            "contract_edition": 1,
            "signed_at": received + timedelta(minutes=6),
        }

    def _lines(self, order: int, plan: Plan) -> None:
        """What the customer said, agreed to, and gets."""
        writer, package = self._writer, plan.package
        writer.add(Concern, order_id=order, position=1, words=self._random.choice(package.words))
        approval, state = None, LineState.PROPOSED
        if plan.stage is not Stage.WAITING_APPROVAL:
            approval, state = self._approval(order, plan), LineState.APPROVED
        common = {"order_id": order, "state": state, "approval_id": approval}
        for position, values in enumerate(package.labour, 1):
            worker = {"position": position, "technician_id": plan.technician}
            writer.add(LabourLine, **common, **worker, **values)
        for position, values in enumerate(package.parts, 1):
            writer.add(PartLine, position=position, **common, **values)

    def _approval(self, order: int, plan: Plan) -> int:
        return self._writer.add(
            Approval,
            order_id=order,
            medium=self._random.choice(MEDIA),
            given_by=self._facts["in_person"],
            total=plan.package.fees + plan.package.goods,
            at=plan.received + timedelta(minutes=8),
            staff_id=plan.advisor,
        )

    def _moves(self, order: int, plan: Plan) -> None:
        old: Stage | None = None
        work: int | None = None
        for new, at in _path(plan):
            stages = {"old_stage": old, "new_stage": new}
            move = self._writer.add(
                StageChange, order_id=order, **stages, at=at, staff_id=plan.advisor
            )
            work = move if new is Stage.IN_WORK else work
            if old is Stage.QUALITY_CHECK:
                self._check(order, work, at=at)
            old = new

    def _check(self, order: int, work: int | None, *, at: datetime) -> None:
        controller = self._staff[Role.CONTROLLER][0]
        about = {"order_id": order, "work_id": work, "step": CheckStep.LEADER, "passed": True}
        self._writer.add(QualityCheck, **about, at=at, staff_id=controller)

    def _bill(self, order: int, plan: Plan, *, payer_id: int | None) -> None:
        at, by, package = plan.leaves, plan.advisor, plan.package
        total = package.fees + package.goods
        self._writer.add_record(
            Settlement,
            at,
            saved_by=by,
            order_id=order,
            payer_id=payer_id,
            number=self._number("J", local_day(at)),
            labour=package.fees,
            material=package.goods,
            other=Decimal(0),
            total=total,
            settled_at=at,
            settled_by=by,
        )
        if total:
            self._payment(order, total, at)

    def _payment(self, order: int, total: Decimal, at: datetime) -> None:
        cashier = self._staff[Role.CASHIER][0]
        self._writer.add_record(
            Payment,
            at,
            saved_by=cashier,
            method=self._random.choice(self._methods),
            number=self._number("R", local_day(at)),
            order_id=order,
            amount=total,
            at=at,
            taken_by=cashier,
        )

    def _number(self, letter: str, day: date) -> str:
        prefix = f"{letter}{day:%y%m%d}"
        self.numbers[prefix] += 1
        return f"{prefix}-{self.numbers[prefix]:03d}"


def _path(plan: Plan) -> list[tuple[Stage, datetime]]:
    """The stages of an order, each with the moment of the move to it."""
    stages: tuple[Stage, ...] = tuple(dict.fromkeys((Stage.WAITING, plan.stage)))
    step = USUAL
    if plan.is_gone:
        stages, step = PATH, (plan.leaves - plan.received) / (len(PATH) - 1)
    elif plan.stage in CHECKED:
        stages, step = (*CHECKED_PATH, plan.stage), QUICK
    return [(stage, plan.received + step * place) for place, stage in enumerate(stages)]


def _departure(plan: Plan, odometer: int, *, collected_by: str) -> dict[str, Any]:
    """What the hand-over writes; nothing where the car is still here."""
    values = {
        "odometer_out": odometer,
        "delivered_at": plan.leaves,
        "delivered_by": plan.advisor,
        "collected_by": collected_by,
        "old_parts": OldParts.SHOP_KEEPS,
        "next_service_on": local_day(plan.received) + timedelta(days=182),
        "next_service_km": odometer + 5000,
    }
    since = _path(plan)[-1][1]
    return {"stage_since": since, **(values if plan.is_gone else dict.fromkeys(values))}


def _package(lists: PracticeLists, facts: dict[str, Any]) -> Package:
    labour = tuple(labour_values(lists.labour[code]) for code in facts["labour"])
    parts = tuple(part_values(lists.parts[key], Decimal(count)) for key, count in facts["parts"])
    fees = sum((line["fee"] for line in labour), Decimal(0))
    goods = sum((line["amount"] for line in parts), Decimal(0))
    return Package(ServiceType(facts["type"]), tuple(facts["words"]), labour, parts, fees, goods)
