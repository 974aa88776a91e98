"""Use case of a truckload: many pasted VINs become cars for sale at once (E8)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Refused
from app.permissions import Actor, allow
from app.stock import bulk_queries, bulk_rules, commands, operations
from app.stock.bulk_rules import JudgedLine
from app.stock.values import BulkEntry, BulkSaved, StockEntry
from app.text import N_
from db.vocabulary import Role


@allow(Role.MANAGER)
def save_cars(session: Session, entry: BulkEntry, *, by: Actor, at: datetime) -> BulkSaved:
    """Saves the good lines in one transaction; the others come back as they were pasted."""
    found = bulk_queries.judged(session, entry)
    if not found:
        raise Refused("bulk.nothing", N_("Paste one VIN a line."), field="lines")
    keeps = entry.keeps_doubtful
    saved = [one for one in found if bulk_rules.is_saved(one, keeps_doubtful=keeps)]
    if not saved:
        message = N_("No line can be saved yet. Correct them, or keep the doubtful ones.")
        raise Refused("bulk.none_good", message, field="lines")
    cars = tuple(operations.add_car(session, _entry(one, entry), by=by, at=at).id for one in saved)
    left = [one.line.text for one in found if one not in saved]
    return BulkSaved(cars, "\n".join(left))


@allow(Role.MANAGER)
def remove_cars(session: Session, cars: tuple[int, ...], *, by: Actor, at: datetime) -> None:
    """Undo of `save_cars`; Refused once something was done with one of them."""
    for car in cars:
        commands.remove_car(session, car, by=by, at=at)


def _entry(one: JudgedLine, entry: BulkEntry) -> StockEntry:
    line = one.line
    return StockEntry(
        vin=line.vin,
        trim_id=one.trim_id,
        colour=line.colour or entry.colour,
        engine_number=line.engine_number or None,
        key_number=line.key_number or None,
        place=entry.place,
        expected_on=entry.expected_on,
    )
