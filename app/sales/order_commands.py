"""Use cases of an order for a car: place, approve, check, send back, change, sign, cancel."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.admin import archive
from app.admin.archive import Issued, ToKeep
from app.errors import Refused, check_seen
from app.formatting import show_date
from app.local_time import local_day
from app.permissions import Actor, allow
from app.prospects import operations as prospects
from app.sales import (
    discount_rules,
    order_operations,
    order_placing,
    order_rules,
    order_terms,
    trade_in,
    used_sale,
)
from app.sales.after_care_operations import keep_plans
from app.sales.loan_rules import NOTHING
from app.sales.order_facts import SaleOrderRow
from app.sales.order_operations import check_open, own
from app.sales.order_queries import order as read
from app.sales.order_rules import Deposit
from app.sales.order_values import CancelEntry, GivenSalePaper, SaleChangeEntry, SaleOrderEntry
from app.sales.version_queries import versions
from app.text import N_, _, language
from db.nouns import Noun
from db.sales_words import DepositKind, SaleState
from db.tables.prospects import Prospect
from db.tables.sale_orders import SaleOrder
from db.vocabulary import PaperKind, Role

MISSING = N_("Please fill this in.")
NOUNS = {
    PaperKind.PURCHASE_CONTRACT: Noun.SALE_ORDER,
    PaperKind.ORDER_CHANGE: Noun.SALE_CHANGE,
    PaperKind.SALE_RECEIPT: Noun.PAYMENT,
    PaperKind.DELIVERY_SHEET: Noun.SALE_ORDER,
}
"""What each paper of an order is stored with."""


@allow(Role.CONSULTANT)
def save_order(session: Session, entry: SaleOrderEntry, *, by: Actor, at: datetime) -> int:
    """Places an order on the newest version of a quotation, or puts it forward again.

    Returns its id. It waits for the manager then. Of a quotation for several cars as many orders
    are placed at once as are wanted; the first one is returned.
    """
    told = None
    if entry.id is None:
        rows = order_placing.new_orders(session, entry, by=by, at=at)
    else:
        told = own(session, entry.id, by=by, at=at)
        row = session.get_one(SaleOrder, entry.id)
        check_seen(entry.version, row.version, noun=Noun.SALE_ORDER, id=row.id)
        check_open(told, order_rules.UNAPPROVED)
        if not told.changes:
            discount_rules.check_decided(told.newest, today=local_day(at))
            order_operations.take_version(session, row, told)
        if row.quote_version_id == told.quote_version_id:
            _check_not_printed(session, told, entry)
        row.rejected_reason, rows = None, [row]
    for row in rows:
        _fill(session, row, entry, told=told, at=at)
        session.add(row)
        session.flush()
        order_terms.keep_in_change(session, row)
    if told is not None:
        keep_plans(session, told.id, at=at)
    return rows[0].id


@allow(Role.CONSULTANT)
def withdraw_order(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of a new order and of those placed with it; Refused once something was done."""
    for row in order_placing.placed_with(session, session.get_one(SaleOrder, order_id)):
        told = own(session, row.id, by=by, at=at)
        if row.version != 1 or told.payments or told.steps:
            message = N_("This has been changed again since and cannot be taken back.")
            raise Refused("sale.changed", message)
        session.delete(row)


@allow(Role.MANAGER)
def approve(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """The manager agrees to price and terms; finance is next."""
    check_open(read(session, order_id, by, at=at), frozenset({SaleState.WAITS_FOR_MANAGER}))
    row = session.get_one(SaleOrder, order_id)
    row.approved_at, row.approved_by = at, by.staff_id


@allow(Role.MANAGER)
def take_back_approval(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `approve`, while finance has not looked at it."""
    check_open(read(session, order_id, by, at=at), frozenset({SaleState.WAITS_FOR_FINANCE}))
    row = session.get_one(SaleOrder, order_id)
    row.approved_at = row.approved_by = None


@allow(Role.CASHIER)
def check_finance(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Finance has checked sums, loan and deposit: the contract may be printed.

    Refused for who approved it, unless nobody else could check it.
    """
    check_open(read(session, order_id, by, at=at), frozenset({SaleState.WAITS_FOR_FINANCE}))
    row = session.get_one(SaleOrder, order_id)
    if row.approved_by == by.staff_id:
        order_operations.check_other(session, by=by)
    row.checked_at, row.checked_by = at, by.staff_id


@allow(Role.CASHIER)
def take_back_check(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `check_finance`, while no car is given and nothing signed."""
    told = read(session, order_id, by, at=at)
    check_open(told, frozenset({SaleState.WAITS_FOR_CAR}))
    _check_unsigned(told)
    row = session.get_one(SaleOrder, order_id)
    row.checked_at = row.checked_by = None


@allow(Role.MANAGER, Role.CASHIER)
def send_back(
    session: Session, order_id: int, reason: str | None, *, by: Actor, at: datetime
) -> None:
    """The consultant reads why and puts the order forward again."""
    check_open(read(session, order_id, by, at=at), order_rules.WAITING)
    if not (reason or "").strip():
        message = N_("Say what has to be changed.")
        raise Refused("sale.no_reason", message, field="rejected_reason")
    row = session.get_one(SaleOrder, order_id)
    row.rejected_reason = (reason or "").strip()
    row.approved_at = row.approved_by = None


@allow(Role.CONSULTANT)
def sign(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """The customer has signed the paper of this version; an enquiry ends as bought.

    Refused before the contract, or the paper of the last change, was printed.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told, order_rules.APPROVED)
    _check_unsigned(told)
    kind, about = signed_paper(told)
    kept = archive.issued(session, kind, NOUNS[kind], noun_id=about)
    is_other = kind is PaperKind.PURCHASE_CONTRACT and not _is_of(kept, told)
    if kept is None or is_other:
        message = N_("Print the {paper} first: what is signed is a paper.")
        raise Refused("sale.not_printed", message, paper=_(kind.label))
    row = session.get_one(SaleOrder, order_id)
    row.valid_signature_at = at
    if row.signed_at is None or kind is PaperKind.PURCHASE_CONTRACT:
        prospects.close_as_bought(session, told.person_id, at=at)
    row.signed_at = row.signed_at or at


@allow(Role.CONSULTANT)
def take_back_signature(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `sign`: the enquiry is open again; after that day it needs a manager.

    The deposit stays bound, unless the first signature goes on its own day without any money.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told, order_rules.APPROVED)
    signed = told.valid_signature_at
    if signed is None:
        raise Refused("sale.unsigned", N_("This order is not signed."))
    is_today = local_day(signed) == local_day(at)
    if not is_today and not by.may(Role.MANAGER):
        message = N_("It was signed on {day}: a manager takes the signature back.")
        raise Refused("sale.signed_before", message, day=show_date(local_day(signed)))
    row = session.get_one(SaleOrder, order_id)
    row.valid_signature_at = None
    if is_today and told.signed_at == signed and not told.paid:
        row.signed_at = None
    won = Prospect.closed_at == signed
    order_operations.reopen_enquiry(session, row, won, at=at)


@allow(Role.CONSULTANT)
def change(
    session: Session, order_id: int, entry: SaleChangeEntry, *, by: Actor, at: datetime
) -> int:
    """The newest version, another day or deposit become a numbered change; returns its number.

    Both approvals and the signature are void; a car of another version or colour is free again.
    The contract stays signed: the deposit is bound, and the day of the order is the same.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told)
    row, number = session.get_one(SaleOrder, order_id), len(told.changes) + 1
    made = order_terms.begin_change(told, entry, at=at)
    made.number, made.made_at, made.made_by = number, at, by.staff_id
    session.add(made)
    order_operations.take_version(session, row, told)
    if entry.promised_on is not None:
        row.promised_on = order_rules.check_promise(entry.promised_on, today=local_day(at))
    if entry.deposit is not None:
        row.deposit = entry.deposit
    order_terms.check_deposit(told, told.newest, deposit=Deposit(row.deposit, row.deposit_kind))
    row.approved_at = row.approved_by = row.checked_at = row.checked_by = None
    row.valid_signature_at = row.rejected_reason = None
    used_sale.allot(session, row, told.newest, at=at)
    session.flush()
    order_terms.keep_in_change(session, row)
    keep_plans(session, order_id, at=at)
    return number


@allow(Role.CONSULTANT)
def cancel(session: Session, order_id: int, entry: CancelEntry, *, by: Actor, at: datetime) -> None:
    """Ends an order: its car is free, and the cashier reads what goes back.

    One that was ever signed is cancelled by a manager; the enquiry that it had won is open again.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told)
    if told.signed_at is not None and not by.may(Role.MANAGER):
        message = N_("The contract is signed: a manager cancels it.")
        raise Refused("sale.signed", message)
    trade_in.check_cancel(session, told)
    for name in ("cancel_cause", "cancel_reason"):
        if not getattr(entry, name):
            raise Refused("sale.no_reason", MISSING, field=name)
    row = session.get_one(SaleOrder, order_id)
    row.cancelled_at, row.cancelled_by = at, by.staff_id
    row.cancel_cause = entry.cancel_cause
    row.cancel_reason = (entry.cancel_reason or "").strip()
    keep_plans(session, order_id, at=at)
    if told.signed_at is not None:
        order_operations.reopen_enquiry(session, row, at=at)


@allow(Role.CONSULTANT, Role.CASHIER)
def keep_paper(session: Session, given: GivenSalePaper, *, by: Actor, at: datetime) -> int:
    """Stores a paper of an order as the customer got it; returns the number of the copy (D5).

    Refused for a colleague's order, whose papers are printed by others.
    """
    order_operations.check_paper(session, (given.kind, given.about), by, at=at)
    kept = ToKeep(
        given.kind,
        NOUNS[given.kind],
        given.about,
        given.number,
        language(),
        given.edition,
        given.pdf,
    )
    return archive.keep(session, kept, by=by, at=at)


def signed_paper(row: SaleOrderRow) -> tuple[PaperKind, int]:
    """Which paper is signed: the contract, or that of the last change; with its record."""
    if row.changes:
        return PaperKind.ORDER_CHANGE, row.changes[-1].id
    return PaperKind.PURCHASE_CONTRACT, row.id


def _is_of(kept: Issued | None, row: SaleOrderRow) -> bool:
    """True for the contract of the version that the order is about now."""
    return kept is not None and kept.number == row.contract_number


def _fill(
    session: Session,
    row: SaleOrder,
    entry: SaleOrderEntry,
    *,
    told: SaleOrderRow | None,
    at: datetime,
) -> None:
    """Deposit, day and second colour, after they were looked at; `told` is how it stood before."""
    version = next(one for one in versions(session, row.quote_id) if one.id == row.quote_version_id)
    deposit = Deposit(entry.deposit or NOTHING, entry.deposit_kind or DepositKind.EARNEST)
    order_terms.check_deposit(told, version, deposit=deposit)
    trade_in.check_unpromised(session, version)
    used_sale.allot(session, row, version, at=at)
    row.deposit, row.deposit_kind = deposit.amount, deposit.kind
    row.promised_on = order_rules.check_promise(entry.promised_on, today=local_day(at))
    row.second_colour = (entry.second_colour or "").strip() or None


def _check_not_printed(session: Session, told: SaleOrderRow, entry: SaleOrderEntry) -> None:
    """Refused where other terms than those of the printed paper are put forward."""
    kind, about = signed_paper(told)
    kept = archive.issued(session, kind, NOUNS[kind], noun_id=about)
    terms = (entry.deposit or NOTHING, entry.deposit_kind, entry.promised_on)
    is_same = terms == (told.deposit, told.deposit_kind, told.promised_on)
    if is_same and (entry.second_colour or "") == told.second_colour:
        return
    if told.changes and kept is not None:
        message = N_(
            "The paper of the last change has been printed: make another change, it gets a paper"
            " of its own."
        )
        raise Refused("sale.printed", message)
    if not told.changes and _is_of(kept, told):
        message = N_(
            "The contract of this version has been printed. Save the next version of {quote}"
            " first: it gets a contract of its own."
        )
        raise Refused("sale.printed", message, quote=told.quote_number)


def _check_unsigned(told: SaleOrderRow) -> None:
    if told.valid_signature_at is not None:
        raise Refused("sale.signed_already", N_("This order has been signed already."))
