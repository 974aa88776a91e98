"""A day across: click a free slot, choose a block, drag it; nothing moves by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from tests.ui.parts.kit import press, show
from ui import theme
from ui.parts.timeline import Resource, TimeBlock, Timeline
from ui.parts.timeline_grid import Grid
from ui.parts.timeline_paint import halves, names_width, words_place

MIDNIGHT = datetime(2026, 11, 20, 16, tzinfo=UTC)  # 21 November in China


def hour(count: float) -> datetime:
    return MIDNIGHT + timedelta(hours=count)


@pytest.fixture
def timeline(qtbot) -> Timeline:
    made = show(qtbot, Timeline(opens=8, closes=18), 1200, 300)
    cars = (Resource(1, "轩逸", "粤B·T1"), Resource(2, "奇骏"), Resource(3, "<b>天籁</b>"))
    blocks = (
        TimeBlock(10, 1, hour(9), hour(10), "张"),
        TimeBlock(11, 1, hour(11), hour(12), "李"),
        TimeBlock(12, 2, hour(9), hour(11), "保养", hatched=True),
    )
    made.show_day(MIDNIGHT, cars, blocks=blocks)
    made.set_now(hour(10.5))
    return made


def drag(timeline: Timeline, begin: QPoint, end: QPoint) -> None:
    view = timeline.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, begin + QPoint(12, 0))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_a_free_slot_is_asked_for_on_the_grid(timeline, qtbot) -> None:
    with qtbot.waitSignal(timeline.slot_asked) as asked:
        QTest.mouseClick(
            timeline.viewport(), Qt.MouseButton.LeftButton, pos=timeline.spot_of(3, hour(9.3))
        )
    assert asked.args == [3, hour(9.25)]


def test_a_block_is_chosen_with_a_click(timeline, qtbot) -> None:
    with qtbot.waitSignal(timeline.block_chosen) as chosen:
        QTest.mouseClick(
            timeline.viewport(), Qt.MouseButton.LeftButton, pos=timeline.box_of(11).center()
        )
    assert chosen.args == [11]


def test_a_dragged_block_asks_to_move_to_another_car_and_time(timeline, qtbot) -> None:
    begin = timeline.box_of(10).center()
    across = timeline.spot_of(3, hour(14)).x() - timeline.spot_of(1, hour(9)).x()
    with qtbot.waitSignal(timeline.move_asked) as asked:
        drag(timeline, begin, QPoint(begin.x() + across, timeline.spot_of(3, hour(14)).y()))
    assert asked.args == [10, 3, hour(14)]


def test_blocked_time_cannot_be_dragged(timeline, qtbot) -> None:
    begin = timeline.box_of(12).center()
    with qtbot.assertNotEmitted(timeline.move_asked):
        drag(timeline, begin, begin + QPoint(200, 0))


def test_arrows_walk_and_ctrl_arrows_ask_to_move(timeline, qtbot) -> None:
    timeline.clearFocus()
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    assert timeline.current().id == 10
    press(timeline, Qt.Key.Key_Right)
    assert timeline.current().id == 11
    with qtbot.waitSignal(timeline.move_asked) as asked:
        press(timeline, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [11, 1, hour(11.25)]
    with qtbot.waitSignal(timeline.move_asked) as asked:
        press(timeline, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [11, 2, hour(11)]
    assert "李" in timeline.accessibleDescription()


def test_a_reload_keeps_the_current_block(timeline) -> None:
    timeline.select(11)
    timeline.show_day(
        MIDNIGHT, (Resource(1, "轩逸"),), blocks=(TimeBlock(11, 1, hour(15), hour(16)),)
    )
    assert timeline.current().start == hour(15)
    timeline.show_day(MIDNIGHT, (Resource(1, "轩逸"),), blocks=())
    assert timeline.current() is None
    timeline.grab()


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("京A·D12345", ("京A", "D12345")),
        ("Zhang Wei", ("Zhang", "Wei")),
        ("李慧娟", ("李慧", "娟")),
        ("杨", ("杨", "")),
    ],
)
def test_a_title_without_room_is_halved_where_it_reads_best(
    title: str, parts: tuple[str, str]
) -> None:
    assert halves(title) == parts
    assert "".join(parts) == title.replace("·", "").replace(" ", "")


def test_a_name_stands_beside_its_short_block_where_there_is_room(qtbot) -> None:
    value, font = (
        TimeBlock(1, 1, hour(9), hour(9.5), "王轩超", "周婷"),
        theme.font("caption", bold=True),
    )
    box = QRect(300, 0, 30, 48)
    inner = box.adjusted(7, 0, -1, 0)
    wide, left_only = QRect(100, 0, 400, 48), QRect(100, 0, 240, 48)
    right = words_place(value, font, inner=inner, box=box, room=wide)
    left = words_place(value, font, inner=inner, box=box, room=left_only)
    assert right is not None and right.left() > box.right() and right.right() <= wide.right()
    assert left is not None and left.right() < box.left() and left.left() >= left_only.left()
    assert words_place(value, font, inner=inner, box=box, room=box) is None, "then it is halved"


@pytest.mark.parametrize(("room", "height"), [(0, 56), (70, 70), (300, 80)])
def test_rows_take_the_height_that_there_is_within_what_reads_well(room: int, height: int) -> None:
    assert Grid(MIDNIGHT, 8, 18, 15, 1200, row_room=room).row_height == height


def test_the_column_of_names_is_as_wide_as_the_longest_within_a_quarter(qapp: object) -> None:
    short, long = Grid(MIDNIGHT, 8, 18, 15, 1200), names_width([Resource(1, "X" * 24)])
    assert Grid(MIDNIGHT, 8, 18, 15, 1200, names_room=long).names == long > short.names
