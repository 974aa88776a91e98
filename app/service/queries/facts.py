"""Reads the facts of the papers of an order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.admin.archive import Issued
from app.admin.letterhead import letterhead
from app.errors import Refused
from app.orders import guarantees
from app.orders.dispatched import DispatchedJob, dispatched_jobs
from app.orders.rules import Guarantee, GuaranteeEnd, guarantee
from app.orders.service_types import repair_class
from app.orders.settings import GuaranteeSettings
from app.paper.frame import Printed, StoreHead
from app.photos import WholePhoto
from app.service.queries.inspections import InspectionRow, inspections
from app.service.queries.photos import whole_photos
from app.service.queries.sheet import OrderSheet, sheet
from app.service.queries.signed_contract import ContractState
from app.service.queries.support import SupportFacts, support
from app.service.values import GivenOut
from app.session_desks import desks_of
from app.settings import Settings
from app.text import N_, language
from db.money_words import PayerKind
from db.nouns import Noun
from db.vocabulary import PaperKind

NOUN = Noun.REPAIR_ORDER


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order on one paper: everything that is printed, frozen.

    `clauses` have their figures filled in.
    """

    order: OrderSheet
    store: StoreHead
    settings: Settings
    guarantee: Guarantee
    guarantee_end: GuaranteeEnd | None
    """None until the car has left."""
    certificate_end: GuaranteeEnd | None
    """As the certificate says it; None without one."""
    clauses: tuple[str, ...]
    edition: int
    language: str
    printed: Printed
    support: SupportFacts
    inspections: tuple[InspectionRow, ...] = ()
    photos: tuple[WholePhoto, ...] = ()
    jobs: tuple[DispatchedJob, ...] = ()
    """To whom the work was given: for the dispatch sheet alone."""


WITH_PHOTOS = frozenset({PaperKind.INTAKE_SHEET, PaperKind.INSPECTION_SHEET})
"""Papers that print photos and inspections; others are spared their bytes."""


def order_facts(
    session: Session,
    order_id: int,
    *,
    kind: PaperKind,
    by: str,
    at: datetime,
    payer: PayerKind | None = None,
) -> OrderFacts:
    """The facts of a paper as they are now, numbered as the next copy.

    A settlement list shows the lines of one payer alone, the customer's where none is named.
    """
    order = sheet(session, order_id)
    if order is None:
        raise Refused("order.unknown", N_("This order does not exist any more."))
    if kind is PaperKind.ADDITIONAL_WORK and not any(line.additional for line in order.lines):
        message = N_("Nothing was added to this order since the customer's first answer.")
        raise Refused("paper.nothing_added", message)
    if kind is PaperKind.SETTLEMENT_LIST:
        order = order.for_payer(payer or _first_payer(order))
    store, wording = settings.load(session), archive.clauses(session, kind, language())
    kind_of_repair = repair_class(session, order_id)
    promised = guarantee(kind_of_repair, store.of(GuaranteeSettings))
    figures = store.all(desks_of(session))
    copy = archive.copies(session, kind, NOUN, noun_id=order_id, number=_number(order, kind)) + 1
    return OrderFacts(
        order=order,
        store=letterhead(store),
        settings=store,
        guarantee=promised,
        guarantee_end=guarantees.end_of(session, order_id),
        certificate_end=_certified(session, order),
        clauses=tuple(filled(clause, figures, promised=promised) for clause in wording.clauses),
        edition=wording.edition,
        language=language(),
        printed=Printed(at, by, copy),
        support=support(session, order_id, at=at),
        **_of_kind(session, order_id, kind),
    )


def _certified(session: Session, order: OrderSheet) -> GuaranteeEnd | None:
    paper = order.quality.certificate
    if paper is None:
        return None
    return guarantees.expected_end(session, order.id, leaves_on=paper.leaves_on, km=paper.odometer)


def _of_kind(session: Session, order_id: int, kind: PaperKind) -> dict[str, Any]:
    """What one kind of paper alone tells: to whom work was given, inspections and photos."""
    if kind is PaperKind.DISPATCH_SHEET:
        return {"jobs": tuple(dispatched_jobs(session, order_id))}
    if kind not in WITH_PHOTOS:
        return {}
    rows = inspections(session, order_id).rows
    return {"inspections": rows, "photos": whole_photos(session, order_id)}


def _first_payer(order: OrderSheet) -> PayerKind:
    """The customer, or who pays where the customer pays nothing."""
    return PayerKind.CUSTOMER if PayerKind.CUSTOMER in order.payers else order.payers[0]


def issued(session: Session, order_id: int, kind: PaperKind) -> Issued | None:
    """The paper of this kind that was given out last."""
    return archive.issued(session, kind, NOUN, noun_id=order_id)


@dataclass(frozen=True, slots=True)
class ToPrint:
    """The facts of a paper, and the paper given out while it is valid."""

    kind: PaperKind
    facts: OrderFacts
    kept: Issued | None

    def told(self, pdf: bytes) -> GivenOut:
        """What is stored of it."""
        edition = self.facts.edition if self.kept is None else self.kept.edition or 0
        return GivenOut(self.kind, pdf, edition, _number(self.facts.order, self.kind))


def to_print(
    session: Session,
    order_id: int,
    *,
    kind: PaperKind,
    by: str,
    at: datetime,
    payer: PayerKind | None = None,
) -> ToPrint:
    """Reads what a paper would say, and the valid one that was given out.

    A contract stays valid until the order says something else; a settlement list until something
    was paid or handed over; other papers never.
    """
    facts = order_facts(session, order_id, kind=kind, by=by, at=at, payer=payer)
    if kind is PaperKind.CERTIFICATE and facts.order.quality.certificate is None:
        message = N_("The certificate is not issued yet: the inspector does it under “Quality”.")
        raise Refused("certificate.none", message)
    number = _number(facts.order, kind)
    kept = archive.issued(session, kind, NOUN, noun_id=order_id, number=number)
    return ToPrint(kind, facts, kept if kept is not None and _is_valid(facts.order, kept) else None)


def to_print_anew(
    session: Session, order_id: int, *, kind: PaperKind, by: str, at: datetime
) -> ToPrint:
    """What a paper says now, whatever was given out."""
    return replace(to_print(session, order_id, kind=kind, by=by, at=at), kept=None)


def _number(order: OrderSheet, kind: PaperKind) -> str:
    """Under which a paper is stored apart from others of its kind: each payer has a list."""
    bill = order.bill if kind is PaperKind.SETTLEMENT_LIST else None
    return "" if bill is None else bill.number


def _is_valid(order: OrderSheet, kept: Issued) -> bool:
    if kept.kind is PaperKind.CERTIFICATE:
        paper = order.quality.certificate
        return paper is not None and kept.number == paper.number
    if kept.kind is PaperKind.REPAIR_CONTRACT:
        return order.contract.state is not ContractState.VOID
    if kept.kind is not PaperKind.SETTLEMENT_LIST:
        return False
    moments = (order.departure.at, *(row.at for row in order.payments))
    is_unchanged = all(moment <= kept.issued_at for moment in moments if moment is not None)
    return order.bill is not None and kept.number == order.bill.number and is_unchanged


def filled(clause: str, settings: Mapping[str, Any], *, promised: Guarantee) -> str:
    """A clause with the store's figures in the place of the names of settings.

    A clause with an unknown name is printed as it was written.
    """
    figures = {**settings, "guarantee_days": promised.days, "guarantee_km": f"{promised.km:,}"}
    figures |= {
        name: f"{value:,}"
        for name, value in figures.items()
        if name.endswith("_km") and isinstance(value, int)
    }
    try:
        return clause.format_map(figures)
    except (KeyError, ValueError, IndexError, AttributeError):
        return clause
