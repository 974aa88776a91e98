"""Begins, fills in, hands on and finishes the inspections of an order.

Whoever begins holds an inspection; others are refused until it is handed on.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import seeds
from app.errors import Refused
from app.orders import operations
from app.orders.rules import NOTHING, SettlementBlock, check_open, product
from app.permissions import Actor, allow
from app.service import inspection_rules as rules
from app.service.inspection_rules import Limits
from app.service.operations import new_line, unlocked
from app.service.settings import PriceSettings
from app.service.values import FindingJudgement, LineRef
from app.text import N_, language
from db.inspection_words import ItemKind, Light
from db.tables.admin import Staff
from db.tables.inspections import (
    Inspection,
    InspectionFinding,
    InspectionItem,
    InspectionTemplate,
)
from db.tables.parts import LabourItem
from db.tables.service import LabourLine
from db.vocabulary import Role

INSPECTORS = (Role.TECHNICIAN, Role.CONTROLLER, Role.ADVISOR, Role.RECEPTION)
LEADERS = (Role.CONTROLLER, Role.ADVISOR)
COPIED = (
    *("position", "group_name", "name", "kind", "unit", "green_limit", "red_limit"),
    *("required", "labour_item_id"),
)
"""What a finding takes over from its item, so that a later template changes no inspection."""


@allow(Role.MANAGER, Role.CONTROLLER)
def add_usual_inspections(session: Session, *, by: Actor, at: datetime) -> None:
    """Gives a store without templates those that a new store starts with."""
    if session.scalar(select(InspectionTemplate.id).limit(1)) is None:
        seeds.plant_inspections(session, language())


@allow(*INSPECTORS)
def begin_inspection(
    session: Session, order_id: int, template_id: int, *, by: Actor, at: datetime
) -> int:
    """Begins an inspection by a template; whoever begins holds it."""
    check_open(operations.find(session, order_id).stage)
    template = session.get(InspectionTemplate, template_id)
    items = _items(session, template_id)
    if template is None or not template.active or not items:
        message = N_("This template has no items. Add them in the settings.")
        raise Refused("inspection.template", message)
    made = Inspection(order_id=order_id, template_id=template_id, name=template.name, begun_at=at)
    made.holder_id, made.held_since = by.staff_id, at
    session.add(made)
    session.flush()
    for item in items:
        copied = {name: getattr(item, name) for name in COPIED}
        session.add(InspectionFinding(inspection_id=made.id, order_id=order_id, **copied))
    session.flush()
    return made.id


@allow(*INSPECTORS)
def judge(
    session: Session, finding_id: int, found: FindingJudgement, *, by: Actor, at: datetime
) -> None:
    """Notes what was found at one item; a figure with limits gives the light.

    No version is compared: only the holder writes.
    """
    finding = _finding(session, finding_id)
    _hold(session, finding.inspection_id, by=by, at=at)
    measured = rules.light_of(found.figure, Limits(finding.green_limit, finding.red_limit))
    finding.figure = found.figure if finding.kind is ItemKind.FIGURE else None
    finding.light = measured or found.light
    finding.words = (found.words or "").strip() or None


@allow(*INSPECTORS)
def all_green(session: Session, inspection_id: int, *, by: Actor, at: datetime) -> int:
    """Turns every light that nobody has set green, and returns how many.

    Figures stay empty: they have to be measured.
    """
    _hold(session, inspection_id, by=by, at=at)
    count = 0
    for finding in _findings(session, inspection_id):
        if finding.kind is ItemKind.LIGHT and finding.light is None:
            finding.light = Light.GREEN
            count += 1
    return count


@allow(*INSPECTORS)
def finish_inspection(session: Session, inspection_id: int, *, by: Actor, at: datetime) -> None:
    """Closes an inspection; Refused while a required item is empty."""
    inspection = _hold(session, inspection_id, by=by, at=at)
    rules.check_complete(_findings(session, inspection_id))
    inspection.finished_at = at


@allow(*INSPECTORS)
def reopen_inspection(session: Session, inspection_id: int, *, by: Actor, at: datetime) -> None:
    """Lets a finished inspection be corrected by its holder or a leader."""
    inspection = _inspection(session, inspection_id)
    check_open(operations.find(session, inspection.order_id).stage)
    if not by.may(*LEADERS):
        _check_holder(session, inspection, by=by)
    inspection.finished_at = None


@allow(*INSPECTORS)
def hand_on(
    session: Session, inspection_id: int, staff_id: int | None, *, by: Actor, at: datetime
) -> None:
    """Gives an inspection to a colleague, or free with None.

    Holders give away their own, controller and advisor any.
    """
    inspection = _inspection(session, inspection_id)
    if not by.may(*LEADERS):
        _check_holder(session, inspection, by=by)
    if staff_id is not None:
        colleague = session.get(Staff, staff_id)
        fits = colleague is not None and colleague.active and colleague.roles & {*INSPECTORS}
        if not fits:
            message = N_("Choose a colleague who inspects cars.")
            raise Refused("inspection.colleague", message)
    inspection.holder_id = staff_id
    inspection.held_since = at if staff_id is not None else None


@allow(*INSPECTORS)
def propose_job(session: Session, finding_id: int, *, by: Actor, at: datetime) -> LineRef:
    """Proposes the job of a red or amber item; the customer is asked as for any line."""
    finding = _finding(session, finding_id)
    unlocked(session, finding.order_id)
    if finding.light not in (Light.RED, Light.AMBER):
        message = N_("Only what was found amber or red proposes a job.")
        raise Refused("finding.green", message)
    if session.scalar(select(LabourLine.id).where(LabourLine.finding_id == finding_id).limit(1)):
        raise Refused("finding.proposed", N_("The job of this item stands on the order already."))
    values = {**_job(session, finding), "finding_id": finding_id}
    block = SettlementBlock.LABOUR
    row = new_line(session, finding.order_id, block=block, values=values)
    session.add(row)
    session.flush()
    return LineRef(SettlementBlock.LABOUR, row.id)


def _job(session: Session, finding: InspectionFinding) -> dict[str, object]:
    """The price-list job of an item, else a job of its name that is still to be priced."""
    item = session.get(LabourItem, finding.labour_item_id) if finding.labour_item_id else None
    rate = Decimal(settings.load(session).of(PriceSettings).labour_rate)
    if item is None:
        return {"name": finding.name, "hours": NOTHING, "rate": rate, "fee": NOTHING}
    told = {"labour_item_id": item.id, "code": item.code, "name": item.name, "trade": item.trade}
    price = {"hours": item.hours, "rate": item.rate, "fee": product(item.hours, item.rate)}
    return told | price


def _items(session: Session, template_id: int) -> Sequence[InspectionItem]:
    wanted = select(InspectionItem).where(InspectionItem.template_id == template_id)
    in_use = wanted.where(InspectionItem.active)
    return session.scalars(in_use.order_by(InspectionItem.position, InspectionItem.id)).all()


def _findings(session: Session, inspection_id: int) -> Sequence[InspectionFinding]:
    wanted = select(InspectionFinding).where(InspectionFinding.inspection_id == inspection_id)
    in_order = wanted.order_by(InspectionFinding.position, InspectionFinding.id)
    return session.scalars(in_order).all()


def _finding(session: Session, finding_id: int) -> InspectionFinding:
    row = session.get(InspectionFinding, finding_id)
    if row is None:
        raise Refused("finding.unknown", N_("This item does not exist any more."))
    return row


def _inspection(session: Session, inspection_id: int) -> Inspection:
    row = session.get(Inspection, inspection_id)
    if row is None:
        raise Refused("inspection.unknown", N_("This inspection does not exist any more."))
    return row


def _hold(session: Session, inspection_id: int, *, by: Actor, at: datetime) -> Inspection:
    """The inspection, open and held by this person: a free one is taken."""
    inspection = _inspection(session, inspection_id)
    if inspection.finished_at is not None:
        message = N_("This inspection is finished. Open it again to correct it.")
        raise Refused("inspection.finished", message)
    check_open(operations.find(session, inspection.order_id).stage)
    _check_holder(session, inspection, by=by)
    if inspection.holder_id is None:
        inspection.holder_id, inspection.held_since = by.staff_id, at
    return inspection


def _check_holder(session: Session, inspection: Inspection, *, by: Actor) -> None:
    holder = session.get(Staff, inspection.holder_id) if inspection.holder_id else None
    name, since = holder.name if holder else "", inspection.held_since
    rules.check_holder(inspection.holder_id, name, since=since, by=by.staff_id)
