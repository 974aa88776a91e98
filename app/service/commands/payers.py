"""Says who pays: line by line, by shares of a line, and under which name (K3)."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.orders import money_rules
from app.orders.rules import CHARGED
from app.people import operations as people
from app.people.lookup import LIVING
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.service import money_rules as rules
from app.service.operations import AnyLine, check_unbilled, line_of, unlocked
from app.service.values import NamedPayer, Split
from app.text import N_
from db.money_words import PayerKind
from db.tables.bills import OrderPayer
from db.tables.people import Person
from db.tables.service import LabourLine, PartLine
from db.vocabulary import PersonKind, Role

SHARING = (Role.ADVISOR, Role.CONTROLLER, Role.CASHIER)
LEAST = Decimal("0.01")


@allow(*SHARING)
def split_line(session: Session, order_id: int, value: Split, *, by: Actor, at: datetime) -> int:
    """Shares a line out by percent: one line for each payer, the last takes the rest.

    Hours and pieces are shared with the amount. Returns how many lines there are now.
    """
    ref, shares = value.ref, value.shares
    unlocked(session, order_id)
    line = line_of(session, order_id, ref)
    rules.check_shares([share.percent for share in shares])
    check_unbilled(session, order_id, line.payer, *(share.payer for share in shares))
    if line.state not in CHARGED:
        raise Refused("line.not_charged", N_("Nobody pays for this line."))
    percents = [share.percent or Decimal(0) for share in shares]
    if isinstance(line, PartLine) and min(money_rules.split(line.quantity, percents)) < LEAST:
        message = N_("One share would be less than a hundredth of a piece.")
        raise Refused("line.share_small", message, field="percent")
    if isinstance(line, LabourLine):
        line.fixed_price = None  # the shares have prices of their own from now on
    lines = [line, *(_copy(session, line) for _share in shares[1:])]
    for name in _shared_columns(line):
        parts = _parts(getattr(line, name), percents)
        for one, part in zip(lines, parts, strict=True):
            setattr(one, name, part)
    whole = line.share or Decimal(100)
    for one, share, percent in zip(lines, shares, percents, strict=True):
        one.payer = share.payer
        one.share = (percent * whole / 100).quantize(LEAST)
    session.flush()
    return len(lines)


@allow(*SHARING)
def name_payer(
    session: Session, order_id: int, named: NamedPayer, *, by: Actor, at: datetime
) -> int | None:
    """Names the person or company that pays; without a name nobody is named any more.

    The customer's bill follows the payer of the intake. Returns the id of the file.
    """
    payer = named.payer
    kind = PersonKind.PERSON if payer is PayerKind.CUSTOMER else PersonKind.COMPANY
    who = Contact(named.name or "", named.phone, kind=kind)
    order = unlocked(session, order_id)
    check_unbilled(session, order_id, payer)
    person = None
    if who.name.strip():
        people.phone_number(who.phone, "phone")
        known = _company(session, who)
        person = people.find_or_add(session, replace(who, person_id=known), by=by, at=at)
        session.flush()
    if payer is PayerKind.CUSTOMER:
        order.payer_id = person.id if person else None
    else:
        _name(session, order_id, payer, person_id=person.id if person else None)
    return person.id if person else None


def _company(session: Session, who: Contact) -> int | None:
    """The file of a company with this very name, which needs no telephone to be found."""
    if who.person_id is not None or who.phone:
        return who.person_id
    same = select(Person.id).where(Person.name == who.name.strip(), LIVING)
    return session.scalar(same.where(Person.kind == PersonKind.COMPANY).order_by(Person.id))


def _name(session: Session, order_id: int, payer: PayerKind, *, person_id: int | None) -> None:
    of_order = select(OrderPayer).where(OrderPayer.order_id == order_id, OrderPayer.kind == payer)
    row = session.scalar(of_order)
    if person_id is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(OrderPayer(order_id=order_id, kind=payer, person_id=person_id))
    else:
        row.person_id = person_id


def _shared_columns(line: AnyLine) -> tuple[str, ...]:
    """What of a line is shared out: its amounts, and its hours or pieces."""
    if isinstance(line, LabourLine):
        return "fee", "hours", "standard_hours", "agreed_amount"
    return (
        ("amount", "quantity", "agreed_amount")
        if isinstance(line, PartLine)
        else (
            "amount",
            "agreed_amount",
        )
    )


def _parts(value: Decimal | None, percents: list[Decimal]) -> list[Decimal | None]:
    """The shares of one value; what was never agreed has none."""
    return [None] * len(percents) if value is None else list(money_rules.split(value, percents))


def _copy(session: Session, line: AnyLine) -> AnyLine:
    """A second line that says the same, right behind the first one."""
    columns = line.__table__.columns.keys()
    values = {name: getattr(line, name) for name in columns if name not in ("id", "version")}
    copy = type(line)(**(values | {"finding_id": None} if "finding_id" in values else values))
    session.add(copy)
    return copy
