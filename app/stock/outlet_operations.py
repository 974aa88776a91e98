"""Reads and checks that the commands of the cars share with those of the outlets."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.formatting import joined, money, short_day, short_moment
from app.stock import outlet_rules
from app.stock.outlet_facts import received
from app.stock.outlet_receipts import receipts_for, receipts_of
from app.stock.outlet_rules import NOTHING
from app.text import N_, _
from db.nouns import Noun
from db.outlet_words import TransferState
from db.tables.admin import Staff
from db.tables.outlets import OPEN, CarTransfer, Outlet
from db.tables.stock import StockCar
from db.vocabulary import PaperKind

NOUN_OF = {
    PaperKind.TRANSFER_NOTE: Noun.CAR_TRANSFER,
    PaperKind.OUTLET_SHEET: Noun.OUTLET,
}
"""What each paper of an outlet is stored with."""


def check_not_away(session: Session, row: StockCar) -> None:
    """Refused while an outlet has a car or has sold it; names it, who sent it and when."""
    wanted = (
        select(Outlet.name, Staff.name, CarTransfer.sent_at)
        .join(Outlet, Outlet.id == CarTransfer.outlet_id)
        .join(Staff, Staff.id == CarTransfer.sent_by)
        .where(CarTransfer.stock_car_id == row.id, CarTransfer.returned_at.is_(None))
    )
    found = session.execute(wanted).first()
    if found is not None:
        outlet, who, sent_at = found
        message = N_("{car} went to {outlet}, sent by {who}, {when}.")
        told = {"car": row.number, "outlet": outlet, "who": who, "when": short_moment(sent_at)}
        raise Refused("stock.away", message, **told)


def owed_and_away(session: Session, outlet_id: int) -> tuple[Decimal, Decimal]:
    """What an outlet has sold and not settled, and the prices of the cars that it has."""
    is_open = (CarTransfer.outlet_id == outlet_id) & OPEN
    wanted = select(CarTransfer.id, CarTransfer.price, CarTransfer.sold_on)
    found, paid = session.execute(wanted.where(is_open)).all(), receipts_of(session, is_open)
    owed = [row.price - received(paid[row.id]) for row in found if row.sold_on is not None]
    return sum(owed, NOTHING), sum((row.price for row in found if row.sold_on is None), NOTHING)


def has_transfers(session: Session, outlet_id: int) -> bool:
    """True where an outlet ever had a car."""
    sent = select(CarTransfer.id).where(CarTransfer.outlet_id == outlet_id)
    return session.scalar(sent.limit(1)) is not None


def in_state(session: Session, transfer_id: int, *wanted: TransferState) -> CarTransfer:
    """A transfer that stands as one of these; Refused by who has done what since."""
    row = session.get_one(CarTransfer, transfer_id)
    dates = {"sold_on": row.sold_on, "settled_on": row.settled_on}
    state = outlet_rules.state_of(returned_at=row.returned_at, **dates)
    if state not in wanted:
        refuse_state(session, row, state)
    return row


def check_nothing_paid(session: Session, transfer_id: int) -> None:
    """Refused while money of the outlet is here for a car that would be owed no more."""
    paid = received(receipts_for(session, transfer_id))
    if paid:
        message = N_("{amount} was paid for this car: the cashier pays it back first.")
        raise Refused("outlet.paid", message, amount=money(paid))


def refuse_state(session: Session, row: CarTransfer, state: TransferState) -> None:
    """Raises Refused: the car stands otherwise by now; names who did it and when."""
    last = {
        TransferState.BACK: (row.returned_by, short_moment(row.returned_at)),
        TransferState.SETTLED: (row.settled_by, short_day(row.settled_on)),
        TransferState.OWED: (row.sold_by, short_day(row.sold_on)),
        TransferState.OUT: (row.sent_by, short_moment(row.sent_at)),
    }
    staff_id, when = last[state]
    who = session.get(Staff, staff_id) if staff_id is not None else None
    message = N_("{number}: {state} ({who}).")
    told = joined(who.name if who is not None else "", when)
    raise Refused("outlet.state", message, number=row.number, state=_(state.label), who=told)
