"""Reads the inspections of an order, with what the same car showed at earlier ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.orders.rules import NOTHING
from app.rows import columns_of, fetch
from app.service.inspection_rules import Limits, missing
from db.inspection_words import ItemKind, Light
from db.tables.admin import Staff
from db.tables.inspections import Inspection, InspectionFinding, InspectionTemplate, Photo
from db.tables.service import LabourLine, RepairOrder

MOST_EARLIER = 5
"""Readings of a trend."""


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """A figure of the same item at an earlier inspection of the car."""

    at: datetime
    figure: Decimal


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One item with its answer; `earlier` are its figures before, oldest first."""

    id: int
    inspection_id: int
    order_id: int
    group_name: str | None
    name: str
    kind: ItemKind
    unit: str | None
    green_limit: Decimal | None
    red_limit: Decimal | None
    required: bool
    light: Light | None
    figure: Decimal | None
    words: str | None
    version: int
    earlier: tuple[EarlierFigure, ...]
    job: str
    """Name of the line that was proposed for it; "" for none."""
    photos: int

    @property
    def limits(self) -> Limits:
        """Where green ends and red begins."""
        return Limits(self.green_limit, self.red_limit)


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection of an order."""

    id: int
    order_id: int
    template_id: int
    name: str
    begun_at: datetime
    holder_id: int | None
    holder: str
    held_since: datetime | None
    finished_at: datetime | None
    version: int
    findings: tuple[FindingRow, ...]

    def count(self, light: Light) -> int:
        """How many items show this light."""
        return sum(one.light is light for one in self.findings)

    @property
    def missing(self) -> list[str]:
        """Required items without an answer."""
        return missing(self.findings)


@dataclass(frozen=True, slots=True)
class Inspections:
    """The inspections of an order, and the templates that can be begun."""

    rows: tuple[InspectionRow, ...]
    templates: tuple[tuple[int, str], ...]


def inspections(session: Session, order_id: int) -> Inspections:
    """What was inspected on an order, in the order of beginning."""
    return Inspections(tuple(_inspections(session, order_id)), tuple(_templates(session)))


def _templates(session: Session) -> list[tuple[int, str]]:
    in_use = select(InspectionTemplate.id, InspectionTemplate.name)
    wanted = in_use.where(InspectionTemplate.active)
    found = session.execute(wanted.order_by(InspectionTemplate.position, InspectionTemplate.id))
    return [(key, name) for key, name in found]


def _inspections(session: Session, order_id: int) -> list[InspectionRow]:
    findings = _findings(session, order_id)
    wanted = select(*columns_of(InspectionRow, Inspection), Staff.name.label("holder"))
    of_order = wanted.outerjoin(Staff, Staff.id == Inspection.holder_id)
    in_order = of_order.where(Inspection.order_id == order_id).order_by(Inspection.id)
    return fetch(session, InspectionRow, in_order, findings=lambda row: findings[row.id])


def _findings(session: Session, order_id: int) -> Mapping[int, tuple[FindingRow, ...]]:
    """The items of all inspections of an order, by inspection."""
    photos, jobs = _photos(session, order_id), _jobs(session, order_id)
    wanted = select(*columns_of(FindingRow, InspectionFinding))
    of_order = wanted.where(InspectionFinding.order_id == order_id)
    in_order = of_order.order_by(InspectionFinding.position, InspectionFinding.id)
    earlier = _earlier(session, order_id)
    rows = fetch(
        session,
        FindingRow,
        in_order,
        earlier=lambda row: earlier.get(row.name, ()),
        job=lambda row: jobs.get(row.id, ""),
        photos=lambda row: photos.get(row.id, 0),
    )
    return _grouped(rows)


def _grouped(rows: Iterable[FindingRow]) -> Mapping[int, tuple[FindingRow, ...]]:
    found: dict[int, tuple[FindingRow, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.inspection_id] += (row,)
    return found


def _photos(session: Session, order_id: int) -> dict[int, int]:
    counted = select(Photo.finding_id, func.count()).where(Photo.order_id == order_id)
    found = session.execute(counted.where(Photo.finding_id.is_not(None)).group_by(Photo.finding_id))
    return {key: count for key, count in found if key is not None}


def _jobs(session: Session, order_id: int) -> dict[int, str]:
    wanted = select(LabourLine.finding_id, LabourLine.name).where(LabourLine.order_id == order_id)
    found = session.execute(wanted.where(LabourLine.finding_id.is_not(None)))
    return {key: name for key, name in found if key is not None}


def _earlier(session: Session, order_id: int) -> Mapping[str, Sequence[EarlierFigure]]:
    """The last figures of each item at earlier orders of the same car, oldest first."""
    car = select(RepairOrder.vehicle_id).where(RepairOrder.id == order_id).scalar_subquery()
    wanted = (
        select(InspectionFinding.name, Inspection.begun_at, InspectionFinding.figure)
        .join(Inspection, Inspection.id == InspectionFinding.inspection_id)
        .join(RepairOrder, RepairOrder.id == InspectionFinding.order_id)
        .where(RepairOrder.vehicle_id == car, RepairOrder.id < order_id)
        .where(InspectionFinding.figure.is_not(None))
    )
    found: dict[str, tuple[EarlierFigure, ...]] = defaultdict(tuple)
    for name, at, figure in session.execute(wanted.order_by(Inspection.id, InspectionFinding.id)):
        found[name] = (*found[name], EarlierFigure(at, figure or NOTHING))[-MOST_EARLIER:]
    return found
