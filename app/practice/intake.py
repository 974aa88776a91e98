"""Makes filled inspections, damage marks and painted photos for the cars of the last days.

Every order has its own source of chance, so that nothing else in the invented store moves.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.practice.painted_photos import DARK, PAINTS, filled, painted, scuffed_rim
from app.service.inspection_rules import Limits, light_of
from db.inspection_words import ItemKind, Light
from db.tables.inspections import (
    Inspection,
    InspectionFinding,
    InspectionItem,
    InspectionTemplate,
    Photo,
)
from db.tables.service import RepairOrder
from db.vocabulary import ServiceType, Stage

LAST = timedelta(days=2)
"""How far back every maintenance is inspected and cars have photos."""
INSPECTED = 0.36
"""How many maintenances before that were inspected; more would only make the store large."""
MAINTAINED = (ServiceType.FIRST_MAINTENANCE, ServiceType.MAINTENANCE)
RIM = "scratch@355,554"
MARKS = ("", "", "", "scratch@455,102", RIM, "paint@110,345")
"""Where each damage of the list is on the car: a rear door, a rim, the bumper."""
COPIED = (
    *("position", "group_name", "name", "kind", "unit", "green_limit", "red_limit"),
    *("required", "labour_item_id"),
)


def note_intake(
    session: Session, order: RepairOrder, damages: Sequence[str | None], *, now: datetime
) -> None:
    """Damage, photos and for maintenance an inspection, where the car came lately."""
    random = Random(order.number)
    if order.received_at < now - LAST:
        if order.service_type in MAINTAINED and random.random() < INSPECTED:
            _inspect(session, order, random, now=now)
        return
    if order.damage:
        order.damage_marks = f"sedan {MARKS[damages.index(order.damage)]}"
    _photograph(session, order, random)
    if order.service_type is ServiceType.MAINTENANCE and order.technician_id:
        _inspect(session, order, random, now=now)


def _photograph(session: Session, order: RepairOrder, random: Random) -> None:
    """The damage where there is one, and the odometer."""
    paint, mark = random.choice(PAINTS), (order.damage_marks or "").removeprefix("sedan ")
    shown: list[tuple[bytes, str | None]] = []
    if mark:
        shown.append((scuffed_rim() if mark == RIM else painted(paint, ""), mark))
    shown.append((painted(DARK, f"{order.odometer_in or 0} km"), None))
    for minute, (picture, shows) in enumerate(shown, 2):
        taken = order.received_at + timedelta(minutes=minute)
        row = Photo(order_id=order.id, mark=shows)
        session.add(filled(row, picture, taken=taken, by=order.advisor_id))


def _inspect(session: Session, order: RepairOrder, random: Random, *, now: datetime) -> None:
    """The first template of the store, filled in as a car of this age looks."""
    template, items = _first_template(session)
    begun = order.received_at + timedelta(minutes=20)
    made = Inspection(order_id=order.id, template_id=template.id, name=template.name)
    made.begun_at = made.held_since = begun
    made.holder_id, ended = order.technician_id, begun + timedelta(minutes=18)
    is_done = ended <= now and order.stage is not Stage.IN_WORK
    made.finished_at = ended if is_done else None
    session.add(made)
    for item in items:
        copied = {name: getattr(item, name) for name in COPIED}
        finding = InspectionFinding(inspection_id=made.id, order_id=order.id, **copied)
        if is_done or random.random() < 0.6:
            _fill(finding, random)
        session.add(finding)


def _first_template(session: Session) -> tuple[InspectionTemplate, list[InspectionItem]]:
    """The first template with its items, read once for all cars of this store."""
    if "inspected" not in session.info:
        first = select(InspectionTemplate).order_by(InspectionTemplate.position).limit(1)
        template = session.scalars(first).one()
        items = select(InspectionItem).where(InspectionItem.template_id == template.id)
        found = list(session.scalars(items.order_by(InspectionItem.position)))
        session.info["inspected"] = template, found
    kept: tuple[InspectionTemplate, list[InspectionItem]] = session.info["inspected"]
    return kept


def _fill(finding: InspectionFinding, random: Random) -> None:
    """Mostly green; a figure lies between a little under red and well above green."""
    limits = Limits(finding.green_limit, finding.red_limit)
    if finding.kind is ItemKind.FIGURE and limits.green is not None and limits.red is not None:
        worst, span = limits.red, limits.green - limits.red
        place = Decimal(str(round(random.uniform(-0.2, 2.4), 2)))
        finding.figure = max(Decimal(0), worst + span * place).quantize(Decimal("0.1"))
        finding.light = light_of(finding.figure, limits)
    elif finding.kind is ItemKind.LIGHT:
        lit = random.choices(list(Light), weights=(86, 11, 3))[0]
        finding.light = lit
