"""Reads appraisals of cars to be traded in: the list, one for its paper, the open ones."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.admin import archive
from app.errors import Refused
from app.local_time import local_day
from app.paper.frame import Printed
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.record_lists import OneRecord
from app.rows import columns_of, fetch
from app.sales import appraisal_rules as rules
from app.sales.appraisal_facts import AppraisalPaper, AppraisalRow, CarOffer, CostFacts
from app.stock.photo_queries import whole_appraisal_photos
from app.text import N_, language
from db.nouns import Noun
from db.sales_words import AppraisalState
from db.tables.admin import Staff
from db.tables.appraisals import Appraisal, AppraisalCost
from db.tables.people import Person
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.sales import Quote, QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle
from db.vocabulary import PaperKind

MOST = 1_500
"""So many of the newest are listed."""
DECLINER = aliased(Staff)
"""Who noted that the customer does not accept."""


def appraisals(session: Session, viewer: Actor, *, at: datetime) -> list[AppraisalRow]:
    """The newest appraisals, the last one first."""
    return _rows(session, viewer, Appraisal.id >= _first_listed(session), at=at)


def _first_listed(session: Session) -> int:
    newest = select(Appraisal.id).order_by(Appraisal.id.desc()).limit(1).offset(MOST - 1)
    return session.scalar(newest) or 0


def listed_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[AppraisalRow]]:
    """The list as it stands whenever a page asks for it."""
    return lambda session, viewer: appraisals(session, viewer, at=now())


def one_at(now: Callable[[], datetime]) -> OneRecord[AppraisalRow]:
    """Reads one appraisal, also one that is too old for the list."""

    def read(session: Session, viewer: Actor, key: int) -> AppraisalRow | None:
        return next(iter(_rows(session, viewer, Appraisal.id == key, at=now())), None)

    return read


def appraisal(session: Session, appraisal_id: int, viewer: Actor, *, at: datetime) -> AppraisalRow:
    """One appraisal; Refused where there is none."""
    found = _rows(session, viewer, Appraisal.id == appraisal_id, at=at)
    if not found:
        raise Refused("appraisal.unknown", N_("This appraisal does not exist any more."))
    return found[0]


def offers(session: Session) -> dict[int, CarOffer]:
    """Of the newest appraisals those that a version may have: neither declined nor taken in."""
    taken = select(StockCar.appraisal_id).where(StockCar.appraisal_id.is_not(None))
    stands = Appraisal.declined_at.is_(None) & Appraisal.id.not_in(taken)
    wanted = select(
        *columns_of(CarOffer, Appraisal),
        Person.name.label("customer"),
        _carried().label("plate"),
        Vehicle.vin,
        MODEL.label("model"),
    )
    named = _of_car(wanted).join(Person, Person.id == Appraisal.person_id)
    newest = named.where(stands, Appraisal.id >= _first_listed(session))
    found = fetch(session, CarOffer, newest.order_by(Appraisal.id.desc()))
    return {one.id: one for one in found}


def choices(session: Session, _viewer: Actor) -> list[tuple[int, str]]:
    """The same, as the form of a quotation chooses from them."""
    return [(key, one.told) for key, one in offers(session).items()]


def paper(
    session: Session, appraisal_id: int, *, viewer: Actor, by: str, at: datetime
) -> AppraisalPaper:
    """What the paper of an appraisal says, and the one that was given out before.

    One that was changed since is drawn anew.
    """
    row = appraisal(session, appraisal_id, viewer, at=at)
    kept = archive.issued(
        session, PaperKind.TRADE_IN_APPRAISAL, Noun.APPRAISAL, noun_id=appraisal_id
    )
    if kept is not None and kept.number != paper_number(row.number, row.version):
        kept = None
    printed = Printed(at, by, 1 if kept is None else kept.copies + 1)
    photos = whole_appraisal_photos(session, appraisal_id) if kept is None else ()
    return AppraisalPaper(row, photos, settings.load(session), language(), printed, kept)


def paper_number(number: str, version: int) -> str:
    """The number on the paper: each change of the appraisal has its own."""
    return f"{number}-{version}"


def _rows(
    session: Session, viewer: Actor, shown: ColumnElement[bool], *, at: datetime
) -> list[AppraisalRow]:
    costs, today = _costs(session, shown), local_day(at)

    def state(row: Any) -> AppraisalState:
        reach = rules.OfferReach(
            is_declined=row.declined_at is not None,
            is_quoted=row.quote_id is not None,
            is_ordered=row.order_number is not None,
            is_taken=row.stock_number is not None,
        )
        return rules.state_of(reach, row.valid_until, today=today)

    return fetch(
        session,
        AppraisalRow,
        _select().where(shown).order_by(Appraisal.id.desc()),
        phone=lambda row: privacy.phone_for(
            row._phone, viewer.roles, own=row.appraised_by == viewer.staff_id
        ),
        is_own=lambda row: row.appraised_by == viewer.staff_id,
        costs=lambda row: tuple(costs[row.id]),
        state=state,
    )


def _costs(session: Session, shown: ColumnElement[bool]) -> dict[int, list[CostFacts]]:
    ids = select(Appraisal.id).where(shown)
    wanted = select(*columns_of(CostFacts, AppraisalCost))
    of_shown = wanted.where(AppraisalCost.appraisal_id.in_(ids)).order_by(AppraisalCost.id)
    found: dict[int, list[CostFacts]] = defaultdict(list)
    for one in fetch(session, CostFacts, of_shown):
        found[one.appraisal_id].append(one)
    return found


MODEL = func.coalesce(CarModel.name + " " + Trim.name, Vehicle.model_name)


def _carried() -> ScalarSelect[str]:
    carried = select(Plate.number).where(
        Plate.vehicle_id == Appraisal.vehicle_id, Plate.until_on.is_(None)
    )
    return carried.limit(1).scalar_subquery()


def _of_car(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        wanted.join(Vehicle, Vehicle.id == Appraisal.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
    )


@cache
def _select() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(AppraisalRow, Appraisal),
        Person.name.label("customer"),
        first_number(Appraisal.person_id).label("_phone"),
        _carried().label("plate"),
        Vehicle.vin,
        MODEL.label("model"),
        Vehicle.colour,
        Vehicle.registered_on,
        Staff.name.label("appraiser"),
        DECLINER.name.label("decliner"),
        Quote.id.label("quote_id"),
        Quote.number.label("quote_number"),
        SaleOrder.number.label("order_number"),
        StockCar.number.label("stock_number"),
    )
    return _joined(wanted)


def _joined(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """With customer, car, and how far its value has come."""
    of_it = QuoteVersion.appraisal_id == Appraisal.id
    quoted = select(func.max(QuoteVersion.quote_id)).where(of_it)
    is_agreed = (SaleOrder.quote_id == QuoteVersion.quote_id) & (
        SaleOrder.quote_version_id == QuoteVersion.id
    )
    ordered = select(func.max(SaleOrder.id)).join(QuoteVersion, is_agreed).where(of_it, STANDING)
    return (
        _of_car(wanted)
        .join(Person, Person.id == Appraisal.person_id)
        .join(Staff, Staff.id == Appraisal.appraised_by)
        .outerjoin(DECLINER, DECLINER.id == Appraisal.declined_by)
        .outerjoin(Quote, Quote.id == quoted.correlate(Appraisal).scalar_subquery())
        .outerjoin(SaleOrder, SaleOrder.id == ordered.correlate(Appraisal).scalar_subquery())
        .outerjoin(StockCar, StockCar.appraisal_id == Appraisal.id)
    )
