"""Finds the one record whose number a scanner read: an order, showroom paper, car or part."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import joined, money
from app.identity import plate as plates
from app.identity import vin as vins
from app.identity.characters import half_width
from app.permissions import Actor
from app.typed_numbers import kinds
from db.nouns import Noun
from db.tables.parts import Part
from db.tables.service import RepairOrder
from db.tables.stock import StockCar
from db.tables.vehicles import Plate, Vehicle

LEAST = 5
"""Fewer characters than this are no number of a record."""


@dataclass(frozen=True, slots=True)
class ScannedRecord:
    """A record and how it is called; a part is told with price and stock.

    `opens` is what who sees its desk wants instead, as in `desk_spec.Hit`.
    """

    noun: Noun
    id: int
    title: str
    opens: tuple[Noun, int] | None = None


def scanned(session: Session, text: str, *, viewer: Actor | None = None) -> ScannedRecord | None:
    """The record that has exactly this number; None for a number that nobody knows.

    What only some may see is found for a `viewer` who may.
    """
    told = half_width(text).strip().upper()
    if len(told) < LEAST:
        return None
    if (found := _numbered(session, told, viewer)) is not None:
        return found
    for find in (_order, _car, _stock_car, _part):
        if (found := find(session, told)) is not None:
            return found
    return None


def _order(session: Session, number: str) -> ScannedRecord | None:
    wanted = select(RepairOrder.id, RepairOrder.plate).where(RepairOrder.number == number)
    found = session.execute(wanted).first()
    if found is None:
        return None
    title = joined(plates.shown(found.plate or ""), number)
    return ScannedRecord(Noun.REPAIR_ORDER, found.id, title)


def _numbered(session: Session, number: str, viewer: Actor | None) -> ScannedRecord | None:
    """A record by its number, also by that of a version, a contract or a change of it."""
    whole = number.rpartition("-")[0]
    for kind in kinds(session):
        if number.startswith(kind.letter) and (viewer is None or viewer.may(*kind.roles)):
            table = kind.number.class_
            wanted = select(table.id, kind.number.label("number"))
            found = session.execute(wanted.where(kind.number.in_((number, whole)))).first()
            if found is not None:
                return ScannedRecord(kind.noun, found.id, found.number)
    return None


def _stock_car(session: Session, number: str) -> ScannedRecord | None:
    found = session.scalar(select(StockCar.id).where(StockCar.number == number))
    return ScannedRecord(Noun.STOCK_CAR, found, number) if found is not None else None


def _car(session: Session, text: str) -> ScannedRecord | None:
    """A car by its VIN or the plate that it carries now."""
    by_vin = select(Vehicle.id).where(Vehicle.vin == vins.normalise(text))
    number = plates.normalise(text)
    by_plate = select(Plate.vehicle_id).where(Plate.number == number, Plate.until_on.is_(None))
    found = session.scalar(by_vin.limit(1)) or session.scalar(by_plate.limit(1))
    title = plates.shown(number) if plates.judge(number).is_fine else text
    if found is None:
        return None
    for_sale = select(StockCar.id).where(StockCar.vehicle_id == found, StockCar.left_on.is_(None))
    stock = session.scalar(for_sale)
    opens = (Noun.STOCK_CAR, stock) if stock is not None else None
    return ScannedRecord(Noun.VEHICLE, found, title, opens)


def _part(session: Session, number: str) -> ScannedRecord | None:
    found = session.scalar(select(Part).where(Part.number == number, Part.active))
    if found is None:
        return None
    stock = f"{found.stock.normalize():f} {found.unit}"
    return ScannedRecord(Noun.PART, found.id, joined(found.name, number, money(found.price), stock))
