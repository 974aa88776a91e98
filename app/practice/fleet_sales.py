"""Sells cars to a fleet project of the practice store: quoted together, the first ones ordered."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import local_day
from app.permissions import Actor
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.sale_orders import PLATE, OrderMaker, StandingOrder
from app.practice.special_orders import Told
from app.sales import operations
from app.sales.values import QuoteEntry
from db.project_words import FleetStage
from db.tables.admin import Staff
from db.tables.projects import UNDER_WAY, FleetProject
from db.tables.sales import Quote

QUOTED, VALID = timedelta(days=9), timedelta(days=30)
ORDERS = (
    StandingOrder(7, approved=True, signed=True, promised=40),
    StandingOrder(7, approved=True, signed=True, promised=40),
    StandingOrder(0, promised=33),
)
"""How far the first cars of the project have come."""
LESS = Decimal(3_000)


def fill(
    session: Session, lists: PracticeLists, *, numbers: Numbering, told: Told, at: datetime
) -> None:
    """One quotation for all cars of the project whose cars are being prepared."""
    prepared = FleetProject.stage == FleetStage.STOCK_PREPARATION
    project = session.scalars(select(FleetProject).where(UNDER_WAY, prepared)).first()
    if project is None:
        return
    told.usual = at - QUOTED
    quote = _quote(session, project, lists, numbers=numbers, at=at)
    maker = OrderMaker(session, lists, numbers, at)
    for place, stage in enumerate(ORDERS, 1):
        told.usual = maker.placed(stage)
        maker.stand(quote, stage, car=place)
    session.flush()


def _quote(
    session: Session,
    project: FleetProject,
    lists: PracticeLists,
    *,
    numbers: Numbering,
    at: datetime,
) -> Quote:
    made = at - QUOTED
    quote = Quote(person_id=project.person_id, staff_id=project.owner_id, versions=1)
    quote.number, quote.fleet_project_id = numbers.next("Q", made), project.id
    session.add(quote)
    model = next(one for one in lists.models if one.id == project.model_id)
    insurance = lists.facts["quotes"]["insurance"]
    wish = QuoteEntry(
        trim_id=model.trims[0].id,
        colour=lists.facts["colours"][0],
        discount=LESS,
        insurance=tuple((name, Decimal(amount)) for name, amount in insurance),
        plate_fee=PLATE,
        valid_until=local_day(made + VALID),
        cars=project.cars,
    )
    owner = session.get_one(Staff, project.owner_id)
    by = Actor(owner.id, owner.name, frozenset(owner.roles), "")
    operations.add_version(session, quote, wish, by=by, at=made)
    return quote
