"""The orders of the page behind a filter chip or a search, with the figures of the header."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
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


@dataclass(frozen=True, slots=True)
class Overview:
    """The list that was asked for, and the four figures of the header."""

    rows: tuple[OrderRow, ...]
    in_shop: int
    due_today: int
    late: int
    approval: int


def overview(
    session: Session, shown: Shown, text: str = "", *, now: datetime, risk_minutes: int
) -> Overview:
    """The orders behind a chip, or those whose number or plate holds `text`, with the figures of
    this moment.
    """
    standing = orders.in_shop(session)
    behind = {
        chip: [row for row in standing if _is_behind(row, chip, now=now, risk_minutes=risk_minutes)]
        for chip in Shown
    }
    if text.strip():
        rows = found(session, text)
    elif shown is Shown.DELIVERED:
        rows = orders.delivered_on(session, local_day(now))
    elif shown is Shown.ALL:
        rows = orders.rows_of(
            session,
            list(
                session.scalars(
                    select(RepairOrder.id).order_by(RepairOrder.received_at.desc()).limit(MOST)
                )
            ),
        )
    else:
        rows = behind[shown]
    due, late, approval = (
        len(behind[chip]) for chip in (Shown.DUE_TODAY, Shown.LATE, Shown.APPROVAL)
    )
    return Overview(tuple(rows), len(standing), due, late, approval)


def found(session: Session, text: str) -> list[OrderRow]:
    """Orders whose number or plate holds the text, the newest first."""
    words, plate = text.strip(), plates.normalise(text)
    holds = [RepairOrder.number.icontains(words, autoescape=True)]
    if plate:
        holds.append(RepairOrder.plate.icontains(plate, autoescape=True))
    ids = session.scalars(
        select(RepairOrder.id)
        .where(or_(*holds))
        .order_by(RepairOrder.received_at.desc())
        .limit(MOST)
    )
    return orders.rows_of(session, list(ids))


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
