"""Closes the sales board of a day, and keeps the days that nobody closed."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import local_day
from app.permissions import Actor, allow
from app.sales.board import count_board, days_to_keep
from app.sales.board_facts import to_json
from db.tables.sales_board import SalesBoardDay
from db.vocabulary import Role


@allow(Role.MANAGER)
def close_board(session: Session, *, by: Actor, at: datetime) -> date:
    """Keeps the board of today as it stands now; closing again replaces it."""
    day = local_day(at)
    content = to_json(count_board(session, day))
    row = session.scalar(select(SalesBoardDay).where(SalesBoardDay.day == day))
    if row is None:
        row = SalesBoardDay(day=day)
    row.content, row.closed_at, row.closed_by = content, at, by.staff_id
    session.add(row)
    session.flush()
    return day


@allow(Role.CONSULTANT, Role.CASHIER)
def keep_past_boards(session: Session, *, by: Actor, at: datetime) -> int:
    """Keeps the days before today that nobody closed; returns how many they were."""
    days = days_to_keep(session, local_day(at))
    for day in days:
        content = to_json(count_board(session, day))
        session.add(SalesBoardDay(day=day, content=content, closed_at=at))
    session.flush()
    return len(days)
