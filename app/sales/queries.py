"""Reads quotations: the list, one version for its paper, the choices of the form."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.errors import Refused
from app.formatting import joined
from app.local_time import local_day
from app.paper.frame import Printed
from app.people import consents
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.record_lists import OneRecord
from app.rows import Reader, Values, columns_of, fetch
from app.sales import discount_rules, fleet_quotes, quoted_car, rules
from app.sales.facts import QuotationFacts, QuoteOrder, QuoteRow, VersionFacts
from app.sales.settings import DiscountSettings
from app.sales.version_queries import ONE_QUOTE, versions_of
from app.text import N_, language
from app.vehicles.prices import LIST_PRICE, priced
from db.nouns import Noun
from db.sales_words import QuoteState
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.projects import FleetProject
from db.tables.prospects import LIVE, Prospect
from db.tables.sale_orders import SaleOrder
from db.tables.sales import STANDING, Quote, QuoteVersion
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import Energy, PaperKind, Role

MOST = 1_500
"""So many of the newest are listed; older ones are found in the customer's file."""
LISTED = Quote.id >= bindparam("first")
NEWEST = select(Quote.id).order_by(Quote.id.desc()).limit(1).offset(MOST - 1)


@dataclass(frozen=True, slots=True)
class QuotedTrim:
    """A version of a model that can be offered, with what its amounts depend on."""

    id: int
    name: str
    energy: Energy
    list_price: Decimal | None


@dataclass(frozen=True, slots=True)
class ExpiringQuote:
    """A quotation that ends within days, as Today shows it."""

    id: int
    number: str
    customer: str
    car: str
    staff_id: int
    consultant: str
    valid_until: date


def expiring(session: Session, today: date, *, staff_id: int | None) -> list[ExpiringQuote]:
    """Of the newest quotations those in their last days; nobody who refused to be contacted."""
    wanted = select(
        *columns_of(ExpiringQuote, Quote),
        Person.name.label("customer"),
        Staff.name.label("consultant"),
        QuoteVersion.valid_until,
        quoted_car.NAME.label("car"),
    )
    newest = (QuoteVersion.quote_id == Quote.id) & (QuoteVersion.number == Quote.versions)
    named = quoted_car.with_car(wanted.join(QuoteVersion, newest))
    named = named.join(Person, Person.id == Quote.person_id).join(Staff, Staff.id == Quote.staff_id)
    last = today + timedelta(days=rules.EXPIRING_DAYS)
    ends = QuoteVersion.valid_until.between(today, last)
    is_open = STANDING, fleet_quotes.has_cars_left()
    of_all = named.where(*is_open, Quote.id >= first_listed(session), ends, ~consents.refused())
    mine = of_all if staff_id is None else of_all.where(Quote.staff_id == staff_id)
    return fetch(session, ExpiringQuote, mine.order_by(QuoteVersion.valid_until, Quote.id))


def quotes(session: Session, viewer: Actor, *, at: datetime) -> list[QuoteRow]:
    """The newest quotations, the last one first, each with all its versions."""
    return rows(session, viewer, LISTED, at=at, values={"first": first_listed(session)})


def first_listed(session: Session) -> int:
    """The oldest of the newest quotations, which are listed."""
    return session.scalar(NEWEST) or 0


def listed_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[QuoteRow]]:
    """The list as it stands whenever a page asks for it."""
    return lambda session, viewer: quotes(session, viewer, at=now())


def one_at(now: Callable[[], datetime]) -> OneRecord[QuoteRow]:
    """Reads one quotation, also one that is too old for the list."""

    def read(session: Session, viewer: Actor, key: int) -> QuoteRow | None:
        found = rows(session, viewer, ONE_QUOTE, at=now(), values={"quote_id": key})
        return next(iter(found), None)

    return read


def customer(session: Session, person_id: int, *, viewer: Actor) -> tuple[int, str]:
    """One person as the form names them."""
    wanted = select(Person.id, Person.name, first_number(Person.id), Prospect.owner_id)
    of_person = wanted.outerjoin(Prospect, (Prospect.person_id == Person.id) & LIVE)
    key, name, phone, owner = session.execute(of_person.where(Person.id == person_id)).one()
    told = privacy.phone_for(phone, viewer.roles, own=owner == viewer.staff_id)
    return key, joined(name, told)


def trims(session: Session, _viewer: Actor) -> list[tuple[int, str]]:
    """The versions in use, as the form chooses from them."""
    name = (CarModel.name + " " + Trim.name).label("name")
    in_use = select(Trim.id, name).join(CarModel).where(Trim.active, CarModel.active)
    in_order = in_use.order_by(CarModel.position, Trim.position, Trim.id)
    return [(row.id, row.name) for row in session.execute(in_order)]


def quoted_trims(session: Session, *, day: date) -> dict[int, QuotedTrim]:
    """Every version by its id, with its list price on a day."""
    name = (CarModel.name + " " + Trim.name).label("name")
    price = priced(LIST_PRICE, Trim.id, day=day).label("list_price")
    wanted = select(Trim.id, Trim.energy, name, price).join(CarModel)
    return {one.id: one for one in fetch(session, QuotedTrim, wanted)}


def quotation(
    session: Session, version_id: int, *, viewer: Actor, by: str, at: datetime
) -> QuotationFacts:
    """What the paper of a version says, and the one that was given out before.

    Refused for a colleague's: the paper has the whole telephone number.
    """
    quote_id = session.scalar(select(QuoteVersion.quote_id).where(QuoteVersion.id == version_id))
    found = rows(session, viewer, ONE_QUOTE, at=at, values={"quote_id": quote_id})
    if not found:
        raise Refused("quote.unknown", N_("This quotation does not exist any more."))
    row = found[0]
    if not row.is_own and not viewer.may():
        message = N_("A colleague's quotation is printed by its consultant or a manager.")
        raise Refused("quote.not_own_paper", message)
    version = next(one for one in row.told if one.id == version_id)
    kept = archive.issued(session, PaperKind.QUOTATION, Noun.QUOTE_VERSION, noun_id=version_id)
    if kept is None:
        discount_rules.check_decided(version, today=local_day(at))
    own = session.get_one(Staff, row.staff_id).phone
    printed = Printed(at, by, 1 if kept is None else kept.copies + 1)
    told = settings.load(session)
    return QuotationFacts(row, version, own or "", told, language(), printed, kept)


def rows(
    session: Session,
    viewer: Actor,
    shown: ColumnElement[bool],
    *,
    at: datetime,
    values: Values = None,
) -> list[QuoteRow]:
    """The shown quotations, the last one first, each with all its versions.

    `values` are those of the parameters in `shown`.
    """
    told, today = versions_of(session, shown, values=values), local_day(at)
    orders = _orders_of(session, shown, values)
    state = _state(told, orders, today=today)
    sees_margin = viewer.may(Role.CASHIER)

    def is_expiring(row: Any) -> bool:
        until = told[row.id][-1].valid_until
        return state(row) is QuoteState.OPEN and rules.is_expiring(until, today=today)

    return fetch(
        session,
        QuoteRow,
        _quotes(shown),
        params=values,
        phone=lambda row: privacy.phone_for(
            row._phone, viewer.roles, own=row.staff_id == viewer.staff_id
        ),
        is_own=lambda row: row.staff_id == viewer.staff_id,
        told=lambda row: tuple(told[row.id]),
        orders=lambda row: tuple(orders[row.id]),
        project=lambda row: joined(row._project, row._project_title),
        state=state,
        may_decide=_may_decide(session, viewer, told, state=state),
        margin=lambda row: discount_rules.earned(told[row.id][-1]) if sees_margin else None,
        is_expiring=is_expiring,
    )


def _state(
    told: Mapping[int, Sequence[VersionFacts]],
    orders: Mapping[int, Sequence[QuoteOrder]],
    *,
    today: date,
) -> Reader:
    def state(row: Any) -> QuoteState:
        if len(orders[row.id]) >= told[row.id][-1].cars:
            return QuoteState.ORDERED
        return state_of(told[row.id][-1], row.withdrawn_at, today=today)

    return state


def _may_decide(
    session: Session, viewer: Actor, told: Mapping[int, Sequence[VersionFacts]], *, state: Reader
) -> Reader:
    store = settings.load(session).of(DiscountSettings)

    def may_decide(row: Any) -> bool:
        gap = discount_rules.gap_of(told[row.id][-1])
        enough = discount_rules.levels(gap, store=store)
        return state(row) is QuoteState.ASKED and not enough.isdisjoint(viewer.roles)

    return may_decide


@lru_cache(maxsize=16)
def _quotes(shown: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(QuoteRow, Quote),
        Person.name.label("customer"),
        Staff.name.label("consultant"),
        first_number(Quote.person_id).label("_phone"),
        FleetProject.number.label("_project"),
        FleetProject.title.label("_project_title"),
    )
    return (
        wanted.join(Person, Person.id == Quote.person_id)
        .join(Staff, Staff.id == Quote.staff_id)
        .outerjoin(FleetProject, FleetProject.id == Quote.fleet_project_id)
        .where(shown)
        .order_by(Quote.id.desc())
    )


def _orders_of(
    session: Session, shown: ColumnElement[bool], values: Values
) -> Mapping[int, Sequence[QuoteOrder]]:
    """The standing orders of the shown quotations, by quotation."""
    found: dict[int, list[QuoteOrder]] = defaultdict(list)
    for one in fetch(session, QuoteOrder, _orders(shown), params=values):
        found[one.quote_id].append(one)
    return found


@lru_cache(maxsize=16)
def _orders(shown: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    standing = SaleOrder.cancelled_at.is_(None)
    of_quotes = SaleOrder.quote_id.in_(select(Quote.id).where(shown))
    wanted = select(*columns_of(QuoteOrder, SaleOrder)).where(standing, of_quotes)
    return wanted.order_by(SaleOrder.quote_id, SaleOrder.quote_car)


def state_of(newest: VersionFacts, withdrawn_at: datetime | None, *, today: date) -> QuoteState:
    """How a quotation without an order stands: by its newest version."""
    state = rules.state_of(newest.valid_until, withdrawn_at, today=today)
    if state is not QuoteState.OPEN or newest.request is None or newest.request.granted:
        return state
    is_decided = newest.request.decided_at is not None
    return QuoteState.REFUSED if is_decided else QuoteState.ASKED
