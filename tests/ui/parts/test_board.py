"""A card is moved by drag or by Ctrl+arrow, and only the store really moves it."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from tests.ui.parts.kit import press, show
from ui.parts.board import Board, BoardColumn, Card, LateCard
from ui.parts.board_column import mime_of
from ui.parts.labels import Label

COLUMNS = (
    BoardColumn("waiting", "Waiting"),
    BoardColumn("work", "In work"),
    BoardColumn("ready", "Ready"),
)
ONE = Card(1, "粤B·12345", "轩逸", ("李强", "首保"), due_text="还剩 35 分")
TWO = Card(
    2,
    "粤B·67890",
    "<b>奇骏</b>",
    ("赵敏",),
    tone="bad",
    due_text="已超 12 分",
    due_tone="bad",
    tooltip="<i>x</i>",
)


@pytest.fixture
def board(qtbot) -> Board:
    made = show(qtbot, Board(COLUMNS), 1000, 500)
    made.show_cards({"waiting": (ONE, TWO)}, {"waiting": "6.5 h"})
    return made


def test_a_card_dropped_on_a_column_asks_to_move_and_stays(board, qtbot) -> None:
    target = board.list_of("ready").viewport()
    carried = mime_of(TWO)
    buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(target.rect().center(), Qt.DropAction.MoveAction, carried, *buttons)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(board.move_asked) as asked:
        QApplication.sendEvent(
            target, QDropEvent(QPointF(20, 20), Qt.DropAction.MoveAction, carried, *buttons)
        )
    assert asked.args == [2, "ready"]
    assert board.list_of("waiting").cards.cards == (ONE, TWO)


def test_ctrl_arrow_asks_to_move_and_the_focus_follows_the_card(board, qtbot) -> None:
    board.select(1)
    with qtbot.waitSignal(board.move_asked) as asked:
        press(board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [1, "work"]
    board.show_cards({"waiting": (TWO,), "work": (ONE,)})
    assert board.list_of("work").hasFocus()
    assert board.current() == 1


def test_a_card_that_went_to_a_hidden_column_takes_the_view_along(board) -> None:
    board.show_cards({"waiting": (ONE, TWO), "work": (TWO,)})
    board.resize(250, 500)
    board.select(1)
    far = board.list_of("ready")
    assert far.visibleRegion().isEmpty()
    board.show_cards({"waiting": (TWO,), "ready": (ONE,)})
    assert not far.visibleRegion().isEmpty()


def test_at_the_edge_ctrl_arrow_asks_nothing(board, qtbot) -> None:
    board.select(1)
    with qtbot.assertNotEmitted(board.move_asked):
        press(board, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)


def test_arrows_walk_over_empty_columns_and_enter_opens(board, qtbot) -> None:
    board.show_cards({"waiting": (ONE,), "ready": (TWO,)})
    board.select(1)
    with qtbot.waitSignal(board.chosen) as chosen:
        press(board, Qt.Key.Key_Right)
    assert chosen.args == [2]
    with qtbot.waitSignal(board.opened) as opened:
        press(board, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_the_head_counts_and_is_spoken(board) -> None:
    assert board.list_of("waiting").accessibleName() == "Waiting 2 6.5 h"


def test_a_card_is_spoken_whole_and_its_tooltip_is_plain(board) -> None:
    index = board.list_of("waiting").cards.index(1)
    assert (
        index.data(Qt.ItemDataRole.AccessibleTextRole) == "粤B·67890, <b>奇骏</b>, 赵敏, 已超 12 分"
    )
    assert "<i>" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_wall_shows_the_same_cards_larger(board, qtbot) -> None:
    wall = show(qtbot, Board(COLUMNS, scale=1.6), 1366, 768)
    wall.show_cards({"waiting": (ONE, TWO)})
    small, large = board.list_of("waiting"), wall.list_of("waiting")
    assert (
        large.visualRect(large.cards.index(0)).height()
        > 1.4 * small.visualRect(small.cards.index(0)).height()
    )


def test_where_columns_have_no_room_those_with_fewest_cards_fold(board, qtbot) -> None:
    three = Card(3, "粤B·33333")
    board.show_cards({"waiting": (ONE, TWO), "work": (three,), "ready": (Card(4, "粤B·44444"),)})
    board.select(1)
    board.resize(360, 500)
    open_now = [key for key in ("waiting", "work", "ready") if not board.list_of(key).folded_title]
    assert open_now == ["waiting", "work"], "the far one of two that are equally short"
    assert board.list_of("ready").folded_count == "1"
    bar = board.findChild(QScrollArea).horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)  # nothing is out of sight
    press(board.list_of("waiting"), Qt.Key.Key_Right)
    with qtbot.waitSignal(board.chosen) as chosen:
        press(board.list_of("work"), Qt.Key.Key_Right)
    assert chosen.args == [4] and board.list_of("work").folded_title == "In work"
    QTest.mouseClick(board.list_of("work").viewport(), Qt.MouseButton.LeftButton)
    assert board.current() == 3 and not board.list_of("work").folded_title
    board.resize(1000, 500)
    assert not any(board.list_of(column.key).folded_title for column in COLUMNS)


def test_a_card_that_nobody_sees_is_not_made(qtbot) -> None:
    made: list[int] = []

    def make(number: int) -> Card:
        made.append(number)
        return Card(number, f"粤B·{number:05d}", lines=("轩逸",), due_text="还剩 35 分")

    late = tuple(LateCard(number, partial(make, number), lines=2) for number in range(300))
    board = show(qtbot, Board(COLUMNS, name="board"), 900, 500)
    board.show_cards({"waiting": late})
    QApplication.processEvents()
    assert 0 < len(made) < 30, "those that the column has room for"
    assert board.list_of("waiting").cards.card(299).title == "粤B·00299"
    assert made[-1] == 299


def test_cards_that_only_read_otherwise_move_nothing(qtbot) -> None:
    board = show(qtbot, Board(COLUMNS, name="board"), 900, 500)
    shown = board.list_of("waiting").cards
    board.show_cards({"waiting": (ONE, TWO)})
    with qtbot.assertNotEmitted(shown.modelReset):
        board.show_cards({"waiting": (replace(ONE, due_text="还剩 34 分"), TWO)})
    assert shown.card(0).due_text == "还剩 34 分"
    with qtbot.waitSignal(shown.modelReset):
        board.show_cards({"waiting": (replace(ONE, due_text=""), TWO)})
    with qtbot.waitSignal(shown.modelReset):
        board.show_cards({"waiting": (TWO,)})


def test_a_narrow_head_leaves_out_its_hours_before_it_cuts_its_title(qtbot) -> None:
    columns = (BoardColumn("approval", "Needs the approval of the customer"), *COLUMNS)
    board = show(qtbot, Board(columns), 900, 500)
    board.show_cards(
        {"approval": (ONE,), "waiting": (TWO,)}, {"approval": "2.4 h", "waiting": "1 h"}
    )
    said = {one.text(): one.isVisible() for one in board.findChildren(Label) if one.text()}
    assert said["Needs the approval of the customer"] and said["1 h"]
    assert not said["2.4 h"]
