"""Use cases of the forecasts: give what an outlet expects to sell in a month, take it back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import short_moment, show_month
from app.local_time import local_day
from app.permissions import Actor, allow
from app.stock import forecast_rules as rules
from app.stock import operations
from app.stock.outlet_values import OutletForecastEntry
from app.text import N_
from db.tables.admin import Staff
from db.tables.outlets import Outlet, OutletForecast
from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class ForecastBefore:
    """What stood in a month before `given_at`, by whom and when; for the undo."""

    outlet_id: int
    month: date
    given_at: datetime
    wish: rules.Wish
    by: int | None = None
    at: datetime | None = None


@allow(Role.MANAGER)
def save_forecast(
    session: Session, entry: OutletForecastEntry, *, by: Actor, at: datetime
) -> ForecastBefore:
    """Keeps the forecast of an outlet for a month as a whole; returns what stood before.

    Lines that are not told any more go. Refused where somebody gave another one since.
    """
    outlet = session.get_one(Outlet, entry.outlet_id)
    if not outlet.active:
        raise Refused("forecast.retired", N_("This outlet is not in use."), field=rules.FIELD)
    rules.check_month(entry.month, today=local_day(at))
    wish, rows = rules.read(entry.lines), _rows(session, outlet.id, entry.month)
    last = max((row.given_at for row in rows), default=None)
    if last != entry.seen_at:
        _refuse_meanwhile(session, rows, entry.month)
    before = _before(rows, outlet.id, entry.month, at=at)
    _write(session, rows, ForecastBefore(outlet.id, entry.month, at, wish, by.staff_id, at))
    return before


@allow(Role.MANAGER)
def take_back_forecast(
    session: Session, before: ForecastBefore, *, by: Actor, at: datetime
) -> None:
    """Undo of `save_forecast`: what stood before; Refused once somebody gave another one."""
    rows = _rows(session, before.outlet_id, before.month)
    if {row.given_at for row in rows} != {before.given_at}:
        raise Refused("outlet.changed", operations.CHANGED)
    _write(session, rows, before)


def _rows(session: Session, outlet_id: int, month: date) -> list[OutletForecast]:
    of_outlet = select(OutletForecast).where(OutletForecast.outlet_id == outlet_id)
    return list(session.scalars(of_outlet.where(OutletForecast.month == month)))


def _before(
    rows: list[OutletForecast], outlet_id: int, month: date, *, at: datetime
) -> ForecastBefore:
    wish = {(row.trim_id, row.colour): row.cars for row in rows}
    told = (rows[0].given_by, rows[0].given_at) if rows else (None, None)
    return ForecastBefore(outlet_id, month, at, wish, *told)


def _write(session: Session, rows: list[OutletForecast], wanted: ForecastBefore) -> None:
    """The rows become what is wanted, all typed by one person at one moment."""
    standing = {(row.trim_id, row.colour): row for row in rows}
    for kind in standing.keys() - wanted.wish.keys():
        session.delete(standing[kind])
    for (trim_id, colour), cars in wanted.wish.items():
        assert wanted.by is not None and wanted.at is not None
        row = standing.get((trim_id, colour)) or OutletForecast(
            outlet_id=wanted.outlet_id, month=wanted.month, trim_id=trim_id, colour=colour
        )
        row.cars, row.given_by, row.given_at = cars, wanted.by, wanted.at
        session.add(row)
    session.flush()


def _refuse_meanwhile(session: Session, rows: list[OutletForecast], month: date) -> None:
    told = {"month": show_month(month), "field": rules.FIELD}
    if not rows:
        message = N_("The forecast for {month} was taken back meanwhile. Close the form first.")
        raise Refused("forecast.meanwhile", message, **told)
    message = N_("{who} gave the forecast for {month} meanwhile, {when}. Close the form first.")
    who = session.get_one(Staff, rows[0].given_by).name
    raise Refused(
        "forecast.meanwhile", message, who=who, when=short_moment(rows[0].given_at), **told
    )
