"""Reads what the papers of the outlets say, and those that were given out before.

One that says the same as an archived one is a copy of it; what changed since is drawn anew, under
a number of its own.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.admin.archive import Issued
from app.paper.frame import Printed
from app.permissions import Actor
from app.settings import Settings
from app.stock import outlet_queries
from app.stock.outlet_facts import OutletMonth, OutletRow, TransferRow
from app.stock.outlet_operations import NOUN_OF
from app.stock.outlet_values import GivenOutletPaper
from app.text import language
from db.vocabulary import PaperKind


@dataclass(frozen=True, slots=True)
class TransferNote:
    """One car that goes to an outlet, with the head of the store."""

    row: TransferRow
    outlet: OutletRow
    settings: Settings
    language: str
    printed: Printed
    kept: Issued | None

    def told(self, pdf: bytes) -> GivenOutletPaper:
        """What is stored of it."""
        return GivenOutletPaper(PaperKind.TRANSFER_NOTE, self.row.id, self.row.number, pdf)


@dataclass(frozen=True, slots=True)
class OutletSheet:
    """The settlement of a month, with the head of the store."""

    month: OutletMonth
    number: str
    settings: Settings
    language: str
    printed: Printed
    kept: Issued | None

    def told(self, pdf: bytes) -> GivenOutletPaper:
        """What is stored of it."""
        return GivenOutletPaper(PaperKind.OUTLET_SHEET, self.month.outlet.id, self.number, pdf)


def note(session: Session, transfer_id: int, *, viewer: Actor, at: datetime) -> TransferNote:
    """What the transfer note says."""
    row = outlet_queries.transfer(session, transfer_id, at=at)
    everyone = outlet_queries.outlets(session, viewer, at=at)
    (outlet,) = [one for one in everyone if one.id == row.outlet_id]
    kept = _kept(session, PaperKind.TRANSFER_NOTE, row.id, number=row.number)
    printed = _printed(viewer, at, kept)
    return TransferNote(row, outlet, settings.load(session), language(), printed, kept)


def sheet(
    session: Session, outlet_id: int, first: date, *, viewer: Actor, at: datetime
) -> OutletSheet:
    """What the settlement of the month that begins on `first` says."""
    month = outlet_queries.month(session, outlet_id, first, at=at)
    number = f"W{outlet_id:02d}-{first:%y%m}-{_mark(month)}"
    kept = _kept(session, PaperKind.OUTLET_SHEET, outlet_id, number=number)
    printed = _printed(viewer, at, kept)
    return OutletSheet(month, number, settings.load(session), language(), printed, kept)


def _kept(session: Session, kind: PaperKind, about: int, *, number: str) -> Issued | None:
    return archive.issued(session, kind, NOUN_OF[kind], noun_id=about, number=number)


def _printed(viewer: Actor, at: datetime, kept: Issued | None) -> Printed:
    return Printed(at, viewer.name, 1 if kept is None else kept.copies + 1)


def _mark(month: OutletMonth) -> str:
    """Four characters that change with whatever the sheet says."""
    outlet = month.outlet
    head = (outlet.name, outlet.kind, outlet.company, outlet.contact, outlet.phone)
    told = [
        (one.day, one.transfer.number, one.change, one.transfer.rebate_reason, one.receipt)
        for one in month.movements
    ]
    cars = [(row.number, row.due_on, row.price) for row in month.standing]
    said = (*head, outlet.credit_limit, month.opening, told, cars, month.forecast)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:4].upper()
