"""Looks at pasted lines of VINs before they are saved."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.stock import bulk_rules
from app.stock.bulk_rules import JudgedLine, KnownCars, PastedLine
from app.stock.values import BulkEntry
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle


def judged(session: Session, entry: BulkEntry) -> list[JudgedLine]:
    """Every pasted line with what becomes of it."""
    lines = bulk_rules.read_lines(entry.lines or "")
    return bulk_rules.judge(lines, _known(session, lines), trim_id=entry.trim_id)


def _known(session: Session, lines: list[PastedLine]) -> KnownCars:
    numbered = select(Vehicle.vin, StockCar.number)
    standing = numbered.join(StockCar, StockCar.vehicle_id == Vehicle.id)
    of_lines = standing.where(
        StockCar.left_on.is_(None), Vehicle.vin.in_([line.vin for line in lines])
    )
    versions = select(Trim.id, (CarModel.name + " " + Trim.name).label("name"))
    in_use = versions.join(CarModel, CarModel.id == Trim.model_id).where(Trim.active)
    found = {row.vin: row.number for row in session.execute(of_lines)}
    return KnownCars(found, [(row.id, row.name) for row in session.execute(in_use)])
