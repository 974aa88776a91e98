"""Jobs are given out in two presses: open, and press a name."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.workbench import commands as clocks
from db.tables.clocks import LineShare
from db.tables.service import LabourLine
from db.vocabulary import Role, Stage, Trade
from tests.app.workbench.conftest import beginnings, shop_fixture
from ui.workshop.page import BoardPage

__all__ = ["beginnings", "shop_fixture"]


@pytest.fixture
def board(qtbot: QtBot, shop: Any, make_shell: Any, settled: Any) -> BoardPage:
    page = BoardPage(make_shell(shop.records, Role.CONTROLLER, staff_id=shop.controller.staff_id))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    settled(page.work)
    return page


def technician_of(shop: Any, job: str) -> int | None:
    return shop.rows(LabourLine, LabourLine.id == shop.jobs[job])[0].technician_id


def test_two_presses_give_what_nobody_has(
    qtbot: QtBot, board: BoardPage, shop: Any, settled: Any
) -> None:
    board.board.select(shop.orders[0])
    board.dispatch()
    settled(board.work)
    assert board.side.jobs.lines.value() == (shop.jobs["oil"],)  # the brakes are given already
    focused = board.window().focusWidget()
    assert focused is board.side.jobs.buttons[0]
    wanted = next(
        one for one in board.side.jobs.buttons if one.objectName() == f"give_{shop.lin.staff_id}"
    )
    qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)
    settled(board.work)
    assert technician_of(shop, "oil") == shop.lin.staff_id
    assert technician_of(shop, "brakes") == shop.ma.staff_id
    assert not board.side.jobs.isVisible()


def test_who_can_and_is_free_comes_first(
    board: BoardPage, shop: Any, settled: Any, make: Any
) -> None:
    """Ma is at work; Lin has no skill for paint, a painter has."""
    from tests import make as makers

    def learn(session: Any, *, by: Any, at: Any) -> None:
        from db.tables.admin import Staff

        session.get_one(Staff, shop.lin.staff_id).trades = frozenset({Trade.MECHANICAL})
        session.get_one(LabourLine, shop.jobs["oil"]).trade = Trade.PAINT

    make(makers.staff, "高明", Role.TECHNICIAN, trades=frozenset({Trade.PAINT}))
    shop.act(learn)
    shop.act(clocks.start, shop.jobs["brakes"])
    board.reload()
    settled(board.work)
    board.board.select(shop.orders[0])
    board.dispatch()
    settled(board.work)
    told = [button.accessibleName() for button in board.side.jobs.buttons]
    assert [one.split(" · ")[0] for one in told] == ["高明", "马建军", "林涛"]
    assert "lacks the skill" in told[2] and "at work" in told[1] and "free" in told[0]


def test_a_job_is_shared_in_percent(
    qtbot: QtBot, board: BoardPage, shop: Any, settled: Any
) -> None:
    board.board.select(shop.orders[1])
    board.dispatch()
    settled(board.work)
    form = board.side.jobs.form
    form["people"].set_value([shop.ma.staff_id, shop.lin.staff_id])
    form["percents"].set_value("70，20")
    form.submit_button.click()
    settled(board.work)
    assert shop.rows(LineShare) == []
    form["percents"].set_value("70/30")
    form.submit_button.click()
    settled(board.work)
    shares = {row.staff_id: row.percent for row in shop.rows(LineShare)}
    assert set(shares.values()) == {Decimal("70.00"), Decimal("30.00")}


def test_the_strip_shows_who_is_free_by_the_clocks(
    board: BoardPage, shop: Any, settled: Any
) -> None:
    shop.act(clocks.start, shop.jobs["brakes"])
    settled(board.work)
    board.reload()
    settled(board.work)
    assert board.day is not None
    assert (board.day.answers.working, board.day.answers.free) == (("马建军",), ("林涛",))
    names = [one[0] for one in board.shop._shown if one[2] == "good"]
    assert names == list(board.day.answers.free)
    assert shop.stage() is Stage.IN_WORK


def test_the_dispatch_sheet_opens_from_the_panel_and_with_ctrl_p(
    qtbot: QtBot, board: BoardPage, shop: Any, settled: Any
) -> None:
    seen: list[Any] = []
    board.shell.printing.show = lambda paper, **_more: seen.append(paper)  # type: ignore[method-assign]
    board.board.select(shop.orders[0])
    board.print_dispatch()
    settled(board.work)
    board.dispatch()
    settled(board.work)
    qtbot.mouseClick(board.side.jobs.print_button, Qt.MouseButton.LeftButton)
    settled(board.work)
    assert [paper.kind for paper in seen] == ["dispatch_sheet"] * 2
    assert all(paper.pdf.startswith(b"%PDF") for paper in seen)
