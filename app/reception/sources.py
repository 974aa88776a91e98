"""Reads what sources and campaigns bring and cost, and the rows behind each figure.

A signed order for a car counts for the source of the buyer's newest enquiry before the signature;
where that names none, for the source of the newest visit or call before it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, literal, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds, on_days
from app.prospects.signed_orders import signed_on
from app.reception.rates import replaced
from app.reception.rules import Campaign, SourceFigures, due_leads
from app.rows import columns_of, fetch
from app.text import _
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.tables.reception import Visit
from db.tables.sale_orders import SaleOrder
from db.tables.store_lists import Level, Source
from db.vocabulary import ProspectState, VisitKind


class Measure(StrEnum):
    """What is counted of a source."""

    LEADS = "leads"
    PROSPECTS = "prospects"
    ORDERS = "orders"


UNKNOWN = 0
"""The id of what names no source."""
NAMES = (Staff.name.label("consultant"), Level.code.label("level"))


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row behind a figure: a visit or call, or an enquiry or order whose buyer's file opens.

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
    """What each source brought: those in use, and others that still brought somebody.

    Together they are all leads, enquiries and orders: the last one holds what names no source.
    """
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
    found.append(
        SourceFigures(UNKNOWN, _("Unknown source"), leads[None], begun[None], orders=bought[None])
    )
    in_use = {one.id for one in ordered if one.active}
    return [one for one in found if one.id in in_use or one.leads or one.prospects or one.orders]


def _cost(source: Source, first: date, *, last: date) -> Decimal | None:
    """What of a campaign falls on these days; None without a cost or without its days."""
    if source.cost is None or source.begins_on is None or source.ends_on is None:
        return None
    return Campaign(source.cost, source.begins_on, source.ends_on).cost_of(first, last)


def rows(session: Session, asked: SourceQuery) -> list[SourceRow]:
    """The rows that a figure counts, the newest first; as many as the figure says."""
    named = _source(asked.measure)
    of_source = named.is_(None) if asked.source_id == UNKNOWN else named == asked.source_id
    wanted = _SELECTS[asked.measure]().where(of_source)
    counted = _counting(wanted, asked.measure, first=asked.first, last=asked.last)
    return fetch(session, SourceRow, counted)


@cache
def _select_visits() -> Select[*tuple[Any, ...]]:
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


@cache
def _select_prospects() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        Prospect.id,
        literal("person").label("noun"),
        Person.id.label("record_id"),
        Prospect.opened_at.label("at"),
        Prospect.state.label("kind"),
        Person.name.label("who"),
        *NAMES,
    )
    return (
        wanted.join(Person, Person.id == Prospect.person_id)
        .join(Staff, Staff.id == Prospect.owner_id)
        .join(Level, Level.id == Prospect.level_id)
        .order_by(Prospect.opened_at.desc(), Prospect.id.desc())
    )


@cache
def _select_orders() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        SaleOrder.id,
        literal("person").label("noun"),
        Person.id.label("record_id"),
        SaleOrder.signed_at.label("at"),
        literal(ProspectState.WON, Prospect.state.type).label("kind"),
        Person.name.label("who"),
        *NAMES,
    )
    return (
        wanted.join(Person, Person.id == SaleOrder.person_id)
        .join(Staff, Staff.id == SaleOrder.staff_id)
        .outerjoin(Level, Level.id == _of_enquiry(Prospect.level_id))
        .order_by(SaleOrder.signed_at.desc(), SaleOrder.id.desc())
    )


_SELECTS: Mapping[Measure, Callable[[], Select[*tuple[Any, ...]]]] = {
    Measure.LEADS: _select_visits,
    Measure.PROSPECTS: _select_prospects,
    Measure.ORDERS: _select_orders,
}


def _counted(session: Session, measure: Measure, *, first: date, last: date) -> Counter[int | None]:
    """The figure of every source."""
    sources = select(_source(measure).label("key"))
    wanted = _counting(sources, measure, first=first, last=last).subquery()
    counts = select(wanted.c.key, func.count().label("rows")).group_by(wanted.c.key)
    return Counter({one.key: one.rows for one in session.execute(counts)})


def _source(measure: Measure) -> ColumnElement[Any]:
    if measure is Measure.ORDERS:
        return func.coalesce(_of_enquiry(Prospect.source_id), _of_visit())
    return (Visit if measure is Measure.LEADS else Prospect).source_id.expression


def _of_enquiry(column: Any) -> ScalarSelect[Any]:
    """What the buyer's newest enquiry before the signature says."""
    begun = select(column).where(
        Prospect.person_id == SaleOrder.person_id,
        Prospect.opened_at <= SaleOrder.signed_at,
        Prospect.state != ProspectState.MERGED,
    )
    newest = begun.order_by(Prospect.opened_at.desc(), Prospect.id.desc()).limit(1)
    return newest.correlate(SaleOrder).scalar_subquery()


def _of_visit() -> ScalarSelect[Any]:
    """The source that the buyer's newest visit or call before the signature names."""
    seen = select(Visit.source_id).where(
        Visit.person_id == SaleOrder.person_id,
        Visit.arrived_at <= SaleOrder.signed_at,
        Visit.source_id.is_not(None),
        Visit.cancelled_at.is_(None),
    )
    newest = seen.order_by(Visit.arrived_at.desc(), Visit.id.desc()).limit(1)
    return newest.correlate(SaleOrder).scalar_subquery()


def _counting(
    wanted: Select[*tuple[Any, ...]], measure: Measure, *, first: date, last: date
) -> Select[*tuple[Any, ...]]:
    """Only what the figure counts: one place for the figure and for its rows."""
    if measure is Measure.ORDERS:
        return wanted.where(signed_on(first, to=last))
    if measure is Measure.PROSPECTS:
        return wanted.where(on_days(Prospect.opened_at, first, to=last))
    corrected = replaced(day_bounds(first)[0], day_bounds(last)[1])
    is_left = Visit.id.not_in(corrected)
    counted = wanted.where(on_days(Visit.arrived_at, first, to=last))
    return counted.where(Visit.contact_kept, Visit.cancelled_at.is_(None), is_left)
