"""Makes a month of repair orders with lines, approvals, bills and payments.

Cars come about once a month, leave within the hours of the store, and stand in every column of
the board now.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice import jobs
from app.practice.board import Bays, expected
from app.practice.customers import Owner
from app.practice.fake_identities import FakeIdentities
from app.practice.hours import in_hours
from app.practice.intake import note_intake
from app.practice.jobs import Times, UsualJob
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.order_lines import Lines, advised, answer_before, lines, payer_of
from db.money_words import PayerKind
from db.tables.bills import Payment, Settlement
from db.tables.service import PromiseChange, RepairOrder, StageChange
from db.vocabulary import FuelLevel, LineState, OldParts, PaymentMethod, PersonKind, Role, Stage

PATH = (Stage.WAITING, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.WASH, Stage.READY, Stage.DELIVERED)
MINUTE = timedelta(minutes=1)
SHARES = (0.0, 0.12, 0.72, 0.84, 0.92, 1.0)
"""Until which share of its stay a car has come to the stages of the path."""
FAILS, UNWASHED, UNEXPLAINED = 29, 41, 53
"""Every how many-th car fails its first check, leaves unwashed, and unexplained."""
AGAIN = [(Stage.IN_WORK, 0.76), (Stage.QUALITY_CHECK, 0.82)]
"""Back to work after a failed check, and checked again."""
FUELS = (FuelLevel.QUARTER, FuelLevel.HALF, FuelLevel.THREE_QUARTERS)
CREDIT, CREDIT_DAYS = Decimal(50_000), 15
"""What a company may owe, and for how long."""
WASHED, WAITS, BROUGHT, DISCOUNT = 0.8, 0.35, 0.12, 0.12
AGREED = timedelta(minutes=13)
"""By then the customer has agreed, and work can begin."""
HANGS = 5
LONG_AGO = 245
"""Days since the first car of today was here before."""
ADVISED_PLACE = 90
WARNED_BEFORE, FORGOTTEN, PART_LATE = timedelta(minutes=25), 6, 1
"""When a delay is told, every how many-th late car nobody told of it, and the usual reason."""
OLD_PARTS = (OldParts.SHOP_KEEPS, OldParts.SHOP_KEEPS, OldParts.CUSTOMER_TOOK)
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
        self.random, self.numbers = identities.random, numbers
        self.board = Bays(identities.random, lists)
        self.owners = owners.copy()
        """Owners whose car was not here yet."""
        self.random.shuffle(self.owners)
        self._tags, self._today, self._late = 0, 0, 0
        self._made = 0
        self._bills: list[Settlement] = []
        self._payments: list[Payment] = []

    def number_bills(self, others: Sequence[Payment]) -> None:
        """Saves bills, receipts and those of `others`, numbered in the order of their time."""
        payments = [*self._payments, *others]
        _number(self.session, self.numbers, self._bills, payments=payments)

    def day(self, at: datetime, days_ago: int) -> None:
        """The orders of one day up to `at`; those whose time has come are handed over."""
        opens = at_local(local_day(at) - timedelta(days=days_ago), time(8, 35))
        count = self.random.randint(18, 22) if opens.weekday() >= 5 else self.random.randint(14, 17)
        minutes = sorted(self.random.randint(0, 410) for _ in range(count))
        if not days_ago and self.owners:
            self._earlier_visit(opens, at)
        for received in (opens + timedelta(minutes=minute) for minute in minutes):
            if received <= at and self.owners:
                self._order(received, at)

    def _earlier_visit(self, opens: datetime, now: datetime) -> None:
        """The first car of today was here months ago, and its owner did not want some advice."""
        owner, dice = self.owners[-1], self.random.getstate()
        order = self._order(opens - timedelta(days=LONG_AGO), now)
        advice = self.lists.facts["advice"][0]
        line = advised(self.lists, order, advice=advice, state=LineState.DECLINED)
        line.position = ADVISED_PLACE
        self.session.add(line)
        self.owners.append(owner)
        self.random.setstate(dice)

    def _order(self, received: datetime, now: datetime) -> RepairOrder:
        owner, random = self.owners.pop(), self.random
        job = jobs.choose(random, self.lists, owner=owner, on=local_day(received))
        times = jobs.plan(random, job, received=received, hangs=self._hangs(received, now))
        if local_day(received) < local_day(now):
            times = jobs.quick(job, times)
        return self.write(owner, job=job, times=times, now=now)

    def write(
        self,
        owner: Owner,
        *,
        job: UsualJob,
        times: Times,
        now: datetime,
        reworked: RepairOrder | None = None,
    ) -> RepairOrder:
        """Writes one order with all that belongs to it; `reworked` is the order that it redoes."""
        received, random = times.received, self.random
        order = RepairOrder(
            number=self.numbers.next("W", received),
            vehicle_id=owner.vehicle.id,
            plate=owner.plate,
            model_name=owner.model_name,
            customer_id=owner.person.id,
            service_type=job.service_type,
            promised_at=times.promised,
            reworked_id=reworked.id if reworked is not None else None,
            **self._intake(owner, received),
        )
        owner.vehicle.odometer = order.odometer_in
        self.session.add(order)
        self._stand(order, job, times, now=now)
        made = lines(
            self.session, random, self.lists, order=order, job=job, energy=owner.vehicle.energy
        )
        note_intake(self.session, order, self.lists.facts["damage"], now=now)
        self._tell_moves(order, times, now=now)
        if order.stage is Stage.DELIVERED:
            self._bill(order, made, owner=owner, times=times)
        else:
            answer_before(self.session, order, now)
        return order

    def _hangs(self, received: datetime, now: datetime) -> bool:
        """One in five of today's cars is late by hours."""
        self._today += local_day(received) == local_day(now)
        return self._today % HANGS == 3 and local_day(received) == local_day(now)

    def _intake(self, owner: Owner, received: datetime) -> dict[str, Any]:
        random, facts = self.random, self.lists.facts
        brought = random.random() < BROUGHT
        return {
            "advisor_id": random.choice(self.lists.staff[Role.ADVISOR]).id,
            "stage": Stage.WAITING,
            "stage_since": received,
            "received_at": received,
            "odometer_in": owner.driven(local_day(received)) + random.randint(0, 25),
            "fuel": random.choice(FUELS),
            "belongings": random.choice(facts["belongings"]),
            "damage": random.choice(facts["damage"]),
            "wash": random.random() < WASHED,
            "waits_in_store": random.random() < WAITS,
            "old_parts_back": random.random() < 0.2,
            "bringer_name": self.identities.name(female=False) if brought else None,
            "bringer_phone": self.identities.phone() if brought else None,
            "contract_edition": 1,
            "signed_at": received + timedelta(minutes=6),
        }

    def _stand(self, order: RepairOrder, job: UsualJob, times: Times, *, now: datetime) -> None:
        """Gone when its time has come, else on the board with its key on a hook."""
        if times.leaves <= now:
            order.stage, order.stage_since = Stage.DELIVERED, times.leaves
            order.technician_id = self.board.somebody(job).id
            self._tag(order)
            self._tell_delay(order, times)
            return
        order.stage = self.board.stage(job, times, wash=order.wash, now=now)
        if order.stage is Stage.IN_WORK:
            self.board.place(order, job)
        elif order.stage not in (Stage.WAITING, Stage.WAITING_APPROVAL):
            order.technician_id = self.board.somebody(job).id
        self._tag(order)
        if order.stage is Stage.WAITING_PARTS:
            order.parts_expected_at = expected(now, job.service_type, received=times.received)
            known = min(order.received_at + timedelta(minutes=50), now)
            self._move_promise(order, order.parts_expected_at + timedelta(hours=5), at=known)

    def _tell_delay(self, order: RepairOrder, times: Times) -> None:
        """Most customers of a late car heard in time that it leaves later; some were forgotten."""
        if times.leaves <= times.promised:
            return
        self._late += 1
        until = times.leaves + timedelta(minutes=-times.leaves.minute % 15)
        if self._late % FORGOTTEN:
            warned = max(times.promised - WARNED_BEFORE, times.received)
            self._move_promise(order, until.replace(second=0), at=warned, why=self._late % 3)

    def _tag(self, order: RepairOrder) -> None:
        """One of 99 hooks; those of cars that have left are free again."""
        self._tags = self._tags % 99 + 1
        order.key_tag = f"{self._tags:02d}"

    def _move_promise(
        self, order: RepairOrder, until: datetime, *, at: datetime, why: int = PART_LATE
    ) -> None:
        """A later promise with its reason, once it is known that the first one fails."""
        change = PromiseChange(order_id=order.id, old_promise=order.promised_at, new_promise=until)
        change.reason = self.lists.facts["promise_reasons"][why]
        change.at = at
        change.staff_id, order.promised_at = order.advisor_id, until
        self.session.add(change)

    def _tell_moves(self, order: RepairOrder, times: Times, *, now: datetime) -> None:
        """The moves that led to the order's stage, each when it was due, none after now."""
        stages = self._stages(order)
        old: Stage | None = None
        for left, (stage, share) in zip(range(len(stages), 0, -1), stages, strict=True):
            at = self._moved_at(order, times, stage=stage, share=share)
            if order.stage is not Stage.DELIVERED:
                at = min(at, now - left * MINUTE)
            if old is not None:  # a car that came a moment ago is not moved before it came
                at = max(at, order.stage_since + MINUTE)
            move = StageChange(order_id=order.id, old_stage=old, new_stage=stage, at=at)
            move.staff_id = _mover(self.lists, order, stage)
            move.reason = _reason(self.lists, old, stage)
            self.session.add(move)
            order.stage_since, old = at, stage

    def _stages(self, order: RepairOrder) -> list[tuple[Stage, float]]:
        """The stages up to that of the order, with the share of its stay at which each begins."""
        stages: list[tuple[Stage, float]] = [(Stage.WAITING, 0.0)]
        if order.stage in PATH:
            reached = PATH.index(order.stage) + 1
            stages = list(zip(PATH[:reached], SHARES[:reached], strict=True))
        else:
            stages.append((order.stage, 0.2))
        self._made += 1
        if order.stage is Stage.DELIVERED and self._made % FAILS == 0:
            stages[3:3] = AGAIN
        if not order.wash or self._made % UNWASHED == 0:
            stages = [one for one in stages if one[0] is not Stage.WASH]
        return stages

    def _moved_at(
        self, order: RepairOrder, times: Times, *, stage: Stage, share: float
    ) -> datetime:
        after = (times.leaves - times.received) * share
        if stage is Stage.IN_WORK and order.stage is Stage.DELIVERED:
            after = max(after, AGREED)
        return in_hours(times.received + after)

    def _bill(self, order: RepairOrder, made: Lines, *, owner: Owner, times: Times) -> None:
        at = times.leaves - timedelta(minutes=9)
        bill = Settlement(order_id=order.id)
        bill.labour, bill.material, bill.other = made.fees, made.goods, made.fares
        before = made.fees + made.goods
        bill.discount = Decimal(0)
        is_cut = self.random.random() < DISCOUNT and payer_of(order) is not PayerKind.INTERNAL
        if is_cut and before > 200:
            bill.discount = (before * Decimal("0.05")).quantize(Decimal(1)) + Decimal("0.00")
            bill.discount_reason = self.random.choice(self.lists.facts["discounts"])
        bill.total = before + bill.other - bill.discount
        bill.settled_at, bill.settled_by = at, order.advisor_id
        bill.payer, bill.due_on = payer_of(order), local_day(at)
        if bill.payer is PayerKind.CUSTOMER:
            bill.payer_id = order.payer_id or order.customer_id
        if owner.person.kind is PersonKind.COMPANY:
            owner.person.credit_limit, owner.person.credit_days = CREDIT, CREDIT_DAYS
            bill.due_on += timedelta(days=CREDIT_DAYS)
        self._bills.append(bill)
        if bill.total and bill.payer is not PayerKind.INTERNAL:
            self._pay(order, owner, bill.total, at=times.leaves - timedelta(minutes=5))
        self._hand_over(order, times.leaves)

    def _pay(self, order: RepairOrder, owner: Owner, amount: Decimal, *, at: datetime) -> None:
        method = self.random.choices(list(METHODS), list(METHODS.values()))[0]
        if payer_of(order) is PayerKind.WARRANTY:
            method = PaymentMethod.TRANSFER
        elif owner.person.kind is PersonKind.COMPANY:
            method = PaymentMethod.ON_ACCOUNT
        payment = Payment(order_id=order.id, method=method, amount=amount, at=at)
        payment.payer = payer_of(order)
        payment.taken_by = self.lists.staff[Role.CASHIER][0].id
        self._payments.append(payment)

    def _hand_over(self, order: RepairOrder, leaves: datetime) -> None:
        random, facts = self.random, self.lists.facts
        order.delivered_at, order.delivered_by = leaves, order.advisor_id
        order.old_parts = random.choice(OLD_PARTS)
        order.collected_by = order.bringer_name or facts["in_person"]
        order.odometer_out = (order.odometer_in or 0) + random.randint(0, 6)
        order.next_service_km = -(-order.odometer_out // 1000) * 1000 + 5000
        order.next_service_on = local_day(leaves) + timedelta(days=182)
        order.explained = random.choice(facts["explained"])
        if self._made % UNEXPLAINED == 0:
            order.explained = order.next_service_km = order.next_service_on = None


def _reason(lists: PracticeLists, old: Stage | None, stage: Stage) -> str | None:
    if stage is Stage.WAITING_PARTS:
        return str(lists.facts["waiting_reasons"])
    if old is Stage.QUALITY_CHECK and stage is Stage.IN_WORK:
        return str(lists.facts["quality"]["fault"])
    return None


def _mover(lists: PracticeLists, order: RepairOrder, stage: Stage) -> int:
    by_desk = stage in (Stage.WAITING, Stage.DELIVERED, Stage.WAITING_APPROVAL)
    return order.advisor_id if by_desk else lists.staff[Role.CONTROLLER][0].id


def _number(
    session: Session, numbers: Numbering, bills: list[Settlement], *, payments: list[Payment]
) -> None:
    for bill in sorted(bills, key=lambda one: one.settled_at):
        bill.number = numbers.next("J", bill.settled_at)
    for payment in sorted(payments, key=lambda one: one.at):
        payment.number = numbers.next("R", payment.at)
    session.add_all([*bills, *payments])
    session.flush()
