"""A day is kept as it stood when it was closed, or afterwards where nobody closed it."""

from datetime import date, timedelta

import pytest

from app.errors import Refused
from app.sales import board_commands
from app.sales.board import board_of, days_to_keep
from app.sales.board_facts import BoardCount, SalesBoard
from tests.app.sales.order_store import TODAY, SaleStore
from tests.make import NOON

TOMORROW = NOON + timedelta(days=1)


def shown(sales: SaleStore, day: date, *, days_later: int = 0) -> SalesBoard:
    with sales.quotes.records.read() as session:
        return board_of(session, day, at=NOON + timedelta(days=days_later))


def missing(sales: SaleStore, day: date) -> tuple[date, ...]:
    with sales.quotes.records.read() as session:
        return days_to_keep(session, day)


def test_a_closed_day_stays_as_it_was_whatever_is_saved_later(sales: SaleStore) -> None:
    sales.place()
    manager = sales.quotes.manager
    sales.act(board_commands.close_board, by=manager)
    sales.place()
    now = shown(sales, TODAY)
    assert now.store.count(BoardCount.OPEN_ORDERS) == 2 and not now.is_kept
    assert (now.closed_by, now.closed_at) == (manager.name, NOON)
    past = shown(sales, TODAY, days_later=1)
    assert past.store.count(BoardCount.OPEN_ORDERS) == 1 and past.is_kept
    sales.act(board_commands.close_board, by=manager)
    assert shown(sales, TODAY, days_later=1).store.count(BoardCount.OPEN_ORDERS) == 2


def test_only_a_manager_closes_the_day(sales: SaleStore) -> None:
    with pytest.raises(Refused):
        sales.act(board_commands.close_board)


def test_days_that_nobody_closed_are_kept_by_themselves(sales: SaleStore) -> None:
    assert missing(sales, TODAY) == ()
    sales.car()
    sales.act(board_commands.close_board, by=sales.quotes.manager)
    for later in (1, 3):
        days = tuple(TODAY + timedelta(days=ahead) for ahead in range(1, later))
        assert missing(sales, TODAY + timedelta(days=later)) == days
    at = NOON + timedelta(days=3)
    assert sales.act(board_commands.keep_past_boards, at=at) == 2
    assert sales.act(board_commands.keep_past_boards, at=at) == 0
    told = shown(sales, TODAY + timedelta(days=2), days_later=3)
    assert told.is_kept and told.closed_by == "" and told.closed_at == at
    assert told.store.count(BoardCount.IN_STOCK) == 1


def test_after_months_alone_no_more_than_a_month_is_kept(sales: SaleStore) -> None:
    sales.car()
    sales.act(board_commands.keep_past_boards, at=TOMORROW)
    assert len(missing(sales, TODAY + timedelta(days=400))) == 31
