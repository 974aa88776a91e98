"""The board in the window.

Cards where they stand, moved by Ctrl+arrow, refused in words, assigned by keyboard.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.records import Records
from app.text import use
from db.clock_words import QuickKind
from db.tables.clocks import QuickService
from db.vocabulary import Role, Stage
from tests import make as makers
from tests.make import NOON
from ui.parts.avatar_button import AvatarButton
from ui.workshop import cards
from ui.workshop.page import BoardPage


@pytest.fixture
def order(make: Callable[..., int]) -> Callable[..., int]:
    def made(plate: str, **facts: Any) -> int:
        def maker(session: Any) -> Any:
            return makers.repair_order(
                session,
                makers.vehicle(session, plate),
                by=1,
                plate=plate,
                model_name="轩逸 1.6XL",
                **facts,
            )

        return make(maker)

    return made


@pytest.fixture
def page(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any, order: Any
) -> Callable[[], BoardPage]:
    def open_page() -> BoardPage:
        shown = BoardPage(make_shell(records))
        qtbot.addWidget(shown)
        shown.resize(1366, 700)
        shown.show()
        settled(shown.work)
        return shown

    return open_page


def _column(page: BoardPage, stage: Stage) -> list[str]:
    return [card.title for card in page.board.list_of(stage.value).cards.cards]


def test_a_late_card_says_so_in_words_and_colour(page: Any, order: Any) -> None:
    use("zh_CN")
    order("京A12345", promised_at=NOON - timedelta(minutes=12))
    card = page().board.list_of(Stage.WAITING.value).cards.cards[0]
    assert (card.title, card.tone, card.due_text) == ("京A·12345", "bad", "11:48 已超 12 分钟")


def test_ctrl_right_moves_the_card_and_ctrl_z_puts_it_back(
    qtbot: QtBot, page: Any, order: Any, settled: Any, presses: Any
) -> None:
    key = order("京A12345")
    shown = page()
    shown.board.select(key)
    qtbot.keyClick(
        shown.board.list_of("waiting"), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier
    )
    settled(shown.work)
    assert _column(shown, Stage.IN_WORK) == ["京A·12345"]
    assert presses.count == 1
    shown.undo_move()
    settled(shown.work)
    assert _column(shown, Stage.WAITING) == ["京A·12345"]


def test_ctrl_m_lists_only_where_the_card_may_go_and_takes_it_there(
    qtbot: QtBot, page: Any, order: Any, settled: Any
) -> None:
    key = order("京A12345", stage=Stage.IN_WORK)
    shown = page()
    shown.board.select(key)
    shown.move_to()
    menu = shown.findChild(QMenu, "move_menu")
    assert [action.text() for action in menu.actions()] == [
        "Waiting",
        "Needs parts",
        "Needs approval",
        "Sublet",
        "Quality check",
    ]
    for _step in menu.actions():
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    settled(shown.work)
    assert _column(shown, Stage.QUALITY_CHECK) == ["京A·12345"]


def test_a_move_that_is_not_allowed_stays_and_tells_why(
    page: Any, order: Any, settled: Any
) -> None:
    key = order("京A12345")
    shown = page()
    shown.move_card(key, Stage.WASH)
    settled(shown.work)
    assert _column(shown, Stage.WAITING) == ["京A·12345"]
    assert "stages between" in shown.shell.notices.last_line()


def test_work_that_goes_back_asks_for_the_reason_first(
    qtbot: QtBot, page: Any, order: Any, settled: Any
) -> None:
    key = order("京A12345", stage=Stage.QUALITY_CHECK)
    shown = page()
    shown.move_card(key, Stage.IN_WORK)
    assert shown.confirm.isVisible()
    qtbot.keyClicks(shown.confirm.focusWidget(), "brake squeals")
    qtbot.keyClick(shown.confirm.focusWidget(), Qt.Key.Key_Return)
    settled(shown.work)
    assert _column(shown, Stage.IN_WORK) == ["京A·12345"]


def test_a_bay_and_a_technician_are_assigned_by_keyboard(
    qtbot: QtBot, page: Any, order: Any, make: Any, settled: Any
) -> None:
    make(makers.staff, "Ma", Role.TECHNICIAN)
    key = order("京A12345")
    shown = page()
    shown.board.select(key)
    shown.assign()
    qtbot.keyClicks(shown.panel.form["technician_id"], "Ma")
    qtbot.keyClick(shown.panel.form["technician_id"], Qt.Key.Key_Return)
    qtbot.keyClick(
        shown.panel.form["bay_id"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    settled(shown.work)
    card = shown.board.list_of(Stage.WAITING.value).cards.cards[0]
    assert "Ma" in card.people


def test_the_daily_sheet_opens_in_the_preview(page: Any, order: Any, settled: Any) -> None:
    order("京A12345", promised_at=NOON)
    shown = page()
    seen = []
    shown.shell.printing.show = lambda paper, **_more: seen.append(paper)  # type: ignore[method-assign]
    shown.daily_sheet()
    settled(shown.work)
    assert seen[0].pdf.startswith(b"%PDF")


def test_who_waits_for_parts_has_the_day_of_their_arrival_on_the_card(
    qtbot: QtBot, page: Any, order: Any, settled: Any
) -> None:
    waiting, other = order("京A12345", stage=Stage.WAITING_PARTS), order("京B77777")
    shown = page()
    shown.show_card(other)
    assert not shown.panel.form["parts_expected_at"].isVisible()
    shown.show_card(waiting)
    field = shown.panel.form["parts_expected_at"]
    assert field.isVisible()
    field.setFocus()
    qtbot.keyClicks(field, "+2 0930")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(shown.work)
    card = shown.board.list_of(Stage.WAITING_PARTS.value).cards.cards[0]
    assert "parts 11-23 09:30" in card.ends[0]
    assert card.is_urgent, "of a narrow card this stays, the kind of job would go"


def test_a_parts_clerk_says_when_parts_arrive_and_assigns_nobody(
    qtbot: QtBot, records: Records, make_shell: Any, make: Any, order: Any, settled: Any
) -> None:
    clerk = make(makers.staff, "Li", Role.PARTS)
    waiting, other = order("京A12345", stage=Stage.WAITING_PARTS), order("京B77777")
    shown = BoardPage(make_shell(records, Role.PARTS, staff_id=clerk))
    qtbot.addWidget(shown)
    shown.show()
    settled(shown.work)
    shown.show_card(other)
    assert not shown.panel.form.isVisible()
    shown.show_card(waiting)
    form = shown.panel.form
    assert form["parts_expected_at"].isVisible() and not form["bay_id"].isVisible()
    qtbot.keyClicks(form["parts_expected_at"], "+1 1400")
    qtbot.keyClick(
        form["parts_expected_at"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    settled(shown.work)
    card = shown.board.list_of(Stage.WAITING_PARTS.value).cards.cards[0]
    assert "parts 11-22 14:00" in card.ends[0]


def test_bays_and_people_are_drawn_as_they_are_and_a_press_opens_the_card(
    qtbot: QtBot, page: Any, order: Any, make: Any, settled: Any
) -> None:
    """Two hours of work were agreed and it is done for three: the bay and its technician say so."""
    ma, bay = make(makers.staff, "Ma", Role.TECHNICIAN), make(makers.bay, "1号位")
    make(makers.staff, "Lin", Role.TECHNICIAN)
    make(makers.bay, "2号位")
    since = NOON - timedelta(hours=3)
    place = {"technician_id": ma, "bay_id": bay, "stage": Stage.IN_WORK, "stage_since": since}
    key = order("京A12345", **place)

    make(makers.running_clock, ma, make(makers.labour_line, key, "2.00"), since)
    shown = page()
    slots = {slot.name: slot for slot in shown.shop.bays.slots}
    taken, free = slots["1号位"], slots["2号位"]
    assert (taken.plate, taken.note, taken.tone) == ("京A·12345", "3.0 / 2", "bad")
    assert (free.plate, free.spoken()) == ("", "2号位 free")
    people = shown.shop.people.findChildren(AvatarButton)
    assert {one.accessibleName() for one in people} == {"Ma 1.0 h over", "Lin free"}
    spot = shown.shop.bays._rects()[list(slots).index("1号位")].center().toPoint()
    qtbot.mouseClick(shown.shop.bays, Qt.MouseButton.LeftButton, pos=spot)
    assert shown.panel.isVisible() and shown.panel.row.id == key


def test_only_the_latest_car_is_tinted_and_empty_columns_fold(
    qtbot: QtBot, page: Any, order: Any
) -> None:
    order("京A11111", promised_at=NOON - timedelta(minutes=12))
    order("京A22222", promised_at=NOON - timedelta(minutes=80))
    shown = page()
    cards = shown.board.list_of(Stage.WAITING.value).cards.cards
    assert [(card.title, card.tone, card.due_tone) for card in cards] == [
        ("京A·22222", "bad", "bad"),
        ("京A·11111", "neutral", "bad"),
    ]
    assert shown.board.list_of(Stage.WASH.value).folded_title == "Wash"
    assert shown.board.list_of(Stage.WAITING.value).folded_title == ""
    last = shown.board.list_of(Stage.READY.value)
    # the last column of the flow is on the screen
    qtbot.waitUntil(lambda: 0 < last.mapTo(shown, last.rect().topRight()).x() <= shown.width())


def test_every_card_is_as_high_as_was_said_before_it_was_made(page: Any, order: Any) -> None:
    order("京A12345", promised_at=NOON - timedelta(minutes=12))
    order("京B12345", promised_at=None)
    order("京C12345", stage=Stage.READY, promised_at=None)
    for column in cards.cards(page().seen).values():
        for late in column:
            made = late.card
            assert len(made.lines) + bool(made.due_text) == late.lines


def test_the_service_figures_lead_to_their_cars(
    qtbot: QtBot, page: Any, order: Any, settled: Any
) -> None:
    """Two cars left, one of them by its promise: 1 of 2, and the late one stands first."""
    gone = {"stage": Stage.DELIVERED, "delivered_at": NOON, "received_at": NOON}
    order("京A11111", promised_at=NOON, **gone)
    late = order("京A22222", promised_at=NOON - timedelta(minutes=1), **gone)
    shown = page()
    shown.stage_times()
    settled(shown.work)
    panel = shown.side.times
    panel.switch.set_value("service")
    panel.switch.edited.emit()
    assert panel.service.isVisible() and not panel.table.isVisible()
    panel.service.figures.select("on_time")
    figure = panel.service.figures.current()
    assert (figure.kept, figure.of, figure.percent) == (1, 2, 50.0)
    assert not panel.service.cars.isVisible()
    panel.service.figures.activated.emit(figure)
    assert panel.service.cars.isVisible() and not panel.service.figures.isVisible()
    opened: list[int] = []
    panel.order_asked.connect(opened.append)
    panel.service.cars.select(late)
    assert [row.kept for row in figure.cars] == [False, True]
    panel.service.cars.activated.emit(panel.service.cars.current())
    assert opened == [late]


def test_quick_service_is_told_beside_the_stages_with_the_pay_it_cuts(
    page: Any, order: Any, make: Any, settled: Any
) -> None:
    """Of two quick services one took 61 of 60 minutes: 50 % of the month, below 95 %."""
    for plate, minutes in (("京A11111", 60), ("京A22222", 61)):
        came = NOON - timedelta(minutes=minutes)
        key = order(plate, stage=Stage.DELIVERED, received_at=came, delivered_at=NOON)
        make(_promised, key)
    shown = page()
    shown.stage_times()
    settled(shown.work)
    panel = shown.side.times
    assert not panel.quick.isVisible()
    panel.switch.set_value("quick")
    panel.switch.edited.emit()
    assert panel.quick.isVisible() and panel.month.isVisible()
    told = "This month: Quick service: 1 of 2 kept (50.0 %), target 95 % · pay cuts: "
    assert panel.month.text().startswith(f"{told}workshop head −10 %; ")


def _promised(session: Any, order_id: int) -> QuickService:
    row = QuickService(order_id=order_id, kind=QuickKind.MAINTENANCE, minutes=60)
    session.add(row)
    session.flush()
    return row
