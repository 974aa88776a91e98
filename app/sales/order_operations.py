"""Reads and writes that the commands of an order for a car share."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.admin import archive, second_person
from app.admin.archive import Issued
from app.audit import last_saved
from app.errors import Refused
from app.formatting import joined, short_moment
from app.permissions import Actor
from app.prospects import operations as prospects
from app.sales import order_queries, order_rules, trade_in
from app.sales.facts import VersionFacts
from app.sales.order_facts import SaleOrderRow
from app.stock import operations as stock
from app.text import N_, _
from db.nouns import Noun
from db.sales_words import SaleState, SaleStepKind
from db.tables.bills import Payment
from db.tables.prospects import Prospect
from db.tables.sale_orders import STANDING, SaleChange, SaleOrder, SaleStep
from db.tables.stock import CarHold, StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import PaperKind, ProspectState, Role

FINANCE = frozenset({Role.CASHIER, Role.MANAGER})
"""Who checks sums, loan and deposit."""
MOST_NAMES = 4
"""So many colleagues are named in a refusal."""


def own(
    session: Session, order_id: int, *, by: Actor, at: datetime, others: tuple[Role, ...] = ()
) -> SaleOrderRow:
    """An order of the consultant; Refused for a colleague's unless a manager or `others` ask."""
    row = order_queries.order(session, order_id, by, at=at)
    if not row.is_own and not by.may(*others):
        message = N_("This is a colleague's order: its consultant or a manager changes it.")
        raise Refused("sale.not_own", message)
    return row


def check_open(row: SaleOrderRow, allowed: frozenset[SaleState] = order_rules.OPEN_STATES) -> None:
    """Refused where the order stands otherwise; says who did what last."""
    order_rules.check_state(row.state, allowed, told=last_act(row))


def printable(session: Session, order_id: int, viewer: Actor, *, at: datetime) -> SaleOrderRow:
    """An order whose papers the viewer may print; they have the whole telephone number."""
    row = order_queries.order(session, order_id, viewer, at=at)
    if not row.is_own and not viewer.may(Role.CASHIER):
        message = N_("A colleague's order is printed by its consultant, the cashier or a manager.")
        raise Refused("sale.not_own_paper", message)
    return row


def check_paper(
    session: Session, paper: tuple[PaperKind, int], viewer: Actor, *, at: datetime
) -> None:
    """Refused where the order of a paper, by kind and record, is a colleague's."""
    kind, about = paper
    order_id: int | None = about
    if kind is PaperKind.ORDER_CHANGE:
        order_id = session.get_one(SaleChange, about).sale_order_id
    elif kind is PaperKind.SALE_RECEIPT:
        order_id = session.get_one(Payment, about).sale_order_id
    printable(session, order_id or 0, viewer, at=at)


def printed_sheet(session: Session, row: SaleOrderRow) -> Issued | None:
    """The hand-over confirmation as the order stands; None where it was saved since."""
    kind, noun = PaperKind.DELIVERY_SHEET, Noun.SALE_ORDER
    kept = archive.issued(session, kind, noun, noun_id=row.id)
    saved = last_saved(session, noun, row.id)
    if kept is None or saved is None or row.delivered_at is not None:
        return kept
    return kept if kept.issued_at >= saved.at else None


def check_other(session: Session, *, by: Actor) -> None:
    """Refused where somebody else here may check as finance; says who."""
    others = second_person.others(session, FINANCE, by=by)
    if others:
        message = N_("You approved this order: somebody else checks it as finance: {who}.")
        raise Refused("sale.own_approval", message, who=_(", ").join(others[:MOST_NAMES]))


def last_act(row: SaleOrderRow) -> str:
    """Who brought the order where it stands, and when; "" where nobody is kept."""
    acts = (
        (row.cancelled_at, row.canceller),
        (row.delivered_at, row.deliverer),
        (row.checked_at, row.checker),
        (row.approved_at, row.approver),
    )
    found = next(((at, who) for at, who in acts if at is not None), None)
    return "" if found is None else joined(found[1], short_moment(found[0]))


def still_fits(row: SaleOrderRow, version: VersionFacts) -> bool:
    """True where the car that was given is what another version wants."""
    if version.used is not None or row.agreed.used is not None:
        return version.stock_car_id == row.stock_car_id
    colours = order_rules.wanted_colours(version.colour, row.second_colour)
    is_same = version.trim_id == row.agreed.trim_id
    return is_same and (not colours or row.car_colour in colours)


def take_version(session: Session, row: SaleOrder, told: SaleOrderRow) -> None:
    """The order is about the newest version now.

    What was arranged for other amounts is open again; a car that it does not want any more is free.
    """
    version = told.newest
    trade_in.check_kept(told, version)
    trade_in.check_unpromised(session, version)
    for step in told.steps:
        if _arranged_for(step.kind, told.agreed) != _arranged_for(step.kind, version):
            session.delete(session.get_one(SaleStep, step.id))
    row.quote_version_id = version.id
    if not still_fits(told, version):
        row.stock_car_id = row.allocated_at = row.allocated_by = None


def _arranged_for(kind: SaleStepKind, version: VersionFacts) -> object:
    """With the car, where one is traded in."""
    terms = order_rules.arranged_for(kind, version.amounts)
    if kind is not SaleStepKind.TRADE_IN:
        return terms
    return terms, version.appraisal_id or version.trade_in_car


def reopen_enquiry(
    session: Session, order: SaleOrder, won: ColumnElement[bool] | None = None, *, at: datetime
) -> None:
    """The enquiry that an order had won is not won any more, unless another order stands for it.

    It is open again; where the buyer has a newer live one, it was entered twice. `won` tells which
    enquiry it is, where that is not every one which ended with a signature of the buyer's.
    """
    of_buyer = SaleOrder.person_id == order.person_id, SaleOrder.signed_at >= Prospect.opened_at
    signed = select(SaleOrder.id).where(*of_buyer, SaleOrder.signed_at <= Prospect.closed_at)
    others = select(SaleOrder.id).where(*of_buyer, STANDING, SaleOrder.id != order.id)
    closed = select(Prospect).where(
        Prospect.person_id == order.person_id,
        Prospect.state == ProspectState.WON,
        signed.correlate(Prospect).exists() if won is None else won,
        ~others.correlate(Prospect).exists(),
    )
    prospect = session.scalar(closed.order_by(Prospect.id.desc()).limit(1))
    if prospect is None:
        return
    if prospects.live(session, order.person_id) is not None:
        prospect.state = ProspectState.MERGED
        return
    prospect.state, prospect.closed_at = ProspectState.OPEN, None
    prospects.plan(session, prospect, at=at)


def check_fits(session: Session, car: StockCar, told: SaleOrderRow) -> None:
    """Refused where a car, as its file says now, is not what the order says."""
    vehicle = session.get_one(Vehicle, car.vehicle_id)
    colours = order_rules.wanted_colours(told.agreed.colour, told.second_colour)
    its = (vehicle.trim_id, vehicle.colour)
    order_rules.check_car((told.agreed.trim_id, colours), its, name=car.number)


def check_not_given(session: Session, car: StockCar, *, besides: int) -> None:
    """Refused where another order has the car; names its customer and consultant."""
    holder = select(SaleOrder.id).where(SaleOrder.stock_car_id == car.id, STANDING)
    order_id = session.scalar(holder.where(SaleOrder.id != besides))
    if order_id is not None:
        other = session.get_one(SaleOrder, order_id)
        row = order_queries.rows(
            session, order_queries.NOBODY, SaleOrder.id == other.id, at=other.placed_at
        )[0]
        message = N_("{car} has been given to order {number} ({customer}) by {who}, {when}.")
        told = {"car": car.number, "number": row.number, "customer": row.customer}
        when = short_moment(row.allocated_at)
        raise Refused(
            "sale.car_taken", message, field="stock_car_id", **told, who=row.giver, when=when
        )


def free_hold(session: Session, car: StockCar, order: SaleOrder, *, at: datetime) -> None:
    """Ends the reservation for this customer, or the consultant's for nobody yet.

    Refused for that of another customer, also where the same consultant made it.
    """
    hold = stock.live_hold(session, car.id)
    if hold is None:
        return
    is_open = hold.person_id is None and order.staff_id == hold.staff_id
    if order.person_id != hold.person_id and not is_open:
        stock.check_free(session, car, at=at)
    hold.ended_at = at


def hold_again(session: Session, order: SaleOrder) -> None:
    """Undo of `free_hold`: the car that is taken back is reserved as it was before."""
    ended = select(CarHold).where(
        CarHold.stock_car_id == order.stock_car_id, CarHold.ended_at == order.allocated_at
    )
    hold = session.scalar(ended)
    if hold is not None and stock.live_hold(session, hold.stock_car_id) is None:
        hold.ended_at = None
