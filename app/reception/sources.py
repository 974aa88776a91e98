"""What sources and campaigns bring and cost.

Every figure can be opened down to the rows that it counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.local_time import day_bounds
from app.reception.rules import SourceFigures
from db.nouns import Noun
from db.tables.admin import Level, Source, Staff
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.tables.reception import Visit
from db.vocabulary import ProspectState, VisitKind


class Measure(StrEnum):
    """What is counted of a source."""

    LEADS = "leads"
    PROSPECTS = "prospects"
    ORDERS = "orders"


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
    rows = session.execute(
        select(Source.id, Source.name, Source.cost, Source.active).order_by(
            Source.position, Source.id
        )
    ).all()
    figures = [
        (
            row.active,
            SourceFigures(
                row.id,
                row.name,
                leads.get(row.id, 0),
                begun.get(row.id, 0),
                row.cost,
                bought.get(row.id, 0),
            ),
        )
        for row in rows
    ]
    return [one for active, one in figures if active or one.leads or one.prospects or one.orders]


def rows(session: Session, asked: SourceQuery) -> list[SourceRow]:
    """The rows that a figure counts, the newest first; as many as the figure says."""
    wanted: Select[*tuple[Any, ...]]
    if asked.measure is Measure.LEADS:
        wanted = select(
            Visit.id,
            Visit.id.label("record_id"),
            Visit.arrived_at.label("at"),
            Visit.kind,
            Visit.addressed_as,
        )
        wanted = wanted.outerjoin(Person, Person.id == Visit.person_id).outerjoin(
            Staff, Staff.id == Visit.consultant_id
        )
        wanted = wanted.outerjoin(Level, Level.id == Visit.level_id).order_by(
            Visit.arrived_at.desc(), Visit.id.desc()
        )
        noun = Noun.VISIT
    else:
        moment = _moment(asked.measure)
        wanted = select(
            Prospect.id,
            Person.id.label("record_id"),
            moment.label("at"),
            Prospect.state.label("kind"),
            Person.name.label("addressed_as"),
        )
        wanted = wanted.join(Person, Person.id == Prospect.person_id).join(
            Staff, Staff.id == Prospect.owner_id
        )
        wanted = wanted.join(Level, Level.id == Prospect.level_id).order_by(
            moment.desc(), Prospect.id.desc()
        )
        noun = Noun.PERSON
    wanted = wanted.add_columns(
        Person.name.label("name"), Staff.name.label("consultant"), Level.code.label("level")
    )
    found = session.execute(
        _counting(
            wanted.where(_source(asked.measure) == asked.source_id),
            asked.measure,
            first=asked.first,
            last=asked.last,
        )
    )
    return [
        SourceRow(
            one.id,
            noun,
            one.record_id,
            one.at,
            one.name or one.addressed_as or "",
            one.consultant or "",
            one.level or "",
            one.kind,
        )
        for one in found
    ]


def _counted(
    session: Session, measure: Measure, *, first: date, last: date
) -> dict[int | None, int]:
    wanted = _counting(
        select(_source(measure), func.count()), measure, first=first, last=last
    ).group_by(_source(measure))
    return {row[0]: row[1] for row in session.execute(wanted)}


def _source(measure: Measure) -> Any:
    return Visit.source_id if measure is Measure.LEADS else Prospect.source_id


def _moment(measure: Measure) -> Any:
    return {
        Measure.LEADS: Visit.arrived_at,
        Measure.PROSPECTS: Prospect.opened_at,
        Measure.ORDERS: Prospect.closed_at,
    }[measure]


def _counting(
    wanted: Select[*tuple[Any, ...]], measure: Measure, *, first: date, last: date
) -> Select[*tuple[Any, ...]]:
    """What makes a row count: one place for the figure and for its rows."""
    start, end = day_bounds(first)[0], day_bounds(last)[1]
    wanted = wanted.where(_moment(measure) >= start, _moment(measure) < end)
    if measure is Measure.ORDERS:
        return wanted.where(Prospect.state == ProspectState.WON)
    if measure is Measure.PROSPECTS:
        return wanted
    newer = aliased(Visit)
    replaced = select(newer.corrects).where(
        newer.arrived_at >= start,
        newer.arrived_at < end,
        newer.corrects.is_not(None),
        newer.cancelled_at.is_(None),
    )
    return wanted.where(Visit.contact_kept, Visit.cancelled_at.is_(None), Visit.id.not_in(replaced))
