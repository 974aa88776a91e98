"""Quotations of a fleet project: for several cars at once, each of which is ordered by itself."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.permissions import Actor
from app.prospects import project_operations
from app.prospects.project_sales import CarsSold, cars_of_projects
from app.sales.values import QuoteEntry
from app.text import N_
from db.tables.people import Person
from db.tables.projects import FleetProject
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.sales import Quote, QuoteVersion
from db.tables.vehicles import Trim


@dataclass(frozen=True, slots=True)
class ProjectWish:
    """What a new quotation begins with in a project: its buyer, its model, the cars not quoted."""

    id: int
    title: str
    person: tuple[int, str]
    trim_id: int | None
    cars: int


def project_wish(session: Session, project_id: int, *, today: date) -> ProjectWish:
    """The project as a quotation for it begins; the version where its model has only one."""
    project = session.get_one(FleetProject, project_id)
    buyer = session.get_one(Person, project.person_id)
    in_use = select(Trim.id).where(Trim.model_id == project.model_id, Trim.active).limit(2)
    trims = session.scalars(in_use).all()
    told = cars_of_projects(session, FleetProject.id == project_id, today=today)
    quoted = told.get(project_id, CarsSold()).quoted
    title = f"{project.number} {project.title or ''}".strip()
    trim_id = trims[0] if len(trims) == 1 else None
    cars = max(project.cars - quoted, 1)
    return ProjectWish(project_id, title, (buyer.id, buyer.name), trim_id, cars)


def join_project(session: Session, quote: Quote, entry: QuoteEntry, *, by: Actor) -> None:
    """A new quotation joins a project of its buyer; Refused for a colleague's or closed one."""
    if entry.fleet_project_id is None:
        return
    project = project_operations.under_way(session, entry.fleet_project_id, by=by)
    if project.person_id != quote.person_id:
        message = N_("This project has another buyer: its quotation is made for that one.")
        raise Refused("quote.other_project", message, field="who")
    quote.fleet_project_id = project.id


def check(quote: Quote, entry: QuoteEntry) -> None:
    """Refused where several cars are offered without a project, or of what there is one only."""
    if (entry.cars or 1) == 1:
        return
    if quote.fleet_project_id is None:
        message = N_("Several cars at once are quoted in a fleet project: begin there.")
        raise Refused("quote.no_project", message, field="cars")
    if entry.stock_car_id is not None:
        message = N_("There is one used car of its kind: quote one car.")
        raise Refused("quote.one_used", message, field="cars")
    if entry.appraisal_id is not None or entry.trade_in:
        message = N_("An old car is traded in for one new car: quote that one by itself.")
        raise Refused("quote.one_trade_in", message, field="cars")


def check_ordered(session: Session, quote: Quote, entry: QuoteEntry) -> None:
    """Refused where the next version has fewer cars than are ordered."""
    ordered = len(_taken(session, quote.id))
    if ordered > (entry.cars or 1):
        message = N_("{n} cars of this quotation are ordered already.")
        raise Refused("quote.fewer", message, field="cars", n=ordered)


def has_cars_left() -> ColumnElement[bool]:
    """True where the version offers more cars than are ordered of its quotation."""
    standing = select(func.count(SaleOrder.id)).where(SaleOrder.quote_id == Quote.id, STANDING)
    return standing.correlate(Quote).scalar_subquery() < QuoteVersion.cars


def cars_left(session: Session, quote_id: int) -> tuple[int, int]:
    """How many cars the newest version of a quotation offers, and how many are not ordered."""
    newest = select(QuoteVersion.cars).join(Quote, Quote.id == QuoteVersion.quote_id)
    of_quote = newest.where(Quote.id == quote_id, QuoteVersion.number == Quote.versions)
    cars = session.scalar(of_quote) or 1
    return cars, len(places_left(session, quote_id, cars=cars))


def places_left(session: Session, quote_id: int, *, cars: int) -> list[int]:
    """Which of so many cars of a quotation nobody has ordered, the first ones first."""
    taken = _taken(session, quote_id)
    free = (place for place in range(1, cars + len(taken) + 1) if place not in taken)
    return [place for place, _left in zip(free, range(cars - len(taken)), strict=False)]


def _taken(session: Session, quote_id: int) -> set[int]:
    standing = select(SaleOrder.quote_car).where(SaleOrder.quote_id == quote_id, STANDING)
    return set(session.scalars(standing))
