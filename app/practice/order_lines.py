"""Makes the lines of an invented order, and what the customer answered."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy.orm import Session

from app.practice.jobs import UsualJob, suits
from app.practice.lists import PracticeLists, labour_values, part_values
from db.money_words import PayerKind
from db.tables.service import Approval, Concern, LabourLine, PartLine, RepairOrder
from db.vocabulary import ApprovalMedium, Energy, LineState, ServiceType, Stage

MEDIA = (ApprovalMedium.IN_PERSON, ApprovalMedium.PAPER, ApprovalMedium.PHONE)
CALLED = (ApprovalMedium.PHONE, ApprovalMedium.WECHAT)
ADDITIONAL, DECLINED = 0.14, 0.18
"""How many orders get more work, and how many customers do not want some of the advice."""
FINISHED = frozenset({Stage.QUALITY_CHECK, Stage.WASH, Stage.READY, Stage.DELIVERED})
NOTHING = Decimal(0)
WARRANTY = ServiceType.WARRANTY
Line = LabourLine | PartLine


@dataclass(slots=True)
class Lines:
    """The lines of an order by kind, in their order."""

    labour: list[LabourLine] = field(default_factory=list)
    parts: list[PartLine] = field(default_factory=list)

    def number(self) -> None:
        """Gives each line its place."""
        for position, job_line in enumerate(self.labour, 1):
            job_line.position = position
        for position, part_line in enumerate(self.parts, 1):
            part_line.position = position

    @property
    def fees(self) -> Decimal:
        """What the agreed jobs cost."""
        return sum((line.fee for line in self.labour if _counts(line)), NOTHING)

    @property
    def goods(self) -> Decimal:
        """What the agreed parts cost."""
        return sum((line.amount for line in self.parts if _counts(line)), NOTHING)


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
    _answer(session, _concern(order, job), made)
    _approve(
        session,
        order,
        [*made.labour, *made.parts],
        medium=random.choice(MEDIA),
        given_by=said,
        minutes=8,
    )
    if waits or random.random() < ADDITIONAL:
        used = {line.code for line in made.labour}
        extras = [one for one in lists.facts["extras"] if suits(one, energy)]
        extra = random.choice([one for one in extras if one["labour"] not in used])
        more = _add(made, lists, order, codes=[extra["labour"]], parts=[[extra["part"], "1"]])
        for line in more:
            line.additional = True
        if not waits:
            later = random.randint(35, 60)
            _approve(
                session, order, more, medium=random.choice(CALLED), given_by=said, minutes=later
            )
    if job.service_type is ServiceType.MAINTENANCE and random.random() < DECLINED:
        _advise(random, lists, order=order, made=made)
    made.number()
    session.add_all([*made.labour, *made.parts])
    return made


def _answer(session: Session, concern: Concern, made: Lines) -> None:
    """Saves what the customer said, with the jobs that answer it."""
    session.add(concern)
    session.flush()
    for job_line in made.labour:
        job_line.concern_id = concern.id


def _concern(order: RepairOrder, job: UsualJob) -> Concern:
    concern = Concern(order_id=order.id, position=1, words=job.words)
    told = job.facts.get("found")
    if told and order.stage not in (Stage.WAITING, Stage.WAITING_APPROVAL):
        concern.finding, concern.cause = told[0], told[1]
        concern.correction = told[2] if order.stage in FINISHED else None
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
    return [*labour, *goods]


def _advise(random: Random, lists: PracticeLists, *, order: RepairOrder, made: Lines) -> None:
    advice = random.choice(lists.facts["advice"])
    line = LabourLine(order_id=order.id, **labour_values(lists.labour[advice["labour"]]))
    line.state, line.declined_reason = LineState.DECLINED, advice["reason"]
    made.labour.append(line)


def _approve(
    session: Session,
    order: RepairOrder,
    agreed: list[Line],
    *,
    medium: ApprovalMedium,
    given_by: str,
    minutes: int,
) -> None:
    at: datetime = order.received_at + timedelta(minutes=minutes)
    given = Approval(order_id=order.id, medium=medium, given_by=given_by, at=at)
    sums = (line.fee if isinstance(line, LabourLine) else line.amount for line in agreed)
    given.total, given.staff_id = sum(sums, NOTHING), order.advisor_id
    session.add(given)
    session.flush()
    for line in agreed:
        line.state, line.approval_id = LineState.APPROVED, given.id
        line.agreed_amount = line.fee if isinstance(line, LabourLine) else line.amount


def payer_of(order: RepairOrder) -> PayerKind:
    """The manufacturer pays what the warranty covers."""
    return PayerKind.WARRANTY if order.service_type is WARRANTY else PayerKind.CUSTOMER


def _counts(line: Line) -> bool:
    return line.state is LineState.APPROVED
