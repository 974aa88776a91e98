"""Reads what sold, stands and comes, and proposes what to order from the maker."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.local_time import local_day
from app.permissions import Actor
from app.stock import outlet_demand, queries
from app.stock import proposal_rules as rules
from app.stock.facts import StockRow
from app.stock.outlet_demand import OutletDemand
from app.stock.proposal_rules import Demand, Proposal, ProposalRules
from app.stock.settings import StockSettings
from app.text import language
from db.stock_words import LeftHow, StockState
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim, Vehicle

Kind = tuple[str, str]
"""Model with version, and colour."""


PROPOSAL = 0
"""The number by which Today opens the proposal: no car has it."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One version in one colour.

    `bands`: free cars by the name of their age band; `coming`: the days on which cars in transit
    are expected, None where that is not known; `reserved` cars and those `away` at outlets count
    neither as free nor as coming. `outlets`: what these expect, and how much of it they have.
    """

    car: str
    colour: str
    demand: Demand
    bands: Mapping[str, int]
    coming: tuple[date | None, ...]
    reserved: int
    away: int
    outlets: OutletDemand
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    """All lines of a day with the months that were counted, and the head of the store."""

    day: date
    months: tuple[date, ...]
    lines: tuple[ProposalLine, ...]
    rules: ProposalRules
    printed_at: datetime
    printed_by: str
    language: str
    settings: Any


def order_proposal(session: Session, *, viewer: Actor, at: datetime) -> ProposalSheet:
    """What to order on a day, by version and colour, the most first; no reserved or used cars."""
    told, today = settings.load(session), local_day(at)
    own = told.of(StockSettings)
    ahead = ProposalRules(
        own.order_lead_weeks, own.order_added_percent, own.order_target_days, own.long_stock_days
    )
    begins = rules.month_begins(today)
    sold = _sold(session, begins)
    outlets = outlet_demand.read(session, today, today + timedelta(weeks=ahead.lead_weeks))
    cars: dict[Kind, list[StockRow]] = defaultdict(list)
    for row in queries.standing(session, viewer, at=at):
        if row.appraisal_id is None:
            cars[row.name, row.colour].append(row)
    lines = [
        _line(kind, cars[kind], sold=sold[kind], outlets=outlets[kind], ahead=ahead)
        for kind in sorted({*sold, *cars, *outlets})
    ]
    in_order = sorted(lines, key=lambda line: -line.proposal.units)
    return ProposalSheet(
        today, begins[:-1], tuple(in_order), ahead, at, viewer.name, language(), told
    )


def proposal_name(day: date) -> str:
    """Under which the prints of the proposal of a day are counted."""
    return f"order-proposal-{day.isoformat()}"


def due_since(session: Session, day: date) -> date | None:
    """The Monday of this week while nobody has printed a proposal since; None without any car."""
    monday = day - timedelta(days=day.weekday())
    days = (monday + timedelta(days=past) for past in range(day.weekday() + 1))
    if session.scalar(select(StockCar.id).limit(1)) is None:
        return None
    is_printed = any(archive.prints(session, proposal_name(one)) for one in days)
    return None if is_printed else monday


def _sold(session: Session, begins: Sequence[date]) -> dict[Kind, list[int]]:
    """Cars sold in each month, here or through an outlet, by version and colour."""
    model = func.coalesce(CarModel.name, Vehicle.model_name, "")
    wanted = (
        select(model, func.coalesce(Trim.name, ""), func.coalesce(Vehicle.colour, ""), func.count())
        .select_from(StockCar)
        .join(Vehicle, Vehicle.id == StockCar.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .where(StockCar.left_how.in_((LeftHow.SOLD, LeftHow.OUTLET)))
        .where(queries.NEW)
        .group_by(model, Trim.name, Vehicle.colour)
    )
    found: dict[Kind, list[int]] = defaultdict(lambda: [0] * rules.MONTHS)
    for place, (first, following) in enumerate(pairwise(begins)):
        month = wanted.where(StockCar.left_on >= first, StockCar.left_on < following)
        for name, version, colour, cars in session.execute(month):
            found[f"{name} {version}".strip(), colour][place] += cars
    return found


def _line(
    kind: Kind,
    cars: Sequence[StockRow],
    *,
    sold: Sequence[int],
    outlets: OutletDemand,
    ahead: ProposalRules,
) -> ProposalLine:
    free = [row for row in cars if row.state is StockState.IN_STOCK]
    coming = [row.expected_on for row in cars if row.state is StockState.IN_TRANSIT]
    oldest = max((row.days or 0 for row in free), default=None)
    standing = (len(free), len(coming), oldest)
    demand = Demand(tuple(sold), *standing, outlets.needed, outlets.sold)
    in_order = tuple(sorted(coming, key=lambda day: day or date.max))
    bands = Counter(row.band for row in sorted(free, key=lambda row: row.days or 0))
    away = sum(row.is_away for row in cars)
    reserved = len(cars) - len(free) - len(coming) - away
    found = rules.propose(demand, ahead)
    return ProposalLine(*kind, demand, bands, in_order, reserved, away, outlets, found)


def totals(lines: Sequence[ProposalLine]) -> Iterator[int]:
    """Sold in each month, free, in transit, for outlets and proposed, over all lines."""
    for place in range(rules.MONTHS):
        yield sum(line.demand.sold[place] for line in lines)
    yield sum(line.demand.free for line in lines)
    yield sum(line.demand.in_transit for line in lines)
    yield sum(line.demand.outlets for line in lines)
    yield sum(line.proposal.units for line in lines)
