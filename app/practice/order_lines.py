"""Makes the lines of an invented order, and what the customer answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import local_day
from app.orders.money_rules import PAYERS
from app.practice.jobs import UsualJob, suits
from app.practice.lists import PracticeLists, cents, labour_values, part_values
from db.money_words import PayerKind
from db.tables.service import Approval, Concern, LabourLine, OtherLine, PartLine, RepairOrder
from db.vocabulary import ApprovalMedium, Energy, LineState, PartKind, ServiceType, Stage

MEDIA = (ApprovalMedium.IN_PERSON, ApprovalMedium.PAPER, ApprovalMedium.PHONE)
CALLED = (ApprovalMedium.PHONE, ApprovalMedium.WECHAT)
ADDITIONAL, DECLINED = 0.14, 0.18
"""How many orders get more work, and how many customers do not want some of the advice."""
FINISHED = frozenset({Stage.QUALITY_CHECK, Stage.WASH, Stage.READY, Stage.DELIVERED})
NOTHING = Decimal(0)
WARRANTY = ServiceType.WARRANTY
Line = LabourLine | PartLine
CHEAPER = Decimal("0.6")
"""What an equivalent part costs of the genuine one."""
ANSWERS = (LineState.DEFERRED, LineState.DECLINED, LineState.NOT_SHOWN)
REMINDED = 28
"""Days until a customer is asked again about work that was put off."""


@dataclass(slots=True)
class Lines:
    """The lines of an order by kind, in their order."""

    labour: list[LabourLine] = field(default_factory=list)
    parts: list[PartLine] = field(default_factory=list)
    others: list[OtherLine] = field(default_factory=list)
    under: list[tuple[PartLine, LabourLine]] = field(default_factory=list)
    """Parts with the job that they stand under."""

    def number(self) -> None:
        """Gives each line its place."""
        for position, job_line in enumerate(self.labour, 1):
            job_line.position = position
        for position, part_line in enumerate(self.parts, 1):
            part_line.position = position
        for position, other_line in enumerate(self.others, 1):
            other_line.position = position

    @property
    def fees(self) -> Decimal:
        """What the agreed jobs cost."""
        return sum((line.fee for line in self.labour if _counts(line)), NOTHING)

    @property
    def goods(self) -> Decimal:
        """What the agreed parts cost."""
        return sum((line.amount for line in self.parts if _counts(line)), NOTHING)

    @property
    def fares(self) -> Decimal:
        """What the rest costs: towing, a call-out, the fee of a public inspection."""
        return sum((line.amount for line in self.others if _counts(line)), NOTHING)


def lines(
    session: Session,
    random: Random,
    lists: PracticeLists,
    *,
    order: RepairOrder,
    job: UsualJob,
    energy: Energy | None,
) -> Lines:
    """The concern, the lines of the job, more work and advice, with the answers."""
    made, waits = Lines(), order.stage is Stage.WAITING_APPROVAL
    said = lists.facts["in_person"]
    _add(made, lists, order, codes=job.facts["labour"], parts=job.facts["parts"])
    _add_other(made, lists, order)
    concern = _concern(session, order, job=job)
    _approve(
        session,
        order,
        [*made.labour, *made.parts, *made.others],
        medium=random.choice(MEDIA),
        given_by=said,
        at=order.received_at + timedelta(minutes=8),
    )
    for job_line in made.labour:
        job_line.concern_id = concern.id
    if waits or random.random() < ADDITIONAL:
        extra = _extra(random, lists, made, energy=energy)
        more = _add(made, lists, order, codes=[extra["labour"]], parts=[[extra["part"], "1"]])
        for line in more:
            line.additional = True
        if waits:
            _offer_instead(session, made, lists, order=order)
        else:
            later = order.received_at + timedelta(minutes=random.randint(35, 60))
            medium = random.choice(CALLED)
            _approve(session, order, more, medium=medium, given_by=said, at=later)
    if job.service_type is ServiceType.MAINTENANCE and random.random() < DECLINED:
        _advise(random, lists, order=order, made=made)
    _save(session, made)
    return made


def _extra(
    random: Random, lists: PracticeLists, made: Lines, *, energy: Energy | None
) -> dict[str, Any]:
    """More work that suits the car and is not on the order yet."""
    used = {line.code for line in made.labour}
    extras = [one for one in lists.facts["extras"] if suits(one, energy)]
    chosen: dict[str, Any] = random.choice([one for one in extras if one["labour"] not in used])
    return chosen


def _save(session: Session, made: Lines) -> None:
    """Each line in its place, the jobs first: their parts name them."""
    made.number()
    session.add_all(made.labour)
    for part, over in made.under:
        part.job_id = over.id
    session.add_all([*made.parts, *made.others])


def _add_other(made: Lines, lists: PracticeLists, order: RepairOrder) -> None:
    """What some orders cost beside work and parts; by the number of the order, not by chance."""
    facts = lists.facts["other_lines"].get(order.service_type)
    codes = {line.code for line in made.labour}
    if facts and facts["job"] in codes and int(order.number[-3:]) % facts["every"] == 0:
        line = OtherLine(order_id=order.id, name=facts["name"], amount=Decimal(facts["amount"]))
        line.payer = payer_of(order)
        made.others.append(line)


def _concern(session: Session, order: RepairOrder, *, job: UsualJob) -> Concern:
    concern = Concern(order_id=order.id, position=1, words=job.words)
    told = job.facts.get("found")
    if told and order.stage not in (Stage.WAITING, Stage.WAITING_APPROVAL):
        concern.finding, concern.cause = told[0], told[1]
        concern.correction = told[2] if order.stage in FINISHED else None
    session.add(concern)
    return concern


def _add(
    made: Lines,
    lists: PracticeLists,
    order: RepairOrder,
    *,
    codes: list[str],
    parts: list[list[str]],
) -> list[Line]:
    worker = order.technician_id
    done = order.stage in FINISHED
    labour = [
        LabourLine(order_id=order.id, technician_id=worker, **labour_values(lists.labour[code]))
        for code in codes
    ]
    for line in labour:
        line.payer = payer_of(order)
        line.finished_at = order.stage_since if done else None
    waits = order.stage is Stage.WAITING_PARTS
    goods = [
        PartLine(order_id=order.id, arrived=not waits, **part_values(lists.parts[key], Decimal(n)))
        for key, n in parts
    ]
    for part_line in goods:
        part_line.payer = payer_of(order)
    made.labour += labour
    made.parts += goods
    made.under += [(part, labour[0]) for part in goods if labour]
    return [*labour, *goods]


def _offer_instead(
    session: Session, made: Lines, lists: PracticeLists, *, order: RepairOrder
) -> None:
    """The same job with a cheaper part, beside the one that waits for an answer."""
    first, part = made.labour[-1], made.parts[-1]
    made.number()
    session.add(first)
    values = labour_values(lists.labour[first.code or ""])
    values["name"] += lists.facts["alternative"]
    job = LabourLine(order_id=order.id, alternative_id=first.id, additional=True, **values)
    cheaper = part_values(lists.parts[part.number or ""], part.quantity)
    cheaper["kind"], cheaper["brand"] = PartKind.ORIGINAL, None
    cheaper |= {"number": None, "part_id": None, "price": cents(part.price * CHEAPER)}
    cheaper["amount"] = cents(part.quantity * cheaper["price"])
    goods = PartLine(order_id=order.id, additional=True, arrived=part.arrived, **cheaper)
    job.state = goods.state = LineState.ALTERNATIVE
    made.labour.append(job)
    made.parts.append(goods)
    made.under.append((goods, job))


def _advise(random: Random, lists: PracticeLists, *, order: RepairOrder, made: Lines) -> None:
    advice = random.choice(lists.facts["advice"])
    state = ANSWERS[order.id % len(ANSWERS)]
    made.labour.append(advised(lists, order, advice=advice, state=state))


def advised(
    lists: PracticeLists, order: RepairOrder, *, advice: dict[str, Any], state: LineState
) -> LabourLine:
    """Work that was advised and is not done: declined, put off or not shown."""
    line = LabourLine(order_id=order.id, **labour_values(lists.labour[advice["labour"]]))
    line.state = state
    if state is not LineState.NOT_SHOWN:
        line.declined_reason = advice["reason"]
    if state is LineState.DEFERRED:
        line.remind_on = local_day(order.received_at) + timedelta(days=REMINDED)
    return line


def _approve(
    session: Session,
    order: RepairOrder,
    agreed: Sequence[Line | OtherLine],
    *,
    medium: ApprovalMedium,
    given_by: str,
    at: datetime,
) -> None:
    given = Approval(order_id=order.id, medium=medium, given_by=given_by, at=at)
    sums = (line.fee if isinstance(line, LabourLine) else line.amount for line in agreed)
    given.total, given.staff_id = sum(sums, NOTHING), order.advisor_id
    session.add(given)
    for line in agreed:
        line.state, line.approval_id = LineState.APPROVED, given.id
        line.agreed_amount = line.fee if isinstance(line, LabourLine) else line.amount


def answer_before(session: Session, order: RepairOrder, now: datetime) -> None:
    """No answer is given after now: that of a car that has just come was given at once."""
    session.flush()
    late = select(Approval).where(Approval.order_id == order.id, Approval.at > now)
    for given in session.scalars(late):
        given.at = now


def payer_of(order: RepairOrder) -> PayerKind:
    """The manufacturer pays what the warranty covers, the store what it does again."""
    return PAYERS.get(order.service_type, PayerKind.CUSTOMER)


def _counts(line: Line | OtherLine) -> bool:
    return line.state is LineState.APPROVED
