"""The head of a page puts its figures below and its second buttons under ⋯ before it cuts one."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.parts.kit import show
from ui.parts.buttons import Button
from ui.parts.labels import Figure
from ui.parts.layouts import STRETCH, vbox
from ui.parts.page_header import PageHeader


def head(qtbot: QtBot, wide: int) -> tuple[PageHeader, list[str]]:
    pressed: list[str] = []
    window = QWidget()
    made = PageHeader(
        "Test rides and drives",
        [Figure("Test drives today", "12"), Figure("Out now", "3")],
        Button("Book a test drive", name="book", clicked=lambda: pressed.append("book")),
        extra=(
            Button("Block a car", name="block", clicked=lambda: pressed.append("block")),
            Button("Daily sheet", name="sheet", clicked=lambda: pressed.append("sheet")),
        ),
    )
    vbox(made, STRETCH, parent=window)
    show(qtbot, window, wide, 300)
    made.window_of_test = window
    return made, pressed


def spot(made: PageHeader, kind: type[QWidget], name: str) -> tuple[int, int]:
    part = made.findChild(kind, name)
    place = part.mapTo(made, QPoint(part.width(), 0))
    return place.x(), place.y()


def test_everything_stands_on_one_line_where_that_is_long_enough(qtbot: QtBot) -> None:
    made, _pressed = head(qtbot, 1200)
    figure = made.findChildren(Figure)[0]
    assert figure.mapTo(made, QPoint(0, 0)).y() < 20
    assert made.findChild(Button, "sheet").isVisible()
    assert not made.findChild(Button, "headMore").isVisible()


def test_figures_go_below_then_the_second_buttons_under_more(qtbot: QtBot) -> None:
    made, pressed = head(qtbot, 760)
    figure = made.findChildren(Figure)[0]
    qtbot.waitUntil(lambda: figure.mapTo(made, QPoint(0, 0)).y() >= 36)
    assert made.findChild(Button, "sheet").isVisible()
    made.window().resize(480, 300)
    qtbot.waitUntil(lambda: not made.findChild(Button, "sheet").isVisible())
    assert spot(made, Button, "book")[0] <= made.width()
    more = made.findChild(Button, "headMore")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = more.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Block a car", "Daily sheet"]
    menu.actions()[1].trigger()
    menu.close()
    assert pressed == ["sheet"]
    made.window().resize(1200, 300)
    qtbot.waitUntil(lambda: figure.mapTo(made, QPoint(0, 0)).y() < 20)
    assert made.findChild(Button, "sheet").isVisible()
