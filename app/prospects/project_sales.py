"""Reads how many cars fleet projects were quoted, have ordered and got, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from app.prospects import project_rules
from app.text import _
from db.project_words import FleetStage
from db.tables.projects import FleetProject
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.sales import STANDING as VALID
from db.tables.sales import Quote, QuoteVersion


@dataclass(frozen=True, slots=True)
class CarsSold:
    """The cars of a project: quoted, ordered and not cancelled, of these signed and handed over."""

    quoted: int = 0
    placed: int = 0
    signed: int = 0
    delivered: int = 0
    signed_at: datetime | None = None
    delivered_at: datetime | None = None

    @property
    def ordered(self) -> str:
        """How many cars are ordered; "" without any."""
        return _("{n} ordered").format(n=self.placed) if self.placed else ""

    @property
    def told(self) -> str:
        """How many cars are quoted, ordered and handed over; "" before the first."""
        if not (self.quoted or self.placed):
            return ""
        told = _("{quoted} quoted, {ordered} ordered, {delivered} delivered")
        return told.format(quoted=self.quoted, ordered=self.placed, delivered=self.delivered)

    @property
    def stages(self) -> Mapping[FleetStage, datetime]:
        """The stages to which the first signature and the first hand-over bring a project."""
        came = (
            (FleetStage.STOCK_PREPARATION, self.signed_at),
            (FleetStage.ACCEPTANCE, self.delivered_at),
        )
        return {stage: at for stage, at in came if at is not None}

    def stage(self, noted: FleetStage) -> FleetStage:
        """How far a project is: as somebody noted, or as its orders say where that is further."""
        return max(noted, *self.stages, key=project_rules.place) if self.stages else noted


def cars_of_projects(
    session: Session, shown: ColumnElement[bool], *, today: date
) -> Mapping[int, CarsSold]:
    """The cars of the shown projects; an ended quotation counts as far as it was ordered."""
    ids = select(FleetProject.id).where(shown)
    quoted = _quoted(session, ids, today=today)
    orders = select(
        Quote.fleet_project_id,
        func.count(SaleOrder.id),
        func.count(SaleOrder.signed_at),
        func.count(SaleOrder.delivered_at),
        func.min(SaleOrder.signed_at),
        func.min(SaleOrder.delivered_at),
    ).join(SaleOrder, SaleOrder.quote_id == Quote.id)
    standing = orders.where(STANDING, Quote.fleet_project_id.in_(ids))
    told = {key: row for key, *row in session.execute(standing.group_by(Quote.fleet_project_id))}
    keys = (key for key in {*quoted, *told} if key is not None)
    return {key: CarsSold(quoted.get(key, 0), *told.get(key, ())) for key in keys}


def _quoted(session: Session, ids: Select[int], *, today: date) -> dict[int | None, int]:
    ordered = select(func.count(SaleOrder.id)).where(SaleOrder.quote_id == Quote.id, STANDING)
    holds = QuoteVersion.valid_until >= today
    cars = case((holds, QuoteVersion.cars), else_=ordered.correlate(Quote).scalar_subquery())
    newest = (QuoteVersion.quote_id == Quote.id) & (QuoteVersion.number == Quote.versions)
    wanted = select(Quote.fleet_project_id, func.sum(cars)).join(QuoteVersion, newest)
    of_projects = wanted.where(VALID, Quote.fleet_project_id.in_(ids))
    rows = session.execute(of_projects.group_by(Quote.fleet_project_id))
    return {key: int(cars) for key, cars in rows}
