"""Reads the facts of a day's register sheet in a few statements."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, not_, or_, select
from sqlalchemy.orm import Session

from app import audit, settings
from app.identity import phone as phones
from app.local_time import day_bounds, on_days
from app.reception import rules
from app.reception.facts import RegisterDay, VisitSheetRow, remark_fields
from app.reception.queries import described
from app.reception.rates import replaced
from app.reception.rules import Guest, SalesStep
from app.reception.settings import VisitSettings
from app.rows import columns_of, fetch
from db.tables.fleet import TestDrive
from db.tables.prospects import LevelChange, Prospect
from db.tables.reception import Visit, VisitStep
from db.tables.store_lists import Level, Purpose
from db.vocabulary import BookingState


def register_day(session: Session, day: date) -> RegisterDay:
    """The rows in order of arrival, and the tally of those that count.

    The second level is what the prospect was graded after the visit. Who left on a later day had
    not left on this one.
    """
    on_day, struck = on_days(Visit.arrived_at, day), _is_struck(day)
    counted = _select_guests().where(on_day, not_(struck))
    return RegisterDay(
        day,
        tuple(_rows(session, day, struck=struck)),
        rules.tally(fetch(session, Guest, counted)),
        settings.load(session).of(VisitSettings).contact_target,
        audit.history_mark(session),
    )


def _is_struck(day: date) -> ColumnElement[bool]:
    """True for rows that were struck out or that another row corrects."""
    return or_(Visit.cancelled_at.is_not(None), Visit.id.in_(replaced(*day_bounds(day))))


@cache
def _select_guests() -> Select[*tuple[Any, ...]]:
    return select(
        *columns_of(Guest, Visit),
        Purpose.is_sales.label("natural"),
        Visit.contact_kept.label("kept"),
        Visit.party_size.label("people"),
    ).join(Purpose, Purpose.id == Visit.purpose_id)


def _rows(session: Session, day: date, *, struck: ColumnElement[bool]) -> list[VisitSheetRow]:
    later, names, end = _regraded(session, day), remark_fields(), day_bounds(day)[1]
    return fetch(
        session,
        VisitSheetRow,
        _select_rows(day, struck=struck).where(on_days(Visit.arrived_at, day)),
        phone=lambda row: phones.shown(row._number) if row._number else "",
        left_at=lambda row: row._left_at if row._left_at and row._left_at < end else None,
        level_now=lambda row: later.get(row._person_id, row.level or ""),
        remarks=lambda row: tuple(
            (name, text) for name in names if (text := getattr(row, f"_{name}"))
        ),
    )


def _select_rows(day: date, *, struck: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return described(
        *(one for one in columns_of(VisitSheetRow, Visit) if one.key != "left_at"),
        Visit.left_at.label("_left_at"),
        Visit.person_id.label("_person_id"),
        or_(_was_ticked(), _has_driven(day)).label("test_drive"),
        struck.label("struck"),
        Visit.corrects.is_not(None).label("correction"),
        *(getattr(Visit, name).label(f"_{name}") for name in remark_fields()),
    )


def _was_ticked() -> ColumnElement[bool]:
    """True when the step was ticked on the visit."""
    ticked = select(VisitStep.id).where(
        VisitStep.visit_id == Visit.id, VisitStep.step == SalesStep.TEST_DRIVE.value
    )
    return ticked.exists()


def _has_driven(day: date) -> ColumnElement[bool]:
    """True when the visitor drove on that day."""
    drive = select(TestDrive.id).where(
        TestDrive.person_id == Visit.person_id,
        on_days(TestDrive.starts_at, day),
        TestDrive.state.in_((BookingState.OUT, BookingState.BACK)),
    )
    return drive.exists()


def _regraded(session: Session, day: date) -> dict[int, str]:
    """The newest level of the day by person, for visitors of that day."""
    came = select(Visit.person_id).where(on_days(Visit.arrived_at, day))
    grades: Any = (
        select(Prospect.person_id, Level.code)
        .join(LevelChange, LevelChange.prospect_id == Prospect.id)
        .join(Level, Level.id == LevelChange.new_level_id)
        .where(Prospect.person_id.in_(came), on_days(LevelChange.at, day))
        .order_by(LevelChange.id)
    )
    return {row.person_id: row.code for row in session.execute(grades)}
