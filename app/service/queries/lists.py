"""Reads the orders behind a filter chip or a search, with the count of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.identity import plate as plates
from app.local_time import local_day
from app.orders import queries as orders
from app.orders.queries import OrderRow
from app.orders.rules import Timing
from db.tables.service import RepairOrder
from db.vocabulary import Stage

MOST = 300


class Shown(StrEnum):
    """The filter chips over the list."""

    OPEN = "open"
    DUE_TODAY = "due_today"
    LATE = "late"
    APPROVAL = "approval"
    READY = "ready"
    DELIVERED = "delivered"
    ALL = "all"


STANDING = (Shown.OPEN, Shown.DUE_TODAY, Shown.LATE, Shown.APPROVAL, Shown.READY)
"""The chips over orders that stand in the shop."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The list that was asked for, and how many orders stand behind each chip but the last."""

    rows: tuple[OrderRow, ...]
    counts: Mapping[Shown, int]


def overview(
    session: Session, shown: Shown, text: str = "", *, now: datetime, risk_minutes: int
) -> Overview:
    """The orders behind a chip, or those whose number or plate holds `text`."""
    standing = orders.in_shop(session)
    is_behind = partial(_is_behind, now=now, risk_minutes=risk_minutes)
    behind = {chip: [row for row in standing if is_behind(row, chip)] for chip in STANDING}
    behind[Shown.DELIVERED] = orders.delivered_on(session, local_day(now))
    rows = found(session, text) if text.strip() else behind.get(shown)
    counts = {chip: len(orders_) for chip, orders_ in behind.items()}
    return Overview(tuple(_newest(session) if rows is None else rows), counts)


def found(session: Session, text: str) -> list[OrderRow]:
    """Orders whose number or plate holds the text, the newest first."""
    words, plate = text.strip(), plates.normalise(text)
    holds = [RepairOrder.number.icontains(words, autoescape=True)]
    if plate:
        holds.append(RepairOrder.plate.icontains(plate, autoescape=True))
    return _newest(session, or_(*holds))


def _newest(session: Session, *where: ColumnElement[bool]) -> list[OrderRow]:
    ids = select(RepairOrder.id).where(*where).order_by(RepairOrder.received_at.desc())
    return orders.rows_of(session, list(session.scalars(ids.limit(MOST))))


def _is_behind(row: OrderRow, chip: Shown, *, now: datetime, risk_minutes: int) -> bool:
    if chip is Shown.DUE_TODAY:
        return row.promised_at is not None and local_day(row.promised_at) <= local_day(now)
    if chip is Shown.LATE:
        return row.timing(now, risk_minutes) is Timing.LATE
    if chip is Shown.APPROVAL:
        return row.stage is Stage.WAITING_APPROVAL or row.proposed > 0
    if chip is Shown.READY:
        return row.stage is Stage.READY
    return chip is Shown.OPEN
