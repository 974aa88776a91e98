"""Use cases of the inspection of a car for sale (PDI, E3)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.admin import archive
from app.admin.archive import ToKeep
from app.errors import Refused
from app.permissions import Actor, allow
from app.stock import operations, rules
from app.stock.values import GivenPdiSheet, PdiEntry
from app.text import N_, language
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.stock import PdiCheck
from db.vocabulary import PaperKind, Role

NO_POINT = N_("Which inspection was it?")


@allow(Role.CONSULTANT, Role.TECHNICIAN, Role.CONTROLLER)
def note_pdi(session: Session, car_id: int, entry: PdiEntry, *, by: Actor, at: datetime) -> int:
    """Notes who inspected a car and what was found; returns the id of the note."""
    car = operations.standing_car(session, car_id)
    if car.arrived_on is None:
        message = N_("This car has not arrived. Note the arrival first.")
        raise Refused("pdi.not_here", message, field="point")
    if entry.point is None:
        raise Refused("pdi.no_point", NO_POINT, field="point")
    inspector = session.get(Staff, entry.checked_by) if entry.checked_by is not None else None
    if inspector is None:
        raise Refused("pdi.nobody", N_("Who inspected the car?"), field="checked_by")
    rules.check_pdi(entry.passed, entry.findings)
    row = PdiCheck(stock_car_id=car_id, point=entry.point, checked_at=at, passed=entry.passed)
    row.checked_by, row.odometer = inspector.id, entry.odometer
    row.findings = (entry.findings or "").strip() or None
    session.add(row)
    session.flush()
    return row.id


@allow(Role.CONSULTANT, Role.TECHNICIAN, Role.CONTROLLER)
def take_back_pdi(session: Session, pdi_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `note_pdi`; Refused once the car has left."""
    row = session.get_one(PdiCheck, pdi_id)
    operations.standing_car(session, row.stock_car_id)
    session.delete(row)


@allow(Role.CONSULTANT, Role.TECHNICIAN, Role.CONTROLLER)
def keep_sheet(session: Session, given: GivenPdiSheet, *, by: Actor, at: datetime) -> int:
    """Stores a sheet as it went to who inspects and signs; returns the number of the copy."""
    kind, about = PaperKind.PDI_SHEET, (Noun.STOCK_CAR, given.stock_car_id)
    kept = ToKeep(kind, *about, given.number, language(), None, given.pdf)
    return archive.keep(session, kept, by=by, at=at, by_number=True)
