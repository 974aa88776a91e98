"""Makes filled inspections, damage marks and painted photos for the cars of the last days.

Every order has its own source of chance, so that nothing else in the invented store moves.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.service.inspection_rules import Limits, light_of
from db.inspection_words import ItemKind, Light, PhotoDate
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
SIZE, SMALL = (640, 480), (240, 180)
COPIED = (
    *("position", "group_name", "name", "kind", "unit", "green_limit", "red_limit"),
    *("required", "labour_item_id"),
)
Colour = tuple[int, int, int]
PAINTS: tuple[Colour, ...] = ((214, 218, 222), (58, 92, 138), (150, 40, 40), (70, 74, 80))


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
    shown.append((painted((24, 28, 34), f"{order.odometer_in or 0} km"), None))
    for minute, (picture, shows) in enumerate(shown, 2):
        taken = order.received_at + timedelta(minutes=minute)
        photo = Photo(order_id=order.id, mark=shows, taken_at=taken, dated_by=PhotoDate.CAMERA)
        photo.added_at, photo.added_by = taken + timedelta(minutes=3), order.advisor_id
        photo.width, photo.height = SIZE
        photo.jpeg, photo.small = picture, reduced(picture)
        photo.sha256 = hashlib.sha256(picture).hexdigest()
        session.add(photo)


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


@cache
def painted(colour: Colour, words: str) -> bytes:
    """A painted door with a scratch, or a dark panel with words, as JPEG bytes."""
    image = Image.new("RGB", SIZE, colour)
    draw = ImageDraw.Draw(image)
    if words:
        draw.rounded_rectangle((120, 160, 520, 320), 24, fill=(12, 14, 18), outline=(90, 98, 110))
        draw.text((200, 215), words, fill=(235, 240, 245), font_size=48)
    else:
        draw.rounded_rectangle((40, 30, 600, 220), 40, fill=(190, 212, 228), outline=(40, 44, 50))
        draw.line((40, 240, 600, 240), fill=(40, 44, 50), width=4)
        draw.rounded_rectangle((430, 262, 540, 286), 12, fill=(30, 32, 36))
        for shift in range(3):
            points = [(180 + shift * 3, 330 + shift * 9), (300, 350 + shift * 9), (410, 338)]
            draw.line(points, fill=(245, 245, 245), width=3)
    return _jpeg(image)


@cache
def scuffed_rim() -> bytes:
    """A wheel with a bright scratch along the edge of its rim."""
    image = Image.new("RGB", SIZE, (150, 152, 156))
    draw = ImageDraw.Draw(image)
    for size, colour in ((225, (28, 28, 30)), (165, (188, 192, 198)), (40, (70, 74, 80))):
        draw.ellipse((320 - size, 240 - size, 320 + size, 240 + size), fill=colour)
    for angle in range(0, 360, 72):
        draw.pieslice((175, 95, 465, 385), angle, angle + 30, fill=(60, 62, 66))
    draw.arc((162, 82, 478, 398), 20, 70, fill=(250, 250, 250), width=7)
    return _jpeg(image)


@cache
def reduced(jpeg: bytes) -> bytes:
    """The small picture of a strip."""
    return _jpeg(Image.open(BytesIO(jpeg)).resize(SMALL))


def _jpeg(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "JPEG", quality=76)
    return target.getvalue()
