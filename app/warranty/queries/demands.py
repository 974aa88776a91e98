"""Reads the demands of buyers with their deadlines."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.admin import calendar
from app.formatting import joined
from app.permissions import Actor
from app.record_lists import Query
from app.rows import columns_of, fetch
from app.vehicles.lookup import model_of
from app.warranty import rules
from app.warranty.early_rules import FREE_OF_COMPENSATION
from app.warranty.facts import CarRights
from app.warranty.queries.rights import many_rights
from app.warranty.rules import compensation
from app.warranty.words import count_text
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.vehicles import Plate, Vehicle
from db.tables.warranty import WarrantyDemand
from db.warranty_words import DemandAnswer, DemandKind, DemandState


@dataclass(frozen=True, slots=True)
class DemandRow:
    """One demand with its deadlines in working days."""

    id: int
    version: int
    vehicle_id: int
    person_id: int | None
    plate: str
    model: str
    customer: str
    kind: DemandKind
    received_on: date
    words: str
    answer: DemandAnswer | None
    answered_on: date | None
    reason: str | None
    finished_on: date | None
    taken_by: str
    answer_by: date
    finish_by: date
    counted: str = ""
    """What the car's orders count under the rules, in the present language."""
    compensation: Decimal | None = None
    """The most that the buyer pays for the use of a car that goes back."""

    @property
    def car(self) -> str:
        """The plate, as the form takes it."""
        return self.plate

    @property
    def state(self) -> DemandState:
        """What is to be done next."""
        if self.answer is DemandAnswer.REFUSED:
            return DemandState.REFUSED
        if self.finished_on is not None:
            return DemandState.FINISHED
        return DemandState.TO_ANSWER if self.answer is None else DemandState.TO_FINISH

    @property
    def due_on(self) -> date | None:
        """The day by which the next thing is to be done; None when nothing is."""
        dues = {DemandState.TO_ANSWER: self.answer_by, DemandState.TO_FINISH: self.finish_by}
        return dues.get(self.state)


def demands(
    session: Session, _viewer: Actor | None = None, *, at: datetime | None = None
) -> list[DemandRow]:
    """All demands, the newest first; `at`: with what their cars count until then."""
    rows = _demand_rows(session, _select_demands())
    if at is None:
        return rows
    rights = many_rights(session, [row.vehicle_id for row in rows], at=at)
    return [_counted(row, rights[row.vehicle_id]) for row in rows]


def counted_until(now: Callable[[], datetime]) -> Query[DemandRow]:
    """The list of a page whose clock says `now`."""
    return lambda session, viewer: demands(session, viewer, at=now())


def _counted(row: DemandRow, car: CarRights) -> DemandRow:
    counted = joined(*(count_text(one) for one in car.counts))
    return replace(row, counted=counted, compensation=_compensation(row.kind, car))


def _compensation(kind: DemandKind, car: CarRights) -> Decimal | None:
    """What the buyer pays for the use; None where the rules ask for nothing, or lack a figure.

    Another car and the money back cost the same; rights of the first days cost nothing.
    """
    if kind is DemandKind.REPAIR or car.rule_set is None:
        return None
    if any(one.subject in FREE_OF_COMPENSATION for one in car.counts):
        return Decimal("0.00")
    if car.price is None or car.odometer is None:
        return None
    return compensation(car.price, car.odometer)


def open_demands(session: Session) -> list[DemandRow]:
    """The demands that are still to be answered or finished."""
    waits = _select_demands().where(WarrantyDemand.finished_on.is_(None))
    return [row for row in _demand_rows(session, waits) if row.due_on is not None]


def _demand_rows(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[DemandRow]:
    works = calendar.legal_working_days(session)
    return fetch(
        session,
        DemandRow,
        wanted.order_by(WarrantyDemand.received_on.desc(), WarrantyDemand.id.desc()),
        model=lambda row: model_of(session.get_one(Vehicle, row.vehicle_id)),
        answer_by=lambda row: rules.working_day_after(
            row.received_on, rules.ANSWER_WITHIN, works=works
        ),
        finish_by=lambda row: rules.working_day_after(
            row.received_on, rules.FINISH_WITHIN, works=works
        ),
    )


@cache
def _select_demands() -> Select[*tuple[Any, ...]]:
    carried = select(Plate.number).where(
        Plate.vehicle_id == WarrantyDemand.vehicle_id, Plate.until_on.is_(None)
    )
    names = ("plate", "customer", "taken_by")
    wanted: Select[*tuple[Any, ...]] = select(
        *(one for one in columns_of(DemandRow, WarrantyDemand) if one.key not in names),
        carried.limit(1).scalar_subquery().label("plate"),
        Person.name.label("customer"),
        Staff.name.label("taken_by"),
    )
    return wanted.outerjoin(Person, Person.id == WarrantyDemand.person_id).join(
        Staff, Staff.id == WarrantyDemand.taken_by
    )
