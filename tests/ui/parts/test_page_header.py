"""The head of a page puts buttons under ⋯ and figures below before it cuts one."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.parts.kit import show
from ui.parts.buttons import Button
from ui.parts.labels import Figure
from ui.parts.layouts import STRETCH, vbox
from ui.parts.menu_button import MenuAct, MenuButton
from ui.parts.page_header import PageHeader
from ui.parts.panel import Panel


def head(qtbot: QtBot, wide: int, high: int = 768) -> tuple[PageHeader, list[str]]:
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
    show(qtbot, window, wide, high)
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


def test_buttons_go_under_more_and_then_the_figures_below(qtbot: QtBot) -> None:
    made, pressed = head(qtbot, 1200)
    whole = made._line.sizeHint().width()
    figure, block = made.findChildren(Figure)[0], made.findChild(Button, "block")
    made.window().resize(whole - 20, 300)
    qtbot.waitUntil(lambda: not block.isVisible())
    assert made.findChild(Button, "sheet").isVisible(), "one is enough"
    assert figure.mapTo(made, QPoint(0, 0)).y() < 20
    made.window().resize(480, 300)
    qtbot.waitUntil(lambda: figure.mapTo(made, QPoint(0, 0)).y() >= 36)
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
    assert made.findChild(Button, "sheet").isVisible() and block.isVisible()


def test_the_menu_of_a_button_under_more_opens_where_more_stands(qtbot: QtBot) -> None:
    """The button itself is hidden, and stood elsewhere."""
    view = MenuButton("View", lambda: [MenuAct("all", "Every car", int)], icon="", name="view")
    made = PageHeader("Board", (), Button("Assign"), extra=(view, Button("Daily sheet")))
    window = QWidget()
    vbox(made, STRETCH, parent=window)
    show(qtbot, window, 500, 300)
    window.resize(260, 300)
    qtbot.waitUntil(lambda: not view.isVisible())
    more = made.findChild(Button, "headMore")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    more.findChild(QMenu).actions()[0].trigger()
    menu = view.findChild(QMenu)
    assert menu.pos() == more.mapToGlobal(QPoint(0, more.height()))
    menu.close()


def test_the_last_buttons_of_a_panel_go_under_more(qtbot: QtBot) -> None:
    pressed: list[str] = []
    names = ("Edit this customer", "Add another car", "Driving licence of the customer")
    buttons = [Button(one, clicked=lambda _on, one=one: pressed.append(one)) for one in names]
    panel = show(qtbot, Panel("张伟", QWidget(), buttons), 400, 300)
    qtbot.waitUntil(lambda: not buttons[2].isVisible())
    assert buttons[0].isVisible() and buttons[1].isVisible()
    more = panel.findChild(Button, "panelMore")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    (action,) = more.findChild(QMenu).actions()
    action.trigger()
    more.findChild(QMenu).close()
    assert pressed == [names[2]]
    panel.show_body("张伟", panel.body(), actions=buttons[:1])
    qtbot.waitUntil(lambda: not more.isVisible())


def test_a_low_window_folds_every_button_before_it_takes_a_second_line(qtbot: QtBot) -> None:
    def shown(high: int) -> tuple[bool, PageHeader]:
        figures = [Figure("Test drives today", "12"), Figure("Out now", "3")]
        buttons = [Button(f"Another act {one}", name=f"act{one}") for one in range(4)]
        made = PageHeader("Drives", figures, Button("Book", name="book"), extra=buttons)
        window = QWidget()
        vbox(made, STRETCH, parent=window)
        show(qtbot, window, 640, high)
        made.window_of_test = window
        figures_at = figures[0].mapTo(made, QPoint()).y()
        return figures_at < made.findChild(Button, "book").height(), made

    beside, _made = shown(768)
    assert not beside, "four buttons would go: the figures take the second line"
    beside, made = shown(614)
    assert beside and made.findChild(Button, "act0").isHidden()
