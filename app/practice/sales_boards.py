"""Keeps the sales boards of the practice store's last weeks, most of them closed by a manager."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from app.local_time import at_local, local_day
from app.practice.lists import PracticeLists
from app.sales.board import count_board
from app.sales.board_facts import to_json
from db.tables.sales_board import SalesBoardDay
from db.vocabulary import Role

DAYS = 14
CLOSES, OPENS = time(18, 40), time(8, 30)
SUNDAY = 6


def fill(session: Session, lists: PracticeLists, *, at: datetime) -> None:
    """Sundays were closed by nobody: the program kept them on Monday morning."""
    manager = lists.staff[Role.MANAGER][0]
    for back in range(DAYS, 0, -1):
        day = local_day(at) - timedelta(days=back)
        row = SalesBoardDay(day=day, content=to_json(count_board(session, day)))
        row.closed_at = at_local(day, CLOSES)
        row.closed_by = manager.id
        if day.weekday() == SUNDAY:
            row.closed_at, row.closed_by = at_local(day + timedelta(days=1), OPENS), None
        session.add(row)
    session.flush()
