"""Use cases of an order for a car: place, approve, check, send back, change, sign, cancel."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import archive
from app.admin.archive import Issued, ToKeep
from app.errors import Refused, check_seen
from app.local_time import local_day
from app.numbers import next_number
from app.permissions import Actor, allow
from app.prospects import operations as prospects
from app.sales import discount_rules, order_operations, order_rules, rules, trade_in
from app.sales.after_care_operations import keep_plans
from app.sales.loan_rules import NOTHING
from app.sales.order_facts import SaleOrderRow
from app.sales.order_operations import check_open, own
from app.sales.order_queries import order as read
from app.sales.order_rules import Deposit
from app.sales.order_values import CancelEntry, GivenSalePaper, SaleChangeEntry, SaleOrderEntry
from app.sales.queries import versions_of
from app.text import N_, _, language
from db.nouns import Noun
from db.sales_words import DepositKind, QuoteState, SaleState
from db.tables.prospects import Prospect
from db.tables.sale_orders import STANDING, SaleChange, SaleOrder
from db.tables.sales import Quote
from db.vocabulary import PaperKind, ProspectState, Role

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

    Returns its id. It waits for the manager then.
    """
    if entry.id is None:
        row = _new(session, entry, by=by, at=at)
    else:
        told = own(session, entry.id, by=by, at=at)
        row = session.get_one(SaleOrder, entry.id)
        check_seen(entry.version, row.version, noun=Noun.SALE_ORDER, id=row.id)
        check_open(told, order_rules.UNAPPROVED)
        if not told.changes:
            discount_rules.check_decided(told.newest, today=local_day(at))
            row.quote_version_id = told.newest.id
        if row.quote_version_id == told.quote_version_id:
            _check_not_printed(session, told, entry)
        row.rejected_reason = None
    _fill(session, row, entry, at=at)
    session.add(row)
    session.flush()
    return row.id


@allow(Role.CONSULTANT)
def withdraw_order(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of a new order; Refused once something was done with it."""
    told = own(session, order_id, by=by, at=at)
    row = session.get_one(SaleOrder, order_id)
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
    """Finance has checked sums, loan and deposit: the contract may be printed."""
    check_open(read(session, order_id, by, at=at), frozenset({SaleState.WAITS_FOR_FINANCE}))
    row = session.get_one(SaleOrder, order_id)
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
    session.get_one(SaleOrder, order_id).signed_at = at
    prospects.close_as_bought(session, told.person_id, at=at)


@allow(Role.CONSULTANT)
def take_back_signature(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `sign`: the enquiry is open again."""
    told = own(session, order_id, by=by, at=at)
    check_open(told, order_rules.APPROVED)
    row = session.get_one(SaleOrder, order_id)
    closed = select(Prospect).where(
        Prospect.person_id == row.person_id,
        Prospect.state == ProspectState.WON,
        Prospect.closed_at == row.signed_at,
    )
    prospect = session.scalar(closed)
    row.signed_at = None
    if prospect is not None and prospects.live(session, row.person_id) is None:
        prospect.state, prospect.closed_at = ProspectState.OPEN, None
        prospects.plan(session, prospect, at=at)


@allow(Role.CONSULTANT)
def change(
    session: Session, order_id: int, entry: SaleChangeEntry, *, by: Actor, at: datetime
) -> int:
    """The order takes over the newest version as a numbered change; returns its number.

    Both approvals and the signature are void; a car of another version or colour is free again.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told)
    if not told.has_newer:
        message = N_("Save the next version of {quote} first; then it becomes the change.")
        raise Refused("sale.no_version", message, quote=told.quote_number)
    discount_rules.check_decided(told.newest, today=local_day(at))
    if not (entry.reason or "").strip():
        raise Refused("sale.no_reason", MISSING, field="reason")
    trade_in.check_kept(told, told.newest)
    trade_in.check_unpromised(session, told.newest)
    row, number = session.get_one(SaleOrder, order_id), len(told.changes) + 1
    made = SaleChange(sale_order_id=order_id, number=number, reason=(entry.reason or "").strip())
    made.old_version_id, made.new_version_id = row.quote_version_id, told.newest.id
    made.made_at, made.made_by = at, by.staff_id
    session.add(made)
    row.quote_version_id = told.newest.id
    deposit = Deposit(row.deposit, row.deposit_kind)
    order_rules.check_deposit(deposit, told.newest.amounts)
    if entry.promised_on is not None:
        row.promised_on = order_rules.check_promise(entry.promised_on, today=local_day(at))
    row.approved_at = row.approved_by = row.checked_at = row.checked_by = None
    row.signed_at = row.rejected_reason = None
    if not order_operations.still_fits(told, told.newest):
        row.stock_car_id = row.allocated_at = row.allocated_by = None
    return number


@allow(Role.CONSULTANT)
def cancel(session: Session, order_id: int, entry: CancelEntry, *, by: Actor, at: datetime) -> None:
    """Ends an order: its car is free, and the cashier reads what goes back.

    A signed one is cancelled by a manager.
    """
    told = own(session, order_id, by=by, at=at)
    check_open(told)
    if told.signed_at is not None and not by.may(Role.MANAGER):
        message = N_("The contract is signed: a manager cancels it.")
        raise Refused("sale.signed", message)
    trade_in.check_kept(told, None)
    for name in ("cancel_cause", "cancel_reason"):
        if not getattr(entry, name):
            raise Refused("sale.no_reason", MISSING, field=name)
    row = session.get_one(SaleOrder, order_id)
    row.cancelled_at, row.cancelled_by = at, by.staff_id
    row.cancel_cause = entry.cancel_cause
    row.cancel_reason = (entry.cancel_reason or "").strip()
    keep_plans(session, order_id, at=at)


@allow(Role.CONSULTANT, Role.CASHIER)
def keep_paper(session: Session, given: GivenSalePaper, *, by: Actor, at: datetime) -> int:
    """Stores a paper of an order as the customer got it; returns the number of the copy (D5)."""
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


def _new(session: Session, entry: SaleOrderEntry, *, by: Actor, at: datetime) -> SaleOrder:
    quote = session.get(Quote, entry.quote_id) if entry.quote_id is not None else None
    if quote is None:
        message = N_("Which quotation is ordered? A car without one is quoted first.")
        raise Refused("sale.no_quote", message, field="quote_id")
    if quote.staff_id != by.staff_id and not by.may(Role.MANAGER):
        message = N_("This is a colleague's quotation: its consultant or a manager changes it.")
        raise Refused("quote.not_own", message, field="quote_id")
    _check_valid(session, quote, at=at)
    row = SaleOrder(number=next_number(session, "D", at), quote_id=quote.id)
    row.quote_version_id = versions_of(session, Quote.id == quote.id)[quote.id][-1].id
    row.person_id, row.staff_id, row.placed_at = quote.person_id, quote.staff_id, at
    return row


def _check_valid(session: Session, quote: Quote, *, at: datetime) -> None:
    standing = select(SaleOrder.number).where(SaleOrder.quote_id == quote.id, STANDING)
    number = session.scalar(standing)
    if number is not None:
        message = N_("This quotation has been ordered already: {number}.")
        raise Refused("sale.ordered", message, field="quote_id", number=number)
    newest = versions_of(session, Quote.id == quote.id)[quote.id][-1]
    discount_rules.check_decided(newest, today=local_day(at))
    state = rules.state_of(newest.valid_until, quote.withdrawn_at, today=local_day(at))
    if state is not QuoteState.OPEN:
        message = N_("This quotation holds no more: make its next version first.")
        raise Refused("sale.expired", message, field="quote_id")


def _fill(session: Session, row: SaleOrder, entry: SaleOrderEntry, *, at: datetime) -> None:
    """Deposit, day and second colour, after they were looked at."""
    told = versions_of(session, Quote.id == row.quote_id)[row.quote_id]
    version = next(one for one in told if one.id == row.quote_version_id)
    amount, kind = entry.deposit or NOTHING, entry.deposit_kind or DepositKind.EARNEST
    order_rules.check_deposit(Deposit(amount, kind), version.amounts)
    trade_in.check_unpromised(session, version)
    row.deposit, row.deposit_kind = amount, kind
    row.promised_on = order_rules.check_promise(entry.promised_on, today=local_day(at))
    row.second_colour = (entry.second_colour or "").strip() or None


def _check_not_printed(session: Session, told: SaleOrderRow, entry: SaleOrderEntry) -> None:
    """Refused where other terms than those of the printed contract are put forward."""
    noun = NOUNS[PaperKind.PURCHASE_CONTRACT]
    kept = archive.issued(session, PaperKind.PURCHASE_CONTRACT, noun, noun_id=told.id)
    terms = (entry.deposit or NOTHING, entry.deposit_kind, entry.promised_on)
    is_same = terms == (told.deposit, told.deposit_kind, told.promised_on)
    if _is_of(kept, told) and not (is_same and (entry.second_colour or "") == told.second_colour):
        message = N_(
            "The contract of this version has been printed. Save the next version of {quote}"
            " first: it gets a contract of its own."
        )
        raise Refused("sale.printed", message, quote=told.quote_number)


def _check_unsigned(told: SaleOrderRow) -> None:
    if told.signed_at is not None:
        raise Refused("sale.signed_already", N_("This order has been signed already."))
