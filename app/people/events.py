"""What happened with a customer beside visits, drives and orders, and the record behind a line of
the timeline.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from app.text import N_
from db.tables.admin import Level, Staff
from db.tables.people import Consent, Merge, Person
from db.tables.prospects import FollowUp, LevelChange, Prospect
from db.tables.service import Payment, RepairOrder, Settlement
from db.tables.vehicles import CarModel, VehicleRelation
from db.vocabulary import PaymentMethod, Relation, Stage

HERE = ("follow_up", "prospect", "consent", "merge")
"""Records that have no desk of their own: they are read beside the customer's file."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, newest first.

    `noun` and `record_id` say which record opens; `kind` how it reads.
    """

    at: datetime
    kind: str
    noun: str
    record_id: int
    title: str
    state: object = None
    note: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A record that is read beside the file of `person_id`.

    Facts as (source text, value), and what was written down.
    """

    noun: str
    id: int
    person_id: int
    title: str
    at: datetime
    facts: tuple[tuple[str, object], ...]
    text: str = ""


def further(session: Session, person_id: int) -> Iterator[Event]:
    """Files that became one, and what was repaired on the customer's cars while somebody else owned
    them.
    """
    merges = (
        select(Merge, Person.name)
        .join(Person, Person.id == Merge.gone_id)
        .where(Merge.stayed_id == person_id)
    )
    for merge, name in session.execute(merges):
        yield Event(merge.at, "merge", "merge", merge.id, name)
        if merge.undone_at is not None:
            yield Event(merge.undone_at, "unmerge", "merge", merge.id, name)
    for row in session.execute(_inherited(person_id)):
        yield Event(
            row.received_at,
            "inherited",
            "repair_order",
            row.id,
            row.number,
            row.stage,
            row.model_name or "",
        )


def document(session: Session, noun: str, record_id: int) -> Document | None:
    """One of the records that have no desk; None where it is gone."""
    return {"follow_up": _follow_up, "prospect": _prospect, "consent": _consent, "merge": _merge}[
        noun
    ](session, record_id)


def unpaid(session: Session, orders: ColumnElement[bool]) -> Decimal:
    """What the bills of cars that have left still want; on account is a promise, no payment."""
    left = select(RepairOrder.id).where(orders, RepairOrder.stage == Stage.DELIVERED)
    billed = select(func.sum(Settlement.total)).where(
        Settlement.order_id.in_(left), Settlement.reversed_at.is_(None)
    )
    with_bill = select(Settlement.order_id).where(
        Settlement.order_id.in_(left), Settlement.reversed_at.is_(None)
    )
    paid = select(func.sum(Payment.amount)).where(
        Payment.order_id.in_(with_bill), Payment.method != PaymentMethod.ON_ACCOUNT
    )
    return max(
        (session.scalar(billed) or Decimal(0)) - (session.scalar(paid) or Decimal(0)), Decimal(0)
    )


def owes(person_id: int) -> ColumnElement[bool]:
    """Orders that this customer pays: as payer, or as customer where nobody else pays."""
    return (RepairOrder.payer_id == person_id) | (
        (RepairOrder.customer_id == person_id) & RepairOrder.payer_id.is_(None)
    )


def _inherited(person_id: int) -> Any:
    """The history stays with the car.

    A new owner reads what was done to it, and not to whom it belonged.
    """
    mine = select(VehicleRelation.vehicle_id, VehicleRelation.from_on).where(
        VehicleRelation.person_id == person_id, VehicleRelation.relation == Relation.OWNER
    )
    mine_now = mine.where(VehicleRelation.until_on.is_(None)).subquery()
    wanted = select(
        RepairOrder.id,
        RepairOrder.received_at,
        RepairOrder.number,
        RepairOrder.stage,
        RepairOrder.model_name,
    )
    wanted = wanted.join(mine_now, mine_now.c.vehicle_id == RepairOrder.vehicle_id)
    strange = func.coalesce(RepairOrder.customer_id, 0) != person_id
    unpaid_by_me = func.coalesce(RepairOrder.payer_id, 0) != person_id
    return wanted.where(strange, unpaid_by_me, RepairOrder.stage != Stage.CANCELLED)


def _follow_up(session: Session, record_id: int) -> Document | None:
    due, done = aliased(Staff), aliased(Staff)
    wanted = (
        select(FollowUp, due.name, done.name)
        .join(due, due.id == FollowUp.staff_id)
        .outerjoin(done, done.id == FollowUp.done_by)
    )
    found = session.execute(wanted.where(FollowUp.id == record_id)).first()
    if found is None:
        return None
    row, planned_for, made_by = found
    facts = (
        (N_("Way"), row.way),
        (N_("Result"), row.result),
        (N_("Made by"), made_by or planned_for),
        (N_("Was due"), row.due_at),
    )
    return Document(
        "follow_up",
        row.id,
        row.person_id,
        N_("Follow-up"),
        row.done_at or row.due_at,
        facts,
        row.content or "",
    )


def _prospect(session: Session, record_id: int) -> Document | None:
    wanted = select(Prospect, Staff.name, Level.code, CarModel.name).join(
        Staff, Staff.id == Prospect.owner_id
    )
    wanted = wanted.join(Level, Level.id == Prospect.level_id).outerjoin(
        CarModel, CarModel.id == Prospect.model_id
    )
    found = session.execute(wanted.where(Prospect.id == record_id)).first()
    if found is None:
        return None
    row, owner, level, model = found
    facts: list[tuple[str, object]] = [
        (N_("State"), row.state),
        (N_("Level"), level),
        (N_("Looked after by"), owner),
        (N_("Model"), model),
    ]
    facts += [(N_("Closed"), row.closed_at), (N_("Reason"), row.lost_reason)]
    grades = select(LevelChange, Level.code, Staff.name).join(
        Level, Level.id == LevelChange.new_level_id
    )
    grades = grades.join(Staff, Staff.id == LevelChange.staff_id).where(
        LevelChange.prospect_id == row.id
    )
    for change, code, by in session.execute(
        grades.order_by(LevelChange.at.desc(), LevelChange.id.desc())
    ):
        facts.append(
            (
                N_("Level set"),
                (change.at, " · ".join(part for part in (code, by, change.reason) if part)),
            )
        )
    return Document(
        "prospect", row.id, row.person_id, N_("Wish to buy"), row.opened_at, tuple(facts)
    )


def _consent(session: Session, record_id: int) -> Document | None:
    wanted = (
        select(Consent, Staff.name)
        .join(Staff, Staff.id == Consent.given_by)
        .where(Consent.id == record_id)
    )
    found = session.execute(wanted).first()
    if found is None:
        return None
    row, clerk = found
    facts = (
        (N_("Purpose"), row.purpose),
        (N_("How the customer agreed"), row.way),
        (N_("Edition of the privacy notice"), row.notice_edition),
    )
    more = ((N_("Taken by"), clerk), (N_("Withdrawn"), row.withdrawn_at))
    return Document(
        "consent", row.id, row.person_id, N_("Privacy consent"), row.given_at, (*facts, *more)
    )


def _merge(session: Session, record_id: int) -> Document | None:
    by, undone = aliased(Staff), aliased(Staff)
    wanted = select(Merge, Person.name, by.name, undone.name).join(
        Person, Person.id == Merge.gone_id
    )
    wanted = wanted.outerjoin(by, by.id == Merge.staff_id).outerjoin(
        undone, undone.id == Merge.undone_by
    )
    found = session.execute(wanted.where(Merge.id == record_id)).first()
    if found is None:
        return None
    row, name, made_by, undone_by = found
    facts = (
        (N_("The other file"), name),
        (N_("Made by"), made_by),
        (N_("Undone"), row.undone_at),
        (N_("Undone by"), undone_by),
    )
    return Document("merge", row.id, row.stayed_id, N_("Two files made one"), row.at, facts)
