"""Ten years of repair orders with lines, agreement, bill and payment.

The last day's cars stand on the board.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.local_time import at_local, local_day
from app.practice.bulk_people import Crowd, OrderCar
from app.practice.bulk_writer import BulkWriter
from app.practice.customers import cents
from app.practice.fake_identities import FakeIdentities
from app.practice.lists import PracticeLists
from app.practice.workshop import METHODS, TODAY, WORKED
from db.tables.parts import LabourItem, Part
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
from db.vocabulary import ApprovalMedium, FuelLevel, LineState, OldParts, Role, ServiceType, Stage

PATH = (Stage.WAITING, Stage.IN_WORK, Stage.READY, Stage.DELIVERED)
MEDIA = (ApprovalMedium.IN_PERSON, ApprovalMedium.PAPER, ApprovalMedium.PHONE)
FUELS = (FuelLevel.QUARTER, FuelLevel.HALF, FuelLevel.THREE_QUARTERS)


@dataclass(frozen=True, slots=True)
class Package:
    """A usual job with what it costs."""

    service_type: ServiceType
    words: tuple[str, ...]
    labour: tuple[tuple[LabourItem, Decimal], ...]
    parts: tuple[tuple[Part, Decimal, Decimal], ...]
    fees: Decimal
    goods: Decimal


class Orders:
    """One day of the workshop after the other."""

    def __init__(
        self, shelf: BulkWriter, pool: FakeIdentities, lists: PracticeLists, *, crowd: Crowd
    ) -> None:
        self._shelf, self._pool, self._crowd = shelf, pool, crowd
        self._advisors = [person.id for person in lists.staff[Role.ADVISOR]]
        self._technicians = [person.id for person in lists.staff[Role.TECHNICIAN]]
        self._cashier = lists.staff[Role.CASHIER][0].id
        self._packages = [_package(lists, facts) for facts in lists.facts["packages"]]
        self._methods = [method for method, weight in METHODS for _ in range(weight)]
        self.numbers: Counter[str] = Counter()

    def day(
        self, day: date, count: int, *, now: datetime, last: bool, standing: int | None
    ) -> None:
        """`count` orders that are handed over on the same day.

        On the last day those that stand on the board at `now`.
        """
        random = self._pool.random
        if not last:
            opens = at_local(day, time(8, 20))
            for received in sorted(
                opens + timedelta(minutes=random.randint(0, 420)) for _ in range(count)
            ):
                self._order(received, random.choice(self._crowd.cars), Stage.DELIVERED)
            return
        wanted = min(
            standing if standing is not None else max(count, len(TODAY)), len(self._crowd.cars)
        )
        times = sorted(now - timedelta(minutes=random.randint(10, 560)) for _ in range(wanted))
        for place, (received, car) in enumerate(
            zip(times, random.sample(self._crowd.cars, wanted), strict=True)
        ):
            self._order(received, car, TODAY[place % len(TODAY)])

    def _order(self, received: datetime, car: OrderCar, stage: Stage) -> None:
        random, shelf = self._pool.random, self._shelf
        package, advisor, technician = (
            random.choice(self._packages),
            random.choice(self._advisors),
            random.choice(self._technicians),
        )
        gone, worked = stage is Stage.DELIVERED, stage in WORKED
        promised = received + timedelta(minutes=random.choice((90, 120, 180, 240, 300)))
        leaves = promised + timedelta(minutes=random.randint(-35, 35))
        day = local_day(received)
        odometer = max((day - car.bought).days, 0) * car.yearly // 365 + random.randint(10, 800)
        order = shelf.add_record(
            RepairOrder,
            received,
            saved_by=advisor,
            number=self._number("W", day),
            vehicle_id=car.id,
            plate=car.plate,
            model_name=car.model_name,
            customer_id=car.owner_id,
            advisor_id=advisor,
            technician_id=technician if worked else None,
            service_type=package.service_type,
            stage=stage,
            stage_since=leaves if gone else received + timedelta(minutes=5),
            received_at=received,
            promised_at=promised,
            odometer_in=odometer,
            odometer_out=odometer if gone else None,
            fuel=random.choice(FUELS),
            belongings=random.choice((None, None, "行车记录仪", "儿童座椅", "雨伞、充电线")),
            wash=random.random() < 0.8,
            waits_in_store=random.random() < 0.4,
            parts_expected_at=promised if stage is Stage.WAITING_PARTS else None,
            contract_edition=1,
            signed_at=received + timedelta(minutes=6),
            delivered_at=leaves if gone else None,
            delivered_by=advisor if gone else None,
            collected_by="本人" if gone else None,
            old_parts=OldParts.SHOP_KEEPS if gone else None,
            next_service_on=day + timedelta(days=182) if gone else None,
            next_service_km=odometer + 5000 if gone else None,
        )
        self._lines(
            order,
            package,
            received,
            agreed=stage is not Stage.WAITING_APPROVAL,
            people=(advisor, technician if worked else None),
        )
        self._moves(order, stage, received, until=leaves, by=advisor)
        if gone:
            self._bill(order, package, leaves, by=advisor)

    def _lines(
        self,
        order: int,
        package: Package,
        at: datetime,
        *,
        agreed: bool,
        people: tuple[int, int | None],
    ) -> None:
        shelf, random = self._shelf, self._pool.random
        advisor, technician = people
        shelf.add(Concern, order_id=order, position=1, words=random.choice(package.words))
        approval, state = None, LineState.PROPOSED
        if agreed:
            total, when, state = (
                package.fees + package.goods,
                at + timedelta(minutes=8),
                LineState.APPROVED,
            )
            medium = random.choice(MEDIA)
            approval = shelf.add(
                Approval,
                order_id=order,
                medium=medium,
                given_by="本人",
                total=total,
                at=when,
                staff_id=advisor,
            )
        for position, (item, fee) in enumerate(package.labour, 1):
            shelf.add(
                LabourLine,
                order_id=order,
                labour_item_id=item.id,
                position=position,
                code=item.code,
                name=item.name,
                trade=item.trade,
                hours=item.hours,
                rate=item.rate,
                fee=fee,
                technician_id=technician,
                state=state,
                approval_id=approval,
            )
        for position, (part, quantity, amount) in enumerate(package.parts, 1):
            shelf.add(
                PartLine,
                order_id=order,
                part_id=part.id,
                position=position,
                number=part.number,
                name=part.name,
                kind=part.kind,
                unit=part.unit,
                quantity=quantity,
                price=part.price,
                amount=amount,
                state=state,
                approval_id=approval,
            )

    def _moves(
        self, order: int, stage: Stage, received: datetime, *, until: datetime, by: int
    ) -> None:
        path = PATH if stage is Stage.DELIVERED else tuple(dict.fromkeys((Stage.WAITING, stage)))
        step = (
            (until - received) / (len(PATH) - 1)
            if stage is Stage.DELIVERED
            else timedelta(minutes=5)
        )
        old: Stage | None = None
        for place, new in enumerate(path):
            self._shelf.add(
                StageChange,
                order_id=order,
                old_stage=old,
                new_stage=new,
                at=received + step * place,
                staff_id=by,
            )
            old = new

    def _bill(self, order: int, package: Package, at: datetime, *, by: int) -> None:
        day, total = local_day(at), package.fees + package.goods
        self._shelf.add_record(
            Settlement,
            at,
            saved_by=by,
            order_id=order,
            number=self._number("J", day),
            labour=package.fees,
            material=package.goods,
            other=Decimal(0),
            total=total,
            settled_at=at,
            settled_by=by,
        )
        if total:
            method = self._pool.random.choice(self._methods)
            number = self._number("R", day)
            self._shelf.add_record(
                Payment,
                at,
                saved_by=self._cashier,
                number=number,
                order_id=order,
                method=method,
                amount=total,
                at=at,
                taken_by=self._cashier,
            )

    def _number(self, letter: str, day: date) -> str:
        prefix = f"{letter}{day:%y%m%d}"
        self.numbers[prefix] += 1
        return f"{prefix}-{self.numbers[prefix]:03d}"


def _package(lists: PracticeLists, facts: dict[str, Any]) -> Package:
    labour = tuple(
        (lists.labour[code], cents(lists.labour[code].hours * lists.labour[code].rate))
        for code in facts["labour"]
    )
    parts = tuple(
        (lists.parts[number], Decimal(count), cents(Decimal(count) * lists.parts[number].price))
        for number, count in facts["parts"]
    )
    fees, goods = (
        sum((fee for _, fee in labour), Decimal(0)),
        sum((amount for *_, amount in parts), Decimal(0)),
    )
    return Package(ServiceType(facts["type"]), tuple(facts["words"]), labour, parts, fees, goods)
