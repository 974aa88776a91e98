"""Reads what sources and campaigns bring and cost, and the rows behind each figure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.local_time import day_bounds, on_days
from app.reception.rates import replaced
from app.reception.rules import Campaign, SourceFigures, due_leads
from app.rows import columns_of, fetch
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.tables.reception import Visit
from db.tables.store_lists import Level, Source
from db.vocabulary import ProspectState, VisitKind


class Measure(StrEnum):
    """What is counted of a source."""

    LEADS = "leads"
    PROSPECTS = "prospects"
    ORDERS = "orders"


MOMENTS: Mapping[Measure, InstrumentedAttribute[Any]] = {
    Measure.LEADS: Visit.arrived_at,
    Measure.PROSPECTS: Prospect.opened_at,
    Measure.ORDERS: Prospect.closed_at,
}
NAMES = (Staff.name.label("consultant"), Level.code.label("level"))


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row behind a figure: a visit or call, or a prospect whose file opens.

    `kind` is a VisitKind or a ProspectState.
    """

    id: int
    noun: Noun
    record_id: int
    at: datetime
    who: str
    consultant: str
    level: str
    kind: VisitKind | ProspectState


@dataclass(frozen=True, slots=True)
class SourceQuery:
    """Whose figure, which one, from the first to the last day."""

    source_id: int
    measure: Measure
    first: date
    last: date


def sources(session: Session, first: date, last: date) -> list[SourceFigures]:
    """What each source brought: those in use, and retired ones that still brought somebody."""
    leads, begun, bought = (_counted(session, one, first=first, last=last) for one in Measure)
    ordered = session.scalars(select(Source).order_by(Source.position, Source.id)).all()
    found = [
        SourceFigures(
            one.id,
            one.name,
            leads[one.id],
            begun[one.id],
            _cost(one, first, last=last),
            bought[one.id],
            None if one.lead_target is None else due_leads(one.lead_target, first, last=last),
        )
        for one in ordered
    ]
    in_use = {one.id for one in ordered if one.active}
    return [one for one in found if one.id in in_use or one.leads or one.prospects or one.orders]


def _cost(source: Source, first: date, *, last: date) -> Decimal | None:
    """What of a campaign falls on these days; None without a cost or without its days."""
    if source.cost is None or source.begins_on is None or source.ends_on is None:
        return None
    return Campaign(source.cost, source.begins_on, source.ends_on).cost_of(first, last)


def rows(session: Session, asked: SourceQuery) -> list[SourceRow]:
    """The rows that a figure counts, the newest first; as many as the figure says."""
    select_rows = _select_visits if asked.measure is Measure.LEADS else _select_prospects
    wanted = _counting(
        select_rows(asked.measure), asked.measure, first=asked.first, last=asked.last
    )
    return fetch(session, SourceRow, wanted.where(_source(asked.measure) == asked.source_id))


def _select_visits(_measure: Measure) -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(SourceRow, Visit),
        literal("visit").label("noun"),
        Visit.id.label("record_id"),
        Visit.arrived_at.label("at"),
        func.coalesce(func.nullif(Person.name, ""), Visit.addressed_as).label("who"),
        *NAMES,
    )
    return (
        wanted.outerjoin(Person, Person.id == Visit.person_id)
        .outerjoin(Staff, Staff.id == Visit.consultant_id)
        .outerjoin(Level, Level.id == Visit.level_id)
        .order_by(Visit.arrived_at.desc(), Visit.id.desc())
    )


def _select_prospects(measure: Measure) -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        Prospect.id,
        literal("person").label("noun"),
        Person.id.label("record_id"),
        MOMENTS[measure].label("at"),
        Prospect.state.label("kind"),
        Person.name.label("who"),
        *NAMES,
    )
    return (
        wanted.join(Person, Person.id == Prospect.person_id)
        .join(Staff, Staff.id == Prospect.owner_id)
        .join(Level, Level.id == Prospect.level_id)
        .order_by(MOMENTS[measure].desc(), Prospect.id.desc())
    )


def _counted(session: Session, measure: Measure, *, first: date, last: date) -> Counter[int | None]:
    """The figure of every source."""
    key = _source(measure)
    counts = select(key.label("key"), func.count().label("rows"))
    wanted = _counting(counts, measure, first=first, last=last)
    return Counter({one.key: one.rows for one in session.execute(wanted.group_by(key))})


def _source(measure: Measure) -> Any:
    return Visit.source_id if measure is Measure.LEADS else Prospect.source_id


def _counting(
    wanted: Select[*tuple[Any, ...]], measure: Measure, *, first: date, last: date
) -> Select[*tuple[Any, ...]]:
    """Only what the figure counts: one place for the figure and for its rows."""
    counted = wanted.where(on_days(MOMENTS[measure], first, to=last))
    if measure is Measure.ORDERS:
        return counted.where(Prospect.state == ProspectState.WON)
    if measure is Measure.PROSPECTS:
        return counted
    corrected = replaced(day_bounds(first)[0], day_bounds(last)[1])
    is_left = Visit.id.not_in(corrected)
    return counted.where(Visit.contact_kept, Visit.cancelled_at.is_(None), is_left)
