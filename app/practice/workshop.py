"""Makes a month of repair orders with lines, approvals, bills and payments.

Today's cars stand in every column of the board.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice.customers import Owner
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists, labour_values, part_values
from app.practice.numbering import Numbering
from db.tables.service import (
    Approval,
    Concern,
    LabourLine,
    PartLine,
    Payment,
    RepairOrder,
    Settlement,
    StageChange,
)
from db.vocabulary import (
    ApprovalMedium,
    FuelLevel,
    LineState,
    OldParts,
    PaymentMethod,
    Role,
    ServiceType,
    Stage,
)

PATH = (Stage.WAITING, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY, Stage.DELIVERED)
WORKED = frozenset(
    {
        Stage.IN_WORK,
        Stage.WAITING_PARTS,
        Stage.QUALITY_CHECK,
        Stage.WASH,
        Stage.READY,
        Stage.DELIVERED,
    }
)
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
"""The stages of today's cars, in the order in which they came."""
PROMISES = (90, 120, 180, 240, 300)
"""Minutes from the arrival to the promised time."""
FUELS = (FuelLevel.QUARTER, FuelLevel.HALF, FuelLevel.THREE_QUARTERS)
BELONGINGS = (None, None, "行车记录仪", "儿童座椅", "雨伞、充电线")
MEDIA = (ApprovalMedium.IN_PERSON, ApprovalMedium.PAPER, ApprovalMedium.PHONE)
WASHED, WAITS = 0.8, 0.4
LEFT_IN_TIME = 0.45
METHODS = {
    PaymentMethod.WECHAT: 5,
    PaymentMethod.ALIPAY: 3,
    PaymentMethod.CARD: 2,
    PaymentMethod.CASH: 1,
    PaymentMethod.TRANSFER: 1,
}
"""How many of twelve customers pay so."""


class Workshop:
    """Writes the orders of one day after the other."""

    def __init__(
        self,
        session: Session,
        identities: FakeIdentities,
        lists: PracticeLists,
        *,
        owners: list[Owner],
        numbers: Numbering,
    ) -> None:
        self.session, self.identities, self.lists = session, identities, lists
        self.owners = owners
        self.numbers = numbers
        self._package: dict[str, Any] = {}
        self._free_owners: list[Owner] = []
        self._standing, self._bays = 0, list(reversed(lists.bays))

    def day(self, at: datetime, days_ago: int) -> None:
        """The orders of one day; older ones are handed over, today's stand on the board."""
        opens = at_local(local_day(at) - timedelta(days=days_ago), time(8, 20))
        random = self.identities.random
        minutes = sorted(random.randint(0, 420) for _ in range(random.randint(15, 21)))
        arrivals = (opens + timedelta(minutes=minute) for minute in minutes)
        made = [
            (self._order(received, at, finished=days_ago > 0), self._package)
            for received in arrivals
            if received <= at
        ]
        self.session.flush()
        approvals = self._approvals([order for order, _package in made])
        for order, package in made:
            self._stand(order, at)
            self._lines(order, package, approvals.get(order.id))
            self._history(order, at)

    def _order(self, received: datetime, now: datetime, *, finished: bool) -> RepairOrder:
        random, owner = self.identities.random, self._next_owner()
        self._package = random.choice(self.lists.facts["packages"])
        promised = received + timedelta(minutes=random.choice(PROMISES))
        is_due = promised + timedelta(minutes=20) < now
        gone = finished or (is_due and random.random() < LEFT_IN_TIME)
        stage = Stage.DELIVERED if gone else self._next_stage()
        order = RepairOrder(
            number=self.numbers.next("W", received),
            vehicle_id=owner.vehicle.id,
            plate=owner.plate,
            model_name=owner.model_name,
            customer_id=owner.person.id,
            promised_at=promised,
            stage=stage,
            **self._intake(owner, received),
        )
        self.session.add(order)
        owner.vehicle.odometer = order.odometer_in
        return order

    def _intake(self, owner: Owner, received: datetime) -> dict[str, Any]:
        random = self.identities.random
        return {
            "advisor_id": random.choice(self.lists.staff[Role.ADVISOR]).id,
            "service_type": ServiceType(self._package["type"]),
            "stage_since": received,
            "received_at": received,
            "odometer_in": (owner.vehicle.odometer or 0) + random.randint(10, 800),
            "fuel": random.choice(FUELS),
            "belongings": random.choice(BELONGINGS),
            "wash": random.random() < WASHED,
            "waits_in_store": random.random() < WAITS,
            "contract_edition": 1,
            "signed_at": received + timedelta(minutes=6),
        }

    def _next_stage(self) -> Stage:
        self._standing += 1
        return TODAY[min(self._standing, len(TODAY)) - 1]

    def _stand(self, order: RepairOrder, now: datetime) -> None:
        technicians = self.lists.staff[Role.TECHNICIAN]
        if order.stage in WORKED:
            order.technician_id = technicians[order.id % len(technicians)].id
        if order.stage is Stage.IN_WORK:
            order.bay_id = self._bays.pop().id if self._bays else None
        if order.stage is Stage.WAITING_PARTS:
            order.parts_expected_at = now + timedelta(hours=self.identities.random.randint(2, 30))

    def _approvals(self, orders: list[RepairOrder]) -> dict[int, Approval]:
        """What the customers agreed to, by order; their totals follow with the lines."""
        asked = (order for order in orders if order.stage is not Stage.WAITING_APPROVAL)
        approvals = {order.id: self._approval(order) for order in asked}
        self.session.add_all(approvals.values())
        self.session.flush()
        return approvals

    def _approval(self, order: RepairOrder) -> Approval:
        medium, at = self.identities.random.choice(MEDIA), order.received_at + timedelta(minutes=8)
        approval = Approval(order_id=order.id, medium=medium, given_by="本人", at=at)
        approval.total, approval.staff_id = Decimal(0), order.advisor_id
        return approval

    def _lines(
        self, order: RepairOrder, package: dict[str, Any], approval: Approval | None
    ) -> None:
        words = self.identities.random.choice(package["words"])
        self.session.add(Concern(order_id=order.id, position=1, words=words))
        labour = [self._labour(order, code) for code in package["labour"]]
        parts = [self._part(order, number, count) for number, count in package["parts"]]
        fees = sum((line.fee for line in labour), Decimal(0))
        goods = sum((line.amount for line in parts), Decimal(0))
        if approval is not None:
            approval.total = fees + goods
        _number(labour, approval)
        _number(parts, approval)
        self.session.add_all([*labour, *parts])
        if order.stage is Stage.DELIVERED:
            self._bill(order, fees, goods)

    def _labour(self, order: RepairOrder, code: str) -> LabourLine:
        values = labour_values(self.lists.labour[code])
        return LabourLine(order_id=order.id, technician_id=order.technician_id, **values)

    def _part(self, order: RepairOrder, number: str, count: int) -> PartLine:
        arrived = order.stage is not Stage.WAITING_PARTS
        values = part_values(self.lists.parts[number], Decimal(count))
        return PartLine(order_id=order.id, arrived=arrived, **values)

    def _bill(self, order: RepairOrder, fees: Decimal, goods: Decimal) -> None:
        random, promised = self.identities.random, order.promised_at or order.received_at
        leaves = promised + timedelta(minutes=random.randint(-35, 35))
        bill = Settlement(order_id=order.id, number=self.numbers.next("J", leaves))
        bill.labour, bill.material, bill.other, bill.total = fees, goods, Decimal(0), fees + goods
        bill.settled_at, bill.settled_by = leaves, order.advisor_id
        self.session.add(bill)
        method = random.choices(list(METHODS), list(METHODS.values()))[0]
        if fees + goods:
            self._payment(order, method, amount=fees + goods, at=leaves)
        _hand_over(order, leaves)

    def _payment(
        self, order: RepairOrder, method: PaymentMethod, *, amount: Decimal, at: datetime
    ) -> None:
        payment = Payment(order_id=order.id, method=method, amount=amount, at=at)
        payment.number = self.numbers.next("R", at)
        payment.taken_by = self.lists.staff[Role.CASHIER][0].id
        self.session.add(payment)

    def _history(self, order: RepairOrder, now: datetime) -> None:
        """The moves that led to the order's stage, spread from its arrival until now."""
        stages = [Stage.WAITING, order.stage]
        if order.stage in PATH:
            stages = list(PATH[: PATH.index(order.stage) + 1])
        minutes = timedelta(minutes=0 if order.delivered_at else self._some_minutes())
        end = order.delivered_at or max(order.received_at, now - minutes)
        step = (end - order.received_at) / max(len(stages) - 1, 1)
        old: Stage | None = None
        for place, stage in enumerate(stages):
            move = StageChange(order_id=order.id, old_stage=old, new_stage=stage)
            move.at, move.staff_id = order.received_at + step * place, order.advisor_id
            self.session.add(move)
            order.stage_since, old = move.at, stage

    def _some_minutes(self) -> int:
        return self.identities.random.randint(3, 50)

    def _next_owner(self) -> Owner:
        if not self._free_owners:
            self._free_owners = self.owners.copy()
            self.identities.random.shuffle(self._free_owners)
        return self._free_owners.pop()


def _number(lines: Sequence[LabourLine | PartLine], approval: Approval | None) -> None:
    """Gives each line its position, and its approval where the customer agreed."""
    for position, line in enumerate(lines, 1):
        line.position = position
        if approval is not None:
            line.state, line.approval_id = LineState.APPROVED, approval.id


def _hand_over(order: RepairOrder, leaves: datetime) -> None:
    order.delivered_at, order.delivered_by = leaves + timedelta(minutes=6), order.advisor_id
    order.old_parts, order.collected_by = OldParts.SHOP_KEEPS, "本人"
    order.odometer_out, order.next_service_km = order.odometer_in, (order.odometer_in or 0) + 5000
    order.next_service_on = local_day(leaves) + timedelta(days=182)
