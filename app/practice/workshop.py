"""A month of repair orders with lines, approvals, bills and payments.

Today's cars stand in every column of the board.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice.customers import Owner, cents
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
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
    Trade,
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
    *(
        Stage.READY,
        Stage.IN_WORK,
        Stage.WAITING_PARTS,
        Stage.WASH,
        Stage.QUALITY_CHECK,
        Stage.IN_WORK,
        Stage.WAITING_APPROVAL,
    ),
    *(
        Stage.IN_WORK,
        Stage.WAITING,
        Stage.READY,
        Stage.IN_WORK,
        Stage.WAITING,
        Stage.WAITING_PARTS,
        Stage.WAITING_APPROVAL,
    ),
    *(Stage.WAITING, Stage.IN_WORK, Stage.WAITING),
)
"""Where today's cars stand, in the order in which they came."""
LEFT_IN_TIME = 0.45
METHODS = (
    (PaymentMethod.WECHAT, 5),
    (PaymentMethod.ALIPAY, 3),
    (PaymentMethod.CARD, 2),
    (PaymentMethod.CASH, 1),
    (PaymentMethod.TRANSFER, 1),
)


class Workshop:
    """Writes orders as they would have come about."""

    def __init__(
        self,
        session: Session,
        pool: FakeIdentities,
        lists: PracticeLists,
        *,
        owners: list[Owner],
        numbers: Numbering,
    ) -> None:
        self.session, self.pool, self.lists = session, pool, lists
        self.owners = owners
        self.numbers = numbers
        self._package: dict[str, Any] = {}
        self._free_owners: list[Owner] = []
        self._standing, self._bays = 0, list(reversed(lists.bays))

    def day(self, at: datetime, days_ago: int) -> None:
        """One day of orders; older days are handed over, today's stand on the board."""
        day = local_day(at) - timedelta(days=days_ago)
        minutes = sorted(
            self.pool.random.randint(0, 420) for _ in range(self.pool.random.randint(15, 21))
        )
        arrivals = [at_local(day, time(8, 20)) + timedelta(minutes=minute) for minute in minutes]
        made = [
            (self._order(received, at, finished=days_ago > 0), self._package)
            for received in arrivals
            if received <= at
        ]
        self.session.flush()
        approvals = {
            order.id: self._approval(order)
            for order, _ in made
            if order.stage is not Stage.WAITING_APPROVAL
        }
        self.session.add_all(approvals.values())
        self.session.flush()
        for order, package in made:
            self._stand(order, at)
            self._lines(order, package, approvals.get(order.id))
            self._history(order, at)

    def _order(self, received: datetime, now: datetime, *, finished: bool) -> RepairOrder:
        random, lists = self.pool.random, self.lists
        owner = self._next_owner()
        self._package = package = random.choice(lists.facts["packages"])
        promised = received + timedelta(minutes=random.choice((90, 120, 180, 240, 300)))
        gone = finished or (
            promised + timedelta(minutes=20) < now and random.random() < LEFT_IN_TIME
        )
        stage = Stage.DELIVERED if gone else self._next_stage()
        order = RepairOrder(
            number=self.numbers.next("W", received),
            vehicle_id=owner.vehicle.id,
            plate=owner.plate,
            model_name=owner.model_name,
            customer_id=owner.person.id,
            advisor_id=random.choice(lists.staff[Role.ADVISOR]).id,
            service_type=ServiceType(package["type"]),
            stage=stage,
            stage_since=received,
            received_at=received,
            promised_at=promised,
            odometer_in=(owner.vehicle.odometer or 0) + random.randint(10, 800),
            fuel=random.choice((FuelLevel.QUARTER, FuelLevel.HALF, FuelLevel.THREE_QUARTERS)),
            belongings=random.choice((None, None, "行车记录仪", "儿童座椅", "雨伞、充电线")),
            wash=random.random() < 0.8,
            waits_in_store=random.random() < 0.4,
            contract_edition=1,
            signed_at=received + timedelta(minutes=6),
        )
        self.session.add(order)
        owner.vehicle.odometer = order.odometer_in
        return order

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
            order.parts_expected_at = now + timedelta(hours=self.pool.random.randint(2, 30))

    def _approval(self, order: RepairOrder) -> Approval:
        medium = self.pool.random.choice(
            (ApprovalMedium.IN_PERSON, ApprovalMedium.PAPER, ApprovalMedium.PHONE)
        )
        at = order.received_at + timedelta(minutes=8)
        return Approval(
            order_id=order.id,
            medium=medium,
            given_by="本人",
            total=Decimal(0),
            at=at,
            staff_id=order.advisor_id,
        )

    def _lines(
        self, order: RepairOrder, package: dict[str, Any], approval: Approval | None
    ) -> None:
        self.session.add(
            Concern(order_id=order.id, position=1, words=self.pool.random.choice(package["words"]))
        )
        labour = [
            self._labour(order, code, position)
            for position, code in enumerate(package["labour"], 1)
        ]
        parts = [
            self._part(order, number, Decimal(count), position=position)
            for position, (number, count) in enumerate(package["parts"], 1)
        ]
        if approval is not None:
            approval.total = sum((line.fee for line in labour), Decimal(0)) + sum(
                (line.amount for line in parts), Decimal(0)
            )
            lines: list[LabourLine | PartLine] = [*labour, *parts]
            for line in lines:
                line.state, line.approval_id = LineState.APPROVED, approval.id
        self.session.add_all([*labour, *parts])
        if order.stage is Stage.DELIVERED:
            self._bill(order, labour, parts)

    def _labour(self, order: RepairOrder, code: str, position: int) -> LabourLine:
        item = self.lists.labour[code]
        return LabourLine(
            order_id=order.id,
            labour_item_id=item.id,
            position=position,
            code=code,
            name=item.name,
            trade=Trade(item.trade),
            hours=item.hours,
            rate=item.rate,
            fee=cents(item.hours * item.rate),
            technician_id=order.technician_id,
        )

    def _part(
        self, order: RepairOrder, number: str, quantity: Decimal, *, position: int
    ) -> PartLine:
        part = self.lists.parts[number]
        return PartLine(
            order_id=order.id,
            part_id=part.id,
            position=position,
            number=number,
            name=part.name,
            kind=part.kind,
            unit=part.unit,
            quantity=quantity,
            price=part.price,
            amount=cents(quantity * part.price),
            arrived=order.stage is not Stage.WAITING_PARTS,
        )

    def _bill(self, order: RepairOrder, labour: list[LabourLine], parts: list[PartLine]) -> None:
        fees, goods = (
            sum((line.fee for line in labour), Decimal(0)),
            sum((line.amount for line in parts), Decimal(0)),
        )
        leaves = (order.promised_at or order.received_at) + timedelta(
            minutes=self.pool.random.randint(-35, 35)
        )
        number = self.numbers.next("J", leaves)
        self.session.add(
            Settlement(
                order_id=order.id,
                number=number,
                labour=fees,
                material=goods,
                other=Decimal(0),
                total=fees + goods,
                settled_at=leaves,
                settled_by=order.advisor_id,
            )
        )
        method = self.pool.random.choices(
            [method for method, _ in METHODS], [weight for _, weight in METHODS]
        )[0]
        cashier = self.lists.staff[Role.CASHIER][0].id
        if fees + goods:
            receipt = self.numbers.next("R", leaves)
            self.session.add(
                Payment(
                    number=receipt,
                    order_id=order.id,
                    method=method,
                    amount=fees + goods,
                    at=leaves,
                    taken_by=cashier,
                )
            )
        order.delivered_at, order.delivered_by, order.old_parts = (
            leaves + timedelta(minutes=6),
            order.advisor_id,
            OldParts.SHOP_KEEPS,
        )
        order.odometer_out, order.collected_by = order.odometer_in, "本人"
        order.next_service_km = (order.odometer_in or 0) + 5000
        order.next_service_on = local_day(leaves) + timedelta(days=182)

    def _history(self, order: RepairOrder, now: datetime) -> None:
        """The moves that brought the card where it stands, spread between reception and now (or
        hand-over).
        """
        stages = (
            list(PATH[: PATH.index(order.stage) + 1])
            if order.stage in PATH
            else [Stage.WAITING, order.stage]
        )
        end = order.delivered_at or max(
            order.received_at, now - timedelta(minutes=self.pool.random.randint(3, 50))
        )
        step = (end - order.received_at) / max(len(stages) - 1, 1)
        old: Stage | None = None
        for place, stage in enumerate(stages):
            moved = order.received_at + step * place
            self.session.add(
                StageChange(
                    order_id=order.id,
                    old_stage=old,
                    new_stage=stage,
                    at=moved,
                    staff_id=order.advisor_id,
                )
            )
            order.stage_since, old = moved, stage

    def _next_owner(self) -> Owner:
        if not self._free_owners:
            self._free_owners = self.owners.copy()
            self.pool.random.shuffle(self._free_owners)
        return self._free_owners.pop()
