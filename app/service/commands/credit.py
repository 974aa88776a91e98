"""Takes back a bill or some of its lines with a credit note, also after hand-over (K5)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import order_money
from app.errors import Refused
from app.numbers import next_number
from app.orders import operations
from app.orders.money_rules import spread
from app.orders.rules import NOTHING, SettlementBlock
from app.payments.receipts import free_promise
from app.payments.signing import sign
from app.permissions import Actor, allow
from app.service.queries import money
from app.service.queries.money import BilledLine
from app.service.values import Credit, LineRef
from app.text import N_
from db.tables.bills import CreditLine, CreditNote, Settlement
from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class _Part:
    """A line that is credited, and its share of the bill's discount."""

    line: BilledLine
    discount: Decimal


@allow(Role.CASHIER)
def credit(session: Session, order_id: int, value: Credit, *, by: Actor, at: datetime) -> str:
    """Takes back the whole bill of a payer, or the named lines; a second person signs.

    A whole bill opens its lines again, to be billed anew. What was paid stays with the payer.
    Returns the number of the credit note.
    """
    operations.find(session, order_id)
    bill = operations.bills(session, order_id).get(value.payer)
    if bill is None:
        raise Refused("bill.none", N_("This order is not settled yet."))
    if not (value.reason or "").strip():
        raise Refused("credit.reason", N_("Say why the bill is taken back."), field="reason")
    parts = _parts(session, bill, value.lines)
    approved_by = sign(session, value.approver, by=by, at=at)
    note = _note(session, bill, parts, whole=not value.lines)
    note.reason, note.at, note.made_by = (value.reason or "").strip(), at, by.staff_id
    note.number, note.approved_by = next_number(session, "H", at), approved_by
    session.add(note)
    session.flush()
    for part in parts:
        session.add(_line(note, part))
    bill.credited += note.total
    if not value.lines:
        bill.reversed_at, bill.reversed_reason, bill.reopened = at, note.reason, True
    session.flush()
    account = order_money.order_account(session, order_id, bill.payer)
    promised = account.on_account - max(account.owed, NOTHING)
    free_promise(session, bill.order_id, promised, payer=bill.payer, by=by, at=at)
    return note.number


def _parts(session: Session, bill: Settlement, refs: tuple[LineRef, ...]) -> list[_Part]:
    """The named lines of a bill that were not credited yet, without names all of them."""
    lines = money.billed_lines(session, bill)
    shares = spread(bill.discount, [line.amount for line in lines])
    gone = _credited(session, bill)
    found = {
        line.ref: _Part(line, share)
        for line, share in zip(lines, shares, strict=True)
        if line.ref not in gone
    }
    if any(ref not in found for ref in refs):
        message = N_("This line was credited already, or stands on no bill.")
        raise Refused("credit.line", message, field="lines")
    return [part for ref, part in found.items() if not refs or ref in refs]


def _credited(session: Session, bill: Settlement) -> set[LineRef]:
    notes = select(CreditNote.id).where(CreditNote.settlement_id == bill.id)
    lines = select(CreditLine.block, CreditLine.line_id).where(CreditLine.credit_note_id.in_(notes))
    return {LineRef(SettlementBlock(block), key) for block, key in session.execute(lines)}


def _note(session: Session, bill: Settlement, parts: list[_Part], *, whole: bool) -> CreditNote:
    """The sums of a note: of the lines, of a whole bill all that is left of it."""
    note = CreditNote(settlement_id=bill.id, order_id=bill.order_id)
    if whole:
        notes = session.scalars(select(CreditNote).where(CreditNote.settlement_id == bill.id)).all()
        for name in ("labour", "material", "other", "discount"):
            earlier = sum((getattr(one, name) for one in notes), NOTHING)
            setattr(note, name, getattr(bill, name) - earlier)
    else:
        for block in SettlementBlock:
            amounts = (part.line.amount for part in parts if part.line.ref.block is block)
            setattr(note, block.value, sum(amounts, NOTHING))
        note.discount = sum((part.discount for part in parts), NOTHING)
    note.total = note.labour + note.material + note.other - note.discount
    return note


def _line(note: CreditNote, part: _Part) -> CreditLine:
    line = CreditLine(credit_note_id=note.id, line_id=part.line.ref.id, name=part.line.name)
    line.block, line.amount, line.discount = part.line.ref.block, part.line.amount, part.discount
    return line
