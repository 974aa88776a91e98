"""Says who pays: line by line, by shares of a line, and under which name (K3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.orders import clock_operations as clocks
from app.orders import money_rules
from app.orders.rules import CHARGED, NOTHING
from app.people import operations as people
from app.people.lookup import LIVING
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.service import money_rules as rules
from app.service.operations import (
    AnyLine,
    check_unbilled,
    head_of,
    line_of,
    offers_of,
    reopen,
    unlocked,
)
from app.service.values import LineRef, NamedPayer, PayerShare
from app.text import N_
from db.money_words import PayerKind
from db.tables.bills import OrderPayer
from db.tables.people import Person
from db.tables.service import LabourLine, PartLine
from db.vocabulary import LineState, PersonKind, Role

SHARING = (Role.ADVISOR, Role.CONTROLLER, Role.CASHIER)
LEAST, WHOLE = Decimal("0.01"), Decimal(100)


@allow(*SHARING)
def assign_payer(
    session: Session, order_id: int, value: NamedPayer, *, by: Actor, at: datetime
) -> int:
    """Lets somebody pay some lines, or a share of them, and notes under which name.

    The rest of a shared line stays with who paid it before. Returns how many lines were assigned.
    """
    unlocked(session, order_id)
    payer = value.payer
    if payer is None:
        raise Refused("payer.none", N_("Who pays? Choose one."), field="payer")
    for ref in value.lines:
        part = WHOLE if value.percent is None else value.percent
        shares = [PayerShare(payer, part)]
        if part != WHOLE:
            shares.append(PayerShare(line_of(session, order_id, ref).payer, WHOLE - part))
        _split(session, order_id, ref, shares=shares)
    if value.name or value.phone or not value.lines:
        _name_payer(session, order_id, payer, who=value, by=by, at=at)
    return len(value.lines)


def _name_payer(
    session: Session,
    order_id: int,
    payer: PayerKind,
    *,
    who: NamedPayer,
    by: Actor,
    at: datetime,
) -> None:
    """Names the person or company; without a name nobody is named any more.

    The customer's bill follows the payer of the intake.
    """
    order = unlocked(session, order_id)
    check_unbilled(session, order_id, payer)
    kind = PersonKind.PERSON if payer is PayerKind.CUSTOMER else PersonKind.COMPANY
    contact = Contact(who.name or "", who.phone, kind=kind)
    person_id = None
    if contact.name.strip():
        people.phone_number(contact.phone, "phone")
        known = _company(session, contact)
        person = people.find_or_add(session, replace(contact, person_id=known), by=by, at=at)
        session.flush()
        person_id = person.id
    if payer is PayerKind.CUSTOMER:
        order.payer_id = person_id
    else:
        _name(session, order_id, payer, person_id=person_id)


def _split(session: Session, order_id: int, ref: LineRef, *, shares: Sequence[PayerShare]) -> None:
    """Shares a line out by percent: one line for each payer, the last takes the rest.

    Hours and pieces are shared with the amount.
    """
    line = line_of(session, order_id, ref)
    percents = _check_split(session, line, shares)
    if isinstance(line, LabourLine) and len(shares) > 1:
        line.fixed_price = None  # the shares have prices of their own from now on
    lines = [line, *(_copy(session, line) for _share in shares[1:])]
    for name in _shared_columns(line):
        parts = _parts(getattr(line, name), percents)
        for one, part in zip(lines, parts, strict=True):
            setattr(one, name, part)
    whole, was_customer = line.share or WHOLE, line.payer is PayerKind.CUSTOMER
    of_whole = money_rules.split(whole, percents)
    for one, share, percent in zip(lines, shares, of_whole, strict=True):
        one.payer = share.payer
        if one.payer is PayerKind.CUSTOMER and not was_customer:
            reopen(session, head_of(session, one))
        if len(shares) > 1:
            one.share = percent
    session.flush()
    for copy in lines[1:] if isinstance(line, LabourLine) else ():
        clocks.copy_shares(session, line.id, copy.id)


def _check_split(session: Session, line: AnyLine, shares: Sequence[PayerShare]) -> list[Decimal]:
    """The percentages; Refused for a billed or rejected line, and for shares that do not sum."""
    rules.check_shares([share.percent for share in shares])
    payers = {line.payer, *(share.payer for share in shares)}
    check_unbilled(session, line.order_id, *payers)
    if line.state not in CHARGED:
        raise Refused("line.not_charged", N_("Nobody pays for this line."))
    if len(shares) > 1 and _is_choice(session, line):
        message = N_("The customer chooses one of these jobs first: then its price is shared.")
        raise Refused("line.choice", message, field="percent")
    percents = [share.percent or NOTHING for share in shares]
    if isinstance(line, PartLine) and min(money_rules.split(line.quantity, percents)) < LEAST:
        message = N_("One share would be less than a hundredth of a piece.")
        raise Refused("line.share_small", message, field="percent")
    return percents


def _is_choice(session: Session, line: AnyLine) -> bool:
    """True where another job is still offered instead of the line's."""
    offers = offers_of(session, head_of(session, line))
    return any(offer.state is LineState.ALTERNATIVE for offer in offers)


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
    """A second line that says the same, right behind the first one; it is no offer instead."""
    columns = line.__table__.columns.keys()
    values = {name: getattr(line, name) for name in columns if name not in ("id", "version")}
    unique = {"finding_id", "alternative_id"} & values.keys()
    copy = type(line)(**(values | dict.fromkeys(unique)))
    session.add(copy)
    return copy
